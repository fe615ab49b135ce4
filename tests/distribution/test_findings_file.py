"""Findings are read back as they were written, and only for the plan that they are about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from distribution.files.findings_file import read_findings, write_findings
from distribution.findings import Finding
from distribution.language.sentence import Sentence

SHORT = Finding(
    kind="short",
    centre_id="centre-mid",
    what=Sentence(
        key="finding.short",
        arguments={
            "doses": 1_200,
            "percent": 12,
            "products": Sentence(key="finding.products", arguments={"names": "Cúm"}),
            "why": Sentence(key="short.supply"),
        },
    ),
    remedy=Sentence(key="finding.remedy.supply", arguments={"packs": 120, "doses": 1_200}),
    proof="proved",
    doses=1_200,
    share=0.12,
)
BLOCKED = Finding(
    kind="short",
    centre_id="centre-far",
    what=Sentence(key="finding.short", arguments={"vehicle": {"vi": "Xe tải", "en": "Truck"}}),
    remedy=Sentence(
        key="finding.remedy.blocked",
        arguments={"rule": "R3", "why": Sentence(key="short.supply", arguments={"day": date(2026, 11, 26)})},
    ),
)
LATE = Finding(kind="late", centre_id="centre-far", what=Sentence(key="finding.late"), doses=3)
ABOUT = {"check_code": "1234ABCD", "input.xlsx": "0" * 64}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    write_findings((SHORT, LATE), ABOUT, path)
    found = read_findings(path, ABOUT)
    assert found == (SHORT, LATE)
    assert found[0].said("vi") == SHORT.said("vi")


def test_days_and_texts_in_both_languages_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    write_findings((BLOCKED,), ABOUT, path)
    assert read_findings(path, ABOUT) == (BLOCKED,)


def test_findings_of_another_plan_or_question_are_none(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    write_findings((SHORT,), ABOUT, path)
    assert read_findings(path, {**ABOUT, "check_code": "00000000"}) is None
    assert read_findings(path, {**ABOUT, "input.xlsx": "1" * 64}) is None


def test_a_file_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    assert read_findings(path, ABOUT) is None
    path.write_text('{"about": ', encoding="utf-8")
    assert read_findings(path, ABOUT) is None
    assert read_findings(path, {"check_code": "1234ABCD"}) is None
    path.write_text('{"about": {}, "findings": [{"what": 1.5}]}', encoding="utf-8")
    assert read_findings(path, {}) is None
