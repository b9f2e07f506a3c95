"""GDAL's driver for OGC API - Features, which QGIS uses, reads every collection completely and as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

from dashboard.api.collections import Collection, collections_of
from dashboard.layers.base import NUMBERS, Phrase
from dashboard.serve.publication import Publication
from dashboard.tables.row_shapes import row_shapes
from dashboard.tables.rows import is_missing
from geodata.publish.publish import publish
from geodata.region.region import Region
from tests.e2e.server import serving
from tests.small_region import computed_small_region

pytestmark = pytest.mark.long

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CENTIMETRE_M = 0.01


def published(region: Region, out: Path) -> Iterator[tuple[str, Region]]:
    """A server in a process of its own, for GDAL lets nothing else run while it reads."""
    publish(region, out)
    with serving(out, out.with_suffix(".log")) as server:
        found = Publication(out, 0).current()
        assert found is not None
        yield f"OAPIF:{server.address}/api", found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Region]]:
    yield from published(computed_small_region(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def leeds(
    computed_region: Callable[[str], Region], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Region]]:
    yield from published(computed_region("england/leeds"), tmp_path_factory.mktemp("leeds"))


def same_values(found: gpd.GeoDataFrame, one: Collection) -> None:
    """Row by row what the table says, read from the table itself."""
    for key, column in one.properties.items():
        said = one.table.values[key]
        for at, value in enumerate(said):
            read = found[key].iloc[at]
            nothing = is_missing(value) or (isinstance(value, Phrase) and column.kind in NUMBERS)
            if nothing or (isinstance(value, float) and np.isinf(value)):
                assert pd.isna(read), (one.id, key, at)
                if column.kind == "minutes":
                    assert bool(found[f"{key}_unreachable"].iloc[at]) == (not nothing), (one.id, key, at)
            elif column.kind in NUMBERS:
                assert float(read) == float(value), (one.id, key, at)
            elif column.kind == "flag":
                assert bool(read) == bool(value), (one.id, key, at)
            elif column.kind == "date" and not isinstance(value, Phrase):
                assert str(read)[:10] == str(value), (one.id, key, at)
            elif isinstance(value, str) and not isinstance(value, Phrase):
                assert str(read) == value, (one.id, key, at)


def same_places(found: gpd.GeoDataFrame, one: Collection, crs: str) -> None:
    """Every shape within a centimetre of the region's own, in the region's own metres."""
    wanted = gpd.GeoSeries(np.array(row_shapes(one.table, one.assessment), dtype=object), crs=crs)
    read = found.geometry.to_crs(crs)
    assert (read.isna().to_numpy() == wanted.isna().to_numpy()).all()
    placed = ~wanted.isna().to_numpy()
    if placed.any():
        far = read[placed].hausdorff_distance(wanted[placed], align=False)
        assert far.max() <= 2 * CENTIMETRE_M, one.id


@pytest.mark.parametrize("name", ["small", "leeds"])
@pytest.mark.parametrize("own", [True, False], ids=["national grid", "degrees"])
def test_every_collection_is_read_whole(name: str, own: bool, request: pytest.FixtureRequest) -> None:
    source, region = request.getfixturevalue(name)
    collections = collections_of(region)
    assert pyogrio.list_layers(source)[:, 0].tolist() == list(collections)
    for id_, one in collections.items():
        if not len(one.table.ids):
            assert len(pyogrio.read_dataframe(source, layer=id_)) == 0
            continue
        options = (
            {} if own else {"CRS": CRS84}
        )  # left to itself GDAL takes the system that the data are stored in
        found = pyogrio.read_dataframe(source, layer=id_, **options)
        assert found["id"].tolist() == list(one.table.ids), id_
        if isinstance(found, gpd.GeoDataFrame):
            assert found.crs.to_authority() == (region.areas.crs.to_authority() if own else ("OGC", "CRS84"))
            same_places(found, one, region.settings.crs)
        same_values(found, one)


def test_a_filter_on_a_property_is_left_to_the_server(small: tuple[str, Region]) -> None:
    found = pyogrio.read_dataframe(small[0], layer="areas-gp", where="municipality = 'Stora'")
    assert found["id"].tolist() == ["A3", "A4"]


def test_a_box_on_the_map_finds_what_is_in_it(small: tuple[str, Region]) -> None:
    west, south, east, north = small[1].areas.loc[["A1"]].total_bounds
    found = pyogrio.read_dataframe(
        small[0], layer="areas-gp", bbox=(west + 10, south + 10, east - 10, north - 10)
    )
    assert found["id"].tolist() == ["A1"]
