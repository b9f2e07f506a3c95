"""Files as registers give them: marks, words for nothing, other systems, titles, notes and totals."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyproj import Transformer

from geodata.guess import peek
from geodata.guess.findings import Findings, Setting, TableFinding
from geodata.guess.looked import looked_at
from tests.toy import CORNER, SIDE, write_toy_region


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy's files, without its `region.toml`."""
    path = write_toy_region(tmp_path / "leksak")
    (path / "region.toml").unlink()
    return path


def table(findings: Findings, name: str) -> TableFinding:
    return next(each for each in findings.tables if each.table == name)


def line(found: TableFinding, *path: str) -> Setting:
    return next(each for each in found.settings if each.path == path)


def units_in(crs: str, folder: Path, first: str, second: str, *, north_first: bool = False) -> None:
    """Two units in the middle of the toy's first areas, with coordinates of another system."""
    transformer = Transformer.from_crs("EPSG:3006", crs, always_xy=True)
    rows = [f"HSA-id;Mottagning;Driftsform;{first};{second}"]
    for number in (0, 1):
        x, y = transformer.transform(CORNER[0] + SIDE * (number + 0.5), CORNER[1] + SIDE / 2)
        pair = (y, x) if north_first else (x, y)
        rows.append(f"SE2321000131-E{number};Vårdcentral {number};{'PE'[number]};{pair[0]:.1f};{pair[1]:.1f}")
    (folder / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.mark.parametrize("crs", ["EPSG:3021", "EPSG:3007", "EPSG:3008", "EPSG:3857"])
def test_the_system_of_coordinates_is_the_one_in_which_they_fall_inside(folder: Path, crs: str) -> None:
    units_in(crs, folder, "X", "Y", north_first=True)
    units = table(looked_at(folder), "units")
    assert line(units, "crs").value == crs
    assert units.mapping["x"] == "Y"
    assert units.mapping["y"] == "X"


def test_the_regions_own_system_needs_no_line(folder: Path) -> None:
    units_in("EPSG:3006", folder, "X", "Y", north_first=True)
    units = table(looked_at(folder), "units")
    assert ("crs",) not in [each.path for each in units.settings]
    assert (units.mapping["x"], units.mapping["y"]) == ("Y", "X")


def test_a_registers_letters_for_operators_are_recoded(folder: Path) -> None:
    units_in("EPSG:3006", folder, "East", "North")
    assert line(table(looked_at(folder), "units"), "recode", "operator").value == {"P": "choice", "E": "own"}


def test_thousands_totals_and_nothing_words_of_residents_are_written_down(folder: Path) -> None:
    (folder / "population.csv").write_text(
        'Områdeskod;Antal personer\n0101;"1,200"\n0102;"2,000"\n0201;..\nTotalt;"3,200"\n', encoding="utf-8"
    )
    people = table(looked_at(folder), "population")
    assert people.mapping == {"area_id": "Områdeskod", "persons": "Antal personer"}
    assert line(people, "decimal", "persons").value == "."  # so that the comma parts thousands
    assert line(people, "null").value == [".."]
    assert line(people, "where_not", "Områdeskod").value == ["^Totalt$"]


def test_a_title_above_the_header_and_a_source_below_the_table_are_found(folder: Path) -> None:
    rows = ["Områdeskod;Folkmängd", "0101;1200", "0102;2000", "0201;500"]
    text = "\n".join(["Folkmängd efter område 2025;", ";", *rows, ";", "Källa: SCB;"])
    (folder / "population.csv").write_text(text, encoding="utf-8")
    people = table(looked_at(folder), "population")
    assert line(people, "header_row").value == 3
    assert line(people, "skip_after").value == "Källa"
    assert people.mapping["persons"] == "Folkmängd"


def test_rows_of_several_alternatives_are_never_added_up(folder: Path) -> None:
    rows = [
        f"{area},{variant},{number}"
        for area in ("0101", "0102", "0201")
        for variant, number in (("a", 1), ("b", 2))
    ]
    text = "\n".join(["area_id,variant,persons", *rows])
    (folder / "population.csv").write_text(text, encoding="utf-8")
    assert line(table(looked_at(folder), "population"), "where", "variant").value == "b"


CONTENTS = (b"", b"\0\1\2", b"\xff\xfe", b"a", b"{", b"[1]", b'a;b\n"', b"x" * 200_000)
ENDINGS = (".csv", ".xlsx", ".geojson", ".gpkg", ".parquet", ".zip", ".gz")


def test_files_of_anything_are_looked_at_without_a_stop(tmp_path: Path) -> None:
    for ending in ENDINGS:
        for number, content in enumerate(CONTENTS):
            (tmp_path / f"odd{number}{ending}").write_bytes(content)
    findings = looked_at(tmp_path)
    assert not findings.tables
    assert {each.code for each in findings.missing} == {
        "missing_areas",
        "missing_population",
        "missing_units",
    }
    assert len({each.file for each in findings.left_out}) == len(ENDINGS) * len(CONTENTS)


def test_a_long_text_is_looked_at_by_its_beginning_and_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peek, "TEXT_WHOLE", 10_000)
    monkeypatch.setattr(peek, "HEAD", 2_000)
    monkeypatch.setattr(peek, "BLOCK", 500)
    rows = "".join(f"{number:06},{number}\n" for number in range(5_000))
    (tmp_path / "long.csv").write_text(f"area_id,persons\n{rows}", encoding="utf-8")
    (found,) = peek.peeks(tmp_path)
    assert not found.whole
    assert 100 < len(found.frame) < 1_000
    assert found.frame["area_id"].str.fullmatch(r"\d{6}").all()
    assert found.frame["area_id"].is_unique
    assert int(found.frame["persons"].iloc[-1]) > 4_000


def test_of_many_files_the_first_are_looked_at_and_the_others_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peek, "FILES_MOST", 2)
    for number in range(4):
        (tmp_path / f"f{number}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert [each.why_not is None for each in peek.peeks(tmp_path)] == [True, True, False, False]
