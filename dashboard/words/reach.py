"""What is reached of a place, in words: its name, how its figures are counted, and a sentence of it."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.layers.reach_words import KEY, ReachWords
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.reached_area import ReachedArea
from geodata.contract.errors import RegionError


def hidden_from(assessment: Assessment) -> bool:
    """Whether those for whom the region is may not see what is reached."""
    return KEY in assessment.region.hidden.hide_layers


def place_name(found: ReachedArea, words: Words) -> str:
    """What the place is called."""
    return found.start.name or words("reach.place", place=found.start.text)


def age_names(found: ReachedArea, assessment: Assessment, words: Words) -> dict[str, str]:
    """What each group of residents is called, by its key, all ages first; none where they may not be seen."""
    groups = assessment.region.settings.age_groups
    return {key: words.of(groups[key].name) if key else words("reach.all") for key in found.residents}


def notes(found: ReachedArea, assessment: Assessment, words: Words) -> Iterator[str]:
    """How the figures are counted, and what is not known."""
    longest = found.minutes[-1]
    at_home = assessment.region.points is not None and found.units_known  # a table has minutes of areas
    yield words("reach.about" if at_home else "reach.about_area")
    yield travel_sentence(assessment.region, words)
    if not found.residents:
        yield words("reach.residents_hidden")
    elif not found.residents[""].any() and not len(found.units):
        some = found.rounded_to // 2  # so many are rounded to none
        yield words("reach.few" if some else "reach.nobody", minutes=longest, most=some)
    if found.residents and found.rounded_to > 1:
        yield words("reach.rounded", to=found.rounded_to)
    if not found.units_known:
        yield words("reach.table")


def reach_sentence(reach: ReachWords, assessment: Assessment, words: Words) -> str:
    """The place, and residents and units within each of the minutes; or why there is no answer."""
    try:
        found = reach.found(assessment)
    except RegionError as error:
        return error.sentence(words.language)
    if not found.residents and not found.units_known:
        return words("reach.told", place=place_name(found, words), within=words("reach.residents_hidden"))
    what = "told_within" if found.residents and found.units_known else ""
    what = what or ("told_residents" if found.residents else "told_units")
    within = [
        words(
            f"reach.{what}",
            minutes=minutes,
            residents=words.count(int(found.residents[""][at])) if found.residents else "",
            units=words.count(found.units_within(minutes)),
        )
        for at, minutes in enumerate(found.minutes)
    ]
    return words("reach.told", place=place_name(found, words), within="; ".join(within))
