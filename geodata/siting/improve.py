"""Better sites by exchanging one at a time, and a bound on what any sites can save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geodata.siting.question import Bools, Floats
from geodata.siting.savings import Savings, best_of, gains, saving_of

Stop = Callable[[], bool]

_ROUNDS = 400
_PATIENCE = 8
_NEGLIGIBLE = 1e-9
"""Of a value: less is rounding."""


def exchanged(problem: Savings, chosen: list[int], stop: Stop) -> list[int]:
    """Sites after the best exchange of one for another, until none saves more.

    Vertex interchange: Teitz & Bart 1968, doi 10.1287/opre.16.5.955; all exchanges weighed at once as
    Whitaker 1983 and Resende & Werneck 2007, doi 10.1016/j.ejor.2005.05.049, do.
    """
    chosen = list(chosen)
    of, count = problem.of, len(chosen)
    site_of = np.repeat(np.arange(of.shape[1]), np.diff(of.indptr))
    while count and not stop():
        first, second, whose = best_of(problem, chosen)
        gain = gains(of, first)
        loss = np.bincount(whose[whose >= 0], (first - second)[whose >= 0], count)
        row = of.indices
        spared = np.minimum(of.data, first[row]) - second[row]
        useful = (spared > 0) & (whose[row] >= 0)
        code = site_of[useful] * count + whose[row[useful]]
        extra = np.bincount(code, spared[useful], of.shape[1] * count).reshape(-1, count)
        profit = gain[:, None] + extra - loss
        profit[chosen] = -np.inf
        site, slot = np.unravel_index(int(profit.argmax()), profit.shape)
        if profit[site, slot] <= _NEGLIGIBLE * max(1.0, float(first.sum())):
            break
        chosen[int(slot)] = int(site)
    return chosen


@dataclass(frozen=True, eq=False)
class Bound:
    """Upper limit of what any choice of sites can save, and what follows for single sites.

    Attributes
    ----------
    value : float
    never, always : bool, shape (sites,)
        Sites that no better choice than the one known has, or lacks.
    """

    value: float
    never: Bools
    always: Bools


def bounded(problem: Savings, chosen: list[int], stop: Stop) -> Bound:
    """Upper bound on what `problem.most` sites can save, by Lagrangian relaxation.

    That an area is saved once is relaxed, with a price on each area found by subgradients
    (Cornuejols, Fisher & Nemhauser 1977, doi 10.1287/mnsc.23.8.789; Held, Wolfe & Crowder 1974). A
    site whose price alone would take the bound below the value known is out, or in, for certain.

    Parameters
    ----------
    problem : Savings
    chosen : list of int
        The best sites known.
    stop : callable
        Asked between rounds.
    """
    of, most = problem.of, problem.most
    sites = of.shape[1]
    never, always = np.zeros(sites, bool), np.zeros(sites, bool)
    if not sites or most >= sites:
        return Bound(saving_of(problem, list(range(sites))), never, ~never)
    known = saving_of(problem, chosen)
    slack = _NEGLIGIBLE * max(1.0, known)
    price = best_of(problem, chosen)[0]
    least, best_price, pace, stuck = np.inf, price, 1.0, 0
    for _ in range(_ROUNDS):
        worth = gains(of, price)
        order = np.argpartition(-worth, (most - 1, most))
        inside, worst, next_ = order[:most], worth[order[most - 1]], worth[order[most]]
        bound = float(price.sum() + worth[inside].sum())
        member = np.zeros(sites, bool)
        member[inside] = True
        never |= ~member & (bound - worst + worth < known - slack)
        always |= member & (bound - worth + next_ < known - slack)
        if least == np.inf or bound < least - 1e-7 * abs(least):
            least, best_price, stuck = bound, price, 0
        else:
            stuck += 1
        if least <= known + slack or stop():
            break
        if stuck >= _PATIENCE:
            pace, stuck, price = pace / 2, 0, best_price
            if pace < 1e-3:
                break
            continue
        times = _times_saved(problem, inside, price)
        slope = 1.0 - times
        slope[(price <= 0) & (slope > 0)] = 0.0
        size = float(slope @ slope)
        if not size:
            break
        price = np.maximum(price - slope * (pace * (bound - known) / size), 0.0)
    return Bound(max(least, known), never, always)


def _times_saved(problem: Savings, inside: np.ndarray, price: Floats) -> Floats:
    part = problem.of[:, inside]
    taken = part.data > price[part.indices]
    return np.bincount(part.indices[taken], minlength=problem.of.shape[0]).astype(np.float64)
