"""Published rules as a planner bends them: "too_far:25,no_choice:off"."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.contract.errors import UnknownNameError
from geodata.contract.settings import Rule


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule with another limit, or on or off.

    Attributes
    ----------
    key : str
        Of the rule.
    on : bool
    limit : float or None
        None keeps the published one.
    """

    key: str
    on: bool
    limit: float | None = None


def read_rule_changes(text: str) -> tuple[RuleChange, ...]:
    """What a text stands for: items "key:limit", "key:on" or "key:off", joined by commas.

    Raises
    ------
    UnknownNameError
        If an item is none of these; whether there is such a rule, and it can have that limit, is seen to
        by `checked_rules`.
    """
    return tuple(_read(item) for item in text.split(",") if item)


def written_rules(changes: Sequence[RuleChange]) -> str:
    """The text that stands for some changes: what `read_rule_changes` reads back as the same."""
    return ",".join(f"{change.key}:{_value(change)}" for change in changes)


def _value(change: RuleChange) -> str:
    if change.limit is None:
        return "on" if change.on else "off"
    return str(change.limit).removesuffix(".0")


def _read(item: str) -> RuleChange:
    key, _, value = item.partition(":")
    if value in ("on", "off"):
        return RuleChange(key, value == "on")
    try:
        return RuleChange(key, True, float(value))
    except ValueError:
        raise _no_limit(item) from None


def _no_limit(item: str) -> UnknownNameError:
    return UnknownNameError(f"{item!r} is not a rule with a limit, on or off: one is written too_far:25")


def checked_rules(rules: Mapping[str, Rule], changes: Sequence[RuleChange]) -> tuple[RuleChange, ...]:
    """The same changes, each rule once and in the rules' own order; what changes nothing is left out.

    Raises
    ------
    UnknownNameError
        If a rule does not exist, or a limit is below 0 or without end.
    """
    last: dict[str, RuleChange] = {}
    for change in changes:
        key, limit = change.key, change.limit
        if key not in rules:
            raise UnknownNameError(
                f"{key!r} is not a rule of this region; it has {', '.join(rules) or 'none'}"
            )
        if limit is not None and not 0 <= limit < math.inf:
            raise _no_limit(f"{key}:{limit:g}")
        last[key] = RuleChange(key, change.on, limit if change.on and limit != rules[key].limit else None)
    return tuple(last[key] for key in rules if key in last and _with(rules[key], last[key]) != rules[key])


def bent(rules: Mapping[str, Rule], changes: Sequence[RuleChange]) -> dict[str, Rule]:
    """The rules after some changes."""
    last = {change.key: change for change in changes}
    return {key: _with(rule, last[key]) if key in last else rule for key, rule in rules.items()}


def _with(rule: Rule, change: RuleChange) -> Rule:
    return replace(rule, on=change.on, limit=rule.limit if change.limit is None else change.limit)
