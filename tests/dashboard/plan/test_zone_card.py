"""What the panel tells of a zone; the toy's only one is worked out in `tests/geodata/test_lifting.py`."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from dashboard.components import ids
from dashboard.components.markup import markup_of
from dashboard.layers import layer_of
from dashboard.plan.answer import answer_view, trends_view
from dashboard.plan.zone_card import zone_card, zone_lift
from dashboard.question.display import read_display
from dashboard.question.request import Request
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.measures.registry import series
from geodata.scenario.scenario import default_scenario
from geodata.zones.profile import profile
from geodata.zones.remedies import remedies_of
from tests.dashboard.regions import REGIONS, assessed


def card(assessment: Assessment, language: str = "en", at: int = 0) -> str:
    zone, said = assessment.lacking.zones[at], words(language)
    lift = zone_lift(zone, remedies_of(assessment, zone), assessment, said)
    return str(markup_of([zone_card(profile(assessment, zone), assessment, said), lift]))


def test_a_zone_says_why_who_where_and_what_would_lift_it(toy: Assessment) -> None:
    said = card(toy)
    assert "Supply is 56% of the regional mean. The limit is 80%. Affects everyone in the zone." in said
    assert "At most 1 organisation can be reached within 15 min. The rule requires 2." in said
    assert "['dt', {}, 'Under 20 years'], ['dd', {}, '100']" in said
    assert "['dt', {}, '65 years and over'], ['dd', {'class': 'missing'}, 'not known']" in said
    assert "['dt', {}, 'South'], ['dd', {}, '90% of visits, 8.0\\xa0min']" in said
    assert "Smallest change that is enough: double supply at South: 5 gp more." in said
    assert "A new unit in Ceby with 7.50 gp: fixes the whole zone." in said
    assert said.count("Try it on the map") == 2
    assert "size:u-south*10" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_every_zone_of_every_region_can_be_told(name: str, language: str) -> None:
    assessment = assessed(name)
    for at in range(len(assessment.lacking.zones)):
        text = card(assessment, language, at)
        assert "nan" not in text.replace("finansi", "")
        assert not re.search(r"\{[a-z_]+\}", text), "no blank is left open"


def test_without_visits_nobody_says_where_they_go() -> None:
    assert "no data on visits" in card(assessed("no visits"))


def test_the_card_stands_where_a_units_does(toy: Assessment) -> None:
    for kind, id_, shown in (("zone", "A3", "zone-card"), ("unit", "u-north", "card"), ("area", "A3", "")):
        it = Request(toy.region, toy, place_of(toy, kind, id_), words("sv"), ())
        lift = str(trends_view(it)[ids.ZONE_LIFT])
        assert ("zone-card" in lift) is (kind == "zone")
        place = str(answer_view(it, read_display({}), {"version": "", "linked": ""}, "", {})[ids.UNIT_CARD])
        assert shown in place if shown else place == "[]"


def test_zones_are_ranked_by_those_concerned_with_the_ages_that_matter(devon: Assessment) -> None:
    table = layer_of(devon.region, "underserved").table(devon, place_of(devon, "region"))
    persons = list(table.values["persons"])
    assert persons == sorted(persons, reverse=True)
    assert "from_65" not in table.values, "Devon's classes are 0-15, 16-59 and 60+"
    toy = assessed("whole")
    young = layer_of(toy.region, "underserved").table(toy, place_of(toy, "region"))
    assert list(young.values["under_20"]) == [100]


def test_an_age_that_some_areas_lack_is_missing_there_and_only_there() -> None:
    region = REGIONS["whole"]
    table = region.population
    grown = table["persons"].where((table["age_from"] == 0) | (table["area"] == 2), 0)
    known = replace(region, population=table.assign(persons=grown))
    found = assess(known, default_scenario(known))
    assert np.isnan(series(found, "from_65")).tolist() == [False, False, True]
