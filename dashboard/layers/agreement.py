"""Where five measures of access agree: by how many of them an area has too little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.access import heading
from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Legend, Swatch, Table
from dashboard.layers.colours import AGREEMENT, NOTHING_KNOWN
from dashboard.layers.measured import area_cells, area_values
from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.underserved import AGREEING

NOBODY = len(METHODS) + 1


@dataclass(frozen=True)
class Agreement:
    """Areas by the number of measures that find too little there; the darkest by all five."""

    key: str = "agreement"
    style: Literal["fill"] = "fill"
    shows: Measure = AGREEING

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always: every region has areas and units."""
        return True

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class = measures that agree; one class more for areas where nobody lives."""
        return Fill(_classes(assessment), [*AGREEMENT, NOTHING_KNOWN], (NOBODY,))

    def legend(self, assessment: Assessment) -> Legend:
        """One swatch a number of measures, what too little is, and how many agree with none or all."""
        counts = np.bincount(_classes(assessment), minlength=NOBODY + 1)
        swatches = [
            Swatch({"sv": str(step), "en": str(step)}, colour, int(counts[step]))
            for step, colour in enumerate(AGREEMENT)
        ]
        if counts[NOBODY]:
            swatches.append(Swatch("why.nobody", NOTHING_KNOWN, int(counts[NOBODY])))
        return Legend(
            "legend.agreement",
            swatches,
            "legend.agreement_note",
            {
                "share": Figure(assessment.lacking.too_little, "share"),
                "all": int((assessment.lacking.agreement == len(METHODS)).sum()),
                "some": int((assessment.lacking.agreement > 0).sum()),
            },
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with how many measures agree, and which."""
        return table_of_areas(
            assessment,
            focus,
            "layer.agreement.table",
            [
                Column("agreement", "column.agreement", "count", "lower", bar=True),
                *(Column(method, heading(method), "flag") for method in METHODS),
            ],
            {"agreement": area_cells(assessment, AGREEING)}
            | {str(key): few for key, few in assessment.lacking.agreeing.items()},
        )


def _classes(assessment: Assessment) -> NDArray[np.uint8]:
    agreeing = area_values(assessment, AGREEING)
    return np.where(np.isnan(agreeing), NOBODY, agreeing).astype(np.uint8)
