"""Follow-ups along the months: what is due, a triangle where it is late, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.followup.below_list import unit_href
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.words.words import Words
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS
from geodata.followup.done import FollowUpRow
from geodata.followup.overview import Overview
from geodata.followup.written import FROM_FOLDER

MONTHS = 5
"""That are drawn: one before the day, and what follows."""
TOGETHER = timedelta(days=9)
"""Follow-ups of a kind that are due within this are one sign: more would lie upon each other."""
LATE_NAMED = 3


@dataclass(frozen=True)
class Months:
    """The months that the line is of."""

    first: date
    last: date  # first day after

    def place(self, day: date) -> float:
        """Where a day is along the line, 0 to 100; what is outside stands at its end."""
        return min(max(100 * (day - self.first).days / (self.last - self.first).days, 0.0), 100.0)

    @property
    def starts(self) -> list[date]:
        """First day of each month."""
        found = [self.first]
        while (following := _after(found[-1])) < self.last:
            found.append(following)
        return found


def months_about(day: date) -> Months:
    """The months of a line on which a day stands in the first."""
    first = day.replace(day=1)
    last = first
    for _ in range(MONTHS):
        last = _after(last)
    return Months(first, last)


def _after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def timeline(found: Overview, words: Words, planner: bool = False) -> list[Markup]:
    """The line with a row of each kind, what is late in words, and everything in a table.

    Parameters
    ----------
    found : Overview
    words : Words
    planner : bool
        Whether the reader plans follow-ups: then the table says where each is written.
    """
    if found.assessment.region.follow_ups is None:
        return [tag("p", words("followup.none.follow_ups_how"), class_="note")]
    left = [row for row in found.follow_ups if row.state != "done"]
    parts: list[Markup] = []
    if left:
        parts.append(_line(left, months_about(found.day), found.day, words))
    else:
        parts.append(tag("p", words("followup.plan.nothing"), class_="note"))
    parts += _late(left, found, words)
    parts.append(_done(found, words))
    if left:
        parts.append(
            tag(
                "details",
                tag("summary", words("followup.plan.open"), class_="link"),
                _table(left, found, words, planner),
                id="followup-list",
            )
        )
    return parts


def _line(left: Sequence[FollowUpRow], months: Months, day: date, words: Words) -> Markup:
    heads = [
        tag("span", _month(start, words), style=f"left:{months.place(start):.2f}%", class_="month")
        for start in months.starts
    ]
    today = tag(
        "span", tag("b", words("followup.plan.today")), style=f"left:{months.place(day):.2f}%", class_="today"
    )
    rows = [
        tag(
            "div",
            tag("span", words(f"followup.kind.{kind}"), class_="line-name"),
            tag(
                "div", *_signs([row for row in left if row.kind == kind], months, words), class_="line-track"
            ),
            class_="line-row",
        )
        for kind in FOLLOW_UP_KINDS
    ]
    return tag(
        "div",
        tag("div", *heads, today, class_="line-months", aria_hidden="true"),
        *rows,
        class_="followup-line",
    )


def _month(start: date, words: Words) -> str:
    name = words(f"format.month_short.{start.month}")
    return f"{name} {start.year}" if start.month == 1 else name


def _signs(rows: Sequence[FollowUpRow], months: Months, words: Words) -> list[Markup]:
    groups: list[list[FollowUpRow]] = []
    for row in sorted(rows, key=lambda each: (each.state != "late", each.due)):
        if groups and groups[-1][0].state == row.state and row.due - groups[-1][0].due <= TOGETHER:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [
        tag(
            "span",
            tag("b", words.count(len(group))),
            class_=f"line-sign is-{group[0].state}",
            style=f"left:{months.place(group[0].due):.2f}%",
            role="img",
            aria_label=words(
                f"followup.plan.sign_{group[0].state}",
                count=len(group),
                day=words.date(group[0].due.isoformat()),
            ),
        )
        for group in groups
    ]


def _late(left: Sequence[FollowUpRow], found: Overview, words: Words) -> list[Markup]:
    late = [row for row in left if row.state == "late"]
    if not late:
        return []
    names = found.assessment.units["name"]
    listed: list[Markup] = []
    for row in late[:LATE_NAMED]:
        listed += [
            ", " if listed else "",
            tag("a", str(names.iloc[row.unit]), href=unit_href(found, row.unit, words)),
        ]
    more = len(late) - LATE_NAMED
    since = words.date(min(row.due for row in late).isoformat())
    return [
        tag(
            "p",
            tag("strong", f"▲ {words('followup.plan.late_since', day=since)}", class_="is-worse"),
            " ",
            *listed,
            *([f" {words('followup.plan.more', count=more)}"] if more > 0 else []),
            ".",
            class_="followup-late",
        )
    ]


def _done(found: Overview, words: Words) -> Markup:
    """How many of each kind were done within a year, and how many of those in time."""
    parts = [
        words.inside(
            words(
                "followup.plan.done_kind",
                kind=words(f"followup.kind.{kind.kind}"),
                count=kind.done,
                in_time=kind.done_in_time,
            )
        )
        for kind in found.kinds
        if kind.done
    ]
    text = words("followup.plan.done", parts=", ".join(parts)) if parts else words("followup.plan.none_done")
    return tag("p", text, class_="note")


def _table(left: Sequence[FollowUpRow], found: Overview, words: Words, planner: bool) -> Markup:
    names = found.assessment.units["name"]
    rows: list[list[Cell]] = [
        [
            tag("a", str(names.iloc[row.unit]), href=unit_href(found, row.unit, words)),
            words(f"followup.kind.{row.kind}"),
            words.date(row.due.isoformat()),
            (words("followup.state.late"), "is-worse")
            if row.state == "late"
            else words("followup.state.ahead"),
            *([_origin(row, str(names.iloc[row.unit]), words)] if planner else []),
        ]
        for row in left
    ]
    keys = ("unit", "kind", "due", "state", *(("origin",) if planner else ()))
    return plain_table(
        words("followup.plan.table"), [words(f"followup.plan.column.{key}") for key in keys], rows
    )


def _origin(row: FollowUpRow, unit: str, words: Words) -> Markup:
    """Where a follow-up is written: in the folder's file, or by form, where it can be changed."""
    if row.record == FROM_FOLDER:
        return words("planning.from_folder")
    kind = words.inside(words(f"followup.kind.{row.kind}"))
    return tag(
        "a",
        words("planning.change_link"),
        href=page_href(FORM_PAGES["planning"], words.language, urlencode({"change": row.record})),
        aria_label=words("planning.change_of", unit=unit, kind=kind),
    )
