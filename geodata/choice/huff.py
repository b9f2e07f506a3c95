"""Huff's model of which unit people choose: calibrated on observed flows, used to expect new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from geodata.choice.shares import (
    MINUTES_FLOOR,
    Floats,
    Ints,
    Minutes,
    Numbers,
    known,
    pairs,
    probabilities,
    within_areas,
)
from geodata.contract.errors import ChoiceModelError, IndexMismatchError

_STEPS = 50
_SETTLED = 1e-10
"""Largest change of an exponent at which Newton's method has settled."""


@dataclass(frozen=True)
class Fit:
    """Exponents of Huff's model, how sure they are and how well the model fits.

    Attributes
    ----------
    a, b : float
        Exponents of supply and of minutes.
    a_error, b_error : float
        Standard errors that let the visits of one area be decided alike (sandwich over areas; White
        1982, doi 10.2307/1912526); 0 for an exponent that was given.
    log_likelihood, null_log_likelihood : float
        Natural logarithms, without the multinomial constant: of the model, and of equal shares among
        all units within reach.
    overlap : float
        Share of visits that the model sends where they go, 0 to 1: the common part of commuters,
        `sum min(F, E) / sum F` (Lenormand et al. 2016, doi 10.1016/j.jtrangeo.2015.12.008).
    iterations : int
    flows : int
        Pairs of area and unit with visits that the fit stands on.
    visits : float
        On those pairs.
    visits_beyond : float
        Set aside: to units of supply that the minutes say cannot be reached. They would have
        probability 0. Where they are many, calibrate on minutes without a longest journey.
    visits_elsewhere : float
        Set aside: to units whose supply is 0 or unknown.
    """

    a: float
    b: float
    a_error: float
    b_error: float
    log_likelihood: float
    null_log_likelihood: float
    overlap: float
    iterations: int
    flows: int
    visits: float
    visits_beyond: float
    visits_elsewhere: float

    @property
    def pseudo_r2(self) -> float:
        """`1 - log_likelihood / null_log_likelihood` (McFadden 1974), 0 to 1; NaN without a choice."""
        null = self.null_log_likelihood
        return 1 - self.log_likelihood / null if null else float("nan")


def calibrate(
    flows: csr_array | Numbers,
    supply: Numbers,
    minutes: Minutes,
    *,
    a: float | None = None,
    minutes_floor: float = MINUTES_FLOOR,
) -> Fit:
    """Likeliest exponents of Huff's model for observed flows.

    Multinomial maximum likelihood (McFadden 1974, in Zarembka, Frontiers in Econometrics) by
    Newton's method, steps halved while they do not gain; the likelihood is concave, so there is one
    optimum, where `sum F ln t = sum O P ln t`. Every unit in reach stands in an area's choice set,
    visited or not: a fit on visited pairs alone is biased.

    Parameters
    ----------
    flows : csr_array or array of numbers, shape (areas, units)
        Observed visits or persons, at least 0.
    supply : array of numbers, shape (units,)
        In any unit of measure: the exponents are the same. 0 or NaN where a unit is no choice.
    minutes : csr_array or array, shape (areas, units)
        inf, or not stored, where out of reach.
    a : float, optional
        The exponent of supply where it is given and only `b` is sought, as it must be where all
        units are equally large.
    minutes_floor : float

    Returns
    -------
    Fit

    Raises
    ------
    ChoiceModelError
        If the flows cannot tell the exponents.
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    _same_shape(flows.shape, supply, minutes)
    observed = csr_array(flows, dtype=np.float64)
    offered = known(supply)
    row, unit, away = pairs(minutes, offered)
    counts = _at(observed, row, unit)
    leaving = np.bincount(row, counts, observed.shape[0])
    live = leaving[row] > 0
    row, unit, counts, away = row[live], unit[live], counts[live], away[live]
    if not len(row):
        raise ChoiceModelError("No visits go to a unit with known supply within reach: nothing to fit.")
    first = np.flatnonzero(np.diff(row, prepend=-1))
    area = np.cumsum(np.diff(row, prepend=-1) > 0) - 1  # areas with visits, numbered without gaps
    leaving = leaving[row[first]]
    pull = np.stack((np.log(offered[unit]), -np.log(np.maximum(away, minutes_floor))))
    free = [0, 1] if a is None else [1]
    found = _newton(pull, counts, leaving, first, area, free, np.array([a or 0.0, 0.0]))
    expected = leaving[area] * found.shares
    scores = np.add.reduceat(pull * (counts - expected), first, axis=1)[free]
    bread = np.linalg.inv(found.information)
    error = np.zeros(2)
    error[free] = np.sqrt(np.diag(bread @ (scores @ scores.T) @ bread))
    choices = np.diff(np.append(first, len(row)))
    visits, to_supply = float(counts.sum()), float(observed.sum(axis=0)[offered > 0].sum())
    return Fit(
        float(found.exponents[0]),
        float(found.exponents[1]),
        float(error[0]),
        float(error[1]),
        found.log_likelihood,
        -float(leaving @ np.log(choices)),
        float(np.minimum(counts, expected).sum() / visits),
        found.steps,
        int((counts > 0).sum()),
        visits,
        to_supply - visits,
        float(observed.sum()) - to_supply,
    )


def predict(fit: Fit, supply: Numbers, minutes: Minutes, demand: Numbers) -> csr_array:
    """Visits that the model expects of each area at each unit, at least 0.

    Parameters
    ----------
    fit : Fit
    supply : array of numbers, shape (units,)
    minutes : csr_array or array, shape (areas, units)
    demand : array of numbers, shape (areas,)
        Visits, or persons, that leave each area.

    Returns
    -------
    csr_array, shape (areas, units)
        Each row sums to its demand, or to 0 where no unit is within reach; `.sum(axis=0)` is what
        each unit may expect.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    if len(demand) != minutes.shape[0]:
        raise IndexMismatchError(f"minutes are {minutes.shape} for {len(demand)} areas")
    share = probabilities(fit.a, fit.b, supply, minutes)
    each = np.repeat(np.asarray(demand, np.float64), np.diff(share.indptr))
    return csr_array((share.data * each, share.indices, share.indptr), shape=share.shape)


