"""The work begun and asked about by the server: it comes back at once, and any of its workers may ask."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from dashboard.uploads.errors import UploadError
from dashboard.uploads.rights import Desk
from dashboard.uploads.staging import Staging, held

type Step = Literal["check", "publish"]
BUSY: Final = ("started", "queued", "reading", "checking", "computing", "comparing", "publishing")
"""Phases in which something is being done, in their order."""
STARTS_S: Final = 30
"""Seconds that a process may take to begin before it is said to have fallen."""
WORK: Final = "dashboard.uploads.work"


@dataclass(frozen=True)
class State:
    """How far it is: `phase` is of `BUSY`, "", "done", "kept", "published", "failed" or "cancelled"."""

    step: str = ""
    phase: str = ""
    reason: str = ""
    more: dict[str, Any] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self.phase in BUSY


def state_of(staging: Staging) -> State:
    """How far the work has come; that it fell, where it says that it works and no process does."""
    found = staging.read("state")
    if not found:
        return State()
    phase = str(found.get("phase", ""))
    if phase in BUSY and not _is_held(staging) and not _just_begun(staging):
        return State(str(found.get("step", "")), "failed", fallen(phase), found)
    return State(str(found.get("step", "")), phase, str(found.get("reason", "")), found)


def fallen(phase: str) -> str:
    """Why work that fell in a phase came to nothing: of a publication nobody knows how much was done."""
    return "fell_publishing" if phase == "publishing" else "fell"


def start(desk: Desk, staging: Staging, step: Step) -> None:
    """Begin a step of work in the background, and come back at once.

    Raises
    ------
    UploadError
        If something is being done already.
    """
    assert desk.source is not None  # else nobody is let in
    with held(staging.folder / "start.lock", wait=True):  # a button that is pressed twice begins one
        state = state_of(staging)
        if state.busy or (step == "publish" and state.phase != "done"):
            raise UploadError("running" if state.busy else "not_checked")
        (staging.folder / "cancel").unlink(missing_ok=True)
        staging.write("state", {"step": step, "phase": "started"})
    folders = [str(each.resolve()) for each in (staging.folder, desk.source, desk.out)]
    begin([step, *folders], desk.database_url, staging.folder / "work.log")


def begin(arguments: list[str], database_url: str, log: Path) -> None:
    """Begin the work in a process of its own, whose words are kept in a file."""
    root = str(Path(__file__).resolve().parents[2])  # where this very program lies
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    environment = {**os.environ, "PYTHONPATH": path}
    if database_url:
        environment["UTBUDSKARTA_DATABASE_URL"] = database_url
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", WORK, *arguments],
            env=environment, stdin=subprocess.DEVNULL, stdout=written, stderr=written, start_new_session=True,
        )  # fmt: skip
    threading.Thread(target=process.wait, daemon=True).start()  # or it stays as a zombie


def cancel(staging: Staging) -> None:
    """Let the work end; what is being published is not stopped halfway."""
    if staging.folder.is_dir():
        (staging.folder / "cancel").touch()


def _is_held(staging: Staging) -> bool:
    with held(staging.folder / "work.lock") as free:
        return not free


def _just_begun(staging: Staging) -> bool:
    try:
        return time.time() - (staging.folder / "state.json").stat().st_mtime < STARTS_S
    except OSError:
        return False
