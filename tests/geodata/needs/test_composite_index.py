from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from geodata.needs.composite_index import CompositeIndex, composite_index
from geodata.needs.errors import NeedsError, ScaleError
from geodata.needs.known_indices import INDICES

PEOPLE = np.array([1000.0, 3000.0])


def variables(**values: tuple[tuple[float, float], ...]) -> DataFrame:
    """Value and denominator of each area, by variable."""
    rows = [(name, at, *pair) for name, pairs in values.items() for at, pair in enumerate(pairs)]
    return DataFrame(rows, columns=["variable", "area", "value", "denominator"])


TWO = variables(alone=((100.0, 1000.0), (60.0, 3000.0)), poor=((0.3, np.nan), (0.1, np.nan)))


def test_weights_times_shares_by_hand() -> None:
    index = CompositeIndex("own", {"alone": 6.0, "poor": 2.0})
    assert composite_index(TWO, index, PEOPLE).values.tolist() == pytest.approx([1.2, 0.32])


def test_a_mean_of_one_is_over_the_residents() -> None:
    index = CompositeIndex("own", {"alone": 6.0, "poor": 2.0}, scale="mean_one")
    found = composite_index(TWO, index, PEOPLE).values
    assert found.tolist() == pytest.approx([1.2 / 0.54, 0.32 / 0.54])
    assert found @ PEOPLE / PEOPLE.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("count",), [100, 60]),
        (("share",), [0.1, 0.02]),
        (("per_cent", "log"), [np.log(11), np.log(3)]),
        (("share", "z"), [1, -1]),
        (("share", "weighted_z"), [3**0.5, -(3**-0.5)]),
        (("share", "rank"), [1, 0]),
    ],
)
def test_each_step_by_hand(steps: tuple[str, ...], expected: list[float]) -> None:
    index = CompositeIndex("own", {"alone": 1.0}, {"": steps})
    assert composite_index(TWO, index, PEOPLE).values.tolist() == pytest.approx(expected)


def test_a_variable_that_an_area_lacks_leaves_it_without_an_index() -> None:
    table = variables(alone=((100.0, 1000.0), (np.nan, 3000.0)), poor=((0.3, np.nan), (0.1, np.nan)))
    found = composite_index(table, CompositeIndex("own", {"alone": 1.0, "poor": 1.0}), PEOPLE).values
    assert np.isnan(found).tolist() == [False, True]


def test_variables_that_nobody_gave_are_named() -> None:
    with pytest.raises(NeedsError, match="age, education"):
        composite_index(TWO, CompositeIndex("own", {"education": 1.0, "age": 1.0, "poor": 1.0}), PEOPLE)


def test_a_step_or_scale_that_there_is_not_is_refused() -> None:
    with pytest.raises(NeedsError, match="square"):
        CompositeIndex("own", {"alone": 1.0}, {"": ("square",)})
    with pytest.raises(NeedsError, match="hundred"):
        CompositeIndex("own", {"alone": 1.0}, scale="hundred")


@pytest.fixture(scope="module")
def example(shared: Path) -> pd.DataFrame:
    """The statistics office's own worked example of the Care Need Index: two units."""
    return pd.read_csv(shared / "needs/sweden/cni_scb_example.csv")


def as_variables(example: pd.DataFrame) -> DataFrame:
    return variables(
        **{
            name: tuple(zip(example[name].astype(float), example["population"].astype(float), strict=True))
            for name in INDICES["cni"].weights
        }
    )


def test_the_care_need_index_of_the_worked_example(example: pd.DataFrame) -> None:
    table, people = as_variables(example), example["population"].to_numpy(float)
    sums = CompositeIndex("cni_sum", INDICES["cni_raw"].weights, {"": ("count",)})
    assert composite_index(table, sums, people).values.tolist() == pytest.approx([22709.42, 7869.74])
    raw = composite_index(table, INDICES["cni_raw"], people).values
    assert raw.tolist() == pytest.approx([22709.42 / 5912, 7869.74 / 2407])
    assert composite_index(table, INDICES["cni"], people).values.round(4).tolist() == [1.5513, 1.3204]


def test_its_weights_are_those_that_are_published(shared: Path) -> None:
    published = pd.read_csv(shared / "needs/sweden/cni_weights.csv")
    assert dict(INDICES["cni"].weights) == dict(zip(published["variable"], published["weight"], strict=True))


def test_the_two_scales_of_the_care_need_index_are_never_mixed(example: pd.DataFrame) -> None:
    table, people = as_variables(example), example["population"].to_numpy(float)
    raw, mean_one = (composite_index(table, INDICES[key], people) for key in ("cni_raw", "cni"))
    assert raw.scale == "raw"
    assert mean_one.scale == "mean_one"
    with pytest.raises(ScaleError, match=r"raw.*mean_one"):
        raw.less(mean_one)
    assert mean_one.less(mean_one).tolist() == [0, 0]


def test_townsend_takes_logarithms_of_two_and_carstairs_weighs_by_residents() -> None:
    rng = np.random.default_rng(1)
    table = variables(
        **{
            name: tuple((float(value), 1000.0) for value in rng.integers(10, 500, 6))
            for name in (
                "unemployment", "overcrowding", "no_car", "not_owner_occupied",
                "male_unemployment", "low_social_class",
            )
        }
    )  # fmt: skip
    people = rng.uniform(500, 5000, 6)
    share = {name: rows["value"].to_numpy() / 1000 for name, rows in table.groupby("variable")}

    def z(value: np.ndarray, weights: np.ndarray) -> np.ndarray:
        mean = np.average(value, weights=weights)
        return np.asarray((value - mean) / np.sqrt(np.average((value - mean) ** 2, weights=weights)))

    same = np.ones(6)
    townsend = sum(z(np.log(100 * share[name] + 1), same) for name in ("unemployment", "overcrowding"))
    townsend += sum(z(share[name], same) for name in ("no_car", "not_owner_occupied"))
    np.testing.assert_allclose(composite_index(table, INDICES["townsend"], people).values, townsend)
    carstairs = sum(z(share[name], people) for name in INDICES["carstairs"].weights)
    found = composite_index(table, INDICES["carstairs"], people)
    np.testing.assert_allclose(found.values, carstairs)
    assert found.values @ people == pytest.approx(0, abs=1e-9 * people.sum())
