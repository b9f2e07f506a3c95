"""A region for one audience: what it may not see is taken away before anything is computed.

What everybody may see is of all units. What only some roles see, an account that is limited sees of the
units that it answers for: their indicators and facts. What is counted of many units at once - visits,
payments, capacity in measures of access - would be wrong of a few, and is told to an account that is
limited by care form alone, of these care forms whole; else as to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from geodata.contract.access_settings import EVERYTHING, PUBLIC, AccessSettings, RoleAccess
from geodata.region.audience import EVERYBODY, Audience
from geodata.region.in_mode import mode_travel
from geodata.region.news_without import news_without
from geodata.region.settings_without import settings_without
from geodata.region.visits_of_forms import visits_of_forms, without_costs
from geodata.region.without_care_forms import without_care_forms

if TYPE_CHECKING:
    from geodata.region.region import Region

PAID: Final = ("lists", "unit_weights", "production", "payments", "contracts")
"""Tables of what units are paid."""
AHEAD: Final = ("projections", "life_expectancy", "prevalence", "need_variables")
"""Tables of the need to come."""
OF_QUESTION: Final = {"payment": (PAID, ("payment",)), "need": (AHEAD, ("need", "futures"))}
"""Tables and layers that a question is made of."""
COUNTED: Final = ("operator", "organisation", "capacity", "listed")
"""Columns of units that measures of many units are worked out of."""
HIDDEN_BY_UNIT: Final = (
    "hide_care_forms", "hide_measures", "hide_indicators", "hide_columns", "hide_tables", "hide_layers",
)  # fmt: skip
"""What an account that is limited sees less of, beyond its limit; pages and exports are for all of it."""
FIELD_OF: Final = {"service_areas": "contracted", "population_points": "points"}
"""Tables that a region holds by another name."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Sight:
    """What an audience sees of a region: two that see the same share one.

    Attributes
    ----------
    hidden : RoleAccess
        Of every unit.
    outside : RoleAccess
        Of units that the account does not answer for: all of `hidden` and what everybody may not see.
    audience : Audience
        Whose limit tells which units those are; that of everybody where `outside` is `hidden`.
    required : tuple of str
        Limits that it must have been given.
    """

    hidden: RoleAccess
    outside: RoleAccess
    audience: Audience = EVERYBODY
    required: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is hidden."""
        return self.hidden == self.outside == EVERYTHING


def sight(access: AccessSettings, audience: Audience) -> Sight:
    """What an audience sees, by what is said of each role."""
    own = _whole(access.of(audience.role))
    if not audience.is_limited(access):
        return Sight(own, own)
    everybody = _whole(access.of(PUBLIC))
    outside = _both(own, everybody, *HIDDEN_BY_UNIT)
    hidden = _both(own, everybody, "hide_measures", "hide_layers")
    if audience.of_care_forms_alone(access.of(audience.role).scope):
        columns, forms = everybody.hide_columns, audience.care_forms
        tables: tuple[str, ...] = (*PAID, "visits", "indicators", "service_areas", *AHEAD)
    else:
        facts = {f"units.{name}" for name in COUNTED}
        columns = tuple(name for name in everybody.hide_columns if name[:6] == "units." and name not in facts)
        tables, forms = ("indicators", *AHEAD), ()
    hidden = replace(
        hidden,
        hide_care_forms=_hidden_too(own, everybody, "hide_care_forms", forms),
        hide_columns=_hidden_too(own, everybody, "hide_columns", columns),
        hide_tables=_hidden_too(own, everybody, "hide_tables", tables),
    )
    outside = replace(outside, hide_care_forms=hidden.hide_care_forms)
    return (
        Sight(hidden, hidden)
        if hidden == outside
        else Sight(hidden, outside, audience, access.of(audience.role).scope)
    )


def for_audience(region: Region, audience: Audience) -> Region:
    """The region as an audience may see it; the very same where nothing is hidden from it."""
    return as_seen(region, sight(region.settings.access, audience))


def as_seen(region: Region, view: Sight) -> Region:
    """The same by what an audience sees, see `sight`."""
    if view.is_everything:
        return region
    in_modes = {key: replace(region.in_mode(key), other_modes={}, usual=None) for key in region.other_modes}
    if view.hidden.hide_care_forms:
        region = without_care_forms(region, view.hidden.hide_care_forms)
    outside = ~view.audience.answers_for(region.units, view.required)
    hidden = _with_indicators(view.hidden, region)
    beyond = _with_indicators(view.outside, region) if view.audience != EVERYBODY else hidden
    partly = set(beyond.hide_indicators) - set(hidden.hide_indicators)
    settings = settings_without(region.settings, hidden, partly)
    if {*PAID} & {*beyond.hide_tables} - {*hidden.hide_tables}:
        models = settings.reimbursement.models.items()
        answered = set(region.units["care_form"][~outside])
        own = {key: model for key, model in models if model.care_form in answered}
        settings = replace(settings, reimbursement=replace(settings.reimbursement, models=own))
    found: dict[str, Any] = {
        **_tables(region, hidden, beyond, outside),
        **_visits(region, hidden, beyond, outside),
        "units": _units(region, hidden, beyond, outside),
        "settings": settings,
        "accounts": tuple(
            replace(each, examples=() if each.table in ("units", "indicators") else each.examples)
            for each in region.accounts
            if each.table not in beyond.hide_tables
        ),
        "news": region.news and news_without(region.news, beyond, settings.care_forms),
        "hidden": hidden,
        "other_modes": {key: mode_travel(as_seen(each, view)) for key, each in in_modes.items()},
        "partly": frozenset() if view.audience.of_care_forms_alone(view.required) else frozenset(partly),
    }
    return replace(region, **found)


def _whole(access: RoleAccess) -> RoleAccess:
    """What is hidden, with the tables and layers of the questions that are, and indicators as measures."""
    tables, layers = list(access.hide_tables), list(access.hide_layers)
    for question in access.hide_questions:
        more = OF_QUESTION[question]
        tables += [name for name in more[0] if name not in tables]
        layers += [name for name in more[1] if name not in layers]
    begins = "indicator_"
    measures = tuple(name.removeprefix(begins) for name in access.hide_measures if name.startswith(begins))
    return replace(
        access,
        hide_tables=tuple(tables),
        hide_layers=tuple(layers),
        hide_indicators=_joined(access.hide_indicators, measures),
        scope=(),
    )


def _both(own: RoleAccess, other: RoleAccess, *names: str) -> RoleAccess:
    return replace(own, **{name: _joined(getattr(own, name), getattr(other, name)) for name in names})


def _joined(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return (*some, *(name for name in more if name not in some))


def _hidden_too(own: RoleAccess, other: RoleAccess, name: str, parted: Any) -> tuple[str, ...]:
    """What is hidden of every unit: what the role may not see, and what is not told of some units alone."""
    return _joined(getattr(own, name), tuple(each for each in getattr(other, name) if each not in parted))


def _with_indicators(access: RoleAccess, region: Region) -> RoleAccess:
    """Without the table of indicators there is no indicator."""
    if "indicators" not in access.hide_tables:
        return access
    return replace(access, hide_indicators=tuple(region.settings.indicators))


def _tables(region: Region, hidden: RoleAccess, beyond: RoleAccess, outside: Bools) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in beyond.hide_tables:
        field = FIELD_OF.get(name, name)
        if name in ("visits", "indicators"):
            continue
        table = getattr(region, field)
        if table is None:
            continue
        if name in hidden.hide_tables:
            empty = field in ("contracted", "themes", "places")
            found[field] = table.iloc[:0] if empty else None
        elif "unit" in table:
            found[field] = table[~outside[table["unit"]]].reset_index(drop=True)
    if found.get("points", region) is None:
        found["point_minutes"] = None
    if "lists" in found and found["lists"] is None and "production" in hidden.hide_tables:
        found["payments_release"] = None
    rows = region.indicators
    of_unit = np.where(rows["unit"] >= 0, outside[np.maximum(rows["unit"], 0)], True)
    gone = rows["indicator"].isin(hidden.hide_indicators) | (
        rows["indicator"].isin(beyond.hide_indicators) & of_unit
    )
    rows = rows[~gone].reset_index(drop=True) if gone.any() else rows
    blank = [name.partition(".")[2] for name in beyond.hide_columns if name.startswith("indicators.")]
    found["indicators"] = rows.assign(**{name: np.nan for name in blank if name in rows})
    contracts = found.get("contracts", region.contracts)
    if contracts is not None and "contracts.unit_kind" in beyond.hide_columns:
        found["contracts"] = contracts.assign(unit_kind="")
    return found


def _visits(region: Region, hidden: RoleAccess, beyond: RoleAccess, outside: Bools) -> dict[str, Any]:
    visits = region.visits
    if visits is None:
        return {}
    models = region.choice_models
    if "visits" in hidden.hide_tables:
        return {"visits": None, "choice_models": ()}
    if "visits" in beyond.hide_tables:
        care_forms = set(region.units["care_form"][~outside])
        visits = visits_of_forms(visits, care_forms, np.arange(len(region.units), dtype=np.int32))
        models = tuple(model for model in models if model.care_form in care_forms)
    if visits is not None and "visits.cost" in beyond.hide_columns:
        visits = without_costs(visits)
    return {"visits": visits, "choice_models": models}


def _units(region: Region, hidden: RoleAccess, beyond: RoleAccess, outside: Bools) -> Any:
    units = region.units
    for column in beyond.hide_columns:
        table, _, name = column.partition(".")
        if table != "units" or name not in units:
            continue
        unknown = np.nan if name in ("capacity", "listed") else ""
        everywhere = column in hidden.hide_columns
        units = units.assign(**{name: unknown if everywhere else units[name].where(~outside, unknown)})
    return units
