"""Shapes: whether there are any, in which CRS, valid, in the right part of the world, not overlapping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.checks.misplaced import Places, lines_of_shapes, misplaced, report_misplaced
from geodata.checks.polygons import OVERLAP_SHARE, POLYGONS, mended, without_other_shapes
from geodata.checks.sheet import Part, Sheet
from geodata.contract.problems import Problems
from geodata.geometry.systems import SWEREF99_TM, moved, system_of

SLIVER_M = 20.0
"""Gaps between areas narrower than this belong to a neighbour once borders are mended."""
FARTHEST_M = 5_000_000.0
"""No area reaches farther than this from the middle of the others: no system measures true so far."""
TOLD_M2 = 1.0
"""An area whose borders moved by less than this is not told of."""


def shape_crs(part: Part, problems: Problems, likely: Callable[[], Sequence[str]] = tuple) -> CRS | None:
    """CRS of a file's shapes: what the file says, else what `region.toml` says, else the format's own.

    A file that names a system without a place on Earth, such as an undefined one, names none. Where nobody
    does, `likely` gives the lines that would.
    """
    configured = part.settings.crs
    stated = None if part.assumed or part.crs is None else system_of(part.crs)
    if part.crs is not None and not part.assumed and stated is None and not _undefined(part.crs):
        problems.add("unknown_crs", part.settings.file, value=part.crs, expected=(SWEREF99_TM,))
        return None
    own = system_of(configured) or (system_of(part.crs) if part.assumed else None)
    if stated is None:
        if own is None and configured is None:
            expected = likely() or (f'crs = "{SWEREF99_TM}"',)
            problems.add("missing_crs", part.settings.file, expected=expected)
        return own
    if configured and own is not None and not stated.equals(own, ignore_axis_order=True):
        problems.add("crs_differs", part.settings.file, value=stated.name, expected=(configured,))
        return None
    return stated


def _undefined(text: str) -> bool:
    """Whether a text names a system that says of itself that it is none."""
    try:
        CRS.from_user_input(text)
    except CRSError:
        return False
    return True


def transformed(shapes: NDArray[np.object_], crs: CRS, target: CRS) -> NDArray[np.object_]:
    """Shapes in another CRS, without heights; x is east, y is north in both."""
    if crs.equals(target, ignore_axis_order=True):
        return np.asarray(shapely.force_2d(shapes) if shapely.has_z(shapes).any() else shapes, dtype=object)

    def change(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        return moved(x, y, crs, target)

    result = shapely.transform(shapes, change, interleaved=False)  # type: ignore[arg-type] # stubs: interleaved only
    return np.asarray(result, dtype=object)


def in_region_crs(sheet: Sheet, target: CRS, problems: Problems, witnesses: Places | None = None) -> Sheet:
    """The sheet with its shapes in the region's CRS; a file whose shapes lie elsewhere is a problem.

    Parameters
    ----------
    sheet : Sheet
    target : CRS
    problems : Problems
    witnesses : two of float64, optional
        Places in `target` that the shapes should hold: they tell which system would be right.
    """
    if sheet.geometry is None:
        return sheet
    shapes = sheet.geometry.copy()
    for position, part in enumerate(sheet.parts):
        mine = (sheet.part == position) & ~shapely.is_missing(shapes)
        own = shapes[mine]
        crs = shape_crs(part, problems, partial(lines_of_shapes, own, part, None, target, witnesses))
        if crs is None or not mine.any():
            shapes[mine] = None
            continue
        if misplaced(own, crs, target):
            report_misplaced(own, part, crs, target, witnesses, problems)
            shapes[mine] = None
            continue
        shapes[mine] = transformed(own, crs, target)
    return _without_far(replace(sheet, geometry=shapes), problems)


def _without_far(sheet: Sheet, problems: Problems) -> Sheet:
    """The sheet without shapes that reach where none of a region's can, each then a problem."""
    assert sheet.geometry is not None
    given = ~shapely.is_missing(sheet.geometry) & ~shapely.is_empty(sheet.geometry)
    bounds = shapely.bounds(sheet.geometry)
    finite = np.isfinite(bounds).all(axis=1)
    if sheet.table.name != "areas" or not (given & finite).any():
        return sheet
    west, south, east, north = bounds.T
    x, y = (float(np.median(axis[given & finite])) for axis in ((west + east) / 2, (south + north) / 2))
    reach = np.abs(bounds - np.array([x, y, x, y])).max(axis=1)
    far = given & ~(reach <= FARTHEST_M)
    values = [", ".join(f"{number:.10g}" for number in row) for row in bounds[far].tolist()]
    sheet.report(problems, "far_shape", far, "geometry", values=values)
    kept = sheet.geometry.copy()
    kept[far] = None
    return replace(sheet, geometry=kept)


def checked_polygons(sheet: Sheet, problems: Problems) -> Sheet:
    """The sheet with its valid polygons; what else stands for a shape is a problem and becomes None."""
    if sheet.geometry is None:
        return sheet
    sheet = without_other_shapes(sheet, problems)
    shapes = sheet.geometry
    assert shapes is not None
    given = ~shapely.is_missing(shapes)
    kinds = shapely.get_type_id(shapes)
    wrong_kind = given & ~np.isin(kinds, POLYGONS)
    empty = given & ~wrong_kind & shapely.is_empty(shapes)
    invalid = given & ~wrong_kind & ~shapely.is_valid(shapes)
    names = [shape.geom_type for shape in shapes[wrong_kind]]
    sheet.report(
        problems, "not_a_polygon", wrong_kind, "geometry", values=names, expected=("Polygon", "MultiPolygon")
    )
    sheet.report(problems, "missing_geometry", empty, "geometry")
    kept = shapes.copy()
    kept[invalid], but_for_slivers = mended(shapes[invalid])
    slivers = np.flatnonzero(invalid)[but_for_slivers]
    invalid[slivers] = False
    _report_slivers(sheet, slivers, problems)
    reasons = [str(reason) for reason in shapely.is_valid_reason(shapes[invalid])]
    sheet.report(problems, "invalid_geometry", invalid, "geometry", values=reasons)
    kept[wrong_kind | empty | invalid] = None
    return replace(sheet, geometry=kept)


def _report_slivers(sheet: Sheet, slivers: NDArray[np.int64], problems: Problems) -> None:
    """Shapes that were mended, a line a file."""
    for position, part in enumerate(sheet.parts):
        rows = sheet.row[slivers[sheet.part[slivers] == position]]
        if len(rows):
            problems.add(
                "slivers_mended",
                part.settings.file,
                row=int(rows[0]),
                column="geometry",
                value=str(len(rows)),
                severity="warning",
            )


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
    clean = np.array(shapely.coverage_clean(shapes, gap_width=SLIVER_M))  # type: ignore[attr-defined] # stubs: 2.1
    if len(clean) != len(shapes) or shapely.is_empty(clean).any():
        return sheet
    changed = np.abs(shapely.area(clean) - sizes)
    touched = int(np.count_nonzero(changed >= TOLD_M2))
    if not touched:  # a corner was only put in where a neighbour has one
        return replace(sheet, geometry=clean)
    file = sheet.parts[0].settings.file
    problems.add(
        "borders_mended",
        file,
        column="geometry",
        value=str(touched),
        expected=(f"{changed.max():.0f} m²",),
        severity="warning",
    )
    return replace(sheet, geometry=clean)
