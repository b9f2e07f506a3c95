"""Points: swapped, impossible, nought, made up, or far from the region."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from geodata.checks.shapes import WGS84, shape_crs
from geodata.checks.sheet import Bools, Part, Sheet
from geodata.contract.problems import Problems
from geodata.region.standing import standing
from geodata.region.visits import NOWHERE

SURROUNDINGS_M = 100_000.0
"""How far beyond the areas' bounding box a place may lie unless `outside = "keep"`."""

Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]


def surroundings(areas: Sheet | None) -> Bounds | None:
    """West, south, east and north of the region's surroundings, metres; None without areas."""
    if areas is None or areas.geometry is None or len(areas) == 0:
        return None
    west, south, east, north = shapely.total_bounds(areas.geometry).tolist()
    if not np.isfinite(west):
        return None
    return west - SURROUNDINGS_M, south - SURROUNDINGS_M, east + SURROUNDINGS_M, north + SURROUNDINGS_M


def placed(sheet: Sheet, target: CRS, near: Bounds | None, problems: Problems) -> Sheet:
    """The sheet with `x` and `y` in the region's CRS, NaN where a row has no place or a wrong one."""
    x, y = np.full(len(sheet), np.nan), np.full(len(sheet), np.nan)
    for position, part in enumerate(sheet.parts):
        mine = sheet.part == position
        if not mine.any():
            continue
        columns = ("longitude", "latitude") if "longitude" in part.names else ("x", "y")
        if columns[0] in part.names and columns[1] in part.names:
            first = sheet.frame[columns[0]].to_numpy(dtype=float, na_value=np.nan)
            second = sheet.frame[columns[1]].to_numpy(dtype=float, na_value=np.nan)
            crs = CRS.from_user_input(WGS84 if columns[0] == "longitude" else part.settings.crs or target)
        elif sheet.geometry is not None and "geometry" in sheet.table.names and sheet.table.name != "areas":
            found = _points(sheet, part, mine, problems)
            if found is None:
                continue
            first, second, crs = found
            columns = ("geometry", "geometry")
        else:
            continue
        x[mine], y[mine] = _checked(sheet, columns, first, second, mine, crs, target, near, problems)
    return sheet.with_columns(x=x, y=y)


def area_of_unit(units: Sheet, shapes: NDArray[np.object_]) -> NDArray[np.int32]:
    """Area each unit, or other place, stands in, as a position in `shapes`; -1 outside them or without one.

    By `geodata.region.standing.standing`, with each file's own `snap_m`.
    """
    x, y = (units.frame[axis].to_numpy(dtype=float) for axis in ("x", "y"))
    snap_m = np.array([part.settings.snap_m for part in units.parts], dtype=float)[units.part]
    return standing(shapes, x, y, snap_m)


def checked_standing(units: Sheet, areas: Sheet, problems: Problems) -> None:
    """Warn of units outside the areas; report those in another of the region's municipalities than they say.

    Both are in order, and only counted, where `outside = "keep"`.
    """
    if areas.geometry is None or shapely.is_missing(areas.geometry).any() or "x" not in units.frame:
        return
    area = area_of_unit(units, areas.geometry)
    x, y = (units.frame[axis].to_numpy(dtype=float) for axis in ("x", "y"))
    has_place = np.isfinite(x) & np.isfinite(y)
    strict = has_place & (units.policy("outside") != "keep")
    names = [f"{code} {name}" for code, name in areas.frame[["municipality_id", "municipality"]].to_numpy()]
    nearest = np.full(len(units), NOWHERE)
    if has_place.any() and len(areas):
        nearest[has_place] = shapely.STRtree(areas.geometry).nearest(
            shapely.points(x[has_place], y[has_place])
        )
    wrong = np.zeros(len(units), dtype=bool)
    if "municipality_id" in units.frame:
        codes = areas.frame["municipality_id"].tolist()
        stated = units.frame["municipality_id"].fillna("").tolist()
        ours = {code: any(full.startswith(code) for full in codes) for code in set(stated)}
        wrong = strict & np.array(
            [
                ours[code] and place != NOWHERE and not codes[place].startswith(code)
                for place, code in zip(nearest.tolist(), stated, strict=True)
            ],
            dtype=bool,
        )
    closest = [(names[place],) for place in nearest.tolist()]
    outside = strict & (area == NOWHERE) & ~wrong
    expected = [closest[i] for i in np.flatnonzero(outside)]
    units.report(problems, "outside_areas", outside, "unit_id", expected=expected, severity="warning")
    expected = [closest[i] for i in np.flatnonzero(wrong)]
    units.report(problems, "wrong_municipality", wrong, "municipality_id", expected=expected)


