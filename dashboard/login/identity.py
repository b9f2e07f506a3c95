"""Somebody who asks: what they are called, and in which of their roles they ask now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geodata.region.audience import EVERYBODY, Audience


@dataclass(frozen=True)
class Identity:
    """Who sends a request.

    Attributes
    ----------
    account : str
        What the audit calls them; "" where nobody is logged in.
    name : str
        What they are called on the page; "" likewise.
    role : str
        The one they are in, of `geodata.contract.access_settings.ROLES`.
    audience : Audience
        That role, with what its account is limited to.
    roles : tuple of str
        All of their own, among which they may change.
    id : int
        Of the account, for tables that refer to it; 0 where nobody is logged in.
    """

    account: str
    name: str
    role: str
    audience: Audience
    roles: tuple[str, ...] = ()
    id: int = 0

    @property
    def is_logged_in(self) -> bool:
        """Whether it is somebody, and not just anybody."""
        return bool(self.account)


NOBODY: Final = Identity("", "", EVERYBODY.role, EVERYBODY)
"""Who has not logged in: everybody."""
