"""The need to come of each area: how much more or less its residents will use, and other figures of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Cells, Column, Figure, Fill, Legend, Phrase, Swatch, Table
from dashboard.layers.colours import MORE_OR_LESS, NOTHING_KNOWN
from dashboard.layers.measured import area_cells, area_values, heading_of, kind_of
from dashboard.layers.more_or_less import CLASSES, Breaks, breaks_around, step_swatches, steps
from dashboard.layers.need_figures import CHANGE, CHANGE_COUNT, GradedNeed
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
    "use_ahead", CHANGE, CHANGE_COUNT, "use_ahead_low", "use_ahead_high", "use_width_ahead", "size_ahead",
    "ageing_ahead", "health_ahead", "trend_ahead", "prevalence_ahead", "beyond_ahead", "residents_ahead",
    "from_80_ahead", "covered_ahead", "residents_beyond_ahead",
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


def words_of(outlook: OutlookWords) -> Words:
    """What is said of an outlook, without what is usual."""
    return tuple((key, word) for key, word in outlook._asdict().items() if word)


@dataclass(frozen=True)
class OfOutlook:
    """What layers of the years to come have in common: an outlook, which can be of any year."""

    outlook: OutlookWords = USUAL

    @property
    def ahead(self) -> bool:
        """Whether it is of a year to come."""
        return True

    @property
    def words(self) -> Words:
        """What is said of the outlook."""
        return words_of(self.outlook)

    def years(self, assessment: Assessment) -> Sequence[int]:
        """Those of the projection after the year that all is compared with; none of what is of today."""
        if not self.ahead or why_none(assessment):
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
    """Areas by a figure of the need to come; of change with lines where there may as well be none.

    `by` is the key of that figure; `indices` are the measures of the region's own indices.
    """

    by: str = CHANGE
    indices: tuple[Measure, ...] = ()
    key: str = "need"
    style: Literal["fill"] = "fill"

    @property
    def shows(self) -> Measure:
        """What areas are coloured by."""
        own = {measure.key: measure for measure in self.indices}
        return own.get(self.by) or self.measures[self.by]

    @property
    def measures(self) -> Mapping[str, Measure]:
        """All figures under the outlook that is shown."""
        return need_measures(self.words)

    @property
    def ahead(self) -> bool:
        """Whether it is of a year to come, and not an index of today."""
        return self.shows.need_index is None

    @property
    def graded(self) -> GradedNeed | None:
        """The areas from the least to the most, where it is not more or less that they are coloured by."""
        return None if self.by in (CHANGE, CHANGE_COUNT) else GradedNeed(self.shows)

    def available(self, assessment: Assessment) -> bool:
        """Whether the region has a projection, and use that it can be applied to; or the index shown."""
        return not self.ahead or not why_none(assessment)

    def values(self, assessment: Assessment, focus: Place) -> Fill:
        """Class from much less to much more, with lines where the interval holds no change; or graded."""
        if self.graded is not None:
            return self.graded.values(assessment, focus)
        uncertain = tuple(range(CLASSES, 2 * CLASSES))
        colours = [*MORE_OR_LESS, *MORE_OR_LESS, NOTHING_KNOWN]
        return Fill(self._classes(assessment), colours, (UNKNOWN,), uncertain)

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each, those that may stay as they are, and the years."""
        if (index := self.shows.need_index) is not None:
            names = {"figure": index.name, "scale": Phrase(f"kpi.need_index.{index.scale}")}
            swatches = GradedNeed(self.shows).swatches(assessment)
            return Legend("legend.need_index", swatches, "legend.need_index_note", names)
        if why := why_none(assessment):
            return Legend("layer.need.name", [], why)
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        base = need_model_of(assessment.region, assessment.scenario.care_form).offer.base_year
        years = {"from": str(base), "to": str(outlook_of(assessment, self.words).horizon)}
        values = {"visits": form.visits_name, **years}
        if self.graded is not None:
            swatches = self.graded.swatches(assessment)
            return Legend(f"legend.need_{self.by}", swatches, f"kpi.{self.by}.about", values)
        classes = self._classes(assessment)
        counts = np.bincount(np.where(classes < UNKNOWN, classes % CLASSES, CLASSES), minlength=CLASSES + 1)
        breaks, kind = self._breaks(assessment), kind_of(self.shows)
        swatches = step_swatches(breaks, counts[:CLASSES].tolist(), "legend.need_unchanged", kind)
        uncertain = int(((classes >= CLASSES) & (classes < UNKNOWN)).sum())
        number = Figure(uncertain, "count")
        swatches.append(Swatch("legend.need_uncertain", NOTHING_KNOWN, values={"count": number}))
        if counts[CLASSES]:
            swatches.append(Swatch("legend.unknown", NOTHING_KNOWN, int(counts[CLASSES])))
        return Legend("legend.need", swatches, "legend.need_note", values)

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with use then and now, its interval, what drives the change, residents, and indices."""
        why = why_none(assessment)
        if why and not self.indices:
            return Table("layer.need.table", "area", [], (), {}, why)
        columns: list[Column] = []
        values: dict[str, Cells] = {}
        measures = [] if why else [self.measures[key] for key in COLUMNS]
        if not why:
            outlook, use = outlook_of(assessment, self.words), self.measures["use_ahead"]
            year = need_model_of(assessment.region, assessment.scenario.care_form).offer.base_year
            columns = [
                Column("use_now", _year(year), "count"),
                Column("use_ahead", _year(outlook.horizon), "count"),
            ]
            values = {"use_now": use.counts(assessment, every(assessment, "area")).whole}
        columns += [
            Column(measure.key, heading_of(measure), kind_of(measure), folded=measure.key in FOLDED)
            for measure in (*measures[1:], *self.indices)
        ]
        values |= {measure.key: area_cells(assessment, measure) for measure in (*measures, *self.indices)}
        return table_of_areas(assessment, focus, "layer.need.table", columns, values)

    def _breaks(self, assessment: Assessment) -> Breaks:
        """Of shares they are the same everywhere; of numbers those of the usual outlook and today's units."""
        if self.by == CHANGE or why_none(assessment):
            return BREAKS
        return breaks_around(area_values(assessment.without_changes, need_measures()[self.by]))

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Step of each area, as many on where it may stay: a break belongs to the inner step."""
        if why_none(assessment):
            return np.full(len(assessment.persons), UNKNOWN, np.uint8)
        change = area_values(assessment, self.shows)
        stays = may_stay(assessment, every(assessment, "area"), self.words)
        found = steps(change, self._breaks(assessment)) + np.where(stays, CLASSES, 0)
        return np.where(np.isnan(change), UNKNOWN, found).astype(np.uint8)


FOLDED = (
    CHANGE_COUNT, "use_ahead_low", "use_ahead_high", "use_width_ahead", "health_ahead", "trend_ahead",
    "prevalence_ahead", "covered_ahead",
)  # fmt: skip
"""Columns that the page shows where the whole table is open."""


def _year(year: int) -> Text:
    """A year as a heading: it reads the same in every language."""
    return {"sv": str(year), "en": str(year)}
