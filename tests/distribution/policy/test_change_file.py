"""Files of changes: the bundled ones are read, every fault of a bad one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from policy_setups import tiny_setup

from distribution.errors import Fault, InputError
from distribution.files.bundled import read_table
from distribution.files.change_file import BUNDLED, change_path, read_change
from distribution.files.policy_rows import policy_rules
from distribution.language.catalogue import catalogue

HEAD = 'title_vi = "Thử"\ntitle_en = "Try"\n'


def faults_of(path: Path) -> tuple[Fault, ...]:
    try:
        read_change(path, tiny_setup())
    except InputError as error:
        return error.faults
    return ()


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_change_names_what_the_bundled_tables_hold(name: str) -> None:
    known = {row["id"] for table in ("products", "sites") for row in read_table(table)}
    for fault in faults_of(change_path(name)):  # the tiny week has other products and sites
        assert fault.code == "change_name"
        assert fault.arguments["value"] in known


def read(tmp_path: Path, text: str) -> InputError:
    path = tmp_path / "change.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_change(path, tiny_setup())
    for fault in caught.value.faults:
        assert f"fault.{fault.code}" in catalogue()
        assert f"remedy.{fault.code}" in catalogue()
    return caught.value


def test_an_unknown_word_is_refused_not_passed_over(tmp_path: Path) -> None:
    error = read(tmp_path, "[delivery]\nreview_week = 2\n[storage]\nmore_percent = 'viel'\n")
    assert sorted(f.column or "" for f in error.faults) == ["delivery.review_week", "storage.more_percent"]


def test_all_unknown_names_are_told_at_once(tmp_path: Path) -> None:
    text = 'centres = ["nowhere"]\n[rules]\nlate_week = 3\n[[vaccine]]\nid = "HEXA"\nname = "x"\n'
    error = read(tmp_path, text + 'like = "none"\ndemand_percent = 10\n')
    assert sorted((f.code, f.column) for f in error.faults) == [
        ("change_known", "vaccine.id"),
        ("change_name", "centres"),
        ("change_name", "rules"),
        ("change_name", "vaccine.like"),
    ]


def test_what_is_no_toml_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "delivery = [").faults[0].code == "change_file"


def test_a_missing_file_is_told() -> None:
    with pytest.raises(InputError) as caught:
        read_change(Path("nowhere.toml"), tiny_setup())
    assert caught.value.faults[0].code == "change_missing"


def test_rules_and_rows_are_the_same() -> None:
    assert policy_rules().chain_review_weeks == 4
