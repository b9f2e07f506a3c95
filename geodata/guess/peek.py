"""A look into each file of a folder: its header and enough of its rows, however large it is."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pandas import DataFrame

from geodata.contract.problems import Problem, Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.guess.findings import Reason
from geodata.guess.names import known_columns, plain
from geodata.sources import ENDINGS, read
from geodata.sources.layout import Layout
from geodata.sources.raw import Raw

FILES_MOST, LAYERS_MOST, COLUMNS_MOST = 200, 20, 500
TEXT_WHOLE, OTHER_WHOLE = 48 * 2**20, 400 * 2**20
"""Bytes up to which a file of text, and one of another kind, is read whole."""
HEAD, BLOCK, BLOCKS = 4 * 2**20, 2**20, 8
"""Bytes of the beginning of a longer text, of each block after it, and how many such blocks."""
PARQUET_ROWS = 200_000
ROWS_MOST: Final = 200_000
"""Rows that are looked at of any file."""
TEXTS, PARQUET = (".csv", ".txt", ".tsv"), (".parquet", ".geoparquet")
PROPOSING: Final = ("title_rows", "header_below", "header_of_several_rows", "notes_below", "several_tables")
"""Problems that propose where a table begins and ends."""
_ROUNDS = 4


@dataclass(frozen=True)
class KnownLayout(Layout):
    """A layout that looks for the columns of any table, by the names that publishers use."""

    def wants(self, name: str) -> bool:
        """Whether the name is a known one."""
        return "".join(plain(name)) in known_columns()


@dataclass(frozen=True, eq=False)
class Peek:
    """One table of one file, as it was looked at.

    Attributes
    ----------
    file, layer
        As `region.toml` names them; `layer` only where the file has several.
    raw : Raw or None
        None where the file cannot be read.
    whole : bool
        Whether every row is in `raw`.
    problems : tuple of Problem
        What the reader remarked.
    why_not : Reason or None
        Why it was not read.
    lines : mapping
        Settings of its table that say where in the file it stands.
    """

    file: str
    layer: str | None = None
    raw: Raw | None = None
    whole: bool = True
    problems: tuple[Problem, ...] = ()
    why_not: Reason | None = None
    lines: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What it is called in a file of answers: the file, and the layer where there are several."""
        return self.file if self.layer is None else f"{self.file}#{self.layer}"

    @cached_property
    def frame(self) -> DataFrame:
        """Text of its columns; empty where it was not read."""
        return DataFrame() if self.raw is None else self.raw.frame


