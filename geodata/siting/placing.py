"""Siting in a region: the scenario's residents, limit and units, and candidate sites with names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import SitingError, UncoverableError
from geodata.needs.homes_ahead import home_persons_ahead
from geodata.needs.outlook import Outlook
from geodata.siting.candidates import Candidates
from geodata.siting.capacitated import CapacitatedSiting, most_placed
from geodata.siting.improve import Stop
from geodata.siting.question import Floats, Objective, Question, Siting, one_by_one
from geodata.siting.search import TIME_LIMIT_S, Report, best_answer
from geodata.travel.minutes_to_places import minutes_from_homes

_NAMED = 20
"""Areas that an error names; it says how many more there are, and carries all of them."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Sites of a scenario's new units.

    Attributes
    ----------
    siting : Siting
        `siting.sites` are positions in `candidates`.
    candidates : Candidates
    persons : float
        Residents whose journeys count.
    covered : float64, shape (sites,)
        Persons within the limit when each site is added to those before it.
    mean_min : float64, shape (sites,)
        Mean minutes likewise.
    outlook : Outlook or None
        Whose horizon's residents they are; None for today's.
    """

    siting: Siting
    candidates: Candidates
    persons: float
    covered: Floats
    mean_min: Floats
    outlook: Outlook | None = None


def counted_persons(assessment: Assessment, outlook: Outlook | None = None) -> Floats:
    """Residents at each home whose journeys count: today's, or those of an outlook's horizon. Shape (homes,).

    Raises
    ------
    RegionError
        If the region's tables tell nothing of the outlook's residents.
    """
    if outlook is None:
        return assessment.access.home_persons
    scenario = assessment.scenario
    return home_persons_ahead(assessment.region, scenario.care_form, outlook, scenario.age_group)


def siting_question(
    assessment: Assessment,
    objective: Objective,
    sites: int,
    candidates: Candidates,
    outlook: Outlook | None = None,
) -> Question:
    """Question of a scenario: its age group's residents where they live, its limit and its existing units.

    What `Question` calls areas are the homes of `Access.homes`: population points where there are any.

    Parameters
    ----------
    assessment : Assessment
    objective : {"coverage", "all", "mean-minutes"}
    sites : int
        At most so many; of no consequence for "all".
    candidates : Candidates
    outlook : Outlook, optional
        The residents of its horizon count, by `geodata.needs.homes_ahead`; today's where left out.

    Raises
    ------
    SitingError
        If more sites are asked for than there are candidates, or nobody of the age group lives here.
    RegionError
        If the region's travel model says nothing of places without a unit, or its tables nothing of the
        outlook's residents.
    """
    region, access = assessment.region, assessment.access
    persons = counted_persons(assessment, outlook)
    if not persons.any():
        raise SitingError("Nobody whose journeys would count lives in the region.")
    return Question(
        objective,
        persons,
        minutes_from_homes(region, candidates.x, candidates.y, access.home_min),
        access.home_min,
        assessment.scenario.limit_min,
        region.settings.travel.longest_min,
        sites,
    )


def place_units(
    assessment: Assessment,
    objective: Objective,
    sites: int,
    candidates: Candidates,
    *,
    outlook: Outlook | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    stop: Stop = lambda: False,
    report: Report = lambda _: None,
) -> Placed:
    """The best places for new units of a scenario, and what each adds.

    Takes and raises what `siting_question` and `geodata.siting.search.best_answer` do; an `UncoverableError`
    names the areas.
    """
    problem = siting_question(assessment, objective, sites, candidates, outlook)
    try:
        found = best_answer(problem, time_limit_s=time_limit_s, stop=stop, report=report)
    except UncoverableError as error:
        areas = tuple(np.unique(assessment.access.homes.area[list(error.areas)]).tolist())
        raise UncoverableError(_named(assessment, areas), areas) from None
    covered, mean_min = one_by_one(problem, found.sites)
    return Placed(found, candidates, float(problem.persons.sum()), covered, mean_min, outlook)


def place_with_room(
    assessment: Assessment,
    objective: Objective,
    sites: int,
    candidates: Candidates,
    room: float,
    *,
    outlook: Outlook | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    stop: Stop = lambda: False,
) -> CapacitatedSiting:
    """The places where new units, each with room for so many residents, take most who have none near.

    Takes and raises what `siting_question` and `geodata.siting.capacitated.most_placed` do, and `SitingError`
    where there is no room, or no limit to it.
    """
    if not 0 < room < np.inf:
        raise SitingError(f"A new unit has room for a number of residents above 0, not for {room:g}.")
    problem = siting_question(assessment, objective, sites, candidates, outlook)
    each = np.full(len(candidates.ids), room)
    return most_placed(problem, each, time_limit_s=time_limit_s, stop=stop)


def _named(assessment: Assessment, positions: tuple[int, ...]) -> str:
    areas = assessment.region.areas.iloc[list(positions)]
    names = [f"{id_} {name}" for id_, name in zip(areas.index, areas["name"], strict=True)]
    more = f", and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    who = "are" if assessment.access.homes.single else "have residents"
    return (
        f"{len(names)} areas {who} beyond {assessment.scenario.limit_min:g} minutes of every unit and every "
        "candidate site: raise the limit, or give candidates near them. "
        f"They are: {', '.join(names[:_NAMED])}{more}."
    )
