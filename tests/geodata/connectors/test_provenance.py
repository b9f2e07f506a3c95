"""A build names the source of what was fetched, by its sidecar alone, and says when that no longer holds."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.checks import check
from geodata.connectors.provenance import with_fetched_sources
from geodata.connectors.sidecar import Sidecar, read_sidecar, sidecar_path
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import Source
from geodata.sources.json_stat import Note
from tests.toy import write_toy_region

ROOT = Path(__file__).parents[3]
CONNECTOR = """
[connectors.people]
kind = "pxweb"
address = "https://statistik.example/api/v2"
table = "TAB6471"
file = "population.csv"
"""
SIDECAR = Sidecar(
    kind="pxweb",
    address="https://statistik.example/api/v2?key=secret",
    question="q",
    fetched="2026-11-30T12:00:00+00:00",
    updated="2026-06-08T06:00:00Z",
    title="Folkmängd (TAB6471)",
    publisher="SCB",
    licence="CC0 1.0",
    notes=(Note("Brus.", mandatory=True), Note("Annat.")),
    columns=("area_id",),
    rows=3,
    size_bytes=1,
    sha256="",
    etag="",
    last_modified="",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy region, whose residents have been fetched."""
    folder = write_toy_region(tmp_path / "toy")
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        file.write(CONNECTOR)
    put_sidecar(folder)
    return folder


def put_sidecar(folder: Path, **changes: str) -> None:
    file = folder / "population.csv"
    right = {"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), **changes}
    sidecar_path(file).write_bytes(Sidecar(**{**vars(SIDECAR), **right}).as_json())


def sources_of(folder: Path) -> tuple[tuple[Source, ...], list[tuple[str, str]]]:
    problems = Problems()
    settings = read_settings(folder, problems)
    assert settings is not None
    found = with_fetched_sources(settings, folder, problems)
    return found.sources, [(each.code, each.severity) for each in problems.found]


def test_what_was_fetched_is_a_source_of_its_table_with_day_and_notes(folder: Path) -> None:
    checked = check(folder)
    assert checked.problems == ()
    assert checked.region is not None
    title = "Folkmängd (TAB6471)"
    assert checked.region.settings.sources[-1] == Source(
        title=title,
        publisher="SCB",
        licence="CC0 1.0",
        date="2026-06-08",
        covers={"sv": title, "en": title},
        tables=("population",),
        fetched="2026-11-30",
        address="https://statistik.example/api/v2",
        notes=("Brus.",),
    )
    assert checked.region.settings.connectors == {}


def test_a_file_that_is_no_longer_what_was_fetched_names_no_source_and_says_so(folder: Path) -> None:
    assert [each.fetched for each in sources_of(folder)[0]][-1:] == ["2026-11-30"]
    with (folder / "population.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    sources, problems = sources_of(folder)
    assert problems == [("changed_since_fetched", "warning")]
    assert not [each for each in sources if each.fetched]


def test_a_file_that_nothing_shows_was_fetched_names_no_source_and_says_so(folder: Path) -> None:
    sidecar_path(folder / "population.csv").unlink()
    sources, problems = sources_of(folder)
    assert problems == [("never_fetched", "warning")]
    assert not [each for each in sources if each.fetched]
    (folder / "population.csv").unlink()
    assert sources_of(folder)[1] == []  # the table says that it is missing


@pytest.mark.parametrize(
    "content", ["", "[", "[]", "{}", '{"form": 1}', '{"form": 2}', "[" * 100_000, "not json"], ids=range(8)
)
def test_a_sidecar_that_cannot_be_read_is_as_none(tmp_path: Path, content: str) -> None:
    sidecar_path(tmp_path / "a.csv").write_text(content, encoding="utf-8")
    assert read_sidecar(tmp_path / "a.csv") is None


@pytest.mark.parametrize(
    "change", [{"rows": "3"}, {"notes": [{"text": "a"}]}, {"columns": [1]}, {"fetched": "soon"}], ids=str
)
def test_a_sidecar_of_another_shape_is_as_none(tmp_path: Path, change: dict[str, object]) -> None:
    content = {**json.loads(SIDECAR.as_json()), **change}
    sidecar_path(tmp_path / "a.csv").write_text(json.dumps(content), encoding="utf-8")
    assert read_sidecar(tmp_path / "a.csv") is None


def test_a_sidecar_is_read_as_it_was_written(folder: Path) -> None:
    found = read_sidecar(folder / "population.csv")
    assert found is not None
    assert Sidecar(**{**vars(found), "sha256": ""}) == SIDECAR


def test_what_a_build_reads_of_connectors_cannot_reach_the_net() -> None:
    reached = set(imported("geodata.connectors.provenance"))
    assert "geodata.connectors.sidecar" in reached
    assert not reached & {
        "requests",
        "urllib3",
        "socket",
        "http",
        "geodata.http.bounded",
        "geodata.http.fence",
    }
    users = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "geodata").rglob("*.py")
        if "geodata.connectors" in file.read_text(encoding="utf-8") and file.parent.name != "connectors"
    }
    assert users == {"geodata/cli.py", "geodata/checks/__init__.py"}


def imported(module: str, met: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every module that one of ours imports, and those that they do."""
    file = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    if not file.is_file():
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name and name not in met:
                yield name
                yield from imported(name, met | {name, module})
