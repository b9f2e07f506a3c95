"""The address that puts a question again: what is asked, of which place, and how the map shows it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.question.state import FOCUS_OF, SCENARIO_NAMES, STORES
from dashboard.serve.links import PAGES
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.region.changes import written
from geodata.scenario.rule_changes import written_rules
from geodata.scenario.scenario import LIMITED

SHOWN = frozenset(STORES["display"]) | frozenset(STORES["listing"]) | {"at", "kpi", "line", "swipe"}
"""Address keys that say how the answer is shown, on the map and in the table."""
SAFE = ",/:;@*"
"""Signs that stand in an address as they are, so that people can read it."""


def question_record(assessment: Assessment, focus: Place) -> dict[str, str]:
    """Address keys of a question and the place it is put to; all said that decides, also what is usual.

    Parameters
    ----------
    assessment : Assessment
    focus : Place

    Returns
    -------
    dict
        What `dashboard.question.request.request_of` reads back as the same.
    """
    scenario = assessment.scenario
    values = {
        "care_form": scenario.care_form,
        "period": scenario.period,
        "operators": ",".join(scenario.operators),
        "age_group": scenario.age_group,
        "limit_min": str(scenario.limit_min).removesuffix(".0"),
        "rules": written_rules(scenario.rules),
        "changes": written(scenario.changes),
        "intake": scenario.intake if scenario.intake != LIMITED else "",
        "mode": scenario.mode,
    }
    found = {key: values[name] for key, name in SCENARIO_NAMES.items()}
    found |= {key: focus.id for key, kind in FOCUS_OF.items() if kind == focus.kind}
    found["called"] = focus.name
    return {key: value for key, value in found.items() if value}


def question_path(
    assessment: Assessment, focus: Place, language: str, shown: Mapping[str, str] | None = None
) -> str:
    """Planera's address of a question, on the very version of the data, without the site's own.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    language : {"sv", "en"}
    shown : mapping, optional
        Address keys; those of how the map shows it are kept.
    """
    kept = {key: value for key, value in (shown or {}).items() if key in SHOWN and value}
    version = {"v": assessment.region.version} if assessment.region.version else {}
    keys = {**question_record(assessment, focus), **kept, "lang": language, **version}
    return f"{PAGES['plan']}?{urlencode(keys, safe=SAFE)}"
