"""What a case leaves the other units with: before and after, and who falls below the floor that is stated."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.changes_page.below import counted_in
from dashboard.changes_page.case_parts import CaseView
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.submissions.effect import changes_of
from dashboard.submissions.viability import UnitLoad
from dashboard.words.words import Words


def viability_part(view: CaseView) -> list[Markup]:
    """The other units' visits before and after; nothing of a case that changes no supply."""
    words, found = view.words, view.viability
    if not changes_of(view.case.draft):
        return []
    title = tag("h2", words("changes.others.title"), class_="effect-title")
    if found is None:
        unknown = tag("p", words("changes.others.unknown"), class_="quiet")
        return [tag("section", title, unknown, class_="other-units")]
    what = counted_in(found.care_form, view.region, words)
    inside: list[Markup] = []
    if found.floor is not None:
        inside.append(tag("p", words("changes.others.floor", floor=found.floor, what=what)))
        key = "below_one" if len(found.below) == 1 else "below" if found.below else "none_below"
        css = "is-bad" if found.below else ""
        inside.append(tag("p", words(f"changes.others.{key}", count=len(found.below)), class_=css))
        if found.below:
            inside.append(_table(words("changes.others.falls"), found.below, found.floor, words))
    else:
        inside.append(tag("p", words("changes.others.no_floor", what=what), class_="quiet"))
    if found.losing:
        if found.below:
            inside.append(tag("h3", words("changes.others.others_lose")))
        inside.append(_table(words("changes.others.loses", what=what), found.losing, found.floor, words))
    elif not found.below:
        inside.append(tag("p", words("changes.others.nobody", what=what)))
    if found.more:
        inside.append(tag("p", words("changes.others.more", count=found.more), class_="quiet"))
    return [tag("section", title, *inside, class_="other-units")]


def _table(caption: str, loads: Sequence[UnitLoad], floor: int | None, words: Words) -> Markup:
    rows: list[list[Cell]] = []
    for load in loads:
        was_below = floor is not None and load.before < floor
        name: Cell = load.name
        if was_below:
            mark = tag("small", words("changes.others.was_below"), class_="quiet")
            name = tag("span", load.name, " ", mark)
        falls = floor is not None and load.after < floor
        after: Cell = (words.count(load.after), "is-bad") if falls else words.count(load.after)
        rows.append([name, words.count(load.before), after])
    headings = [words(f"changes.others.{key}") for key in ("unit", "before", "after")]
    return plain_table(caption, headings, rows, numbers=(1, 2))
