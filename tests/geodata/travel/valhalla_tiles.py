"""Valhalla on the shared extracts: tiles made once a session, and its own travel times."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import Transformer

from geodata.contract.settings import TravelSettings
from geodata.network.roads import Roads
from geodata.travel import RoadNetwork

CRS = {"Helsinki": "EPSG:3067", "liechtenstein": "EPSG:2056", "oslo-east-filtered": "EPSG:25832"}
COSTING = {"car": "auto", "bicycle": "bicycle", "foot": "pedestrian"}


def build_tiles(extract: Path, folder: Path) -> None:
    """Make Valhalla's tiles of an extract in a folder; fails with the last that its tool wrote."""
    import valhalla

    folder.mkdir(parents=True, exist_ok=True)
    # The console script of the same name fails off the PATH: the tool itself is called.
    tool = Path(valhalla.PYVALHALLA_DIR) / "bin" / "valhalla_build_tiles"
    settings = folder / "valhalla.json"
    settings.write_text(
        json.dumps(valhalla.get_config(tile_extract="", tile_dir=str(folder), verbose=False)),
        encoding="utf-8",
    )
    done = subprocess.run([tool, "-c", settings, extract], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def engine(tiles: Path) -> Any:
    """Valhalla on a folder of tiles."""
    import valhalla

    settings = valhalla.get_config(tile_extract="", tile_dir=str(tiles), verbose=False)
    for costing in COSTING.values():  # as it is delivered it answers for 2,500 pairs at a time
        settings["service_limits"][costing]["max_matrix_location_pairs"] = 1_000_000
    return valhalla.Actor(settings)


def matrix(actor: Any, homes: np.ndarray, units: np.ndarray, crs: str, mode: str) -> np.ndarray:
    """Valhalla's minutes, shape (homes, units); inf where it finds no way. Places are metres in `crs`."""
    back = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    ends = [
        [{"lon": lon, "lat": lat} for lon, lat in zip(*back.transform(*places.T), strict=True)]
        for places in (homes, units)
    ]
    question = {"sources": ends[0], "targets": ends[1], "costing": COSTING[mode]}
    rows = json.loads(actor.matrix(json.dumps(question)))["sources_to_targets"]
    return np.array([[np.inf if one["time"] is None else one["time"] / 60 for one in row] for row in rows])


def along_the_roads(roads: Roads, homes: int, units: int, seed: int = 5) -> RoadNetwork:
    """Journeys between places on the middles of some edges of the largest piece of roads."""
    rng = np.random.default_rng(seed)
    edges = rng.choice(np.flatnonzero(roads.part == 0), homes + units, replace=False)
    drawn = [roads.places[roads.start[edge] : roads.start[edge + 1]] for edge in edges]
    middles = np.array([points.mean(axis=0) for points in drawn])
    settings = TravelSettings(roads.mode, 1.3, 50.0, 600.0, {})
    return RoadNetwork(middles[:homes], middles[homes:], roads, settings)
