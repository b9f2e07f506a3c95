"""What a provider's claims mean: which roles somebody has, and where they are valid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.login.provider_settings import Provider, RoleRule
from geodata.region.audience import Audience


def roles_of(claims: Mapping[str, Any], provider: Provider) -> list[Audience]:
    """Roles that claims give, in the order of the settings; of each the first rule that fits.

    Parameters
    ----------
    claims : mapping
        Of somebody who has logged in.
    provider : Provider
    """
    found: dict[str, Audience] = {}
    for rule in provider.rules:
        audience = _given_by(rule, claims)
        if audience is not None:
            found.setdefault(rule.role, audience)
    return list(found.values())


def texts_of(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """What a claim holds, as texts; none where it is absent or empty.

    Parameters
    ----------
    claims : mapping
    name : str
        As it stands, or with dots between a claim and what is inside it: `realm_access.roles`.
    """
    value: Any = claims.get(name)
    if value is None:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    values = value if isinstance(value, list) else [value]
    return tuple(
        str(one).lower() if isinstance(one, bool) else str(one)
        for one in values
        if isinstance(one, str | int | bool) and str(one)
    )


def _given_by(rule: RoleRule, claims: Mapping[str, Any]) -> Audience | None:
    """What one rule gives; None where it does not fit, or where its limits are to come of absent claims."""
    held = texts_of(claims, rule.claim)
    if not held or (rule.value != "*" and rule.value not in held):
        return None
    scope = dict(rule.scope)
    for key, claim in rule.scope_claims.items():
        scope[key] = texts_of(claims, claim)
        if not scope[key]:
            return None  # a limit that cannot be read must never become no limit
    return Audience(rule.role, **scope)
