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
from geodata.zones.outcome import Outcome, outcome
from geodata.zones.profile import Destination, Profile, Reason
from geodata.zones.remedies import Remedy, smallest

KINDS = {"too_far": "minutes", "too_little": "share", "no_choice": "count", "too_few": "share"}
"""What a rule's value and limit are written as."""


def zone_card(zone_profile: Profile, assessment: Assessment, words: Words) -> html.Div:
    """All that there is to tell of a zone as it is, in the order a planner asks."""
    return html.Div(
        [
            *_outcome(outcome(assessment, zone_profile.zone.id), words),
            html.H2(words("zone.why")),
            html.Ul(
                [_reason(reason, zone_profile, assessment, words) for reason in zone_profile.reasons],
                className="told",
            )
            if zone_profile.reasons
            else html.P(words("zone.lifted_here"), className="lifted"),
            html.H2(words("zone.who")),
            html.Dl(
                [
                    part
                    for key, count in zone_profile.ages.items()
                    for part in (html.Dt(words(f"column.{key}")), _count(count, words))
                ]
            ),
            html.H2(words("zone.where")),
            _destinations(zone_profile, assessment, words),
        ],
        className="card zone-card",
    )


def _outcome(found: Outcome | None, words: Words) -> list[html.H2 | html.P]:
    """What the scenario's changes have made of the zone as it is today."""
    if found is None:
        return []
    key = "none" if not found.persons_left else "all" if found.persons_left == found.persons else "some"
    sentence = words(
        f"zone.outcome_{key}",
        persons=found.persons,
        left=found.persons_left,
        areas=found.areas,
        areas_left=found.areas_left,
    )
    return [
        html.H2(words("zone.outcome")),
        html.P(sentence, className="" if found.persons_left else "lifted"),
    ]


def zone_lift(zone: Zone, effects: Sequence[Remedy], assessment: Assessment, words: Words) -> html.Div:
    """The changes that were tried for a zone, what each does, and a button that makes it."""
    least = smallest(effects)
    sentence = words("zone.lift_none" if effects else "zone.lift_none_tried")
    if least is not None:
        sentence = words("zone.lifted_by", change=_change(least, assessment, words))
    return html.Div(
        [
            html.H2(words("zone.lift")),
            html.P(sentence, className="lifted" if least is not None else ""),
            html.Ul([_effect(remedy, zone, assessment, words) for remedy in effects], className="told"),
            html.P(words("zone.lift_about"), className="note"),
        ],
        className="card zone-card",
    )


def _reason(reason: Reason, zone_profile: Profile, assessment: Assessment, words: Words) -> html.Li:
    sentence = words(
        f"rule.{reason.rule}.told",
        value=Figure(reason.value, KINDS[reason.rule]),  # type: ignore[arg-type]
        limit=reason.limit if reason.rule == "too_far" else Figure(reason.limit, KINDS[reason.rule]),  # type: ignore[arg-type]
        within=assessment.scenario.limit_min,
    )
    whom = words(
        "zone.all" if reason.persons == zone_profile.zone.persons else "zone.some", persons=reason.persons
    )
    return html.Li(
        [
            html.Span(words(f"rule.{reason.rule}.name"), className="chip"),
            html.P(f"{sentence} {whom}"),
            html.P(words.of(reason.source), className="note"),
        ]
    )


def _count(count: float, words: Words) -> html.Dd:
    if math.isnan(count):
        return html.Dd(words("why.missing"), className="missing")
    return html.Dd(words.count(count))


def _destinations(zone_profile: Profile, assessment: Assessment, words: Words) -> html.P | html.Dl:
    if zone_profile.destinations is None:
        return html.P(words("why.no_visits"), className="missing")
    if not zone_profile.destinations:
        return html.P(words("why.no_visits_here"), className="missing")
    parts: list[html.Dt | html.Dd] = []
    for destination in zone_profile.destinations:
        known = destination.unit >= 0
        name = str(assessment.units["name"].iloc[destination.unit]) if known else words("why.unknown_unit")
        parts += [html.Dt(name), html.Dd(_journeys(destination, words))]
    return html.Dl(parts, className="places")


def _journeys(destination: Destination, words: Words) -> str:
    share = words.share(destination.share)
    if math.isnan(destination.minutes):
        return words("zone.share_placeless" if destination.unit >= 0 else "zone.share", share=share)
    return words("zone.share_minutes", share=share, minutes=Figure(destination.minutes, "minutes"))


def _change(remedy: Remedy, assessment: Assessment, words: Words) -> str:
    table = assessment.region.areas if remedy.change.kind == "add" else assessment.units
    return words(
        f"zone.{remedy.change.kind}",
        place=str(table["name"].iloc[remedy.place]),
        added=Figure(remedy.added, "number"),
        capacity=capacity_words(assessment),
    )


def _effect(remedy: Remedy, zone: Zone, assessment: Assessment, words: Words) -> html.Li:
    change = _change(remedy, assessment, words)
    sentence = words("zone.lifts", change=change)
    if not remedy.lifts:
        sentence = words("zone.left", change=change, left=remedy.left, persons=zone.persons)
    changes = json.dumps({"changes": written(remedy.changes)})
    press = html.Button(words("zone.try"), type="button", className="link", **{"data-set": changes})
    return html.Li([sentence, " ", press])
