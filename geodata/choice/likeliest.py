"""The likeliest parameters of a choice set: multinomial maximum likelihood by Newton's method.

McFadden 1974, in Zarembka, Frontiers in Econometrics. The likelihood is concave, so there is one optimum,
where `sum F g(t) = sum O P g(t)`; steps are halved while they do not gain.

Finding a choice set's pairs costs more than counting on them. So several questions to one choice set, of
other functions of distance or without some of the units, are answered side by side: each says where it
wants to look next, and all of them look in one go.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.choice.block import Block
from geodata.choice.choice_set import ChoiceSet
from geodata.choice.decay import MINUTES_FLOOR
from geodata.choice.shares import Floats, within_areas
from geodata.contract.errors import ChoiceModelError
from geodata.region.choice_model import Decay

_STEPS = 50
_SETTLED = 1e-10
"""Largest change of a parameter at which Newton's method has settled."""
_LAST_STEP = 1e-6
"""From a start that is near already a step as small is the last: what it leaves is about its square."""


class Optimum(NamedTuple):
    """Where the likelihood is greatest; the information matrix is of the free parameters."""

    parameters: Floats
    information: Floats
    log_likelihood: float
    steps: int


class Question(NamedTuple):
    """A function of distance, and the units that it is not to be fitted on, by their fold."""

    decay: Decay
    without_fold: int | None = None


class _Slopes(NamedTuple):
    """What the visits say of the free parameters where one looks; all are sums over areas."""

    log_likelihood: float
    slope: Floats
    second: Floats
    visits: float

    def with_more(self, more: _Slopes) -> _Slopes:
        """The same with those of other areas."""
        return _Slopes(
            self.log_likelihood + more.log_likelihood,
            self.slope + more.slope,
            self.second + more.second,
            self.visits + more.visits,
        )


type _Search = Generator[Floats, _Slopes, Optimum]


def likeliest(
    choices: ChoiceSet,
    starts: Mapping[Question, Floats],
    free: list[int],
    fold: NDArray[np.int64] | None = None,
    minutes_floor: float = MINUTES_FLOOR,
) -> dict[Question, Optimum | ChoiceModelError]:
    """Parameters under which the visits are likeliest; only the free ones move from where they start.

    Parameters
    ----------
    choices : ChoiceSet
    starts : mapping of Question to float64 array, shape (2,)
    free : list of int
    fold : int64, shape (units,), optional
        Needed where a question leaves a fold out.
    minutes_floor : float
        Of the power law.

    Returns
    -------
    dict
        An error where the visits cannot tell the parameters.
    """
    last_step = 0.0
    if (some := choices.thinned()) is not None:
        near = likeliest(some, starts, free, fold, minutes_floor)
        at = {question: each.parameters for question, each in near.items() if isinstance(each, Optimum)}
        starts, last_step = {**starts, **at}, _LAST_STEP
    searches = {question: _search(free, start, last_step) for question, start in starts.items()}
    look_at = {question: next(search) for question, search in searches.items()}
    found: dict[Question, Optimum | ChoiceModelError] = {}
    while look_at:
        slopes = _slopes(choices, look_at, free, fold, minutes_floor)
        for question in list(look_at):
            try:
                look_at[question] = searches[question].send(slopes[question])
            except StopIteration as end:
                found[question] = end.value
            except ChoiceModelError as error:
                found[question] = error
            if question in found:
                del look_at[question]
    return {question: found[question] for question in starts}


def _search(free: list[int], start: Floats, last_step: float) -> _Search:
    """Newton's method: it says where it looks, and is given what is there."""
    theta = start.copy()
    slopes = yield theta
    if not slopes.visits:
        raise ChoiceModelError("No visits go to a unit with known supply within reach: nothing to fit.")
    for step_number in range(1, _STEPS + 1):
        second = slopes.second
        if np.linalg.cond(second) > 1e12 or not np.diag(second).min() > 1e-9 * slopes.visits:
            raise ChoiceModelError(
                "The flows cannot tell how supply and minutes draw: units, or journeys, differ too little. "
                "Give the exponent of supply where all units are equally large."
            )
        step = np.zeros(2)
        step[free] = np.linalg.solve(second, slopes.slope)
        if np.abs(step).max() < last_step * max(1.0, np.abs(theta).max()):
            gain = float(slopes.slope @ step[free]) / 2
            return Optimum(theta + step, second, slopes.log_likelihood + gain, step_number)
        for _ in range(30):
            further = yield theta + step
            if further.log_likelihood >= slopes.log_likelihood - 1e-12 * abs(slopes.log_likelihood):
                break
            step = step / 2
        theta, slopes = theta + step, further
        if np.abs(step).max() < _SETTLED * max(1.0, np.abs(theta).max()):
            return Optimum(theta, second, float(slopes.log_likelihood), step_number)
    raise ChoiceModelError(
        "The fit of Huff's model did not settle: the flows may follow minutes or supply without exception."
    )


def _slopes(
    choices: ChoiceSet,
    look_at: Mapping[Question, Floats],
    free: list[int],
    fold: NDArray[np.int64] | None,
    minutes_floor: float,
) -> dict[Question, _Slopes]:
    count = len(free)
    found = {question: _Slopes(0.0, np.zeros(count), np.zeros((count, count)), 0.0) for question in look_at}
    for block in choices.blocks():
        for left_out in {question.without_fold for question in look_at}:
            part = block
            if left_out is not None:
                assert fold is not None
                part = block.among(fold[block.unit] != left_out)
            if not len(part.unit):
                continue
            for question, theta in look_at.items():
                if question.without_fold == left_out:
                    more = _slopes_of(part, part.pull(question.decay, minutes_floor), theta, free)
                    found[question] = found[question].with_more(more)
    return found


def _slopes_of(block: Block, pull: Floats, theta: Floats, free: list[int]) -> _Slopes:
    counts, leaving, first = block.visits, block.leaving, block.first
    share, log_sum = within_areas(theta @ pull, first)
    log_likelihood = float(theta @ (pull @ counts) - leaving @ log_sum)
    sought = pull[free[0] :]  # of a parameter that is given nothing more is asked
    mean = np.add.reduceat(sought * share, first, axis=1)
    share *= block.to_pairs(leaving)
    second = (sought * share) @ sought.T - (mean * leaving) @ mean.T
    return _Slopes(log_likelihood, sought @ (counts - share), second, float(leaving.sum()))
