"""The choice model on the method page: what it says, how it was chosen, and how far it is off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.layers.flows import parameters
from dashboard.texts.travel_names import mode_name
from dashboard.words.words import Words
from geodata.choice.decay import MINUTES_FLOOR
from geodata.choice.load_spread import interval_of_new
from geodata.region.choice_model import ChoiceModel
from geodata.region.in_mode import modes_of
from geodata.region.region import Region


def choice_models_section(region: Region, words: Words) -> Iterator[Component]:
    """Each care form's choice model, its parameters and its calibration, as paragraphs and tables."""
    yield html.H2(words("ui.choice.heading"))
    yield html.P(words("ui.choice.about"))
    if not region.choice_models:
        yield html.P(words("ui.choice.none"))
    for mode in modes_of(region):
        yield from _of_one_way(region.in_mode(mode), words)


def _of_one_way(region: Region, words: Words) -> Iterator[Component]:
    """Those of a way of travelling, which is named where there are several."""
    several = bool(region.settings.travel_modes)
    for model in region.choice_models:
        form = region.settings.care_forms[model.care_form]
        mode = f", {words.of(mode_name(region))}" if several else ""
        yield html.H3(words.of(form.name) + mode)
        floor = words.number(MINUTES_FLOOR)
        yield html.P(words(f"ui.choice.{model.decay}", **parameters(model), floor=floor))
        yield html.P(
            words(
                "ui.choice.fit",
                fit=words.number(model.pseudo_r2, 2),
                overlap=words.share(model.overlap),
                visits=form.visits_name,
                period=words.moment(model.period) if model.period else "",
            )
        )
        yield from _tried(model, words)
        yield from _bands(model, words)
        yield from _loads(model, words.of(form.visits_name), words)


def _tried(model: ChoiceModel, words: Words) -> Iterator[Component]:
    yield html.P(words("ui.choice.tried" if model.tried else "ui.choice.untried"))
    if model.tried:
        rows = [
            (
                words(f"ui.choice.decay.{each.decay}"),
                words.number(100 * each.explained, 1),
                words("format.yes") if each.decay == model.decay else "",
            )
            for each in model.tried
        ]
        headings = (words("ui.choice.function"), words("ui.choice.explained"), words("ui.choice.taken"))
        yield _table(words("ui.choice.tried_table"), headings, rows)


def _bands(model: ChoiceModel, words: Words) -> Iterator[Component]:
    means = {"observed": words.minutes(model.observed_min), "predicted": words.minutes(model.predicted_min)}
    yield html.P(words("ui.choice.mean", **means))
    rows = []
    for band in model.bands:
        low = words.count(band.from_min)
        length = (
            words("ui.choice.band_above", low=low)
            if band.to_min is None
            else words("ui.choice.band_between", low=low, high=words.count(band.to_min))
        )
        rows.append((length, words.share(band.observed), words.share(band.predicted)))
    headings = tuple(words(f"ui.choice.{key}") for key in ("band", "observed", "predicted"))
    yield _table(words("ui.choice.bands_table"), headings, rows)


def _loads(model: ChoiceModel, visits: str, words: Words) -> Iterator[Component]:
    spread = model.loads
    if spread is None:
        yield html.P(words("ui.choice.no_loads"))
        return
    usual = np.exp(np.array([spread.centre]))
    low, high = interval_of_new(spread, usual)
    yield html.P(
        words(
            "ui.choice.loads",
            units=words.count(spread.units),
            covered=words.share(spread.covered),
            usual=words.count(usual[0]),
            low=words.count(low[0]),
            high=words.count(high[0]),
            slope=words.number(spread.slope, 2),
            visits=visits,
        )
    )
    rows = [
        (
            words.count(group.units),
            words.count(group.predicted),
            words.count(group.observed),
            words("ui.choice.load_covered_of", some=words.count(group.covered), all=words.count(group.units)),
        )
        for group in spread.groups
    ]
    keys = ("load_group", "load_predicted", "load_observed", "load_covered")
    yield _table(words("ui.choice.loads_table"), [words(f"ui.choice.{key}") for key in keys], rows)


def _table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> html.Table:
    """A small table whose first column says what each row is and whose others are numbers."""
    return html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(
                html.Tr(
                    [
                        html.Th(heading, scope="col", className="is-number" if at else "")
                        for at, heading in enumerate(headings)
                    ]
                )
            ),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(first, scope="row"),
                            *(html.Td(each, className="is-number") for each in more),
                        ]
                    )
                    for first, *more in rows
                ]
            ),
        ]
    )
