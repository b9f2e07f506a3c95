"""Presentations that lie as files: those that come with the program, and those put in a folder by hand."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from dashboard.presentation.steps import KEY, Presentation, PresentationError, read_presentation

READY = Path(__file__).parent / "ready"

log = logging.getLogger(__name__)


def read_file(path: Path) -> Presentation | None:
    """One that can be read; what is wrong with another is said in the log, and the others are still there."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        log.warning("a presentation cannot be read: %s: %s", path.name, error)
        return None
    return read_text(text, path.name)


def read_text(text: str, where: str) -> Presentation | None:
    """The same of a text, named in the log."""
    try:
        return read_presentation(text, where)
    except PresentationError as error:
        log.warning("a presentation cannot be read: %s", error)
        return None


def read_in_folder(path: Path) -> Presentation | None:
    """The same of a file in the deployment's folder: its name is the key, whatever it says itself."""
    found = read_file(path)
    return replace(found, key=path.stem) if found is not None and KEY.fullmatch(path.stem) else None


def ready_made(region: str, language: str) -> list[Presentation]:
    """Those that come with the program, for a region, in a language, by the names of their files."""
    found = (read_file(path) for path in sorted(READY.glob(f"*.{language}.json")))
    return [each for each in found if each is not None and each.region in ("", region)]


def ready_keys() -> frozenset[str]:
    """Keys of all of them, which nobody else's may have."""
    found = map(read_file, READY.glob("*.json"))
    return frozenset(each.key for each in found if each is not None)
