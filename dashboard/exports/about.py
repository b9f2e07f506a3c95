"""What a file says of itself: heading, region, question, link, definitions, sources, version, protection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from dashboard.layers.base import Layer
from dashboard.presentation.lines import Line, lines_of
from dashboard.presentation.step_content import StepContent
from dashboard.question.misread import Misread
from dashboard.question.request import Request
from dashboard.serve.site_address import site_address
from dashboard.words.question import Part
from dashboard.words.words import Words

AboutLine = tuple[str, str]
"""What a line is, and what it says."""
PARTS = (*get_args(Part), "pin", "line", "reach", "tariff", "link")
"""Kinds of lines that are the question of a step."""


def about_layers(
    request: Request,
    heading: str,
    layers: Iterable[Layer],
    misread: Iterable[Misread],
    shown: Mapping[str, str],
) -> list[AboutLine]:
    """The lines of a file of some layers; the heading first, what the address says that there is not last.

    Parameters
    ----------
    request : Request
    heading : str
    layers : iterable of Layer
    misread : iterable of Misread
        Besides what the request tells of.
    shown : mapping
        Address keys: those of the display say how it is shown.
    """
    unknown = (*request.unknown, *(each.value for each in misread))
    return [
        (request.words("export.about.heading"), heading),
        *labelled(lines_of(request, (), layers, unknown, shown), request.words),
    ]


def about_steps(steps: Sequence[StepContent]) -> list[AboutLine]:
    """The lines of a file of some steps: the question of each under its number and heading, the rest once."""
    words = steps[0].request.words
    if len(steps) == 1:
        return labelled(steps[0].lines, words)
    found: list[AboutLine] = []
    for content in steps:
        found.append((words("presentation.problem_step", step=content.at), content.heading or content.kicker))
        found += labelled((line for line in content.lines if line.kind in PARTS), words)
    rest = (line for content in steps for line in content.lines if line.kind not in PARTS)
    return [*found, *dict.fromkeys(labelled(rest, words))]


def labelled(lines: Iterable[Line], words: Words) -> list[AboutLine]:
    """Lines with what each is, in words; an address begins with the site's own."""
    site = site_address()
    return [
        (words(f"export.about.{line.kind}"), f"{site}{line.text}" if line.kind == "link" else line.text)
        for line in lines
    ]
