"""Access by one of five measures: supply within reach, shared with all who share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.amounts import edge_of, steps
from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Legend, Phrase, Swatch, Table
from dashboard.layers.breaks import classed
from dashboard.layers.colours import SEQUENTIAL, SEVERITY
from dashboard.layers.measured import area_cells, area_values
from geodata.access.nearest import METHODS, Method
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.place import Place
from geodata.measures.coverage import ACCESS_BY
from geodata.measures.measure import Measure
from geodata.measures.underserved import AT_EDGE

DEFAULT: Method = "E2SFCA"
"""The measure that rules and figures use, and the map until another is chosen."""

NONE = 5
"""Class of areas with nothing within reach, whatever the breaks."""


@dataclass(frozen=True)
class Access:
    """Areas by their share of the residents' mean access, under the measure chosen.

    The breaks are the same for all five, so that a change of measure is a change of the map: the
    rule's own share of the mean, half way to it, the mean, and half as much again.
    """

    measure: Method = DEFAULT
    key: str = "access"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return ACCESS_BY[self.measure]

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always: where nothing is within reach the map says that."""
        return True

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `breaks`; the loudest where nothing is within the catchment."""
        return Fill(self._classes(assessment), [*SEQUENTIAL, SEVERITY[4]])

    def legend(self, assessment: Assessment) -> Legend:
        """The classes, what the measure says, the mean behind 100, and supply that nobody reaches."""
        counts = np.bincount(self._classes(assessment), minlength=NONE + 1)
        swatches = [
            Swatch(
                label,
                SEQUENTIAL[at],
                int(counts[at]),
                {"low": Figure(low, "index"), "high": Figure(high, "index")},
                edge=edge_of(breaks(assessment), at, "index"),
            )
            for at, (label, low, high) in enumerate(steps(breaks(assessment)))
        ]
        if counts[NONE]:
            swatches.append(Swatch("legend.no_access", SEVERITY[4], int(counts[NONE])))
        stranded = (
            assessment.access.stranded & ~assessment.supply.outside
        )  # those outside may be far from all
        note = "legend.access_stranded" if stranded.any() else "legend.access_note"
        return Legend(
            "legend.access",
            swatches,
            note,
            {
                "measure": Phrase(f"measure.{self.measure}.about"),
                "mean": Figure(self._mean(assessment), "number"),
                "capacity": capacity_words(assessment),
                "border": Phrase(border_told(assessment)) if border_told(assessment) else "",
                "units": int(stranded.sum()),
                "stranded": Figure(float(assessment.access.offered[stranded].sum()), "number"),
            },
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with all five measures beside each other, whichever the map shows, and edges as edges."""
        edges = edge_columns(assessment)
        return table_of_areas(
            assessment,
            focus,
            "layer.access.table",
            [*(Column(method, heading(method), "index", "higher") for method in METHODS), *edges],
            {
                **{method: area_cells(assessment, ACCESS_BY[method]) for method in METHODS},
                **{column.key: area_cells(assessment, AT_EDGE) for column in edges},
            },
        )

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        index = area_values(assessment, self.shows)
        classes = classed(index, breaks(assessment))
        classes[index == 0] = NONE
        return classes

    def _mean(self, assessment: Assessment) -> float:
        """Capacity per 1,000 residents that 100 stands for."""
        total = assessment.persons.sum()
        return float(assessment.persons @ assessment.access.per_1000(self.measure) / total) if total else 0.0


def breaks(assessment: Assessment) -> list[float]:
    """Shares of the mean, 100, between the classes: at most four, ascending."""
    little = 100 * assessment.lacking.too_little
    return sorted({little, (little + 100) / 2, 100.0, 150.0})


def edge_columns(assessment: Assessment) -> tuple[Column, ...]:
    """The column of `AT_EDGE`, in a region where some units outside are left out."""
    unknown = assessment.access.beyond_border[1]
    return (Column(AT_EDGE.key, f"column.{AT_EDGE.key}", "share"),) if unknown else ()


def border_told(assessment: Assessment) -> str:
    """Catalogue key of how units outside the region count; "" where there are none."""
    outside, unknown = assessment.access.beyond_border
    if not outside:
        return ""
    return "legend.border_edges" if unknown else "legend.border_lists"


def heading(measure: Method) -> Mapping[str, str]:
    """A measure's name, the same in all languages."""
    return {"sv": measure, "en": measure}


def capacity_words(assessment: Assessment) -> Text:
    """What capacity is counted in; units themselves where none is known, or it has no name."""
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    named = assessment.supply.capacity_known and any(form.capacity_name.values())
    return form.capacity_name if named else form.plural
