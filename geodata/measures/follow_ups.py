"""Follow-ups: how many are to come, late and done, and how densely those of each operator are followed up."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.focus.place import PLACE_TYPES, Place
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.measure import Counts, Measure
from geodata.measures.supply import open_units, operators_of
from geodata.measures.tally import Tally, counted, divided, nothing
from geodata.region.region import Region

Bools = NDArray[np.bool_]
YEAR = timedelta(days=365)
"""What is counted as done within a year: as many days before the day that follow-up is judged on."""


def follow_ups_of(region: Region, day: date) -> DataFrame:
    """Follow-ups with where each stands on a day.

    Parameters
    ----------
    region : Region
    day : date

    Returns
    -------
    DataFrame
        Columns of `Region.follow_ups` and `state`: "done" by the day, "late" where it was due before the day,
        else "ahead". One that is done after the day is not done yet.
    """
    if region.follow_ups is None:
        return DataFrame({"unit": np.empty(0, np.int32), "kind": [], "state": []})
    table, today = region.follow_ups, pd.Timestamp(day) if day < date.max else pd.Timestamp.max
    done = (table["done"] <= today).to_numpy(bool)
    late = ~done & (table["due"] < today).to_numpy(bool)
    return table.assign(state=np.where(done, "done", np.where(late, "late", "ahead")))


def done_in_year(region: Region, day: date) -> DataFrame:
    """Follow-ups that were done in the 365 days that end with a day."""
    found = follow_ups_of(region, day)
    if not len(found):
        return found
    since = pd.Timestamp(day) - YEAR if day < date.max else pd.Timestamp.min
    return found[(found["state"] == "done") & (found["done"] > since)]


def _per_unit(assessment: Assessment, table: DataFrame) -> NDArray[np.float64]:
    """Rows of each unit. Shape (units,)."""
    units = table["unit"].to_numpy(np.int64)
    return np.bincount(units, minlength=assessment.changed.unit_count).astype(np.float64)


def _in_state(*states: str) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        region = assessment.region
        if region.follow_ups is None:
            return nothing(place.count, "why.no_follow_ups")
        table = follow_ups_of(region, follow_up_day(region))
        rows = _per_unit(assessment, table[table["state"].isin(states)])
        counting = open_units(assessment, place)
        return counted(place.over_units(rows * counting), of=place.over_units(counting))

    return of


def _done(operator: str = "") -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        region = assessment.region
        if region.follow_ups is None:
            return nothing(place.count, "why.no_follow_ups")
        rows = _per_unit(assessment, done_in_year(region, follow_up_day(region)))
        counting = open_units(assessment, place)
        if operator:
            counting = counting & (operators_of(assessment) == operator)
        return divided(place.over_units(rows * counting), place.over_units(counting), "why.no_units")

    return of


_PARTS = tuple(kind for kind in PLACE_TYPES if kind != "unit")
FOLLOW_UPS_AHEAD = Measure(
    "follow_ups_ahead", "followup", "count", "", "units", _in_state("ahead", "late"), ("follow_ups",)
)
"""What is left to do, late ones among them."""
FOLLOW_UPS_LATE = Measure(
    "follow_ups_late", "followup", "count", "lower", "units", _in_state("late"), ("follow_ups",)
)
FOLLOW_UPS_DONE = Measure("follow_ups_done", "followup", "number", "", "units", _done(), ("follow_ups",))
"""Done within a year, a unit."""
FOLLOW_UPS_DONE_OF = {
    operator: Measure(
        f"follow_ups_done_{operator}", "followup", "number", "", "units", _done(operator), ("follow_ups",),
        kinds=_PARTS,
    )
    for operator in OPERATORS
}  # fmt: skip
