"""Visits between municipalities: where residents live, and where the unit stands that they use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.access.quantiles import MEDIAN, grouped_quantile
from geodata.assessment.assessment import Assessment
from geodata.disclosure.shares import shares
from geodata.flows.flows import Flows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MunicipalityFlows:
    """Visits from each municipality to each other one, most first.

    Attributes
    ----------
    ids, names : tuple of str
        Of all municipalities, ascending by id: what the positions below mean.
    origin, destination : int64, shape (flows,)
        Never the same.
    visits : number, shape (flows,)
    share : float64, shape (flows,)
        Of all visits by residents of the origin, 0 to 1.
    minutes : float64, shape (flows,)
        Of the visit in the middle; inf out of reach.
    total : float
        All visits that cross a border between two municipalities.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    origin: Ints
    destination: Ints
    visits: Ints | Floats
    share: Floats
    minutes: Floats
    total: float


@dataclass(frozen=True, eq=False)
class Exchange:
    """What each two municipalities exchange, the largest flow first.

    `more` and `less` are the flows from `first` to `second`, and back: never fewer one way than the other.
    """

    first: Ints
    second: Ints
    more: Floats
    less: Floats


@lru_cache(maxsize=16)
def municipality_flows(assessment: Assessment) -> MunicipalityFlows | None:
    """Visits that cross a border between municipalities, whatever units they are to.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    MunicipalityFlows or None
        None where the region has no visits.
    """
    flows = assessment.use.flows
    if flows is None:
        return None
    cells, by_home = assessment.use.municipality_flows, assessment.use.visits_by_municipality
    assert cells is not None  # where there are flows
    assert by_home is not None
    places = assessment.changed.municipalities
    crosses = (cells.residence >= 0) & (cells.provider >= 0) & (cells.residence != cells.provider)
    origin, destination = (column[crosses].astype(np.int64) for column in (cells.residence, cells.provider))
    visits = cells.visits[crosses]
    order = np.argsort(-visits, kind="stable")
    origin, destination, visits = origin[order], destination[order], visits[order]
    return MunicipalityFlows(
        places.ids,
        places.names,
        origin,
        destination,
        visits,
        shares(visits, by_home[origin], assessment.region.protected),
        _minutes(assessment, flows, origin, destination),
        float(visits.sum()),
    )


def _minutes(assessment: Assessment, flows: Flows, origin: Ints, destination: Ints) -> Floats:
    """Minutes of the visit in the middle from each municipality to each other, of pairs that have flows."""
    places = assessment.changed.municipalities
    count = len(places.ids)
    stands = places.of_unit[flows.unit]
    inside = np.flatnonzero((flows.area >= 0) & (stands >= 0))
    pair, group = np.unique(
        places.of_area[flows.area[inside]].astype(np.int64) * count + stands[inside], return_inverse=True
    )
    found = np.append(
        grouped_quantile(group, flows.minutes[inside], flows.visits[inside], len(pair), MEDIAN), np.nan
    )
    wanted = origin * count + destination
    at = np.searchsorted(pair, wanted)
    known = np.append(pair, -1)[at] == wanted
    minutes: Floats = found[np.where(known, at, len(pair))]
    return minutes


def exchanged(flows: MunicipalityFlows, among: Ints | None = None) -> Exchange:
    """Both ways between each two municipalities that exchange any visits.

    Parameters
    ----------
    flows : MunicipalityFlows
    among : int64, optional
        Only exchanges that one of these municipalities has part in.

    Returns
    -------
    Exchange
        By the larger flow, most first; ties by position.
    """
    size = {
        (int(a), int(b)): visits
        for a, b, visits in zip(flows.origin, flows.destination, flows.visits.tolist(), strict=True)
    }
    larger = [
        (a, b)
        for a, b in size
        if (size[a, b], -a) > (size.get((b, a), 0), -b) and (among is None or a in among or b in among)
    ]
    at = np.array(larger, dtype=np.int64).reshape(-1, 2)
    return Exchange(
        at[:, 0],
        at[:, 1],
        np.array([size[pair] for pair in larger], dtype=np.float64),
        np.array([size.get((b, a), 0) for a, b in larger], dtype=np.float64),
    )
