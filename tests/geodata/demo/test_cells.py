"""An area's residents live around places and the rest of them evenly, and nobody is lost or made up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from geodata.demo.cells import CELLS, EVEN_SHARE, SIDES_M, spread

NOWHERE = np.empty((0, 2)), np.empty(0)


def squares(*sides_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Squares in a row from west to east, with their middles."""
    east = np.concatenate(([0.0], np.cumsum(sides_m)))
    shapes = [shapely.box(west, 0, west + side, side) for west, side in zip(east, sides_m, strict=False)]
    return np.array(shapes), shapely.get_coordinates(shapely.centroid(np.array(shapes)))


def test_without_a_place_nearby_residents_live_evenly_over_the_land() -> None:
    cells = spread(*squares(4000), pd.DataFrame({"all": [160]}), *NOWHERE, sides_m=[1000])
    assert cells["all"].tolist() == [10] * 16
    assert cells.loc[0, ["x", "y"]].tolist() == [500, 500]
    assert cells.loc[1, ["x", "y"]].tolist() == [500, 1500]


def test_few_residents_are_apart_and_cells_of_nobody_are_none() -> None:
    cells = spread(*squares(4000), pd.DataFrame({"all": [4]}), *NOWHERE, sides_m=[1000])
    assert cells["all"].tolist() == [1, 1, 1, 1]
    assert cells["x"].tolist() == [500, 1500, 2500, 3500]


def test_most_live_around_a_place_and_fewer_the_further_away() -> None:
    people = pd.DataFrame({"all": [16_000]})
    place = np.array([[500.0, 500.0]]), np.array([2500.0])  # its radius is 500 m
    cells = spread(*squares(4000), people, *place, sides_m=[1000])
    at = cells.set_index(["x", "y"])["all"]
    evenly = EVEN_SHARE * 1000
    assert at[500, 500] > 5000
    assert at[500, 500] > at[1500, 500] > at[2500, 500] > evenly - 1
    assert abs(at[3500, 3500] - evenly) <= 1, "further away than a place reaches"
    assert abs((at[1500, 500] - evenly) / (at[500, 500] - evenly) - np.exp(-2)) < 0.01


def test_every_class_sums_to_that_of_its_area() -> None:
    rng = np.random.default_rng(1)
    shapes, homes = squares(*rng.uniform(100, 9000, 30))
    people = pd.DataFrame(rng.integers(0, 900, (30, 4)), columns=["0-19", "20-64", "65-79", "80+"])
    places = rng.uniform(0, 100_000, (40, 2)), rng.uniform(500, 50_000, 40)
    cells = spread(shapes, homes, people, *places)
    found = cells.groupby("area")[list(people)].sum()
    assert found.to_numpy().tolist() == people.to_numpy().tolist()
    assert (cells[list(people)].to_numpy() >= 0).all()
    again = spread(shapes, homes, people, *places)
    pd.testing.assert_frame_equal(cells, again)


def test_cells_are_in_their_area_and_an_area_smaller_than_they_are_is_at_its_home() -> None:
    shapes, homes = squares(400, 3000)
    people = pd.DataFrame({"all": [50, 900]})
    cells = spread(shapes, homes, people, *NOWHERE, sides_m=[1000])
    assert cells[["area", "x", "y", "all"]].iloc[0].tolist() == [0, 200, 200, 50]
    inside = shapely.intersects_xy(shapes[cells["area"]], cells["x"].to_numpy(), cells["y"].to_numpy())
    assert inside.all()


def test_the_larger_the_area_the_larger_its_cells_and_few_they_are() -> None:
    shapes, homes = squares(1000, 4000, 32_000)
    people = pd.DataFrame({"all": [10_000, 10_000, 10_000]})
    cells = spread(shapes, homes, people, *NOWHERE)
    assert cells.groupby("area").size().tolist() == [CELLS, CELLS, CELLS]
    steps = [np.diff(np.unique(each["x"])).min() for _, each in cells.groupby("area")]
    assert steps == [250, 1000, 8000]
    assert set(steps) <= set(SIDES_M)
