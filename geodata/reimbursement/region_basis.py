"""A region's tables of a period as the basis that models of reimbursement are worked out on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.region.payment_tables import EVERY_AREA
from geodata.region.periods import span
from geodata.region.region import Region
from geodata.region.unit_columns import unit_columns
from geodata.reimbursement.basis import Basis, ListClass
from geodata.reimbursement.errors import ReimbursementError

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRODUCED = ("output", "of", "area_kind", "time", "basis", "quantity")


@lru_cache(maxsize=16)
def basis_of(region: Region, care_form: str, period: str) -> Basis:
    """Lists, weights, output and quality of the units of a care form.

    Lists and output are of the very period. A unit weight or an indicator is that of the latest period until
    its end, and one of no period where there is none. Units are open as on its last day, and have the
    contracts of that day.

    Parameters
    ----------
    region : Region
    care_form : str
    period : str

    Raises
    ------
    ReimbursementError
        If neither lists nor production have the period.
    """
    first, last = span(period)
    units = np.flatnonzero((region.units["care_form"] == care_form).to_numpy(bool)).astype(np.int64)
    lists, production = (_of(table, units, period) for table in (region.lists, region.production))
    if not len(lists) and not len(production):
        raise ReimbursementError.of("no_lists_of_period", period=period, periods=_periods(region, units))
    columns = unit_columns(region)
    contracts, kinds = _contracts(region.contracts, units, last)
    classes, persons = _lists(lists[lists["area"] == EVERY_AREA] if len(lists) else lists, len(units))
    return Basis(
        units,
        classes,
        persons,
        _latest(region.unit_weights, "weight", units, last),
        production[["unit", *PRODUCED]].reset_index(drop=True),
        _latest(region.indicators, "indicator", units, last),
        columns.open_on(np.datetime64(last, "D"))[units],
        region.units["operator"].to_numpy(object)[units],
        contracts,
        kinds,
        columns.open_on(np.datetime64(first, "D"))[units],
    )


def paid_units(region: Region, units: Ints, period: str, parts: tuple[str, ...]) -> Floats:
    """What units were paid in a period, of the currency; NaN where no row says. Shape (units,).

    Parameters
    ----------
    region : Region
    units : int64, shape (units,)
        Positions in the region.
    period : str
    parts : tuple of str
        Parts that count; empty is all: the row of all together, and where there is none their sum.
    """
    rows = _of(region.payments, units, period)
    found = np.full(len(units), np.nan)
    if not len(rows):
        return found
    if parts:
        rows = rows[rows["part"].isin(parts)]
    else:
        together = rows["part"] == ""
        rows = rows[together | ~rows["unit"].isin(rows["unit"][together])]
    sums = rows.groupby("unit")["amount"].sum()
    found[sums.index.to_numpy(np.int64)] = sums.to_numpy(np.float64)
    return found


def _of(table: DataFrame | None, units: Ints, period: str) -> DataFrame:
    """Rows of some units and a period; `unit` is then the row of the basis."""
    if table is None:
        return DataFrame({"unit": np.zeros(0, np.int64), **{name: [] for name in (*PRODUCED, "area")}})
    rows = table[(table["period"] == period).to_numpy(bool)]
    return _of_units(rows, units)


def _of_units(rows: DataFrame, units: Ints) -> DataFrame:
    at = rows["unit"].to_numpy(np.int64)
    place = np.searchsorted(units, at)
    mine = np.zeros(len(at), dtype=bool)
    inside = place < len(units)
    mine[inside] = units[place[inside]] == at[inside]
    return rows[mine].assign(unit=place[mine])


def _lists(rows: DataFrame, units: int) -> tuple[tuple[ListClass, ...], Floats]:
    if not len(rows):
        return (ListClass("", 0, -1),), np.zeros((units, 1))
    keys = list(zip(rows["sex"], rows["age_from"].astype(int), rows["age_to"].astype(int), strict=True))
    classes = sorted(set(keys))
    column = {key: place for place, key in enumerate(classes)}
    persons = np.zeros((units, len(classes)))
    at = rows["unit"].to_numpy(np.int64), np.array([column[key] for key in keys])
    persons[at] = rows["persons"].to_numpy(np.float64)
    return tuple(ListClass(*key) for key in classes), persons


def _latest(table: DataFrame | None, key: str, units: Ints, last: date) -> dict[str, Floats]:
    """The value of each unit that is of the latest period until a day."""
    if table is None or not len(table):
        return {}
    rows = _of_units(table, units)
    ends = {period: span(period)[1] if period else date.min for period in rows["period"].unique()}
    end = rows["period"].map(ends)
    rows = rows.assign(end=end)[(end <= last).to_numpy(bool) & rows["value"].notna().to_numpy(bool)]
    rows = rows.sort_values("end", kind="stable").drop_duplicates([key, "unit"], keep="last")
    found: dict[str, Floats] = {}
    for name, of in rows.groupby(key):
        values = np.full(len(units), np.nan)
        values[of["unit"].to_numpy(np.int64)] = of["value"].to_numpy(np.float64)
        found[str(name)] = values
    return found


def _contracts(
    table: DataFrame | None, units: Ints, day: date
) -> tuple[Mapping[str, Bools], Mapping[str, Bools]]:
    if table is None:
        return {}, {}
    moment = pd.Timestamp(day)
    begun = table["valid_from"].isna() | (table["valid_from"] <= moment)
    holds = begun & (table["valid_to"].isna() | (table["valid_to"] >= moment))
    rows = _of_units(table[holds.to_numpy(bool)], units)
    return _masks(rows, "contract", len(units)), _masks(rows, "unit_kind", len(units))


def _masks(rows: DataFrame, column: str, units: int) -> dict[str, Bools]:
    found: dict[str, Bools] = {}
    for name, of in rows.groupby(column):
        mask = np.zeros(units, dtype=bool)
        mask[of["unit"].to_numpy(np.int64)] = True
        found[str(name)] = mask
    return found


def _periods(region: Region, units: Ints) -> str:
    periods: set[Any] = set()
    for table in (region.lists, region.production):
        if table is not None:
            periods |= set(_of_units(table, units)["period"])
    return ", ".join(sorted(periods)) or "-"
