"""What `region.toml` says of who may see what, `[access]`: every name is one that there is."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import Final

from geodata.contract.access_settings import (
    EXPORTS,
    HIDEABLE_COLUMNS,
    HIDEABLE_TABLES,
    LAYERS,
    MEASURES,
    PAGES,
    QUESTIONS,
    ROLES,
    SCOPES,
    AccessSettings,
    RoleAccess,
)
from geodata.contract.settings import RegionSettings
from geodata.contract.toml_reader import TomlReader

SHOWN: Final = 12
"""Names that a problem lists, of those there are."""
BY_WAY: Final = "reached_by_"
"""How the measures of who is reached by each way of travelling are called."""
TOLD_BY_WAY: Final = ("covered", "beyond")
"""Measures whose figure those tell too: who hides one of these hides all of those."""


def read_access(top: TomlReader, settings: RegionSettings) -> AccessSettings:
    """What each role may not see.

    Parameters
    ----------
    top : TomlReader
    settings : RegionSettings
        The rest of the file: care forms, indicators, indices and themes that a role refers to.

    Returns
    -------
    AccessSettings
    """
    names = _names(settings)
    roles: dict[str, RoleAccess] = {}
    for role, reader in top.tables("access"):
        if role in ROLES:
            roles[role] = _role(reader, names)
        else:
            top.problem("unknown_choice", f"access.{role}", role, *ROLES)
    for role, access in roles.items():
        if set(settings.care_forms) <= set(access.hide_care_forms):
            top.problem("role_sees_none", f"access.{role}.hide_care_forms")
    return AccessSettings(roles)


def _names(settings: RegionSettings) -> Mapping[str, Collection[str]]:
    """By key: what may stand there."""
    themes = settings.themes.values()
    return {
        "hide_pages": PAGES,
        "hide_questions": QUESTIONS,
        "hide_care_forms": settings.care_forms,
        "hide_measures": (
            *MEASURES,
            *(f"{BY_WAY}{each.key}" for each in settings.travel_modes),
            *(f"indicator_{key}" for key in settings.indicators),
            *(f"need_index_{key}" for key in settings.need_indices),
            *(f"{theme.key}_{category}" for theme in themes for category in theme.categories),
        ),
        "hide_indicators": settings.indicators,
        "hide_columns": HIDEABLE_COLUMNS,
        "hide_tables": HIDEABLE_TABLES,
        "hide_layers": (*LAYERS, *settings.themes),
        "hide_exports": EXPORTS,
        "scope": SCOPES,
    }


def _role(reader: TomlReader, names: Mapping[str, Collection[str]]) -> RoleAccess:
    named: dict[str, tuple[str, ...]] = {}
    for key, known in names.items():
        named[key] = reader.strings(key)
        for name in named[key]:
            if name not in known:
                reader.problem("unknown_choice", key, name, *_close(name, known))
    reader.finish()
    if set(TOLD_BY_WAY) & set(named["hide_measures"]):
        by_way = (key for key in names["hide_measures"] if key.startswith(BY_WAY))
        named["hide_measures"] = (*dict.fromkeys((*named["hide_measures"], *by_way)),)
    return RoleAccess(**named)


def _close(name: str, known: Collection[str]) -> tuple[str, ...]:
    """All names where they are few, else those that look alike."""
    if len(known) <= SHOWN:
        return tuple(known)
    return tuple(difflib.get_close_matches(name, known, n=SHOWN, cutoff=0.5)) or tuple(known)[:SHOWN]
