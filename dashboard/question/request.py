"""What one request asks for: the version it was made for, and its three records, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.kpis import kpis_of
from dashboard.question.misread import Misread
from dashboard.question.state import FOCUS_OF, Record, Selection, read_scenario, read_selection
from dashboard.serve.publication import Publication
from dashboard.words.words import Words, words_of
from geodata.assessment.assessment import Assessment, assess, assess_each_period
from geodata.contract.errors import SnapshotError, UnknownNameError
from geodata.focus.place import Place
from geodata.focus.places import place_of, same_place
from geodata.focus.several_areas import known_area_ids
from geodata.measures.change import compared
from geodata.measures.tally import Reading
from geodata.region.region import Region


@dataclass(frozen=True, eq=False)
class Request:
    """Assessment and focus of one request, with the words of its language."""

    region: Region  # in the scenario's way of travelling
    assessment: Assessment
    focus: Place
    words: Words
    misread: tuple[Misread, ...]  # what the address says that the region does not have

    @property
    def unknown(self) -> tuple[str, ...]:
        """The same, by its names alone."""
        return tuple(misread.value for misread in self.misread)


def read_request(
    publication: Publication, page: Mapping[str, str], scenario: Record | None, selection: Record | None
) -> Request:
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
    Request
        With defaults for what does not exist, which is listed in `misread`.

    Raises
    ------
    SnapshotError
        If that version is no longer kept.
    """
    version = page.get("version", "")
    region = publication.region_for(version)
    if region is None:
        raise SnapshotError(f"version {version} is no longer held")
    language = page.get("language", "")
    return request_of(region, words_of(region.settings, language), scenario or {}, selection or {})


def request_of(region: Region, words: Words, scenario: Record, selection: Record) -> Request:
    """Request on a region at hand, as `read_request` reads it on a published one.

    Parameters
    ----------
    region : Region
    words : Words
    scenario, selection : mapping
        Records; empty for the defaults.

    Returns
    -------
    Request
        With defaults for what does not exist, which is listed in `misread`.
    """
    question, misread = read_scenario(region, scenario)
    assessment = assess(region, question)
    focus, missing = focus_of(assessment, read_selection(selection))
    return Request(assessment.region, assessment, focus, words, (*misread, *missing))


def focus_of(assessment: Assessment, selection: Selection) -> tuple[Place, tuple[Misread, ...]]:
    """Focus of a selection.

    Parameters
    ----------
    assessment : Assessment
    selection : Selection

    Returns
    -------
    focus : Place
        The whole region where the selection does not exist.
    missing : tuple of Misread
        Then its id; of several areas those that there are not, and the others are in focus.
    """
    place_id = selection.id
    missing: tuple[Misread, ...] = ()
    if selection.kind == "several":
        known, unknown = known_area_ids(assessment.region, place_id)
        missing = tuple(Misread("areas", id_, "rest") for id_ in unknown if known)
        place_id = ",".join(known) or place_id
    try:
        return replace(place_of(assessment, selection.kind, place_id), name=selection.name), missing
    except UnknownNameError:
        key = next(key for key, kind in FOCUS_OF.items() if kind == selection.kind)
        return place_of(assessment, "region", ""), (Misread(key, selection.id, "region"),)


def developments(request: Request) -> list[tuple[list[tuple[str, float | None]], str]]:
    """Value of every KPI in each period of the data, for the place in focus.

    Parameters
    ----------
    request : Request
        A zone keeps its areas throughout: zones of other periods are other zones.

    Returns
    -------
    list of (series, unit)
        In the order of `kpis_of(region)`. `series` is a list of (period, value), None where the KPI has
        no value; `unit` is the measure's.
    """
    periods = [
        (period, assessment, same_place(assessment, request.focus))
        for period, assessment in assess_each_period(request.region, request.assessment.scenario)
    ]
    answers: list[tuple[list[tuple[str, float | None]], str]] = []
    for kpi in kpis_of(request.region):
        measures = [(period, kpi.read(assessment, focus)) for period, assessment, focus in periods]
        unit = measures[0][1].unit if measures else "number"
        answers.append(([(period, measure.value) for period, measure in measures], unit))
    return answers


def a_year_before(request: Request) -> tuple[str, list[Reading]]:
    """Every KPI of the place in focus as it was in the period a year earlier, without changes.

    Parameters
    ----------
    request : Request

    Returns
    -------
    period : str
        "" where the data has no such period.
    readings : list of Reading
        In the order of `kpis_of(region)`.
    """
    assessment = request.assessment.without_changes
    period = compared(assessment)
    if not period or period >= assessment.scenario.period:
        return "", []
    then = assess(request.region, replace(assessment.scenario, region=request.region, period=period))
    place = same_place(then, request.focus)
    return period, [kpi.read(then, place) for kpi in kpis_of(request.region)]
