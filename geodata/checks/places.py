"""Points: swapped, impossible, nought, made up, or far from the region."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geodata.checks.around import SURROUNDINGS_M, Around
from geodata.checks.coordinates import TEXT, Coordinates, coordinates, told_twice
from geodata.checks.elsewhere import lies_elsewhere
from geodata.checks.sheet import Bools, Part, Sheet
from geodata.contract.problems import Problems
from geodata.geometry.systems import moved
from geodata.region.standing import standing
from geodata.region.visits import NOWHERE

Floats = NDArray[np.float64]


def placed(sheet: Sheet, target: CRS, around: Around | None, problems: Problems) -> Sheet:
    """The sheet with `x` and `y` in the region's CRS, NaN where a row has no place or a wrong one."""
    x, y = np.full(len(sheet), np.nan), np.full(len(sheet), np.nan)
    for position, part in enumerate(sheet.parts):
        mine = sheet.part == position
        if not mine.any():
            continue
        pairs = coordinates(sheet, part, mine, target, problems)
        left = mine.copy()
        for pair in pairs:  # a row that lacks the first may have the next
            given = left & np.isfinite(pair.first) & np.isfinite(pair.second)
            x[given], y[given] = _checked(sheet, part, pair, given, target, around, problems)
            left &= ~given
        told_twice(sheet, part, pairs, mine, target, problems)
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


def _checked(
    sheet: Sheet,
    part: Part,
    pair: Coordinates,
    given: Bools,
    target: CRS,
    around: Around | None,
    problems: Problems,
) -> tuple[Floats, Floats]:
    """Metres of one file's given points; NaN where they are wrong, each then a problem of one kind."""
    if pair.columns[0] == TEXT and around is not None:
        pair = _in_order(pair, given, target, around)
    first, second, crs = pair.first, pair.second, pair.crs
    nought = given & (first == 0) & (second == 0)
    made_up = given & ~nought & (_sentinel(first) | _sentinel(second))
    sound = given & ~nought & ~made_up
    x, y = moved(first, second, crs, target)
    inside = np.isfinite(x) & np.isfinite(y)
    swapped, elsewhere = np.zeros(len(sheet), dtype=bool), False
    if around is not None:
        inside = around.surrounds(x, y)
        elsewhere = lies_elsewhere(part, pair.columns, first, second, crs, target, sound, around, problems)
        swapped = sound & ~inside & around.surrounds(*moved(second, first, crs, target))
    off_earth = crs.is_geographic & ((np.abs(first) > 180) | (np.abs(second) > 90)) | ~np.isfinite(x)
    impossible = sound & ~swapped & ~inside & off_earth
    far = sound & ~swapped & ~impossible & ~inside & (sheet.policy("outside") != "keep")
    row_by_row = (("swapped_place", swapped), ("impossible_place", impossible), ("outside_surroundings", far))
    for code, where in (
        ("nought_place", nought),
        ("made_up_place", made_up),
        *(() if elsewhere else row_by_row),
    ):
        values = zip(first[where].tolist(), second[where].tolist(), strict=True)
        pairs = [f"{a:.10g}, {b:.10g}" for a, b in values]
        expected = (f"{SURROUNDINGS_M / 1000:.0f} km",) if code == "outside_surroundings" else ()
        sheet.report(problems, code, where, pair.columns[0], values=pairs, expected=expected)
    wrong = nought | made_up | swapped | impossible | far | ~np.isfinite(x) | ~np.isfinite(y)
    wrong |= sound & elsewhere
    return np.where(wrong, np.nan, x)[given], np.where(wrong, np.nan, y)[given]


def _in_order(pair: Coordinates, given: Bools, target: CRS, around: Around) -> Coordinates:
    """Places of texts as most of them lie in the surroundings: which number is north is seldom written."""
    turned = replace(pair, first=pair.second, second=pair.first)
    near = [
        around.surrounds(*moved(each.first[given], each.second[given], each.crs, target)).sum()
        for each in (pair, turned)
    ]
    return turned if near[1] > near[0] else pair


def _sentinel(values: Floats) -> Bools:
    """Nines all the way, as in 99.999999 or -999: nobody's coordinate."""
    found = np.zeros(len(values), dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.log10(np.abs(values)) % 1
    likely = np.flatnonzero(digits >= np.log10(9.89))  # begins with 99
    text = [f"{abs(value):.10g}".replace(".", "") for value in values[likely].tolist()]
    found[likely] = [len(each) > 1 and set(each) == {"9"} for each in text]
    return found
