"""Files of a region's folder replaced together: a journal makes it all of them or none, whatever ends it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from geodata.contract.errors import RegionError

JOURNAL: Final = ".coming.json"
"""In the folder, while its files are being replaced: what was ended meanwhile is taken up from it."""
COMING: Final = ".coming-"
EARLIER: Final = ".earlier"
JOURNAL_MOST: Final = 2**20
FILES_MOST: Final = 5_000
_COMING_FORM: Final = re.compile(r"\.coming-[0-9]+")
_EARLIER_FORM: Final = re.compile(r"\.earlier/[0-9T-]+")


@dataclass(frozen=True)
class Switch:
    """What is being replaced.

    Attributes
    ----------
    coming, earlier : str
        Where the new files lie, and those that they replace, in folders of the folder.
    files : sequence of str
        By their way from it.
    back : bool
        Whether those that were there before are being put back.
    """

    coming: str
    earlier: str
    files: Sequence[str]
    back: bool = False


def switch(folder: Path, what: Switch) -> None:
    """Put files in their place: either all are the new ones, or all are as they were and `OSError` is raised.

    Ended between two of them, it is gone through with by `finish`.

    Parameters
    ----------
    folder : Path
        Of the region, with all the files on the same disk.
    what : Switch
    """
    with _written(folder, what):
        try:
            _put(folder, what)
        except OSError:
            with _written(folder, Switch(what.coming, what.earlier, what.files, back=True)):
                _put_back(folder, what)
                (folder / JOURNAL).unlink()
            raise
        (folder / JOURNAL).unlink()


def finish(folder: Path) -> None:
    """Go through with what was ended halfway; nothing where nothing was. Waits for who is at it now.

    Raises
    ------
    RegionError
        If that is not possible: then the folder is half of one and half of the other.
    """
    journal = folder / JOURNAL
    try:
        while os.path.lexists(journal):
            if not journal.is_file():
                raise ValueError(f"{JOURNAL} is no file")
            with journal.open("rb") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
                if os.path.lexists(journal) and os.path.samestat(os.fstat(held.fileno()), journal.stat()):
                    what = _read(folder, held)
                    (_put_back if what.back else _put)(folder, what)
                    journal.unlink()
                    shutil.rmtree(folder / what.coming, ignore_errors=True)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise RegionError.of("half_replaced", folder=folder, journal=JOURNAL, why=error) from error


@contextmanager
def _written(folder: Path, what: Switch) -> Iterator[None]:
    """The journal on the disk, held for as long as the files are replaced."""
    new = folder / f"{JOURNAL}.{os.getpid()}"
    with new.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(json.dumps(asdict(what)).encode())
            file.flush()
            os.fsync(file.fileno())
            new.replace(folder / JOURNAL)
            _flush(folder)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        yield


def _put(folder: Path, what: Switch) -> None:
    """Each new file in its place; done twice it is the same."""
    for name in what.files:
        new = folder / what.coming / name
        if new.exists():  # else it was put there already
            new.replace(folder / name)
    _settle(folder, what.files)


def _put_back(folder: Path, what: Switch) -> None:
    """Each file as it was; done twice it is the same."""
    for name in what.files:
        kept, again = folder / what.earlier / name, folder / what.coming / f"{name}.back"
        if not kept.exists():
            (folder / name).unlink(missing_ok=True)
            continue
        again.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(kept, again)
        again.replace(folder / name)
    _settle(folder, what.files)


def _settle(folder: Path, names: Sequence[str]) -> None:
    for each in {(folder / name).parent for name in names}:
        _flush(each)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(folder: Path, held: IO[bytes]) -> Switch:
    """What a journal says, if it leads nowhere outside the folder."""
    content = held.read(JOURNAL_MOST + 1)
    if len(content) > JOURNAL_MOST:
        raise ValueError(f"{JOURNAL} is too large")
    found: dict[str, Any] = json.loads(content)
    coming, earlier = str(found["coming"]), str(found["earlier"])
    files = [str(each) for each in found["files"]]
    within = folder.resolve()
    ways = [way for name in files for way in (name, f"{coming}/{name}", f"{earlier}/{name}")]
    if (
        len(files) > FILES_MOST
        or not (_COMING_FORM.fullmatch(coming) and _EARLIER_FORM.fullmatch(earlier))
        or not all((folder / way).parent.resolve().is_relative_to(within) for way in ways)
    ):
        raise ValueError(f"{JOURNAL} leads outside the folder")
    return Switch(coming, earlier, files, found["back"] is True)
