"""The same method from an earlier year, held to what has come since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.needs.classes import Classes
from geodata.needs.intervals import PredictionInterval
from geodata.needs.model import need_model
from geodata.needs.outlook import SHARES, Outlook
from geodata.needs.tables import CountedUse, NeedTables

Floats = NDArray[np.float64]

OLD, OLDEST = 65, 80
"""Years of age from which errors are told apart."""


@dataclass(frozen=True)
class BackTest:
    """Errors of what was projected, as shares of what came: above 0 where too much was.

    Attributes
    ----------
    year_from, year_to : int
    total : float
    from_65, from_80 : float
        Of people of these ages; NaN of use, and where classes do not begin there or nobody is as old.
    median_area : float
        Half of the areas are off by more, whichever way.
    within : float
        Share of areas whose outcome lies within the interval; NaN without one.
    """

    year_from: int
    year_to: int
    total: float
    from_65: float
    from_80: float
    median_area: float
    within: float = float("nan")


class BackTests(NamedTuple):
    """Of people and of their use; and the use of each area, in the earlier year, projected and as it came."""

    people: BackTest
    use: BackTest
    base: Floats
    projected: Floats
    observed: Floats


def back_test_people(
    year_from: int, year_to: int, projected: Floats, observed: Floats, classes: Classes
) -> BackTest:
    """How far people were from what was projected.

    Parameters
    ----------
    year_from, year_to : int
        That it was projected in, and of.
    projected, observed : float64, shape (areas, cells)
    classes : Classes

    Returns
    -------
    BackTest
    """

    def from_age(age: int) -> float:
        cells = classes.age_from >= age
        whole = age in classes.ages
        return _error(projected[:, cells].sum(), observed[:, cells].sum()) if whole else float("nan")

    total = _error(projected.sum(), observed.sum())
    areas = _median(projected.sum(axis=1), observed.sum(axis=1))
    return BackTest(year_from, year_to, total, from_age(OLD), from_age(OLDEST), areas)


def back_test_use(
    year_from: int, year_to: int, projected: Floats, interval: PredictionInterval, observed: Floats
) -> BackTest:
    """How far use was from what was projected.

    Parameters
    ----------
    year_from, year_to : int
    projected : float64, shape (areas,)
    interval : PredictionInterval
        Of each area.
    observed : float64, shape (areas,)

    Returns
    -------
    BackTest
    """
    some = observed > 0
    within = (interval.low <= observed) & (observed <= interval.high)
    nan = float("nan")
    return BackTest(
        year_from,
        year_to,
        _error(projected.sum(), observed.sum()),
        nan,
        nan,
        _median(projected, observed),
        float(within[some].mean()) if some.any() else nan,
    )


def back_test(
    tables: NeedTables, use_then: CountedUse, use_now: Floats, year_from: int, within: str = SHARES
) -> BackTests:
    """People and use of areas in the base year as they would have been projected from an earlier one.

    Rates, own factors and shares of areas are those of the earlier year. How many people each municipality
    would have is taken as it came: a projection of that time is no part of the tables, so that what is tested
    is all but that.

    Parameters
    ----------
    tables : NeedTables
        With residents of the earlier year.
    use_then : CountedUse
        Of the earlier year.
    use_now : float64, shape (areas,)
        Observed in the base year.
    year_from : int
    within : str
        `Outlook.within`.

    Returns
    -------
    BackTests

    Raises
    ------
    NeedsError, UnknownNameError
        If the tables do not reach back so far.
    """
    year_to = tables.base_year
    then = replace(tables, base_year=year_from, projections=outcome(tables, year_to))
    model = need_model(then, use_then)
    found = model.need(Outlook(year_to, within=within))
    observed = tables.residents(year_to, model.classes)
    interval = PredictionInterval(found.interval.low[0], found.interval.high[0])
    return BackTests(
        back_test_people(year_from, year_to, found.persons[0], observed, model.classes),
        back_test_use(year_from, year_to, found.use[0], interval, use_now),
        found.base,
        found.use[0],
        use_now,
    )


def outcome(tables: NeedTables, year: int) -> DataFrame:
    """Residents of municipalities in a year, in the form of a projection that knew them."""
    rows = tables.population[tables.population["year"] == year]
    ids = np.array(tables.municipalities, object)[tables.municipality[rows["area"].to_numpy(np.int64)]]
    keys = ["municipality_id", "year", "sex", "age_from", "age_to"]
    summed = rows.assign(municipality_id=ids).groupby(keys, as_index=False)["persons"].sum()
    projection: DataFrame = summed.assign(area=-1, variant="")
    return projection


def _error(projected: float, observed: float) -> float:
    return float(projected / observed - 1) if observed else float("nan")


def _median(projected: Floats, observed: Floats) -> float:
    some = observed > 0
    return float(np.median(np.abs(projected[some] / observed[some] - 1))) if some.any() else float("nan")
