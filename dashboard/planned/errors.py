"""What a follow-up cannot be made to do, one sentence each in both languages."""

from __future__ import annotations

from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import RegionError

REASONS = ("unknown", "not_yours", "changed_meanwhile", "already")


class PlanningError(RegionError):
    """A write that cannot be done; `reason` is the catalogue's `planning.refused.<reason>`.

    Parameters
    ----------
    reason : str
        Out of `REASONS`.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """Why not, and what to do, for somebody who reads a language."""
        return catalogue(language)[f"planning.refused.{self.reason}"]
