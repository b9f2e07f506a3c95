"""The method page explains every figure that is shown anywhere, each by a name of its own."""

from __future__ import annotations

from collections import Counter

import pytest
from dash import html

from dashboard.kpis.meta import meta_of
from dashboard.pages.method import method_page
from dashboard.words.kpis import kpi_about, kpi_name
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.measures.registry import measures_of
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import REGIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_is_explained(language: str) -> None:
    region, said = REGIONS["small"], words(language)
    assessment = assess(region, default_scenario(region))
    page = method_page(region, said, "")
    parts = list(page._traverse())
    told = [
        " ".join(part.children)
        for part in parts
        if isinstance(part, html.P) and isinstance(part.children, list)
        if all(isinstance(inside, str) for inside in part.children)
    ]
    measures = measures_of(region).values()
    assert [part.children for part in parts if isinstance(part, html.H4)] == [
        kpi_name(measure, meta_of(measure, assessment), said) for measure in measures
    ]
    for measure in measures:
        about = " ".join(kpi_about(measure, meta_of(measure, assessment), said))
        assert any(paragraph.startswith(about) for paragraph in told), measure.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_measures_share_a_name(language: str, toy: Assessment) -> None:
    said, known = words(language), measures_of(toy.region)
    names = [kpi_name(measure, meta_of(measure, toy), said) for measure in known.values()]
    assert [name for name, count in Counter(names).items() if count > 1] == []
