"""A scenario: only what changes the answer, frozen and hashable."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from functools import lru_cache

from geodata.contract.errors import UnknownNameError
from geodata.contract.settings import OPERATORS
from geodata.region import periods
from geodata.region.changes import Change, read_changes
from geodata.region.in_mode import modes_of
from geodata.region.region import Region
from geodata.region.residents import known_age_groups
from geodata.scenario.rule_changes import RuleChange, checked_rules, read_rule_changes
from geodata.scenario.valid_changes import checked_changes

LIMITED, FREE = "limited", "free"
"""After changes units take in no more than ceiling, list and contract allow; or all who come."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question put to a region, which can answer it: there is no other way to make one.

    Two that ask for the same are equal, however they were written. `dataclasses.replace` takes the
    region again and checks what has been replaced.

    Attributes
    ----------
    region : Region
        Only to make one: as it was read, without changes.
    care_form : str
    period : str
        A period of the visits ("2025Q3"), a year that holds several of them ("2025"), or "" in a
        region without periods.
    operators : tuple of str
        Those that count, sorted; empty means all.
    age_group : str
        Key of an age group; "" means all ages.
    limit_min : float
        Longest acceptable journey, minutes, inclusive.
    rules : tuple of RuleChange
        Published rules that the scenario bends, by their order; empty means as published.
    changes : tuple of Change
        Units opened, closed, moved or resized, in the order done; empty means as it is today.
    intake : str
        `LIMITED` or `FREE`: what units take in after the changes.
    mode : str
        Key of a way of travelling of the region's; "" is its usual, however that was written.

    Raises
    ------
    UnknownNameError
        If the region does not have what is asked for; the message says what it has.
    """

    region: InitVar[Region]
    care_form: str
    period: str
    operators: tuple[str, ...]
    age_group: str
    limit_min: float
    rules: tuple[RuleChange, ...] = ()
    changes: tuple[Change, ...] = ()
    intake: str = LIMITED
    mode: str = ""

    def __post_init__(self, region: Region) -> None:
        modes = modes_of(region)
        _one_of("mode", self.mode, ("", *modes))
        region = region.in_mode(self.mode)
        for operator in self.operators:
            _one_of("operator", operator, OPERATORS)
        chosen = tuple(sorted(set(self.operators)))
        longest = region.settings.travel.longest_min
        if not 0 < self.limit_min <= longest:
            raise UnknownNameError(f"limit {self.limit_min:g} is not above 0 and at most {longest:g} minutes")
        base = region.visits.periods if region.visits else ()
        _one_of("care form", self.care_form, care_forms(region))
        _one_of("period", self.period, periods.choices(base) or ("",))
        _one_of("intake", self.intake, (LIMITED, FREE))
        _one_of("age group", self.age_group, ("", *known_age_groups(region)))
        in_one_way_only = {
            "operators": () if set(operators(region)) <= set(chosen) else chosen,
            "limit_min": float(self.limit_min),
            "rules": checked_rules(region.settings.rules, self.rules),
            "changes": checked_changes(region, self.changes, self.care_form),
            "mode": "" if self.mode == modes[0] else self.mode,
        }
        for name, value in in_one_way_only.items():
            object.__setattr__(self, name, value)


def default_scenario(region: Region) -> Scenario:
    """The question a map opens with: the first care form that has units, all who count.

    Parameters
    ----------
    region : Region

    Returns
    -------
    Scenario
        Of the latest complete year, all operators and ages, and the care form's own limit; in the usual way
        of travelling, whichever the region is in.
    """
    region = region.in_mode("")
    form = care_forms(region)[0]
    period = periods.default(region.visits.periods) if region.visits else ""
    return Scenario(region, form, period, (), "", region.settings.care_forms[form].limit_min)


def parse(region: Region, values: Mapping[str, object]) -> Scenario:
    """A scenario from words, as they stand in an address or on a command line.

    What is left out, None or "" is as in `default_scenario`; the limit then follows care form and mode.

    Parameters
    ----------
    region : Region
    values : mapping
        `care_form`, `period`, `operators` (a sequence, or text with commas), `age_group`,
        `limit_min` (a number, or text), `intake`, `mode`, `rules` and `changes` (text, see
        `geodata.scenario.rule_changes` and `geodata.region.changes`). Other keys are none of a scenario's
        business.

    Returns
    -------
    Scenario

    Raises
    ------
    UnknownNameError
        If the region does not have what is asked for; the message says what it has.
    """
    default = default_scenario(region)
    form = _one_of("care form", str(values.get("care_form") or default.care_form), care_forms(region))
    mode = _one_of("mode", str(values.get("mode") or ""), ("", *modes_of(region)))
    limit_min = region.in_mode(mode).settings.care_forms[form].limit_min
    return Scenario(
        region,
        form,
        str(values.get("period") or default.period),
        _operators(values.get("operators")),
        str(values.get("age_group") or ""),
        _minutes(values.get("limit_min") or limit_min),
        read_rule_changes(str(values.get("rules") or "")),
        read_changes(str(values.get("changes") or "")),
        str(values.get("intake") or LIMITED),
        mode,
    )


def care_forms(region: Region) -> tuple[str, ...]:
    """Care forms that have units, in the order of the settings; all of them where none has."""
    every = tuple(region.settings.care_forms)
    return tuple(key for key in every if key in _used(region)[0]) or every


def operators(region: Region) -> tuple[str, ...]:
    """Operators that some unit has, in their usual order; "" last, where some unit's is unknown."""
    return tuple(key for key in (*OPERATORS, "") if key in _used(region)[1])


@lru_cache(maxsize=4)
def _used(region: Region) -> tuple[set[str], set[str]]:
    """Care forms and operators that some unit has."""
    return set(region.units["care_form"]), set(region.units["operator"])


def _operators(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, Iterable):
        return ()
    return tuple(sorted({str(operator).strip() for operator in value} - {""}))


def _minutes(value: object) -> float:
    try:
        minutes = float(str(value))
    except ValueError:
        minutes = math.nan
    if not math.isfinite(minutes):
        raise UnknownNameError(f"{value!r} is not a number of minutes")
    return minutes


def _one_of(what: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        names = ", ".join(name or '""' for name in allowed)
        raise UnknownNameError(f"{value!r} is not a {what} of this region; it has {names}")
    return value
