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

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from geodata.choice.choice_set import ChoiceSet
from geodata.choice.decay import DECAYS
from geodata.choice.likeliest import likeliest
from geodata.choice.shares import Floats, Ints, within_areas
from geodata.contract.errors import ChoiceModelError
from geodata.region.choice_model import Decay, Tried

FOLDS = 6


@dataclass(frozen=True, eq=False)
class HeldOut:
    """What a function of distance says of visits to units that it was not fitted on.

    `expected` has shape (pairs,); `deviance` and `equal`, that of equal shares, shape (folds,).
    """

    decay: Decay
    expected: Floats
    deviance: Floats
    equal: Floats

    @property
    def tried(self) -> Tried:
        """The same, summed up."""
        total = float(self.deviance.sum())
        return Tried(self.decay, total, 1 - total / float(self.equal.sum()))


def folds(choices: ChoiceSet) -> Ints:
    """The fold of each pair's unit, 0 to `FOLDS` - 1. Shape (pairs,)."""
    return np.searchsorted(np.unique(choices.unit), choices.unit) % FOLDS


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
    if len(np.unique(choices.unit)) < 2 * FOLDS:
        return {}
    found: dict[Decay, HeldOut] = {}
    for decay in DECAYS:
        try:
            found[decay] = _judged(choices, decay, a)
        except ChoiceModelError:  # these visits cannot tell this function's parameter
            continue
    return found


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


def _judged(choices: ChoiceSet, decay: Decay, a: float | None) -> HeldOut:
    pull, fold = choices.pull(decay), folds(choices)
    free = [0, 1] if a is None else [1]
    theta = likeliest(choices, pull, free, np.array([a or 0.0, 0.0])).parameters
    equal = (choices.leaving / np.diff(np.append(choices.first, len(choices.row))))[choices.area]
    expected, off, off_equal = np.empty(len(fold)), np.empty(FOLDS), np.empty(FOLDS)
    for each in range(FOLDS):
        out = fold == each
        rest = choices.among(~out)
        without = likeliest(rest, rest.pull(decay), free, theta).parameters
        share = within_areas(without @ pull, choices.first, choices.area)[0]
        expected[out] = (choices.leaving[choices.area] * share)[out]
        off[each] = deviance(choices.visits[out], expected[out])
        off_equal[each] = deviance(choices.visits[out], equal[out])
    return HeldOut(decay, expected, off, off_equal)
