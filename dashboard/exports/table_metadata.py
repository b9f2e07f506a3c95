"""What stands beside a CSV: W3C's metadata of tables (CSVW), with the question, its link and the sources."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence

from dashboard.exports.about import AboutLine
from dashboard.layers.base import NUMBERS, Column, Table
from dashboard.tables.csv_files import csv_bytes, delimiter
from dashboard.tables.file_columns import MISSING, file_heading, missing_reasons
from dashboard.tables.report import COLUMNS
from dashboard.words.words import Words

ENDING = "-metadata.json"
"""After the whole name of the CSV: where programs look for it (Model for Tabular Data, 5.3)."""


def table_metadata(
    table: Table, words: Words, about: Sequence[AboutLine], file: str, heading: str, link: str
) -> str:
    """The metadata of a table's CSV as JSON.

    Parameters
    ----------
    table : Table
    words : Words
    about : sequence of (str, str)
        What each line is, and what it says.
    file : str
        Name of the CSV.
    heading : str
    link : str
        Address that puts the question again.
    """
    columns = [
        _described("id", "id", "string"),
        *(
            _described(column.key, file_heading(column, words), _datatype(column, words))
            for column in table.columns
        ),
    ]
    if missing_reasons(table, words) is not None:
        columns.append(_described(MISSING, words("column.missing"), "string"))
    return _metadata(words, about, file, heading, link, columns)


def report_metadata(words: Words, about: Sequence[AboutLine], file: str, link: str) -> str:
    """The metadata of a report's CSV; takes what `table_metadata` does."""
    numbers = {"value", "numerator", "denominator", "region", "today", "target", "threshold"}
    columns = [_described(key, key, _number(words) if key in numbers else "string") for key in COLUMNS]
    return _metadata(words, about, file, words("export.report"), link, columns)


def _metadata(
    words: Words,
    about: Sequence[AboutLine],
    file: str,
    heading: str,
    link: str,
    columns: Sequence[Mapping[str, object]],
) -> str:
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": words.language}],
        "url": file,
        "dc:title": heading,
        "dc:description": "\n".join(f"{what}: {text}" for what, text in about),
        "dc:source": link,
        "dialect": {"delimiter": delimiter(words), "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def csv_archive(
    table: Table, words: Words, about: Sequence[AboutLine], name: str, heading: str, link: str
) -> bytes:
    """A zip archive of a table's CSV and its metadata, both by a name; takes what `table_metadata` does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.csv", csv_bytes(table, words))
        archive.writestr(
            f"{name}.csv{ENDING}", table_metadata(table, words, about, f"{name}.csv", heading, link)
        )
    return out.getvalue()


def _described(name: str, title: str, datatype: object) -> Mapping[str, object]:
    plain = re.sub(r"\W", "_", name, flags=re.ASCII)  # as names of variables in addresses are written
    return {"name": plain, "titles": title, "datatype": datatype}


def _datatype(column: Column, words: Words) -> object:
    return _number(words) if column.kind in NUMBERS else "string"


def _number(words: Words) -> object:
    return {"base": "number", "format": {"decimalChar": "," if words.language == "sv" else "."}}
