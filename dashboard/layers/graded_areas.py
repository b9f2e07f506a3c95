"""Areas in up to five classes of one measure: what every layer that colours them so shares."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Fill, Swatch
from dashboard.layers.colours import NOTHING_KNOWN, SEQUENTIAL
from dashboard.layers.graded import UNKNOWN, breaks_of, classes_of, swatches_of, why_unknown
from dashboard.layers.measured import area_values
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import Measure


class GradedAreas(ABC):
    """Areas by one measure, by rounded quantiles of today's values.

    The classes are today's whatever a scenario changes: before and after, and two scenarios beside each
    other, have the same colours for the same values, and one legend.
    """

    @property
    @abstractmethod
    def shows(self) -> Measure:
        """What areas are coloured by."""

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class of each area; then those without a value."""
        return Fill(self.classes(assessment), [*SEQUENTIAL, NOTHING_KNOWN], (UNKNOWN,))

    def swatches(self, assessment: Assessment) -> list[Swatch]:
        """The classes from the least to the most, then areas without a value and why there is none."""
        classes = self.classes(assessment)
        found = swatches_of(self.shows, self.breaks(assessment), classes)
        without = classes == UNKNOWN
        if without.any():
            why = self.shows.counts(assessment, every(assessment, "area")).why[without]
            found.append(Swatch(why_unknown(why.tolist()), NOTHING_KNOWN, int(without.sum())))
        return found

    def breaks(self, assessment: Assessment) -> list[float]:
        """Values between the classes."""
        return breaks_of(self.shows, area_values(assessment.without_changes, self.shows))

    def classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Class of each area, `UNKNOWN` without a value."""
        return classes_of(area_values(assessment, self.shows), self.breaks(assessment))
