"""Payment on the method page: how it is worked out, how near the models come, and what each pays for."""

from __future__ import annotations

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from dashboard.payment.place import METHOD_ANCHOR
from dashboard.words.part import part_about
from dashboard.words.tariff import price_unit
from dashboard.words.words import Words
from geodata.contract.reimbursement_settings import PaymentModel
from geodata.region.region import Region
from geodata.reimbursement.of_region import fit_of, tariff_offer, why_no_payment
from geodata.scenario.scenario import care_forms

PARAGRAPHS = ("order", "rounding", "budget", "floor", "moves", "fifths", "fit", "not")


def payment_section(region: Region, words: Words) -> Iterator[Component]:
    """The method in paragraphs, then the models of each care form part by part; nothing without a model."""
    shown = [form for form in care_forms(region) if not why_no_payment(region, form)]
    if not shown:
        return
    yield html.H2(words("payment_method.heading"), id=METHOD_ANCHOR)
    for key in PARAGRAPHS:
        yield html.P(words(f"payment_method.{key}"))
    for form in shown:
        yield html.H3(words.of(region.settings.care_forms[form].name))
        yield html.P(_fit(region, form, words))
        for model in tariff_offer(region, form).models.values():
            yield html.H4(words.of(model.name))
            yield html.P(words.of(model.source))
            yield _parts(model, words)


def _fit(region: Region, form: str, words: Words) -> str:
    """How near the current model comes to what was paid, or that nobody knows."""
    offer = tariff_offer(region, form)
    found = fit_of(region, form, offer.current)
    if found is None or not len(found.units):
        return words("why.no_payments")
    return words(
        "payment_method.near",
        model=words.of(offer.models[offer.current].name),
        period=words.period_short(offer.models[offer.current].period),
        units=words.count(len(found.units)),
        ratio=words.number(found.ratio, 4),
        median=words.number(found.median_ratio, 4),
        within=words.share(found.within(0.02)),
        r2=words.number(found.r2, 3),
    )


def _parts(model: PaymentModel, words: Words) -> html.Table:
    columns = ("part", "kind", "price", "source")
    return html.Table(
        [
            html.Caption(words.of(model.name), className="unseen"),
            html.Thead(html.Tr([html.Th(words(f"payment_method.column.{key}")) for key in columns])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Td(words.of(part.name)),
                            html.Td(" ".join(part_about(part, words))),
                            html.Td(f"{words.exact(part.price)} {price_unit(part, words)}"),
                            html.Td(words.of(part.source)),
                        ]
                    )
                    for part in model.parts
                ]
            ),
        ]
    )
