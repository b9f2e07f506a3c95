"""More units for the residents to come: from their figures to the search, and from what it finds back."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.plan import number, plain, until
from tests.e2e.server import Server


def test_more_units_are_tried_for_the_residents_of_the_year_in_the_address(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?question=need&horizon=2040")
    plan.page.locator("[data-action='try-units']").click()
    residents = plan.page.locator("#siting-residents")
    assert residents.input_value() == "ahead"
    assert residents.locator("option").all_inner_texts() == ["Dagens invånare", "Invånarna 2040"]
    assert plan.page.evaluate("document.activeElement.id") == "siting-sites"
    plan.page.locator("#siting-start").click()
    told = plan.page.locator("#siting-said")
    until(lambda: "Bevisat" in told.inner_text(), "a proven answer")
    plan.settled()
    sentence = plain(told.inner_text()).split(". ")[1]
    assert "av invånarna 2040" in sentence
    after, before = (
        number(plan.page.locator(f"#need-figures .effects .effect:nth-child(2) {part}").inner_text())
        for part in ("strong", "span:nth-child(3)")
    )
    assert before - after == number(sentence.split(" fler")[0])


def test_todays_residents_count_where_the_question_is_the_supply(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.locator("details.siting > summary").click()
    assert plan.page.locator("#siting-residents").input_value() == "today"
    plan.page.locator("button[data-question='need']").click()
    plan.settled()
    assert plan.page.locator("#siting-residents").input_value() == "ahead"
    plan.page.locator("#siting-residents").select_option("today")
    plan.page.locator("#siting-sites").select_option("2")
    assert plan.page.locator("#siting-residents").input_value() == "today", "as somebody has chosen"
