"""What the program has fetched says so wherever sources stand, in the page's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.pages.method import method_page
from dashboard.tables.csv_files import provenance
from dashboard.words.source_line import source_line
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import assess
from geodata.contract.settings import Source
from geodata.scenario.scenario import default_scenario
from tests.dashboard.components.test_components import texts
from tests.dashboard.regions import REGIONS

CARRIED = Source("Folkmängd", "SCB", "CC0", "2026-06-08", {"sv": "invånare", "en": "residents"})
FETCHED = replace(CARRIED, fetched="2026-11-30", notes=("Brus är tillfört.",))


def test_a_line_says_what_there_is_and_when_it_was_fetched() -> None:
    assert source_line(CARRIED, words("sv")) == "Folkmängd, SCB, CC0, 2026-06-08"
    assert source_line(FETCHED, words("sv")) == "Folkmängd, SCB, CC0, 2026-06-08, hämtad 30 november 2026"
    assert source_line(FETCHED, words("en")) == "Folkmängd, SCB, CC0, 2026-06-08, fetched 30 November 2026"
    assert source_line(replace(CARRIED, licence=""), words("sv")) == "Folkmängd, SCB, 2026-06-08"


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_and_the_method_say_it_with_the_notes_that_must_be_read(language: str) -> None:
    toy, said = REGIONS["small"], words(language)
    region = replace(toy, settings=replace(toy.settings, sources=(FETCHED,)))
    assert source_line(FETCHED, said) in provenance(assess(region, default_scenario(region)), said)
    page = list(texts(method_page(region, said, "")))
    assert "Brus är tillfört." in page
    assert said("ui.source_notes") in page
