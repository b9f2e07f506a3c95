"""Layers that colour areas by an amount: how densely people live, how many are old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Kind, Legend, Swatch, Table
from dashboard.layers.breaks import classed, round_breaks
from dashboard.layers.colours import NOTHING_KNOWN, SEQUENTIAL
from geodata.assessment.assessment import Assessment
from geodata.focus.focus import Focus
from geodata.region import residents
from geodata.region.region import Region

Floats = NDArray[np.float64]
OLD_FROM = 60
"""Age groups that begin here or later count as older residents; the demo's begin at 65."""
M2_A_KM2 = 1e6


@dataclass(frozen=True)
class Amount:
    """Areas by an amount in five classes of about as many areas each."""

    key: str
    amount: Callable[[Assessment], Floats]
    kind: Kind
    column: str
    better: Literal["higher", "lower", ""] = ""
    style: Literal["fill"] = "fill"

    def available(self, assessment: Assessment) -> bool:
        """Whether the amount is known of any area."""
        return bool(np.isfinite(self.amount(assessment)).any())

    def values(self, assessment: Assessment, focus: Focus) -> Fill:  # noqa: ARG002  the protocol's
        """Class by rounded quantiles; then unknown."""
        amount = self.amount(assessment)
        classes = classed(amount, round_breaks(amount, 5))
        classes[~np.isfinite(amount)] = 5
        return Fill(classes, [*SEQUENTIAL, NOTHING_KNOWN], (5,))

    def legend(self, assessment: Assessment) -> Legend:
        """The classes from the least to the most, then the unknown where there are any."""
        amount = self.amount(assessment)
        breaks = round_breaks(amount, 5)
        classes = self.values(assessment, _nowhere()).classes
        counts = np.bincount(classes, minlength=6)
        swatches = [
            Swatch(
                label,
                SEQUENTIAL[at],
                int(counts[at]),
                {"low": Figure(low, self.kind), "high": Figure(high, self.kind)},
            )
            for at, (label, low, high) in enumerate(steps(breaks))
        ]
        if counts[5]:
            swatches.append(Swatch("legend.unknown", NOTHING_KNOWN, int(counts[5])))
        return Legend(f"legend.{self.key}", swatches)

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """Areas with the amount."""
        return table_of_areas(
            assessment,
            focus,
            f"layer.{self.key}.table",
            (Column(self.key, self.column, self.kind, self.better),),
            {self.key: self.amount(assessment)},
        )


def steps(breaks: list[float]) -> list[tuple[str, float, float]]:
    """Catalogue key, lower and upper end of each class between the breaks and beyond them."""
    if not breaks:
        return [("legend.all", 0.0, 0.0)]
    inner = [("legend.range", low, high) for low, high in pairwise(breaks)]
    return [("legend.below", 0.0, breaks[0]), *inner, ("legend.from", breaks[-1], 0.0)]


def _nowhere() -> Focus:
    none = np.array([], dtype=np.int64)
    return Focus("region", "", none, none)


def density(assessment: Assessment) -> Floats:
    """Residents per square kilometre of land, shape (areas,)."""
    km2 = assessment.region.areas.geometry.area.to_numpy(np.float64) / M2_A_KM2
    return np.asarray(assessment.persons / np.where(km2 > 0, km2, np.nan), dtype=np.float64)


def older(assessment: Assessment) -> Floats:
    """Share of residents, 0 to 1, in the age groups from `OLD_FROM` on; NaN where nobody lives."""
    region = assessment.region
    groups = older_groups(region)
    everyone = residents.persons(region)
    unknown = np.full(len(everyone), np.nan)
    if not groups:
        return unknown
    old = np.sum([residents.persons(region, key) for key in groups], axis=0)
    np.divide(old, everyone, out=unknown, where=everyone > 0)
    return unknown


def older_groups(region: Region) -> list[str]:
    """Keys of the age groups that count as older residents, and that the region has residents of."""
    groups = region.settings.age_groups
    return [key for key in residents.known_age_groups(region) if groups[key].age_from >= OLD_FROM]


AMOUNTS = (
    Amount("population", density, "count", "column.density"),
    Amount("older", older, "share", "column.older"),
)
