from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geodata.checks import Checked, check
from geodata.contract.problems import Problems
from geodata.geometry.degrees import to_degrees
from geodata.overlay.file import read_overlay, written_overlay
from geodata.overlay.rows import COLUMNS, Overlay, OverlayRow, digest_of
from geodata.publish.manifest import current_version, folder_of
from geodata.publish.snapshot import open_snapshot
from geodata.publishing import publish_folder
from tests.toy import CORNER, SIDE, units_csv, write_toy_region
from tests.toy import to_degrees as toy_degrees

DAY = date(2026, 12, 1)
MIDDLE = CORNER[0] + SIDE / 2, CORNER[1] + SIDE / 2
"""Of area 0101, where v1 stands: metres."""


def place(x: float, y: float) -> str:
    lon, lat = toy_degrees(x, y)
    return f"{lat:.5f},{lon:.5f}"


def row(field: str, value: str, was: str = "", unit: str = "v1", **more: object) -> OverlayRow:
    return OverlayRow(
        **({"case": "2026-1", "begins": date(2026, 11, 1)} | more),
        unit_id=unit,
        field=field,
        value=value,
        was=was,
    )  # type: ignore[arg-type]


def built(folder: Path, *rows: OverlayRow, day: date = DAY) -> Checked:
    return check(folder, overlay=Overlay(rows, day, "changes.csv"))


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write_toy_region(tmp_path / "toy")


def test_a_change_holds_from_its_day_until_its_last(toy: Path) -> None:
    change = row("opening", "Mån–fre 8–17", begins=date(2026, 12, 1), ends=date(2026, 12, 31))
    on = {
        day: built(toy, change, day=day).region
        for day in map(date.fromisoformat, ("2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01"))
    }
    assert [region and region.units.at["v1", "opening"] for region in on.values()] == [
        "",
        "Mån–fre 8–17",
        "Mån–fre 8–17",
        "",
    ]
    assert [region is not None and region.overlay is not None for region in on.values()] == [
        False,
        True,
        True,
        False,
    ]


def test_values_become_what_the_file_would_have_given(toy: Path) -> None:
    region = built(
        toy, row("capacity", "7,5", "10"), row("accepts_new", "nej"), row("languages", "Svenska; Somaliska")
    ).region
    assert region is not None
    assert region.units.loc["v1", ["capacity", "accepts_new", "languages"]].tolist() == [
        7.5,
        "no",
        "Svenska;Somaliska",
    ]
    assert region.units.loc["v2", ["capacity", "accepts_new", "languages"]].tolist() == [5.0, "", ""]


