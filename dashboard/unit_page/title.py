"""What a case is, in a line: that a unit moves 5 km, closes some days, or has other hours."""

from __future__ import annotations

from datetime import date

from dashboard.submissions.case import Draft
from dashboard.submissions.moves import moved_m
from dashboard.words.facts import fact_name, fact_value
from dashboard.words.words import Words
from geodata.contract.day_spans import day_spans
from geodata.overlay.rows import PLACE
from geodata.region.region import Region

KILOMETRE = 1000.0
WHOLE_FROM_KM = 10
"""From so far on, whole kilometres are near enough."""


def case_title(draft: Draft, region: Region, words: Words) -> str:
    """What a case does, in a line that goes on from the name of its unit.

    Parameters
    ----------
    draft : Draft
    region : Region
    words : Words
    """
    if draft.kind == "application":
        return words.inside(words("my_unit.new_unit"))
    fields = [field for field in draft.after if not (field == "address" and PLACE in draft.after)]
    fields.sort(key=lambda field: field not in (PLACE, "closed"))  # what weighs most comes first
    found = [_part(field, draft, region, words) for field in fields]
    return ", ".join(dict.fromkeys(found))


def sentence_case(text: str) -> str:
    """The same with a capital first."""
    return text[:1].upper() + text[1:]


def _part(field: str, draft: Draft, region: Region, words: Words) -> str:
    value, before = draft.after[field], draft.before.get(field, "")
    if field == PLACE:
        metres = moved_m(draft, region)
        return words("case_title.moves_somewhere") if metres is None else _moves(metres, words)
    if field == "closed":
        return words("case_title.closes_for_good" if value else "case_title.stays")
    if field == "closures":
        return _closes(value, before, words)
    if field == "opening":
        return words("case_title.opening")
    if field == "accepts_new" and value in ("yes", "no"):
        return words(f"case_title.accepts_{value}")
    name = words.inside(fact_name(field, region, draft.care_form, words))
    if field == "capacity" and value and before:
        old, new = (fact_value(field, text, region, words) for text in (before, value))
        return words("case_title.capacity", name=name, before=old, after=new)
    return words("case_title.other", name=name)


def _moves(metres: float, words: Words) -> str:
    kilometres = metres / KILOMETRE
    if kilometres < 1:
        return words("case_title.moves_m", distance=words.number(max(round(metres, -1), 1)))
    decimals = 0 if kilometres >= WHOLE_FROM_KM or round(kilometres, 1).is_integer() else 1
    return words("case_title.moves_km", distance=words.number(kilometres, decimals))


def _closes(value: str, before: str, words: Words) -> str:
    had = set(day_spans(before) or ())
    new = [span for span in day_spans(value) or () if span not in had]
    if not new:
        return words("case_title.closures")
    return words("case_title.closes", days=", ".join(_days(*span, words) for span in new))


def _days(first: date, last: date, words: Words) -> str:
    """`1-14 mars 2027`, with as much of the first day as differs."""
    end = words.date(last.isoformat())
    if first == last:
        return end
    begins = words.date(first.isoformat())
    if first.year == last.year:
        begins = begins.rpartition(" ")[0]
        if first.month == last.month:
            return f"{begins.partition(' ')[0]}–{end}"
    return f"{begins}–{end}"
