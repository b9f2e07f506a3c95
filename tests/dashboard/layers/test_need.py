"""The layer of the need to come: its colours, its lines, its legend and its table tell the measures."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.layers import by_measure, layer_of, layers_of
from dashboard.layers.need import CLASSES, UNKNOWN, Need, OutlookWords
from dashboard.words.layers import swatch_text
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import assessed
from tests.toy_projection import AHEAD, projected_toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


def test_areas_are_coloured_by_their_change_and_have_lines_where_they_may_stay(toy: Assessment) -> None:
    fill = Need().values(toy, place_of(toy, "region"))
    assert fill.classes.tolist() == [6, 6, 0], "80 and 75 per cent more, 40 per cent less"
    soon = Need(OutlookWords("2030")).values(toy, place_of(toy, "region"))
    assert soon.classes.tolist()[:2] == [3 + CLASSES, 3 + CLASSES], "as many as today"
    assert set(soon.classes.tolist()) <= {*range(CLASSES), *soon.uncertain}


def test_the_legend_names_both_years_and_counts_every_area(toy: Assessment) -> None:
    legend = Need(OutlookWords("2030")).legend(toy)
    assert (legend.values["from"], legend.values["to"]) == ("2025", "2030")
    *steps, uncertain = legend.swatches
    assert sum(swatch.count or 0 for swatch in steps) == 3
    assert uncertain.count is None, "they are counted by their colours already"
    assert swatch_text(uncertain, words("en")) == "May as well stay as they are: 2 of them"


def test_the_table_has_use_now_and_then_and_what_drives_it(toy: Assessment) -> None:
    table = Need().table(toy, place_of(toy, "region"))
    assert np.asarray(table.values["use_now"], float).tolist() == [100, 200, 50]
    assert np.asarray(table.values["use_ahead"], float).tolist() == AHEAD
    assert np.asarray(table.values["size_ahead"], float).tolist() == [80, 150, -20]


def test_what_the_address_says_is_what_the_layer_shows(toy: Assessment) -> None:
    chosen = OutlookWords("2030", "high")
    layers = by_measure(layers_of(toy.region), outlook=chosen)
    shown = next(layer for layer in layers if layer.key == "need")
    assert isinstance(shown, Need)
    assert shown.outlook == chosen
    assert layer_of(toy.region, "need", outlook=chosen) == shown


def test_any_year_can_be_shown_of_the_same_outlook(toy: Assessment) -> None:
    low = Need(OutlookWords("2030", "high"))
    assert (low.years(toy), low.year(toy)) == ((2030, 2035), 2030)
    assert low.of_year(2035) == Need(OutlookWords("2035", "high"))
    assert low.of_year(None).year(toy) == 2035
    assert Need().years(assessed("whole")) == (), "a region without a projection"


def test_a_region_without_a_projection_has_no_such_layer_and_says_so() -> None:
    plain = assessed("whole")
    assert not Need().available(plain)
    assert Need().legend(plain).note == "why.no_projection"
    assert Need().table(plain, place_of(plain, "region")).empty == "why.no_projection"
    assert set(Need().values(plain, place_of(plain, "region")).classes.tolist()) == {UNKNOWN}
