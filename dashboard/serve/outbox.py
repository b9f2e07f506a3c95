"""A connection to a client that no thread waits for: what it does not take at once is sent later."""

from __future__ import annotations

import errno
import select
import socket
import time
from typing import Any, Final

AHEAD_MOST: Final = 8 * 2**20
"""Bytes of an answer that are kept for a client that is slow to read; beyond that its thread waits."""
PIECE: Final = 2**18
WAIT_S: Final = 10.0
"""How long a thread waits for a client that neither sends nor reads anything."""
SLOWEST: Final = 20_000
"""Bytes a second of a file that comes in, on the whole."""


class Outbox:
    """A socket that never blocks, as gunicorn uses one.

    Parameters
    ----------
    connection : socket
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._unsent = bytearray()
        self._until = float("inf")
        self._is_ended = False
        connection.setblocking(False)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the socket's own."""
        return getattr(self._connection, name)

    def setblocking(self, _: bool) -> None:
        """Stay as it is: whoever answers never blocks here for long."""

    settimeout = setblocking

    def shutdown(self, how: int) -> None:
        """Say that nothing more is sent; nothing more is read either."""
        self._is_ended = True
        self._connection.shutdown(how)

    @property
    def unsent(self) -> int:
        """Bytes that the client has not taken yet."""
        return len(self._unsent)

    def expect(self, count: int) -> None:
        """Let so many bytes be read by whoever answers, in a time that a slow line needs."""
        self._until = time.monotonic() + WAIT_S + count / SLOWEST

    def recv(self, size: int) -> bytes:
        """What has come; waits for it, as long as something comes now and then.

        Raises
        ------
        ConnectionResetError
            If nothing does.
        """
        if self._is_ended:
            return b""
        left_s = min(WAIT_S, self._until - time.monotonic())
        self._wait(select.POLLIN, left_s)
        return self._connection.recv(size)

    def read_now(self, size: int) -> bytes:
        """What has come; `BlockingIOError` where nothing has."""
        return self._connection.recv(size)

    def sendall(self, content: bytes) -> None:
        """Send what the client takes, and keep the rest for later.

        Raises
        ------
        OSError
            If the client has gone, or has taken nothing for a while and more is waiting than is kept.
        """
        self._unsent += content
        self.send_on()
        while len(self._unsent) > AHEAD_MOST:
            self._wait(select.POLLOUT, WAIT_S)
            self.send_on()

    def send(self, content: bytes) -> int:
        """As `sendall`."""
        self.sendall(content)
        return len(content)

    def send_on(self) -> int:
        """Bytes that the client takes now of what has been kept."""
        sent = 0
        while self._unsent:
            try:
                taken = self._connection.send(bytes(self._unsent[:PIECE]))
            except BlockingIOError:
                break
            del self._unsent[:taken]
            sent += taken
        return sent

    def _wait(self, event: int, seconds: float) -> None:
        poll = select.poll()
        poll.register(self._connection, event)
        if seconds <= 0 or not poll.poll(seconds * 1000):
            raise ConnectionResetError(errno.ECONNRESET, "the client neither sends nor reads")
