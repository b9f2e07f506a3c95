"""Följ upp as a case officer uses it: filters, a row and its number, the unit in Jämför, and no violation."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import SIZES, WIDE, Plan
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  the fixture


def text(plan: Plan, id_: str) -> str:
    return " ".join(plan.page.locator(f"#{id_}").inner_text().split())


def open_page(demo: Server, visit: Opener, query: str = "", size: tuple[int, int] = WIDE) -> Plan:
    plan: Plan = visit(demo, NOWHERE, size=size)  # its map is no Leaflet map, which others wait for
    plan.page.goto(f"{demo.address}/folj-upp{query}")
    plan.page.locator("#followup-cards h2").first.wait_for()
    return plan


def test_a_row_lights_its_number_and_opens_the_unit(demo: Server, visit: Opener) -> None:
    plan = open_page(demo, visit)
    row = plan.page.locator("#followup-below tbody tr").nth(1)
    unit = row.get_attribute("data-unit")
    row.hover()
    lit = plan.page.locator("#followup-numbers .is-pointed")
    lit.wait_for()
    assert lit.get_attribute("data-unit") == unit
    assert lit.inner_text() == "2"
    row.locator("td").nth(4).click()
    plan.page.wait_for_url(f"**/jamfor?*unit={unit}*")


def test_filters_change_the_address_and_the_page_and_back_undoes_it(demo: Server, visit: Opener) -> None:
    plan = open_page(demo, visit)
    before = text(plan, "followup-scope")
    plan.page.select_option('#followup [data-state="form"]', "rehab")
    plan.page.locator("#followup-scope", has_text="rehab").wait_for()
    assert "form=rehab" in plan.page.url
    plan.page.go_back()
    plan.page.wait_for_function(
        "(before) => document.getElementById('followup-scope').innerText.trim() === before", arg=before
    )


def test_the_page_is_used_by_keyboard_alone(demo: Server, visit: Opener) -> None:
    plan = open_page(demo, visit)
    first = plan.page.locator("#followup-below tbody a").first
    href = first.get_attribute("href") or ""
    for _ in range(60):
        plan.page.keyboard.press("Tab")
        if plan.page.evaluate("() => document.activeElement.getAttribute('href')") == href:
            break
    assert plan.page.locator("#followup-numbers .is-pointed").count() == 1, "focus lights it as a mouse does"
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_url("**/jamfor?*")


@pytest.mark.parametrize("query", ["", "?lang=en&form=rehab"])
def test_no_violation_of_accessibility(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811  the fixture
    query: str,
) -> None:
    plan = open_page(demo, visit, query)
    plan.page.locator("#followup-list summary").click()
    for size in plan.at_sizes(*SIZES):
        assert violations(plan, axe) == [], size
        assert plan.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0, size
