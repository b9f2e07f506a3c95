"""The question that a figure answers, in words: what every file, answer and page says was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.texts.travel_names import travel_name
from dashboard.words.focus import areas_named, focus_title, unnamed
from dashboard.words.scenario import changes_told, scenario_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.intake import is_limited
from geodata.assessment.underserved import RULES, limit_of
from geodata.contract.settings import Rule
from geodata.focus.place import Place
from geodata.scenario.rule_changes import bent

Part = Literal[
    "place", "care_form", "period", "operators", "age", "mode", "limit", "rules", "scenario", "versus"
]
SCALES = {"too_far": 1, "too_little": 100, "no_choice": 1, "too_few": 100}
"""What a rule's limit is multiplied by to be written: shares are written as percent."""


@dataclass(frozen=True)
class QuestionPart:
    """One part of a question, and what was asked in it."""

    kind: Part
    text: str


def question_parts(
    assessment: Assessment,
    focus: Place,
    words: Words,
    name: str = "",
    versus: tuple[Assessment, str] | None = None,
) -> tuple[QuestionPart, ...]:
    """All that decides the answer, also what is as usual, in the order of the filters.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    words : Words
    name : str
        Of the scenario, as its maker called it; "" makes one of its changes.
    versus : (Assessment, str), optional
        Another that it is compared with, and its name.

    Returns
    -------
    tuple of QuestionPart
        Without a period where the region has none, and without rules where it has none.
    """
    settings, scenario = assessment.region.settings, assessment.scenario
    title, municipality = focus_title(assessment, focus, words)
    within = f"{title}, {municipality[1]}" if municipality and municipality[1] != title else title
    if focus.is_several:
        within = words("ui.areas_told", title=title, names=areas_named(assessment, focus, words))
    elif focus.is_drawn and focus.name:
        within = words("ui.areas_told", title=title, names=words.inside(unnamed(focus, words)))
    groups = settings.age_groups
    parts = {
        "place": within,
        "care_form": words.of(settings.care_forms[scenario.care_form].name),
        "period": words.period(scenario.period),
        "operators": ", ".join(words(f"operator.{key}") for key in scenario.operators)
        or words("question.all_operators"),
        "age": words.of(groups[scenario.age_group].name)
        if scenario.age_group
        else words("question.all_ages"),
        "mode": words.of(travel_name(assessment.region)) if settings.travel_modes else "",
        "limit": words("question.minutes", limit=scenario.limit_min),
        "rules": rules_told(assessment, words),
        "scenario": scenario_told(assessment, words, name),
        "versus": "" if versus is None else _versus_told(*versus, words),
    }
    return tuple(QuestionPart(kind, text) for kind, text in parts.items() if text)  # type: ignore[arg-type]


def rules_told(assessment: Assessment, words: Words) -> str:
    """That the published rules apply, or each that does not and how; that a region has none.

    A rule that follows the longest acceptable journey is changed with that.
    """
    settings, scenario = assessment.region.settings, assessment.scenario
    if not settings.rules:
        return words("question.rules_not_set")
    published_min = settings.care_forms[scenario.care_form].limit_min
    now = bent(settings.rules, scenario.rules)
    changed = []
    for key in (key for key in RULES if key in settings.rules):
        before, after = settings.rules[key], now[key]
        old, new = limit_of(settings.rules, key, published_min), limit_of(now, key, scenario.limit_min)
        if after.on and (not before.on or old != new):
            limit = _limit(after, new, words)
            name = "question.rule_limit" if before.on else "question.rule_on"
            published = _limit(before, old, words)
            changed.append(words(name, rule=_name(key, words), limit=limit, published=published))
        elif before.on and not after.on:
            changed.append(words("question.rule_off", rule=_name(key, words)))
    if settings.rules and not any(rule.on for rule in now.values()):
        return words("question.rules_none")
    if changed:
        return words("question.rules_changed", rules="; ".join(changed))
    follows = "no_choice" in now and now["no_choice"].on and scenario.limit_min != published_min
    return words("question.rules_with_limit" if follows else "question.rules_published")


def scenario_told(assessment: Assessment, words: Words, name: str = "") -> str:
    """The scenario by name with each of its changes; that it is as today where there are none."""
    if not assessment.scenario.changes:
        return name if name and assessment.scenario.rules else words("question.today")
    changes = "; ".join(changes_told(assessment, words))
    scenario = words("question.scenario", name=name or scenario_name(assessment, words), changes=changes)
    if not is_limited(assessment.region, assessment.scenario.care_form):
        return scenario
    return words(f"question.scenario_{assessment.scenario.intake}", scenario=scenario)


def _versus_told(other: Assessment, name: str, words: Words) -> str:
    """The scenario compared with, and its rules where it bends any."""
    scenario = scenario_told(other, words, name)
    return (
        words("question.versus", scenario=scenario, rules=rules_told(other, words))
        if other.scenario.rules
        else scenario
    )


def _name(key: str, words: Words) -> str:
    return words(f"rule.{key}.name")


def _limit(rule: Rule, limit: float, words: Words) -> str:
    before, unit = words(f"rules.{rule.key}.before"), words(f"rules.{rule.key}.unit")
    scaled = limit * SCALES[rule.key]
    written = words.number(scaled, 0 if float(scaled).is_integer() else 1)
    return f"{before[:1].lower()}{before[1:]} {written} {unit}"
