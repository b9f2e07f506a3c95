"""Population points for regions in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from pandas import DataFrame, concat

from geodata.publish.build import with_minutes
from geodata.region.population_points import PopulationPoints
from geodata.region.region import Region

Point = tuple[float, float, int, float]
"""Metres east and north, position of the area, persons."""


def with_points(region: Region, points: Sequence[Point], young: Sequence[float] | None = None) -> Region:
    """The region with population points, and all minutes worked out from them.

    Parameters
    ----------
    region : Region
    points : sequence of Point
        In the order of the areas.
    young : sequence of numbers, optional
        How many at each point are under 20; the points then have two age classes.
    """
    x, y, area, persons = (np.array(column, np.float64) for column in zip(*points, strict=True))
    point = np.arange(len(points), dtype=np.int32)
    whole = DataFrame({"point": point, "age_from": 0, "age_to": -1, "persons": persons})
    people = whole
    if young is not None:
        under = whole.assign(age_to=19, persons=np.array(young, np.float64))
        people = concat([under, whole.assign(age_from=20, persons=persons - young)], ignore_index=True)
    return with_minutes(replace(region, points=PopulationPoints(x, y, area.astype(np.int32), people)))
