"""An outlook over a region and over a country, beside the same in plain pandas.

    python -m tests.bench.bench_needs

Use of every area and unit in twenty years, with drivers, intervals and capacity, when the variant of the
projection and everything else in the outlook has changed: nothing but tables and today is made ready before.
The peer does the same with data frames, merges and groups, as an analyst would in a notebook. Both give the
same use, units, drivers and intervals, or the bench ends with an error; none that a machine is slow.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd
from pandas import DataFrame, Series
from scipy.sparse import csr_array

from geodata.needs.base import Base, base_of
from geodata.needs.capacity import capacity_needed, standards
from geodata.needs.classes import Classes
from geodata.needs.need import Ahead, Need, need
from geodata.needs.outlook import Outlook
from geodata.needs.people import people_by_shares
from geodata.needs.trend import Trend
from geodata.needs.units import UnitUse, destinations, unit_use
from tests.bench.fastest import fastest

YEARS = tuple(range(2026, 2046))
CLASSES = Classes(tuple(range(0, 95, 5)), ("1", "2"))
GROUP = np.tile(np.repeat([0, 1, 2, 3], [4, 9, 3, 3]), 2)
OUTLOOK = Outlook(2035, health="half", trend=True, prevalence=("diabetes",))
SIZES = (("region", 600, 200, 49), ("country", 3_363, 2_756, 290))


@dataclass(frozen=True, eq=False)
class Country:
    """What an outlook is asked of."""

    base: Base
    municipality: np.ndarray
    whole: np.ndarray
    gains: np.ndarray
    prevalence: np.ndarray
    flows: csr_array
    outside: np.ndarray
    capacity: np.ndarray


def country(areas: int, units: int, municipalities: int) -> Country:
    """Residents, use and flows of places of very different size; a unit has visitors from thirty areas."""
    rng = np.random.default_rng(3)
    persons = rng.gamma(2, 25, (areas, CLASSES.count))
    municipality = np.sort(
        np.concatenate([np.arange(municipalities), rng.integers(0, municipalities, areas - municipalities)])
    )
    today = np.zeros((municipalities, CLASSES.count))
    np.add.at(today, municipality, persons)
    whole = today * np.exp(np.cumsum(rng.normal(0.004, 0.01, (len(YEARS), *today.shape)), axis=0))
    by_age = np.bincount(GROUP, persons.sum(axis=0)) * np.array([1.0, 2.0, 5.0, 9.0])
    by_area = rng.poisson(persons.sum(axis=1) * 2.4 * rng.gamma(30, 1 / 30, areas)).astype(float)
    base = base_of(
        2025, CLASSES, persons, by_age, GROUP, by_area, dispersion=2.0, trend=Trend(0.01, 0.003, 8)
    )
    gains = np.linspace(0.1, 2.0, len(YEARS))[:, None] * np.ones(CLASSES.count)
    prevalence = np.where(np.arange(CLASSES.count) % 19 < 12, 1.0, np.linspace(1, 1.05, len(YEARS))[:, None])
    rows, columns = rng.integers(0, areas, 30 * units), np.repeat(np.arange(units), 30)
    flows = csr_array((rng.gamma(1, 40, 30 * units), (rows, columns)), shape=(areas, units))
    return Country(
        base, municipality, whole, gains, prevalence, flows, rng.gamma(1, 30, areas), rng.gamma(4, 2, units)
    )


def ours(of: Country) -> tuple[Need, UnitUse, np.ndarray]:
    """Everything that the screen shows of an outlook."""
    people = people_by_shares(of.base.persons, of.municipality, of.whole)
    found = need(of.base, Ahead(YEARS, people, of.gains, of.prevalence), OUTLOOK)
    units = unit_use(found, destinations(of.flows, of.outside))
    gap = capacity_needed(units.use, standards("regional", units.base, of.capacity), of.capacity).gap
    return found, units, gap


@dataclass(frozen=True, eq=False)
class Tables:
    """The same as long tables, indexed as an analyst would have them."""

    persons: DataFrame  # area, municipality, cell, persons
    whole: DataFrame  # municipality, year, cell, persons
    factors: DataFrame  # year, cell, health, trend, prevalence
    rates: Series[float]
    own: Series[float]
    flows: DataFrame  # area, unit, visits
    outside: Series[float]


def as_tables(of: Country) -> Tables:
    """Long tables of a country."""
    from geodata.needs.health import health_factors
    from geodata.needs.trend import trend_factors

    areas, cells = of.base.persons.shape
    persons = DataFrame(
        {
            "area": np.repeat(np.arange(areas), cells),
            "municipality": np.repeat(of.municipality, cells),
            "cell": np.tile(np.arange(cells), areas),
            "persons": of.base.persons.ravel(),
        }
    )
    index = pd.MultiIndex.from_product(
        [YEARS, range(of.whole.shape[1]), range(cells)], names=["year", "municipality", "cell"]
    )
    whole = Series(of.whole.ravel(), index, name="projected").reset_index()
    health = health_factors(of.base.rates, CLASSES, of.gains, 0.5)
    health = np.where((of.prevalence != 1).any(axis=0), 1.0, health)
    assert of.base.trend is not None
    ahead = np.array(YEARS, float) - of.base.year
    trend = np.repeat(trend_factors(of.base.trend.slope, ahead, OUTLOOK.damping)[:, None], cells, axis=1)
    years = pd.MultiIndex.from_product([YEARS, range(cells)], names=["year", "cell"])
    factors = DataFrame(
        {"health": health.ravel(), "trend": trend.ravel(), "prevalence": of.prevalence.ravel()}, years
    ).reset_index()
    entries = of.flows.tocoo()
    flows = DataFrame({"area": entries.coords[0], "unit": entries.coords[1], "visits": entries.data})
    flows = flows.groupby(["area", "unit"], as_index=False)["visits"].sum()
    rates, own = Series(of.base.rates), Series(of.base.own.factor)
    return Tables(persons, whole, factors, rates, own, flows, Series(of.outside))


def plain_pandas(
    tables: Tables, dispersion: float, slope_error: np.ndarray
) -> tuple[DataFrame, DataFrame, DataFrame]:
    """Use by year and area with its interval, drivers, and use by year and unit."""
    share = tables.persons.assign(
        share=tables.persons["persons"]
        / tables.persons.groupby(["municipality", "cell"])["persons"].transform("sum")
    )
    rows = share.merge(tables.whole, on=["municipality", "cell"]).merge(tables.factors, on=["year", "cell"])
    rows["then"] = rows["share"] * rows["projected"]
    rows["rate"] = rows["cell"].map(tables.rates) * rows["area"].map(tables.own)
    place = [rows["year"], rows["area"]]
    grown = rows["then"].groupby(place).transform("sum") / rows["persons"].groupby(place).transform("sum")
    names = ("size", "ageing", "health", "trend", "prevalence")
    outcomes = {}
    for count in range(6):
        for chosen in combinations(names, count):
            people = rows["then"] if "ageing" in chosen else rows["persons"]
            if ("ageing" in chosen) != ("size" in chosen):
                people = people / grown if "ageing" in chosen else people * grown
            use = people * rows["rate"]
            for name in set(chosen) & {"health", "trend", "prevalence"}:
                use = use * rows[name]
            outcomes[frozenset(chosen)] = use.groupby(place).sum()
    drivers = {}
    for name in names:
        part = 0.0
        for chosen, before in outcomes.items():
            if name not in chosen:
                weight = factorial(len(chosen)) * factorial(4 - len(chosen)) / factorial(5)
                part = part + weight * (outcomes[chosen | {name}] - before)
        drivers[name] = part
    use = outcomes[frozenset(names)].rename("use").reset_index()
    persons = use["area"].map(tables.persons.groupby("area")["persons"].sum())
    base = outcomes[frozenset()].to_numpy()
    ahead = use["year"] - 2025
    variance = (0.03 / 0.67449 / 10 * ahead) ** 2 + 1.7 * ahead / persons.clip(lower=3600) + dispersion / base
    variance += use["year"].map(Series(slope_error, YEARS)) ** 2
    use["low"] = use["use"] * np.exp(-1.2815515655446004 * np.sqrt(variance))
    use["high"] = use["use"] * np.exp(1.2815515655446004 * np.sqrt(variance))
    total = tables.flows.groupby("area")["visits"].sum().add(tables.outside, fill_value=0)
    flows = tables.flows.assign(share=tables.flows["visits"] / tables.flows["area"].map(total))
    goes = flows.merge(use[["year", "area", "use"]], on="area")
    goes["use"] *= goes["share"]
    return use, DataFrame(drivers), goes.groupby(["year", "unit"], as_index=False)["use"].sum()


def main() -> None:
    """Time both, and hold their answers to each other."""
    print(
        f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, numpy {np.__version__}, "
        f"pandas {pd.__version__}; milliseconds"
    )
    for name, areas, units, municipalities in SIZES:
        of = country(areas, units, municipalities)
        tables = as_tables(of)
        found, by_unit, _ = ours(of)
        use, drivers, unit_rows = plain_pandas(tables, of.base.dispersion, found.slope_error)
        np.testing.assert_allclose(found.use.ravel(), use["use"], rtol=1e-9)
        np.testing.assert_allclose(found.interval.low.ravel(), use["low"], rtol=1e-9)
        np.testing.assert_allclose(found.interval.high.ravel(), use["high"], rtol=1e-9)
        for at, driver in enumerate(("size", "ageing", "health", "trend", "prevalence")):
            np.testing.assert_allclose(found.drivers[at].ravel(), drivers[driver], atol=1e-6)
        some = by_unit.use > 0
        np.testing.assert_allclose(by_unit.use[some], unit_rows["use"], rtol=1e-9)
        our_s = fastest(lambda of=of: ours(of), 15)
        peer_s = fastest(
            lambda tables=tables, of=of, error=found.slope_error: plain_pandas(
                tables, of.base.dispersion, error
            ),
            3,
        )
        print(
            f"{name:8} {areas:5} areas x {units:5} units x {len(YEARS)} years   "
            f"pandas {peer_s * 1e3:8.0f}  ours {our_s * 1e3:6.1f}  {peer_s / our_s:5.0f} x"
        )


if __name__ == "__main__":
    main()
