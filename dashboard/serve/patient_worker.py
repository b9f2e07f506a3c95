"""gunicorn's worker of threads, none of which waits for a client: only the loop does, for any number of them.

A thread is given to a question when all of it has come, and is free when it has answered, whether or not the
client reads. Who is slow has bounds of time, and the slowest make room when there are too many. Whoever waits
for a thread waits in a queue of their own address, and the queues take turns.
"""

from __future__ import annotations

import errno
import re
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker

from dashboard.serve.outbox import Outbox
from dashboard.serve.whole_questions import GATHERED_MOST, Frame, RefusedError, frame_of

FIRST_S: Final = 10.0
"""Seconds until the head of a question has come, from its first byte or from the connection."""
BODY_S: Final = 10.0
SLOWEST: Final = 10_000
"""Bytes a second of a body, beside those seconds."""
TAKES_S: Final = 20.0
"""Seconds in which a client takes something of its answer."""
LINGER_S: Final = 2.0
"""How long an ended connection is read from, so that its last answer is not lost."""
HELD_MOST: Final = 64 * 2**20
"""Bytes that a worker holds of questions that have not come whole, and of answers that are not read."""
QUEUE_MOST: Final = 200
"""Questions that wait for a thread; further ones are answered at once."""
PIECE: Final = 2**16
ALIVE: Final = re.compile(rb"(GET|HEAD) [^ ?]*/healthz[ ?]")
"""Of a site that lies below a path too."""


def plain(status: str, text: str, more: str = "") -> bytes:
    """A short answer after which the connection ends."""
    content = text.encode()
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(content)}\r\n"
        f"Cache-Control: no-store\r\n{more}Connection: close\r\n\r\n"
    ).encode() + content


