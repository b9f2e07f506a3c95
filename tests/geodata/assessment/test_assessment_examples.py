"""What holds of any real region: nothing is lost on the way, and zones are what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.sparse.csgraph import connected_components

from geodata.access.quantiles import minutes_quantile
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.visits import all_visits
from geodata.scenario.scenario import parse


def check_zones(found: Assessment) -> None:
    areas, neighbours = found.region.areas, found.region.neighbours
    assert found.lacking.zones
    assert sorted(np.concatenate([zone.areas for zone in found.lacking.zones])) == list(
        np.flatnonzero(found.lacking.underserved)
    )
    for zone in found.lacking.zones:
        assert areas["municipality_id"].iloc[zone.areas].nunique() == 1
        assert connected_components(neighbours[zone.areas][:, zone.areas])[0] == 1
        assert zone.persons == found.persons[zone.areas].sum()
        assert zone.id in areas.index[zone.areas]
    persons = [zone.persons for zone in found.lacking.zones]
    assert persons == sorted(persons, reverse=True)


def test_devon_keeps_its_850_593_patients(devon: Assessment, shared: Path) -> None:
    raw = pd.concat(pd.read_csv(file) for file in (shared / "england" / "devon").glob("registrations*.csv"))
    assert all_visits(devon)[0] == raw["Patient"].sum() == 850_593
    assert devon.use.visits_by_unit.sum() == devon.use.visits_by_area.sum() == 850_593
    assert devon.use.expected_visits.sum() == pytest.approx(850_593)


def test_the_zones_of_devon_and_vastra_gotaland_are_contiguous_within_a_municipality(
    devon: Assessment, vastra_gotaland: Assessment
) -> None:
    check_zones(devon)
    check_zones(vastra_gotaland)


def test_every_observed_service_area_in_devon_is_one_piece(devon: Assessment) -> None:
    for unit in np.unique(devon.use.observed_unit):
        areas = np.flatnonzero(devon.use.observed_unit == unit)
        pieces = connected_components(devon.region.neighbours[areas][:, areas])[0]
        assert pieces == 1


def test_vastra_gotaland_has_its_residents_and_no_visits(vastra_gotaland: Assessment) -> None:
    assert vastra_gotaland.persons.sum() == 1_767_016
    assert vastra_gotaland.use.flows is None
    assert vastra_gotaland.use.observed_unit is None
    assert "too_few" not in vastra_gotaland.lacking.rules
    assert not vastra_gotaland.supply.capacity_known


def test_a_longer_limit_covers_more_and_leaves_fewer_too_far(vastra_gotaland: Assessment) -> None:
    region = vastra_gotaland.region
    covered = [
        (
            one.persons[one.access.covered].sum(),
            -one.lacking.rules["too_far"].sum(),
            one.access.organisations.sum(),
        )
        for one in (assess(region, parse(region, {"limit_min": limit})) for limit in (5, 10, 20, 40))
    ]
    assert covered == sorted(covered)
    median = minutes_quantile(vastra_gotaland.access.nearest_min, vastra_gotaland.persons, 0.5)
    assert (
        0 < median < minutes_quantile(vastra_gotaland.access.nearest_min, vastra_gotaland.persons, 0.9) < 15
    )
