"""The benchmark's dirty workbook: every planted fault is found at its row, nothing else is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from benchmarks.desk_clean import WEEK, write_clean
from benchmarks.desk_faults import Planted, plant, told
from distribution.consistency.findings import findings
from distribution.files.assemble import Checked, check_inputs
from distribution.files.marked.copy import write_marked_copy
from distribution.language.catalogue import LANGUAGES, say


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    write_clean(folder / "clean.xlsx")
    return folder


@pytest.fixture(name="planted", scope="module")
def _planted(folder: Path) -> tuple[Planted, ...]:
    return plant(folder / "clean.xlsx", folder / "dirty.xlsx")


@pytest.fixture(name="checked", scope="module")
def _checked(folder: Path, planted: tuple[Planted, ...]) -> Checked:
    assert planted
    return check_inputs(folder / "dirty.xlsx", WEEK)


def test_a_clean_workbook_raises_no_alarm(folder: Path) -> None:
    assert told(check_inputs(folder / "clean.xlsx", WEEK)) == set()


def test_sixty_faults_of_thirty_kinds_are_found_and_nothing_else(
    planted: tuple[Planted, ...], checked: Checked
) -> None:
    assert len(planted) >= 60
    assert len({fault.code for fault in planted}) >= 30
    assert told(checked) == {fault.found for fault in planted}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_says_what_is_wrong_and_what_to_do(checked: Checked, lang: str) -> None:
    for finding in findings(checked.faults, checked.doubts, lang):
        assert len(finding.what) > 5
        assert len(finding.remedy) > 5
        assert "{" not in finding.what + finding.remedy


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_doubt_begins_with_its_place_and_ends_with_a_remedy(checked: Checked, lang: str) -> None:
    for doubt in checked.doubts:
        where = say("doubt.where", lang, file=doubt.arguments["file"], rows=doubt.arguments["rows"])
        assert say(doubt.key, lang, **doubt.arguments).startswith(where)


def test_all_of_them_stand_in_the_marked_copy(folder: Path, checked: Checked) -> None:
    lines = findings(checked.faults, checked.doubts, "vi")
    write_marked_copy(folder / "dirty.xlsx", folder / "marked.xlsx", lines, "vi")
    book = openpyxl.load_workbook(folder / "marked.xlsx")
    for line in lines:
        if line.sheet is not None:
            for cell in line.cells:
                comment = book[line.sheet][cell].comment
                assert comment is not None
                assert line.what in comment.text
    own = openpyxl.load_workbook(folder / "dirty.xlsx")
    for sheet in own.worksheets:
        assert list(book[sheet.title].values) == list(sheet.values)
