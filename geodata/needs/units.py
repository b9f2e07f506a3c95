"""Where the use of areas goes: by today's shares of units, or by a scenario's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.errors import IndexMismatchError
from geodata.needs.intervals import PredictionInterval
from geodata.needs.need import Need

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Destinations:
    """Shares of each area's use, 0 to 1: what is neither at a unit nor outside is unserved.

    Attributes
    ----------
    units : sparse array of float64, shape (areas, units)
    outside : float64, shape (areas,)
        Use of units that are none of the region's, or not known.
    """

    units: csr_array
    outside: Floats

    @property
    def unserved(self) -> Floats:
        """Share of each area's use that has nowhere to go, shape (areas,)."""
        served: Floats = np.asarray(self.units.sum(axis=1)).ravel() + self.outside
        return np.clip(1 - served, 0.0, 1.0)


@dataclass(frozen=True, eq=False)
class UnitUse:
    """Use of each unit in each year: with what goes outside or nowhere it sums to the areas'.

    Attributes
    ----------
    base : float64, shape (units,)
    use : float64, shape (years, units)
    interval : PredictionInterval
        Of shape (years, units).
    outside, unserved : float64, shape (years,)
    """

    base: Floats
    use: Floats
    interval: PredictionInterval
    outside: Floats
    unserved: Floats


def destinations(flows: csr_array, outside: Floats, nowhere: Floats | None = None) -> Destinations:
    """Shares of each area's use, from how much of it went where.

    Parameters
    ----------
    flows : sparse array, shape (areas, units)
        Use of units by areas' residents: observed, or as a scenario has it.
    outside : float64, shape (areas,)
        Use that went to other units.
    nowhere : float64, shape (areas,), optional
        Use that found no unit, such as of those whom a scenario's units turn away.

    Returns
    -------
    Destinations
        All of an area without any use is unserved.

    Raises
    ------
    IndexMismatchError
        If they are not of as many areas.
    """
    if flows.shape[0] != len(outside):
        raise IndexMismatchError(f"flows of {flows.shape[0]} areas, use outside of {len(outside)}")
    total = np.asarray(flows.sum(axis=1)).ravel() + outside + (0.0 if nowhere is None else nowhere)
    share = np.divide(1.0, total, out=np.zeros(len(total)), where=total > 0)
    rows = csr_array(flows, dtype=np.float64, copy=True)
    rows.data *= np.repeat(share, np.diff(rows.indptr))
    return Destinations(rows, outside * share)


def unit_use(of_areas: Need, goes: Destinations, base: Destinations | None = None) -> UnitUse:
    """Use of units when areas' use changes and goes where it goes.

    Parameters
    ----------
    of_areas : Need
    goes : Destinations
        In the years ahead.
    base : Destinations, optional
        Today, where a scenario makes them differ.

    Returns
    -------
    UnitUse
    """
    today, people = (base or goes).units.T @ of_areas.base, goes.units.T @ of_areas.residents
    use = (goes.units.T @ of_areas.use.T).T
    interval = of_areas.interval_of(goes.units.T @ of_areas.base, use, people)
    outside, unserved = ((of_areas.use * share).sum(axis=1) for share in (goes.outside, goes.unserved))
    return UnitUse(today, use, interval, outside, unserved)
