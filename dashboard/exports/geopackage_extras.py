"""What GeoPackage and QGIS keep beside the rows: names of fields, styles, metadata.

OGC 12-128r19, GeoPackage Encoding Standard 1.4: `gpkg_data_columns` (schema extension), `gpkg_metadata`
(metadata extension). `layer_styles` is QGIS's own table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_COLUMNS = """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name))"""
_STYLES = """
CREATE TABLE IF NOT EXISTS layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""
_METADATA = """
CREATE TABLE IF NOT EXISTS gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT '')"""
_REFERENCES = """
CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER)"""
_EXTENSIONS = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"""
STANDARD = "http://www.geopackage.org/spec131/#extension_"


def name_fields(file: sqlite3.Connection, table: str, aliases: Mapping[str, str]) -> None:
    """Give each field the name that people read; the same words twice are told apart by the field's own."""
    file.execute(_COLUMNS)
    _extension(file, "gpkg_data_columns", "gpkg_schema", "schema")
    taken: set[str] = set()
    for field, alias in aliases.items():
        name = alias if alias not in taken else f"{alias} ({field})"
        taken.add(name)
        file.execute(
            "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, title)"
            " VALUES (?, ?, ?, ?)",
            (table, field, name, alias),
        )


def add_style(file: sqlite3.Connection, table: str, style: str) -> None:
    """Keep a QML style that QGIS opens the layer with."""
    new = not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchone()
    file.execute(_STYLES)
    if new:
        file.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles')"
        )
    file.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
        " styleName, styleQML, styleSLD, useAsDefault, description, owner)"
        " VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '')",
        (table, f"utbudskarta-{table}", style),
    )


def add_metadata(file: sqlite3.Connection, content: str) -> None:
    """Keep what the file is, as JSON, for the whole of it."""
    file.execute(_METADATA)
    file.execute(_REFERENCES)
    for table in ("gpkg_metadata", "gpkg_metadata_reference"):
        _extension(file, table, "gpkg_metadata", "metadata")
    found = file.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)"
        " VALUES ('dataset', 'https://schema.org', 'application/json', ?)",
        (content,),
    )
    file.execute(
        "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', ?)",
        (found.lastrowid,),
    )


def _extension(file: sqlite3.Connection, table: str, name: str, page: str) -> None:
    file.execute(_EXTENSIONS)
    file.execute(
        "INSERT OR IGNORE INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
        (table, name, f"{STANDARD}{page}"),
    )
