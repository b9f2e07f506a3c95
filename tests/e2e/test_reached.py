"""From where a place is reached: pressed, written or chosen; the map, the panel and the address follow."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, plain, until
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture


def card(plan: Plan) -> str:
    plan.settled()
    return plain(plan.page.locator("#reach-card").inner_text())


def lines(plan: Plan) -> int:
    """How many outlines the map draws."""
    return plan.page.locator("path.reached-line").count()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_press_on_the_map_draws_outlines_and_tells_who_lives_within_them(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = visit(demo, "/", size)
    plan.page.locator(".reach-open").click()
    expect(plan.page.locator("#reach-bar")).to_be_visible()
    plan.settled()
    assert plan.page.locator(".map-ruler path").count() == 2, (
        "a cross in the middle, for the button that sets it"
    )
    assert not violations(plan, axe)
    box = plan.page.locator(".stage").bounding_box()
    assert box
    plan.page.mouse.click(
        box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"]
    )  # below the bar, on a phone too
    until(lambda: lines(plan) == 3, "three outlines")
    expect(plan.page.locator("#reach-bar")).to_be_hidden()
    text = card(plan)
    assert "Boende som når platsen inom" in text
    assert "10 min" in text
    assert plan.asked()["layers"].startswith("reached")
    assert re.fullmatch(r"[0-9.]+,[0-9.]+", plan.asked()["reach"])
    assert not violations(plan, axe)
    href = plan.page.locator(".reach-files a", has_text="GeoJSON").get_attribute("href")
    found = json.loads(plan.page.request.get(f"{plan.address}{href}").text())
    all_ages = [
        each["properties"]["residents"]
        for each in found["features"]
        if each["properties"]["feature"] == "outline"
    ]
    cells = plan.page.locator(".reach-table tbody tr").first.locator("td").all_inner_texts()
    assert [int(re.sub(r"\D", "", cell)) for cell in cells] == sorted(all_ages), (
        "the file says what the page says"
    )
    plan.page.locator("#reach-card").get_by_role("button", name="Ta bort det nåbara området").click()
    plan.settled()
    assert "reach" not in plan.asked()
    assert lines(plan) == 0


def test_the_keyboard_writes_a_place_and_another_way_of_travelling_has_its_own_outlines(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?lang=en")
    keys = plan.page.keyboard
    plan.page.locator(".reach-open").focus()
    keys.press("Enter")
    plan.page.locator(".reach-field input").focus()
    keys.type("Xby")
    keys.press("Enter")
    plan.settled()
    assert "neither coordinates" in card(plan)
    assert lines(plan) == 0
    plan.page.locator(".reach-open").focus()
    keys.press("Enter")
    plan.page.locator(".reach-field input").fill("57.72, 13.10")
    keys.press("Enter")
    until(lambda: lines(plan) == 3, "three outlines")
    by_car = card(plan)
    plan.page.locator('[data-one="mode"][data-value="foot"]').click()
    until(lambda: card(plan) != by_car, "the figures of walking")
    until(lambda: lines(plan) == 3, "three outlines on foot")
    unit = plan.page.locator(".reach-units button").first
    name = unit.inner_text()
    unit.click()
    plan.settled()
    plan.page.locator("#reach-card").get_by_role("button", name=f"Show the reached area: {name}").click()
    plan.settled()
    assert plan.asked()["reach"].startswith("unit:")
    assert name in card(plan)
    plan.page.go_back()
    plan.settled()
    assert "57.72" in card(plan)
