"""Tables as CSV that a spreadsheet opens as it should, and where what is in them comes from."""

from __future__ import annotations

import csv
import io

import numpy as np

from dashboard.layers.base import NUMBERS, Column, Phrase, Table
from dashboard.tables.file_columns import file_heading, missing_reasons, number_in
from dashboard.tables.rows import is_missing
from dashboard.words.disclosure import disclosure_sentence, noise_sentence
from dashboard.words.source_line import source_line
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet."""


def csv_bytes(table: Table, words: Words) -> bytes:
    """A table's rows as CSV: semicolons and decimal commas in Swedish, commas and points in English.

    A number that is missing is empty, and why stands in a column of its own, the last.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, so that spreadsheets read å, ä and ö.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter(words), lineterminator="\r\n")
    reasons = missing_reasons(table, words)
    last = [] if reasons is None else [words("column.missing")]
    writer.writerow(["id", *(safe(file_heading(column, words)) for column in table.columns), *last])
    for at, id_ in enumerate(table.ids):
        cells = [_plain(table.values[column.key][at], column, words) for column in table.columns]
        writer.writerow([safe(id_), *cells, *([] if reasons is None else [safe(reasons[at])])])
    return out.getvalue().encode("utf-8-sig")


def delimiter(words: Words) -> str:
    """What stands between the cells, as spreadsheets of the language expect."""
    return ";" if words.language == "sv" else ","


def provenance(assessment: Assessment, words: Words) -> list[str]:
    """Notice, region, version, noise of its counts and sources: what every file says about itself."""
    region = assessment.region
    lines = [words.of(region.settings.notice)] if region.settings.notice else []
    name, version = words.of(region.settings.name), f"{words('ui.version')} {region.version}"
    lines.append(
        ", ".join(
            part for part in (name, version if region.version else "", words.date(region.built[:10])) if part
        )
    )
    if region.protected:
        lines.append(f"{disclosure_sentence(region, words)} {noise_sentence(region, words)}")
    lines.append(travel_sentence(region, words))
    return [*lines, *(source_line(source, words) for source in region.settings.sources)]


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one."""
    return f"'{text}" if text.startswith(RISKY) else text


def plain_number(number: float, words: Words) -> str:
    """A number as a spreadsheet reads it: no thousands, no powers of ten, the language's decimal sign."""
    text = np.format_float_positional(number, precision=6, trim="-")
    return text.replace(".", ",") if words.language == "sv" else text


def _plain(value: object, column: Column, words: Words) -> str:
    number = number_in(value, column)
    if number is not None:
        return plain_number(number, words)
    if column.kind in NUMBERS or is_missing(value):
        return ""
    if column.kind == "date" and not isinstance(value, Phrase):
        return str(value)  # ISO: a spreadsheet sorts it
    return safe(words.value(value, column.kind))
