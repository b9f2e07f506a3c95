"""Who asks for what is saved: an account or nobody, and what they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from geodata.contract.access_settings import PUBLIC, SCOPES, AccessSettings
from geodata.region.audience import EVERYBODY, Audience

NOTHING_HIDDEN: Final = AccessSettings()
Sight = Mapping[str, Any]
"""In which role, and within which limits, somebody wrote."""

ADMINISTRATOR: Final = "administrator"


@dataclass(frozen=True)
class Author:
    """Who asks: an account, or somebody not logged in; and the word of a link, or of what was saved by it.

    Attributes
    ----------
    account : int or None
        Its id.
    name, role : str
        As the audit has them; "" where nobody is logged in.
    word : str
    audience : Audience
        What they may see.
    access : AccessSettings
        By which that is told.
    """

    account: int | None = None
    name: str = ""
    role: str = ""
    word: str = ""
    audience: Audience = EVERYBODY
    access: AccessSettings = NOTHING_HIDDEN

    def sees(self, written_as: Sequence[Sight]) -> bool:
        """Whether they may see all that those may have seen who wrote something."""
        return all(self.audience.covers(audience_of(sight), self.access) for sight in written_as)

    @property
    def administers(self) -> bool:
        """Whether they answer for all that is saved: an administrator whom nothing limits."""
        limited = any(getattr(self.audience, kind) for kind in SCOPES)
        return self.role == ADMINISTRATOR and not limited

    @property
    def sight(self) -> Sight:
        """The role and limits in which they write."""
        limits = {kind: list(found) for kind in SCOPES if (found := getattr(self.audience, kind))}
        return {"role": self.audience.role, **limits}

    @property
    def sees_more(self) -> bool:
        """Whether they may see something that not everybody may."""
        return not EVERYBODY.covers(self.audience, self.access)


def audience_of(sight: Sight) -> Audience:
    """The audience that somebody wrote in."""
    return Audience(str(sight.get("role", PUBLIC)), *(tuple(sight.get(kind, ())) for kind in SCOPES))
