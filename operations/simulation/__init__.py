"""``coldchain simulate``: a plan folder replayed, what came out, and buffers from it."""
