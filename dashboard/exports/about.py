"""What a file says of itself: heading, region, definitions, sources, version, protection, example data."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.layers.base import Layer
from dashboard.presentation.lines import Line, lines_of
from dashboard.question.misread import Misread
from dashboard.question.request import Request
from dashboard.words.words import Words

AboutLine = tuple[str, str]
"""What a line is, and what it says."""


def about_layers(
    request: Request, heading: str, layers: Iterable[Layer], misread: Iterable[Misread]
) -> list[AboutLine]:
    """The lines of a file of some layers; the heading first, what the address says that there is not last.

    Parameters
    ----------
    request : Request
    heading : str
    layers : iterable of Layer
    misread : iterable of Misread
        Besides what the request tells of.
    """
    unknown = (*request.unknown, *(each.value for each in misread))
    return [
        (request.words("export.about.heading"), heading),
        *labelled(lines_of(request, (), layers, unknown), request.words),
    ]


def labelled(lines: Iterable[Line], words: Words) -> list[AboutLine]:
    """Lines with what each is, in words."""
    return [(words(f"export.about.{line.kind}"), line.text) for line in lines]
