"""Tables of who is paid what: by part, municipality, operator and fifth; and how near a model comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Cells, Column, Phrase, RowKind, Table
from dashboard.layers.measured import TOO_FEW
from dashboard.layers.payment import words_of_tariff
from dashboard.layers.payment_table import (
    AFTER,
    BEFORE,
    CHANGE,
    EACH,
    SHARE,
    money_columns,
    municipalities_of,
)
from dashboard.layers.tariff_words import TariffWords
from dashboard.tables.payment_receivers import receivers_table
from dashboard.tables.payment_spread import spread_table
from dashboard.words.both import in_both
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.payment_fifths import fifth_weights, paid_by_fifth
from geodata.measures.payment_fit import current_fit, why_no_fit
from geodata.measures.payment_groups import (
    PaidGroups,
    paid_by_municipality,
    paid_by_operator,
    paid_by_part,
)
from geodata.measures.reform_of_units import Words, of_too_few, why_no_reform

OFF = Phrase("payment.no_such_part")
NOT_TODAY, NOBODY = Phrase("why.nothing_paid_today"), Phrase("why.nobody_listed")
ALL, ELSEWHERE = "all", "-"
"""Ids of rows: the sum of all, and of units that stand in no municipality."""
NAMES = (
    Column("units", "column.paid_units", "count"),
    Column("payment_listed", "column.paid_listed", "count"),
)


def parts_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Parts of either tariff in their order, with prices and what they pay all units of a place; the sum."""
    found = paid_by_part(assessment, focus, words)
    before, after = (sum(getattr(part, which) for part in found) for which in ("before", "after"))
    every = ([part.before for part in found] + [before], [part.after for part in found] + [after])
    whole = [Phrase("payment.sum")]
    return Table(
        "table.payment_parts",
        "kpi",
        [*(part.key for part in found), ALL],
        (
            Column("part", "column.paid_part", "text"),
            Column("price_before", "column.price_before", "price"),
            Column("price_after", "column.price_after", "price"),
            *(column for column in money_columns(words) if column.key in (BEFORE, AFTER, CHANGE)),
        ),
        {
            "part": [*(part.part.name for part in found), *whole],
            "price_before": [*(_price(part.price_before) for part in found), *whole],
            "price_after": [*(_price(part.price_after) for part in found), *whole],
            BEFORE: np.array(every[0]) / 100,
            AFTER: np.array(every[1]) / 100,
            CHANGE: (np.array(every[1]) - np.array(every[0])) / 100,
        },
    )


def _price(price: Decimal | None) -> object:
    return OFF if price is None else float(price)


def municipalities_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Municipalities that units of a place stand in; last those that stand in none."""
    found = paid_by_municipality(assessment, focus, words)
    codes = assessment.changed.municipalities
    names = dict(zip(map(str, codes.ids), codes.names, strict=True))
    cells = [names.get(key) or Phrase("payment.no_municipality") for key in found.keys]
    table = _groups("payment_municipalities", assessment, found, words, "municipality", cells)
    return Table(
        table.title,
        "municipality",
        [key or ELSEWHERE for key in found.keys],
        table.columns,
        table.values,
        "empty.units",
        [("muni", key) if key else ("", "") for key in found.keys],
    )


def operators_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Who runs the units that are paid."""
    found = paid_by_operator(assessment, focus, words)
    unknown = "payment_panel.unknown_operator"
    names = [Phrase(f"operator.{key}" if key else unknown) for key in found.keys]
    return _groups("payment_operators", assessment, found, words, "operator", names)


