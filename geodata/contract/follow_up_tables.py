"""The tables that tell what is asked of units, what the region aims at, and what has been followed up."""

from __future__ import annotations

from typing import Final

from geodata.contract.columns import Column, Table

FOLLOW_UP_KINDS: Final = ("contract", "individual", "direction")
"""Of one contract, of what single residents were given, and of a whole direction of care."""

GOAL_MEASURES: Final = {
    "covered": "higher",
    "median_minutes": "lower",
    "p90_minutes": "lower",
    "choice": "higher",
    "underserved": "lower",
    "units_per_10000": "higher",
    "below_threshold": "lower",
    "bypass": "lower",
    "active_choice": "higher",
    "visits_choice": "higher",
}
"""Measures that a goal may be set for, and the side that is better where one is."""

SHARE_MEASURES: Final = ("covered", "choice", "underserved", "bypass", "active_choice", "visits_choice")
"""Those that are shares, 0 to 1."""

FOLLOW_UP_TABLES = (
    Table(
        "terms",
        (
            Column("unit_id", "code", required=True),
            Column("term", "term", required=True),
            Column("fulfilled", "yes_no"),  # empty is not known
            Column("date", "date"),
        ),
        key=("unit_id", "term", "date"),
    ),
    Table(
        "goals",
        (
            Column("indicator", "indicator"),
            Column("measure", "goal_measure"),
            Column("year", "year", required=True),
            Column("target", "number", required=True),
            Column("care_form", "care_form"),  # empty is every one
        ),
        one_of=(("indicator",), ("measure",)),
        key=("indicator", "measure", "year", "care_form"),
    ),
    Table(
        "follow_ups",
        (
            Column("unit_id", "code", required=True),
            Column("kind", "follow_up", required=True),
            Column("due", "date", required=True),
            Column("done", "date"),
            Column("outcome", "text"),
            Column("action", "text"),
            Column("open", "yes_no"),  # whether residents may read of it
        ),
        key=("unit_id", "kind", "due"),
    ),
)
