"""Tables of the need to come and of equity as collections: the figures of their files, and no place."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.tables.needs import NEED_TABLES
from tests.dashboard.site import Site, site_of
from tests.toy_projection import projected_toy_region


@pytest.fixture(scope="module")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of a region with a projection."""
    return site_of(projected_toy_region(), tmp_path_factory.mktemp("ahead"))


def file_of(site: Site, table: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a table as a file, without what the file says of itself."""
    answer = site.get(f"/download/{site.region.version}/{table}.csv?form=gp&lang=en")
    assert answer.status_code == 200
    lines = answer.data.decode("utf-8-sig").splitlines()
    headings, *rows = csv.reader(io.StringIO("\n".join(line for line in lines if not line.startswith("#"))))
    return headings, rows


def figures(cells: list[object]) -> list[float]:
    found = []
    for cell in cells:
        try:
            found.append(float(str(cell)))
        except ValueError:
            continue
    return found


def the_same(site: Site, table: str) -> None:
    features, (headings, rows) = site.features(f"{table}-gp", "lang=en"), file_of(site, table)
    assert len(features) == len(rows) > 0
    for feature, row in zip(features, rows, strict=True):
        told = [value for value in feature["properties"].values() if value is not None]
        assert figures(told)
        assert figures(told) == pytest.approx(figures([*row])[-len(figures(told)) :], rel=1e-5), (
            headings,
            row,
        )


@pytest.mark.parametrize("table", NEED_TABLES)
def test_views_of_the_need_are_collections_with_the_figures_of_their_files(ahead: Site, table: str) -> None:
    the_same(ahead, table)
    placed = [feature["geometry"] is not None for feature in ahead.features(f"{table}-gp")]
    assert any(placed) == (table == "need_units")


def test_equity_is_a_collection_with_the_figures_of_its_file(site: Site) -> None:
    the_same(site, "equity")
    assert all(feature["geometry"] is None for feature in site.features("equity-gp"))


def test_what_a_region_has_no_data_for_is_no_collection(site: Site, ahead: Site) -> None:
    has = {one["id"] for one in site.json("/api/collections")["collections"]}
    assert not any(id_.startswith("need_") for id_ in has)
    assert "need_years-gp" in {one["id"] for one in ahead.json("/api/collections")["collections"]}
    schemas = ahead.json("/api/openapi")["components"]["schemas"]
    assert schemas["need_years-gp.feature"]["properties"]["geometry"]["enum"] == [None]


def test_files_that_need_a_place_are_not_offered_of_rows_that_have_none(ahead: Site) -> None:
    catalogue = ahead.get("/dcat?f=ttl").text
    assert "need_years.csv" in catalogue
    assert "need_units.gpkg" in catalogue
    assert "need_years.gpkg" not in catalogue
