"""Reading files as they come: one module per kind, all giving the same `Raw` table of text."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from geodata.contract.problems import Problems
from geodata.sources import (
    delimited,
    excel,
    geojson,
    json_tables,
    older_excel,
    open_document,
    parquet,
    vector,
    xml_records,
)
from geodata.sources.below_table import table_alone
from geodata.sources.error_cells import tell_error_cells
from geodata.sources.kinds import convertible, is_text, kind_by_content, must_be_converted
from geodata.sources.layout import Layout
from geodata.sources.packed import unpacked
from geodata.sources.raw import Raw, UnreadableError, with_headers

TABLES = {
    ".csv": delimited.read,
    ".txt": delimited.read,
    ".tsv": delimited.read,
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".ods": open_document.read,
    ".xls": older_excel.read,
    ".xlsb": older_excel.read,
}
"""Readers of text and sheets, in which a table may stand anywhere."""

FILES = {
    ".parquet": parquet.read,
    ".geoparquet": parquet.read,
    ".geojson": geojson.read,
    ".json": json_tables.read,
    **dict.fromkeys((".geojsonl", ".geojsons", ".ndjson"), geojson.read),
    ".xml": xml_records.read,
    **dict.fromkeys(vector.KINDS, vector.read),
}
"""Readers of files that are a table from end to end."""

TEXT = (".csv", ".txt", ".tsv")
ONE_LAYER = (".parquet", ".geoparquet", ".geojson", ".json")
"""Kinds other than text that hold one table, whatever it is called."""
PACKED = (".gz", ".zip", ".kmz")
ENDINGS = (*TABLES, *FILES, *PACKED)

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


def read(
    path: Path, file: str, layer: str | None, problems: Problems, layout: Layout | None = None
) -> Raw | None:
    """Table of text in a file, or None where it cannot be read; what is wrong is added to `problems`.

    Parameters
    ----------
    path : Path
    file : str
        The name problems are reported under.
    layer : str or None
        Sheet or layer; the only or first one where None.
    problems : Problems
    layout : Layout, optional
        Where in the file the table stands; its own layer is not asked for.
    """
    layout = replace(layout or Layout(), layer=layer)
    before = len(problems.found)
    try:
        raw = with_headers(_read(path, file, layout, problems), file, problems)
    except UnreadableError as error:
        problems.add(error.code, file, row=error.row, value=error.value, expected=error.expected)
        return None
    except MemoryError:
        problems.add("file_too_large", file)
        return None
    except OSError as error:
        problems.add("unreadable_file", file, value=error.strerror or str(error))
        return None
    if any(each.code in HOLES for each in problems.found[before:]):
        return None
    if raw.frame.empty:
        problems.add("empty_table", file, severity="warning")
    return raw


def _read(path: Path, file: str, layout: Layout, problems: Problems) -> Raw:
    _refuse_folder(path, file)
    ending = _ending(path, file, problems)
    if ending in PACKED:
        with unpacked(path, layout, ENDINGS) as (inner, layer):
            if inner.suffix.lower() in PACKED:
                raise UnreadableError("packed_twice", inner.suffix)
            return _read(inner, file, replace(layout, layer=layer), problems)
    _tell_unused(layout, ending, file, problems)
    if ending in TABLES:
        raw = table_alone(TABLES[ending](path, file, layout, problems), layout, file, problems)
        tell_error_cells(raw, layout, file, problems)
        return raw
    if ending == path.suffix.lower():
        return FILES[ending](path, file, layout.layer, problems)
    with tempfile.TemporaryDirectory(prefix="utbudskarta-") as folder:  # readers go by the name
        named = Path(folder, f"{path.stem}{ending}")
        named.symlink_to(path.resolve())
        return FILES[ending](named, file, layout.layer, problems)


def _tell_unused(layout: Layout, ending: str, file: str, problems: Problems) -> None:
    """Warn of settings that say nothing of a file of this kind."""
    of_text, of_sheets = ending in TEXT, ending in TABLES
    unused = {
        "layer": of_text or ending in ONE_LAYER,
        "header_row": not of_sheets,
        "header": not of_sheets,
        "skip_after": not of_sheets,
        "encoding": not of_text,
        "separator": not of_text,
    }
    for name in (name for name, without in unused.items() if without and getattr(layout, name)):
        problems.add("setting_without_use", file, value=name, expected=(ending,), severity="warning")


def _refuse_folder(path: Path, file: str) -> None:
    """Refuse what is no file; a folder with what it is, or what lies in it."""
    if path.is_file():
        return
    if not path.exists():
        raise UnreadableError("missing_file")
    if not path.is_dir():
        raise UnreadableError("not_a_file")
    if convertible(path.suffix):
        raise must_be_converted(path.suffix, file)
    inside = sorted(each.name for each in path.iterdir())[:20]
    raise UnreadableError("folder_not_file", expected=tuple(f"{file.rstrip('/')}/{name}" for name in inside))


def _ending(path: Path, file: str, problems: Problems) -> str:
    """Ending that says how a file is read: its own, unless its content is of another kind."""
    own = path.suffix.lower()
    content = kind_by_content(path)
    if content == ".xlsx" and own == ".xlsm":
        content = own
    if content == ".xml":  # what Excel 2003 wrote as XML
        raise must_be_converted(".fods", file)
    if own not in ENDINGS:
        for each in (own, content or ""):
            if convertible(each):
                raise must_be_converted(each, file)
        if content is None and own in OTHER_TEXT and is_text(path):
            content = ".csv"
        if content is None:
            raise UnreadableError("unknown_kind_of_file", path.suffix, tuple(sorted(ENDINGS)))
    if own == ".tab" and content is None and is_text(path):  # MapInfo's begin in another way
        return ".tsv"
    if content is None:
        if own in OFTEN_TEXT and is_text(path):
            problems.add("other_kind", file, value=own, expected=(".csv",), severity="warning")
            return ".csv"
        return own
    if content == own or (content, own) in SAME or (content == ".html" and own in (*vector.XML, ".xml")):
        return own
    if content not in ENDINGS:
        raise must_be_converted(content, file)
    problems.add("other_kind", file, value=own, expected=(content,), severity="warning")
    return content


HOLES = ("formula_without_value", "merged_numbers")
"""Problems of cells that only seem empty: nothing true can be said of rows before they are mended."""
SAME = ((".parquet", ".geoparquet"), (".zip", ".kmz"))
"""Kinds by their content, and what they may be called as well."""
OTHER_TEXT = ("", ".asc", ".dat", ".data", ".dsv", ".lst", ".prn", ".psv", ".skv")
"""Other endings of text."""
OFTEN_TEXT = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")
"""Endings that programs give to what is text."""


__all__ = ["ENDINGS", "FILES", "SHIPPED", "TABLES", "Layout", "Raw", "located", "read"]
