"""A new version comes while pages are open: new pages show it, open ones go on with their own."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from tests.e2e.conftest import Opener
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


def _small(visit: Opener, demo: Server) -> Plan | None:
    plan = visit(demo)
    return plan if plan.heading() == "Litet län" else None


def _heading(plan: Plan) -> str:
    place = plan.page.locator("#panel h1")
    return place.inner_text() if place.count() else ""
