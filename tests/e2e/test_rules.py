"""Rules changed alone: beside today, taken back with Ångra, and with all of them off the page says so."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.conftest import Opener
from tests.e2e.server import Server


def switches(page: Page) -> None:
    page.locator("#rules-panel > summary").click()


def test_rules_are_taken_back_one_by_one_as_they_were_changed(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    page, before = plan.page, plan.figures()
    switches(page)
    undo = page.locator("#scenario-keep [data-whatif=undo]")
    assert undo.is_hidden()
    for rule in ("no_choice", "too_far"):
        page.locator(f"[data-rule={rule}] [data-rule-on]").click()
        plan.settled()
    assert plan.asked()["rules"] == "too_far:off,no_choice:off"
    changed = plan.figures()
    assert changed["underserved"] != before["underserved"]
    against = page.locator("#kpi-against-underserved").text_content() or ""
    assert "Idag" in against
    assert before["underserved"].split()[0] in against
    undo.click()
    plan.settled()
    assert plan.asked()["rules"] == "no_choice:off", "the last that was changed"
    undo.click()
    plan.settled()
    assert "rules" not in plan.asked()
    assert plan.figures() == before
    assert undo.is_hidden()


def test_a_link_with_changed_rules_can_be_undone_too(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?rules=too_far:30")
    plan.page.locator("#scenario-keep [data-whatif=undo]").click()
    plan.settled()
    assert "rules" not in plan.asked()


def test_all_rules_off_says_so_and_one_can_be_switched_on_again(demo: Server, visit: Opener) -> None:
    off = "too_far:off,too_little:off,no_choice:off,too_few:off"
    plan = visit(demo, f"/?rules={off}")
    assert plan.figure("underserved") == "ingen regel är på"
    assert "Ingen regel är på" in plan.legend("underserved")
    assert "Ingen regel är på" in (plan.page.locator(".drawer-scroll").text_content() or "")
    switches(plan.page)
    plan.page.locator("[data-rule=too_far] [data-rule-on]").click()
    plan.settled()
    assert "%" in plan.figure("underserved")
    assert "Antal brutna regler" in plan.legend("underserved")
