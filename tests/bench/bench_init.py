"""How much of a region `init` guesses right, against `region.toml` as people wrote it by hand.

python -m tests.bench.bench_init

Guesses were worked out on Leeds, Västra Götaland and the city of `tests/chicago.py`. Others were held out
when first met (columns right of all: Devon 22 of 34, Dalarna 17 of 17, Durham 19 of 25, the demo 115 of
116, each accepted at once); what they then showed was mended, so that they are not unseen any more. The files
of Dalarna and the demo call most columns what the program calls them: they show little.

A file is right where it fills the same tables; a column where the same column of the file, or one value on
every row, stands for it. Accepted is whether `check` finds no error, with every question left at its guess.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata.checks import check
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME, read_settings
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import the_table
from geodata.demo.folder import write
from geodata.guess.looked import looked_at
from geodata.guess.written import written
from geodata.sources import SHIPPED, located, read
from tests.chicago import write_chicago
from tests.dalarna import write_dalarna
from tests.durham import write_durham

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Score:
    """How a folder came out."""

    name: str
    files: tuple[int, int]
    columns: tuple[int, int]
    wrong: tuple[str, ...]
    errors: int
    questions: int
    seconds: float


def folders(temporary: Path) -> Iterator[tuple[str, Path, Path | None]]:
    """Name, folder of files alone, and `region.toml` as written by hand, where one is."""
    for name in ("leeds", "devon"):
        folder = Path(shutil.copytree(SHARED / "england" / name, temporary / name))
        yield name, folder, EXAMPLES / "england" / name / FILE_NAME
    folder = temporary / "vastra_gotaland"
    folder.mkdir()
    for file in ("units_1177_2021_raw.csv", "population_regso_2020_2023.csv"):
        shutil.copy(SHARED / "sweden" / file, folder)
    yield "vastra_gotaland", folder, EXAMPLES / "vastra-gotaland" / FILE_NAME
    yield "chicago", write_chicago(temporary / "chicago"), None
    yield "dalarna", *_apart(write_dalarna(temporary / "dalarna", SHARED))
    yield "durham", *_apart(write_durham(temporary / "durham", SHARED))
    yield "demo", *_apart(write("09", temporary / "demo").parent)


def _apart(folder: Path) -> tuple[Path, Path]:
    """The folder without its `region.toml`, which is moved beside it."""
    truth = folder.with_name(f"{folder.name}.toml")
    (folder / FILE_NAME).rename(truth)
    return folder, truth


def scored(name: str, folder: Path, truth: Path | None) -> Score:
    """Look, write, check and compare."""
    begin = time.perf_counter()
    findings = looked_at(folder)
    (folder / FILE_NAME).write_text(written(findings), encoding="utf-8")
    seconds = time.perf_counter() - begin
    errors = len(check(folder).errors)
    if truth is None:
        return Score(name, (0, 0), (0, 0), (), errors, len(findings.questions), seconds)
    ours, by_hand = (_settings(path) for path in (folder / FILE_NAME, truth))
    files, columns, wrong = [0, 0], [0, 0], []
    guessed = _sources(ours, folder)
    for place, source in _sources(by_hand, folder).items():
        file, table, _column = place
        if file.startswith(SHIPPED):
            continue
        columns[1] += 1
        columns[0] += guessed.get(place) == source
        if guessed.get(place) != source:
            wrong.append(f"{file}: {table}.{place[2]} is {source}, guessed {guessed.get(place)}")
    filled = {(each.file, the_table(key).name) for key, each in ours.tables.items()}
    for key, each in by_hand.tables.items():
        files[1] += 1
        files[0] += (each.file, the_table(key).name) in filled
    return Score(
        name,
        (files[0], files[1]),
        (columns[0], columns[1]),
        tuple(wrong),
        errors,
        len(findings.questions),
        seconds,
    )


def _settings(path: Path) -> RegionSettings:
    problems = Problems()
    settings = read_settings(path, problems)
    if settings is None:
        raise SystemExit(f"{path}: {problems.found}")
    return settings


def _sources(settings: RegionSettings, folder: Path) -> dict[tuple[str, str, str], str]:
    """What each of our columns is read from, by file and table."""
    found: dict[tuple[str, str, str], str] = {}
    for key, each in settings.tables.items():
        raw = read(located(each.file, folder), each.file, each.layer, Problems())
        header = set(raw.frame.columns) if raw is not None else set()
        table = the_table(key)
        for column in table.names:
            if source := _source(column, each, header, table.measure):
                found[each.file, table.name, column] = source
    return found


def _source(column: str, settings: TableSettings, header: set[str], measure: str) -> str:
    if column in settings.constants:
        return "the same on every row"
    if column in settings.extract:
        return settings.extract[column]["column"]
    wide = [*settings.melt.values(), *settings.melt_like.values()]
    if wide and (column == measure or any(column in constants for constants in wide)):
        return "wide columns"
    source = settings.columns.get(column, column)
    return source if source in header else ""


def main() -> None:
    """Print one line a region, and what was wrong."""
    with tempfile.TemporaryDirectory() as temporary:
        scores = [scored(*each) for each in folders(Path(temporary))]
    for each in scores:
        accepted = "accepted at once" if each.errors == 0 else f"{each.errors} errors"
        print(
            f"{each.name:16} files {each.files[0]:3} of {each.files[1]:3}   columns {each.columns[0]:3} of "
            f"{each.columns[1]:3}   {accepted:17} {each.questions} questions   {each.seconds:5.1f} s"
        )
    for each in scores:
        for line in each.wrong:
            print(f"  {each.name}: {line}")


if __name__ == "__main__":
    main()
