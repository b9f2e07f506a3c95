"""What docs/demo.md says of the demo is what its files say."""

from __future__ import annotations

import math
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from geodata.demo import (
    lists,
    payments,
    points_of_geography,
    production,
    projections,
    timetable,
    unit_weights,
    visits,
)
from geodata.demo.choice import LEAST_SHARE
from geodata.demo.folder import TEMPLATE
from geodata.demo.quarters import PERIODS
from geodata.demo.residents import MEN

TEXT = (Path(__file__).parents[3] / "docs" / "demo.md").read_text(encoding="utf-8")
PLAIN = " ".join(TEXT.split())
SETTINGS: dict[str, Any] = tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))


def test_the_visits_are_declared_as_the_page_says() -> None:
    declared = SETTINGS["disclosure"]["visits"]
    assert f"`region.toml` declares them `{declared}`" in PLAIN


@pytest.mark.parametrize("form", SETTINGS["care_forms"])
def test_the_limit_of_each_care_form_is_as_the_page_says(form: str) -> None:
    name = {"vardcentral": "vårdcentral", "rehab": "rehab", "hemtjanst": "hemtjänst"}[form]
    [row] = re.findall(rf"^\| {name} \|.*\|$", TEXT, re.MULTILINE)
    assert row.split("|")[-2].strip() == f"{SETTINGS['care_forms'][form]['limit_min']} min"


def test_targets_and_thresholds_are_as_the_page_says() -> None:
    access, contact = (SETTINGS["indicators"][key] for key in ("access", "contact"))
    access_ends, contact_ends = (
        (100 * each["target"], 100 * each["threshold"]) for each in (access, contact)
    )
    goal, least = access_ends
    assert f"*{access['name']['sv']}* (target {goal:.0f} %, threshold {least:.0f} %)" in PLAIN
    goal, least = contact_ends
    assert f"*{contact['name']['sv']}* ({goal:.0f} %, {least:.0f} %)" in PLAIN


def test_travel_and_rules_are_as_the_page_says() -> None:
    travel = SETTINGS["travel"]
    car, bicycle, foot = (travel["modes"][key] for key in ("car", "bicycle", "foot"))
    assert f"straight line times {car['detour']} at {car['speed_kmh']} km/h" in PLAIN
    by_bicycle = f"straight line times {bicycle['detour']} at {bicycle['speed_kmh']} km/h"
    assert f"{by_bicycle}, on foot at {foot['speed_kmh']} km/h" in PLAIN
    assert bicycle["detour"] == foot["detour"]
    bus = travel["modes"]["transit"]
    window = bus["transit"]
    assert bus["limit_min"] == 30
    assert (window["from"], window["to"], window["percentile"][0]) == ("07:00", "08:00", 80)
    residents, minutes = zip(*timetable.COUNTRY_LINES, strict=True)
    assert (residents, minutes) == ((10_000, 3_000, 1_000, 0), (10, 15, 30, 60))
    assert (
        "every 10, 15, 30 or 60 minutes where the smaller has 10,000, 3,000, 1,000 residents or fewer"
        in PLAIN
    )
    residents, count, minutes = zip(*reversed(timetable.TOWN_LINES), strict=True)
    assert (residents, count) == ((10_000, 30_000, 100_000, 500_000), (2, 2, 4, 8))
    assert f"every {minutes[0]}, {minutes[1]}, {minutes[2]} or {minutes[3]} minutes" in PLAIN
    assert f"at {timetable.COUNTRY_KMH:.0f} and {timetable.TOWN_KMH:.0f} km/h" in PLAIN
    assert f"each {timetable.COUNTRY_STOP_M:,.0f} and {timetable.TOWN_STOP_M:.0f} metres" in PLAIN
    assert bicycle["limit_min"] == foot["limit_min"] == 30
    assert "a limit of 30 minutes" in PLAIN
    assert travel["longest_min"] == 60
    assert "at most an hour" in PLAIN
    on = [key for key, rule in SETTINGS["rules"].items() if rule["on"]]
    assert (SETTINGS["underserved_from"], len(on)) == (2, 4)
    assert "fails two of four" in PLAIN
    assert SETTINGS["rules"]["too_little"]["limit"] == 0.5
    assert f"under {100 * SETTINGS['rules']['too_few']['limit']:.0f} per cent" in PLAIN


