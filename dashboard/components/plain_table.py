"""A small table of texts, its first column the heading of each row."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.markup import Markup, tag

Cell = Markup | tuple[Markup, str]
"""What stands in a cell; with the class of its text where that is not plain."""


def plain_table(
    caption: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], numbers: Sequence[int] = ()
) -> Markup:
    """A table with a caption for those who listen.

    Parameters
    ----------
    caption : str
    headings : sequence of str
    rows : sequence of sequences of Cell
        As many cells each as there are headings.
    numbers : sequence of int
        Columns that hold numbers, and so stand to the right.
    """

    def css(column: int) -> str:
        return "is-number" if column in numbers else ""

    def cell(column: int, what: Cell) -> Markup:
        inside, more = what if isinstance(what, tuple) else (what, "")
        name, scope = ("th", "row") if column == 0 else ("td", "")
        return tag(name, inside, scope=scope, class_=f"{css(column)} {more}".strip())

    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, class_="unseen"),
            tag(
                "thead",
                tag(
                    "tr",
                    *[tag("th", heading, scope="col", class_=css(at)) for at, heading in enumerate(headings)],
                ),
            ),
            tag("tbody", *[tag("tr", *[cell(at, value) for at, value in enumerate(row)]) for row in rows]),
        ),
        class_="table-scroll",
        tabindex="0",
        role="region",
        aria_label=caption,
    )
