"""The region's own system: whether it measures true where the region lies."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import CRS

from geodata.checks.readings import evenly
from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.geometry.scale import TRUE, fitting_system, scale_error
from geodata.geometry.systems import SWEREF99_TM, WGS84, moved, titled


def checked_scale(areas: Sheet, crs: CRS, problems: Problems) -> None:
    """Report a system by which journeys would come out too long or too short in the region's areas.

    Parameters
    ----------
    areas : Sheet
        With shapes in `crs`.
    crs : CRS
        The region's.
    problems : Problems
    """
    if areas.geometry is None:
        return
    bounds = shapely.bounds(areas.geometry)
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    given = np.isfinite(x) & np.isfinite(y)
    if not given.any():
        return
    x, y = x[given], y[given]
    farthest = [axis.argmin() for axis in (x, y)] + [axis.argmax() for axis in (x, y)]
    at = np.unique([*evenly(np.ones(len(x), dtype=bool)), *farthest])
    lon, lat = moved(x[at], y[at], crs, WGS84)
    if not (np.isfinite(lon) & np.isfinite(lat)).any():
        return
    error = scale_error(crs, lon, lat)
    if abs(error) <= TRUE:
        return
    better = fitting_system(lon, lat) or SWEREF99_TM
    problems.add(
        "crs_not_true",
        FILE_NAME,
        column="crs",
        value=f"{titled(crs)}: {_per_cent(error)}",
        expected=(f'crs = "{better}"',),
    )


def _per_cent(error: float) -> str:
    return f"{100 * error:+.{0 if abs(error) >= 0.1 else 1}f} %".replace("-", "\N{MINUS SIGN}")
