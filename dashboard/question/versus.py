"""The scenario that another is compared with, read from the address: the same question, other changes."""

from __future__ import annotations

from functools import lru_cache

from dashboard.layers.difference import ALONE, ComparedScenario
from dashboard.question.display import NOTHING_COMPARED, VersusRecord
from dashboard.question.misread import Misread
from dashboard.question.state import Record, read_scenario
from geodata.assessment.assessment import Assessment
from geodata.region.region import Region
from geodata.scenario.valid_changes import capacity_most

KEYS = {"versus": "changes", "versus_rules": "rules"}
"""Address keys of what the other changes, and what they are called of the one shown."""


@lru_cache(maxsize=32)
def versus_of(region: Region, record: VersusRecord) -> ComparedScenario:
    """What the address compares with; nothing where it names nothing that the region has.

    Parameters
    ----------
    region : Region
        In the way of travelling of the question.
    record : VersusRecord

    Returns
    -------
    ComparedScenario
        Of the scenario shown only its name: what it asks, the assessment knows.
    """
    if record == NOTHING_COMPARED:
        return ALONE
    mode = region.settings.travel.key  # whose own table may know no times to a place that another does
    # A new unit is of the question's care form, by which it is held when the two are compared.
    form = max(region.settings.care_forms, key=lambda each: capacity_most(region, each))
    question = {"form": form, "changes": record.changes, "rules": record.rules, "mode": mode}
    scenario, _ = read_scenario(region, question)
    return ComparedScenario(scenario.changes, scenario.rules, record.name, record.other_name)


def other_of(assessment: Assessment, record: VersusRecord) -> tuple[Assessment, str] | None:
    """The answer to the scenario compared with, and its name as it was given; None where there is none.

    Parameters
    ----------
    assessment : Assessment
        Of the scenario shown.
    record : VersusRecord
    """
    versus = versus_of(assessment.region, record)
    return (versus.other(assessment), versus.other_name) if versus else None


def compared_keys(record: VersusRecord, gap: str) -> dict[str, str]:
    """Address keys of two scenarios, for links to files of them; "" where nothing is said.

    Parameters
    ----------
    record : VersusRecord
    gap : str
        What areas are compared by.
    """
    return {
        "versus": record.changes,
        "versus_rules": record.rules,
        "name": record.name,
        "versus_name": record.other_name,
        "gap": gap,
    }


def misread_versus(region: Region, record: Record) -> list[Misread]:
    """What the address compares with that the region does not have.

    Parameters
    ----------
    region : Region
    record : mapping
        Of the store or the address.
    """
    record_of = {key: record[name] for name, key in KEYS.items() if record.get(name)}
    names = {key: name for name, key in KEYS.items()}
    question = {**record_of, **{key: record[key] for key in ("form", "mode") if record.get(key)}}
    misread = read_scenario(region, question)[1] if record_of else []
    return [Misread(names[each.key], each.value, each.instead) for each in misread if each.key in names]
