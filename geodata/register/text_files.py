"""Registers in files of text: separator and names by the first record, and UTF-8 whatever they are in.

Nothing is guessed by the engine: a guess would leave rows out. What is not UTF-8 is written anew in blocks.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from geodata.contract.headers import HEADER_MOST, headers
from geodata.register.engine import EngineError, RefusedRow, RowsRefusedError
from geodata.sources.delimited import FIELD_MOST
from geodata.sources.raw import unique_names

SEPARATORS = ",;\t|"
BLOCK = 4 * 1024**2
"""Bytes that are read at a time; the names of the columns stand in the first."""

ROOM = 1024**3
"""Bytes of the disk that are left free when text is written anew."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?')
_BYTE_ORDER = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CODES = {"TOO MANY COLUMNS": "too_many_fields"}
_FIELDS = re.compile(r"Columns: (\d+) Found: (\d+)")


@dataclass(frozen=True)
class TextFile:
    """One file of a register.

    Attributes
    ----------
    path : Path
        Where its text lies in UTF-8.
    name : str
        What problems call it.
    columns : tuple of str
        Names of its columns, in one form, all different.
    separator : str
    skip : int
        Lines before the names.
    """

    path: Path
    name: str
    columns: tuple[str, ...]
    separator: str
    skip: int = 0


def text_file(path: Path, name: str, spill: Path, remarks: list[RefusedRow], *, careful: bool) -> TextFile:
    """A file as it can be read; in UTF-8 and with lines of one kind in `spill` where it is not so itself.

    Parameters
    ----------
    path : Path
    name : str
    spill : Path
        Folder for what is written anew.
    remarks : list
        A file in another encoding is added.
    careful : bool
        Whether all of the file is looked through for its encoding, not only its beginning.

    Raises
    ------
    EngineError
        If the file cannot be read, or has no names of columns.
    """
    try:
        encoding, row, mixed = _looked_through(path, careful=careful)
        if encoding != "utf-8" or mixed:
            path = _in_utf8(path, name, encoding, spill)
        with _opened(path) as stream:
            text = stream.read(BLOCK).decode("utf-8-sig", errors="replace")
    except (OSError, EOFError, zlib.error) as error:
        raise EngineError("unreadable_file", str(error) or "gzip", file=name) from error
    if row:
        remarks.append(RefusedRow("not_utf8", name, row, "", ("UTF-8",)))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    skip = 0
    if named := _SEPARATOR_LINE.fullmatch(first.strip()):
        skip, text = 1, rest
        first = rest.partition("\n")[0]
    if not first.strip():
        raise EngineError("no_header", file=name, row=1 + skip)
    outside = "".join(first.split('"')[::2])
    separator = named[1] if named else max(SEPARATORS, key=outside.count)
    csv.field_size_limit(FIELD_MOST)
    try:
        names = headers(next(csv.reader(io.StringIO(text), delimiter=separator)))
    except csv.Error as error:
        raise EngineError("not_a_table", str(error), file=name, row=1 + skip) from error
    longest = max(names, key=len)
    if len(longest) > HEADER_MOST:
        value = f"{longest[:40]}… ({len(longest)})"
        raise EngineError("long_header", value, (str(HEADER_MOST),), file=name, row=1 + skip)
    unnamed = [each or f"column {number}" for number, each in enumerate(names, start=1)]
    return TextFile(path, name, tuple(unique_names(unnamed, [])), separator, skip)


def table_of(backend: Any, files: Sequence[TextFile], *, short_rows: bool) -> Any:
    """Rows of all files as an ibis table; a column that a file lacks is empty there.

    Parameters
    ----------
    backend : ibis backend
    files : sequence of TextFile
    short_rows : bool
        Whether a record may lack its last fields.
    """
    alike: dict[TextFile, list[TextFile]] = {}
    for file in files:
        alike.setdefault(replace(file, path=Path(), name=""), []).append(file)
    parts = [f"SELECT * FROM {_read(group, short_rows=short_rows)}" for group in alike.values()]
    backend.raw_sql("CREATE OR REPLACE TEMP VIEW register_text AS " + " UNION ALL BY NAME ".join(parts))
    return backend.table("register_text")


