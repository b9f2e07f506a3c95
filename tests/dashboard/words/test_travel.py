"""Wherever minutes stand, the page says by what and how they were found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pandas import DataFrame

from dashboard.find.page import find_page
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers.nearest import Nearest
from dashboard.pages.help import help_page
from dashboard.pages.method import method_page
from dashboard.plan.rail import rail
from dashboard.tables.csv_files import provenance
from dashboard.texts.travel_names import travel_name
from dashboard.words.kpis import kpi_about
from dashboard.words.travel import homes_sentence, place_sentence, roads_account, travel_sentence
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.contract.settings import PlaceKind
from geodata.contract.transit_settings import TransitSettings
from geodata.network.roads import ARRAYS, Roads
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from geodata.transit.timetable import ARRAYS as TIMETABLE_ARRAYS
from geodata.transit.timetable import Timetable
from tests.dashboard.components.test_components import texts
from tests.dashboard.regions import REGIONS

SV, EN = words("sv"), words("en")


def travelled(**said: object) -> Region:
    toy = REGIONS["whole"]
    settings = replace(toy.settings, travel=replace(toy.settings.travel, **said))
    return replace(toy, settings=settings)


def on_roads(mode: str) -> Region:
    none = np.empty(0)
    about = {"date": "2024-05-02", "credit": "© OpenStreetMap contributors"}
    roads = Roads(mode, about, **dict.fromkeys(ARRAYS, none))
    return replace(travelled(model="road_network", mode=mode, network="roads.npz"), roads=roads)


def by_timetable() -> Region:
    transit = TransitSettings(date(2026, 3, 10), 420, 540)
    laid = Timetable(("bus.zip",), **dict.fromkeys(TIMETABLE_ARRAYS, np.empty(0)))
    region = travelled(model="public_transport", mode="public_transport", transit=transit)
    return replace(region, roads=on_roads("foot").roads, timetable=laid)


TIMES = DataFrame({"area": [0], "unit": [0], "mode": "bus", "minutes": [7.0]})
MODELS = {
    "straight line": (travelled(), "bil, fågelväg", "car, straight line"),
    "on foot": (travelled(mode="foot"), "gång, fågelväg", "foot, straight line"),
    "roads": (on_roads("bicycle"), "cykel, längs vägarna", "bicycle, along the roads"),
    "timetable": (
        by_timetable(),
        "kollektivtrafik, enligt tidtabellen",
        "public transport, by the timetable",
    ),
    "table": (replace(travelled(mode="bus"), travel_times=TIMES), "bus, ur regionens", "bus, from the"),
}


@pytest.mark.parametrize("name", MODELS)
def test_mode_and_model_have_a_short_name_in_both_languages(name: str) -> None:
    region, swedish, english = MODELS[name]
    assert travel_name(region)["sv"].startswith(swedish)
    assert travel_name(region)["en"].startswith(english)


def test_the_sentence_says_what_the_minutes_rest_on() -> None:
    assert travel_sentence(travelled(), SV) == "Restid med bil: fågelväg × 1,30 i 60 km/h."
    roads = travel_sentence(on_roads("bicycle"), EN)
    assert "by bicycle: the fastest route along the roads" in roads
    assert "2 May 2024" in roads
    assert "© OpenStreetMap contributors" in roads
    ridden = travel_sentence(by_timetable(), SV)
    assert "kollektivtrafik 10 mars 2026, för att vara framme någon gång 07:00–09:00" in ridden
    assert "av 100 resor, spridda över den tiden, tar 50 så lång tid eller kortare" in ridden
    assert ridden.endswith("Tidtabell: bus.zip. © OpenStreetMap contributors.")
    kinds = {"town": PlaceKind("town", {"sv": "tätort", "en": "town"}, 1500.0, 1.4, 30.0)}
    said = travel_sentence(travelled(kinds=kinds), SV)
    assert "Den som bor i tätort, med minst 1\u202f500 invånare per km²: fågelväg × 1,40 i 30 km/h." in said


@pytest.mark.parametrize("name", MODELS)
def test_it_stands_by_the_filters_on_the_method_page_and_on_every_file(name: str) -> None:
    region = MODELS[name][0]
    for said in (SV, EN):
        sentence = travel_sentence(region, said)
        assert sentence in list(texts(rail(region, said)))
        assert sentence in list(texts(method_page(region, said, "")))
        assert sentence in provenance(assess(region, default_scenario(region)), said)


@pytest.mark.parametrize("mode", ["car", "bicycle", "foot"])
def test_the_method_page_says_what_minutes_along_roads_reckon_with(mode: str) -> None:
    for language, of_car in ((SV, "förbjudna svängar"), (EN, "forbidden turns")):
        account = roads_account(on_roads(mode), language)
        assert account in list(texts(method_page(on_roads(mode), language, "")))
        assert (of_car in account) == (mode == "car")
    assert roads_account(REGIONS["whole"], SV) == ""


@pytest.mark.parametrize("name", MODELS)
def test_the_legend_and_the_definitions_of_key_figures_name_it(name: str) -> None:
    region, short, _ = MODELS[name]
    assessment = assess(region, default_scenario(region))
    legend = Nearest().legend(assessment)
    assert short in SV(legend.title, **legend.values)
    about = {kpi.key: " ".join(kpi_about(kpi, meta_of(kpi, assessment), SV)) for kpi in kpis_of(region)}
    for key in ("covered", "beyond", "median_minutes", "p90_minutes", "choice", "extra_minutes"):
        assert short in about[key], key


def test_the_method_page_says_where_journeys_begin_and_how_rough_one_point_an_area_is() -> None:
    # 10 km squares: two thirds of the radius of a disc of 100 km2 is 3.76 km, 4.9 minutes.
    assert "ungefär 4,9\u00a0min från punkten" in homes_sentence(REGIONS["whole"], SV)
    assert "5 places where residents live" in homes_sentence(REGIONS["points"], EN)
    assert homes_sentence(MODELS["table"][0], EN) == ""
    for name in ("whole", "points", "nobody"):
        assert homes_sentence(REGIONS[name], SV) in " ".join(texts(method_page(REGIONS[name], SV, "")))


def test_find_and_help_say_whose_the_time_along_roads_is() -> None:
    roads, pointed = on_roads("car"), replace(on_roads("car"), points=REGIONS["points"].points)
    assert "from the middle of the area" in place_sentence(roads, EN)
    assert "minst hälften av dem som bor i ditt område" in place_sentence(pointed, SV)
    for region in (roads, pointed):
        for page in (help_page(region, SV, ""), find_page(region, SV, "")):
            assert place_sentence(region, SV) in " ".join(texts(page))
