"""Functions of distance judged on units that they were not fitted on.

The units of the choice set are dealt into six folds in the order of their positions: the first, the
seventh and so on are the first fold. A model is fitted on the choices among the units of five folds, which
tell the same parameters as all do if the model is right (McFadden, Train & Tye 1977, doi
10.3141/637-08), and then says how many of each area's visits go to each unit of the sixth, among all.
Poisson deviance says how far off it is. So a function wins by what it says of units it has not met, as a
new unit is one.

Where another function's deviance is larger by no more than the standard error of the difference over the
folds, the earlier of `DECAYS` is taken (the rule of one standard error; Breiman, Friedman, Olshen & Stone
1984, Classification and Regression Trees).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from geodata.choice.choice_set import ChoiceSet
from geodata.choice.decay import DECAYS
from geodata.choice.huff import free_of
from geodata.choice.likeliest import Optimum, Question, likeliest
from geodata.choice.shares import Floats, Ints, within_areas
from geodata.contract.errors import ChoiceModelError
from geodata.region.choice_model import Decay, Tried

FOLDS = 6


@dataclass(frozen=True, eq=False)
class HeldOut:
    """What a function of distance says of visits to units that it was not fitted on.

    `loads`, the visits that it expects at each unit, has shape (units,); `deviance` and `equal`, that of
    equal shares, shape (folds,). `whole` is the fit on all units.
    """

    decay: Decay
    loads: Floats
    deviance: Floats
    equal: Floats
    whole: Optimum

    @property
    def tried(self) -> Tried:
        """The same, summed up."""
        total = float(self.deviance.sum())
        return Tried(self.decay, total, 1 - total / float(self.equal.sum()))


def folds(choices: ChoiceSet) -> Ints:
    """The fold of each unit that may be chosen, 0 to `FOLDS` - 1; -1 for others. Shape (units,)."""
    among = choices.chosen_among
    return np.where(among, (np.cumsum(among) - 1) % FOLDS, -1)


def held_out(choices: ChoiceSet, a: float | None) -> dict[Decay, HeldOut]:
    """Every function of distance that can be fitted without each of the folds.

    Parameters
    ----------
    choices : ChoiceSet
    a : float or None
        The exponent of supply where it is given.

    Returns
    -------
    dict
        In the order of `DECAYS`; empty where there are fewer than two units a fold.
    """
    if choices.chosen_among.sum() < 2 * FOLDS:
        return {}
    free, fold = free_of(a), folds(choices)
    start = np.array([a or 0.0, 0.0])
    whole = _settled(likeliest(choices, {Question(decay): start for decay in DECAYS}, free))
    starts = {
        Question(decay, each): found.parameters
        for (decay, _), found in whole.items()
        for each in range(FOLDS)
    }
    without = _settled(likeliest(choices, starts, free, fold))
    # Some visits cannot tell a function's parameter.
    decays = [decay for decay, _ in whole if all(Question(decay, each) in without for each in range(FOLDS))]
    return _judged(choices, fold, whole, without, decays)


def chosen(found: Mapping[Decay, HeldOut]) -> Decay:
    """The function of distance to take: the best, or an earlier one that is as good as certain."""
    if not found:
        return DECAYS[0]
    best = min(found.values(), key=lambda each: float(each.deviance.sum()))
    for each in found.values():
        worse = each.deviance - best.deviance
        if worse.sum() <= np.sqrt(len(worse)) * worse.std(ddof=1):
            return each.decay
    return best.decay


def deviance(observed: Floats, expected: Floats) -> float:
    """Poisson deviance of some counts, at least 0 (McCullagh & Nelder 1989, Generalized Linear Models)."""
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=observed > 0)
    return float(2 * (xlogy(observed, ratio) - observed + expected).sum())


def _settled(found: Mapping[Question, Optimum | ChoiceModelError]) -> dict[Question, Optimum]:
    return {question: each for question, each in found.items() if not isinstance(each, ChoiceModelError)}


def _judged(
    choices: ChoiceSet,
    fold: Ints,
    whole: Mapping[Question, Optimum],
    without: Mapping[Question, Optimum],
    decays: Sequence[Decay],
) -> dict[Decay, HeldOut]:
    units = len(choices.supply)
    loads, off = ({decay: np.zeros(count) for decay in decays} for count in (units, FOLDS))
    equal = np.zeros(FOLDS)
    for block in choices.blocks():
        each_equal = block.to_pairs(block.leaving / block.pairs_of)
        leaving, folded = block.to_pairs(block.leaving), fold[block.unit]
        outs = [np.flatnonzero(folded == each) for each in range(FOLDS)]
        for each, out in enumerate(outs):
            equal[each] += deviance(block.visits[out], each_equal[out])
        for decay in decays:
            pull = block.pull(decay)
            for each, out in enumerate(outs):
                share = within_areas(without[Question(decay, each)].parameters @ pull, block.first)[0]
                expected = leaving[out] * share[out]
                loads[decay] += np.bincount(block.unit[out], expected, units)
                off[decay][each] += deviance(block.visits[out], expected)
    return {
        decay: HeldOut(decay, loads[decay], off[decay], equal, whole[Question(decay)]) for decay in decays
    }
