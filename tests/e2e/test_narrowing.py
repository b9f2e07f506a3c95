"""The table stays when a row is chosen; to narrow it to the place is an act of its own."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan
from tests.e2e.server import Server

TABLES = ["underserved", "nearest", "flows", "units", "municipalities", "market", "exchange"]
NARROW, WIDEN = "Bara valda platsen", "Alla platser"


def body(plan: Plan) -> dict[str, float]:
    """How far the table is scrolled, and which of its rows are marked."""
    found: dict[str, float] = plan.page.evaluate(
        """() => ({ top: document.querySelector('#table-body').scrollTop,
                    marked: document.querySelectorAll('#table-body tr.is-selected').length })"""
    )
    return found


def press(plan: Plan, name: str) -> None:
    plan.page.get_by_role("button", name=name, exact=True).click()
    plan.settled()


@pytest.mark.parametrize("table", TABLES)
def test_choosing_a_row_keeps_the_rows_their_order_and_the_scroll(
    demo: Server, visit: Opener, table: str
) -> None:
    plan = visit(demo, f"/?table={table}&rows=60")
    plan.table().locator("thead button").first.click()
    plan.settled()
    rows = plan.rows()
    plan.page.locator("#table-body").evaluate("(body) => { body.scrollTop = 81; }")
    before = body(plan)
    chosen = plan.table().locator("tbody tr[data-select-id]").nth(4)
    chosen.locator("button").evaluate("(button) => { button.focus({ preventScroll: true }); }")
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() != "Västra Götaland"
    assert plan.rows() == rows
    assert "is-selected" in (chosen.get_attribute("class") or "")
    assert body(plan)["top"] == before["top"]
    assert chosen.locator("button").evaluate("(button) => button === document.activeElement")


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_table_is_narrowed_to_the_place_and_widened_again(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = visit(demo, "/?table=nearest&muni=1452", size)
    if size == PHONE:
        plan.show_drawer()
    assert plan.row_count() == 601
    press(plan, NARROW)
    assert plan.asked()["within"] == "muni:1452"
    assert {row[1] for row in plan.rows()} == {"Tranemo"}
    narrowed = plan.rows()
    plan.table().locator("tbody button").nth(1).click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() == narrowed[1][0]
    assert plan.rows() == narrowed
    link = plan.page.locator('a[data-take="table"]').first.get_attribute("href") or ""
    assert "muni=1452" in link
    assert "area=" not in link
    press(plan, WIDEN)
    assert "within" not in plan.asked()
    assert plan.row_count() == 601


def test_the_way_to_narrow_is_there_only_where_there_is_something_to_narrow_to(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?table=nearest")
    assert not plan.page.get_by_role("button", name=NARROW).is_visible()
    assert not plan.page.get_by_role("button", name=WIDEN).is_visible()


def test_it_is_narrowed_by_the_keyboard_which_keeps_its_place(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest&muni=1452")
    plan.page.get_by_role("button", name=NARROW).focus()
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert plan.page.evaluate("() => document.activeElement.textContent") == WIDEN
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert plan.row_count() == 601
    assert plan.page.evaluate("() => document.activeElement.textContent") == NARROW
