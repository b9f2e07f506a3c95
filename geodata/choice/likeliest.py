"""The likeliest parameters of a choice set: multinomial maximum likelihood by Newton's method.

McFadden 1974, in Zarembka, Frontiers in Econometrics. The likelihood is concave, so there is one optimum,
where `sum F g(t) = sum O P g(t)`; steps are halved while they do not gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geodata.choice.choice_set import ChoiceSet
from geodata.choice.shares import Floats, within_areas
from geodata.contract.errors import ChoiceModelError

_STEPS = 50
_SETTLED = 1e-10
"""Largest change of a parameter at which Newton's method has settled."""


class Optimum(NamedTuple):
    """Where the likelihood is greatest; the information matrix is of the free parameters."""

    parameters: Floats
    information: Floats
    shares: Floats
    log_likelihood: float
    steps: int


def likeliest(choices: ChoiceSet, pull: Floats, free: Sequence[int], start: Floats) -> Optimum:
    """Parameters under which the visits are likeliest; only the free ones move from where they start.

    Parameters
    ----------
    choices : ChoiceSet
    pull : float64, shape (2, pairs)
    free : sequence of int
    start : float64, shape (2,)

    Returns
    -------
    Optimum

    Raises
    ------
    ChoiceModelError
        If the visits cannot tell the parameters.
    """
    area, first, leaving, counts = choices.area, choices.first, choices.leaving, choices.visits
    if not len(first):
        raise ChoiceModelError("No visits go to a unit with known supply within reach: nothing to fit.")
    theta, free = start.copy(), list(free)
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
            return Optimum(theta, second, share, float(gained), step_number)
    raise ChoiceModelError(
        "The fit of Huff's model did not settle: the flows may follow minutes or supply without exception."
    )
