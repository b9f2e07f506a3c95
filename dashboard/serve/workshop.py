"""Dear work is done beside the threads that answer: who asks for it is answered by the workshop, or at once.

Where it has too much to do, or what was asked for takes too much, the server says so; see `REFUSED`. Where no
workshop has been parted, as in most tests, the threads do all.
"""

from __future__ import annotations

import errno
import io
import logging
import select
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from dashboard.serve.below_path import around
from dashboard.serve.own_page import KIND_MOST
from dashboard.serve.publication import Publication
from dashboard.serve.workshop_keeper import part_workshop
from dashboard.serve.workshop_limits import BENCHES, DEAR
from dashboard.serve.workshop_lines import AWAY, BODY, END, FELL, GO, Head, Order, receive, send
from dashboard.serve.workshop_process import AGAIN_S

REFUSED: Final = "utbudskarta.workshop_refused"
"""Where a question's environment holds why the workshop has no answer, a `Head`: who finds it says so."""

GRACE_S: Final = 10.0
"""Seconds beyond those of a piece of work after which the workshop itself is taken to have stopped."""

log = logging.getLogger(__name__)
type Start = Callable[..., Any]
type Environment = dict[str, Any]


class Apart:
    """WSGI that hands dear work to the workshop, and all else to the server.

    Parameters
    ----------
    server : Flask
    place : Path
        Of the socket that takes orders.
    client : callable
        Who sends the request at hand; "" where that is not known.
    """

    def __init__(self, server: Flask, place: Path, client: Callable[[], str]) -> None:
        self._server, self._within, self._place, self._client = server, server.wsgi_app, str(place), client

    def __call__(self, environment: Environment, start: Start) -> Iterable[bytes]:
        """Answer a question, or have it answered."""
        kind = self._kind(environment)
        body = _body(environment) if kind else None
        if body is None:
            return self._within(environment, start)
        try:
            connection = self._ordered(kind, environment)
        except OSError as error:
            log.error("the workshop does not answer: %s", error)
            return self._refused(Head(refused=AWAY, wait_s=AGAIN_S), environment, start)
        parts = _Parts(connection, environment.get("gunicorn.socket"))
        try:
            first = parts.piece()
            if first == GO:
                send(connection, body)
                first = parts.piece()
            head = Head.read(first)
        except (OSError, EOFError):
            head = Head(refused=FELL)
        if head.refused:
            parts.close()
            return self._refused(head, environment, start)
        start(head.status, list(head.headers))
        return parts

    def _kind(self, environment: Environment) -> str:
        """Kind of the dear work that is asked for; "" for anything else."""
        method = environment.get("REQUEST_METHOD", "")
        if method == "OPTIONS":  # what may be asked there is no work
            return ""
        path = environment.get("PATH_INFO", "")
        try:
            endpoint, _ = self._server.url_map.bind("").match(path, method)
        except (HTTPException, RoutingException):
            return ""
        return DEAR.get(endpoint, "")

    def _ordered(self, kind: str, environment: Environment) -> socket.socket:
        with self._server.request_context(environment):
            client = self._client()
        texts = {name: value for name, value in environment.items() if isinstance(value, str)}
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(BENCHES[kind].patience_s + BENCHES[kind].limits.whole_s + GRACE_S)
            connection.connect(self._place)
            send(connection, Order(kind, client, texts).written())
        except BaseException:
            connection.close()
            raise
        return connection

    def _refused(self, head: Head, environment: Environment, start: Start) -> Iterable[bytes]:
        return self._within({**environment, REFUSED: head}, start)


class _Parts:
    """The pieces of an answer; nobody waits for them once they are closed, or their client has hung up."""

    def __init__(self, connection: socket.socket, client: Any) -> None:
        self._connection = connection
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)
        if client is not None:
            self._poll.register(client, select.POLLRDHUP)

    def __iter__(self) -> _Parts:
        return self

    def __next__(self) -> bytes:
        piece = self.piece()
        if piece == END:
            raise StopIteration
        if not piece.startswith(BODY):
            raise OSError("an answer is broken off")
        return piece[len(BODY) :]

    def piece(self) -> bytes:
        """The next piece.

        Raises
        ------
        OSError, EOFError
            If the client or the workshop has gone.
        """
        waited_ms = (self._connection.gettimeout() or 0) * 1000
        ready = [descriptor for descriptor, _ in self._poll.poll(waited_ms)]
        if self._connection.fileno() not in ready:
            raise ConnectionResetError(errno.ECONNRESET, "nobody waits for the answer any more")
        return receive(self._connection)

    def close(self) -> None:
        """Wait no longer: what is still being worked on ends."""
        self._connection.close()


def _body(environment: Environment) -> bytes | None:
    """What a question brings; None of one that is to be read, and does not say how much, or says too much."""
    length = environment.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in environment or not length.isdigit() or int(length[:10]) > KIND_MOST:
        if environment.get("REQUEST_METHOD") == "POST":
            return None  # which the server refuses as it reads
        # What nobody reads is no way around the workshop.
        environment["CONTENT_LENGTH"] = length = "0"
        environment.pop("HTTP_TRANSFER_ENCODING", None)
    body: bytes = environment["wsgi.input"].read(int(length))
    environment["wsgi.input"] = io.BytesIO(body)  # to be read again where the server says why it is refused
    return body


def use_workshop(
    server: Flask, publication: Publication, client: Callable[[], str], per_minute: int = 0
) -> None:
    """Part a workshop from this process, and hand it all dear work from now on.

    Parameters
    ----------
    server : Flask
        Ready to answer.
    publication : Publication
        Whose newest version each piece of work finds.
    client : callable
        Who sends the request at hand; "" where that is not known.
    per_minute : int
        Pieces of work that one client may ask for in a minute; 0 is no bound.
    """
    place = part_workshop(server.wsgi_app, publication.current, per_minute)
    server.wsgi_app = around(server, Apart(server, place, client))  # type: ignore[assignment]
