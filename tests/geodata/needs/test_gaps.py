"""A projection with gaps: what is whole of it is used, and what is not is never a fault of the program."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.assessment.assessment import assess
from geodata.focus.places import place_of
from geodata.measures.need import need_measures, why_no_need
from geodata.needs.errors import IncompleteProjectionError
from geodata.needs.of_region import need_model_of
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.toy_projection import projected_toy_region


def without(variant: str | None, year: int | None = None) -> Region:
    """The projected toy region, M2 left out of a variant (None: of all), in a year (None: in all)."""
    region = projected_toy_region()
    rows = region.projections
    assert rows is not None
    out = rows["municipality_id"] == "M2"
    out &= (rows["variant"] == variant) if variant is not None else True
    out &= (rows["year"] == year) if year is not None else True
    return replace(region, projections=rows[~out])


@pytest.mark.parametrize("year", [None, 2030])
def test_a_variant_with_a_gap_is_not_offered_and_the_main_one_is_used(year: int | None) -> None:
    region = without("high", year)
    assert need_model_of(region, "gp").offer.variants == ("",)
    assessment = assess(region, default_scenario(region))
    assert need_measures()["use_ahead"].read(assessment, place_of(assessment, "region")).value == 560


def test_a_variant_that_is_whole_is_used_where_the_main_one_has_a_gap() -> None:
    region = without("")
    assert need_model_of(region, "gp").offer.default().variant == "high"


@pytest.mark.parametrize("year", [None, 2035])
def test_a_municipality_in_no_variant_leaves_no_need_to_come_and_says_why(year: int | None) -> None:
    region = without(None, year)
    assert why_no_need(region, "gp") == "why.projection_gaps"
    with pytest.raises(IncompleteProjectionError, match="M2"):
        need_model_of(region, "gp")
