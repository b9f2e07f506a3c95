"""What is told of every unit in Hitta: the same fields in one order on card, in details and side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import numpy as np

from dashboard.components.interval_bar import Scale, interval_bar
from dashboard.components.markup import Markup, tag
from dashboard.find.facts import parts
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.comparison.figures import FEWEST, with_cases
from geodata.comparison.latest_values import latest_values, share_interval, versus_region
from geodata.contract.settings import IndicatorSettings
from geodata.focus.places import whole_region
from geodata.measures.registry import measures_of

Cell = list[Markup] | None
"""What stands in a field; None where it is not known."""

ON_CARD = 8
SERVICES_ON_CARD, QUALITY_ON_CARD = 1, 2
WHOLE = Scale(0.0, 1.0)
"""Every bar is drawn from nobody to everybody: no difference looks larger than it is."""


@dataclass(frozen=True)
class Field:
    """One field of every unit of one care form.

    Attributes
    ----------
    key : str
    label : str
    short, full : sequence of Cell
        By the unit's position among `at`: on the card, and where there is room.
    spans : sequence of (float, float) or None
        Where each unit's value may lie, where that is known: two that overlap may differ by chance.
    about : sequence of str
        Sentences that hold for every unit: what is counted, the region's value, the source.
    """

    key: str
    label: str
    short: Sequence[Cell]
    full: Sequence[Cell]
    spans: Sequence[tuple[float, float] | None] = ()
    about: Sequence[str] = ()


def fields(assessment: Assessment, at: Sequence[int], words: Words) -> list[Field]:
    """Fields of some units, the first `ON_CARD` of them those of the card.

    Parameters
    ----------
    assessment : Assessment
        Of the units' care form.
    at : sequence of int
        Positions of the units.
    words : Words
    """
    units = assessment.units.iloc[list(at)]
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]

    def text(key: str, column: str) -> Field:
        cells: list[Cell] = [[str(text)] if text else None for text in units[column]]
        return Field(key, words(f"find.field.{key}"), cells, cells)

    def yes(key: str, column: str) -> Field:
        cells: list[Cell] = [[words(f"format.{answer}")] if answer else None for answer in units[column]]
        return Field(key, words(f"find.field.{key}"), cells, cells)

    # An organisation that is the unit itself, by its code, tells nobody anything.
    named = units["organisation"].where(units["organisation"] != units.index, "")
    run_by = [_run_by(*run_by, words) for run_by in zip(units["operator"], named, strict=True)]
    contact = [_contact(*contact, words) for contact in zip(units["phone"], units["url"], strict=True)]
    services = [parts(text) for text in units["services"]]
    quality = [_quality(assessment, at, key, words) for key in _measured(assessment, at)]
    doors = [yes("accepts", "accepts_new"), yes("step_free", "step_free")]
    capacity = [_capacity(capacity, words) for capacity in units["capacity"]]
    first = [
        Field("run_by", words("find.field.run_by"), run_by, run_by),
        text("opening", "opening"),
        *[*quality, *doors][:QUALITY_ON_CARD],
        _list("languages", [parts(text) for text in units["languages"]], 3, words),
        _list("services", services, SERVICES_ON_CARD, words),
        text("address", "address"),
        Field("contact", words("find.field.contact"), contact, contact),
    ]
    rest = [
        *[*quality, *doors][QUALITY_ON_CARD:],
        *(
            [Field("capacity", _capital(words.of(form.capacity_name)), capacity, capacity)]
            if assessment.supply.capacity_known
            else []
        ),
    ]
    return [*first, *rest]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _run_by(operator: str, organisation: str, words: Words) -> Cell:
    lines: list[Markup] = []
    if operator:
        lines.append(words(f"operator.{operator}"))
    if organisation:
        lines.append(tag("span", organisation, class_="second"))
    return lines or None


def _contact(phone: str, url: str, words: Words) -> Cell:
    lines: list[Markup] = []
    if phone:
        number = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
        lines.append(tag("a", phone, href=f"tel:{number}"))
    if url:
        host = urlsplit(url).netloc.removeprefix("www.") or words("find.web")
        lines.append(tag("a", host, href=url, rel="noreferrer", class_="second"))
    return lines or None


def _list(key: str, values: Sequence[list[str] | None], most: int, words: Words) -> Field:
    short: list[Cell] = []
    full: list[Cell] = []
    for names in values:
        if names is None:
            short.append(None)
            full.append(None)
            continue
        rest = len(names) - most
        shown = ", ".join(names[:most])
        short.append([words("find.and_more", names=shown, count=rest) if rest > 0 else shown])
        full.append([", ".join(names)])
    return Field(key, words(f"find.field.{key}"), short, full)


def _capacity(value: float, words: Words) -> Cell:
    return None if math.isnan(value) else [words.measure(float(value), "number")]


def _measured(assessment: Assessment, at: Sequence[int]) -> list[str]:
    """Indicators that any of the units has a value of."""
    values = assessment.supply.indicator_values.reindex(range(len(assessment.units)))
    return [
        key
        for key in assessment.region.settings.indicators
        if key in values and values[key].iloc[list(at)].notna().any()
    ]


def _quality(assessment: Assessment, at: Sequence[int], key: str, words: Words) -> Field:
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
    few = (of < FEWEST) if definition.unit == "share" else np.zeros(len(of), bool)
    spans: list[tuple[float, float] | None] = []
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
        spans.append((round(figure.low, 4), round(figure.high, 4)) if known and figure.sure else None)
    about = [
        words.of(definition.description),
        words("find.region_has", value=words.measure(reference, definition.unit))
        if math.isfinite(reference)
        else "",
        words("find.source", source=definition.source) if definition.source else "",
    ]
    name = words.of(definition.name)
    return Field(f"quality_{key}", name, short, full, spans, [sentence for sentence in about if sentence])


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
        """Value, bar, how it stands to the region, and when it was so."""
        parts: list[Markup] = [words.measure(self.value, self.definition.unit)]
        if self.sure:
            parts.append(self._bar())
        if self.standing:
            parts.append(
                tag("span", words(f"find.standing.{self.standing}"), class_=f"second is-{self.standing}")
            )
        if self.when:
            parts.append(tag("span", words.moment(self.when), class_="second"))
        return parts

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
