"""Where an outlook begins: residents and their use today, made ready once for all outlooks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError
from geodata.needs.classes import Classes
from geodata.needs.trend import Trend
from geodata.needs.use_rates import OwnFactors, own_factors, use_rates

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Base:
    """Residents and use of the base year.

    Attributes
    ----------
    year : int
    classes : Classes
    persons : float64, shape (areas, cells)
    rates : float64, shape (cells,)
        Use per person of the region.
    own : OwnFactors
    use : float64, shape (areas,)
        Persons x rates x own factor: sums to the use that the rates were worked out from.
    dispersion : float
    trend : Trend or None
    """

    year: int
    classes: Classes
    persons: Floats
    rates: Floats
    own: OwnFactors
    use: Floats
    dispersion: float = 1.0
    trend: Trend | None = None


def base_of(
    year: int,
    classes: Classes,
    persons: Floats,
    use_by_group: Floats,
    group: Ints,
    use_by_area: Floats | None = None,
    *,
    dispersion: float = 1.0,
    trend: Trend | None = None,
) -> Base:
    """Residents and use of a year, from counts of it.

    Parameters
    ----------
    year : int
    classes : Classes
    persons : float64, shape (areas, cells)
    use_by_group : float64, shape (groups,)
        Use by the region's residents, by the ages that it is known of.
    group : int64, shape (cells,)
        Position of each cell's group.
    use_by_area : float64, shape (areas,), optional
        Use by each area's residents, of all ages; where left out areas differ by their residents alone.
    dispersion : float
        See `geodata.needs.use_rates.overdispersion`.
    trend : Trend, optional
        See `geodata.needs.trend.fitted_trend`.

    Returns
    -------
    Base

    Raises
    ------
    IndexMismatchError
        If arrays are not of the same areas or cells.
    NeedsError
        If use is not known of all ages, or of nobody's.
    """
    areas, cells = persons.shape
    if (
        cells != classes.count
        or len(group) != cells
        or (use_by_area is not None and len(use_by_area) != areas)
    ):
        raise IndexMismatchError(
            f"{areas} areas and {cells} cells, but {len(group)} groups for {classes.count}"
        )
    rates = use_rates(persons.sum(axis=0), use_by_group, group)
    expected = persons @ rates
    if use_by_area is None:
        own = OwnFactors(np.ones(areas), np.zeros(areas), 0.0)
    else:
        own = own_factors(use_by_area, expected, dispersion)
    return Base(year, classes, persons, rates, own, expected * own.factor, dispersion, trend)
