"""How rough minutes from one point an area are for those who live elsewhere in it."""

from __future__ import annotations

import numpy as np

from geodata.access.quantiles import MEDIAN, minutes_quantile
from geodata.region.land import land_km2
from geodata.region.region import Region
from geodata.region.residents import persons
from geodata.travel.model import travel_of
from geodata.travel.straight_line import StraightLine, minutes_a_km


def roughness_min(region: Region) -> float:
    """Minutes that the median resident lives from the point of the area, were its land lived in evenly.

    The mean distance from the middle of a disc as large as the area, two thirds of its radius, in the
    region's own speed on a straight line; along roads as on a line with its settings.

    Parameters
    ----------
    region : Region

    Returns
    -------
    float
        NaN where nobody lives, or no area has any land.
    """
    radius_km = np.sqrt(np.nan_to_num(land_km2(region)) / np.pi)
    travel = travel_of(region)
    pace = (
        1000 / travel.metres_per_minute
        if isinstance(travel, StraightLine)
        else minutes_a_km(region.settings.travel)
    )
    return minutes_quantile(2 / 3 * radius_km * pace, persons(region), MEDIAN)
