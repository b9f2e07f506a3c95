"""Why files are not taken."""

from __future__ import annotations

from typing import Final

from dashboard.texts.catalogue import catalogue

REASONS: Final = (
    "none", "too_many", "too_large", "together", "name", "kind", "content", "crowded", "running", "not_whole",
    "not_checked", "unknown", "lines", "twice", "given",
)  # fmt: skip
"""Each has its sentence, `upload.refused.<reason>`."""


class UploadError(Exception):
    """Files or a wish that cannot be taken; `reason` is out of `REASONS`, and `values` fill its sentence."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values

    def sentence(self, language: str) -> str:
        """Why, and what to do."""
        return catalogue(language)[f"upload.refused.{self.reason}"].format(**self.values)
