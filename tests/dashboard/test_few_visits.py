"""Where fewer visits than may be shown were made at all, no share of protected visits is told anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from dashboard.components.layer_switch import legend_parts
from dashboard.layers.flow_rows import flow_rows
from dashboard.layers.flows import FlowLayer
from dashboard.layers.measured import TOO_FEW
from dashboard.plan import flow_list
from dashboard.tables.rows import is_missing
from dashboard.tables.tables import table_keys, table_of
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.comparison.costs import costs
from geodata.comparison.profiles import profiles
from geodata.focus.place import PlaceType
from geodata.focus.places import every
from geodata.focus.who_goes_where import ways_of
from geodata.measures.measure import Measure
from geodata.measures.registry import MEASURES, measures_of
from geodata.region.few_cases import FEWEST
from geodata.scenario.scenario import default_scenario
from tests.dashboard.components.test_components import texts, written
from tests.dashboard.regions import FEW, few_visits, focuses
from tests.toy_region import toy_region

OTHERS = {"of_one", "of_other", "indicator_wait", "choice"}
"""Columns that are shares of residents, or an indicator."""
ENDS = {*toy_region().areas.index, *toy_region().units.index}
"""The way between two of these passes the nearest unit or does not, however few go it."""


def assessed_few(*, protected: bool) -> Assessment:
    region = few_visits(protected=protected)
    return assess(region, default_scenario(region))


PROTECTED = assessed_few(protected=True)
TABLES = table_keys(PROTECTED.region)
OF_VISITS = [one for one in MEASURES if "visits" in one.tables and one.unit == "share"]


def shares_told(assessment: Assessment, key: str) -> Iterator[tuple[str, str, object]]:
    """Place, column and cell of every share of visits that a table holds."""
    for focus in focuses(assessment):
        table = table_of(assessment, focus, key)
        for column in table.columns:
            if column.kind == "share" and column.key not in OTHERS:
                for id_, cell in zip(table.ids, table.values[column.key], strict=True):
                    a_way = column.key == "past" and set(id_.split(">")) <= ENDS
                    if not is_missing(cell) and not a_way:
                        yield f"{focus.kind} {focus.id}", column.key, cell


def test_there_are_fewer_than_may_be_shown() -> None:
    assert sum(FEW) < FEWEST
    public = assessed_few(protected=False)
    told = {key for key in TABLES if any(True for _ in shares_told(public, key))}
    assert {"flows", "market", "passed", "operators", "overlaps", "municipalities"} <= told


@pytest.mark.parametrize("key", TABLES)
def test_no_table_holds_a_share_of_them(key: str) -> None:
    assert {cell for _, _, cell in shares_told(PROTECTED, key)} <= {TOO_FEW}


@pytest.mark.parametrize("shown", [0, 20], ids=["most told together", "each told"])
def test_no_list_of_flows_says_a_share_of_them(shown: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_list, "SHOWN", shown)
    en = words("en")
    told = [
        " ".join(written(flow_list.flow_list(assessment, focus, flow_rows(assessment, focus, way), en)))
        for assessment in (assessed_few(protected=False), PROTECTED)
        for focus in focuses(assessment)
        for way in ways_of(focus)
    ]
    public, protected = told[: len(told) // 2], told[len(told) // 2 :]
    assert sum("%" in one for one in public) > 5
    assert not [one for one in protected if "%" in one]
    assert any("too few to show" in one for one in protected)


def test_no_legend_says_a_share_of_them() -> None:
    en = words("en")
    public, protected = (
        " ".join(texts(legend_parts(FlowLayer().legend(assessed_few(protected=each)), en)))
        for each in (False, True)
    )
    assert "%" in public
    assert "%" not in protected


def test_a_legend_says_no_share_of_nothing_and_none_above_all() -> None:
    assessment = assessed_few(protected=True)
    visits = assessment.region.visits
    assert visits is not None
    levels = dict(visits.levels)
    homes = levels["municipality", "region"]
    for each, told in ((0, "All flows with a location are drawn."), (4, "carrying 100% of all")):
        levels["municipality", "region"] = replace(homes, visits=np.full_like(homes.visits, each))
        there = levels["municipality", "municipality"]
        levels["municipality", "municipality"] = replace(there, visits=np.full_like(there.visits, 90))
        region = replace(assessment.region, visits=replace(visits, levels=levels))
        legend = FlowLayer().legend(assess(region, default_scenario(region)))
        assert told in " ".join(texts(legend_parts(legend, words("en"))))


def test_no_profile_of_a_unit_is_made_of_them() -> None:
    public, found = (profiles(assessed_few(protected=each)) for each in (False, True))
    assert np.isfinite(public.far).tolist() == [True, False, True]
    assert not public.few.any()
    assert found.few.tolist() == [True, False, True]
    for name in ("oldest", "youngest", "need", "density", "minutes", "far"):
        assert np.isnan(getattr(found, name)).all(), name
    np.testing.assert_array_equal(found.size, public.size)


def test_no_share_of_them_is_said_to_have_a_known_cost() -> None:
    public, found = (costs(assessed_few(protected=each)) for each in (False, True))
    assert np.isfinite(public.covered).tolist() == [True, False, True]
    assert np.isnan(found.covered).all()
    np.testing.assert_array_equal(found.per_visit, public.per_visit)


@pytest.mark.parametrize("measure", OF_VISITS, ids=lambda measure: measure.key)
def test_no_measure_is_a_share_of_them(measure: Measure) -> None:
    for kind in measure.kinds:
        if kind not in ("several", "drawn"):  # of those there is no list
            found = measure.counts(PROTECTED, every(PROTECTED, kind))
            assert np.isnan(found.value).all(), kind


@pytest.mark.parametrize("kind", ["region", "municipality", "area", "zone"])
def test_no_indicator_is_a_mean_over_them(kind: PlaceType) -> None:
    public, found = (
        measures_of(each.region)["indicator_wait"].counts(each, every(each, kind))
        for each in (assessed_few(protected=False), PROTECTED)
    )
    assert np.isfinite(public.value).all()
    assert set(found.why) == {"why.too_few"}
