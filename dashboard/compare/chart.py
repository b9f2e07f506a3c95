"""What Jämför draws: every unit as a point, the funnel's curves, the units of the map; plain numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.compare.standing import Standing
from dashboard.compare.words import interval_words
from dashboard.components.interval_bar import scale_of
from dashboard.serve.encoding import encoded
from dashboard.words.words import Words
from geodata.comparison.funnel import LEVELS, overdispersed_limits
from geodata.region.unit_places import unit_places

CURVE = 120
"""Points of a limit's curve."""


def chart(it: Standing, words: Words) -> dict[str, object]:
    """Points and curves of the funnel and the scatter plot, in the order of the units compared.

    Parameters
    ----------
    it : Standing
    words : Words
    """
    told, region = it.figures, it.assessment.region
    lon, lat = unit_places(region.units, region.settings.crs)
    second = it.second
    share = it.definition.unit == "share"
    return {
        "ids": [it.ids[at] for at in it.among],
        "names": [it.names[at] for at in it.among],
        "cases": _plain(told.cases[it.among], 0),
        "values": _plain(told.value[it.among], 5),
        "sides": it.side[it.among].tolist(),
        "said": [_said(it, int(at), words) for at in it.among],
        "lon": _plain(lon[it.among], 5),
        "lat": _plain(lat[it.among], 5),
        "second": _plain(second.figures.value[it.among], 5) if second else [],
        "second_name": words.of(second.definition.name) if second else "",
        "name": words.of(it.definition.name),
        "kind": it.definition.unit,
        "second_kind": second.definition.unit if second else "",
        "ours": _at(it, [it.asked.unit]),
        "picked": _at(it, it.asked.picked),
        "shown": _at(it, it.shown),
        "numbered": _at(it, it.numbered),
        "mean": told.mean if np.isfinite(told.mean) else None,
        "mean_said": words.measure(told.mean, it.definition.unit) if np.isfinite(told.mean) else "",
        "target": it.definition.target,
        "threshold": it.definition.threshold,
        "higher": it.higher_is_better,
        "funnel": _funnel(it) if share and told.counted.any() else None,
    }


def map_payload(it: Standing, words: Words) -> dict[str, object]:
    """The map of the units shown: those in the table that stand somewhere, and no others."""
    region = it.assessment.region
    state = np.zeros(len(region.units), np.uint8)
    state[it.shown] = 1
    ours = it.asked.unit
    value = it.figures.value
    return {
        "version": region.version,
        "stale": False,
        "fill": None,
        "zones": None,
        "service": None,
        "flows": None,
        "units": {"state": encoded(state, np.uint8), "added": [], "moved": [], "closed": []},
        "changes": [],
        "ring_m": 0.0,
        "labels": True,
        "focus": {"kind": "region", "areas": [], "unit": ours if ours >= 0 else None, "flows": None},
        "hover": [],
        "unit_hover": [
            {
                "label": words.of(it.definition.name),
                "kind": it.definition.unit,
                "values": [None if np.isnan(one) else round(float(one), 4) for one in value],
            }
        ],
    }


def _said(it: Standing, at: int, words: Words) -> str:
    value = words.measure(float(it.figures.value[at]), it.definition.unit)
    low, high = float(it.interval.low[at]), float(it.interval.high[at])
    if not np.isfinite(low):
        return value
    return f"{value} ({interval_words(low, high, words, it.definition.unit)})"


def _funnel(it: Standing) -> dict[str, object]:
    told = it.figures
    most = float(np.nanmax(told.cases))
    least = float(np.nanmin(told.cases))
    cases = np.unique(np.round(np.geomspace(max(least * 0.9, 5.0), most * 1.03, CURVE)))
    curves = [overdispersed_limits(told.mean, cases, chance, it.between) for chance in LEVELS]
    scale = scale_of(
        [float(np.nanmin(told.value)), float(np.percentile(curves[0], 10))],
        [float(np.nanmax(told.value)), float(np.percentile(curves[-1], 90))],
        0.1,
    )
    return {
        "cases": cases.tolist(),
        "curves": [_plain(one, 5) for one in curves],
        "low": scale.low,
        "high": min(scale.high, 1.0),
        "most": most,
    }


def _at(it: Standing, units: object) -> list[int]:
    """Places of some units among those compared; of those that are none of them, nothing."""
    wanted = np.array(list(units), np.int64)  # type: ignore[call-overload]
    place = {int(at): number for number, at in enumerate(it.among)}
    return [place[int(one)] for one in wanted if int(one) in place]


def _plain(values: NDArray[np.float64], decimals: int) -> list[float | None]:
    """As JSON can hold it: None where unknown."""
    return [round(float(one), decimals) if np.isfinite(one) else None for one in values]
