"""The drawn map shows what the browser's does: the same classes, colours and units, and no words collide."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from dashboard.drawing import fonts
from dashboard.drawing.arcs import Traced, between, chains
from dashboard.drawing.geography import bounds_of, geography
from dashboard.drawing.marks import cluster_mark
from dashboard.drawing.numbers import rank_mark
from dashboard.drawing.picture import Picture, draw_map
from dashboard.drawing.placed import Cluster, place
from dashboard.drawing.svg import document
from dashboard.drawing.tokens import Theme, palette
from dashboard.drawing.window import change_box, read_place, window
from dashboard.drawing.world import fitted
from dashboard.layers import layer_of, layers_of
from dashboard.layers.base import Fill
from dashboard.map.payload import OPERATOR, sign_columns
from dashboard.map.view import map_view
from dashboard.question.display import read_display
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.place import Place
from geodata.focus.places import place_of
from geodata.geometry.world import lonlat, world
from geodata.region.unit_places import unit_places
from geodata.scenario.scenario import parse
from tests.dashboard.regions import REGIONS, assessed, focuses

SVG = "{http://www.w3.org/2000/svg}"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def drawn(assessment: Assessment, focus: Place, layers: str, theme: Theme = "light") -> Picture:
    frame = window(assessment, focus, 800, 600)
    return draw_map(assessment, focus, read_display({"layers": layers}), words("sv"), palette(theme), frame)


def tree(picture: Picture) -> ElementTree.Element:
    said = document(
        f"<defs>{picture.definitions}</defs>{picture.content}",
        800, 600, title="a & b", about="<c>", language="sv",
    )  # fmt: skip
    return ElementTree.fromstring(said)


def group(root: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((one for one in root.iter(f"{SVG}g") if one.get("class") == name), None)


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("theme", ["light", "meeting"])
def test_every_layer_of_every_focus_is_a_picture_in_the_pages_colours(name: str, theme: Theme) -> None:
    assessment = assessed(name)
    own = assessment.region.settings.themes.values()
    themes = {colour for one in own for colour in one.colours.values()}
    known = set(palette(theme).colours.values()) | themes
    layers = [layer.key for layer in layers_of(assessment.region) if layer.available(assessment)]
    over = [layer.key for layer in layers_of(assessment.region) if layer.style != "fill"]
    region = place_of(assessment, "region")
    asked = [(region, one) for one in layers] + [(one, "underserved") for one in focuses(assessment)]
    for focus, fill in asked:
        said = drawn(assessment, focus, ",".join([fill, *over, "labels"]), theme)
        tree(said)
        strange = set(COLOUR.findall(said.content + said.definitions)) - known - {"#hatch"}
        assert not strange, f"{fill} of {focus.kind}: {strange} are not in assets/tokens.css"
        assert "nan" not in said.content


def test_areas_have_the_colours_of_their_classes(toy: Assessment) -> None:
    region = place_of(toy, "region")
    fill = layer_of(toy.region, "underserved").values(toy, region)
    assert isinstance(fill, Fill)
    areas = group(tree(drawn(toy, region, "underserved")), "map-areas")
    assert areas is not None
    painted = {path.get("class"): path.get("fill") for path in areas}
    assert painted == {
        f"class-{kind}": palette().resolve(fill.colours[kind]) for kind in np.unique(fill.classes)
    }


def test_what_is_not_known_is_hatched() -> None:
    nobody = assessed("nobody")
    areas = group(tree(drawn(nobody, place_of(nobody, "region"), "underserved")), "map-areas")
    assert areas is not None
    assert {path.get("fill") for path in areas} == {"url(#hatch)"}


def test_every_unit_with_supply_is_drawn_once_alone_or_in_a_circle() -> None:
    assessment = assessed("small")
    region = place_of(assessment, "region")
    view = map_view(assessment, region, read_display({}), words("sv"))
    assert view.units is not None
    geo, table = geography(assessment.region), assessment.units
    placed = np.isfinite(unit_places(table, assessment.region.settings.crs)).all(axis=0)
    for zoom in (2.0, 8.0, 10.0, 14.0):
        found = place(geo, view, fitted(geo.bounds, 800, 600, most=zoom), "sv-SE", meeting=False)
        units = [one.unit for one in found.units] + [unit for c in found.clusters for unit in c.members]
        assert sorted(units) == np.flatnonzero((view.units.state > 0) & placed).tolist()


def test_a_borders_outline_is_what_separates_classes(toy: Assessment) -> None:
    geo = geography(toy.region)
    one = between(geo, np.array([1, 0, 0]))  # the western of three squares in a row
    lines = chains(geo, one)
    assert len(lines) == 1, "its outline is one closed line"
    frame = fitted(geo.bounds, 800, 600)
    assert Traced(geo, frame).strokes(lines).count("M") == 1
    assert len(between(geo, np.array([1, 2, 2]), inland=True)) == 1


def test_names_are_text_and_do_not_lie_on_each_other() -> None:
    assessment = assessed("small")
    region = place_of(assessment, "region")
    names = group(tree(drawn(assessment, region, "underserved,units,labels")), "map-names")
    assert names is not None
    boxes = []
    for one in names.iter(f"{SVG}text"):
        size, x, y = (float(one.get(key, "0")) for key in ("font-size", "x", "y"))
        half = fonts.width(one.text or "", size, int(one.get("font-weight", "400"))) / 2
        boxes.append((x - half, y - 0.8 * size, x + half, y + 0.2 * size))
    assert boxes, "the small region has places"
    for at, a in enumerate(boxes):
        assert 0 <= a[0] < a[2] <= 800, "whole inside the picture"
        for b in boxes[at + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_scenario_is_drawn_with_its_plates(toy: Assessment) -> None:
    closed = assess(toy.region, parse(toy.region, {"changes": "close:u-south"}))
    said = drawn(closed, place_of(closed, "region"), "change,units")
    root = tree(said)
    names, fills = group(root, "map-names"), group(root, "map-areas")
    assert names is not None
    assert any("South" in (one.text or "") or one.text for one in names.iter(f"{SVG}text"))
    assert fills is not None
    assert len(fills) >= 1


def test_flows_of_an_area_are_ribbons_the_largest_on_top(toy: Assessment) -> None:
    area = place_of(toy, "area", "A1")
    picture = drawn(toy, area, "flows,units")
    chosen = group(tree(picture), "map-chosen")
    assert chosen is not None
    ribbons = [one for one in chosen if one.get("paint-order") == "stroke"]
    assert len(ribbons) == 2, "A1's residents go to both units"
    assert [one.get("fill") for one in ribbons] == [palette().of("flow-past"), palette().of("flow")]


def test_the_window_fits_what_is_in_focus(toy: Assessment) -> None:
    geo = geography(toy.region)
    frame = window(toy, place_of(toy, "region"), 800, 600, covered=(200, 0, 0, 0))
    (west, north), (east, south) = frame.pixels(np.array([geo.bounds[:2], geo.bounds[2:]]))
    assert 228 <= west < east <= 772 + 1e-6
    assert 28 <= north < south <= 572 + 1e-6


@pytest.mark.parametrize(
    ("width", "height", "covered", "zoom"),
    [
        (860, 640, (0, 0, 0, 0), 9),
        (1720, 1280, (0, 0, 0, 0), 10),
        (1720, 640, (0, 0, 0, 0), 9),
        (1060, 640, (200, 0, 0, 0), 9),
    ],
)
def test_a_step_is_looked_at_as_in_the_meeting(
    width: float, height: float, covered: tuple[float, float, float, float], zoom: float, toy: Assessment
) -> None:
    looked = window(toy, place_of(toy, "region"), width, height, "9/58.1/12.2", covered)
    assert looked.zoom == pytest.approx(zoom)


def test_a_unit_is_looked_at_with_the_whole_of_the_areas_it_serves() -> None:
    assessment = assessed("small")
    geo = geography(assessment.region)
    served = [place for place in focuses(assessment) if place.is_unit and len(place.areas)]
    assert served
    for focus in served:
        frame, about = window(assessment, focus, 800, 600), bounds_of(geo, focus.areas.tolist())
        assert about is not None
        (west, north), (east, south) = frame.pixels(np.array([about[:2], about[2:]]))
        assert min(west, north) >= 27.9
        assert east <= 772.1
        assert south <= 572.1


CHANGES = ("close:u-south", "add:n1@0.04,10.74*4", "move:u-south@0.07,10.7", "size:u-south*9")


@pytest.mark.parametrize("changes", CHANGES)
def test_a_change_is_looked_at_with_the_areas_it_does_something_to(changes: str, toy: Assessment) -> None:
    """From without `at`, and from a view of the whole region or of elsewhere; a closer one is gone by."""
    assert change_box(toy) is None
    assessment = assess(toy.region, parse(toy.region, {"changes": changes}))
    geo, box = geography(toy.region), change_box(assessment)
    assert box is not None
    frame = fitted(box, 800, 600)
    lon, lat = unit_places(assessment.units, toy.region.settings.crs)
    unit = list(assessment.units.index).index(changes.partition(":")[2].partition("@")[0].partition("*")[0])
    x, y = frame.pixels(world(np.array([[lon[unit], lat[unit]]])))[0]
    assert 0 < x < 800
    assert 0 < y < 600
    about = bounds_of(geo, assessment.affected.tolist())
    if about is not None:
        (west, north), (east, south) = frame.pixels(np.array([about[:2], about[2:]]))
        assert min(west, north) >= 28
        assert east <= 772 + 1e-6
        assert south <= 572 + 1e-6
    there = lonlat(np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]]))[0]
    assert change_box(assessment, f"3/{there[1]}/{there[0]}") == box, "the whole region"
    assert change_box(assessment, "12/60/20") == box, "elsewhere"
    assert change_box(assessment, f"{frame.zoom + 0.1:.2f}/{lat[unit]}/{lon[unit]}") is None, "closer"


@pytest.mark.parametrize("text", ["", "9", "a/b/c", "99/1/1", "9/91/0"])
def test_an_address_without_a_place_is_no_place(text: str) -> None:
    assert read_place(text) is None


def test_words_are_measured_as_they_are_set() -> None:
    widths = [fonts.width("Utbudskarta", 20, weight) for weight in (400, 500, 600, 700)]
    assert all(a < b for a, b in pairwise(widths))
    assert fonts.width("Utbudskarta", 40, 400) == pytest.approx(2 * widths[0])
    assert fonts.fitted("Utbudskarta", 20, 400, 60).endswith("…")
    assert fonts.lines("ett två tre", 10, 400, fonts.width("ett två", 10, 400)) == ["ett två", "tre"]


def test_a_rank_is_told_from_a_number_of_units_by_its_shape() -> None:
    light = palette()
    cluster = cluster_mark(Cluster(10, 10, 12, False, "3", "circle", ()), light)
    rank = rank_mark("3", 10, 10, 13, light)
    assert "<circle" in cluster
    assert "<rect" not in cluster
    assert "<rect" in rank
    assert "<circle" not in rank
    assert f'fill="{light.print}"' in rank.split("<text")[0], "dark, with light digits"
    assert f'fill="{light.print}"' not in cluster.split("<text")[0]


@pytest.mark.parametrize("by", ["", "load", "cost_per_visit"])
@pytest.mark.parametrize("size", ["", "visits_to_units", "capacity"])
def test_units_are_drawn_as_large_and_in_the_colours_that_the_browser_is_sent(
    leeds: Assessment, by: str, size: str
) -> None:
    whole, display = (
        place_of(leeds, "region"),
        read_display({"layers": "units", "units_by": by, "units_size": size}),
    )
    view, frame = map_view(leeds, whole, display, words("sv")), window(leeds, whole, 800, 600)
    placed = place(geography(leeds.region), view, frame, "sv-SE", meeting=False)
    assert view.units
    signs = view.units.signs
    if signs is None:
        assert {mark.paint for mark in placed.units} <= {OPERATOR}
        return
    assert not placed.clusters, "a circle with a number would hide what they tell"
    colours = sign_columns(signs)
    assert len(placed.units) == int((view.units.state > 0).sum())
    for mark in placed.units:
        assert mark.paint == colours["colours"][colours["classes"][mark.unit]]
        if signs.radii is not None:
            least = 6 if frame.zoom >= 10 else 0
            assert mark.r == pytest.approx(max(signs.radii[mark.unit], least))
    if size:
        radii = [mark.r for mark in placed.units]
        assert radii == sorted(radii, reverse=True), "small signs lie above large ones"
