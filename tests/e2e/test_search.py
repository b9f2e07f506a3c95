"""One field finds places, municipalities, areas, units, addresses and postcodes, by keyboard alone."""

from __future__ import annotations

import pytest
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


def test_a_place_moves_the_map_and_gets_a_pin(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    field(plan).fill("Skövde")
    place = plan.page.locator("#search-list").get_by_role("option").filter(has_text="Ort").first
    expect(place).to_be_visible()
    place.click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.asked().keys() == {"pin", "pin_name"}
    assert plan.asked()["pin_name"] == "Skövde"
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


FIELD = "#search-field"
PAGES = ["/", "/hitta"]
FINDS = {
    "Partille kommun": "Partille",
    "Göteborg centrum": "Göteborg",
    "Göteborgs stad": "Göteborg",
    "Gothenburg": "Göteborg",
    "gbg": "Göteborg",
    "gothenbrug": "Göteborg",
    "Skövde centrumkärna": "Skövde centrumkärna",
    "exempelgatan 12, göteborg": "Exempelgatan 12, Göteborg",
    "Kungsgatan 5, 442 31 Kungälv": "gatan är inte känd här",
    "Jönköping": "utanför regionen, närmast Tidaholm",
}


@pytest.mark.parametrize("path", PAGES)
def test_what_people_type_is_found(path: str, demo: Server, visit: Opener) -> None:
    plan = visit(demo, path)
    for typed, found in FINDS.items():
        plan.page.locator(FIELD).fill(typed)
        expect(plan.page.locator("#search-list").get_by_role("option").first).to_contain_text(found)


@pytest.mark.parametrize("path", PAGES)
def test_leeds_is_found_by_postcodes_and_districts(path: str, leeds: Server, visit: Opener) -> None:
    plan = visit(leeds, path)
    for typed, found, told in (
        ("LS6 3AA", "LS6 3", "Postcodes that begin like this"),
        ("ls63ds", "LS6 3DS", "Postcode"),
        ("Headingley", "Headingley", "Postcode LS6"),
        ("headingly", "Headingley", "Postcode LS6"),
        ("NE46 1QJ", "NE46 1QJ", "outside the region, nearest"),
    ):
        plan.page.locator(FIELD).fill(typed)
        option = plan.page.locator("#search-list").get_by_role("option").first
        expect(option).to_contain_text(found)
        expect(option).to_contain_text(told)


@pytest.mark.parametrize("path", PAGES)
def test_no_hit_says_what_can_be_searched(path: str, leeds: Server, visit: Opener) -> None:
    plan = visit(leeds, path)
    plan.page.locator(FIELD).fill("qqxzq")
    expect(plan.page.locator("#search-status")).to_contain_text("You can search for a place")
    expect(plan.page.locator("#search-status")).to_contain_text("or a postcode")


def test_a_place_outside_the_region_shows_the_way_in(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.locator(FIELD).fill("Jönköping")
    expect(plan.page.locator("#search-list").get_by_role("option").first).to_contain_text("utanför")
    plan.page.locator(FIELD).press("Enter")
    expect(plan.page.locator("#search-status")).to_contain_text("Jönköping ligger utanför regionen.")
    plan.settled()
    assert plan.asked().keys() == {"area", "pin", "pin_name"}
    assert plan.heading() in plan.page.locator("#search-status").inner_text()


def test_where_somebody_lives_is_told_to_no_server(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta")
    asked: list[str] = []
    plan.page.on("request", lambda request: asked.append(request.url))
    plan.page.locator(FIELD).fill("exempelgatan 12, göteborg")
    option = plan.page.locator("#search-list").get_by_role("option").first
    expect(option).to_contain_text("Exempelgatan 12, Göteborg")
    plan.page.locator(FIELD).press("Enter")
    expect(plan.page.locator("#find-origin")).to_contain_text("Exempelgatan 12, Göteborg")
    plan.settled()
    assert not {"point", "place"} & set(plan.query())
    names = {url.rsplit("/", 1)[1] for url in asked}
    assert {"search.json", "addresses-0.json"} <= names, "all of it, whatever is typed"
    assert not any("xempelgatan" in url or "point" in url for url in asked)
    plan.page.get_by_role("button", name="Lägg platsen i länken").click()
    assert "point" in plan.query()
