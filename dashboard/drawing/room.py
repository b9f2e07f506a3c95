"""What is taken in a picture: boxes that words keep clear of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dashboard.drawing.clusters import Marks
from dashboard.drawing.world import Frame

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, pixels."""
CELL = 64


class Room:
    """Boxes by cells; words may lie on a `slight` one (a single unit) where they must."""

    def __init__(self, frame: Frame, edge: float = 4) -> None:
        self._inside = (edge, edge, frame.width - edge, frame.height - edge)
        self._grid: dict[tuple[int, int], list[tuple[Box, bool]]] = defaultdict(list)

    def take(self, box: Box, *, slight: bool = False) -> None:
        """Let nothing else be written there."""
        for cell in _cells(box):
            self._grid[cell].append((box, slight))

    def free(self, box: Box, *, bold: bool = False) -> bool:
        """Whether a box lies in the picture and on nothing; `bold` may lie on slight ones."""
        left, top, right, bottom = self._inside
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        return not any(
            other[0] < box[2] and other[2] > box[0] and other[1] < box[3] and other[3] > box[1]
            for cell in _cells(box)
            for other, slight in self._grid.get(cell, ())
            if not (bold and slight)
        )

    @classmethod
    def around(cls, frame: Frame, marks: Marks, unit: int | None, kept: Sequence[Box] = ()) -> Room:
        """The room that marks and circles leave; `kept` are boxes of other things over the map."""
        room = cls(frame)
        for box in kept:
            room.take(box)
        for mark in marks.singles:
            badge = mark.r + 1.5 if mark.alert else 0
            out = mark.r + 1.5 + (7 if mark.unit == unit else 0)
            box = (mark.x - out, mark.y - out - badge, mark.x + out + badge, mark.y + out)
            room.take(box, slight=mark.unit != unit and mark.change is None)
        for one in marks.circles:
            room.take((one.x - one.r - 2, one.y - one.r - 2, one.x + one.r + 2, one.y + one.r + 2))
        return room


def about(x: float, y: float, width: float, height: float, margin: float = 0) -> Box:
    """The box of something by its middle."""
    return (
        x - width / 2 - margin,
        y - height / 2 - margin,
        x + width / 2 + margin,
        y + height / 2 + margin,
    )


def _cells(box: Box) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i in range(int(box[0] // CELL), int(box[2] // CELL) + 1)
        for j in range(int(box[1] // CELL), int(box[3] // CELL) + 1)
    ]
