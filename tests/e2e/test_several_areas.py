"""Several areas are chosen on the map and in the table, by pointer and by keyboard, and are one place."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, number, plain
from tests.e2e.server import Server

FIRST, SECOND, THIRD = "1452R003", "1452R001", "1452R002"


def residents(plan: Plan) -> float:
    return number(plan.figure("residents"))


def press_with(plan: Plan, key: str, area: str) -> None:
    plan.page.keyboard.down(key)
    plan.page.mouse.click(*plan.place("area", area))
    plan.page.keyboard.up(key)
    plan.settled()


@pytest.mark.parametrize("key", ["Control", "Shift", "Meta"])
def test_a_press_with_a_key_adds_an_area_and_takes_it_out(demo: Server, visit: Opener, key: str) -> None:
    plan = visit(demo, f"/?area={FIRST}&layers=nearest")
    alone = residents(plan)
    press_with(plan, key, SECOND)
    assert set(plan.asked()["areas"].split(",")) == {FIRST, SECOND}
    assert "area" not in plan.asked()
    assert plan.heading() == "2 områden"
    assert residents(plan) > alone
    press_with(plan, key, SECOND)
    assert plan.asked()["area"] == FIRST
    assert residents(plan) == alone


def test_rows_are_added_by_pointer_by_keys_and_as_a_range(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    rows = plan.rows()
    buttons = plan.table().locator("tbody button")
    buttons.nth(0).click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    buttons.nth(2).click(modifiers=["Control"])
    plan.settled()
    buttons.nth(4).focus()
    plan.page.keyboard.press("Control+Enter")
    plan.settled()
    assert plan.heading() == "3 områden"
    chosen = [at for at, row in enumerate(plan.table().locator("tbody tr").all())
              if "is-selected" in (row.get_attribute("class") or "")]  # fmt: skip
    assert chosen == [0, 2, 4]
    assert plan.rows() == rows
    assert residents(plan) == sum(number(rows[at][2]) for at in chosen)
    buttons.nth(6).click(modifiers=["Shift"])
    plan.settled()
    assert plan.heading() == "5 områden"
    plan.page.get_by_role("button", name=f"Ta bort {rows[0][0]}").click()
    plan.settled()
    assert plan.heading() == "4 områden"
    assert residents(plan) == sum(number(rows[at][2]) for at in (2, 4, 5, 6))


@pytest.mark.parametrize(("size", "at"), [(WIDE, "8.40/57.50/13.40"), (PHONE, "8.40/57.58/13.40")])
def test_without_such_keys_a_switch_lets_every_press_add(
    demo: Server, visit: Opener, size: tuple[int, int], at: str
) -> None:
    plan = visit(demo, f"/?area={FIRST}&layers=nearest&at={at}", size)
    add = plan.page.get_by_role("button", name="Lägg till områden")
    add.click()
    assert add.get_attribute("aria-pressed") == "true"
    for area in (SECOND, THIRD):
        plan.click_map("area", area)
    assert plan.heading() == "3 områden"
    assert add.get_attribute("aria-pressed") == "true"
    add.click()
    plan.click_map("area", SECOND)
    assert plan.asked()["area"] == SECOND


def test_they_are_one_place_in_the_table_and_its_files(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?areas={FIRST},{SECOND}&table=nearest&called=Norra delen")
    assert plan.heading() == "Norra delen"
    assert "2 områden" in plan.focus_text()
    plan.page.get_by_role("button", name="Bara valda platsen").click()
    plan.settled()
    assert residents(plan) == sum(number(row[2]) for row in plan.rows())
    assert plain(plan.page.locator("#table-head").inner_text()) == "2 rader · Norra delen"
    link = plan.page.locator('a[data-take="table"][href*=".csv"], a[data-take="table"][href*=".zip"]').first
    status, _ = demo.get(link.get_attribute("href") or "")
    assert status == 200


def test_what_the_region_lacks_is_named_and_the_rest_is_shown(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?areas={FIRST},9999R001,{SECOND}")
    assert plan.heading() == "2 områden"
    assert "9999R001" in plan.page.locator(".messages").inner_text()


def test_there_is_a_most(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest&rows=300")
    buttons = plan.table().locator("tbody button")
    buttons.nth(0).click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    words = buttons.nth(150).evaluate(
        """(button) => {
          button.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
          return document.getElementById('said').textContent;
        }"""
    )
    assert words == "Högst 100 områden kan väljas på en gång."
    plan.settled()
    assert plan.heading() == "100 områden"
