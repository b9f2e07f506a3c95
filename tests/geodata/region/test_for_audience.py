"""A region for an audience: what it may not see is not there, and the rest is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import assess
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.contract.settings import TableSettings
from geodata.focus.places import every, place_of
from geodata.measures.reform_of_units import pays
from geodata.measures.registry import measure_of, measures_of, series
from geodata.region.audience import EVERYBODY, Audience
from geodata.region.region import Account, Region
from geodata.region.version_news import IndicatorNews, SettingNews, UnitNews, VersionNews
from geodata.scenario.scenario import default_scenario
from tests.toy_payment import toy_payment_region
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_region, with_units

OFFICER = Audience("officer")


def guarded(region: Region, **roles: RoleAccess) -> Region:
    """The region with what it hides from some roles; officers see everything unless said otherwise."""
    named: Mapping[str, RoleAccess] = {"officer": RoleAccess(), **roles}
    return replace(region, settings=replace(region.settings, access=AccessSettings(named)))


def shown(region: Region, audience: Audience = EVERYBODY, **hidden: tuple[str, ...]) -> Region:
    """What an audience sees where residents may not see something."""
    return guarded(region, resident=RoleAccess(**hidden)).for_audience(audience)


def test_nothing_declared_is_the_very_region() -> None:
    region = toy_region()
    assert region.for_audience(EVERYBODY) is region
    assert region.for_audience(Audience("unit_manager", units=("u-north",))) is region


def test_a_role_that_may_see_everything_is_given_the_very_region() -> None:
    region = guarded(toy_region(), resident=RoleAccess(hide_indicators=("wait",)))
    assert region.for_audience(OFFICER) is region


def test_a_hidden_indicator_is_neither_in_settings_nor_values_nor_measures() -> None:
    region = shown(toy_region(), hide_indicators=("wait",))
    assert not region.settings.indicators
    assert region.indicators.empty
    assert "indicator_wait" not in measures_of(region)
    assert not region.settings.access.roles, "who sees what tells that there is something"


def test_a_measure_of_an_indicator_is_hidden_as_the_indicator() -> None:
    assert not shown(toy_region(), hide_measures=("indicator_wait",)).settings.indicators


def test_a_hidden_column_is_not_known_of_any_unit() -> None:
    region = shown(toy_region(), hide_columns=("units.capacity", "units.organisation"))
    assert region.units["capacity"].isna().all()
    assert set(region.units["organisation"]) == {""}
    assert list(region.units["operator"]) == ["own", "contract", "choice"]


def test_what_was_counted_of_a_hidden_column_is_counted_without_it() -> None:
    hidden = assess(region := shown(toy_region(), hide_columns=("units.capacity",)), default_scenario(region))
    unknown = with_units(toy_region(), capacity=[np.nan] * 3)
    without = assess(unknown, default_scenario(unknown))
    for key in ("access", "capacity", "load", "underserved"):
        ours = measure_of(hidden, key).read(hidden, place_of(hidden, "region"))
        assert ours == measure_of(without, key).read(without, place_of(without, "region")), key


@pytest.mark.parametrize("table", ["lists", "unit_weights", "production", "payments", "contracts"])
def test_a_hidden_table_of_payment_is_gone_with_every_model_that_needs_it(table: str) -> None:
    region = shown(toy_payment_region(), hide_tables=(table,))
    assert getattr(region, table) is None
    assert table not in region.settings.tables
    models = set(region.settings.reimbursement.models)
    assert models == {
        "lists": set(),
        "unit_weights": {"flat"},
        "production": {"flat"},
    }.get(table, {"current", "flat"})


def test_a_question_that_is_hidden_takes_its_tables_models_and_layers_along() -> None:
    region = shown(toy_payment_region(), hide_questions=("payment",))
    assert not pays(region)
    assert (region.lists, region.payments, region.contracts) == (None, None, None)
    assert not region.settings.reimbursement.weights
    assert "payment" in region.hidden.hide_layers


def test_the_need_to_come_is_hidden_with_what_it_is_worked_out_of() -> None:
    region = shown(projected_toy_region(), hide_questions=("need",))
    assert (region.projections, region.need_variables, region.prevalence) == (None, None, None)
    assert not region.settings.need_indices


def test_hidden_visits_are_gone_with_the_choice_models_and_their_accounts() -> None:
    accounts = (
        Account("visits", "filtered", "set_aside", 7, 9, ("a",)),
        Account("units", "closed", "kept", 1, 0, ("u-x",)),
    )
    region = shown(replace(toy_region(), accounts=accounts), hide_tables=("visits",))
    assert region.visits is None
    assert [(each.table, each.examples) for each in region.accounts] == [("units", ())]


def test_a_hidden_care_form_leaves_no_unit_and_moves_the_others() -> None:
    whole, region = toy_region(), shown(toy_region(), hide_care_forms=("rehab",))
    assert list(region.units.index) == ["u-north", "u-south"]
    assert list(region.settings.care_forms) == ["gp"]
    assert region.minutes is not None
    assert region.minutes.shape == (3, 2)
    before, after = (assess(each, default_scenario(each)) for each in (whole, region))
    for key in ("covered", "visits", "units", "indicator_wait", "bypass", "extra_minutes", "underserved"):
        figures = [measure_of(each, key).read(each, place_of(each, "region")) for each in (before, after)]
        assert figures[0] == figures[1], key
    of_units = [series(each, "visits_to_units", "unit")[["u-north", "u-south"]] for each in (before, after)]
    assert list(of_units[0]) == list(of_units[1]) == [125.0, 235.0]


def test_a_hidden_measure_is_told_of_no_place_however_it_is_asked() -> None:
    whole = toy_region()
    region = shown(whole, hide_measures=("covered",))
    assessment = assess(region, default_scenario(region))
    measure = measures_of(whole)["covered"]
    assert "covered" not in measures_of(region)
    reading = measure.read(assessment, place_of(assessment, "region"))
    assert (reading.value, reading.why) == (None, "why.not_for_role")


def test_a_role_that_is_not_named_sees_what_residents_see() -> None:
    region = guarded(toy_region(), resident=RoleAccess(hide_indicators=("wait",)))
    assert region.for_audience(Audience("politician")).indicators.empty


def manager(region: Region, *units: str, **hidden: tuple[str, ...]) -> Region:
    """What the manager of some units sees where residents may not see something."""
    guard = guarded(region, resident=RoleAccess(**hidden), unit_manager=RoleAccess(scope=("units",)))
    return guard.for_audience(Audience("unit_manager", units=units))


def test_who_answers_for_a_unit_sees_its_indicators_and_of_the_others_what_residents_see() -> None:
    region = manager(toy_region(), "u-north", hide_indicators=("wait",))
    assert list(region.indicators["unit"]) == [0]
    assert list(region.settings.indicators) == ["wait"]


def test_an_indicator_of_own_units_alone_is_told_of_units_and_of_no_place() -> None:
    region = manager(toy_region(), "u-north", hide_indicators=("wait",))
    assessment = assess(region, default_scenario(region))
    measure = measure_of(assessment, "indicator_wait")
    assert series(assessment, "indicator_wait", "unit").to_dict()["u-north"] == 0.7
    for kind in ("region", "municipality", "area"):
        counted = measure.counts(assessment, every(assessment, kind))
        assert set(counted.why) == {"why.own_units_alone"}, kind


def test_facts_are_of_own_units_and_what_is_counted_on_is_as_for_residents() -> None:
    hidden = ("units.phone", "units.capacity")
    region = manager(with_units(toy_region(), phone=["1", "2", "3"]), "u-south", hide_columns=hidden)
    assert list(region.units["phone"]) == ["", "", "3"]
    assert region.units["capacity"].isna().all(), "access worked out on one unit's capacity would be wrong"


def test_a_manager_that_has_not_been_given_a_unit_sees_what_residents_see() -> None:
    region = manager(toy_region(), hide_indicators=("wait",))
    assert region.indicators.empty


def test_payments_are_never_told_of_some_units_alone() -> None:
    region = manager(toy_payment_region(), "u-north", hide_questions=("payment",))
    assert region.payments is None
    assert not pays(region), "a pot shared among one would be paid to it whole"


def test_who_answers_for_a_care_form_sees_what_it_is_paid_whole() -> None:
    guard = guarded(
        toy_payment_region(),
        resident=RoleAccess(hide_questions=("payment",), hide_tables=("visits",)),
        officer=RoleAccess(scope=("care_forms",)),
    )
    own = guard.for_audience(Audience("officer", care_forms=("gp",)))
    assert pays(own)
    assert own.visits is not None
    other = guard.for_audience(Audience("officer", care_forms=("rehab",)))
    assert not pays(other)
    assert other.payments is not None
    assert other.payments.empty
    assert other.visits is None


def test_organisations_and_units_are_either() -> None:
    audience = Audience("unit_manager", organisations=("Two",), units=("u-north",))
    assert list(audience.answers_for(toy_region().units, ())) == [True, False, True]


def test_columns_of_a_hidden_table_or_column_are_named_nowhere_in_the_settings() -> None:
    region = toy_region()
    tables = {
        "units": TableSettings("units.csv", columns={"capacity": "Hemligt", "phone": "Telefon"}),
        "visits_2025": TableSettings("v.csv", where={"Hemlig": ("x",)}),
    }
    region = replace(region, settings=replace(region.settings, tables=tables))
    left = shown(region, hide_columns=("units.capacity",), hide_tables=("visits",)).settings.tables
    assert list(left) == ["units"]
    assert dict(left["units"].columns) == {"phone": "Telefon"}


def test_news_tell_nothing_of_what_is_hidden() -> None:
    news = VersionNews(
        "a" * 12, "2025-01-01T00:00:00+00:00",
        {"units_changed": 2, "units_new": 1, "settings": 2, "residents": 0},
        (
            UnitNews("new", "u-rehab", "Rehab", "rehab"),
            UnitNews("changed", "u-north", "North", "gp", columns=("capacity",)),
            UnitNews("changed", "u-south", "South", "gp", columns=("capacity", "phone")),
        ),
        (), (), 1, 1, (), False,
        (IndicatorNews("wait", "kept", 1, 0, 0),),
        (SettingNews("indicators.wait.target", "1", "2"), SettingNews("travel.detour", "1", "2")),
        (), ("gp", "rehab"), ("covered",), np.ones((2, 1, 3)),
    )  # fmt: skip
    region = shown(
        replace(toy_region(), news=news),
        hide_indicators=("wait",),
        hide_columns=("units.capacity",),
        hide_care_forms=("rehab",),
    )
    assert region.news is not None
    assert [(each.id, each.columns) for each in region.news.units] == [("u-south", ("phone",))]
    assert region.news.counts == {"units_changed": 1, "settings": 1, "residents": 0}
    assert not region.news.indicators
    assert [each.path for each in region.news.settings] == ["travel.detour"]
    assert region.news.before_values.shape == (1, 0, 3)
