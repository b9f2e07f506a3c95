"""The four figures that the page opens with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dashboard.components.markup import Markup, tag
from dashboard.followup.goal_bars import goal_words
from dashboard.followup.head import about
from dashboard.words.words import Words
from geodata.assessment.assessment import assess
from geodata.followup.overview import Overview, overview
from geodata.measures.change import compared
from geodata.measures.follow_ups import YEAR


def cards(found: Overview, words: Words) -> list[Markup]:
    """Cards of terms, thresholds, goals and follow-ups; each says so where the region lacks the data."""
    return [
        _card("terms", *_terms(found, words), words=words),
        _card("below", *_below(found, words), words=words, on_map=True),
        _card("goals", *_goals(found, words), words=words),
        _card("plan", *_plan(found, words), words=words),
    ]


def _card(
    key: str, figure: str, rest: str, small: Sequence[Markup], *, words: Words, on_map: bool = False
) -> Markup:
    body = (
        [tag("p", tag("strong", figure), " ", rest, class_="card-figure")]
        if figure
        else [tag("p", rest, class_="missing")]
    )
    return tag(
        "div",
        tag("h2", words(f"followup.{key}.card"), *about(key, words)),
        *body,
        *([tag("p", *small, class_="card-small")] if small else []),
        class_="followup-kpi is-on" if on_map and figure else "followup-kpi",
    )


def _terms(found: Overview, words: Words) -> tuple[str, str, list[Markup]]:
    now = found.fulfilling_all()
    if now is None:
        return "", words("followup.none.terms"), []
    rest = words("followup.terms.of", units=found.units, share=words.share(now / max(found.units, 1)))
    before = found.fulfilling_all(found.day - timedelta(days=YEAR.days))
    return (
        words.count(now),
        rest,
        [] if before is None else [_change(now - before, words("followup.year_ago"), words)],
    )


def _below(found: Overview, words: Words) -> tuple[str, str, list[Markup]]:
    if not found.judged:
        return "", words("followup.none.below"), []
    now = found.units_below
    small: list[Markup] = []
    period = compared(found.assessment)
    if period and period < found.assessment.scenario.period:
        region = found.assessment.region
        then = replace(found.assessment.scenario, region=region, period=period)
        before = overview(assess(region, then))
        if before.judged:
            small = [_change(now - before.units_below, words.inside(words.period(period)), words), " · "]
    rest = words("followup.below.one_unit" if now == 1 else "followup.below.units")
    listed = found.listed_below
    if now and listed is not None:
        rest += f" · {words('followup.below.listed', count=listed)}"
    return (
        words.count(now),
        rest,
        [*small, words("followup.below.on_map")],
    )


def _goals(found: Overview, words: Words) -> tuple[str, str, list[Markup]]:
    if not found.goals:
        return "", words("followup.none.goals"), []
    reached = [goal for goal in found.goals if goal.reached]
    names = ", ".join(goal_words(found.assessment, goal, words) for goal in reached)
    text = words("followup.goals.reaching", names=names) if reached else words("followup.goals.none_reached")
    return words.count(len(reached)), words("followup.goals.of", count=len(found.goals)), [text]


def _plan(found: Overview, words: Words) -> tuple[str, str, list[Markup]]:
    if found.assessment.region.follow_ups is None:
        return "", words("followup.none.follow_ups"), []
    late = sum(kind.late for kind in found.kinds)
    every = late + sum(kind.ahead for kind in found.kinds)
    last = max((row.due for row in found.follow_ups if row.state != "done"), default=None)
    rest = words("followup.plan.until", month=words(f"format.month.{last.month}")) if last else ""
    kinds = ", ".join(
        words(f"followup.plan.count.{kind.kind}", count=kind.ahead + kind.late)
        for kind in found.kinds
        if kind.ahead + kind.late
    )
    small: list[Markup] = []
    if late:
        small.append(tag("span", f"▲ {words('followup.plan.late', count=late)}", class_="is-worse strong"))
        small.append(" · ")
    return words.count(every), rest, [*small, kinds] if kinds else small


def _change(units: int, when: str, words: Words) -> Markup:
    if not units:
        return words("followup.same", when=when)
    key = "more" if units > 0 else "fewer"
    return f"{'▲' if units > 0 else '▼'} {words(f'followup.{key}', count=abs(units), when=when)}"
