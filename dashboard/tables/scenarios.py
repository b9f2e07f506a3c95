"""Key figures of today, of the scenario, and of another that it is compared with, side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers.base import MIXED, Cells, Column, Kind, Phrase, SidedText, Table
from dashboard.layers.difference import ComparedScenario
from dashboard.words.gap import gap_sentence
from dashboard.words.kpis import kpi_name
from dashboard.words.scenario import scenario_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.place import Place
from geodata.focus.places import same_place
from geodata.measures.gap import Gap, gap
from geodata.measures.measure import Measure
from geodata.measures.tally import Reading

COMPARE = "compare"
"""The table's key in the address."""


@dataclass(frozen=True, eq=False)
class NamedScenario:
    """A column: its heading, and the answer that its figures are of."""

    heading: Text
    assessment: Assessment


def named_scenarios(
    assessment: Assessment, versus: ComparedScenario, name: str, words: Words
) -> list[NamedScenario]:
    """Today, the scenario shown where it changes anything, and the one compared with.

    Parameters
    ----------
    assessment : Assessment
    versus : ComparedScenario
    name : str
        Of the scenario, as its maker called it; "" makes one of its changes.
    words : Words
    """

    def column(letter: str, text: str, of: Assessment) -> NamedScenario:
        return NamedScenario({words.language: f"{letter}: {text}" if letter else text}, of)

    today = assessment.without_changes
    found = [column("", words("scenario.today"), today)]
    shown = name or scenario_name(assessment, words)
    if versus:
        other = versus.other(assessment)
        named = versus.other_name or scenario_name(other, words)
        return [*found, column("A", shown, assessment), column("B", named, other)]
    return [*found, column("", shown, assessment)] if assessment is not today else found


def comparison(named: Sequence[NamedScenario], focus: Place, words: Words, *, plain: bool = False) -> Table:
    """One row a key figure, one column a scenario; of two also the first less the second, and the better.

    Parameters
    ----------
    named : sequence of NamedScenario
        Today first; of one region and one question, but for their changes.
    focus : Place
        What the figures are about; of a scenario that lacks it, the same areas.
    words : Words
    plain : bool
        Numbers as numbers, each with its unit beside, for files; else as they are written.
    """
    kpis = kpis_of(named[0].assessment.region)
    metas = [meta_of(kpi, named[0].assessment) for kpi in kpis]
    columns = [Column("figure", "column.figure", "text")]
    values: dict[str, Cells] = {
        "figure": [kpi_name(kpi, meta, words) for kpi, meta in zip(kpis, metas, strict=True)],
        "family": [Phrase(f"family.{kpi.family}") for kpi in kpis],
    }
    if plain:
        columns.append(Column("unit", "column.measured_in", "text"))
        values["unit"] = [Phrase(f"measured.{kpi.unit}") for kpi in kpis]
    kind: Kind = "number" if plain else MIXED
    shown = []
    for number, each in enumerate(named):
        key, there = f"scenario_{number}", same_place(each.assessment, focus)
        shown.append(Column(key, each.heading, kind))
        readings = [kpi.read(each.assessment, there) for kpi in kpis]
        values[key] = [_number(read) if plain else _text(read, words) for read in readings]
    if len(named) > 2:
        today, *two = shown
        values["gap"], values["side"] = _gaps(kpis, named[1], named[2], focus, words, plain=plain)
        side = [Column("side", "gap.side", "text")] if plain else []
        shown = [*two, Column("gap", "gap.column", kind), *side, today]
    columns += [*shown, Column("family", "column.family", "text")]
    if not plain:
        values.pop("side", None)
    return Table("table.compare", "kpi", [kpi.key for kpi in kpis], columns, values)


def _gaps(
    kpis: Sequence[Measure],
    first: NamedScenario,
    second: NamedScenario,
    focus: Place,
    words: Words,
    *,
    plain: bool,
) -> tuple[Cells, Cells]:
    place = same_place(first.assessment, focus)
    found = [gap(kpi, first.assessment, second.assessment, place) for kpi in kpis]
    better: Cells = [Phrase(f"gap.better_{each.better or 'no'}") for each in found]
    if plain:
        return [_gap_number(each) for each in found], better
    sentences = [gap_sentence(each, words) for each in found]
    return [SidedText(each.text, each.css) for each in sentences], better


def _number(reading: Reading) -> object:
    if reading.value is None:
        return Phrase(reading.why or "why.missing")
    return Phrase("format.unreachable") if math.isinf(reading.value) else reading.value


def _gap_number(each: Gap) -> object:
    if each.value is None:
        return Phrase("gap.none")
    if math.isinf(each.value):
        return Phrase("gap.only_first" if each.value < 0 else "gap.only_second")
    return each.value


def _text(reading: Reading, words: Words) -> str:
    if reading.value is None:
        return words(reading.why or "why.missing")
    return words.measure(reading.value, reading.unit)
