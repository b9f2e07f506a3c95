"""What came of the last follow-ups of each unit that residents may read of."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.markup import Markup, tag
from dashboard.find.field import Cell, Field
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.follow_ups import follow_ups_of

MOST = 3
"""Follow-ups of a unit, the last first."""


def follow_up_fields(assessment: Assessment, at: Sequence[int], words: Words) -> list[Field]:
    """A field of what came of open follow-ups that were done; none where no unit of the care form has any.

    Parameters
    ----------
    assessment : Assessment
    at : sequence of int
        Positions of the units.
    words : Words
    """
    region = assessment.region
    table = follow_ups_of(region, follow_up_day(region))
    if not len(table):
        return []
    shown = table[(table["state"] == "done") & (table["open"] == "yes") & table["unit"].isin(list(at))]
    if not len(shown):
        return []
    spoken, cells = region.settings.language, dict[int, list[Markup]]()
    latest = shown.sort_values("done", ascending=False, kind="stable")
    days = latest["done"].dt.strftime("%Y-%m-%d")
    columns = (latest[name].astype(str) for name in ("kind", "outcome", "action"))
    for unit, day, kind, outcome, action in zip(latest["unit"].astype(int), days, *columns, strict=True):
        lines = cells.setdefault(unit, [])
        if len(lines) < MOST:
            found = ". ".join(part for part in (outcome, action) if part)
            lines.append(_line(day, kind, found, spoken, words))
    all_lines: list[Cell] = [cells.get(unit) for unit in at]
    last: list[Cell] = [lines[:1] if lines else None for lines in all_lines]
    return [
        Field(
            "follow_up",
            words("find.field.follow_up"),
            last,
            all_lines,
            about=[words("find.follow_up_about")],
        )
    ]


def _line(day: str, kind: str, found: str, spoken: str, words: Words) -> Markup:
    what = words("find.follow_up", kind=words(f"followup.kind.{kind}"), day=words.date(day))
    own: list[Markup] = (
        [] if not found else [tag("span", found, lang="" if spoken == words.language else spoken)]
    )
    return tag("span", f"{what}{': ' if found else ''}", *own, class_="second")
