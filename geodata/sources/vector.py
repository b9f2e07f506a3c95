"""Files of shapes that GDAL reads: GeoPackage, Shapefile, FlatGeobuf, KML, GML, TopoJSON, GPX, MapInfo.

They are read in a process of its own, by drivers of plain files alone: a view of a GeoPackage may be any
query, one without end too, and XML may name what is elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.apart import apart
from geodata.sources.arrow_texts import column_texts
from geodata.sources.companions import laid_together
from geodata.sources.dbf_encoding import encoding_of
from geodata.sources.layers import named_layer
from geodata.sources.raw import Raw, UnreadableError
from geodata.sources.well_known import from_wkb
from geodata.sources.xml_root import xml_root

KINDS: Final = {
    ".gpkg": "GeoPackage",
    ".shp": "Shapefile",
    ".fgb": "FlatGeobuf",
    ".kml": "KML",
    ".gml": "GML",
    ".topojson": "TopoJSON",
    ".gpx": "GPX",
    ".tab": "MapInfo TAB",
    ".mif": "MapInfo MIF",
}
"""What each ending is of."""
_BEGINS: Final = {
    ".gpkg": b"SQLite format 3\0",
    ".shp": b"\x00\x00\x27\x0a",
    ".fgb": b"fgb\x03",
    ".tab": b"!table",
    ".mif": b"version",
}
_ROOTS: Final = {".kml": ("kml", "Document", "Folder", "Placemark"), ".gpx": ("gpx",), ".gml": ()}
XML: Final = tuple(_ROOTS)
"""Endings of kinds that are XML."""
_DRAWN_ONLY: Final = ("altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon")
"""Columns of KML that say how something is drawn."""
_OF_PROGRAMS: Final = ("layer_styles", "qgis_projects")
"""Layers of a GeoPackage that QGIS keeps its own matters in."""
_FIXED_COLUMNS: Final = (".kml", ".gpx")
"""Kinds that have the same columns whether they are used or not."""


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """Attributes and shapes of one layer (the first unless named); features are numbered from 1."""
    own = path.suffix.lower()
    # a GeoPackage is known by its content, whatever it is called
    return read_as(own if own in KINDS else ".gpkg", path, file, layer, problems)


def read_as(ending: str, path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """The same of a file that is of a kind, whatever it is called: an ending of `KINDS` or `.esrijson`."""
    return apart(opened, ending, path, file, layer, problems)


def opened(ending: str, path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """The same, in this process, whose working folder is for what is laid there.

    Raises
    ------
    UnreadableError
        If it is no such file, lacks a companion or has no such layer.
    """
    _refuse_others(path, ending)
    source = laid_together(path, Path(), ending)
    encoding = encoding_of(source, file, problems) if ending == ".shp" else None
    try:
        return _layer(source, path.stem, file, layer, encoding, problems)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # a damaged file raises what the driver happens to meet
        raise UnreadableError("unreadable_file", KINDS.get(ending, "Esri JSON")) from error


def _refuse_others(path: Path, ending: str) -> None:
    """Refuse what is not of the kind that its name says."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    begins = _BEGINS.get(ending)
    if begins is not None and not head.lower().startswith(begins.lower()):
        raise UnreadableError("unreadable_file", KINDS[ending])
    if ending == ".tab" and b"type native" not in b" ".join(head.lower().split()):
        raise UnreadableError("unreadable_file", "MapInfo TAB, Type NATIVE")  # others name further files
    if ending in _ROOTS:
        root = xml_root(path)
        if _ROOTS[ending] and root not in _ROOTS[ending]:
            raise UnreadableError("unreadable_file", KINDS[ending])


def _layer(
    source: Path, stem: str, file: str, layer: str | None, encoding: str | None, problems: Problems
) -> Raw:
    ending = source.suffix
    names = _names(source, stem)
    shown = _chosen(source, names, file, layer, problems)
    inner = names[shown]
    about, table = pyogrio.raw.read_arrow(source, layer=inner, encoding=encoding)
    column = about["geometry_name"] or "wkb_geometry"
    geometry = None
    if about["geometry_type"] is not None and column in table.column_names:
        geometry = _shapes(source, inner, table.column(column), file, problems)
    texts = {name: column_texts(table.column(name)) for name in table.column_names if name != column}
    if ending in _FIXED_COLUMNS:
        texts = {name: each for name, each in texts.items() if name not in _DRAWN_ONLY and each.any()}
    frame = DataFrame(texts, index=range(table.num_rows))
    crs, assumed = about["crs"], False
    if ending == ".topojson" and crs is None:
        crs, assumed = "OGC:CRS84", True
    return Raw(frame, np.arange(1, table.num_rows + 1, dtype=np.int64), geometry, crs, assumed)


def _names(source: Path, stem: str) -> dict[str, str]:
    """Layers of a file as people see them, and as the library does; an only one is called as the file."""
    layers = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
    if layers == [source.stem]:
        return {stem: source.stem}
    return {name: name for name in layers if name not in _OF_PROGRAMS}


def _chosen(source: Path, names: dict[str, str], file: str, layer: str | None, problems: Problems) -> str:
    """The layer that is named, else the first that holds anything; it is said where there are several."""
    if layer is not None:
        return named_layer(list(names), layer, file, problems)
    if not names:
        raise UnreadableError("missing_layer", layer, ())
    some = list(names)
    if len(names) > 1 and source.suffix in (*_FIXED_COLUMNS, ".gml"):
        some = [name for name, inner in names.items() if _features(source, inner)] or some
    if len(some) > 1:
        lines = tuple(f'layer = "{name}"' for name in some)
        problems.add("first_layer", file, value=some[0], expected=lines, severity="warning")
    return some[0]


def _features(source: Path, layer: str) -> int:
    return int(pyogrio.read_info(source, layer=layer, force_feature_count=True)["features"])


def _shapes(
    source: Path, layer: str, column: pa.ChunkedArray, file: str, problems: Problems
) -> NDArray[np.object_]:
    """Plane shapes of straight lines; those that are none are told by their rows."""
    values: NDArray[np.object_] = column.to_numpy()
    given = np.array([value is not None for value in values], dtype=bool)
    shapes = from_wkb(values)
    if (given & shapely.is_missing(shapes)).any():  # curves: straightened where read one by one
        _, _, values, _ = pyogrio.raw.read(source, layer=layer, columns=[])
        shapes = from_wkb(values)
    lost = given & shapely.is_missing(shapes)
    for row in (np.flatnonzero(lost) + 1).tolist():
        problems.add("unreadable_geometry", file, row=row)
    return np.asarray(shapely.force_2d(shapes), dtype=object)
