"""What areas can be coloured by of the need to come, and those figures that are graded from least to most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.layers.graded import breaks_of
from dashboard.layers.graded_areas import GradedAreas
from dashboard.layers.measured import area_values
from geodata.assessment.assessment import Assessment
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of
from geodata.region.region import Region

CHANGE, CHANGE_COUNT = "use_change_ahead", "use_change_count_ahead"
"""Figures of more or less: of a share, and of a number."""
NEED_OF_UNITS = "unit_gap_ahead"
"""What units can be coloured by of the same."""
FIXED: Mapping[str, tuple[float, ...]] = {"use_width_ahead": (0.1, 0.15, 0.2, 0.3)}
"""Breaks of a figure that grows so from year to year that no year's own suit the others."""


@lru_cache(maxsize=8)
def need_figures(region: Region) -> dict[str, Measure]:
    """Measures that the layer can show of a region, by the key in the address, the usual one first."""
    ahead = region.projections is not None and region.visits is not None
    return {
        key: measure
        for key, measure in measures_of(region).items()
        if ("need_by", key) in measure.choice and (ahead or measure.need_index is not None)
    }


def usual_figure(region: Region) -> str:
    """What the layer shows until something is chosen: the first that the region has."""
    return next(iter(need_figures(region)), CHANGE)


def own_indices(region: Region) -> tuple[Measure, ...]:
    """Measures of a region's composite indices."""
    return tuple(measure for measure in measures_of(region).values() if measure.need_index is not None)


@dataclass(frozen=True)
class GradedNeed(GradedAreas):
    """Areas by one figure, in classes of the usual outlook: all years and outlooks have one legend."""

    measure: Measure

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return self.measure

    def breaks(self, assessment: Assessment) -> list[float]:
        """Values between the classes; of what is shown where the usual outlook tells no areas apart."""
        if self.measure.key in FIXED:
            return list(FIXED[self.measure.key])
        usual = measures_of(assessment.region)[self.measure.key]
        found = breaks_of(self.measure, area_values(assessment.without_changes, usual))
        return found or super().breaks(assessment)
