"""Every problem and account can be said, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

from geodata.checks import check, report_json, report_text, sentence
from geodata.checks.words import account_words, sentences
from geodata.contract.problems import Problem
from geodata.region.region import Account
from tests.toy import write_toy_region

REASONS = (
    "duplicate",
    "incomplete",
    "filtered",
    "unknown_area",
    "unknown_unit",
    "parts",
    "total",
    "care_forms",
    "no_place",
    "outside",
    "no_residents",
    "no_points",
    "closed",
    "no_road",
    "cut_off",
    "roads_end",
    "no_residence",
    "residence_outside",
    "unit_outside",
    "unit_without_place",
    "before_opening",
    "after_closing",
)


def test_every_sentence_is_whole_in_both_languages() -> None:
    for code, words in sentences().items():
        assert set(words) == {"sv", "en"}, code
        for language, said in words.items():
            assert said.endswith((".", ")")), (code, language)
            assert ("{value}" in words["sv"]) == ("{value}" in words["en"]), code
            assert ("{expected}" in words["sv"]) == ("{expected}" in words["en"]), code
            problem = Problem("error", code, "a.csv", 1, "b", "c", ("d", "e"))
            assert "{" not in sentence(problem, language).replace("{ ... }", "")


def test_every_reason_of_an_account_can_be_said() -> None:
    for reason in REASONS:
        for language in ("sv", "en"):
            assert ": 3 (4 " in account_words(Account("visits", reason, "kept", 3, 4, ("a",)), language)


def test_a_report_names_file_row_and_column_and_sums_up(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    text = (folder / "units.csv").read_text(encoding="utf-8").replace("own", "egen")
    (folder / "units.csv").write_text(text, encoding="utf-8")
    checked = check(folder)
    assert report_text(checked, "sv") == (
        "fel      units.csv, rad 2, kolumn operator: ”egen” är ingen regiform. De som finns är "
        "own, contract, choice; översätt med recode. Skriv vid tabellen i region.toml: "
        'recode = { operator = { "egen" = "…" } }\n\nFel: 1. Varningar: 0.'
    )
    [problem] = json.loads(report_json(checked, "en"))["problems"]
    assert (problem["file"], problem["row"], problem["column"]) == ("units.csv", 2, "operator")
    assert problem["sentence"].startswith("“egen” is not an operator.")


def test_a_report_counts_what_was_kept_apart(tmp_path: Path) -> None:
    report = report_text(check(write_toy_region(tmp_path / "toy")), "en")
    assert "visits, visits without a residence: 1 (10 people or visits), kept: visits.csv:8" in report
