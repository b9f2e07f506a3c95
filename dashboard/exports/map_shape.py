"""How wide and high the map of a step is drawn: as what it looks at is, so that that fills the picture."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.drawing.window import STEP_ROOM, change_box, looked_box, read_place
from dashboard.drawing.world import AIR
from dashboard.presentation.step_content import StepContent


@dataclass(frozen=True)
class Room:
    """The least and the most that a picture may be, pixels."""

    least_wide: float
    most_wide: float
    least_high: float
    most_high: float


def map_size(content: StepContent, room: Room) -> tuple[float, float]:
    """Width and height in which what the map of a step looks at leaves no margins, as far as there is room.

    Parameters
    ----------
    content : StepContent
    room : Room

    Returns
    -------
    tuple of float
        Pixels.
    """
    shape = _shape(content)
    high = max(room.most_high, room.least_high)
    wide = shape * (high - 2 * AIR) + 2 * AIR
    if wide > room.most_wide:
        wide = room.most_wide
        high = max((wide - 2 * AIR) / shape + 2 * AIR, room.least_high)
    return max(wide, room.least_wide), high


def _shape(content: StepContent) -> float:
    """Width over height of what the map looks at."""
    request, at = content.request, content.step.query.get("at", "")
    box = None if content.as_seen else change_box(content.changed, at)
    if box is None and read_place(at) is not None:
        return STEP_ROOM["width"] / STEP_ROOM["height"]
    west, north, east, south = box or looked_box(request.assessment, request.focus)[0]
    return max(east - west, 1e-9) / max(south - north, 1e-9)
