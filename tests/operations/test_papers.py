"""documents.pdf read back: every paper is there, hostile names are text, the pages are numbered."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urlparse

import pypdf
import pytest

from distribution.inputs import WeekInputs
from distribution.network import Place
from distribution.plan import WeeklyPlan
from operations.documents.figures import stamp
from operations.documents.itinerary import Event, itinerary
from operations.documents.map_links import map_links
from operations.documents.paper_routes import route_paper
from operations.documents.papers import paper_values, papers_pdf


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def pdf(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> bytes:
    return papers_pdf(paper_values(tiny_plan, tiny_inputs), tiny_plan)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    return _texts(pdf)


def test_every_paper_is_there(pages: list[str], tiny_plan: WeeklyPlan) -> None:
    # one page each: 1 transfer; 3 routes x (sheet, loading list, log); notes of 4 stops and 1 courier
    assert len(pages) == 1 + 3 * 3 + 4 + 1
    text = "\n".join(pages)
    for title in ("PHIẾU HÀNH TRÌNH", "PHIẾU XẾP HÀNG", "PHIẾU THEO DÕI NHIỆT ĐỘ"):
        assert text.count(title) == len(tiny_plan.routes)
    assert text.count("PHIẾU GIAO NHẬN VẮC XIN") == 2 * 5
    assert text.count("PHIẾU XUẤT TRUNG CHUYỂN") == 1


def test_footer_has_plan_code_and_page(pages: list[str]) -> None:
    for number, page in enumerate(pages, start=1):
        assert "P-2026-W48-tiny" in page
        assert re.search(rf"Trang {number} / {len(pages)}", page)
        assert re.search(r"Mã kiểm tra [0-9A-F]{8}", page)


def test_made_up_data_say_so_on_every_page(pages: list[str]) -> None:
    assert all("GIẢ LẬP" in page for page in pages)


def test_lots_days_and_numbers_as_written_in_vietnam(pages: list[str]) -> None:
    note = next(page for page in pages if "PHIẾU GIAO NHẬN" in page and "R-1 · Điểm giao 2" in page)
    for piece in ("ROTA-1", "31/01/2028", "10/01/2027", "2–8 °C", "26,5 L", "Từ chối"):
        assert piece in note
    assert "1.050" in next(page for page in pages if "PHIẾU XẾP HÀNG" in page)


def test_hostile_names_are_shown_as_they_are(pages: list[str]) -> None:
    text = re.sub(r"\s+", "", "".join(pages))
    for piece in ("${7*7}<b>đậm</b></script>", '=HYPERLINK("http://example.invalid";"Giữa")', "`tick`"):
        assert piece in text


def test_markup_of_typst_is_harmless(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    evil = '#panic("x") *b* _i_ $ \\ [ ] <a> @a // = '
    network = replace(
        tiny_inputs.network, centres=tuple(replace(c, name=evil) for c in tiny_inputs.network.centres)
    )
    values = paper_values(tiny_plan, replace(tiny_inputs, network=network), run_ids=["R-1"])
    assert '#panic("x") *b* _i_' in " ".join(_texts(papers_pdf(values, tiny_plan)))


def test_loading_list_runs_in_reverse(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    loading = route_paper(tiny_plan.routes[0], tiny_plan, tiny_inputs, "vi", None)["loading"]
    assert [(s["order"], s["first_box"], s["boxes"]) for s in loading] == [(2, 1, 2), (1, 3, 3)]


def test_single_run_can_be_printed(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    values = paper_values(tiny_plan, tiny_inputs, run_ids=["C-1"], lang="en")
    (page,) = _texts(papers_pdf(values, tiny_plan))
    assert "VACCINE DELIVERY NOTE" in page
    assert "Courier" in page


def test_plan_without_runs_still_prints(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    empty = replace(tiny_plan, routes=(), consignments=(), transfers=())
    assert len(_texts(papers_pdf(paper_values(empty, tiny_inputs), empty))) == 1


def test_long_note_repeats_its_headings_and_is_printed_twice(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    consignment = tiny_plan.consignments[0]
    long = replace(tiny_plan, consignments=(replace(consignment, drops=consignment.drops * 30),))
    texts = _texts(papers_pdf(paper_values(long, tiny_inputs, run_ids=["C-1"]), long))
    assert len(texts) > 1
    assert sum("In 2 liên" in text for text in texts) == 1
    assert all("Số lô" in text for text in texts if "HEXA-1" in text)


def test_a_table_of_contents_leads_to_every_run(pdf: bytes, tiny_plan: WeeklyPlan) -> None:
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    runs = [(entry.title or "").split(" · ")[0] for entry in outline if not isinstance(entry, list)]
    assert sorted(runs) == sorted(
        [t.transfer_id for t in tiny_plan.transfers]
        + [r.route_id for r in tiny_plan.routes]
        + [c.consignment_id for c in tiny_plan.consignments]
    )


def test_a_break_at_a_stop_says_that_it_waits() -> None:
    on_the_road = Event(kind="break", place_id="c", start_s=0, end_s=900, boxes=1)
    assert on_the_road.label_key == "event.break"
    assert replace(on_the_road, order=2).label_key == "event.break_at_stop"
    assert replace(on_the_road, kind="rest", order=2).label_key == "event.rest"


def test_the_hour_of_making_is_vietnams() -> None:
    assert stamp("2026-11-25T20:30:00+00:00") == "03:30 26/11/2026"


def test_same_plan_gives_the_same_bytes(pdf: bytes, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    assert papers_pdf(paper_values(tiny_plan, tiny_inputs), tiny_plan) == pdf


def test_itinerary_is_in_time_order_and_empties_the_vehicle(tiny_plan: WeeklyPlan) -> None:
    for route in tiny_plan.routes:
        events = itinerary(route)
        assert all(a.start_s <= b.start_s for a, b in pairwise(events))
        assert events[0].boxes == route.boxes
        assert events[-1].boxes == 0


def test_map_links_hold_nine_waypoints_and_join() -> None:
    places = [Place(105 + i / 100, 21) for i in range(24)]
    queries = [parse_qs(urlparse(link).query) for link in map_links(places)]
    waypoints = [q.get("waypoints", [""])[0].split("|") for q in queries]
    assert [len(w) for w in waypoints] == [9, 9, 2]
    assert all(a["destination"] == b["origin"] for a, b in pairwise(queries))
    assert queries[0]["origin"] == ["21.00000,105.00000"]
