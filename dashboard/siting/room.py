"""Where new units with only so much room should stand, as lines of text and as plain data."""

from __future__ import annotations

import math
from dataclasses import asdict

from dashboard.siting.answer import heading, question_json, sites_json
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.needs.outlook import Outlook
from geodata.siting.candidates import Candidates
from geodata.siting.capacitated import CapacitatedSiting
from geodata.siting.placing import counted_persons


def room_text(
    found: CapacitatedSiting,
    room: float,
    candidates: Candidates,
    assessment: Assessment,
    words: Words,
    outlook: Outlook | None = None,
) -> list[str]:
    """Lines on the objective, the sites, whom they have room for and how certain the answer is."""
    lines = [*heading(assessment, words("siting.what.room", room=words.count(room)), words, outlook), ""]
    for number, site in enumerate(found.sites):
        name = candidates.names[site] or words("why.outside")
        lines.append(words("siting.room_site", number=number + 1, name=name, id=candidates.ids[site]))
    if found.sites:
        limit, placed, away = assessment.scenario.limit_min, found.placed, found.turned_away
        lines.append(
            words("siting.room_gives", placed=words.count(placed), away=words.count(away), limit=limit)
        )
    else:
        lines.append(words("siting.none"))
    lines += ["", *([words("siting.stopped")] if found.stopped else [])]
    if found.proven:
        return [*lines, words("siting.proven", count=len(candidates.ids))]
    gap = words.share(found.gap) if math.isfinite(found.gap) else words("why.missing")
    return [*lines, words("siting.open", bound=words.count(found.bound), gap=gap)]


def room_json(
    found: CapacitatedSiting,
    room: float,
    candidates: Candidates,
    assessment: Assessment,
    words: Words,
    outlook: Outlook | None = None,
) -> dict[str, object]:
    """Sites with coordinates, whom they have room for, bound and gap, as plain data."""
    return {
        **question_json(assessment, words, outlook),
        "persons": float(counted_persons(assessment, outlook).sum()),
        "candidates": len(candidates.ids),
        **asdict(found),
        "sites": sites_json(found.sites, candidates, assessment.region),
        "room": room,
        "gap": found.gap if math.isfinite(found.gap) else None,
    }
