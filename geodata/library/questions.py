"""Questions to a region, and what would change if its units did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.assessment.assessment import Assessment, assess
from geodata.region.changes import Change, read_changes
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario, parse


def new_scenario(
    region: Region,
    *,
    care_form: str = "",
    period: str = "",
    operators: Sequence[str] = (),
    age_group: str = "",
    limit_min: float | None = None,
    rules: str = "",
    changes: str = "",
    intake: str = "limited",
    mode: str = "",
) -> Scenario:
    """A question to a region; what is left out is as the map opens with it.

    Parameters
    ----------
    region : Region
    care_form : str
        Key of a care form; the first that has units where left out.
    period : str
        "2025", "2025Q3"; the latest complete year where left out.
    operators : sequence of {"own", "contract", "choice", ""}
        Those that count; all where left out.
    age_group : str
        Key of an age group; all ages where left out.
    limit_min : float, optional
        Longest acceptable journey, minutes, inclusive; the care form's own where left out.
    rules : str
        Rules tried with other limits, as in an address; as published where left out.
    changes : str
        Units added, closed, moved or resized, as in an address: "close:U1;add:n1@57.70,11.97*4".
    intake : {"limited", "free"}
        Whether units take in no more than they may after the changes, or all who come.
    mode : str
        Way of travelling, one of `region.settings.travel_modes` by key; the usual where left out.

    Returns
    -------
    Scenario
        Frozen and hashable: equal questions are equal.

    Raises
    ------
    UnknownNameError
        If the region does not have what is asked for; the message names what it has.
    """
    return parse(
        region,
        {
            "care_form": care_form,
            "period": period,
            "operators": tuple(operators),
            "age_group": age_group,
            "limit_min": limit_min,
            "rules": rules,
            "changes": changes,
            "intake": intake,
            "mode": mode,
        },
    )


def what_if(assessment: Assessment, changes: str | Sequence[Change]) -> Assessment:
    """The same question after changes of supply, on top of those that it has.

    Parameters
    ----------
    assessment : Assessment
    changes : str or sequence of Change
        Text as in an address - "close:U1;move:U2@57.70,11.97;size:U3*2;add:n1@57.70,11.97*4" - or the
        changes themselves. Places are degrees (WGS 84), latitude first.

    Returns
    -------
    Assessment
        Its `without_changes` is the one to compare with.

    Raises
    ------
    UnknownNameError
        If a change is not written as it must be, names a unit that the region does not have or one that
        is changed already, or there are more than a scenario may have.
    """
    more = read_changes(changes) if isinstance(changes, str) else tuple(changes)
    scenario = assessment.scenario
    region = assessment.region
    return assess(region, replace(scenario, region=region, changes=(*scenario.changes, *more)))
