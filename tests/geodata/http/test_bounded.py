"""No answer is longer or slower than it may be, however little comes at a time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from geodata.http.bounded import BoundedAdapter, Limits, TooLongError, TooSlowError

HASTY = Limits(bytes_most=1000, connect_s=2.0, piece_s=2.0, whole_s=0.3)


@contextmanager
def speaking(speak: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """A server that says what it is told to whoever comes first."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                speak(connection, ended)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        ended.set()
        thread.join(5)


def fetched(url: str, limits: Limits) -> requests.Response:
    with requests.Session() as session:
        session.mount("http://", BoundedAdapter(limits))
        return session.get(url)


def dripping(before: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def speak(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(before)
        while not ended.wait(0.02):
            try:
                connection.sendall(b"x")
            except OSError:
                return

    return speak


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Header: ",
        b"",
    ],
    ids=["content", "content without an end", "header", "nothing yet"],
)
def test_a_byte_now_and_then_is_not_waited_for(before: bytes) -> None:
    with speaking(dripping(before)) as url, pytest.raises(TooSlowError):
        fetched(url, HASTY)


def test_what_is_announced_as_too_long_is_not_read_at_all() -> None:
    def speak(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
        ended.wait(5)

    with speaking(speak) as url, pytest.raises(TooLongError):
        fetched(url, Limits(bytes_most=1000, connect_s=2.0, piece_s=30.0, whole_s=30.0))


def test_what_fits_is_read_to_its_end_and_nobody_is_left_watching() -> None:
    def speak(connection: socket.socket, _ended: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")

    before = threading.active_count()
    with speaking(speak) as url:
        assert fetched(url, Limits(1000, 2.0, 2.0, 60.0)).content == b"ab"
    assert threading.active_count() <= before
