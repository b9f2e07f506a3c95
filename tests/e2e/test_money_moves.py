"""A unit is closed under payment: its money is followed in three blocks, on the map and in the table."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, number, plain, until
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture

CLOSED = "/?question=payment&changes=close:E140020"


def block(plan: Plan, key: str) -> str:
    return plain(plan.page.locator(f".pay-block.{key} .figure").inner_text())


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_of_a_closed_unit_three_sums_stand_apart(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = visit(demo, CLOSED, size)
    until(lambda: plan.page.locator(".pay-block").count() >= 3, "three blocks")
    follows, ends, journeys = (
        block(plan, key) for key in ("money_follows", "money_ends", "journeys_out_of_reach")
    )
    assert all(re.search(r"[0-9].*(mkr|tkr|kr)$", text) for text in (follows, ends, journeys))
    assert "Räkna inte ihop dem." in plan.page.locator(".pay-after").inner_text()
    assert not violations(plan, axe)


def test_what_follows_and_what_ends_is_what_the_unit_is_paid_today(demo: Server, visit: Opener) -> None:
    plan = visit(demo, CLOSED)
    until(lambda: plan.page.locator(".pay-block").count() >= 3, "three blocks")
    together = number(block(plan, "money_follows")) + number(block(plan, "money_ends"))
    plan.open("/?question=payment&muni=1452")
    row = next(row for row in plan.rows() if "Bäckviken" in row[0])
    assert together == pytest.approx(number(row[4]), abs=2), "thousands of kronor, each sum rounded"


def test_the_effect_is_chosen_shown_on_the_map_and_lives_in_the_address(demo: Server, visit: Opener) -> None:
    plan = visit(demo, CLOSED)
    assert "får mer 0" in plan.legend("payment"), "the model itself is not changed"
    plan.page.locator("#pay-effect").select_option("moves")
    plan.settled()
    assert plan.asked()["effect"] == "moves"
    assert "får mindre 1" in plan.legend("payment")
    plan.page.go_back()
    plan.settled()
    assert "effect" not in plan.asked()
    assert "får mindre 0" in plan.legend("payment")


def test_the_table_of_receivers_adds_up_to_who_moves(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"{CLOSED}&pay_view=receivers")
    rows = plan.rows()
    come = sum(number(row[2]) for row in rows)
    text = plain(plan.page.locator(".pay-block.money_follows").inner_text())
    moving = re.search(r"([0-9 ]+) listade flyttar", text)
    assert moving
    assert come == pytest.approx(number(moving[1]), abs=len(rows))
