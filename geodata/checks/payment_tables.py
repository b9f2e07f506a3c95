"""From checked tables of reimbursement to those of a `Region`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas import DataFrame, Index, Series

from geodata.checks.paid_tables import rest_of_unknown_area
from geodata.checks.people_tables import ages_of, numbers_of, texts_of
from geodata.checks.sheet import Sheet, positions
from geodata.region.payment_tables import EVERY_AREA, PaymentTables

LIST_KEY = ["unit", "period", "area", "sex", "age_from", "age_to"]
DECIMALS = 6
"""Of means that are added up: binary numbers leave crumbs."""


def payment_tables(sheets: Mapping[str, Sheet], areas: Index, units: Index) -> PaymentTables:
    """The tables that are to be protected together, exact."""
    return PaymentTables(
        lists=lists_table(sheets.get("lists"), areas, units),
        unit_weights=_table(sheets.get("unit_weights"), units, ("weight", "period"), "value"),
        production=_table(
            sheets.get("production"),
            units,
            ("period", "output", "of", "area_kind", "time", "basis"),
            "quantity",
        ),
        payments=_table(sheets.get("payments"), units, ("period", "part"), "amount"),
    )


def lists_table(sheet: Sheet | None, areas: Index, units: Index) -> DataFrame | None:
    """Who is listed: by sex and age, and the same people by area.

    Where rows of no area are all of a unit and period, they are by sex and age; else all rows are added,
    those of people from outside the region among them.
    """
    if sheet is None:
        return None
    frame = sheet.frame
    table = DataFrame(
        {
            "unit": positions(frame["unit_id"], units),
            "period": frame["period"],
            "area": positions(texts_of(frame, "area_id"), areas),
            "sex": texts_of(frame, "sex"),
            **ages_of(frame),
            "persons": frame["persons"].astype(np.float64),
        }
    )
    of_area = texts_of(frame, "area_id") != ""  # known or not
    of_area |= rest_of_unknown_area(frame)
    whole = table[~of_area]
    known = pd.MultiIndex.from_frame(whole[["unit", "period"]])
    theirs = pd.MultiIndex.from_frame(table[["unit", "period"]])
    ages = pd.concat([whole, table[of_area & ~theirs.isin(known)].assign(area=np.int32(EVERY_AREA))])
    by_area = table[table["area"] != EVERY_AREA].assign(sex="", age_from=np.int32(0), age_to=np.int32(-1))
    both = pd.concat([ages, by_area]).groupby(LIST_KEY)["persons"].sum().round(DECIMALS)
    return both.reset_index()


def contracts_table(sheet: Sheet | None, units: Index) -> DataFrame | None:
    """What units have contracts for, and when."""
    if sheet is None:
        return None
    frame = sheet.frame
    never = Series(pd.NaT, index=frame.index, dtype="datetime64[ns]")
    table = DataFrame(
        {
            "unit": positions(frame["unit_id"], units),
            "contract": frame["contract"],
            "unit_kind": texts_of(frame, "unit_kind"),
            **{name: frame.get(name, never).astype("datetime64[ns]") for name in ("valid_from", "valid_to")},
        }
    )
    return table.sort_values(["unit", "contract", "valid_from"], kind="stable", ignore_index=True)


def _table(sheet: Sheet | None, units: Index, words: tuple[str, ...], figure: str) -> DataFrame | None:
    if sheet is None:
        return None
    frame = sheet.frame
    table = DataFrame(
        {
            "unit": positions(frame["unit_id"], units),
            **{name: texts_of(frame, name) for name in words},
            figure: numbers_of(frame, figure),
        }
    )
    return table.sort_values(["unit", *words], kind="stable", ignore_index=True)
