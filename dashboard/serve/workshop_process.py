"""The process of the workshop: it holds the whole program, and forks a child for every piece of dear work.

It is parted from the server before that has threads, so that a child has every lock free and shares the
region's memory. A child answers one question as the server would, within bounds that the kernel keeps and
after everybody's ordinary questions; it ends with its answer, so that no memory is kept, and as soon as
nobody waits for it any more. Where the workshop itself falls, another takes its place.
"""

from __future__ import annotations

import logging
import os
import select
import selectors
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from dashboard.serve.token_buckets import TokenBuckets
from dashboard.serve.workshop_answer import answer
from dashboard.serve.workshop_limits import BENCHES, OF_CLIENT, Bench
from dashboard.serve.workshop_lines import (
    BUSY,
    FELL,
    LARGE,
    LATE,
    OFTEN,
    Head,
    Order,
    receive,
    send,
)
from geodata.sources.apart_limits import keep_within

ORDER_S: Final = 2.0
"""How long the server may take to say what it wants: it is a process of our own."""
CALM: Final = 4
"""How much later than the server's threads a child has its turn, as `nice` counts."""
LOOKS_S: Final = 0.5
"""How often it is looked who has gone, and whose time is out."""
ENDED_FIRST: Final = 500
"""Thousandths of all memory that a child seems to hold beside its own, where the system ends somebody."""
AGAIN_S: Final = 10
"""When whoever found everything taken may come again."""
WHY: Final = {signal.SIGXCPU: LATE, signal.SIGALRM: LATE, signal.SIGXFSZ: LARGE, signal.SIGKILL: LARGE}
"""What ended a child, by the signal; the last is the system's, when its memory is out."""

log = logging.getLogger(__name__)


@dataclass
class Piece:
    """One piece of work, until when it may wait or be done, and the child that does it; 0 while it waits."""

    connection: socket.socket
    order: Order
    pid: int = 0
    until: float = 0.0

    @property
    def bench(self) -> Bench:
        """What work of its kind may cost."""
        return BENCHES[self.order.kind]


class Workshop:
    """Takes orders as long as anybody of the server lives.

    Parameters
    ----------
    application : callable
        WSGI.
    refresh : callable
        Called before each fork: a child has what the process has.
    listener : socket
    lifeline : int
        Readable when the server has ended.
    buckets : TokenBuckets
    """

    def __init__(
        self,
        application: Callable[..., Any],
        refresh: Callable[[], object],
        listener: socket.socket,
        lifeline: int,
        buckets: TokenBuckets,
    ) -> None:
        self._application, self._refresh = application, refresh
        self._listener, self._lifeline, self._buckets = listener, lifeline, buckets
        self._going: dict[int, Piece] = {}
        self._waiting: deque[Piece] = deque()
        self._selector = selectors.DefaultSelector()

    def serve(self) -> None:
        """Until the server has ended; then all that goes on ends too."""
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for each in (self._listener, self._lifeline, woken):
            self._selector.register(each, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select(LOOKS_S):
                if key.fileobj is self._listener:
                    self._take()
                elif key.fileobj == self._lifeline:
                    self._end_all()
                    return
                elif key.fileobj == woken:
                    with suppress(BlockingIOError):
                        os.read(woken, 4096)
            self._reap()
            self._begin_waiting()

    def _take(self) -> None:
        connection, _ = self._listener.accept()
        try:
            connection.settimeout(ORDER_S)
            order = Order.read(receive(connection))
            bench = BENCHES[order.kind]
        except (OSError, EOFError, ValueError, KeyError):
            connection.close()
            return
        piece = Piece(connection, order, until=time.monotonic() + bench.patience_s)
        known = (*self._going.values(), *self._waiting)
        alike = [each for each in known if each.order.kind == order.kind and not _has_gone(each.connection)]
        own = sum(bool(order.client) and each.order.client == order.client for each in alike)
        if len(alike) >= bench.at_once + bench.waiting or own >= OF_CLIENT:
            self._refuse(piece, BUSY)
        elif wait_s := self._buckets.wait_s(order.client):
            self._refuse(piece, OFTEN, wait_s)
        else:
            self._waiting.append(piece)

    def _begin_waiting(self) -> None:
        for piece in [*self._waiting]:
            going = sum(each.order.kind == piece.order.kind for each in self._going.values())
            if going < piece.bench.at_once:
                self._waiting.remove(piece)
                self._begin(piece)
            elif time.monotonic() > piece.until or _has_gone(piece.connection):
                self._waiting.remove(piece)
                self._refuse(piece, BUSY)

    def _begin(self, piece: Piece) -> None:
        try:
            self._refresh()
            pid = os.fork()
        except Exception:
            log.exception("dear work could not be begun")
            self._refuse(piece, FELL)
            return
        if pid == 0:
            self._work(piece)
        piece.pid, piece.until = pid, time.monotonic() + piece.bench.limits.whole_s
        self._going[pid] = piece

    def _work(self, piece: Piece) -> NoReturn:
        """Answer one question as a child, and end."""
        code = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._selector.close()
            self._listener.close()
            for each in (*self._going.values(), *self._waiting):
                each.connection.close()  # or others' connections stay open as long as this child works
            os.nice(CALM)
            keep_within(piece.bench.limits, engines=True)
            _be_ended_first()
            piece.connection.settimeout(None)
            answer(self._application, piece.order, piece.connection)
            code = 0
        except (ConnectionError, EOFError):  # whoever asked has gone
            code = 0
        except MemoryError:
            with suppress(OSError):
                send(piece.connection, Head(refused=LARGE).written())
            code = 0
        except BaseException:
            log.exception("dear work fell")
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        for piece in [*self._going.values()]:
            if time.monotonic() > piece.until or _has_gone(piece.connection):
                with suppress(ProcessLookupError):
                    os.killpg(piece.pid, signal.SIGALRM)
            pid, status = os.waitpid(piece.pid, os.WNOHANG)
            if pid:
                del self._going[pid]
                code = os.waitstatus_to_exitcode(status)
                if code:  # what has been sent of an answer already is seen to be broken off
                    self._refuse(piece, WHY.get(signal.Signals(-code), FELL) if code < 0 else FELL)
                self._end(piece)

    def _end(self, piece: Piece) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(piece.pid, signal.SIGKILL)  # what the child has started itself
        piece.connection.close()

    def _refuse(self, piece: Piece, why: str, wait_s: int = AGAIN_S) -> None:
        with suppress(OSError):
            piece.connection.settimeout(ORDER_S)
            send(piece.connection, Head(refused=why, wait_s=wait_s).written())
        piece.connection.close()

    def _end_all(self) -> None:
        for piece in self._going.values():
            self._end(piece)


def _be_ended_first() -> None:
    """Let the system, where its memory is out, end this process before any that serves."""
    with suppress(OSError):  # some systems do not choose by it
        Path("/proc/self/oom_score_adj").write_text(str(ENDED_FIRST))


def _has_gone(connection: socket.socket) -> bool:
    """Whether whoever asked has closed the connection, whatever of it is unread."""
    poll = select.poll()
    poll.register(connection, 0)  # an end is told of unasked
    return bool(poll.poll(0))
