"""Who is paid what, as plain data: key figures, parts, who runs the units, and fifths of a weight."""

from __future__ import annotations

from dashboard.layers.payment import words_of_tariff
from dashboard.layers.tariff_words import TariffWords
from dashboard.tables.figure_lines import figure_line, table_records
from dashboard.tables.payments import payment_of_key
from dashboard.words.tariff import tariff_words
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.payment import payment_measures
from geodata.measures.reform_of_units import effect_of, pays, tariff_of, why_no_reform
from geodata.publish.plain_json import to_plain_json

PAID = {"parts": "payment_parts", "operators": "payment_operators", "fifths": "payment_fifths"}
"""Rows of a report on payment, and the tables that they are."""


def payment_report(
    assessment: Assessment, focus: Place, words: Words, tariff: TariffWords
) -> dict[str, object] | None:
    """Who is paid what under a tariff, or why that cannot be told; None where the region pays by no model."""
    if not pays(assessment.region):
        return None
    given = words_of_tariff(tariff)
    if why := why_no_reform(assessment, given):
        return {
            "tariff": None,
            "effect": effect_of(given),
            "words": "",
            "missing": words(why),
            "kpis": [],
        } | {name: [] for name in PAID}
    chosen = tariff_of(assessment, given)
    return {
        "tariff": to_plain_json(chosen),
        "effect": effect_of(given),
        "words": tariff_words(assessment.region, chosen, words, effect_of(given)),
        "missing": "",
        "kpis": [figure_line(each, assessment, focus, words) for each in payment_measures(given).values()],
        **{
            name: table_records(payment_of_key(assessment, focus, key, tariff), assessment, words)["rows"]
            for name, key in PAID.items()
        },
    }
