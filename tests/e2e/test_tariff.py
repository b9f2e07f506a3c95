"""The model of reimbursement in a browser: edited, budgeted, saved, put beside others, in the address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, plain, until
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  the fixture
from tests.e2e.test_horizon import requests

BOTH = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def opened(visit: Opener, demo: Server, size: tuple[int, int], more: str = "") -> Plan:
    """The page with its editor in sight."""
    plan = visit(demo, "/?question=payment&lang=sv" + more, size)
    if size == PHONE:
        plan.page.get_by_role("button", name="Ändra modell").click()
    plan.page.locator("#tariff .part").first.wait_for()
    return plan


def row(plan: Plan, part: str) -> Locator:
    return plan.page.locator(f'#tariff [data-part="{part}"]')


def act(plan: Plan, what: str, value: str = "") -> Locator:
    return plan.page.locator(f'#tariff [data-tariff="{what}"]' + (f'[data-value="{value}"]' if value else ""))


def change_price(plan: Plan, part: str, typed: str) -> None:
    field = row(plan, part).locator("input")
    field.fill(typed)
    field.press("Tab")
    plan.settled()


def status(plan: Plan) -> str:
    return plain(plan.page.locator("#tariff-note").inner_text())


def more(plan: Plan) -> None:
    plan.page.locator("#tariff .more-menu").evaluate("(menu) => { menu.open = true; }")


@BOTH
def test_a_price_is_asked_for_when_it_is_left_and_not_while_it_is_typed(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = opened(visit, demo, size)
    field = row(plan, "age_sex").locator("input")
    before = plain(plan.page.locator("#focus-head").inner_text())
    with requests(plan.page) as sent:
        field.fill("")
        field.press_sequentially("1 270,5")
        assert sent == []
    field.press("Tab")
    plan.settled()
    assert plan.query()["prices"] == "age_sex:1270.5"
    assert plain(field.input_value()).replace("\u202f", " ") == "1 270,5"
    assert "is-changed" in (row(plan, "age_sex").get_attribute("class") or "")
    assert plain(plan.page.locator("#focus-head").inner_text()) != before
    plan.page.go_back()
    plan.settled()
    assert "prices" not in plan.query()
    assert plain(field.input_value()).replace("\u202f", " ") == "1 476"


@BOTH
def test_what_cannot_be_read_stays_and_is_told_beside_the_field(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = opened(visit, demo, size)
    change_price(plan, "age_sex", "1.270")
    field = row(plan, "age_sex").locator("input")
    assert field.input_value() == "1.270"
    assert field.get_attribute("aria-invalid") == "true"
    assert "Skriv ett pris" in row(plan, "age_sex").locator(".wrong").inner_text()
    change_price(plan, "acg", "1 900")
    assert field.input_value() == "1.270", "an answer takes nothing from the field"
    assert plan.query()["prices"] == "acg:1900"
    change_price(plan, "age_sex", "1 270")
    assert row(plan, "age_sex").locator(".wrong").is_hidden()
    assert plan.query()["prices"] == "age_sex:1270,acg:1900"


@BOTH
def test_a_part_is_switched_off_and_on_and_its_price_is_kept(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = opened(visit, demo, size)
    change_price(plan, "goals", "120")
    switch = row(plan, "goals").get_by_role("switch")
    switch.click()
    plan.settled()
    assert plan.query()["prices"] == "goals:off"
    assert row(plan, "goals").locator("input").is_disabled()
    switch.press("Enter")
    plan.settled()
    assert plan.query()["prices"] == "goals:120"


@BOTH
def test_a_budget_is_kept_by_scaling_and_one_too_small_is_told(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = opened(visit, demo, size, "&prices=goals:off")
    act(plan, "budget", "neutral").click()
    plan.settled()
    assert plan.query()["budget"] == "neutral"
    assert "räknas fram så att summan blir" in status(plan)
    act(plan, "budget", "amount").click()
    plan.settled()
    amount = act(plan, "amount")
    assert amount.input_value(), "begins from what is paid today"
    amount.fill("1 000")
    amount.press("Enter")
    plan.settled()
    assert plan.query()["budget"] == "1000"
    assert plan.page.locator("#tariff-note [role='alert']").inner_text()
    act(plan, "budget", "open").click()
    plan.settled()
    assert "budget" not in plan.query()
    assert status(plan) == ""


@BOTH
def test_a_floor_says_how_much_and_who_pays(demo: Server, visit: Opener, size: tuple[int, int]) -> None:
    plan = opened(visit, demo, size, "&prices=age_sex:1000")
    act(plan, "floor").click()
    plan.settled()
    assert plan.query()["floor"] == "5"
    share = act(plan, "floor-share")
    share.fill("2,5")
    share.press("Enter")
    plan.settled()
    act(plan, "floor-by", "others").click()
    plan.settled()
    assert (plan.query()["floor"], plan.query()["floor_by"]) == ("2.5", "others")
    share.fill("101")
    share.press("Enter")
    assert "0 till 100" in plan.page.locator("#wrong-floor").inner_text()
    assert plan.query()["floor"] == "2.5"
    act(plan, "floor").click()
    plan.settled()
    assert not {"floor", "floor_by"} & set(plan.query())


@BOTH
def test_proposals_are_saved_and_stand_beside_each_other(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = visit(demo, "/?question=payment&lang=sv&prices=goals:off", size, stranger=True)
    if size == PHONE:
        plan.page.get_by_role("button", name="Ändra modell").click()
    act(plan, "rename").click()
    plan.page.locator("#tariff-rename input").fill("2027 A")
    plan.page.keyboard.press("Enter")
    act(plan, "save").click()
    until(lambda: plan.page.locator("#tariff-list button").count() == 1, "a saved proposal")
    assert plan.page.locator("#tariff-chip").inner_text() == "sparat"
    change_price(plan, "age_sex", "1 400")
    assert plan.page.locator("#tariff-chip").inner_text() == "utkast"
    more(plan)
    act(plan, "duplicate").click()
    act(plan, "beside", "2027 A").click()
    act(plan, "compare").click()
    plan.settled()
    assert plan.query()["pay_view"] == "models"
    assert plan.query()["pay_beside"] == "2027 A|prices=goals:off"
    assert plan.headings()[1:] == ["2027 A 2", "2027 A"]
    link = plan.page.evaluate("() => location.href")
    other = visit(demo, link, size, stranger=True)
    if size == PHONE:
        other.show_drawer()
    assert other.headings()[1:] == ["2027 A 2", "2027 A"], "a copied link has them all"


def test_a_proposal_is_taken_along_and_read_back_and_a_hostile_file_refused(
    demo: Server, visit: Opener, tmp_path: Path
) -> None:
    plan = visit(demo, "/?question=payment&lang=sv&prices=goals:off&floor=5", stranger=True)
    more(plan)
    with plan.page.expect_download() as taken:
        act(plan, "download").click()
    file = tmp_path / "proposal.json"
    taken.value.save_as(file)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["values"]["prices"] == "goals:off"
    act(plan, "reset").click()
    plan.settled()
    assert "prices" not in plan.query()
    with plan.page.expect_file_chooser() as chooser:
        act(plan, "load").click()
    chooser.value.set_files(file)
    until(lambda: plan.query().get("floor") == "5", "the file's proposal")
    plan.settled()
    assert plan.query()["prices"] == "goals:off"
    content["values"]["prices"] = "nothing:<script>"
    file.write_text(json.dumps(content), encoding="utf-8")
    with plan.page.expect_file_chooser() as chooser:
        act(plan, "load").click()
    chooser.value.set_files(file)
    problem = plan.page.locator("#tariff-problem")
    until(problem.is_visible, "why it is refused")
    assert "nothing:<script>" in problem.inner_text()


def test_a_phone_saves_the_proposal_without_opening_the_editor(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=payment&lang=sv&prices=goals:off&pay_name=2027 A", PHONE)
    save = plan.page.locator('.pay-acts [data-tariff="save"]')
    until(save.is_enabled, "what changed can be saved")
    save.click()
    until(lambda: "2027 A är sparat" in plain(plan.page.locator("#said").inner_text()), "it is told")
    assert save.is_disabled()
    assert "has-rail" not in (plan.page.locator(".plan").get_attribute("class") or "")


def test_a_closing_is_tried_by_choosing_the_unit_after_it_is_asked_for(demo: Server, visit: Opener) -> None:
    plan = opened(visit, demo, WIDE)
    closing = act(plan, "close")
    closing.click()
    assert closing.get_attribute("aria-pressed") == "true"
    assert "Välj en enhet" in plain(plan.page.locator("#said").inner_text())
    plan.page.keyboard.press("Escape")
    assert closing.get_attribute("aria-pressed") == "false"
    closing.click()
    plan.page.locator("#table-body tr[data-select-id]").first.click()
    until(lambda: plan.query().get("changes", "").startswith("close:"), "the unit is closed")
    plan.settled()
    assert closing.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_column_of_the_units_is_seen_at_once_on_a_usual_screen(
    demo: Server, visit: Opener, language: str
) -> None:
    plan = visit(demo, f"/?question=payment&lang={language}&model=primary_2027_a", (1440, 900))
    body = plan.page.locator("#table-body")
    body.locator("tbody tr").first.wait_for()
    assert body.evaluate("(table) => table.scrollWidth - table.clientWidth") == 0


def test_undo_takes_a_price_back(demo: Server, visit: Opener) -> None:
    plan = opened(visit, demo, WIDE)
    change_price(plan, "age_sex", "1 270")
    plan.page.locator('[data-undo="undo"]').click()
    plan.settled()
    assert "prices" not in plan.query()
    plan.page.locator('[data-undo="redo"]').click()
    plan.settled()
    assert plan.query()["prices"] == "age_sex:1270"


def test_the_editor_is_walked_through_and_used_by_keyboard(demo: Server, visit: Opener) -> None:
    plan = opened(visit, demo, WIDE)
    row(plan, "age_sex").get_by_role("switch").focus()
    held = []
    for _ in range(3):
        plan.page.keyboard.press("Tab")
        held.append(plan.page.evaluate("() => document.activeElement.tagName"))
    assert held == ["SUMMARY", "SUMMARY", "INPUT"]
    plan.page.keyboard.type("900")
    plan.page.keyboard.press("Tab")
    plan.settled()
    assert plan.page.evaluate("() => document.activeElement.getAttribute('role')") == "switch"


@BOTH
def test_axe_finds_nothing_in_the_editor(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811  the fixture
    size: tuple[int, int],
) -> None:
    plan = opened(visit, demo, size, "&prices=age_sex:1270,goals:off&budget=neutral&floor=5")
    plan.page.locator("#tariff details").evaluate_all("all => all.forEach((menu) => { menu.open = true; })")
    change_price(plan, "acg", "mycket")
    assert violations(plan, axe) == []
