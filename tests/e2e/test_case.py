"""A whole case by keyboard: from the form of Min enhet, over both who approve it, to the hours in Hitta."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.records.database import sqlite_url
from geodata.region.audience import Audience
from tests.accounts import SECRET, add_people
from tests.dashboard.records.databases import migrated
from tests.dashboard.submissions.conftest import middle
from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import Plan
from tests.e2e.server import Server, run, serving
from tests.e2e.test_accessibility import axe, violations
from tests.e2e.test_keyboard import tab_to
from tests.toy import write_toy_region

__all__ = ["axe"]
PEOPLE = {
    "chief": Audience("unit_manager", units=("v1",)),
    "officer": Audience("officer"),
    "second": Audience("administrator"),
}
UNIT, CHANGES = "/min-enhet?lang=sv", "/folj-upp/andringar?lang=sv"
PLANNING = "/folj-upp/uppfoljningar?lang=sv"
IN_FORCE = (datetime.now().astimezone() + timedelta(days=30)).date()
BADGE = "header .tabs .count-badge"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy where 1,000 residents get too far when v1 moves east, so that two must approve it."""
    found = write_toy_region(tmp_path_factory.mktemp("toy"))
    settings = found / "region.toml"
    text = settings.read_text(encoding="utf-8").replace("limit_min = 15", "limit_min = 5")
    settings.write_text(f"{text}\n[unit_facts]\nsecond_approver_above = 500\n", encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The toy with a login, and everybody of `PEOPLE`."""
    out = tmp_path_factory.mktemp("published")
    run("build", folder, "--out", out)
    database, now = migrated(sqlite_url(out)), datetime.now(UTC)
    add_people(database, PEOPLE, now)
    database.engine.dispose()
    with serving(out, out.with_suffix(".log"), {"UTBUDSKARTA_LOGIN": "local"}) as started:
        yield started


def press(plan: Plan, selector: str) -> None:
    """Press what leads to another page, or sends a form."""
    tab_to(plan, selector)
    with plan.page.expect_navigation():
        plan.page.keyboard.press("Enter")


def unfold(plan: Plan, selector: str) -> None:
    tab_to(plan, selector)
    plan.page.keyboard.press("Enter")


def write(plan: Plan, selector: str, text: str) -> None:
    """Put a text where a field has another, as one who tabs there does."""
    tab_to(plan, selector)
    plan.page.keyboard.press("ControlOrMeta+a")
    plan.page.keyboard.type(text)


def enter(plan: Plan, name: str) -> None:
    """Log in on the page of ways in, which has the focus on its first field."""
    expect(plan.page.locator("input[autofocus]")).to_be_focused()  # what is typed before is lost
    plan.page.keyboard.type(name)
    write(plan, "[name=password]", SECRET)
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_url(lambda address: "/login" not in address)


def go(plan: Plan, path: str) -> None:
    plan.page.goto(plan.address + path)
    plan.page.locator("h1").first.wait_for()


def leave(plan: Plan) -> None:
    unfold(plan, ".menu-role > summary")
    press(plan, ".menu-role form[action^='/logout']:not([action*=everywhere]) button")
    plan.page.locator("h1").first.wait_for()


def test_a_case_goes_from_the_form_over_two_who_approve_to_the_hours_in_hitta(
    server: Server, folder: Path, visit: Opener, axe: str
) -> None:
    wrong: dict[str, list[str]] = {}

    def looked_at(plan: Plan, what: str) -> None:
        wrong[what] = violations(plan, axe)

    unit, office = (visit(server, NOWHERE, stranger=True) for _ in range(2))
    unit.watch.allowed = office.watch.allowed = ("401", "403", "422")

    # Whoever has not logged in reads what is needed, and the way in leads back.
    go(unit, UNIT)
    looked_at(unit, "Min enhet, logged out")
    press(unit, "main a.button")
    looked_at(unit, "login")
    enter(unit, "chief")
    expect(unit.page).to_have_url(server.address + UNIT)
    first = unit.page.locator("header .tabs a").first
    expect(first).to_have_attribute("aria-current", "page")
    expect(unit.page.locator(BADGE)).to_have_count(0)
    looked_at(unit, "form")

    # A form with a mistake loses nothing and leads to it.
    write(unit, "[name^=opening]", "Mån–fre 7–18")
    unfold(unit, ".move > summary")
    write(unit, "[name=place]", middle(2))
    write(unit, "[name=comment]", "Vi flyttar österut.")
    press(unit, "button[value=submit]")
    expect(unit.page.locator("[role=alert]")).to_be_visible()
    expect(unit.page.locator("[name^=opening]").first).to_have_value("Mån–fre 7–18")
    looked_at(unit, "form with a mistake")
    tab_to(unit, "[name=effective]")
    unit.page.locator(":focus").fill(IN_FORCE.isoformat())  # its keys follow the machine's language
    tab_to(unit, "[name=source]")
    unit.page.keyboard.press("ArrowDown")
    press(unit, "button[value=submit]")
    expect(unit.page.locator("[role=status].is-done")).to_be_visible()
    expect(unit.page.locator(BADGE)).to_contain_text("1")
    expect(unit.page.locator(".case-status")).to_be_visible()
    looked_at(unit, "handed in")

    # The officer finds it by the number in the header; the address of the case is its link.
    go(office, f"/login?lang=sv&next={CHANGES}")
    enter(office, "officer")
    go(office, CHANGES)
    expect(office.page.locator(BADGE)).to_contain_text("1")
    expect(office.page.locator("main nav .count-badge")).to_contain_text("1")
    looked_at(office, "queue")
    press(office, ".changes-queue li a")
    link = office.page.url
    press(office, ".changes-queue .chips a:nth-of-type(2)")
    expect(office.page.locator(".changes-queue li")).to_have_count(0)
    looked_at(office, "empty queue")
    office.page.go_back()
    expect(office.page).to_have_url(link)
    expect(office.page.locator(".changes-map img")).to_be_visible()
    press(office, ".decision button.is-first")
    expect(office.page.locator("[role=status].is-done")).to_be_visible()
    expect(office.page.locator(BADGE)).to_have_count(0)
    looked_at(office, "approved by one")

    # The copied link leads a second one, over the login, to the same case.
    leave(office)
    office.page.goto(link)
    press(office, "main a.button")
    enter(office, "second")
    expect(office.page).to_have_url(link)
    press(office, ".decision button.is-first")
    expect(office.page.locator(".changes-queue .chips [aria-current]")).to_contain_text("1")
    looked_at(office, "planned")
    assert "show=planned" in office.page.url

    # Nothing is in force before its day; then it is for everybody.
    day = (IN_FORCE - timedelta(days=1)).isoformat()
    before = server.version()
    run("publish", folder, "--out", server.out, "--due", "--day", day)
    assert server.version() == before
    run("publish", folder, "--out", server.out, "--due", "--day", IN_FORCE.isoformat())
    assert server.version() != before
    leave(unit)
    unit.open("/hitta?lang=sv&form=vc&unit=v1")
    expect(unit.page.locator("#find-details, .find-details").first).to_contain_text("7–18")
    looked_at(unit, "Hitta, logged out")
    assert {what: found for what, found in wrong.items() if found} == {}


def test_a_follow_up_is_planned_noted_and_removed_by_keyboard(
    server: Server, visit: Opener, axe: str
) -> None:
    office = visit(server, NOWHERE, stranger=True)
    office.watch.allowed = ("422",)
    go(office, f"/login?lang=sv&next={PLANNING}")
    enter(office, "officer")
    go(office, PLANNING)
    press(office, "button[value=plan]")
    expect(office.page.locator("[role=alert] a")).to_have_count(3)
    wrong = {"mistakes": violations(office, axe)}
    for name in ("unit", "kind"):
        tab_to(office, f"[name={name}]")
        office.page.keyboard.press("ArrowDown")
    tab_to(office, "[name=due]")
    office.page.locator(":focus").fill(IN_FORCE.isoformat())
    press(office, "button[value=plan]")
    expect(office.page.locator("[role=status].is-done")).to_be_visible()
    press(office, ".planning-list a.is-own")
    tab_to(office, "[name=done]")
    office.page.locator(":focus").fill(datetime.now().astimezone().date().isoformat())
    write(office, "[name=outcome]", "Brister")
    wrong["change"] = violations(office, axe)
    press(office, "button[value=change]")
    expect(office.page.locator(".planning-list tbody tr")).to_have_count(1)
    office.page.set_viewport_size({"width": 390, "height": 844})
    wrong["done, on a phone"] = violations(office, axe)
    press(office, ".planning-list a.is-own")
    unfold(office, ".planning-remove > summary")
    press(office, "button[value=remove]")
    expect(office.page.locator(".planning-list tbody tr")).to_have_count(0)
    assert {what: found for what, found in wrong.items() if found} == {}
