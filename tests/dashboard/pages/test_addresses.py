"""Every page has an address and a title of its own; every other address is said not to be one."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from dashboard.pages.missing import page_meant
from dashboard.serve.links import MISSING, PAGES, WITH_DATA
from dashboard.words.words import LANGUAGES, words
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

NOWHERE = (
    "/nagot",
    "/nagot/",
    "/hitta/mer",
    "/inbadda/nagot",
    "/inbadda/nearest/mer",
    "/%3Cb%3E",
    "/robots.txt",
)
REGION = {"sv": "Litet län", "en": "Small county"}


def title_of(content: str) -> str:
    (found,) = re.findall(r"<title[^>]*>(.*?)</title>", content)
    return unescape(found)


def put_up(site: Site, path: str, search: str = "") -> dict[str, Any]:
    """The places of the page that Dash puts up at an address, by id."""
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "pathname", "value": path}],
        "state": [{"id": "address", "property": "search", "value": search}],
        "changedPropIds": ["address.pathname"],
    }
    answered = site.client.post("/_dash-update-component", json=body)
    assert answered.status_code == 200
    _, store = answered.get_json()["response"]["page"]["children"]
    found: dict[str, Any] = store["props"]["data"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_of_its_own_at_once_and_when_it_is_put_up(site: Site, language: str) -> None:
    titles = {}
    for page, path in {**PAGES, MISSING: "/nagot"}.items():
        first = title_of(site.get(f"{path}?lang={language}").text)
        assert first == f"{words(language)(f'ui.page.{page}')} – {REGION[language]} – Utbudskarta"
        assert put_up(site, path, f"?lang={language}")["page-title"] == [first]
        titles[page] = first
    assert len(set(titles.values())) == len(PAGES) + 1


def test_an_embedded_layer_is_called_what_the_layer_is(site: Site) -> None:
    answer = site.get("/inbadda/units?lang=en")
    assert answer.status_code == 200
    assert title_of(answer.text) == "Units – Small county – Utbudskarta"
    assert put_up(site, "/inbadda/units", "?lang=en")["page-title"] == [title_of(answer.text)]


@pytest.mark.parametrize("path", PAGES.values())
def test_every_page_is_found_at_its_address(site: Site, path: str) -> None:
    assert site.get(path).status_code == 200
    assert path == "/" or site.get(f"{path}/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", NOWHERE)
def test_another_address_is_not_found_and_says_what_there_is(site: Site, path: str, language: str) -> None:
    answer = site.get(f"{path}?lang={language}")
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.text
    assert answer.mimetype == "text/html"
    assert "Content-Security-Policy" in answer.headers
    said = json.dumps(put_up(site, path, f"?lang={language}"), ensure_ascii=False)
    if path.startswith("/inbadda"):
        return  # says which layers there are
    assert words(language)("missing.what", path=path) in said
    for page, address in PAGES.items():
        if page in WITH_DATA:  # the region has none of it
            assert f"{address}?lang={language}" not in said
            continue
        assert f"{address}?lang={language}" in said
        assert words(language)(f"missing.holds.{page}") in said


def test_a_page_that_is_nearly_named_is_proposed() -> None:
    meant = {
        "/jamforr": "compare",
        "/compare": "compare",
        "/Hitta/": "find",
        "/find": "find",
        "/presentation": "present",
        "/planera": "plan",
        "/help": "help",
        "/metod.html": "method",
    }
    assert {path: page_meant(path) for path in meant} == meant
    assert page_meant("/wp-login.php") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_whose_address_names_no_language_has_the_deployments(tmp_path: Path, language: str) -> None:
    site = site_of(computed_small_region(), tmp_path, language=language)
    for search in ("", "?lang=xx"):
        answer = site.get(f"/metod{search}")
        assert f'<html lang="{language}">' in answer.text
        assert put_up(site, "/metod", search)["page-title"] == [title_of(answer.text)]
        assert title_of(answer.text).startswith(words(language)("ui.page.method"))
