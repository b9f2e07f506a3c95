"""The figures of payment in a browser: panel, strip, views of the drawer, and a phone's sheet."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE
from tests.e2e.server import Server

REFORM = "/?question=payment&model=primary_2027_a"
MINUS = "\u2212"


def tenths(text: str) -> int:
    """A number as it is written, in tenths: "+1 234,5" is 12345."""
    digits = int(re.sub(r"\D", "", text))
    return -digits if MINUS in text else digits


def test_the_waterfall_adds_up_and_has_the_numbers_of_the_table_of_parts(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"{REFORM}&pay_view=parts")
    falls = plan.page.locator('#payment-figures [data-pay-part="parts"] .pay-falls tbody tr')
    numbers = [tenths(text) for text in falls.locator("td.is-number").all_inner_texts()]
    assert len(numbers) >= 4
    assert numbers[0] + sum(numbers[1:-1]) == numbers[-1]
    sums = plan.page.locator("#table-body tbody tr").last.locator("td").all_inner_texts()
    thousands = [tenths(text) for text in sums if re.search(r"\d{3}", text)]
    assert abs(thousands[0] - 100 * numbers[0]) <= 50, "thousands against tenths of a million"
    heading = plan.page.locator("#focus-head h1").inner_text()
    assert ("Sparar" in heading) == (numbers[-1] < numbers[0])


def test_the_choice_of_how_much_a_unit_moves_goes_with_the_link_and_keeps_the_keyboard(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, REFORM)
    choice = plan.page.locator("select.pay-moves")
    five = choice.locator("xpath=ancestor::*[contains(@class,'kpi')]").locator(".figure").inner_text()
    choice.focus()
    choice.select_option("2")
    plan.settled()
    assert plan.asked()["pay_moves"] == "2"
    expect(plan.page.locator("select.pay-moves")).to_be_focused()
    two = plan.page.locator(".pay-two .kpi").last.locator(".figure").inner_text()
    assert tenths(two) >= tenths(five)


def test_the_strip_tells_how_near_the_model_comes_and_leads_to_the_deviations(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?question=payment")
    strip = plan.page.locator("#payment-strip")
    expect(strip).to_contain_text("av enheterna inom 2 %")
    strip.get_by_role("button", name="Visa avvikelserna").click()
    plan.settled()
    assert plan.asked()["pay_view"] == "fit"
    expect(plan.page.locator("#table-body .pay-fit svg")).to_have_count(2)
    expect(plan.page.locator('.pay-tabs [aria-selected="true"]')).to_have_attribute("data-view", "fit")
    expect(plan.page.locator("#plan")).to_have_class(re.compile("has-drawer"))


def test_tabs_change_the_view_by_keyboard(demo: Server, visit: Opener) -> None:
    plan = visit(demo, REFORM)
    plan.page.locator('.pay-tabs [data-view="fit"]').focus()
    plan.page.keyboard.press("ArrowRight")
    plan.settled()
    assert plan.asked()["pay_view"] == "spread"
    assert plan.page.locator("#table-body .pay-spread").count() > 2
    expect(plan.page.locator("#table-body tbody tr")).to_have_count(3)
    plan.page.keyboard.press("Home")
    plan.settled()
    assert "pay_view" not in plan.asked()


def test_a_unit_in_focus_is_told_by_its_parts(demo: Server, visit: Opener) -> None:
    plan = visit(demo, REFORM)
    plan.page.locator("#table-body tr[data-select-id] button").first.click()
    plan.settled()
    expect(plan.page.locator("#payment-figures")).to_contain_text("Verkligt utbetalt 2025")
    expect(plan.page.locator('#payment-figures [data-pay-part="fifths"]')).to_have_count(0)


def test_on_a_phone_one_section_shows_at_a_time(demo: Server, visit: Opener) -> None:
    plan = visit(demo, REFORM, size=PHONE)
    expect(plan.page.locator("#payment-figures .pay-summary")).to_be_visible()
    for part in ("units", "operators", "fifths", "parts"):
        tab = plan.page.locator(f'#payment-tabs [data-pay-tab="{part}"]')
        box = tab.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        tab.click()
        shown = plan.page.locator("#payment-figures [data-pay-part]:visible")
        assert {each.get_attribute("data-pay-part") for each in shown.all()} == {part}
    over = plan.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    expect(plan.page.locator("#payment-fit")).to_contain_text("Mot verkliga utbetalningar")
