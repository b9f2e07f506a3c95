"""A remedy that is tried ends on the zone that it was about, with what became of it."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan, until
from tests.e2e.server import Server


def zone(plan: Plan, row: int) -> str:
    plan.page.locator(".drawer-scroll tbody tr button").nth(row).click()
    plan.settled()
    until(lambda: plan.page.locator("#zone-lift button").count(), "what would lift it")
    return plan.asked()["zone"]


@pytest.mark.parametrize("row", [0, 1, 3])
@pytest.mark.parametrize("which", [0, 1])
def test_a_tried_remedy_stays_on_its_zone(demo: Server, visit: Opener, row: int, which: int) -> None:
    plan = visit(demo)
    id_ = zone(plan, row)
    page = plan.page
    name, at = page.locator("#focus-head h1").text_content(), plan.asked().get("at")
    remedy = page.locator("#zone-lift .told > li").nth(which)
    promised = remedy.text_content() or ""
    button = remedy.get_by_role("button")
    button.focus()
    button.press("Enter")
    plan.settled()
    asked = plan.asked()
    assert asked["zone"] == id_
    assert asked.get("at") == at, "the map looks where it did"
    assert asked["changes"]
    card = page.locator("#unit-card").text_content() or ""
    assert "Vad zonen blev" in card
    lifted = "lyfter hela zonen" in promised
    assert ("har fått tillräckligt utbud" in card) == lifted
    if lifted:
        assert page.locator("#focus-head h1").text_content() == name
    assert page.evaluate("() => document.activeElement !== document.body"), "the keyboard has a place"
