"""Visits within, out of and into some areas and units, with nothing left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.flows.flows import Flows

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Exchange:
    """Visits of the residents of some areas and to some units.

    `residents` = `inside` + `outflow` + `placeless`; visits to the units = `inside` + `inflow`. Protected
    counts obey this but where noise has made a part larger than its whole. Whole numbers where counted.
    """

    residents: float  # all visits by residents of the areas
    inside: float  # of these to the units
    outflow: float  # of these to other units that stand somewhere
    placeless: float  # of these to other units without a place (digital), or unknown
    inflow: float  # to the units, by others than residents of the areas
    inflow_unknown: float  # of the inflow: residence unknown or outside the region


def exchange(flows: Flows, areas: Ints, units: Ints, placed: Bools) -> Exchange:
    """Visits within, out of and into a set of areas and units.

    Parameters
    ----------
    flows : Flows
    areas, units : int64
        Positions: residences, and units that count as inside.
    placed : bool, shape (units of the region,)
        Units that stand somewhere.

    Returns
    -------
    Exchange
    """
    ours, here = np.isin(flows.area, areas), np.isin(flows.unit, units)
    elsewhere = np.append(placed, False)[flows.unit]  # -1 is the last: unknown unit

    def total(which: Bools) -> int:
        return int(flows.visits[which].sum())

    return Exchange(
        residents=total(ours),
        inside=total(ours & here),
        outflow=total(ours & ~here & elsewhere),
        placeless=total(ours & ~here & ~elsewhere),
        inflow=total(~ours & here),
        inflow_unknown=total(here & ~ours & (flows.area < 0)),
    )
