"""Vietnamese text for machines: NFC, search without diacritics, alphabetical order."""

from __future__ import annotations

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}


def nfc(text: str) -> str:
    """Return the text composed (NFC), so that equal names compare equal."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text lower-cased and without diacritics: ``Đắk Lắk`` → ``dak lak``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a sort key of Vietnamese dictionary order: letters first, then tones."""
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).lower():
        tone, base = _split_tone(char)
        index = _ALPHABET.find(base)
        letters.append(1_000 + index if index >= 0 else min(ord(base), 999))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _split_tone(char: str) -> tuple[int, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[p] for p in parts if p in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
    return tone, base
