"""Five measures of one region, and where they agree. The toy's are those of docs/worked-examples.md."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import Rule
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy_region import PERSONS, toy_region, with_units

REGION = toy_region()


def of(region: Region = REGION, **words: object) -> Assessment:
    return assess(region, parse(region, words))


def ruled(limit: float) -> Region:
    rule = Rule("too_little", limit, False, {})
    return replace(REGION, settings=replace(REGION.settings, rules={"too_little": rule}))


def test_each_measure_has_its_own_access_and_the_same_mean_index() -> None:
    assert of().access.per_1000("M2SFCA").round(6).tolist() == [4.353634, 3.070860, 2.403846]
    assert of().access.per_1000().tolist() == of().access.per_1000("E2SFCA").tolist()
    for method in METHODS:
        assert np.average(of().access.index(method), weights=PERSONS) == pytest.approx(100)


def test_an_area_has_too_little_below_the_rules_share_of_the_mean() -> None:
    """At 60 %: A3 has 33 (2SFCA), 56 (E2), 74 (M2), 95 (3SFCA) and 115 (MH3) of 100; the others more."""
    assert of().access.index("2SFCA")[2] == pytest.approx(1.428571 / (15_000 / 3500) * 100)
    agreeing = of(ruled(0.6)).lacking.agreeing
    assert list(agreeing) == list(METHODS)
    assert {key: areas.tolist()[2] for key, areas in agreeing.items()} == {
        "2SFCA": True, "E2SFCA": True, "M2SFCA": False, "3SFCA": False, "MH3SFCA": False,
    }  # fmt: skip
    assert of(ruled(0.6)).lacking.agreement.tolist() == [0, 0, 2]


def test_the_share_is_the_rules_own_though_the_rule_is_off_and_half_where_there_is_none() -> None:
    assert of(ruled(0.6)).lacking.too_little == 0.6
    bare = replace(REGION, settings=replace(REGION.settings, rules={}))
    assert of(bare).lacking.too_little == 0.5
    assert of(bare).lacking.agreement.tolist() == [0, 0, 1]


def test_all_agree_where_nothing_is_within_reach_and_none_where_nobody_lives() -> None:
    nothing = of(replace(REGION, minutes=csr_array((3, 3))))
    assert nothing.lacking.agreement.tolist() == [5, 5, 5]
    empty = replace(REGION, population=REGION.population.assign(persons=0))
    assert of(empty).lacking.agreement.tolist() == [0, 0, 0]


def test_supply_in_nobodys_reach_is_named() -> None:
    assert not of().access.stranded.any()
    assert of(care_form="rehab").access.stranded.tolist() == [False, True, False], "an hour from everywhere"
    assert not of(with_units(REGION, area=[-1, -1, -1])).access.stranded.any(), (
        "outside it is no supply to share"
    )


def test_access_and_stranded_capacity_are_all_that_is_offered() -> None:
    for form in ("gp", "rehab"):
        asked = of(care_form=form)
        shared = asked.persons @ asked.access.per_1000() / 1000
        assert shared + asked.access.offered[asked.access.stranded].sum() == pytest.approx(
            asked.access.offered.sum()
        )
