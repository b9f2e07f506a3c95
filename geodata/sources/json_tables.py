"""JSON: what it is says its content. JSON-stat and lists of objects are tables; the rest is GeoJSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources import geojson
from geodata.sources.half_letters import whole_letters
from geodata.sources.header_rows import COLUMNS_MOST
from geodata.sources.json_stat import CELLS_MOST, JsonStatError, read_cube
from geodata.sources.raw import Raw, UnreadableError, cell_text

LARGEST: Final = 2**28
"""Bytes of a file of JSON-stat."""
CUBE_CELLS_MOST: Final = 2_000_000
"""Cells of a dataset, each a row of a table."""
_HEAD: Final = 2**16
_FEATURES: Final = re.compile(rb'"(FeatureCollection|Feature)"')


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """Code and label of each dimension, value and status; the first cell is row 2, as below a header.

    Of a list of objects: their members, the first object row 1.
    """
    if _is_geojson(path):
        return geojson.read(path, file, layer, problems)
    if path.stat().st_size > LARGEST:
        raise UnreadableError("text_too_large", f"{path.stat().st_size // 2**20} MB", ("CSV",))
    try:
        content = whole_letters(json.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal))
    except UnicodeDecodeError as error:
        raise UnreadableError("unreadable_file", "UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableError("not_json", error.msg, row=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError("not_json") from error
    dataset = _dataset(content)
    if dataset is None:
        objects = _objects(content)
        return geojson.read(path, file, layer, problems) if objects is None else _table(objects)
    try:
        cube = read_cube(dataset, CUBE_CELLS_MOST)
    except JsonStatError as error:
        raise UnreadableError("not_json_stat", str(error)[:80]) from error
    frame = DataFrame(list(cube.rows()), columns=list(cube.columns), dtype=str)
    return Raw(frame, np.arange(2, len(frame) + 2, dtype=np.int64))


def _is_geojson(path: Path) -> bool:
    """Whether a file says early that it is of shapes, and so need not be read twice."""
    with path.open("rb") as stream:
        return _FEATURES.search(stream.read(_HEAD)) is not None


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


def _objects(content: object) -> Sequence[Mapping[str, Any]] | None:
    """Objects that are listed, at the top or as its one list; None where they are none, or shapes."""
    if isinstance(content, Mapping) and {"features", "geometryType", "type"} & content.keys():
        return None
    lists = content.values() if isinstance(content, Mapping) else [content]
    found = [
        each
        for each in lists
        if isinstance(each, list) and each and all(isinstance(item, Mapping) for item in each)
    ]
    shapes = len(found) == 1 and all(item.get("type") == "Feature" for item in found[0])
    return found[0] if len(found) == 1 and not shapes else None


def _table(objects: Sequence[Mapping[str, Any]]) -> Raw:
    names = list(dict.fromkeys(str(name) for each in objects for name in each))
    if len(names) > COLUMNS_MOST:
        raise UnreadableError("too_many_columns", str(len(names)), (str(COLUMNS_MOST),))
    if len(names) * len(objects) > CELLS_MOST:
        raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
    records = [[_text(each.get(name)) for name in names] for each in objects]
    return Raw(DataFrame(records, columns=names, dtype=str), np.arange(1, len(records) + 1, dtype=np.int64))


def _text(value: object) -> str:
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) < 40):
        return str(value)  # written out it could be as long as it likes
    return json.dumps(value, default=str) if isinstance(value, list | Mapping) else cell_text(value)
