"""What units were paid, and what they are weighed by, where that would tell of the few who are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.contract.reimbursement_settings import AgeWeight, Part, PaymentModel
from geodata.disclosure.listed import shown_lists, shown_production
from geodata.disclosure.protection import Protection
from geodata.region.payment_tables import EVERY_AREA, PaymentTables

FEWEST_LISTED = 50
"""Published persons, or contacts where nobody is listed: units of fewer have no payments and no weights, and
a part of a model that is paid for fewer is not told apart from the others."""

HIDDEN = 16
"""Persons: amounts are told to the nearest step that is at least what so many are paid, on average. An exact
amount is an equation in the exact counts, and few of them fit it to the öre."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_CELL = ["unit", "period"]


def protected_tables(
    tables: PaymentTables, protection: Protection, models: Mapping[str, PaymentModel]
) -> PaymentTables:
    """The tables of reimbursement as they may be published.

    Parameters
    ----------
    tables : PaymentTables
        Exact.
    protection : Protection
    models : mapping of str to PaymentModel
        Whose parts payments may be of.

    Returns
    -------
    PaymentTables
        Lists and production with noise; weights and payments of units of few left out, by what is published
        of these alone.
    """
    secret, units = protection.secret, protection.unit_ids
    lists, production = tables.lists, tables.production
    shown = PaymentTables(
        lists=None if lists is None else shown_lists(lists, secret, units, protection.area_ids),
        production=None if production is None else shown_production(production, secret, units),
    )
    weights, payments = tables.unit_weights, tables.payments
    return replace(
        shown,
        unit_weights=None if weights is None else _of_many(weights, shown),
        payments=None if payments is None else shown_payments(payments, shown, models),
    )


def shown_payments(
    payments: DataFrame, shown: PaymentTables, models: Mapping[str, PaymentModel]
) -> DataFrame:
    """Payments of units of many, to a step that hides single people, by parts that are paid for many.

    Where a unit has a part that is paid for few, or that no model has, its parts are told together: those
    that a model stands for under the first of their names, and all under "" where none is picked out.
    """
    rows = _of_many(payments, shown)
    takers = _takers(rows, shown, models)
    apart = (takers >= FEWEST_LISTED).groupby([rows[name] for name in _CELL]).transform("all")
    apart |= ~rows.duplicated(_CELL, keep=False) & (rows["part"] == "")
    together = _together(rows[~apart], models)
    together_takers = _size(together, shown)
    found = pd.concat([rows[apart], together], ignore_index=True)
    persons = np.concatenate([takers[apart].to_numpy(), together_takers])
    found["amount"] = _stepped(found["amount"].to_numpy(np.float64), persons)
    return found.sort_values([*_CELL, "part"], kind="stable", ignore_index=True)


def _together(rows: DataFrame, models: Mapping[str, PaymentModel]) -> DataFrame:
    """Rows of a unit and period added up, apart only where some model stands for some of their parts."""
    picked = [set(model.paid) for model in models.values() if model.paid]
    of = rows["part"].map(lambda part: sum(1 << at for at, parts in enumerate(picked) if part in parts))
    added = (
        rows.assign(of=of)
        .groupby([*_CELL, "of"], as_index=False)
        .agg(part=("part", "min"), amount=("amount", "sum"))
    )
    named = added["part"] if picked else Series("", index=added.index)
    return added.assign(part=named.astype(str), amount=added["amount"].round(2))[list(rows.columns)]


def _of_many(rows: DataFrame, shown: PaymentTables) -> DataFrame:
    return rows[_size(rows, shown) >= FEWEST_LISTED].reset_index(drop=True)


def _size(rows: DataFrame, shown: PaymentTables) -> Floats:
    """Published persons of the unit and period of each row; contacts where the period has no lists."""
    listed = None if shown.lists is None else shown.lists[shown.lists["area"] == EVERY_AREA]
    found = np.zeros(len(rows))
    for table, figure in ((shown.production, "quantity"), (listed, "persons")):
        if table is None:
            continue
        counted = table.groupby(_CELL)[figure].sum()
        periods = set(table["period"])
        latest = table.sort_values("period").groupby("unit")["period"].last()
        period = rows["period"].where(rows["period"].isin(periods), rows["unit"].map(latest))
        index = pd.MultiIndex.from_arrays([rows["unit"], period])
        sizes = counted.reindex(index).fillna(0).to_numpy(np.float64)
        found = sizes if table is listed and periods else np.maximum(found, sizes)
    return found


def _takers(rows: DataFrame, shown: PaymentTables, models: Mapping[str, PaymentModel]) -> Series:
    """Of how many published persons or contacts each row is; 0 where no model has such a part."""
    size = _size(rows, shown)
    found = np.where(rows["part"] == "", size, 0.0)
    for key in set(rows["part"]) - {""}:
        of_part = (rows["part"] == key).to_numpy(dtype=bool)
        parts = [part for model in models.values() for part in model.parts if part.key == key]
        if parts:
            some = rows[of_part]
            found[of_part] = np.min([_counted(some, part, shown, size[of_part]) for part in parts], axis=0)
    return Series(found, index=rows.index)


def _counted(rows: DataFrame, part: Part, shown: PaymentTables, size: Floats) -> Floats:
    if part.kind == "per_person" and part.age_weights and shown.lists is not None:
        lists = shown.lists[shown.lists["area"] == EVERY_AREA]
        return _sums(rows, lists[_weighed(lists, part.age_weights)], "persons")
    if part.output and shown.production is not None:
        output = shown.production
        of_part = output["output"] == part.output
        for column, words in (("of", part.of), ("area_kind", part.area_kinds), ("time", part.times)):
            of_part = of_part & (output[column].isin(words) | (not words)).to_numpy(dtype=bool)
        return _sums(rows, output[of_part], "quantity")
    return size


def _weighed(lists: DataFrame, weights: Sequence[AgeWeight]) -> Bools:
    """Which rows are of ages that count."""
    end = lists["age_to"].where(lists["age_to"] >= 0, 999)
    found = np.zeros(len(lists), bool)
    for each in weights:
        last = 999 if each.age_to is None else each.age_to
        within = (lists["age_from"] <= last) & (end >= each.age_from)
        sex = (lists["sex"] == each.sex) | (lists["sex"] == "") | (not each.sex)
        found |= (within & sex & (each.weight != 0)).to_numpy(dtype=bool)
    return found


def _sums(rows: DataFrame, table: DataFrame, figure: str) -> Floats:
    index = pd.MultiIndex.from_frame(rows[_CELL])
    return np.asarray(table.groupby(_CELL)[figure].sum().reindex(index).fillna(0), np.float64)


def step_of(amounts: Floats, persons: Floats) -> Floats:
    """What `HIDDEN` are paid, up to its two first digits: amounts are told to the nearest such."""
    least = np.maximum(np.abs(amounts) * HIDDEN / np.maximum(persons, 1), 0.1)
    unit = 10.0 ** (np.floor(np.log10(least)) - 1)
    found: Floats = np.ceil(np.round(least / unit, 6)) * unit
    return found


def _stepped(amounts: Floats, persons: Floats) -> Floats:
    """Amounts to the nearest step."""
    step = step_of(amounts, persons)
    found: Floats = np.round(np.rint(amounts / step) * step, 2)
    return found
