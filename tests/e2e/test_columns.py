"""Which columns a table shows is chosen by pointer and by keyboard, and goes for its files."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture


def menu(plan: Plan) -> None:
    plan.page.locator(".columns > summary").click()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_column_goes_and_comes_back(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = visit(demo, "/?table=nearest", size)
    if size == PHONE:
        plan.show_drawer()
    before = plan.headings()
    menu(plan)
    box = plan.page.get_by_role("checkbox", name="Kommun", exact=True)
    box.click()
    plan.settled()
    assert plan.headings() == [name for name in before if name != "Kommun"]
    assert box.is_visible(), "the menu stays open"
    assert not violations(plan, axe)
    assert "columns=nearest%3A" in (
        plan.page.locator('a[data-take="table"]').first.get_attribute("href") or ""
    )
    box.click()
    plan.settled()
    assert plan.headings() == before
    assert "columns" not in plan.asked()


def test_all_but_the_name_can_go_by_the_keyboard(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    plan.page.locator(".columns > summary").focus()
    plan.page.keyboard.press("Enter")
    for _ in range(len(plan.headings()) - 1):
        plan.page.keyboard.press("Tab")
        plan.page.keyboard.press("Space")
        plan.settled()
    assert plan.headings() == ["Område"]
    plan.page.keyboard.press("Tab")
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert len(plan.headings()) > 1
    plan.page.keyboard.press("Escape")
    assert plan.page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


def test_each_table_keeps_its_own(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest&columns=nearest:persons")
    assert plan.headings() == ["Område", "Invånare"]
    plan.choose_table("access")
    assert len(plan.headings()) > 2
    plan.choose_table("nearest")
    assert plan.headings() == ["Område", "Invånare"]
