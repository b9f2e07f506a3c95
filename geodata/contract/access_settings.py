"""What each role may see, as `[access]` of `region.toml` says it: what is hidden, by name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from geodata.contract.tables import TABLES

Role = Literal["resident", "unit_manager", "officer", "analyst", "management", "politician", "administrator"]
ROLES: Final[tuple[Role, ...]] = (
    "resident", "unit_manager", "officer", "analyst", "management", "politician", "administrator",
)  # fmt: skip
PUBLIC: Final[Role] = "resident"
"""The role of everybody: nobody needs to log in for what it sees."""
SCOPES: Final = ("care_forms", "organisations", "units")
"""What an account may be limited to beyond what everybody sees."""


def _named() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("access_names.toml").read_text(encoding="utf-8")
    return {kind: tuple(names.split()) for kind, names in tomllib.loads(text).items()}


_NAMES: Final = _named()
PAGES: Final = _NAMES["pages"]
"""Pages that can be hidden; others are everybody's in every setting."""
QUESTIONS: Final = _NAMES["questions"]
LAYERS: Final = _NAMES["layers"]
EXPORTS: Final = _NAMES["exports"]
MEASURES: Final = _NAMES["measures"]
"""Those of every region; a region's own are called by their indicator, index or theme."""

NEEDED_TABLES: Final = ("areas", "population", "units", "travel_times", "background")
"""Tables that nobody can be without: what they say is of the ground, or counted already."""
HIDEABLE_TABLES: Final = tuple(name for name in TABLES if name not in NEEDED_TABLES)
HIDEABLE_COLUMNS: Final = (
    *(
        f"units.{name}"
        for name in (
            "operator", "organisation", "capacity", "listed", "services", "languages", "accepts_new",
            "step_free", "opening", "closures", "phone", "url", "register_url", "e_services_url", "address",
        )
    ),
    "visits.cost",
    "indicators.numerator",
    "indicators.denominator",
    "indicators.prevalence",
    "contracts.unit_kind",
)  # fmt: skip
"""Columns that can be not known without the rest becoming wrong: a unit that closed must stay closed."""


@dataclass(frozen=True)
class RoleAccess:
    """What one role may not see, `[access.ROLE]`, and what its accounts are limited to.

    Attributes
    ----------
    scope : tuple of str
        Out of `SCOPES`: an account of the role sees more than everybody only of what it is given of these.
    """

    hide_pages: tuple[str, ...] = ()
    hide_questions: tuple[str, ...] = ()
    hide_care_forms: tuple[str, ...] = ()
    hide_measures: tuple[str, ...] = ()
    hide_indicators: tuple[str, ...] = ()
    hide_columns: tuple[str, ...] = ()  # "units.capacity"
    hide_tables: tuple[str, ...] = ()
    hide_layers: tuple[str, ...] = ()
    hide_exports: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


EVERYTHING: Final = RoleAccess()


@dataclass(frozen=True)
class AccessSettings:
    """What each role may not see; nothing declared is as it always was: all of it is public."""

    roles: Mapping[str, RoleAccess] = field(default_factory=dict)

    def of(self, role: str) -> RoleAccess:
        """What holds for a role; one that is not named sees what everybody sees."""
        return self.roles.get(role, self.roles.get(PUBLIC, EVERYTHING))
