"""The legend where there is little room: the classes in one row, with where each ends under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from dash import html

from dashboard.layers.base import Figure, Legend, Swatch
from dashboard.layers.colours import NOTHING_KNOWN
from dashboard.words.layers import brief_title, swatch_text
from dashboard.words.words import Words

NOISE = 1e-9
"""What is left of a whole number of per cent that was a share."""


def brief_legend(legend: Legend, words: Words, name: str = "") -> html.Div | None:
    """Colours side by side, the breaks between them, and the rows that are no class of the measure.

    Parameters
    ----------
    legend : Legend
    words : Words
    name : str
        What stands before the title where that leaves it to the choice above to say what it is of.

    Returns
    -------
    html.Div or None
        For the eye alone: the whole legend stands beside it. None where no class says where it ends.
    """
    ends = [*takewhile(lambda end: end is not None, (swatch.edge for swatch in legend.swatches))]
    if not ends:
        return None
    edges = _edges([end for end in ends if end is not None], words)
    classes = legend.swatches[: len(edges) + 1]
    bars = [
        html.Li([html.Span(className="swatch", style={"backgroundColor": swatch.colour}), html.Span(edge)])
        for swatch, edge in zip(classes, [*edges, ""], strict=True)
    ]
    others = [
        _row(at, swatch, words)
        for at, swatch in enumerate(legend.swatches)
        if at > len(edges) and _shown(swatch)
    ]
    return html.Div(
        [*([html.B(name)] if name else []), html.P(brief_title(legend, words)), html.Ul(bars), *others],
        className="legend-brief",
        **{"aria-hidden": "true"},
    )


def _edges(ends: Sequence[Figure], words: Words) -> list[str]:
    """Numbers alone, with signs where some are below 0: of more and less the sign is what matters."""
    signed = any(end.value < 0 for end in ends)
    numbers = [100 * end.value if end.kind == "share" else end.value for end in ends]
    return [
        ("+" if signed and number > 0 else "") + words.number(number, 0 if abs(number % 1) < NOISE else 1)
        for number in numbers
    ]


def _shown(swatch: Swatch) -> bool:
    return swatch.count is None or swatch.count > 0


def _row(at: int, swatch: Swatch, words: Words) -> html.Div:
    css = "swatch is-hatched" if swatch.colour == NOTHING_KNOWN else "swatch"
    mark = html.Span(className=css, style={"backgroundColor": swatch.colour})
    return html.Div([mark, html.Span(swatch_text(swatch, words), **{"data-row": str(at)})])
