"""The map itself, empty: assets/map draws on it."""

from __future__ import annotations

import dash_leaflet as dl

from dashboard.components import ids
from geodata.region.region import Region


def base_map(region: Region) -> dl.Map:
    """A map of a region with its scale and zoom buttons; geometry travels once, to the browser."""
    west, south, east, north = region.areas.to_crs("EPSG:4326").total_bounds
    return dl.Map(
        [
            dl.ScaleControl(imperial=False, position="bottomright"),
            dl.ZoomControl(position="bottomright"),
        ],
        id=ids.MAP,
        center=[(south + north) / 2, (west + east) / 2],
        zoom=8,
        minZoom=4,
        maxZoom=15,
        zoomSnap=0.25,
        zoomDelta=1,
        wheelPxPerZoomLevel=90,
        zoomControl=False,
        attributionControl=False,
        trackViewport=False,
        className="map",
    )
