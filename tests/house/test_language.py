from __future__ import annotations

import string

import pytest

from distribution.language.catalogue import LANGUAGES, catalogue, name_of, say
from distribution.language.folding import collation_key, fold


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_every_sentence_is_there_in_both_languages_with_the_same_arguments(key: str) -> None:
    texts = catalogue()[key]
    assert set(texts) == set(LANGUAGES)
    arguments = [
        {name for _, name, _, _ in string.Formatter().parse(texts[lang]) if name} for lang in LANGUAGES
    ]
    assert arguments[0] == arguments[1]


def test_search_ignores_diacritics() -> None:
    assert fold("Đắk Lắk") == "dak lak"
    assert fold("THỪA THIÊN HUẾ") == "thua thien hue"


def test_vietnamese_order_puts_letters_before_tones() -> None:
    names = ["Đà Nẵng", "Dương", "An", "Ân", "Ăn", "Bà", "Ba", "Bá"]
    assert sorted(names, key=collation_key) == ["An", "Ăn", "Ân", "Ba", "Bà", "Bá", "Dương", "Đà Nẵng"]


def test_an_unknown_key_is_an_error_not_an_empty_sentence() -> None:
    with pytest.raises(KeyError):
        say("no.such.key", "vi")


def test_a_code_without_words_stays_as_it_is() -> None:
    assert name_of("map.confidence", "high", "vi") == "vị trí chắc chắn"
    assert name_of("map.confidence", "surveyed 2026", "vi") == "surveyed 2026"
