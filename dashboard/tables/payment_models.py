"""Models of reimbursement beside each other: what each pays in all, what it moves, what each part pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import unquote

from dashboard.layers.base import MIXED, Cells, Column, Kind, Phrase, Table
from dashboard.layers.payment import words_of_tariff
from dashboard.layers.tariff_words import TariffWords
from dashboard.words.tariff import model_name, part_name, tariff_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.contract.constants import CONSTANTS
from geodata.focus.place import Place
from geodata.measures.payment import payment_measures
from geodata.measures.payment_groups import paid_by_part
from geodata.measures.reform_of_units import reform, tariff_of, why_no_reform
from geodata.measures.tally import Reading
from geodata.reimbursement.of_region import tariff_offer, why_no_payment
from geodata.reimbursement.tariff import Tariff, TariffOffer

MODELS: Final = "payment_models"
"""The table's key in the address."""
BESIDE: Final = "pay_beside"
"""Address key of those that stand beside the one shown: "2027 B|prices=age:1270|budget=neutral;2027 C"."""
BESIDE_MOST: Final[int] = CONSTANTS["most"]["beside"]
NAME_MOST: Final[int] = CONSTANTS["most"]["name"]
TEXT_MOST: Final[int] = CONSTANTS["most"]["tariff_text"]
FIGURES: Final = (
    "payment_after", "payment_change", "payment_moved", "units_moving_2", "units_moving_5", "units_moving_10",
)  # fmt: skip
"""Rows of measures, in their order; the same that the panel tells."""


class NamedTariff(NamedTuple):
    """A tariff as an address says it, and what somebody calls it; "" where nobody has said."""

    name: str
    words: TariffWords


def read_beside(text: str) -> tuple[list[NamedTariff], list[str]]:
    """Tariffs that an address has beside the one shown, and what of it cannot be read.

    Parameters
    ----------
    text : str
        Names with %, ; and | as per cent signs and digits; items beyond the most are told together.
    """
    found: list[NamedTariff] = []
    misread: list[str] = []
    for item in (each for each in text.split(";", BESIDE_MOST) if each):
        name, *pairs = item.split("|")
        words = dict(pair.partition("=")[::2] for pair in pairs)
        if len(found) == BESIDE_MOST or len(item) > TEXT_MOST or not _known(words, pairs):
            misread.append(item)
        else:
            found.append(NamedTariff(unquote(name)[:NAME_MOST], TariffWords(**words)))
    return found, misread


def _known(words: Mapping[str, str], pairs: Sequence[str]) -> bool:
    """Whether every key is one of a tariff's, and stands there once."""
    return {*words} <= {*TariffWords._fields} and len(words) == len(pairs)


def models_table(
    assessment: Assessment, focus: Place, named: Sequence[NamedTariff], words: Words, *, plain: bool = False
) -> Table:
    """One row a figure and a part, one column a tariff.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
        Whose units are told.
    named : sequence of NamedTariff
        The one shown first.
    words : Words
    plain : bool
        Numbers as numbers, each with its unit beside, for files; else as they are written.
    """
    region, form = assessment.region, assessment.scenario.care_form
    if why := why_no_payment(region, form):
        return Table("table.payment_models", "kpi", [], (), {}, why)
    offer = tariff_offer(region, form)
    kind: Kind = "text" if plain else MIXED
    columns = [Column("figure", "column.figure", "text")]
    if plain:
        columns.append(Column("unit", "column.measured_in", "text"))
    given = [words_of_tariff(each.words) for each in named]
    tariffs = [tariff_of(assessment, each) for each in given]
    parts = _parts(assessment, focus, given, tariffs, offer, words)
    measures = payment_measures()
    units = [*("text",) * 2, *(measures[key].unit for key in FIGURES), *("currency",) * len(parts)]
    values: dict[str, Cells] = {
        "figure": [
            words("tariff_rail.against"),
            words("tariff_rail.budget"),
            *(words(f"kpi.{key}.name") for key in FIGURES),
            *parts,
        ],
        "unit": [Phrase(f"measured.{unit}") if unit != "text" else "" for unit in units],
    }
    for at, (each, tariff, words_given) in enumerate(zip(named, tariffs, given, strict=True)):
        key = f"model_{at}"
        columns.append(Column(key, {words.language: tariff_name(offer, tariff, each.name, words)}, kind))
        values[key] = [
            model_name(offer, tariff.against, words),
            _budget(tariff, words),
            *_figures(assessment, focus, words_given, words, plain=plain),
            *(_money(paid.get(at), words, plain=plain) for paid in parts.values()),
        ]
    if not plain:
        values.pop("unit")
    ids = ["against", "budget", *FIGURES, *(f"part_{at}" for at in range(len(parts)))]
    return Table("table.payment_models", "kpi", ids, columns, values)


def _figures(
    assessment: Assessment, focus: Place, given: tuple[tuple[str, str], ...], words: Words, *, plain: bool
) -> list[object]:
    measures = payment_measures(given)
    return [_cell(measures[key].read(assessment, focus), words, plain=plain) for key in FIGURES]


def _cell(reading: Reading, words: Words, *, plain: bool) -> object:
    if reading.value is None:
        return Phrase(reading.why or "why.missing") if plain else words(reading.why or "why.missing")
    return reading.value if plain else words.measure(reading.value, reading.unit)


def _parts(
    assessment: Assessment,
    focus: Place,
    given: Sequence[tuple[tuple[str, str], ...]],
    tariffs: Sequence[Tariff],
    offer: TariffOffer,
    words: Words,
) -> dict[str, dict[int, int]]:
    """By the name of each part what it pays under every tariff that has it, hundredths by number of tariff.

    A part of the same name in two models stands in the same row.
    """
    found: dict[str, dict[int, int]] = {}
    for at, (each, tariff) in enumerate(zip(given, tariffs, strict=True)):
        if why_no_reform(assessment, each):
            continue
        there = {part.key for part in reform(assessment, each).after.parts}
        every = offer.every_part(tariff.model)
        for paid in paid_by_part(assessment, focus, each):
            if paid.key not in there:
                continue  # of the model compared with alone
            name = (
                part_name(offer, tariff.model, paid.key, words)
                if paid.key in every
                else words.of(paid.part.name)
            )
            found.setdefault(name, {})[at] = paid.after
    return found


def _budget(tariff: Tariff, words: Words) -> str:
    """In a word, or the amount."""
    if isinstance(tariff.budget, str):
        return words(f"tariff_rail.budget_{tariff.budget}")
    return words.money(tariff.budget)


def _money(hundredths: int | None, words: Words, *, plain: bool) -> object:
    if hundredths is None:
        return Phrase("payment.no_such_part") if plain else words("payment.no_such_part")
    return hundredths / 100 if plain else words.currency(hundredths / 100)
