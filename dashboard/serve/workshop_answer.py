"""One question of the server's, answered by the whole program in a process of its own, piece by piece."""

from __future__ import annotations

import io
import socket
import sys
from collections.abc import Callable
from typing import Any

from dashboard.serve.workshop_lines import BODY, END, GO, Head, Order, receive, send


def answer(application: Callable[..., Any], order: Order, connection: socket.socket) -> None:
    """Answer one question of the server's, piece by piece as it is made."""
    send(connection, GO)
    body = receive(connection)
    environment: dict[str, Any] = {
        **order.environment,
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": True,
        "wsgi.url_scheme": order.environment["wsgi.url_scheme"],
    }
    heads: list[Head] = []

    def put(part: bytes) -> None:
        if heads:
            send(connection, heads.pop().written())
        if part:
            send(connection, BODY + part)

    def start(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[[bytes], None]:
        del error  # nothing has been sent before the first piece
        heads[:] = [Head(status, tuple(headers))]
        return put

    parts = application(environment, start)
    try:
        for part in parts:
            put(part)
        put(b"")
        send(connection, END)
    finally:
        if hasattr(parts, "close"):
            parts.close()
