"""The layer switch: one row a layer, and under it the legend made from the map's own breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dash import html

from dashboard.components import ids
from dashboard.layers import NEEDS
from dashboard.layers.base import Column, Layer, Legend, Swatch
from dashboard.layers.choices import FIGURES
from dashboard.layers.colours import NOTHING_KNOWN
from dashboard.layers.figures import AREA_FIGURES
from dashboard.layers.flows import LINES
from dashboard.layers.gap_scale import SCALES
from dashboard.layers.measured import heading_of
from dashboard.layers.need_figures import need_figures
from dashboard.layers.tariff_words import PAY_BY
from dashboard.layers.unit_signs import UNIT_SIZES, unit_colours
from dashboard.question.questions import question_of_layer
from dashboard.tables.rows import heading_text
from dashboard.words.kpis import index_name
from dashboard.words.layers import layer_words, legend_text, swatch_text
from dashboard.words.words import Words
from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import KINDS
from geodata.measures.change import comparable, compared
from geodata.measures.measure import Measure
from geodata.region.region import Region

NAMED = {
    "measure": "ui.measure",
    "figure": "ui.figure",
    "service": "ui.service_kind",
    "lines": "ui.lines.name",
    "gap": "gap.by",
    "areas_by": "ui.areas_by",
    "need_by": "ui.need_by.name",
    "pay_by": "ui.pay_by.name",
    "units_by": "ui.units_by",
    "units_size": "ui.units_size",
}
"""What a choice under a switch is called, by its address key."""


def layer_switch(layers: Iterable[Layer], region: Region, words: Words) -> html.Section:
    """A choice among the layers that colour areas, and a switch for each that is drawn over them."""
    layers = list(layers)
    fills = [layer for layer in layers if layer.style == "fill"]
    over = [layer for layer in layers if layer.style != "fill"]
    return html.Section(
        [
            html.Div(
                [
                    html.Span(words("ui.layers_fill"), id="layers-fill"),
                    html.Button(words("ui.close"), className="button close", **{"data-closes": "layers"}),
                ],
                className="layers-head",
            ),
            _fills(fills, words),
            *[_box(layer.key, "fill", _choice(layer.key, region, words)) for layer in fills],
            *[
                _switched(layer.key, layer_words(layer, "name", words), _choice(layer.key, region, words))
                for layer in reversed(over)
            ],
            _switched("labels", words("ui.labels")),
        ],
        className="layers",
        **{"aria-label": words("ui.layers"), "data-panel": "layers"},
    )


def _fills(layers: Iterable[Layer], words: Words) -> html.Select:
    options = [html.Option(words("ui.layers_none"), value="none")]
    for layer in layers:
        needs = {"data-needs": ",".join(NEEDS[layer.key])} if layer.key in NEEDS else {}
        under = {"data-under": question_of_layer(layer.key)}
        options.append(html.Option(layer_words(layer, "name", words), value=layer.key, **needs, **under))
    return html.Select(options, className="select", **{"data-fills": "", "aria-labelledby": "layers-fill"})


def _switched(key: str, name: str, choice: html.Select | html.Details | None = None) -> html.Div:
    switch = html.Button(
        name, className="switch", role="switch", **{"data-check": "layers", "data-value": key}
    )
    return _box(key, "over", switch, choice)


def _box(key: str, group: str, *above: html.Button | html.Select | html.Details | None) -> html.Div:
    """What belongs to a layer, its legend last."""
    *switches, choice = above
    return html.Div(
        [
            *switches,
            *([html.Div(choice, className="legend")] if choice is not None else []),
            html.Div(id=ids.legend(key), className="legend"),
            *(
                [html.Div(id=ids.brushed(key), className="legend brushed", role="status")]
                if group == "fill"
                else []
            ),
        ],
        **{"data-layer-box": key, "data-group": group},
    )


def _choice(layer: str, region: Region, words: Words) -> html.Select | html.Details | None:
    """What a layer has a choice of, under its switch."""
    if layer == "access":
        return _select("measure", {method: words(f"measure.{method}.name") for method in METHODS}, words)
    if layer == "service_areas":
        return _select("service", {kind: words(f"ui.service.{kind}") for kind in KINDS}, words)
    if layer == "flows":
        return _select("lines", {lines: words(f"ui.lines.{lines}") for lines in LINES}, words)
    if layer in ("difference", "news"):
        return _select("gap", {key: words(f"gap.measure.{key}") for key in SCALES}, words)
    if layer == "choices":
        return _select("figure", {figure: words(f"kpi.{figure}.name") for figure in FIGURES}, words)
    if layer == "figures":
        names = {figure: words(f"kpi.{figure}.column") for figure in AREA_FIGURES}
        return _select("areas_by", names, words)
    if layer == "units":
        return _unit_choices(region, words)
    if layer == "payment":
        return _select("pay_by", {by: words(f"ui.pay_by.{by}") for by in PAY_BY}, words)
    if layer == "need" and need_figures(region):
        names = {key: _need_name(measure, words) for key, measure in need_figures(region).items()}
        return _select("need_by", names, words)
    return None


def _need_name(measure: Measure, words: Words) -> str:
    index = measure.need_index
    return words(f"ui.need_by.{measure.key}") if index is None else index_name(index, words)


def _unit_choices(region: Region, words: Words) -> html.Details:
    """What units are coloured by, and as large as: neither unless it is chosen."""
    colours = {
        key: heading_text(Column(key, heading_of(measure), "number"), words)
        for key, measure in unit_colours(region).items()
    }
    sizes = {
        key: words(f"kpi.{key}.column")
        for key, measure in UNIT_SIZES.items()
        if region.visits is not None or "visits" not in measure.tables
    }
    parts = []
    for state, options in (("units_by", colours), ("units_size", sizes)):
        words_of_it = {"": words(f"ui.{state}_none"), **options}
        parts += [
            html.Span(words(NAMED[state]), **{"aria-hidden": "true"}),
            _select(state, words_of_it, words),
        ]
    return html.Details([html.Summary(words("ui.unit_choices")), html.Div(parts)], className="unit-choices")


def _select(state: str, options: Mapping[str, str], words: Words) -> html.Select:
    return html.Select(
        [html.Option(name, value=value) for value, name in options.items()],
        className="select",
        **{"data-state": state, "aria-label": words(NAMED[state])},
    )


def periods_select(assessment: Assessment, compared_period: str, words: Words) -> html.Label:
    """Select of the periods that use can be compared with, the default first."""
    default = compared(assessment)
    now = words("ui.compared", period=words.period(assessment.scenario.period))
    options = [("", default), *((period, period) for period in comparable(assessment) if period != default)]
    return html.Label(
        [
            now,
            html.Select(
                [
                    html.Option(words.period(period), value=value, selected=compared_period == value or None)
                    for value, period in options
                ],
                className="select",
                **{"data-state": "since"},
            ),
        ]
    )


def legend_parts(legend: Legend, words: Words) -> list[html.P | html.Ul]:
    """Title, swatches and reading notes of a legend.

    Parameters
    ----------
    legend : Legend
    words : Words

    Returns
    -------
    list of html.P and html.Ul
    """
    title, note = legend_text(legend, words)
    parts: list[html.P | html.Ul] = [html.P(title)]
    if legend.swatches:
        ramp = all(len(swatch_text(swatch, words)) <= 4 for swatch in legend.swatches)
        parts.append(
            html.Ul(
                [_swatch(swatch, words, ramp) for swatch in legend.swatches],
                className="ramp" if ramp else "swatches",
            )
        )
    if note:
        parts.append(html.P(note, className="note"))
    return parts


def _swatch(swatch: Swatch, words: Words, ramp: bool) -> html.Li:
    if swatch.symbol == "size":
        sign = html.Span(
            className="symbol symbol-size",
            style={"width": f"{2 * swatch.radius:.0f}px", "height": f"{2 * swatch.radius:.0f}px"},
        )
        return html.Li([html.Span(sign, className="symbol-room"), html.Span(swatch_text(swatch, words))])
    hatched = " is-hatched" if swatch.colour == NOTHING_KNOWN else ""  # as on the map
    mark = (
        html.Span(className=f"symbol symbol-{swatch.symbol}")
        if swatch.symbol
        else html.Span(className=f"swatch{hatched}", style={"backgroundColor": swatch.colour})
    )
    label = html.Span(swatch_text(swatch, words))
    if ramp or swatch.count is None:
        return html.Li([mark, label])
    return html.Li([mark, label, html.Span(words.count(swatch.count), className="count")])
