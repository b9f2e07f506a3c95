"""The map as SVG: the same view, layers, classes and colours as the browser's, bottom to top."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.drawing.arcs import Traced
from dashboard.drawing.boxes import Box
from dashboard.drawing.geography import geography
from dashboard.drawing.ground import (
    draw_areas,
    draw_borders,
    draw_ground,
    draw_selected,
    draw_service,
    draw_zones,
    hatch,
)
from dashboard.drawing.marks import draw_marks
from dashboard.drawing.numbers import draw_outlines, draw_rank_leaders, draw_ranks
from dashboard.drawing.placed import place
from dashboard.drawing.pointed import Pointed, draw_pointed, label_boxes
from dashboard.drawing.ribbons import draw_flows, draw_focus_flows, draw_homes
from dashboard.drawing.svg import element
from dashboard.drawing.tokens import Palette
from dashboard.drawing.words_on_map import draw_leaders, draw_names, draw_plates, draw_rings
from dashboard.drawing.world import Frame
from dashboard.map.view import View, map_view
from dashboard.question.display import Display
from dashboard.question.line import read_line
from dashboard.words.pin import pin_name
from dashboard.words.ruler import ruler_answer
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place


@dataclass(frozen=True)
class Picture:
    """The map's elements, without a frame about them, and what they need beside them.

    `groups` are drawings by what they are of, the lowest first.
    """

    groups: Mapping[str, str]
    definitions: str
    frame: Frame

    @property
    def content(self) -> str:
        """All of them."""
        return "".join(
            element("g", drawing, **{"class": f"map-{name}"})
            for name, drawing in self.groups.items()
            if drawing
        )

    def without(self, names: Collection[str]) -> Picture:
        """The same without some of the groups."""
        return replace(self, groups={name: each for name, each in self.groups.items() if name not in names})


def draw_map(
    assessment: Assessment,
    focus: Place,
    display: Display,
    words: Words,
    palette: Palette,
    frame: Frame,
    kept: Sequence[Box] = (),
    ranked: Sequence[tuple[int, int, tuple[int, ...]]] = (),
) -> Picture:
    """Draw what the browser would show.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    display : Display
        Which layers are on, and what is chosen in them.
    words : Words
    palette : Palette
    frame : Frame
        From `window`.
    kept : sequence of box
        Pixels where something else will lie: no words are put there.
    ranked : sequence of (int, int, tuple of int)
        Numbers on the map: each, the area it stands in, and the areas it is of.

    Returns
    -------
    Picture
    """
    geo, view = geography(assessment.region), map_view(assessment, focus, display, words)
    pointed = _pointed(assessment, view, display, words)
    placed = place(
        geo, view, frame, words.locale, meeting=palette.meeting, kept=[*kept, *label_boxes(pointed, frame)],
        ranked=[area for _, area, _ in ranked],
    )  # fmt: skip
    traced, unit = Traced(geo, frame), view.focus.unit
    numbered = [(ranked[rank.at], rank) for rank in placed.ranks]
    numbers = [(number, rank) for (number, _, _), rank in numbered]
    groups = {
        "ground": draw_ground(traced, palette),
        "areas": draw_areas(traced, view, palette),
        "borders": draw_borders(traced, palette),
        "outlines": draw_service(traced, view, palette)
        + draw_zones(traced, view, palette)
        + draw_outlines(traced, [areas for (_, _, areas), _ in numbered], palette),
        "flows": draw_flows(placed.flows, palette, faint=bool(placed.focus_flows)),
        "chosen": draw_focus_flows(placed.focus_flows, palette) + draw_selected(traced, view, palette),
        "changes": draw_rings(placed.rings, palette),
        "leaders": draw_leaders(placed.plates, palette) + draw_rank_leaders(numbers, palette),
        "units": draw_marks(placed, unit, frame, palette) + draw_homes(placed.homes, palette),
        "names": draw_names(placed.names, palette) + draw_plates(placed.plates, palette),
        "numbers": draw_ranks(numbers, palette),
        "pointed": draw_pointed(pointed, frame, palette),
    }
    return Picture(groups, hatch(palette), frame)


def _pointed(assessment: Assessment, view: View, display: Display, words: Words) -> Pointed:
    """The pin with its name and the line with its length: on the page a card says so."""
    ends = read_line(assessment.region, display.line)
    length = "" if ends is None else ruler_answer(assessment.region, ends, words)["distance"]
    name = pin_name(display.pin.name, words) if display.pin else ""
    return Pointed(view.pin, name, view.line if ends else (), str(length))
