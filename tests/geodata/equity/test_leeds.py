"""Real data: patients registered in Leeds and its index of deprivation, by fifths made in pandas alone."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.assessment.assessment import Assessment
from geodata.equity.equity import equity
from geodata.equity.offer import divisions_offered
from geodata.focus.places import whole_region
from geodata.measures.coverage import COVERED, NEAREST
from geodata.measures.quality import indicator_measure
from geodata.measures.visits import VISITS_PER_RESIDENT
from tests.conftest import ROOT, SHARED

PAGE = (ROOT / "docs" / "equity.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def by_fifth() -> pd.DataFrame:
    folder = SHARED / "england" / "leeds"
    areas = pd.read_csv(folder / "population_deprivation.csv").set_index("LSOA11CD")
    people = areas[["Population (0-15)", "Population (16-59)", "Population (60+)"]].sum(axis=1)
    patients = pd.read_csv(folder / "registrations_2022_07.csv").groupby("LSOA11CD")["Patient"].sum()
    found = pd.DataFrame({"need": areas["IMD"], "people": people, "patients": patients.reindex(areas.index)})
    found = found.sort_index().sort_values("need", kind="stable")
    middle = (found["people"].cumsum() - found["people"] / 2) / found["people"].sum()
    found["fifth"] = (middle * 5).astype(int) + 1
    return found.groupby("fifth")[["people", "patients"]].sum()


def test_fifths_are_those_that_pandas_makes(leeds: Assessment, by_fifth: pd.DataFrame) -> None:
    found = equity(leeds, VISITS_PER_RESIDENT, "imd", whole_region(leeds))
    assert [group.residents for group in found.groups] == by_fifth["people"].tolist()
    expected = (by_fifth["patients"] / by_fifth["people"]).tolist()
    assert [group.estimate.value for group in found.groups] == pytest.approx(expected)
    assert found.gap.value == pytest.approx(expected[-1] - expected[0])
    assert found.left_out == {}


def test_the_most_deprived_live_closer_and_have_their_blood_pressure_less_often_within_target(
    leeds: Assessment,
) -> None:
    everywhere = whole_region(leeds)
    pressure = indicator_measure(leeds.region.settings.indicators["bp"])
    signs = {
        measure.key: (found.gap, found.slope.index)
        for measure in (NEAREST, pressure, VISITS_PER_RESIDENT)
        for found in (equity(leeds, measure, "imd", everywhere),)
    }
    for key, (gap, slope) in signs.items():
        assert not gap.spans_zero, key
        assert not slope.spans_zero, key
        assert (gap.value > 0) == (slope.value > 0) == (key == "visits_per_resident"), key


def test_the_page_says_what_comes_out(leeds: Assessment) -> None:
    everywhere = whole_region(leeds)
    pressure = indicator_measure(leeds.region.settings.indicators["bp"])
    rows = {
        VISITS_PER_RESIDENT: ("registered patients per resident", 1, 2, ""),
        NEAREST: ("minutes to the nearest practice", 1, 1, ""),
        pressure: ("blood pressure within target, diabetes", 100, 1, " points"),
    }
    for measure, (name, times, decimals, unit) in rows.items():
        found = equity(leeds, measure, "imd", everywhere)
        percent = " %" if unit else ""
        cells = [f"{times * group.estimate.value:.{decimals}f}{percent}" for group in found.groups]
        for each in (found.gap, found.slope.index):
            sign = "+" if each.value > 0 else ""
            value, low, high = (f"{times * end:.{decimals}f}" for end in (each.value, each.low, each.high))
            cells.append(f"{sign}{value}{unit} ({low} to {high})".replace("-", "\N{MINUS SIGN}"))
        assert f"| {name} | {' | '.join(cells)} |" in PAGE


def test_a_population_without_sex_is_compared_by_need_and_age(leeds: Assessment) -> None:
    assert divisions_offered(leeds.region) == ("imd", "income", "age")
    found = equity(leeds, COVERED, "age", whole_region(leeds))
    assert [group.key for group in found.groups] == ["0-15", "16-59", "60+"]
