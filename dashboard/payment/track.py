"""Bars in a row of a table: whole ones, changes with their direction, and where an axis is cut."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag


def track(*inside: Markup) -> Markup:
    """The cell that bars lie in: numbers beside it say the same, so that those who listen lose nothing."""
    return tag("td", tag("div", *inside, class_="pay-track"), aria_hidden="true")


def whole_bar(at: float, *, cut: bool) -> list[Markup]:
    """A sum, from the left to a place in per cent of the track; with the mark of a cut axis."""
    bar = tag("span", class_="pay-bar is-whole", style=f"left:0;width:{at:.2f}%")
    return [bar, *([tag("span", class_="pay-cut")] if cut else [])]


def change_bar(begin: float, end: float, *, more: bool) -> Markup:
    """From one place to another; less is striped, so that colour is not the only sign."""
    left, right = sorted((begin, end))
    side = "is-more" if more else "is-less"
    return tag("span", class_=f"pay-bar {side}", style=f"left:{left:.2f}%;width:{right - left:.2f}%")


def join(at: float) -> Markup:
    """A thin line down to the next row."""
    return tag("span", class_="pay-join", style=f"left:{at:.2f}%")


def middle(at: float) -> Markup:
    """The line of nothing, from which bars go either way."""
    return tag("span", class_="pay-zero", style=f"left:{at:.2f}%")
