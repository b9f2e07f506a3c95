"""Composite need: several variables in one figure of each area, on a scale that has a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame
from scipy import stats

from geodata.needs.errors import NeedsError, ScaleError

Floats = NDArray[np.float64]

RAW, MEAN_ONE, Z_SCORES = "raw", "mean_one", "z_scores"
SCALES: Final = (RAW, MEAN_ONE, Z_SCORES)
"""As the weights make it; the same by its mean, where 1 is usual; sums of deviations, where 0 is usual."""
STEPS: Final = ("count", "share", "per_cent", "log", "z", "weighted_z", "rank")


@dataclass(frozen=True)
class CompositeIndex:
    """How variables become one figure: each by its own steps, weighed, added up, and put on a scale.

    Attributes
    ----------
    key : str
    weights : mapping of str to float
        By variable.
    steps : mapping of str to tuple of str
        What is done to each variable's values, in order, out of `STEPS`; by "" those of the others. First
        "count" (the value itself), "share" (by its denominator, where that is known) or "per_cent"; then
        perhaps "log" (of the value + 1), "z" (less the areas' mean, by their standard deviation),
        "weighted_z" (the same with residents as weights) or "rank" (0 of the lowest to 1 of the highest).
    scale : str
        Out of `SCALES`.
    mean : float or None
        What "mean_one" divides by, such as the nation's; the mean over the region's residents where None.
    source : str

    Raises
    ------
    NeedsError
        If a step or scale is none that there is, or there are no weights.
    """

    key: str
    weights: Mapping[str, float]
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"": ("share",)})
    scale: str = RAW
    mean: float | None = None
    source: str = ""

    def __post_init__(self) -> None:
        unknown = {step for steps in self.steps.values() for step in steps} - set(STEPS)
        if unknown or self.scale not in SCALES or not self.weights:
            raise NeedsError(
                f"the index {self.key!r} needs weights, steps out of {', '.join(STEPS)} and a scale out of "
                f"{', '.join(SCALES)}; it has {', '.join(sorted(unknown)) or self.scale!r}"
            )


@dataclass(frozen=True, eq=False)
class IndexValues:
    """An index of each area, shape (areas,), NaN where a variable is missing, and the scale that it is on."""

    key: str
    scale: str
    values: Floats

    def less(self, other: IndexValues) -> Floats:
        """How much higher this is than another, area by area.

        Raises
        ------
        ScaleError
            If they are on different scales, or are different indices.
        """
        if (self.key, self.scale) != (other.key, other.scale):
            raise ScaleError(
                f"{self.key} on the scale {self.scale} and {other.key} on {other.scale} are not to be "
                "compared: work both out on one scale"
            )
        return self.values - other.values


def composite_index(variables: DataFrame, index: CompositeIndex, residents: Floats) -> IndexValues:
    """One figure of each area out of several variables.

    Parameters
    ----------
    variables : DataFrame
        `variable`, `area` (position), `value`, `denominator` (NaN where the value is a share already).
    index : CompositeIndex
    residents : float64, shape (areas,)

    Returns
    -------
    IndexValues

    Raises
    ------
    NeedsError
        If a variable of the index is not in the table at all; the message names them.
    """
    missing = sorted(set(index.weights) - set(variables["variable"].unique()))
    if missing:
        raise NeedsError(f"the index {index.key!r} lacks the variables {', '.join(missing)}")
    total = np.zeros(len(residents))
    for variable, weight in index.weights.items():
        rows = variables[variables["variable"] == variable]
        steps = index.steps.get(variable, index.steps.get("", ("share",)))
        total += weight * _stepped(rows, steps, residents)
    if index.scale == MEAN_ONE:
        total = total / (index.mean if index.mean is not None else _mean(total, residents))
    return IndexValues(index.key, index.scale, total)


def _stepped(rows: DataFrame, steps: tuple[str, ...], residents: Floats) -> Floats:
    """Values of one variable after its steps, shape (areas,)."""
    value, denominator = np.full((2, len(residents)), np.nan)
    at = rows["area"].to_numpy(np.int64)
    value[at], denominator[at] = rows["value"].to_numpy(np.float64), rows["denominator"].to_numpy(np.float64)
    for step in steps:
        if step in ("share", "per_cent"):
            with np.errstate(invalid="ignore", divide="ignore"):
                share = np.where(denominator > 0, value / denominator, np.nan)
            value = np.where(np.isnan(denominator), value, share) * (100.0 if step == "per_cent" else 1.0)
        elif step == "log":
            value = np.log(value + 1)
        elif step in ("z", "weighted_z"):
            weights = residents if step == "weighted_z" else np.ones(len(value))
            mean = _mean(value, weights)
            deviation = np.sqrt(_mean((value - mean) ** 2, weights))
            value = (value - mean) / deviation if deviation > 0 else value - mean
        elif step == "rank":
            known = np.isfinite(value)
            ranks = stats.rankdata(value[known])
            value[known] = (ranks - 1) / max(len(ranks) - 1, 1)
    return value


def _mean(value: Floats, weights: Floats) -> float:
    known = np.isfinite(value)
    whole = float(weights[known].sum())
    return float(value[known] @ weights[known]) / whole if whole else float("nan")
