"""The layer of the need to come: its colours, its lines, its legend and its table tell the measures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.layers import by_measure, layer_of, layers_of
from dashboard.layers.base import Figure
from dashboard.layers.brush import read_brush
from dashboard.layers.graded import breaks_of
from dashboard.layers.need import CLASSES, UNKNOWN, Need, OutlookWords, words_of
from dashboard.layers.need_figures import CHANGE, CHANGE_COUNT, need_figures, usual_figure
from dashboard.layers.units import Units
from dashboard.question.display import read_display
from dashboard.question.shown_layers import layers_as
from dashboard.tables.brushed import brushed_rows
from dashboard.tables.tables import table_of
from dashboard.words.layers import legend_text, swatch_text
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, place_of
from geodata.measures.need import need_measures
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import assessed
from tests.toy_index import OF_AREAS, with_index
from tests.toy_projection import AHEAD, projected_toy_region
from tests.toy_region import toy_region


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
    assert np.asarray(table.values["use_now"], float).tolist() == pytest.approx([100, 200, 50])
    assert np.asarray(table.values["use_ahead"], float).tolist() == pytest.approx(AHEAD)
    assert np.asarray(table.values["size_ahead"], float).tolist() == pytest.approx([80, 150, -20])


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


CHOICES = (CHANGE, CHANGE_COUNT, "beyond_ahead", "from_80_ahead", "use_width_ahead", "need_index_alone")


@pytest.fixture(scope="module")
def indexed() -> Assessment:
    region = with_index(projected_toy_region())
    return assess(region, default_scenario(region))


def chosen(assessment: Assessment, by: str, **words: str) -> Need:
    layers = layers_as(assessment.region, read_display({"need_by": by, **words}))
    found = next(layer for layer in layers if layer.key == "need")
    assert isinstance(found, Need)
    return found


def test_every_choice_of_the_select_is_one_that_the_layer_shows(indexed: Assessment) -> None:
    assert set(need_figures(indexed.region)) == set(CHOICES)
    for by in CHOICES:
        assert chosen(indexed, by).shows.key == by
    assert chosen(indexed, "luck").shows.key == CHANGE
    assert chosen(indexed, "use_ahead").shows.key == CHANGE, "a figure of the table only"


def test_a_change_in_number_has_round_steps_and_the_lines_of_the_change_in_per_cent(
    indexed: Assessment,
) -> None:
    whole = place_of(indexed, "region")
    layer = chosen(indexed, CHANGE_COUNT)
    assert layer.values(indexed, whole).classes.tolist() == [5, 5, 2], "80 and 150 more, 20 fewer"
    assert layer.legend(indexed).swatches[-2].values["high"] == Figure(150.0, "count")
    soon = chosen(indexed, CHANGE_COUNT, horizon="2030").values(indexed, whole).classes
    assert (soon[:2] >= CLASSES).all(), "as many as today"


def test_years_have_one_legend(indexed: Assessment) -> None:
    for by in (CHANGE_COUNT, "beyond_ahead", "use_width_ahead"):
        ends = [
            [{key: value for key, value in swatch.values.items() if key != "count"} for swatch in swatches]
            for swatches in (
                chosen(indexed, by, horizon=horizon).legend(indexed).swatches for horizon in ("2030", "2035")
            )
        ]
        assert ends[0] == ends[1], by


def test_the_table_has_the_figure_of_every_choice(indexed: Assessment) -> None:
    whole = place_of(indexed, "region")
    for by in CHOICES:
        table = chosen(indexed, by).table(indexed, whole)
        assert set(CHOICES) <= set(table.values)
        assert {column.key for column in table.columns} == set(table.values)


def test_an_index_is_shown_where_nobody_knows_how_many_there_will_be() -> None:
    region = with_index(replace(toy_region(), visits=None))
    assessment = assess(region, default_scenario(region))
    layer = chosen(assessment, "")
    assert layer.shows.key == "need_index_alone"
    assert layer.available(assessment)
    assert usual_figure(region) == "need_index_alone"
    table = layer.table(assessment, place_of(assessment, "region"))
    assert np.asarray(table.values["need_index_alone"], float).tolist() == pytest.approx(OF_AREAS)
    assert len(set(layer.values(assessment, place_of(assessment, "region")).classes.tolist())) == 3
    assert "rå skala" in legend_text(layer.legend(assessment), words("sv"))[0]


def test_a_filter_hides_what_is_to_come_and_not_the_index(indexed: Assessment) -> None:
    young = assess(indexed.region, replace(indexed.scenario, region=indexed.region, age_group="0-19"))
    assert not chosen(young, CHANGE).available(young)
    assert chosen(young, "beyond_ahead").legend(young).note == "why.need_of_all"
    assert chosen(young, "need_index_alone").available(young)


def test_units_are_coloured_by_the_capacity_that_they_lack_under_the_outlook(indexed: Assessment) -> None:
    layers = layers_as(
        indexed.region, read_display({"units_by": "unit_gap_ahead", "standard": "20", "horizon": "2030"})
    )
    units = next(layer for layer in layers if isinstance(layer, Units))
    by = units.coloured(indexed)
    assert by is need_measures(units_words := words_of(units.outlook))["unit_gap_ahead"]
    assert ("horizon", "2030") in units_words
    table = units.table(indexed, place_of(indexed, "region"))
    expected = by.counts(indexed, every(indexed, "unit")).value
    at = [list(indexed.units.index).index(id_) for id_ in table.ids]
    np.testing.assert_array_equal(np.asarray(table.values["unit_gap_ahead"], float), expected[at])
    plain = Units().table(indexed, place_of(indexed, "region"))
    assert "unit_gap_ahead" not in plain.values
    asked = table_of(
        indexed, place_of(indexed, "region"), "units", outlook=units.outlook, units_by="unit_gap_ahead"
    )
    np.testing.assert_array_equal(
        np.asarray(asked.values["unit_gap_ahead"], float), np.asarray(table.values["unit_gap_ahead"], float)
    )


def test_what_is_too_little_is_told_from_what_is_left_over() -> None:
    measure = need_measures()["unit_gap_ahead"]
    gaps = np.array([-2.0, -1.0, 0.01, 1.0, 2.0, 3.0])
    assert breaks_of(measure, gaps) == [0.0, 0.8, 1.5, 2.0], "four classes of those that lack something"
    assert breaks_of(measure, np.array([-3.0, -2.0, -1.0, -0.5])) == [0.0], "none is short"


def test_rows_of_a_brushed_interval_are_those_of_the_outlook_that_is_shown(indexed: Assessment) -> None:
    table = chosen(indexed, CHANGE, horizon="2030").table(indexed, place_of(indexed, "region"))
    brush = read_brush("use_change_ahead:0.5..")
    assert list(brushed_rows(table, indexed, brush).ids) == ["A1", "A2"], "in 2035"
    assert list(brushed_rows(table, indexed, brush, OutlookWords("2030")).ids) == []
