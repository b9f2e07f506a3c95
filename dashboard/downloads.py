"""Tables as files: CSV that a spreadsheet opens as it should, and GeoPackage with the geometry."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from shapely import LineString, union_all
from shapely.geometry.base import BaseGeometry

from dashboard.i18n import Words
from dashboard.layers.base import NUMBERS, Said, Table
from dashboard.table_rows import heading_text, is_missing
from dashboard.travel_words import travel_sentence
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
    geometry = gpd.GeoSeries(np.array(_shapes(table, assessment), dtype=object), crs=region.areas.crs)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        gpd.GeoDataFrame(frame, geometry=geometry, crs=region.areas.crs).to_file(
            path, layer="layer", driver="GPKG", engine="pyogrio"
        )
        about = pd.DataFrame({"about": provenance(assessment, words)})
        pyogrio.write_dataframe(about, path, layer="about", driver="GPKG", append=True)
        return path.read_bytes()


def provenance(assessment: Assessment, words: Words) -> list[str]:
    """Notice, region, version and sources: what every file says about itself."""
    region = assessment.region
    said = [words.of(region.settings.notice)] if region.settings.notice else []
    name, version = words.of(region.settings.name), f"{words('ui.version')} {region.version}"
    said.append(
        ", ".join(
            part for part in (name, version if region.version else "", words.date(region.built[:10])) if part
        )
    )
    said.append(travel_sentence(region, words))
    said += [
        f"{source.title}, {source.publisher}, {source.licence}, {source.date}"
        for source in region.settings.sources
    ]
    return said


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one."""
    return f"'{text}" if text.startswith(RISKY) else text


def plain_number(number: float, words: Words) -> str:
    """A number as a spreadsheet reads it: no thousands, no powers of ten, the language's decimal sign."""
    text = np.format_float_positional(number, precision=6, trim="-")
    return text.replace(".", ",") if words.language == "sv" else text


def _plain(value: object, kind: str, words: Words) -> str:
    if is_missing(value):
        return words("why.missing")
    if kind in NUMBERS and not isinstance(value, Said):
        number = float(value)  # type: ignore[arg-type]  # a number, by its kind
        if np.isinf(number):
            return words.value(number, kind)
        return plain_number(number, words)
    if kind == "date" and not isinstance(value, Said):
        return str(value)  # ISO: a spreadsheet sorts it
    return safe(words.value(value, kind))


def _stored(value: object, kind: str, words: Words) -> object:
    if isinstance(value, Said):
        return None if kind == "date" or kind in NUMBERS else words(value)
    if is_missing(value):
        return None
    if kind in NUMBERS:
        number = float(value)  # type: ignore[arg-type]  # a number, by its kind
        return None if np.isinf(number) else number
    if kind in ("flag", "date"):
        return bool(value) if kind == "flag" else str(value)
    return words.value(value, kind)


def _shapes(table: Table, assessment: Assessment) -> list[BaseGeometry | None]:
    """The shape of each row, None for what has no place."""
    region = assessment.region
    areas = dict(zip(region.areas.index, region.areas.geometry, strict=True))
    units = dict(zip(region.units.index, region.units.geometry, strict=True))
    if table.row_kind == "area":
        return [areas[one] for one in table.ids]
    if table.row_kind == "unit":
        return [units[one] for one in table.ids]
    if table.row_kind == "zone":
        parts = {zone.id: region.areas.index[zone.areas].tolist() for zone in assessment.zones}
        return [union_all([areas[one] for one in parts[id_]]) for id_ in table.ids]
    if table.row_kind == "kpi":
        return [None] * len(table.ids)  # operators and pairs of kinds stand nowhere
    if table.row_kind == "municipality":
        members = region.areas.groupby("municipality_id").groups
        return [union_all([areas[one] for one in members[id_]]) for id_ in table.ids]
    homes = dict(zip(region.areas.index, zip(region.areas["x"], region.areas["y"], strict=True), strict=True))
    stand = {key: point.coords[0] for key, point in units.items() if point is not None}
    begin, end = {**homes, **table.places}, {**stand, **table.places}
    return [_ribbon(begin, end, *id_.split(">")) for id_ in table.ids]


def _ribbon(
    begin: Mapping[str, tuple[float, ...]], end: Mapping[str, tuple[float, ...]], home: str, unit: str
) -> LineString | None:
    known = home in begin and unit in end and begin[home] != end[unit]
    return LineString([begin[home], end[unit]]) if known else None
