"""Work on what others made, in a process of its own: a file that hangs, swells or falls takes nothing along.

Libraries in C read most kinds of files, and neither a thread nor an exception stops them. So they read in
a process that the kernel bounds, whose answer is a table and never code. It is started by the first file
that needs it, reads one after another, and ends when nothing has been asked of it for a while.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.contract.problems import Problems
from geodata.sources import apart_answer
from geodata.sources.apart_limits import Limits, limits_of
from geodata.sources.raw import UnreadableError

_GRACE_S = 1.0
_START_S = 60.0
_LATE = -signal.SIGALRM
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TMPDIR", "TZ", "HOME")
"""What of the environment goes along: no passwords do."""
_CALM = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",  # each reserves address space
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GML_WRITE_GFS": "NO",
    "PROJ_NETWORK": "OFF",
}


def apart[T](function: Callable[..., T], *arguments: object, limits: Limits | None = None) -> T:
    """What a function of a module answers, worked out in a process of its own.

    Parameters
    ----------
    function : callable
        Of a module's first level. It answers a `Raw` or what JSON can write.
    *arguments : object
        What it is called with. Problems that it adds to a `Problems` among them are added there.
    limits : Limits, optional
        Those of the first argument that is the path of a file, unless given.

    Raises
    ------
    UnreadableError
        As the function raises it; or if it takes more time or memory than it may, or falls.
    """
    problems = next((each for each in arguments if isinstance(each, Problems)), None)
    bounds = limits or _of_file(arguments)
    sent = [Problems() if isinstance(each, Problems) else each for each in arguments]
    with TemporaryDirectory(prefix="utbudskarta-") as folder:
        code = _done((function, sent, folder, bounds), bounds)
        if code:
            raise _refusal(code, bounds)
        try:
            answer = apart_answer.read(Path(folder) / apart_answer.FILE)
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise UnreadableError("file_breaks_reader", type(error).__name__) from error
    if problems is not None:
        problems.found.extend(answer.problems)
    if answer.refused is not None:
        raise answer.refused
    value: T = answer.value
    return value


def _of_file(arguments: tuple[object, ...]) -> Limits:
    path = next((each for each in arguments if isinstance(each, Path)), None)
    return limits_of(0 if path is None else path.stat().st_size)


def _refusal(code: int, limits: Limits) -> UnreadableError:
    if -code in (signal.SIGXCPU, signal.SIGALRM):
        return UnreadableError("file_takes_long", f"{limits.processor_s}")
    if -code in (signal.SIGXFSZ, signal.SIGKILL):  # the second is the system's, when its memory is out
        return UnreadableError("file_needs_memory")
    name = signal.Signals(-code).name if code < 0 else str(code)
    return UnreadableError("file_breaks_reader", name)


class _Process:
    """One process that works for this one, a piece at a time."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        root = str(Path(__file__).parents[2])
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        path = os.pathsep.join(part for part in (root, kept.get("PYTHONPATH", "")) if part)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "geodata.sources.apart_process", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # a Ctrl-C is for this process; and it ends with its children
            env=kept | _CALM | {"PYTHONPATH": path},
        )
        theirs.close()

    def code(self, question: object, limits: Limits, start_s: float) -> int | None:
        """How the work ended: 0 well, below 0 by a signal; None where nobody was there to do it."""
        try:
            self.connection.send(question)
            if not self.connection.poll(start_s + limits.whole_s + _GRACE_S):
                return _LATE
            return int(self.connection.recv_bytes(16))
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        self.connection.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


_lock = threading.Lock()
_idle: list[_Process] = []


def _done(question: object, limits: Limits) -> int:
    """How a piece of work ended, by a process that has nothing to do or by a new one."""
    with _lock:
        process = _idle.pop() if _idle else None
    if process is not None:
        code = _by_process(process, question, limits, 0.0)
        if code is not None:
            return code
    code = _by_process(_Process(), question, limits, _START_S)  # the other had ended for want of work
    return -signal.SIGSEGV if code is None else code


def _by_process(process: _Process, question: object, limits: Limits, start_s: float) -> int | None:
    code = None
    try:
        code = process.code(question, limits, start_s)
    finally:  # whatever happens, no later work may hear this one's answer
        if code is None or code == _LATE:
            process.end()
        else:
            with _lock:
                _idle.append(process)
    return code


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def _in_child() -> None:
    """A fork has its parent's connections: whoever of both answers first would hear the other's answer."""
    for each in _idle:
        each.connection.close()
        each.process.returncode = 0  # not ours to wait for
    _idle.clear()
    _lock.release()


atexit.register(_end_all)
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_in_child)
