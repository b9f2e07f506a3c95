"""Outlines of what is reached within some minutes, by Valhalla, where the extra `valhalla` is installed.

Areas and units have their minutes from the region's travel model; an outline is a picture beside them,
drawn by another engine from its own tiles, and its minutes can differ from the model's (docs/travel.md).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from geodata.contract.errors import RegionError
from geodata.geometry.degrees import to_degrees, to_metres
from geodata.region.region import Region

COSTINGS: Mapping[str, str] = {"car": "auto", "bicycle": "bicycle", "foot": "pedestrian"}
"""What Valhalla calls our modes."""

MOST_OUTLINES = 4
LONGEST_MIN = 120.0
"""What Valhalla answers in one question, as it is delivered."""


def outlines(
    region: Region, x: float, y: float, minutes: Sequence[float], *, towards: bool = True
) -> dict[float, Polygon | MultiPolygon]:
    """Outlines from within which a place is reached in so many minutes.

    Parameters
    ----------
    region : Region
        With `valhalla_tiles` under `[travel]`: a folder of Valhalla's tiles on this machine.
    x, y : float
        Metres in the region's CRS.
    minutes : sequence of float
        One to four, above 0 and at most 120.
    towards : bool
        Whether one travels to the place, or from it.

    Returns
    -------
    dict of float to Polygon or MultiPolygon
        In the region's CRS, by minutes, ascending; each lies within the next, but for the engine's
        own smoothing.

    Raises
    ------
    RegionError
        If the extra or the tiles are missing, the place is on no road of theirs, or the minutes are
        more or longer than Valhalla answers.
    """
    travel = region.settings.travel
    costing = COSTINGS.get(travel.mode)
    if costing is None:
        raise RegionError(f"Outlines are drawn for car, bicycle and foot, and the mode is {travel.mode!r}")
    if not travel.valhalla_tiles:
        raise RegionError("Outlines need valhalla_tiles under [travel] in region.toml: a folder of tiles")
    wanted = sorted(set(minutes))
    if not wanted or len(wanted) > MOST_OUTLINES or wanted[0] <= 0 or wanted[-1] > LONGEST_MIN:
        raise RegionError(
            f"Ask for 1 to {MOST_OUTLINES} outlines, of more than 0 and at most {LONGEST_MIN:g} minutes"
        )
    longitude, latitude = to_degrees(region.settings.crs).transform(x, y)
    place = {"lon": longitude, "lat": latitude}
    engine = _engine(travel.valhalla_tiles)
    if not _ask(engine.locate, {"locations": [place], "costing": costing})[0].get("edges"):
        raise RegionError(
            f"The tiles in {travel.valhalla_tiles} have no road near {latitude:.5f}, {longitude:.5f}"
        )
    answer = _ask(
        engine.isochrone,
        {
            "locations": [place],
            "costing": costing,
            "contours": [{"time": each} for each in wanted],
            "polygons": True,
            "reverse": towards,
        },
    )
    back = to_metres(region.settings.crs)
    found: dict[float, Polygon | MultiPolygon] = {}
    for feature in answer["features"]:
        drawn: Any = shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        longitudes, latitudes = shapely.get_coordinates(drawn).T
        metres = np.column_stack(back.transform(longitudes, latitudes))
        found[float(feature["properties"]["contour"])] = shapely.set_coordinates(drawn, metres)
    return {each: found[each] for each in sorted(found)}


def build_tiles(extract: Path, folder: Path) -> None:
    """Make Valhalla's tiles of an OpenStreetMap extract.

    Parameters
    ----------
    extract : Path
        `.osm.pbf`.
    folder : Path
        Made where it does not exist.

    Raises
    ------
    RegionError
        If the extra is missing, or its tool fails; then with the last it said.
    """
    import subprocess
    import tempfile

    valhalla = _valhalla()
    if not extract.is_file():
        raise RegionError(f"There is no file {extract}: give the path of an OpenStreetMap extract (.osm.pbf)")
    folder.mkdir(parents=True, exist_ok=True)
    # The console script of the same name fails off the PATH: the tool itself is called.
    tool = Path(valhalla.PYVALHALLA_DIR) / "bin" / "valhalla_build_tiles"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(_settings(valhalla, folder), file)
        file.flush()
        done = subprocess.run([tool, "-c", file.name, extract], capture_output=True, text=True, check=False)
    if done.returncode != 0 or not _has_tiles(folder):
        message = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["nothing"]
        raise RegionError(f"Valhalla could not make tiles of {extract}; it said: {message[0]}")


@lru_cache(maxsize=4)
def _engine(tiles: str) -> Any:
    valhalla = _valhalla()
    folder = Path(tiles)
    if not _has_tiles(folder):
        raise RegionError(f"There are no Valhalla tiles in {tiles}: make them of an OpenStreetMap extract")
    return valhalla.Actor(_settings(valhalla, folder))


def _valhalla() -> Any:
    try:
        import valhalla
    except ImportError as error:
        raise RegionError(
            "Outlines need Valhalla, which is not installed: install utbudskarta with the extra [valhalla]"
        ) from error
    return valhalla


def _settings(valhalla: Any, folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = valhalla.get_config(tile_extract="", tile_dir=str(folder), verbose=False)
    return settings


def _has_tiles(folder: Path) -> bool:
    return folder.is_dir() and next(folder.rglob("*.gph"), None) is not None


def _ask(what: Any, question: dict[str, Any]) -> Any:
    try:
        return json.loads(what(json.dumps(question)))
    except RuntimeError as error:  # what Valhalla raises, whatever is wrong
        raise RegionError(f"Valhalla cannot answer: {error}") from error
