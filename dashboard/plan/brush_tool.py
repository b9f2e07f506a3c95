"""The histogram under a legend, and the two ends that an interval of values is brushed by."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import Layer
from dashboard.layers.brush import OUTSIDE, Bar, Histogram
from dashboard.question.questions import NEED, question_of_layer
from dashboard.question.views import AREAS, VIEW
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import single
from geodata.measures.measure import Measure
from geodata.measures.residents import RESIDENTS

TABLE_OF = {"underserved": "nearest"}
"""Table of areas that is narrowed where a layer's own is of something else."""


def brush_tool(found: Histogram, measure: Measure, words: Words) -> Markup:
    """Bars of all areas over a layer's values, and two ends to move.

    Parameters
    ----------
    found : Histogram
    measure : Measure
        What the layer shows.
    words : Words
    """
    highest = max(bar.count for bar in found.bars)
    last = str(len(found.bars))
    texts = [words.measure(edge, measure.unit) for edge in found.edges]
    ends = np.isfinite(found.most)
    end = words.measure(found.most, measure.unit) if ends else words("brush.beyond", value=texts[-2])
    name = words("brush.name")
    unknown = [tag("p", words("brush.unknown", count=words.count(found.unknown)))] if found.unknown else []
    return tag(
        "div",
        tag("p", name),
        tag("div", *(_bar(bar, highest) for bar in found.bars), class_="bars", aria_hidden="true"),
        tag("div", _end("low", "0", last, words), _end("high", last, last, words), class_="ends"),
        tag("div", tag("span", texts[0]), tag("span", end), class_="ticks", aria_hidden="true"),
        *unknown,
        class_="histogram",
        role="group",
        aria_label=name,
        data_brush=measure.key,
        data_edges=json.dumps(list(found.edges)),
        data_texts=json.dumps([*texts[:-1], end], ensure_ascii=False),
    )


def _bar(bar: Bar, highest: int) -> Markup:
    if not bar.count:
        return tag("span")
    return tag("span", style=f"height:{100 * bar.count / highest:.0f}%;background:{bar.colour}")


def _end(end: str, value: str, last: str, words: Words) -> Markup:
    return tag(
        "input",
        type="range",
        min="0",
        max=last,
        step="1",
        value=value,
        data_brush=end,
        aria_label=words(f"brush.{end}"),
    )


def brushed_parts(
    assessment: Assessment, layer: Layer, inside: NDArray[np.bool_] | None, words: Words
) -> Sequence[Markup]:
    """How many areas and residents lie in the interval, with a way to their table and one out; else nothing.

    Parameters
    ----------
    assessment : Assessment
    layer : Layer
    inside : bool, shape (areas,), or None
        None where nothing is brushed.
    words : Words
    """
    if inside is None:
        return []
    at = np.flatnonzero(inside)
    residents = RESIDENTS.read(assessment, single("several", "", at, np.empty(0, np.int64))).value or 0
    count_text = words("brush.inside", areas=words.count(len(at)), residents=words.count(residents))
    table = TABLE_OF.get(layer.key, layer.key)
    view = {VIEW: AREAS} if question_of_layer(layer.key) == NEED else {}
    show = {"table": table, **view, "within": "brush", "sort": None, "find": None, "rows": None}
    clear = '{"brush":null,"within":null}'
    left_out = words("brush.left_out", areas=words.count(len(inside) - len(at)))
    swatch = tag("span", class_="swatch", style=f"background-color:{OUTSIDE}")
    return [
        tag("p", count_text),
        tag("p", swatch, tag("span", left_out), class_="left-out"),
        tag("button", words("brush.table"), type="button", class_="link", data_set=json.dumps(show)),
        tag("button", words("brush.clear"), type="button", class_="link", data_set=clear),
    ]
