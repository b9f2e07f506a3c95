"""Drawings over the tables of payment: how near the model comes, and how far units move."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.fit_chart import FARTHEST, NEAR, fit_chart
from dashboard.payment.spread_chart import spread_chart, spread_of
from geodata.measures.payment_fit import current_fit
from geodata.measures.reform_of_units import unit_reform


def fit_view(of: PaymentFigures) -> list[Markup]:
    """The current model beside what each unit of the place was paid; nothing without payments."""
    fit, words = current_fit(of.assessment), of.words
    if fit is None:
        return []
    ours = np.isin(fit.units, of.focus.units) & (fit.paid > 0) & (fit.predicted > 0)
    if not ours.any():
        return []
    predicted, paid = fit.predicted[ours].astype(np.float64), fit.paid[ours].astype(np.float64)
    names = of.assessment.units["name"].astype(str).to_numpy(object)[fit.units[ours]].tolist()
    near = np.abs(fit.ratios[ours] - 1) <= NEAR
    far = int((~near).sum())
    model = words.of(of.offer.models[of.offer.current].name)
    note = words("payment_panel.fit.note", model=model, far=words.count(far), units=words.count(len(paid)))
    if (np.abs(predicted / paid - 1) > FARTHEST).any():
        note = f"{note} {words('payment_panel.fit.edge', share=words.share(FARTHEST))}"
    if not of.is_as_it_was:
        note = f"{note} {words('payment_panel.fit.not_the_proposal')}"
    return _over(fit_chart(predicted, paid, near, names, words), note)


def spread_view(of: PaymentFigures) -> list[Markup]:
    """Units of the place by how many per cent they gain or lose; nothing where no unit is paid otherwise."""
    words = of.words
    if of.why or not of.changes_anything:
        return [tag("p", words("payment_panel.spread.none"), class_="pay-note")] if not of.why else []
    found = unit_reform(of.assessment, of.given)
    at = of.focus.units[found.paid[of.focus.units]]
    before = found.before[at]
    shares = np.divide(found.change[at], before, out=np.full(len(at), np.nan), where=before != 0)
    spread = spread_of(shares)
    sentences = [words("payment_panel.spread.note", same=words.count(spread.same))]
    if spread.beyond:
        end = words.share(spread.end)
        sentences.append(words("payment_panel.spread.beyond", units=words.count(spread.beyond), end=end))
    if new := int(np.isnan(shares).sum()):
        sentences.append(words("payment_panel.spread.new", units=words.count(new)))
    return _over(spread_chart(spread, words), " ".join(sentences))


def _over(chart: Markup, note: str) -> list[Markup]:
    """A drawing for the eye alone, since the table under it says the same, and what to know of it."""
    drawing = tag("div", chart, class_="pay-chart", aria_hidden="true")
    return [tag("div", drawing, tag("p", note, class_="pay-note"), class_="pay-view")]


DRAWN: Mapping[str, Callable[[PaymentFigures], list[Markup]]] = {
    "payment_fit": fit_view,
    "payment_spread": spread_view,
}
"""By the key of the table that they stand over."""
