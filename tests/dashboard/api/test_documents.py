"""The interface tells what it has: every link leads somewhere, in every form, and is sent once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from dashboard.api.collections import collections_of
from dashboard.api.documents import description_of
from dashboard.question.state import read_scenario
from dashboard.tables.report import report, to_json
from dashboard.texts.travel_names import travel_name
from dashboard.words.words import words_of
from geodata.assessment.assessment import assess
from geodata.focus.places import place_of
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region
from tests.toy_modes import toy_of_two_modes

PATHS = (
    "",
    "/conformance",
    "/openapi",
    "/collections",
    "/collections/areas-gp",
    "/collections/areas-gp/items",
    "/collections/areas-gp/items/A1",
)


def links(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("href"), str):
            yield content["href"]
        for value in content.values():
            yield from links(value)
    elif isinstance(content, list):
        for value in content:
            yield from links(value)


@pytest.mark.parametrize("path", PATHS)
def test_every_link_leads_somewhere(site: Site, path: str) -> None:
    found = list(links(site.json(f"/api{path}?f=json")))
    pages = re.findall(r'href="([^"]+)"', site.get(f"/api{path}?f=html").text)
    for link in {*found, *pages}:
        parts = urlsplit(link.replace("&amp;", "&"))
        assert site.get(f"{parts.path}?{parts.query}").status_code == 200, link


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_answer_can_be_read_as_a_page(site: Site, path: str, language: str) -> None:
    answer = site.get(f"/api{path}?lang={language}", Accept="text/html,*/*;q=0.8")
    assert answer.content_type == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.text
    assert "<script" not in answer.text
    assert answer.headers["Content-Language"] == language


def test_a_name_from_the_region_is_text_on_the_page(site: Site) -> None:
    answer = site.get("/api/collections/areas-gp/items?municipality=<script>x</script>&f=html")
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("", "application/geo+json"),
        ("*/*", "application/geo+json"),
        ("application/geo+json, application/json", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_the_client_says_which_form_it_would_rather_have(site: Site, accept: str, type_: str) -> None:
    assert site.get("/api/collections/areas-gp/items", Accept=accept).content_type == type_


def test_a_form_that_there_is_none_of_is_said_so(site: Site) -> None:
    answer = site.get("/api", Accept="image/png")
    assert answer.status_code == 406
    assert "text/html" in answer.get_json()["description"]


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(site: Site, path: str) -> None:
    first = site.get(f"/api{path}", Accept_Encoding="br")
    assert first.content_encoding == "br"
    assert brotli.decompress(first.data)
    tag = first.headers["ETag"]
    assert site.region.version in tag
    again = site.get(f"/api{path}", If_None_Match=tag, Accept_Encoding="br")
    assert (again.status_code, again.data) == (304, b"")
    assert site.get(f"/api{path}?f=html", If_None_Match=tag).status_code == 200


def test_pages_of_other_sites_may_read_it(site: Site) -> None:
    headers = site.get("/api/collections").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_nothing_can_be_changed(site: Site) -> None:
    for method in (site.client.post, site.client.put, site.client.patch, site.client.delete):
        assert method("/api/collections/areas-gp/items").status_code == 405


def test_an_address_with_nothing_at_it_says_so(site: Site) -> None:
    for path in ("/api/nothing", "/api/collections/none", "/api/collections/areas-gp/items/A9"):
        answer = site.get(path)
        assert answer.status_code == 404
        assert answer.get_json()["description"].endswith(".")


def test_a_collection_says_where_it_comes_from_and_that_it_is_an_example(site: Site) -> None:
    for language, notice in (("sv", "Exempel."), ("en", "Example.")):
        found = site.json(f"/api/collections/areas-gp?lang={language}")
        assert found["description"].startswith(notice)
        assert "Title, Publisher, CC0, 2025" in found["attribution"]
        assert any(site.region.version in line for line in found["attribution"])
        assert found["version"] == site.region.version


def test_a_collection_reaches_as_far_as_its_features(site: Site) -> None:
    for id_ in collections_of(site.region):
        west, south, east, north = site.json(f"/api/collections/{id_}")["extent"]["spatial"]["bbox"][0]
        inside = site.ids(id_, f"bbox={west},{south},{east},{north}")
        placed = [one["id"] for one in site.features(id_) if one["geometry"]]
        assert inside == placed, id_


def test_the_site_names_itself_by_its_own_address(tmp_path: Path) -> None:
    named = site_of(computed_small_region(), tmp_path, public_url="https://karta.example")
    assert all(link.startswith("https://karta.example/") for link in links(named.json("/api")))


@pytest.mark.parametrize(
    "query",
    ["", "form=rehab", "limit=4", "area=A1", "muni=M2", "unit=U1", "changes=close:U1", "operator=own"],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_key_figures_are_those_of_the_report(site: Site, query: str, language: str) -> None:
    asked = dict(part.split("=") for part in query.split("&") if part)
    scenario, unknown = read_scenario(
        site.region, {k: v for k, v in asked.items() if k not in ("area", "muni", "unit")}
    )
    assert not unknown
    assessment = assess(site.region, scenario)
    kind = next((key for key in ("area", "muni", "unit") if key in asked), "region")
    focus = place_of(assessment, {"muni": "municipality"}.get(kind, kind), asked.get(kind, ""))
    said = json.loads(to_json(report(assessment, focus, words_of(site.region.settings, language))))
    answered = site.json(f"/api/report?{query}&lang={language}")
    assert {key: value for key, value in answered.items() if key not in ("question", "link")} == said
    figures = site.json(f"/api/kpis?{query}&lang={language}")
    assert figures["kpis"] == said["kpis"]
    assert figures["scenario"] == said["scenario"]


def test_two_scenarios_are_told_as_by_the_report_and_by_name(site: Site) -> None:
    first, second = (
        assess(site.region, read_scenario(site.region, {"changes": changes})[0])
        for changes in ("close:U1", "close:U2")
    )
    expected = report(first, place_of(first, "region", ""), words_of(site.region.settings, "sv"), second)
    query = "changes=close:U1&name=Ett&versus=close:U2&versus_name=Annat&lang=sv"
    answered = site.json(f"/api/kpis?{query}")
    assert answered["kpis"] == json.loads(to_json(expected))["kpis"]
    assert any(line["gap"] for line in answered["kpis"])
    assert answered["question"]["versus"].startswith("Annat (")
    assert "versus_name=Annat" in answered["link"]


@pytest.mark.parametrize(
    "query",
    ["area=A9", "unit=none", "changes=close:U9", "rules=too_dear:5", "limit=500", "versus=close:U8"],
)
def test_figures_of_something_that_does_not_exist_are_none(site: Site, query: str) -> None:
    answer = site.get(f"/api/kpis?{query}")
    assert answer.status_code == 404
    assert query.split("=", 1)[1].split(":")[-1] in answer.get_json()["description"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_collection_names_the_way_of_travelling_of_several(tmp_path: Path, language: str) -> None:
    region = toy_of_two_modes(tmp_path)
    text = words_of(region.settings, language)
    for data_set in collections_of(region).values():
        travel = text.of(travel_name(region))
        assert text("api.question_mode", travel=travel) in description_of(data_set, text), data_set.id
