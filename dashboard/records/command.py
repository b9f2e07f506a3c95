"""`utbudskarta records migrate|backup|restore` and `utbudskarta audit verify|export`."""

from __future__ import annotations

import argparse
import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.serve.settings import decide
from dashboard.texts.catalogue import catalogue
from geodata.cli import PUBLISHED, add_language

if TYPE_CHECKING:  # loaded when the command runs: `--help` answers at once
    from dashboard.serve.settings import Settings


def add_records(parser: argparse.ArgumentParser) -> None:
    """Add `migrate`, `backup` and `restore`."""
    steps = parser.add_subparsers(required=True, metavar="STEP")
    each = steps.add_parser("migrate", help="bring the database to what this program knows")
    _add_place(each)
    each.set_defaults(run=run_migrate)

    each = steps.add_parser("backup", help="write all that it holds to one file, while it is used")
    each.add_argument("file", type=Path, metavar="FILE", help="such as records-2026-11-30.jsonl.gz")
    _add_place(each)
    each.set_defaults(run=run_backup)

    each = steps.add_parser("restore", help="put a backup back, into a database of either kind")
    each.add_argument("file", type=Path, metavar="FILE")
    each.add_argument("--replace", action="store_true", help="even where the database holds something")
    _add_place(each)
    each.set_defaults(run=run_restore)

    each = steps.add_parser("saved", help="presentations and scenarios that are saved, the largest first")
    _add_place(each)
    each.set_defaults(run=run_saved)

    each = steps.add_parser("remove", help="take one of them away, whoever saved it")
    each.add_argument("kind", choices=("presentation", "scenario"))
    each.add_argument("key", metavar="KEY", help="as `records saved` and its address have it")
    _add_place(each)
    each.set_defaults(run=run_remove)


def add_audit(parser: argparse.ArgumentParser) -> None:
    """Add `verify` and `export`."""
    steps = parser.add_subparsers(required=True, metavar="STEP")
    each = steps.add_parser("verify", help="whether every entry is as it was written; 1 where one is not")
    _add_place(each)
    each.set_defaults(run=run_verify)

    each = steps.add_parser("export", help="every entry as a line of JSON")
    each.add_argument("--out", dest="file", type=Path, metavar="FILE", help="written whole (the screen)")
    _add_place(each)
    each.set_defaults(run=run_export)


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help=f"folder of published versions ({PUBLISHED})"
    )
    parser.add_argument("--database-url", metavar="ADDRESS", help="as the setting UTBUDSKARTA_DATABASE_URL")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings in TOML")
    add_language(parser)


def run_migrate(arguments: argparse.Namespace) -> int:
    """Do the steps that are left, and say which."""
    from dashboard.records.migrations import STEPS, migrate
    from dashboard.records.opened import records_database

    texts = catalogue(arguments.lang)
    done = migrate(records_database(_settings(arguments)), _now())
    for step in done:
        print(texts["records.migrated"].format(number=step.number, name=step.name))
    if not done:
        print(texts["records.current"].format(number=STEPS[-1].number))
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Write a backup, and say what it holds; a broken audit is told of and backed up as it is."""
    from dashboard.records.backup import backup
    from dashboard.records.opened import opened_if_there

    texts = catalogue(arguments.lang)
    found = backup(opened_if_there(_settings(arguments), _now()), arguments.file, _now())
    print(texts["records.backed_up"].format(file=arguments.file, rows=found.rows, entries=found.head.number))
    if found.broken:
        print(texts["records.broken_in_backup"].format(number=found.broken), file=sys.stderr)
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a backup back, and say what it held."""
    from dashboard.records.opened import records_database
    from dashboard.records.restore import restore

    texts = catalogue(arguments.lang)
    database = records_database(_settings(arguments))
    found = restore(database, arguments.file, _now(), arguments.replace)
    print(texts["records.restored"].format(file=arguments.file, rows=found.rows, entries=found.head.number))
    if found.broken:
        print(texts["records.broken_in_backup"].format(number=found.broken), file=sys.stderr)
    return 0


def run_saved(arguments: argparse.Namespace) -> int:
    """Name everything that is saved, with its size."""
    from dashboard.records.documents import all_kept
    from dashboard.records.opened import opened_if_there

    with opened_if_there(_settings(arguments), _now()).read() as connection:
        found = all_kept(connection)
    for kind, key, name, size in found:
        print(f"{kind} {key} {size} {name}")
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Take something saved away; the audit tells of it. 1 where there is none of that key."""
    from dashboard.records.author import ADMINISTRATOR, Author
    from dashboard.records.documents import find, remove
    from dashboard.records.opened import opened_if_there

    texts = catalogue(arguments.lang)
    with opened_if_there(_settings(arguments), _now()).write() as connection:
        found = find(connection, arguments.kind, arguments.key)
        if found is not None:
            remove(connection, found, Author(role=ADMINISTRATOR), _now())
    if found is None:
        print(texts["records.not_saved"].format(key=arguments.key), file=sys.stderr)
        return 1
    print(texts["records.removed"].format(name=found.name))
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Say whether the audit holds; 1 with the first entry that does not."""
    from dashboard.records.audit import first_broken, head
    from dashboard.records.audit_files import published_heads
    from dashboard.records.opened import opened_if_there

    texts, settings = catalogue(arguments.lang), _settings(arguments)
    published = published_heads(settings.data_dir)
    with opened_if_there(settings, _now()).read() as connection:
        broken, last = first_broken(connection, published), head(connection)
    if broken is None:
        whole = texts["records.whole"]
        print(whole.format(entries=last.number, hash=last.hash, published=len(published)))
        return 0
    why = texts[f"records.broken.{broken.reason}"]
    print(texts["records.broken_at"].format(number=broken.number, why=why), file=sys.stderr)
    return 1


def run_export(arguments: argparse.Namespace) -> int:
    """Write every entry to a file, or to the screen."""
    from dashboard.records.audit_files import write_audit
    from dashboard.records.opened import opened_if_there
    from dashboard.records.whole_files import whole_file

    with opened_if_there(_settings(arguments), _now()).read() as connection:
        if arguments.file is None:
            lines = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
            write_audit(connection, lines)
            lines.flush()
            lines.detach()
            return 0
        with whole_file(arguments.file) as raw:
            lines = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
            number = write_audit(connection, lines)
            lines.flush()
            lines.detach()
    exported = catalogue(arguments.lang)["records.exported"]
    print(exported.format(file=arguments.file, entries=number))
    return 0


def _settings(arguments: argparse.Namespace) -> Settings:
    given = {"data_dir": arguments.data_dir, "database_url": arguments.database_url}
    flags = {name: str(value) for name, value in given.items() if value is not None}
    return decide(flags, os.environ, arguments.settings, arguments.lang).settings


def _now() -> datetime:
    return datetime.now(UTC)
