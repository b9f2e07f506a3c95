"""The map of a slide: legends of its marks and lines, and room for the ranking, where they hide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.drawing import fonts
from dashboard.drawing.boxes import Box
from dashboard.drawing.corners import INSET, free_corner, points_in
from dashboard.drawing.geography import geography
from dashboard.drawing.legend import draw_legends
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import Palette
from dashboard.drawing.window import change_box
from dashboard.drawing.world import Frame
from dashboard.exports.step_map import Edges, described, step_frame, step_picture
from dashboard.layers.base import Legend
from dashboard.presentation.step_content import StepContent
from dashboard.words.layers import layer_words
from geodata.geometry.world import Floats

PAD, ROOM, SIZE = 12.0, 190.0, 12.5
ROW, KEY = 40.0, 18.0
"""Pixels of a place in the ranking, its name and what is said of it; and of what its numbers are."""


@dataclass(frozen=True)
class _Layout:
    """Where the map looks and what lies over it: the boxes of the ranking and of the legends."""

    frame: Frame
    covered: Edges
    boxes: list[Box]


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
    legends = [
        (layer_words(layer, "name", request.words), replace(layer.legend(request.assessment), note=""))
        for layer in content.over
    ]
    sizes = [*_ranking_size(content), *_legend_size(legends, content, palette)]
    layout = _layout(content, width, height, sizes)
    ranking = layout.boxes[0] if content.ranking else None
    drawn = ""
    if legends:
        box = layout.boxes[-1]
        paper = element(
            "rect", x=box[0], y=box[1], width=box[2] - box[0], height=box[3] - box[1], rx=5,
            fill=palette.of("surface"), stroke=palette.of("line-strong"), stroke_width=0.8,
        )  # fmt: skip
        drawn = (
            paper
            + draw_legends(legends, request.words, palette, box[0] + PAD, box[1] + PAD, ROOM, SIZE).content
        )
    picture = step_picture(content, width, height, palette, layout.covered, layout.boxes)
    return (
        document(
            element("defs", picture.definitions) + picture.content + drawn,
            width, height, title=content.heading, about=described(content), language=request.words.language,
            ground=palette.of("map-water"),
        ),
        ranking,
    )  # fmt: skip


def _ranking_size(content: StepContent) -> list[tuple[float, float]]:
    names = [f"{ranked.number}  {ranked.name}" for ranked in content.ranking]
    if not names:
        return []
    return [
        (min(300.0, max(fonts.width(name, 15.5, 700) for name in names) + 30), 14 + ROW * len(names) + KEY)
    ]


def _legend_size(
    legends: Sequence[tuple[str, Legend]], content: StepContent, palette: Palette
) -> list[tuple[float, float]]:
    if not legends:
        return []
    high = draw_legends(legends, content.request.words, palette, 0, 0, ROOM, SIZE).height
    return [(ROOM + 2 * PAD, high + 2 * PAD)]


def _layout(
    content: StepContent, width: float, height: float, sizes: Sequence[tuple[float, float]]
) -> _Layout:
    """The nearest look at which the boxes hide nothing: in corners, or all along one side of the map."""
    points = _points_shown(content)
    aside = max((wide for wide, _ in sizes), default=0.0) + INSET
    down = max((high for _, high in sizes), default=0.0) + INSET
    found: list[tuple[int, float, _Layout]] = []
    for covered in (
        (0.0, 0.0, 0.0, 0.0),
        (aside, 0.0, 0.0, 0.0),
        (0.0, 0.0, aside, 0.0),
        (0.0, 0.0, 0.0, down),
    ):
        frame = step_frame(content, width, height, covered)
        boxes: list[Box] = []
        for wide, high in sizes:
            boxes.append(free_corner(points, frame, wide, high, boxes))
        found.append((points_in(points, frame, boxes), -frame.zoom, _Layout(frame, covered, boxes)))
    return min(found, key=lambda layout: layout[:2])[2]


def _points_shown(content: StepContent) -> Floats:
    """Points that should be seen: of the areas that a change does something to, else of all borders."""
    geo, at = geography(content.request.region), content.step.query.get("at", "")
    affected = np.isin(geo.sides, content.changed.affected).any(axis=1)
    looks = not content.as_seen and affected.any() and change_box(content.changed, at) is not None
    return np.concatenate([arc for arc, is_ in zip(geo.arcs, affected, strict=True) if is_ or not looks])
