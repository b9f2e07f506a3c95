"""About how many rows a file has, found without loading it: one far too large is refused instead."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from geodata.sources.apart import apart
from geodata.sources.apart_limits import limits_of
from geodata.sources.raw import UnreadableError

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
            limits = limits_of(path.stat().st_size, slowness=0.25)
            return apart(_features, f"GPKG:{path.resolve()}", layer, limits=limits)
        if kind in (".json", ".geojson"):
            return _occurrences(path, _FEATURE)
    except (OSError, ValueError, pa.ArrowException, UnreadableError):
        return None
    return None


def _features(source: str, layer: str | None) -> int:
    return int(pyogrio.read_info(source, layer=layer, force_feature_count=True)["features"])


def _occurrences(path: Path, text: bytes) -> int:
    found, end = 0, b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            joined = end + block
            found += joined.count(text)
            end = joined[max(0, len(joined) - len(text) + 1) :]
    return found
