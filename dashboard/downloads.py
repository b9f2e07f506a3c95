"""Tables as files: CSV that a spreadsheet opens as it should, and GeoPackage with the geometry."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import LineString

from dashboard.components.data_table import heading_text
from dashboard.i18n import Words
from dashboard.layers.base import Said, Table
from dashboard.table_rows import is_missing
from geodata.assessment import Assessment

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet."""


def csv_bytes(table: Table, assessment: Assessment, words: Words) -> bytes:
    """A table as CSV: semicolons and decimal commas in Swedish, commas and points in English.

    The last lines say region, version, sources and, where it is, that it is example data.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, so that spreadsheets read å, ä and ö.
    """
    swedish = words.language == "sv"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if swedish else ",", lineterminator="\r\n")
    writer.writerow(["id", *(safe(heading_text(column, words)) for column in table.columns)])
    for at, id_ in enumerate(table.ids):
        cells = [_plain(table.values[column.key][at], column.kind, words) for column in table.columns]
        writer.writerow([safe(id_), *cells])
    writer.writerow([])
    for line in provenance(assessment, words):
        writer.writerow([safe(line)])
    return out.getvalue().encode("utf-8-sig")


def gpkg_bytes(table: Table, assessment: Assessment, words: Words) -> bytes:
    """A table with its geometry as GeoPackage, in the region's own CRS; a layer `about` says what it is.

    Flows become lines from residence to unit; municipalities and zones become their areas merged.
    """
    region = assessment.region
    frame = pd.DataFrame(
        {
            column.key: pd.Series([_stored(one, column.kind, words) for one in table.values[column.key]])
            for column in table.columns
        }
    )
    frame.insert(0, "id", pd.Series(list(table.ids), dtype="str"))
    geometry = gpd.GeoSeries([_geometry(table, one, assessment) for one in table.ids], crs=region.areas.crs)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        gpd.GeoDataFrame(frame, geometry=geometry, crs=region.areas.crs).to_file(
            path, layer="layer", driver="GPKG", engine="pyogrio"
        )
        about = gpd.GeoDataFrame({"about": provenance(assessment, words)}, geometry=[None] * len(provenance(assessment, words)))
        about.to_file(path, layer="about", driver="GPKG", engine="pyogrio", mode="a")
        return path.read_bytes()


def provenance(assessment: Assessment, words: Words) -> list[str]:
    """Notice, region, version and sources: what every file says about itself."""
    region = assessment.region
    said = [words.of(region.settings.notice)] if region.settings.notice else []
    said.append(
        f"{words.of(region.settings.name)}, {words('ui.version')} {region.version}, {words.date(region.built[:10])}"
    )
    said += [
        f"{source.title}, {source.publisher}, {source.licence}, {source.date}" for source in region.settings.sources
    ]
    return said


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one."""
    return f"'{text}" if text.startswith(RISKY) else text


def _plain(value: object, kind: str, words: Words) -> str:
    if is_missing(value):
        return words("why.missing")
    if kind in ("count", "number", "share", "minutes", "currency", "index"):
        number = float(value)  # type: ignore[arg-type]  # a number, by its kind
        if np.isinf(number):
            return words("format.unreachable")
        text = f"{number:.6g}" if kind != "count" else f"{number:.0f}"
        return text.replace(".", ",") if words.language == "sv" else text
    return safe(words.value(value, kind))


def _stored(value: object, kind: str, words: Words) -> object:
    if isinstance(value, Said):
        return words(value)
    if is_missing(value):
        return None
    if kind in ("count", "number", "share", "minutes", "currency", "index"):
        number = float(value)  # type: ignore[arg-type]  # a number, by its kind
        return None if np.isinf(number) else number
    return words.value(value, kind)


def _geometry(table: Table, id_: str, assessment: Assessment) -> object:
    region = assessment.region
    if table.row_kind == "unit":
        return region.units.geometry.loc[id_]
    if table.row_kind == "area":
        return region.areas.geometry.loc[id_]
    if table.row_kind == "municipality":
        return region.areas.geometry[region.areas["municipality_id"] == id_].union_all()
    if table.row_kind == "zone":
        zone = next(one for one in assessment.zones if one.id == id_)
        return region.areas.geometry.iloc[zone.areas].union_all()
    home, unit = id_.split(">")
    point = region.units.geometry.get(unit) if unit else None
    if not home or point is None:
        return None
    return LineString([(region.areas.at[home, "x"], region.areas.at[home, "y"]), (point.x, point.y)])
