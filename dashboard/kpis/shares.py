"""Shares of visits, where there are enough of them to show one."""

from __future__ import annotations

from dashboard.kpis.base import Measure
from geodata.assessment import Assessment
from geodata.disclosure.shares import may_be_shown


def share_of(assessment: Assessment, part: float, whole: float) -> Measure:
    """A share of visits, 0 to 1; why there is none where there are no visits, or too few to show.

    Parameters
    ----------
    assessment : Assessment
        Says whether counts are protected.
    part, whole : float
        Visits; noise may have made a part larger than the whole, and then it is all of it.

    Returns
    -------
    Measure
    """
    if assessment.protected and not may_be_shown(whole):
        return Measure(None, "share", why="why.too_few")
    if not whole:
        return Measure(None, "share", why="why.no_visits_here")
    return Measure(min(part / whole, 1.0), "share", part, whole)
