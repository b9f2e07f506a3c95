"""What keeps the workshop: parted from the server, it begins one, and another where that falls."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from dashboard.serve.token_buckets import TokenBuckets
from dashboard.serve.workshop_process import Workshop

PAUSE_S: Final = 1.0
"""How long after the workshop fell it is begun again: what falls at once does not do so all the time."""

log = logging.getLogger(__name__)


def part_workshop(
    application: Callable[..., Any], refresh: Callable[[], object], per_minute: int = 0
) -> Path:
    """Part the process of the workshop from this one, which has no threads yet.

    Parameters
    ----------
    application : callable
        WSGI; what `refresh` brings is in every child.
    refresh : callable
    per_minute : int
        Pieces that one client may ask for in a minute; 0 is no bound.

    Returns
    -------
    Path
        Of the socket that takes orders, in a folder of this user's alone. It lasts as long as this process
        and all that are parted from it.
    """
    folder = Path(tempfile.mkdtemp(prefix="utbudskarta-"))
    place = folder / "workshop"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(place))
    listener.listen(128)
    lifeline, held = os.pipe()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        listener.close()
        os.close(lifeline)
        return place
    try:
        if os.fork():  # who keeps the workshop is nobody's child: a server counts its own
            os._exit(0)
        os.close(held)
        os.setsid()  # a Ctrl-C is for the server, whose end is this one's
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN if each == signal.SIGHUP else signal.SIG_DFL)
        while not _has_ended(
            lambda: Workshop(application, refresh, listener, lifeline, TokenBuckets(per_minute)).serve()
        ):
            time.sleep(PAUSE_S)  # orders wait at the listener meanwhile
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        log.exception("the workshop was not begun")
    finally:
        os._exit(0)


def _has_ended(work: Callable[[], None]) -> bool:
    """Whether work that a child was given came to its end, and did not fall."""
    try:
        child = os.fork()
    except OSError:  # no room for a process
        log.exception("the workshop could not be begun")
        return False
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code:
            log.error("the workshop fell (%d), and is begun again", code)
        return code == 0
    try:
        work()
    except BaseException:
        log.exception("the workshop fell")
        os._exit(1)
    os._exit(0)