def has_short_rows(backend: Any, files: Sequence[TextFile]) -> bool:
    """Whether some record lacks its last fields.

    Raises
    ------
    RowsRefusedError
        If some record is worse: with too many fields, or a quotation mark that nothing closes.
    """
    names = {str(file.path): file.name for file in files}
    refused: dict[tuple[str, int], RefusedRow] = {}
    short = False
    for file in files:
        columns = ", ".join(f'count("{_doubled(name)}")' for name in file.columns)
        backend.raw_sql(f"SELECT {columns} FROM {_read([file], rejects=True)}").fetchall()
        found = backend.raw_sql(
            "SELECT DISTINCT s.file_path, e.line, e.error_type, e.error_message FROM reject_errors e "
            "JOIN reject_scans s USING (scan_id, file_id) ORDER BY e.line, e.error_message"
        ).fetchall()
        for path, row, kind, message in found:
            if kind == "MISSING COLUMNS":
                short = True
                continue
            fields = _FIELDS.search(message)
            code = _CODES.get(kind, "unreadable_row")
            value, expected = (fields[2], (fields[1],)) if fields else (kind.lower(), ())
            of_row = RefusedRow(code, names.get(path, file.name), int(row), value, expected)
            refused[of_row.file, of_row.row] = of_row  # one for each field too many: the last has them all
        backend.raw_sql("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    if refused:
        raise RowsRefusedError(list(refused.values()))
    return short


def _read(files: Sequence[TextFile], *, short_rows: bool = False, rejects: bool = False) -> str:
    """The engine's reading of files of one kind, with everything said."""
    first = files[0]
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in first.columns)
    options = {
        "auto_detect": "false",
        "delim": _text(first.separator),
        "quote": "'\"'",
        "escape": "'\"'",
        "header": "true",
        "skip": str(first.skip),
        "columns": f"{{{columns}}}",
    }
    if short_rows:
        options |= {"null_padding": "true", "parallel": "false"}
    if rejects:
        options |= {"store_rejects": "true", "rejects_limit": "1000"}
    paths = ", ".join(_text(str(file.path)) for file in files)
    return f"read_csv([{paths}], {', '.join(f'{name} = {value}' for name, value in options.items())})"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _doubled(name: str) -> str:
    return name.replace('"', '""')


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]


def _looked_through(path: Path, *, careful: bool) -> tuple[str, int, bool]:
    """Encoding of a file; the row where it first is not UTF-8, else 0; whether its lines end differently."""
    decoder, lines = codecs.getincrementaldecoder("utf-8")(), 0
    ends: Counter[str] = Counter()
    with _opened(path) as stream:
        block = stream.read(BLOCK)
        for mark, encoding in _BYTE_ORDER.items():
            if block.startswith(mark):
                return encoding, 0, False
        while block:
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return "cp1252", lines + block.count(b"\n", 0, error.start) + 1, False
            both = block.count(b"\r\n")
            ends += Counter(both=both, line=block.count(b"\n") - both, back=block.count(b"\r") - both)
            lines += block.count(b"\n")
            block = stream.read(BLOCK) if careful else b""
    return "utf-8", 0, len(ends) > 1


def _in_utf8(path: Path, name: str, encoding: str, spill: Path) -> Path:
    """A copy in UTF-8, block by block, with every line ended alike.

    Raises
    ------
    EngineError
        If the disk has no room for it.
    """
    target = spill / f"text-{len(list(spill.iterdir()))}.csv"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    plain = io.IncrementalNewlineDecoder(decoder, translate=True)
    with _opened(path) as stream, target.open("w", encoding="utf-8", newline="") as out:
        while block := stream.read(BLOCK):
            if shutil.disk_usage(spill).free < ROOM:
                raise EngineError("no_room_for_text", encoding, file=name)
            out.write(plain.decode(block))
        out.write(plain.decode(b"", final=True))
    return target
