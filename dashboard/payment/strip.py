"""The line above the map: how near the model comes to what was really paid."""

from __future__ import annotations

import json
from typing import Final

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.kpis.meta import meta_of
from dashboard.payment.figures import PaymentFigures
from dashboard.words.kpis import kpi_about, kpi_source
from geodata.focus.places import place_of
from geodata.measures.payment import payment_measures
from geodata.measures.payment_fit import why_no_fit

WELL: Final = 0.8
"""Share of units within two per cent from which a model is taken to give back what is paid."""


def fit_strip(of: PaymentFigures) -> list[Markup]:
    """The ratio and the units within two per cent, or why nobody knows; the way to those that deviate.

    Parameters
    ----------
    of : PaymentFigures
        Of any place: the fit is that of the whole care form.
    """
    words = of.words
    if of.why:
        return []
    if why := why_no_fit(of.assessment):
        return [tag("div", tag("p", words(why)), class_="pay-strip")]
    parts = [tag("p", tag("strong", _title(of)), " ", tag("span", _figures(of))), *_about(of)]
    if not _is_well(of):
        parts.insert(0, tag("p", tag("strong", words("payment_panel.fit.poor")), class_="pay-poor"))
    show = tag(
        "button",
        words("payment_panel.fit.show"),
        type="button",
        class_="link",
        data_set=json.dumps({"pay_view": "fit", "sort": None, "find": None, "rows": None}),
        data_opens="drawer",
    )
    return [tag("div", *parts, show, class_="pay-strip" if _is_well(of) else "pay-strip is-poor")]


def fit_sentence(of: PaymentFigures) -> str:
    """The same in the panel of a phone, where there is no room above the map."""
    if of.why:
        return ""
    if why := why_no_fit(of.assessment):
        return of.words(why)
    sentence = of.words("payment_panel.fit.sentence", period=_period(of), figures=_figures(of))
    return sentence if _is_well(of) else f"{of.words('payment_panel.fit.poor')} {sentence}"


def _title(of: PaymentFigures) -> str:
    return of.words("payment_panel.fit.title", period=_period(of))


def _period(of: PaymentFigures) -> str:
    """Of the current model, which is what is held against payments."""
    return of.words.period_short(of.offer.models[of.offer.current].period)


def _figures(of: PaymentFigures) -> str:
    ratio, within = (_read(of, key) for key in ("payment_fit_ratio", "payment_fit_within_2"))
    return of.words(
        "payment_panel.fit.figures", ratio=of.words.number(ratio, 4), within=of.words.share(within)
    )


def _is_well(of: PaymentFigures) -> bool:
    return _read(of, "payment_fit_within_2") >= WELL


def _read(of: PaymentFigures, key: str) -> float:
    region = place_of(of.assessment, "region")
    return payment_measures(of.given)[key].read(of.assessment, region).value or 0.0


def _about(of: PaymentFigures) -> list[Markup]:
    measures, words = payment_measures(of.given), of.words
    shown = [measures[key] for key in ("payment_fit_ratio", "payment_fit_within_2")]
    metas = [meta_of(measure, of.assessment) for measure in shown]
    about = [
        text for measure, meta in zip(shown, metas, strict=True) for text in kpi_about(measure, meta, words)
    ]
    return markup_of(info_mark(words("ui.about", what=_title(of)), about, kpi_source(metas[0], words)))
