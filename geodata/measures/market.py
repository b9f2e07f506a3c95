"""Whose units the visits of one place go to: by unit, by organisation, by operator."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.flows.passed_units import passed_units
from geodata.flows.ratio import Ratio
from geodata.focus.place import Place
from geodata.focus.visits import flows_of, rows_of, unit_visits, visits_in, visits_of_residents
from geodata.measures.choice import active_ratio, bypass_ratio, used_in
from geodata.measures.journeys import travel_ratio
from geodata.measures.tally import Tally, divided, enough, share
from geodata.measures.visits import NONE_HERE

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def market_shares(assessment: Assessment, place: Place, code: Ints) -> Tally:
    """Share of the residents' visits that go to each unit, or to all units with the same code as it.

    Shares of a market as in Griffith 1972, "Quantitative Techniques for Hospital Planning and Control".

    Parameters
    ----------
    assessment : Assessment
        With visits.
    place : Place
        One; of a unit its service area.
    code : int64, shape (units,)
        From 0: of the unit itself, its organisation or its operator.

    Returns
    -------
    Tally, shape (units,)
        Every whole is all visits of the residents, also to unknown units.
    """
    to = unit_visits(assessment, place).toarray()[0]
    together = np.bincount(code, to)[code]
    whole = np.full(len(to), visits_of_residents(assessment, place)[0])
    return _shown(assessment, share(together, whole, NONE_HERE))


def shares_of_groups(assessment: Assessment, place: Place, code: Ints, count: int) -> Tally:
    """Share of the visits of a place that go to each group of units.

    Returns
    -------
    Tally, shape (count,)
    """
    to = used_in(assessment, place).toarray()[0]
    known = code >= 0
    part = np.bincount(code[known], to[known], minlength=count)
    whole = np.full(count, visits_in(assessment, place)[0])
    return _shown(assessment, share(part, whole, NONE_HERE))


def residents_rows(assessment: Assessment, place: Place) -> Ints:
    """Flows by the residents of a place's areas."""
    return np.flatnonzero(np.isin(flows_of(assessment).area, place.areas))


def chosen_by(assessment: Assessment, rows: Ints, code: Ints, count: int) -> Tally:
    """Share of some flows that chose another unit than the nearest, by the code of each. Shape (count,)."""
    found = _grouped(active_ratio(assessment.at_published_rules), rows, code, count)
    return _shown(assessment, share(found.part, found.whole, NONE_HERE))


def minutes_by(assessment: Assessment, rows: Ints, code: Ints, count: int) -> Tally:
    """Mean minutes of some flows, by the code of each. Shape (count,)."""
    found = _grouped(travel_ratio(assessment.at_published_rules), rows, code, count)
    return _shown(assessment, divided(found.part, found.whole, NONE_HERE))


def passed_by(assessment: Assessment, place: Place) -> Tally:
    """Share of the visits of a place that pass each unit, though it is nearer. Shape (units,)."""
    flows = flows_of(assessment)
    rows = rows_of(place, flows)
    passing = passed_units(flows, assessment.access.minutes, rows)
    could = bypass_ratio(assessment.at_published_rules).rows(rows).total()[1]
    return _shown(assessment, share(passing, np.full(len(passing), could), NONE_HERE))


def _grouped(ratio: Ratio, rows: Ints, code: Ints, count: int) -> Ratio:
    return ratio.rows(rows).grouped_by(code, count)


def _shown(assessment: Assessment, tally: Tally) -> Tally:
    return enough(tally, assessment.region.protected)
