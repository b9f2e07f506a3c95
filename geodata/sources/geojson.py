"""GeoJSON, by `json` and shapely alone: no driver that would follow an address named in the file.

Its kin are read as well: features a line each (GeoJSON Text Sequences), a list of features, one feature
alone. TopoJSON and the JSON of Esri are left to GDAL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources import vector
from geodata.sources.geojson_crs import stated_crs
from geodata.sources.half_letters import letters
from geodata.sources.raw import Raw, UnreadableError, cell_text

WGS84 = "OGC:CRS84"
"""What RFC 7946 says the coordinates of a GeoJSON are."""
LARGEST: Final = 2**30
"""Bytes of a file that is held in memory."""
COLUMNS_MOST: Final = 2_000
"""Properties by name: features that have others each would be a table of little else than holes."""
CELLS_MOST: Final = 60_000_000
_MARK: Final = "\x1e"
"""What may stand before each line of a sequence."""


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """Properties and shapes of features, numbered from 1."""
    if (size := path.stat().st_size) > LARGEST:
        raise UnreadableError("text_too_large", f"{size // 2**20} MB", ("GeoPackage",))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("unreadable_file", "UTF-8") from error
    content = _content(text)
    kind = _kind(content)
    if kind is not None:
        return vector.read_as(kind, path, file, layer, problems)
    features = _features(content)
    if features is None:
        raise UnreadableError("not_json", expected=("FeatureCollection",))
    records: list[dict[str, str]] = []
    names: set[str] = set()
    shapes: list[Any] = []
    rows: list[int] = []
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            problems.add("not_a_feature", file, row=number)
            continue
        properties = feature.get("properties")
        texts = {
            letters(str(key)): letters(_text(value))
            for key, value in (properties if isinstance(properties, dict) else {}).items()
        }
        if "id" in feature and "id" not in texts:
            texts["id"] = letters(_text(feature["id"]))
        names.update(texts)
        if len(names) > COLUMNS_MOST:
            raise UnreadableError("too_many_columns", f"> {COLUMNS_MOST}", (str(COLUMNS_MOST),), row=number)
        records.append(texts)
        shapes.append(_shape(feature.get("geometry"), number, file, problems))
        rows.append(number)
    if len(names) * len(records) > CELLS_MOST:
        raise UnreadableError("too_many_cells", expected=(f"{CELLS_MOST:,}".replace(",", " "),))
    frame = DataFrame(records).fillna("").astype(str) if records else DataFrame()
    geometry: NDArray[np.object_] = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    stated, crs = stated_crs(content)
    return Raw(frame, np.array(rows, dtype=np.int64), geometry, crs if stated else WGS84, assumed=not stated)


def _content(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = list(_lines(text))
        if len(lines) > 1 and all(isinstance(line, dict) for line in lines[:2]):
            return lines
        raise UnreadableError("not_json", error.msg, row=error.lineno) from error
    except (RecursionError, ValueError) as error:  # of numbers with thousands of digits
        raise UnreadableError("not_json") from error


def _lines(text: str) -> Iterator[Any]:
    """What each line that is not blank holds; None where it is no JSON."""
    for line in text.split("\n"):
        whole = line.strip().strip(_MARK).strip()
        if whole:
            try:
                yield json.loads(whole)
            except (ValueError, RecursionError):
                yield None


def _features(content: Any) -> list[Any] | None:
    features = content.get("features") if isinstance(content, dict) else None
    if isinstance(features, list):
        return features
    if isinstance(content, dict) and content.get("type") == "Feature":
        return [content]
    if isinstance(content, list) and any(_is_feature(each) for each in content):
        return [each if _is_feature(each) else None for each in content]
    return None


def _is_feature(content: object) -> bool:
    return isinstance(content, dict) and content.get("type") == "Feature"


def _kind(content: Any) -> str | None:
    """Ending of what is JSON of another kind that has shapes."""
    if not isinstance(content, dict):
        return None
    if content.get("type") == "Topology":
        return ".topojson"
    features = content.get("features")
    first = features[0] if isinstance(features, list) and features else None
    of_esri = "geometryType" in content or (isinstance(first, dict) and "attributes" in first)
    return ".esrijson" if of_esri and content.get("type") != "FeatureCollection" else None


def _text(value: object) -> str:
    return json.dumps(value) if isinstance(value, list | dict) else cell_text(value)


def _shape(geometry: object, number: int, file: str, problems: Problems) -> Any:
    if geometry is None:
        return None
    try:
        return shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError, TypeError, RecursionError) as error:
        problems.add("unreadable_geometry", file, row=number, value=str(error)[:80])
        return None
