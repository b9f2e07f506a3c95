"""Leeds, for real: what stands on the screen is what plain pandas makes of the raw files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan, number
from tests.e2e.server import ROOT, Server, run


@pytest.fixture
def plan(leeds: Server, visit: Opener) -> Plan:
    return visit(leeds, "/?lang=en")


@pytest.fixture(scope="module")
def raw(shared: Path) -> dict[str, pd.DataFrame]:
    folder = shared / "england" / "leeds"
    return {path.stem: pd.read_csv(path, dtype={"ODS_CODE": "str"}) for path in folder.glob("*.csv")}


def test_patients_and_residents_are_those_of_the_files(plan: Plan, raw: dict[str, pd.DataFrame]) -> None:
    registrations = raw["registrations_2022_07"]
    patients = registrations.select_dtypes("number").iloc[:, -1].sum()
    assert patients == 899_784
    assert number(plan.figure("visits")) == patients
    assert number(plan.figure("residents")) == 771_857


def test_residents_within_the_limit_are_those_of_an_independent_computation(
    plan: Plan, leeds: Server, raw: dict[str, pd.DataFrame]
) -> None:
    """Great circles between the raw coordinates, 1.3 times as long at 30 km/h, not metres on a plane."""
    shapes = json.loads(leeds.get(f"/geo/{leeds.version()}/shapes.json")[1])
    persons = (
        raw["population_deprivation"].set_index("LSOA11CD")["Population (Total)"][shapes["ids"]].to_numpy()
    )
    practices = raw["practices"]
    practices = practices[(practices["Status"] == "Active") & practices["CloseDate"].isna()].dropna(
        subset=["Lat"]
    )
    lon, lat = np.radians(np.array(shapes["points"]).T)
    east, north = np.radians(practices["Long"].to_numpy()), np.radians(practices["Lat"].to_numpy())
    half = (
        np.sin((lat[:, None] - north) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(north) * np.sin((lon[:, None] - east) / 2) ** 2
    )
    minutes = (2 * 6371.0 * np.arcsin(np.sqrt(half)) * 1.3 / 30 * 60).min(axis=1)
    limit = float(plan.page.locator('input[type="range"][data-state="limit"]').input_value())
    assert persons.sum() == 771_857
    share = persons[minutes <= limit].sum() / persons.sum()
    assert abs(share - number(plan.figure("covered")) / 100) < 0.006
    assert abs(number(plan.figure("beyond")) - persons[minutes > limit].sum()) < 0.01 * persons.sum()


def test_the_report_says_what_the_screen_says(plan: Plan, shared: Path) -> None:
    example, data = ROOT / "examples" / "england" / "leeds", shared / "england" / "leeds"
    said = json.loads(run("report", example, "--data", data, "--lang", "en"))
    report = {row["key"]: row["value"] for row in said["kpis"]}
    figures = plan.figures()
    assert report.keys() == figures.keys()
    for key, text in figures.items():
        if not text[:1].isdigit() and text[:1] not in "£−":
            assert report[key] is None, (key, report[key], text)
            continue
        share = text.endswith("%")
        shown = number(text) / (100 if share else 1)
        digits = len(text.rstrip(" %min").partition(".")[2])
        step = 10.0**-digits / (100 if share else 1)
        assert abs(report[key] - shown) <= step / 2 + 1e-9, (key, report[key], text)


def test_practices_outside_the_boundaries_are_counted_on_the_method_page(leeds: Server, plan: Plan) -> None:
    plan.page.goto(leeds.address + "/metod?lang=en")
    plan.page.locator("h1").wait_for()
    said = plan.page.locator("main").inner_text()
    assert "293" in said
    assert "Open Government Licence" in said


def test_what_leeds_does_not_know_is_said(plan: Plan) -> None:
    assert plan.figures()["cost_per_visit"] != "0"
    assert "£" not in plan.figures()["cost_per_visit"] or number(plan.figures()["cost_per_visit"]) > 0
