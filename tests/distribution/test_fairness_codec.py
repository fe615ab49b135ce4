"""A certificate is read back as it was written, and a torn one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from fair_instances import shortage
from tiny_places import WEEK

from distribution.errors import InputError
from distribution.files.fairness_codec import read_certificate, write_certificate
from solvers.allocation.fairness import fair_levels


def test_a_certificate_comes_back_exactly(tmp_path: Path) -> None:
    certificate = fair_levels(shortage(5, centres=6, products=4, urgencies=2))
    write_certificate(certificate, WEEK, tmp_path / "certificate.json")
    assert read_certificate(tmp_path / "certificate.json", WEEK) == certificate


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema_version": 2, "certificate": {}}', "null"])
def test_what_is_no_certificate_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "certificate.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_certificate(tmp_path / "certificate.json", WEEK)
    assert [f.code for f in refused.value.faults] == ["certificate_unreadable"]
