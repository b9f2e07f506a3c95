"""A zone's own card: why it is one, who lives there, where they go today; and what would lift it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from dash import html

from dashboard.layers.access import capacity_words
from dashboard.layers.base import Figure
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.underserved import Zone
from geodata.region.changes import written
from geodata.zones.profile import Destination, Profile, Reason
from geodata.zones.remedies import Remedy, smallest

KINDS = {"too_far": "minutes", "too_little": "share", "no_choice": "count", "too_few": "share"}
"""What a rule's value and limit are written as."""


def zone_card(told: Profile, assessment: Assessment, words: Words) -> html.Div:
    """All that there is to tell of a zone as it is, in the order a planner asks."""
    return html.Div(
        [
            html.H2(words("zone.why")),
            html.Ul([_reason(one, told, assessment, words) for one in told.reasons], className="told")
            if told.reasons
            else html.P(words("zone.lifted_here"), className="lifted"),
            html.H2(words("zone.who")),
            html.Dl(
                [
                    part
                    for key, count in told.ages.items()
                    for part in (html.Dt(words(f"column.{key}")), _count(count, words))
                ]
            ),
            html.H2(words("zone.where")),
            _destinations(told, assessment, words),
        ],
        className="card zone-card",
    )


def zone_lift(zone: Zone, effects: Sequence[Remedy], assessment: Assessment, words: Words) -> html.Div:
    """The changes that were tried for a zone, what each does, and a button that makes it."""
    least = smallest(effects)
    said = words("zone.lift_none" if effects else "zone.lift_none_tried")
    if least is not None:
        said = words("zone.lifted_by", change=_change(least, assessment, words))
    return html.Div(
        [
            html.H2(words("zone.lift")),
            html.P(said, className="lifted" if least is not None else ""),
            html.Ul([_effect(one, zone, assessment, words) for one in effects], className="told"),
            html.P(words("zone.lift_about"), className="note"),
        ],
        className="card zone-card",
    )


def _reason(one: Reason, told: Profile, assessment: Assessment, words: Words) -> html.Li:
    said = words(
        f"rule.{one.rule}.told",
        value=Figure(one.value, KINDS[one.rule]),  # type: ignore[arg-type]
        limit=one.limit if one.rule == "too_far" else Figure(one.limit, KINDS[one.rule]),  # type: ignore[arg-type]
        within=assessment.scenario.limit_min,
    )
    whom = words("zone.all" if one.persons == told.zone.persons else "zone.some", persons=one.persons)
    return html.Li(
        [
            html.Span(words(f"rule.{one.rule}.name"), className="chip"),
            html.P(f"{said} {whom}"),
            html.P(words.of(one.source), className="note"),
        ]
    )


def _count(count: float, words: Words) -> html.Dd:
    if math.isnan(count):
        return html.Dd(words("why.missing"), className="missing")
    return html.Dd(words.count(count))


def _destinations(told: Profile, assessment: Assessment, words: Words) -> html.P | html.Dl:
    if told.destinations is None:
        return html.P(words("why.no_visits"), className="missing")
    if not told.destinations:
        return html.P(words("why.no_visits_here"), className="missing")
    parts: list[html.Dt | html.Dd] = []
    for one in told.destinations:
        known = one.unit >= 0
        name = str(assessment.units["name"].iloc[one.unit]) if known else words("why.unknown_unit")
        parts += [html.Dt(name), html.Dd(_journeys(one, words))]
    return html.Dl(parts, className="places")


def _journeys(one: Destination, words: Words) -> str:
    share = words.share(one.share)
    if math.isnan(one.minutes):
        return words("zone.share_placeless" if one.unit >= 0 else "zone.share", share=share)
    return words("zone.share_minutes", share=share, minutes=Figure(one.minutes, "minutes"))


def _change(one: Remedy, assessment: Assessment, words: Words) -> str:
    table = assessment.region.areas if one.change.kind == "add" else assessment.units
    return words(
        f"zone.{one.change.kind}",
        place=str(table["name"].iloc[one.place]),
        added=Figure(one.added, "number"),
        capacity=capacity_words(assessment),
    )


def _effect(one: Remedy, zone: Zone, assessment: Assessment, words: Words) -> html.Li:
    change = _change(one, assessment, words)
    said = words("zone.lifts", change=change)
    if not one.lifts:
        said = words("zone.left", change=change, left=one.left, persons=zone.persons)
    changes = written((*assessment.scenario.changes, one.change))
    press = html.Button(
        words("zone.try"), type="button", className="link", **{"data-set": json.dumps({"changes": changes})}
    )
    return html.Li([said, " ", press])
