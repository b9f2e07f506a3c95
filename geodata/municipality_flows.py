"""Visits between municipalities: where residents live, and where the unit stands that they use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment import Assessment
from geodata.ends import middle

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

    `more` and `less` are the flows from `one` to `other`, and back: never fewer one way than the other.
    """

    one: Ints
    other: Ints
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
    flows = assessment.flows
    if flows is None:
        return None
    areas = assessment.region.areas
    codes = areas["municipality_id"].to_numpy(str)
    ids, first, home = np.unique(codes, return_index=True, return_inverse=True)
    stands = np.append(assessment.region.units["area"].to_numpy(np.int64), -1)[flows.unit]
    inside = np.flatnonzero((flows.area >= 0) & (stands >= 0))
    origin, destination = home[flows.area[inside]], home[stands[inside]]
    crosses = origin != destination
    kept, origin, destination = inside[crosses], origin[crosses], destination[crosses]
    pair, group = np.unique(origin * len(ids) + destination, return_inverse=True)
    visits = np.bincount(group, flows.visits[kept], minlength=len(pair))
    order = np.argsort(-visits, kind="stable")
    minutes = middle(group, len(pair), flows.minutes[kept], flows.visits[kept])
    known = flows.area >= 0
    by_home = np.bincount(home[flows.area[known]], flows.visits[known], minlength=len(ids))
    begin = pair[order] // len(ids)
    return MunicipalityFlows(
        tuple(ids.tolist()),
        tuple(areas["municipality"].to_numpy(str)[first].tolist()),
        begin,
        pair[order] % len(ids),
        visits[order] if flows.visits.dtype.kind == "f" else np.rint(visits[order]).astype(np.int64),
        visits[order] / by_home[begin],
        minutes[order],
        float(visits.sum()),
    )


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
