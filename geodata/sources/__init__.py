"""Reading files as they come: one module per kind, all giving the same `Raw` table of text."""

from __future__ import annotations

from pathlib import Path

from geodata.contract.problems import Problems
from geodata.sources import delimited, excel, geojson, parquet, vector
from geodata.sources.raw import Raw, UnreadableError, with_headers

READERS = {
    ".csv": delimited.read,
    ".txt": delimited.read,
    ".tsv": delimited.read,
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".parquet": parquet.read,
    ".geoparquet": parquet.read,
    ".geojson": geojson.read,
    ".json": geojson.read,
    **dict.fromkeys(vector.KINDS, vector.read),
}

SHIPPED = "shipped:"
"""Prefix of the name of a file that comes with the program."""


def located(file: str, folder: Path) -> Path:
    """Path of a file as `region.toml` names it: in `folder`, or shipped with the program."""
    if not file.startswith(SHIPPED):
        return folder / file
    name = Path(file.removeprefix(SHIPPED)).name
    shipped = Path(__file__).parents[1] / "demo"
    found = sorted(path for path in shipped.rglob("*") if path.name == name and path.is_file())
    return found[0] if found else shipped / name


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw | None:
    """Table of text in a file, or None where it cannot be read; what is wrong is added to `problems`.

    Parameters
    ----------
    path : Path
    file : str
        The name problems are reported under.
    layer : str or None
        Sheet or layer; the first where None.
    problems : Problems
    """
    if not path.is_file():
        problems.add("missing_file", file)
        return None
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        problems.add("unknown_kind_of_file", file, value=path.suffix, expected=sorted(READERS))
        return None
    try:
        raw = with_headers(reader(path, file, layer, problems), file, problems)
    except UnreadableError as error:
        problems.add(error.code, file, row=error.row, value=error.value, expected=error.expected)
        return None
    except OSError as error:
        problems.add("unreadable_file", file, value=error.strerror or str(error))
        return None
    if raw.frame.empty:
        problems.add("empty_table", file, severity="warning")
    return raw


__all__ = ["READERS", "SHIPPED", "Raw", "located", "read"]
