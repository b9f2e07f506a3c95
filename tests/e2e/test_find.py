"""Hitta as a resident uses it: near home, by keys alone, with what is missing said, side by side."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import numpy as np
import pypdf
import pytest
from playwright.sync_api import Page, expect

from geodata.assessment.assessment import assess
from geodata.assessment.service_areas import members
from geodata.measures.registry import series
from geodata.publish.snapshot import open_snapshot
from geodata.scenario.scenario import parse
from geodata.travel.model import travel_of
from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import PHONE, Plan, plain, until
from tests.e2e.server import Server

NARROW = (320, 640)
TIMMELE = "57.8700,13.4100"
FIELD = "#search-field"
READ = """.find-card :is(dd, h2 button, a, .find-far, .find-choose), .find-origin :is(span, button),
  .find-head strong"""
"""What is read on a phone."""


def cards(plan: Plan) -> list[str]:
    """Ids of the units in the list, from the top."""
    return plan.page.locator(".find-card").evaluate_all("all => all.map((one) => one.dataset.unit)")


def count(plan: Plan) -> int:
    """How many units there are, as the page says: in the region, and beside it."""
    told = plan.page.locator("#find-status :is(strong, .second)").all_inner_texts()
    return sum(int(re.sub(r"\D", "", part)) for words in told for part in re.split(",", plain(words)))


def facts(page: Page) -> dict[str, Any]:
    """The units' document as the page has it."""
    # As one text: handed over value by value it would take the machine seconds.
    text: str = page.evaluate("async () => JSON.stringify(await window.utbudskarta.find.data)")
    found: dict[str, Any] = json.loads(text)
    return found


MOST_KEYS = 40


class CountedKeys:
    """The keyboard of a page, and how many of its keys have been pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press a key until the keyboard is there."""
        while not self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            assert self.pressed < MOST_KEYS, f"{selector} is not reached"
            self.press(key)


def test_a_unit_is_found_from_the_first_page_by_at_most_forty_keys(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    page, keys = plan.page, CountedKeys(plan.page)
    press, tab_to = keys.press, keys.tab_to

    tab_to('.tabs a[href^="/hitta"]')
    press("Enter")
    page.wait_for_selector(".find.is-ready")
    tab_to(".skip")
    press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    for letter in "timele":  # a slip of spelling
        press(letter)
    expect(page.get_by_role("option").first).to_contain_text("Timmele")
    press("ArrowDown")
    press("Enter")
    expect(page.locator("#find-origin")).to_contain_text("Avstånd från")
    tab_to(".find-card h2 button")
    name = page.evaluate("() => document.activeElement.textContent")
    press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name=name)).to_be_focused()
    assert keys.pressed <= MOST_KEYS
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("() => document.activeElement.textContent") == name
    plan.settled()


