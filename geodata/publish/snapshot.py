"""A version of a region as a folder of files: tables as Parquet, arrays memory-mapped, a manifest.

The version's name is the hash of what it holds, so the same data make the same version, and a file
that has changed since is found out. Arrays are read by mapping them: every worker shares one copy.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import brotli
import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.contract.errors import RegionError, SnapshotError
from geodata.contract.settings import RegionSettings
from geodata.ground.pack import save_ground
from geodata.publish.array_files import read_matrix, save_matrix
from geodata.publish.manifest import (
    COUNTED,
    FILE_MODE,
    FORMAT,
    MANIFEST,
    OVERLAY,
    SETTINGS,
    current_version,
    digest_of,
    folder_of,
    overlay_in,
    verified,
    version_of,
)
from geodata.publish.map_documents import compact_json, shapes, units
from geodata.publish.news_files import read_news
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.publish.points_files import PEOPLE, read_points, write_points
from geodata.publish.search_documents import address_documents, search_document
from geodata.publish.stop_files import read_stops, write_stops
from geodata.publish.travel_files import files_of
from geodata.publish.visits_files import read_visits, write_visits
from geodata.region.area_at import in_the_world
from geodata.region.in_mode import mode_travel
from geodata.region.region import Account, Region
from geodata.region.release import Release

LATER_TEXTS = ("accepts_new", "step_free", "closures", "register_url", "e_services_url")
"""Columns of units that versions published by older programs lack."""
GEOTABLES = ("areas", "units", "background")
TABLES = (
    "population", "indicators", "contracted", "themes", "places", "travel_times", "addresses", "beyond",
    "projections", "life_expectancy", "prevalence", "need_variables",
    "lists", "unit_weights", "production", "payments", "contracts",
    "terms", "goals", "follow_ups",
)  # fmt: skip
OF_USUAL_WAY = ("minutes", "point_minutes", "roads", "timetable", "choice_models")
PAYMENTS = "payments.json"
"""Which release protected lists and production are of."""


def write(region: Region, folder: Path, audit: Mapping[str, object] | None = None) -> str:
    """Write a region's files, the manifest last, all flushed to disk.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours`.
    folder : Path
        Empty.
    audit : mapping, optional
        What the manifest says of the audit; it is no part of the version.

    Returns
    -------
    str
        Version: twelve hexadecimal digits, the same whenever the files are the same.
    """
    if region.minutes is None or region.neighbours is None:
        raise RegionError("The region's travel minutes must be computed before it is published")
    for name in GEOTABLES + TABLES:
        table = getattr(region, name)
        if table is not None:
            table.to_parquet(folder / f"{name}.parquet", compression="zstd")
    save_matrix(folder, "neighbours", region.neighbours)
    release = {} if region.visits is None else write_visits(region.visits, folder)
    if region.payments_release is not None:
        release |= {"release": to_plain_json(region.payments_release)}
        (folder / PAYMENTS).write_bytes(compact_json(release["release"]))
    if region.points is not None:
        if region.point_minutes is None:
            raise RegionError("The travel minutes of its points must be computed before it is published")
        write_points(region.points, folder)
    for mode, files_of_mode in files_of(folder, region.settings).items():
        files_of_mode.write(region.other_modes[mode] if mode else mode_travel(region))
    if region.stops is not None:
        write_stops(region.stops, folder)
    if region.ground is not None:
        save_ground(region.ground, folder)
    (folder / SETTINGS).write_bytes(compact_json(to_plain_json(replace(region.settings, key_file=None))))
    (folder / "accounts.json").write_bytes(compact_json({"accounts": to_plain_json(region.accounts)}))
    if region.overlay is not None:
        (folder / OVERLAY).write_bytes(compact_json(to_plain_json(region.overlay)))
        release |= {"overlay": region.overlay.digest}
    documents = [("shapes", shapes(region)), ("units", units(region)), ("search", search_document(region))]
    parts = ((f"addresses-{number}", part) for number, part in enumerate(address_documents(region)))
    for stem, document in chain(documents, parts):
        name = f"{stem}.json"
        text = compact_json(document)
        (folder / name).write_bytes(text)
        (folder / f"{name}.br").write_bytes(brotli.compress(text, quality=11))
        (folder / f"{name}.gz").write_bytes(gzip.compress(text, compresslevel=9, mtime=0))

    files = {file.name: digest_of(file) for file in sorted(folder.iterdir())}
    version = version_of(files)
    manifest = {
        "format": FORMAT,
        "version": version,
        "region": region.settings.id,
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        **release,
        **({"audit": dict(audit)} if audit else {}),
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    for name in (*files, MANIFEST):
        (folder / name).chmod(FILE_MODE)  # another user may serve them
    for name in files:
        flush(folder / name)
    flush(folder / MANIFEST)
    flush(folder)
    return version


def open_snapshot(out: Path, version: str | None = None, verify: bool = True, counts: bool = False) -> Region:
    """Region of a published version, its arrays memory-mapped and read-only.

    Parameters
    ----------
    out : Path
        Where versions are published.
    version : str, optional
        The one that is served, where not given.
    verify : bool
        Whether to read every file through and compare its hash.
    counts : bool
        Whether what it counts is enough, without its minutes: then a version that the program before this one
        wrote is read too.

    Returns
    -------
    Region

    Raises
    ------
    SnapshotError
        If nothing is published, or the version is missing, incomplete or altered.
    """
    version = version or current_version(out)
    if version is None:
        raise SnapshotError.of("nothing_published", folder=out)
    folder = folder_of(out, version)
    manifest = verified(folder, contents=verify, formats=COUNTED if counts else (FORMAT,))
    try:
        region = _read(folder, manifest["files"], ways=not counts)
    except Exception as error:  # whatever a library says of a file that is not what it was written as
        raise SnapshotError.of("version_unreadable", version=version, folder=out, why=error) from error
    if region.settings.id != manifest["region"]:
        raise SnapshotError.of("manifest_damaged", version=version)
    return replace(region, version=version, built=manifest["built"], news=read_news(out, version))


def flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(folder: Path, files: Mapping[str, str], *, ways: bool) -> Region:
    tables: dict[str, Any] = {name: gpd.read_parquet(folder / f"{name}.parquet") for name in GEOTABLES}
    tables |= {
        name: pd.read_parquet(folder / f"{name}.parquet") if f"{name}.parquet" in files else None
        for name in TABLES
    }
    tables["units"] = with_unit_texts(tables["units"])
    tables["population"] = with_sex(tables["population"])
    areas, units = len(tables["areas"]), len(tables["units"])
    accounts = json.loads((folder / "accounts.json").read_bytes())["accounts"]
    settings = from_plain_json(RegionSettings, _known(json.loads((folder / SETTINGS).read_bytes())))
    travels = files_of(folder, settings) if ways else {}
    others = {key: each.read(files, (areas, units)) for key, each in travels.items()}
    usual = others.pop("", None)
    travelled: dict[str, Any] = {} if usual is None else {name: getattr(usual, name) for name in OF_USUAL_WAY}
    return Region(
        settings=settings,
        **tables,
        **travelled,
        payments_release=_payments_release(folder) if PAYMENTS in files else None,
        overlay=overlay_in(folder) if OVERLAY in files else None,
        visits=read_visits(folder) if "visits.json" in files else None,
        accounts=from_plain_json(tuple[Account, ...], accounts),
        neighbours=read_matrix(folder, "neighbours", (areas, areas)),
        drawn=_drawn(folder),
        points=read_points(folder) if PEOPLE in files else None,
        other_modes=others,
        stops=read_stops(folder, files),
    )


def _known(settings: Any) -> Any:
    """Settings as a version has them, without what format 2 says of travel and nothing reads any more."""
    for way in (settings["travel"], *settings.get("travel_modes", ())):
        way.pop("valhalla_tiles", None)
    return settings


def _payments_release(folder: Path) -> Release:
    found: Release = from_plain_json(Release, json.loads((folder / PAYMENTS).read_bytes()))
    return found


def _drawn(folder: Path) -> NDArray[np.object_]:
    """The areas as the browser draws them, of the same document: to find them anew takes seconds."""
    document = json.loads((folder / "shapes.json").read_bytes())
    arcs = [np.cumsum(np.reshape(arc, (-1, 2)), axis=0) * document["scale"] for arc in document["arcs"]]
    return in_the_world(arcs, document["areas"])


def with_unit_texts(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Units with the columns that an older version was written without: nothing was known of them."""
    return units.assign(**{name: "" for name in LATER_TEXTS if name not in units})


def with_sex(population: pd.DataFrame) -> pd.DataFrame:
    """Residents with the column that an older version was written without: they were of both sexes."""
    if "sex" in population:
        return population
    names = list(population)
    after = names.index("year") + 1
    return population.assign(sex="")[[*names[:after], "sex", *names[after:]]]
