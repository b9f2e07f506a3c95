"""`utbudskarta serve`: settle the settings, say what is served and from where, and become the server."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.serve.settings import NAMES, Decided, Settings, decide, flag_of, variable_of
from dashboard.texts.catalogue import catalogue
from geodata.cli import add_language, run_demo
from geodata.contract.errors import SnapshotError
from geodata.contract.settings import Text

if TYPE_CHECKING:  # loaded when the command runs: `--help` answers at once
    from geodata.publish.manifest import Published

METAVARS: Final = {
    "data_dir": "DIR",
    "language": "LANGUAGE",
    "refresh_s": "SECONDS",
    "frame_ancestors": "SITES",
    "public_url": "ADDRESS",
    "presentations_dir": "DIR",
    "save_presentations": "YES_OR_NO",
    "database_url": "ADDRESS",
    "login": "HOW",
    "source_dir": "DIR",
    "upload": "WHO",
    "oidc_file": "FILE",
    "access_log": "YES_OR_NO",
    "log_format": "HOW",
    "metrics": "YES_OR_NO",
    "as_root": "YES_OR_NO",
    "probe_dir": "DIR",
    "host": "ADDRESS",
}
OUT: Final = "--out"
"""What the other commands call the folder of published versions."""
NUMBERS: Final = ("port", "workers", "threads", "dear_per_minute")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add a flag for each setting, the file of settings, and the wish for the demo."""
    texts = catalogue("en")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings in TOML; flags and the environment come first"
    )
    parser.add_argument(
        "--demo", action="store_true", help="build and show the example region where nothing is published"
    )
    add_language(parser)
    for name in NAMES:
        usual = getattr(Settings, name)
        parser.add_argument(
            *([OUT] if name == "data_dir" else []),
            flag_of(name),
            dest=name,
            metavar=METAVARS.get(name, "NUMBER"),
            type=int if name in NUMBERS else str,
            help=f"{texts[f'settings.expected.{name}']} ({usual})".replace(" ()", "").replace("%", "%%"),
        )
    parser.set_defaults(run=run, county="14", keep=None, audit_head=None, open_records=None)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; 1 with a sentence where there is nothing to serve.

    The demo is built only where nobody said which folder to serve, or where it is asked for: a deployment
    whose folder is empty or misspelt is told so, and never shows invented data.
    """
    from dashboard.serve.as_root import look_at_user
    from dashboard.serve.gunicorn import gunicorn
    from geodata.publish.manifest import needs_demo

    given = vars(arguments)
    flags = {name: str(given[name]) for name in NAMES if given[name] is not None}
    decided = decide(flags, os.environ, arguments.settings, arguments.lang)
    out = decided.settings.data_dir
    texts, source = catalogue(arguments.lang), source_words(decided, arguments.lang)
    if (arguments.demo or decided.source["data_dir"] == "default") and needs_demo(out):
        arguments.out = out
        if failed := run_demo(arguments):
            return failed
    found, instead = _found(out, arguments.lang)
    if found is None:
        key = "serve.empty" if out.is_dir() else "serve.missing"
        print(texts[key].format(folder=out.resolve(), source=source), file=sys.stderr)
        return 1
    if arguments.demo and not found.is_demo:
        name = _of(found.name, arguments.lang)
        print(texts["serve.not_demo"].format(folder=out.resolve(), name=name), file=sys.stderr)
        return 1
    if warning := look_at_user(decided.settings, arguments.lang):
        print(warning, file=sys.stderr)
    if arguments.open_records is not None:  # what is wrong with it is said before anything is served
        arguments.open_records(decided.settings)
    for line in (*instead, *served_words(found, out, source, arguments.lang)):
        print(line)
    if decided.settings.source_dir and decided.settings.login != "off":
        print(texts["serve.at_once"].format(folder=Path(decided.settings.source_dir).resolve()))
    if decided.settings.source_dir and decided.settings.upload == "machine":
        print(texts[f"serve.upload_{'open' if decided.settings.login == 'off' else 'admin'}"])
    print(f"http://{decided.settings.host}:{decided.settings.port}")
    gunicorn(decided.settings)


def _found(out: Path, language: str) -> tuple[Published | None, list[str]]:
    """What is served from a folder, and why that is another version than the one published last."""
    from geodata.publish.manifest import is_whole, kept_versions, published

    try:
        return published(out), []
    except SnapshotError as error:
        whole = next((name for name in kept_versions(out) if is_whole(out, name)), None)
        if whole is None:
            raise
        instead = catalogue(language)["serve.instead"].format(why=error.sentence(language))
        return published(out, whole), [instead]


def served_words(found: Published, out: Path, source: str, language: str) -> list[str]:
    """What is served and from where; and, where it is invented or has a notice of its own, that.

    Parameters
    ----------
    found : Published
    out : Path
        Folder of published versions.
    source : str
        Who chose that folder, in words.
    language : {"sv", "en"}
    """
    texts = catalogue(language)
    lines = [
        texts["serve.serving"].format(
            name=_of(found.name, language),
            version=found.version,
            date=found.built[:10],
            folder=out.resolve(),
            source=source,
        )
    ]
    notice = _of(found.notice, language) if found.notice else ""
    if found.is_demo:
        lines.append(texts["serve.demo"].format(notice=notice))
    elif notice:
        lines.append(notice)
    return lines


def source_words(decided: Decided, language: str) -> str:
    """Who chose the folder of published versions, in words."""
    who = decided.source["data_dir"]
    return catalogue(language)[f"serve.source.{who}"].format(
        flag=OUT, variable=variable_of("data_dir"), file=decided.file
    )


def _of(text: Text, language: str) -> str:
    return text.get(language) or next(iter(text.values()), "")
