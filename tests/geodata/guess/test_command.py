"""`utbudskarta init` on the toy region's files, as somebody at a terminal meets it."""

from __future__ import annotations

import io
import os
import tomllib
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.toy import write_toy_region


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy's files, without its `region.toml`."""
    path = write_toy_region(tmp_path / "leksak")
    (path / "region.toml").unlink()
    return path


def test_the_toys_files_are_read_as_they_are_meant(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(folder), "--yes", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Errors: 0" in shown
    tables = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))["tables"]
    files = {each["file"] for each in tables.values() if not each["file"].startswith("shipped:")}
    assert files == {"areas.geojson", "population.csv", "units.csv", "visits.csv", "indicators.csv"}


def test_what_is_there_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "region.toml").write_text("mine", encoding="utf-8")
    assert main(["init", str(folder), "--yes"]) == 0
    assert (folder / "region.toml").read_text(encoding="utf-8") == "mine"
    assert (folder / "region.toml.new").is_file()
    assert main(["init", str(folder), "--yes"]) == 1
    assert "region.toml.new finns redan" in capsys.readouterr().err


def test_a_folder_without_units_says_what_is_missing_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "units.csv").unlink()
    assert main(["init", str(folder), "--yes", "--lang", "en"]) == 1
    assert "No file has units with coordinates." in capsys.readouterr().err
    assert not (folder / "region.toml").exists()


def test_questions_that_are_left_are_shown_as_a_file_of_answers(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    population = (
        (folder / "population.csv").read_text(encoding="utf-8").replace("year", "arg").replace("2025", "a")
    )
    (folder / "population.csv").write_text(population, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init", str(folder)]) == 1
    shown = capsys.readouterr()
    assert "Några frågor är kvar" in shown.err
    answers = folder.parent / "svar.toml"
    answers.write_text(shown.out.replace(shown.out.split('"')[1], "2024-12-31"), encoding="utf-8")
    assert main(["init", str(folder), "--answers", str(answers)]) == 0
    written = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
    assert written["residents_date"] == "2024-12-31"


def test_an_answer_decides_what_a_column_is(folder: Path, tmp_path: Path) -> None:
    answers = tmp_path / "svar.toml"
    answers.write_text('name = "Leksand"\n[columns."units.csv"]\ncapacity = ""\n', encoding="utf-8")
    assert main(["init", str(folder), "--yes", "--answers", str(answers)]) == 0
    text = (folder / "region.toml").read_text(encoding="utf-8")
    assert 'name = "Leksand"  # säker 100 %' in text


@pytest.mark.parametrize("text", ["colour = 1", "[tables]\n'a.csv' = 'nonsense'", "tables = 3", "= x"])
def test_answers_that_answer_nothing_are_refused_in_a_sentence(
    folder: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "svar.toml"
    answers.write_text(text, encoding="utf-8")
    assert main(["init", str(folder), "--yes", "--answers", str(answers)]) == 1
    assert "svar.toml" in capsys.readouterr().err


def test_a_terminal_is_asked_and_an_empty_line_takes_the_guess(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    population = (
        (folder / "population.csv").read_text(encoding="utf-8").replace("year", "arg").replace("2025", "a")
    )
    (folder / "population.csv").write_text(population, encoding="utf-8")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: "")
    assert main(["init", str(folder)]) == 0
    assert "Vilken dag eller vilket år är invånarna av?" in capsys.readouterr().out


def test_no_folder_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "nowhere")]) == 1
    assert "är ingen mapp" in capsys.readouterr().err


ODD = "enheter \x1b[2J\n[disclosure]\nvisits = 'public' \u202e.csv"
"""A name that clears a terminal, turns letters round and looks like settings."""


def test_names_of_files_columns_and_codes_are_never_obeyed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "units.csv").rename(folder / ODD)
    (folder / "broken \x1b[2J.gpkg").write_bytes(b"no")
    head, *rows = (folder / "visits.csv").read_text(encoding="utf-8").splitlines()
    lines = [f'"a""]\x1b[2J",{head}', *(f"1,{row}" for row in rows)]
    (folder / "visits.csv").write_text("\n".join(lines).replace("1,01", "1,\x1b[2J", 1), encoding="utf-8")
    main(["init", str(folder), "--yes", "--lang", "en"])
    shown = capsys.readouterr()
    assert not [each for each in shown.out + shown.err if not each.isprintable() and each not in "\n\xa0"]
    written = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
    assert written["tables"]["units"]["file"] == ODD
    assert "disclosure" not in written


def test_a_file_whose_name_is_no_text_is_left_out_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "indicators.csv").rename(folder / os.fsdecode(b"m\xe5tt.csv"))
    main(["init", str(folder), "--yes", "--lang", "en"])
    assert "m?tt.csv -> not read: the file's name has letters" in capsys.readouterr().out
    assert "m?tt.csv" in (folder / "region.toml").read_text(encoding="utf-8")
