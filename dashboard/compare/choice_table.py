"""Has the system of choice reached its goals: how many choose, choose again, and choose private care."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.comparison.choice_goals import ChoiceGoal, choice_goals


def choice_table(assessment: Assessment, words: Words) -> list[Markup]:
    """Table of the goals before and after, and what the region has not said.

    Parameters
    ----------
    assessment : Assessment
    words : Words
    """
    found = choice_goals(assessment)
    reached = [goal.reached for goal in found if goal.reached is not None]
    text = (
        words("compare.choice.about", reached=sum(reached), goals=len(reached))
        if reached
        else words("compare.choice.no_goals")
    )
    keys = ("what", "before", "after", "goal", "reached")
    headings = [words(f"compare.choice.{key}") for key in keys]
    return [
        tag("p", text, class_="about"),
        plain_table(
            words("compare.choice.table"), headings, [_row(goal, words) for goal in found], (1, 2, 3)
        ),
        tag("p", words("compare.choice.how"), class_="note"),
    ]


def _row(goal: ChoiceGoal, words: Words) -> list[Cell]:
    why = words(goal.why) if goal.why else words("compare.choice.untold")
    answer = {True: "yes", False: "no", None: "unknown"}[goal.reached]
    return [
        words(f"compare.choice.{goal.key}"),
        _share(goal.before, goal.before_period, words("compare.choice.no_before"), words),
        _share(goal.after, goal.after_period, why, words),
        (words("compare.choice.no_goal"), "missing") if goal.goal is None else words.share(goal.goal),
        (words(f"compare.choice.{answer}"), {True: "", False: "is-worse", None: "missing"}[goal.reached]),
    ]


def _share(value: float | None, period: str, why: str, words: Words) -> Cell:
    if value is None:
        return why, "missing"
    return tag("span", words.share(value), " ", tag("span", words.period(period), class_="small"))