def fifths_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Fifths of the listed by a weight of their units, from the lowest to the highest."""
    found = paid_by_fifth(assessment, focus, words)
    if found is None:
        return _nothing("payment_fifths", "why.no_unit_weight")
    weight = assessment.region.settings.reimbursement.weights[fifth_weights(assessment)[0]]
    names: list[object] = [Phrase(f"payment.fifth_{key}") if key else OFF for key in found.keys]
    if found.keys[-1] == "":
        names[-1] = Phrase("payment.no_weight")
    heading = in_both("column.paid_fifth", weight=weight.name)
    return _groups("payment_fifths", assessment, found, words, "fifth", names, heading)


def fit_table(assessment: Assessment, focus: Place, words: Words) -> Table:  # noqa: ARG001  of today's model
    """Units held against what they were really paid, those first that the model is most off, by money."""
    fit = current_fit(assessment)
    if fit is None:
        return _nothing("payment_fit", why_no_fit(assessment))
    ours = set(focus.units[assessment.supply.in_scope[focus.units]].tolist())
    rows = [each for each in fit.worst(len(fit.units)) if each.unit in ours]
    at = [each.unit for each in rows]
    reasons: list[object] = [Phrase(f"payment.reason.{each.reason or 'none'}") for each in rows]
    predicted, paid = (np.array([getattr(each, which) for each in rows]) for which in ("predicted", "paid"))
    ratio = np.divide(paid, predicted, out=np.full(len(rows), np.nan), where=predicted != 0)
    return Table(
        "table.payment_fit",
        "unit",
        assessment.units.index[at].tolist(),
        (
            Column("unit", "column.unit", "text"),
            Column("municipality", "column.municipality", "text"),
            Column("predicted", "column.paid_predicted", "currency", thousands=True),
            Column("paid", "column.paid_really", "currency", thousands=True),
            Column("gap", "column.paid_gap", "currency", thousands=True, signed=True),
            Column("ratio", "column.paid_ratio", "price"),
            Column("reason", "column.paid_reason", "text"),
        ),
        {
            "unit": unit_names(assessment, at),
            "municipality": municipalities_of(assessment, at),
            "predicted": predicted / 100,
            "paid": paid / 100,
            "gap": (predicted - paid) / 100,
            "ratio": ratio,
            "reason": reasons,
        },
        "empty.units",
    )


def _groups(
    key: str,
    assessment: Assessment,
    found: PaidGroups,
    words: Words,
    first: str,
    names: Sequence[object],
    heading: str | Mapping[str, str] = "",
) -> Table:
    few = of_too_few(assessment.region, found.persons)
    return Table(
        f"table.{key}",
        "kpi",
        [each or ELSEWHERE for each in found.keys],
        (Column(first, heading or f"column.{first}", "text"), *NAMES, *money_columns(words)),
        {
            first: names,
            "units": found.units,
            "payment_listed": found.persons,
            BEFORE: found.before / 100,
            AFTER: found.after / 100,
            CHANGE: found.change / 100,
            SHARE: _cells(found.change_share, few, NOT_TODAY),
            EACH: _cells(found.change_per_listed, few, NOBODY),
        },
    )


def _cells(values: NDArray[np.float64], few: NDArray[np.bool_], why: Phrase) -> Cells:
    return [
        TOO_FEW if hidden else why if np.isnan(value) else float(value)
        for value, hidden in zip(values.tolist(), few.tolist(), strict=True)
    ]


def _nothing(key: str, why: str) -> Table:
    kinds: dict[str, RowKind] = {
        "payment_fit": "unit",
        "payment_receivers": "unit",
        "payment_municipalities": "municipality",
    }
    return Table(f"table.{key}", kinds.get(key, "kpi"), [], (), {}, why)


PAYMENT_TABLES: Mapping[str, Callable[[Assessment, Place, Words], Table]] = {
    "payment_parts": parts_table,
    "payment_municipalities": municipalities_table,
    "payment_operators": operators_table,
    "payment_fifths": fifths_table,
    "payment_fit": fit_table,
    "payment_spread": spread_table,
    "payment_receivers": receivers_table,
}
"""By the key in the address; `table.<key>` in the catalogue is their name. That of units is the layer's."""


def payment_of_key(assessment: Assessment, focus: Place, key: str, tariff: TariffWords) -> Table:
    """One of `PAYMENT_TABLES` under a tariff; without rows, and with why, where nothing can be told."""
    words = words_of_tariff(tariff)
    if key != "payment_fit" and (why := why_no_reform(assessment, words)):
        return _nothing(key, why)
    return PAYMENT_TABLES[key](assessment, focus, words)
