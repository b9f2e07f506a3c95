"""What Jämför draws: every unit as a point, the funnel's curves, the units of the map; plain numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.words import interval_words
from dashboard.components.interval_bar import scale_of
from dashboard.map.hover import UnitHover
from dashboard.map.payload import payload_of
from dashboard.map.view import FocusOnMap, UnitsOnMap, View
from dashboard.words.words import Words
from geodata.comparison.funnel import LEVELS, overdispersed_limits
from geodata.region.unit_places import unit_places

CURVE = 120
"""Points of a limit's curve."""


def chart(comparison: IndicatorComparison, words: Words) -> dict[str, object]:
    """Points and curves of the funnel and the scatter plot, in the order of the units compared.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words
    """
    figures, judged, region = comparison.figures, comparison.judged, comparison.assessment.region
    lon, lat = unit_places(region.units, region.settings.crs)
    second = comparison.second
    share = comparison.definition.unit == "share"
    return {
        "ids": [comparison.ids[at] for at in comparison.among],
        "names": [comparison.names[at] for at in comparison.among],
        "cases": _plain(judged.cases[comparison.among], 0),
        "values": _plain(figures.value[comparison.among], 5),
        "sides": comparison.side[comparison.among].tolist(),
        "said": [_value_text(comparison, int(at), words) for at in comparison.among],
        "lon": _plain(lon[comparison.among], 5),
        "lat": _plain(lat[comparison.among], 5),
        "second": _plain(second.figures.value[comparison.among], 5) if second else [],
        "second_name": words.of(second.definition.name) if second else "",
        "name": words.of(comparison.definition.name),
        "kind": comparison.definition.unit,
        "second_kind": second.definition.unit if second else "",
        "ours": _at(comparison, [comparison.question.unit]),
        "picked": _at(comparison, comparison.question.picked),
        "shown": _at(comparison, comparison.shown),
        "numbered": _at(comparison, comparison.numbered),
        "mean": judged.mean if np.isfinite(judged.mean) else None,
        "mean_said": words.measure(judged.mean, comparison.definition.unit)
        if np.isfinite(judged.mean)
        else "",
        "target": comparison.definition.target,
        "threshold": comparison.definition.threshold,
        "higher": comparison.higher_is_better,
        "funnel": _funnel(comparison) if share and judged.counted.any() else None,
    }


def map_payload(comparison: IndicatorComparison, words: Words) -> dict[str, object]:
    """Map of the units shown: those in the table that have a place.

    Parameters
    ----------
    comparison : IndicatorComparison
    words : Words

    Returns
    -------
    dict
        As Planera's map reads a view: `state` of the units is 1 where they are shown, and hover values.
    """
    region = comparison.assessment.region
    state = np.zeros(len(region.units), np.uint8)
    state[comparison.shown] = 1
    ours = comparison.question.unit
    view = View(
        region.version,
        UnitsOnMap(state),
        FocusOnMap(unit=ours if ours >= 0 else None),
    )
    figures, definition = comparison.figures, comparison.definition
    return payload_of(view, [], [UnitHover(words.of(definition.name), definition.unit, figures.value)])


def _value_text(comparison: IndicatorComparison, at: int, words: Words) -> str:
    value = words.measure(float(comparison.figures.value[at]), comparison.definition.unit)
    low, high = float(comparison.interval.low[at]), float(comparison.interval.high[at])
    if not np.isfinite(low):
        return value
    return f"{value} ({interval_words(low, high, words, comparison.definition.unit)})"


def _funnel(comparison: IndicatorComparison) -> dict[str, object]:
    figures = comparison.judged
    most = float(np.nanmax(figures.cases))
    least = float(np.nanmin(figures.cases))
    cases = np.unique(np.round(np.geomspace(max(least * 0.9, 5.0), most * 1.03, CURVE)))
    curves = [overdispersed_limits(figures.mean, cases, chance, comparison.between) for chance in LEVELS]
    lines = [
        line for line in (comparison.definition.target, comparison.definition.threshold) if line is not None
    ]
    scale = scale_of(
        [float(np.nanmin(figures.value)), float(np.percentile(curves[0], 10)), *lines],
        [float(np.nanmax(figures.value)), float(np.percentile(curves[-1], 90)), *lines],
        0.1,
    )
    return {
        "cases": cases.tolist(),
        "curves": [_plain(curve, 5) for curve in curves],
        "low": scale.low,
        "high": min(scale.high, 1.0),
        "most": most,
    }


def _at(comparison: IndicatorComparison, units: object) -> list[int]:
    """Places of some units among those compared; of those that are none of them, nothing."""
    wanted = np.array(list(units), np.int64)  # type: ignore[call-overload]
    place = {int(at): number for number, at in enumerate(comparison.among)}
    return [place[int(unit)] for unit in wanted if int(unit) in place]


def _plain(values: NDArray[np.float64], decimals: int) -> list[float | None]:
    """As JSON can hold it: None where unknown."""
    return [round(float(value), decimals) if np.isfinite(value) else None for value in values]
