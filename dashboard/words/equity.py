"""How alike people fare, in words: what is compared, among whom, and how far the ends lie apart."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dashboard.kpis.meta import meta_of
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.equity.estimates import Estimate
from geodata.equity.groups import Equity
from geodata.equity.offer import AGE, SEX
from geodata.measures.measure import Measure
from geodata.measures.visits import VISITS_PER_RESIDENT
from geodata.region.region import Region

POINTS = 100.0
"""Of a share: differences of shares are told in percentage points."""


@dataclass(frozen=True)
class EquitySentence:
    """How far the ends lie apart, how sure that is, and how the line over all areas goes; "" for none."""

    gap: str
    interval: str
    slope: str


def measure_heading(measure: Measure, assessment: Assessment, words: Words, unit: str = "") -> str:
    """What a measure is called where it stands alone; counts are by residents."""
    own = f"kpi.{measure.key}.column"
    meta = meta_of(measure, assessment)
    named = measure.indicator is None and words.has(own)
    name = words(own, **meta.values) if named else kpi_name(measure, meta, words)
    return (
        words("equity.by_residents", measure=name) if unit == "per_10000" and unit != measure.unit else name
    )


def division_name(region: Region, by: str, words: Words) -> str:
    """By what people are told apart."""
    if by in region.settings.need_indices:
        return words("equity.by_index", index=words.of(region.settings.need_indices[by].name))
    return words(f"equity.by.{by}")


def group_name(region: Region, by: str, key: str, words: Words) -> str:
    """Which people; all of them where the key is ""."""
    if not key:
        return words("equity.all")
    if by in region.settings.need_indices:
        return words(f"equity.fifth.{key}")
    return words.of(region.settings.age_groups[key].name) if by == AGE else words(f"equity.sex.{key}")


def amount(value: float, unit: str, words: Words) -> str:
    """A difference in the measure's unit, without its sign: shares in percentage points."""
    if unit == "share":
        return f"{words.number(abs(value) * POINTS, 1)} {words('format.points')}"
    return words.measure(abs(value), "minutes" if unit == "change" else unit)


def signed(value: float, unit: str, words: Words) -> str:
    """A difference with its sign, where it shows."""
    text = amount(value, unit, words)
    return f"{words('equity.minus')}{text}" if value < 0 and re.search("[1-9]", text) else text


def equity_sentence(found: Equity, by: str, assessment: Assessment, words: Words) -> EquitySentence:
    """The gap in plain words, its interval, and the slope."""
    if found.why or not found.groups:
        return EquitySentence("", "", "")
    first, last = found.groups[0], found.groups[-1]
    slope = found.slope.index
    line = words("equity.slope", **_between(slope, found.unit, words)) if _has_ends(slope) else ""
    if not math.isfinite(last.gap.value):
        return EquitySentence(words("equity.no_end"), "", line)
    ranked = by in assessment.region.settings.need_indices
    of_visits = ranked and found.measure is VISITS_PER_RESIDENT and first.estimate.value > 0
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    unsure = last.gap.spans_zero or not last.gap.value
    side = "same" if unsure else "more" if last.gap.value > 0 else "less"
    kind = "visits" if of_visits else "fifth" if ranked else "group"
    gap = words(
        f"equity.{kind}_{side}",
        difference=_apart(last.gap.value, last.ratio.value, found.unit, words),
        most=words.measure(last.estimate.value, found.unit),
        least=words.measure(first.estimate.value, found.unit),
        visits=words.inside(form.visits_name),
        last=words.inside(group_name(assessment.region, by, last.key, words)),
        first=words.inside(group_name(assessment.region, by, first.key, words)),
    )
    key = "equity.chance" if last.gap.spans_zero else "equity.interval"
    sure = words(key, **_between(last.gap, found.unit, words)) if _has_ends(last.gap) else ""
    return EquitySentence(gap, sure, line)


def notes(found: Equity, by: str, region: Region, words: Words) -> list[str]:
    """How the figures are to be read, what stands in for what, and who is in none of them."""
    lines = []
    if by in region.settings.need_indices:
        lines += [words("equity.note.fifths"), words("equity.note.line"), index_source(region, by, words)]
    else:
        lines.append(words("equity.note.no_order"))
    if by == SEX and not found.why:
        lines.append(words("equity.note.sex"))
    lines.append(words("equity.note.interval"))
    lines += [
        words("equity.left_out", areas=out.areas, residents=round(out.residents), why=words(why))
        for why, out in found.left_out.items()
    ]
    return [text for text in lines if text]


def index_source(region: Region, by: str, words: Words) -> str:
    """Who made the index of need that people are told apart by; "" where none is named."""
    indices = region.settings.need_indices
    return words.of(indices[by].source) if by in indices and indices[by].source else ""


def _apart(gap: float, ratio: float, unit: str, words: Words) -> str:
    if unit in ("share", "minutes", "change") or not math.isfinite(ratio):
        return amount(gap, unit, words)
    return words.share(round(abs(ratio - 1), 3))


def _between(estimate: Estimate, unit: str, words: Words) -> dict[str, str]:
    return {
        "value": signed(estimate.value, unit, words),
        "low": signed(estimate.low, unit, words),
        "high": signed(estimate.high, unit, words),
    }


def _has_ends(estimate: Estimate) -> bool:
    return math.isfinite(estimate.low) and math.isfinite(estimate.high)
