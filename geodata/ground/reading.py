"""From an extract to the ground of a region."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

from geodata.contract.errors import RegionError
from geodata.contract.settings import Source
from geodata.ground.documents import square_documents
from geodata.ground.features import read_features
from geodata.ground.ground import Ground
from geodata.ground.squares import LEVELS, Geometries, degrees_around, squares_near
from geodata.network.extract import LICENCE

PUBLISHER: Final = "© OpenStreetMaps bidragsgivare"
TITLE: Final = "OpenStreetMap: {file}"
COVERS: Final = {
    "sv": "vägar, vatten, järnvägar och hållplatser under kartan när den visas nära",
    "en": "roads, water, railways and stops beneath the map when it is looked at closely",
}


def ground_of(extract: Path, areas: Geometries, crs: str) -> Ground:
    """The ground about some areas, out of an extract.

    Parameters
    ----------
    extract : Path
    areas : array of Polygon or MultiPolygon
    crs : str
        Of the areas; planar, in metres.

    Returns
    -------
    Ground

    Raises
    ------
    RegionError
        If the extract cannot be read, holds nothing there, or the region or the extract is too large.
    """
    features = read_features(extract, degrees_around(areas, crs))
    squares = {
        (level.zoom, column, row): gzip.compress(document, compresslevel=9, mtime=0)
        for level in LEVELS
        for (column, row), document in square_documents(features, squares_near(areas, crs, level), level)
    }
    if not squares:
        raise RegionError.of("ground_elsewhere", file=extract.name)
    source = Source(TITLE.format(file=extract.name), PUBLISHER, LICENCE, features.newest, COVERS)
    return Ground(source, squares)
