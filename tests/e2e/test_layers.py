"""Every layer has a switch, a legend and a picture of its own; a figure shows where it comes from."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.server import Server

FILLS = ("underserved", "nearest", "access", "agreement", "population", "older", "lov_2010")
OVER = ("service_areas", "flows", "units", "labels")


@pytest.mark.parametrize("key", FILLS)
def test_a_layer_that_colours_areas_takes_the_place_of_the_others(
    demo: Server, visit: Opener, key: str
) -> None:
    plan = visit(demo, "/?layers=none")
    bare = plan.drawing()
    assert plan.shown() == set()
    before = plan.legend(key)
    plan.layer(key).click()
    plan.settled()
    assert plan.shown() == {key}
    assert plan.drawing() != bare
    assert len(plan.legend(key)) > len(before)
    other = FILLS[FILLS.index(key) - 1]
    plan.layer(other).click()
    plan.settled()
    assert plan.shown() == {other}


@pytest.mark.parametrize("key", OVER)
def test_a_layer_over_the_map_goes_on_and_off_by_itself(demo: Server, visit: Opener, key: str) -> None:
    plan = visit(demo, "/?layers=nearest")
    bare = plan.drawing()
    plan.layer(key).click()
    plan.settled()
    assert plan.shown() == {"nearest", key}
    assert plan.drawing() != bare
    plan.layer(key).click()
    plan.settled()
    assert plan.shown() == {"nearest"}
    assert plan.drawing() == bare


@pytest.mark.parametrize(
    ("kpi", "layer"),
    [("covered", "nearest"), ("access", "access"), ("agreed_all", "agreement"), ("residents", "population")],
)
def test_pressing_a_figure_shows_its_layer(demo: Server, visit: Opener, kpi: str, layer: str) -> None:
    plan = visit(demo)
    picture = plan.drawing()
    press = plan.kpi_row(kpi).get_by_role("button")
    assert press.get_attribute("aria-pressed") == "false"
    press.click()
    plan.settled()
    assert press.get_attribute("aria-pressed") == "true"
    assert layer in plan.shown()
    assert "underserved" not in plan.shown()
    assert plan.drawing() != picture
    assert "layers" in plan.asked()


def test_every_figure_leads_to_a_layer_that_can_be_shown(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    leads = plan.page.locator("[data-kpi-layer]").evaluate_all(
        "all => all.map((one) => one.dataset.kpiLayer)"
    )
    assert leads
    assert {lead for lead in leads if not plan.layer(lead).count()} == set()


def test_nearest_and_observed_service_areas_are_two_pictures(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=service_areas")
    nearest = plan.drawing()
    plan.page.locator('[data-state="service"]').select_option("observed")
    plan.settled()
    assert plan.asked()["service"] == "observed"
    assert plan.drawing() != nearest


def test_the_information_mark_explains_a_figure_with_source_and_date(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    row = plan.kpi_row("covered")
    row.locator("summary").click()
    said = row.locator(".info-text")
    assert said.is_visible()
    assert "Källa:" in said.inner_text()
    box, window = said.bounding_box(), plan.page.viewport_size
    assert box
    assert window
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= window["width"]
    plan.page.keyboard.press("Escape")
    assert not said.is_visible()
    assert row.locator("summary").evaluate("(mark) => mark === document.activeElement")


def test_closer_in_flows_go_between_areas_and_units(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    far = plan.stats()["flows"]
    plan.page.evaluate("() => window.utbudskarta.map.flyTo({ municipality: '1480' })")
    plan.page.wait_for_timeout(800)
    plan.settled()
    assert plan.stats()["flows"] != far
    assert plan.stats()["units"]["clusters"] < 9 or plan.stats()["zoom"] > 9
