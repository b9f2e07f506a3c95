"""An interval of values is brushed beside the legend, by pointer and by keys; map and table follow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, number, plain
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture


def end(plan: Plan, which: str) -> Locator:
    return plan.page.locator(f'.is-on [data-brush="{which}"]')


def told(plan: Plan) -> list[float]:
    text = plain(plan.page.locator(".is-on .brushed p").first.inner_text())
    areas, _, residents = text.partition("områden")
    return [number(areas), number(residents)]


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_keyboard_moves_an_end_and_keeps_it(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = visit(demo, "/?layers=nearest&table=nearest", size)
    if size == PHONE:
        plan.page.locator('[data-opens="layers"]:visible').first.click()
    picture = plan.drawing()
    end(plan, "low").focus()
    for _ in range(3):
        plan.page.keyboard.press("ArrowRight")
        plan.settled()
    assert plan.asked()["brush"] == "nearest:3.."
    assert plan.page.evaluate("() => document.activeElement.dataset.brush") == "low"
    assert end(plan, "low").get_attribute("aria-valuetext") == "3,0\u00a0min"
    assert plan.drawing() != picture
    areas, residents = told(plan)
    assert 0 < areas < 601
    assert 0 < residents < number(plan.figure("residents"))
    assert not violations(plan, axe)


def test_the_pointer_drags_an_end_and_the_table_is_narrowed_to_it(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=nearest&table=nearest&rows=700")
    box = end(plan, "high").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    plan.page.mouse.move(box["x"] + box["width"] - 9, middle)
    plan.page.mouse.down()
    plan.page.mouse.move(box["x"] + box["width"] / 2, middle, steps=5)
    plan.page.mouse.up()
    plan.settled()
    key, _, most = plan.asked()["brush"].partition("..")
    assert key == "nearest:"
    areas, residents = told(plan)
    plan.page.get_by_role("button", name="Visa dem i tabellen").click()
    plan.page.evaluate("() => window.utbudskarta.state.set({ rows: '700' })")
    plan.settled()
    assert len(plan.rows()) == plan.row_count() == areas
    assert sum(number(row[2]) for row in plan.rows()) == residents
    assert all(number(row[3]) <= float(most) for row in plan.rows())
    assert "intervallet" in plan.page.locator("#table-head").inner_text()
    link = plan.page.locator('a[data-take="table"]').first.get_attribute("href") or ""
    assert "within=brush" in link
    plan.page.get_by_role("button", name="Visa alla", exact=True).first.click()
    plan.settled()
    assert plan.row_count() == 601


def test_a_link_brings_it_back_and_other_colours_leave_it_alone(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=nearest&brush=nearest:4..10")
    areas = told(plan)
    plan.show_fill("access")
    assert plan.page.locator(".is-on .brushed p").count() == 0
    plan.show_fill("nearest")
    assert told(plan) == areas
    assert end(plan, "low").input_value() == "4"
    assert end(plan, "high").input_value() == "10"


def test_the_ends_never_meet(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=underserved")
    end(plan, "high").focus()
    plan.page.keyboard.press("Home")
    plan.settled()
    assert plan.asked()["brush"].endswith(":..1")
    assert end(plan, "high").input_value() == "1"
