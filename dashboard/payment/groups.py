"""Units taken together, by who runs them or by fifths of a weight: what each group is paid, then and now."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.payment.rounding import rounded_parts
from dashboard.payment.track import bar_table, change_bar, middle, track
from dashboard.words.money import WHOLE, Scale, money, scale_of, signed, stepped, unit_of
from dashboard.words.words import Words
from geodata.measures.payment_groups import PaidGroups

MARKS = {1: "▲ ", -1: "▼ ", 0: ""}
SIDES = {1: "is-gain", -1: "is-loss", 0: ""}


def rounded_changes(groups: PaidGroups, scale: Scale) -> list[int]:
    """Changes in steps, which sum to what the waterfall has between its two sums."""
    before, after = int(groups.before.sum()), int(groups.after.sum())
    return rounded_parts(groups.change.tolist(), scale.steps(after) - scale.steps(before), scale)


def group_table(
    caption: str, names: Sequence[str], groups: PaidGroups, ends: tuple[str, str], words: Words
) -> Markup:
    """A row a group: its units, what it is paid before and after, and the difference with its direction.

    Each column sums to what the panel's figures say, and each row adds up.

    Parameters
    ----------
    caption : str
    names : sequence of str
        Of the groups.
    groups : PaidGroups
    ends : pair of str
        What is compared with, and what is compared: such as "today" and "proposal".
    words : Words
    """
    scale = scale_of([int(groups.before.sum()), int(groups.after.sum())])
    sums = rounded_parts(groups.before.tolist(), scale.steps(int(groups.before.sum())), scale)
    changes = rounded_changes(groups, scale)
    rows: list[list[Cell]] = []
    for name, units, before, change in zip(names, groups.units.tolist(), sums, changes, strict=True):
        side = (change > 0) - (change < 0)
        rows.append(
            [
                words("payment_panel.group", name=name, units=units),
                stepped(words, before, scale),
                stepped(words, before + change, scale),
                (MARKS[side] + signed(words, change, scale), SIDES[side]),
            ]
        )
    headings = [words("payment_panel.group_heading"), *ends, words("payment_panel.change")]
    return plain_table(caption, headings, rows, (1, 2, 3))


def group_bars(caption: str, heading: str, names: Sequence[str], groups: PaidGroups, words: Words) -> Markup:
    """Bars either way from nothing, a row a group, with the change and what it is per listed.

    Parameters
    ----------
    caption, heading : str
        Of the table, and of its first column.
    names : sequence of str
        Of the groups.
    groups : PaidGroups
    words : Words
    """
    scale = scale_of([int(groups.before.sum()), int(groups.after.sum())])
    changes = rounded_changes(groups, scale)
    low, high = min([0, *changes]), max([0, *changes])
    span = (high - low) or 1

    def at(steps: int) -> float:
        return 100 * (steps - low) / span

    rows = []
    for name, change, per_person in zip(names, changes, groups.change_per_listed.tolist(), strict=True):
        bars = [change_bar(at(0), at(change), more=change > 0), middle(at(0))]
        each = words("payment_panel.per_listed_none")
        if not math.isnan(per_person):
            each = per_listed(per_person, words)
        rows.append(
            tag(
                "tr",
                tag("th", name, scope="row"),
                track(*bars),
                tag("td", signed(words, change, scale), class_="is-number"),
                tag("td", each, class_="is-number is-quiet"),
            )
        )
    headings = (heading, unit_of(words, scale), words("payment_panel.per_listed_heading"))
    return bar_table(caption, headings, rows, "pay-fifths")


def per_listed(amount: float, words: Words) -> str:
    """So much more or less a listed person, in whole currency: "+44 kr"."""
    text = money(words, round(abs(amount)) * 100, WHOLE)
    whole = round(amount)
    return f"{'+' if whole > 0 else '−' if whole < 0 else '±'}{text}"
