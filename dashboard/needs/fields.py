"""What an outlook chooses among, in the rail: of the care form that is asked about."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.layers.need import OutlookWords
from dashboard.words.outlook import variant_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.measures.need import outlook_of, why_none
from geodata.needs.of_region import need_model_of
from geodata.needs.outlook import COHORTS, HEALTH, MAIN, OWN, REGIONAL, SHARES, address_values
from geodata.region.region import Region


def outlook_fields(assessment: Assessment, outlook: OutlookWords, words: Words) -> list[Markup]:
    """A field for each thing besides the year that the region's tables leave a choice in.

    None where there is no outlook.

    Parameters
    ----------
    assessment : Assessment
    outlook : OutlookWords
        What the address says.
    words : Words
    """
    if why_none(assessment):
        return []
    region = assessment.region
    offer = need_model_of(region, assessment.scenario.care_form).offer
    usual = offer.default()
    given = tuple((key, word) for key, word in outlook._asdict().items() if word)
    chosen = outlook_of(assessment, given)
    differs = address_values(chosen, usual)
    of_usual = {
        "variant": usual.variant or MAIN,
        "health": usual.health,
        "trend": "damped" if usual.trend else "none",
        "people": usual.within,
        "standard": REGIONAL,
    }
    fields: list[Markup] = []
    for key, options in _options(region, assessment, words).items():
        if len(options) > 1:
            fields += _field(key, options, differs.get(key, of_usual[key]), of_usual[key], words)
    if differs:
        undo = json.dumps(dict.fromkeys(OutlookWords._fields))
        fields.append(tag("button", words("needs.as_usual"), type="button", class_="link", data_set=undo))
    return fields


def _options(region: Region, assessment: Assessment, words: Words) -> dict[str, Mapping[str, str]]:
    """By address key: each word that it may have, and what that is called."""
    offer = need_model_of(region, assessment.scenario.care_form).offer
    return {
        "variant": {variant or MAIN: variant_name(region, variant, words) for variant in offer.variants},
        "health": {key: words(f"ui.outlook.health_{key}") for key in HEALTH} if offer.health else {},
        "trend": _named(words, "trend", ("none", "damped") if offer.trend else ()),
        "people": _named(words, "people", (SHARES, COHORTS) if offer.cohorts else ()),
        "standard": _named(words, "standard", (REGIONAL, OWN)),
    }


def _named(words: Words, key: str, options: tuple[str, ...]) -> dict[str, str]:
    return {option: words(f"ui.outlook.{key}_{option}") for option in options}


def _field(key: str, options: Mapping[str, str], chosen: str, usual: str, words: Words) -> list[Markup]:
    name, id_ = words(f"ui.outlook.{key}"), f"field-{key}"
    mark = info_mark(words("ui.about", what=name), [words(f"needs.about.{key}")])
    head = tag("div", tag("span", name, id=id_), *markup_of(mark), class_="name")
    inside = tag(
        "div",
        *(
            tag(
                "button",
                text,
                type="button",
                class_="radio",
                aria_pressed="true" if word == chosen else "false",
                data_set=json.dumps({key: None if word == usual else word}),
            )
            for word, text in options.items()
        ),
        role="group",
        class_="radios",
        aria_labelledby=id_,
    )
    return [tag("div", head, inside, class_="field")]
