"""JSON: what it is says its content. JSON-stat is a table, a row a cell; the rest is GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources import geojson
from geodata.sources.json_stat import JsonStatError, read_cube
from geodata.sources.raw import Raw, UnreadableError

LARGEST: Final = 2**28
"""Bytes of a file of JSON-stat."""
_HEAD: Final = 2**16


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """Code and label of each dimension, value and status; the first cell is row 2, as below a header."""
    if not _may_be_stat(path):
        return geojson.read(path, file, layer, problems)
    if path.stat().st_size > LARGEST:
        raise UnreadableError("text_too_large", f"{path.stat().st_size // 2**20} MB", ("CSV",))
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise UnreadableError("unreadable_file", "UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableError("not_json", error.msg, row=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError("not_json") from error
    dataset = _dataset(content)
    if dataset is None:
        return geojson.read(path, file, layer, problems)
    try:
        cube = read_cube(dataset)
    except JsonStatError as error:
        raise UnreadableError("not_json_stat", str(error)[:80]) from error
    frame = DataFrame(list(cube.rows()), columns=list(cube.columns), dtype=str)
    return Raw(frame, np.arange(2, len(frame) + 2, dtype=np.int64))


def _may_be_stat(path: Path) -> bool:
    """Whether a file speaks of datasets, or is too short to be much else."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return b'"FeatureCollection"' not in head and (b'"dataset"' in head or b'"dimension"' in head)


def _dataset(content: object) -> Mapping[str, Any] | None:
    """The dataset of JSON-stat 2; or of its older form, in the newer one."""
    if not isinstance(content, Mapping):
        return None
    if content.get("class") in ("dataset", "collection", "dimension"):
        return content
    older = content.get("dataset")
    dimension = older.get("dimension") if isinstance(older, Mapping) else None
    if not isinstance(older, Mapping) or not isinstance(dimension, Mapping):
        return None
    of_cells = {key: dimension[key] for key in ("id", "size") if key in dimension}
    return {**older, **of_cells, "version": "2.0", "class": "dataset"}
