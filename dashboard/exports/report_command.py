"""The command `utbudskarta report`: key figures, or a layer's table, as JSON or CSV, without a browser."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.question.command_line import (
    add_outlook,
    add_scenario,
    add_tariff,
    assess_arguments,
    outlook_arguments,
    tariff_arguments,
)
from geodata.cli import add_region
from geodata.contract.errors import RegionError

if TYPE_CHECKING:
    from geodata.assessment.assessment import Assessment

PLACES = ("municipality", "area", "several", "unit", "zone", "drawn")
WRITTEN = {
    "drawn": ("LAT,LON;...", "corners, as drawn on the map"),
    "several": ("ID,...", "several areas as one place"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be asked of a report, and where it is written."""
    add_region(parser)
    parser.add_argument("--layer", metavar="KEY", help="this layer's table instead of the key figures")
    parser.add_argument("--format", choices=("json", "csv"), default="json", help="(json)")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="written here, or in this folder under a name of its own; CSV with its metadata beside it",
    )
    add_scenario(parser)
    parser.add_argument(
        "--versus", type=Path, metavar="FILE", help="a scenario saved on the map, that this is compared with"
    )
    add_outlook(parser)
    add_tariff(parser)
    alike = parser.add_argument_group("equity", "how alike people fare (--layer equity)")
    alike.add_argument("--equity-of", metavar="KEY", default="", help="the measure")
    alike.add_argument("--equity-by", metavar="KEY", default="", help="an index of need, age or sex")
    focus = parser.add_argument_group("focus", "the whole region where none is given")
    one_of = focus.add_mutually_exclusive_group()
    for kind in PLACES:
        metavar, about = WRITTEN.get(kind, ("ID", None))
        one_of.add_argument(f"--{kind}", metavar=metavar, help=about)
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="DAY", help="units active then (--layer units)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print, or write, what the map would show of one scenario and focus, with what was asked."""
    from dashboard.exports.about import about_layers
    from dashboard.exports.file_names import question_name
    from dashboard.exports.table_files import table_file
    from dashboard.exports.table_metadata import report_metadata, table_metadata
    from dashboard.layers.need import OutlookWords
    from dashboard.layers.need_figures import NEED_OF_UNITS
    from dashboard.question.display import read_display
    from dashboard.question.listing import read_listing
    from dashboard.question.question_json import question_json
    from dashboard.question.request import Request
    from dashboard.question.versus import other_of
    from dashboard.serve.site_address import site_address
    from dashboard.tables.csv_files import csv_bytes
    from dashboard.tables.figure_lines import table_records
    from dashboard.tables.report import report, to_csv, to_json
    from dashboard.words.words import words_of
    from geodata.focus.places import place_of
    from geodata.scenario.saved import saved_name

    assessment = assess_arguments(arguments)
    if assessment is None:
        return 1
    given = vars(arguments)
    kind = next((kind for kind in PLACES if given[kind]), "region")
    focus = place_of(assessment, kind, given.get(kind) or "")
    words = words_of(assessment.region.settings, arguments.lang)
    request = Request(assessment.region, assessment, focus, words, ())
    outlook = outlook_arguments(arguments, assessment)
    day = arguments.date.isoformat() if arguments.date else ""
    record = {"name": saved_name(arguments.scenario), "date": day, **_versus(arguments.versus, assessment)}
    record |= {key: word for key, word in outlook if key in OutlookWords._fields}
    record |= {"units_by": NEED_OF_UNITS} if outlook else {}  # an outlook asks what is to come of units too
    record |= tariff_arguments(arguments, assessment)
    record |= _equity(given, assessment)
    other = other_of(assessment, read_display(record).versus)
    question = question_json(assessment, focus, words, site_address(), record)
    link = str(question["link"])
    if arguments.layer:
        file = table_file(request, arguments.layer, record)
        name, about = file.name, file.about
        content: Mapping[str, object] = question | table_records(file.table, assessment, words)
        rows = csv_bytes(file.table, words)
    else:
        heading = words("export.report")
        name, about = question_name(request, "report"), about_layers(request, heading, (), (), record)
        tariff, versus = read_listing(record).tariff, other[0] if other else None
        content = question | report(assessment, focus, words, versus, outlook, tariff)
        rows = to_csv(content, words).encode("utf-8-sig")
    in_csv = arguments.format == "csv"
    whole = rows if in_csv else to_json(content).encode()
    if arguments.out is None:
        if in_csv:  # a CSV holds rows alone
            print("\n".join(f"{what}: {text}" for what, text in about), file=sys.stderr)
        sys.stdout.buffer.write(whole)  # UTF-8 whatever the terminal's own encoding
        sys.stdout.buffer.flush()
        return 0
    path = arguments.out / f"{name}.{arguments.format}" if arguments.out.is_dir() else arguments.out
    beside = ""
    if in_csv and arguments.layer:
        beside = table_metadata(file.table, words, about, path.name, file.heading, link)
    elif in_csv:
        beside = report_metadata(words, about, path.name, link)
    _write(path, whole, beside)
    print(path)
    return 0


def _equity(given: Mapping[str, object], assessment: Assessment) -> dict[str, str]:
    """How alike people fare, of what and by what; `UnknownNameError` says what the region has."""
    from geodata.equity.offer import EquityWords, chosen_division, chosen_measure

    words = EquityWords(*(str(given[key] or "") for key in EquityWords._fields))
    chosen_measure(assessment.region, words.equity_of)
    chosen_division(assessment.region, words.equity_by)
    return {key: word for key, word in words._asdict().items() if word}


def _versus(path: Path | None, assessment: Assessment) -> dict[str, str]:
    """Address keys of the scenario of a file, which is asked by the same question as the other."""
    from geodata.scenario.saved import read_scenario_file, saved_name

    if path is None:
        return {}
    values = read_scenario_file(path, assessment.region)
    texts = {"versus": values.get("changes"), "versus_rules": values.get("rules")}
    return {key: str(text) for key, text in texts.items() if text} | {"versus_name": saved_name(path)}


def _write(path: Path, content: bytes, beside: str) -> None:
    from dashboard.exports.table_metadata import ENDING

    try:
        path.write_bytes(content)
        if beside:
            path.with_name(path.name + ENDING).write_text(beside, "utf-8")
    except OSError as error:
        raise RegionError(f"{path} cannot be written: {error}") from error
