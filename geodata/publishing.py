"""From a folder of data to a published version, with a word of what became of it: as commands do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # what a command needs is loaded when it runs: `--help` answers at once
    from geodata.overlay.rows import Overlay
    from geodata.region.region import Region
    from geodata.register.visited import Tell

AuditHead = Callable[[Path], Mapping[str, object] | None]

WORDS: Final = {
    "sv": {
        "nothing": "Inget publicerades; det som visades förut visas fortfarande.",
        "published": "Publicerade {name}, version {version}, i {out}: "
        "{areas} områden, {units} enheter, {visits} besök",
        "none": "inga",
    },
    "en": {
        "nothing": "Nothing was published; what was served before is still served.",
        "published": "Published {name}, version {version}, in {out}: "
        "{areas} areas, {units} units, {visits} visits",
        "none": "no",
    },
}


def publish_folder(
    path: Path,
    data: Path | None,
    out: Path,
    language: str,
    progress: bool = False,
    key: Path | None = None,
    overlay: Overlay | tuple[Path, date] | None = None,
    audit_head: AuditHead | None = None,
) -> int:
    """Publish a folder of data and say so; 1 with every problem if it cannot be.

    Parameters
    ----------
    path : Path
        A folder that holds `region.toml`, or that file.
    data : Path or None
        Where the tables lie when that is not beside it.
    out : Path
        Folder of published versions.
    language : {"sv", "en"}
    progress : bool
        Whether to say how far a register is read although nobody watches a terminal.
    key : Path, optional
        Of the secret, in place of what `region.toml` says.
    overlay : Overlay, or file and day, optional
        Approved changes of units.
    audit_head : callable, optional
        What a version says of the audit, by the folder it is published in.

    Returns
    -------
    int
        Exit code.
    """
    from geodata.checks.words import account_words, release_words
    from geodata.disclosure.publishing import disclosed
    from geodata.publish.as_published import as_published
    from geodata.publish.build import computed, with_ground
    from geodata.publish.publish import publish
    from geodata.versions.news import news_of

    region = read_region(path, data, language, progress, overlay)
    if region is None:
        print(WORDS[language]["nothing"], file=sys.stderr)
        return 1
    if key is not None:
        region = replace(region, settings=replace(region.settings, key_file=str(key)))
    region, found = as_published(disclosed(region), out)  # before the minutes are worked out
    region = with_ground(computed(region))
    accounts = (account_words(account, language) for account in region.accounts)
    for line in (*accounts, *release_words(region, found, language)):
        print(line, file=sys.stderr)
    version = publish(region, out, news_of(region, out), audit_head(out) if audit_head else None)
    print(_published(region, version, out, language))
    return 0


def read_region(
    path: Path,
    data: Path | None,
    language: str,
    progress: bool = False,
    overlay: Overlay | tuple[Path, date] | None = None,
) -> Region | None:
    """Region in a folder of data; None, after printing every problem, where any is an error."""
    from geodata.checks import Checked, check
    from geodata.checks.words import report_text

    checked = check(path, data, progress_line(progress, language), overlay)
    if checked.region is None:
        print(report_text(checked, language), file=sys.stderr)
    elif overlay is not None and checked.problems:  # what could not be laid over is for somebody to decide
        print(report_text(Checked(checked.problems, None), language), file=sys.stderr)
    return checked.region


def progress_line(always: bool, language: str) -> Tell | None:
    """What says how far a register is read: on a terminal, or where it is asked for."""
    if not (always or sys.stderr.isatty()):
        return None
    from geodata.checks.words import progress_words
    from geodata.register.progress import ProgressLine

    return ProgressLine(progress_words(language), sys.stderr)


def _published(region: Region, version: str, out: Path, language: str) -> str:
    words = WORDS[language]
    visits = f"{region.visits.total()}" if region.visits is not None else words["none"]
    return words["published"].format(
        name=region.settings.name[language],
        version=version,
        areas=len(region.areas),
        units=len(region.units),
        visits=visits,
        out=out,
    )
