"""What a scenario answers is what a region answers that is built anew from files where it has been done."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from io import StringIO
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.contract.errors import UnknownNameError
from geodata.geometry.degrees import to_degrees
from geodata.publish.build import computed
from geodata.region.changes import Change, checked_list
from geodata.region.region import Region
from geodata.region.unit_columns import UnitColumns
from geodata.scenario.scenario import default_scenario
from tests.toy import CORNER, REGION_TOML, units_csv, write_toy_region

EXISTING = ("a1", "a2")
CRS = "EPSG:3006"
STREWN = np.random.default_rng(3).uniform((50, 50), (29_950, 9_950), (120, 2)) + CORNER
POINTS = "x,y,persons,age_from,age_to\n" + "".join(
    f"{x:.0f},{y:.0f},{3 + at % 7},0,19\n{x:.0f},{y:.0f},{20 + at % 30},20,\n"
    for at, (x, y) in enumerate(STREWN.tolist())
)
"""Places strewn over the region, of two age classes."""


@dataclass(frozen=True)
class Settings:
    """What of `region.toml` an answer about units that come, go and move depends on, and an age group."""

    snap_m: int = 0
    limit_min: int = 15
    detour: float = 1.3
    speed_kmh: int = 60
    longest_min: int = 120
    slow_town: bool = False
    least: float = 0.5
    choices: int = 2
    underserved_from: int = 2
    age_group: str = ""
    points: bool = False

    def toml(self) -> str:
        """Those of the toy region, without what a unit's visits and quality say, and with these."""
        text = re.sub(r"\[indicators\.nojd\].*?(?=\[rules)", "", REGION_TOML, flags=re.DOTALL)
        text = text.partition("[tables.visits]")[0]
        text = text.replace(
            "as_of = 2025-12-31", f"as_of = 2025-12-31\nunderserved_from = {self.underserved_from}"
        )
        text = text.replace("limit_min = 15", f"limit_min = {self.limit_min}")
        travel = f"detour = {self.detour}\nspeed_kmh = {self.speed_kmh}\nlongest_min = {self.longest_min}\n"
        if self.slow_town:
            travel += '[travel.kinds.town]\nname = "Ort"\nfrom_per_km2 = 15\ndetour = 1.7\nspeed_kmh = 25\n'
        text = text.replace("detour = 1.3\nspeed_kmh = 60\n", travel)
        rules = (("too_little", self.least), ("no_choice", self.choices))
        text += "".join(f'[rules.{key}]\nlimit = {limit}\nsource = "Påhittad."\n' for key, limit in rules)
        if self.points:
            text += '[tables.population_points]\nfile = "points.csv"\n'
        return text.replace('file = "units.csv"', f'file = "units.csv"\nsnap_m = {self.snap_m}')


def built(folder: Path, given: Settings, changes: tuple[Change, ...] = ()) -> Region:
    """The toy region with these settings, its table of units as the changes leave it."""
    write_toy_region(folder)
    (folder / "region.toml").write_text(given.toml(), encoding="utf-8")
    (folder / "points.csv").write_text(POINTS, encoding="utf-8")
    rows = {row["unit_id"]: row for row in csv.DictReader(StringIO(units_csv().replace("\nv", "\na")))}
    for change in changes:
        new = {"unit_id": change.id, "name": change.id, "care_form": "vc", "operator": change.operator}
        row = rows.setdefault(change.id, dict.fromkeys(rows["a1"], "") | new)
        if change.lat is not None:
            row |= {"longitude": repr(change.lon), "latitude": repr(change.lat)}
        if change.capacity is not None:
            row["capacity"] = repr(change.capacity)
        if change.kind == "close":
            row |= {"opened": "", "closed": "1900-01-01"}
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows["a1"]))
        table.writeheader()
        table.writerows(rows.values())
    region = computed(open_region(folder))
    assert (region.points is not None) == given.points
    return region


