"""Which units the residents of each area use: one layer with a choice of measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.amounts import steps
from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Kind, Legend, Said, Swatch, Table
from dashboard.layers.breaks import classed, round_breaks, share_breaks
from dashboard.layers.colours import NOTHING_KNOWN, SEQUENTIAL
from dashboard.layers.shares import share_cells, shown
from geodata.assessment.assessment import Assessment
from geodata.flows import choice_measures
from geodata.flows.flows import Flows
from geodata.flows.tally import Tally
from geodata.focus.focus import Focus
from geodata.focus.visits import committed

Floats = NDArray[np.float64]
Of = Callable[[Assessment, Flows], Tally]

UNKNOWN = len(SEQUENTIAL)
"""Class of areas whose residents have no visits to measure, or too few to show of protected ones."""


def _active(assessment: Assessment, flows: Flows) -> Tally:
    tally = choice_measures.actively_chosen(flows, assessment.access.nearest_min)
    return tally.by(flows.area, len(assessment.persons))


def _bypass(assessment: Assessment, flows: Flows) -> Tally:
    return choice_measures.bypassed(flows, assessment.access.nearest_min).by(
        flows.area, len(assessment.persons)
    )


def _municipality(assessment: Assessment, flows: Flows) -> Tally:
    _, home = np.unique(assessment.region.areas["municipality_id"].to_numpy(str), return_inverse=True)
    stands = np.append(home, -1)[assessment.units["area"].to_numpy(np.int64)]
    return choice_measures.staying(flows, home.astype(np.int64), stands).by(flows.area, len(home))


def _leakage(assessment: Assessment, flows: Flows) -> Tally:
    stays = _municipality(assessment, flows)
    return Tally(stays.whole - stays.part, stays.whole)


def _commitment(assessment: Assessment, _: Flows) -> Tally:
    """Every area with the share of its municipality's units, which so is one colour."""
    return committed(assessment).at(assessment.region.municipalities.of_area.astype(np.int64))


def _service_area(assessment: Assessment, flows: Flows) -> Tally:
    """Every area with the share of its whole service area, which so is one colour, and its own visits."""
    serving = assessment.use.observed_unit
    areas, units = len(assessment.persons), len(assessment.supply.available)
    if serving is None:
        return Tally(np.zeros(areas), np.zeros(areas))
    by_area = choice_measures.staying(flows, serving, np.arange(units)).by(flows.area, areas)
    together = by_area.by(serving, units + 1).share  # the last, at -1, is that of nobody
    return Tally(np.nan_to_num(together[serving]) * by_area.whole, by_area.whole)


def _largest(assessment: Assessment, flows: Flows) -> Tally:
    return choice_measures.largest(flows, len(assessment.persons))


def _concentration(assessment: Assessment, flows: Flows) -> Tally:
    return choice_measures.concentrated(flows, len(assessment.persons))


def _penetration(assessment: Assessment, flows: Flows) -> Tally:
    persons = assessment.persons.astype(np.float64)
    visits = choice_measures.largest(flows, len(persons)).whole
    rate = visits.sum() / persons.sum() if persons.sum() else 0.0
    return Tally(100 * visits / rate if rate else visits, persons)


def _minutes(assessment: Assessment, flows: Flows) -> Tally:
    return choice_measures.travelled(flows).by(flows.area, len(assessment.persons))


@dataclass(frozen=True)
class AreaFigure:
    """One measure that areas can be coloured by; `figure.<key>` in the catalogue says what it is."""

    kind: Kind
    of: Of


FIGURES: Mapping[str, AreaFigure] = {
    "active_choice": AreaFigure("share", _active),
    "bypass": AreaFigure("share", _bypass),
    "stays": AreaFigure("share", _municipality),
    "leakage": AreaFigure("share", _leakage),
    "commitment": AreaFigure("share", _commitment),
    "own_area": AreaFigure("share", _service_area),
    "market_share": AreaFigure("share", _largest),
    "concentration": AreaFigure("number", _concentration),
    "penetration": AreaFigure("index", _penetration),
    "travel_mean": AreaFigure("minutes", _minutes),
}
"""By the key in the address; those that are also a key figure have its key."""

DEFAULT_FIGURE = "active_choice"
SAME_AS: Mapping[str, str] = {"travel_p90": "travel_mean"}
"""Key figures that an area has no colour for, and the measure that is shown instead."""


@dataclass(frozen=True)
class Choices:
    """Areas by one measure of which units their residents use, in up to five classes."""

    figure: str = DEFAULT_FIGURE
    key: str = "choices"
    style: Literal["fill"] = "fill"

    def available(self, assessment: Assessment) -> bool:
        """Whether the region has visits."""
        return assessment.use.flows is not None

    def values(self, assessment: Assessment, focus: Focus) -> Fill:  # noqa: ARG002  the protocol's
        """Class by rounded quantiles; then areas without visits to measure."""
        return Fill(self._classes(assessment), [*SEQUENTIAL, NOTHING_KNOWN], (UNKNOWN,))

    def legend(self, assessment: Assessment) -> Legend:
        """The classes from the least to the most, those without visits, and what the measure says."""
        kind, breaks = FIGURES[self.figure].kind, self._breaks(assessment)
        counts = np.bincount(self._classes(assessment), minlength=UNKNOWN + 1)
        swatches = [
            Swatch(
                label, SEQUENTIAL[at], int(counts[at]), {"low": Figure(low, kind), "high": Figure(high, kind)}
            )
            for at, (label, low, high) in enumerate(steps(breaks))
        ]
        if counts[UNKNOWN]:
            why = "why.too_few" if assessment.region.protected else "why.no_visits_here"
            swatches.append(Swatch(why, NOTHING_KNOWN, int(counts[UNKNOWN])))
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        return Legend(
            "legend.choices",
            swatches,
            f"figure.{self.figure}.about",
            {
                "figure": Said(f"figure.{self.figure}.name"),
                "visits": form.visits_name,
            },
        )

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """Areas with every measure beside each other, whichever the map shows."""
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        visits = assessment.use.visits_by_area
        none = np.full(len(assessment.persons), np.nan)
        return table_of_areas(
            assessment,
            focus,
            "layer.choices.table",
            [
                Column("visits", form.visits_name, "count"),
                *(Column(key, f"figure.{key}.column", one.kind) for key, one in FIGURES.items()),
            ],
            {
                "visits": none if visits is None else visits,
                **{key: share_cells(tally(assessment, key), assessment.region.protected) for key in FIGURES},
            },
        )

    def _breaks(self, assessment: Assessment) -> list[float]:
        shares = FIGURES[self.figure].kind == "share" or self.figure == "concentration"
        return (share_breaks if shares else round_breaks)(amount(assessment, self.figure), len(SEQUENTIAL))

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        value = amount(assessment, self.figure)
        classes = classed(value, self._breaks(assessment))
        classes[np.isnan(value)] = UNKNOWN
        return classes


def tally(assessment: Assessment, figure: str) -> Tally:
    """A measure of every area with what it is made of, shape (areas,)."""
    flows = assessment.use.flows
    if flows is None:
        nothing = np.zeros(len(assessment.persons))
        return Tally(nothing, nothing)
    return FIGURES[figure].of(assessment, flows)


def amount(assessment: Assessment, figure: str) -> Floats:
    """A measure of every area, shape (areas,); NaN where there are no visits, or too few to show."""
    return shown(tally(assessment, figure), assessment.region.protected)
