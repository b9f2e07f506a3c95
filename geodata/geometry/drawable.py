"""Polygons as a map can draw them: without gaps or overlaps, no finer than it needs, in degrees."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

Geometries = NDArray[np.object_]

GAP_M = 20.0
"""Slivers between areas narrower than this are closed when drawn: two grid units."""

VERTICES_AN_AREA, VERTICES = 120, 250_000
"""What may be drawn: 120 vertices an area, 250,000 in all; finer borders are simplified to it."""


def drawable(geometry: Geometries) -> tuple[Geometries, float]:
    """Polygons that meet without gaps or overlaps and are no finer than a map needs.

    Parameters
    ----------
    geometry : array of Polygon or MultiPolygon
        In a planar CRS, metres.

    Returns
    -------
    geometry : array of Polygon or MultiPolygon
        The same where it already was so.
    tolerance : float
        Metres by which it was simplified, 0 where it was not.
    """
    if not shapely.coverage_is_valid(geometry, gap_width=GAP_M):
        valid = shapely.make_valid(geometry)
        # Newer than the stubs of shapely.
        cleaned = shapely.coverage_clean(valid, gap_width=GAP_M)  # type: ignore[attr-defined]
        geometry = np.where(shapely.is_empty(cleaned), geometry, cleaned)  # wholly under another area
    most = min(VERTICES, max(VERTICES_AN_AREA * len(geometry), 20_000))
    simplified, tolerance = geometry, 0.0
    while shapely.get_num_coordinates(simplified).sum() > most:
        tolerance = 1.5 * tolerance or 10.0
        simplified = shapely.coverage_simplify(geometry, tolerance)
    return simplified, tolerance


def in_degrees(geometry: Geometries, wgs84: Transformer) -> Geometries:
    """The same in longitude and latitude, by a transformer as of `geodata.geometry.degrees.to_degrees`."""
    moved: Geometries = shapely.transform(
        geometry, lambda xy: np.column_stack(wgs84.transform(xy[:, 0], xy[:, 1]))
    )
    return moved
