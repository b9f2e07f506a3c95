"""The command `utbudskarta`: check, fetch, build, demo, report, site, reach, export, records and more."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.question.command_line import add_scenario
from geodata.cli import add_commands, add_region, answer

if TYPE_CHECKING:  # loaded when a command runs: `--help` answers at once
    from dashboard.serve.settings import Settings


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
    _add_reach(
        commands.add_parser(
            "reach", help="who reaches a place within some minutes, and which units stand there"
        )
    )
    _add_export(commands.add_parser("export", help="a presentation as PDF, PowerPoint, pictures or tables"))
    _add_publish(
        commands.add_parser("publish", help="build a region with the changes decided in the database")
    )
    _add_records(commands.add_parser("records", help="the database of what people write: steps and backup"))
    _add_audit(commands.add_parser("audit", help="who did what, and whether that is as it was written"))
    _add_serve(
        commands.add_parser("serve", help="show what is published; the demo where no folder is chosen")
    )
    _add_user(commands.add_parser("user", help="who may log in, and in which roles"))
    parsed = parser.parse_args(arguments)
    parsed.audit_head = partial(_audit_head, getattr(parsed, "lang", None) or "sv")
    parsed.open_records = _open_records
    return answer(parsed.run, parsed)


def _add_report(parser: argparse.ArgumentParser) -> None:
    from dashboard.exports import report_command

    report_command.add_arguments(parser)
    parser.set_defaults(run=report_command.run)


def _add_site(parser: argparse.ArgumentParser) -> None:
    from dashboard.siting import command

    add_region(parser)
    command.add_arguments(parser)
    add_scenario(parser)
    parser.set_defaults(run=command.run)


def _add_reach(parser: argparse.ArgumentParser) -> None:
    from dashboard.reached import command

    add_region(parser)
    command.add_arguments(parser)
    add_scenario(parser)
    parser.set_defaults(run=command.run)


def _add_export(parser: argparse.ArgumentParser) -> None:
    from dashboard.exports import command

    command.add_arguments(parser)
    parser.set_defaults(run=command.run)


def _add_publish(parser: argparse.ArgumentParser) -> None:
    from dashboard.submissions import command

    add_region(parser)
    command.add_arguments(parser)
    parser.set_defaults(run=command.run)


def _add_records(parser: argparse.ArgumentParser) -> None:
    from dashboard.records import command

    command.add_records(parser)


def _add_audit(parser: argparse.ArgumentParser) -> None:
    from dashboard.records import command

    command.add_audit(parser)


def _audit_head(language: str, out: Path) -> Mapping[str, Any] | None:
    """What a version that is published in a folder says of the audit of that deployment.

    A build goes on where the database cannot be read, as whoever builds may have no right to; that is said.
    """
    from dashboard.records.audit_files import head_to_publish
    from dashboard.records.errors import RecordsError
    from dashboard.records.opened import records_database
    from dashboard.serve.settings import decide

    database = records_database(decide({"data_dir": str(out)}, os.environ).settings)
    try:
        return head_to_publish(database)
    except RecordsError as error:
        print(RecordsError("no_head", why=error.sentence(language)).sentence(language), file=sys.stderr)
        return None


def _open_records(settings: Settings) -> None:
    """Do the steps of the database that are left, where there is one; the workers then find them done."""
    from dashboard.records.opened import opened_where_wanted

    opened_where_wanted(settings, datetime.now(UTC))


def _add_serve(parser: argparse.ArgumentParser) -> None:
    from dashboard.serve import command

    command.add_arguments(parser)


def _add_user(parser: argparse.ArgumentParser) -> None:
    from dashboard.login import command

    command.add_arguments(parser)
