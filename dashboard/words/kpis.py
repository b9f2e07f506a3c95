"""What a KPI is called and what it means: by the catalogue, or by the region's own settings."""

from __future__ import annotations

from dashboard.kpis.meta import Meta
from dashboard.words.words import Words
from geodata.contract.need_settings import NeedIndex
from geodata.measures.measure import Measure


def kpi_name(kpi: Measure, meta: Meta, words: Words) -> str:
    """A KPI's name with its blanks filled: "Invånare inom 20 min"."""
    if kpi.indicator is not None:
        return words.of(kpi.indicator.name)
    if kpi.theme is not None:
        return words.of(kpi.theme.categories[kpi.category])
    if kpi.need_index is not None:
        return index_name(kpi.need_index, words)
    if kpi.mode:
        return words("kpi.reached_by.name", **meta.values)
    return words(f"kpi.{kpi.key}.name", **meta.values)


def index_name(index: NeedIndex, words: Words) -> str:
    """What a composite index is called, with the scale that it is on: two are never mixed."""
    scale = words(f"kpi.need_index.{index.scale}")
    return words("kpi.need_index.name", name=words.of(index.name), scale=scale)


def kpi_source(meta: Meta, words: Words) -> str:
    """Who published what a KPI rests on, and when it was true; "" where nobody is named."""
    if not meta.source:
        return ""
    if not meta.date:
        return words("ui.source_undated", source=meta.source)
    return words("ui.source", source=meta.source, date=words.moment(meta.date))


def kpi_about(kpi: Measure, meta: Meta, words: Words) -> list[str]:
    """Definition of a KPI in plain words; of an indicator also its target and threshold.

    Parameters
    ----------
    kpi : Measure
    meta : Meta
        Values of the definition's blanks.
    words : Words

    Returns
    -------
    list of str
        A paragraph each.
    """
    if kpi.theme is not None:
        return [words("kpi.theme.about"), words.of(kpi.theme.description)]
    if kpi.need_index is not None:
        source = words.of(kpi.need_index.source)
        return [words("kpi.need_index.about", name=words.of(kpi.need_index.name), source=source)]
    if kpi.mode:
        return [words("kpi.reached_by.about", **meta.values)]
    if kpi.indicator is None:
        return [words(f"kpi.{kpi.key}.about", **meta.values)]
    definition = kpi.indicator
    sentences = [words("kpi.indicator.about", description=definition.description)]
    if definition.target is not None:
        sentences.append(
            words("kpi.indicator.target", target=words.measure(definition.target, definition.unit))
        )
    if definition.threshold is not None:
        threshold = words.measure(definition.threshold, definition.unit)
        sentences.append(words("kpi.indicator.threshold", threshold=threshold))
    return sentences
