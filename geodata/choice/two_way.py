"""Standard errors that let the visits of one area, and those to one unit, be decided alike.

People who live near one another choose alike, and what makes a unit liked more than its size and place
tell is shared by all who may choose it. Errors clustered by area alone miss the second, which is the
greater. Clustered by both (Cameron, Gelbach & Miller 2011, doi 10.1198/jbes.2010.07136):
`V = V_area + V_unit - V_pair`.

A pair's score is its residual times how far its `ln S` and `-g(t)` lie from the area's expected ones. Not
from nought: the sums over areas are the same, but those over units would then follow whether
capacity is counted in staff or in tens of them, and the errors with them.
"""

from __future__ import annotations

import numpy as np

from geodata.choice.choice_set import ChoiceSet
from geodata.choice.decay import MINUTES_FLOOR
from geodata.choice.likeliest import Optimum
from geodata.choice.shares import Floats, Ints, within_areas
from geodata.region.choice_model import Decay


def two_way_errors(
    choices: ChoiceSet, decay: Decay, found: Optimum, free: list[int], minutes_floor: float = MINUTES_FLOOR
) -> Floats:
    """Standard errors of both parameters, clustered by area and by unit; 0 where one was given.

    Parameters
    ----------
    choices : ChoiceSet
    decay : {"power", "exponential", "square_root"}
    found : Optimum
    free : list of int
    minutes_floor : float
        Of the power law.

    Returns
    -------
    float64, shape (2,)
    """
    of_area, of_pair = np.zeros((2, len(free), len(free)))
    units = np.zeros((len(free), len(choices.supply)))
    for block in choices.blocks():
        pull = block.pull(decay, minutes_floor)
        shares = within_areas(found.parameters @ pull, block.first)[0]
        centre = np.add.reduceat(shares * pull, block.first, axis=1)
        residual = block.visits - block.to_pairs(block.leaving) * shares
        scores = ((pull - block.to_pairs(centre)) * residual)[free]
        of_area += clustered(scores, np.repeat(np.arange(len(block.first)), block.pairs_of))
        of_pair += scores @ scores.T
        units += _sums(scores, block.unit, units.shape[1])
    of_unit = units @ units.T
    bread = np.linalg.inv(found.information)
    both = np.diag(bread @ (of_area + of_unit - of_pair) @ bread)
    # What the two ways share may outweigh them both in a small region: then the larger of the two stands.
    either = np.maximum(np.diag(bread @ of_area @ bread), np.diag(bread @ of_unit @ bread))
    errors = np.zeros(2)
    errors[free] = np.sqrt(np.where(both > 0, both, either))
    return errors


def clustered(scores: Floats, group: Ints) -> Floats:
    """Sum over groups of the outer product of each group's summed scores; shape (free, free)."""
    sums = _sums(scores, group, int(group.max()) + 1)
    product: Floats = sums @ sums.T
    return product


def _sums(scores: Floats, group: Ints, count: int) -> Floats:
    return np.stack([np.bincount(group, each, count) for each in scores])
