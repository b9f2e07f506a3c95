"""Layers that colour areas by an amount: how densely people live, how many are old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Kind, Legend, Swatch, Table
from dashboard.layers.breaks import classed, round_breaks
from dashboard.layers.colours import NOTHING_KNOWN, SEQUENTIAL
from dashboard.layers.measured import area_cells, area_values, kind_of
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.residents import DENSITY, OLDER


@dataclass(frozen=True)
class Amount:
    """Areas by an amount in five classes of about as many areas each."""

    shows: Measure
    column: str
    style: Literal["fill"] = "fill"

    @property
    def key(self) -> str:
        """That of the layer which shows the measure."""
        return self.shows.layer

    def available(self, assessment: Assessment) -> bool:
        """Whether the amount is known of any area."""
        return bool(np.isfinite(area_values(assessment, self.shows)).any())

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by rounded quantiles; then unknown."""
        return Fill(self._classes(assessment), [*SEQUENTIAL, NOTHING_KNOWN], (5,))

    def legend(self, assessment: Assessment) -> Legend:
        """The classes from the least to the most, then the unknown where there are any."""
        breaks, kind = round_breaks(area_values(assessment, self.shows), 5), kind_of(self.shows)
        counts = np.bincount(self._classes(assessment), minlength=6)
        swatches = [
            Swatch(
                label,
                SEQUENTIAL[at],
                int(counts[at]),
                {"low": Figure(low, kind), "high": Figure(high, kind)},
                edge=edge_of(breaks, at, kind),
            )
            for at, (label, low, high) in enumerate(steps(breaks))
        ]
        if counts[5]:
            swatches.append(Swatch("legend.unknown", NOTHING_KNOWN, int(counts[5])))
        return Legend(f"legend.{self.key}", swatches)

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with the amount."""
        return table_of_areas(
            assessment,
            focus,
            f"layer.{self.key}.table",
            (Column(self.key, self.column, kind_of(self.shows), self.shows.better),),
            {self.key: area_cells(assessment, self.shows)},
        )

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        amount = area_values(assessment, self.shows)
        classes = classed(amount, round_breaks(amount, 5))
        classes[~np.isfinite(amount)] = 5
        return classes


def steps(breaks: list[float]) -> list[tuple[str, float, float]]:
    """Catalogue key, lower and upper end of each class between the breaks and beyond them."""
    if not breaks:
        return [("legend.all", 0.0, 0.0)]
    inner = [("legend.range", low, high) for low, high in pairwise(breaks)]
    return [("legend.below", 0.0, breaks[0]), *inner, ("legend.from", breaks[-1], 0.0)]


def edge_of(breaks: Sequence[float], at: int, kind: Kind) -> Figure | None:
    """Where a class ends and the next one begins; None of the last."""
    return Figure(breaks[at], kind) if at < len(breaks) else None


AMOUNTS = (Amount(DENSITY, "column.density"), Amount(OLDER, "column.older"))
