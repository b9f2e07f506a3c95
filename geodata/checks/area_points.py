"""Areas' own points against their shapes: a column that slipped a row puts residents in other areas."""

from __future__ import annotations

import numpy as np
import shapely

from geodata.checks.elsewhere import MOST
from geodata.checks.sheet import EXAMPLES, Sheet
from geodata.contract.problems import Problems
from geodata.geometry.systems import Floats

ASTRAY_M = 250.0
"""A point this near its own area is in it: borders are drawn roughly, and people live by them."""


def checked_area_points(areas: Sheet, problems: Problems) -> None:
    """Report areas whose point lies in another area or far outside: an error where most do, else a warning.

    Parameters
    ----------
    areas : Sheet
        With shapes and points, `x` and `y`, in the region's CRS.
    problems : Problems
    """
    if areas.geometry is None or "x" not in areas.frame:
        return
    x, y = (areas.frame[axis].to_numpy(dtype=float) for axis in ("x", "y"))
    given = np.flatnonzero(np.isfinite(x) & np.isfinite(y) & ~shapely.is_missing(areas.geometry))
    if not len(given):
        return
    points = shapely.points(x[given], y[given])
    away = given[~shapely.dwithin(areas.geometry[given], points, ASTRAY_M)]
    if not len(away):
        return
    most = len(away) > MOST * len(given)
    named = away[:EXAMPLES].tolist()
    found = _areas_at(areas, x[named], y[named])
    ids = areas.frame["area_id"].tolist()
    examples = [f"{ids[at]} \N{RIGHTWARDS ARROW} {found[i]}" for i, at in enumerate(named)]
    part = areas.parts[int(areas.part[away[0]])]
    problems.add(
        "points_in_other_areas" if most else "point_in_other_area",
        part.settings.file,
        row=int(areas.row[away[0]]),
        column=" / ".join(
            part.names[axis] for axis in ("longitude", "latitude", "x", "y") if axis in part.names
        ),
        value=f"{len(away)}/{len(given)}",
        expected=[*examples, *(["…"] if len(away) > EXAMPLES else [])],
        severity="error" if most else "warning",
        rows=len(away),
    )


def _areas_at(areas: Sheet, x: Floats, y: Floats) -> list[str]:
    """Id of the area at each place, "–" where there is none."""
    found = ["\N{EN DASH}"] * len(x)
    ids, shapes = areas.frame["area_id"].tolist(), areas.geometry
    assert shapes is not None
    point, area = shapely.STRtree(shapes).query(shapely.points(x, y), predicate="intersects")
    for at, which in zip(point.tolist(), area.tolist(), strict=True):
        found[at] = str(ids[which])
    return found
