"""The key figures of real registrations, by plain pandas on the raw files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.kpis import kpis_of
from geodata.assessment.assessment import Assessment
from geodata.focus.places import place_of
from geodata.measures.tally import Reading

EARTH_RADIUS_M = 6_371_008.8
LIMIT_MIN = 15.0


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "england" / "leeds"


@pytest.fixture(scope="module")
def practices(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "practices.csv").set_index("OrganisationCode")


@pytest.fixture(scope="module")
def residents(folder: Path) -> pd.Series:
    ages = [f"Population ({ages})" for ages in ("0-15", "16-59", "60+")]
    return pd.read_csv(folder / "population_deprivation.csv").set_index("LSOA11CD")[ages].sum(axis=1)


@pytest.fixture(scope="module")
def patients(folder: Path, practices: pd.DataFrame, leeds: Assessment) -> pd.DataFrame:
    """Registrations, with minutes to the practice and to the nearest with staff: haversine x 1.3, 30 km/h."""
    rows = pd.read_csv(folder / "registrations_2022_07.csv")
    areas = leeds.region.areas  # the only thing taken from the program: where residents are
    places = shapely.points(areas["x"], areas["y"])
    degrees = pd.DataFrame({"geometry": places}, index=areas.index)
    at = areas.set_geometry(degrees["geometry"], crs=areas.crs).to_crs("EPSG:4326").geometry
    minutes = pd.DataFrame(
        _minutes(
            at.x.to_numpy()[:, None], at.y.to_numpy()[:, None], *practices[["Long", "Lat"]].to_numpy().T
        ),
        index=areas.index,
        columns=practices.index,
    )
    staffed = practices.index[practices["currentStaff"] > 0]
    nearest = minutes[staffed].min(axis=1)
    return rows.assign(
        minutes=[minutes.at[pair] for pair in zip(rows["LSOA11CD"], rows["OrganisationCode"], strict=True)],
        nearest=rows["LSOA11CD"].map(nearest),
    )


def _minutes(lon: np.ndarray, lat: np.ndarray, to_lon: np.ndarray, to_lat: np.ndarray) -> np.ndarray:
    lon, lat, to_lon, to_lat = (np.radians(each) for each in (lon, lat, to_lon, to_lat))
    half = np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half)) * 1.3 / 500


def figure(assessment: Assessment, key: str, kind: str = "region", id_: str = "") -> Reading:
    kpi = next(one for one in kpis_of(assessment.region) if one.key == key)
    return kpi.read(assessment, place_of(assessment, kind, id_))


def inside(practices: pd.DataFrame, assessment: Assessment) -> pd.Series:
    land = shapely.union_all(assessment.region.areas.to_crs("EPSG:4326").geometry.array)
    return pd.Series(shapely.contains_xy(land, practices["Long"], practices["Lat"]), practices.index)


def test_771_857_residents_have_899_784_registrations(
    leeds: Assessment, residents: pd.Series, patients: pd.DataFrame
) -> None:
    assert figure(leeds, "residents").value == residents.sum() == 771_857
    assert figure(leeds, "visits").value == patients["Patient"].sum() == 899_784
    assert figure(leeds, "unknown_residence").value == 0
    assert figure(leeds, "visits_per_resident").value == pytest.approx(899_784 / 771_857)


def test_practices_count_once_in_the_region_and_the_rest_are_told_apart(
    leeds: Assessment, practices: pd.DataFrame
) -> None:
    here = inside(practices, leeds)
    opened, closed = pd.to_datetime(practices["OpenDate"]), pd.to_datetime(practices["CloseDate"])
    day = pd.Timestamp("2022-07-31")
    open_then = (opened.isna() | (opened <= day)) & (closed.isna() | (closed > day))
    found = figure(leeds, "units")
    assert found.value == (here & open_then).sum()
    assert not [kpi.key for kpi in kpis_of(leeds.region) if kpi.key in ("units_own", "units_choice")], (
        "one kind"
    )
    assert figure(leeds, "units_per_10000").value == pytest.approx(10_000 * found.value / 771_857)
    assert figure(leeds, "below_threshold").why == "why.no_threshold"


def test_who_lives_within_fifteen_minutes_and_how_far_it_is(
    leeds: Assessment, residents: pd.Series, patients: pd.DataFrame
) -> None:
    nearest = patients.groupby("LSOA11CD")["nearest"].first().reindex(residents.index)
    covered = residents[nearest <= LIMIT_MIN].sum()
    assert figure(leeds, "covered").value == pytest.approx(covered / residents.sum(), abs=0.003)
    assert figure(leeds, "covered").numerator + figure(leeds, "beyond").value == 771_857
    order = nearest.sort_values().index
    for key, share in (("median_minutes", 0.5), ("p90_minutes", 0.9)):
        reached = residents[order].cumsum().searchsorted(share * residents.sum())
        expected = nearest[order].iloc[int(reached)]
        assert figure(leeds, key).value == pytest.approx(expected, rel=0.01)


def test_patients_of_practices_outside_leave_and_nobody_comes(
    leeds: Assessment, patients: pd.DataFrame, practices: pd.DataFrame
) -> None:
    here = patients["OrganisationCode"].map(inside(practices, leeds))
    leaves = patients.loc[~here, "Patient"].sum()
    assert figure(leeds, "outflow").value == leaves
    assert figure(leeds, "inflow").value == 0
    assert figure(leeds, "stays").value == pytest.approx(1 - leaves / 899_784), "Leeds is one municipality"


def test_most_patients_pass_the_nearest_practice(leeds: Assessment, patients: pd.DataFrame) -> None:
    past = patients[patients["minutes"] > patients["nearest"] + 1e-6]
    share = past["Patient"].sum() / patients["Patient"].sum()
    assert figure(leeds, "bypass").value == pytest.approx(share, abs=0.002)
    extra = ((past["minutes"] - past["nearest"]) * past["Patient"]).sum() / past["Patient"].sum()
    assert figure(leeds, "extra_minutes").value == pytest.approx(extra, rel=0.01)


def test_the_mean_journey_is_of_all_patients_also_those_furthest_away(
    leeds: Assessment, patients: pd.DataFrame
) -> None:
    mean = (patients["minutes"] * patients["Patient"]).sum() / patients["Patient"].sum()
    found = figure(leeds, "travel_mean")
    assert found.value == pytest.approx(mean, rel=0.003), "the earth is round there"
    assert round(found.value or 0, 2) == 4.74
    assert found.denominator == patients["Patient"].sum(), "387 of them live more than an hour away"


@pytest.mark.parametrize(
    ("key", "column"), [("indicator_bp", "DM019-BP"), ("indicator_hba1c", "DM020-HbA1c")]
)
def test_quality_is_weighed_by_where_patients_are_registered(
    leeds: Assessment, patients: pd.DataFrame, practices: pd.DataFrame, key: str, column: str
) -> None:
    value = patients["OrganisationCode"].map(practices[column])
    known = patients[value.notna()]
    expected = (value[value.notna()] * known["Patient"]).sum() / known["Patient"].sum()
    assert figure(leeds, key).value == pytest.approx(expected)
    area = patients["LSOA11CD"].iloc[0]
    mine = known[known["LSOA11CD"] == area]
    expected = (value[mine.index] * mine["Patient"]).sum() / mine["Patient"].sum()
    assert figure(leeds, key, "area", area).value == pytest.approx(expected)


def test_one_practice_and_one_area_have_the_rows_of_the_file(
    leeds: Assessment, patients: pd.DataFrame, practices: pd.DataFrame
) -> None:
    largest = patients.groupby("OrganisationCode")["Patient"].sum().idxmax()
    mine = patients[patients["OrganisationCode"] == largest]
    assert figure(leeds, "visits_to_units", "unit", largest).value == mine["Patient"].sum()
    assert figure(leeds, "indicator_bp", "unit", largest).value == practices.at[largest, "DM019-BP"]
    area = patients["LSOA11CD"].iloc[0]
    ours = patients[patients["LSOA11CD"] == area]
    assert figure(leeds, "visits", "area", area).value == ours["Patient"].sum()
    assert figure(leeds, "outflow", "area", area).value + figure(
        leeds, "stays_here", "area", area
    ).numerator == pytest.approx(ours["Patient"].sum())


def test_no_patient_of_devon_is_lost(devon: Assessment, shared: Path) -> None:
    raw = pd.read_csv(shared / "england" / "devon" / "registrations_2022_07.csv")
    assert figure(devon, "visits_of_region").value == raw["Patient"].sum() == 850_593
    areas = devon.region.areas
    parts = [figure(devon, "visits", "municipality", id_).value for id_ in areas["municipality_id"].unique()]
    assert sum(parts) + figure(devon, "unknown_residence").value == 850_593


def test_vastra_gotaland_has_everything_but_what_needs_visits(vastra_gotaland: Assessment) -> None:
    assert figure(vastra_gotaland, "residents").value == 1_767_016
    assert 180 <= figure(vastra_gotaland, "units").value <= 220
    for kpi in kpis_of(vastra_gotaland.region):
        found = figure(vastra_gotaland, kpi.key)
        if kpi.family in ("flows", "economy"):
            assert (found.value, found.why) == (None, "why.no_visits")
        elif kpi.family in ("coverage", "themes"):
            assert found.value is not None
    assert (
        sum(
            figure(vastra_gotaland, kpi.key).value
            for kpi in kpis_of(vastra_gotaland.region)
            if kpi.family == "themes"
        )
        == 49
    )
