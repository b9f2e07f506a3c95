"""Units that the listed go to after a what-if: how many come, and the money that they bring."""

from __future__ import annotations

import numpy as np

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Column, Table
from dashboard.layers.payment_table import municipalities_of
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.payment_moves import money_after, why_no_money
from geodata.measures.reform_of_units import Words

LEAST = 0.5
"""Listed that come to a unit, for it to stand in the table."""


def receivers_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Units of a place whose lists grow, the most first; shares are of all who come to any unit."""
    if why := why_no_money(assessment, words):
        return Table("table.payment_receivers", "unit", [], (), {}, why)
    found = money_after(assessment, words)
    come = found.listed_after - found.listed_before
    every = float(come[come > 0].sum())
    of_place = np.isin(found.before.units, focus.units) | (focus.is_whole_region & (come > 0))
    rows = np.flatnonzero(of_place & (come >= LEAST))
    rows = rows[np.argsort(-come[rows], kind="stable")]
    at = found.before.units[rows].tolist()
    return Table(
        "table.payment_receivers",
        "unit",
        assessment.units.index[at].tolist(),
        (
            Column("unit", "column.unit", "text"),
            Column("municipality", "column.municipality", "text"),
            Column("come", "column.listed_come", "count"),
            Column("come_share", "column.listed_come_share", "share"),
            Column("listed_before", "column.listed_before", "count"),
            Column("listed_after", "column.listed_after", "count"),
            Column("money_change", "column.paid_change", "currency", thousands=True, signed=True),
        ),
        {
            "unit": unit_names(assessment, at),
            "municipality": municipalities_of(assessment, at),
            "come": come[rows],
            "come_share": come[rows] / every if every else come[rows],
            "listed_before": found.listed_before[rows],
            "listed_after": found.listed_after[rows],
            "money_change": found.change.sum(axis=0)[rows] / 100,
        },
        "empty.units",
    )
