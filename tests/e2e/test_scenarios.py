"""What a planner thinks otherwise: said in the address, kept by name in the browser, given away as a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Locator, expect

from dashboard.components.markup import markup_of
from dashboard.plan.unit_actions import UnitState, unit_actions
from dashboard.words.words import words
from geodata.library.regions import open_published
from geodata.scenario.saved import scenario_from
from geodata.scenario.scenario import parse
from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, until
from tests.e2e.server import Server
from tests.e2e.test_keyboard import tab_to

NEW = "add:n1@57.95000,13.50000*6"
CLOSED = "close:E140010"
FORTY = ";".join(f"add:n{k}@57.{k:02}000,13.50000*5" for k in range(1, 41))


def path(changes: str) -> str:
    return f"/?changes={changes}"


@pytest.fixture(autouse=True)
def nothing_saved(demo: Server, windows: dict[tuple[int, int], BrowserContext]) -> Iterator[None]:
    """What a test saves is gone before the next."""
    yield
    for window in windows.values():
        page = window.new_page()
        page.goto(demo.address + "/healthz")
        page.evaluate("() => localStorage.clear()")
        page.close()


def alone(visit: Opener, server: Server, changes: str = "") -> Plan:
    """The page with some changes."""
    return visit(server, path(changes) if changes else "/")


def act(plan: Plan, name: str) -> Plan:
    """Press one of the buttons of what-if; those under "Mer" are unfolded first."""
    button = plan.page.locator(f'#what-if [data-whatif="{name}"]')
    if not button.is_visible():
        plan.page.locator("#scenario-more summary").click()
    button.click()
    return plan.settled()


def ask(plan: Plan, call: str) -> Any:
    """What a call of `utbudskarta.whatif` answers."""
    answer = plan.page.evaluate(f"() => window.utbudskarta.whatif.{call}")
    plan.settled()
    return answer


def changes(plan: Plan) -> str:
    return plan.query().get("changes", "")


def listed(plan: Plan) -> list[str]:
    """Names in the list, today first."""
    return plan.page.locator("#scenario-list button .scenario-title").all_inner_texts()


def marked(plan: Plan) -> list[str]:
    return plan.page.locator('#scenario-list [aria-current="true"]:visible').all_inner_texts()


def choose(plan: Plan, name: str) -> Plan:
    plan.page.locator("#scenario-list button", has_text=name).first.click()
    return plan.settled()


def rename(plan: Plan, name: str) -> Plan:
    act(plan, "rename")
    plan.page.get_by_label("Scenariots namn").fill(name)
    plan.page.keyboard.press("Enter")
    return plan.settled()


def said(plan: Plan) -> Locator:
    return plan.page.locator("#said")


def problem(plan: Plan) -> Locator:
    return plan.page.locator("#scenario-problem")


def load(plan: Plan, file: Path) -> Plan:
    with plan.page.expect_file_chooser() as chooser:
        act(plan, "load")
    chooser.value.set_files(file)
    return plan


# The text of the address


WELL_WRITTEN = (
    "",
    NEW,
    CLOSED,
    "move:E140010@58.12345,-12.00001",
    "size:E140010*7.5",
    "close:a%3Bb%40c%2Cd%20%C3%A5*",
    f"{NEW};size:E140001*9;{CLOSED};add:n3@57.00000,12.00000*1;move:E140001@58.00000,13.00000",
    FORTY,
)
NONSENSE = (
    "open:E1", "add:E1@57.0,13.0*5", "add:n1@97.0,13.0*5", "add:n1@57.0,193.0*5", "add:n1@57,0,13,0*5",
    "add:n1@57.0,13.0*0", "add:n1@57.0,13.0", "close:", "close:%E0%A4%A", "move:E1@57.0", "size:E1*-2",
    "size:E1*many", "toString:1", "add:n0@57.0,13.0*5",
)  # fmt: skip


def test_changes_are_written_as_they_are_read(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    for text in WELL_WRITTEN:
        found = plan.page.evaluate("(text) => window.utbudskarta.whatif.parse(text)", text)
        assert found["broken"] == []
        assert len(found["items"]) == len([part for part in text.split(";") if part])
        again = plan.page.evaluate("(items) => window.utbudskarta.whatif.format(items)", found["items"])
        assert again == text


def test_a_part_that_makes_no_sense_is_named_and_the_rest_holds(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    for part in NONSENSE:
        text = f"close:A;{part};close:B"
        found = plan.page.evaluate("(text) => window.utbudskarta.whatif.parse(text)", text)
        assert found["broken"] == [part]
        assert [one["id"] for one in found["items"]] == ["A", "B"]


def test_an_id_with_the_signs_of_the_grammar_comes_back_whole(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    plan.page.evaluate("() => window.utbudskarta.whatif.resize('a;b@c,d*2 å%', 3)")
    assert ask(plan, "items()") == [{"kind": "size", "id": "a;b@c,d*2 å%", "capacity": 3}]


def test_a_unit_moves_once_has_one_size_and_loses_both_when_it_closes(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    assert ask(plan, "move('E140010', 58, 13)")
    assert ask(plan, "resize('E140010', 4)")
    assert ask(plan, "move('E140010', 58.5, 13)")
    assert changes(plan) == "size:E140010*4;move:E140010@58.50000,13.00000"
    assert ask(plan, "close('E140010')")
    assert changes(plan) == "close:E140010"
    assert not ask(plan, "move('E140010', 58, 13)")
    assert not ask(plan, "close('E140010')")
    assert changes(plan) == "close:E140010"


def test_a_new_unit_is_simply_written_otherwise(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    assert ask(plan, "add(57.95, 13.5, 6)")
    assert ask(plan, "add(57.9, 13.4, 3)")
    assert ask(plan, "move('n1', 58, 13)")
    assert ask(plan, "resize('n1', 2.5)")
    assert changes(plan) == "add:n1@58.00000,13.00000*2.5;add:n2@57.90000,13.40000*3"
    assert ask(plan, "close('n1')")
    assert changes(plan) == "add:n2@57.90000,13.40000*3"


def test_the_forty_first_change_is_refused_in_words(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, FORTY)
    assert not ask(plan, "close('E140010')")
    assert changes(plan) == FORTY
    expect(problem(plan)).to_contain_text("högst 40 ändringar")
    assert ask(plan, "move('n40', 58, 13)"), "to change one of the forty is no change more"
    more = plan.page.evaluate("(text) => window.utbudskarta.whatif.parse(text).broken", f"{FORTY};{CLOSED}")
    assert more == [CLOSED]


def test_every_change_is_a_step_back_and_undo_takes_the_last(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    ask(plan, "close('E140010')")
    ask(plan, "move('E140001', 58, 13)")
    ask(plan, "move('E140001', 58.5, 13)")
    plan.page.go_back()
    plan.settled()
    assert changes(plan) == f"{CLOSED};move:E140001@58.00000,13.00000"
    act(plan, "undo")
    assert changes(plan) == CLOSED
    act(plan, "undo")
    assert changes(plan) == ""
    expect(plan.page.locator("#scenario-keep")).to_be_hidden()
    plan.page.go_back()
    plan.settled()
    assert changes(plan) == CLOSED


def test_undo_after_a_second_move_leads_to_the_first(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    ask(plan, "move('E140001', 58, 13)")
    ask(plan, "move('E140001', 58.5, 13)")
    act(plan, "undo")
    assert changes(plan) == "move:E140001@58.00000,13.00000"


def test_undo_on_a_copied_link_takes_the_last_of_the_list(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, f"{NEW};{CLOSED}")
    act(plan, "undo")
    assert changes(plan) == NEW


# The list of changes


def test_changes_are_told_by_name_and_taken_out_one_by_one(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, f"{NEW};{CLOSED};size:E140001*9")
    rows = plan.page.locator("#scenario-changes li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Vårdcentralen")
    rows.nth(1).get_by_role("button").focus()
    plan.page.keyboard.press("Enter")
    plan.settled()
    expect(rows).to_have_count(2)
    assert changes(plan) == f"{NEW};size:E140001*9"
    held = plan.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert held.startswith("Ta bort ändringen:"), "the keyboard stays in the list"


# Saved in the browser


def test_what_is_saved_is_listed_marked_and_there_again(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, CLOSED)
    assert "inte sparat" in marked(plan)[0]
    act(plan, "save")
    name = listed(plan)[1]
    assert marked(plan) == [name]
    assert plan.query()["name"] == name
    choose(plan, "Idag")
    assert changes(plan) == ""
    assert marked(plan) == ["Idag"]
    plan.open("/")
    assert listed(plan) == ["Idag", name]
    choose(plan, name)
    assert changes(plan) == CLOSED
    plan.page.go_back()
    plan.settled()
    assert marked(plan) == ["Idag"]


def test_a_saved_one_says_that_it_is_changed_until_it_is_saved_again(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, CLOSED)
    act(plan, "save")
    ask(plan, "close('E140001')")
    assert "ändrat, inte sparat" in marked(plan)[0]
    act(plan, "save")
    assert "ändrat" not in marked(plan)[0]
    assert len(listed(plan)) == 2
    choose(plan, "Idag")
    choose(plan, listed(plan)[1])
    assert changes(plan) == f"{CLOSED};close:E140001"


def test_a_scenario_brings_its_whole_question_also_a_care_form_with_its_own_limit(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?form=rehab&age=80%2B&changes=" + CLOSED)
    limit = plan.page.locator('input[data-state="limit"]').input_value()
    act(plan, "save")
    name = listed(plan)[1]
    plan.choose("form", "vardcentral")
    choose(plan, "Idag")
    choose(plan, name)
    assert plan.query()["form"] == "rehab"
    assert plan.query()["age"] == "80+"
    assert plan.page.locator('input[data-state="limit"]').input_value() == limit
    assert "limit" not in plan.query(), "the care form's own limit needs no words"


def test_duplicated_renamed_and_removed(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, CLOSED)
    act(plan, "save")
    rename(plan, "  Bara   en stängd ")
    assert listed(plan) == ["Idag", "Bara en stängd"]
    act(plan, "duplicate")
    assert listed(plan) == ["Idag", "Bara en stängd", "Bara en stängd, kopia"]
    assert marked(plan) == ["Bara en stängd, kopia"]
    rename(plan, "Bara en stängd")
    assert listed(plan)[2] == "Bara en stängd 2", "two of one name cannot be told apart"
    act(plan, "remove")
    assert listed(plan) == ["Idag", "Bara en stängd"]
    assert marked(plan) == ["Idag"]
    plan.page.go_back()
    plan.settled()
    assert changes(plan) == CLOSED, "what was removed can be had back"
    assert "inte sparat" in marked(plan)[0]


def test_a_name_left_empty_is_asked_for_and_escape_keeps_the_old(demo: Server, visit: Opener) -> None:
    plan = visit(demo, path(CLOSED) + "&area=1452R003")
    act(plan, "save")
    name = listed(plan)[1]
    rename(plan, "   ")
    expect(problem(plan)).to_have_text("Skriv ett namn.")
    plan.page.get_by_label("Scenariots namn").focus()
    plan.page.keyboard.press("Escape")
    assert listed(plan) == ["Idag", name]
    assert plan.heading() == "Tranemo norra omland", "Escape closes the field only"


def test_where_the_browser_keeps_nothing_it_says_so(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, CLOSED)
    plan.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    act(plan, "save")
    expect(problem(plan)).to_contain_text("ladda ner det i stället")
    assert len(listed(plan)) == 2, "on this page it is there"


def test_what_is_not_ours_in_the_browsers_memory_does_no_harm(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    key = "utbudskarta.scenarios." + str(
        plan.page.evaluate("() => document.getElementById('state-keys').dataset.region")
    )
    for held in ("{", "7", "null", '[{"name":"x"}]', '[{"name":"<b>x</b>","values":{"form":1}}]'):
        plan.page.evaluate(
            "([key, held]) => { localStorage.setItem(key, held); dispatchEvent(new Event('storage')); }",
            [key, held],
        )
        assert listed(plan) == ["Idag"]


# As a file


def test_a_file_gives_the_same_scenario_to_another_browser(
    demo: Server, visit: Opener, tmp_path: Path
) -> None:
    asked = (
        f"/?form=rehab&operator=contract,own&limit=40&changes={NEW};{CLOSED}&rules=too_far:30,no_choice:off"
    )
    plan = visit(demo, asked)
    rename(plan, "Ny i Åsarp & <stängd>")
    act(plan, "save")
    with plan.page.expect_download() as download:
        act(plan, "download")
    assert download.value.suggested_filename.startswith("scenario-ny-i-asarp-stangd-")
    file = tmp_path / "scenario.json"
    download.value.save_as(file)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["format"] == "utbudskarta-scenario"
    assert written["format_version"] == 1
    assert written["version"] == demo.version()
    assert written["values"] == {
        "care_form": "rehab", "period": "2025", "operators": ["contract", "own"], "age_group": "",
        "limit_min": 40, "changes": f"{NEW};{CLOSED}", "rules": "too_far:30,no_choice:off", "intake": "",
        "mode": "",
    }  # fmt: skip
    assert "Ny i Åsarp & <stängd>" in written["question"]["scenario"]
    assert written["link"].startswith(f"{demo.address}/?")
    region = open_published(demo.out)
    assert scenario_from(region, {"scenario": file}) == parse(region, written["values"])
    other = load(visit(demo, "/", stranger=True), file)
    expect(said(other)).to_contain_text("inläst")
    other.settled()
    assert listed(other) == ["Idag", "Ny i Åsarp & <stängd>"]
    keys = ("form", "operator", "limit", "changes", "rules", "name")
    assert {key: other.query()[key] for key in keys} == {key: plan.query()[key] for key in keys}


GOOD = {
    "format": "utbudskarta-scenario", "format_version": 1, "name": "En",
    "values": {"care_form": "vardcentral", "changes": CLOSED, "rules": ""},
}  # fmt: skip


WRONG = (
    ("{", "inget scenario"),
    ([], "inget scenario"),
    ({"format": "geojson"}, "inget scenario"),
    ({"values": None}, "inget scenario"),
    ({"values": {"changes": CLOSED}}, "inget scenario"),
    ({"format_version": 2}, "version 2 av formatet"),
    ({"region": "skane"}, "gäller regionen ”skane”"),
    ({"values": {"care_form": "x", "changes": "close:A;flytta:B"}}, "”flytta:B”"),
    ({"values": {"care_form": "x", "changes": f"{FORTY};{CLOSED}"}}, "fler än 40 ändringar"),
    ({"values": {"care_form": "x", "rules": "too_far:soon"}}, "”too_far:soon”"),
)


def test_a_file_that_cannot_be_used_is_refused_in_plain_words(
    demo: Server, visit: Opener, tmp_path: Path
) -> None:
    plan = alone(visit, demo)
    region = plan.page.evaluate("() => document.getElementById('state-keys').dataset.region")
    for at, (wrong, told) in enumerate(WRONG):
        file = tmp_path / f"{at}.json"
        content = {**GOOD, "region": region, **wrong} if isinstance(wrong, dict) else wrong
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        load(plan, file)
        expect(problem(plan)).to_contain_text(told)
        assert listed(plan) == ["Idag"]
        assert changes(plan) == ""


# Placing


def test_a_unit_is_added_in_the_area_in_focus_by_keyboard_alone(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?area=1452R003")
    tab_to(plan, '#what-if [data-whatif="new"]')
    plan.page.keyboard.press("Enter")
    size = plan.page.get_by_label("Den nya enhetens kapacitet")
    expect(size).to_be_focused()
    assert float(size.input_value()) > 0, "the middle one of the care form stands there already"
    plan.page.keyboard.press("Control+a")
    plan.page.keyboard.type("3")
    expect(plan.page.get_by_role("button", name="I Tranemo norra omland")).to_be_visible()
    tab_to(plan, '[data-whatif="here"]', most=6)
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert changes(plan).startswith("add:n1@57.")
    assert changes(plan).endswith("*3")
    expect(plan.page.locator("#pick-bar")).to_be_hidden()
    assert plan.page.evaluate("() => document.activeElement.dataset.whatif") == "new"


def test_escape_ends_the_placing_and_nothing_else(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?area=1452R003")
    for tool in ("new", "drag"):
        act(plan, tool)
        assert plan.page.locator(f'#what-if [data-whatif="{tool}"]').get_attribute("aria-pressed") == "true"
        plan.page.keyboard.press("Escape")
        expect(plan.page.locator("#pick-bar")).to_be_hidden()
        assert plan.page.evaluate("() => document.activeElement.dataset.whatif") == tool
    assert plan.heading() == "Tranemo norra omland"
    assert not plan.page.evaluate("() => window.utbudskarta.map.movable")


def test_a_capacity_that_is_none_is_asked_for_again(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?area=1452R003")
    act(plan, "new")
    size = plan.page.get_by_label("Den nya enhetens kapacitet")
    size.fill("0")
    plan.page.get_by_role("button", name="I Tranemo norra omland").click()
    expect(problem(plan)).to_have_text("Skriv kapaciteten som ett tal över 0.")
    expect(size).to_be_focused()
    assert changes(plan) == ""


def test_a_place_pointed_out_and_a_unit_dragged_are_changes(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo)
    plan.page.evaluate("() => { window.utbudskarta.map.pick = (done) => { window.pointed = done; }; }")
    act(plan, "new")
    plan.page.get_by_label("Den nya enhetens kapacitet").fill("4")
    plan.page.evaluate("() => window.pointed(57.951239, 13.5)")
    plan.page.evaluate("() => window.utbudskarta.map.onMoveUnit('E140010', 58, 13)")
    plan.settled()
    assert changes(plan) == "add:n1@57.95124,13.50000*4;move:E140010@58.00000,13.00000"


# The unit in focus


def put_card(plan: Plan, state: UnitState) -> Locator:
    """The actions of a unit in its card's place; the answer brings them there with the unit's state."""
    card = unit_actions("E140010", "Eken", 5.0, state, words("sv"), "läkare")
    plan.page.evaluate(
        "(card) => { window.utbudskarta.fill({ 'unit-card': card }); window.utbudskarta.controls.sync(); }",
        markup_of(card),
    )
    return plan.page.locator("#unit-card")


def test_a_unit_is_closed_opened_and_resized_from_its_card(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?unit=E140010")
    card = put_card(plan, "open")
    card.get_by_label("Kapacitet för Eken").fill("0")
    card.get_by_role("button", name="Ändra").click()
    expect(problem(plan)).to_have_text("Skriv kapaciteten som ett tal över 0.")
    card.get_by_label("Kapacitet för Eken").fill("7.5")
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert changes(plan) == "size:E140010*7.5"
    put_card(plan, "open").get_by_role("button", name="Stäng i scenariot").click()
    plan.settled()
    assert changes(plan) == CLOSED
    put_card(plan, "closed").get_by_role("button", name="Öppna igen").click()
    plan.settled()
    assert changes(plan) == ""


def test_a_unit_moves_to_an_area_that_is_found_by_search(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?unit=E140010")
    put_card(plan, "open").get_by_role("button", name="Flytta").click()
    expect(plan.page.locator("#pick-told")).to_contain_text("ska flytta")
    field = plan.page.get_by_role("combobox", name="Sök ort, område eller enhet")
    field.fill("tranemo norra")
    plan.page.locator("#search-list").get_by_role("option").first.wait_for()
    plan.page.keyboard.press("Enter")
    plan.settled()
    plan.page.get_by_role("button", name="I Tranemo norra omland").click()
    plan.settled()
    assert changes(plan).startswith("move:E140010@57.")
    expect(plan.page.locator("#pick-bar")).to_be_hidden()


# Compared


def test_two_of_the_saved_stand_side_by_side_in_the_address(demo: Server, visit: Opener) -> None:
    plan = alone(visit, demo, CLOSED)
    rename(plan, "A")
    act(plan, "save")
    plan.open(path(NEW))
    rename(plan, "B")
    act(plan, "save")
    act(plan, "compare")
    act(plan, "compare-done")
    asked = plan.query()
    assert (asked["name"], asked["versus_name"], asked["versus"]) == ("B", "A", CLOSED)
    expect(plan.page.locator("#scenario-versus")).to_contain_text("Jämförs med A.")
    assert "difference" in plan.shown(), "the map shows where they differ"
    act(plan, "compare-stop")
    assert not {"versus", "versus_name", "versus_rules"} & set(plan.query())
    assert "change" in plan.shown(), "what the one shown changes is shown again"


TWO = f"/?changes={CLOSED}&name=Stänga&versus={NEW}&versus_name=Öppna&layers=difference,units&table=compare"


def test_a_link_to_two_scenarios_tells_both_by_name_and_which_is_better(demo: Server, visit: Opener) -> None:
    plan = visit(demo, TWO)
    assert plan.heading() == "Stänga jämfört med Öppna"
    assert plan.headings()[1:4] == ["A: Stänga", "B: Öppna", "A − B"]
    assert "A är Stänga. B är Öppna." in plan.legend("difference")
    told = {row[0]: row[3] for row in plan.rows()}
    assert told["Enheter"].startswith("▼ −2")
    assert "bättre" in told["Enheter per 10 000 inv."]
    assert {"bättre", "sämre"} & set(plain_words(plan.kpi("kpi-against", "units_per_10000").inner_text()))
    before = plan.state()
    plan.page.locator('select[data-state="gap"]').select_option("organisations")
    plan.settled()
    assert plan.query()["gap"] == "organisations"
    assert "organisationer" in plan.legend("difference")
    plan.page.go_back()
    plan.settled()
    assert plan.state() == before
    plan.choose_table("difference")
    side = plan.headings().index("Bäst")
    assert {"A bättre", "B bättre"} & {row[side] for row in plan.rows()}
    assert {row[side] for row in plan.rows()} <= {"A bättre", "B bättre", "ingen bättre"}


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_two_maps_are_split_by_a_line_that_the_keyboard_moves(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = visit(demo, TWO, size=size)
    page, line = plan.page, plan.page.locator("#swipe-line")
    expect(line).to_be_hidden()
    button = page.get_by_role("button", name="Delad karta")
    button.click()
    plan.settled()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert (plan.query()["maps"], "difference" in plan.query()["layers"]) == ("swipe", False)
    expect(page.locator("#second-map canvas").first).to_be_attached()
    expect(page.get_by_role("slider", name="Gräns mellan scenariernas kartor")).to_be_visible()
    line.focus()
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert plan.query()["swipe"] == "12"
    expect(line).to_have_attribute("aria-valuenow", "12")
    text = line.get_attribute("aria-valuetext") or ""
    assert "A: Stänga" in text
    assert "B: Öppna" in text
    assert "12 procent" in text
    held = page.locator("#second-map").evaluate("(one) => getComputedStyle(one).clipPath")
    assert "12%" in held
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    plan.open(plan.page.url)
    expect(line).to_have_attribute("aria-valuenow", "12")
    button.click()
    plan.settled()
    expect(line).to_be_hidden()
    assert "maps" not in plan.query()
    assert "difference" in plan.query()["layers"]
    page.go_back()
    plan.settled()
    expect(line).to_be_visible()


def test_both_maps_look_at_the_same_place_and_show_their_own_units(demo: Server, visit: Opener) -> None:
    plan = visit(demo, TWO.replace("difference", "nearest") + "&maps=swipe&at=9.00/57.95/13.50")
    page = plan.page
    places = """() => [...document.querySelectorAll('.leaflet-container')].map((one) => {
      const box = one.querySelector('.map-sheet-areas').getBoundingClientRect();
      return [Math.round(box.x), Math.round(box.y), Math.round(box.width)];
    })"""
    first, second = page.evaluate(places)
    assert first == second
    page.locator(".leaflet-control-zoom-in").click()
    plan.settled()
    until(lambda: len({tuple(one) for one in page.evaluate(places)}) == 1, "both maps at one place")


def test_a_line_is_dragged_by_hand(demo: Server, visit: Opener) -> None:
    plan = visit(demo, TWO.replace("difference", "nearest") + "&maps=swipe&swipe=50")
    page = plan.page
    box = page.locator("#swipe-line").bounding_box()
    stage = page.locator("#swipe").bounding_box()
    assert box
    assert stage
    page.mouse.move(box["x"] + 22, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(stage["x"] + 0.7 * stage["width"], box["y"] + 100, steps=4)
    page.mouse.up()
    assert plan.query()["swipe"] == "70"


def test_the_files_of_two_scenarios_have_their_names_and_the_gap(demo: Server, visit: Opener) -> None:
    plan = visit(demo, TWO)
    plan.page.locator("#table-files summary").click()
    with plan.page.expect_download() as download:
        plan.page.locator('#table-files a[href*=".xlsx"][data-take="table"]').click()
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).worksheets[0]
    assert [cell.value for cell in sheet[1]][3:6] == ["A: Stänga", "B: Öppna", "A − B"]


def plain_words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def test_scenarios_of_different_care_forms_are_not_compared(demo: Server, visit: Opener) -> None:
    plan = visit(demo, path(CLOSED) + "&form=rehab&name=A")
    act(plan, "save")
    plan.open(path(NEW))
    act(plan, "compare")
    act(plan, "compare-done")
    expect(problem(plan)).to_contain_text("olika vårdformer")
    assert "versus" not in plan.query()


# Rules


def rules(plan: Plan) -> str:
    return plan.query().get("rules", "")


def test_a_rule_gets_another_limit_is_switched_off_and_is_as_published_again(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo)
    panel = plan.page.locator("#rules-panel")
    panel.locator("summary").first.click()
    little = panel.locator('[data-rule="too_little"]')
    assert little.locator("input").input_value() == "50"
    little.locator("input").fill("35")
    plan.page.keyboard.press("Tab")
    plan.settled()
    assert rules(plan) == "too_little:0.35"
    panel.locator('[data-rule="no_choice"] [role="switch"]').click()
    plan.settled()
    assert rules(plan) == "too_little:0.35,no_choice:off"
    expect(panel.locator("[data-rules-changed]")).to_have_text("2 ändrade")
    expect(little).to_contain_text("Publicerat värde: 50 % av snittet")
    panel.locator('[data-rule="no_choice"] [role="switch"]').click()
    plan.settled()
    assert rules(plan) == "too_little:0.35"
    panel.get_by_role("button", name="Återställ reglerna").click()
    plan.settled()
    assert rules(plan) == ""
    assert little.locator("input").input_value() == "50"


def test_the_rule_of_distance_follows_the_question_until_it_has_a_limit_of_its_own(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?limit=35")
    panel = plan.page.locator("#rules-panel")
    panel.locator("summary").first.click()
    far = panel.locator('[data-rule="too_far"]')
    assert far.locator("input").input_value() == "35"
    expect(far).to_contain_text("Publicerat värde: 20 min")
    far.locator("input").fill("15")
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert rules(plan) == "too_far:15"
    far.locator("input").fill("1000")
    plan.page.keyboard.press("Tab")
    expect(far.locator("[data-wrong]")).to_be_visible()
    assert rules(plan) == "too_far:15", "what cannot be is not asked"


def test_changed_rules_are_a_scenario_too(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?rules=no_choice:off")
    assert "Idag" not in marked(plan)[0]
    act(plan, "save")
    assert listed(plan) == ["Idag", "Ändrade regler"]
    choose(plan, "Idag")
    assert rules(plan) == ""
    choose(plan, listed(plan)[1])
    assert rules(plan) == "no_choice:off"


# On a phone


def test_on_a_phone_scenarios_are_in_the_filter_sheet_and_placing_shows_the_map(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, path(CLOSED), size=PHONE)
    plan.page.locator('[data-opens="rail"]:visible').click()
    act(plan, "save")
    assert len(listed(plan)) == 2
    act(plan, "new")
    expect(plan.page.locator("#what-if")).to_be_hidden()
    bar = plan.page.locator("#pick-bar")
    expect(bar).to_be_visible()
    expect(bar).not_to_contain_text("Esc")
    assert plan.page.locator("#search-field").is_visible(), "an area can be searched for"
    bar.get_by_role("button", name="Avbryt").click()
    expect(bar).to_be_hidden()
    wide = plan.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert wide


def test_a_mark_in_the_rail_opens_beside_itself_and_whole(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.locator("#rules-panel > summary").click()
    for mark in plan.page.locator(".rail details.info:visible").all():
        mark.locator("summary").click()
        text = mark.locator(".info-text")
        expect(text).to_be_visible()
        box, near = text.bounding_box(), mark.bounding_box()
        assert box
        assert near
        corners = (box["x"], box["y"], 1440 - box["x"] - box["width"], 900 - box["y"] - box["height"])
        assert min(corners) >= 0, "all of it is in the window"
        assert min(abs(box["y"] - near["y"]), abs(box["y"] + box["height"] - near["y"])) < 60
        seen = """(text) => {
          const box = text.getBoundingClientRect();
          return text.contains(document.elementFromPoint(box.right - 20, box.top + 10));
        }"""
        assert text.evaluate(seen), "nothing lies over it, and nothing cuts it off"