def test_the_nearest_come_first_by_the_regions_own_model(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta?area=1452R003")
    region = open_snapshot(demo.out)
    area, travel = region.areas.index.get_loc("1452R003"), travel_of(region).reaching(np.inf)
    row = np.array(
        [travel.to_unit(unit)[area] for unit in range(len(region.units))]
    )  # from the area's own place
    told = plan.page.locator(".find-card .find-far").all_inner_texts()
    order = cards(plan)
    assert len(order) == 20
    for id_, text in zip(order, told, strict=True):
        km, said = re.findall(r"([\d,]+) km · (\d+) min med bil", plain(text))[0]
        own = float(row[region.units.index.get_loc(id_)])
        assert abs(own - int(said)) <= 0.515, f"{id_}: {own} min, said {text}"
        home = region.areas.loc["1452R003", ["x", "y"]].to_numpy(float)
        point = region.units.geometry[id_]
        metres = float(np.hypot(point.x - home[0], point.y - home[1]))
        # Told to 100 m, from a place that is told to 10.
        assert abs(metres / 1000 - float(km.replace(",", "."))) <= 0.06
    form = (region.units["care_form"] == "vardcentral").to_numpy()
    nearest = region.units.index[form][np.argmin(np.where(row[form] > 0, row[form], np.inf))]
    assert order[0] == nearest


def test_equally_near_units_stand_by_name_in_swedish_order(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta?sort=name")
    order = plan.page.evaluate(
        """() => window.utbudskarta.find.sorted([0, 1, 2, 3],
          [{ minutes: 5.1, metres: 1010 }, { minutes: 4.9, metres: 1030 }, { minutes: NaN, metres: NaN },
           { minutes: 4, metres: 900 }], [2, 1, 0, 3])"""
    )
    assert order == [3, 1, 0, 2]
    names = plan.page.locator(".find-card h2").all_inner_texts()
    letters = "abcdefghijklmnopqrstuvwxyzåäö"
    keys = [[letters.find(one) for one in name.lower()] for name in names]
    assert keys == sorted(keys)


def test_before_a_place_is_given_the_list_is_of_municipalities(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta")
    page = plan.page
    buttons = page.locator(".find-municipalities li button")
    region = open_snapshot(demo.out)
    assessment = assess(region, parse(region, {"care_form": "vardcentral"}))
    names = dict(zip(region.municipalities.ids, region.municipalities.names, strict=True))
    measured = {names[id_]: int(units) for id_, units in series(assessment, "units", "municipality").items()}
    told = {
        plain(name): int(plain(number))
        for name, number in (
            (
                row.locator("span").first.inner_text(),
                row.locator(".count").evaluate("(one) => one.firstChild.textContent"),
            )
            for row in buttons.all()
        )
    }
    assert told == measured
    assert cards(plan) == []
    expect(page.locator(".find-tray")).to_be_hidden()
    letters = "abcdefghijklmnopqrstuvwxyzåäö"
    order = [[letters.find(one) for one in name.lower()] for name in told]
    assert order == sorted(order)
    buttons.filter(has_text="Ulricehamn").click()
    expect(page.locator("#find-origin")).to_contain_text("mitten av Ulricehamn")
    expect(page.locator(".find-card h2 button").first).to_be_focused()
    assert plan.query()["muni"] == "1491"
    page.locator("#find-origin").get_by_role("button").last.click()
    page.get_by_role("button", name="i bokstavsordning").click()
    assert len(cards(plan)) == 20


@pytest.mark.parametrize("path", ["/hitta", f"/hitta?point={TIMMELE}"])
@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_what_happens_to_those_who_do_not_choose_is_in_sight(
    demo: Server, visit: Opener, path: str, size: tuple[int, int]
) -> None:
    page = visit(demo, path, size, stranger=True).page
    question = page.locator("#find-not-choosing > summary")
    box = question.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size[1]
    answer = page.locator("#find-not-choosing > p").last
    if "point" in path:
        expect(answer).to_be_hidden()
        question.click()
    expect(answer).to_contain_text("De får inte gynna någon enhet.")


def test_cards_are_of_one_size_and_say_whether_new_people_are_taken_on(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}")
    page = plan.page
    while page.locator('[data-find="more"]').count():
        page.locator('[data-find="more"]').click()
    heights = page.locator(".find-card").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert {round(height) for height in heights} == {128}
    known = facts(page)
    form = known["forms"][0]
    accepts = next(group["told"] for group in form["groups"] if group["key"] == "accepts")
    words = {None: "nya: uppgift saknas", (): "tar inte emot nya", ("yes",): "✓ tar emot nya"}
    by_id = dict(zip((known["ids"][at] for at in form["at"]), accepts, strict=True))
    expected = [words[one if one is None else tuple(one)] for one in (by_id[id_] for id_ in cards(plan))]
    assert page.locator(".find-card .find-accepts").all_inner_texts() == expected
    assert set(expected) == set(words.values())
    first = page.locator("#find-filters label:has(input)").first
    expect(first).to_contain_text("Tar emot nya")
    first.click()
    assert count(plan) == sum(one == ["yes"] for one in accepts)


def test_a_tray_comes_with_the_first_choice_and_lies_in_the_column_of_the_list(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}")
    page = plan.page
    tray = page.locator(".find-tray")
    expect(tray).to_be_hidden()
    boxes = page.locator('.find-card [data-find="choose"]')
    boxes.nth(0).check()
    expect(tray).to_be_visible()
    expect(tray).to_contain_text("1 av 4 valda")
    assert tray.get_by_role("button", name="Jämför").count() == 0
    boxes.nth(1).check()
    expect(tray.get_by_role("button", name="Jämför 2")).to_be_visible()
    box, column = tray.bounding_box(), page.locator(".find-results").bounding_box()
    assert box is not None
    assert column is not None
    assert (box["x"], box["width"], box["height"]) == (column["x"], column["width"], 56)
    assert box["y"] + box["height"] == 900
    tray.get_by_role("button", name="Ta bort").first.click()
    tray.get_by_role("button", name="Ta bort").first.click()
    expect(tray).to_be_hidden()


def test_on_a_phone_the_first_unit_is_above_the_fold_and_can_be_rung(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}", PHONE, stranger=True)
    page = plan.page
    first = page.locator(".find-card").first
    box = first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE[1]
    acts = first.locator(".find-card-foot > :visible")
    boxes = acts.evaluate_all(
        """all => all.map((one) => ({ box: one.getBoundingClientRect(), text: one.innerText.trim() }))
          .sort((one, other) => one.box.x - other.box.x)
          .map(({ box, text }) => [text.split(/\\s/)[0], box.height])"""
    )
    assert [text for text, _ in boxes] == ["Ring", "Karta", "Välj"]
    assert all(height >= 44 for _, height in boxes), boxes
    small = page.locator(READ).evaluate_all(
        """all => all.filter((one) => one.offsetParent && parseFloat(getComputedStyle(one).fontSize) < 16)
          .map((one) => one.textContent)"""
    )
    assert small == []
    first.locator(".find-choose").click()
    expect(first.locator(".find-choose")).to_contain_text("Vald")


def test_two_units_are_compared_by_at_most_forty_keys(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    page, keys = plan.page, CountedKeys(plan.page)
    press, tab_to = keys.press, keys.tab_to

    tab_to('.tabs a[href^="/hitta"]')
    press("Enter")
    page.wait_for_selector(".find.is-ready")
    tab_to(".skip")
    press("Enter")
    for letter in "timele":
        press(letter)
    expect(page.get_by_role("option").first).to_contain_text("Timmele")
    press("ArrowDown")
    press("Enter")
    expect(page.locator(".find-card h2 button").first).to_be_focused()
    for at in (1, 2):
        tab_to(f'.find-card:nth-child({at}) [data-find="choose"]')
        press("Space")
    tab_to('[data-find="compare"]', "Shift+Tab")
    press("Enter")
    expect(page.get_by_role("heading", name="Jämför 2 enheter")).to_be_focused()
    assert keys.pressed <= MOST_KEYS


def test_a_filter_that_would_hide_units_that_have_not_told_says_so(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}")
    page = plan.page
    form = facts(page)["forms"][0]
    told = next(group["told"] for group in form["groups"] if group["key"] == "languages")
    speak = sum(one is not None and "Arabiska" in one for one in told)
    silent = sum(one is None for one in told)
    assert silent > 1
    page.locator("[data-chip=languages] > summary").click()
    option = page.locator(".find-option").filter(has_text="Arabiska")
    assert plain(option.locator(".count").inner_text()) == str(speak)
    option.locator("input").check()
    assert count(plan) == speak
    untold = page.locator("#find-untold")
    expect(untold).to_contain_text(f"{silent} enheter har inte lämnat uppgift om språk.")
    page.keyboard.press("Escape")
    untold.get_by_role("button", name="Visa dem också").click()
    assert count(plan) == speak + silent
    assert plan.query()["untold"] == "languages"
    untold.get_by_role("button", name="Dölj dem").click()
    assert count(plan) == speak


def test_nothing_found_says_so_and_the_way_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta?languages=Tigrinja&open=weekend&operator=contract&services=Chatt")
    assert count(plan) == 0
    plan.page.get_by_role("button", name="Ta bort alla filter").click()
    assert count(plan) > 100


def test_which_filter_gives_nothing_is_said_with_what_there_would_be_without_it(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/hitta?languages=Arabiska&accepts=yes&open=evening&operator=contract")
    assert count(plan) == 0
    form = facts(plan.page)["forms"][0]
    told = {group["key"]: group["told"] for group in form["groups"]}
    asked = {
        "languages": {"Arabiska"},
        "accepts": {"yes"},
        "open": {"evening"},
        "operator": {"contract"},
    }

    def left(without: str) -> int:
        wanted = {key: value for key, value in asked.items() if key != without}
        units = range(len(form["at"]))
        return sum(all(wanted[key] <= set(told[key][at] or ()) for key in wanted) for at in units)

    buttons = plan.page.locator('[data-find="undo-one"]')
    said = {one.get_attribute("data-group"): plain(one.inner_text()) for one in buttons.all()}
    expected = {key: left(key) for key in asked if left(key)}
    assert expected, "the example has a filter that alone is to blame"
    assert {key: int(re.sub(r"\D", "", text)) for key, text in said.items()} == expected
    group, number = next(iter(expected.items()))
    plan.page.locator(f'[data-find="undo-one"][data-group="{group}"]').click()
    assert count(plan) == number
    assert group not in plan.query()


def test_units_in_the_list_are_those_on_the_map(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}&open=weekend")
    page = plan.page
    while page.locator('[data-find="more"]').count():
        page.locator('[data-find="more"]').click()
    plan.settled()
    listed = cards(plan)
    assert len(listed) == len(set(listed)) == count(plan)
    shown = plan.stats()["units"]["ids"]
    known = facts(page)
    placed = {one for one, lon in zip(known["ids"], known["lon"], strict=True) if lon is not None}
    assert sorted(shown) == sorted(set(listed) & placed)


def test_four_units_side_by_side_have_the_same_rows_and_no_fifth_is_let_in(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}")
    page = plan.page
    boxes = page.locator('.find-card [data-find="choose"]')
    for at in range(4):
        boxes.nth(at).check()
    boxes.nth(4).click()
    expect(boxes.nth(4)).not_to_be_checked()
    expect(page.locator("#said")).to_contain_text("högst fyra")
    chosen = cards(plan)[:4]
    assert plan.query()["chosen"].split(";") == chosen
    page.get_by_role("button", name="Jämför 4", exact=True).click()
    expect(page.get_by_role("heading", name="Jämför 4 enheter")).to_be_focused()
    rows = page.locator(".find-table tbody tr")
    known = facts(page)
    form, ids = known["forms"][0], known["ids"]
    services = next(group for group in form["groups"] if group["key"] == "services")
    told = [services["told"][form["at"].index(ids.index(id_))] for id_ in chosen]
    offered = [key for key, _ in services["options"] if any(key in (one or []) for one in told)]
    assert offered
    fields = []
    for field in form["fields"]:
        fields += [field["label"], *(offered if field["key"] == "services" else [])]
    heads = rows.locator("th").evaluate_all("all => all.map((one) => one.firstChild.textContent)")
    assert heads == ["Avstånd", *fields]
    assert rows.evaluate_all(
        "all => all.every((row) => row.querySelectorAll('td').length === (row.matches('.is-group') ? 0 : 4))"
    )
    for key in offered:
        ticked = page.locator(".find-table .is-tick").filter(has_text=key).first.locator("td")
        said = [plain(text) for text in ticked.locator("> div").all_text_contents()]
        words = {True: "✓finns", False: "finns inte", None: "uppgift saknas"}
        assert said == [words[None if one is None else key in one] for one in told]
    marked = page.locator(".find-table tr:has(.find-differs)")
    assert marked.count() == len([f for f in form["fields"] if f["better"]]) + 4
    for row in marked.all():
        texts = {plain(text) for text in row.locator("td > div").all_inner_texts()}
        mark = row.locator(".find-differs").inner_text()
        assert (mark == "lika") == (len(texts) == 1), texts
    address = page.evaluate("() => location.href")
    other = visit(demo, address, stranger=True)
    expect(other.page.get_by_role("heading", name="Jämför 4 enheter")).to_be_visible()
    assert other.page.locator(".find-table").inner_text() == page.locator(".find-table").inner_text()
    page.emulate_media(media="print")
    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.locator(".find-table")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Tillbaka till listan").click()
    expect(page.locator("#find-list")).to_be_visible()


def test_the_own_position_stays_in_the_browser(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta", stranger=True)
    plan.context.grant_permissions(["geolocation"], origin=demo.address)
    plan.context.set_geolocation({"latitude": 57.8712, "longitude": 13.4123})
    asked: list[str] = []
    plan.page.on("request", lambda one: asked.append(one.url + (one.post_data or "")))
    plan.page.get_by_role("button", name="Min plats").click()
    expect(plan.page.locator("#find-origin")).to_contain_text("Avstånd från din plats.")
    plan.settled()
    order = cards(plan)
    assert not [one for one in asked if "57.87" in one or "13.41" in one or "13.4" in one]
    address = plan.page.evaluate("() => location.href")
    assert "57.8" not in address
    assert "area=" not in address
    pressed = visit(demo, "/hitta?point=57.8712,13.4123")
    assert cards(pressed) == order
    plan.page.get_by_role("button", name="Lägg platsen i länken").click()
    assert plan.query()["point"] == "57.8712,13.4123"


def test_a_denied_position_is_said_and_changes_nothing(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta", stranger=True)
    plan.page.get_by_role("button", name="Min plats").click()
    expect(plan.page.locator("#said")).to_contain_text("Skriv en ort i stället")
    expect(plan.page.locator("#find-origin")).to_contain_text("Säg var du bor")


def test_a_press_on_the_map_is_where_one_begins_and_on_a_unit_tells_of_it(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}")
    unit = cards(plan)[0]
    plan.click_map("unit", unit)
    expect(plan.page.get_by_role("dialog")).to_be_visible()
    assert plan.query()["unit"] == unit
    plan.page.keyboard.press("Escape")
    expect(plan.page.get_by_role("dialog")).to_be_hidden()
    before = plan.query()["point"]
    box = plan.page.locator(".find-map .leaflet-container").bounding_box()
    assert box is not None
    plan.page.mouse.click(box["x"] + 300, box["y"] + 340)
    until(lambda: plan.query()["point"] != before, "another place in the address")
    plan.settled()


def test_search_forgives_and_tells_places_of_one_name_apart(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta")
    field, options = plan.page.locator(FIELD), plan.page.get_by_role("option")
    for typed, found in (
        ("goteborg", "Göteborg"),
        ("Götebrog", "Göteborg"),
        ("timele", "Timmele"),
        ("trollhatan", "Trollhättan"),
        ("timmele, ulricehamn", "Timmele"),
    ):
        field.fill(typed)
        expect(options.first).to_contain_text(found)
    expect(options.first).to_contain_text("Ulricehamn")
    field.fill("qqxzq")
    expect(plan.page.locator("#search-status")).to_contain_text("Inga träffar")
    field.fill("ulricehamn")
    field.press("Enter")
    plan.settled()
    assert set(plan.query()) & {"muni", "point"}


def test_the_language_changes_and_everything_else_stays(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}&languages=Arabiska")
    order, asked = cards(plan), plan.asked()
    plan.page.locator('.segments a[lang="en"]').click()
    plan.page.wait_for_selector(".find.is-ready")
    plan.settled()
    assert (cards(plan), plan.asked()) == (order, asked)
    expect(plan.page.get_by_role("heading", name="Find care near you")).to_be_visible()
    assert plan.page.evaluate("() => document.documentElement.lang") == "en"
    expect(plan.page.locator("#find-untold")).to_contain_text("units have not listed their languages.")


def test_those_who_listen_hear_how_many_in_which_order_and_which_is_nearest(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}")
    status = plan.page.locator("#find-status[role=status]")
    first = plan.page.locator(".find-card h2").first.inner_text()
    said = plain(status.text_content() or "")
    told = plain(plan.page.locator("#find-status strong").inner_text())
    assert said.startswith(f"{told} +")
    assert plan.page.locator("#find-sort select").input_value() == "near"
    assert told.endswith(" vårdcentraler")
    assert f"Närmast är {first}," in said
    roles = plan.page.locator("#find-list").aria_snapshot()
    assert f'checkbox "Jämför {first}"' in roles
    assert f'heading "{first}"' in roles


def test_the_page_is_never_wider_than_a_narrow_screen(demo: Server, visit: Opener) -> None:
    size = NARROW
    for path in (f"/hitta?point={TIMMELE}", "/hjalp", "/tillganglighet"):
        plan = visit(demo, NOWHERE, size, stranger=True)
        plan.page.goto(demo.address + path)
        plan.page.wait_for_selector(".find.is-ready, .page-text")
        wide = plan.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= size[0], path
    plan.page.goto(f"{demo.address}/hitta?point={TIMMELE}")
    plan.page.wait_for_selector(".find.is-ready")
    plan.page.locator(".find-card h2 button").first.click()
    dialog = plan.page.get_by_role("dialog")
    box = dialog.bounding_box()
    assert box is not None
    assert box["width"] <= size[0]
    small = plan.page.evaluate(
        """() => [...document.querySelectorAll('.find-details :is(dt, dd, h2, button, label)')]
          .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 12).length"""
    )
    assert small == 0


def test_nothing_is_fetched_that_hitta_does_not_need(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta", stranger=True)
    fetched: list[str] = plan.page.evaluate(
        "() => performance.getEntriesByType('resource').map((one) => one.name)"
    )
    assert not [one for one in fetched if "plotly" in one.lower()]
    planner = visit(demo, "/", stranger=True)
    others: list[str] = planner.page.evaluate(
        "() => performance.getEntriesByType('resource').map((one) => one.name)"
    )
    assert not [one for one in others if "page-find" in one or "/find/" in one]
    assert json.dumps(fetched).count("page-find") >= 10


def test_four_units_side_by_side_are_read_without_scrolling_sideways_on_a_phone(
    demo: Server, visit: Opener
) -> None:
    size = NARROW
    plan = visit(demo, "/hitta?sort=name", size, stranger=True)
    chosen = ";".join(cards(plan)[:4])
    page = visit(demo, f"/hitta?point={TIMMELE}&chosen={chosen}&view=compare", size, stranger=True).page
    table = page.locator(".find-table")
    expect(table).to_be_visible()
    right = table.locator("td, th, .find-out").evaluate_all(
        "all => Math.max(...all.map((one) => one.getBoundingClientRect().right))"
    )
    assert right <= size[0]
    scroll = page.locator(".find-compare-scroll")
    assert scroll.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    # Each cell says whose it is, and those who listen still have a table.
    names = table.locator("thead button.link").all_inner_texts()
    first = table.locator("tbody tr").first
    assert first.locator(".find-whose").all_inner_texts() == names
    snapshot = table.aria_snapshot()
    assert 'rowheader "Avstånd' in snapshot
    assert f'columnheader "{names[0]}' in snapshot


def test_what_is_printed_is_what_was_asked_for_and_nothing_else(demo: Server, visit: Opener) -> None:
    plan = visit(
        demo, f"/hitta?point={TIMMELE}&chosen=E140026;E140187&view=compare", (720, 1000), stranger=True
    )
    page = plan.page
    page.emulate_media(media="print")
    table = page.locator(".find-table")
    assert table.evaluate("(one) => getComputedStyle(one).display") == "table", "paper is no phone"
    expect(page.locator("#find-compare > .only-print")).to_contain_text(page.evaluate("() => location.href"))
    expect(page.locator(".published")).to_be_visible()
    for away in (".find-list", ".find-tray", ".find-map", '[data-find="print"]', ".tabs"):
        expect(page.locator(away).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator('[data-find="back"]').click()
    page.emulate_media(media="print")
    expect(page.locator(".find-list")).to_be_visible()
    for away in (".find-map", ".find-tray", ".find-filters"):
        expect(page.locator(away).first).to_be_hidden()
    page.emulate_media(media="screen")


def paper(page: Page) -> list[str]:
    """What stands on each page of a print."""
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [plain(" ".join(one.extract_text().split())) for one in pages]


def test_a_printed_unit_is_a_leaf_of_that_unit_alone(demo: Server, visit: Opener) -> None:
    page = visit(demo, f"/hitta?point={TIMMELE}&unit=E140026", stranger=True).page
    name = page.locator("#find-details-title").inner_text()
    others = [one for one in page.locator(".find-card h2").all_inner_texts() if one != name]
    leaves = paper(page)
    assert len(leaves) == 1
    for told in (name, "Telefon och webb", "Västra Götaland, data från", "unit=E140026"):
        assert told in leaves[0]
    for untold in (*others, "Hitta vård nära dig", "Stäng", "Kopiera länk"):
        assert untold not in leaves[0]


def test_a_printed_comparison_has_its_heads_on_every_page_with_region_and_link(
    demo: Server, visit: Opener
) -> None:
    ids = "E140026;E140187;E140030;E140031"
    page = visit(demo, f"/hitta?point={TIMMELE}&chosen={ids}&view=compare", stranger=True).page
    names = page.locator(".find-table thead button.link").all_inner_texts()
    leaves = paper(page)
    assert len(leaves) > 1
    assert len(names) == 4
    assert all(name in leaf for leaf in leaves for name in names)
    assert "Västra Götaland, data från" in leaves[0]
    assert "view=compare" in leaves[0]


def test_care_at_home_is_of_those_who_are_contracted_where_one_lives_and_tells_no_distance(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/hitta?form=hemtjanst&area=1452R003", stranger=True)
    page = plan.page
    region = open_snapshot(demo.out)
    assessment = assess(region, parse(region, {"care_form": "hemtjanst"}))
    here = members(assessment, "contracted")[[region.areas.index.get_loc("1452R003")]].toarray().ravel()
    form = next(one for one in facts(page)["forms"] if one["key"] == "hemtjanst")
    contracted = {region.units.index[at] for at in form["at"] if here[at]}
    assert contracted
    assert set(cards(plan)) == contracted
    assert {plain(one).strip() for one in page.locator(".find-far").all_inner_texts()} == {""}
    assert "near" not in page.locator("#find-sort option").evaluate_all("all => all.map((one) => one.value)")
    names = page.locator(".find-card h2").all_inner_texts()
    assert names == sorted(names)
    signs = page.locator(".find-legend [data-sign]").evaluate_all("all => all.map((one) => one.className)")
    assert signs == [f"symbol symbol-diamond-{key}" for key in ("own", "contract", "choice")]
    page.locator('[data-find="form"]').select_option("vardcentral")
    expect(page.locator(".find-far").first).to_contain_text("km")
    expect(page.locator(".find-legend [data-sign=own]")).to_have_class("symbol symbol-circle-own")


def test_another_care_form_is_fetched_when_it_is_asked_for_and_once(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/hitta?point={TIMMELE}", stranger=True)
    page = plan.page
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/find/" in one.url else None)
    before = cards(plan)
    page.locator('[data-find="form"]').select_option("rehab")
    expect(page.locator("#find-status")).to_contain_text("rehab")
    plan.settled()
    known = facts(page)
    form = next(one for one in known["forms"] if one["key"] == "rehab")
    ids = known["ids"]
    assert set(cards(plan)) <= {ids[at] for at in form["at"]}
    page.go_back()
    until(lambda: cards(plan) == before, "the first care form again")
    page.go_forward()
    until(lambda: cards(plan) != before, "the other one again")
    assert [one.rpartition("/")[2] for one in asked] == ["rehab.json"]
    direct = visit(demo, f"/hitta?point={TIMMELE}&form=rehab", stranger=True)
    assert cards(direct) == cards(plan)


def test_a_care_form_that_does_not_come_is_said_and_can_be_asked_for_again(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/hitta", stranger=True)
    page = plan.page
    page.route("**/rehab.json", lambda route: route.fulfill(status=200, body="no json"))
    page.locator('[data-find="form"]').select_option("rehab")
    expect(page.locator("#late")).to_contain_text("Enheterna gick inte att hämta")
    page.unroute("**/rehab.json")
    page.locator("#late").get_by_role("button").click()
    expect(page.locator("#find-status")).to_contain_text("rehab")
    expect(page.locator("#late")).to_be_hidden()


@pytest.mark.parametrize(("language", "named"), [("sv", "Närmast först"), ("en", "Nearest first")])
def test_nothing_is_called_nearest_before_there_is_a_place(
    leeds: Server, visit: Opener, language: str, named: str
) -> None:
    page = visit(leeds, f"/hitta?lang={language}").page
    order = page.locator("#find-sort select")
    assert order.input_value() == "name"
    assert named not in order.locator("option").all_inner_texts()
    names = page.locator(".find-card h2").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    page.goto(page.url + "&point=53.8000,-1.5500")
    expect(order).to_have_value("near")


def test_a_place_with_no_unit_to_show_is_seen_with_what_is_around_it(demo: Server, visit: Opener) -> None:
    plan = visit(
        demo, f"/hitta?point={TIMMELE}&services=Chatt&languages=Tigrinja&operator=contract&open=weekend"
    )
    expect(plan.page.locator(".find-card")).to_have_count(0)
    plan.page.wait_for_timeout(600)
    assert plan.stats()["zoom"] <= 11


def test_the_first_of_the_list_are_put_side_by_side_by_one_press(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta?muni=1480")
    first = plan.page.locator("#find-list h2").all_inner_texts()[:4]
    plan.page.get_by_role("button", name="Jämför de 4 första").click()
    plan.page.locator("#find-compare-title").wait_for()
    assert plan.page.locator(".find-table thead button.link").all_inner_texts() == first
    plan.page.go_back()
    plan.page.locator("#find-list").wait_for()
    assert plan.page.locator("#find-tray button.find-chosen").count() == 0


def at(plan: Plan, moment: str) -> Plan:
    """Hitta in Partille at a moment, wherever the browser's own clock stands."""
    plan.page.clock.set_fixed_time(moment)
    return plan.open("/hitta?muni=1402")


def test_open_now_is_told_of_every_unit_and_asked_for_by_the_regions_clock(
    demo: Server, visit: Opener
) -> None:
    plan = at(visit(demo, stranger=True), "2026-12-01T11:00:00Z")
    now = plan.page.locator(".find-card .find-fields dd", has_text="Öppet till ")
    assert now.count() > 3
    plan.page.locator("[data-chip=open] > summary").click()
    plan.page.locator("input[data-option=now]").check()
    assert plan.query()["open"] == "now"
    cards_ = plan.page.locator(".find-card")
    assert cards_.count() == plan.page.locator(".find-card", has_text="Öppet till ").count() > 3
    assert plan.page.locator(".misread").count() == 0
    night = at(plan, "2026-12-01T22:30:00Z")
    assert night.page.locator(".find-card", has_text="Öppet till ").count() == 0
    assert night.page.locator(".find-card", has_text=re.compile("Öppnar (ons|tors) ")).count() > 3


def test_on_a_closed_day_no_unit_is_open_and_says_when_it_opens(demo: Server, visit: Opener) -> None:
    plan = at(visit(demo, stranger=True), "2026-12-25T11:00:00Z")
    texts = plan.page.locator(".find-card .no-print").all_inner_texts()
    assert texts
    assert not any(text.startswith("Öppet") for text in texts)
    assert any(text.startswith("Öppnar mån ") for text in texts)
