"""Candidate sites: where the residents of each area are, or the rows of a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import DataFrame, Index
from pyproj import Transformer

from geodata import sources
from geodata.checks.around import SURROUNDINGS_M
from geodata.contract.errors import SitingError
from geodata.contract.problems import Problems
from geodata.geometry.degrees import WGS84, to_degrees
from geodata.region.region import Region
from geodata.region.standing import areas_of_new_units
from geodata.sources.raw import Raw

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST = 10
"""Bad rows that an error names; it says how many more there are."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Sites where a unit could be, in order.

    Attributes
    ----------
    ids, names : tuple of str
        An area's, or as the file has them: `site_id`, else the row's number; `name`, else that of the
        area it stands in, "" outside the region.
    x, y : float64, shape (sites,)
        Metres in the region's CRS.
    area : int64, shape (sites,)
        Position of the area it stands in, -1 outside the region.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    x: Floats
    y: Floats
    area: Ints

    def degrees(self, crs: str) -> tuple[Floats, Floats]:
        """Longitude and latitude (WGS 84) of each site, for a region of that CRS; shape (sites,)."""
        lon, lat = to_degrees(crs).transform(self.x, self.y)
        return np.asarray(lon, np.float64), np.asarray(lat, np.float64)


def area_candidates(region: Region) -> Candidates:
    """A site in every area, where its residents are."""
    areas = region.areas
    return Candidates(
        tuple(areas.index),
        tuple(areas["name"]),
        areas["x"].to_numpy(np.float64),
        areas["y"].to_numpy(np.float64),
        np.arange(len(areas)),
    )


def file_candidates(region: Region, path: Path) -> Candidates:
    """Sites of a table: CSV, Excel, Parquet, GeoPackage or GeoJSON.

    Each row has an `area_id`, for a site where that area's residents are; or `longitude` and
    `latitude` (WGS 84); or `x` and `y` in the region's CRS. `site_id` and `name` may stand beside them.

    Parameters
    ----------
    region : Region
    path : Path

    Raises
    ------
    SitingError
        If the file cannot be read, has none of the columns, or any row is wrong; the message names
        rows, columns and what was expected.
    """
    problems = Problems()
    raw = sources.read(path, path.name, None, problems)
    if raw is None or problems.errors:
        problem = problems.found[0] if problems.found else None
        row = f", row {problem.row}" if problem and problem.row else ""
        raise SitingError(
            f"{path}{row}: the candidate sites cannot be read ({problem.code if problem else 'no table'})."
        )
    if raw.frame.empty:
        raise SitingError(f"{path}: there are no candidate sites in it.")
    x, y = _places(region, raw, path)
    _refuse_far(region, raw, path, x, y)
    area = areas_of_new_units(region, x, y).astype(np.int64)
    names = region.areas["name"].to_numpy()
    ids = _column(raw.frame, "site_id", "area_id")
    site_names = _column(raw.frame, "name")
    return Candidates(
        tuple(ids[at] or str(row) for at, row in enumerate(raw.rows.tolist())),
        tuple(
            site_names[at] or (str(names[position]) if position >= 0 else "")
            for at, position in enumerate(area.tolist())
        ),
        x,
        y,
        area,
    )


def _places(region: Region, raw: Raw, path: Path) -> tuple[Floats, Floats]:
    frame, crs = raw.frame, region.settings.crs
    if "area_id" in frame:
        at = region.areas.index.get_indexer(Index(frame["area_id"]))
        wrong = np.flatnonzero(at < 0).tolist()
        if wrong:
            ids = frame["area_id"].to_numpy()
            _refuse(path, raw, [(row, f"“{ids[row]}” is not an area of this region") for row in wrong])
        homes = region.areas.iloc[at]
        return homes["x"].to_numpy(np.float64), homes["y"].to_numpy(np.float64)
    for names, system in ((("longitude", "latitude"), WGS84), (("x", "y"), crs)):
        if set(names) <= set(frame):
            first, second = (_numbers(frame, name, raw, path) for name in names)
            return _moved(first, second, system, crs)
    if raw.geometry is not None:
        wrong = np.flatnonzero(shapely.get_type_id(raw.geometry) != 0).tolist()
        _refuse(path, raw, [(row, "the geometry is not a point") for row in wrong])
        return _moved(shapely.get_x(raw.geometry), shapely.get_y(raw.geometry), raw.crs or crs, crs)
    raise SitingError(
        f"{path}: candidate sites need a column `area_id`, or `longitude` and `latitude`, or `x` and `y` "
        f"in {crs}; it has {', '.join(frame.columns)}."
    )


def _numbers(frame: DataFrame, name: str, raw: Raw, path: Path) -> Floats:
    found, wrong = np.full(len(frame), np.nan), []
    for at, text in enumerate(frame[name]):
        try:
            found[at] = float(text.strip().replace(",", "."))
        except ValueError:
            wrong.append((at, f"“{text}” in {name} is not a number"))
    _refuse(path, raw, wrong)
    return found


def _moved(first: Floats, second: Floats, system: str, crs: str) -> tuple[Floats, Floats]:
    x, y = Transformer.from_crs(system, crs, always_xy=True).transform(first, second)
    return np.asarray(x, np.float64), np.asarray(y, np.float64)


def _refuse_far(region: Region, raw: Raw, path: Path, x: Floats, y: Floats) -> None:
    west, south, east, north = region.areas.total_bounds
    margin = SURROUNDINGS_M
    near = (x > west - margin) & (x < east + margin) & (y > south - margin) & (y < north + margin)
    message = f"the place lies more than {margin / 1000:.0f} km from the region: are its coordinates swapped?"
    _refuse(path, raw, [(at, message) for at in np.flatnonzero(~near).tolist()])


def _refuse(path: Path, raw: Raw, wrong: list[tuple[int, str]]) -> None:
    if not wrong:
        return
    lines = [f"{path}, row {raw.rows[at]}: {what}" for at, what in wrong[:_MOST]]
    if len(wrong) > _MOST:
        lines.append(f"… and {len(wrong) - _MOST} rows more")
    raise SitingError("\n".join(lines))


def _column(frame: DataFrame, *names: str) -> list[str]:
    present = next((name for name in names if name in frame), None)
    return [""] * len(frame) if present is None else frame[present].tolist()
