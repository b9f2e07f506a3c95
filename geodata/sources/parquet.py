"""Parquet, and GeoParquet where the file says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.arrow_texts import column_texts
from geodata.sources.header_rows import COLUMNS_MOST
from geodata.sources.raw import Raw, UnreadableError
from geodata.sources.well_known import from_wkb

LARGEST: Final = 2 * 2**30
"""Bytes that a file may unfold to."""
CELLS_MOST: Final = 100_000_000


def read(path: Path, file: str, _layer: str | None, problems: Problems) -> Raw:
    """Text of a Parquet file; the first row after the (unseen) header is row 2, as in a table."""
    try:
        table = _bounded(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("unreadable_file", "Parquet") from error
    geometry, crs, skip = _geometry(table)
    if geometry is not None:
        given = table.column(skip).is_valid().to_numpy()
        for row in (np.flatnonzero(given & shapely.is_missing(geometry)) + 2).tolist():
            problems.add("unreadable_geometry", file, row=row)
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


def _bounded(path: Path) -> pa.Table:
    """The one file, whatever else lies in the folder; refused where it would unfold beyond memory.

    What it holds is known before it is read, but for texts that many rows share: those are kept shared
    until their length is known.
    """
    with pq.ParquetFile(path) as file:
        about, schema = file.metadata, file.schema_arrow
        columns = [file.schema.column(at) for at in range(about.num_columns)]
    groups = [about.row_group(at) for at in range(about.num_row_groups)]
    if len(schema) > COLUMNS_MOST:
        raise UnreadableError("too_many_columns", str(len(schema)), (str(COLUMNS_MOST),))
    if about.num_rows * max(1, about.num_columns) > CELLS_MOST:
        raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
    if sum(group.total_byte_size for group in groups) > LARGEST:
        raise UnreadableError("file_too_large")
    shared = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
    parts, size = [], 0
    with pq.ParquetFile(path, read_dictionary=shared) as file:
        for at in range(len(groups)):
            parts.append(file.read_row_group(at))
            size += sum(map(_unfolded, parts[-1].columns))
            if size > LARGEST:
                raise UnreadableError("file_too_large")
        return pa.concat_tables(parts) if parts else file.read()


def _unfolded(column: pa.ChunkedArray) -> int:
    """Bytes of a column's texts, each row with its own."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    return sum(
        int(pc.sum(pc.take(pc.binary_length(chunk.dictionary), chunk.indices)).as_py() or 0)
        for chunk in column.chunks
    )


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
    return from_wkb(values), crs if isinstance(crs, str | None) else json.dumps(crs), name
