"""Every KPI, and any layer's table, as plain data: what the screen shows, without a screen."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict

from dashboard.kpis import kpis_of
from dashboard.layers.tariff_words import AS_IT_IS, TariffWords
from dashboard.tables.csv_files import delimiter, plain_number, provenance, safe
from dashboard.tables.figure_lines import figure_line, finite
from dashboard.tables.follow_up_report import follow_up_report
from dashboard.tables.payment_report import payment_report
from dashboard.tables.totals import totals
from dashboard.words.disclosure import noise_json
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.need import Words as Outlook
from geodata.measures.need import need_measures, outlook_of, why_none
from geodata.measures.registry import measures_of
from geodata.needs.of_region import need_model_of
from geodata.publish.plain_json import to_plain_json

COLUMNS = (
    "family", "key", "name", "value", "unit", "numerator", "denominator", "region", "today", "better",
    "target", "threshold", "missing", "unreachable", "source", "date", "versus", "gap", "better_scenario",
)  # fmt: skip
"""Of a KPI in the report, in the order of its CSV."""


def report(
    assessment: Assessment,
    focus: Place,
    words: Words,
    other: Assessment | None = None,
    outlook: Outlook = (),
    tariff: TariffWords = AS_IT_IS,
) -> dict[str, object]:
    """Every KPI of what is in focus beside the region's, and where every person and visit went.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    words : Words
        Names are in this language; keys and values are the same in all.
    other : Assessment, optional
        Another scenario of the same question: then each KPI also has its value there (`versus`), the first
        less that (`gap`) and which is better.
    outlook : tuple of pairs of str
        Words of an outlook on the need to come; the usual one where there are none.
    tariff : TariffWords
        The model of reimbursement that today's is held against; "" is today's.

    Returns
    -------
    dict
        Of JSON values. `value` is None where `missing` says why: also where no unit is within reach,
        as JSON has no infinity.
    """
    region = assessment.region
    return {
        "region": {
            "id": region.settings.id,
            "name": words.of(region.settings.name),
            "notice": words.of(region.settings.notice or ""),
            "version": region.version,
            "built": region.built,
            "residents_date": region.settings.residents_date,
        },
        "scenario": _question(assessment),
        "focus": {"kind": focus.kind, "id": focus.id, "areas": len(focus.areas), "units": len(focus.units)},
        "kpis": [figure_line(kpi, assessment, focus, words, other) for kpi in kpis_of(assessment.region)],
        "need": _need(assessment, focus, words, outlook),
        "payment": payment_report(assessment, focus, words, tariff),
        "followup": follow_up_report(assessment, focus, words),
        "effects": _effects(assessment, focus),
        "versus": None if other is None else _question(other),
        "choice_model": _choice_model(assessment),
        "choice_calibration": _choice_calibration(assessment),
        "totals": totals(assessment),
        "accounts": [asdict(account) | {"examples": list(account.examples)} for account in region.accounts],
        "noise": noise_json(assessment.region),
        "provenance": provenance(assessment, words),
    }


def _need(assessment: Assessment, focus: Place, words: Words, outlook: Outlook) -> dict[str, object]:
    """The need to come: under what outlook, its figures, or why there are none; and indices of need."""
    indices = [
        figure_line(measure, assessment, focus, words)
        for measure in measures_of(assessment.region).values()
        if measure.need_index is not None
    ]
    if why := why_none(assessment):
        return {"outlook": None, "missing": words(why), "kpis": indices}
    chosen = outlook_of(assessment, outlook)
    base = need_model_of(assessment.region, assessment.scenario.care_form).offer.base_year
    figures = [figure_line(measure, assessment, focus, words) for measure in need_measures(outlook).values()]
    return {"outlook": asdict(chosen) | {"base_year": base}, "missing": "", "kpis": [*figures, *indices]}


def to_json(content: Mapping[str, object]) -> str:
    """Report or table as indented JSON with letters as they are."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_csv(content: Mapping[str, object], words: Words) -> str:
    """The KPIs of a report as CSV, a row each, and nothing else: a value that is missing is empty.

    Semicolons and decimal commas in Swedish, commas and points in English; begin a file with a byte
    order mark for spreadsheets.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter(words), lineterminator="\r\n")
    writer.writerow(COLUMNS)
    more = (*_part(content, "payment"), *_part(content, "followup"))
    for line in (*content["kpis"], *content["need"]["kpis"], *more):  # type: ignore[misc,index]  # by `report`
        writer.writerow([_text(line[key], words) for key in COLUMNS])
    return out.getvalue()


def _part(content: Mapping[str, object], key: str) -> list[dict[str, object]]:
    part = content[key]
    return [] if part is None else part["kpis"]  # type: ignore[index]  # by `report`


def _question(assessment: Assessment) -> dict[str, object]:
    scenario = assessment.scenario
    day = assessment.supply.as_of.isoformat()
    return asdict(scenario) | {"operators": list(scenario.operators), "as_of": day}


def _effects(assessment: Assessment, focus: Place) -> dict[str, object] | None:
    """What the scenario's changes do, in residents; None where it has none."""
    if not assessment.scenario.changes:
        return None
    found = asdict(assessment.effects(focus.areas))
    for side in ("shorter", "longer"):
        found[side]["mean_min"] = finite(found[side]["mean_min"])
    return found


def _choice_model(assessment: Assessment) -> dict[str, object] | None:
    """The model that moves visits when supply changes, and how well it fits; None without changes."""
    if not assessment.scenario.changes or assessment.use.fit is None:
        return None
    return {**asdict(assessment.use.fit), "pseudo_r2": finite(assessment.use.fit.pseudo_r2)}


def _choice_calibration(assessment: Assessment) -> object:
    """How the version chose the care form's model and how far it is off; None where visits tell none."""
    return to_plain_json(assessment.region.choice_model(assessment.scenario.care_form))


def _text(value: object, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return words("format.yes" if value else "format.no")
    return plain_number(value, words) if isinstance(value, int | float) else safe(str(value))
