"""Which sites find room for most residents within the limit, where each has only so much room.

Capacitated maximal covering location problem, CMCLP: Current & Storbeck 1988, doi 10.1068/b150153. An area
may be shared among sites; who is within the limit of an existing unit is covered already, as in MCLP.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csr_array

from geodata.contract.errors import IndexMismatchError, SitingError
from geodata.siting.highs import Programme, solved
from geodata.siting.improve import Stop
from geodata.siting.question import Floats, Ints, Question
from geodata.siting.savings import collapsed
from geodata.siting.search import TIME_LIMIT_S, best_answer
from geodata.siting.solver import solve


@dataclass(frozen=True)
class CapacitatedSiting:
    """Sites with room for so many, and how certain it is that no others have room for more.

    Attributes
    ----------
    sites : tuple of int
        Positions among the candidates, ascending.
    placed : float
        Residents within the limit of a site with room for them, who were not covered before.
    bound : float
        No choice of sites places more; equal to `placed` where that is proven.
    proven, stopped : bool
        Whether no choice places more; whether the search was cut short.
    turned_away : float
        Residents within the limit of the sites for whom there is no room.
    """

    sites: tuple[int, ...]
    placed: float
    bound: float
    proven: bool
    stopped: bool
    turned_away: float

    @property
    def gap(self) -> float:
        """How far from the bound what is placed may be, as a share of it, at least 0."""
        away = self.bound - self.placed
        return 0.0 if away <= 0 else away / self.placed if self.placed else float("inf")


def most_placed(
    question: Question,
    capacity: Floats,
    *,
    time_limit_s: float = TIME_LIMIT_S,
    stop: Stop = lambda: False,
) -> CapacitatedSiting:
    """The proven best sites, or the best found and a bound.

    Parameters
    ----------
    question : Question
        Of coverage.
    capacity : float64, shape (sites,)
        Residents that each site has room for, at least 0; inf is no limit.
    time_limit_s : float
        For the whole search.
    stop : callable
        Asked all along.

    Raises
    ------
    SitingError
        If the question is not of coverage, or a capacity is negative or unknown.
    IndexMismatchError
        If there is not one capacity a site.
    """
    ends = time.monotonic() + time_limit_s
    room = np.asarray(capacity, np.float64)
    if question.objective != "coverage":
        raise SitingError("Room at each site is counted with where as many as possible are to be covered.")
    if room.shape != (question.minutes.shape[1],):
        raise IndexMismatchError(f"{room.shape} capacities for {question.minutes.shape[1]} candidate sites")
    if not (room >= 0).all():
        raise SitingError("The capacity of a site is a number of residents, at least 0.")
    near = _newly_near(question)
    room = np.minimum(room, near.sum(axis=0))
    chosen = np.array(best_answer(question, time_limit_s=time_limit_s, stop=lambda: True).sites, np.int64)
    placed = _placed(near, room, chosen)
    highest = min(float(near.max(axis=1).sum()), float(np.sort(room)[::-1][: question.sites].sum()))
    if placed >= highest * (1 - 1e-12):
        return _answer(near, chosen, placed, placed)
    programme = _programme(near, room, question.sites)
    found = solve(programme, max(ends - time.monotonic(), 0.0), stop, lambda _: None)
    if found.x is not None:
        other = np.flatnonzero(found.x > 0.5)
        more = _placed(near, room, other)
        chosen, placed = (other, more) if more > placed else (chosen, placed)
    bound = placed if found.proven else max(placed, min(highest, -found.bound))
    return replace(_answer(near, chosen, placed, bound), stopped=not found.proven and bound > placed)


def _newly_near(question: Question) -> csr_array:
    """Residents within the limit of each site and of no existing unit, areas near the same sites as one."""
    there = question.minutes.tocoo()
    row, site = there.coords
    persons = question.persons[row].astype(np.float64)
    counts = (there.data <= question.limit_min) & (question.existing_min[row] > question.limit_min)
    counts &= persons > 0
    pairs = csr_array((persons[counts], (row[counts], site[counts])), shape=question.minutes.shape)
    pairs.sort_indices()
    return collapsed(pairs)


def _programme(near: csr_array, room: Floats, most: int) -> Programme:
    """Sites, then the share of each area that each site takes.

    No area is shared out more than once, no site takes more than it has room for or anything unless it
    stands, and at most so many stand.
    """
    pairs = near.tocoo()
    area, site, persons = pairs.coords[0], pairs.coords[1], pairs.data
    (areas, sites), count = near.shape, len(persons)
    each, share = np.arange(count), sites + np.arange(count)
    rows = np.concatenate((area, areas + site, areas + np.arange(sites), *(2 * [areas + sites + each])))
    columns = np.concatenate((share, share, np.arange(sites), share, site))
    values = np.concatenate((np.ones(count), persons, -room, np.ones(count), -np.ones(count)))
    rows = np.append(rows, np.full(sites, areas + sites + count))
    columns, values = np.append(columns, np.arange(sites)), np.append(values, np.ones(sites))
    shape = (areas + sites + count + 1, sites + count)
    high = np.concatenate((np.ones(areas), np.zeros(sites + count), [float(most)]))
    cost = np.concatenate((np.zeros(sites), -persons))
    matrix = csr_array(coo_array((values, (rows, columns)), shape=shape))
    return Programme(cost, matrix, np.full(len(high), -np.inf), high, sites)


def _placed(near: csr_array, room: Floats, chosen: Ints) -> float:
    """Residents that some sites have room for, shared among them as well as can be."""
    part = csr_array(near[:, chosen])
    programme = replace(_programme(part, room[chosen], len(chosen)), whole=0)
    return max(-solved(programme, np.inf).cost, 0.0)


def _answer(near: csr_array, chosen: Ints, placed: float, bound: float) -> CapacitatedSiting:
    reached = float(near[:, chosen].max(axis=1).sum()) if len(chosen) else 0.0
    close = bound - placed <= 1e-9 * max(1.0, placed)
    return CapacitatedSiting(
        tuple(sorted(chosen.tolist())),
        placed,
        placed if close else bound,
        close,
        stopped=False,
        turned_away=max(reached - placed, 0.0),
    )
