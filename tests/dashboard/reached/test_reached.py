"""Page, interface, files and command tell the same of a place that is reached, on the toy of two modes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.cli import main
from dashboard.components.markup import markup_of
from dashboard.layers.reach_words import ReachWords
from dashboard.layers.reached import Reached
from dashboard.question.display import read_display
from dashboard.question.request import request_of
from dashboard.reached.panel import reach_card
from dashboard.words.reach import notes, reach_sentence
from dashboard.words.words import LANGUAGES, words_of
from geodata.assessment.assessment import assess
from geodata.assessment.reached_area import reached_area
from geodata.focus.places import place_of
from geodata.scenario.scenario import parse
from tests.dashboard.site import Site, site_of
from tests.points import with_points
from tests.toy_modes import toy_of_two_modes, toy_with_a_table
from tests.toy_region import toy_region

ASKED = "reach=unit:v1&reach_min=7.5,15,30"
WITHIN = {7.5: (1000, 200, 1), 15.0: (3000, 700, 2), 30.0: (3500, 800, 2)}
"""Residents, those under 20, and units: Berga and v2 lie 13 minutes by car from v1, Ceby 26."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("reached")
    return site_of(toy_of_two_modes(folder / "toy"), folder / "out")


def card(site: Site, query: dict[str, str], language: str = "en") -> str:
    found = request_of(site.region, words_of(site.region.settings, language), query, query)
    return json.dumps(markup_of(reach_card(found, read_display(query))), ensure_ascii=False)


def test_interface_map_and_files_tell_the_same_figures(site: Site) -> None:
    api = site.json(f"/api/reach?{ASKED}")
    of_map = site.json(f"/reach/{site.region.version}?{ASKED}")
    assert of_map["features"] == api["features"]
    outlines = [each["properties"] for each in api["features"] if each["properties"]["feature"] == "outline"]
    told = {
        each["minutes"]: (each["residents"], each["residents_by_age"]["0-19"], each["units"])
        for each in outlines
    }
    assert told == WITHIN
    rows = csv.reader(
        io.StringIO(site.get(f"/reach/{site.region.version}.csv?{ASKED}&lang=en").data.decode("utf-8-sig"))
    )
    head, *body = rows
    assert head[0] == "Minutes"
    assert {float(row[0]): tuple(map(int, row[1:])) for row in body} == WITHIN


def test_the_card_tells_them_too_and_what_a_link_says_is_read_back(site: Site) -> None:
    text = card(site, {"reach": "unit:v1", "reach_min": "7.5,15,30"})
    for count in ("1,000", "3,000", "3,500", "200", "700", "800"):
        assert f'"{count}"' in text
    link = site.json(f"/api/reach?{ASKED}")["link"]
    assert "reach=unit:v1" in link
    assert "layers=reached" in link
    assert site.get(link.removeprefix("http://localhost")).status_code == 200


