"""Which unit people use: the nearest or another, one that stands at home or elsewhere, one or several.

Each measure on flows is a `Ratio` with a part and a whole a flow, so that the same definition gives a
figure of an area, a municipality, an operator, a unit or the region. Flows are as `geodata.flows.flows` makes
them, largest first; areas and units are positions, -1 unknown.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.flows.flows import Flows, concentration
from geodata.flows.ratio import Ratio

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def bypassed(flows: Flows, nearest_min: Floats) -> Ratio:
    """Visits that pass the nearest unit, of those that could.

    Both ends have a place, and some unit of supply is within reach.

    Parameters
    ----------
    flows : Flows
    nearest_min : float64, shape (areas,)
        Minutes to the nearest unit of supply; inf where none can be reached.

    Returns
    -------
    Ratio, shape (flows,)
    """
    counted = ~np.isnan(flows.minutes) & np.isfinite(home_minutes(flows, nearest_min))
    return _tally(flows, counted & flows.past_nearest, counted)


def actively_chosen(flows: Flows, nearest_min: Floats) -> Ratio:
    """Visits to another unit than the nearest, of all by residents who have one within reach.

    What systems of choice are about: that the resident chooses (Swedish Act 2008:962, chapter 1, section
    1). A unit as near as the nearest is the nearest. A unit without a place (digital) is another unit, so
    this counts what a bypass cannot: nobody travels there.

    Parameters
    ----------
    flows : Flows
    nearest_min : float64, shape (areas,)

    Returns
    -------
    Ratio, shape (flows,)
        Visits to an unknown unit count nowhere.
    """
    counted = (flows.area >= 0) & (flows.unit >= 0) & np.isfinite(home_minutes(flows, nearest_min))
    return _tally(flows, counted & (flows.past_nearest | np.isnan(flows.minutes)), counted)


def concentrated(flows: Flows, area_count: int) -> Ratio:
    """Each area's concentration weighed by its visits: see `geodata.flows.flows.concentration`.

    Returns
    -------
    Ratio, shape (areas,)
        Of several areas together the mean over their visits, not that of the areas as one.
    """
    home = flows.area >= 0
    visits = np.bincount(flows.area[home], flows.visits[home], minlength=area_count).astype(np.float64)
    return Ratio(np.nan_to_num(concentration(flows, area_count)) * visits, visits)


def home_minutes(flows: Flows, nearest_min: Floats) -> Floats:
    """Minutes from each flow's residence to the nearest unit; inf for an unknown one."""
    home: Floats = np.append(nearest_min, np.inf)[flows.area]
    return home


def _tally(flows: Flows, part: Bools, whole: Bools) -> Ratio:
    return Ratio(
        np.where(part, flows.visits, 0).astype(float), np.where(whole, flows.visits, 0).astype(float)
    )
