"""Before, after and goal of choosing: of the periods there are, and what visits cannot tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geodata.assessment.assessment import assess
from geodata.comparison.choice_goals import choice_goals
from geodata.contract.settings import ChoiceGoals
from geodata.focus.places import whole_region
from geodata.measures.choice import ACTIVE_CHOICE
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region


def goals_by_key(region: Region, goals: ChoiceGoals) -> dict[str, tuple[object, ...]]:
    region = replace(region, settings=replace(region.settings, choice_goals=goals))
    found = choice_goals(assess(region, default_scenario(region)))
    return {goal.key: (goal.before, goal.after, goal.goal, goal.reached, goal.why) for goal in found}


def test_after_is_the_measure_itself_and_a_goal_is_reached_from_its_share_up() -> None:
    region = toy_region()
    assessment = assess(region, default_scenario(region))
    share = ACTIVE_CHOICE.read(assessment, whole_region(assessment)).value
    assert share is not None
    for goal, reached in ((share, True), (min(share + 0.01, 1.0), False)):
        found = goals_by_key(region, ChoiceGoals({"active_choice": goal}))
        assert found["active_choice"] == (share, share, goal, reached, "")
    assert found["re_choice"] == (None, None, None, None, "")


def test_of_a_time_before_the_data_nothing_is_said() -> None:
    found = goals_by_key(toy_region(), ChoiceGoals({"active_choice": 0.1}, date(1900, 1, 1)))
    assert found["active_choice"][0] is None
    assert found["active_choice"][1] is not None
    silent = goals_by_key(replace(toy_region(), visits=None), ChoiceGoals({"active_choice": 0.1}))
    assert silent["active_choice"] == (None, None, 0.1, None, "why.no_visits")
