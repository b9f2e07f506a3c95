"""What a folder of versions says of itself by its smallest files, without any version being opened."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.contract.errors import SnapshotError
from geodata.contract.settings import Text
from geodata.overlay.rows import AppliedOverlay
from geodata.publish.plain_json import from_plain_json

FORMAT = 2
"""Raised when the files change in a way older programs cannot read."""

MANIFEST = "manifest.json"
OVERLAY = "overlay.json"
"""What became of approved changes; no such file where none was in force."""
DEMO = "demo-"
"""How the id of an example region begins."""
_VERSION = re.compile(r"[0-9a-f]{12}")


def folder_of(out: Path, version: str) -> Path:
    """Folder where a version's files lie.

    Raises
    ------
    SnapshotError
        If that is not what a version is called.
    """
    if not _VERSION.fullmatch(version):
        raise SnapshotError(f"“{version}” is not the name of a published version")
    return out / "versions" / version


def current_version(out: Path) -> str | None:
    """Version that is served from `out`; None where nothing is published."""
    try:
        return (out / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class Published:
    """What a folder of versions serves, as its smallest files tell it."""

    version: str
    region: str
    name: Text
    notice: Text | None
    built: str  # ISO 8601

    @property
    def is_demo(self) -> bool:
        """Whether it is the example region, whose care is invented."""
        return self.region.startswith(DEMO)


def published(out: Path) -> Published | None:
    """What is served from `out`, without opening it; None where nothing is published.

    Raises
    ------
    SnapshotError
        If the version is incomplete, damaged or of another program. That its files are unaltered is found out
        when it is opened.
    """
    version = current_version(out)
    if version is None:
        return None
    folder = folder_of(out, version)
    manifest = verified(folder, contents=False)
    try:
        settings = json.loads((folder / "settings.json").read_bytes())
        return Published(
            version, manifest["region"], settings["name"], settings.get("notice"), manifest["built"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"Version {version} in {out} cannot be read: {error}") from error


def published_overlay(out: Path) -> AppliedOverlay | None:
    """What became of approved changes in the version that is served; None where none was in force."""
    version = current_version(out)
    if version is None or not (folder_of(out, version) / OVERLAY).is_file():
        return None
    return overlay_in(folder_of(out, version))


def needs_demo(out: Path) -> bool:
    """Whether the demo is to be built: nothing is published, or a demo by an older program."""
    version = current_version(out)
    if version is None:
        return True
    try:
        manifest = json.loads((folder_of(out, version) / MANIFEST).read_text(encoding="utf-8"))
        return manifest["format"] < FORMAT and str(manifest["region"]).startswith(DEMO)
    except (OSError, ValueError, KeyError, TypeError):
        return False  # what is wrong is said where it is opened


def verified(folder: Path, contents: bool = True) -> dict[str, Any]:
    """Manifest of a version whose files are all there and, with `contents`, unaltered.

    Raises
    ------
    SnapshotError
        Naming the first file that is not.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files, written = manifest["files"], manifest["format"]
    except FileNotFoundError:
        raise SnapshotError(f"Version {folder.name} is missing or incomplete in {folder.parent}") from None
    except (ValueError, KeyError, TypeError):
        raise SnapshotError(f"The manifest of version {folder.name} is damaged; build it again") from None
    if written != FORMAT:
        raise SnapshotError(
            f"Version {folder.name} was written by another version of the program; build it again"
        )
    for name, digest in files.items():
        if not (folder / name).is_file():
            raise SnapshotError(f"Version {folder.name} lacks {name}; build it again")
        if contents and digest_of(folder / name) != digest:
            raise SnapshotError(f"{name} of version {folder.name} has been altered; build it again")
    return manifest


def digest_of(file: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def overlay_in(folder: Path) -> AppliedOverlay:
    """What became of approved changes, of a version's folder that has them."""
    found: AppliedOverlay = from_plain_json(AppliedOverlay, json.loads((folder / OVERLAY).read_bytes()))
    return found
