"""Names of files made from ids that people chose."""

from __future__ import annotations


def file_name(text: str) -> str:
    """Return the text with every character that some file system refuses made an underscore."""
    return "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "_" for char in text)
