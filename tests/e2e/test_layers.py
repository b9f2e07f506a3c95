"""Every layer has a switch, a legend and a picture of its own; a figure shows where it comes from."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.server import Server

FILLS = (
    "underserved",
    "nearest",
    "access",
    "agreement",
    "figures",
    "population",
    "older",
    "use_change",
    "need",
    "lov_2010",
)
OVER = ("service_areas", "flows", "units", "labels")


def test_a_layer_that_colours_areas_takes_the_place_of_the_others(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=none")
    bare = plan.drawing()
    assert plan.shown() == set()
    for key, other in zip(FILLS, (FILLS[-1], *FILLS), strict=False):
        before = plan.legend(key)
        plan.show_fill(key)
        assert plan.shown() == {key}
        assert plan.asked().get("table", "underserved") == key, "its table comes with it"
        assert plan.drawing() != bare, key
        assert len(plan.legend(key)) > len(before), key
        plan.show_fill(other)
        assert plan.shown() == {other}
        plan.show_fill("none")
        assert plan.shown() == set(), key


def test_a_layer_over_the_map_goes_on_and_off_by_itself(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=nearest")
    bare = plan.drawing()
    for key in OVER:
        plan.layer(key).click()
        plan.settled()
        assert plan.shown() == {"nearest", key}
        assert plan.drawing() != bare, key
        plan.layer(key).click()
        plan.settled()
        assert plan.shown() == {"nearest"}
        assert plan.drawing() == bare, key


@pytest.mark.parametrize(
    ("kpi", "layer"),
    [
        ("covered", "nearest"),
        ("access", "access"),
        ("agreed_all", "agreement"),
        ("residents", "figures"),
        ("choice", "figures"),
        ("cost_per_resident", "figures"),
        ("load", "units"),
        ("cost_per_visit", "units"),
        ("indicator_access", "units"),
    ],
)
def test_pressing_a_figure_shows_its_layer(demo: Server, visit: Opener, kpi: str, layer: str) -> None:
    plan = visit(demo)
    picture = plan.drawing()
    press = plan.kpi_row(kpi).locator(".press")
    assert press.get_attribute("aria-pressed") == "false"
    press.click()
    plan.settled()
    assert press.get_attribute("aria-pressed") == "true"
    assert layer in plan.shown()
    assert ("underserved" in plan.shown()) == (layer == "units"), "units lie over it"
    assert plan.drawing() != picture
    assert "layers" in plan.asked()


def test_every_figure_leads_to_a_layer_that_can_be_shown(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    leads = plan.page.locator("[data-kpi-layer]").evaluate_all(
        "all => all.map((one) => one.dataset.kpiLayer)"
    )
    assert leads
    options = plan.page.locator("select[data-fills] option")
    fills = options.evaluate_all("all => all.map((one) => one.value)")
    assert {lead for lead in leads if lead not in fills and not plan.layer(lead).count()} == set()


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


def test_each_kind_of_service_area_is_a_picture_of_its_own(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=service_areas")
    switch = plan.page.locator('[data-state="service"]')
    kinds = switch.locator("option").evaluate_all("all => all.map((one) => one.value)")
    assert kinds == ["nearest", "observed", "basin", "reachable", "contracted"]
    pictures = []
    for kind in ("nearest", "observed", "basin"):
        switch.select_option(kind)
        plan.settled()
        pictures.append(plan.drawing())
    assert len(set(pictures)) == 3


def test_a_figure_of_choice_brings_its_own_measure_on_the_map(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.kpi_row("concentration")
    plan.page.locator('[data-kpi="concentration"]').click()
    plan.settled()
    asked = plan.asked()
    assert (asked["kpi"], asked["figure"]) == ("concentration", "concentration")
    assert "choices" in plan.shown()
    assert plan.page.locator('[data-state="figure"]').input_value() == "concentration"
    picture = plan.drawing()
    plan.page.locator('[data-state="figure"]').select_option("stays")
    plan.settled()
    assert plan.drawing() != picture
    pressed = plan.page.locator('[data-kpi="concentration"]').get_attribute("aria-pressed")
    assert pressed == "false", "the map no longer shows it"


@pytest.mark.parametrize("figure", ["stays_here", "leakage", "commitment_here", "largest_organisation"])
def test_figures_that_once_shared_a_key_each_bring_their_own(
    demo: Server, visit: Opener, figure: str
) -> None:
    plan = visit(demo)
    plan.kpi_row(figure)
    plan.page.locator(f'[data-kpi="{figure}"]').press("Enter")
    plan.settled()
    assert plan.page.locator('[data-state="figure"]').input_value() == figure
    assert plan.page.locator(f'[data-kpi="{figure}"]').get_attribute("aria-pressed") == "true"


def test_supply_per_resident_brings_the_method_that_it_is_counted_by(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=access&measure=MH3SFCA")
    plan.kpi_row("access")
    plan.page.locator('[data-kpi="access"]').click()
    plan.settled()
    assert plan.page.locator('[data-state="measure"]').input_value() == "E2SFCA"


def test_a_link_to_a_figure_behind_the_press_shows_it(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?kpi=penetration&layers=choices&figure=penetration")
    assert plan.page.locator('[data-kpi="penetration"]').is_visible()
    assert plan.page.locator('[data-kpi="penetration"]').get_attribute("aria-pressed") == "true"


def test_tables_of_measures_can_be_chosen_and_narrow_to_what_is_in_focus(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=market")
    every = plan.page.locator("#table-body tbody tr").count()
    plan.page.locator('[data-state="table"]').select_option("operators")
    plan.settled()
    assert 0 < plan.page.locator("#table-body tbody tr").count() < every
    links = plan.page.locator("#table-files a[data-take='table']")
    assert links.all_text_contents() == ["CSV", "Excel"], "who runs units has no geometry"
