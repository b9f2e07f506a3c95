"""What the search field knows beside the map: other names, places beyond the region, and addresses.

Addresses come in parts that are small enough for a phone. The browser fetches every part in the same
order, whatever was typed: which of them somebody needs would tell where they live.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pandas import DataFrame

from geodata.geometry.degrees import rounded_degrees, to_degrees
from geodata.region.region import Region
from geodata.region.street_addresses import street_address

Document = dict[str, Any]

PART_ROWS = 20_000
"""Addresses in a part: under 200 KB compressed."""
BEYOND = 2_000
"""Places outside the region that are known by name, the largest."""
PER_DEGREE = 10_000
"""Grid of places: four decimals of a degree, some ten metres."""
TEXTS = ["street", "number", "postcode", "locality"]


def search_document(region: Region) -> Document:
    """Other names and places beyond the region, and how many parts of addresses there are.

    Parameters
    ----------
    region : Region

    Returns
    -------
    dict
        `aliases` (name, then its other names), `beyond` (places outside the areas, largest first, with
        `name`, `lon`, `lat`) and `parts`, see `address_documents`.
    """
    beyond: list[Document] = []
    if region.beyond is not None and len(region.beyond):
        far = region.beyond.head(BEYOND)
        lon, lat = rounded_degrees(far["x"], far["y"], to_degrees(region.settings.crs), 4)
        rows = zip(far["name"], lon.tolist(), lat.tolist(), strict=True)
        beyond = [{"name": name, "lon": x, "lat": y} for name, x, y in rows]
    return {
        "aliases": [[name, *others] for name, others in region.settings.aliases.items()],
        "beyond": beyond,
        "parts": -(-len(_rows(region)) // PART_ROWS),
    }


def address_documents(region: Region) -> Iterator[Document]:
    """Addresses of units and of the table `addresses`, in parts of at most `PART_ROWS` rows.

    Parameters
    ----------
    region : Region

    Yields
    ------
    dict
        `streets`, `postcodes`, `localities` (texts), `groups` (four numbers each: positions in these
        three and how many rows), `numbers` of all rows one after the other, `lon` and `lat` in
        `per_degree` parts of a degree, each from the row before.
    """
    rows = _rows(region)
    for start in range(0, len(rows), PART_ROWS):
        yield _part(rows.iloc[start : start + PART_ROWS])


def _rows(region: Region) -> DataFrame:
    """Each address once, with a place, by street, town and number."""
    units = region.units[region.units["address"].ne("") & ~region.units.geometry.isna()]
    own = DataFrame([street_address(text) for text in units["address"]], columns=TEXTS, index=units.index)
    points = units.geometry.to_numpy()
    tables = [own.assign(x=shapely.get_x(points), y=shapely.get_y(points))]
    if region.addresses is not None:
        tables.append(region.addresses)
    rows = pd.concat(tables, ignore_index=True)
    rows = rows[(rows[["street", "postcode", "locality"]] != "").any(axis=1)]
    rows = rows.drop_duplicates(TEXTS).assign(
        first=lambda table: [int((re.match(r"\d{1,9}", number) or ["0"])[0]) for number in table["number"]]
    )
    rows = rows.sort_values(["street", "locality", "postcode", "first", "number"], ignore_index=True)
    lon, lat = rounded_degrees(rows["x"], rows["y"], to_degrees(region.settings.crs), 4)
    return rows[TEXTS].assign(lon=lon, lat=lat)


def _part(rows: DataFrame) -> Document:
    codes, texts = {}, {}
    for name in ("street", "postcode", "locality"):
        codes[name], texts[name] = pd.factorize(rows[name])
    keys = np.column_stack(list(codes.values()))
    begins = np.flatnonzero(np.r_[True, (np.diff(keys, axis=0) != 0).any(axis=1)])
    counts = np.diff(np.r_[begins, len(rows)])
    grid = (rows[["lon", "lat"]].to_numpy() * PER_DEGREE).round().astype(np.int64)
    lon, lat = np.diff(grid, axis=0, prepend=0).T
    return {
        "streets": texts["street"].tolist(),
        "postcodes": texts["postcode"].tolist(),
        "localities": texts["locality"].tolist(),
        "groups": np.column_stack([keys[begins], counts]).ravel().tolist(),
        "numbers": rows["number"].tolist(),
        "lon": lon.tolist(),
        "lat": lat.tolist(),
        "per_degree": PER_DEGREE,
    }