class _Optimum(NamedTuple):
    """Where the likelihood is greatest; the information matrix is of the free exponents."""

    exponents: Floats
    information: Floats
    shares: Floats
    log_likelihood: float
    steps: int


def _newton(
    pull: Floats, counts: Floats, leaving: Floats, first: Ints, area: Ints, free: list[int], theta: Floats
) -> _Optimum:
    """Likeliest exponents; only the free ones move."""
    gradient = pull @ counts
    share, log_sum = within_areas(theta @ pull, first, area)
    gained = theta @ gradient - leaving @ log_sum
    for step_number in range(1, _STEPS + 1):
        expected = leaving[area] * share
        mean = np.add.reduceat(pull * share, first, axis=1)
        slope = (pull @ (counts - expected))[free]
        second = (pull * expected) @ pull.T - (mean * leaving) @ mean.T
        second = second[np.ix_(free, free)]
        if np.linalg.cond(second) > 1e12 or not np.diag(second).min() > 1e-9 * leaving.sum():
            raise ChoiceModelError(
                "The flows cannot tell how supply and minutes draw: units, or journeys, differ too little. "
                "Give the exponent of supply where all units are equally large."
            )
        step = np.zeros(2)
        step[free] = np.linalg.solve(second, slope)
        for _ in range(30):
            share, log_sum = within_areas((theta + step) @ pull, first, area)
            now = (theta + step) @ gradient - leaving @ log_sum
            if now >= gained - 1e-12 * abs(gained):
                break
            step = step / 2
        theta, gained = theta + step, now
        if np.abs(step).max() < _SETTLED * max(1.0, np.abs(theta).max()):
            return _Optimum(theta, second, share, float(gained), step_number)
    raise ChoiceModelError(
        "The fit of Huff's model did not settle: the flows may follow minutes or supply without exception."
    )


def _at(flows: csr_array, row: Ints, unit: Ints) -> Floats:
    return np.asarray(flows[row, unit], dtype=np.float64).ravel() if len(row) else np.empty(0)


def _same_shape(shape: tuple[int, ...], supply: Numbers, minutes: Minutes) -> None:
    if shape != minutes.shape or minutes.shape[1] != len(supply):
        raise IndexMismatchError(f"flows are {shape} and minutes {minutes.shape} for {len(supply)} units")
