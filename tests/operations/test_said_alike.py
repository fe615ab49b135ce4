"""What must be heard of a centre is said in the same words by workbook, map and command line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distribution.findings import KINDS, findings
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES, say
from distribution.language.sentence import Sentence
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from maps.facts import MapFacts
from maps.places import planned_centre_features
from operations.documents.sheets_findings import findings_sheet
from operations.explaining.plan import centre_lines
from operations.plan_folder import judge

TYPE = {"vi": "xe tải van nhỏ", "en": "micro cargo van"}
REMEDY = Sentence(
    key="finding.remedy.earlier",
    arguments={
        "day": Sentence(key="paper.day.3"),
        "if": Sentence(key="finding.if.vehicle", arguments={"type": TYPE, "depot": "Kho Vinh"}),
        "vnd": 1_832_889,
    },
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_one_sentence_in_three_places(
    kind: str, lang: str, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    judged = judge(tiny_plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))
    real = findings(tiny_plan, tiny_inputs, judged.costs)
    known = next((f for f in real if f.kind == kind), replace(real[0], kind=kind))
    finding = replace(known, proof="not_found", remedy=REMEDY)
    said = finding.said(lang)
    assert TYPE[lang] in said

    names = MapFacts(
        findings=(finding,), cost_vnd=0, run_cost_vnd={}, centre_cost_vnd={}, cover_days={}, cold_until_s={}
    )
    features = planned_centre_features(tiny_plan, tiny_inputs.network, names)
    (place,) = (f for f in features if f["properties"]["id"] == finding.centre_id)
    assert place["properties"]["findings"] == [
        {"kind": kind, "text": {each: finding.said(each) for each in LANGUAGES}}
    ]

    sheet = findings_sheet((finding,), tiny_inputs, lang)
    row = dict(zip((heading.key for heading in sheet.headings), sheet.rows[0], strict=True))
    assert " · ".join(str(row[column]) for column in ("reason", "proof", "remedy")) == said

    lines = tuple(centre_lines(judged, finding.centre_id, (finding,), lang))
    assert f"  {say(f'finding.kind.{kind}', lang)}: {said}" in lines