def peeks(folder: Path) -> tuple[Peek, ...]:
    """A look into every file of a folder that may hold a table, by name; files of folders within are not.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    tuple of Peek
        At most `FILES_MOST` files of `LAYERS_MOST` layers each; a file that was not read says why.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and _may_be_table(path))
    found: list[Peek] = []
    for path in files[:FILES_MOST]:
        found += _of_file(path)
    found += [
        Peek(path.name, why_not=Reason("too_many_files", str(FILES_MOST))) for path in files[FILES_MOST:]
    ]
    return tuple(found)


def _may_be_table(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith((".", "~$", FILE_NAME)) or name.endswith((".source.json", ".key", ".npz", ".md")):
        return False
    return path.suffix.lower() in ENDINGS


def _of_file(path: Path) -> Iterator[Peek]:
    written = path.name.encode(errors="replace").decode()
    if written != path.name:  # bytes that are no UTF-8, which no region.toml can name
        yield Peek(written, why_not=Reason("name_not_text"))
        return
    size, kind = path.stat().st_size, path.suffix.lower()
    if size == 0:
        yield Peek(path.name, why_not=Reason("empty_file"))
        return
    if kind not in (*TEXTS, *PARQUET) and size > OTHER_WHOLE:
        yield Peek(path.name, why_not=Reason("too_large", str(OTHER_WHOLE // 2**20)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        sample = Path(temporary) / path.name
        whole = True
        try:
            if kind in TEXTS and size > TEXT_WHOLE:
                _sample_text(path, sample, size)
                whole = False
            elif kind in PARQUET:
                whole = not _sample_parquet(path, sample)
        except (OSError, ValueError, pa.ArrowException) as error:
            yield Peek(path.name, why_not=Reason("unreadable", str(error)[:80]))
            return
        source = path if whole else sample
        first = _look(source, None, whole)
        names = _other_layers(first.problems)
        if not names:
            yield first
        for name in names[:LAYERS_MOST]:
            yield _look(source, name, whole)


def _look(path: Path, layer: str | None, whole: bool) -> Peek:
    """A table as it is read once the header and the end have been found that the reader proposes."""
    layout: Layout = KnownLayout(layer=layer)
    lines: dict[str, Any] = {}
    for _round in range(_ROUNDS):
        problems = Problems()
        raw = read(path, path.name, layer, problems, layout)
        proposed = {key: value for key, value in _proposed(problems.found).items() if key not in lines}
        if not proposed:
            break
        lines |= proposed
        layout = replace(layout, **proposed)
    found = tuple(problems.found)
    if raw is None:
        codes = ", ".join(dict.fromkeys(problem.code for problem in found))
        return Peek(path.name, layer, None, whole, found, Reason("unreadable", codes))
    if len(raw.frame.columns) > COLUMNS_MOST:
        return Peek(path.name, layer, why_not=Reason("too_many_columns", str(COLUMNS_MOST)))
    if len(raw.frame) > ROWS_MOST:
        raw, whole = _thinned(raw), False
    return Peek(path.name, layer, raw, whole, found, lines=lines)


def _proposed(problems: Iterable[Problem]) -> dict[str, Any]:
    """Settings of a layout that problems propose, by name."""
    found: dict[str, Any] = {}
    for problem in problems:
        if problem.code in PROPOSING:
            for line in problem.expected:
                for key, value in tomllib.loads(line).items():
                    rows = (value,) if isinstance(value, int) else tuple(value)
                    found.setdefault(key, rows if key == "header_row" else value)
    return found


def _other_layers(problems: Iterable[Problem]) -> list[str]:
    """Layers of a file that has several with tables in them; none where one is meant."""
    for problem in problems:
        if problem.code in ("several_layers", "first_layer"):
            return [str(tomllib.loads(line)["layer"]) for line in problem.expected]
        if problem.code == "other_sheets":
            return [problem.value or "", *problem.expected]
    return []


def _thinned(raw: Raw) -> Raw:
    """Every so manieth row, from the first."""
    step = -(-len(raw.frame) // ROWS_MOST)
    geometry = None if raw.geometry is None else raw.geometry[::step]
    frame = raw.frame.iloc[::step].reset_index(drop=True)
    return Raw(frame, raw.rows[::step], geometry, raw.crs, raw.assumed)


def _sample_text(path: Path, sample: Path, size: int) -> None:
    """The beginning of a long text and blocks spread over the rest, each from one line's end to another's."""
    with path.open("rb") as stream, sample.open("wb") as out:
        out.write(_whole_lines(stream.read(HEAD), from_start=True))
        step = (size - HEAD) // BLOCKS
        for number in range(BLOCKS):
            stream.seek(HEAD + number * step)
            out.write(_whole_lines(stream.read(BLOCK), from_start=False))


def _whole_lines(block: bytes, *, from_start: bool) -> bytes:
    first = 0 if from_start else block.find(b"\n") + 1
    return block[first : block.rfind(b"\n") + 1]


def _sample_parquet(path: Path, sample: Path) -> bool:
    """Write the first rows of a long file as one of its own; False where it is short."""
    with pq.ParquetFile(path) as file:
        if file.metadata.num_rows <= PARQUET_ROWS:
            return False
        batches, rows = [], 0
        for batch in file.iter_batches(65_536):
            batches.append(batch)
            rows += batch.num_rows
            if rows >= PARQUET_ROWS:
                break
        pq.write_table(pa.Table.from_batches(batches, file.schema_arrow), sample)
    return True
