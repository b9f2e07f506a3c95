"""Service areas as they are used: most visits decide, and every one is of one piece.

All the kinds of service areas stand beside each other in `geodata.assessment.service_areas`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geodata.flows.flows import plurality
from geodata.travel import kept

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def observed(visits: csr_array, neighbours: csr_array) -> Ints:
    """The unit that most of each area's visits go to, enclaves given to a neighbour's unit.

    The Dartmouth Atlas of Health Care's hospital service areas (Wennberg & Cooper 1996): plurality,
    ties to the lower unit, then contiguity. A unit keeps its connected part with most visits to it;
    every other part goes whole to that unit, of those beside it, which most of its visits go to.
    A part with no neighbours (an island) stays as it is.

    Parameters
    ----------
    visits : csr_array, shape (areas, units)
    neighbours : csr_array, shape (areas, areas)
        Areas that share a border.

    Returns
    -------
    int64, shape (areas,)
        Position of the unit; -1 without visits.
    """
    unit = plurality(visits)
    area, neighbour = _pairs(neighbours)
    while True:
        part = parts(neighbours, unit)
        main = _main_parts(visits, unit, part)
        mended = _enclaves_moved(visits, area, neighbour, unit, part, main)
        if (mended == unit).all():
            return unit
        unit = mended


def parts(neighbours: csr_array, label: Ints) -> Ints:
    """The connected part that each area is in: neighbours with the same label.

    Parameters
    ----------
    neighbours : csr_array, shape (areas, areas)
    label : int64, shape (areas,)

    Returns
    -------
    int64, shape (areas,)
        Number of the part, from 0; an area without such neighbours is a part of its own.
    """
    area, neighbour = _pairs(neighbours)
    graph = kept(neighbours, label[area] == label[neighbour])
    part: Ints = connected_components(graph, directed=False)[1].astype(np.int64)
    return part


def _main_parts(visits: csr_array, unit: Ints, part: Ints) -> Bools:
    """Of each unit's parts the one with most visits to it (then most areas, then the first)."""
    count = int(part.max(initial=-1)) + 1
    areas = np.arange(len(unit))
    own = np.zeros(len(unit), np.int64)
    some = np.flatnonzero(unit >= 0)
    if len(some):  # scipy answers no cells with a sparse array
        own[some] = visits[some, unit[some]]
    first = np.full(count, len(unit))
    np.minimum.at(first, part, areas)
    size, weight = np.bincount(part, minlength=count), np.bincount(part, own, minlength=count)
    unit_of = unit[first]
    order = np.lexsort((first, -size, -weight, unit_of))
    _, leading = np.unique(unit_of[order], return_index=True)
    main = np.zeros(count, bool)
    main[order[leading]] = True
    main &= unit_of >= 0
    return main


def _enclaves_moved(
    visits: csr_array, area: Ints, neighbour: Ints, unit: Ints, part: Ints, main: Bools
) -> Ints:
    """Parts beside another unit's main part, moved to the one of these with most of its visits.

    A part that touches only other enclaves waits until these have moved, so every round leaves
    fewer enclaves.
    """
    edge = ~main[part[area]] & (unit[area] >= 0) & main[part[neighbour]]
    if not edge.any():
        return unit
    width = visits.shape[1]
    choice = np.unique(part[area[edge]] * width + unit[neighbour[edge]])  # of a part: the units beside it
    small = np.flatnonzero(~main[part])
    rows = visits[small]
    code = np.repeat(part[small], np.diff(rows.indptr)) * width + rows.indices
    place = np.minimum(np.searchsorted(choice, code), len(choice) - 1)
    beside = choice[place] == code
    weight = np.bincount(place[beside], rows.data[beside], len(choice))
    order = np.lexsort((choice, -weight, choice // width))
    enclave, leading = np.unique(choice[order] // width, return_index=True)
    new = np.full(len(main), -1, np.int64)
    new[enclave] = choice[order[leading]] % width
    return np.where(new[part] >= 0, new[part], unit)


def _pairs(neighbours: csr_array) -> tuple[Ints, Ints]:
    area = np.repeat(np.arange(neighbours.shape[0]), np.diff(neighbours.indptr))
    return area, neighbours.indices.astype(np.int64)
