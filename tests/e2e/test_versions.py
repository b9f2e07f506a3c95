"""A new version comes while pages are open: new pages show it, open ones go on with their own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from playwright.sync_api import expect

from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.versions.news import news_between
from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import Plan, until
from tests.e2e.server import Server
from tests.small_region import computed_small_region


@pytest.fixture
def small_region_comes(demo: Server) -> Iterator[None]:
    """Nothing yet; afterwards the example region is published again."""
    before = open_snapshot(demo.out)
    yield
    publish(before, demo.out)
    until(lambda: demo.version() == before.version, "the example region again")


@pytest.mark.usefixtures("small_region_comes")
def test_a_new_version_is_there_in_five_seconds_and_an_open_page_keeps_its_own(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?table=nearest")
    version = plan.query()["v"]
    new = publish(computed_small_region(), demo.out)
    time.sleep(5)
    assert {demo.version() for _ in range(20)} == {new}  # whichever worker answers

    other = visit(demo)
    assert other.heading() == "Litet län"
    assert other.stats()["areas"] == 4

    plan.set_limit(25)
    assert plan.stats()["areas"] == 601
    assert plan.heading() == "Västra Götaland"
    assert plan.query()["v"] == version
    assert "äldre version" in plan.page.locator("#messages").inner_text()
    plan.page.get_by_role("button", name="Visa den nyaste").click()
    until(lambda: _heading(plan) == "Litet län", "the new version on the page")
    plan.settled()
    assert plan.query().get("v") in (None, new)


@pytest.mark.usefixtures("small_region_comes")
def test_a_region_of_four_areas_is_shown_whole(demo: Server, visit: Opener) -> None:
    publish(computed_small_region(), demo.out)
    until(lambda: demo.version() != "", "an answer")
    plan = until(lambda: _small(visit, demo), "the small region", 10)
    figures = plan.figures()
    assert figures["residents"] == "600"
    plan.page.get_by_role("link", name="Metod och källor").first.click()
    plan.page.locator("h1", has_text="Metod").wait_for()


@pytest.fixture
def renamed_comes(demo: Server) -> Iterator[str]:
    """The example region with one unit of another name and one that is gone to the map; then as it was."""
    before = open_snapshot(demo.out)
    units = before.units.copy()
    units.loc["E140010", "name"] = "Vårdcentralen Omdöpt"
    units.loc["E140001", "closed"] = pd.Timestamp("2024-01-01")
    after = replace(before, units=units)
    yield publish(after, demo.out, news_between(before, after))
    publish(before, demo.out)
    until(lambda: demo.version() == before.version, "the example region again")


def test_what_is_new_is_told_on_a_page_and_on_the_map(
    demo: Server, visit: Opener, renamed_comes: str
) -> None:
    until(lambda: demo.version() == renamed_comes, "the new version", 10)
    time.sleep(3)  # whichever worker answers
    plan = visit(demo, "/?layers=news,labels&table=news")
    assert "bättre" in plan.legend("news")
    marked = plan.stats()["changes"]
    assert (marked["closed"], marked["resized"]) == (1, 1)
    page = plan.page
    page.goto(f"{demo.address}/nytt")
    page.locator("h1", has_text="Vad är nytt").wait_for()
    row = page.locator("tr", has_text="Vårdcentralen Omdöpt")
    expect(row).to_contain_text("hette")
    row.get_by_role("link", name="Planera").click()
    plan.settled()
    assert plan.heading() == "Vårdcentralen Omdöpt"


def test_without_a_version_before_the_page_says_how_one_comes(demo: Server, visit: Opener) -> None:
    page = visit(demo, NOWHERE).page
    page.goto(f"{demo.address}/nytt")
    expect(page.locator("main")).to_contain_text("Det finns ingen tidigare version")


def _small(visit: Opener, demo: Server) -> Plan | None:
    plan = visit(demo)
    return plan if plan.heading() == "Litet län" else None


def _heading(plan: Plan) -> str:
    place = plan.page.locator("#panel h1")
    return place.inner_text() if place.count() else ""
