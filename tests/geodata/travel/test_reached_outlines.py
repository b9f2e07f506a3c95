"""Outlines go as far as a place is reached from, whatever the nodes of the first grid happen to miss."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geodata.assessment import reached_area
from geodata.assessment.assessment import assess
from geodata.publish.build import computed
from geodata.scenario.scenario import parse
from geodata.travel.reached_outlines import Outlines, reached_outlines
from tests.geodata.travel.test_model import ROAD, on_roads
from tests.toy import CORNER
from tests.toy_modes import toy_of_two_modes


def test_what_is_known_to_be_reached_lies_within_though_no_node_is_near_the_road(tmp_path: Path) -> None:
    # Aslant, so that nodes 6.5 km apart lie beside it.
    region = computed(on_roads(tmp_path, {"W": (0, 0), "M": (15_500, 9000)}, ((("W", "M"), ROAD),)))
    travel = replace(region.settings.travel, longest_snap_m=500.0)
    region = replace(region, settings=replace(region.settings, travel=travel))
    begin, end = (CORNER[0], CORNER[1]), (CORNER[0] + 15_500, CORNER[1] + 9000)
    blind, seeing = (
        reached_outlines(region, begin, (60.0,), known).by_minutes[60.0] for known in (None, np.array([end]))
    )
    assert blind.bounds[2] < end[0] - 5000, "what this is about"
    assert seeing.bounds[2] == pytest.approx(end[0], abs=600)


def test_homes_within_reach_are_what_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region, told = toy_of_two_modes(tmp_path), list[Any]()

    def outlines(*given: Any) -> Outlines:
        told.extend(given)
        return Outlines({}, 0.0)

    monkeypatch.setattr(reached_area, "reached_outlines", outlines)
    reached_area.outlines_of(assess(region, parse(region, {})), "unit:v1", (15.0,))
    assert told[3].tolist() == region.areas[["x", "y"]].to_numpy()[:2].tolist(), "Ceby lies 26 minutes off"
