"""The map's ground: land, lakes, areas in the colours of their classes, borders and outlines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from dashboard.drawing.arcs import Traced, between, borders_of, chains, outline
from dashboard.drawing.svg import element, line_to
from dashboard.drawing.tokens import Palette
from dashboard.map.view import View
from geodata.geometry.world import Floats

HATCH = "hatch"
LINES = "lines"


def draw_ground(traced: Traced, palette: Palette) -> str:
    """Land outside the region with its county lines, lakes, and the region's own land below all areas."""
    land, water = _background(traced, traced.geo.land), _background(traced, traced.geo.water)
    outside, even = palette.of("map-outside"), "evenodd"
    edge = palette.of("map-area-line")
    return (
        element("path", d=land, fill=outside, stroke=edge, stroke_width=1.2, fill_rule=even)
        + element("path", d=water, fill=palette.of("map-water"), fill_rule=even)
        + element(
            "path",
            d=traced.areas(range(len(traced.geo.areas))),
            fill=palette.of("map-land"),
            fill_rule=even,
        )
    )  # fmt: skip


def draw_areas(traced: Traced, view: View, palette: Palette) -> str:
    """Areas by class; of one class as one path, so that no seam shows between them."""
    if view.fill is None:
        return ""
    classes = view.fill.classes
    paths = []
    for kind in np.unique(classes).tolist():
        hatched = kind in view.fill.hatched
        colour = palette.resolve(view.fill.colours[kind]) if kind < len(view.fill.colours) else ""
        if colour or hatched:
            paint = f"url(#{HATCH})" if hatched else colour
            path = traced.areas(np.flatnonzero(classes == kind))
            if path:
                paths.append(
                    element("path", d=path, fill=paint, fill_rule="evenodd", **{"class": f"class-{kind}"})
                )
                if kind in view.fill.uncertain:
                    paths.append(element("path", d=path, fill=f"url(#{LINES})", fill_rule="evenodd"))
    return "".join(paths)


def hatch(palette: Palette) -> str:
    """Patterns: of what is not known, lines on land; of what may as well be otherwise, lines alone."""
    lines = "".join(f"M{shift - 1} 7L{shift + 7} -1" for shift in (-6, 0, 6))
    drawn = element("path", d=lines, stroke=palette.of("line-strong"), stroke_width=0.9, stroke_opacity=0.75)
    land = element("rect", width=6, height=6, fill=palette.of("map-land"))
    size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return element("pattern", land, drawn, id=HATCH, **size) + element("pattern", drawn, id=LINES, **size)


def draw_borders(traced: Traced, palette: Palette) -> str:
    """Borders of areas, municipalities and the region, thin to strong, as wide as on the screen."""
    geo, zoom = traced.geo, traced.frame.zoom
    step = 0 if zoom < 8.5 else 1 if zoom < 10.5 else 2
    borders = borders_of(geo)
    kinds = [("map-area-line", borders["area"], (0.5, 0.6, 0.8))] if zoom >= 6.75 else []
    kinds += [
        ("map-muni-line", borders["municipality"], (0.7, 0.9, 1.2)),
        ("map-region-line", borders["region"], (0.8, 0.9, 1.1)),
    ]
    return "".join(
        element(
            "path",
            d=traced.strokes([[int(arc)] for arc in which], 0.8),
            fill="none",
            stroke=palette.of(colour),
            stroke_width=widths[step],
            stroke_linejoin="bevel",
        )
        for colour, which, widths in kinds
    )


def draw_zones(traced: Traced, view: View, palette: Palette) -> str:
    """Zones from zoom 8.5, dashed in a casing; in a meeting at every zoom, and solid."""
    if view.zones is None or (traced.frame.zoom < 8.5 and not palette.meeting):
        return ""
    lines = chains(traced.geo, between(traced.geo, view.zones))
    colour, casing = palette.of("map-selected"), palette.of("surface")
    if view.compares:
        return cased(traced, lines, palette.of("line-strong"), 1, "", 0, dash="2 3", least=24)
    if palette.meeting:
        return cased(traced, lines, colour, 2, casing, 4, least=24)
    return cased(traced, lines, colour, 1.5, casing, 4.5, dash="5 3", least=24)


def draw_service(traced: Traced, view: View, palette: Palette) -> str:
    """Service areas outlined, those of the chosen unit tinted."""
    if view.service is None:
        return ""
    own = ""
    if (unit := view.focus.unit) is not None:
        path = traced.areas(np.flatnonzero(view.service == unit + 1))
        if path:
            own = element("path", d=path, fill=palette.of("seq-3"), fill_opacity=0.45, fill_rule="evenodd")
    fine = traced.frame.zoom < 8.5
    lines = chains(traced.geo, between(traced.geo, view.service, inland=True))
    width, over = (1.1, 2.4) if fine else (1.5, 3.4)
    return own + cased(traced, lines, palette.of("seq-5"), width, palette.of("surface"), over, least=8)


def draw_selected(traced: Traced, view: View, palette: Palette) -> str:
    """The outline of what is chosen, and of what was drawn to choose it."""
    paths = ""
    focus = view.focus
    if focus.areas and focus.kind != "unit":
        lines = chains(traced.geo, outline(traced.geo, focus.areas))
        paths = cased(traced, lines, palette.of("map-selected"), 2.6, palette.of("surface"), 6, least=2.5)
    return paths


def cased(
    traced: Traced,
    lines: Sequence[Sequence[int]],
    colour: str,
    width: float,
    casing: str,
    over: float,
    *,
    dash: str = "",
    least: float = 0,
) -> str:
    """Lines with a wider one in another colour below."""
    path = traced.strokes(lines, least)
    if not path:
        return ""
    round_ = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "butt" if dash else "round"}
    below = element("path", d=path, stroke=casing, stroke_width=over, **round_) if over else ""
    return below + element("path", d=path, stroke=colour, stroke_width=width, stroke_dasharray=dash, **round_)


def _background(traced: Traced, polygons: list[list[Floats]]) -> str:
    """Polygons of the background cut to the picture: land beyond it may be a whole country."""
    frame = traced.frame
    paths = []
    for rings in polygons:
        pixels = [frame.pixels(ring) for ring in rings if len(ring) >= 3]
        if not pixels or not _touches(pixels[0], frame.width, frame.height):
            continue
        shape = shapely.simplify(shapely.Polygon(pixels[0], pixels[1:]), 0.5)
        cut = shapely.clip_by_rect(shapely.make_valid(shape), -4, -4, frame.width + 4, frame.height + 4)
        for part in shapely.get_parts(cut):
            if part.geom_type == "Polygon" and part.area >= 1:
                paths += [
                    line_to(shapely.get_coordinates(ring)[:-1], True) for ring in shapely.get_rings(part)
                ]
    return "".join(paths)


def _touches(ring: Floats, width: float, height: float) -> bool:
    (west, north), (east, south) = ring.min(axis=0), ring.max(axis=0)
    big = max(east - west, south - north) >= 1
    return bool(big and east > 0 and west < width and south > 0 and north < height)
