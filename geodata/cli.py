"""Commands that need no screen: init, check, fetch, build, demo, key, disclosure and network."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from geodata.contract.errors import RegionError
from geodata.publishing import progress_line, publish_folder, read_region

Commands = argparse._SubParsersAction  # argparse gives it no public name
Command = Callable[[argparse.Namespace], int]

PUBLISHED: Final = Path("var/published")

WORDS: Final = {
    "sv": {
        "public": "Regionen har inga skyddade besök: det finns inget att granska.",
        "key": "Skapade {file}. Bara bygget ska kunna läsa den. Spara en kopia på ett säkert ställe: det "
        "som är publicerat med den kan inte byggas med en annan nyckel.",
    },
    "en": {
        "public": "The region has no protected visits: there is nothing to audit.",
        "key": "Made {file}. Only the build should be able to read it. Keep a copy in a safe place: what "
        "is published by it cannot be built by another key.",
    },
}


def add_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add `init`, `check`, `fetch`, `build`, `demo`, `key`, `disclosure` and `network` to a command line.

    Parameters
    ----------
    commands : the subparsers of an ArgumentParser
    """
    each = commands.add_parser("init", help="look at the files of a folder and write a region.toml of them")
    each.add_argument("folder", type=Path, metavar="DIR", help="a folder of files")
    each.add_argument("--answers", type=Path, metavar="FILE", help="answers to what the files do not say")
    each.add_argument("--yes", action="store_true", help="take the best guess where a question is left")
    add_language(each)
    each.set_defaults(run=run_init)

    each = commands.add_parser("check", help="every problem of a data folder, with row and column")
    add_region(each)
    each.add_argument("--json", action="store_true", help="as JSON")
    add_overlay(each)
    add_progress(each)
    each.set_defaults(run=run_check)

    each = commands.add_parser("fetch", help="bring what [connectors] names on the net into files")
    add_region(each)
    each.add_argument("names", nargs="*", metavar="NAME", help="of connectors (all)")
    each.add_argument(
        "--anew", action="store_true", help="also what has not changed, and whatever columns it now has"
    )
    each.set_defaults(run=run_fetch)

    each = commands.add_parser("build", help="check, compute and publish a region")
    add_region(each)
    add_out(each)
    add_overlay(each)
    add_progress(each)
    each.set_defaults(run=run_build, audit_head=None)

    each = commands.add_parser("demo", help="build the example region: real geography, invented care")
    each.add_argument("--county", default="14", metavar="CODE", help="two digits; 00 is all of Sweden (14)")
    each.add_argument("--keep", type=Path, metavar="DIR", help="keep its folder of data here")
    add_language(each)
    add_out(each)
    each.set_defaults(run=run_demo, audit_head=None)

    each = commands.add_parser("key", help="the secret that protected visits get their noise by")
    steps = each.add_subparsers(required=True, metavar="STEP")
    each = steps.add_parser("new", help="make one, which only its owner may read")
    each.add_argument("file", type=Path, metavar="FILE", help="named by key_file in region.toml")
    add_language(each)
    each.set_defaults(run=run_key_new)

    each = commands.add_parser("disclosure", help="how well a region's visits are protected")
    steps = each.add_subparsers(required=True, metavar="STEP")
    each = steps.add_parser("audit", help="what attacks on its published visits gain (some minutes)")
    add_region(each)
    each.add_argument("--json", action="store_true", help="as JSON")
    add_progress(each)
    each.set_defaults(run=run_disclosure_audit)

    each = commands.add_parser("network", help="roads to travel on, from an OpenStreetMap extract")
    steps = each.add_subparsers(required=True, metavar="STEP")
    each = steps.add_parser("build", help="read an extract into a network for car, bicycle and foot")
    each.add_argument(
        "extract", type=Path, nargs="?", metavar="EXTRACT", help="an OpenStreetMap extract, .osm.pbf"
    )
    each.add_argument(
        "--gtfs",
        type=Path,
        action="append",
        metavar="FEED",
        help="a timetable too (.zip or folder); repeat for more",
    )
    each.add_argument("--out", type=Path, metavar="FILE", help="(EXTRACT.network.npz, beside the extract)")
    add_language(each)
    each.set_defaults(run=run_network)


