"""A layer as a file for map programs: GeoPackage and GeoParquet, in the region's own CRS."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio

from dashboard.exports import geopackage_extras, qgis_style
from dashboard.exports.about import AboutLine
from dashboard.exports.map_classes import class_columns, map_classes
from dashboard.layers.areas import PLACE
from dashboard.layers.base import NUMBERS, Fill, Layer, Phrase, Table
from dashboard.tables.csv_files import provenance
from dashboard.tables.file_columns import MISSING, file_heading, missing_reasons
from dashboard.tables.row_shapes import row_shapes
from dashboard.tables.rows import is_missing
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.focus.place import Place


@dataclass(frozen=True, eq=False)
class GeoTable:
    """Rows with shapes, what each field is called, and how QGIS draws them."""

    name: str
    frame: gpd.GeoDataFrame
    aliases: Mapping[str, str]
    style: str


def rows_of(table: Table, assessment: Assessment, words: Words) -> GeoTable:
    """A table's rows where they lie, in the table's own order."""
    columns = {
        column.key: pd.Series([_stored(value, column.kind, words) for value in table.values[column.key]])
        for column in table.columns
    }
    frame = pd.DataFrame(columns)
    frame.insert(0, "id", pd.Series(list(table.ids), dtype="str"))
    reasons = missing_reasons(table, words)
    if reasons is not None:
        frame[MISSING] = pd.Series(reasons, dtype="str")
    crs = assessment.region.areas.crs
    geometry = gpd.GeoSeries(np.array(row_shapes(table, assessment), dtype=object), crs=crs)
    aliases = {"id": "id", **{column.key: file_heading(column, words) for column in table.columns}}
    aliases |= {} if reasons is None else {MISSING: words("column.missing")}
    style = _style(table, aliases, assessment, words)
    return GeoTable("layer", gpd.GeoDataFrame(frame, geometry=geometry, crs=crs), aliases, style)


def areas_of(
    layer: Layer, table: Table, assessment: Assessment, focus: Place, words: Words
) -> GeoTable | None:
    """Every area as the map colours it, with what the table says of it; None of a layer that colours none."""
    classes = class_columns(layer, assessment, focus, words)
    if classes is None:
        return None
    areas = assessment.region.areas
    frame = pd.DataFrame(
        {"area": areas["name"], "municipality": areas["municipality"], "persons": assessment.persons},
        index=areas.index,
    )
    aliases = {"id": "id", **{column.key: file_heading(column, words) for column in PLACE}}
    if table.row_kind == "area":
        more = [column for column in table.columns if column.key not in frame]
        aliases |= {column.key: file_heading(column, words) for column in more}
        aliases |= {MISSING: words("column.missing")}
        rows = rows_of(table, assessment, words).frame.set_index("id")
        frame = frame.join(pd.DataFrame(rows[[*(column.key for column in more), MISSING]]))
    frame = frame.join(classes)
    aliases |= {name: words(f"export.field.{name}") for name in classes.columns}
    frame.insert(0, "id", areas.index.astype("str"))
    fill = layer.values(assessment, focus)
    assert isinstance(fill, Fill)  # or it would have no classes
    style = qgis_style.areas_style(map_classes(layer, fill, assessment, words), aliases)
    shaped = gpd.GeoDataFrame(frame.reset_index(drop=True), geometry=areas.geometry.to_numpy(), crs=areas.crs)
    return GeoTable("map", shaped, aliases, style)


def gpkg_bytes(
    table: Table,
    assessment: Assessment,
    words: Words,
    about: Sequence[AboutLine] = (),
    layer: Layer | None = None,
    focus: Place | None = None,
) -> bytes:
    """A GeoPackage: `layer` holds the table's rows, `map` every area in its class, `about` what it is.

    Parameters
    ----------
    table : Table
    assessment : Assessment
    words : Words
    about : sequence of (str, str)
        What each line is, and what it says.
    layer : Layer, optional
        The layer that the table is of.
    focus : Place, optional
        What the layer is asked about.
    """
    rows = [rows_of(table, assessment, words)]
    if (
        layer is not None
        and focus is not None
        and (areas := areas_of(layer, table, assessment, focus, words))
    ):
        rows.append(areas)  # after the rows, which programs open first
    about = about or unlabelled(assessment, words)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        for at, layer_rows in enumerate(rows):
            pyogrio.write_dataframe(
                layer_rows.frame, path, layer=layer_rows.name, driver="GPKG", append=at > 0
            )
        about_frame = pd.DataFrame(
            {"what": [what for what, _ in about], "about": [text for _, text in about]}
        )
        pyogrio.write_dataframe(about_frame.astype("str"), path, layer="about", driver="GPKG", append=True)
        with sqlite3.connect(path) as file:
            for layer_rows in rows:
                geopackage_extras.name_fields(file, layer_rows.name, layer_rows.aliases)
                geopackage_extras.add_style(file, layer_rows.name, layer_rows.style)
            geopackage_extras.add_metadata(file, _metadata(about))
        file.close()
        return path.read_bytes()


def parquet_bytes(
    table: Table,
    assessment: Assessment,
    words: Words,
    about: Sequence[AboutLine] = (),
    layer: Layer | None = None,
    focus: Place | None = None,
) -> bytes:
    """GeoParquet: every area in its class where the layer colours areas, else the table's rows.

    Names of the fields, the style and what it is stand as JSON in the file's metadata, under `utbudskarta`.
    """
    rows = None
    if layer is not None and focus is not None:
        rows = areas_of(layer, table, assessment, focus, words)
    rows = rows or rows_of(table, assessment, words)
    about = about or unlabelled(assessment, words)
    out = io.BytesIO()
    rows.frame.to_parquet(out, compression="zstd", schema_version="1.1.0")
    written = pq.read_table(io.BytesIO(out.getvalue()))
    own = {"about": dict_of(about), "fields": dict(rows.aliases), "style": rows.style}
    metadata = {
        **(written.schema.metadata or {}),
        b"utbudskarta": json.dumps(own, ensure_ascii=False).encode(),
    }
    out = io.BytesIO()
    pq.write_table(written.replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


def unlabelled(assessment: Assessment, words: Words) -> list[AboutLine]:
    """What a file of no layer in particular says of itself."""
    return [("", line) for line in provenance(assessment, words)]


def dict_of(about: Sequence[AboutLine]) -> list[dict[str, str]]:
    """Lines as JSON: several may be of one kind."""
    return [{"what": what, "text": text} for what, text in about]


def _metadata(about: Sequence[AboutLine]) -> str:
    return json.dumps(dict_of(about), ensure_ascii=False)


def _style(table: Table, aliases: Mapping[str, str], assessment: Assessment, words: Words) -> str:
    if table.row_kind == "flow":
        heading = aliases.get("past", "")
        return qgis_style.flows_style(aliases, heading, words("export.style.near"))
    if table.row_kind == "unit":
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        operators = [(key, words(f"operator.{key}")) for key in OPERATORS]
        return qgis_style.units_style(aliases, form.shape, [*operators, ("", "")])
    return qgis_style.shapes_style(aliases)


def _stored(value: object, kind: str, words: Words) -> object:
    if isinstance(value, Phrase):
        return None if kind == "date" or kind in NUMBERS else words(value)
    if is_missing(value):
        return None
    if kind in NUMBERS:
        number = float(value)  # type: ignore[arg-type]  # a number, by its kind
        return None if np.isinf(number) else number
    if kind in ("flag", "date"):
        return bool(value) if kind == "flag" else str(value)
    return words.value(value, kind)
