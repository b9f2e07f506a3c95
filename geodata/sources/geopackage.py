"""GeoPackage, with the driver limited to it so that no other file or address can be reached.

A view of it may be any query, one without end too: it is read in a process of its own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pandas import DataFrame, Series

from geodata.contract.problems import Problems
from geodata.sources.apart import apart
from geodata.sources.raw import Raw, UnreadableError, cell_text

_HEADER = b"SQLite format 3\0"
_APPLICATION_IDS = (b"GPKG", b"GP10", b"GP11", b"GP12")


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """Attributes and shapes of one layer (the first unless named); features are numbered from 1."""
    return apart(_opened, path, file, layer, problems)


def _opened(path: Path, _file: str, layer: str | None, _problems: Problems) -> Raw:
    with path.open("rb") as stream:
        head = stream.read(72)
    if not head.startswith(_HEADER) or head[68:72] not in _APPLICATION_IDS:
        raise UnreadableError("unreadable_file", "GeoPackage")
    # The driver's own prefix keeps GDAL from trying any other on the same bytes.
    source = f"GPKG:{path.resolve()}"
    try:
        layers = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
        if not layers:
            raise UnreadableError("missing_layer", layer, ())
        if layer is not None and layer not in layers:
            raise UnreadableError("missing_layer", layer, tuple(layers))
        about, _fids, shapes, fields = pyogrio.raw.read(source, layer=layer or layers[0], force_2d=True)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # a damaged database raises what the driver happens to meet
        raise UnreadableError("unreadable_file", "GeoPackage") from error
    frame = DataFrame(
        {
            str(name): Series([cell_text(value) for value in values.tolist()], dtype=str)
            for name, values in zip(about["fields"], fields, strict=True)
        }
    )
    count = len(shapes) if shapes is not None else len(frame)
    geometry = None if shapes is None else np.asarray(shapely.from_wkb(shapes, on_invalid="ignore"), object)
    return Raw(frame, np.arange(1, count + 1, dtype=np.int64), geometry, about["crs"])
