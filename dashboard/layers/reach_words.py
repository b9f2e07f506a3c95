"""What an address says of a place that is reached, and within how many minutes."""

from __future__ import annotations

from typing import Final, NamedTuple

from geodata.assessment.assessment import Assessment
from geodata.assessment.reached_area import ReachedArea, reached_area, read_steps
from geodata.contract.errors import RegionError

KEY: Final = "reached"
"""Of the layer; who may not see that is told nothing of what is reached."""


class ReachWords(NamedTuple):
    """The place as `geodata.assessment.start.read_start` reads it, and minutes as `read_steps` does.

    "" is no place, and the usual minutes.
    """

    reach: str = ""
    reach_min: str = ""

    def found(self, assessment: Assessment) -> ReachedArea:
        """What is reached.

        Raises
        ------
        RegionError
            As of `read_steps` and `reached_area`.
        """
        return reached_area(assessment, self.reach, read_steps(assessment, self.reach_min))

    def missing(self, assessment: Assessment) -> RegionError | None:
        """Why nothing is; None where something is."""
        try:
            self.found(assessment)
        except RegionError as error:
            return error
        return None


NOWHERE: Final = ReachWords()
"""No place has been chosen."""
