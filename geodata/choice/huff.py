"""Huff's model of which unit people choose: calibrated on observed flows, used to expect new ones."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from geodata.choice.choice_set import ChoiceSet, choice_set
from geodata.choice.decay import MINUTES_FLOOR
from geodata.choice.likeliest import Optimum, Question, likeliest
from geodata.choice.shares import InRows, Minutes, Numbers, probabilities, within_areas
from geodata.choice.two_way import two_way_errors
from geodata.contract.errors import ChoiceModelError, IndexMismatchError
from geodata.region.choice_model import Decay, Fit


def calibrate(
    flows: csr_array | Numbers,
    supply: Numbers,
    minutes: Minutes | InRows,
    *,
    a: float | None = None,
    decay: Decay = "power",
    minutes_floor: float = MINUTES_FLOOR,
) -> Fit:
    """Likeliest parameters of Huff's model for observed flows.

    Every unit in reach stands in an area's choice set, visited or not: a fit on visited pairs alone is
    biased.

    Parameters
    ----------
    flows : csr_array or array of numbers, shape (areas, units)
        Observed visits or persons, at least 0.
    supply : array of numbers, shape (units,)
        In any unit of measure: parameters and errors are the same. 0 or NaN where a unit is no choice.
    minutes : csr_array or array, shape (areas, units), or what gives their rows
        inf, or not stored, where out of reach.
    a : float, optional
        The exponent of supply where it is given and only `b` is sought, as it must be where all
        units are equally large.
    decay : {"power", "exponential", "square_root"}
    minutes_floor : float
        Of the power law.

    Returns
    -------
    Fit

    Raises
    ------
    ChoiceModelError
        If the flows cannot tell the parameters.
    IndexMismatchError
        If the arrays are not of the same areas and units.
    """
    choices = choice_set(flows, supply, minutes)
    found = likeliest_of(choices, a, decay, minutes_floor)
    return fitted(choices, found, free_of(a), decay, minutes_floor)


def free_of(a: float | None) -> list[int]:
    """Which of the parameters are sought: that of supply only where it is not given."""
    return [0, 1] if a is None else [1]


def likeliest_of(
    choices: ChoiceSet, a: float | None, decay: Decay, minutes_floor: float = MINUTES_FLOOR
) -> Optimum:
    """The likeliest parameters of one function of distance; takes and raises what `calibrate` does."""
    question = Question(decay)
    start = {question: np.array([a or 0.0, 0.0])}
    found = likeliest(choices, start, free_of(a), minutes_floor=minutes_floor)[question]
    if isinstance(found, ChoiceModelError):
        raise found
    return found


def fitted(
    choices: ChoiceSet,
    found: Optimum,
    free: list[int],
    decay: Decay = "power",
    minutes_floor: float = MINUTES_FLOOR,
) -> Fit:
    """How sure the likeliest parameters of a choice set are, and how well they fit."""
    error = two_way_errors(choices, decay, found, free, minutes_floor)
    null, common, flows, visits = 0.0, 0.0, 0, 0.0
    for block in choices.blocks():
        pull = block.pull(decay, minutes_floor)
        share = within_areas(found.parameters @ pull, block.first)[0]
        common += float(np.minimum(block.visits, block.to_pairs(block.leaving) * share).sum())
        null -= float(block.leaving @ np.log(block.pairs_of))
        flows += int((block.visits > 0).sum())
        visits += float(block.visits.sum())
    observed = np.asarray(choices.flows.sum(axis=0)).ravel()
    to_supply = float(observed[choices.supply > 0].sum())
    return Fit(
        float(found.parameters[0]),
        float(found.parameters[1]),
        float(error[0]),
        float(error[1]),
        found.log_likelihood,
        null,
        common / visits,
        found.steps,
        flows,
        visits,
        to_supply - visits,
        float(observed.sum()) - to_supply,
        decay,
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
    share = probabilities(fit.a, fit.b, supply, minutes, decay=fit.decay)
    each = np.repeat(np.asarray(demand, np.float64), np.diff(share.indptr))
    return csr_array((share.data * each, share.indices, share.indptr), shape=share.shape)
