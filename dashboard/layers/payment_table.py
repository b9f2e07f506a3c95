"""Units with what they are paid today and under another tariff: the equal in text of the map's circles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Column, Phrase, Table
from dashboard.layers.measured import place_cells
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.payment import payment_measures
from geodata.measures.reform_of_units import Words, effect_of, unit_reform, why_no_reform

BEFORE, AFTER, CHANGE = "payment_before", "payment_after", "payment_change"
SHARE, EACH = "payment_change_share", "payment_change_per_listed"
MONEY = (
    Column(BEFORE, "column.paid_before", "currency", thousands=True),
    Column(AFTER, "column.paid_after", "currency", thousands=True),
    Column(CHANGE, "column.paid_change", "currency", thousands=True, signed=True),
    Column(SHARE, "column.paid_change_share", "share", signed=True),
    Column(EACH, "column.paid_change_per_listed", "currency", signed=True),
)
"""Of units and of municipalities."""
THEN = replace(MONEY[1], heading="column.paid_then")
"""What units are paid after a what-if, or in a year to come."""
FIGURES = ("payment_listed", *(column.key for column in MONEY))


def payment_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Units of a place, the largest gains first and the largest losses last."""
    if why := why_no_reform(assessment, words):
        return Table("layer.payment.table", "unit", [], (), {}, why)
    reform = unit_reform(assessment, words)
    at = focus.units[reform.paid[focus.units]]
    at = at[np.argsort(-reform.change[at], kind="stable")]
    units, places, measures = assessment.units, every(assessment, "unit"), payment_measures(words)
    return Table(
        "layer.payment.table",
        "unit",
        units.index[at].tolist(),
        (
            Column("unit", "column.unit", "text"),
            Column("municipality", "column.municipality", "text"),
            Column("operator", "column.operator", "operator"),
            Column("payment_listed", "column.paid_listed", "count"),
            *money_columns(words),
        ),
        {
            "unit": unit_names(assessment, at.tolist()),
            "municipality": municipalities_of(assessment, at.tolist()),
            "operator": units["operator"].to_numpy(object)[at],
            **{key: place_cells(assessment, measures[key], places)[at] for key in FIGURES},
        },
        "empty.units",
        between="payment.units_between",
    )


def money_columns(words: Words) -> tuple[Column, ...]:
    """`MONEY`, called by what the words ask the effect of."""
    return tuple(THEN if effect_of(words) and column.key == AFTER else column for column in MONEY)


def municipalities_of(assessment: Assessment, positions: list[int]) -> list[object]:
    """Where units stand; in words where that is nowhere, or in none of the region's areas."""
    names = assessment.region.areas["municipality"].to_numpy(object)
    area, placed = assessment.units["area"].to_numpy(np.int64), assessment.supply.placed
    elsewhere = (Phrase("why.no_place"), Phrase("why.outside"))
    return [names[area[at]] if area[at] >= 0 else elsewhere[int(placed[at])] for at in positions]
