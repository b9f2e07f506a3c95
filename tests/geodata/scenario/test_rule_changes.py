"""Published rules can be bent by a planner, and only those that there are."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from geodata.assessment.assessment import assess
from geodata.contract.errors import UnknownNameError
from geodata.scenario.rule_changes import RuleChange, bent, checked_rules, read_rule_changes
from geodata.scenario.scenario import default_scenario, parse
from tests.toy_region import toy_region, toy_settings

RULES = toy_settings().rules


def test_rules_are_read_as_an_address_has_them() -> None:
    assert read_rule_changes("too_far:25.5,no_choice:off,too_few:on") == (
        RuleChange("too_far", True, 25.5),
        RuleChange("no_choice", False),
        RuleChange("too_few", True),
    )


@pytest.mark.parametrize(
    "text", ["too_far", "too_far:", "too_far:-1", "too_far:nan", "too_far:inf", "too_few:x"]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(UnknownNameError, match="too_far:25"):
        checked_rules(RULES, read_rule_changes(text))


@pytest.mark.parametrize("limit", [-5.0, math.nan, math.inf])
def test_a_scenario_has_no_limit_that_an_address_cannot_have(limit: float) -> None:
    region = toy_region()
    with pytest.raises(UnknownNameError, match="too_far:25"):
        replace(default_scenario(region), region=region, rules=(RuleChange("too_far", True, limit),))


def test_the_same_rules_are_the_same_however_they_were_bent() -> None:
    assert checked_rules(RULES, [RuleChange("no_choice", False, 7)]) == (RuleChange("no_choice", False),)
    off = {**RULES, "no_choice": replace(RULES["no_choice"], on=False)}
    same = [RuleChange("no_choice", True), RuleChange("no_choice", True, off["no_choice"].limit)]
    assert checked_rules(off, same[:1]) == checked_rules(off, same[1:]) == (same[0],)


def test_a_rule_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="it has too_far, too_little, no_choice, too_few"):
        checked_rules(RULES, [RuleChange("too_late", False)])


def test_what_changes_nothing_is_left_out_and_the_last_word_counts() -> None:
    published = RULES["too_little"].limit
    said = [RuleChange("no_choice", True), RuleChange("too_little", True, 0.1)]
    assert checked_rules(RULES, [*said, RuleChange("too_little", True, published)]) == ()
    assert bent(RULES, [RuleChange("too_little", False)])["too_little"] == replace(
        RULES["too_little"], on=False
    )


def test_bending_a_rule_moves_the_underserved_and_nothing_else() -> None:
    region = toy_region()
    strict = assess(region, parse(region, {"rules": "too_far:7,no_choice:off"}))
    usual = assess(region, default_scenario(region))
    assert strict.lacking.rules["too_far"].tolist() == [False, True, True], "5, 12 and 8 minutes"
    assert "no_choice" not in strict.lacking.rules
    assert usual.lacking.rules["too_far"].tolist() == [False, False, False]
    assert (strict.access.nearest_min == usual.access.nearest_min).all()
    assert strict.use.flows is usual.use.flows, "use does not depend on what is thought enough"
