"""The sheet of what must be heard: unserved, short, late and dear centres, in the words of map and papers."""

from __future__ import annotations

from collections.abc import Sequence

from distribution.findings import Finding
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from operations.documents.sheet import Look, Sheet, columns

FINDINGS = columns(
    ("kind", Look.TEXT, 20),
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 28),
    ("province", Look.TEXT, 14),
    ("doses", Look.WHOLE, 9),
    ("cost_vnd", Look.MONEY, 14),
    ("reason", Look.SENTENCE, 70),
    ("proof", Look.SENTENCE, 26),
    ("remedy", Look.SENTENCE, 60),
)


def findings_sheet(found: Sequence[Finding], inputs: WeekInputs, lang: str) -> Sheet:
    """One row per finding, gravest first."""
    rows = tuple(
        (
            say(f"finding.kind.{finding.kind}", lang),
            finding.centre_id,
            centre.name,
            centre.province,
            finding.doses or None,
            finding.vnd or None,
            finding.what.said(lang),
            say(f"proof.{finding.proof}", lang) if finding.proof else None,
            finding.remedy.said(lang) if finding.remedy else None,
        )
        for finding in found
        for centre in (inputs.network.centre(finding.centre_id),)
    )
    return Sheet(key="findings", headings=FINDINGS, rows=rows)
