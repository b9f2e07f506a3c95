"""Areas, residents, visits, indicators and settings of two versions, beside each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geodata.contract.settings import RegionSettings
from geodata.publish.plain_json import to_plain_json
from geodata.region.region import Region
from geodata.region.residents import persons
from geodata.region.version_news import AreaNews, IndicatorNews, ResidentNews, SettingNews, VisitNews
from geodata.region.visits import Visits

SETTINGS = (
    "residents_date", "care_forms", "age_groups", "indicators", "rules", "underserved_from", "travel",
    "themes", "disclosure", "release", "as_of", "choice_goals", "need_indices",
    "reimbursement",
)  # fmt: skip
"""Parts of `region.toml` that decide a figure."""
VALUE_MOST = 200
"""Characters of a setting's value that are kept."""
SAME_BORDER = 0.999
"""Of an area's surface that both borders hold, from which on they are the same."""


def area_news(before: Region, after: Region) -> list[AreaNews]:
    """Areas that came, went, or have another name, municipality or border."""
    old, new = before.areas, after.areas
    found = [
        *(AreaNews("new", str(id_), str(new.at[id_, "name"])) for id_ in new.index.difference(old.index)),
        *(AreaNews("gone", str(id_), str(old.at[id_, "name"])) for id_ in old.index.difference(new.index)),
    ]
    both = new.index.intersection(old.index)
    texts = {
        column: old.loc[both, column].to_numpy(object) != new.loc[both, column].to_numpy(object)
        for column in ("name", "municipality")
    }
    borders = np.zeros(len(both), bool)
    if before.settings.crs == after.settings.crs:
        was, is_ = (each.loc[both].geometry.to_numpy() for each in (old, new))
        other = ~shapely.equals_exact(was, is_)
        was, is_ = (shapely.make_valid(each[other]) for each in (was, is_))
        shared = shapely.area(shapely.intersection(was, is_))
        whole = np.maximum(shapely.area(was), shapely.area(is_))
        borders[other] = shared < SAME_BORDER * whole
    for at, id_ in enumerate(both):
        columns = [column for column, rows in texts.items() if rows[at]] + (["border"] if borders[at] else [])
        if columns:
            found.append(AreaNews("changed", str(id_), str(new.at[id_, "name"]), tuple(columns)))
    return found


def resident_news(before: Region, after: Region) -> list[ResidentNews]:
    """Areas of both versions with other residents than before, most first."""
    old = pd.Series(persons(before), before.areas.index)
    new = pd.Series(persons(after), after.areas.index)
    both = new.index.intersection(old.index)
    gap = (new[both] - old[both]).to_numpy()
    order = np.argsort(-np.abs(gap), kind="stable")[: int((gap != 0).sum())]
    return [
        ResidentNews(str(id_), str(after.areas.at[id_, "name"]), int(old[id_]), int(new[id_]))
        for id_ in both[order]
    ]


def visit_news(before: Visits | None, after: Visits | None) -> list[VisitNews]:
    """Visits of every period that either version publishes, as each publishes them."""
    old, new = _by_period(before), _by_period(after)
    return [VisitNews(period, old.get(period), new.get(period)) for period in sorted({*old, *new})]


def indicator_news(before: Region, after: Region) -> list[IndicatorNews]:
    """Indicators that came or went, or of which some unit or area has another value."""
    old, new = _indicator_values(before), _indicator_values(after)
    found = []
    for key in dict.fromkeys([*after.settings.indicators, *before.settings.indicators]):
        was, is_ = old.get(key, {}), new.get(key, {})
        shared = was.keys() & is_.keys()
        kind = (
            "new"
            if key not in before.settings.indicators
            else "gone"
            if key not in after.settings.indicators
            else "kept"
        )
        changed = sum(was[place] != is_[place] for place in shared)
        news = IndicatorNews(key, kind, len(is_) - len(shared), len(was) - len(shared), changed)  # type: ignore[arg-type]
        if kind != "kept" or news.added or news.removed or news.changed:
            found.append(news)
    return found


def setting_news(before: RegionSettings, after: RegionSettings) -> list[SettingNews]:
    """Settings that decide a figure and differ, in the order of `SETTINGS`."""
    found = []
    for part in SETTINGS:
        old, new = (dict(_flat(part, to_plain_json(getattr(each, part)))) for each in (before, after))
        for path in dict.fromkeys([*old, *new]):
            was, is_ = old.get(path, ""), new.get(path, "")
            if was != is_:
                found.append(SettingNews(path, was[:VALUE_MOST], is_[:VALUE_MOST]))
    return found


def _by_period(visits: Visits | None) -> dict[str, int]:
    if visits is None:
        return {}

    def of(period: str) -> int:
        cells = (visits.cells("municipality", "region", (period,), form) for form in visits.care_forms)
        return sum(int(each.visits.sum()) for each in cells)

    return {period: of(period) for period in visits.published}


def _indicator_values(region: Region) -> dict[str, dict[tuple[str, str, str], float]]:
    """Values of each indicator by the unit or the area that it is of, and the period."""
    table = region.indicators[region.indicators["value"].notna()]
    nowhere = np.full(len(table), -1)
    ids = [
        np.append(index.to_numpy(object), "")[table.get(column, pd.Series(nowhere)).to_numpy()]
        for column, index in (("unit", region.units.index), ("area", region.areas.index))
    ]
    found: dict[str, dict[tuple[str, str, str], float]] = {}
    rows = zip(table["indicator"], *ids, table["period"], table["value"], strict=True)
    for indicator, unit, area, period, value in rows:
        found.setdefault(str(indicator), {})[str(unit), str(area), str(period)] = float(value)
    return found


def _flat(path: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [pair for key, inner in value.items() for pair in _flat(f"{path}.{key}", inner)]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return [(path, "" if value is None else text)]
