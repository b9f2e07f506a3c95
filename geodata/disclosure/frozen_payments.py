"""Lists and production that are published stay as they are, like visits, until many of them are corrected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Index

from geodata.disclosure.corrections import FEWEST, LEAST_SHARE
from geodata.disclosure.listed import CLASS, PRODUCED
from geodata.region.payment_tables import PaymentTables

COUNTED = {
    "lists": (["unit", "period", "area", *CLASS], "persons"),
    "production": (["unit", *PRODUCED], "quantity"),
}
OF_UNITS = ("unit_weights", "payments")


def frozen_payments(before: PaymentTables, after: PaymentTables) -> tuple[PaymentTables, tuple[str, ...]]:
    """Tables of a version, those periods that are published as they are published; and which periods wait.

    A period of lists or of production is taken as a whole, from `before` until so many of its counts differ
    that none of the corrections is seen, then from `after`. What units were paid and are weighed by stays
    with them: it is told by the lists that are told.

    Parameters
    ----------
    before, after : PaymentTables
        Protected, by the same secret and the same positions (`recoded_tables`).

    Returns
    -------
    (PaymentTables, tuple of str)
    """
    found: dict[str, DataFrame | None] = {}
    waiting: set[str] = set()
    for name, (key, figure) in COUNTED.items():
        old, new = getattr(before, name), getattr(after, name)
        kept = () if old is None or new is None else _kept_periods(old, new, key, figure)
        found[name] = new if new is None else _with_kept(old, new, kept)
        waiting |= set(kept)
    for name in OF_UNITS:
        old, new = getattr(before, name), getattr(after, name)
        kept = (
            ()
            if old is None
            else tuple(sorted((waiting | ({""} if waiting else set())) & set(old["period"])))
        )
        found[name] = new if new is None else _with_kept(old, new, kept)
    return PaymentTables(**found), tuple(sorted(waiting))


def recoded_tables(
    tables: PaymentTables, units: tuple[Index, Index], areas: tuple[Index, Index]
) -> PaymentTables:
    """Tables of a version by the positions of another; rows of units and areas that are gone are left out.

    Parameters
    ----------
    tables : PaymentTables
    units, areas : (Index, Index)
        Ids of the version that the tables are of, and of the other.
    """
    found: dict[str, DataFrame | None] = {}
    for name in (*COUNTED, *OF_UNITS):
        table = getattr(tables, name)
        if table is not None:
            table = table.assign(unit=_moved(table["unit"].to_numpy(), *units))
            there = table["unit"] >= 0
            if "area" in table:
                area = np.where(table["area"] < 0, -1, _moved(table["area"].to_numpy(), *areas))
                there &= (area >= 0) | (table["area"] < 0)
                table = table.assign(area=area.astype(np.int32))
            table = table[there].reset_index(drop=True)
        found[name] = table
    return PaymentTables(**found)


def _moved(positions: NDArray[np.int32], before: Index, after: Index) -> NDArray[np.int32]:
    place = np.append(after.get_indexer(before), -1)
    found: NDArray[np.int32] = place[positions].astype(np.int32)
    return found


def _kept_periods(old: DataFrame, new: DataFrame, key: Sequence[str], figure: str) -> tuple[str, ...]:
    """Periods of both in which some counts differ, but not so many that these may show."""
    both = old.merge(new, on=list(key), how="outer", suffixes=("_old", "_new"))
    differs = both[f"{figure}_old"].fillna(0) != both[f"{figure}_new"].fillna(0)
    counts = differs.groupby(both["period"]).agg(["sum", "size"])
    many = counts["sum"] >= np.maximum(FEWEST, LEAST_SHARE * counts["size"])
    published = set(old["period"])
    return tuple(str(period) for period in counts.index[(counts["sum"] > 0) & ~many] if period in published)


def _with_kept(old: DataFrame | None, new: DataFrame, kept: Sequence[str]) -> DataFrame:
    if old is None or not kept:
        return new
    rows = pd.concat([old[old["period"].isin(kept)], new[~new["period"].isin(kept)]], ignore_index=True)
    columns = [name for name in rows.columns if rows[name].dtype != np.float64]
    return rows.sort_values(columns, kind="stable", ignore_index=True)
