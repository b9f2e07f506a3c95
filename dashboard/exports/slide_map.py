"""The map of a slide: legends of its marks and lines in one corner, room for the ranking in another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard.drawing import fonts
from dashboard.drawing.boxes import Box
from dashboard.drawing.corners import free_corner
from dashboard.drawing.geography import geography
from dashboard.drawing.legend import draw_legends
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import Palette
from dashboard.exports.step_map import described, step_frame, step_picture
from dashboard.presentation.step_content import StepContent
from dashboard.words.layers import layer_words

PAD, ROOM, SIZE = 12.0, 190.0, 12.5
ROW = 40.0
"""Pixels of a place in the ranking: its name and what is said of it."""


def slide_map(content: StepContent, width: float, height: float, palette: Palette) -> tuple[str, Box | None]:
    """The map as SVG, and where on it the ranking may stand; None where there is none.

    Parameters
    ----------
    content : StepContent
    width, height : float
        Pixels.
    palette : Palette
    """
    request = content.request
    frame = step_frame(content, width, height)
    points = np.concatenate(geography(request.region).arcs)  # all of the region's borders
    ranking = None
    if content.ranking:
        names = [f"{name.number}  {name.name}" for name in content.ranking]
        wide = min(300.0, max(fonts.width(name, 15.5, 700) for name in names) + 30)
        ranking = free_corner(points, frame, wide, 14 + ROW * len(names))
    legends = [
        (layer_words(layer, "name", request.words), replace(layer.legend(request.assessment), note=""))
        for layer in content.over
    ]
    box, drawn = None, ""
    if legends:
        high = draw_legends(legends, request.words, palette, 0, 0, ROOM, SIZE).height + 2 * PAD
        box = free_corner(points, frame, ROOM + 2 * PAD, high, [ranking] if ranking else [])
        paper = element(
            "rect", x=box[0], y=box[1], width=ROOM + 2 * PAD, height=high, rx=5, fill=palette.of("surface"),
            stroke=palette.of("line-strong"), stroke_width=0.8,
        )  # fmt: skip
        drawn = (
            paper
            + draw_legends(legends, request.words, palette, box[0] + PAD, box[1] + PAD, ROOM, SIZE).content
        )
    picture = step_picture(
        content, width, height, palette, kept=[box_kept for box_kept in (ranking, box) if box_kept]
    )
    return (
        document(
            element("defs", picture.definitions) + picture.content + drawn,
            width, height, title=content.heading, about=described(content), language=request.words.language,
            ground=palette.of("map-water"),
        ),
        ranking,
    )  # fmt: skip
