"""What a map looks at fills its picture, whatever its shape, and nothing of it is cut or lain upon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dashboard.drawing.corners import free_corner, points_in
from dashboard.drawing.window import change_box, looked_box
from dashboard.drawing.world import AIR, Box, fitted
from dashboard.exports import pages, sheet, slides
from dashboard.exports.map_shape import Room, map_size
from dashboard.exports.step_map import step_frame
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.words.words import words
from tests.dashboard.regions import REGIONS

FREE = Room(1, 100_000, 1, 700)


def content_of(name: str, view: str, *, as_seen: bool = False) -> StepContent:
    presentation = Presentation("x", (Step("x", "", view),), "", "sv", "x")
    return step_content(presentation, 1, REGIONS[name], words("sv"), as_seen=as_seen)


def span(content: StepContent, box: Box, size: Sequence[float]) -> tuple[float, float, float, float]:
    """Edges of a box of the world in a picture of a size, pixels."""
    frame = step_frame(content, *size)
    (west, north), (east, south) = frame.pixels(np.array([box[:2], box[2:]]))
    return float(west), float(north), float(east), float(south)


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("room", [FREE, pages.MAP, sheet.MAP], ids=["free", "pdf", "png"])
def test_a_region_of_any_shape_fills_the_picture_and_is_whole(name: str, room: Room) -> None:
    content = content_of(name, "layers=nearest,units")
    wide, high = map_size(content, room)
    assert room.least_wide <= wide <= room.most_wide
    assert room.least_high <= high <= room.most_high
    box, _ = looked_box(content.request.assessment, content.request.focus)
    west, north, east, south = span(content, box, (wide, high))
    near = AIR - 0.01
    assert west >= near
    assert north >= near
    assert east <= wide - near
    assert south <= high - near
    at_limit = wide in (room.least_wide, room.most_wide) and high in (room.least_high, room.most_high)
    fills = (east - west) / (wide - 2 * AIR), (south - north) / (high - 2 * AIR)
    assert (max if at_limit else min)(fills) > 0.999


def test_a_change_fills_the_picture_and_a_view_as_it_was_seen_keeps_its_shape() -> None:
    region = REGIONS["small"]
    view = f"layers=change&changes=close:{region.units.index[0]}"
    content = content_of("small", view)
    box = change_box(content.changed)
    assert box is not None
    wide, high = map_size(content, FREE)
    west, north, east, south = span(content, box, (wide, high))
    assert ((east - west) / (wide - 2 * AIR), (south - north) / (high - 2 * AIR)) == pytest.approx((1, 1))
    seen = content_of("small", f"{view}&at=8/58/12", as_seen=True)
    assert (map_size(seen, FREE)[0] - 2 * AIR) / (700 - 2 * AIR) == pytest.approx(860 / 640)


@pytest.mark.parametrize("shape", [0.3, 0.9, 1.4, 3.0])
def test_a_legend_lies_on_nothing_where_a_side_is_kept_for_it(shape: float) -> None:
    """The whole of a slide's map is full of points: with the side kept free none lies under the box."""
    points = np.stack(np.meshgrid(np.linspace(0, shape, 40), np.linspace(0, 1, 40)), -1).reshape(-1, 2)
    wide, high = 220.0, 160.0
    hidden = []
    for covered in ((0, 0, 0, 0), (wide + 14.0, 0, 0, 0), (0, 0, 0, high + 14.0)):
        frame = fitted((0, 0, shape, 1), slides.MAP.wide, slides.MAP.high, covered=covered)
        hidden.append(points_in(points, frame, [free_corner(points, frame, wide, high)]))
    assert min(hidden) == 0
