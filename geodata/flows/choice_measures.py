"""Which unit people use: the nearest or another, one that stands at home or elsewhere, one or several.

Each measure on flows is a `Tally` with a part and a whole a flow, so that the same definition gives a
figure of an area, a municipality, an operator, a unit or the region. Flows are as `geodata.flows.flows` makes
them, largest first; areas and units are positions, -1 unknown.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.flows.flows import Flows, concentration
from geodata.flows.tally import Tally

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def bypassed(flows: Flows, nearest_min: Floats) -> Tally:
    """Visits that pass the nearest unit, of those that could: see `geodata.flows.flows.bypass`.

    Parameters
    ----------
    flows : Flows
    nearest_min : float64, shape (areas,)
        Minutes to the nearest unit of supply; inf where none can be reached.

    Returns
    -------
    Tally, shape (flows,)
    """
    counted = ~np.isnan(flows.minutes) & np.isfinite(_home(flows, nearest_min))
    return _tally(flows, counted & flows.past_nearest, counted)


def actively_chosen(flows: Flows, nearest_min: Floats) -> Tally:
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
    Tally, shape (flows,)
        Visits to an unknown unit count nowhere.
    """
    counted = (flows.area >= 0) & (flows.unit >= 0) & np.isfinite(_home(flows, nearest_min))
    return _tally(flows, counted & (flows.past_nearest | np.isnan(flows.minutes)), counted)


def staying(flows: Flows, place_of_area: Ints, place_of_unit: Ints) -> Tally:
    """Visits that stay in the residents' own place: the localisation index, flow by flow.

    Wennberg & Gittelsohn 1973, doi 10.1126/science.182.4117.1102. Leakage is the rest.

    Parameters
    ----------
    flows : Flows
    place_of_area : int64, shape (areas,)
        Code of the municipality, or the service area, that each area is in; -1 in none.
    place_of_unit : int64, shape (units,)
        Of the one each unit belongs to; -1 for none, as outside the region and on the net.

    Returns
    -------
    Tally, shape (flows,)
        Of known residence, whichever the unit.
    """
    home, there = np.append(place_of_area, -1)[flows.area], np.append(place_of_unit, -1)[flows.unit]
    known = flows.area >= 0
    return _tally(flows, known & (home >= 0) & (home == there), known)


def travelled(flows: Flows) -> Tally:
    """Minutes travelled, and the visits they were for, where they are known and within reach.

    Returns
    -------
    Tally, shape (flows,)
        Its share is the mean journey, minutes one way.
    """
    known = np.isfinite(flows.minutes)
    visits = np.where(known, flows.visits, 0).astype(np.float64)
    return Tally(visits * np.where(known, flows.minutes, 0.0), visits)


def largest(flows: Flows, area_count: int) -> Tally:
    """Visits of each area to the one unit that most of them go to, of all by its residents.

    Returns
    -------
    Tally, shape (areas,)
    """
    home, known = flows.area >= 0, (flows.area >= 0) & (flows.unit >= 0)
    most = np.zeros(area_count)
    np.maximum.at(most, flows.area[known], flows.visits[known].astype(np.float64))
    return Tally(most, np.bincount(flows.area[home], flows.visits[home], minlength=area_count))


def concentrated(flows: Flows, area_count: int) -> Tally:
    """Each area's concentration weighed by its visits: see `geodata.flows.flows.concentration`.

    Returns
    -------
    Tally, shape (areas,)
        Of several areas together the mean over their visits, not that of the areas as one.
    """
    home = flows.area >= 0
    visits = np.bincount(flows.area[home], flows.visits[home], minlength=area_count).astype(np.float64)
    return Tally(np.nan_to_num(concentration(flows, area_count)) * visits, visits)


def _home(flows: Flows, nearest_min: Floats) -> Floats:
    """Minutes from each flow's residence to the nearest unit; inf for an unknown one."""
    home: Floats = np.append(nearest_min, np.inf)[flows.area]
    return home


def _tally(flows: Flows, part: Bools, whole: Bools) -> Tally:
    return Tally(
        np.where(part, flows.visits, 0).astype(float), np.where(whole, flows.visits, 0).astype(float)
    )
