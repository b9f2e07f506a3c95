"""Which draw of noise protected visits are of: told where the version is, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dash import html

from dashboard.pages.data import data_page
from dashboard.pages.method import method_page
from dashboard.words.words import LANGUAGES, Words, words
from geodata.publish.build import computed
from geodata.region.region import Region
from tests.dashboard.site import site_of
from tests.geodata.disclosure.grid_region import grid_region, protected, rows

Page = Callable[[Region, Words, str], html.Div]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return computed(protected(grid_region(tmp_path_factory.mktemp("grid")), rows()))


def key_of(region: Region) -> str:
    assert region.visits is not None
    assert region.visits.release is not None
    return region.visits.release.key


def test_the_open_interface_names_the_release_as_data_and_as_a_page(region: Region, tmp_path: Path) -> None:
    site = site_of(region, tmp_path)
    assert site.json("/api?f=json")["release"] == {"label": "1", "key": key_of(region)}
    assert site.get("/api?f=html").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [data_page, method_page])
def test_pages_about_the_data_name_the_release(region: Region, language: str, page: Page) -> None:
    said = words(language)
    sentence = said("ui.protection.release", label="1", digits=key_of(region))
    assert sentence in str(page(region, said, ""))
    assert region.visits is not None
    older = replace(region, visits=replace(region.visits, release=None))
    assert key_of(region) not in str(page(older, said, ""))
