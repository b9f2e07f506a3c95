"""What is new in a version, as its page tells it: counts first, links to what is there, nothing secret."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from dashboard.layers import layer_of, layers_of
from dashboard.layers.gap_scale import SCALES
from dashboard.layers.version_change import VersionChange
from dashboard.map.payload import map_payload
from dashboard.pages.news import COUNTED, news_page
from dashboard.question.display import read_display
from dashboard.texts.catalogue import LANGUAGES
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.focus.places import whole_region
from geodata.publish.publish import publish
from geodata.region.region import Region
from geodata.region.version_news import UnitNews, VersionNews, VisitNews
from geodata.scenario.scenario import default_scenario
from geodata.versions.figures import COMPARED
from geodata.versions.news import news_between, news_of
from tests.dashboard.components.test_components import is_whole, parts, texts
from tests.dashboard.site import site_of
from tests.geodata.versions.test_news import changed
from tests.small_region import computed_small_region


@pytest.fixture(scope="module")
def region() -> Region:
    """The small region as it is changed, with what differs from how it was."""
    before = replace(computed_small_region(), version="a" * 12, built="2026-01-01T00:00:00+00:00")
    after = replace(changed(), version="b" * 12, built="2026-02-01T00:00:00+00:00")
    return replace(after, news=news_between(before, after))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_begins_with_counts(region: Region, language: str) -> None:
    page = news_page(region, words(language), "")
    assert is_whole(page)
    text = " ".join(texts(page))
    assert words(language)("news.count.units_new", count=1) in text
    assert "Nya ettan" in text
    assert "aaaaaa" in text
    assert region.news is not None
    assert {*region.news.counts} <= {*COUNTED}


def test_a_unit_that_is_there_is_linked_to_and_one_that_is_gone_is_not(region: Region) -> None:
    links = [str(getattr(one, "href", "")) for one in parts(news_page(region, words("sv"), ""))]
    for id_ in ("U1", "U2", "U4"):
        assert {f"/hitta?unit={id_}&lang=sv", f"/?unit={id_}&lang=sv"} <= {*links}
    assert not [link for link in links if "U3" in link]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_version_before_the_page_says_so_and_how_one_comes(language: str) -> None:
    page = news_page(computed_small_region(), words(language), "")
    assert is_whole(page)
    assert words(language)("news.none") in texts(page)


def secret(news: VersionNews) -> VersionNews:
    return replace(news, protected=True, visits=(VisitNews("2025Q1", 1000, 1003),))


def test_protected_visits_are_told_without_their_difference(region: Region) -> None:
    assert region.news is not None
    public = " ".join(
        texts(news_page(replace(region, news=replace(secret(region.news), protected=False)), words("en"), ""))
    )
    hidden = " ".join(texts(news_page(replace(region, news=secret(region.news)), words("en"), "")))
    assert "+3" in public
    assert "+3" not in hidden
    assert "1,000" in hidden
    assert "1,003" in hidden
    assert words("en")("news.visits_protected") in hidden


def test_a_list_of_periods_that_is_cut_says_so(region: Region) -> None:
    assert region.news is not None
    many = tuple(VisitNews(f"{1900 + year}", 10, 11) for year in range(70))
    text = " ".join(
        texts(news_page(replace(region, news=replace(region.news, visits=many)), words("en"), ""))
    )
    assert words("en")("news.listed", shown=50, count=70) in text


def test_lists_are_bounded_on_the_page(region: Region) -> None:
    assert region.news is not None
    many = tuple(UnitNews("new", f"N{k}", f"Unit {k}", "gp") for k in range(150))
    counts = {**region.news.counts, "units_new": 700}
    page = news_page(replace(region, news=replace(region.news, units=many, counts=counts)), words("en"), "")
    text = " ".join(texts(page))
    assert words("en")("news.listed", shown=50, count=700) in text
    assert "Unit 49" in text
    assert "Unit 50" not in text


# The interface


def test_programs_read_the_news_as_the_page_tells_them(tmp_path: Path) -> None:
    first = publish(computed_small_region(), tmp_path)
    publish(changed(), tmp_path, news_of(changed(), tmp_path))
    found = site_of(changed(), tmp_path).json("/api/news")
    assert found["previous"]["version"] == first
    assert [(each["kind"], each["id"]) for each in found["units"]][:2] == [("new", "U4"), ("gone", "U3")]
    assert found["counts"]["units_moved"] == 1
    assert found["persons"]["after"] - found["persons"]["before"] == 10
    assert {each["path"] for each in found["settings"]} == {"rules.too_far.limit"}


def test_programs_are_told_that_there_was_no_version_before(tmp_path: Path) -> None:
    found = site_of(computed_small_region(), tmp_path).json("/api/news?lang=en")
    assert (found["previous"], found["about"]) == (None, words("en")("news.none"))


# The layer


def test_an_area_that_is_out_of_reach_now_says_so_in_the_table(region: Region) -> None:
    """Units were within reach in the version before; now none is."""
    assert region.news is not None
    alone = replace(region, minutes=csr_array(region.minutes.shape))  # type: ignore[union-attr]
    assessment = assess(alone, default_scenario(alone))
    table = VersionChange().table(assessment, whole_region(assessment))
    assert {str(cell) for cell in table.values["gap"]} == {"news.reached_before"}
    assert {str(cell) for cell in table.values["side"]} == {"news.side_second"}


def test_areas_can_be_coloured_by_all_that_a_version_keeps() -> None:
    assert list(SCALES) == [measure.key for measure in COMPARED]


def test_the_layer_is_there_only_where_there_was_a_version_before(region: Region) -> None:
    now, first = (assess(each, default_scenario(each)) for each in (region, computed_small_region()))
    assert VersionChange().available(now)
    assert not VersionChange().available(first)
    for assessment in (now, first):
        for by in SCALES:
            layer = replace(VersionChange(), by=by)
            legend, table = layer.legend(assessment), layer.table(assessment, whole_region(assessment))
            counted = sum(swatch.count or 0 for swatch in legend.swatches)
            assert counted == (len(assessment.region.areas) if assessment is now else 0)
            assert set(table.ids) <= set(assessment.region.areas.index)
    assert layer_of(region, "news").key == "news"
    assert "news" in [layer.key for layer in layers_of(region)]


def test_units_that_differ_are_marked_on_the_map_also_those_that_are_gone(region: Region) -> None:
    assessment = assess(region, default_scenario(region))
    display = read_display({"layers": "news,labels"})
    payload = map_payload(assessment, whole_region(assessment), display, words("en"))
    units, plates = payload["units"], payload["changes"]
    position = {id_: at for at, id_ in enumerate(region.units.index)}
    kinds = {each[0]: each[1] for each in units["marked"]}  # type: ignore[index]
    assert kinds == {position["U4"]: "add", position["U2"]: "move", position["U1"]: "size"}
    assert {plate["id"] for plate in plates} == {"U1", "U2", "U4"}  # type: ignore[attr-defined]
    state = np.frombuffer(base64.b64decode(units["state"]), np.uint8)  # type: ignore[index]
    assert state[position["U1"]], "also where no other unit is drawn"
    other = map_payload(assessment, whole_region(assessment), read_display({}), words("en"))
    assert not other["units"]["marked"]  # type: ignore[index]