def _points(sheet: Sheet, part: Part, mine: Bools, problems: Problems) -> tuple[Floats, Floats, CRS] | None:
    crs = shape_crs(part, problems)
    shapes = sheet.geometry
    if crs is None or shapes is None:
        return None
    given = np.array([shape is not None for shape in shapes], dtype=bool)
    wrong = mine & given & (shapely.get_type_id(shapes) != 0)
    names = [shape.geom_type for shape in shapes[wrong]]
    sheet.report(problems, "not_a_point", wrong, "geometry", values=names, expected=("Point",))
    return shapely.get_x(shapes), shapely.get_y(shapes), crs


def _checked(
    sheet: Sheet,
    columns: tuple[str, str],
    first: Floats,
    second: Floats,
    mine: Bools,
    crs: CRS,
    target: CRS,
    near: Bounds | None,
    problems: Problems,
) -> tuple[Floats, Floats]:
    """Metres of one file's points; NaN where they are wrong, each then a problem of one kind."""
    given = mine & np.isfinite(first) & np.isfinite(second)
    degrees = crs.is_geographic
    nought = given & (first == 0) & (second == 0)
    made_up = given & ~nought & (_sentinel(first) | _sentinel(second))
    sound = given & ~nought & ~made_up
    x, y = _metres(first, second, crs, target)
    inside = _inside(x, y, near)
    swapped = sound & ~inside & _inside(*_metres(second, first, crs, target), near) & (near is not None)
    impossible = sound & ~swapped & ~inside & degrees & ((np.abs(first) > 180) | (np.abs(second) > 90))
    keep = sheet.policy("outside") == "keep"
    far = sound & ~swapped & ~impossible & ~inside & ~keep
    for code, where in (
        ("nought_place", nought),
        ("made_up_place", made_up),
        ("swapped_place", swapped),
        ("impossible_place", impossible),
        ("outside_surroundings", far),
    ):
        values = zip(first[where].tolist(), second[where].tolist(), strict=True)
        pairs = [f"{a:.10g}, {b:.10g}" for a, b in values]
        expected = (f"{SURROUNDINGS_M / 1000:.0f} km",) if code == "outside_surroundings" else ()
        sheet.report(problems, code, where, columns[0], values=pairs, expected=expected)
    wrong = nought | made_up | swapped | impossible | far | ~given
    return np.where(wrong, np.nan, x)[mine], np.where(wrong, np.nan, y)[mine]


def _sentinel(values: Floats) -> Bools:
    """Nines all the way, as in 99.999999 or -999: nobody's coordinate."""
    found = np.zeros(len(values), dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.log10(np.abs(values)) % 1
    likely = np.flatnonzero(digits >= np.log10(9.89))  # begins with 99
    text = [f"{abs(value):.10g}".replace(".", "") for value in values[likely].tolist()]
    found[likely] = [len(each) > 1 and set(each) == {"9"} for each in text]
    return found


def _metres(first: Floats, second: Floats, crs: CRS, target: CRS) -> tuple[Floats, Floats]:
    if crs.equals(target, ignore_axis_order=True):
        return first, second
    x, y = Transformer.from_crs(crs, target, always_xy=True).transform(first, second)
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)


def _inside(x: Floats, y: Floats, near: Bounds | None) -> Bools:
    if near is None:
        return np.isfinite(x) & np.isfinite(y)
    west, south, east, north = near
    return np.asarray((x >= west) & (x <= east) & (y >= south) & (y <= north), dtype=bool)
