"""An interval chooses areas by their value, and the histogram holds each area once."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
import pytest

from dashboard.exports.table_files import TABLE_KINDS, table_file
from dashboard.exports.viewed import told_view
from dashboard.layers import layers_of
from dashboard.layers.base import Fill
from dashboard.layers.brush import (
    Brush,
    brushed,
    brushed_legend,
    dimmed,
    histogram,
    measure_of,
    read_brush,
    written_brush,
)
from dashboard.layers.measured import area_values
from dashboard.plan.brush_tool import brush_tool
from dashboard.presentation.step_content import legend_of
from dashboard.question.listing import read_listing
from dashboard.question.request import request_of
from dashboard.tables.brushed import brushed_rows
from dashboard.tables.tables import table_of
from dashboard.words.layers import swatch_text
from dashboard.words.words import words_of
from geodata.assessment.assessment import Assessment
from geodata.focus.places import place_of
from geodata.measures.coverage import NEAREST
from tests.toy_region import toy_region

REGION = toy_region()
REQUEST = request_of(REGION, words_of(REGION.settings, "sv"), {}, {})
FILLS = [layer for layer in layers_of(REGION) if layer.style == "fill"]


@pytest.mark.parametrize(
    ("text", "brush"),
    [
        ("nearest:10..20", Brush("nearest", 10, 20)),
        ("nearest:..20.5", Brush("nearest", -np.inf, 20.5)),
        ("access_E2SFCA:-3..", Brush("access_E2SFCA", -3, np.inf)),
    ],
)
def test_a_brush_is_read_as_it_is_written(text: str, brush: Brush) -> None:
    assert read_brush(text) == brush
    assert read_brush(written_brush(brush)) == brush


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nearest",
        "nearest:..",
        "nearest:20..10",
        "nearest:5..5",
        "nearest:a..b",
        "nearest:1e9..",
        "x" * 999,
    ],
)
def test_what_is_no_interval_is_none(text: str) -> None:
    assert read_brush(text) is None


def test_the_lower_end_is_inside_and_the_upper_is_not(toy: Assessment) -> None:
    values = area_values(toy, NEAREST)
    low, high = sorted({float(value) for value in values if np.isfinite(value)})[:2]
    inside = brushed(toy, NEAREST, Brush("nearest", low, high))
    assert inside is not None
    assert inside.tolist() == (values == low).tolist()
    beyond = brushed(toy, NEAREST, Brush("nearest", high, np.inf))
    assert beyond is not None
    assert beyond.tolist() == (values >= high).tolist()
    assert brushed(toy, NEAREST, Brush("access", 0, 1)) is None


@pytest.mark.parametrize("layer", FILLS, ids=lambda layer: layer.key)
def test_every_area_stands_in_one_bar_in_the_colours_of_the_map(leeds: Assessment, layer: object) -> None:
    layer = next(each for each in layers_of(leeds.region) if each.key == layer.key)  # type: ignore[attr-defined]
    if not layer.available(leeds):
        return
    fill = layer.values(leeds, place_of(leeds, "region"))
    assert isinstance(fill, Fill)
    found = histogram(leeds, layer, fill)
    if found is None:
        return
    assert sum(bar.count for bar in found.bars) + found.unknown == len(leeds.persons)
    assert len(found.bars) == len(found.edges) - 1 <= 40
    assert found.edges == sorted(set(found.edges))
    assert {bar.colour for bar in found.bars if bar.count} <= set(fill.colours)
    assert measure_of(layer) is not None


def test_areas_outside_are_of_one_colour_and_the_others_keep_theirs(toy: Assessment) -> None:
    layer = next(layer for layer in layers_of(toy.region) if layer.key == "nearest")
    fill = layer.values(toy, place_of(toy, "region"))
    assert isinstance(fill, Fill)
    inside = np.array([True, False, True])
    shown = dimmed(fill, inside)
    colours = [shown.colours[at] for at in shown.classes]
    assert [colours[0], colours[2]] == [fill.colours[fill.classes[0]], fill.colours[fill.classes[2]]]
    assert colours[1] not in fill.colours
    assert dimmed(fill, None) is fill


def test_a_table_of_areas_and_its_file_are_narrowed_to_the_interval() -> None:
    values = area_values(REQUEST.assessment, NEAREST)
    low = float(np.sort(values[np.isfinite(values)])[1])
    wanted = REGION.areas.index[values >= low].tolist()
    record = {"table": "nearest", "within": "brush", "brush": f"nearest:{low:.6f}.."}
    table = table_of(REQUEST.assessment, REQUEST.focus, "nearest")
    assert sorted(brushed_rows(table, REQUEST.assessment, read_listing(record).row_brush).ids) == wanted
    assert brushed_rows(table, REQUEST.assessment, None) is table
    file = table_file(REQUEST, "nearest", record)
    rows = list(csv.reader(io.StringIO(TABLE_KINDS["csv"][0](file).decode("utf-8-sig")), delimiter=";"))
    assert sorted(row[0] for row in rows[1:]) == wanted
    assert "within=brush" in file.link


@pytest.mark.parametrize(
    ("brush", "text"),
    [
        ("nearest:10..20", "valt bort: under 10,0 min, 20,0 min och mer"),
        ("nearest:10..", "valt bort: under 10,0 min"),
        ("nearest:..20", "valt bort: 20,0 min och mer"),
    ],
)
def test_a_legend_says_what_is_left_out_and_of_how_many_areas(toy: Assessment, brush: str, text: str) -> None:
    layer = next(layer for layer in layers_of(toy.region) if layer.key == "nearest")
    interval = read_brush(brush)
    legend = brushed_legend(layer.legend(toy), layer, toy, interval)
    inside = brushed(toy, NEAREST, interval)
    assert inside is not None
    assert (
        swatch_text(legend.swatches[-1], words_of(toy.region.settings, "sv")).replace("\u00a0", " ") == text
    )
    assert legend.swatches[-1].count == (~inside).sum()
    assert brushed_legend(layer.legend(toy), layer, toy, None) == layer.legend(toy)


def test_a_file_of_a_view_shows_the_interval_in_map_and_legend() -> None:
    words = words_of(REGION.settings, "sv")
    content = told_view(REGION, words, {"layers": "nearest", "brush": "nearest:10.."})
    assert content.legend is not None
    assert content.fill is not None
    assert legend_of(content.fill, content).swatches[-1].label == "legend.outside_below"


@pytest.mark.parametrize("layer", FILLS, ids=lambda layer: layer.key)
def test_the_last_end_says_more_than_only_where_some_area_has_more(leeds: Assessment, layer: object) -> None:
    layer = next(each for each in layers_of(leeds.region) if each.key == layer.key)  # type: ignore[attr-defined]
    measure, fill = measure_of(layer), layer.values(leeds, place_of(leeds, "region"))
    found = histogram(leeds, layer, fill) if isinstance(fill, Fill) and layer.available(leeds) else None
    if found is None or measure is None:
        return
    tool: Any = brush_tool(found, measure, REQUEST.words)
    texts = json.loads(tool[1]["data-texts"])
    values = area_values(leeds, measure)
    beyond = REQUEST.words("brush.beyond", value=texts[-2])
    most = REQUEST.words.measure(float(np.nanmax(values)), measure.unit)
    assert texts[-1] == (beyond if (values > found.edges[-1]).any() else most)
