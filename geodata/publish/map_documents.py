"""What a map draws of a region, as two documents that change only when the data does.

`shapes` is geometry (areas as shared arcs, background, places), `units` where each unit stands.
Coordinates leave the region's own CRS here and become WGS84 longitude and latitude.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pyproj import Transformer

from geodata.contract.settings import OPERATORS
from geodata.geometry.degrees import rounded_degrees, to_degrees
from geodata.geometry.drawable import drawable, in_degrees
from geodata.geometry.shared_borders import SCALE, Ints, grid, topology
from geodata.region import residents
from geodata.region.region import Region
from geodata.region.unit_places import unit_places

Document = dict[str, Any]


def shapes(region: Region) -> Document:
    """Areas, borders, background and places of a region, as the map reads them.

    Parameters
    ----------
    region : Region

    Returns
    -------
    dict
        `scale` (degrees in a grid unit), `arcs` (first point, then differences), `sides`, `areas`
        (signed references to arcs; see `geodata.geometry.shared_borders`), `ids`, `names`, `municipality`
        (position in `municipalities`, which ascend by id), `points`, `persons`, `background`,
        `places` and `bounds` (west, south, east, north); `ground` where there is any, see `Ground.index`.
    """
    areas = region.areas
    wgs84 = to_degrees(region.settings.crs)
    geometry, tolerance = drawable(areas.geometry.to_numpy())
    geometry = in_degrees(geometry, wgs84)
    drawn = topology(geometry)
    ids, municipality = np.unique(areas["municipality_id"].to_numpy(dtype=str), return_inverse=True)
    names = dict(zip(areas["municipality_id"].astype(str), areas["municipality"], strict=True))
    ground = {} if region.ground is None else {"ground": region.ground.index()}
    return ground | {
        "scale": SCALE,
        "arcs": [_deltas(arc) for arc in drawn.arcs],
        "sides": drawn.sides.tolist(),
        "areas": drawn.areas,
        "ids": areas.index.tolist(),
        "names": areas["name"].tolist(),
        "municipality": municipality.tolist(),
        "municipalities": [{"id": key, "name": names[key]} for key in ids.tolist()],
        "points": np.column_stack(rounded_degrees(areas["x"], areas["y"], wgs84, 4)).tolist(),
        "persons": residents.persons(region).tolist(),
        "background": _background(region.background, tolerance, wgs84),
        "places": _places(region, wgs84),
        "bounds": np.round(shapely.total_bounds(geometry), 4).tolist(),
    }


def units(region: Region) -> Document:
    """Where each unit stands and what kind it is, as the map reads it.

    Parameters
    ----------
    region : Region

    Returns
    -------
    dict
        Columns `ids`, `names`, `form` (position in `forms`), `operator` (position in `operators`),
        `lon`, `lat` (None without a place).
    """
    table = region.units
    lon, lat = unit_places(region.units, region.settings.crs)
    forms = list(region.settings.care_forms)
    operators = [*OPERATORS, ""]
    return {
        "ids": table.index.tolist(),
        "names": table["name"].tolist(),
        "form": [forms.index(form) for form in table["care_form"]],
        "operator": [operators.index(operator) for operator in table["operator"]],
        "lon": [x if np.isfinite(x) else None for x in lon.tolist()],
        "lat": [y if np.isfinite(y) else None for y in lat.tolist()],
        "forms": [{"key": form.key, "shape": form.shape} for form in region.settings.care_forms.values()],
        "operators": operators,
    }


def compact_json(document: Mapping[str, Any]) -> bytes:
    """The document as compact JSON; a value that JSON lacks (NaN, infinity) is an error."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _deltas(points: Ints) -> list[int]:
    """First point, then differences, flat: small numbers compress well."""
    return np.diff(points, axis=0, prepend=0).ravel().tolist()


def _background(background: GeoDataFrame, tolerance: float, wgs84: Transformer) -> Document:
    kinds: Document = {"land": [], "water": []}
    if background.empty:
        return kinds
    for kind, polygons in kinds.items():
        geometry = background.geometry.to_numpy()[background["kind"].to_numpy() == kind]
        parts = shapely.get_parts(shapely.simplify(geometry, tolerance) if tolerance else geometry)
        for polygon in in_degrees(parts[shapely.get_dimensions(parts) == 2], wgs84):
            rings = [_ring(ring) for ring in shapely.get_rings(polygon)]
            if len(rings[0]) >= 3:
                polygons.append([_deltas(ring) for ring in rings if len(ring) >= 3])
    return kinds


def _ring(ring: shapely.LinearRing) -> Ints:
    """An open ring on the grid, without repeated points."""
    points = grid(shapely.get_coordinates(ring))
    moves: NDArray[np.bool_] = (np.diff(points, axis=0) != 0).any(axis=1)
    return points[:-1][moves]


def _places(region: Region, wgs84: Transformer) -> list[Document]:
    places = region.places
    if places.empty:
        return []
    lon, lat = rounded_degrees(places["x"], places["y"], wgs84, 4)
    rows = zip(places["name"], lon.tolist(), lat.tolist(), places["persons"].tolist(), strict=True)
    return [{"name": name, "lon": x, "lat": y, "persons": persons} for name, x, y, persons in rows]
