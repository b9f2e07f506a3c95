"""Why somebody was not let in: a reason with a sentence in each language, and what only the log is told."""

from __future__ import annotations

from typing import Final

REASONS: Final = (
    *("wrong", "wait", "state", "denied", "provider", "token", "acr", "no_role", "disabled"),
    "elsewhere",
)
"""The last part of `login.refused.*`."""


class LoginRefusedError(Exception):
    """Nobody is logged in by this.

    Parameters
    ----------
    reason : str
        One of `REASONS`: what the page says, which is never more than its reader may know.
    detail : str
        For the log: what was wrong, without any secret or token in it.
    wait_s : int
        Seconds until another try is looked at, of "wait".
    """

    def __init__(self, reason: str, detail: str = "", wait_s: int = 0) -> None:
        assert reason in REASONS, reason
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail, self.wait_s = reason, detail, wait_s
