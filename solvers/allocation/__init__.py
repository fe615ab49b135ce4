"""Who gets how many packs: one integral min-cost flow per product."""
