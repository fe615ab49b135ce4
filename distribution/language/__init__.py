"""Words people read: the Vietnamese/English catalogue, folding of diacritics, collation."""
