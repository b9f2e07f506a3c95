"""A folder of data becomes one region in which positions agree and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.checks.open_region import open_region
from geodata.contract.errors import DataProblemsError, SettingsError
from tests.toy import CORNER, SIDE, TABLES, units_csv, write_toy_region


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write_toy_region(tmp_path / "toy")


def test_the_toy_region_opens_whole(toy: Path) -> None:
    region = open_region(toy)
    assert region.areas.index.tolist() == ["0101", "0102", "0201"]
    assert region.units.index.tolist() == ["v1", "v2"]
    assert region.units["area"].tolist() == [0, 1]
    assert region.units["area"].dtype == np.int32
    assert region.units["operator"].tolist() == ["own", "choice"]
    assert region.population["age_to"].tolist() == [19, -1] * 3
    assert int(region.population["persons"].sum()) == 3500
    assert region.visits is not None
    assert region.visits.total() == 360
    assert float(region.visits.select(["2025"], "vc").cost.sum()) == 36000
    assert region.indicators[["unit", "value"]].to_numpy().tolist() == [[0, 0.8], [1, 0.4]]
    assert str(region.areas.crs) == "EPSG:3006"


def test_visits_of_unknown_residence_are_kept_and_counted(toy: Path) -> None:
    region = open_region(toy)
    assert region.visits is not None
    cells = region.visits.select(["2025"], "vc")
    assert int(cells.visits[cells.residence == -1].sum()) == 10
    [account] = region.accounts
    assert (account.reason, account.handling, account.rows, account.amount) == ("no_residence", "kept", 1, 10)


def test_residents_are_where_the_areas_own_point_says_or_else_inside(toy: Path) -> None:
    region = open_region(toy)
    points = shapely.points(region.areas["x"], region.areas["y"])
    assert shapely.within(points, region.areas.geometry.to_numpy()).all()
    text = (toy / "areas.geojson").read_text()
    x, y = CORNER
    (toy / "areas.geojson").write_text(
        text.replace('"name": "Alby"', f'"name": "Alby", "x": {x + 1}, "y": {y + 2}')
    )
    region = open_region(toy)
    assert region.areas.loc["0101", ["x", "y"]].tolist() == [x + 1, y + 2]
    assert abs(region.areas.loc["0102", "x"] - (x + 1.5 * SIDE)) < 50


def test_several_files_may_fill_one_table(toy: Path) -> None:
    lines = TABLES["visits.csv"].splitlines()
    (toy / "visits.csv").write_text("\n".join(lines[:4]))
    (toy / "late.csv").write_text(
        "\n".join([lines[0].replace(",", ";"), *(x.replace(",", ";") for x in lines[4:])])
    )
    with (toy / "region.toml").open("a", encoding="utf-8") as file:
        file.write('[tables.visits_late]\nfile = "late.csv"\nunknown_area = "keep"\n')
    region = open_region(toy)
    assert region.visits is not None
    assert region.visits.total() == 360


def test_a_unit_without_a_place_far_away_or_closed_is_kept_and_counted(toy: Path) -> None:
    rows = units_csv() + "v3,Nätdoktorn,vc,,,choice,,,,,\nv4,I Kiruna,vc,20.2,67.8,own,,,,2020-01-01,\n"
    (toy / "units.csv").write_text(rows, encoding="utf-8")
    toml = (toy / "region.toml").read_text(encoding="utf-8")
    keep = toml.replace('file = "units.csv"', 'file = "units.csv"\noutside = "keep"')
    (toy / "region.toml").write_text(keep, encoding="utf-8")
    region = open_region(toy)
    assert region.units["area"].tolist() == [0, 1, -1, -1]
    assert region.units.geometry.isna().tolist() == [False, False, True, False]
    counted = {each.reason: (each.rows, each.examples) for each in region.accounts if each.table == "units"}
    assert counted == {"no_place": (1, ("v3",)), "outside": (1, ("v4",)), "closed": (1, ("v4",))}


def test_what_to_do_with_repeats_and_gaps_is_declared_done_and_counted(toy: Path) -> None:
    first = units_csv().splitlines()[1]
    (toy / "units.csv").write_text(
        units_csv() + first.replace("Norra", "Gamla") + "\n,Utan id,vc,,,,,,,,\n", encoding="utf-8"
    )
    toml = (toy / "region.toml").read_text(encoding="utf-8")
    policy = 'file = "units.csv"\nduplicates = "first"\nincomplete = "set_aside"'
    (toy / "region.toml").write_text(toml.replace('file = "units.csv"', policy), encoding="utf-8")
    region = open_region(toy)
    assert region.units["name"].tolist() == ["Norra vårdcentralen", "Södra vårdcentralen"]
    counted = {(each.reason, each.handling): (each.rows, each.examples) for each in region.accounts[:2]}
    assert counted == {
        ("incomplete", "set_aside"): (1, ("Utan id",)),
        ("duplicate", "set_aside"): (1, ("v1",)),
    }


def test_a_unit_just_off_the_shore_stands_in_its_area_where_so_declared(toy: Path) -> None:
    x, y = CORNER
    rows = f"unit_id,name,care_form,x,y\nv1,Bryggan,vc,{x + 100},{y - 150}\nv2,Ön,vc,{x + 100},{y - 5000}\n"
    (toy / "units.csv").write_text(rows, encoding="utf-8")
    assert open_region(toy).units["area"].tolist() == [-1, -1]
    toml = (toy / "region.toml").read_text(encoding="utf-8")
    snapping = toml.replace('file = "units.csv"', 'file = "units.csv"\nsnap_m = 300')
    (toy / "region.toml").write_text(snapping, encoding="utf-8")
    assert open_region(toy).units["area"].tolist() == [0, -1]


def test_errors_carry_every_problem(toy: Path) -> None:
    (toy / "units.csv").unlink()
    (toy / "visits.csv").unlink()
    with pytest.raises(DataProblemsError) as caught:
        open_region(toy)
    assert [each.file for each in caught.value.problems] == ["units.csv", "visits.csv"]
    (toy / "region.toml").unlink()
    with pytest.raises(SettingsError):
        open_region(toy)


def test_the_tables_may_lie_elsewhere_than_region_toml(toy: Path, tmp_path: Path) -> None:
    (toy / "region.toml").rename(tmp_path / "region.toml")
    assert len(open_region(tmp_path / "region.toml", data=toy).areas) == 3
    assert len(open_region(tmp_path, data=toy).areas) == 3
