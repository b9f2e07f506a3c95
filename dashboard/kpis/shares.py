"""Shares of visits, where there are enough of them to show one."""

from __future__ import annotations

from dashboard.kpis.base import Measure
from geodata.assessment.assessment import Assessment
from geodata.disclosure.shares import may_be_shown


def share_of(part: float, whole: float) -> Measure:
    """A share of visits, 0 to 1; why there is none where there are no visits.

    Parameters
    ----------
    part, whole : float
        Visits; noise may have made a part larger than the whole, and then it is all of it.

    Returns
    -------
    Measure
    """
    if not whole:
        return Measure(None, "share", why="why.no_visits_here")
    return Measure(min(part / whole, 1.0), "share", part, whole)


def shown(assessment: Assessment, found: Measure) -> Measure:
    """The same figure; a share of protected visits too few to show without its value and its parts."""
    if (
        not assessment.region.protected
        or found.unit != "share"
        or found.value is None
        or found.denominator is None
    ):
        return found
    return found if may_be_shown(found.denominator) else Measure(None, "share", why="why.too_few")