def test_a_unit_moves_in_files_of_degrees_metres_and_points(toy: Path) -> None:
    to = MIDDLE[0] + 2 * SIDE, MIDDLE[1]  # the middle of 0201
    change = row("place", place(*to), place(*MIDDLE))
    header, *lines = units_csv().splitlines()
    lon, lat = header.split(",").index("longitude"), header.split(",").index("latitude")
    cells = [line.split(",") for line in lines]
    metres = {"v1": MIDDLE, "v2": (MIDDLE[0] + SIDE, MIDDLE[1])}

    def rewritten(first: str, second: str, of: dict[str, tuple[str, str]]) -> str:
        head = [{lon: first, lat: second}.get(i, name) for i, name in enumerate(header.split(","))]
        rows = [
            [{lon: of[each[0]][0], lat: of[each[0]][1]}.get(i, cell) for i, cell in enumerate(each)]
            for each in cells
        ]
        return "\n".join(",".join(each) for each in [head, *rows]) + "\n"

    files = {
        "degrees": units_csv(),
        "metres": rewritten("x", "y", {key: (str(x), str(y)) for key, (x, y) in metres.items()}),
        "text": rewritten("position", "phone", {key: (f"N {y} E {x}", "") for key, (x, y) in metres.items()}),
    }
    both = [f"{line},{metres[line[:2]][0]},{metres[line[:2]][1]}" for line in lines]
    files["both"] = "\n".join([f"{header},x,y", *both]) + "\n"
    for kind, text in files.items():
        (toy / "units.csv").write_text(text, encoding="utf-8")
        region = built(toy, change).region
        assert region is not None
        assert region.overlay is not None
        assert region.areas.index[region.units.at["v1", "area"]] == "0201", kind
        assert abs(region.units.geometry["v1"].x - to[0]) < 2
        assert region.areas.index[region.units.at["v2", "area"]] == "0102"
    features = [
        {
            "type": "Feature",
            "properties": {"unit_id": key, "name": key, "care_form": "vc"},
            "geometry": {"type": "Point", "coordinates": list(toy_degrees(*at))},
        }
        for key, at in metres.items()
    ]
    (toy / "units.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    settings = (toy / "region.toml").read_text(encoding="utf-8").replace("units.csv", "units.geojson")
    (toy / "region.toml").write_text(settings, encoding="utf-8")
    region = built(toy, change).region
    assert region is not None
    assert region.areas.index[region.units.at["v1", "area"]] == "0201"


def test_a_new_unit_opens_the_day_its_change_begins_and_later_changes_reach_it(toy: Path) -> None:
    unit = {
        "name": "Nya vårdcentralen",
        "care_form": "vc",
        "operator": "choice",
        "capacity": "4",
        "place": place(MIDDLE[0] + 2 * SIDE, MIDDLE[1]),
    }
    region = built(
        toy, row("unit", json.dumps(unit), unit="n9"), row("phone", "031-1", unit="n9", case="2026-2")
    ).region
    assert region is not None
    assert region.units.loc["n9", ["name", "operator", "capacity", "phone"]].tolist() == [
        "Nya vårdcentralen",
        "choice",
        4.0,
        "031-1",
    ]
    assert str(region.units.at["n9", "opened"])[:10] == "2026-11-01"
    assert region.areas.index[region.units.at["n9", "area"]] == "0201"
    assert region.overlay is not None
    assert [each.field for each in region.overlay.applied] == ["phone", "unit"]


def test_a_source_that_says_the_same_settles_a_change(toy: Path) -> None:
    region = built(
        toy,
        row("capacity", "10,0", "8"),
        row("place", place(MIDDLE[0] + 1, MIDDLE[1]), "1,1"),
        row("unit", '{"name": "a", "care_form": "vc"}'),
    ).region
    assert region is not None
    assert region.overlay is not None
    assert {each.field for each in region.overlay.settled} == {"capacity", "place", "unit"}
    assert not region.overlay.applied


def test_a_source_that_changed_meanwhile_stands_and_is_told_until_it_is_decided(toy: Path) -> None:
    old = row("capacity", "7", "8")
    checked = built(toy, old)
    assert checked.region is not None
    assert checked.region.units.at["v1", "capacity"] == 10
    assert checked.region.overlay is not None
    (conflict,) = checked.region.overlay.conflicts
    assert (conflict.reason, conflict.found, conflict.row.case) == ("source_changed", "10", "2026-1")
    assert [(each.code, each.severity) for each in checked.problems] == [
        ("overlay_source_changed", "warning")
    ]
    decided = built(toy, old, row("capacity", "7", "10", case="2026-2")).region
    assert decided is not None
    assert decided.units.at["v1", "capacity"] == 7


def test_of_several_changes_of_a_field_the_last_to_begin_counts(toy: Path) -> None:
    first, second = row("capacity", "7", "10"), row("capacity", "6", "7", begins=date(2026, 11, 20))
    for rows in ((first, second), (second, first)):
        region = built(toy, *rows).region
        assert region is not None
        assert region.units.at["v1", "capacity"] == 6
    ended = row("capacity", "6", "7", begins=date(2026, 11, 20), ends=date(2026, 11, 25))
    region = built(toy, first, ended).region
    assert region is not None
    assert region.units.at["v1", "capacity"] == 7


def test_a_change_of_a_unit_that_is_nowhere_is_told(toy: Path) -> None:
    checked = built(toy, row("phone", "1", unit="v9"))
    assert [each.code for each in checked.problems] == ["overlay_unit_gone"]
    assert checked.region is not None
    assert checked.region.overlay is not None
    assert [each.reason for each in checked.region.overlay.conflicts] == ["unit_gone"]


def test_no_unit_moves_where_the_region_brings_its_own_minutes(toy: Path) -> None:
    minutes = "area_id,unit_id,mode,minutes\n" + "".join(
        f"{a},{u},car,9\n" for a in ("0101", "0102", "0201") for u in ("v1", "v2")
    )
    (toy / "minutes.csv").write_text(minutes, encoding="utf-8")
    with (toy / "region.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[tables.travel_times]\nfile = "minutes.csv"\n')
    new = row("unit", json.dumps({"name": "Ny", "care_form": "vc", "place": place(*MIDDLE)}), unit="n1")
    checked = built(toy, row("place", place(MIDDLE[0] + SIDE, MIDDLE[1]), place(*MIDDLE)), new)
    assert [each.code for each in checked.problems] == ["overlay_no_minutes"] * 2
    assert checked.region is not None
    assert list(checked.region.units.index) == ["v1", "v2"]
    assert checked.region.areas.index[checked.region.units.at["v1", "area"]] == "0101"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("capacity", "7,5,0", "not_a_number"),
        ("capacity", "-1", "negative"),
        ("closures", "i jul", "not_days"),
        ("url", "havudden", "bad_url"),
        ("accepts_new", "kanske", "unknown_yes_no"),
        ("closed", "snart", "not_a_date"),
        ("place", "99,1", "overlay_not_a_place"),
        ("unit", "{}", "overlay_not_a_unit"),
        ("unit", '{"name": "a", "care_form": "vc", "capacity": "x"}', "not_a_number"),
        ("name", "Ny", "overlay_unknown_field"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_read_stops_a_build_and_says_the_line(
    toy: Path, field: str, value: str, code: str
) -> None:
    checked = built(toy, row(field, value, line=7))
    assert [(each.code, each.file, each.row, each.severity) for each in checked.problems] == [
        (code, "changes.csv", 7, "error")
    ]
    assert checked.region is None


def test_a_change_is_checked_like_the_rest_of_the_units(toy: Path) -> None:
    checked = built(toy, row("closed", "1999-01-01"))
    assert [each.code for each in checked.problems] == ["dates_in_wrong_order"]


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = (
        row("opening", 'Mån–fre 8–17, "lör" 10–14', "Mån–fre 8–17", source="Beslut, bilaga", line=2),
        row("closures", "", "2026-12-24", ends=date(2027, 1, 1), line=3),
    )
    (tmp_path / "changes.csv").write_text(written_overlay(rows), encoding="utf-8")
    problems = Problems()
    read = read_overlay(tmp_path / "changes.csv", DAY, problems)
    assert not problems.found
    assert read is not None
    assert read.rows == rows


def test_a_file_with_problems_says_them_all(tmp_path: Path) -> None:
    file, problems = tmp_path / "changes.csv", Problems()
    assert read_overlay(file, DAY, problems) is None
    file.write_text("case,unit_id\n")
    assert read_overlay(file, DAY, problems) is None
    file.write_text(",".join(COLUMNS) + "\n,v1,phone,1,,2026-13-01,,\n")
    read_overlay(file, DAY, problems)
    assert [each.code for each in problems.found] == [
        "missing_file",
        *["missing_column"] * 3,
        "not_a_date",
        "missing_value",
    ]


def test_the_digest_follows_the_changes_and_not_their_order_or_lines() -> None:
    one, other = row("phone", "1", line=2), row("url", "", line=3)
    assert digest_of([one, other]) == digest_of([row("url", "", line=9), row("phone", "1")])
    assert digest_of([one]) != digest_of([row("phone", "2")])


def test_the_version_is_named_by_what_is_in_force_and_nothing_in_force_changes_no_byte(
    tmp_path: Path, toy: Path
) -> None:
    def version(name: str, *rows: OverlayRow) -> tuple[Path, str]:
        out = tmp_path / name
        assert publish_folder(toy, None, out, "sv", overlay=Overlay(rows, DAY, "changes.csv")) == 0
        found = current_version(out)
        assert found is not None
        return out, found

    assert publish_folder(toy, None, tmp_path / "plain", "sv") == 0
    plain = current_version(tmp_path / "plain")
    _, later = version("later", row("phone", "1", begins=date(2027, 1, 1)))
    assert later == plain
    assert not (folder_of(tmp_path / "later", later) / "overlay.json").exists()
    out, first = version("first", row("phone", "1"))
    assert first != plain
    assert version("again", row("phone", "1", line=5))[1] == first
    assert version("settled", row("capacity", "10", "9"))[1] not in (plain, first)
    manifest = json.loads((folder_of(out, first) / "manifest.json").read_text())
    region = open_snapshot(out)
    assert region.overlay is not None
    assert manifest["overlay"] == region.overlay.digest == digest_of([row("phone", "1")])
    assert region.overlay.applied == (row("phone", "1"),)
    assert "overlay" not in json.loads(
        (folder_of(tmp_path / "plain", str(plain)) / "manifest.json").read_text()
    )


def test_degrees_of_the_toy_are_those_of_the_region() -> None:
    assert toy_degrees(*MIDDLE) == pytest.approx(to_degrees("EPSG:3006").transform(*MIDDLE), abs=1e-6)
