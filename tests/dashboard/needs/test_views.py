"""Views of the need to come: what is drawn is what the table says, and nobody needs to see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest

from dashboard.components.markup import Markup
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.needs.axis import axis_of
from dashboard.needs.panel import NeedFigures
from dashboard.needs.views import DRAWN, drawn_view, whose_need
from dashboard.tables.needs import need_table
from dashboard.tables.rows import heading_text
from dashboard.tables.tables import table_of
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import assessed
from tests.toy_projection import few_visits_toy_region, looking_back_toy_region, projected_toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = looking_back_toy_region()
    return assess(region, default_scenario(region))


def elements(tree: Markup | list[Markup]) -> Iterator[list[Markup]]:
    """Every element of some markup, with its attributes second."""
    if isinstance(tree, str):
        return
    if tree and isinstance(tree[0], str):
        yield tree
        for inside in tree[2:]:
            yield from elements(inside)
    else:
        for each in tree:
            yield from elements(each)


def text(tree: Markup | list[Markup]) -> str:
    if isinstance(tree, str):
        return tree
    inside = tree[2:] if tree and isinstance(tree[0], str) and isinstance(tree[1], dict) else tree
    return "".join(text(each) for each in inside)


def of_class(tree: list[Markup], css: str) -> list[list[Markup]]:
    return [found for found in elements(tree) if css in found[1].get("class", "").split()]


def drawn(
    assessment: Assessment, key: str, kind: str = "region", id_: str = "", outlook: OutlookWords = USUAL,
    language: str = "en",
) -> list[Markup]:  # fmt: skip
    return drawn_view(key, NeedFigures(assessment, place_of(assessment, kind, id_), outlook, words(language)))


def width(element: list[Markup]) -> float:
    return float(re.findall(r"width:([\d.]+)%", element[1]["style"])[0])


@pytest.mark.parametrize("key", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_is_hidden_from_those_who_listen_and_said_by_a_table(
    toy: Assessment, key: str, language: str
) -> None:
    view = drawn(toy, key, language=language)
    table = next(found for found in elements(view) if found[0] == "table")
    for chart in (*of_class(view, "need-chart"), *of_class(view, "need-gap")):
        assert chart[1]["aria-hidden"] == "true"
    said = table_of(toy, place_of(toy, "region"), key)
    bodies = [found for found in elements(table) if found[0] == "tbody"]
    assert len(bodies[0]) - 2 == len(said.ids)


def test_the_waterfall_has_the_numbers_of_its_table_and_its_bars_meet(toy: Assessment) -> None:
    view = drawn(toy, "need_drivers")
    assert [text(each) for each in of_class(view, "need-count")] == ["350", "+210", "±0", "560"]
    assert [text(each) for each in of_class(view, "need-percent")] == ["", "+60%", "±0%", "+60%"]
    today, size, _, ahead = (width(bar) for bar in of_class(view, "need-bar"))
    assert today + size == pytest.approx(ahead, abs=0.02)


def test_less_is_striped_and_more_is_not(toy: Assessment) -> None:
    less = drawn(toy, "need_drivers", "municipality", "M2")
    assert [bar[1]["class"] for bar in of_class(less, "need-bar")][1:2] == ["need-bar is-less"]
    assert of_class(drawn(toy, "need_drivers"), "is-more")


def test_a_cut_axis_has_a_mark_in_the_bars_and_says_where_it_begins(toy: Assessment) -> None:
    cut = drawn(toy, "need_drivers", outlook=OutlookWords("2030"))
    assert len(of_class(cut, "need-break")) == 2
    assert "The axis begins at 260" in text(cut)
    whole = drawn(toy, "need_drivers")
    assert not of_class(whole, "need-break")
    assert "axis" not in text(of_class(whole, "need-note"))


def test_parts_sum_in_the_sentence_too(toy: Assessment) -> None:
    assert "210 + 0 = 210" in text(drawn(toy, "need_drivers"))
    assert "\u221220 + 0 = \u221220" in text(drawn(toy, "need_drivers", "municipality", "M2"))


def test_the_fan_has_bands_variants_apart_and_what_was_told_before(toy: Assessment) -> None:
    view = drawn(toy, "need_years")
    assert len(of_class(view, "need-band")) == 2
    assert len(of_class(view, "is-variant")) == 1
    assert len(of_class(view, "is-earlier")) == 2, "a line and a dot"
    assert [text(each) for each in of_class(view, "need-end")][1] == "560"
    assert "The same method from 2020 was off by +20% in 2025." in text(view)
    assert "nothing of how likely" in text(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_futures_that_are_chosen_are_lines_of_the_fan_by_their_names_and_columns_of_its_table(
    toy: Assessment, language: str
) -> None:
    outlook = OutlookWords(futures="high/none/none;main/none/none")
    found = drawn(toy, "need_years", outlook=outlook, language=language)
    lines = [line[1]["class"] for line in of_class(found, "is-variant")]
    assert lines == ["need-line is-variant is-future-1", "need-line is-variant is-future-2"]
    table = need_table(toy, place_of(toy, "region"), "need_years", outlook)
    said = words(language)
    columns = [column for column in table.columns if column.key.startswith(("variant_", "future_"))]
    assert [column.key for column in columns] == ["future_1", "future_2"]
    names = [heading_text(column, said) for column in columns]
    assert len(set(names)) == 2
    assert [table.values[column.key][-1] for column in columns] == [616, 560], "in the order of the address"
    ends = [said.count(float(table.values[column.key][-1])) for column in columns]  # type: ignore[arg-type]
    legend = [text(each) for each in of_class(found, "need-legend")[0][2:]][2:]
    assert legend == [f"{name}: {end}" for name, end in zip(names, ends, strict=True)]
    assert said("needs.years.futures_note") in text(found)
    assert said("needs.years.variants_note") not in text(found)


def test_the_fan_says_where_it_does_not_begin_at_what_was_counted(toy: Assessment) -> None:
    region = few_visits_toy_region()
    few = assess(region, default_scenario(region))
    assert "begins at 19, not at the 20" in text(drawn(few, "need_years", "area", "A2"))
    assert "smoothed" not in text(drawn(few, "need_years")) + text(drawn(toy, "need_years"))


def test_where_the_method_cannot_be_held_to_what_came_the_view_says_what_lacks() -> None:
    region = projected_toy_region()
    view = drawn(assess(region, default_scenario(region)), "need_years")
    assert not of_class(view, "is-earlier")
    assert "no visits of a whole year before 2025" in text(view)


def test_the_pyramid_fills_today_and_outlines_the_horizon_on_one_scale(toy: Assessment) -> None:
    view = drawn(toy, "need_ages")
    bars = [bar for css in ("is-now", "is-then") for bar in of_class(view, css) if "style" in bar[1]]
    lengths = np.array([width(bar) for bar in bars])
    expected = np.array([2700, 800, 4850, 750])
    np.testing.assert_allclose(lengths / lengths[0], expected / expected[0], atol=1e-3)
    assert [text(each) for each in of_class(view, "need-age")] == ["20+", "0\u201319"], "the oldest on top"


def test_rows_of_units_select_them_and_bars_are_as_long_as_what_is_free_or_missing(toy: Assessment) -> None:
    view = drawn(toy, "need_units")
    rows = [found for found in elements(view) if "data-select-id" in found[1]]
    assert [(row[1]["data-select-kind"], row[1]["data-select-id"]) for row in rows] == [
        ("unit", "u-south"),
        ("unit", "u-north"),
    ]
    free, lacking = (sum(width(bar) for bar in of_class(view, css)) for css in ("is-free", "is-lacking"))
    assert free / lacking == pytest.approx(118 / 244, abs=1e-3)
    assert "for all visits: 1 of 2." in text(view)


def test_of_a_single_unit_the_note_reads_as_of_many(toy: Assessment) -> None:
    assert "for all visits: 0 of 1." in text(drawn(toy, "need_units", "area", "A1"))
    assert "inte ryms: 0 av 1." in text(drawn(toy, "need_units", "area", "A1", language="sv"))


def test_a_unit_that_misses_less_than_half_a_visit_is_short_of_room_too(toy: Assessment) -> None:
    view = drawn(toy, "need_units", outlook=OutlookWords(standard="72"))  # south: room for 360 of 360.5
    assert "for all visits: 1 of 2." in text(view)


def test_a_view_of_a_unit_says_that_it_is_of_those_whom_the_unit_serves(toy: Assessment) -> None:
    unit = whose_need(toy, place_of(toy, "unit", "u-north"), words("en"))
    assert text(unit) == "Residents where most visits are to North"
    assert not whose_need(toy, place_of(toy, "area", "A1"), words("en"))


@pytest.mark.parametrize("key", DRAWN)
def test_a_region_without_a_projection_has_a_sentence_and_no_chart(key: str) -> None:
    view = drawn(assessed("whole"), key)
    assert not [found for found in elements(view) if found[0] in ("svg", "table")]
    assert text(view) == words("en")("why.no_projection")


def test_an_axis_is_round_and_holds_what_it_is_of() -> None:
    axis = axis_of([3_812_000, 4_472_075], steps=4)
    assert (axis.low, axis.high, axis.step) == (3_800_000, 4_600_000, 200_000)
    assert axis.ticks == [3_800_000, 4_000_000, 4_200_000, 4_400_000, 4_600_000]
    assert axis.at(4_200_000) == 50
    level = axis_of([350.0, 350.0])
    assert level.low <= 350 < level.high
    assert axis_of([0.0], whole=True).at(0) == 0
