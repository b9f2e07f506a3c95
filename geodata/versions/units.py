"""Units that came, went, closed, moved, or changed their name or other facts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geodata.region.region import Region
from geodata.region.unit_places import unit_places
from geodata.region.version_news import UnitChange, UnitNews

MOVED_M = 50.0
"""Metres from which on a unit has moved: coordinates are rounded and mended."""
FACTS = (
    "care_form", "operator", "organisation", "capacity", "opened", "closed", "services", "languages",
    "accepts_new", "step_free", "opening", "closures", "phone", "url", "register_url", "e_services_url",
    "address", "listed",
)  # fmt: skip
"""Columns beside the name and the place."""


def unit_news(before: Region, after: Region) -> list[UnitNews]:
    """Every unit that differs, by the kind of what is most of it: first those that came.

    Parameters
    ----------
    before, after : Region

    Returns
    -------
    list of UnitNews
        One a unit, in the order new, gone, closed, moved, renamed, changed.
    """
    old, new = before.units, after.units
    both = new.index.intersection(old.index)
    found = [
        *(_news("new", after, id_) for id_ in new.index.difference(old.index)),
        *(_news("gone", before, id_) for id_ in old.index.difference(new.index)),
    ]
    moved = _distance_m(before, after, both)
    differs = {column: _differs(old, new, both, column) for column in FACTS if column in new}
    differs["place"] = _placed(old, both) != _placed(new, both)
    renamed = _differs(old, new, both, "name")
    shut = new.loc[both, "closed"].notna().to_numpy() & old.loc[both, "closed"].isna().to_numpy()
    for at, id_ in enumerate(both):
        columns = tuple(column for column, rows in differs.items() if rows[at])
        far = float(moved[at])
        kind: UnitChange | None = (
            "closed"
            if shut[at]
            else "moved"
            if far >= MOVED_M
            else "renamed"
            if renamed[at]
            else "changed"
            if columns
            else None
        )
        if kind is None:
            continue
        lon, lat = _place(before, id_) if kind == "moved" else (None, None)
        found.append(
            UnitNews(
                kind, str(id_), str(new.at[id_, "name"]), str(new.at[id_, "care_form"]),
                str(new.at[id_, "operator"]), str(old.at[id_, "name"]) if renamed[at] else "", columns,
                round(far) if kind == "moved" else None, lon, lat,
            )
        )  # fmt: skip
    order = ("new", "gone", "closed", "moved", "renamed", "changed")
    return sorted(found, key=lambda each: order.index(each.kind))


def _news(kind: UnitChange, region: Region, id_: str) -> UnitNews:
    row = region.units.loc[id_]
    lon, lat = _place(region, id_) if kind == "gone" else (None, None)
    return UnitNews(
        kind, str(id_), str(row["name"]), str(row["care_form"]), str(row["operator"]), lon=lon, lat=lat
    )


def _place(region: Region, id_: str) -> tuple[float | None, float | None]:
    lon, lat = unit_places(region.units.loc[[id_]], region.settings.crs)
    there = bool(np.isfinite(lon[0]))
    return (float(lon[0]), float(lat[0])) if there else (None, None)


def _distance_m(before: Region, after: Region, both: pd.Index) -> NDArray[np.float64]:
    """Metres between where each stood and stands; 0 where either has no place."""
    old = before.units.loc[both].geometry
    if before.settings.crs != after.settings.crs:
        old = old.set_crs(before.settings.crs, allow_override=True).to_crs(after.settings.crs)
    new = after.units.loc[both].geometry
    far: NDArray[np.float64] = shapely.distance(old.to_numpy(), new.to_numpy())
    return np.nan_to_num(far, nan=0.0)


def _placed(units: GeoDataFrame, both: pd.Index) -> NDArray[np.bool_]:
    """Whether each stands somewhere: one that has got a place, or lost it, has not moved."""
    there: NDArray[np.bool_] = ~np.isnan(shapely.get_x(units.loc[both].geometry.to_numpy()))
    return there


def _differs(old: GeoDataFrame, new: GeoDataFrame, both: pd.Index, column: str) -> NDArray[np.bool_]:
    """Whether a column says something else of each; nothing where only one version has the column."""
    if column not in old or column not in new:
        return np.zeros(len(both), bool)
    was, is_ = old.loc[both, column], new.loc[both, column]
    same = (was.to_numpy(object) == is_.to_numpy(object)) | (was.isna().to_numpy() & is_.isna().to_numpy())
    differs: NDArray[np.bool_] = ~same.astype(bool)
    return differs
