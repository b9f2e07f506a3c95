"""Quality of so few cases that it says more of a person than of a unit: a region does not hold it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Index

from geodata.contract.settings import IndicatorSettings
from geodata.region.exact_shares import fewest_cases, most_cases

FEWEST = 8
"""A share or a mean of fewer cases is shown nowhere."""

_OF_CASES = ("value", "numerator", "denominator", "prevalence")
"""Columns that say something of the cases."""


def without_few(table: DataFrame, indicators: Mapping[str, IndicatorSettings], units: DataFrame) -> DataFrame:
    """Indicators without what is of fewer than `FEWEST` cases: the row stays, with nothing but `few`.

    Parameters
    ----------
    table : DataFrame
        As `geodata.region.region.Region.indicators`, with or without `few`.
    indicators : mapping of str to IndicatorSettings
    units : DataFrame
        The region's.

    Returns
    -------
    DataFrame
        With the column `few`; the same where it is so already.
    """
    known = table["few"].to_numpy(bool) if "few" in table else None
    found = cases(table, table, indicators, units) < FEWEST  # NaN is not
    if known is not None:
        if not (found & ~known).any():
            return table
        found |= known
    left = {name: table[name].mask(found) for name in _OF_CASES if name in table}
    return table.assign(**left, few=found)


def cases(
    rows: DataFrame, table: DataFrame, indicators: Mapping[str, IndicatorSettings], units: DataFrame
) -> NDArray[np.float64]:
    """How many cases some rows are of; where the table is silent and its shares exact, what they tell of it.

    Parameters
    ----------
    rows : DataFrame
        Of the table.
    table : DataFrame
        As `geodata.region.region.Region.indicators`.
    indicators : mapping of str to IndicatorSettings
    units : DataFrame
        The region's.

    Returns
    -------
    float64, shape (rows,)
        NaN unknown.
    """
    found = rows["denominator"].to_numpy(np.float64)
    exact = [key for key, definition in indicators.items() if definition.exact]
    silent = np.isnan(found) & rows["indicator"].isin(exact).to_numpy(bool) & (rows["unit"] >= 0).to_numpy()
    if not silent.any():
        return found
    others = table[table["indicator"].isin(exact) & (table["unit"] >= 0) & table["value"].notna()]
    wide = others.pivot_table(index=["unit", "period"], columns="indicator", values="value", aggfunc="last")
    fewest = fewest_cases(wide.to_numpy(np.float64))
    if "prevalence" in others and "listed" in units:
        listed = units["listed"].to_numpy(np.float64)[others["unit"]]
        people = others.assign(people=listed * others["prevalence"]).groupby(["unit", "period"])["people"]
        fewest = most_cases(fewest, people.last().reindex(wide.index).to_numpy(np.float64))
    counted = dict(zip(wide.index, fewest, strict=True))
    by_digits = [counted.get(place, np.nan) for place in zip(rows["unit"], rows["period"], strict=True)]
    return np.where(silent, by_digits, found)


def of_few(table: DataFrame, units: Index, areas: Index) -> Index:
    """Ids of the units or areas that rows of too few cases are of, one for each row.

    Parameters
    ----------
    table : DataFrame
        Of `without_few`.
    units, areas : Index
        The region's ids.
    """
    rows = table[table["few"]]
    unit, area = (rows[name].to_numpy(np.int64) for name in ("unit", "area"))
    found: Index = Index(np.where(unit >= 0, units.to_numpy()[unit], areas.to_numpy()[area]))
    return found
