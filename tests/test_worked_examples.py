"""The worked examples of the docs come out as they stand there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

import geodata
from geodata.access.decay import zones
from geodata.access.nearest import METHODS, Method, floating_catchment
from geodata.choice.huff import predict
from geodata.contract.reimbursement_settings import Goal
from geodata.flows import flows
from geodata.needs.base import base_of
from geodata.needs.capacity import capacity_needed
from geodata.needs.classes import Classes
from geodata.needs.drivers import shapley
from geodata.needs.health import health_factors
from geodata.needs.intervals import lognormal, rate_error
from geodata.needs.need import Ahead, need
from geodata.needs.outlook import Outlook
from geodata.needs.people import people_by_shares
from geodata.needs.trend import trend_factors
from geodata.reimbursement.pay import pay
from tests.geodata.choice.test_huff import GIVEN
from tests.geodata.reimbursement.small_basis import part, production, small_basis
from tests.region_of_flows import assessment_of_flows

PAGE = (Path(__file__).parents[1] / "docs" / "worked-examples.md").read_text(encoding="utf-8")
ACCESS, FLOWS, CHOICE, NEED, PAID = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]


def numbers(part: str, begins: str) -> np.ndarray:
    """The numbers of every row of a table whose name begins so."""
    rows = re.findall(rf"^\| {begins}[^|]*\|(.*)\|$", part, re.MULTILINE)
    return np.array([[float(cell) for cell in row.split("|") if cell.strip()] for row in rows])


PERSONS, *MINUTES = numbers(ACCESS, "area ").T
SUPPLY = numbers(ACCESS, r"\*\*S\*\*")[0]
VISITS = numbers(FLOWS, "area ")[:, :3].astype(int)


@pytest.mark.parametrize("method", METHODS)
def test_access(method: Method) -> None:
    found = floating_catchment(
        PERSONS, SUPPLY, np.column_stack(MINUTES), limit_min=30, decay=zones, method=method
    )
    assert (1000 * found).round(6).tolist() == numbers(ACCESS, f"{method} ")[0].tolist()
    if method in ("2SFCA", "E2SFCA", "3SFCA"):
        assert PERSONS @ found == pytest.approx(15)


def test_where_most_visits_go_and_how_concentrated_they_are() -> None:
    found = assessment_of_flows(VISITS)
    assert (flows.plurality(csr_array(VISITS)) + 1).tolist() == numbers(FLOWS, "area ")[:, 3].tolist()
    concentration = geodata.measure(found, "concentration")
    assert concentration.round(6).tolist() == numbers(FLOWS, "area ")[:, 4].tolist()


def test_localisation_and_commitment() -> None:
    found = assessment_of_flows(VISITS, municipality=["1", "2", "3", "1"])
    for name, key in (("localisation", "stays"), ("commitment", "commitment")):
        share = geodata.measure(found, key, "municipality")
        assert share.round(6).tolist() == numbers(FLOWS, name)[0].tolist()


def test_where_people_are_expected_to_go() -> None:
    expected = predict(GIVEN, SUPPLY, np.column_stack(MINUTES), PERSONS).sum(axis=0)
    assert [f"{each:.6f}" for each in expected] == re.findall(r"\d{4}\.\d{6}", CHOICE)


A_AND_B = numbers(NEED, "persons of area")
PROJECTED, RATES = numbers(NEED, "projected")[0], numbers(NEED, "visits per person")[0]


def test_use_of_two_areas_that_keep_their_shares() -> None:
    base = base_of(2025, Classes((0, 65)), A_AND_B, A_AND_B.sum(axis=0) * RATES, np.arange(2))
    people = people_by_shares(A_AND_B, np.zeros(2, np.int64), PROJECTED[None, None])
    found = need(base, Ahead((2035,), people), Outlook(2035))
    assert f"from {found.base.sum():,.0f} to {found.use.sum():,.0f}." in NEED
    assert all(f"{use:.6f}" in NEED for use in found.use[0])
    gap = capacity_needed(found.use.sum(axis=1)[:, None], np.array([650.0]), np.array([4.0])).gap[0, 0]
    assert f"{gap:.6f}" in NEED


def test_what_drives_the_use_of_both_together() -> None:
    today = A_AND_B.sum(axis=0)
    grown = PROJECTED.sum() / today.sum()
    by_size_and_age = [today, today * grown, PROJECTED / grown, PROJECTED]
    by_health = [
        people @ (RATES * need_less) for need_less in ([1, 1], [1, 0.95]) for people in by_size_and_age
    ]
    as_it_is, healthier = numbers(NEED, "as it is")[0], numbers(NEED, "the older need")[0]
    assert [*shapley(np.array(by_health[:4])).round(6), 0] == as_it_is.tolist()
    assert shapley(np.array(by_health)).round(6).tolist() == healthier.tolist()


def test_trend_health_and_interval() -> None:
    three, ten = np.array([3.0]), 10 * np.ones(1)
    figures = [trend_factors(np.log(1.05), three, damping)[0] for damping in (1.0, 0.9)]
    seventy = Classes((0, 70, 71, 72))
    rates = np.array([1.0, 4.0, 4.2, 4.4])
    figures.append(health_factors(rates, seventy, np.full((1, 4), 0.5), 1.0)[0, 2])
    interval = lognormal(
        np.array([2960.0]), np.array([0.04447805]), rate_error(np.array([2600.0])), 0.01 * ten
    )
    assert all(f"{figure:.6f}" in NEED for figure in figures)
    assert " to ".join(f"{end[0]:,.2f}" for end in interval) in NEED


def test_a_month_of_a_health_centre() -> None:
    goal = (Goal("quality", Decimal(0), Decimal(20), Decimal(20)),)
    basis = small_basis(
        [4000, 4000], weights={"own": np.array([62.5, 85])}, indicators={"quality": np.array([20.0, 20.0])}
    )
    parts = (
        part("age and sex", "per_person", "294"),
        part("coverage", "coverage", "3.15", weight="own", threshold=Decimal(50), upto=Decimal(80)),
        part("goals", "target", "1.25", goals=goal),
    )
    by_part = pay(parts, basis).amounts / 100
    rows = re.findall(r"^\| (age|coverage|goals).*\| (\d+) \|$", PAID, re.MULTILINE)
    assert [float(amount) for _, amount in rows] == [by_part[0, 0], *by_part[1], by_part[2, 0]]


def test_a_pot_of_geography() -> None:
    points, size, by_points, by_excess = numbers(PAID, r"unit \d").T
    basis = small_basis(size.tolist(), weights={"points": points})
    for excess, expected in ((False, by_points), (True, by_excess)):
        pot = part("pot", "pot", "8450000", weight="points", threshold=Decimal(9), by_excess=excess)
        assert (pay((pot,), basis).by_unit / 100).tolist() == expected.tolist()


def test_hours_of_home_care_and_a_hundred_shared_by_three() -> None:
    kinds = {"town": (1000, "414.80"), "suburb": (200, "430.05"), "country": (300, "506.70")}
    hours = production(
        *(
            {"unit": 0, "output": "hour", "area_kind": kind, "quantity": hours}
            for kind, (hours, _) in kinds.items()
        )
    )
    parts = [
        part(kind, "per_output", price, output="hour", area_kinds=(kind,))
        for kind, (_, price) in kinds.items()
    ]
    assert f"are {pay(parts, small_basis([0], production=hours)).total / 100:,.2f}." in PAID
    thirds = pay((part("pot", "pot", "100"),), small_basis([1, 1, 1])).by_unit / 100
    assert "{:.2f}, {:.2f} and {:.2f}".format(*thirds) in PAID
