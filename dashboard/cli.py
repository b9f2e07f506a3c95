"""The command `utbudskarta`: check, build, demo, key, network, report, site, export, serve."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from dashboard.question.command_line import add_scenario, assess_arguments
from geodata.cli import add_commands, add_region, answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (not possible) or 2 (not understood).

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process where not given.
    """
    parser = argparse.ArgumentParser(
        prog="utbudskarta", description="A region's supply of publicly funded services on one map."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_commands(commands)
    _add_report(
        commands.add_parser("report", help="key figures or a layer as JSON or CSV, without a browser")
    )
    _add_site(commands.add_parser("site", help="where the next units should stand, and how sure that is"))
    _add_export(commands.add_parser("export", help="a presentation as PDF, PowerPoint, pictures or tables"))
    _add_serve(
        commands.add_parser("serve", help="show what is published; the demo where no folder is chosen")
    )
    asked = parser.parse_args(arguments)
    return answer(asked.run, asked)


def _add_report(parser: argparse.ArgumentParser) -> None:
    add_region(parser)
    parser.add_argument("--layer", metavar="KEY", help="this layer's table instead of the key figures")
    parser.add_argument("--format", choices=("json", "csv"), default="json", help="(json)")
    add_scenario(parser)
    focus = parser.add_argument_group(
        "focus", "the whole region where none is given"
    ).add_mutually_exclusive_group()
    for kind in ("municipality", "area", "unit", "zone"):
        focus.add_argument(f"--{kind}", metavar="ID")
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="DAY", help="units active then (--layer units)"
    )
    parser.set_defaults(run=run_report)


def _add_site(parser: argparse.ArgumentParser) -> None:
    from dashboard.siting import command

    add_region(parser)
    command.add_arguments(parser)
    add_scenario(parser)
    parser.set_defaults(run=command.run)


def _add_export(parser: argparse.ArgumentParser) -> None:
    from dashboard.exports import command

    command.add_arguments(parser)
    parser.set_defaults(run=command.run)


def run_report(arguments: argparse.Namespace) -> int:
    """Print what the map would show of one scenario and focus."""
    from dashboard.tables.csv_files import csv_bytes
    from dashboard.tables.report import layer_table, report, table_records, to_csv, to_json
    from dashboard.words.words import words_of
    from geodata.focus.places import place_of

    assessment = assess_arguments(arguments)
    if assessment is None:
        return 1
    asked = vars(arguments)
    kind = next((kind for kind in ("municipality", "area", "unit", "zone") if asked[kind]), "region")
    focus = place_of(assessment, kind, asked.get(kind) or "")
    said = words_of(assessment.region.settings, arguments.lang)
    if arguments.layer:
        table = layer_table(assessment, focus, arguments.layer, arguments.date)
        if arguments.format == "csv":
            _print(csv_bytes(table, assessment, said))
        else:
            _print(to_json(table_records(table, assessment, said)).encode())
    else:
        content = report(assessment, focus, said)
        if arguments.format == "csv":
            _print(to_csv(content, said).encode("utf-8-sig"))
        else:
            _print(to_json(content).encode())
    return 0


def _print(content: bytes) -> None:
    """Write as it is: UTF-8 whatever the terminal's own encoding, so that a redirected file is whole."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _add_serve(parser: argparse.ArgumentParser) -> None:
    from dashboard.serve import command

    command.add_arguments(parser)
