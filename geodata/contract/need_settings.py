"""Composite indices of need: variables, each by its own steps, weighed into one figure on a named scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SCALES = ("raw", "mean_one", "z_scores")
"""As the weights make it; the same by a mean, where 1 is usual; sums of deviations, where 0 is usual."""

STEPS = ("count", "share", "per_cent", "log", "z", "weighted_z", "rank")
"""What may be done to the values of a variable, in turn."""

CENTRED = ("z", "weighted_z")
"""Steps that make the mean 0."""


@dataclass(frozen=True)
class NeedIndex:
    """A composite index of need, `[need_index.KEY]`.

    Attributes
    ----------
    weights : mapping of str to float
        By variable of the table `need_variables`.
    steps : mapping of str to tuple of str
        Out of `STEPS`, by variable; by "" those of the others.
    scale : str
        Out of `SCALES`.
    mean : float or None
        What `mean_one` divides by, such as the nation's; that of the region's residents where None.
    """

    key: str
    name: Mapping[str, str]
    weights: Mapping[str, float]
    steps: Mapping[str, tuple[str, ...]]
    scale: str
    mean: float | None
    source: Mapping[str, str]
