"""`utbudskarta publish`: a region built with the changes decided in the database; `--due` for a timer."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.cli import PUBLISHED

if TYPE_CHECKING:  # loaded when the command runs: `--help` answers at once
    from dashboard.records.database import Database
    from dashboard.submissions.case import Actor

TIMER_NAME: Final = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what decides when and where."""
    parser.add_argument("--out", type=Path, default=PUBLISHED, metavar="DIR", help=f"({PUBLISHED})")
    parser.add_argument(
        "--due", action="store_true", help="only where something else is in force than served"
    )
    parser.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="of which it is built (today)")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="only write what is decided, for `build --overlay`"
    )
    parser.add_argument("--database-url", metavar="ADDRESS", help="as the setting UTBUDSKARTA_DATABASE_URL")
    parser.add_argument("--progress", action="store_true", help="say how far a register is read")


def run(arguments: argparse.Namespace) -> int:
    """Build and publish, and put the cases that the version holds into force; 1 where it cannot be."""
    from dashboard.records.opened import opened_if_there
    from dashboard.serve.settings import decide

    given = {"data_dir": arguments.out, "database_url": arguments.database_url}
    flags = {name: str(value) for name, value in given.items() if value is not None}
    now = datetime.now(UTC)
    database = opened_if_there(decide(flags, os.environ, None, arguments.lang).settings, now)
    day = arguments.day or datetime.now().astimezone().date()
    return publish_decided(arguments, database, day, now)


def publish_decided(arguments: argparse.Namespace, database: Database, day: date, now: datetime) -> int:
    """The same, of a day and a database.

    Parameters
    ----------
    arguments : argparse.Namespace
        `region`, `data`, `out`, `lang`, `progress`, `due`, `write` and `audit_head`.
    database : Database
    day : date
    now : datetime

    Returns
    -------
    int
        Exit code.
    """
    from dashboard.submissions.at_once import forget_outcome
    from dashboard.submissions.overlay import due, overlay_of
    from dashboard.submissions.store import cases_of
    from dashboard.texts.catalogue import catalogue
    from geodata.checks import region_id
    from geodata.overlay.file import written_overlay
    from geodata.publish.manifest import current_version, published_overlay
    from geodata.publishing import publish_folder

    texts = catalogue(arguments.lang)
    region = region_id(arguments.region)
    with database.read() as connection:
        overlay = overlay_of(connection, region, day)
        cases = due(cases_of(connection, region), day)
    if arguments.write is not None:
        arguments.write.write_text(written_overlay(overlay.rows), encoding="utf-8")
        return 0
    served = published_overlay(arguments.out)
    same = overlay.digest == (served.digest if served else "")
    if arguments.due and not cases and same and current_version(arguments.out):
        forget_outcome(arguments.out)
        print(texts["submission.publish.not_due"].format(day=day.isoformat()))
        return 0
    code = publish_folder(
        arguments.region,
        arguments.data,
        arguments.out,
        arguments.lang,
        arguments.progress,
        overlay=overlay,
        audit_head=arguments.audit_head,
    )
    if code == 0:
        forget_outcome(arguments.out)
        put_into_force(database, arguments.out, region, day, now, texts)
    return code


def put_into_force(
    database: Database, out: Path, region: str, day: date, now: datetime, texts: dict[str, str]
) -> None:
    """The cases whose day has come and that the served version holds; what is left, the next run does."""
    from dashboard.submissions.overlay import due, held_by
    from dashboard.submissions.steps import Sent, begin
    from dashboard.submissions.store import cases_of
    from geodata.publish.manifest import current_version, published_overlay

    outcome, version = published_overlay(out), current_version(out) or ""
    with database.write() as connection:
        come = due(cases_of(connection, region), day)
        held = held_by(come, outcome)
        for case in held:
            begin(connection, Sent(_timer(), now, f"begin-{case.id}-{case.number}"), case.id, version)
    if held:
        print(texts["submission.publish.begun"].format(cases=", ".join(case.label for case in held)))
    if waiting := [case.label for case in come if case not in held]:
        text = texts["submission.publish.waiting"]
        print(text.format(cases=", ".join(waiting)), file=sys.stderr)


def _timer() -> Actor:
    from dashboard.submissions.case import Actor
    from dashboard.submissions.states import TIMER

    return Actor(None, TIMER_NAME, TIMER)
