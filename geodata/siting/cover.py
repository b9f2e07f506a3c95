"""Everybody within the limit with the fewest new units: what must be covered, and first answers."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csc_array, csr_array

from geodata.contract.errors import UncoverableError
from geodata.siting.question import Question
from geodata.siting.savings import Savings, collapsed, dominated, greedy, savings_at


def cover(question: Question) -> Savings:
    """The areas with residents that no existing unit covers, and the sites that do.

    Returns
    -------
    Savings
        1 where a site covers the areas of a row, and as many sites as there are; those that cover no
        more than another are left out.

    Raises
    ------
    UncoverableError
        If no site covers one of them.
    """
    needed = (question.persons > 0) & (question.existing_min > question.limit_min)
    there = question.minutes.tocoo()
    row, site = there.coords
    near = (there.data <= question.limit_min) & needed[row]
    matrix = csr_array((np.ones(int(near.sum())), (row[near], site[near])), shape=question.minutes.shape)
    matrix.sort_indices()
    never = np.flatnonzero(needed & (np.diff(matrix.indptr) == 0)).tolist()
    if never:
        raise UncoverableError(
            f"{len(never)} areas are beyond {question.limit_min:g} minutes of every unit and every candidate "
            "site: raise the limit, or give candidates near them.",
            never,
        )
    rows = collapsed(matrix)
    columns = csc_array(rows)
    useful = np.flatnonzero(np.diff(columns.indptr))
    useful = useful[~dominated(columns[:, useful])]
    found = csc_array(columns[:, useful])
    found.sort_indices()
    found.data[:] = 1.0
    return Savings(found, useful.astype(np.int64), len(useful))


def first_cover(problem: Savings) -> list[int]:
    """The site that covers most of what is left, until nothing is; then those no longer needed go.

    Chvátal 1979, doi 10.1287/moor.4.3.233.
    """
    of = problem.of
    chosen = greedy(problem)
    times = of[:, chosen] @ np.ones(len(chosen))
    for site in sorted(chosen, key=lambda row: of.indptr[row + 1] - of.indptr[row]):
        rows, _ = savings_at(of, site)
        if (times[rows] > 1).all():
            times[rows] -= 1
            chosen.remove(site)
    return chosen


def fewest(problem: Savings) -> float:
    """A number of sites that no cover can do with fewer than.

    Each row is priced so that no site's rows cost more than 1: the prices' sum bounds the cover from
    below, by duality of linear programmes.
    """
    of = problem.of
    if not of.nnz:
        return 0.0
    largest = np.zeros(of.shape[0])
    np.maximum.at(largest, of.indices, np.repeat(np.diff(of.indptr), np.diff(of.indptr)).astype(float))
    return float(math.ceil((1 / largest).sum() - 1e-6))
