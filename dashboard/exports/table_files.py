"""One table of Planera as a file: the same rows as in the drawer, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.exports.about import AboutLine, about_layers
from dashboard.exports.file_names import question_name
from dashboard.exports.geo_files import gpkg_bytes, parquet_bytes
from dashboard.exports.table_metadata import csv_archive, table_metadata
from dashboard.exports.tariff_of_table import tariff_of_table
from dashboard.exports.workbook import Sheet, xlsx_bytes
from dashboard.exports.years_to_come import years_to_come
from dashboard.layers.base import Layer, Table
from dashboard.layers.need import OutlookWords
from dashboard.layers.reach_words import ReachWords
from dashboard.layers.tariff_words import TariffWords
from dashboard.payment.beside import tariffs_beside
from dashboard.question.address import question_path, question_record
from dashboard.question.address_checks import misread_display
from dashboard.question.display import read_display
from dashboard.question.listing import Listing, read_listing, written_place
from dashboard.question.misread import unless
from dashboard.question.request import Request
from dashboard.question.shown_layers import equity_as_shown, layers_as
from dashboard.question.state import Record
from dashboard.question.versus import versus_of
from dashboard.serve.site_address import site_address
from dashboard.tables.brushed import brushed_rows
from dashboard.tables.columns import chosen_columns, with_columns
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.equity import EQUITY, equity_choice
from dashboard.tables.payment_models import MODELS, models_table
from dashboard.tables.scenarios import COMPARE, comparison, named_scenarios
from dashboard.tables.tables import read_day, table_of
from dashboard.words.equity import division_name, index_source
from dashboard.words.layers import layer_words


@dataclass(frozen=True, eq=False)
class TableFile:
    """What a file of one table is made from: `name` is the file's, `link` what puts the question again."""

    request: Request
    name: str
    heading: str
    table: Table
    layer: Layer | None
    about: list[AboutLine]
    link: str


def table_file(request: Request, key: str, record: Record) -> TableFile:
    """The table of a key as the address asks for it, with what it is.

    Parameters
    ----------
    request : Request
    key : str
        Of a layer, or of a table of measures.
    record : mapping
        Address keys: those of the display choose what a layer shows.

    Raises
    ------
    UnknownNameError
        If the region has no such table.
    """
    listing = read_listing(record)
    versus = versus_of(request.region, listing.versus)
    if key == MODELS:
        named_tariffs = tariffs_beside(listing)
        table = models_table(request.assessment, request.focus, named_tariffs, request.words, plain=True)
    elif key == COMPARE:
        named = named_scenarios(request.assessment, versus, listing.versus.name, request.words)
        table = comparison(named, request.focus, request.words, plain=True)
    else:
        day, way, since = (record.get(name, "") for name in ("date", "way", "since"))
        table = table_of(
            request.assessment,
            request.focus,
            key,
            day,
            way,
            since,
            versus,
            listing.gap,
            listing.outlook,
            equity_as_shown(request.assessment, listing),
            listing.units_by,
            listing.tariff,
            listing.reach,
        )
        table = brushed_rows(table, request.assessment, listing.row_brush, listing.outlook)
    table = with_columns(table, chosen_columns(listing.columns, key))
    layers = {layer.key: layer for layer in layers_as(request.region, read_display(record))}
    shown = layers.get(key)
    layer = shown if shown is not None and shown.available(request.assessment) else None
    heading = request.words(f"table.{key}") if layer is None and request.words.has(f"table.{key}") else ""
    name = heading or (layer_words(shown, "table", request.words) if shown is not None else key)
    day = record.get("date", "")
    misread = [*misread_display(request.region, record), *unless(read_day(day) is not None, "date", day)]
    about = about_layers(request, name, [layer] if layer else [], misread, record)
    if key == "units" and read_day(day) is not None:
        about.insert(1, (request.words("export.about.day"), request.words.date(day)))
    about[1:1] = years_to_come(request, key, table, listing)
    about[1:1] = tariff_of_table(request, key, listing)
    if key == EQUITY:
        about.insert(1, _compared(request, listing))
    place = written_place(question_record(request.assessment, request.focus))
    shown_as = {**record, "within": place, **listing.brush_record}
    path = question_path(request.assessment, request.focus, request.words.language, shown_as)
    chosen = "&".join(f"{choice}={record[choice]}" for choice in CHOICES if record.get(choice))
    file_name = question_name(request, key, chosen)
    return TableFile(request, file_name, name, table, layer, about, f"{site_address()}{path}")


def _compared(request: Request, listing: Listing) -> AboutLine:
    """Who are compared in a table of how alike people fare, and by whose index."""
    region, words = request.region, request.words
    choice = equity_choice(
        request.assessment, request.focus, equity_as_shown(request.assessment, listing), listing.outlook
    )
    if not choice.by:
        return words("equity.by_what"), words(choice.found.why)
    source = index_source(region, choice.by, words)
    name = division_name(region, choice.by, words)
    return words("equity.by_what"), f"{name}. {source}" if source else name


def _csv(file: TableFile) -> bytes:
    return csv_bytes(file.table, file.request.words)


def _metadata(file: TableFile) -> bytes:
    words, name = file.request.words, f"{file.name}.csv"
    return table_metadata(file.table, words, file.about, name, file.heading, file.link).encode()


def _archive(file: TableFile) -> bytes:
    return csv_archive(file.table, file.request.words, file.about, file.name, file.heading, file.link)


def _xlsx(file: TableFile) -> bytes:
    return xlsx_bytes(
        [Sheet(file.heading, file.heading, file.table)], file.about, file.heading, file.request.words
    )


def _gpkg(file: TableFile) -> bytes:
    request = file.request
    return gpkg_bytes(file.table, request.assessment, request.words, file.about, file.layer, request.focus)


def _parquet(file: TableFile) -> bytes:
    request = file.request
    return parquet_bytes(file.table, request.assessment, request.words, file.about, file.layer, request.focus)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE_KINDS: Mapping[str, tuple[Callable[[TableFile], bytes], str]] = {
    "zip": (_archive, "application/zip"),
    "csv": (_csv, "text/csv; charset=utf-8"),
    "json": (_metadata, "application/csvm+json"),
    "xlsx": (_xlsx, XLSX),
    "gpkg": (_gpkg, "application/geopackage+sqlite3"),
    "parquet": (_parquet, "application/vnd.apache.parquet"),
}
"""Writer and media type of each format: "zip" is the CSV with its metadata, "json" those alone."""
CHOICES = (
    "date", "way", "since", "service", "measure", "figure", "areas_by", "need_by", "units_by", "columns",
    *OutlookWords._fields, "name", "versus", "versus_rules", "versus_name", "gap", "within", "brush",
    "equity_of", "equity_by", *TariffWords._fields, "pay_by", "pay_name", "pay_beside", *ReachWords._fields,
)  # fmt: skip
"""Address keys by which one table is another."""
