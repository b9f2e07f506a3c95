"""What a case cannot be made to do, one sentence each in both languages."""

from __future__ import annotations

from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import RegionError

REASONS = (
    "unknown", "not_yours", "own_case", "approved_already", "wrong_state", "changed_meanwhile", "no_reason",
    "no_role", "nothing", "wrong", "no_conflict", "too_long", "person_number", "many_drafts",
    "file_kind", "file_large", "file_many", "file_empty", "files_of_drafts",
)  # fmt: skip


class SubmissionError(RegionError):
    """A step that cannot be taken; `reason` is the catalogue's `submission.refused.<reason>`.

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
        return catalogue(language)[f"submission.refused.{self.reason}"]
