"""One field finds places, municipalities, areas and units, by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan
from tests.e2e.server import Server


def field(plan: Plan) -> Locator:
    return plan.page.get_by_role("combobox", name="Sök ort, område eller enhet")


def test_arrows_and_enter_choose_an_area(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).focus()
    plan.page.keyboard.type("tranemo")
    options = plan.page.locator("#search-list").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field(plan)).to_have_attribute("aria-expanded", "true")
    texts = options.all_inner_texts()
    wanted = next(at for at, text in enumerate(texts) if "Tranemo norra omland" in text)
    for _ in range(wanted + 1):
        plan.page.keyboard.press("ArrowDown")
    chosen = options.nth(wanted)
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert field(plan).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() == "Tranemo norra omland"
    expect(options).to_have_count(0)


def test_enter_takes_the_first_hit(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    before = plan.stats()["zoom"]
    field(plan).focus()
    plan.page.keyboard.type("Tranemo")
    expect(plan.page.locator("#search-list").get_by_role("option").first).to_be_visible()
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() == "Tranemo"
    assert plan.asked() == {"muni": "1452"}
    assert plan.stats()["zoom"] > before


def test_letters_without_accents_find_names_with_them(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).fill("ockero")
    expect(plan.page.locator("#search-list").get_by_role("option").first).to_contain_text("Öckerö")


def test_a_unit_of_another_care_form_brings_its_form_along(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).fill("rehab")
    option = plan.page.locator("#search-list").get_by_role("option").filter(has_text="Rehab").first
    expect(option).to_be_visible()
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.asked()["form"] == "rehab"
    assert "unit" in plan.asked()
    assert "Rehab" in plan.heading()


def test_one_step_back_undoes_one_choice(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).fill("rehab")
    expect(plan.page.locator("#search-list").get_by_role("option").first).to_be_visible()
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    plan.page.go_back()
    plan.settled()
    assert plan.heading() == "Västra Götaland"
    assert plan.asked() == {}


def test_a_place_moves_the_map_and_selects_nothing(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).fill("Skövde")
    place = plan.page.locator("#search-list").get_by_role("option").filter(has_text="Ort").first
    expect(place).to_be_visible()
    place.click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.asked() == {}
    assert plan.stats()["zoom"] >= 10


def test_no_hit_is_said(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).fill("xyzzy")
    expect(plan.page.locator("#search-status")).to_contain_text("Inga träffar")
    box = plan.page.locator("#search-status").bounding_box()
    assert box is not None
    assert box["height"] > 20, "said only to those who listen"


def test_escape_closes_the_list_and_keeps_what_is_chosen(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?area=1452R003")
    field(plan).fill("tran")
    expect(plan.page.locator("#search-list").get_by_role("option").first).to_be_visible()
    plan.page.keyboard.press("Escape")
    expect(plan.page.locator("#search-list").get_by_role("option")).to_have_count(0)
    plan.settled()
    assert plan.heading() == "Tranemo norra omland"
