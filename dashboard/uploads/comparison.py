"""What was found, as plain data for the page: problems, what differs from what is published, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geodata.contract.problems import Problem
from geodata.measures.registry import measures_of
from geodata.publish.manifest import current_version
from geodata.publish.plain_json import to_plain_json
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from geodata.versions.news import news_between
from geodata.versions.units import FACTS

PROBLEMS_MOST: Final = 20_000
"""Problems that are listed; all are counted, and each code and file has at least its first."""
WIDE: Final = 400.0
"""Units of the drawing across; it is as high as the region is beside that."""
AREAS_MOST: Final = 4_000
"""Areas whose borders are drawn; of more the municipalities'."""
POINTS_MOST: Final = 4_000
"""Units that are drawn as they were."""
SIMPLE: Final = 500
"""How many steps across the drawing a border may have."""


def problems_told(problems: Sequence[Problem]) -> dict[str, Any]:
    """Errors first, each kind and file with its first rows; how many there are of all."""
    ordered = sorted(problems, key=lambda each: each.severity != "error")
    counted: dict[tuple[str, str], int] = {}
    first: list[Problem] = []
    rest: list[Problem] = []
    for each in ordered:
        kind = (each.code, each.file)
        counted[kind] = counted.get(kind, 0) + 1
        (first if counted[kind] <= 3 else rest).append(each)
    chosen = set(map(id, [*first, *rest][:PROBLEMS_MOST]))
    errors = sum(each.severity == "error" for each in problems)
    by_file: dict[str, list[int]] = {}
    for each in problems:
        both = by_file.setdefault(each.file, [0, 0])
        both[each.severity != "error"] += 1
    return {
        "errors": errors,
        "warnings": len(problems) - errors,
        "by_file": by_file,
        "problems": [asdict(each) for each in ordered if id(each) in chosen],
    }


def without_counts(region: Region) -> Region:
    """The region without what only the key makes publishable: its exact visits and payments."""
    from dataclasses import replace

    if region.settings.disclosure != "protected":
        return region
    return replace(region, base=None, exact_payments=None, visits=None)


def compared(out: Path, after: Region) -> dict[str, Any] | None:
    """What a computed region has otherwise than what is served; None where nothing of it is served.

    Parameters
    ----------
    out : Path
        Folder of published versions.
    after : Region
        With minutes.
    """
    version = current_version(out)
    if version is None:
        return None
    before = open_snapshot(out, version)
    if before.settings.id != after.settings.id:
        return None
    protected = after.settings.disclosure == "protected"
    news = news_between(before, after)
    known = measures_of(after)
    figures = [
        asdict(each) for each in news.figures if not (protected and "visits" in known[each.key].tables)
    ]
    return {
        "version": version,
        "built": before.built,
        "protected": protected,
        "counts": dict(news.counts),
        "figures": figures,
        "units": [to_plain_json(asdict(each)) for each in news.units],
        "areas": [asdict(each) for each in news.areas],
        "lost": lost_facts(before, after),
        "residents": [news.persons_before, news.persons_after],
        "visits": [] if protected else [asdict(each) for each in news.visits],
        "settings": [asdict(each) for each in news.settings],
        "map": _drawn(before, after, [(each.kind, each.id) for each in news.units]),
    }


def lost_facts(before: Region, after: Region) -> list[str]:
    """Columns of the table of units that the served version has of some unit, and the new one of none."""
    return [
        column
        for column in FACTS
        if column in before.units
        and before.units[column].notna().any()
        and (column not in after.units or not after.units[column].notna().any())
    ]


def _drawn(before: Region, after: Region, units: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Borders and units of both, in units of the drawing: y downwards from its top."""
    west, south, east, north = (float(each) for each in after.areas.total_bounds)
    scale = max(east - west, (north - south) * 0.6, 1.0) / WIDE
    step = max(east - west, north - south) / SIMPLE
    areas = after.areas
    if len(areas) > AREAS_MOST:
        areas = areas.dissolve("municipality_id")
    shapes = shapely.simplify(areas.geometry.to_numpy(), step)

    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(((points[:, 0] - west) / scale, (north - points[:, 1]) / scale)).round(1)

    old = _points(before.units, before.settings.crs, after.settings.crs)
    new = _points(after.units, after.settings.crs, after.settings.crs)
    marks = []
    changed = set()
    for kind, id_ in units:
        if kind not in ("new", "gone", "closed", "moved"):
            continue
        changed.add(id_)
        was, becomes = old.get(id_), new.get(id_)
        point = was if kind == "gone" else becomes
        if point is not None:
            mark = {"kind": kind, "at": placed(point)[0].tolist()}
            if kind == "moved" and was is not None:
                mark["from"] = placed(was)[0].tolist()
            marks.append(mark)
    same = [point for id_, point in new.items() if id_ not in changed][:POINTS_MOST]
    lines = [
        "M" + "L".join(f"{x:g} {y:g}" for x, y in placed(shapely.get_coordinates(ring))) + "Z"
        for shape in shapes
        if shape is not None
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
        if not part.is_empty
    ]
    return {
        "wide": round((east - west) / scale, 1),
        "high": round((north - south) / scale, 1),
        "borders": "".join(lines),
        "units": placed(np.vstack(same)).tolist() if same else [],
        "marks": marks,
    }


def _points(units: GeoDataFrame, crs: str, to: str) -> dict[str, NDArray[np.float64]]:
    """Where each unit stands in a CRS, by id; those without a place are left out. Shape (1, 2) each."""
    geometry = units.geometry
    if crs != to:
        geometry = geometry.set_crs(crs, allow_override=True).to_crs(to)
    found = {}
    for id_, point in zip(units.index, geometry.to_numpy(), strict=True):
        if point is not None and not shapely.is_empty(point):
            xy = shapely.get_coordinates(point)
            if np.isfinite(xy).all():
                found[str(id_)] = xy
    return found
