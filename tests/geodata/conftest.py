"""Real road networks, read once a session."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from geodata.network.extract import read_extract
from geodata.network.graph import Network, network_of
from tests.geodata.travel.valhalla_tiles import build_tiles


@pytest.fixture(scope="session")
def real_network(shared: Path) -> Callable[[str], Network]:
    """The network of one of the shared extracts, by name."""

    @cache
    def of(name: str) -> Network:
        return network_of(read_extract(shared / "osm" / f"{name}.osm.pbf"), {"source": name})

    return of


@pytest.fixture(scope="session")
def tiles(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Valhalla's tiles of one of the shared extracts, or a skip that says what is missing."""
    if importlib.util.find_spec("valhalla") is None:
        pytest.skip("the extra [peers] is not installed")
    folder = tmp_path_factory.mktemp("tiles")

    @cache
    def of(name: str) -> Path:
        build_tiles(shared / "osm" / f"{name}.osm.pbf", folder / name)
        return folder / name

    return of
