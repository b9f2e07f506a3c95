"""On a phone the map comes first, and panels are sheets that come and go."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, plain
from tests.e2e.server import Server


def test_the_map_comes_before_the_figures(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    map_, panel = (plan.page.locator(one).bounding_box() for one in (".leaflet-container", "#panel"))
    assert map_
    assert panel
    assert map_["y"] < panel["y"]
    assert panel["y"] - map_["y"] > 300


def test_the_sheet_has_three_heights(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    handle = plan.page.locator("#sheet-handle")
    tops = []
    for _ in range(3):
        plan.page.wait_for_timeout(400)
        tops.append(round((plan.page.locator("#panel").bounding_box() or {"y": 0})["y"]))
        handle.click()
    assert len(set(tops)) == 3


def test_a_filter_is_set_in_its_sheet(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    before = plan.figures()
    plan.page.locator('[data-opens="rail"]:visible').click()
    plan.choose("form", "rehab")
    plan.page.locator('[data-closes="rail"]:visible').click()
    plan.settled()
    assert plan.asked()["form"] == "rehab"
    assert plan.figures()["units"] != before["units"]


def test_a_layer_is_switched_on_in_its_sheet(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    plan.page.locator('[data-opens="layers"]:visible').click()
    plan.show_fill("nearest")
    plan.page.locator('[data-closes="layers"]:visible').click()
    assert "nearest" in plan.shown()


def test_the_table_opens_over_the_page_and_closes(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    plan.show_drawer()
    assert plan.table().is_visible()
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert not plan.table().is_visible()


def test_a_tap_selects_an_area_and_its_name_is_seen(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    plan.page.evaluate("() => window.utbudskarta.map.flyTo({ area: '1452R003' })")
    plan.page.wait_for_timeout(800)
    plan.settled()
    plan.page.touchscreen.tap(*plan.place("area", "1452R003"))
    plan.settled()
    assert plan.heading() == "Tranemo norra omland"
    assert plan.page.locator("#panel h1").is_visible()


def test_everything_fits_in_320_pixels(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    plan.page.set_viewport_size({"width": 320, "height": 640})
    plan.settled()
    width = plan.page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= 320


FILLS = (
    "question=need", "question=need&layers=futures,labels", "layers=nearest", "layers=access",
    "layers=lov_2010", "layers=figures",
)  # fmt: skip


def test_the_legend_leaves_the_map_and_what_lies_over_it_to_be_seen(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=need", size=PHONE)
    for language in ("sv", "en"):
        for fill in FILLS:
            plan.open(f"/?{fill}&lang={language}")
            legend, map_, search, tools = (
                plan.page.locator(one).bounding_box()
                for one in (".layers", ".leaflet-container", ".search", ".map-tools")
            )
            assert legend
            assert map_
            assert search
            assert tools
            assert legend["height"] <= 0.4 * map_["height"], fill
            assert legend["y"] >= search["y"] + search["height"], fill
            assert legend["y"] >= tools["y"] + tools["height"], fill
            assert tools["y"] >= search["y"] + search["height"], fill
            assert tools["x"] + tools["width"] <= map_["x"] + map_["width"], fill


def test_the_small_legend_says_where_classes_end_and_the_whole_one_is_in_the_sheet(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?question=need", size=PHONE)
    brief = plan.page.locator("#legend-need .legend-brief")
    assert [plain(text) for text in brief.locator("li").all_inner_texts()] == [
        "−10", "−5", "−1", "+1", "+5", "+10", "",
    ]  # fmt: skip
    classes = plan.page.locator("#legend-need > .swatches")
    assert (classes.bounding_box() or {"height": 0})["height"] <= 1, "it is heard, and not seen"
    plan.page.locator('[data-opens="layers"]:visible').click()
    assert not brief.is_visible()
    assert (classes.bounding_box() or {"height": 0})["height"] > 100
