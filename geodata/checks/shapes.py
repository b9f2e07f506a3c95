"""Shapes: whether there are any, in which CRS, valid, in the right part of the world, not overlapping."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geodata.checks.sheet import Bools, Part, Sheet
from geodata.contract.problems import Problems

WGS84 = "EPSG:4326"
OVERLAP_SHARE = 0.01
"""Areas that share more than this part of the smaller one overlap; less is a border drawn twice."""
SLIVER_M = 20.0
"""Gaps between areas narrower than this belong to a neighbour once borders are mended."""
MARGIN_DEGREES = 2.0
"""How far outside a CRS' stated area of use coordinates may lie."""


def shape_crs(part: Part, problems: Problems) -> CRS | None:
    """CRS of a file's shapes: what the file says, else what `region.toml` says, else the format's own."""
    configured = part.settings.crs
    stated = None if part.assumed else part.crs
    if stated is None and configured is None and part.crs is None:
        problems.add("missing_crs", part.settings.file)
        return None
    try:
        crs = CRS.from_user_input(stated or configured or part.crs)
    except CRSError:
        problems.add("unknown_crs", part.settings.file, value=str(stated)[:80], expected=("EPSG:3006",))
        return None
    if stated and configured and not crs.equals(CRS.from_user_input(configured), ignore_axis_order=True):
        problems.add("crs_differs", part.settings.file, value=crs.name, expected=(configured,))
        return None
    return crs


def transformed(shapes: NDArray[np.object_], crs: CRS, target: CRS) -> NDArray[np.object_]:
    """Shapes in another CRS; x is east, y is north in both."""
    if crs.equals(target, ignore_axis_order=True):
        return shapes
    change = Transformer.from_crs(crs, target, always_xy=True)

    def moved(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        return change.transform(x, y)

    result = shapely.transform(shapes, moved, interleaved=False)  # type: ignore[arg-type] # stubs: interleaved only
    return np.asarray(result, dtype=object)


def in_region_crs(sheet: Sheet, target: CRS, problems: Problems) -> Sheet:
    """The sheet with its shapes in the region's CRS; a file whose shapes lie elsewhere is a problem."""
    if sheet.geometry is None:
        return sheet
    shapes = sheet.geometry.copy()
    for position, part in enumerate(sheet.parts):
        mine = (sheet.part == position) & np.array([shape is not None for shape in shapes], dtype=bool)
        crs = shape_crs(part, problems)
        if crs is None or not mine.any():
            shapes[mine] = None
            continue
        code = _misplaced(shapes[mine], crs, target)
        if code is not None:
            problems.add(code, part.settings.file, value=crs.name, expected=(target.name,))
            shapes[mine] = None
            continue
        shapes[mine] = transformed(shapes[mine], crs, target)
    return replace(sheet, geometry=shapes)


def _misplaced(shapes: NDArray[np.object_], crs: CRS, target: CRS) -> str | None:
    """Code of what is wrong with where most shapes lie, if anything."""
    bounds = shapely.bounds(shapes)
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    if crs.is_geographic:
        if np.median(np.abs(x)) > 180 or np.median(np.abs(y)) > 180:
            return "wrong_crs"
        if within_use(x, y, target).mean() < 0.5:
            return "swapped_shapes" if within_use(y, x, target).mean() >= 0.5 else "wrong_crs"
        return None
    to_degrees = Transformer.from_crs(crs, WGS84, always_xy=True)
    if within_use(*to_degrees.transform(x, y), target).mean() >= 0.5:
        return None
    return "swapped_shapes" if within_use(*to_degrees.transform(y, x), target).mean() >= 0.5 else "wrong_crs"


def within_use(longitude: NDArray[np.float64], latitude: NDArray[np.float64], crs: CRS) -> Bools:
    """Which points lie where a CRS is meant to be used."""
    bounds = crs.area_of_use
    if bounds is None:
        return np.isfinite(longitude) & np.isfinite(latitude)
    inside = (
        np.abs(longitude - (bounds.west + bounds.east) / 2)
        <= (bounds.east - bounds.west) / 2 + MARGIN_DEGREES
    ) & (
        np.abs(latitude - (bounds.south + bounds.north) / 2)
        <= (bounds.north - bounds.south) / 2 + MARGIN_DEGREES
    )
    return np.asarray(inside, dtype=bool)


def checked_polygons(sheet: Sheet, problems: Problems) -> Sheet:
    """The sheet with its valid polygons; what else stands for a shape is a problem and becomes None."""
    if sheet.geometry is None:
        return sheet
    shapes = sheet.geometry
    given = np.array([shape is not None for shape in shapes], dtype=bool)
    kinds = shapely.get_type_id(shapes)
    wrong_kind = given & ~np.isin(kinds, (3, 6))
    empty = given & ~wrong_kind & shapely.is_empty(shapes)
    invalid = given & ~wrong_kind & ~shapely.is_valid(shapes)
    names = [shape.geom_type for shape in shapes[wrong_kind]]
    sheet.report(
        problems, "not_a_polygon", wrong_kind, "geometry", values=names, expected=("Polygon", "MultiPolygon")
    )
    sheet.report(problems, "missing_geometry", empty, "geometry")
    reasons = [str(reason) for reason in shapely.is_valid_reason(shapes[invalid])]
    sheet.report(problems, "invalid_geometry", invalid, "geometry", values=reasons)
    sound = given & ~(wrong_kind | empty | invalid)
    kept = shapes.copy()
    kept[~sound] = None
    return replace(sheet, geometry=kept)


def without_overlaps(sheet: Sheet, problems: Problems) -> Sheet:
    """Areas as a coverage: overlaps are problems; borders drawn twice are made one, with a warning."""
    shapes = sheet.geometry
    if shapes is None or len(shapes) == 0:
        return sheet
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    sizes = shapely.area(shapes)
    overlapping = shared > OVERLAP_SHARE * np.minimum(sizes[left], sizes[right])
    ids = sheet.frame["area_id"].tolist()
    others: dict[int, list[str]] = {}
    for area, other in zip(left[overlapping].tolist(), right[overlapping].tolist(), strict=True):
        others.setdefault(area, []).append(ids[other])
    where = np.zeros(len(shapes), dtype=bool)
    where[list(others)] = True
    expected = [tuple(others[i]) for i in np.flatnonzero(where).tolist()]
    values = [ids[i] for i in np.flatnonzero(where).tolist()]
    sheet.report(problems, "overlapping_areas", where, "geometry", values=values, expected=expected)
    if others or shapely.is_missing(shapes).any() or shapely.coverage_is_valid(shapes):
        return sheet
    mended = np.array(shapely.coverage_clean(shapes, gap_width=SLIVER_M))  # type: ignore[attr-defined] # stubs: 2.1
    if len(mended) != len(shapes) or shapely.is_empty(mended).any():
        return sheet
    same = shapely.equals_exact(shapely.normalize(mended), shapely.normalize(shapes))
    touched = int(np.count_nonzero(~same))
    moved = float(np.abs(shapely.area(mended) - sizes).max())
    file = sheet.parts[0].settings.file
    problems.add(
        "borders_mended",
        file,
        column="geometry",
        value=str(touched),
        expected=(f"{moved:.0f} m²",),
        severity="warning",
    )
    return replace(sheet, geometry=mended)
