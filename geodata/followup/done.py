"""Follow-ups to come, late and done, by kind; and how densely the units of each operator are followed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS
from geodata.followup.written import FROM_FOLDER
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.follow_ups import done_in_year, follow_ups_of
from geodata.measures.supply import operators_of, operators_told

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class FollowUpRow:
    """One follow-up of a unit; `state` is "done", "late" or "ahead".

    `record` is the number of what was written in a form, `FROM_FOLDER` of the folder's own.
    """

    unit: int
    kind: str
    due: date
    done: date | None
    outcome: str
    action: str
    open: bool
    state: str
    record: int = FROM_FOLDER


def follow_ups(assessment: Assessment, among: Bools, kind: str = "") -> list[FollowUpRow]:
    """Follow-ups of some units, by the day they are due.

    Parameters
    ----------
    assessment : Assessment
    among : bool, shape (units,)
    kind : str
        Of `FOLLOW_UP_KINDS`; "" is all.
    """
    table = follow_ups_of(assessment.region, follow_up_day(assessment.region))
    if not len(table):
        return []
    table = table[among[table["unit"].to_numpy(np.int64)]]
    if "record" not in table:
        table = table.assign(record=FROM_FOLDER)
    return [
        FollowUpRow(
            int(row.unit),
            str(row.kind),
            row.due.date(),
            row.done.date() if row.state == "done" else None,
            str(row.outcome) if row.state == "done" else "",
            str(row.action),
            row.open == "yes",
            str(row.state),
            int(row.record),
        )
        for row in table.itertuples()
        if not kind or row.kind == kind
    ]


@dataclass(frozen=True)
class KindSum:
    """Follow-ups of one kind: how many are to come, late, and done within a year; and how long they took.

    `late_days` is the median number of days from due until done, of those done within a year: less than 0
    where they were done before; None where none was.
    """

    kind: str
    ahead: int
    late: int
    done: int
    done_in_time: int
    late_days: float | None


def by_kind(assessment: Assessment, among: Bools) -> list[KindSum]:
    """Sums of each kind, in the order of `FOLLOW_UP_KINDS`."""
    region, day = assessment.region, follow_up_day(assessment.region)
    every, done = follow_ups_of(region, day), done_in_year(region, day)
    every, done = (table[among[table["unit"].to_numpy(np.int64)]] for table in (every, done))
    found = []
    for kind in FOLLOW_UP_KINDS:
        state = every["state"][every["kind"] == kind]
        ours = done[done["kind"] == kind]
        days = ((ours["done"] - ours["due"]) / pd.Timedelta(days=1)).astype(int).tolist()
        found.append(
            KindSum(
                kind,
                int((state == "ahead").sum()),
                int((state == "late").sum()),
                len(ours),
                sum(each <= 0 for each in days),
                float(median(days)) if days else None,
            )
        )
    return found


@dataclass(frozen=True)
class Treatment:
    """How densely the units of an operator are followed up: `done` within a year, `units` and `reached`.

    `reached` is units followed up at least once.
    """

    operator: str
    units: int
    done: int
    reached: int

    @property
    def rate(self) -> float | None:
        """Follow-ups a unit and year; None without units."""
        return self.done / self.units if self.units else None


def treatment(assessment: Assessment, among: Bools) -> list[Treatment]:
    """Each operator that the region tells units apart by; no follow-ups is 0, no units is no row."""
    rows = done_in_year(assessment.region, follow_up_day(assessment.region))
    runs = operators_of(assessment)
    units = rows["unit"].to_numpy(np.int64)
    found = []
    for operator in operators_told(assessment.region):
        ours = among & (runs == operator)
        of_ours = units[ours[units]]
        if ours.any():
            found.append(Treatment(operator, int(ours.sum()), len(of_ours), len(np.unique(of_ours))))
    return found
