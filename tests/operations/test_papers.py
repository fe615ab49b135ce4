"""documents.pdf read back: every paper is there, hostile names are text, the pages are numbered."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pypdf
import pytest

from distribution.feasibility.coldride import cold_rides
from distribution.inputs import WeekInputs
from distribution.network import LaneMode, Place
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from operations.documents.figures import stamp
from operations.documents.itinerary import Event, itinerary
from operations.documents.map_links import map_links
from operations.documents.packing import packed_boxes
from operations.documents.papers import PAPERS_FILE, PAPERS_FOLDER, paper_values, write_papers
from operations.documents.typeset import papers_pdf


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def _one(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, **asked: Any) -> list[str]:
    values = paper_values(plan, inputs, travel=travel, **asked)
    return _texts(papers_pdf({**values, "pack": "x"}, plan))


@pytest.fixture(scope="module")
def folder(
    tiny_plan: WeeklyPlan,
    tiny_inputs: WeekInputs,
    tiny_travel: TravelTable,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    made = tmp_path_factory.mktemp("papers")
    write_papers(tiny_plan, tiny_inputs, made, travel=tiny_travel)
    return made


@pytest.fixture(scope="module")
def pdf(folder: Path) -> bytes:
    return (folder / PAPERS_FILE).read_bytes()


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    return _texts(pdf)


def test_every_paper_is_there(pages: list[str], tiny_plan: WeeklyPlan) -> None:
    # one page each: 1 transfer; 3 routes x (sheet, card, packing, loading, log); notes of 4 stops, 1 courier
    assert len(pages) == 1 + 3 * 5 + 4 + 1
    text = "\n".join(pages)
    titles = (
        "PHIẾU HÀNH TRÌNH",
        "THẺ ỨNG PHÓ SỰ CỐ",
        "PHIẾU ĐÓNG GÓI",
        "PHIẾU XẾP HÀNG",
        "PHIẾU THEO DÕI NHIỆT ĐỘ",
    )
    for title in titles:
        assert text.count(title) == len(tiny_plan.routes)
    assert text.count("PHIẾU GIAO NHẬN VẮC XIN") == 2 * 5
    assert text.count("PHIẾU XUẤT TRUNG CHUYỂN") == 1


def test_footer_has_plan_code_and_page(pages: list[str]) -> None:
    for page in pages:
        assert "P-2026-W48-tiny" in page
        assert re.search(r"Mã kiểm tra [0-9A-F]{8}", page)
    counted = [re.search(r"(\S+) · Trang (\d+) / (\d+)", page) for page in pages]
    # the pack of R-1: sheet, card, packing, loading, two notes, log
    assert [found.groups() for found in counted if found][1:8] == [("R-1", str(n), "7") for n in range(1, 8)]


def test_every_pack_is_a_file_of_its_own(folder: Path, pages: list[str]) -> None:
    files = sorted((folder / "papers").iterdir())
    names = ["001-T-1.pdf", "002-R-1.pdf", "003-R-2.pdf", "004-R-3.pdf", "005-couriers.pdf"]
    assert [file.name for file in files] == names
    assert [page for file in files for page in _texts(file.read_bytes())] == pages


def test_the_card_names_refuges_on_the_way_with_their_free_litres(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    values = paper_values(tiny_plan, tiny_inputs, travel=tiny_travel, run_ids=["R-1"])
    card = values["routes"][0]["contingency"]
    ride = cold_rides(tiny_plan, tiny_inputs)[0]
    assert card["cold_until"] == f"{tiny_plan.week.moment(ride.closed_s + ride.allowed_s):%H:%M %d/%m}"
    first, second = card["legs"]
    assert (first["closed_until"], second["closed_until"]) == ("06:30", "07:51")
    # to centre-near by centre-mid: 45 min there, 50 and a ferry of 10 on, 30 direct
    (store,) = first["stores"]
    assert (store["away"], store["detour"]) == ("0:45", "1:15")
    assert store["whole"]
    assert second["stores"][0]["name"] == "Kho Bắc"


def test_boxes_of_the_packing_sheet_hold_every_pack_of_their_stop(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    for route in tiny_plan.routes:
        boxes = packed_boxes(route, tiny_inputs)
        assert [box.number for box in boxes] == list(range(1, route.boxes + 1))
        assert max(box.volume_ml for box in boxes) <= tiny_inputs.fleet.box(route.box_id).vaccine_ml
        for order, stop in enumerate(route.stops, start=1):
            own = [drop for box in boxes if box.order == order for drop in box.drops]
            for drop in stop.drops:
                shares = [d for d in own if d.lot_id == drop.lot_id]
                assert sum(d.packs for d in shares) == drop.packs
                assert sum(d.doses for d in shares) == drop.doses


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


def test_markup_of_typst_is_harmless(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    evil = '#panic("x") *b* _i_ $ \\ [ ] <a> @a // = '
    network = replace(
        tiny_inputs.network, centres=tuple(replace(c, name=evil) for c in tiny_inputs.network.centres)
    )
    pages = _one(tiny_plan, replace(tiny_inputs, network=network), tiny_travel, run_ids=["R-1"])
    assert '#panic("x") *b* _i_' in " ".join(pages)


def test_loading_list_runs_in_reverse(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    values = paper_values(tiny_plan, tiny_inputs, travel=tiny_travel, run_ids=["R-1"])
    loading = values["routes"][0]["loading"]
    stops = [(stop["order"], [box["number"] for box in stop["boxes"]]) for stop in loading["stops"]]
    assert stops == [(2, [1, 2]), (1, [3, 4, 5])]


def test_lots_are_picked_once_for_the_whole_route(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    values = paper_values(tiny_plan, tiny_inputs, travel=tiny_travel)
    for paper, route in zip(values["routes"], tiny_plan.routes, strict=True):
        picked = paper["loading"]["picked"]
        lots = {drop.lot_id for stop in route.stops for drop in stop.drops}
        assert sorted(line["lot"] for line in picked) == sorted(lots)
        packs = sum(drop.packs for stop in route.stops for drop in stop.drops)
        assert sum(int(line["packs"].replace(".", "")) for line in picked) == packs


def test_single_run_can_be_printed(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    (page,) = _one(tiny_plan, tiny_inputs, tiny_travel, run_ids=["C-1"], lang="en")
    assert "VACCINE DELIVERY NOTE" in page
    assert "Courier" in page


def test_plan_without_runs_still_prints(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable, tmp_path: Path
) -> None:
    empty = replace(tiny_plan, routes=(), consignments=(), transfers=())
    whole, _ = write_papers(empty, tiny_inputs, tmp_path, travel=tiny_travel)
    assert len(_texts(whole.read_bytes())) == 1


def test_long_note_repeats_its_headings_and_has_two_copies(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    consignment = tiny_plan.consignments[0]
    long = replace(tiny_plan, consignments=(replace(consignment, drops=consignment.drops * 30),))
    texts = _one(long, tiny_inputs, tiny_travel, run_ids=["C-1"])
    assert len(texts) > 2
    half = len(texts) // 2  # the copies do not share a page
    assert all("Liên 1" in text and "Liên 2" not in text for text in texts[:half])
    assert all("Liên 2" in text and "Liên 1" not in text for text in texts[half:])
    assert all("Số lô" in text for text in texts if "HEXA-1" in text)


def test_a_table_of_contents_leads_to_every_run(pdf: bytes, tiny_plan: WeeklyPlan) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    outline = reader.outline
    runs = [(entry.title or "").split(" · ")[0] for entry in outline if not isinstance(entry, list)]
    assert sorted(runs) == sorted(
        [t.transfer_id for t in tiny_plan.transfers]
        + [r.route_id for r in tiny_plan.routes]
        + [c.consignment_id for c in tiny_plan.consignments]
    )
    for entry in outline:
        if not isinstance(entry, list):
            number = reader.get_destination_page_number(entry)
            assert number is not None
            assert (entry.title or "").split(" · ")[0] in reader.pages[number].extract_text()


def test_a_transfer_without_a_vehicle_says_how_it_travels(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    lane_id = tiny_plan.transfers[0].lane_id
    lanes = tuple(
        replace(lane, mode=LaneMode.AIR) if lane.lane_id == lane_id else lane
        for lane in tiny_inputs.network.lanes
    )
    flown = replace(tiny_plan.transfers[0], vehicle_id=None, type_id=None, driver_ids=(), pauses=())
    plan = replace(tiny_plan, transfers=(flown,), routes=(), consignments=())
    inputs = replace(tiny_inputs, network=replace(tiny_inputs.network, lanes=lanes))
    (page,) = _one(plan, inputs, tiny_travel)
    assert "bên vận chuyển, đường bay" in page


def test_a_break_at_a_stop_says_that_it_waits() -> None:
    on_the_road = Event(kind="break", place_id="c", start_s=0, end_s=900, boxes=1)
    assert on_the_road.label_key == "event.break"
    assert replace(on_the_road, order=2).label_key == "event.break_at_stop"
    assert replace(on_the_road, kind="rest", order=2).label_key == "event.rest"


def test_the_hour_of_making_is_vietnams() -> None:
    assert stamp("2026-11-25T20:30:00+00:00") == "03:30 26/11/2026"


def test_same_plan_gives_the_same_bytes(
    pdf: bytes, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable, tmp_path: Path
) -> None:
    whole, *_ = write_papers(tiny_plan, tiny_inputs, tmp_path, travel=tiny_travel)
    assert whole.read_bytes() == pdf


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


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [] if value.startswith("<svg") else [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _strings(part)]


def test_english_papers_have_vietnamese_in_names_alone(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    network = tiny_inputs.network
    own = [network.name(place_id) for place_id in network.place_ids]
    own += [text for c in network.centres for text in (c.address, c.province)]
    own += [site.province for site in network.sites]
    own += [driver.name for driver in tiny_inputs.fleet.drivers]
    own += [text for v in tiny_inputs.vaccines.values() for text in (v.name, v.presentation)]
    for text in _strings(paper_values(tiny_plan, tiny_inputs, travel=tiny_travel, lang="en")):
        left = text
        for name in sorted(filter(None, own), key=len, reverse=True):
            left = left.replace(name, "")
        assert not re.search(r"[ăđêôơưĂĐÊÔƠƯ\u1ea0-\u1ef9]", left), text


def test_packs_that_are_ready_are_not_set_again(
    folder: Path, tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable, tmp_path: Path
) -> None:
    one, other, *_ = sorted((folder / PAPERS_FOLDER).glob("*.pdf"))
    ready = tmp_path / one.name
    ready.write_bytes(other.read_bytes())  # not what would be set under this name
    made = write_papers(tiny_plan, tiny_inputs, tmp_path, travel=tiny_travel, ready=(ready,))
    packs = {path.name: path.read_bytes() for path in made if path.name != PAPERS_FILE}
    assert packs.pop(one.name) == other.read_bytes()
    assert all(content == (folder / PAPERS_FOLDER / name).read_bytes() for name, content in packs.items())
