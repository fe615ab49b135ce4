"""``template --own``: a network of one example row a kind, without a fault, and replaced by five."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.desk_first_rows import DEPOT, WEEK, typed_rows
from distribution.files.assemble import check_inputs
from distribution.files.own_rows import own_rows
from distribution.files.workbook_write import write_template, write_workbook
from distribution.language.catalogue import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_network_has_no_fault(tmp_path: Path, lang: str) -> None:
    write_template(tmp_path / "own.xlsx", lang, own=True)
    checked = check_inputs(tmp_path / "own.xlsx", WEEK)
    assert checked.faults == ()
    assert checked.inputs is not None
    network = checked.inputs.network
    assert [len(kind) for kind in (network.sites, network.centres, network.lanes)] == [2, 1, 1]


def test_five_own_centres_replace_it(tmp_path: Path) -> None:
    path = tmp_path / "five.xlsx"
    write_workbook(path, {**own_rows(WEEK), **typed_rows()}, "vi", synthetic=False, week=WEEK)
    checked = check_inputs(path, WEEK)
    assert checked.faults == ()
    assert checked.doubts == ()
    assert checked.inputs is not None
    assert len(checked.inputs.network.centres) == 5
    assert {vehicle.depot_id for vehicle in checked.inputs.fleet.vehicles} == {DEPOT}
