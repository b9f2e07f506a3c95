"""What each area is made of: points within the areas, and whether they tell of the table's residents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.checks.places import area_of_unit
from geodata.checks.sheet import EXAMPLES, Bools, Sheet
from geodata.contract.columns import Table
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import the_table
from geodata.region.population_points import PopulationPoints
from geodata.region.region import Account, Region
from geodata.region.residents import persons
from geodata.region.visits import NOWHERE
from geodata.travel.model import model_of

ASTRAY_IN_ALL = 0.1
"""Part of the region's residents that its points may have more or fewer of."""

ASTRAY = 0.5
"""The same of one area's residents."""

ASTRAY_PERSONS = 100
"""Fewer persons too many or too few in an area are nothing to warn of: grids are rounded and protected."""

PLACES_MOST = 1_000_000
"""Places that a region's points may be: a worker comes to hold two kilobytes of each, so two gigabytes."""

_CLASS = ["point", "age_from", "age_to"]

Floats = NDArray[np.float64]


def too_many(count: int | None, table: Table, settings: TableSettings, problems: Problems) -> bool:
    """Whether a file has more rows, wide ones made long, than are read of its table: then it is a problem."""
    rows = (count or 0) * max(1, len(settings.melt))
    if table.most is None or rows <= table.most:
        return False
    problems.add("too_many_rows", settings.file, value=_number(rows), expected=(_number(table.most),))
    return True


def middles(sheet: Sheet) -> Sheet:
    """The sheet with a point in the middle of every polygon, such as a cell of a grid."""
    if sheet.geometry is None:
        return sheet
    shapes = sheet.geometry.copy()
    cells = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    shapes[cells] = shapely.centroid(shapes[cells])
    return replace(sheet, geometry=shapes)


def with_points(region: Region, sheet: Sheet | None, areas: Sheet) -> tuple[Region, list[Account]]:
    """The region with its population points, and what was kept apart.

    Points at the same place are one, in the area that units there would stand in; those outside the areas
    are set aside, and rows of nobody make no point. An area without any has one at its own place. An area
    for which the table of areas gives no place has it in the middle of its points, weighted by persons,
    or at the nearest of them where the middle falls outside the area.

    Parameters
    ----------
    region : Region
    sheet : Sheet or None
        Rows with `x` and `y` in the region's CRS. None, and where minutes come from a table of the
        region's own: the region as it is.
    areas : Sheet
        Whose `x` and `y` say which areas have a place of their own.
    """
    if sheet is None or model_of(region) == "table":
        return region, []
    area = area_of_unit(sheet, region.areas.geometry.to_numpy())
    accounts = sheet.account("outside", "set_aside", area == NOWHERE, "geometry")
    living = (sheet.frame["persons"] > 0).to_numpy(dtype=bool) & (area != NOWHERE)
    lacking = np.bincount(area[living], minlength=len(region.areas)) == 0
    points = _points(sheet.take(living), area[living], region.areas, lacking)
    given = areas.frame.set_index("area_id")[["x", "y"]].notna().all(axis=1)
    own = given.reindex(region.areas.index).to_numpy(dtype=bool)
    return replace(region, areas=_moved(region.areas, points, own), points=points), [
        *accounts,
        *_without(region, lacking),
    ]


