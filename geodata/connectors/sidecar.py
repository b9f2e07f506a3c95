"""What is known of a fetched file, in a file of its own beside it; read by a build, which asks nobody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from geodata.connectors import limits
from geodata.contract.connector_settings import ConnectorSettings
from geodata.sources.json_stat import Note

ENDING: Final = ".source.json"
FORM: Final = 1
"""Of what is written; another is not read."""
NOT_ASKED_FOR: Final = ("key", "title", "publisher", "licence", "covers", "every_days", "dropped", "file")
"""Settings that change nothing of what a register is asked for."""


@dataclass(frozen=True)
class Sidecar:
    """Where a file came from, when, and what it was.

    Attributes
    ----------
    kind, address : str
    question : str
        Hash of what the register was asked for.
    fetched : str
        Day and time, UTC.
    updated : str
        When the register says that it last changed; "" where it does not.
    title, publisher, licence : str
        As the register says; "" where it does not.
    notes : tuple of Note
    columns : tuple of str
    rows : int or None
    size_bytes : int
    sha256 : str
        Of the file.
    etag, last_modified : str
    """

    kind: str
    address: str
    question: str
    fetched: str
    updated: str
    title: str
    publisher: str
    licence: str
    notes: tuple[Note, ...]
    columns: tuple[str, ...]
    rows: int | None
    size_bytes: int
    sha256: str
    etag: str
    last_modified: str

    def as_json(self) -> bytes:
        """The sidecar's own content."""
        return (json.dumps({"form": FORM, **asdict(self)}, ensure_ascii=False, indent=1) + "\n").encode()


def sidecar_path(file: Path) -> Path:
    """Where the sidecar of a file lies."""
    return file.with_name(file.name + ENDING)


def question_of(connector: ConnectorSettings) -> str:
    """Hash of what a connector asks for: what was fetched by another is not compared."""
    content = {key: value for key, value in asdict(connector).items() if key not in NOT_ASKED_FOR}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_sidecar(file: Path) -> Sidecar | None:
    """What is known of a file; None where nothing is, or nothing that can be read."""
    path = sidecar_path(file)
    try:
        if path.stat().st_size > limits.SIDECAR_BYTES_MOST:
            return None
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return _sidecar(content)


def sha256_of(file: Path) -> str:
    """Hash of a file; "" where it cannot be read."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def intact(file: Path) -> Sidecar | None:
    """What is known of a file that still is what it was when it was fetched; None of any other."""
    sidecar = read_sidecar(file)
    return sidecar if sidecar is not None and sidecar.sha256 == sha256_of(file) else None


def _sidecar(content: Any) -> Sidecar | None:
    names = {each.name for each in fields(Sidecar)}
    if not isinstance(content, Mapping) or content.get("form") != FORM or not names <= content.keys():
        return None
    texts = names - {"notes", "columns", "rows", "size_bytes"}
    rows, notes, columns = content["rows"], content["notes"], content["columns"]
    if not (
        all(isinstance(content[name], str) for name in texts)
        and _is_moment(content["fetched"])
        and (rows is None or isinstance(rows, int))
        and isinstance(content["size_bytes"], int)
        and isinstance(columns, list)
        and all(isinstance(each, str) for each in columns)
        and isinstance(notes, list)
        and all(map(_is_note, notes))
    ):
        return None
    return Sidecar(
        **{name: content[name] for name in texts},
        notes=tuple(Note(each["text"], each["of"], each["mandatory"]) for each in notes),
        columns=tuple(columns),
        rows=rows,
        size_bytes=content["size_bytes"],
    )


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_note(content: object) -> bool:
    kinds = {"text": str, "of": str, "mandatory": bool}
    return isinstance(content, Mapping) and all(
        isinstance(content.get(key), kind) for key, kind in kinds.items()
    )
