"""The demo's figures add up over quarters, operators, ages and municipalities."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.kpis import kpis_of
from geodata.assessment.assessment import assess, assess_each_period
from geodata.checks.open_region import open_region
from geodata.focus.places import place_of
from geodata.measures.tally import Reading
from geodata.publish.build import computed
from geodata.region import periods
from geodata.region.region import Region
from geodata.region.residents import known_age_groups
from geodata.scenario.scenario import care_forms, default_scenario, operators, parse
from tests.demo_region import public_demo

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def gotland(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The smallest county: 12 areas."""
    folder: Path = tmp_path_factory.mktemp("gotland")
    return computed(open_region(public_demo("09", folder)))


def figure(region: Region, key: str, kind: str = "region", id_: str = "", **scenario: object) -> Reading:
    assessment = assess(region, parse(region, scenario))
    kpi = next(one for one in kpis_of(region) if one.key == key)
    return kpi.read(assessment, place_of(assessment, kind, id_))


def test_the_visits_of_every_care_form_and_quarter_are_all_there_are(gotland: Region) -> None:
    quarters = gotland.visits.periods
    assert len(quarters) == 8
    told = sum(
        figure(gotland, "visits_of_region", care_form=form, period=quarter).value
        for form in care_forms(gotland)
        for quarter in quarters
    )
    assert told == gotland.visits.total()


def test_a_year_is_its_quarters(gotland: Region) -> None:
    year = default_scenario(gotland).period
    quarters = periods.covered(year, gotland.visits.periods)
    assert len(quarters) == 4
    for key in ("visits", "visits_of_region", "unknown_residence"):
        parts = [figure(gotland, key, period=quarter).value for quarter in quarters]
        assert figure(gotland, key, period=year).value == sum(parts)
    cost = [figure(gotland, "cost_per_visit", period=quarter).numerator for quarter in quarters]
    assert figure(gotland, "cost_per_visit", period=year).numerator == pytest.approx(sum(cost))


def test_operators_share_units_and_visits_between_them(gotland: Region) -> None:
    for form in care_forms(gotland):
        parts = [figure(gotland, "units", care_form=form, operators=one).value for one in operators(gotland)]
        assert sum(parts) == figure(gotland, "units", care_form=form).value
        visits = [
            figure(gotland, "visits", care_form=form, operators=one).value for one in operators(gotland)
        ]
        assert sum(visits) == figure(gotland, "visits", care_form=form).value


def test_age_groups_are_all_residents_once(gotland: Region) -> None:
    ages = [figure(gotland, "residents", age_group=key).value for key in known_age_groups(gotland)]
    assert sum(ages) == figure(gotland, "residents").value
    within = [figure(gotland, "covered", age_group=key).numerator for key in known_age_groups(gotland)]
    assert sum(within) == figure(gotland, "covered").numerator


def test_areas_are_all_residents_and_known_visits_once(gotland: Region) -> None:
    ids = gotland.areas.index
    assert sum(figure(gotland, "residents", "area", id_).value or 0 for id_ in ids) == (
        figure(gotland, "residents").value
    )
    home = sum(figure(gotland, "visits", "area", id_).value for id_ in ids)
    assert home + figure(gotland, "unknown_residence").value == figure(gotland, "visits_of_region").value
    units = gotland.units.index
    assert sum(figure(gotland, "visits_to_units", "unit", id_).value for id_ in units) == (
        figure(gotland, "visits_of_region").value
    )


def test_every_quarter_has_a_figure_of_every_kind(gotland: Region) -> None:
    trend = assess_each_period(gotland, default_scenario(gotland))
    assert [period for period, _ in trend] == sorted(gotland.visits.periods)
    for kpi in (one for one in kpis_of(gotland) if "region" in one.kinds):
        measures = [kpi.read(assessment, place_of(assessment, "region")) for _, assessment in trend]
        assert all(one.value is not None for one in measures), kpi.key
        assert len({one.unit for one in measures}) == 1


def test_a_stricter_limit_never_covers_more(gotland: Region) -> None:
    shares = [figure(gotland, "covered", limit_min=limit).value for limit in (5, 10, 20, 40, 60)]
    assert shares == sorted(shares)
