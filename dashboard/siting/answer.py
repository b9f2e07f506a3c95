"""Where the next units should stand, as lines of text and as plain data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict

from dashboard.words.outlook import variant_name
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.needs.outlook import Outlook
from geodata.region.region import Region
from geodata.siting.candidates import Candidates
from geodata.siting.placing import Placed
from geodata.siting.question import Siting


def siting_text(
    placement: Placed, assessment: Assessment, words: Words, wanted: int | None = None
) -> list[str]:
    """Lines on the objective, the sites, what they give and how certain the answer is.

    Parameters
    ----------
    placement : Placed
    assessment : Assessment
    words : Words
    wanted : int, optional
        How many units were asked for.
    """
    found, settings, limit = placement.siting, assessment.region.settings, assessment.scenario.limit_min
    persons = placement.persons

    def state(key: str, covered: float, mean: float) -> str:
        share = words.share(covered / persons) if persons else words("why.nobody")
        return words(
            key,
            covered=words.count(covered),
            persons=words.count(persons),
            share=share,
            mean=words.minutes(mean),
        )

    lines = [
        *heading(assessment, words(f"siting.what.{found.objective}"), words, placement.outlook),
        words("siting.unreached", longest=float(settings.travel.longest_min)),
        "",
        state("siting.stands", found.covered_before, found.mean_before_min),
    ]
    before = found.covered_before
    for number, site in enumerate(found.sites):
        gain, before = placement.covered[number] - before, placement.covered[number]
        lines.append(
            words(
                "siting.site",
                number=number + 1,
                name=placement.candidates.names[site] or words("why.outside"),
                id=placement.candidates.ids[site],
                gain=words.count(float(gain)),
                limit=limit,
                mean=words.minutes(float(placement.mean_min[number])),
            )
        )
    if found.sites:
        lines.append(state("siting.then", found.covered, found.mean_min))
    return [*lines, "", *_sureness(placement, words, wanted)]


def heading(assessment: Assessment, what: str, words: Words, outlook: Outlook | None = None) -> list[str]:
    """Lines on the region and the scenario, the objective, whose residents, and how journeys are counted."""
    scenario, settings = assessment.scenario, assessment.region.settings
    of = [words.of(settings.name), words.inside(settings.care_forms[scenario.care_form].name)]
    of += [words(f"operator.{operator}") for operator in scenario.operators]
    of += [words.of(settings.age_groups[scenario.age_group].name)] if scenario.age_group else []
    of += [words.moment(scenario.period)] if scenario.period else []
    return [
        ", ".join(of),
        words("siting.objective", what=what),
        *([_residents_sentence(assessment.region, outlook, words)] if outlook else []),
        travel_sentence(assessment.region, words),
    ]


def siting_json(placement: Placed, assessment: Assessment, words: Words) -> dict[str, object]:
    """Sites with coordinates, what they give, bound and gap, as plain data.

    Returns
    -------
    dict
        Of JSON values; `gap` None where it has no meaning.
    """
    found, candidates, region = placement.siting, placement.candidates, assessment.region
    sites = [
        site
        | {
            "covered": float(placement.covered[number]),
            "mean_min": _finite(float(placement.mean_min[number])),
        }
        for number, site in enumerate(sites_json(found.sites, candidates, region))
    ]
    figures = {
        key: _finite(value) if isinstance(value, float) else value
        for key, value in (asdict(found) | {"gap": found.gap}).items()
        if key != "sites"
    }
    return {
        **question_json(assessment, words, placement.outlook),
        "persons": placement.persons,
        "candidates": len(candidates.ids),
        "sites": sites,
        **figures,
    }


def _residents_sentence(region: Region, outlook: Outlook, words: Words) -> str:
    """Whose residents are counted: of which year, and by which variant of the projection."""
    variant = words.inside(variant_name(region, outlook.variant, words))
    return words("siting.residents", year=str(outlook.horizon), variant=variant)


def question_json(assessment: Assessment, words: Words, outlook: Outlook | None = None) -> dict[str, object]:
    """The region, the scenario, whose residents count, and how journeys do, as plain data.

    `outlook` is None where today's residents count.
    """
    scenario, region = assessment.scenario, assessment.region
    return {
        "region": region.settings.id,
        "scenario": asdict(scenario) | {"operators": list(scenario.operators)},
        "outlook": asdict(outlook) if outlook else None,
        "travel": travel_sentence(region, words),
        "longest_min": region.settings.travel.longest_min,
    }


def sites_json(chosen: Sequence[int], candidates: Candidates, region: Region) -> list[dict[str, object]]:
    """What some candidates are called and where they stand, as plain data."""
    longitude, latitude = candidates.degrees(region.settings.crs)
    sites: list[dict[str, object]] = []
    for site in chosen:
        area = int(candidates.area[site])
        sites.append(
            {
                "id": candidates.ids[site],
                "name": candidates.names[site],
                "area_id": str(region.areas.index[area]) if area >= 0 else None,
                "x": float(candidates.x[site]),
                "y": float(candidates.y[site]),
                "longitude": round(float(longitude[site]), 6),
                "latitude": round(float(latitude[site]), 6),
            }
        )
    return sites


def _sureness(placement: Placed, words: Words, wanted: int | None) -> list[str]:
    found = placement.siting
    sentences = []
    if not found.sites:
        sentences.append(words("siting.none"))
    elif wanted is not None and found.proven and found.objective == "all" and len(found.sites) > wanted:
        sentences.append(words("siting.more", asked=wanted, found=len(found.sites)))
    elif wanted is not None and found.proven and len(found.sites) < wanted:
        sentences.append(words("siting.fewer", found=len(found.sites)))
    if found.stopped:
        sentences.append(words("siting.stopped"))
    return [*sentences, sure_words(found, len(placement.candidates.ids), words)]


def found_words(found: Siting, words: Words, outlook: Outlook | None = None) -> str:
    """One sentence of an answer, or of what is so far the best: what it gives, to whose residents."""
    if not found.sites:
        return words("siting.none")
    return words(
        "siting.gives_ahead" if outlook else "siting.gives",
        year=str(outlook.horizon) if outlook else "",
        sites=len(found.sites),
        more=words.count(found.covered - found.covered_before),
        mean=words.minutes(found.mean_min),
        before=words.minutes(found.mean_before_min),
    )


def sure_words(found: Siting, candidates: int, words: Words) -> str:
    """Sentence on how certain an answer is: proven, or a bound and the gap to it.

    Parameters
    ----------
    found : Siting
    candidates : int
        How many sites were considered.
    words : Words

    Returns
    -------
    str
    """
    if found.proven:
        return words("siting.proven", count=candidates)
    return words(
        "siting.open", bound=value_words(found, found.bound, words), gap=gap_share_words(found, words)
    )


def value_words(found: Siting, value: float, words: Words) -> str:
    """A value or bound of the objective: minutes, persons or units."""
    return words.minutes(value) if found.objective == "mean-minutes" else words.count(value)


def gap_share_words(found: Siting, words: Words) -> str:
    """The gap as a share."""
    return words.share(found.gap) if math.isfinite(found.gap) else words("why.missing")


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
