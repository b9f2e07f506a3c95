"""A clock over a request: when its time is out, what it waits for is cut off."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from types import TracebackType
from typing import Self


class Watch:
    """Shuts the sockets of a request when it has taken its time, wherever it waits.

    Timeouts of a socket begin anew with every byte, so that somebody who sends one now and then is waited for
    without end.

    Parameters
    ----------
    whole_s : float
        Seconds of the whole request.
    """

    def __init__(self, whole_s: float) -> None:
        self.late = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(whole_s, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        with self._lock:
            for connection in self._sockets:
                connection.close()
            self._sockets.clear()

    def over(self, connection: socket.socket) -> None:
        """Watch a socket too; it is shut at once where the time is out already."""
        # by a handle of its own: a socket loses its number as soon as TLS is spoken over it
        own = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            self._sockets.append(own)
            if self.late:
                _shut(own)

    def _cut(self) -> None:
        with self._lock:
            self.late = True
            for connection in self._sockets:
                _shut(connection)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
