"""Where files lie before they are published: a folder of its own for each session, which no other finds."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from dashboard.uploads.errors import UploadError
from dashboard.uploads.file_kinds import ending_of, endings, may_be_read, safe_name

ROOT: Final = ".uploads"
"""In the folder of published versions; nobody but the server's own user reads it."""
FILES_MOST: Final = 20
BYTES_MOST: Final = 200 * 1024 * 1024
"""Of a file."""
TOGETHER_MOST: Final = 400 * 1024 * 1024
"""Bytes of all files of a session."""
STAGINGS_MOST: Final = 20
KEPT_S: Final = 24 * 3600
"""After which what nobody has touched is let go."""
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it was brought: name and bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class Staging:
    """One session's folder.

    Attributes
    ----------
    folder : Path
        `files`, `region` (as it would be built) and a few small files of JSON.
    """

    folder: Path

    @classmethod
    def of(cls, out: Path, secret: str) -> Staging:
        """That of a session: who does not have its secret finds no other way to the folder."""
        name = hashlib.sha256(f"utbudskarta staging {secret}".encode()).hexdigest()[:40]
        return cls(out / ROOT / name)

    @property
    def files(self) -> Path:
        """Folder of what was brought."""
        return self.folder / "files"

    @property
    def region(self) -> Path:
        """Folder of the region as it would be built."""
        return self.folder / "region"

    def uploads(self) -> list[Upload]:
        """What was brought, by name."""
        if not self.files.is_dir():
            return []
        return [Upload(path.name, path.stat().st_size) for path in sorted(self.files.iterdir())]

    def add(self, name: str, stream: IO[bytes]) -> Upload:
        """Keep a file; one of the same name is replaced.

        Parameters
        ----------
        name : str
            As the browser has it.
        stream : file of bytes
            Read no further than shows that it is too large.

        Raises
        ------
        UploadError
            If it is too large, or of no kind that is read by its name or its content.
        """
        kept = safe_name(name)
        if not kept or kept.casefold() == "region.toml":
            raise UploadError("name", name=name[:80])
        if not ending_of(kept):
            raise UploadError("kind", name=kept, known=", ".join(endings()))
        others = [each for each in self.uploads() if each.name != kept]
        if len(others) >= FILES_MOST:
            raise UploadError("too_many", most=FILES_MOST)
        self._make()
        left = TOGETHER_MOST - sum(each.size for each in others)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".coming-") as coming:
            new = Path(coming) / kept
            with new.open("wb") as written:
                size = _copied(stream, written, kept, left)
            if not may_be_read(new):
                raise UploadError("content", name=kept)
            new.replace(self.files / kept)
        return Upload(kept, size)

    def remove(self, name: str) -> None:
        """Let a file go; one that is not there stays away."""
        if safe_name(name) == name:
            (self.files / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Let everything go."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def read(self, name: str) -> dict[str, Any]:
        """One of the small files; empty where it is not there or not whole."""
        try:
            found = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Replace one of the small files, whole or not at all."""
        new = self.folder / f".{name}.{os.getpid()}.new"
        new.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        new.replace(self.folder / f"{name}.json")

    def forget(self, *names: str) -> None:
        """Let small files go."""
        for name in names:
            (self.folder / f"{name}.json").unlink(missing_ok=True)

    def _make(self) -> None:
        if not self.folder.is_dir():
            root = self.folder.parent
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            sweep(root)
            if sum(path.is_dir() for path in root.iterdir()) >= STAGINGS_MOST:
                raise UploadError("crowded")
        self.files.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)


def sweep(root: Path) -> None:
    """Let go of what nobody has touched for `KEPT_S` and no work holds."""
    if not root.is_dir():
        return
    for folder in root.iterdir():
        with suppress(OSError):
            if not folder.is_dir() or time.time() - _touched(folder) < KEPT_S:
                continue
            with held(folder / "work.lock") as free:
                if free:
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def held(file: Path, *, wait: bool = False) -> Iterator[bool]:
    """Whether a lock was free, held meanwhile; it goes with the process, however that ends."""
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def sha256_of(path: Path) -> str:
    """Hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _touched(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))


def _copied(stream: IO[bytes], new: IO[bytes], name: str, left: int) -> int:
    """Bytes copied of a file, which is no larger than it may be."""
    size = 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > BYTES_MOST:
            raise UploadError("too_large", name=name, most=BYTES_MOST // CHUNK)
        if size > left:
            raise UploadError("together", most=TOGETHER_MOST // CHUNK)
        new.write(part)
    if not size:
        raise UploadError("none", name=name)
    return size
