"""The command says what became of every connector, in both languages, and is 1 where any failed."""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.cli import main
from geodata.connectors import limits
from geodata.connectors.command import run_fetch
from geodata.connectors.errors import Remark
from geodata.connectors.placing import alone
from geodata.connectors.words import fetch_sentences, remark_sentence
from geodata.contract.connector_settings import CODES_MOST, CONNECTORS_MOST, ConnectorSettings
from geodata.contract.connector_toml import read_connectors
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.toml_reader import TomlReader
from tests.geodata.connectors.loopback import Given, Loopback
from tests.toy import write_toy_region

ROOM = Path(__file__).parents[3] / "geodata" / "connectors"
CONNECTORS = """
[connectors.{name}]
kind = "file"
address = "{address}/{name}.csv"
file = "{name}.csv"
title = "T"
publisher = "P"
licence = "L"
"""


def arguments(*names: str, anew: bool = False, lang: str = "sv") -> argparse.Namespace:
    return argparse.Namespace(names=list(names), anew=anew, lang=lang)


def region_with(tmp_path: Path, address: str, *names: str) -> Path:
    folder = write_toy_region(tmp_path / "toy")
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        for name in names:
            file.write(CONNECTORS.replace("{name}", name).replace("{address}", address))
    return folder


def test_all_are_fetched_or_those_that_are_named(
    loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = region_with(tmp_path, loopback.address, "one", "two")
    settings = read_settings(folder, Problems())
    assert settings is not None
    loopback.paths["/one.csv"] = lambda _: Given(b"a\n1\n")
    assert run_fetch(arguments("one"), settings, folder, loopback.web()) == 0
    assert capsys.readouterr().out == (
        "hämtad      one.csv: hämtad 2026-11-30\n\nGick inte att hämta: 0 av 1.\n"
    )
    assert run_fetch(arguments(lang="en"), settings, folder, loopback.web()) == 1
    text = capsys.readouterr().err
    assert "unchanged   one.csv: fetched 2026-11-30" in text
    assert "missing     two.csv\n" in text
    assert f"[connectors.two]: The service answers with error 404 to {loopback.address}/two.csv." in text
    assert not (folder / "two.csv").exists()


def test_a_name_that_no_connector_has_and_a_region_without_any_are_told(
    loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = region_with(tmp_path, loopback.address, "one")
    assert main(["fetch", str(folder), "two", "--lang", "en"]) == 1
    assert capsys.readouterr().err == "There is no [connectors] called two. There are one.\n"
    assert main(["fetch", str(region_with(tmp_path, "")), "--lang", "en"]) == 1
    assert "nothing to fetch" in capsys.readouterr().err


def test_a_fetch_that_is_under_way_is_not_joined(
    loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = region_with(tmp_path, loopback.address, "one")
    with alone(folder):
        assert main(["fetch", str(folder), "--lang", "en"]) == 1
    assert "already under way" in capsys.readouterr().err


def test_every_problem_of_the_settings_is_told_and_nobody_is_asked(
    loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = region_with(tmp_path, "http://127.0.0.1", "one", "two")
    assert main(["fetch", str(folder), "--lang", "en"]) == 1
    text = capsys.readouterr().err
    assert text.count("is not an address to fetch from") == 2
    assert "Errors: 2." in text
    assert loopback.received == []


def test_by_the_command_itself_this_machine_and_those_inside_are_never_reached(
    loopback: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = loopback.address.rpartition(":")[2]
    folder = region_with(tmp_path, f"https://127.0.0.1:{port}", "one")
    assert main(["fetch", str(folder), "--lang", "en"]) == 1
    assert "leads to a machine on an internal network" in capsys.readouterr().err
    assert loopback.received == []


def test_every_remark_that_is_made_can_be_said_in_both_languages_and_no_other() -> None:
    made = set()
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("FetchError", "Remark"):
                first = node.args[0]
                made |= {first.value} if isinstance(first, ast.Constant) else set()
    sentences = {code: each for code, each in fetch_sentences().items() if code != "_report"}
    assert made == set(sentences)
    for code, each in sentences.items():
        assert set(each) == {"sv", "en"}, code
        for language, text in each.items():
            assert ("{value}" in text, "{expected}" in text) == (
                "{value}" in each["sv"],
                "{expected}" in each["sv"],
            ), code
            assert "{" not in remark_sentence(Remark(code, "a", ("b",)), language)
    for phrases in fetch_sentences()["_report"].values():
        assert set(phrases) == {"sv", "en"}


def test_every_setting_of_a_connector_stands_in_its_page_and_the_limits_there_are_those_that_hold() -> None:
    page = (ROOM.parents[1] / "docs" / "fetch.md").read_text(encoding="utf-8")
    for field in fields(ConnectorSettings):
        if field.name not in ("key", "dropped"):
            assert re.search(rf"^\| (`\w+`, )*`{field.name}`", page, re.MULTILINE), field.name
    for limit in (
        f"{limits.ANSWER.bytes_most // limits.MIB} MiB and {limits.ANSWER.whole_s / 60:.0f} minutes",
        f"{limits.WHOLE_FILE.bytes_most // limits.MIB} MiB and {limits.WHOLE_FILE.whole_s / 60:.0f} minutes",
        f"{limits.ALL_BYTES_MOST // limits.MIB} MiB, {limits.CALLS_MOST:,} questions and an hour",
        f"| rows or features of a file | {limits.ROWS_MOST // 1_000_000} million |",
        f"| pages of an answer | {limits.PAGES_MOST:,} |",
        f"| redirects | {limits.REDIRECTS_MOST} |",
        f"{limits.WAIT_MOST_S:.0f} seconds",
        f"At most {CONNECTORS_MOST} connectors, and {CODES_MOST:,} codes",
    ):
        assert limit in page, limit
    assert limits.ALL_S == 3600
    assert (limits.CALLS_A_WINDOW, limits.WINDOW_S, limits.TRIES_MOST) == (5, 1.0, 4)
    toml = page.split("```toml\n", 1)[1].split("```", 1)[0]
    problems = Problems()
    assert len(read_connectors(TomlReader(tomllib.loads(toml), problems, "region.toml"))) == 5
    assert problems.found == []
