"""Where several views of the years to come agree: in how many of them use rises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Legend, Swatch, Table
from dashboard.layers.colours import FUTURES, MORE_OR_LESS, NOTHING_KNOWN
from dashboard.layers.measured import area_cells, area_values
from dashboard.layers.need import OfOutlook
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.futures import each_use, future_measures, futures_of, rise_of, words_of_future
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures, outlook_of, why_none
from geodata.needs.futures import MOST, falls_in_all

FALLS, UNKNOWN = MOST + 1, MOST + 2
"""Classes after those of how many futures rise."""


@dataclass(frozen=True)
class Futures(OfOutlook):
    """Areas by the number of futures in which use rises; with lines where it falls in all of them."""

    key: str = "futures"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return self.measures["futures_rising"]

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The figures of all futures together."""
        return future_measures(self.words)

    def available(self, assessment: Assessment) -> bool:
        """Whether there are at least two views of the years to come."""
        return not why_none(assessment) and len(futures_of(assessment, self.words)) > 1

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class = futures that rise; then those where use falls in all, and where nothing is known."""
        colours = [*FUTURES, MORE_OR_LESS[1], NOTHING_KNOWN]
        return Fill(self._classes(assessment), colours, (UNKNOWN,), (FALLS,))

    def legend(self, assessment: Assessment) -> Legend:
        """One swatch a number of futures, with how many live there; what a rise is."""
        if why := why_none(assessment):
            return Legend("layer.futures.name", [], why)
        if not self.available(assessment):
            return Legend("layer.futures.name", [], "why.one_future")
        classes = self._classes(assessment)
        people = np.bincount(classes, assessment.persons, minlength=UNKNOWN + 1)
        most = len(futures_of(assessment, self.words))
        swatches = [
            Swatch(
                _rising(count, most),
                FUTURES[_step(count, most)],
                round(people[_step(count, most)]),
                {"count": count},
            )
            for count in range(most, -1, -1)
        ]
        swatches.append(Swatch("legend.futures_fall", MORE_OR_LESS[1], round(people[FALLS])))
        if people[UNKNOWN]:
            swatches.append(Swatch("legend.unknown", NOTHING_KNOWN, round(people[UNKNOWN])))
        year = outlook_of(assessment, self.words).horizon
        blanks = {"year": str(year), "rise": Figure(rise_of(self.words), "share"), "futures": most}
        return Legend("legend.futures", swatches, "legend.futures_note", blanks)

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with in how many futures use rises, and its change in each."""
        if why := why_none(assessment):
            return Table("layer.futures.table", "area", [], (), {}, why)
        futures = futures_of(assessment, self.words)
        changes = {
            f"future_{at}": area_cells(
                assessment, need_measures(words_of_future(self.words, future))["use_change_ahead"]
            )
            for at, future in enumerate(futures, start=1)
        }
        return table_of_areas(
            assessment,
            focus,
            "layer.futures.table",
            (
                Column("rising", "column.futures_rising", "count"),
                *(Column(key, "column.use_change_ahead", "share") for key in changes),
            ),
            {"rising": area_cells(assessment, self.shows), **changes},
        )

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        if why_none(assessment):
            return np.full(len(assessment.persons), UNKNOWN, np.uint8)
        base, uses = each_use(assessment, self.words, every(assessment, "area"))
        rises = area_values(assessment, self.shows)
        most, known = len(uses), np.isfinite(rises)
        steps = np.array([_step(count, most) for count in range(most + 1)])
        found = np.where(known, steps[np.where(known, rises, 0).astype(np.int64)], UNKNOWN)
        falls = falls_in_all(base, uses)
        return np.where((base == 0) | ~known, UNKNOWN, np.where(falls, FALLS, found)).astype(np.uint8)


def _step(rises: int, most: int) -> int:
    """Colour of a number of futures: the darkest is always all of them."""
    return MOST if rises == most else rises


def _rising(count: int, most: int) -> str:
    return (
        "legend.futures_all" if count == most else "legend.futures_some" if count else "legend.futures_none"
    )
