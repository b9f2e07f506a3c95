"""The map of who reaches care by car alone; see `tests.toy_modes` for what there is to count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dashboard.layers import layers_of
from dashboard.layers.without_car import NOT_BY_CAR, WithoutCarLayer, classes
from dashboard.words.layers import layer_missing
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.modes import BY_CAR_ALONE, NEAREST_WITHOUT_CAR
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy import CORNER, SIDE, to_degrees
from tests.toy_modes import toy_of_two_modes, toy_with_a_table
from tests.toy_region import toy_region


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return toy_of_two_modes(tmp_path_factory.mktemp("modes"))


def asked(region: Region, **values: object) -> Assessment:
    return assess(region, parse(region, values))


def test_the_map_shows_the_fastest_other_way_in_steps_of_its_limit(region: Region) -> None:
    assert classes(asked(region)).tolist() == [0, 0, 3]  # 52 minutes, where 2 x 20 end
    assert classes(asked(region, limit_min=10)).tolist() == [0, 0, NOT_BY_CAR]
    assert classes(asked(region, mode="bicycle", limit_min=40)).tolist() == [0, 0, 1]
    legend = WithoutCarLayer().legend(asked(region))
    assert [swatch.count for swatch in legend.swatches] == [2, 0, 0, 1, 0]


def test_the_table_has_a_column_of_each_way(region: Region) -> None:
    assessment = asked(region)
    table = WithoutCarLayer().table(assessment, place_of(assessment, "region", ""))
    rows = {
        key: np.round(np.asarray(cells, float), 1).tolist() for key, cells in list(table.values.items())[3:]
    }
    assert rows == {
        "nearest_car": [0, 0, 13],
        "nearest_bicycle": [0, 0, 52],
        NEAREST_WITHOUT_CAR.key: [0, 0, 52],
        BY_CAR_ALONE.key: [0, 0, 1],
    }


def test_a_region_of_one_way_has_no_such_layer(region: Region) -> None:
    assert WithoutCarLayer() in layers_of(region)
    assert WithoutCarLayer() not in layers_of(toy_region())


def test_a_new_unit_that_a_way_has_no_times_to_leaves_no_map_and_that_is_said(tmp_path: Path) -> None:
    region, layer = toy_with_a_table(tmp_path, "bicycle"), WithoutCarLayer()
    lon, lat = to_degrees(CORNER[0] + 2.5 * SIDE, CORNER[1] + 0.9 * SIDE)
    added = asked(region, changes=f"add:n1@{lat:.5f},{lon:.5f}*4")
    table = layer.table(added, place_of(added, "region", ""))
    assert not layer.available(added)
    assert (table.ids, table.empty) == ([], "why.no_times_there")
    assert layer_missing(layer, added, words("en")) == words("en")("why.no_times_there")
    assert layer.available(added.without_changes)
