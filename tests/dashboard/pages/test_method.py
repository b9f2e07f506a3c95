"""The method page explains every figure that is shown anywhere, each by a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from dash import html

from dashboard.kpis.meta import meta_of
from dashboard.pages.choice_model import choice_models_section
from dashboard.pages.method import method_page
from dashboard.words.kpis import kpi_about, kpi_name
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.choice.decay import DECAYS
from geodata.measures.registry import measures_of
from geodata.region.choice_model import Band, ChoiceModel, Decay, LoadGroup, LoadSpread, Tried
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("decay", DECAYS)
def test_the_choice_model_stands_with_its_function_parameters_errors_and_calibration(
    language: str, decay: Decay
) -> None:
    said = words(language)
    spread = LoadSpread(40, 7.0, 7.0, 0.82, -0.3, 0.4, 5.0, 9.0, 0.775, (LoadGroup(40, 1200.0, 1300.0, 31),))
    tried = (Tried("power", 50.0, 0.777), Tried("square_root", 40.0, 0.787))
    bands = (Band(0, 2, 0.25, 0.5), Band(60, None, 0.75, 0.5))
    model = ChoiceModel(
        "gp", "2025", decay, 1.12, 2.11, 0.3, 0.26, 0.7, 0.8, 900, tried, bands, 4.7, 4.8, spread
    )
    region = replace(REGIONS["whole"], choice_models=(model,))
    text = " ".join(texts(choice_models_section(region, said)))
    for number in (1.12, 2.11, 0.3, 0.26, 77.7, 78.7, 4.7, 4.8, 0.82):
        assert said.number(number, 1 if number > 4 else 2) in text, number
    assert said("ui.choice.band_above", low="60") in text
    assert said("ui.choice.load_covered_of", some="31", all="40") in text
    equal = replace(model, a_error=0.0, tried=(), loads=None)
    text = " ".join(texts(choice_models_section(replace(region, choice_models=(equal,)), said)))
    for key in ("a_given", "untried", "no_loads"):
        assert said(f"ui.choice.{key}") in text
    assert said("ui.choice.none") in " ".join(texts(choice_models_section(REGIONS["whole"], said)))


def texts(parts: Iterable[object]) -> Iterator[str]:
    """Every text of some components, in their order."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, list | tuple):
            yield from texts(part)
        elif part is not None:
            yield from texts([getattr(part, "children", None)])
