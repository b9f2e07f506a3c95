"""No unit is put in a lake or in the sea: by a press, by dragging, by a link or through the interface."""

from __future__ import annotations

import json

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan, until
from tests.e2e.server import Server

LAKE = (58.9, 13.3)
SEA = (57.5, 11.3)


def press(plan: Plan, lat: float, lon: float) -> None:
    box = plan.page.locator(".stage .leaflet-container").bounding_box()
    assert box
    x, y = plan.page.evaluate(
        "([lat, lon]) => { const p = window.utbudskarta.map.scene().map.latLngToContainerPoint([lat, lon]);"
        " return [p.x, p.y]; }",
        [lat, lon],
    )
    plan.page.mouse.click(box["x"] + x, box["y"] + y)
    plan.settled()


def test_a_press_in_a_lake_is_refused_and_the_nearest_land_is_offered(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?at=9/{LAKE[0]}/{LAKE[1] - 0.3}")
    page = plan.page
    page.locator("#what-if [data-whatif=new]").click()
    press(plan, *LAKE)
    assert "changes" not in plan.asked()
    bar = page.locator("#pick-bar")
    assert "Där är det vatten" in (bar.text_content() or "")
    offer = bar.locator("[data-whatif=ashore]")
    assert "Ställ den på land" in (offer.text_content() or "")
    offer.click()
    plan.settled()
    assert plan.asked()["changes"].startswith("add:n1@")
    assert bar.is_hidden()
    assert not page.locator(".messages .message:visible").count(), "the server agrees that it is land"


def test_a_unit_that_is_dropped_in_the_sea_goes_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    kept = plan.page.evaluate(
        "([lat, lon]) => window.utbudskarta.map.onMoveUnit('E140026', lat, lon)", list(SEA)
    )
    assert kept is False
    assert "changes" not in plan.asked()
    assert "Där är det vatten" in (plan.page.locator("#said").text_content() or "")


def test_a_link_to_a_unit_in_water_says_so_with_the_nearest_land(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?changes=add:n1@{LAKE[0]:.5f},{LAKE[1]:.5f}*4;close:E140026")
    said = until(lambda: plan.page.locator(".messages").text_content(), "a message")
    assert "ligger i vatten" in said
    assert "Torsö" in said, "the nearest land by name"
    assert len(plan.page.evaluate("() => window.utbudskarta.map.view().changes.of.size.toString()")) == 1


def test_the_interface_refuses_it_too(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    answer = plan.context.request.get(
        f"{demo.address}/api/kpis?changes=add:n1@{SEA[0]:.5f},{SEA[1]:.5f}*4", fail_on_status_code=False
    )
    assert answer.status == 404
    assert "add:n1@" in json.dumps(answer.json())
