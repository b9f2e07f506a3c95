"""What a folder of versions says of itself by its smallest files, without any version being opened."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from geodata.contract.errors import SnapshotError
from geodata.contract.settings import Text
from geodata.overlay.rows import AppliedOverlay
from geodata.publish.plain_json import from_plain_json

FORMAT = 3
"""Raised when the files change in a way older programs cannot read, or newer ones those of before."""
COUNTED: Final = (2, FORMAT)
"""Formats whose visits are read, so that what is published of them stays as it is."""

MANIFEST = "manifest.json"
SETTINGS = "settings.json"
OVERLAY = "overlay.json"
"""What became of approved changes; no such file where none was in force."""
FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Whatever the umask of who builds: another user serves what is built."""
DEMO = "demo-"
"""How the id of an example region begins."""
POINTER_MOST = 64
"""Bytes of `current`."""
MANIFEST_MOST = 4 * 2**20
"""Bytes of a manifest, many times what one has."""
_VERSION = re.compile(r"[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_version(name: str) -> bool:
    """Whether that is what a version is called."""
    return _VERSION.fullmatch(name) is not None


def folder_of(out: Path, version: str) -> Path:
    """Folder where a version's files lie.

    Raises
    ------
    SnapshotError
        If that is not what a version is called.
    """
    if not is_version(version):
        raise SnapshotError.of("version_name", name=version[:80])
    return out / "versions" / version


def named_version(out: Path) -> str | None:
    """What `current` names; "" where it is there and names no version; None where it is not there."""
    pointer = out / "current"
    if not os.path.lexists(pointer):
        return None
    try:
        name = bounded_content(pointer, POINTER_MOST).decode("ascii").strip()
    except (OSError, ValueError):
        return ""
    return name if is_version(name) else ""


def current_version(out: Path) -> str | None:
    """Version that is published in `out`; None where nothing is.

    It is what `current` names, whole or not; where that names none, the newest version that is whole.
    """
    named = named_version(out)
    return named or next((name for name in kept_versions(out) if is_whole(out, name)), None)


def kept_versions(out: Path) -> list[str]:
    """Folders with the name of a version, whole or not, the newest first."""
    found = []
    try:
        with os.scandir(out / "versions") as entries:
            for entry in entries:
                if is_version(entry.name) and entry.is_dir():
                    found.append((entry.stat().st_mtime_ns, entry.name))
    except OSError:
        return []
    return [name for _, name in sorted(found, reverse=True)]


def is_whole(out: Path, version: str) -> bool:
    """Whether a version has all its files; what is in them is found out when it is opened."""
    try:
        verified(folder_of(out, version), contents=False)
    except SnapshotError:
        return False
    return True


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


def published(out: Path, version: str | None = None) -> Published | None:
    """What is published in `out`, or a version of it, without opening it; None where nothing is.

    Raises
    ------
    SnapshotError
        If the version is incomplete, damaged or of another program. That its files are unaltered is found out
        when it is opened.
    """
    version = version or current_version(out)
    if version is None:
        return None
    folder = folder_of(out, version)
    manifest = verified(folder, contents=False)
    try:
        settings = json.loads((folder / SETTINGS).read_bytes())
        return Published(
            version, manifest["region"], settings["name"], settings.get("notice"), manifest["built"]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError.of("version_unreadable", version=version, folder=out, why=error) from error


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
        return named_version(out) is None and not kept_versions(out)
    try:
        manifest = json.loads((folder_of(out, version) / MANIFEST).read_text(encoding="utf-8"))
        return manifest["format"] < FORMAT and str(manifest["region"]).startswith(DEMO)
    except (OSError, ValueError, KeyError, TypeError):
        return False  # what is wrong is said where it is opened


def verified(folder: Path, contents: bool = True, formats: Sequence[int] = (FORMAT,)) -> dict[str, Any]:
    """Manifest of a version whose files are all there and, with `contents`, unaltered.

    Its name is the hash of what its manifest says, so that the manifest of another version, or one that was
    edited, is none of this.

    Raises
    ------
    SnapshotError
        Naming the first file that is not.
    """
    version = folder.name
    try:
        manifest: dict[str, Any] = json.loads(bounded_content(folder / MANIFEST, MANIFEST_MOST))
        files, written = manifest["files"], manifest["format"]
    except OSError:
        raise SnapshotError.of("version_incomplete", version=version, folder=folder.parent) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SnapshotError.of("manifest_damaged", version=version) from None
    if written not in formats:
        raise SnapshotError.of("version_of_another_program", version=version)
    if not _is_sound(manifest) or manifest.get("version") != version or version_of(files, written) != version:
        raise SnapshotError.of("manifest_damaged", version=version)
    for name, digest in files.items():
        try:
            if not (folder / name).is_file():
                raise SnapshotError.of("version_lacks", version=version, file=name)
            if contents and digest_of(folder / name) != digest:
                raise SnapshotError.of("version_altered", version=version, file=name)
        except OSError as error:
            why = error.strerror or error
            raise SnapshotError.of("version_file_closed", version=version, file=name, why=why) from None
    return manifest


def version_of(files: Mapping[str, str], written: int = FORMAT) -> str:
    """Name of the version that has these files, by their digests in the order of their names."""
    return hashlib.sha256(json.dumps([written, files]).encode()).hexdigest()[:12]


def file_content(folder: Path, name: str) -> bytes:
    """A file of a version as it was published.

    Raises
    ------
    SnapshotError
        If the version has no such file, or it is not what was published.
    """
    files = verified(folder, contents=False)["files"]
    if name not in files:
        raise SnapshotError.of("version_lacks", version=folder.name, file=name)
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        why = error.strerror or error
        raise SnapshotError.of("version_file_closed", version=folder.name, file=name, why=why) from None
    if hashlib.sha256(content).hexdigest() != files[name]:
        raise SnapshotError.of("version_altered", version=folder.name, file=name)
    return content


def bounded_content(file: Path, most: int) -> bytes:
    """Content of an ordinary file of at most so many bytes.

    Raises
    ------
    OSError
        If it is none, such as a pipe, which would never end; or cannot be read.
    ValueError
        If it is larger.
    """
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
    with file.open("rb") as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{file.name} is larger than {most} bytes")
    return content


def _is_sound(manifest: Mapping[str, Any]) -> bool:
    """Whether every field that is read of a manifest is of its type, and names no file outside the folder."""
    files, built = manifest["files"], manifest.get("built")
    if not isinstance(files, dict) or not all(
        isinstance(digest, str) and _DIGEST.fullmatch(digest) and _is_plain(name)
        for name, digest in files.items()
    ):
        return False
    try:
        has_zone = datetime.fromisoformat(str(built)).tzinfo is not None
    except ValueError:
        return False
    return has_zone and isinstance(built, str) and isinstance(manifest.get("region"), str)


def _is_plain(name: str) -> bool:
    return name not in ("", ".", "..") and "/" not in name and "\0" not in name


def digest_of(file: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def overlay_in(folder: Path) -> AppliedOverlay:
    """What became of approved changes, of a version's folder that has them."""
    found: AppliedOverlay = from_plain_json(AppliedOverlay, json.loads((folder / OVERLAY).read_bytes()))
    return found
