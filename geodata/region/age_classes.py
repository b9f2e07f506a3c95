"""Which rows of a table by age classes are of an age group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.settings import AgeGroup


def within_group(classes: DataFrame, group: AgeGroup) -> NDArray[np.bool_]:
    """Which rows count people of the group and nobody else.

    Parameters
    ----------
    classes : DataFrame
        `age_from` (0 or below: from birth) and `age_to` (-1 open), whole years.
    group : AgeGroup

    Returns
    -------
    bool, shape (rows,)
    """
    begin, end = (classes[name].to_numpy(np.int64) for name in ("age_from", "age_to"))
    oldest = max(int(end.max(initial=0)), group.age_to or 0) + 1  # stands for an open end
    last = oldest if group.age_to is None else group.age_to
    inside: NDArray[np.bool_] = (np.maximum(begin, 0) >= group.age_from) & (
        np.where(end < 0, oldest, end) <= last
    )
    return inside
