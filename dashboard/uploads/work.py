"""The work on what was brought, in a process of its own: read, checked, compared; or published.

`python -m dashboard.uploads.work STEP STAGING SOURCE OUT`. One works at a time. It may take so much memory
and time and no more, and ends when somebody wants it to. What it comes to stands in the staging.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dashboard.records.audit import append
from dashboard.records.database import Database
from dashboard.records.errors import RecordsError
from dashboard.records.opened import opened_if_there
from dashboard.serve.settings import Settings
from dashboard.submissions.at_once import RUNNING_LOCK
from dashboard.submissions.overlay import overlay_of
from dashboard.uploads.comparison import compared, problems_told, without_counts
from dashboard.uploads.keeping import CannotKeepError, ready_to_keep
from dashboard.uploads.staged_region import fingerprint, staged
from dashboard.uploads.staging import Staging, held
from dashboard.uploads.started import fallen
from geodata.checks import check
from geodata.contract.errors import RegionError, SettingsError
from geodata.contract.region_toml import FILE_NAME
from geodata.publish.build import computed
from geodata.publish.manifest import current_version

MOST_BYTES: Final = 8 * 1024**3
"""Of memory."""
MOST_S: Final = 3600
"""Seconds of the whole work, once it has begun; a publication may take as long again."""
LOOK_S: Final = 0.2
CANCEL: Final = "cancel"
DATABASE: Final = "UTBUDSKARTA_DATABASE_URL"
TAIL: Final = 2_000
"""Characters that are kept of what a publication says of why it failed."""


class _GivenUpError(Exception):
    """The work comes to nothing; its text is the reason, `upload.failed.<reason>`."""


def main(arguments: list[str]) -> int:
    """Do a step of work, and write what it came to."""
    step, folder, source, out = arguments[0], *map(Path, arguments[1:4])
    staging, work = Staging(folder), {"check": _check, "publish": _publish}[step]
    os.nice(10)  # who looks at the map comes first
    _limit()
    with held(folder / "work.lock", wait=True):  # who asks how far it is holds it for a moment
        _say(staging, step, "queued")
        threading.Thread(target=_watch, args=(staging, step), daemon=True).start()
        with held(folder.parent / ".work.lock", wait=True):
            try:
                work(staging, source, out)
            except _GivenUpError as error:
                _say(staging, step, "failed", reason=str(error))
            except CannotKeepError:
                _say(staging, step, "failed", reason="kept")
            except MemoryError:
                _say(staging, step, "failed", reason="memory")
            except RegionError as error:
                reason = "records" if isinstance(error, RecordsError) else "region"
                text = {language: error.sentence(language) for language in ("sv", "en")}
                _say(staging, step, "failed", reason=reason, text=text)
            except Exception:
                traceback.print_exc()
                _say(staging, step, "failed", reason=fallen(str(staging.read("state").get("phase", ""))))
            else:
                return 0
    return 1


def _check(staging: Staging, source: Path, out: Path) -> None:
    staging.forget("result")
    _say(staging, "check", "reading")
    found = staged(source, staging, staging.read("choices"))
    if found is None:
        raise _GivenUpError("settings")
    if not found.edited:
        raise _GivenUpError("edit")
    content: dict[str, Any] = {
        "source": found.source,
        "brought": found.brought,
        "replaced": dict(found.replaced),
        "readings": [asdict(each) for each in found.readings],
        "tables": list(found.tables),
        "at": _now(),
    }
    _say(staging, "check", "checking")
    database = _database(out)
    from geodata.checks import region_id

    day = datetime.now().astimezone().date()
    try:
        overlay = None
        if database is not None:
            with database.read() as connection:
                overlay = overlay_of(connection, region_id(staging.region), day)
    except SettingsError:
        overlay = None  # settings with errors: `check` says which
    checked = check(staging.region, overlay=overlay)
    content |= problems_told(checked.problems)
    if checked.region is not None:
        _say(staging, "check", "computing")
        region = computed(without_counts(checked.region))
        _say(staging, "check", "comparing")
        content["changes"] = compared(out, region)
    staging.write("result", content)
    _say(staging, "check", "done")


def _publish(staging: Staging, source: Path, out: Path) -> None:
    result, wish = staging.read("result"), staging.read("wish")
    if not result or result.get("errors") or not result.get("changes") or not result["replaced"]:
        raise _GivenUpError("not_checked")
    keep_alone = bool(result["changes"]["protected"])
    _say(staging, "publish", "publishing")
    with held(out / RUNNING_LOCK, wait=True):  # whoever published meanwhile has changed what is served
        before = current_version(out)
        now = fingerprint(source), fingerprint(staging.files), before
        if now != (result["source"], result.get("brought"), result["changes"]["version"]):
            raise _GivenUpError("changed_meanwhile")
        with ready_to_keep(staging.region, source, result["replaced"], datetime.now(UTC)) as keep:
            if not keep_alone:
                _build(staging, out)
            try:
                keep()
            except OSError as error:
                raise _GivenUpError("kept" if keep_alone else "published_not_kept") from error
    version = current_version(out) or ""
    try:
        _note(out, wish, "files-kept" if keep_alone else "files-published", version, result["replaced"])
    except RecordsError:  # it is done, and that somebody wished it stands in the audit already
        traceback.print_exc()
    _say(staging, "publish", "kept" if keep_alone else "published", version=version, before=before or "")
    for name in [each.name for each in staging.uploads()]:
        staging.remove(name)
    staging.forget("result", "choices", "wish")


def _build(staging: Staging, out: Path) -> None:
    """Publish the folder as `utbudskarta publish` does, with what is decided of units laid over it."""
    command = "build" if _database(out) is None else "publish"
    line = [sys.executable, "-m", "dashboard", command, str(staging.region), "--out", str(out)]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=MOST_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise _GivenUpError("time") from error
    if done.returncode:
        staging.write("said", {"text": done.stderr[-TAIL:]})
        raise _GivenUpError("build")


def _note(out: Path, wish: dict[str, Any], action: str, version: str, replaced: dict[str, str]) -> None:
    database = _database(out)
    if database is None:
        return
    details = {"version": version, "files": replaced}
    with database.write() as connection:
        actor, role = str(wish.get("actor", "")), str(wish.get("role", ""))
        append(connection, actor, role, action, f"data {FILE_NAME}", details, datetime.now(UTC))


def _database(out: Path) -> Database | None:
    settings = Settings(data_dir=out, database_url=os.environ.get(DATABASE, ""))
    try:
        return opened_if_there(settings, datetime.now(UTC))
    except RecordsError as error:
        if error.reason == "none":
            return None
        raise  # one that does not answer has what is decided of units: nothing is right without it


def _say(staging: Staging, step: str, phase: str, **more: object) -> None:
    staging.write("state", {"step": step, "phase": phase, "at": _now(), **more})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _limit() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = MOST_BYTES if most == resource.RLIM_INFINITY else min(MOST_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(staging: Staging, step: str, clock: Callable[[], float] = time.monotonic) -> None:
    """End this process and all that it began where somebody wants it, or it takes too long."""
    until = clock() + MOST_S * (2 if step == "publish" else 1)
    while True:
        time.sleep(LOOK_S)
        gone = not staging.folder.is_dir()
        wanted = step == "check" and (staging.folder / CANCEL).exists()
        if gone or wanted or clock() > until:
            if not gone:
                late = {} if wanted else {"reason": "time"}
                _say(staging, step, "cancelled" if wanted else "failed", **late)
            os.killpg(os.getpgid(0), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
