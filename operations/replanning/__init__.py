"""A released or drafted week planned again: what changed is mended, all else hardly moves."""
