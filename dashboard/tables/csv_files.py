"""Tables as CSV that a spreadsheet opens as it should, and what every file says of itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np

from dashboard.layers.base import NUMBERS, Phrase, Table
from dashboard.tables.rows import heading_text, is_missing
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet."""


def csv_bytes(
    table: Table, assessment: Assessment, words: Words, about: Sequence[tuple[str, ...]] = ()
) -> bytes:
    """A table as CSV: semicolons and decimal commas in Swedish, commas and points in English.

    The last lines say what it is: `about`, or else region, version, sources and, where it is, that it is
    example data.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, so that spreadsheets read å, ä and ö.
    """
    swedish = words.language == "sv"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if swedish else ",", lineterminator="\r\n")
    writer.writerow(["id", *(safe(heading_text(column, words)) for column in table.columns)])
    for at, id_ in enumerate(table.ids):
        cells = [_plain(table.values[column.key][at], column.kind, words) for column in table.columns]
        writer.writerow([safe(id_), *cells])
    writer.writerow([])
    lines = [list(line) for line in about] or [[line] for line in provenance(assessment, words)]
    for line in lines:
        writer.writerow([safe(part) for part in line])
    return out.getvalue().encode("utf-8-sig")


def provenance(assessment: Assessment, words: Words) -> list[str]:
    """Notice, region, version and sources: what every file says about itself."""
    region = assessment.region
    lines = [words.of(region.settings.notice)] if region.settings.notice else []
    name, version = words.of(region.settings.name), f"{words('ui.version')} {region.version}"
    lines.append(
        ", ".join(
            part for part in (name, version if region.version else "", words.date(region.built[:10])) if part
        )
    )
    lines.append(travel_sentence(region, words))
    lines += [
        f"{source.title}, {source.publisher}, {source.licence}, {source.date}"
        for source in region.settings.sources
    ]
    return lines


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one."""
    return f"'{text}" if text.startswith(RISKY) else text


def plain_number(number: float, words: Words) -> str:
    """A number as a spreadsheet reads it: no thousands, no powers of ten, the language's decimal sign."""
    text = np.format_float_positional(number, precision=6, trim="-")
    return text.replace(".", ",") if words.language == "sv" else text


def _plain(value: object, kind: str, words: Words) -> str:
    if is_missing(value):
        return words("why.missing")
    if kind in NUMBERS and not isinstance(value, Phrase):
        number = float(value)  # type: ignore[arg-type]  # a number, by its kind
        if np.isinf(number):
            return words.value(number, kind)
        return plain_number(number, words)
    if kind == "date" and not isinstance(value, Phrase):
        return str(value)  # ISO: a spreadsheet sorts it
    return safe(words.value(value, kind))
