"""`utbudskarta user add|role|person|password|disable|enable|list`: who may log in, and in which roles."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dashboard.serve.settings import decide, flag_of
from dashboard.texts.catalogue import catalogue
from geodata.cli import PUBLISHED, add_language
from geodata.contract.access_settings import ROLES, SCOPES

ACTIONS: Final = {
    "add": "add somebody who logs in with a password, and print the first one",
    "role": "give somebody a role, or take one away",
    "person": "say whose an account is: nobody decides a case that another account of theirs wrote",
    "password": "give somebody a first password anew",
    "disable": "let somebody in no more, and end their sessions",
    "enable": "let somebody in again",
    "list": "everybody who has an account",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is done with accounts, each with its own arguments."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    for action, about in ACTIONS.items():
        each = actions.add_parser(action, help=about)
        if action != "list":
            each.add_argument("name", metavar="NAME", help="what the account is called")
        if action == "add":
            each.add_argument("--display-name", default="", metavar="TEXT", help="what the page calls them")
            each.add_argument(
                "--person", default="", metavar="WHO", help="the same in all accounts of one: e-mail, say"
            )
        if action == "person":
            each.add_argument("person", metavar="WHO", help="the same in all accounts of one; empty: unknown")
        if action in ("add", "role"):
            which = each.add_mutually_exclusive_group(required=True)
            which.add_argument("--role", choices=ROLES, metavar="ROLE", help=", ".join(ROLES))
            if action == "role":
                which.add_argument("--take", choices=ROLES, metavar="ROLE", help="take this one away")
            for scope in SCOPES:
                each.add_argument(
                    flag_of(scope), nargs="+", default=[], metavar="CODE", help="all that the role is for"
                )
        each.add_argument(
            "--data-dir", type=Path, metavar="DIR", help=f"folder of published versions ({PUBLISHED})"
        )
        each.add_argument("--database-url", metavar="ADDRESS", help="as the setting UTBUDSKARTA_DATABASE_URL")
        each.add_argument("--settings", type=Path, metavar="FILE", help="settings in TOML")
        add_language(each)
        each.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; 1 with a sentence where it cannot be done."""
    from dashboard.login.account_acts import ACTS
    from dashboard.login.accounts import AccountError
    from dashboard.records.migrations import migrate
    from dashboard.records.opened import records_database

    named = {name: getattr(arguments, name) for name in ("data_dir", "database_url")}
    flags = {name: str(value) for name, value in named.items() if value}
    settings = decide(flags, os.environ, arguments.settings, arguments.lang).settings
    now, texts = datetime.now(UTC), catalogue(arguments.lang)
    database = records_database(settings)
    migrate(database, now)
    try:
        with database.write() as connection:
            lines = ACTS[arguments.action](connection, arguments, now)
    except AccountError as error:
        role = getattr(arguments, "take", None) or getattr(arguments, "role", None) or ""
        values = {"name": arguments.name, "role": texts[f"role.{role}"] if role else ""}
        print(texts[f"login.account.{error.reason}"].format(**values), file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 0
