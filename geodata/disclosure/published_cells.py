"""From base cells, exact, to the cells that are published: the six levels of `geodata.region.visits`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from pandas import Categorical, DataFrame, Index, Series, factorize

from geodata.disclosure.exact_sums import Sums
from geodata.disclosure.people import People
from geodata.disclosure.protection import Protection
from geodata.region.municipalities import Municipalities
from geodata.region.visits import LEVELS, NOWHERE, Level, Provider, Residence, Visits

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
        unknown), `visits` (whole numbers), `cost` (float, NaN unknown); where the register tells persons
        `persons` and `most_visits` (of one of them), or `person` (a number for each, in rows of their own);
        optional `largest_cost` (of one).
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
        base = base.assign(period=by_quarter)
        base = base if (base["visits"] > 0).all() else base[base["visits"] > 0]
    period, periods = _codes(base["period"])
    form, forms = _codes(base["care_form"])
    age, ages = _codes(base["age_group"])
    if "" in ages:  # the unknown one comes first, and has no cells of its own
        ages = ages[1:]
    else:
        age = age + 1
    years = _years(periods)
    of_form = 1 + len(ages)
    of_period = len(forms) * of_form
    area, unit, visits = (base[name].to_numpy() for name in ("area", "unit", "visits"))
    cost, largest = _costs(base)
    persons, most = _persons(base)
    person = base["person"].to_numpy(np.int64) if "person" in base else None
    kinds = _Kinds(municipalities, len(periods) * of_period, of_form)
    year, every_year = factorize(np.array([period[:4] for period in periods], dtype=object))
    part = year[period] * len(forms) + form  # no cell is made of visits of two of them
    of_pairs: dict[tuple[Residence, Provider], list[Level]] = {name: [] for name in LEVELS}
    groups = (len(periods) + len(years)) * of_period
    for number in range(len(every_year) * len(forms)):
        rows = np.flatnonzero(part == number)
        finest = Sums(
            (period[rows] * len(forms) + form[rows]) * of_form + age[rows],
            area[rows].astype(np.int64),
            unit[rows].astype(np.int64),
            visits[rows].astype(np.int64),
            persons[rows] if len(persons) else persons,
            most[rows] if len(persons) else most,
            cost[rows] if len(cost) else cost,
            largest[rows] if len(cost) else largest,
            np.empty(0, np.uint64),
            np.empty(0, np.int64),
            np.empty(0, np.int64),
            None
            if person is None
            else _people(person[rows], visits[rows], cost[rows] if len(cost) else cost),
        ).added()
        if protection is not None:
            finest = protection.keyed(finest, list(product(periods, forms, ("", *ages))))
        every = _every_age(finest, of_form)
        own = str(every_year[number // len(forms)])
        if own in years:
            group = (len(periods) + years.index(own)) * of_period + every.group % of_period
            every = every.with_more(every.coded(group=group))
        for name, exact in _levels(every, municipalities).items():
            shown = exact if protection is None else protection.published(exact, kinds.of(name, exact))
            of_pairs[name].append(_level(shown, groups))
    levels = {name: _together(of_pairs.pop(name), groups) for name in LEVELS}
    by_persons = protection is not None and ("persons" in base or "person" in base)
    return Visits(
        periods, years, forms, ages, levels, protected=protection is not None, by_persons=by_persons
    )


class _Kinds:
    """Which kind of sum a cell is, as a number, 0 the finest: told by its structure, never by its visits.

    The whole of a municipality of one area is that area, and units of a municipality that has one are that
    unit: the same place has the same number on every card.
    """

    def __init__(self, places: Municipalities, years_from: int, of_form: int) -> None:
        self._single_area = _single(places.of_area)
        self._single_unit = _single(places.of_unit[:-1])
        self._region = 2 if len(np.unique(places.of_unit[:-1])) > 1 else 1
        self._years_from, self._of_form = years_from, of_form

    def of(self, level: tuple[Residence, Provider], cells: Sums) -> Ints:
        """Numbers of some cells of a level. Shape (cells,)."""
        zero = np.zeros(len(cells.group), np.int64)
        residence, provider, year, every_age = zero.copy(), zero.copy(), zero.copy(), zero.copy()
        if level[0] == "municipality":
            residence[(cells.residence >= 0) & ~np.isin(cells.residence, self._single_area)] = 1
        if level[1] == "municipality":
            provider[~np.isin(cells.provider, self._single_unit)] = 1
        elif level[1] == "region":
            provider[:] = self._region
        year[cells.group >= self._years_from] = 1
        if self._of_form > 1:
            every_age[cells.group % self._of_form == 0] = 1
        found: Ints = residence + 2 * (provider + 3 * (year + 2 * every_age))
        return found


def _single(of_place: NDArray[np.int32]) -> Ints:
    """Codes of municipalities that hold one place; of the unknown there is one."""
    codes, counts = np.unique(of_place, return_counts=True)
    return np.append(codes[counts == 1], NOWHERE).astype(np.int64)


def by_quarter(base: DataFrame) -> Series:
    """The periods of base cells, months as the quarter that they belong to."""
    codes, labels = factorize(base["period"])
    found = [_MONTH.fullmatch(str(label)) for label in labels]
    quarters = [
        f"{month[1]}Q{(int(month[2]) + 2) // 3}" if month else str(label)
        for month, label in zip(found, labels, strict=True)
    ]
    ascending = sorted(set(quarters))
    place = np.array([ascending.index(quarter) for quarter in quarters], np.int64)
    return Series(Categorical.from_codes(place[codes], Index(ascending, dtype=str)), index=base.index)


def _every_age(finest: Sums, ages_count: int) -> Sums:
    """Cells of all ages together, and beside them those of each age group that is known."""
    together = finest.coded(group=finest.group // ages_count * ages_count)
    if ages_count == 1:
        return together
    return together.with_more(finest.taken(finest.group % ages_count > 0))


def _levels(every: Sums, places: Municipalities) -> dict[tuple[Residence, Provider], Sums]:
    home = np.append(places.of_area, (-3, -2, -1)).astype(np.int64)  # codes below 0 stay as they are
    location = places.of_unit.astype(np.int64)
    found: dict[tuple[Residence, Provider], Sums] = {("area", "unit"): every}
    found["area", "municipality"] = every.coded(provider=location[every.provider])
    found["municipality", "unit"] = every.coded(residence=home[every.residence])
    both = found["municipality", "unit"]
    found["municipality", "municipality"] = both.coded(provider=location[both.provider])
    for residence in ("area", "municipality"):
        among = found[residence, "municipality"]
        found[residence, "region"] = among.coded(provider=np.zeros_like(among.provider))
    return {name: found[name] for name in LEVELS}


def _level(sums: Sums, groups: int) -> Level:
    return Level(
        np.searchsorted(sums.group, np.arange(groups + 1)).astype(np.int64),
        sums.residence.astype(np.int32),
        sums.provider.astype(np.int32),
        sums.visits,
        sums.cost,
    )


def _together(parts: list[Level], groups: int) -> Level:
    """One level of several that have no group in common; their order is made right column by column."""
    counts = [np.diff(part.slices) for part in parts]
    group = np.concatenate(
        [np.repeat(np.arange(groups), count) for count in counts] or [np.empty(0, np.int64)]
    )
    order = np.argsort(group, kind="stable")

    def column[T: np.generic](named: Callable[[Level], NDArray[T]], kind: type[T]) -> NDArray[T]:
        whole = np.concatenate([named(part) for part in parts] or [np.empty(0, kind)])
        return whole[order] if len(whole) else whole

    cost = column(lambda part: part.cost, np.float64)
    return Level(
        np.searchsorted(group[order], np.arange(groups + 1)).astype(np.int64),
        column(lambda part: part.residence, np.int32),
        column(lambda part: part.provider, np.int32),
        column(lambda part: part.visits, np.int64),
        cost if np.isfinite(cost).any() else np.empty(0),
    )


def _years(periods: Sequence[str]) -> tuple[str, ...]:
    """Years of several periods, without those that are periods themselves."""
    parts = Counter(period[:4] for period in periods)
    return tuple(sorted(year for year, count in parts.items() if count > 1 and year not in periods))


def _codes(column: Series) -> tuple[Ints, tuple[str, ...]]:
    codes, labels = factorize(column)
    named = [str(label) for label in labels]
    ascending = sorted(named)  # whatever order categories have
    place = np.array([ascending.index(label) for label in named], np.int64)
    return place[codes] if len(place) else codes.astype(np.int64), tuple(ascending)


def _costs(base: DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    cost = base["cost"].to_numpy(np.float64)
    if not np.isfinite(cost).any():
        return np.empty(0), np.empty(0)
    return cost, base["largest_cost"].to_numpy(np.float64) if "largest_cost" in base else cost


def _people(person: Ints, visits: Ints, cost: NDArray[np.float64]) -> People:
    return People(np.arange(len(person)), person, visits.astype(np.int64), cost)


def _persons(base: DataFrame) -> tuple[Ints, Ints]:
    if "person" in base:
        return np.ones(len(base), np.int64), base["visits"].to_numpy(np.int64)
    if "persons" not in base:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return base["persons"].to_numpy(np.int64), base["most_visits"].to_numpy(np.int64)
