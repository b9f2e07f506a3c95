"""Follow-up of the example region, by another way: from its files, with nothing but pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS
from geodata.focus.places import whole_region
from geodata.followup.overview import Overview, overview
from geodata.library.regions import open_folder
from geodata.measures.registry import measures_of
from geodata.scenario.scenario import parse
from tests.demo_region import public_demo

DAY = pd.Timestamp("2026-11-28")
FORM = "vardcentral"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest county, so that it is made in seconds."""
    return public_demo("09", tmp_path_factory.mktemp("demo") / "09")


@pytest.fixture(scope="module")
def found(folder: Path) -> Overview:
    region = open_folder(folder)
    return overview(assess(region, parse(region, {"care_form": FORM, "period": "2025"})))


def ours(found: Overview) -> set[str]:
    """Ids of the units that are followed up."""
    return set(found.assessment.units.index[found.among])


def test_terms_are_those_of_the_file(folder: Path, found: Overview) -> None:
    table = pd.read_csv(folder / "terms.csv", keep_default_na=False)
    table = table[table["unit_id"].isin(ours(found))]
    last = table.sort_values("date").groupby(["unit_id", "term"])["fulfilled"].last().unstack()
    assert found.fulfilling_all() == int((last == "yes").all(axis=1).sum()) > 0
    for each in found.terms:
        counts = last[each.term].value_counts()
        assert (each.fulfilled, each.broken) == (counts.get("yes", 0), counts.get("no", 0))
        assert each.fulfilled + each.broken + each.unknown == found.units


def test_units_below_are_those_that_every_other_page_counts(folder: Path, found: Overview) -> None:
    assessment: Assessment = found.assessment
    measure = measures_of(assessment.region)["below_threshold"]
    assert found.units_below == measure.read(assessment, whole_region(assessment)).value
    table = pd.read_csv(folder / "indicators.csv")
    limits = {key: each.threshold for key, each in assessment.region.settings.indicators.items()}
    for each in found.below:
        id_ = assessment.units.index[each.unit]
        rows = table[(table["unit_id"] == id_) & (table["indicator"] == each.indicator)].sort_values("period")
        wrong = (rows["value"] < limits[each.indicator]).tolist()
        assert wrong[-1]
        assert each.in_a_row == len(wrong) - len(wrong[::-1]) + [*wrong[::-1], False].index(False)
        assert each.since == rows["period"].iloc[-each.in_a_row]


def test_follow_ups_are_those_of_the_file(folder: Path, found: Overview) -> None:
    table = pd.read_csv(folder / "follow_ups.csv", parse_dates=["due", "done"])
    table = table[table["unit_id"].isin(ours(found))]
    done = table[table["done"] <= DAY]
    left = table.drop(index=done.index)
    year = done[done["done"] > DAY - pd.Timedelta(days=365)]
    assert {each.kind: (each.late, each.ahead, each.done) for each in found.kinds} == {
        kind: (
            int((left["due"][left["kind"] == kind] < DAY).sum()),
            int((left["due"][left["kind"] == kind] >= DAY).sum()),
            int((year["kind"] == kind).sum()),
        )
        for kind in FOLLOW_UP_KINDS
    }
    runs = pd.read_csv(folder / "units.csv", keep_default_na=False).set_index("unit_id")["operator"]
    rates = {each.operator: (each.units, each.done) for each in found.treatment}
    by = year["unit_id"].map(runs).value_counts()
    assert rates == {
        operator: (int((runs[list(ours(found))] == operator).sum()), int(by.get(operator, 0)))
        for operator in rates
    }
