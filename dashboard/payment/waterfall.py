"""What each part adds or takes, from today's sum to the proposal's: a table whose rows are bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.components.markup import Markup, tag
from dashboard.payment.lists import joined
from dashboard.payment.steps import PartChange, Steps, steps_of
from dashboard.payment.track import bar_table, change_bar, join, track, whole_bar
from dashboard.words.money import money, signed, stepped, unit_of
from dashboard.words.words import Words

ROOM: Final = 0.2
"""Length of what is left of bars that are cut, in lengths of what the changes span."""
CUT: Final = 0.4
"""Share of the longest bar that is cut off at least: else all begin at nothing."""


@dataclass(frozen=True)
class _Scale:
    """From `low` to `high`, in steps of money."""

    low: float
    high: float

    def at(self, steps: float) -> float:
        return 100 * (steps - self.low) / ((self.high - self.low) or 1.0)


def waterfall(parts: Sequence[PartChange], ends: tuple[str, str], words: Words) -> list[Markup]:
    """The table, parts that are as before in a sentence, and where the bars begin where they are cut.

    Parameters
    ----------
    parts : sequence of PartChange
        Of both models, in their order.
    ends : pair of str
        What is compared with, and what is compared: such as "today" and "proposal".
    words : Words
    """
    steps = steps_of(parts)
    axis = _axis(steps)
    cut = axis.low > 0
    rows = [_whole(ends[0], steps.before, steps, axis, words, last=False)]
    for name, change, begin in zip(steps.names, steps.changes, steps.levels, strict=False):
        bars = [change_bar(axis.at(begin), axis.at(begin + change), more=change >= 0)]
        bars.append(join(axis.at(begin + change)))
        rows.append(_row(name, bars, signed(words, change, steps.scale)))
    rows.append(_whole(ends[1], steps.after, steps, axis, words, last=True))
    headings = (words("payment_panel.part"), unit_of(words, steps.scale))
    table = bar_table(words("payment_panel.falls_caption"), headings, rows)
    notes = []
    if steps.unchanged:
        notes.append(words("payment_panel.unchanged", parts=joined(steps.unchanged, words)))
    if cut:
        start = money(words, round(axis.low * steps.scale.step), steps.scale)
        notes.append(words("payment_panel.cut", start=start))
    return [table, *([tag("p", " ".join(notes), class_="pay-note")] if notes else [])]


def _axis(steps: Steps) -> _Scale:
    """From nothing, or from where what changes can be seen: then both sums are cut alike."""
    low, high = min(steps.levels), max(steps.levels)
    begin = low - ROOM * (high - low)
    return _Scale(begin, high) if begin > CUT * high else _Scale(min(low, 0.0), max(high, 0.0))


def _whole(name: str, sum_: int, steps: Steps, axis: _Scale, words: Words, *, last: bool) -> Markup:
    bars = whole_bar(axis.at(sum_), cut=axis.low > 0)
    if not last:
        bars.append(join(axis.at(sum_)))
    return _row(name, bars, stepped(words, sum_, steps.scale), "is-whole")


def _row(name: str, bars: list[Markup], text: str, css: str = "") -> Markup:
    cells = (tag("th", name, scope="row"), track(*bars), tag("td", text, class_="is-number"))
    return tag("tr", *cells, class_=css)
