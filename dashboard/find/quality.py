"""Quality indicators of units in Hitta: value, how sure it is, and how it stands to the region."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.components.interval_bar import Scale, interval_bar
from dashboard.components.markup import Markup, tag
from dashboard.find.field import Cell, Field
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.comparison.figures import with_cases
from geodata.comparison.latest_values import latest_values, share_interval, versus_region
from geodata.contract.settings import IndicatorSettings
from geodata.focus.places import whole_region
from geodata.measures.registry import measures_of

WHOLE = Scale(0.0, 1.0)
"""Every bar is drawn from nobody to everybody: no difference looks larger than it is."""


def measured(assessment: Assessment, at: Sequence[int]) -> list[str]:
    """Indicators that any of the units has a value of, be it of too few cases to be shown."""
    supply, defined = assessment.supply, assessment.region.settings.indicators
    judged = (supply.indicator_values.notna() | supply.indicator_few).iloc[list(at)]
    return [key for key in defined if judged[key].any()]


def quality_field(assessment: Assessment, at: Sequence[int], key: str, words: Words) -> Field:
    """One indicator of some units, their positions `at`."""
    definition = assessment.region.settings.indicators[key]
    day = assessment.supply.as_of if assessment.scenario.period else date.max
    latest = latest_values(assessment.region.indicators, key, day, len(assessment.units))
    rows = with_cases(assessment.region, key, latest).iloc[list(at)]
    there = (
        measures_of(assessment.region)[f"indicator_{definition.key}"]
        .read(assessment, whole_region(assessment))
        .value
    )
    reference = math.nan if there is None else float(there)
    value = rows["value"].to_numpy(np.float64)
    of = rows["denominator"].to_numpy(np.float64)
    unknown = np.full(len(value), np.nan)
    low, high = share_interval(rows) if definition.unit == "share" else (unknown, unknown)
    short: list[Cell] = []
    full: list[Cell] = []
    few = rows["few"].to_numpy(bool)
    spans: list[tuple[float, float] | None] = []
    values: list[float | None] = []
    for row, period in enumerate(rows["period"]):
        figure = IndicatorFact(
            float(value[row]),
            float(low[row]),
            float(high[row]),
            float(of[row]),
            str(period),
            reference,
            definition,
        )
        hidden: Cell = [tag("span", words("why.too_few"), class_="missing")] if few[row] else None
        known = not few[row] and not math.isnan(figure.value)
        short.append(figure.short(words) if known else hidden)
        full.append(figure.full(words) if known else hidden)
        values.append(round(figure.value, 4) if known else None)
        spans.append((round(figure.low, 4), round(figure.high, 4)) if known and figure.sure else None)
    about = [
        words.of(definition.description),
        words("find.region_has", value=words.measure(reference, definition.unit))
        if math.isfinite(reference)
        else "",
        words("find.source", source=definition.source) if definition.source else "",
    ]
    name = words.of(definition.name)
    sentences = [sentence for sentence in about if sentence]
    return Field(f"quality_{key}", name, short, full, spans, sentences, values, definition.better)


@dataclass(frozen=True)
class IndicatorFact:
    """One unit's value of one indicator, beside the region's."""

    value: float
    low: float
    high: float
    of: float
    period: str
    reference: float
    definition: IndicatorSettings

    def short(self, words: Words) -> list[Markup]:
        """Value, and how it stands to the region."""
        value = words.measure(self.value, self.definition.unit)
        standing = self.standing or "unsure"
        return [value, tag("span", words(f"find.standing.{standing}"), class_=f"second is-{standing}")]

    def full(self, words: Words) -> list[Markup]:
        """The same in plain sentences, with its date; what holds for all units is the field's `about`."""
        first: list[Markup] = [tag("strong", words.measure(self.value, self.definition.unit))]
        sentences: list[str] = []
        if self.sure:
            first.append(self._bar())
            ends = {"low": words.share(self.low), "high": words.share(self.high)}
            key = "find.sure_fewest" if self.definition.exact else "find.sure"
            sentences.append(words(key, count=round(self.of), **ends))
        if self.standing:
            sentences.append(words(f"find.stands.{self.standing}"))
        else:
            sentences.append(words("find.unsure"))
        if self.when:
            sentences.append(words("find.dated", when=words.moment(self.when)))
        return [*first, tag("span", " ".join(sentences), class_="second")]

    @property
    def when(self) -> str:
        """The period the value is of, else the date the region gives; "" where neither is told."""
        return self.period or self.definition.date

    @property
    def sure(self) -> bool:
        """Whether it is known how sure the value is."""
        return math.isfinite(self.low)

    @property
    def standing(self) -> str:
        """How it stands to the region; "" where that is not known."""
        return versus_region(self.low, self.high, self.reference, self.definition)

    def _bar(self) -> Markup:
        """Where the value may lie between 0 and 100 per cent, and the region's value."""
        mean = self.reference if math.isfinite(self.reference) else self.value
        return interval_bar(self.low, self.value, self.high, mean, WHOLE)
