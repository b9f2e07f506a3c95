"""The map as SVG: the same view, layers, classes and colours as the browser's, bottom to top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.drawing.arcs import Traced
from dashboard.drawing.boxes import Box
from dashboard.drawing.geography import Geography, bounds_of, geography
from dashboard.drawing.ground import (
    draw_areas,
    draw_borders,
    draw_ground,
    draw_selected,
    draw_service,
    draw_zones,
    hatch,
)
from dashboard.drawing.marks import draw_marks
from dashboard.drawing.numbers import draw_outlines, draw_ranks
from dashboard.drawing.placed import place
from dashboard.drawing.ribbons import draw_flows, draw_focus_flows, draw_homes
from dashboard.drawing.svg import element
from dashboard.drawing.tokens import Palette
from dashboard.drawing.words_on_map import draw_leaders, draw_names, draw_plates, draw_rings
from dashboard.drawing.world import Frame, fitted, looking, world
from dashboard.map.view import map_view
from dashboard.question.state import Display
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.contract.constants import CONSTANTS
from geodata.focus.place import Place
from geodata.region.unit_places import unit_places

STEP_ROOM: Mapping[str, float] = CONSTANTS["step_room"]
"""Width and height that the zoom of an address's `at` is for, pixels: screens and files scale from them."""
NEAREST: Mapping[str, float] = CONSTANTS["zooms"]
"""Zoom that is gone to at most, by what is looked at."""


@dataclass(frozen=True)
class Picture:
    """The map's elements, without a frame about them, and what they need beside them."""

    content: str
    definitions: str
    frame: Frame


def draw_map(
    assessment: Assessment,
    focus: Place,
    display: Display,
    words: Words,
    palette: Palette,
    frame: Frame,
    kept: Sequence[Box] = (),
    ranked: Sequence[tuple[int, int, tuple[int, ...]]] = (),
) -> Picture:
    """Draw what the browser would show.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    display : Display
        Which layers are on, and what is chosen in them.
    words : Words
    palette : Palette
    frame : Frame
        From `window`.
    kept : sequence of box
        Pixels where something else will lie: no words are put there.
    ranked : sequence of (int, int, tuple of int)
        Numbers on the map: each, the area it stands in, and the areas it is of.

    Returns
    -------
    Picture
    """
    geo, view = geography(assessment.region), map_view(assessment, focus, display, words)
    placed = place(
        geo, view, frame, words.locale, meeting=palette.meeting, kept=kept,
        ranked=[area for _, area, _ in ranked],
    )  # fmt: skip
    traced, unit = Traced(geo, frame), view.focus.unit
    numbered = [(ranked[rank.at], rank) for rank in placed.ranks]
    groups = {
        "ground": draw_ground(traced, palette),
        "areas": draw_areas(traced, view, palette),
        "borders": draw_borders(traced, palette),
        "outlines": draw_service(traced, view, palette)
        + draw_zones(traced, view, palette)
        + draw_outlines(traced, [areas for (_, _, areas), _ in numbered], palette),
        "flows": draw_flows(placed.flows, palette, faint=bool(placed.focus_flows)),
        "chosen": draw_focus_flows(placed.focus_flows, palette) + draw_selected(traced, view, palette),
        "changes": draw_rings(placed.rings, palette) + draw_leaders(placed.plates, palette),
        "units": draw_marks(placed, unit, frame, palette) + draw_homes(placed.homes, palette),
        "names": draw_names(placed.names, palette) + draw_plates(placed.plates, palette),
        "numbers": draw_ranks([(number, rank) for (number, _, _), rank in numbered], palette),
    }
    content = "".join(
        element("g", drawing, **{"class": f"map-{name}"}) for name, drawing in groups.items() if drawing
    )
    return Picture(content, hatch(palette), frame)


def window(
    assessment: Assessment,
    focus: Place,
    width: float,
    height: float,
    at: str = "",
    covered: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> Frame:
    """Where the picture looks: where the address says, at what is in focus, else at the whole region.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    width, height : float
        Pixels.
    at : str
        "zoom/latitude/longitude" as in an address; "" for none.
    covered : tuple of float
        Pixels that other things take at the left, top, right and bottom.
    """
    geo = geography(assessment.region)
    if (place := read_place(at)) is not None:
        zoom, lat, lon = place
        wide, high = width - covered[0] - covered[2], height - covered[1] - covered[3]
        scale = min(max(wide, 100) / STEP_ROOM["width"], max(high, 100) / STEP_ROOM["height"])
        return looking(lon, lat, zoom + float(np.log2(scale)), width, height, covered)
    box = bounds_of(geo, focus.areas.tolist()) if not focus.is_whole_region else None
    if focus.is_unit:
        box = _about_unit(assessment, focus, geo) or box
    if box is None:
        return fitted(geo.bounds, width, height, covered=covered)
    most = NEAREST.get(focus.kind, 18.0)
    if focus.is_area:  # room about it, for where its residents travel
        west, north, east, south = box
        aside, down = 0.8 * (east - west), 0.8 * (south - north)
        box = (west - aside, north - down, east + aside, south + down)
    return fitted(box, width, height, covered=covered, most=most)


def read_place(at: str) -> tuple[float, float, float] | None:
    """Zoom, latitude and longitude of an address's `at`; None where it does not say so."""
    try:
        zoom, lat, lon = (float(part) for part in at.split("/"))
    except ValueError:
        return None
    return (zoom, lat, lon) if 0 <= zoom <= 19 and abs(lat) <= 85 and abs(lon) <= 180 else None


def _about_unit(
    assessment: Assessment, focus: Place, geo: Geography
) -> tuple[float, float, float, float] | None:
    """About a unit and the homes its visits come from, as far as those are told."""
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    unit = int(focus.units[0])
    if not np.isfinite(lon[unit]):
        return None
    x, y = world(np.array([[lon[unit], lat[unit]]]))[0]
    points = np.vstack([geo.points[focus.areas], [[x, y]]]) if len(focus.areas) else np.array([[x, y]])
    (west, north), (east, south) = points.min(axis=0), points.max(axis=0)
    return float(west), float(north), float(east), float(south)
