"""The questions as mixed-integer programmes: small, because what cannot matter is left out.

Savings become levels: area i is saved at least its k-th largest saving if one of the sites that save
it so much stands, and each level is worth what it saves beyond the next. One variable a level, chained
to the one above it, as Elloumi 2010, doi 10.1007/s10878-008-9163-x, writes the p-median; coverage is the
case of a single level.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from geodata.siting.highs import Programme
from geodata.siting.improve import Bound
from geodata.siting.question import Ints
from geodata.siting.savings import Savings, best_of


def of_savings(problem: Savings, bound: Bound) -> tuple[Programme, Ints, list[int]]:
    """The programme of what remains to be decided.

    Parameters
    ----------
    problem : Savings
    bound : Bound
        Sites that are always, or never, part of a better choice are not asked about.

    Returns
    -------
    Programme
        Its cost is minus what is saved beyond the sites that are decided.
    int64
        Sites that its first variables stand for.
    list of int
        Sites that are decided.
    """
    decided = np.flatnonzero(bound.always).tolist()
    open_ = np.flatnonzero(~bound.always & ~bound.never)
    have = best_of(problem, decided)[0]
    pairs = problem.of[:, open_].tocoo()
    row, site, saved = pairs.coords[0], pairs.coords[1], pairs.data
    more = saved > have[row]
    row, site, saved = row[more], site[more], saved[more]
    order = np.lexsort((site, -saved, row))
    row, site, saved = row[order], site[order], saved[order]
    new = np.ones(len(row), bool)
    new[1:] = (np.diff(row) != 0) | (np.diff(saved) != 0)
    level = np.cumsum(new) - 1
    top = np.flatnonzero(new)
    levels, of_row, worth = len(top), row[top], saved[top]
    last = np.ones(levels, bool)
    last[:-1] = np.diff(of_row) != 0
    below = np.where(last, have[of_row], np.append(worth[1:], 0.0))
    chained = np.flatnonzero(~last) + 1  # levels that have one above them
    sites, each = len(open_), np.arange(levels)
    rows = np.concatenate((each, chained, level, np.full(sites, levels)))
    columns = np.concatenate((sites + each, sites + chained - 1, site, np.arange(sites)))
    values = np.concatenate((np.ones(levels), -np.ones(len(chained)), -np.ones(len(level)), np.ones(sites)))
    matrix = csr_array(coo_array((values, (rows, columns)), shape=(levels + 1, sites + levels)))
    high = np.append(np.zeros(levels), float(problem.most - len(decided)))
    cost = np.concatenate((np.zeros(sites), below - worth))
    programme = Programme(cost, matrix, np.full(levels + 1, -np.inf), high, sites)
    return programme, open_, decided


def of_cover(problem: Savings) -> Programme:
    """The programme of the fewest sites that together have something in every row."""
    rows, sites = problem.of.shape
    return Programme(np.ones(sites), csr_array(problem.of), np.ones(rows), np.full(rows, np.inf), sites)
