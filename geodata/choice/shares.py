"""Huff's shares: how an area's visits are spread over the units within reach.

`P_ij = S_j^a f(t_ij) / sum_k S_k^a f(t_ik)` (Huff 1964, doi 10.2307/1249154), for supply `S`, minutes `t`
and one of the functions `f` of `geodata.choice.decay`.

Minutes are shape (areas, units): a dense array with inf, or a CSR array where what is not stored is
out of reach. A unit is a choice for an area if it can be reached and its supply is above 0, and for
nobody else.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice.decay import MINUTES_FLOOR, resistance
from geodata.contract.errors import IndexMismatchError
from geodata.region.choice_model import Decay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.number]
type Minutes = csr_array | Floats


class InRows(Protocol):
    """Minutes that are found a few areas at a time, as those of a country must be."""

    @property
    def shape(self) -> tuple[int, int]:
        """Areas, units."""

    @property
    def most_pairs(self) -> int:
        """Pairs within reach, at most."""

    def rows(self, begin: int, end: int) -> Minutes:
        """Minutes from some areas that follow upon each other, shape (areas asked for, units)."""


def probabilities(
    a: float,
    b: float,
    supply: Numbers,
    minutes: Minutes,
    *,
    decay: Decay = "power",
    minutes_floor: float = MINUTES_FLOOR,
) -> csr_array:
    """Share of an area's visits that the model sends to each unit, 0 to 1.

    Parameters
    ----------
    a, b : float
        Of supply and of minutes, as of a `Fit`.
    supply : array of numbers, shape (units,)
    minutes : csr_array or array, shape (areas, units)
    decay : {"power", "exponential", "square_root"}
    minutes_floor : float
        Of the power law.

    Returns
    -------
    csr_array, shape (areas, units)
        Each row sums to 1; nothing is stored where no unit is within reach.

    Raises
    ------
    IndexMismatchError
        If the arrays are not of the same units.
    """
    if minutes.shape[1] != len(supply):
        raise IndexMismatchError(f"minutes are {minutes.shape} for {len(supply)} units")
    offered = known(supply)
    row, unit, away = pairs(minutes, offered)
    first = np.flatnonzero(np.diff(row, prepend=-1))
    pull = a * np.log(offered[unit]) - b * resistance(decay, away, minutes_floor)
    indptr = np.searchsorted(row, np.arange(minutes.shape[0] + 1))
    return csr_array((within_areas(pull, first)[0], unit, indptr), shape=minutes.shape)


def pairs(minutes: Minutes, supply: Floats) -> tuple[Ints, Ints, Floats]:
    """Area, unit and minutes of every choice there is, by area, then unit."""
    if isinstance(minutes, csr_array):
        row = np.repeat(np.arange(minutes.shape[0]), np.diff(minutes.indptr))
        unit, away = minutes.indices.astype(np.int64), minutes.data
        kept = np.isfinite(away) & (supply[unit] > 0)
        return row[kept], unit[kept], away[kept]
    offered = np.isfinite(minutes) & (supply > 0)
    if offered.all():
        areas, units = minutes.shape
        return np.repeat(np.arange(areas), units), np.tile(np.arange(units), areas), minutes.ravel()
    row, unit = np.nonzero(offered)
    return row, unit, minutes[row, unit]


def within_areas(pull: Floats, first: Ints) -> tuple[Floats, Floats]:
    """Shares of each pair within its area, by logarithms of weights, and each area's log-sum.

    Parameters
    ----------
    pull : float64, shape (pairs,)
    first : int64, shape (areas,)
        Where each area's pairs begin.

    Returns
    -------
    float64, shape (pairs,)
        Above 0, each area's summing to 1.
    float64, shape (areas,)
        `log sum exp pull`.
    """
    if not len(pull):
        return pull, pull
    pairs_of = np.diff(np.append(first, len(pull)))
    most = np.maximum.reduceat(pull, first)
    weight = np.exp(pull - np.repeat(most, pairs_of))
    total = np.add.reduceat(weight, first)
    weight /= np.repeat(total, pairs_of)
    return weight, most + np.log(total)


def known(supply: Numbers) -> Floats:
    """Supply with 0 where it is not known, shape (units,)."""
    return np.nan_to_num(np.asarray(supply, np.float64))