def place(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude, as an address holds them, of metres from the region's corner."""
    lon, lat = to_degrees(CRS).transform(CORNER[0] + x, CORNER[1] + y)
    return round(lat, 5), round(lon, 5)


AWAY = st.sampled_from([-5000, -405, -295, -105, -45, 45, 1505, 5005, 9955])
ALONG = st.one_of(AWAY, st.sampled_from([14_005, 19_955, 20_045, 29_955, 30_045, 30_095, 30_295, 30_405]))
PLACES = st.builds(place, ALONG, st.one_of(AWAY, st.sampled_from([10_045, 10_105, 10_295, 10_405])))
SIZES = st.sampled_from([0.25, 2.0, 8.0])
CHANGES = st.one_of(
    st.builds(lambda at, size: Change("add", "n1", *at, size, "own"), PLACES, SIZES),
    st.builds(lambda id_: Change("close", id_), st.sampled_from(EXISTING)),
    st.builds(lambda id_, at: Change("move", id_, *at), st.sampled_from(EXISTING), PLACES),
    st.builds(lambda id_, size: Change("size", id_, capacity=size), st.sampled_from(EXISTING), SIZES),
)
SETTINGS = st.builds(
    Settings,
    snap_m=st.sampled_from([0, 50, 100, 300]),
    limit_min=st.sampled_from([5, 15, 30]),
    detour=st.sampled_from([1.0, 1.3, 1.9]),
    speed_kmh=st.sampled_from([20, 60, 90]),
    longest_min=st.sampled_from([45, 120]),
    slow_town=st.booleans(),
    least=st.sampled_from([0.5, 0.9]),
    choices=st.sampled_from([2, 3]),
    underserved_from=st.integers(1, 3),
    age_group=st.sampled_from(["", "0-19"]),
    points=st.booleans(),
)


def assert_same(tried: Assessment, rebuilt: Assessment) -> None:
    """Fail unless both have the same units in the same places, and the same figures of every area."""
    np.testing.assert_array_equal(tried.units.index, rebuilt.units.index)
    np.testing.assert_array_equal(tried.units["area"], rebuilt.units["area"])
    for column in fields(UnitColumns):
        if column.name not in (
            "organisation",
            "organisation_named",
            "opened",
        ):  # told of otherwise than by files
            mine, yours = (getattr(each.supply.columns, column.name) for each in (tried, rebuilt))
            np.testing.assert_array_equal(mine, yours, err_msg=column.name)
    np.testing.assert_array_equal(
        tried.changed.municipalities.of_unit, rebuilt.changed.municipalities.of_unit
    )
    np.testing.assert_allclose(
        tried.access.minutes.toarray(), rebuilt.access.minutes.toarray(), rtol=1e-12, atol=0
    )
    np.testing.assert_array_equal(tried.access.nearest_unit, rebuilt.access.nearest_unit)
    for name in ("organisations", "persons_within", "persons_with_choice"):
        np.testing.assert_array_equal(getattr(tried.access, name), getattr(rebuilt.access, name))
    for method in METHODS:
        mine, yours = (each.access.per_1000(method) for each in (tried, rebuilt))
        np.testing.assert_allclose(mine, yours, rtol=1e-9, atol=1e-12, err_msg=method)
    np.testing.assert_array_equal(tried.lacking.severity, rebuilt.lacking.severity)
    zones = [
        [(zone.id, zone.areas.tolist(), zone.persons, zone.rules) for zone in each.lacking.zones]
        for each in (tried, rebuilt)
    ]
    assert zones[0] == zones[1]


def answered(region: Region, given: Settings, changes: tuple[Change, ...] = ()) -> Assessment:
    usual = default_scenario(region)
    return assess(region, replace(usual, region=region, age_group=given.age_group, changes=changes))


def compare(folder: Path, given: Settings, changes: tuple[Change, ...]) -> None:
    tried = answered(built(folder, given), given, changes)
    assert_same(tried, answered(built(folder, given, changes), given))


@hypothesis.given(SETTINGS, st.lists(CHANGES, min_size=1, max_size=5))
@hypothesis.settings(max_examples=40, phases=[hypothesis.Phase.generate])  # each builds two regions
def test_any_changes_under_any_settings_give_what_a_region_built_anew_gives(
    tmp_path_factory: pytest.TempPathFactory, given: Settings, drawn: list[Change]
) -> None:
    changes: tuple[Change, ...] = ()
    for change in drawn:
        added = sum(each.kind == "add" for each in changes)
        change = replace(change, id=f"n{added + 1}") if change.kind == "add" else change
        with suppress(UnknownNameError):  # changed in that way already, or closed
            changes = checked_list((*changes, change))
    compare(tmp_path_factory.mktemp("toy"), given, changes)


@pytest.mark.parametrize("kind", ["add", "move"])
@pytest.mark.parametrize(("off_m", "area"), [(105, 2), (295, 2), (405, -1)])
def test_a_unit_put_just_off_the_shore_stands_in_its_area_where_the_builds_does(
    tmp_path: Path, kind: str, off_m: int, area: int
) -> None:
    given = Settings(snap_m=300)
    change = Change(kind, "a2" if kind == "move" else "n1", *place(30_000 + off_m, 5_000))
    change = replace(change, capacity=4.0) if kind == "add" else change
    after = answered(built(tmp_path, given), given, (change,))
    assert after.units["area"].loc[change.id] == area
    assert (after.access.offered[after.units.index.get_loc(change.id)] > 0) == (area >= 0)
    compare(tmp_path, given, (change,))
