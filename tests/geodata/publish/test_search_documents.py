"""What the search field is given: units' own addresses and the region's, once each, in parts for a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import brotli
import numpy as np
import pytest
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.tables import ADDRESSES_MOST
from geodata.publish.map_documents import compact_json
from geodata.publish.search_documents import PART_ROWS, address_documents, search_document
from geodata.region.region import Region
from tests.small_region import small_region

PART_MOST = 200_000


def register(region: Region, rows: list[tuple[str, str, str, str]]) -> DataFrame:
    """The rows along the region's first area."""
    x, y = region.areas[["x", "y"]].iloc[0]
    table = DataFrame(rows, columns=["street", "number", "postcode", "locality"])
    return table.assign(x=x + np.arange(len(rows)) * 20.0, y=float(y))


@pytest.fixture
def region() -> Region:
    """Two units, of which one has a place and an address, and a register that has that address too."""
    small = small_region()
    addresses = ["Lillgatan 2, 123 45 Ekby", "", "Nätet 1, Ekby"]
    rows = [
        ("Lillgatan", "2", "123 45", "Ekby"),
        ("Lillgatan", "10", "123 45", "Ekby"),
        ("Lillgatan", "1–9", "123 45", "Ekby"),
        ("Alvägen", "", "", "Ekby"),
        ("", "", "123 99", ""),
    ]
    told = replace(small, units=small.units.assign(address=addresses))
    settings = replace(small.settings, aliases={"Ekby": ("Oakham",)})
    return replace(told, settings=settings, addresses=register(small, rows))


def rows_of(document: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Rows as the browser reads them."""
    groups: NDArray[np.int64] = np.reshape(document["groups"], (-1, 4))
    texts = [
        (document["streets"][street], document["postcodes"][postcode], document["localities"][town])
        for street, postcode, town, count in groups.tolist()
        for _ in range(count)
    ]
    numbers = document["numbers"]
    return [(a, number, b, c) for (a, b, c), number in zip(texts, numbers, strict=True)]


def test_each_address_is_there_once_in_order(region: Region) -> None:
    (document,) = address_documents(region)
    assert rows_of(document) == [
        ("", "", "123 99", ""),
        ("Alvägen", "", "", "Ekby"),
        ("Lillgatan", "1–9", "123 45", "Ekby"),
        ("Lillgatan", "2", "123 45", "Ekby"),
        ("Lillgatan", "10", "123 45", "Ekby"),
    ]
    assert search_document(region)["parts"] == 1


def test_places_are_differences_on_a_grid_of_ten_metres(region: Region) -> None:
    (document,) = address_documents(region)
    lat = np.cumsum(document["lat"]) / document["per_degree"]
    assert 55 < lat.min() <= lat.max() < 60
    assert len(document["lon"]) == len(document["lat"]) == len(document["numbers"])


def test_a_region_without_addresses_has_no_parts() -> None:
    bare = small_region()
    bare = replace(bare, units=bare.units.assign(address=""))
    assert search_document(bare) == {"aliases": [], "beyond": [], "parts": 0}
    assert list(address_documents(bare)) == []


def test_other_names_and_places_beyond_come_along(region: Region) -> None:
    x, y = region.areas[["x", "y"]].iloc[0]
    beyond = DataFrame({"name": ["Storstad"], "x": [x], "y": [y], "persons": [9]})
    document = search_document(replace(region, beyond=beyond))
    assert document["aliases"] == [["Ekby", "Oakham"]]
    assert [place["name"] for place in document["beyond"]] == ["Storstad"]


@pytest.mark.long
def test_no_part_is_more_than_a_phone_fetches_in_passing(region: Region) -> None:
    rng = np.random.default_rng(1)
    streets = ["".join(rng.choice(list("abcdefghijklmnoprstuvåäö"), 9)) + "gatan" for _ in range(4_000)]
    rows = [
        (
            str(rng.choice(streets)),
            str(rng.integers(1, 120)),
            f"{rng.integers(411, 440)} {at % 90:02d}",
            "Ekby",
        )
        for at in range(PART_ROWS + 500)
    ]
    spread = register(region, rows)
    spread[["x", "y"]] += rng.uniform(0, 40_000, (len(rows), 2))
    parts = list(address_documents(replace(region, addresses=spread)))
    assert len(parts) == search_document(replace(region, addresses=spread))["parts"] == 2
    assert sum(len(part["numbers"]) for part in parts) > PART_ROWS
    for part in parts:
        assert len(brotli.compress(compact_json(part), quality=11)) < PART_MOST
    assert ADDRESSES_MOST // PART_ROWS < 1000, "as many as /geo has names for"
