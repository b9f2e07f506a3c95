"""Hitta where minutes are no straight line: along roads, and of the region's own table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opener, built
from tests.e2e.plan import plain
from tests.e2e.server import Server, run, serving
from tests.geodata.network.osm import write_extract
from tests.toy import CORNER, SIDE, to_degrees, write_toy_region

NARROW = (320, 640)
MINUTES = """\
area_id,unit_id,mode,minutes
0101,v1,car,4
0101,v2,car,17.4
0102,v1,car,12
0102,v2,car,3
0201,v2,car,9
"""
TABLE = '[tables.travel_times]\nfile = "minutes.csv"\n'
MIDDLES = {name: (SIDE * at + SIDE / 2, SIDE / 2) for at, name in enumerate(("west", "middle", "east"))}
ROAD = ((("west", "middle"), {"highway": "primary"}),)
"""75 km/h over 10 km, 8 minutes; no road leads to the eastern area."""


def to_table(folder: Path) -> None:
    (folder / "minutes.csv").write_text(MINUTES, encoding="utf-8")
    with (folder / "region.toml").open("a", encoding="utf-8") as settings:
        settings.write(TABLE)


def to_roads(folder: Path) -> None:
    run("network", "build", write_extract(folder / "roads.osm", MIDDLES, ROAD), "--out", folder / "roads.npz")
    settings = folder / "region.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("[travel]", '[travel]\nmodel = "road_network"\nnetwork = "roads.npz"\nmode = "car"'),
        encoding="utf-8",
    )


@pytest.fixture(scope="module", params=["table", "roads"])
def server(request: pytest.FixtureRequest, builds: Path) -> Iterator[Server]:
    """A server of the toy region, with minutes of its own table or along roads."""
    folder = write_toy_region(builds / f"toy-{request.param}-{request.node.name}")
    {"table": to_table, "roads": to_roads}[request.param](folder)
    out = built(builds / f"published-{folder.name}", lambda to: run("build", folder, "--out", to))
    with serving(out, out.with_suffix(".log")) as one:
        yield one
    shutil.rmtree(folder)


def at(east: float, north: float) -> str:
    """The address of a place, metres from the south-western corner."""
    lon, lat = to_degrees(CORNER[0] + east, CORNER[1] + north)
    return f"/hitta?point={lat:.4f},{lon:.4f}"


def told(page: Page) -> dict[str, str]:
    """How far each unit is, by its id, from the top."""
    return {
        card.get_attribute("data-unit") or "": plain(card.locator(".find-far").inner_text())
        for card in page.locator(".find-card").all()
    }


def is_table(page: Page) -> bool:
    """Whether the page says that minutes are the region's own."""
    page.locator(".find-order summary").click()
    said = page.locator(".find-order .info-text").inner_text()
    assert "från mitten av området där du bor" in said
    assert ("regionens egen" in said) != ("följer vägarna" in said)
    return "regionens egen" in said


def test_minutes_begin_in_the_middle_of_the_area_and_the_page_says_so(server: Server, visit: Opener) -> None:
    page = visit(server, at(5000, 9000)).page  # 4 km north of the middle of Alby, where v1 stands
    expect(page.locator("#find-origin")).to_contain_text("Tiden räknas från mitten av Alby.")
    # Kilometres from the place itself: 4.0, and sqrt(10² + 4²) = 10.8.
    if is_table(page):
        assert told(page) == {"v1": "4,0 km · 4 min med bil", "v2": "10,8 km · 17 min med bil"}
    else:
        assert told(page) == {"v1": "4,0 km · under 1 min med bil", "v2": "10,8 km · 8 min med bil"}
    assert not page.evaluate("() => window.utbudskarta.find.model.paces"), "no rings of minutes are drawn"


def test_out_of_reach_and_outside_the_areas_are_said_and_hide_no_unit(server: Server, visit: Opener) -> None:
    page = visit(server, at(25_000, 5000)).page  # Ceby
    if is_table(page):
        assert told(page) == {"v2": "10,0 km · 9 min med bil", "v1": "20,0 km · utom räckhåll"}
    else:
        assert told(page) == {"v2": "10,0 km · utom räckhåll", "v1": "20,0 km · utom räckhåll"}
    page = visit(server, at(5000, -3000)).page
    expect(page.locator("#find-origin")).to_contain_text("Därför finns ingen tid, bara längd.")
    assert told(page) == {"v1": "8,0 km", "v2": "12,8 km"}


def test_the_comparison_says_where_minutes_begin_too(server: Server, visit: Opener) -> None:
    page = visit(server, f"{at(5000, 9000)}&chosen=v1;v2&view=compare").page
    expect(page.locator(".find-compare-from")).to_contain_text("Tiden räknas från mitten av Alby.")
    expect(page.locator(".find-table tbody tr").first).to_contain_text("10,8 km · ")


def test_the_own_position_is_not_told_for_the_sake_of_minutes(server: Server, visit: Opener) -> None:
    plan = visit(server, "/hitta", NARROW, stranger=True)
    lon, lat = to_degrees(CORNER[0] + 5000, CORNER[1] + 9000)
    plan.context.grant_permissions(["geolocation"], origin=server.address)
    plan.context.set_geolocation({"latitude": lat, "longitude": lon})
    asked: list[str] = []
    plan.page.on("request", lambda one: asked.append(one.url))
    plan.page.get_by_role("button", name="Min plats").click()
    expect(plan.page.locator("#find-origin")).to_contain_text("Tiden räknas från mitten av Alby.")
    assert list(told(plan.page)) == ["v1", "v2"]
    assert not [one for one in asked if "0101" in one or f"{lat:.2f}" in one], (
        "all minutes were fetched before"
    )
