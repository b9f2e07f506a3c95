"""Publication of what is due at once: by a process of its own, one at a time, never by a request.

`utbudskarta publish --due` is what runs. Whoever decides something while one runs has one more run after it,
however many decide. What became of the last is one small file beside what is published.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from geodata.region.region import Region

RUNNING_LOCK: Final = ".publish-due.lock"
WAITING_LOCK: Final = ".publish-due.next"
OUTCOME: Final = ".publish-due.json"
LONGEST_S: Final = 6 * 3600
"""After which a publication is given up."""
State = Literal["running", "failed", "idle", "off"]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AtOnce:
    """How a server publishes what is due.

    Attributes
    ----------
    out : Path
        Folder of published versions.
    source : Path or None
        Folder that the region is built from; None where the server does not know, or is not to publish.
    database_url : str
        As the setting; goes by the environment, as it may hold a password.
    """

    out: Path
    source: Path | None
    database_url: str = ""

    def may_publish(self, region: Region) -> bool:
        """Whether it is safe: not where visits are protected, whose key the server must never read."""
        return self.source is not None and region.settings.disclosure != "protected"

    def start(self) -> None:
        """Begin a publication in the background, and come back at once."""
        command = [sys.executable, "-m", __name__, str(self.source), str(self.out)]
        root = str(Path(__file__).resolve().parents[2])  # where this very program lies
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        environment = {**os.environ, "PYTHONPATH": path}
        if self.database_url:
            environment["UTBUDSKARTA_DATABASE_URL"] = self.database_url
        try:
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
            )
        except OSError:
            log.exception("the publication of what is due could not be begun")
            _write_outcome(self.out, 1, datetime.now(UTC))
            return
        threading.Thread(target=process.wait, daemon=True).start()  # or it stays as a zombie

    def state(self, region: Region) -> State:
        """What is going on: nothing ever where it may not publish."""
        if not self.may_publish(region):
            return "off"
        if _is_held(self.out / RUNNING_LOCK):
            return "running"
        outcome = read_outcome(self.out)
        return "failed" if outcome and outcome["code"] else "idle"


def publish_due(source: Path, out: Path, command: Sequence[str]) -> int:
    """Run a publication when no other runs; nothing where another waits to already.

    Parameters
    ----------
    source, out : Path
    command : sequence of str
        What is run; the folders follow.

    Returns
    -------
    int
        Exit code.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _held(out / WAITING_LOCK) as first:
        if not first:
            return 0  # whoever waits begins after this decision was written
        running = (out / RUNNING_LOCK).open("w")
        fcntl.flock(running, fcntl.LOCK_EX)
    with running:
        line = [*command, str(source), "--out", str(out), "--due"]
        try:
            done = subprocess.run(line, capture_output=True, text=True, timeout=LONGEST_S, check=False)
            code, words = done.returncode, done.stderr
        except (OSError, subprocess.TimeoutExpired) as error:
            code, words = 1, str(error)
        if code:
            print(f"publish --due: {code}\n{words}", file=sys.stderr)
        _write_outcome(out, code, datetime.now(UTC))
    return code


def read_outcome(out: Path) -> dict[str, Any] | None:
    """Exit code and moment of the last publication that the server began; None where there was none."""
    try:
        found = json.loads((out / OUTCOME).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) and {"code", "at"} <= found.keys() else None
    except (OSError, ValueError):
        return None


def forget_outcome(out: Path) -> None:
    """Let a failure go: another run has ended well."""
    with suppress(OSError):
        (out / OUTCOME).unlink()


def _write_outcome(out: Path, code: int, now: datetime) -> None:
    with suppress(OSError):
        new = out / f"{OUTCOME}.new"
        new.write_text(json.dumps({"code": code, "at": now.isoformat(timespec="seconds")}), encoding="utf-8")
        new.replace(out / OUTCOME)


def _is_held(file: Path) -> bool:
    if not file.is_file():
        return False
    with suppress(OSError), _held(file) as free:
        return not free
    return False  # a folder that the server may not write in: then no publication is its own


@contextmanager
def _held(file: Path) -> Iterator[bool]:
    """Whether a lock was free, held meanwhile; it goes with the process, however that ends."""
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


if __name__ == "__main__":
    os.nice(10)  # who looks at the map comes first
    folders = [Path(each) for each in sys.argv[1:3]]
    sys.exit(publish_due(folders[0], folders[1], [sys.executable, "-m", "dashboard", "publish"]))
