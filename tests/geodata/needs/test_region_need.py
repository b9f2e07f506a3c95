"""The smallest demo county, its visits exact, through what a page would ask."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import geodata
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.contract.errors import UnknownNameError
from geodata.needs.errors import NeedsError
from geodata.needs.of_region import need_model_of, need_of
from geodata.needs.outlook import Outlook
from geodata.needs.region_need import region_index, region_need
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.demo_region import public_demo
from tests.toy_region import toy_region


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    region = computed(open_region(public_demo("09", tmp_path_factory.mktemp("demo"))))
    return assess(region, default_scenario(region))


def visits_of_residents(region: Region, care_form: str, age: str = "") -> float:
    assert region.visits is not None
    cells = region.visits.cells("area", "unit", ["2025"], care_form, age)
    return float(cells.visits[cells.residence >= 0].sum())


def test_today_residents_use_what_was_counted_by_age_and_in_total(today: Assessment) -> None:
    region, form = today.region, today.scenario.care_form
    base = need_model_of(region, form).base
    use = base.persons.sum(axis=0) * base.rates
    assert base.use.sum() == pytest.approx(visits_of_residents(region, form))
    begins = base.classes.age_from
    for key, group in region.settings.age_groups.items():
        of_group = (begins >= group.age_from) & (begins <= (999 if group.age_to is None else group.age_to))
        assert use[of_group].sum() == pytest.approx(visits_of_residents(region, form, key))


def test_all_horizons_of_an_outlook_are_worked_out_once(today: Assessment) -> None:
    near, far = (need_of(today.region, today.scenario.care_form, Outlook(year)) for year in (2030, 2045))
    assert near.use is far.use
    assert (near.outlook.horizon, far.outlook.horizon) == (2030, 2045)
    with pytest.raises(UnknownNameError, match="2100"):
        need_of(today.region, today.scenario.care_form, Outlook(2100))


def test_units_and_what_they_lack_follow_from_the_same_need(today: Assessment) -> None:
    found = region_need(today, Outlook(2035))
    units = found.units
    np.testing.assert_allclose(
        units.use.sum(axis=1) + units.outside + units.unserved, found.need.use.sum(axis=1)
    )
    of_form = today.supply.in_scope & today.supply.open
    assert np.isfinite(found.capacity.gap[:, of_form]).all()
    assert np.isnan(found.capacity.gap[:, ~today.supply.in_scope]).all()
    whole = units.base[of_form].sum() / today.supply.capacity[of_form].sum()
    expected = units.use[:, of_form].sum(axis=1) / whole - today.supply.capacity[of_form].sum()
    np.testing.assert_allclose(found.capacity.gap[:, of_form].sum(axis=1), expected)


def test_a_scenario_moves_the_use_to_come_and_not_todays(today: Assessment) -> None:
    largest = today.units.index[int(np.argmax(region_need(today, Outlook(2035)).units.base))]
    closed = geodata.what_if(today, f"close:{largest};add:n1@57.64,18.30*20")
    before, after = (region_need(each, Outlook(2035)) for each in (today, closed))
    np.testing.assert_allclose(after.need.use, before.need.use)
    np.testing.assert_allclose(after.units.base[:-1], before.units.base)
    assert after.units.base[-1] == 0
    assert (after.units.use[:, -1] > 0).all(), "the new unit"
    assert after.units.use[0, today.units.index.get_loc(largest)] == pytest.approx(0, abs=1e-6)
    total = after.units.use.sum(axis=1) + after.units.outside + after.units.unserved
    np.testing.assert_allclose(total, after.need.use.sum(axis=1))


def test_operators_and_ages_of_the_scenario_do_not_narrow_the_need(today: Assessment) -> None:
    narrow = replace(today.scenario, region=today.region, operators=("own",), age_group="80+")
    found, whole = (
        region_need(assess(today.region, each), Outlook(2035)) for each in (narrow, today.scenario)
    )
    assert found.units.use.tolist() == whole.units.use.tolist()


def test_an_index_of_the_settings_is_worked_out_on_its_scale(today: Assessment) -> None:
    found = region_index(today.region, "cni")
    assert found.scale == "mean_one"
    assert found.values @ today.persons / today.persons.sum() == pytest.approx(1)


def test_a_region_without_an_index_says_what_it_has() -> None:
    with pytest.raises(NeedsError, match="no index"):
        region_index(toy_region(), "cni")
