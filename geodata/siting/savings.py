"""MCLP and p-median as one problem: what each site saves each area, of which the best one counts.

`V(S) = sum_i max over j in S of s_ij`, for at most `p` sites. For coverage `s_ij` is the persons of
area i where j is within the limit and no existing unit is; for mean minutes it is person-minutes
saved. Both are submodular, so greedy is within 37 % of the best (Nemhauser, Wolsey & Fisher 1978,
doi 10.1007/BF01588971), in practice within a few.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array

from geodata.siting.question import Floats, Ints, Question


@dataclass(frozen=True, eq=False)
class Savings:
    """Savings of each site.

    Attributes
    ----------
    of : csc_array, shape (rows, sites)
        Savings above 0, one row an area, or several areas that the same sites save.
    sites : int64, shape (sites,)
        Positions among the candidates; those that save nothing, or never more than another does, are
        left out.
    most : int
        At most so many sites.
    """

    of: csc_array
    sites: Ints
    most: int


def savings(question: Question) -> Savings:
    """The savings of a question of coverage or mean minutes."""
    row, site, saved = _pairs(question)
    shape = question.minutes.shape
    matrix = csr_array((saved, (row, site)), shape=shape)
    matrix.sort_indices()
    if question.objective == "coverage":
        matrix = collapsed(matrix)
    columns = csc_array(matrix)
    useful = np.flatnonzero(np.diff(columns.indptr))
    if question.objective == "coverage":
        useful = useful[~dominated(columns[:, useful])]
    found = csc_array(columns[:, useful])
    found.sort_indices()
    return Savings(found, useful.astype(np.int64), min(question.sites, len(useful)))


def collapsed(matrix: csr_array) -> csr_array:
    """Rows with the same columns added to one, and empty ones left out, in order of appearance.

    Church 1984, "Symposium on location problems": areas that the same sites cover are one area.
    """
    rows: dict[bytes, int] = {}
    target = np.full(matrix.shape[0], -1)
    begins = matrix.indptr
    for at in range(matrix.shape[0]):
        if begins[at] < begins[at + 1]:
            columns = matrix.indices[begins[at] : begins[at + 1]].tobytes()
            target[at] = rows.setdefault(columns, len(rows))
    row = np.repeat(target, np.diff(begins))
    found = csr_array((matrix.data, (row, matrix.indices)), shape=(len(rows), matrix.shape[1]))
    found.sum_duplicates()
    return found


def dominated(columns: csc_array) -> np.ndarray:
    """Sites whose rows are all among another's, shape (sites,); of equal ones the first is not."""
    ones = csc_array((np.ones(columns.nnz), columns.indices, columns.indptr), shape=columns.shape)
    common = (ones.T @ ones).tocoo()
    size = np.diff(columns.indptr)
    first, second = common.coords
    less = (common.data == size[first]) & ((size[second] > size[first]) | (second < first))
    found = np.zeros(columns.shape[1], bool)
    found[first[less]] = True
    return found


def saving_of(problem: Savings, chosen: list[int]) -> float:
    """Total saving of some sites together."""
    return float(best_of(problem, chosen)[0].sum())


def best_of(problem: Savings, chosen: list[int]) -> tuple[Floats, Floats, Ints]:
    """Largest and second largest saving of each row, and which of `chosen` is the largest (-1)."""
    first, second = np.zeros(problem.of.shape[0]), np.zeros(problem.of.shape[0])
    whose = np.full(problem.of.shape[0], -1)
    for slot, site in enumerate(chosen):
        row, saved = savings_at(problem.of, site)
        ahead = saved > first[row]
        second[row] = np.where(ahead, first[row], np.maximum(second[row], saved))
        whose[row[ahead]] = slot
        first[row[ahead]] = saved[ahead]
    return first, second, whose


def savings_at(of: csc_array, site: int) -> tuple[Ints, Floats]:
    """Rows that a site saves in, and how much."""
    part = slice(of.indptr[site], of.indptr[site + 1])
    return of.indices[part], of.data[part]


def greedy(problem: Savings) -> list[int]:
    """The site that adds most, again and again; only gains that may still be largest are worked out anew.

    Minoux 1978, "Accelerated greedy algorithms for maximizing submodular set functions",
    doi 10.1007/BFb0006528. Of equals the lower.
    """
    have = np.zeros(problem.of.shape[0])
    waiting = [(-float(gain), site) for site, gain in enumerate(gains(problem.of, have))]
    heapq.heapify(waiting)
    chosen: list[int] = []
    while waiting and len(chosen) < problem.most:
        _, site = heapq.heappop(waiting)
        row, saved = savings_at(problem.of, site)
        gain = float(np.maximum(saved - have[row], 0).sum())
        if waiting and (-gain, site) > waiting[0]:
            heapq.heappush(waiting, (-gain, site))
            continue
        if gain <= 0:
            break
        chosen.append(site)
        have[row] = np.maximum(have[row], saved)
    return chosen


def gains(of: csc_array, have: Floats) -> Floats:
    """Further saving of each site beyond what is saved already, shape (sites,)."""
    if not of.shape[1]:
        return np.empty(0)
    more = np.maximum(of.data - have[of.indices], 0.0)
    return np.asarray(np.add.reduceat(more, of.indptr[:-1]), dtype=np.float64)  # no column is empty


def ranked(problem: Savings, chosen: list[int]) -> list[int]:
    """The same sites, the one that adds most to those before it first."""
    part = csc_array(problem.of[:, chosen])
    order = greedy(Savings(part, problem.sites[chosen], len(chosen)))
    return [chosen[at] for at in order]


def _pairs(question: Question) -> tuple[Ints, Ints, Floats]:
    there = question.minutes.tocoo()
    row, site = there.coords[0].astype(np.int64), there.coords[1].astype(np.int64)
    persons, away = question.persons[row].astype(np.float64), there.data
    if question.objective == "coverage":
        counts = (away <= question.limit_min) & (question.existing_min[row] > question.limit_min)
        saved = np.where(counts, persons, 0.0)
    else:
        now = np.minimum(question.existing_min, question.longest_min)[row]
        saved = persons * np.maximum(now - away, 0.0)
    some = saved > 0
    return row[some], site[some], saved[some]
