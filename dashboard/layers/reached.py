"""From where a place that somebody chose is reached: areas by their minutes to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import SEQUENTIAL
from dashboard.layers.reach_words import KEY, NOWHERE, ReachWords
from dashboard.texts.travel_names import travel_name
from geodata.assessment.assessment import Assessment
from geodata.assessment.reached_area import MOST_STEPS
from geodata.focus.place import Place

COLOURS = SEQUENTIAL[:0:-1]
"""The nearest are the strongest: as many as there may be minutes."""
BEYOND = "var(--map-land)"
"""In the legend: what an area without colour looks like."""
assert len(COLOURS) == MOST_STEPS


@dataclass(frozen=True)
class Reached:
    """Areas in steps of minutes to one place; what lies beyond them has no colour."""

    words: ReachWords = NOWHERE
    key: str = KEY
    style: Literal["fill"] = "fill"

    def available(self, assessment: Assessment) -> bool:
        """Whether a place has been chosen that minutes are known to."""
        return bool(self.words.reach) and self.words.missing(assessment) is None

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by the minutes, inclusive; the last, beyond them all, is not drawn; of no place none is."""
        if not self.available(assessment):
            return Fill(np.zeros(len(assessment.persons), np.uint8), [""])
        steps = len(self.words.found(assessment).minutes)
        return Fill(self.classes(assessment), [*COLOURS[:steps], ""])

    def legend(self, assessment: Assessment) -> Legend:
        """The steps in minutes, with how many areas stand in each."""
        if not self.available(assessment):
            return Legend("layer.reached.name", [], "empty.reached")
        steps = self.words.found(assessment).minutes
        counts = np.bincount(self.classes(assessment), minlength=len(steps) + 1)
        blanks: list[tuple[str, dict[str, float]]] = [
            ("legend.upto", {"high": steps[0]}),
            *(("legend.between", {"low": low, "high": high}) for low, high in pairwise(steps)),
            ("legend.reached_beyond", {"low": steps[-1]}),
        ]
        colours = [*COLOURS[: len(steps)], BEYOND]
        return Legend(
            "legend.reached",
            [
                Swatch(label, colour, int(count), values)
                for (label, values), colour, count in zip(blanks, colours, counts, strict=True)
            ],
            values={"travel": travel_name(assessment.region)},
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with their minutes to the place, also those beyond."""
        if not self.available(assessment):
            return Table("layer.reached.table", "area", [], (), {}, "empty.reached")
        return table_of_areas(
            assessment,
            focus,
            "layer.reached.table",
            (Column("minutes", "column.minutes_to_place", "minutes", "lower"),),
            {"minutes": self.words.found(assessment).area_min},
        )

    def classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Step of each area; as many as there are steps where it lies beyond."""
        found = self.words.found(assessment)
        return np.searchsorted(found.minutes, found.area_min, side="left").astype(np.uint8)
