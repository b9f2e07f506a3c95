"""Roads, water and stops beneath the map: fetched close by alone, each square once, with their origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan
from tests.e2e.server import Server, run, serving
from tests.e2e.test_accessibility import axe as axe  # the fixture
from tests.e2e.test_accessibility import violations
from tests.geodata.ground.toy_extract import write_ground
from tests.toy import CORNER, to_degrees, write_toy_region

TORGET = to_degrees(CORNER[0] + 15_020, CORNER[1] + 5_000)
AWAY = to_degrees(CORNER[0] + 3_000, CORNER[1] + 2_000)
MAIN_ROAD = [0xD5, 0xCD, 0xBB]
CREDIT = ".leaflet-control-attribution"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_toy_region(tmp_path_factory.mktemp("toy"))
    write_ground(folder / "toy.osm")
    with (folder / "region.toml").open("a", encoding="utf-8") as text:
        text.write('\n[ground]\nfile = "toy.osm"\n')
    out = tmp_path_factory.mktemp("published")
    run("build", folder, "--out", out)
    with serving(out, out.with_suffix(".log")) as server:
        yield server


class Asked(Counter[str]):
    """How often each square was asked for by a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.on("request", self.take)

    def take(self, request: Request) -> None:
        path = urlsplit(request.url).path
        if "/ground/" in path:
            self[path] += 1


def look(plan: Plan, zoom: float, at: tuple[float, float]) -> None:
    lon, lat = at
    plan.page.evaluate("(to) => window.utbudskarta.map.flyTo(to)", {"zoom": zoom, "lat": lat, "lon": lon})
    plan.settled()


def painted(plan: Plan, colour: list[int]) -> int:
    """Pixels of the ground in one colour."""
    found: int = plan.page.evaluate(
        """(colour) => {
          const sheet = document.querySelector('.map-sheet-ground');
          const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
          let count = 0;
          const near = (i) => colour.every((c, k) => Math.abs(data[i + k] - c) < 3);
          for (let i = 0; i < data.length; i += 4) count += near(i);
          return count;
        }""",
        colour,
    )
    return found


@pytest.mark.parametrize("path", ["/hitta", "/"])
def test_squares_are_fetched_close_by_alone_and_each_once(toy: Server, visit: Opener, path: str) -> None:
    plan = visit(toy, path, stranger=True)
    asked = Asked(plan.page)
    look(plan, 11.75, TORGET)
    assert not asked, "too far out for the ground"
    assert painted(plan, MAIN_ROAD) == 0
    expect(plan.page.locator(CREDIT)).to_have_count(0)

    look(plan, 12, TORGET)
    assert asked
    assert all("/ground/11-" in path for path in asked), "the overview"
    assert painted(plan, MAIN_ROAD) > 200
    expect(plan.page.locator(CREDIT)).to_have_text("© OpenStreetMaps bidragsgivare, ODbL")

    look(plan, 13, TORGET)
    overview = set(asked)
    assert any("/ground/12-" in path for path in asked)
    for zoom, at in ((15.0, TORGET), (13.0, AWAY), (12.0, TORGET), (13.0, TORGET)):
        look(plan, zoom, at)
    assert set(asked) > overview
    assert set(asked.values()) == {1}, "each once"

    look(plan, 9, TORGET)
    expect(plan.page.locator(CREDIT)).to_have_count(0)
    assert painted(plan, MAIN_ROAD) == 0


def test_a_square_that_cannot_be_had_leaves_the_map_as_it_is(toy: Server, visit: Opener) -> None:
    plan = visit(toy, "/hitta", stranger=True)
    plan.watch.allowed = ("/ground/", "503")
    plan.page.route("**/ground/**", lambda route: route.fulfill(status=503))
    asked = Asked(plan.page)
    look(plan, 13, TORGET)
    assert set(asked.values()) == {1}, "not again and again"
    expect(plan.page.locator(CREDIT)).to_have_count(0)
    plan.page.unroute("**/ground/**")
    look(plan, 14, TORGET)
    assert painted(plan, MAIN_ROAD) > 200, "asked for again when another part is looked at"


def test_a_region_without_an_extract_asks_for_nothing(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/hitta", stranger=True)
    asked = Asked(plan.page)
    look(plan, 14, (11.97, 57.70))
    assert not asked
    expect(plan.page.locator(CREDIT)).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_axe_finds_nothing_while_the_ground_is_there(
    toy: Server, visit: Opener, axe: str, size: tuple[int, int]
) -> None:
    plan = visit(toy, "/hitta", size, stranger=True)
    look(plan, 14, TORGET)
    expect(plan.page.locator(CREDIT)).to_be_visible()
    assert violations(plan, axe) == []
