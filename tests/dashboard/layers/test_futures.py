"""The layer of several futures: the darkest is where all agree, and its legend counts people."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dashboard.layers import layers_of
from dashboard.layers.base import Layer
from dashboard.layers.brush import brushed, read_brush
from dashboard.layers.futures import FALLS, Futures
from dashboard.layers.need import OutlookWords
from dashboard.map.hover import area_hover
from dashboard.needs.futures_panel import futures_fields, futures_panel
from dashboard.needs.panel import NeedFigures
from dashboard.plan.brush_tool import TABLE_OF, brushed_parts
from dashboard.question.listing import read_listing
from dashboard.question.questions import NEED, OF_NEED, QUESTIONS, SUPPLY
from dashboard.tables.brushed import brushed_rows
from dashboard.words.layers import swatch_text
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of, whole_region
from geodata.measures.futures import futures_of
from geodata.needs.futures import MOST
from geodata.scenario.scenario import default_scenario
from tests.dashboard.needs.test_fields import elements
from tests.dashboard.needs.test_panel import text
from tests.dashboard.regions import assessed
from tests.toy_projection import projected_toy_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


def test_all_futures_are_the_darkest_and_those_that_fall_in_all_have_lines(toy: Assessment) -> None:
    fill = Futures().values(toy, place_of(toy, "region"))
    assert fill.classes.tolist() == [MOST, MOST, FALLS]
    assert fill.uncertain == (FALLS,)
    soon = Futures(OutlookWords("2030")).values(toy, place_of(toy, "region"))
    assert soon.classes.tolist()[:2] == [1, 1], "in one of two"


def test_the_legend_counts_everybody_once(toy: Assessment) -> None:
    legend = Futures().legend(toy)
    rows = {swatch_text(swatch, words("en")): swatch.count for swatch in legend.swatches}
    assert rows == {"in all 2": 3000, "in 1": 0, "in none": 0, "falls in all": 500}


def test_the_table_has_the_change_in_each_future(toy: Assessment) -> None:
    table = Futures().table(toy, place_of(toy, "region"))
    assert list(table.values["rising"]) == [2, 2, 0]
    assert table.values["future_1"][0] == pytest.approx(0.8)
    assert table.values["future_2"][0] == pytest.approx(0.98)


def test_the_panel_has_a_column_a_future_and_says_where_they_agree(toy: Assessment) -> None:
    of = NeedFigures(toy, place_of(toy, "region"), OutlookWords(), words("en"))
    panel = futures_panel(of)
    assert [text(head) for head in elements(panel, "th")][:2] == ["Main variant", "high"]
    assert "560" in text(panel)
    assert "616" in text(panel)
    told = text(panel)
    assert "In all futures: use rises by more than 5%. Residents there: 3,000." in told
    assert "Sure" not in told, "none of them is a forecast"
    assert futures_panel(NeedFigures(assessed("whole"), of.focus, OutlookWords(), words("en"))) == []


def test_two_futures_stay_and_one_alone_can_have_another(toy: Assessment) -> None:
    of = NeedFigures(toy, place_of(toy, "region"), OutlookWords(), words("en"))
    assert not list(elements(futures_fields(of), "button")), "two stay"
    three = "main/none/none;high/none/none;main/half/none"
    assert futures_of(of.assessment, (("futures", three),)) == futures_of(of.assessment, ()), "no health here"
    alone = NeedFigures(toy, of.focus, OutlookWords(futures="high/none/none"), words("en"))
    (add,) = elements(futures_fields(alone), "button")
    assert add[1]["data-set"] == '{"futures": "high/none/none;main/none/none"}'


def test_a_region_without_a_projection_says_so() -> None:
    plain = assessed("whole")
    assert not Futures().available(plain)
    assert Futures().legend(plain).note == "why.no_projection"
    assert Futures().table(plain, place_of(plain, "region")).empty == "why.no_projection"


def test_a_table_is_narrowed_by_the_futures_that_the_map_shows(toy: Assessment) -> None:
    for outlook, both in ((OutlookWords(), ["A1", "A2"]), (OutlookWords("2030"), [])):
        layer = Futures(outlook)
        brush = read_brush("futures_rising:2..")
        inside = brushed(toy, layer.shows, brush)
        assert inside is not None
        assert list(toy.region.areas.index[inside]) == both
        assert list(brushed_rows(layer.table(toy, whole_region(toy)), toy, brush, outlook).ids) == both


def test_the_card_beside_an_area_tells_in_how_many_futures_it_rises(toy: Assessment) -> None:
    card = area_hover(toy, Futures(OutlookWords("2030")), words("en"))[-1]
    assert (card.key, card.label, card.kind) == ("futures", "Rises in futures", "count")
    assert card.values.tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("question", "layer"),
    [
        (question, layer)
        for question in QUESTIONS
        for layer in layers_of(projected_toy_region())
        if question == SUPPLY or (question == NEED and layer.key in OF_NEED)
    ],
)
def test_an_interval_leads_to_the_table_of_what_it_is_brushed_on(
    toy: Assessment, question: str, layer: Layer
) -> None:
    parts = brushed_parts(toy, layer, np.array([True, False, True]), words("en"))
    patch = json.loads(next(button for button in elements(parts, "button"))[1]["data-set"])
    record = {"question": question, "layers": layer.key} | {key: word for key, word in patch.items() if word}
    assert read_listing(record).table == TABLE_OF.get(layer.key, layer.key)
    assert read_listing(record | {"brush": "nearest:0.."}).row_brush is not None
