"""Where residents live is published as it was given, and makes a version of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from geodata.contract.errors import SnapshotError
from geodata.publish.build import with_minutes
from geodata.publish.manifest import current_version, folder_of
from geodata.publish.points_files import ARRAYS, MINUTES, PEOPLE
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.population_points import PopulationPoints
from geodata.region.region import Region
from tests.small_region import EAST, NORTH, computed_small_region


def five_points(persons: float = 60) -> PopulationPoints:
    """Two points in the first area of the small region, of 60 and 40 persons, and one in each other."""
    return PopulationPoints(
        x=EAST + np.array([1000.0, 2500.5, 15_000, 5000, 12_000]),
        y=NORTH + np.array([1000.0, 2500.5, 5000, 15_000, 12_000]),
        area=np.array([0, 0, 1, 2, 3], np.int32),
        people=DataFrame(
            {
                "point": np.array([0, 0, 1, 2, 3], np.int32),
                "age_from": np.array([0, 20, 0, 0, 0], np.int32),
                "age_to": np.array([19, -1, -1, -1, -1], np.int32),
                "persons": np.array([20, persons - 20, 40, 200, 299.5]),
            }
        ),
    )


def pointed(points: PopulationPoints) -> Region:
    return with_minutes(replace(computed_small_region(), points=points))


def test_points_that_are_opened_are_those_that_were_published(tmp_path: Path) -> None:
    given = five_points()
    publish(pointed(given), tmp_path)
    points = open_snapshot(tmp_path).points
    assert points is not None
    for name in ARRAYS:
        found = getattr(points, name)
        np.testing.assert_array_equal(found, getattr(given, name))
        assert found.dtype == getattr(given, name).dtype
        assert isinstance(found, np.memmap)
        assert not found.flags.writeable
    assert_frame_equal(points.people, given.people)
    np.testing.assert_array_equal(points.begins, [0, 2, 3, 4, 5])
    np.testing.assert_array_equal(points.shares(None), [0.6, 0.4, 1, 1, 1])


def test_minutes_of_points_that_are_opened_are_those_that_were_published_in_their_order(
    tmp_path: Path,
) -> None:
    region = pointed(five_points())
    publish(region, tmp_path)
    found = open_snapshot(tmp_path).point_minutes
    assert found is not None
    assert (found.data.dtype, found.indices.dtype) == (np.float32, np.int32)
    assert region.point_minutes is not None
    for name in MINUTES:
        np.testing.assert_array_equal(getattr(found, name), getattr(region.point_minutes, name))
        assert not getattr(found, name).flags.owndata  # every worker reads the one file
    ascending = np.diff(found.data) >= 0
    ascending[found.indptr[1:-1] - 1] = True  # from a row to the next
    assert ascending.all()


def test_a_version_is_of_its_points_and_one_without_has_none_of_their_files(tmp_path: Path) -> None:
    region = computed_small_region()
    versions = [
        publish(region if points is None else pointed(points), tmp_path / str(number))
        for number, points in enumerate((None, five_points(), five_points(61), five_points()))
    ]
    without, first, other, again = versions
    assert again == first
    assert len({without, first, other}) == 3
    names = {file.name for file in folder_of(tmp_path / "0", without).iterdir()}
    assert not {name for name in names if name.startswith("point")}
    assert open_snapshot(tmp_path / "0").points is None


@pytest.mark.parametrize("name", [PEOPLE, *(f"points.{name}.npy" for name in ARRAYS)])
def test_points_that_have_been_altered_are_found_out(tmp_path: Path, name: str) -> None:
    publish(pointed(five_points()), tmp_path)
    file = folder_of(tmp_path, current_version(tmp_path) or "") / name
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(SnapshotError, match="altered"):
        open_snapshot(tmp_path)
