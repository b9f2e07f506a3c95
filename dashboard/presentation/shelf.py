"""Where presentations stand: those that come with the program, and those saved with the deployment."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.presentation.steps import (
    KEY,
    Presentation,
    PresentationError,
    read_presentation,
    write_presentation,
)

READY = Path(__file__).parent / "ready"
MOST = 200
"""Presentations that a deployment keeps: enough for years of meetings, and no store for strangers."""
LONGEST_KEY = 50
PASS_BYTES = 24

log = logging.getLogger(__name__)


class NotKeptError(Exception):
    """A presentation is not kept; `reason` is the catalogue's `presentation.not_kept.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Shelf:
    """The presentations of a deployment.

    Attributes
    ----------
    folder : Path
        Of those saved: one file each, and beside it the hash of the word by which it may be changed.
    saving : bool
        Whether visitors may save; else they keep theirs in the browser or as files.
    """

    folder: Path
    saving: bool = False

    def ready(self, region: str, language: str) -> list[Presentation]:
        """Those that come with the program, for a region, in a language, by the names of their files."""
        found = (_read(path) for path in sorted(READY.glob(f"*.{language}.json")))
        return [
            presentation
            for presentation in found
            if presentation is not None and presentation.region in ("", region)
        ]

    def saved(self, region: str) -> list[Presentation]:
        """Those saved with the deployment for a region, by name."""
        found = [_saved(path) for path in self._files()]
        ours = [
            presentation
            for presentation in found
            if presentation is not None and presentation.region in ("", region)
        ]
        return sorted(ours, key=lambda presentation: (presentation.name.casefold(), presentation.key))

    def find(self, key: str, region: str, language: str) -> Presentation | None:
        """The presentation of a key; one that comes with the program in the language asked for."""
        ready = [presentation for presentation in self.ready(region, language) if presentation.key == key]
        if ready:
            return ready[0]
        return _saved(self._file(key)) if KEY.fullmatch(key) else None

    def is_ready(self, key: str) -> bool:
        """Whether a key is of one that comes with the program, and so cannot be changed."""
        return any(
            presentation is not None and presentation.key == key
            for presentation in map(_read, READY.glob("*.json"))
        )

    def add(self, presentation: Presentation) -> tuple[Presentation, str]:
        """Save a new one: with the key it got, and the word by which it may be changed later.

        Raises
        ------
        NotKeptError
            If the deployment keeps none, or no more.
        """
        self._allowed()
        self.folder.mkdir(parents=True, exist_ok=True)
        if len(self._files()) >= MOST:
            raise NotKeptError("full")
        word = secrets.token_urlsafe(PASS_BYTES)
        for key in _keys(presentation.name):
            if self.is_ready(key) or self._file(key).exists():
                continue
            named = replace(presentation, key=key)
            try:
                with self._pass(key).open("x", encoding="ascii") as kept:  # whoever makes it has the key
                    kept.write(_hash(word))
            except FileExistsError:
                continue
            _write(self._file(key), write_presentation(named))
            return named, word
        raise NotKeptError("full")

    def change(self, presentation: Presentation, word: str) -> None:
        """Save one again, under its key.

        Raises
        ------
        NotKeptError
            If there is none of that key, or the word is not the one that it was saved with.
        """
        self._may_change(presentation.key, word)
        _write(self._file(presentation.key), write_presentation(presentation))

    def remove(self, key: str, word: str) -> None:
        """Take one away; raises as `change` does."""
        self._may_change(key, word)
        self._file(key).unlink(missing_ok=True)
        self._pass(key).unlink(missing_ok=True)

    def _allowed(self) -> None:
        if not self.saving:
            raise NotKeptError("off")

    def _may_change(self, key: str, word: str) -> None:
        self._allowed()
        if not KEY.fullmatch(key) or not self._file(key).is_file():
            raise NotKeptError("unknown")
        try:
            kept = self._pass(key).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise NotKeptError("others") from None  # put there by hand: the folder's owner changes it
        if not hmac.compare_digest(kept, _hash(word)):
            raise NotKeptError("others")

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _pass(self, key: str) -> Path:
        return self.folder / f"{key}.pass"


def _read(path: Path) -> Presentation | None:
    """One that can be read; what is wrong with another is said in the log, and the others are still there."""
    try:
        return read_presentation(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError:
        return None
    except (PresentationError, OSError, UnicodeDecodeError) as error:
        log.warning("a presentation cannot be read: %s", error)
        return None


def _saved(path: Path) -> Presentation | None:
    """The same of a file in the deployment's folder: its name is the key, whatever it says itself."""
    found = _read(path)
    return replace(found, key=path.stem) if found is not None and KEY.fullmatch(path.stem) else None


def _write(path: Path, text: str) -> None:
    """Whole or not at all, whoever reads meanwhile."""
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=".saving-", suffix=".tmp", encoding="utf-8", delete=False
    ) as new:
        try:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


def _keys(name: str) -> Iterator[str]:
    """Keys for a name, the plainest first: "Nämnden i mars" is `namnden-i-mars`, then with a number."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or "presentation"
    yield words
    for number in range(2, MOST + 2):
        yield f"{words}-{number}"


def _hash(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
