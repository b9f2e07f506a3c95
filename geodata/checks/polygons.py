"""Polygons out of what stands for them: collections, slivers of a reprojection, areas in several features."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.checks.sheet import EXAMPLES, Bools, Sheet
from geodata.contract.problems import Problems

Geometries = NDArray[np.object_]

POLYGONS = (3, 6)
COLLECTION = 7
"""Shapely's numbers for Polygon and MultiPolygon, and for a collection of anything."""

DEEPEST = 8
"""Collections in collections that are taken apart; a deeper one is no area."""

UNCHANGED_SHARE, UNCHANGED_M2 = 1e-4, 1.0
"""What mending changes by less than this, as a part of it or in square metres, was a shape with a sliver."""

OVERLAP_SHARE = 0.01
"""Shapes that share more than this part of the smaller one overlap; less is a border drawn twice."""


def without_other_shapes(sheet: Sheet, problems: Problems) -> Sheet:
    """The sheet with the polygons of its collections; what was left of them is told once a file."""
    shapes = sheet.geometry
    if shapes is None:
        return sheet
    which = np.flatnonzero(shapely.get_type_id(shapes) == COLLECTION)
    if not len(which):
        return sheet
    kept = shapes.copy()
    left: dict[int, Counter[str]] = {}
    for i in which.tolist():
        polygons, others = _apart(shapes[i])
        if not polygons:
            continue
        kept[i] = polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
        left.setdefault(int(sheet.part[i]), Counter()).update(others)
    for part, kinds in left.items():
        rows = sheet.row[[i for i in which.tolist() if sheet.part[i] == part and kept[i] is not shapes[i]]]
        problems.add(
            "polygons_kept",
            sheet.parts[part].settings.file,
            row=int(rows[0]),
            column="geometry",
            value=str(len(rows)),
            expected=[f"{kind} {count}" for kind, count in kinds.most_common()] or ("0",),
            severity="warning",
        )
    return replace(sheet, geometry=kept)


def _apart(shape: shapely.Geometry) -> tuple[list[shapely.Geometry], list[str]]:
    """Polygons of a collection, and the kinds of everything else in it."""
    parts, depth = np.array([shape], dtype=object), 0
    while (inner := np.isin(shapely.get_type_id(parts), (6, COLLECTION))).any() and depth < DEEPEST:
        parts = np.concatenate([parts[~inner], shapely.get_parts(parts[inner])])
        depth += 1
    real = ~shapely.is_empty(parts)
    is_polygon = shapely.get_type_id(parts) == POLYGONS[0]
    return parts[is_polygon & real].tolist(), [each.geom_type for each in parts[~is_polygon & real]]


def mended(shapes: Geometries) -> tuple[Geometries, Bools]:
    """Invalid polygons made valid, and which of them were so but for a sliver.

    What a reprojection does to a valid shape is of this kind: two points less than a millimetre apart change
    places. A shape that crosses itself in earnest would become another one.

    Parameters
    ----------
    shapes : array of Polygon or MultiPolygon
        In a planar CRS, metres.
    """
    found, same = shapes.copy(), np.zeros(len(shapes), dtype=bool)
    for i, shape in enumerate(shapes.tolist()):
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            continue
        try:
            sound = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        except shapely.errors.GEOSException:
            continue
        polygons, others = _apart(sound)
        if not polygons or others:
            continue
        found[i] = polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
        before, after = shapely.area(shape), shapely.area(found[i])
        same[i] = abs(after - before) <= max(UNCHANGED_M2, UNCHANGED_SHARE * before) and after > UNCHANGED_M2
    return found, same


@np.errstate(invalid="ignore", over="ignore")
def with_parts_joined(sheet: Sheet, problems: Problems) -> Sheet:
    """Areas of several features, such as an island and the mainland, as one row each, with a warning.

    Features of one id in one file that lie apart are parts. Those that lie on each other are not, nor those
    of different municipalities: they are duplicates. What else differs between parts is told; the first
    part's holds.
    """
    shapes = sheet.geometry
    if shapes is None or "area_id" not in sheet.frame or not len(sheet):
        return sheet
    polygonal = np.isin(shapely.get_type_id(shapes), POLYGONS) & ~shapely.is_empty(shapes)
    keys = sheet.frame[["area_id"]].assign(part=sheet.part)
    again = keys.duplicated(keep=False).to_numpy(dtype=bool) & polygonal
    again &= (sheet.frame["area_id"] != "").to_numpy(dtype=bool)
    if not again.any():
        return sheet
    joined, gone = shapes.copy(), np.zeros(len(sheet), dtype=bool)
    numbers = keys.groupby(["area_id", "part"], sort=False).ngroup().to_numpy()
    firsts = np.arange(len(sheet))
    at = np.flatnonzero(again)
    order = at[np.argsort(numbers[at], kind="stable")]
    for rows in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1):
        whole = None if len(rows) == 1 or _municipalities(sheet, rows) > 1 else _union(shapes[rows])
        if whole is not None:
            joined[rows[0]] = whole
            gone[rows[1:]], firsts[rows] = True, rows[0]
    _tell(sheet, gone, firsts, problems)
    return replace(sheet, geometry=joined).take(~gone)


def _municipalities(sheet: Sheet, rows: NDArray[np.int64]) -> int:
    if "municipality_id" not in sheet.frame:
        return 1
    return int(sheet.frame["municipality_id"].iloc[rows].nunique())


def _union(parts: Geometries) -> shapely.Geometry | None:
    """Parts as one polygonal shape, None where they lie on each other or cannot be joined."""
    try:
        whole = shapely.union_all(parts)
    except shapely.errors.GEOSException:
        return None
    sizes = shapely.area(parts)
    shared = sizes.sum() - shapely.area(whole)
    apart = shapely.get_type_id(whole) in POLYGONS and shared <= OVERLAP_SHARE * sizes.min()
    return whole if apart else None


def _tell(sheet: Sheet, gone: Bools, firsts: NDArray[np.int64], problems: Problems) -> None:
    """What was joined, a line a file; and what differed, a line a value."""
    for position, part in enumerate(sheet.parts):
        mine = np.flatnonzero(gone & (sheet.part == position))
        if len(mine):
            ids = list(dict.fromkeys(sheet.frame["area_id"].iloc[mine].tolist()))
            problems.add(
                "parts_joined",
                part.settings.file,
                row=int(sheet.row[mine[0]]),
                column=part.names.get("area_id", "area_id"),
                value=str(len(ids)),
                expected=[*ids[:EXAMPLES], *(["…"] if len(ids) > EXAMPLES else [])],
                severity="warning",
            )
    for column in sheet.frame.columns:
        if column == "area_id":
            continue
        texts = sheet.frame[column].astype(str)
        other = gone & (texts.to_numpy() != texts.to_numpy()[firsts])
        expected = [(text,) for text in texts.iloc[firsts[other]].tolist()]
        sheet.report(problems, "parts_differ", other, column, expected=expected, severity="warning")
