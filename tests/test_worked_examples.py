"""The worked examples of the docs come out as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

import geodata
from geodata.access.decay import zones
from geodata.access.nearest import METHODS, Method, floating_catchment
from geodata.choice.huff import predict
from geodata.flows import flows
from tests.geodata.choice.test_huff import GIVEN
from tests.region_of_flows import assessment_of_flows

PAGE = (Path(__file__).parents[1] / "docs" / "worked-examples.md").read_text(encoding="utf-8")
ACCESS, FLOWS, CHOICE = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]


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
