"""What one request asks for: the version it was made for, and its three records, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.kpis import kpis_of
from dashboard.question.state import Record, Selection, read_scenario, read_selection
from dashboard.serve.publication import Publication
from dashboard.words.words import Words, words_of
from geodata.assessment.assessment import Assessment, assess, assess_each_period
from geodata.contract.errors import SnapshotError, UnknownNameError
from geodata.focus.place import Place, place_of, same_place
from geodata.region.region import Region


@dataclass(frozen=True, eq=False)
class Asked:
    """One assessment and the focus on it, with the words to say it in."""

    region: Region
    assessment: Assessment
    focus: Place
    words: Words
    unknown: tuple[str, ...]  # names in the address that the region does not have


def asked(
    publication: Publication, page: Mapping[str, str], scenario: Record | None, selection: Record | None
) -> Asked:
    """Read what a page asks for, on the very version of the data that the page was made from.

    Parameters
    ----------
    publication : Publication
    page : mapping
        `version` and `language` of the page.
    scenario, selection : mapping or None
        The records of those stores.

    Returns
    -------
    Asked
        With defaults for names that do not exist, which are listed in `unknown`.

    Raises
    ------
    SnapshotError
        If that version is no longer kept.
    """
    region = publication.region_for(page["version"])
    if region is None:
        raise SnapshotError(f"version {page['version']} is no longer held")
    return asked_of(region, words_of(region.settings, page["language"]), scenario or {}, selection or {})


def asked_of(region: Region, words: Words, scenario: Record, selection: Record) -> Asked:
    """The same of a region that is at hand."""
    question, unknown = read_scenario(region, scenario)
    assessment = assess(region, question)
    focus, missing = focus_of(assessment, read_selection(selection))
    return Asked(region, assessment, focus, words, (*unknown, *missing))


def focus_of(assessment: Assessment, selection: Selection) -> tuple[Place, tuple[str, ...]]:
    """The focus of a selection; the whole region, and the name, where it does not exist."""
    try:
        return place_of(assessment, selection.kind, selection.id), ()
    except UnknownNameError:
        return place_of(assessment, "region", ""), (selection.id,)


def developments(it: Asked) -> list[tuple[list[tuple[str, float | None]], str]]:
    """Every KPI's value in each period of the data, for what is in focus, with its unit.

    A zone keeps today's areas throughout: zones of other periods are other zones. What is drawn needs
    no drawing again.
    """
    periods = []
    for period, assessment in assess_each_period(it.region, it.assessment.scenario):
        keep = it.focus.keeps_its_areas
        periods.append((period, assessment, it.focus if keep else same_place(assessment, it.focus)))
    answers: list[tuple[list[tuple[str, float | None]], str]] = []
    for kpi in kpis_of(it.region):
        measures = [(period, kpi.read(assessment, focus)) for period, assessment, focus in periods]
        unit = measures[0][1].unit if measures else "number"
        answers.append(([(period, measure.value) for period, measure in measures], unit))
    return answers
