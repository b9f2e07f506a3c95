"""Pointing at the map says three figures; pressing it narrows everything to what was pressed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Opener
from tests.e2e.geography import lonely_unit
from tests.e2e.plan import Plan, plain
from tests.e2e.server import Server

AREA = "1452R003"
"""Tranemo norra omland: large, and in a zone of its own municipality."""


def assert_on_the_area(plan: Plan) -> None:
    assert plan.heading() == "Tranemo norra omland"
    assert plan.asked()["area"] == AREA
    assert plan.stats()["chosen"] > 0


def assert_on_the_region(plan: Plan) -> None:
    assert plan.heading() == "Västra Götaland"
    assert not {"area", "unit", "muni", "zone"} & set(plan.query())
    assert plan.stats()["chosen"] == 0


def test_pointing_at_an_area_shows_its_name_and_three_figures(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest&find=Tranemo norra omland")
    card = plan.hover_map("area", AREA)
    expect(card).to_be_visible()
    expect(card).to_contain_text("Tranemo norra omland")
    figures = card.locator("dd").all_inner_texts()
    assert len(figures) == 3
    row = dict(zip(plan.headings(), plan.rows()[0], strict=True))
    assert plain(figures[0]) == row["Närmaste"]
    assert plain(figures[1]) == row["Organisationer nära"]
    assert plain(figures[2]) == row["Utbud, index"]


def test_pointing_at_a_unit_shows_its_name_and_three_figures(demo: Server, reading: Opener) -> None:
    plan = reading(demo)
    card = plan.hover_map("unit", lonely_unit(demo, "vardcentral"))
    expect(card).to_contain_text("Vårdcentral")
    assert len(card.locator("dd").all_inner_texts()) == 3


def test_the_card_never_leaves_the_map(demo: Server, reading: Opener) -> None:
    plan = reading(demo)
    stage = plan.page.locator(".leaflet-container").bounding_box()
    assert stage
    for share_x, share_y in ((0.35, 0.3), (0.9, 0.5), (0.7, 0.85), (0.45, 0.7)):
        x, y = stage["x"] + share_x * stage["width"], stage["y"] + share_y * stage["height"]
        plan.page.mouse.move(x, y)
        plan.page.mouse.move(x + 1, y)
        plan.page.wait_for_timeout(200)
        card = plan.page.locator(".map-card:not([hidden])")
        if not card.count():
            continue
        box = card.bounding_box()
        assert box
        assert stage["x"] <= box["x"]
        assert box["x"] + box["width"] <= stage["x"] + stage["width"]
        assert stage["y"] <= box["y"]
        assert box["y"] + box["height"] <= stage["y"] + stage["height"]


def test_pressing_an_area_narrows_panel_flows_and_address(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    whole = plan.figures()
    picture = plan.drawing()
    plan.click_map("area", AREA)
    assert_on_the_area(plan)
    figures = plan.figures()
    assert figures["residents"] != whole["residents"]
    assert figures["visits"] != whole["visits"]
    plan.page.get_by_role("button", name="Bara valda platsen").click()
    plan.settled()
    assert [row[0] for row in plan.rows()] == ["Tranemo norra omland"]
    assert plan.drawing() != picture
    beside = plain(plan.kpi("kpi-against", "bypass").inner_text())
    assert beside.endswith(f"regionen {whole['bypass']}")


def test_the_rules_that_an_area_breaks_are_named(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?area={AREA}")
    said = plan.focus_text()
    broken = re.search(r"(\d) av 4 regler bryts", said)
    assert broken
    names = ("För långt", "För lite utbud", "Inget val", "Få besök")
    assert sum(name in said for name in names) == int(broken[1])


def test_pressing_a_unit_narrows_to_it_and_shows_its_card(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=units")
    unit = lonely_unit(demo, "vardcentral")
    plan.click_map("unit", unit)
    assert plan.asked()["unit"] == unit
    assert plan.stats()["chosen"] > 0
    card = plan.page.locator("#unit-card")
    for heading in ("Organisation", "Tjänster", "Språk", "Öppet", "Adress", "Öppnad"):
        assert heading in card.inner_text()
    plan.page.get_by_role("button", name="Bara valda platsen").click()
    plan.settled()
    (row,) = plan.rows()
    assert row[0] == plan.heading()
    said = plain(card.inner_text())
    assert all(cell in said for cell in row[1:] if cell != "uppgift saknas")


def test_escape_goes_back_to_the_region(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    before = plan.figures()
    plan.click_map("area", AREA)
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert_on_the_region(plan)
    assert plan.figures() == before


def test_back_and_forward_walk_through_what_was_pressed(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.click_map("area", AREA)
    unit = lonely_unit(demo, "vardcentral")
    plan.click_map("unit", unit)
    plan.page.go_back()
    plan.settled()
    assert_on_the_area(plan)
    plan.page.go_back()
    plan.settled()
    assert_on_the_region(plan)
    plan.page.go_forward()
    plan.settled()
    assert_on_the_area(plan)


def test_pressing_the_same_area_again_or_the_button_goes_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.click_map("area", AREA)
    plan.click_map("area", AREA)
    assert_on_the_region(plan)
    plan.click_map("area", AREA)
    plan.page.get_by_role("button", name="Hela regionen Esc").click()
    plan.settled()
    assert_on_the_region(plan)


def test_the_trail_above_the_name_leads_to_the_municipality(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?area={AREA}&table=nearest")
    plan.page.locator("#focus-head").get_by_role("button", name="Tranemo", exact=True).click()
    plan.settled()
    assert plan.heading() == "Tranemo"
    plan.page.get_by_role("button", name="Bara valda platsen").click()
    plan.settled()
    assert {row[1] for row in plan.rows()} == {"Tranemo"}


def test_a_cluster_opens_when_pressed(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    before = plan.stats()
    units = plan.page.evaluate(
        """async () => {
          const { geo, version } = document.getElementById('state-keys').dataset;
          return (await (await fetch(`${geo}${version}/units.json`)).json()).ids;
        }"""
    )
    spots = [plan.page.evaluate("(id) => window.utbudskarta.map.project('unit', id)", one) for one in units]
    near = [
        (sum(abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) < 12 for b in spots if b), a) for a in spots if a
    ]
    _, middle = max(near, key=lambda pair: pair[0])
    plan.page.mouse.click(middle["x"], middle["y"])
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.stats()["zoom"] > before["zoom"]
