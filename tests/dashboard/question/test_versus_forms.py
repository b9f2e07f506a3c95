"""A scenario is compared by the care form of the question, whichever the region names first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyproj import Transformer

from dashboard.question.display import VersusRecord
from dashboard.question.versus import misread_versus, other_of
from geodata.assessment.assessment import assess
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from geodata.scenario.valid_changes import capacity_most
from tests.small_region import CRS, EAST, NORTH, computed_small_region

LON, LAT = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True).transform(EAST + 5_000, NORTH + 5_000)


def region_with(gp: float, rehab: float) -> Region:
    region = computed_small_region()
    capacity = [gp if form == "gp" else rehab for form in region.units["care_form"]]
    return replace(region, units=region.units.assign(capacity=capacity))


@pytest.mark.parametrize(("gp", "rehab"), [(100.0, 2.0), (2.0, 100.0)])
def test_a_new_unit_compared_with_is_held_by_the_care_form_of_the_question(gp: float, rehab: float) -> None:
    region = region_with(gp, rehab)
    changes_text = f"add:n1@{LAT:.5f},{LON:.5f}*500"
    large, small = ("gp", "rehab") if gp > rehab else ("rehab", "gp")
    assert capacity_most(region, small) < 500 < capacity_most(region, large)
    for form, changes in ((large, 1), (small, 0)):
        assessment = assess(region, parse(region, {"care_form": form}))
        other = other_of(assessment, VersusRecord(changes_text))
        assert other is not None
        assert len(other[0].scenario.changes) == changes
        misread = misread_versus(region, {"versus": changes_text, "form": form})
        assert [(each.key, each.instead) for each in misread] == [("versus", "most")] * (1 - changes)
