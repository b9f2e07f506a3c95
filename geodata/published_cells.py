"""From base cells, exact, to the cells that are published: the six levels of `geodata.visits`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series, factorize

from geodata.disclosure.protection import Protection
from geodata.municipalities import Municipalities
from geodata.sums import Sums
from geodata.visits import LEVELS, Level, Provider, Residence, Visits

Ints = NDArray[np.int64]

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def published(
    base: DataFrame,
    municipalities: Municipalities,
    protection: Protection | None = None,
) -> Visits:
    """The published cells of some base cells.

    Parameters
    ----------
    base : DataFrame
        In any order, rows that mean the same added up: `area` and `unit` (positions; `NOWHERE`
        unknown, `OUTSIDE` a residence outside the region), `care_form`, `period`, `age_group` (text, ""
        unknown), `visits` (whole numbers), `cost` (float, NaN unknown); optional `contributors` (how
        many the cost rests on) and `largest_cost`.
    municipalities : Municipalities
        Of the same areas and units.
    protection : Protection, optional
        Gives base cells their keys and published cells their noise; months are counted by quarter.

    Returns
    -------
    Visits
        Exact without protection.
    """
    if protection is not None:
        base = base[base["visits"] > 0].assign(period=by_quarter)
    period, periods = _codes(base["period"])
    form, forms = _codes(base["care_form"])
    age, ages = _codes(base["age_group"])
    if "" in ages:  # the unknown one comes first, and has no cells of its own
        ages = ages[1:]
    else:
        age = age + 1
    years = _years(periods)
    forms_count, ages_count = len(forms), 1 + len(ages)

    def group(period: Ints, form: Ints, age: Ints) -> Ints:
        return (period * forms_count + form) * ages_count + age

    finest = Sums(
        group(period, form, age),
        base["area"].to_numpy(np.int64),
        base["unit"].to_numpy(np.int64),
        base["visits"].to_numpy(np.int64),
        *_costs(base),
        np.empty(0, np.uint64),
    ).added()
    if protection is not None:
        finest = protection.keyed(finest, list(product(periods, forms, ("", *ages))))
    every = _every_age(finest, ages_count)
    if years:
        year_of = np.array(
            [len(periods) + years.index(one[:4]) if one[:4] in years else -1 for one in periods]
        )
        count = forms_count * ages_count
        later = year_of[every.group // count]
        parts = every.taken(later >= 0)
        later = later[later >= 0]
        every = every.with_more(parts.coded(group=later * count + parts.group % count))
    groups = (len(periods) + len(years)) * forms_count * ages_count
    exact = _levels(every, municipalities)
    levels = {
        name: _level(sums if protection is None else protection.published(sums), groups)
        for name, sums in exact.items()
    }
    return Visits(periods, years, forms, ages, levels, protected=protection is not None)


def by_quarter(base: DataFrame) -> Series:
    """The periods of base cells, months as the quarter that they belong to."""
    codes, labels = factorize(base["period"])
    found = [_MONTH.fullmatch(str(label)) for label in labels]
    quarters = [
        f"{month[1]}Q{(int(month[2]) + 2) // 3}" if month else str(label)
        for month, label in zip(found, labels, strict=True)
    ]
    return Series(np.array(quarters, dtype=object)[codes] if quarters else [], index=base.index, dtype=object)


def _every_age(finest: Sums, ages_count: int) -> Sums:
    """Cells of all ages together, and beside them those of each age group that is known."""
    together = finest.coded(group=finest.group // ages_count * ages_count)
    if ages_count == 1:
        return together
    return together.with_more(finest.taken(finest.group % ages_count > 0))


def _levels(every: Sums, places: Municipalities) -> dict[tuple[Residence, Provider], Sums]:
    home = np.append(places.of_area, (-3, -2, -1)).astype(np.int64)  # codes below 0 stay as they are
    stands = places.of_unit.astype(np.int64)
    found: dict[tuple[Residence, Provider], Sums] = {("area", "unit"): every}
    found["area", "municipality"] = every.coded(provider=stands[every.provider])
    found["municipality", "unit"] = every.coded(residence=home[every.residence])
    both = found["municipality", "unit"]
    found["municipality", "municipality"] = both.coded(provider=stands[both.provider])
    for residence in ("area", "municipality"):
        among = found[residence, "municipality"]
        found[residence, "region"] = among.coded(provider=np.zeros_like(among.provider))
    return {name: found[name] for name in LEVELS}


def _level(sums: Sums, groups: int) -> Level:
    known = len(sums.cost) and np.isfinite(sums.cost).any()
    return Level(
        np.searchsorted(sums.group, np.arange(groups + 1)).astype(np.int64),
        sums.residence.astype(np.int32),
        sums.provider.astype(np.int32),
        sums.visits,
        sums.cost if known else np.empty(0),
    )


def _years(periods: Sequence[str]) -> tuple[str, ...]:
    """Years of several periods, without those that are periods themselves."""
    parts = Counter(one[:4] for one in periods)
    return tuple(sorted(year for year, count in parts.items() if count > 1 and year not in periods))


def _codes(column: Series) -> tuple[Ints, tuple[str, ...]]:
    codes, labels = factorize(column, sort=True)
    return codes.astype(np.int64), tuple(str(label) for label in labels)


def _costs(base: DataFrame) -> tuple[NDArray[np.float64], Ints, NDArray[np.float64]]:
    cost = base["cost"].to_numpy(np.float64)
    if not np.isfinite(cost).any():
        return np.empty(0), np.empty(0, np.int64), np.empty(0)
    if "contributors" not in base:
        return cost, np.zeros(len(base), np.int64), cost
    return cost, base["contributors"].to_numpy(np.int64), base["largest_cost"].to_numpy(np.float64)
