"""The map in a real Chromium, the network blocked: what a manager does with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from map_page import browser, opened, tiny_comparison, tiny_page
from playwright.sync_api import Browser, Page, expect
from tiny_places import FORMULA_NAME, HOSTILE_NAME

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(tiny_page(), encoding="utf-8")
    return path


@pytest.fixture
def page(chromium: Browser, file: Path) -> Iterator[Page]:
    with opened(chromium, file) as shown:
        yield shown


def _layers(page: Page, key: str) -> int:
    return int(page.evaluate(f"CC.map.hasLayer(CC.layers.{key}) ? CC.layers.{key}.getLayers().length : -1"))


def test_all_layers_are_on_the_map(page: Page) -> None:
    # legs: R-1 3, R-2 2, R-3 2, C-1 1, T-1 1; names: 34 provinces and two archipelagos
    counts = {key: _layers(page, key) for key in ("provinces", "labels", "runs", "centres", "sites")}
    assert counts == {"provinces": 34, "labels": 36, "runs": 9, "centres": 6, "sites": 5}
    assert page.evaluate("CC.map.getRenderer(CC.layers.centres.getLayers()[0]) instanceof L.Canvas")


def test_something_is_drawn_on_the_canvas(page: Page) -> None:
    # Leaflet paints in the next frame; one reading only, of several Chromium complains
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    opaque = """() => { const c = document.querySelector('canvas.leaflet-zoom-animated');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
    assert page.evaluate(opaque) > 10_000


def test_the_archipelagos_are_named(page: Page) -> None:
    assert page.evaluate("CC.namesShown()")[:2] == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_the_headline_answers_at_once(page: Page) -> None:
    assert page.inner_text("#plan") == "P-2026-W48-tiny"
    assert page.inner_text("#served") == "5 / 6"
    assert page.inner_text("#margin") == "0 h 13"
    assert page.is_visible("#synthetic")
    assert "nháp" in page.inner_text("#release")


def test_a_trouble_flies_to_its_place(page: Page) -> None:
    page.click("#list .trouble-unserved")
    page.wait_for_selector(".leaflet-popup-content .unserved")
    centre = page.evaluate("CC.map.getCenter()")
    assert abs(centre["lng"] - 106.70) < 0.3
    assert page.evaluate("CC.map.getZoom()") >= 10


def test_the_day_control_shows_the_runs_of_the_day(page: Page) -> None:
    page.click("#views [data-view=routes]")
    page.click("#days [data-day='3']")  # Thursday: R-2 on its way home, R-3
    shown = page.evaluate("CC.data.runs.filter((run, i) => CC.visible(i)).map(run => run.id)")
    assert shown == ["R-2", "R-3"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate("CC.data.runs.filter((run, i) => CC.visible(i)).map(run => run.id)") == ["C-1"]
    opacities = page.evaluate("CC.layers.runs.getLayers().filter(l => l.options.opacity > 0).length")
    assert opacities == 1


def test_every_day_button_counts_its_runs(page: Page) -> None:
    # the week; Mon R-1 T-1; Tue T-1; Wed R-2; Thu R-2 R-3; Fri C-1; Sat C-1; Sun none
    assert page.locator("#days .count").all_inner_texts() == ["5", "2", "1", "1", "2", "1", "1", "0"]


def test_the_slider_moves_the_vehicle_along_its_road(page: Page) -> None:
    page.click("#days [data-day='0']")
    lats = []
    for clock_s in (6 * 3600, 6 * 3600 + 900, 6 * 3600 + 1800):
        page.locator("#slider").fill(str(clock_s))
        assert page.evaluate("CC.vehiclesShown") == 1
        lats.append(page.evaluate("CC.whereIs(0, CC.now()).lat"))
    # depot-north 21.59 to centre-near 21.50 in half an hour
    assert lats == pytest.approx([21.59, 21.545, 21.50], abs=1e-3)
    page.locator("#slider").fill("0")
    assert page.evaluate("CC.vehiclesShown") == 0


def test_a_vehicle_stands_still_during_a_break(page: Page) -> None:
    # break on Wednesday from 16:30 to 16:45
    number = page.evaluate("CC.data.runs.findIndex(run => run.id === 'R-2')")
    wed = 2 * 86_400
    lats = [page.evaluate(f"CC.whereIs({number}, {wed + s}).lat") for s in (59_400, 60_000, 60_300, 62_000)]
    assert lats[0] == lats[1] == lats[2]
    assert lats[3] < lats[2]


def test_the_clock_plays(page: Page) -> None:
    page.click("#days [data-day='0']")
    before = page.evaluate("CC.state.time")
    page.click("#play")
    page.wait_for_function(f"CC.state.time > {before}")
    page.click("#play")


def test_a_popup_tells_window_load_and_lots(page: Page) -> None:
    page.evaluate("() => { CC.points.get('centre-far').fire('click'); }")
    text = page.inner_text(".leaflet-popup-content")
    for part in (
        "Đắk Lắk xa",
        "07:30–10:30",
        "HEXA-2",
        "HEXA-1",
        "ROTA-1",
        "30/06/2027",
        "3 thùng, 53 L",
        "20 ngày",
    ):
        assert part in text
    assert "Thứ 4 20:15" in text  # arrives on Wednesday evening, unloads on Thursday


def test_a_tap_on_the_canvas_opens_a_popup(page: Page) -> None:
    page.evaluate("() => { CC.map.setView(CC.latlngOf('centre-far'), 11, { animate: false }); }")
    spot = page.evaluate("CC.map.latLngToContainerPoint(CC.latlngOf('centre-far'))")
    box = page.locator("#map_plan").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    assert "Đắk Lắk xa" in page.inner_text(".leaflet-popup-content")


@pytest.mark.parametrize("query", ["dak lak", "Đắk Lắk", "DAK  LAK"])
def test_search_needs_no_diacritics(page: Page, query: str) -> None:
    page.fill("#search", query)
    titles = page.locator("#results b").all_inner_texts()
    assert titles == ["Đắk Lắk", "Đắk Lắk xa"]


def test_search_finds_vehicle_driver_and_lot(page: Page) -> None:
    found = {}
    for query in ("v-s1", "le van tam", "hexa-2"):
        page.fill("#search", query)
        found[query] = page.locator("#results b").first.inner_text()
    assert found == {"v-s1": "V-S1 · R-2", "le van tam": "V-S1 · R-2", "hexa-2": "HEXA-2"}
    page.press("#search", "Enter")
    assert page.evaluate("[...CC.state.focus].sort()") == ["centre-far", "centre-near"]
    page.fill("#search", "zzz")
    assert page.locator("#results .item").count() == 0


def test_a_run_is_switched_off_and_on(page: Page) -> None:
    page.click("#tabs [data-list=runs]")
    row = page.locator("#list .run", has_text="V-S1").locator("input")
    row.uncheck()
    assert page.evaluate("CC.data.runs.filter((r, i) => !CC.visible(i)).map(r => r.id)") == ["R-2"]
    page.locator("#list .run", has_text="V-S1").locator("input").check()
    assert page.evaluate("CC.state.hidden.size") == 0


def test_a_chosen_run_shows_its_stops_in_order(page: Page) -> None:
    page.click("#tabs [data-list=runs]")
    page.locator("#list .run", has_text="V-N1").locator(".item").click()
    assert page.locator(".number").all_inner_texts() == ["1", "2"]
    assert page.locator("#list ol b").all_text_contents() == [HOSTILE_NAME, FORMULA_NAME]


@pytest.mark.parametrize("view", ["cover", "routes", "cold", "cost"])
def test_every_view_has_its_own_legend(page: Page, view: str) -> None:
    page.click(f"#views [data-view={view}]")
    assert page.evaluate("CC.state.view") == view
    assert page.inner_text("#legend-body h3 >> nth=0") == page.evaluate(f"CC.say('map.legend.{view}')")


def test_names_lie_over_neither_each_other_nor_a_trouble(page: Page) -> None:
    for zoom in (6, 8):
        page.evaluate(f"() => {{ CC.map.setView([16.5, 107.5], {zoom}, {{ animate: false }}); }}")
        overlapping = page.evaluate(
            """() => {
                const boxes = [...Object.values(CC.map._layers)]
                  .filter(l => l instanceof L.LabelMarker && l.shown).map(l => l._pxBounds);
                const shut = CC.points.get('centre-shut')._point;
                return [boxes.length > 2, boxes.some(b => b.contains(shut)),
                  boxes.some((b, i) => boxes.some((c, j) => j > i && b.overlaps(c)))];
            }"""
        )
        assert overlapping == [True, False, False]


def test_a_centre_that_ran_out_before_its_delivery_has_a_dot(page: Page) -> None:
    dots = "CC.layers.centres.getLayers().filter(l => l.options.dot).map(l => l.feature.properties.id).sort()"
    assert page.evaluate(dots) == ["centre-far", "centre-isle", "centre-zone"]
    page.click("#views [data-view=cost]")
    assert page.evaluate(dots) == []


def test_slight_shortages_lie_folded(page: Page) -> None:
    fold = page.locator("#list details.fold")
    assert fold.locator("li").count() == 0
    fold.locator("summary").click()
    # a fold writes its list after the click: the browser tells of the opening later
    expect(fold.locator("li")).to_contain_text("Thiếu 50 liều")
    page.click("#languages [lang=en]")
    expect(page.locator("#list details.fold li")).to_have_count(1)


def test_the_cold_view_marks_the_thin_margin_red(page: Page) -> None:
    page.click("#views [data-view=cold]")
    red = page.evaluate(
        "CC.layers.runs.getLayers().filter(l => l.options.color === CC.data.scales.trouble)"
        ".map(l => CC.data.runs[l.feature.properties.run].id)"
    )
    assert red == ["C-1"]


def test_the_language_switches_inside_the_page(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.click("#languages [lang=en]")
    assert page.inner_text("#views [data-view=cover]") == "Cover"
    assert page.evaluate("CC.namesShown()")[0] == "Hoang Sa archipelago"
    assert page.inner_text("#synthetic") == "Synthetic data"
    page.click("#languages [lang=vi]")
    assert page.inner_text("#views [data-view=cover]") == "Độ phủ"


def test_hostile_names_are_shown_and_do_nothing(page: Page) -> None:
    page.evaluate("CC.openPopup('centre-near')")
    assert page.inner_text(".leaflet-popup-content h2") == HOSTILE_NAME
    assert page.locator(".leaflet-popup-content h2 b").count() == 0
    assert 'Hexa "6 trong 1" <i>' in page.inner_text(".leaflet-popup-content")
    page.fill("#search", "trung tam")
    assert HOSTILE_NAME in page.locator("#results b").all_inner_texts()


def test_the_phone_counts_the_troubles_and_shows_them_at_a_tap(chromium: Browser, file: Path) -> None:
    with opened(chromium, file, phone=True) as page:
        assert page.inner_text("#alarm b") == str(page.evaluate("CC.troubleCount()"))
        page.click("#alarm")
        page.wait_for_selector("#list .trouble-unserved", state="visible")


def test_the_phone_has_a_sheet_with_large_targets(chromium: Browser, file: Path) -> None:
    with opened(chromium, file, phone=True) as page:
        assert not page.is_visible("#list")
        page.click("#handle")
        page.wait_for_selector("#list .item", state="visible")
        for selector in ("#views button", "#tabs button", "#days button", "#play", "#languages button"):
            heights = page.eval_on_selector_all(
                selector, "all => all.map(b => b.getBoundingClientRect().height)"
            )
            assert min(heights) >= 44, selector
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_prints_on_one_page(page: Page) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    pdf = PdfReader(BytesIO(page.pdf(format="A4", landscape=True, print_background=True)))
    assert len(pdf.pages) == 1
    # where letters come from several fonts the extraction puts spaces between them
    text = "".join(pdf.pages[0].extract_text().split())
    assert "P-2026-W48-tiny" in text
    assert "".join(page.evaluate("CC.say('map.legend.cover')").split()) in text


def test_tiles_are_asked_for_only_when_switched_on(chromium: Browser, file: Path) -> None:
    asked: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*.png", lambda route: (asked.append(route.request.url), route.abort()))
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("body.ready")
    assert asked == []
    page.click("#tiles")
    page.wait_for_function("document.getElementById('tiles').classList.contains('failing')")
    assert asked
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in asked)
    assert "OpenStreetMap" in page.inner_text(".leaflet-control-attribution")
    page.click("#tiles")
    assert page.locator(".leaflet-control-attribution").count() == 0
    context.close()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("2")
    assert page.evaluate("CC.state.view") == "routes"
    page.keyboard.press("/")
    page.keyboard.type("dak lak xa")
    page.keyboard.press("Enter")
    page.wait_for_selector(".leaflet-popup-content")
    # the popup has the focus: the reader goes on from there
    page.wait_for_function("document.activeElement.classList.contains('popup')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup-content", state="detached")
    page.keyboard.press("1")
    assert page.evaluate("CC.state.view") == "cover"


def test_runs_are_filtered_by_depot_and_cooling(page: Page) -> None:
    page.click("#tabs [data-list=runs]")
    page.select_option("#depot", "depot-south")
    assert page.locator("#list .run b").all_text_contents() == ["Chuyển phát", "V-S1"]
    page.select_option("#packing", "active")
    assert page.locator("#list .run").count() == 0
    page.select_option("#depot", "")
    assert set(page.locator("#list .run b").all_text_contents()) == {"V-H1", "V-T1"}


def test_a_run_tells_how_full_it_is(page: Page) -> None:
    page.click("#tabs [data-list=runs]")
    page.select_option("#order", "use")
    # 5 boxes of 12 places; a row's inner text is empty until it is laid out, when it comes into sight
    assert "5 / 12 chỗ thùng (42 %)" in (page.text_content("#list .run >> nth=0") or "")


def test_the_popup_says_what_the_workbook_says(page: Page) -> None:
    page.evaluate("CC.openPopup('centre-shut')")
    text = page.inner_text(".leaflet-popup-content .unserved")
    assert "Không giao được 100 liều: Trung tâm không nhận hàng ngày nào trong tuần" in text


@pytest.fixture
def compared(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "compared.html"
    path.write_text(tiny_comparison(), encoding="utf-8")
    with opened(chromium, path) as shown:
        yield shown


def test_changes_are_listed_and_told_by_shape(compared: Page) -> None:
    assert compared.evaluate("CC.state.view") == "change"
    heads = compared.locator("#list h3").all_inner_texts()
    assert heads == ["không còn được giao (1)", "mới được giao (1)", "đổi ngày (1)"]
    shapes = compared.evaluate(
        "Object.fromEntries("
        "CC.layers.centres.getLayers().map(l => [l.feature.properties.id, l.options.shape]))"
    )
    assert (shapes["centre-shut"], shapes["centre-far"], shapes["centre-near"]) == (
        "cross",
        "factory",
        "depot",
    )
    assert "650 liều → Thứ 2 06:30 V-N1" in (compared.text_content("#list") or "")


def test_figures_stand_beside_those_before(compared: Page) -> None:
    row = compared.locator(".compared tbody tr", has_text="Chi phí").inner_text()
    assert row.split("\t") == ["Chi phí", "10 tr ₫", "12,3 tr ₫", "+22,7 %"]


def test_earlier_ways_show_on_their_day(compared: Page) -> None:
    widths = "CC.layers.before.getLayers().map(l => l.options.weight)"
    assert compared.evaluate(widths) == [0]
    compared.click("#days [data-day='1']")
    assert compared.evaluate(widths) == [4]
