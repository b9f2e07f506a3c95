"""Outlines of what is reached, on a shared extract, where Valhalla is installed."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Transformer

from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.travel import isochrones
from geodata.travel.isochrones import build_tiles, outlines
from tests.toy_region import toy_region

VADUZ = Transformer.from_crs("EPSG:4326", "EPSG:2056", always_xy=True).transform(9.521, 47.141)


def region(tiles: Path | None, mode: str = "car") -> Region:
    toy = toy_region()
    travel = replace(toy.settings.travel, mode=mode, valhalla_tiles=None if tiles is None else str(tiles))
    return replace(toy, settings=replace(toy.settings, travel=travel, crs="EPSG:2056"))


@pytest.mark.long
def test_an_outline_lies_around_its_place_and_within_the_next(tiles: Callable[[str], Path]) -> None:
    found = outlines(region(tiles("liechtenstein")), *VADUZ, [10, 5])
    assert list(found) == [5, 10]
    five, ten = found.values()
    assert five.is_valid
    assert ten.is_valid
    assert five.contains(shapely.Point(*VADUZ))
    assert 3e6 < five.area < ten.area < 160e6, "m2; the country is 160 km2"
    assert five.difference(ten).area < 0.01 * five.area


def test_on_foot_one_comes_less_far_than_by_bicycle(tiles: Callable[[str], Path]) -> None:
    folder = tiles("liechtenstein")
    walked, ridden = (outlines(region(folder, mode), *VADUZ, [10])[10].area for mode in ("foot", "bicycle"))
    assert walked < ridden


def test_what_cannot_be_answered_is_refused_in_a_sentence(
    tiles: Callable[[str], Path], tmp_path: Path
) -> None:
    here = region(tiles("liechtenstein"))
    with pytest.raises(RegionError, match="no road near"):
        outlines(here, VADUZ[0], VADUZ[1] + 200_000, [5])
    for minutes in ([], [0], [121], [1, 2, 3, 4, 5]):
        with pytest.raises(RegionError, match="1 to 4 outlines"):
            outlines(here, *VADUZ, minutes)
    with pytest.raises(RegionError, match="There are no Valhalla tiles"):
        outlines(region(tmp_path), *VADUZ, [5])
    with pytest.raises(RegionError, match="valhalla_tiles under"):
        outlines(region(None), *VADUZ, [5])
    with pytest.raises(RegionError, match="the mode is 'bus'"):
        outlines(region(tmp_path, "bus"), *VADUZ, [5])


def test_tiles_are_not_made_of_what_is_no_extract(tiles: Callable[[str], Path], tmp_path: Path) -> None:
    assert tiles("liechtenstein").is_dir()
    (tmp_path / "bad.osm.pbf").write_bytes(b"nonsense")
    with pytest.raises(RegionError, match="could not make tiles"):
        build_tiles(tmp_path / "bad.osm.pbf", tmp_path / "tiles")
    with pytest.raises(RegionError, match="There is no file"):
        build_tiles(tmp_path / "none.osm.pbf", tmp_path / "tiles")


def test_without_the_extra_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "valhalla":
            raise ImportError(name)
        return usual(name, *rest, **more)

    isochrones._engine.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RegionError, match=r"the extra \[valhalla\]"):
        outlines(region(tmp_path), *VADUZ, [5])
