"""GeoJSON, by `json` and shapely alone: no driver that would follow an address named in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.raw import Raw, UnreadableError, cell_text

WGS84 = "OGC:CRS84"
"""What RFC 7946 says the coordinates of a GeoJSON are."""


def read(path: Path, file: str, _layer: str | None, problems: Problems) -> Raw:
    """Properties and shapes of a FeatureCollection; features are numbered from 1."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableError("unreadable_file", "UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableError("not_json", error.msg, row=error.lineno) from error
    except RecursionError as error:
        raise UnreadableError("not_json") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise UnreadableError("not_json", expected=("FeatureCollection",))
    records: list[dict[str, str]] = []
    shapes: list[Any] = []
    rows: list[int] = []
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            problems.add("not_a_feature", file, row=number)
            continue
        properties = feature.get("properties")
        texts = {
            str(key): json.dumps(value) if isinstance(value, list | dict) else cell_text(value)
            for key, value in (properties if isinstance(properties, dict) else {}).items()
        }
        if "id" in feature and "id" not in texts:
            texts["id"] = cell_text(feature["id"])
        records.append(texts)
        shapes.append(_shape(feature.get("geometry"), number, file, problems))
        rows.append(number)
    frame = DataFrame(records).fillna("").astype(str) if records else DataFrame()
    geometry: NDArray[np.object_] = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    crs = _crs(content)
    return Raw(frame, np.array(rows, dtype=np.int64), geometry, crs or WGS84, assumed=crs is None)


def _shape(geometry: object, number: int, file: str, problems: Problems) -> Any:
    if geometry is None:
        return None
    try:
        return shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError, TypeError) as error:
        problems.add("unreadable_geometry", file, row=number, value=str(error)[:80])
        return None


def _crs(content: dict[str, Any]) -> str | None:
    """The `crs` member of older files."""
    try:
        return str(content["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return None
