"""The map of Följ upp: the region as a still picture, with units and the numbers of the list upon it."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.components.markup import Markup, tag
from dashboard.drawing.arcs import Traced
from dashboard.drawing.geography import geography
from dashboard.drawing.ground import draw_borders, draw_ground
from dashboard.drawing.svg import document
from dashboard.drawing.tokens import palette
from dashboard.drawing.world import Frame, fitted
from dashboard.followup.below_list import numbers_of, unit_href
from dashboard.words.words import Words
from geodata.followup.overview import Overview
from geodata.geometry.world import world
from geodata.region.region import Region
from geodata.region.unit_places import unit_places

WIDE, HIGH = 345.0, 348.0
"""Pixels of the picture; the page may show it larger or smaller."""
NOTICE_HIGH = 44.0
"""Pixels at the foot where the notice of example data lies."""
NUMBER = 11.0
"""Radius of a number, pixels."""
RINGS = (0.0, 26.0, 38.0, 52.0, 68.0, 86.0)
"""Distances at which a number is tried: upon its unit, then further and further from it."""
WAYS = 16

Point = tuple[float, float]


def _frame(region: Region) -> Frame:
    foot = NOTICE_HIGH if region.settings.notice else 0.0
    return fitted(geography(region).bounds, WIDE, HIGH, covered=(0, 0, 0, foot))


@lru_cache(maxsize=4)
def ground_svg(region: Region) -> str:
    """Land, water and borders as an SVG document: the same for every question on a version."""
    light = palette("light")
    traced = Traced(geography(region), _frame(region))
    return document(
        draw_ground(traced, light) + draw_borders(traced, light),
        WIDE,
        HIGH,
        title="",
        about="",
        language="",
        ground=light.of("map-water"),
    )


def numbers_on_map(found: Overview, words: Words) -> list[Markup]:
    """Units as dots, those below a threshold with the number they have in the list."""
    region = found.assessment.region
    lonlat = np.column_stack(unit_places(found.assessment.units, region.settings.crs))
    placed = np.isfinite(lonlat).all(axis=1)
    pixels = np.full(lonlat.shape, np.nan)
    pixels[placed] = _frame(region).pixels(world(lonlat[placed]))
    numbers = {unit: number for unit, number in numbers_of(found).items() if placed[unit]}
    spots = places_of_numbers({unit: (pixels[unit][0], pixels[unit][1]) for unit in numbers})
    others = np.flatnonzero(found.among & placed)
    dots = [
        _dot(pixels[unit], "is-below" if unit in numbers else "")
        for unit in sorted(others.tolist(), key=lambda unit: unit in numbers)
    ]
    lines = [
        tag(
            "line",
            x1=f"{pixels[unit][0]:.1f}",
            y1=f"{pixels[unit][1]:.1f}",
            x2=f"{x:.1f}",
            y2=f"{y:.1f}",
        )
        for unit, (x, y) in spots.items()
        if math.hypot(x - pixels[unit][0], y - pixels[unit][1]) > NUMBER
    ]
    names = found.assessment.units["name"]
    links = [
        tag(
            "a",
            words.count(numbers[unit]),
            href=unit_href(found, unit, words),
            class_="number-mark",
            style=f"left:{100 * x / WIDE:.2f}%;top:{100 * y / HIGH:.2f}%",
            aria_label=words("followup.below.numbered", number=numbers[unit], name=str(names.iloc[unit])),
            data_unit=str(found.assessment.units.index[unit]),
        )
        for unit, (x, y) in spots.items()
    ]
    drawn = tag("svg", *lines, *dots, viewBox=f"0 0 {WIDE:.0f} {HIGH:.0f}", aria_hidden="true")
    return [drawn, *links]


def _dot(at: NDArray[np.float64], css: str) -> Markup:
    return tag("circle", cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r="2.6" if css else "1.7", class_=css)


def places_of_numbers(units: dict[int, Point]) -> dict[int, Point]:
    """Where each number stands: upon its unit, or beside it so that no two lie upon each other.

    Parameters
    ----------
    units : dict of int to (float, float)
        Pixels of each unit, in the order of their numbers.

    Returns
    -------
    dict of int to (float, float)
        Within the picture. Where there is no room at all a number stands upon its unit.
    """
    found: dict[int, Point] = {}
    for unit, spot in units.items():
        taken = [*found.values(), *(other for each, other in units.items() if each != unit)]
        found[unit] = next((at for at in _around(spot) if _is_free(at, taken)), spot)
    return found


def _around(spot: Point) -> list[Point]:
    x, y = spot
    return [
        (x + ring * math.cos(2 * math.pi * way / WAYS), y + ring * math.sin(2 * math.pi * way / WAYS))
        for ring in RINGS
        for way in range(WAYS if ring else 1)
    ]


def _is_free(at: Point, taken: list[Point]) -> bool:
    x, y = at
    inside = NUMBER < x < WIDE - NUMBER and NUMBER < y < HIGH - NUMBER
    return inside and all(math.hypot(x - a, y - b) >= 2 * NUMBER + 1 for a, b in taken)
