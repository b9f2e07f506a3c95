"""What is wrong with a follow-up as it was filled in, by field; `planning.wrong.<code>` of the catalogue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from dashboard.planned.store import Planned
from dashboard.records.person_numbers import has_person_number
from dashboard.submissions.checks import Wrong
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS
from geodata.followup.written import FROM_FOLDER, WrittenFollowUp
from geodata.region.region import Region

MOST: Final = {"outcome": 500, "action": 120}
"""Characters of a text."""
FIRST_DAY: Final = date(2000, 1, 1)
YEARS_AHEAD: Final = 10
CODES: Final = (
    "required", "not_a_date", "past", "future", "far_off", "not_done", "too_long", "person_number",
    "in_folder",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """The form as it was filled in: texts, whatever they are."""

    unit: str = ""
    kind: str = ""
    due: str = ""
    done: str = ""
    outcome: str = ""
    action: str = ""
    open: bool = False


def entry_of(planned: Planned) -> Entry:
    """The form of what stands already."""
    of = planned.content
    days = (of.due.isoformat(), of.done.isoformat() if of.done else "")
    return Entry(of.unit, of.kind, *days, of.outcome, of.action, of.open)


def read_entry(
    entry: Entry, region: Region, units: Collection[str], today: date, stands: Planned | None = None
) -> tuple[WrittenFollowUp | None, dict[str, Wrong]]:
    """What a form stands for, and what is wrong with it: one of them is empty.

    Parameters
    ----------
    entry : Entry
    region : Region
        With what is written already.
    units : collection of str
        Ids of those that may be chosen.
    today : date
        Nothing new is due before it, and nothing is done after it.
    stands : Planned, optional
        What is changed.
    """
    wrong: dict[str, Wrong] = {}
    if entry.unit not in units:
        wrong["unit"] = Wrong("required")
    if entry.kind not in FOLLOW_UP_KINDS:
        wrong["kind"] = Wrong("required")
    due, done = (_day(text, name, today, wrong) for name, text in (("due", entry.due), ("done", entry.done)))
    if not entry.due:
        wrong["due"] = Wrong("required")
    kept = stands is not None and stands.content.due == due
    if due is not None and due < today and not entry.done and not kept:
        wrong["due"] = Wrong("past", {"day": today.isoformat()})
    if done is not None and done > today:
        wrong["done"] = Wrong("future", {"day": today.isoformat()})
    for name, most in MOST.items():
        text = getattr(entry, name)
        if has_person_number(text):
            wrong[name] = Wrong("person_number")
        elif len(text) > most:
            wrong[name] = Wrong("too_long", {"most": most})
        elif text and not entry.done:
            wrong["done"] = Wrong("not_done")
    if wrong or due is None:
        return None, wrong
    if _in_folder(region, entry.unit, entry.kind, due):
        return None, {"due": Wrong("in_folder")}
    record = stands.id if stands else FROM_FOLDER
    found = WrittenFollowUp(
        record, entry.unit, entry.kind, due, done, entry.outcome, entry.action, entry.open
    )
    return found, {}


def _day(text: str, name: str, today: date, wrong: dict[str, Wrong]) -> date | None:
    """A day as a browser or a hand writes it; what is wrong with it among the rest."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong[name] = Wrong("not_a_date")
        return None
    last = date(today.year + YEARS_AHEAD, 12, 31)
    if not FIRST_DAY <= day <= last:
        wrong[name] = Wrong("far_off", {"first": FIRST_DAY.isoformat(), "last": last.isoformat()})
        return None
    return day


def _in_folder(region: Region, unit: str, kind: str, due: date) -> bool:
    """Whether the region's folder has the same follow-up, which then stands."""
    table = region.follow_ups
    if table is None:
        return False
    same = (table["kind"] == kind) & (table["due"] == pd.Timestamp(due))
    same &= table["unit"] == region.units.index.get_loc(unit)
    if "record" in table:
        same &= table["record"] == FROM_FOLDER
    return bool(same.any())