def test_the_command_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toy_of_two_modes(tmp_path)
    asked = ["reach", str(tmp_path), "--from", "unit:v1", "--minutes", "7.5,15,30"]
    assert main([*asked, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {
        each["minutes"]: (each["residents"], each["residents_by_age"]["0-19"], each["units"])
        for each in found["within"]
    } == WITHIN
    assert main([*asked, "--mode", "bicycle", "--format", "text"]) == 0
    by_bicycle = capsys.readouterr().out
    assert "3 000" not in by_bicycle.replace("\u202f", " ")
    assert main(["reach", str(tmp_path), "--from", "Xby"]) == 1
    assert "Xby" in capsys.readouterr().err


def test_the_layer_colours_areas_by_the_minutes_that_its_table_tells(site: Site) -> None:
    asked = request_of(site.region, words_of(site.region.settings, "sv"), {}, {})
    layer, whole = Reached(ReachWords("unit:v1", "7.5,15")), place_of(asked.assessment, "region")
    fill = layer.values(asked.assessment, whole)
    assert fill.classes.tolist() == [0, 1, 2]
    assert fill.colours[2] == "", "what lies beyond has no colour"
    table = layer.table(asked.assessment, whole)
    assert [round(float(each)) for each in table.values["minutes"]] == [0, 13, 26]
    assert [each.count for each in layer.legend(asked.assessment).swatches] == [1, 1, 1]
    address = f"/download/{site.region.version}/reached.csv?{ASKED}&lang=en"
    assert "Minutes to the place" in site.get(address).data.decode("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reach", ["Xby", "0,0", "unit:none", "<script>", "99,999", "57.7"])
def test_a_place_that_there_is_not_is_told_by_page_and_interface(
    site: Site, reach: str, language: str
) -> None:
    assert '"problem"' in card(site, {"reach": reach}, language)
    answer = site.client.get("/api/reach", query_string={"reach": reach, "lang": language})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "no_reach"
    of_map = site.client.get(f"/reach/{site.region.version}", query_string={"reach": reach})
    assert of_map.get_json()["features"] == [], "the card says why"
    file = site.client.get(f"/reach/{site.region.version}.json", query_string={"reach": reach})
    assert file.status_code == 404


def test_minutes_without_end_are_refused(site: Site) -> None:
    for minutes in ("1,2,3,4,5", "1e9", "0", "10,nan,20", "0.0001"):
        assert site.get(f"/api/reach?reach=unit:v1&reach_min={minutes}").status_code == 404


def test_an_area_or_unit_in_focus_offers_what_is_reached_of_it(site: Site) -> None:
    assert "unit:v1" in card(site, {"unit": "v1"})
    assert "area:0201" in card(site, {"area": "0201"})
    assert card(site, {}) == "[]"


def test_who_may_not_see_the_layer_is_told_nothing(site: Site) -> None:
    hidden = replace(site.region.hidden, hide_layers=("reached",))
    region = replace(site.region, hidden=hidden)
    query = {"reach": "unit:v1"}
    asked = request_of(region, words_of(region.settings, "sv"), query, query)
    assert reach_card(asked, read_display(query)) is None


def test_who_may_not_see_residents_sees_units_alone(site: Site) -> None:
    region = replace(site.region, hidden=replace(site.region.hidden, hide_measures=("residents",)))
    query = {"reach": "unit:v1"}
    asked = request_of(region, words_of(region.settings, "en"), query, query)
    text = json.dumps(markup_of(reach_card(asked, read_display(query))), ensure_ascii=False)
    assert "not shown to your role" in text
    assert "3,000" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_who_are_rounded_to_none_are_not_told_to_be_nobody(language: str) -> None:
    region = with_points(toy_region(), [(5e3, 5e3, 0, 1000), (15e3, 5e3, 1, 1), (29e3, 5e3, 2, 1)])
    words = words_of(region.settings, language)
    assessment = assess(region, parse(region, {}))
    found = replace(
        reached_area(assessment, "area:" + str(region.areas.index[0])),
        residents={"": np.array([0, 0])},
        minutes=(5.0, 10.0),
        units=np.array([], int),
    )
    told = list(notes(found, assessment, words))
    assert words("reach.few", minutes=10.0, most=2) in told
    assert words("reach.nobody", minutes=10.0) not in told
    assert words("reach.about") in told


def test_who_are_counted_by_their_area_are_not_said_to_be_counted_where_they_live(site: Site) -> None:
    words = words_of(site.region.settings, "en")
    told = site.json(f"/api/reach?{ASKED}&lang=en")["notes"]
    assert words("reach.about_area") in told
    assert words("reach.about") not in told


def test_who_may_see_neither_residents_nor_units_is_told_no_number_of_either(tmp_path: Path) -> None:
    region = toy_with_a_table(tmp_path, "car")
    region = replace(region, hidden=replace(region.hidden, hide_measures=("residents",)))
    assessment = assess(region, parse(region, {"mode": "car"}))
    text = reach_sentence(ReachWords("unit:v2", "15"), assessment, words_of(region.settings, "en"))
    assert "units" not in text
    assert "not shown to your role" in text
