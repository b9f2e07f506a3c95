"""Two places are set by pointer or keyboard; metres, minutes and the line follow, and live in the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, plain, until
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture

NEARBY = "57.70000,13.40000;57.80000,13.30000"


def bar(plan: Plan) -> str:
    plan.settled()
    return plain(plan.page.locator('[data-ruler="text"]').inner_text())


def drawn(plan: Plan) -> int:
    """How many ends of a line the map draws."""
    return plan.page.locator(".map-ruler circle").count()


def first_end(plan: Plan) -> float:
    """Pixels from the map's left edge to the first end."""
    return float(plan.page.locator(".map-ruler circle").first.get_attribute("cx") or 0)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_pointer_sets_both_ends_and_the_back_button_takes_them_away(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = visit(demo, "/", size)
    plan.page.locator(".ruler-open").click()
    assert bar(plan) == "Tryck på den första punkten på kartan."
    assert not violations(plan, axe)
    box = plan.page.locator(".stage").bounding_box()
    assert box
    x, y = box["x"] + 0.6 * box["width"], box["y"] + 0.55 * box["height"]
    plan.page.mouse.click(x, y)
    assert bar(plan) == "Tryck på den andra punkten."
    plan.page.mouse.click(x - 20, y + 10)
    text = bar(plan)
    assert re.search(r"^[0-9,]+ km fågelvägen", text)
    assert "åt båda hållen" in text
    assert "fågelväg × 1,35 i 60 km/h" in text
    assert drawn(plan) == 2
    assert re.fullmatch(r"[0-9.]+,[0-9.]+;[0-9.]+,[0-9.]+", plan.asked()["line"])
    assert not {"area", "muni", "unit"} & set(plan.asked()), "nothing is chosen by the way"
    assert not violations(plan, axe)
    plan.page.go_back()
    plan.settled()
    expect(plan.page.locator("#ruler-bar")).to_be_hidden()
    assert drawn(plan) == 0
    plan.page.go_forward()
    assert bar(plan) == text
    plan.page.locator('[data-ruler="close"]').click()
    plan.settled()
    assert "line" not in plan.asked()
    expect(plan.page.locator(".ruler-open")).to_be_focused()


def test_the_keyboard_moves_the_map_and_sets_the_place_in_its_middle(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/")
    keys = plan.page.keyboard
    plan.page.locator(".ruler-open").focus()
    keys.press("Enter")
    plan.settled()
    keys.press("Enter")
    assert drawn(plan) == 1
    before = first_end(plan)
    keys.press("ArrowRight")
    until(lambda: first_end(plan) < before - 10, "the map to move under the first end")
    plan.settled()
    keys.press("Enter")
    assert "fågelvägen" in bar(plan)
    first, second = (place.split(",") for place in plan.asked()["line"].split(";"))
    assert float(second[1]) > float(first[1])
    assert float(second[0]) == pytest.approx(float(first[0]), abs=0.01)
    keys.press("Escape")
    plan.settled()
    assert "line" not in plan.asked()
    expect(plan.page.locator("#ruler-bar")).to_be_hidden()
    keys.press("Enter")
    plan.settled()
    keys.press("Enter")
    keys.press("Escape")
    expect(plan.page.locator("#ruler-bar")).to_be_hidden()
    assert drawn(plan) == 0


def test_a_link_brings_the_line_and_one_that_cannot_be_read_is_named(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?lang=en&line={NEARBY}")
    assert bar(plan).startswith("12.6 km as the crow flies")
    assert drawn(plan) == 2
    wrong = visit(demo, "/?lang=en&line=57.7,13.4;57.9")
    expect(wrong.page.locator(".messages")).to_contain_text("the measured line “57.7,13.4;57.9”")
    expect(wrong.page.locator("#ruler-bar")).to_be_hidden()


def test_another_tool_ends_the_measuring(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/")
    plan.page.locator(".ruler-open").click()
    plan.page.locator(".draw-open").click()
    expect(plan.page.locator("#ruler-bar")).to_be_hidden()
    expect(plan.page.locator("#draw-bar")).to_be_visible()
    plan.page.locator(".ruler-open").click()
    expect(plan.page.locator("#draw-bar")).to_be_hidden()
    expect(plan.page.locator("#ruler-bar")).to_be_visible()
