"""Doors to disk: the only place where units of people become units of code."""