def test_costs_shares_and_quarters_are_as_the_page_says() -> None:
    costs = visits.COSTS
    assert f"SEK {costs['vardcentral']:,.0f} at a health centre" in PLAIN
    assert f"{costs['rehab']:.0f} in rehabilitation, {costs['hemtjanst']:.0f} in home care" in PLAIN
    assert f"{100 * visits.ABROAD_SHARE:.1f} per cent of a unit's visits come from outside" in PLAIN
    assert f"{100 * visits.UNKNOWN_SHARE:.1f} per cent from an unknown residence" in PLAIN
    assert f"Shares under {100 * LEAST_SHARE:.1f} per cent are left out" in PLAIN
    assert {period[:4] for period in PERIODS} == {"2024", "2025"}
    assert "each quarter of 2024 and 2025" in PLAIN
    assert f"dearer by {100 * visits.INFLATION:.1f} per cent a quarter" in PLAIN


def test_the_rates_of_the_projection_are_as_the_page_says() -> None:
    men, women = (100 * each for each in projections.HAZARD_AT_60)
    assert f"from {projections.BASE} to {projections.LAST}" in PLAIN
    assert f"a hazard of {men:.2f} per cent for men and {women:.2f} for women at 60" in PLAIN
    assert projections.HAZARD_DOUBLES == 7
    assert f"falling {100 * projections.HAZARD_FALLS:.1f} per cent a year" in PLAIN
    assert f"{projections.CHILDREN} children a woman" in PLAIN
    gain, loss = 100 * projections.TOWN, -100 * projections.COUNTRY
    assert f"towns gain {gain:.1f} per cent a year, the countryside loses {loss:.1f}" in PLAIN
    assert set(projections.VARIANTS.values()) == {0.0, 0.004, -0.004}
    shares = ", ".join(f"{100 * share:.1f}" for share in MEN[:-1])
    assert f"{shares} and {100 * MEN[-1]:.1f} per cent" in PLAIN


def test_lists_weights_and_output_are_as_the_page_says() -> None:
    assert f"but for {100 * lists.UNLISTED:.1f} per cent who are listed nowhere" in PLAIN
    assert f"{100 * lists.LISTED_ABROAD:.1f} per cent are listed from elsewhere" in PLAIN
    rehab, home = lists.VISITS_OF_PATIENT.values()
    assert f"one for about {rehab:.1f} visits and {home:.0f}" in PLAIN
    assert f"varied by {100 * unit_weights.SORTING:.0f} per cent between units" in PLAIN
    for least in (points_of_geography.HOSPITAL_TOWN, points_of_geography.TOWN):
        assert f"{least:,}" in PLAIN
    own, on_screen = (
        100 / (1 + math.exp(-odds)) for odds in (production.AT_OWN, production.AT_OWN_ON_SCREEN)
    )
    assert f"by a chance of {own:.0f} per cent, more or less (on a screen {on_screen:.0f})" in PLAIN
    assert f"home care has {production.HOURS} hours a visit" in PLAIN
    assert f"{100 * production.PERFORMED:.0f} per cent of that, about" in PLAIN


def test_what_payments_differ_by_is_as_the_page_says() -> None:
    assert f"not that of the last day ({100 * payments.LIST_DRIFT:.1f} per cent)" in PLAIN
    assert f"at other times ({100 * payments.MEASURED_DRIFT:.0f} per cent)" in PLAIN
    least, most = 100 * payments.LEAST_CORRECTION, 100 * payments.MOST_CORRECTION
    assert (
        f"{100 * payments.CORRECTED:.1f} per cent of the units pay back or get {least:.0f} to {most:.0f}"
        in PLAIN
    )
    assert payments.ASSIGNED == 0.3


@pytest.mark.parametrize("model", SETTINGS["reimbursement"])
def test_every_model_is_in_the_table_of_the_page(model: str) -> None:
    assert f"`{model}`" in PLAIN
