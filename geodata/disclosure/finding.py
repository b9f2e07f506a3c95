"""How an attack on published counts did, beside a guess by one who has not looked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.joint_inference import SMALL

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Finding:
    """How an attack did.

    Attributes
    ----------
    attack : str
        Key of its name.
    cells : int
        Small ones that were guessed.
    blind, right : float
        Share of them that a guess at the commonest count names, and that the attack names. 0 to 1.
    """

    attack: str
    cells: int
    blind: float
    right: float

    @property
    def gain(self) -> float:
        """Share of the cells, -1 to 1."""
        return self.right - self.blind


def judged(attack: str, look: Ints, truth: Ints) -> Finding:
    """The best that one can do who sees something of each cell, and knows what goes with what."""
    look = np.unique(look, return_inverse=True)[1]
    together = np.zeros((look.max() + 1, SMALL))
    np.add.at(together, (look, truth), 1)
    blind = np.bincount(truth, minlength=SMALL).max()
    return Finding(
        attack, len(truth), float(blind / len(truth)), float(together.max(axis=1).sum() / len(truth))
    )


def guessed(attack: str, chance: NDArray[np.float64], truth: Ints) -> Finding:
    """The likeliest of 1 to 4, weighed so that on the whole each is guessed as it is common.

    Parameters
    ----------
    attack : str
    chance : float64, shape (cells, 4)
        How likely each count is, up to a factor of the cell's own.
    truth : int64, shape (cells,)
    """
    often = np.bincount(truth, minlength=SMALL)[1:SMALL] / len(truth)
    weight = np.ones(SMALL - 1)
    for _ in range(100):
        weighed = (chance + 1e-4 * chance.max(axis=1, keepdims=True)) * weight
        weighed /= weighed.sum(axis=1, keepdims=True)
        weight *= often / np.maximum(weighed.mean(axis=0), 1e-9)
    right = float((weighed.argmax(axis=1) + 1 == truth).mean())
    return Finding(attack, len(truth), float(often.max()), right)
