"""An address that is searched for in Planera stands on the map as a pin, with what is nearest to it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, plain
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture

PIN = "pin=57.72489,12.93136&pin_name=Hemma"


def card(plan: Plan) -> Locator:
    return plan.page.get_by_role("region", name="Nål på kartan")


def pins(plan: Plan) -> int:
    return int(plan.stats()["pins"])


def search(plan: Plan, text: str, found: str) -> None:
    plan.page.locator("#search-field").fill(text)
    expect(plan.page.locator("#search-list").get_by_role("option").first).to_contain_text(found)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_an_address_puts_a_pin_that_back_and_link_restore(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = visit(demo, "/", size)
    assert pins(plan) == 0
    search(plan, "exempelgatan 12, göteborg", "Exempelgatan 12, Göteborg")
    plan.page.locator("#search-list").get_by_role("option").first.click()
    plan.settled()
    expect(card(plan)).to_contain_text("Exempelgatan 12, Göteborg")
    expect(card(plan)).to_contain_text(re.compile("Närmaste vårdcentral: .* km · .*min med bil"))
    assert plan.asked().keys() == {"pin", "pin_name"}
    assert pins(plan) == 1
    assert not violations(plan, axe)
    told, link = card(plan).inner_text(), plan.page.url
    plan.page.go_back()
    expect(card(plan)).to_have_count(0)
    plan.settled()
    assert pins(plan) == 0
    plan.page.go_forward()
    expect(card(plan)).to_be_visible()
    other = visit(demo, link.removeprefix(demo.address), size, stranger=True)
    assert card(other).inner_text() == told
    assert pins(other) == 1
    card(other).get_by_role("button", name="Välj området").click()
    other.settled()
    assert {"area", "pin"} <= other.asked().keys()
    assert other.heading() in told
    expect(card(other)).to_be_visible()


def test_the_keyboard_reaches_the_card_and_escape_takes_the_pin_first(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    search(plan, "exempelgatan 12, göteborg", "Exempelgatan 12, Göteborg")
    plan.page.locator("#search-field").press("Enter")
    plan.settled()
    for _ in range(60):
        plan.page.keyboard.press("Tab")
        if plan.page.evaluate("() => document.activeElement.dataset.selectKind === 'area'"):
            break
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert "area" in plan.asked()
    plan.page.keyboard.press("Tab")
    assert plan.page.evaluate("() => document.activeElement.innerText") == "Nåbart område"
    plan.page.keyboard.press("Tab")
    assert plan.page.evaluate("() => document.activeElement.dataset.pin") == "remove"
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert plan.asked().keys() == {"area"}, "the pin goes, and what is in focus stays"
    expect(card(plan)).to_have_count(0)
    assert plan.page.evaluate("() => document.activeElement.id") == "search-field"
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert plan.asked() == {}


def test_the_button_takes_the_pin_away(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?{PIN}")
    assert pins(plan) == 1
    card(plan).get_by_role("button", name="Ta bort nålen").click()
    plan.settled()
    expect(card(plan)).to_have_count(0)
    assert (pins(plan), plan.asked()) == (0, {})


def test_hitta_says_the_same_of_the_same_place(demo: Server, visit: Opener) -> None:
    told = plain(card(visit(demo, f"/?{PIN}")).inner_text())
    hitta = visit(demo, "/hitta?point=57.72489,12.93136").page.locator(".find-card").first
    assert plain(hitta.locator("h2, h3").first.inner_text()) in told
    assert plain(hitta.locator(".find-far").inner_text()) in told


def test_a_pin_outside_the_region_says_so(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?pin=59.33,18.06&pin_name=Stockholm")
    expect(card(plan)).to_contain_text("utanför regionen")
    expect(card(plan).get_by_role("button")).to_have_text(["Ta bort nålen"])
