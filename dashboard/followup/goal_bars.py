"""Terms of the contracts and goals of the year, as bars with their numbers beside."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag
from dashboard.tables.follow_ups import reached_key
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.followup.goals import YearGoal
from geodata.followup.overview import Overview, TermSum


def term_bars(found: Overview, words: Words) -> list[Markup]:
    """A bar of each term: units that fulfil it, that do not, and that nothing is known of."""
    if not found.terms:
        return [tag("p", words("followup.none.terms_how"), class_="note")]
    key = tag(
        "p",
        *[
            tag("span", words(f"followup.answer.{answer}"), class_=f"bar-key is-{answer}")
            for answer in ("yes", "no", "unknown")
        ],
        class_="bar-keys",
    )
    return [key, tag("ul", *[_term(each, found, words) for each in found.terms], class_="bar-rows")]


def _term(each: TermSum, found: Overview, words: Words) -> Markup:
    term = found.assessment.region.settings.follow_up.terms[each.term]
    counts = {"yes": each.fulfilled, "no": each.broken, "unknown": each.unknown}
    every = max(sum(counts.values()), 1)
    parts = [
        tag("span", class_=f"is-{key}", style=f"width:{100 * count / every:.3f}%")
        for key, count in counts.items()
        if count
    ]
    sentence = words("followup.terms.sentence", **counts)
    return tag(
        "li",
        tag("span", words.of(term.name), class_="bar-name", title=words.of(term.about)),
        tag("span", *parts, class_="follow-bar", aria_hidden="true"),
        tag(
            "span",
            tag("strong", words.count(each.fulfilled), aria_hidden="true"),
            tag("span", f" · {words.count(each.broken)} · {words.count(each.unknown)}", aria_hidden="true"),
            tag("span", sentence, class_="unseen"),
            class_="bar-number",
        ),
    )


def goal_bars(found: Overview, words: Words) -> list[Markup]:
    """A bar of each goal: the region's value, with a mark where the goal is."""
    if not found.goals:
        return [tag("p", words("followup.none.goals_how"), class_="note")]
    year = tag("p", words("followup.goals.how", year=str(found.year)), class_="about")
    return [year, tag("ul", *[_goal(each, found, words) for each in found.goals], class_="bar-rows")]


def _goal(goal: YearGoal, found: Overview, words: Words) -> Markup:
    name = goal_words(found.assessment, goal, words)
    state = reached_key(goal)
    mark = {"yes": "▲ ", "no": "▼ ", "unknown": ""}[state]
    side = {"yes": "is-better", "no": "is-worse", "unknown": "missing"}[state]
    target = words.measure(goal.target, goal.unit)
    value = words(goal.why) if goal.value is None else _value(goal, target, words)
    units = (
        ""
        if goal.units is None or goal.reaching is None
        else f" · {words('followup.goals.units', reaching=goal.reaching, units=goal.units)}"
    )
    return tag(
        "li",
        tag("span", name, class_="bar-name"),
        tag("span", f"{mark}{words(f'followup.reached.{state}')}", class_=f"bar-state {side}"),
        tag("span", *_track(goal), class_="follow-bar is-goal", aria_hidden="true"),
        tag(
            "span",
            tag("strong", value),
            units,
            tag("span", f", {words(f'followup.goals.{goal.better}', value=target)}", class_="unseen"),
            class_="bar-number",
        ),
    )


def _value(goal: YearGoal, target: str, words: Words) -> str:
    """The value in words; with a decimal more where it is short of a goal that it is rounded to."""
    value = goal.value or 0.0
    text = words.measure(value, goal.unit)
    if text != target or goal.reached or goal.unit != "share":
        return text
    return words("followup.goals.just", share=words.number(100 * value, 2))


def _track(goal: YearGoal) -> list[Markup]:
    """The value's bar and the goal's mark; shares on a scale to 100 per cent, others to what is largest."""
    if goal.value is None:
        return []
    top = 1.0 if goal.unit == "share" else 1.25 * max(goal.value, goal.target, 1e-9)
    wide, mark = (min(max(100 * each / top, 0.0), 100.0) for each in (goal.value, goal.target))
    side = "is-reached" if goal.reached else "is-short"
    return [tag("span", class_=side, style=f"width:{wide:.2f}%"), tag("i", style=f"left:{mark:.2f}%")]


def goal_words(assessment: Assessment, goal: YearGoal, words: Words) -> str:
    """What a goal is of."""
    if goal.indicator:
        return words.of(assessment.region.settings.indicators[goal.indicator].name)
    return words(f"followup.measure.{goal.measure}")
