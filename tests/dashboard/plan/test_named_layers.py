"""A layer that a link names stands on the page though the region has nothing of it, and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dash import html

from dashboard.layers import layer_of
from dashboard.plan.page import plan_page
from dashboard.words.layers import layer_missing
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import REGIONS
from tests.toy_projection import projected_toy_region

SV = words("sv")


def offered(region: Region, query: dict[str, str]) -> set[str]:
    """Values of all choices on the page."""
    page = plan_page(region, SV, query, "")
    return {str(part.value) for part in page._traverse() if isinstance(part, html.Option)}


@pytest.mark.parametrize("key", ["need", "use_change"])
def test_what_a_link_names_is_among_the_choices(key: str) -> None:
    region = REGIONS["whole"]
    assert key not in offered(region, {})
    assert key in offered(region, {"layers": key})
    assert key in offered(region, {"table": key})


@pytest.mark.parametrize(
    ("region", "values", "key", "why"),
    [
        (REGIONS["whole"], {}, "need", "why.no_projection"),
        (projected_toy_region(), {"age_group": "0-19"}, "need", "why.need_of_all"),
        (projected_toy_region(), {"operators": ("own",)}, "need", "why.need_of_all"),
        (REGIONS["whole"], {}, "use_change", "why.one_period"),
        (REGIONS["no visits"], {}, "use_change", "why.no_visits"),
    ],
)
def test_why_there_is_nothing_is_the_layer_s_own_reason(
    region: Region, values: dict[str, object], key: str, why: str
) -> None:
    assessment = assess(region, replace(default_scenario(region), region=region, **values))
    layer = layer_of(region, key)
    assert not layer.available(assessment)
    assert layer_missing(layer, assessment, SV) == SV(why)
