"""What the browser moves a unit with, by itself: the homes once, and what is left without the unit.

No visits and nothing counted of them: minutes and residents, which every what-if is told in. Who may not see
what the map would show is sent nothing.
"""

from __future__ import annotations

import json
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.layers import layers_of
from dashboard.layers.change import SCALE, Change
from dashboard.layers.colours import DIVERGING
from dashboard.serve.encoding import encoded
from geodata.assessment.assessment import Assessment
from geodata.assessment.carried import carried
from geodata.assessment.effects import SAME_MIN
from geodata.geometry.metres_polynomial import fit
from geodata.measures.change import DIFFERENCE
from geodata.measures.coverage import BEYOND, COVERED, NEAREST
from geodata.measures.residents import RESIDENTS
from geodata.region.homes import home_persons, home_shares, homes
from geodata.region.region import Region
from geodata.region.residents import persons
from geodata.travel import StraightLine, TravelTable
from geodata.travel.minutes import SHORTEST
from geodata.travel.minutes_from_anywhere import paces_as_the_crow_flies
from geodata.travel.model import home_travel_of

HOMES_MOST = 120_000
"""Homes that a browser is given: 24 bytes each once, and 8 for each unit that is carried."""
DEGREE = 12
NEAR_M = 1e-3
"""Metres between what the browser takes a place for and where the region's model has it, at most: nearer than
the last decimal of its address, by a thousand. Where a projection is not so smooth all is told as a guess."""
FIGURES = (DIFFERENCE, NEAREST, COVERED, BEYOND, RESIDENTS)
"""What is told while a unit is carried, and what it is worked out from."""


def may_be_carried(region: Region) -> bool:
    """Whether the browser may show what becomes of a move.

    Not where minutes are a table, which knows no other places; where somebody may not see what it shows;
    and where the homes are more than `HOMES_MOST`. Units are moved there as well, and the answer comes when
    they are dropped.
    """
    hidden = set(region.hidden.hide_measures)
    if hidden & {figure.key for figure in FIGURES}:
        return False
    if Change.key not in {layer.key for layer in layers_of(region)}:
        return False
    return not isinstance(home_travel_of(region), TravelTable) and len(homes(region).area) <= HOMES_MOST


@lru_cache(maxsize=8)
def homes_document(region: Region, age_group: str) -> bytes:
    """Where residents set out from, how many, and how fast, as JSON.

    Parameters
    ----------
    region : Region
        In the way of travelling that is asked for; one that `may_be_carried`.
    age_group : str
        Key of the residents; "" for all ages.

    Returns
    -------
    bytes
        `CarriedHomes` of `assets/app/types.d.ts`.
    """
    where, people = homes(region), home_persons(region, age_group)
    travel = home_travel_of(region)
    on_a_line = isinstance(travel, StraightLine)
    if isinstance(travel, StraightLine):
        pace = travel.metres_per_minute
    else:
        pace = paces_as_the_crow_flies(region)[where.area]
    flat = fit(region.settings.crs, _degrees(region), DEGREE)
    empty = persons(region, age_group)[where.area] == 0
    found = {
        "flat": {
            "lon": flat.lon,
            "lat": flat.lat,
            "span": flat.span,
            "degree": flat.degree,
            "x": flat.x.tolist(),
            "y": flat.y.tolist(),
        },
        "exact": on_a_line and flat.error_m < NEAR_M,
        "x": encoded(where.places[:, 0], np.float64),
        "y": encoded(where.places[:, 1], np.float64),
        "pace": encoded(_few(pace), np.float64),
        "begins": encoded(where.begins, np.uint32),
        "persons": encoded(people, np.uint32),
        "shares": encoded(home_shares(region, age_group)[empty], np.float64),
        "narrow": region.points is not None,
        "shortest": SHORTEST,
        "longest": region.settings.travel.longest_min,
    }
    return _json(found)


def unit_document(assessment: Assessment, unit: str) -> bytes:
    """What is left without one unit, as JSON: `CarriedUnit` of `assets/app/types.d.ts`.

    Raises
    ------
    UnknownNameError
        As `geodata.assessment.carried.carried` does.
    """
    left = carried(assessment, unit)
    kind = np.float64 if assessment.region.points is None else np.float32
    return _json(
        {
            "unit": unit,
            "counts": left.counts,
            "limit": assessment.scenario.limit_min,
            "same": SAME_MIN,
            "ends": list(SCALE.ends),
            "colours": list(DIVERGING),
            "today": encoded(left.today_min, kind),
            "rest": encoded(left.rest_min, kind),
            "today_area": encoded(left.today_area_min, np.float64),
            "rest_area": encoded(left.rest_area_min, np.float64),
        }
    )


def _degrees(region: Region) -> tuple[float, float, float, float]:
    west, south, east, north = region.areas.to_crs("EPSG:4326").total_bounds.tolist()
    return west, south, east, north


def _few(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """One for all where all are alike."""
    return values[:1] if len(values) and (values == values[0]).all() else values


def _json(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
