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
from geodata.choice.likeliest import Optimum
from geodata.choice.shares import Floats, Ints


def two_way_errors(choices: ChoiceSet, pull: Floats, found: Optimum, free: list[int]) -> Floats:
    """Standard errors of both parameters, clustered by area and by unit; 0 where one was given.

    Parameters
    ----------
    choices : ChoiceSet
    pull : float64, shape (2, pairs)
    found : Optimum
    free : list of int

    Returns
    -------
    float64, shape (2,)
    """
    expected = found.shares * pull
    centre = np.add.reduceat(expected, choices.first, axis=1)
    residual = choices.visits - choices.leaving[choices.area] * found.shares
    scores = ((pull - centre[:, choices.area]) * residual)[free]
    of_area, of_unit, of_pair = (
        clustered(scores, group) for group in (choices.area, choices.unit, np.arange(scores.shape[1]))
    )
    bread = np.linalg.inv(found.information)
    both = np.diag(bread @ (of_area + of_unit - of_pair) @ bread)
    # What the two ways share may outweigh them both in a small region: then the larger of the two stands.
    either = np.maximum(np.diag(bread @ of_area @ bread), np.diag(bread @ of_unit @ bread))
    errors = np.zeros(2)
    errors[free] = np.sqrt(np.where(both > 0, both, either))
    return errors


def clustered(scores: Floats, group: Ints) -> Floats:
    """Sum over groups of the outer product of each group's summed scores; shape (free, free)."""
    sums = np.stack([np.bincount(group, each) for each in scores])
    product: Floats = sums @ sums.T
    return product