def add_region(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which region is meant."""
    parser.add_argument("region", type=Path, metavar="DIR", help="a folder with region.toml, or that file")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="where the tables lie, when that is elsewhere"
    )
    add_language(parser)


def add_progress(parser: argparse.ArgumentParser) -> None:
    """Add the choice of being told how far a reading has come."""
    parser.add_argument(
        "--progress", action="store_true", help="say how far a register is read (always on a terminal)"
    )


def add_overlay(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which approved changes are laid over the units."""
    parser.add_argument("--overlay", type=Path, metavar="FILE", help="approved changes of units")
    parser.add_argument(
        "--day", type=date.fromisoformat, metavar="DATE", help="of which those in force count (today)"
    )


def add_out(parser: argparse.ArgumentParser) -> None:
    """Add the argument that says where versions are published."""
    parser.add_argument("--out", type=Path, default=PUBLISHED, metavar="DIR", help=f"({PUBLISHED})")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the choice of language."""
    parser.add_argument("--lang", choices=("sv", "en"), default="sv", help="language of what is said (sv)")


def answer(command: Command, arguments: argparse.Namespace) -> int:
    """Exit code of a command: 1 with a sentence where the region or the disk will not have it."""
    try:
        return command(arguments)
    except RegionError as error:
        print(error.sentence(getattr(arguments, "lang", None) or "en"), file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def run_init(arguments: argparse.Namespace) -> int:
    """Write a `region.toml` of what lies in a folder, and check it."""
    from geodata.guess import command

    return command.run_init(arguments)


def run_check(arguments: argparse.Namespace) -> int:
    """Print every problem, and what was kept apart; 1 if any problem is an error."""
    from geodata.checks import check
    from geodata.checks.words import report_json, report_text

    tell = progress_line(arguments.progress, arguments.lang)
    checked = check(arguments.region, arguments.data, tell, _overlay_of(arguments))
    print((report_json if arguments.json else report_text)(checked, arguments.lang))
    return 1 if checked.errors else 0


def run_fetch(arguments: argparse.Namespace) -> int:
    """Fetch what the region's connectors name; 1 with every problem where any of it cannot be fetched."""
    from geodata.connectors import command
    from geodata.connectors.caller import Web
    from geodata.contract.problems import Problems
    from geodata.contract.region_toml import read_settings, settings_path

    file = settings_path(arguments.region)
    problems = Problems()
    settings = read_settings(file, problems)
    if settings is None:
        from geodata.checks import Checked  # pandas and all, which a fetch does without
        from geodata.checks.words import report_text

        print(report_text(Checked(tuple(problems.found), None), arguments.lang), file=sys.stderr)
        return 1
    return command.run_fetch(arguments, settings, arguments.data or file.parent, Web())


def run_build(arguments: argparse.Namespace) -> int:
    """Check, compute and publish; 1 with every problem if it cannot be."""
    return publish_folder(
        arguments.region,
        arguments.data,
        arguments.out,
        arguments.lang,
        arguments.progress,
        overlay=_overlay_of(arguments),
        audit_head=arguments.audit_head,
    )


def run_demo(arguments: argparse.Namespace) -> int:
    """Write the example region's folder of data and publish it, with a key of its own that it keeps."""
    from geodata.demo.folder import KEY_NAME, write
    from geodata.disclosure.secret import make_secret

    out: Path = arguments.out
    key = arguments.keep / KEY_NAME if arguments.keep else out.with_name(f"{out.name}.key")
    with tempfile.TemporaryDirectory() as temporary:
        try:
            folder = write(arguments.county, arguments.keep or Path(temporary))
        except ValueError as error:  # no such county
            raise RegionError(str(error)) from error
        if not key.exists():
            key.parent.mkdir(parents=True, exist_ok=True)
            make_secret(key)
        return publish_folder(folder, None, out, arguments.lang, key=key, audit_head=arguments.audit_head)


def run_key_new(arguments: argparse.Namespace) -> int:
    """Make a secret and say what to do with it."""
    from geodata.disclosure.secret import make_secret

    make_secret(arguments.file)
    print(WORDS[arguments.lang]["key"].format(file=arguments.file))
    return 0


def run_disclosure_audit(arguments: argparse.Namespace) -> int:
    """Print what attacks on the region's protected visits gain, by its own key."""
    from geodata.disclosure.audit import audited
    from geodata.disclosure.audit_words import audit_json, audit_text
    from geodata.disclosure.secret import read_secret

    region = read_region(arguments.region, arguments.data, arguments.lang, arguments.progress)
    if region is None:
        return 1
    if region.base is None and region.exact_payments is None:
        raise RegionError(WORDS[arguments.lang]["public"])
    found = audited(region, read_secret(region.settings.key_file))
    print(audit_json(found) if arguments.json else audit_text(found, arguments.lang))
    return 0


def run_network(arguments: argparse.Namespace) -> int:
    """Make a network of an extract, and of timetables."""
    from geodata.checks import Checked
    from geodata.checks.words import report_text
    from geodata.network.command import run_build_network

    return run_build_network(
        arguments,
        lambda problems: print(
            report_text(Checked(tuple(problems.found), None), arguments.lang), file=sys.stderr
        ),
    )


def _overlay_of(arguments: argparse.Namespace) -> tuple[Path, date] | None:
    """File of approved changes and the day that is built, where one is named."""
    if arguments.overlay is None:
        return None
    return arguments.overlay, arguments.day or datetime.now().astimezone().date()
