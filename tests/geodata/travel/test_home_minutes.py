"""How many pairs of points and units a version may keep: said before they are worked out, never exceeded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.checks.open_region import open_region
from geodata.contract.errors import RegionError
from geodata.contract.settings import PlaceKind
from geodata.region.region import Region
from geodata.travel import home_minutes, straight_line
from geodata.travel.model import home_travel_of
from geodata.travel.straight_line import StraightLine
from tests.geodata.travel.test_points_on_roads import folder_with_roads
from tests.points import with_points
from tests.toy_region import toy_region

STREWN = np.random.default_rng(5).uniform((0, 0), (10e3, 10e3), (200, 2))
POINTS = [(*place, 0, 1) for place in STREWN.tolist()] + [(15e3, 5e3, 1, 1), (25e3, 5e3, 2, 1)]


@pytest.fixture
def pointed() -> Region:
    return with_points(toy_region(), POINTS)


@pytest.mark.parametrize("longest_min", [3, 8, 20, 60])
@pytest.mark.parametrize("kinds", [False, True])
def test_pairs_are_counted_as_many_as_there_are(pointed: Region, longest_min: float, kinds: bool) -> None:
    travel = home_travel_of(pointed)
    assert isinstance(travel, StraightLine)
    town = {"town": PlaceKind("town", {"sv": "", "en": ""}, 15.0, 1.7, 25.0)} if kinds else {}
    density = np.where(np.arange(len(travel.origins)) % 3, 10.0, 20.0) if kinds else None
    settings = replace(travel.settings, longest_min=longest_min, kinds=town)
    travel = replace(travel, settings=settings, density=density)
    assert travel.pair_count() == travel.pairs().nnz


def test_too_many_pairs_are_refused_before_any_is_worked_out(
    pointed: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_minutes, "MOST_PAIRS", 500)

    def worked_out(travel: StraightLine) -> None:
        raise AssertionError(f"{len(travel.origins)} points have been worked out")

    monkeypatch.setattr(straight_line.StraightLine, "pairs", worked_out)
    with pytest.raises(RegionError, match=r"202 population points and 3 units are 606 pairs.* 500 at most"):
        home_minutes.home_minutes(pointed)


def test_along_roads_pairs_are_counted_as_they_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = open_region(folder_with_roads(tmp_path))
    at_once = home_minutes.home_minutes(region)
    monkeypatch.setattr(home_minutes, "PAIRS_AT_ONCE", 1)
    monkeypatch.setattr(home_minutes, "BLOCK", 2)
    one_by_one = home_minutes.home_minutes(region)
    for part in ("data", "indices", "indptr"):
        np.testing.assert_array_equal(getattr(one_by_one, part), getattr(at_once, part))
    monkeypatch.setattr(home_minutes, "MOST_PAIRS", at_once.nnz - 1)
    with pytest.raises(RegionError, match=f"{at_once.nnz} pairs or more"):
        home_minutes.home_minutes(region)