WELL: Final = plain("200 OK", "ok\n")
FULL: Final = plain(
    "503 Service Unavailable",
    "Servern har för mycket att göra just nu. Försök igen om en stund.\n"
    "The server is too busy right now. Try again in a moment.\n",
    "Retry-After: 5\r\n",
)


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A client: what has come of its question, how much it is in all, and until when it may wait."""

    sock: Outbox

    def __init__(self, cfg: Any, sock: Outbox, client: Any, server: Any) -> None:
        super().__init__(cfg, sock, client, server)
        self.come = bytearray()
        self.frame: Frame | None = None
        self.until = time.monotonic() + FIRST_S
        self.goes_on = False
        self.data_ready = True

    @property
    def address(self) -> str:
        """Whose queue it waits in."""
        return str(self.client[0]) if isinstance(self.client, tuple) else ""

    @property
    def held(self) -> int:
        """Bytes that are held for it."""
        return len(self.come) + self.sock.unsent


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Answers in threads, and waits in the loop."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._open: dict[Connection, int] = {}  # that the loop waits for, the longest first; what for
        self._queues: dict[str, deque[Connection]] = {}  # by address; the next to have a turn first
        self._busy = self._files = 0

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and wait for its question; where there are too many, the oldest wait ends."""
        try:
            connection, client = listener.accept()
        except OSError as error:  # it has gone; or no more files may be open, and the oldest wait ends
            if error.errno in (errno.EMFILE, errno.ENFILE) and self._open:
                self._end(next(iter(self._open)))
            return
        self.nr_conns += 1
        self._gather(Connection(self.cfg, Outbox(connection), client, listener.getsockname()))
        while self.nr_conns >= self.worker_connections and self._open:
            self._end(next(iter(self._open)))

    def murder_pending(self) -> None:
        """End every wait that is over, and the longest of all while too much is held."""
        now = time.monotonic()
        for conn in [conn for conn in self._open if conn.until < now]:
            self._end(conn)
        held = sum(conn.held for conn in self._open)
        for conn in [*self._open]:
            if held <= HELD_MOST:
                break
            held -= conn.held
            self._end(conn)

    def finish_request(self, conn: Connection, fs: Future[Any]) -> None:
        """After a thread has answered: send what the client takes, and give the thread to the next."""
        self._busy -= 1
        if conn.frame is not None and conn.frame.is_file:
            self._files -= 1
        conn.goes_on = not fs.cancelled() and fs.exception() is None and bool(fs.result()) and self.alive
        self._send_on(conn)
        self._give_turns()

    def handle(self, conn: Connection) -> Any:
        """Answer a question that has come, in a thread."""
        conn.init()
        conn.parser.unreader.unread(bytes(conn.come))
        conn.come.clear()
        return super().handle(conn)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """Whether the connection goes on: after a file, some of which may not have come, it does not."""
        is_file = conn.frame is not None and conn.frame.is_file
        return not is_file and bool(super()._keepalive_after(conn, keepalive))

    def _cap_keepalive(self, deadline: float) -> None:
        for conn, event in self._open.items():
            if event == selectors.EVENT_READ:
                conn.until = min(conn.until, deadline)

    def _wait(self, conn: Connection, event: int, until: float, then: Any) -> None:
        """Let the loop call a function when something comes, or can be sent."""
        self._forget(conn)
        conn.until = until
        try:
            self.poller.register(conn.sock.fileno(), event, partial(then, conn))
        except (KeyError, ValueError, OSError):  # closed by who answered
            self._end(conn)
            return
        self._open[conn] = event

    def _forget(self, conn: Connection) -> None:
        if self._open.pop(conn, None) is not None:
            with suppress(KeyError, ValueError, OSError):
                self.poller.unregister(conn.sock.fileno())

    def _end(self, conn: Connection) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _gather(self, conn: Connection) -> None:
        conn.frame = None
        self._wait(conn, selectors.EVENT_READ, time.monotonic() + FIRST_S, self._read)
        if conn.come:  # it has sent its next question together with the one before
            self._look(conn)

    def _read(self, conn: Connection, _: object) -> None:
        if conn not in self._open:  # ended in the same turn of the loop
            return
        try:
            part = conn.sock.read_now(PIECE)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._end(conn)
            return
        if not conn.come:
            conn.until = time.monotonic() + FIRST_S
        conn.come += part
        self._look(conn)

    def _look(self, conn: Connection) -> None:
        """Look whether a question has come whole."""
        try:
            known, conn.frame = conn.frame, conn.frame or frame_of(conn.come)
        except RefusedError as error:
            self._say(conn, plain(error.status, f"{error.status}\n"))
            return
        if conn.frame is None:
            return
        if known is None:
            conn.until = time.monotonic() + BODY_S + min(conn.frame.body, GATHERED_MOST) / SLOWEST
            if conn.frame.expecting and len(conn.come) < conn.frame.whole:
                with suppress(OSError):
                    conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if conn.frame.is_file or len(conn.come) >= conn.frame.whole:
            self._queue(conn)

    def _queue(self, conn: Connection) -> None:
        """Let a question wait for a thread, or answer it at once where too many do."""
        self._forget(conn)
        is_full = self._busy >= self.cfg.threads
        if is_full and ALIVE.match(conn.come):
            self._say(conn, WELL)
        elif self._are_too_many() or self._is_file_too_many(conn):
            self._say(conn, FULL)
        else:
            self._queues.setdefault(conn.address, deque()).append(conn)
            self._give_turns()

    def _are_too_many(self) -> bool:
        waiting = [len(conn.come) for queue in self._queues.values() for conn in queue]
        return len(waiting) >= QUEUE_MOST or sum(waiting) > HELD_MOST

    def _is_file_too_many(self, conn: Connection) -> bool:
        """Whether it would take one thread more than those that may wait for files."""
        if conn.frame is None or not conn.frame.is_file:
            return False
        if self._files >= max(1, self.cfg.threads // 4):
            return True
        self._files += 1
        conn.sock.expect(conn.frame.body)
        return False

    def _give_turns(self) -> None:
        """Give free threads to those that wait, one address after the other."""
        while self._busy < self.cfg.threads and self._queues:
            address, queue = next(iter(self._queues.items()))
            del self._queues[address]
            conn = queue.popleft()
            if queue:
                self._queues[address] = queue
            self._busy += 1
            self.enqueue_req(conn)

    def _say(self, conn: Connection, answer: bytes) -> None:
        conn.goes_on = False
        with suppress(OSError):
            conn.sock.sendall(answer)
        self._send_on(conn)

    def _send_more(self, conn: Connection, _: object) -> None:
        if conn in self._open:  # else ended in the same turn of the loop
            self._send_on(conn)

    def _send_on(self, conn: Connection) -> None:
        """Send what the client takes; then wait for its next question, or for its end."""
        try:
            taken = conn.sock.send_on()
        except OSError:
            self._end(conn)
            return
        now = time.monotonic()
        if conn.sock.unsent:
            if taken or conn not in self._open:
                self._wait(conn, selectors.EVENT_WRITE, now + TAKES_S, self._send_more)
        elif conn.goes_on and self.alive:
            conn.come += conn.parser.unreader.take_buffered()
            self._gather(conn)
        else:
            with suppress(OSError):
                conn.sock.shutdown(socket.SHUT_WR)
            self._wait(conn, selectors.EVENT_READ, now + LINGER_S, self._linger)

    def _linger(self, conn: Connection, _: object) -> None:
        """Read on until the client ends too: what is unread would make the system take its answer back."""
        if conn not in self._open:
            return
        try:
            over = not conn.sock.read_now(PIECE)
        except BlockingIOError:
            return
        except OSError:
            over = True
        if over:
            self._end(conn)
