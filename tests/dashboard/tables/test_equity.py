"""The table of how alike people fare: what is found, held to the first group, in both languages."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from dashboard.exports.table_files import table_file
from dashboard.layers import layers_of
from dashboard.layers.brush import measure_of
from dashboard.map.view import map_view
from dashboard.question.listing import read_listing
from dashboard.question.request import request_of
from dashboard.question.shown_layers import equity_as_shown, fill_shown
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.equity import equity_choice, equity_table
from dashboard.tables.figure_lines import table_records
from dashboard.tables.rows import rows_of
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.equity.offer import EquityWords, divisions_offered, measures_offered
from geodata.focus.places import whole_region
from geodata.scenario.scenario import default_scenario
from tests.toy_need import toy_need_region
from tests.toy_projection import projected_toy_region

REGION = toy_need_region()


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return assess(REGION, default_scenario(REGION))


def rows(assessment: Assessment, of: str, by: str, column: str) -> dict[str, float]:
    table = equity_table(assessment, whole_region(assessment), EquityWords(of, by))
    return dict(zip(table.ids, np.asarray(table.values[column]).tolist(), strict=True))


def test_fifths_stand_from_the_least_need_to_the_most_and_all_of_them_last(toy: Assessment) -> None:
    assert list(rows(toy, "visits_per_resident", "need", "persons")) == ["1", "2", "3", "4", "5", "all"]
    persons = rows(toy, "visits_per_resident", "need", "persons")
    assert persons["all"] == 3500 == sum(persons.values()) - persons["all"]
    assert rows(toy, "visits_per_resident", "need", "value")["all"] == pytest.approx(0.1)
    assert rows(toy, "visits", "need", "value")["all"] == pytest.approx(1000), "by 10,000 residents"


def test_differences_of_shares_are_in_points_and_per_cent_of_the_first(toy: Assessment) -> None:
    """Within 10 minutes are A1 and A3, where 800 of 1,700 men and 700 of 1,800 women live."""
    near = assess(REGION, replace(toy.scenario, region=REGION, limit_min=10.0))
    men, women = 800 / 1700, 700 / 1800
    assert rows(near, "covered", "sex", "value")["2"] == pytest.approx(women)
    assert rows(near, "covered", "sex", "difference") == pytest.approx(
        {"1": 0, "2": 100 * (women - men), "all": np.nan}, nan_ok=True
    )
    assert rows(near, "covered", "sex", "percent")["2"] == pytest.approx(100 * (women / men - 1))


def test_the_slope_is_the_difference_of_all(toy: Assessment) -> None:
    found = equity_choice(toy, whole_region(toy), EquityWords("nearest", "need")).found
    difference = rows(toy, "nearest", "need", "difference")["all"]
    assert difference == pytest.approx(found.slope.index.value)
    assert rows(toy, "nearest", "need", "percent")["all"] == pytest.approx(100 * found.slope.relative.value)


def test_areas_in_no_group_have_a_row_that_says_why() -> None:
    region = toy_need_region((1.0, float("nan"), 2.0))
    toy = assess(region, default_scenario(region))
    table = equity_table(toy, whole_region(toy), EquityWords("covered", "need"))
    at = list(table.ids).index("without:why.no_need_index")
    assert table.values["persons"][at] == 2000
    said = [words(language).of(table.values["group"][at]) for language in LANGUAGES]  # type: ignore[arg-type]
    assert said == ["Räknas inte: behovsindex saknas", "Not counted: no index of need"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_answered_is_an_empty_table_that_says_why(toy: Assessment, language: str) -> None:
    table = equity_table(toy, whole_region(toy), EquityWords("visits_per_resident", "sex"))
    assert table.ids == []
    said = words(language)
    assert table_records(table, toy, said)["empty"] == said("why.not_by_sex")
    assert rows_of(table, said, "value.up", "", 10).found == 0


def test_what_colours_the_areas_is_told_of_until_another_measure_is_chosen(toy: Assessment) -> None:
    by_layer = {"layers": "nearest,units", "table": "equity"}
    assert equity_as_shown(toy, read_listing(by_layer)).equity_of == "nearest"
    chosen = {**by_layer, "equity_of": "covered"}
    assert equity_as_shown(toy, read_listing(chosen)).equity_of == "covered"
    assert equity_as_shown(toy, read_listing({"layers": "none"})).equity_of == ""
    request = request_of(REGION, words("en"), {}, {})
    file = table_file(request, "equity", by_layer)
    assert ("Compare", "Fifths by Need") in file.about
    assert "Travel time" in csv_bytes(file.table, request.words).decode("utf-8-sig").splitlines()[0]


def test_of_several_fills_it_is_told_of_the_one_that_the_map_shows() -> None:
    need = replace(toy_need_region(), projections=projected_toy_region().projections)
    assessment = assess(need, default_scenario(need))
    fills = [layer.key for layer in layers_of(need) if layer.style == "fill"]
    told = set()
    for first, second in combinations(fills, 2):
        listing = read_listing({"layers": f"{first},{second}", "table": "equity"})
        assert listing.display is not None
        fill = fill_shown(assessment, listing.display)
        shown = map_view(assessment, whole_region(assessment), listing.display, words("sv")).fill_layer
        measure = measure_of(shown) if shown else None
        offered = measure is not None and measure.key in measures_offered(need)
        expected = measure.key if measure is not None and offered else ""
        assert fill == shown
        assert equity_as_shown(assessment, listing).equity_of == expected, (first, second)
        told.add(expected)
    assert len(told) > 3


def test_the_need_to_come_is_told_under_the_outlook_that_is_asked_of() -> None:
    region = projected_toy_region()
    need = replace(
        toy_need_region(),
        projections=region.projections,
        population=region.population,
    )
    request = request_of(need, words("sv"), {}, {})
    record = {"equity_of": "use_change_ahead", "equity_by": "need"}
    ahead = [
        table_file(request, "equity", {**record, "horizon": year}).table.values["value"][-1]
        for year in ("2030", "2035")
    ]
    assert ahead[1] == pytest.approx(210 / 350), "560 visits, 350 today"
    assert ahead[0] != pytest.approx(ahead[1])


def test_an_old_link_to_what_the_region_lacks_shows_the_usual(toy: Assessment) -> None:
    choice = equity_choice(toy, whole_region(toy), EquityWords("luck", "shoes"))
    assert (choice.measure.key, choice.by) == ("visits_per_resident", divisions_offered(REGION)[0])
