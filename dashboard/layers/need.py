"""How much more or less the residents of each area will use, in a year to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Legend, Swatch, Table
from dashboard.layers.colours import MORE_OR_LESS, NOTHING_KNOWN
from dashboard.layers.measured import area_cells, area_values, kind_of
from dashboard.layers.more_or_less import CLASSES, step_swatches, steps
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import Measure
from geodata.measures.need import Words, may_stay, need_measures, outlook_of, why_none
from geodata.needs.of_region import need_model_of

BREAKS = (-0.1, -0.05, -0.01, 0.01, 0.05, 0.1)
"""Shares: seven classes, the middle one as good as unchanged."""
UNKNOWN = 2 * CLASSES
COLUMNS = (
    "use_ahead", "use_change_ahead", "use_ahead_low", "use_ahead_high", "size_ahead", "ageing_ahead",
    "health_ahead", "trend_ahead", "prevalence_ahead", "residents_ahead", "from_80_ahead",
    "covered_ahead", "residents_beyond_ahead",
)  # fmt: skip
"""Of the table, in its order."""


class OutlookWords(NamedTuple):
    """What an address says of an outlook; "" is what is usual."""

    horizon: str = ""
    variant: str = ""
    health: str = ""
    trend: str = ""
    damping: str = ""
    prevalence: str = ""
    people: str = ""
    standard: str = ""
    futures: str = ""
    rise: str = ""


USUAL = OutlookWords()


@dataclass(frozen=True)
class OfOutlook:
    """What layers of the years to come have in common: an outlook, which can be of any year."""

    outlook: OutlookWords = USUAL

    @property
    def words(self) -> Words:
        """What is said of the outlook."""
        return tuple((key, word) for key, word in self.outlook._asdict().items() if word)

    def years(self, assessment: Assessment) -> Sequence[int]:
        """Those of the projection after the one that everything is compared with."""
        if why_none(assessment):
            return ()
        return need_model_of(assessment.region, assessment.scenario.care_form).offer.horizons

    def year(self, assessment: Assessment) -> int:
        """The horizon."""
        return outlook_of(assessment, self.words).horizon

    def of_year(self, year: int | None) -> Self:
        """The same outlook at another horizon; None is the usual one."""
        return replace(self, outlook=self.outlook._replace(horizon=str(year or "")))


@dataclass(frozen=True)
class Need(OfOutlook):
    """Areas by how much more or less their residents will use; with lines where they may as well not."""

    key: str = "need"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        return self.measures["use_change_ahead"]

    @property
    def measures(self) -> Mapping[str, Measure]:
        """All figures under the outlook that is shown."""
        return need_measures(self.words)

    def available(self, assessment: Assessment) -> bool:
        """Whether the region has a projection, and use that it can be applied to."""
        return not why_none(assessment)

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `BREAKS`, from much less to much more; lines where the interval holds no change."""
        uncertain = tuple(range(CLASSES, 2 * CLASSES))
        colours = [*MORE_OR_LESS, *MORE_OR_LESS, NOTHING_KNOWN]
        return Fill(self._classes(assessment), colours, (UNKNOWN,), uncertain)

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each, those that may stay as they are, and the years."""
        if why := why_none(assessment):
            return Legend("layer.need.name", [], why)
        outlook = outlook_of(assessment, self.words)
        classes = self._classes(assessment)
        counts = np.bincount(np.where(classes < UNKNOWN, classes % CLASSES, CLASSES), minlength=CLASSES + 1)
        swatches = step_swatches(BREAKS, counts[:CLASSES].tolist(), "legend.need_unchanged")
        uncertain = int(((classes >= CLASSES) & (classes < UNKNOWN)).sum())
        number = Figure(uncertain, "count")
        swatches.append(Swatch("legend.need_uncertain", NOTHING_KNOWN, values={"count": number}))
        if counts[CLASSES]:
            swatches.append(Swatch("legend.unknown", NOTHING_KNOWN, int(counts[CLASSES])))
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        base = need_model_of(assessment.region, assessment.scenario.care_form).offer.base_year
        years = {"from": str(base), "to": str(outlook.horizon)}
        return Legend("legend.need", swatches, "legend.need_note", {"visits": form.visits_name, **years})

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with use then and now, its interval, what drives the change, and residents."""
        if why := why_none(assessment):
            return Table("layer.need.table", "area", [], (), {}, why)
        outlook = outlook_of(assessment, self.words)
        measures = self.measures
        base = measures["use_ahead"].counts(assessment, every(assessment, "area")).whole
        year = need_model_of(assessment.region, assessment.scenario.care_form).offer.base_year
        return table_of_areas(
            assessment,
            focus,
            "layer.need.table",
            (
                Column("use_now", _year(year), "count"),
                Column("use_ahead", _year(outlook.horizon), "count"),
                *(
                    Column(key, f"column.{key}", kind_of(measures[key]), folded=key in FOLDED)
                    for key in COLUMNS[1:]
                ),
            ),
            {"use_now": np.rint(base)} | {key: _whole(measures[key], assessment) for key in COLUMNS},
        )

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Step of each area by `BREAKS`, as many on where it may stay: a break belongs to the inner step."""
        if why_none(assessment):
            return np.full(len(assessment.persons), UNKNOWN, np.uint8)
        change = area_values(assessment, self.shows)
        stays = may_stay(assessment, every(assessment, "area"), self.words)
        found = steps(change, BREAKS) + np.where(stays, CLASSES, 0)
        return np.where(np.isnan(change), UNKNOWN, found).astype(np.uint8)


FOLDED = (
    "use_ahead_low",
    "use_ahead_high",
    "health_ahead",
    "trend_ahead",
    "prevalence_ahead",
    "covered_ahead",
)
"""Columns that the page shows where the whole table is open."""


def _year(year: int) -> Text:
    """A year as a heading: it reads the same in every language."""
    return {"sv": str(year), "en": str(year)}


def _whole(measure: Measure, assessment: Assessment) -> NDArray[np.generic]:
    """The cells of a column: counts that are expected are told as whole ones."""
    cells = area_cells(assessment, measure)
    return np.rint(cells) if measure.unit == "count" and cells.dtype.kind == "f" else cells
