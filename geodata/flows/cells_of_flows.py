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


def moved_cells(published: Cells, then: Cells, now: Cells) -> Cells:
    """Published cells as they would be after a change of the flows they are published of.

    Parameters
    ----------
    published : Cells
        Before the change, perhaps with noise.
    then, now : Cells
        Of the flows before and after it, of the same level; one row a pair, costs at averages.

    Returns
    -------
    Cells
        A cell changes in the proportion that its flows do, so that one whose flows stay is told as
        before, and one whose flows end is 0; a pair without flows before has those that it gets.
    """
    code = [_pair(each) for each in (published, then, now)]
    every = np.unique(np.concatenate(code))
    visits, cost = np.zeros((3, len(every))), np.zeros((3, len(every)))
    for row, (cells, pair) in enumerate(zip((published, then, now), code, strict=True)):
        at = np.searchsorted(every, pair)
        visits[row, at] = cells.visits
        cost[row, at] = cells.cost if len(cells.cost) else np.nan
    moved: NDArray[Any] = _in_proportion(visits)  # no whole numbers where a model expects them
    some = moved > 0
    return Cells(
        (every // _WIDE + PLACELESS).astype(np.int32)[some],
        (every % _WIDE + PLACELESS).astype(np.int32)[some],
        moved[some],
        _in_proportion(cost)[some] if len(published.cost) else published.cost,
    )


_WIDE = 1 << 32


def _pair(cells: Cells) -> Ints:
    """A number for each (residence, provider), ascending as they are."""
    return (cells.residence.astype(np.int64) - PLACELESS) * _WIDE + cells.provider - PLACELESS


def _in_proportion(amount: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows published, then and now -> published as it would be now; shape (cells,)."""
    published, then, now = amount
    more = np.maximum(published + now - then, 0.0)
    moved = np.divide(published * now, then, out=more, where=(published > 0) & (then > 0))
    stays, exact = (np.isclose(each, then, rtol=1e-9, atol=0.0) for each in (now, published))
    found: NDArray[np.float64] = np.where(stays, published, np.where(exact, now, moved))
    return found


def flow_cells(flows: Flows, residence: Residence, provider: Provider, places: Municipalities) -> Cells:
    """Flows added up as cells of another level.

    Parameters
    ----------
    flows : Flows
    residence : {"area", "municipality"}
    provider : {"unit", "municipality", "region"}
    places : Municipalities
        Where the units of the flows stand, where the provider is a municipality.

    Returns
    -------
    Cells
        In the codes of `geodata.region.visits.Level`.
    """
    home = np.where(flows.outside, OUTSIDE, flows.area)
    if residence == "municipality":
        home = places.of_residence[home]
    to: Ints | NDArray[np.int32] = flows.unit
    if provider == "municipality":
        to = places.of_unit[flows.unit]
    elif provider == "region":
        to = np.zeros_like(flows.unit)
    visits: NDArray[Any] = flows.visits  # no whole numbers where a model expects them
    return added_cells(Cells(home.astype(np.int32), to.astype(np.int32), visits, flows.cost))
