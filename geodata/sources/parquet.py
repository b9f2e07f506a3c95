"""Parquet, and GeoParquet where the file says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.arrow_texts import column_texts
from geodata.sources.raw import Raw, UnreadableError


def read(path: Path, _file: str, _layer: str | None, _problems: Problems) -> Raw:
    """Text of a Parquet file; the first row after the (unseen) header is row 2, as in a table."""
    try:
        table = pq.ParquetFile(path).read()  # one file, whatever else lies in the folder
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("unreadable_file", "Parquet") from error
    geometry, crs, skip = _geometry(table)
    try:
        frame = DataFrame(
            {
                name: column_texts(table.column(name))
                for name in table.column_names
                if name != skip and not name.startswith("__index_level_")
            }
        )
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise UnreadableError("unreadable_file", "Parquet") from error
    return Raw(frame, np.arange(2, table.num_rows + 2, dtype=np.int64), geometry, crs)


def _geometry(table: pa.Table) -> tuple[NDArray[np.object_] | None, str | None, str | None]:
    """Shapes, their CRS and the column they come from, where the file is a GeoParquet."""
    metadata = (table.schema.metadata or {}).get(b"geo")
    if metadata is None:
        return None, None, None
    try:
        about: dict[str, Any] = json.loads(metadata)
        name = str(about["primary_column"])
        column = about["columns"][name]
        values = np.array(table.column(name).to_pylist(), dtype=object)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError("unreadable_file", "GeoParquet") from error
    if column.get("encoding") != "WKB":
        raise UnreadableError("unreadable_file", str(column.get("encoding")), ("WKB",))
    crs = column.get("crs", "OGC:CRS84")
    shapes = shapely.from_wkb(values, on_invalid="ignore")
    return np.asarray(shapes, dtype=object), crs if isinstance(crs, str | None) else json.dumps(crs), name
