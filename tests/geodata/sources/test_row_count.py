"""How many rows a file has is known before it is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from geopandas import GeoDataFrame

from geodata.sources import row_count as counting
from geodata.sources.row_count import row_count

ROWS = GeoDataFrame({"a": range(7)}, geometry=[shapely.Point(each, 0) for each in range(7)], crs=3006)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.gpkg", "a.geojson"])
@pytest.mark.parametrize("block", [3, 16 * 1024**2])
def test_rows_are_counted_in_every_kind_of_file(
    tmp_path: Path, name: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "_BLOCK", block)
    path = tmp_path / name
    if name == "a.csv":
        ROWS.drop(columns="geometry").to_csv(path, index=False)
    elif name == "a.parquet":
        ROWS.to_parquet(path)
    elif name == "a.gpkg":
        ROWS.to_file(path)
    else:
        path.write_text(json.dumps(json.loads(ROWS.to_crs(4326).to_json())))
    assert row_count(path, None) == 7


@pytest.mark.parametrize("name", ["a.parquet", "a.gpkg", "a.xlsx", "a.odd", "none.csv"])
def test_nothing_is_known_of_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    if name != "none.csv":
        (tmp_path / name).write_bytes(b"not such a file\n")
    assert row_count(tmp_path / name, None) is None
