"""About how many rows a file has, found without loading it: one far too large is refused instead."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

_BLOCK = 16 * 1024**2
_FEATURE = b'"Feature"'


def row_count(path: Path, layer: str | None) -> int | None:
    """Records of a text file, rows of a Parquet file, features of a GeoPackage or GeoJSON.

    None where nothing is known without loading the file, as of sheets, which have a million rows at most,
    and of files that cannot be read.
    """
    kind = path.suffix.lower()
    try:
        if kind in (".csv", ".txt", ".tsv"):
            return max(0, _occurrences(path, b"\n") - 1)
        if kind in (".parquet", ".geoparquet"):
            return int(pq.ParquetFile(path).metadata.num_rows)
        if kind == ".gpkg":
            return int(pyogrio.read_info(f"GPKG:{path.resolve()}", layer=layer)["features"])
        if kind in (".json", ".geojson"):
            return _occurrences(path, _FEATURE)
    except (OSError, ValueError, pa.ArrowException, DataSourceError, DataLayerError):
        return None
    return None


def _occurrences(path: Path, text: bytes) -> int:
    found, end = 0, b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            joined = end + block
            found += joined.count(text)
            end = joined[max(0, len(joined) - len(text) + 1) :]
    return found