def checked_points(region: Region, problems: Problems) -> None:
    """Warn of points that cannot be used, and of those that tell of others than the table of residents.

    More than `PLACES_MOST` places are an error.

    The region's sum may be a tenth of its residents away; an area's half of its, and `ASTRAY_PERSONS`.
    An area without a point is none of these: there is an account of it.
    """
    file = _file(region.settings)
    if file is None:
        return
    points = region.points
    if points is None:
        problems.add("points_not_used", FILE_NAME, column="travel.model", value="table", severity="warning")
        return
    if len(points.x) > PLACES_MOST:
        problems.add("too_many_points", file, value=_number(len(points.x)), expected=(_number(PLACES_MOST),))
    residents = persons(region, "")
    of_area = points.area[points.people["point"].to_numpy()]
    counted = np.bincount(of_area, points.people["persons"].to_numpy(), minlength=len(region.areas))
    whole, known = float(counted.sum()), int(residents.sum())
    if abs(whole - known) > ASTRAY_IN_ALL * known:
        problems.add(
            "points_differ_in_all",
            file,
            column="persons",
            value=_number(whole),
            expected=(_number(known),),
            severity="warning",
        )
    away = np.abs(counted - residents)
    placed = np.bincount(of_area, minlength=len(region.areas)) > 0
    astray = np.flatnonzero(placed & (away > ASTRAY * residents) & (away >= ASTRAY_PERSONS))
    if len(astray):
        first = astray[np.argsort(-away[astray], kind="stable")][:EXAMPLES]
        named = [
            f"{name} {_number(counted[at])} / {_number(residents[at])}"
            for name, at in zip(_named(region.areas, first), first.tolist(), strict=True)
        ]
        problems.add(
            "points_differ",
            file,
            column="persons",
            value=str(len(astray)),
            expected=named,
            severity="warning",
        )


def _points(sheet: Sheet, area: NDArray[np.int32], areas: GeoDataFrame, lacking: Bools) -> PopulationPoints:
    """Points of all rows, and one at the place of each area that has none."""
    frame, without = sheet.frame, np.flatnonzero(lacking)
    x, y = (
        np.concatenate((frame[axis].to_numpy(float), areas[axis].to_numpy()[without])) for axis in ("x", "y")
    )
    within = np.concatenate((area, without)).astype(np.int32)
    order = np.lexsort((y, x, within))
    x, y, within = x[order], y[order], within[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(within) != 0) | (np.diff(x) != 0) | (np.diff(y) != 0)
    point = np.empty(len(order), dtype=np.int32)
    point[order] = np.cumsum(new) - 1
    unknown = Series(np.nan, index=frame.index)
    rows = DataFrame(
        {
            "point": point[: len(frame)],
            "age_from": frame.get("age_from", unknown).fillna(0).astype(np.int32),
            "age_to": frame.get("age_to", unknown).fillna(-1).astype(np.int32),
            "persons": frame["persons"].astype(np.float64),
        }
    )
    people = rows.groupby(_CLASS)["persons"].sum().reset_index()
    return PopulationPoints(x[new], y[new], within[new], people)


def _moved(areas: GeoDataFrame, points: PopulationPoints, own: Bools) -> GeoDataFrame:
    """The areas, those without a place of their own where their points say."""
    shares = points.shares(None)
    x, y = (np.bincount(points.area, shares * axis) for axis in (points.x, points.y))
    away = np.hypot(points.x - x[points.area], points.y - y[points.area])
    nearest = np.lexsort((away, points.area))[points.begins[:-1]]
    inside = shapely.intersects_xy(areas.geometry.to_numpy(), x, y)
    return areas.assign(
        x=np.where(own, areas["x"], np.where(inside, x, points.x[nearest])),
        y=np.where(own, areas["y"], np.where(inside, y, points.y[nearest])),
    )


def _without(region: Region, lacking: Bools) -> list[Account]:
    residents = persons(region, "")
    which = np.flatnonzero(lacking & (residents > 0))
    if not len(which):
        return []
    named = _named(region.areas, which[:EXAMPLES])
    return [Account("areas", "no_points", "kept", len(which), int(residents[which].sum()), named)]


def _named(areas: GeoDataFrame, at: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(f"{name} ({code})" for code, name in areas["name"].iloc[at].items())


def _file(settings: RegionSettings) -> str | None:
    """First file of the region's population points, None where it has none."""
    tables = settings.tables.items()
    return next((each.file for key, each in tables if the_table(key).name == "population_points"), None)


def _number(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")
