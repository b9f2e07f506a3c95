"""Key figures as JSON: what `utbudskarta report` says, asked for by the keys of the map's address."""

from __future__ import annotations

from dashboard.api.call import Call
from dashboard.api.parameters import NUMBER, Parameter, choice_parameter, text_parameter
from dashboard.api.refusal import RefusedError
from dashboard.layers.tariff_words import TariffWords
from dashboard.question.display import read_display
from dashboard.question.listing import read_listing
from dashboard.question.question_json import question_json
from dashboard.question.request import focus_of
from dashboard.question.state import FOCUS_OF, STORES, read_scenario, read_selection
from dashboard.question.tariff_checks import misread_tariff
from dashboard.question.versus import misread_versus, other_of
from dashboard.tables.report import report
from geodata.assessment.assessment import assess
from geodata.measures.reform_of_units import pays
from geodata.region import periods
from geodata.region.in_mode import modes_of
from geodata.region.region import Region
from geodata.region.residents import known_age_groups
from geodata.scenario.scenario import FREE, LIMITED, care_forms, operators

OF_TWO = ("name", "versus", "versus_rules", "versus_name")
"""Parameters of a scenario that another is compared with, and of what the two are called."""
SHORT = (
    "question",
    "link",
    "region",
    "scenario",
    "versus",
    "focus",
    "kpis",
    "payment",
    "noise",
    "provenance",
)
"""Parts of a report that are its key figures, and what these are of."""


def figure_parameters(region: Region) -> list[Parameter]:
    """Parameters that key figures can be asked with."""
    base = region.visits.periods if region.visits else ()
    allowed = "|".join(key for key in operators(region) if key)
    found = [choice_parameter("form", "form", care_forms(region))]
    if base:
        found.append(choice_parameter("period", "period", periods.choices(base)))
    if allowed:
        found.append(text_parameter("operator", "operator", f"^({allowed})(,({allowed}))*$"))
    if groups := known_age_groups(region):
        found.append(choice_parameter("age", "age", list(groups)))
    found += [
        Parameter("limit", {"type": "number"}, NUMBER, "limit_min"),
        text_parameter("rules", "rules"),
        text_parameter("changes", "changes"),
        choice_parameter("intake", "intake", (LIMITED, FREE)),
        *([choice_parameter("mode", "mode", modes_of(region))] if region.settings.travel_modes else []),
        text_parameter("name", "name"),
        text_parameter("versus", "versus"),
        text_parameter("versus_rules", "versus_rules"),
        text_parameter("versus_name", "versus_name"),
    ]
    if pays(region):
        found += [text_parameter(key, f"tariff_{key}") for key in TariffWords._fields]
    return [*found, *(text_parameter(key, key) for key in FOCUS_OF)]


def kpis(call: Call) -> dict[str, object]:
    """The key figures alone."""
    whole = figures(call)
    return {key: whole[key] for key in SHORT}


def figures(call: Call) -> dict[str, object]:
    """The whole report of a question and a selection.

    Raises
    ------
    RefusedError
        404, if the region does not have what is named: figures of something else would be no answer.
    """
    scenario, misread = read_scenario(
        call.region, {key: call.query[key] for key in STORES["scenario"] if call.query.get(key)}
    )
    assessment = assess(call.region, scenario)
    focus, missing = focus_of(assessment, read_selection(call.query))
    tariff = {key: call.query[key] for key in ("form", *TariffWords._fields) if call.query.get(key)}
    of_two = (*misread_versus(call.region, call.query), *misread_tariff(call.region, tariff))
    if unknown := (*misread, *missing, *of_two):
        names = ", ".join(each.value[:80] for each in unknown)
        raise RefusedError(404, "no_such_name", names=names)
    shown = {key: call.query[key] for key in (*OF_TWO, *TariffWords._fields) if call.query.get(key)}
    other = other_of(assessment, read_display(shown).versus)
    question = question_json(assessment, focus, call.words, call.root, shown)
    chosen = read_listing(tariff).tariff
    return question | report(assessment, focus, call.words, other[0] if other else None, tariff=chosen)
