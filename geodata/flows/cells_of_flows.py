"""Flows and cells added up over what tells them apart further: periods, units of a municipality."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.flows.flows import Flows
from geodata.region.municipalities import Municipalities
from geodata.region.visits import OUTSIDE, PLACELESS, Cells, Provider, Residence

Ints = NDArray[np.int64]


def added_cells(cells: Cells) -> Cells:
    """One row a (residence, provider), in that order.

    Parameters
    ----------
    cells : Cells

    Returns
    -------
    Cells
        The same where it is so already.
    """
    wide = int(cells.provider.max(initial=0)) - PLACELESS + 1
    pair = (cells.residence.astype(np.int64) - PLACELESS) * wide + cells.provider - PLACELESS
    if (np.diff(pair) > 0).all():
        return cells
    order = np.argsort(pair, kind="stable")
    first = np.flatnonzero(np.diff(pair[order], prepend=-1))
    pair = pair[order][first]
    return Cells(
        (pair // wide + PLACELESS).astype(np.int32),
        (pair % wide + PLACELESS).astype(np.int32),
        np.add.reduceat(cells.visits[order], first),
        np.add.reduceat(cells.cost[order], first) if len(cells.cost) else cells.cost,
    )


def flow_cells(flows: Flows, residence: Residence, provider: Provider, places: Municipalities) -> Cells:
    """Flows added up as cells of another level.

    Parameters
    ----------
    flows : Flows
    residence : {"area", "municipality"}
    provider : {"unit", "municipality", "region"}
    places : Municipalities

    Returns
    -------
    Cells
        In the codes of `geodata.region.visits.Level`.
    """
    home = np.where(flows.outside, OUTSIDE, flows.area)
    if residence == "municipality":
        home = places.of_residence[home]
    to: dict[Provider, Ints | NDArray[np.int32]] = {
        "unit": flows.unit,
        "municipality": places.of_unit[flows.unit],
        "region": np.zeros_like(flows.unit),
    }
    visits: NDArray[Any] = flows.visits  # no whole numbers where a model expects them
    return added_cells(Cells(home.astype(np.int32), to[provider].astype(np.int32), visits, flows.cost))
