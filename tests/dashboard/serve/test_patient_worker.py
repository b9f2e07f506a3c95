"""A served program that hundreds hold on to: everybody else is answered as if they were not there."""

from __future__ import annotations

import errno
import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from dashboard.serve.gunicorn import CONNECTIONS, WORKER
from dashboard.serve.outbox import Outbox
from dashboard.serve.patient_worker import Connection, PatientWorker
from dashboard.serve.whole_questions import GATHERED_MOST

WAITS_S = 30.0
MANY = 40
THREADS = 4
APPLICATION = """
import os, threading, time
from pathlib import Path

gate = Path(os.environ["GATE"])

def server(environment, start):
    path = environment["PATH_INFO"]
    body = environment["wsgi.input"].read() if path == "/body" else b""
    if path == "/wait":
        (gate / f"in-{threading.get_ident()}").touch()
        while not (gate / "open").exists():
            time.sleep(0.02)
    text = {"/large": b"x" * 2_000_000, "/body": str(len(body)).encode()}.get(path, path.encode())
    start("200 OK", [("Content-Length", str(len(text)))])
    return [text]
"""


class Served:
    """One worker with few threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "asked.py").write_text(APPLICATION)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [
            *(sys.executable, "-m", "gunicorn", "asked:server", "--bind", f"127.0.0.1:{self.port}"),
            *("--worker-class", WORKER, "--worker-connections", str(CONNECTIONS), "--no-sendfile"),
            *("--threads", str(THREADS), "--no-control-socket", "--pythonpath", str(folder)),
        ]
        paths = os.pathsep.join(filter(None, sys.path))
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                command, env={**os.environ, "GATE": str(folder), "PYTHONPATH": paths}, stderr=log
            )
        end = time.monotonic() + WAITS_S
        while self.process.poll() is None and time.monotonic() < end:
            with suppress(OSError):
                self.connect().close()
                return
            time.sleep(0.05)
        raise AssertionError((folder / "log").read_text())

    def connect(self, sent: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=WAITS_S)
        connection.sendall(sent)
        return connection

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAITS_S)
        try:
            connection.request("GET" if body is None else "POST", path, body)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def all_threads_wait(self) -> None:
        end = time.monotonic() + WAITS_S
        while len([*self.folder.glob("in-*")]) < THREADS:
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("served"))
    yield server
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(WAITS_S) == 0
    log = (server.folder / "log").read_text()
    assert "Traceback" not in log, log


HALVES = {
    "head": b"GET / HTTP/1.1\r\nHost: x\r\nX: ",
    "nothing": b"",
    "body": b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n{",
    "file": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000000\r\n\r\n",
    "file that is read": b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 40000000\r\n\r\n",
    "unread": b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n",
    "unread twice": b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 2,
}


@pytest.mark.parametrize("half", HALVES)
def test_who_goes_no_further_holds_no_thread(served: Served, half: str) -> None:
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(served.connect(HALVES[half]))
        for at in range(3 * THREADS):
            assert served.ask(f"/{at}") == (200, f"/{at}".encode())


@pytest.mark.long
def test_who_goes_no_further_is_let_go(served: Served) -> None:
    halves = [served.connect(HALVES[half]) for half in ("head", "nothing", "body", "file that is read")]
    for half in halves:
        with half:
            assert b"200 OK" not in read(half), "the server ends it"


def test_as_many_as_a_worker_takes_do_not_keep_the_next_out(served: Served) -> None:
    with ExitStack() as held:
        for _ in range(CONNECTIONS + 20):
            held.enter_context(served.connect(b"GET / HT"))
        assert served.ask("/next") == (200, b"/next")


@pytest.mark.parametrize("size", [0, 1, 70_000, GATHERED_MOST - 1_000, GATHERED_MOST + 3_000_000])
def test_a_body_comes_whole_however_it_is_sent(served: Served, size: int) -> None:
    assert served.ask("/body", b"x" * size) == (200, str(size).encode())
    head = b"POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % size
    with served.connect() as connection:
        sent = head + b"x" * size
        for at in (
            slice(0, 20),
            slice(20, len(head)),
            slice(len(head), len(head) + 1),
            slice(len(head) + 1, None),
        ):
            connection.sendall(sent[at])
            time.sleep(0.01)
        assert read(connection).endswith(b"\r\n\r\n%d" % size)


def read(connection: socket.socket) -> bytes:
    content = b""
    with suppress(ConnectionResetError):
        while part := connection.recv(2**16):
            content += part
    return content


def test_questions_on_one_connection_are_answered_in_their_order(served: Served) -> None:
    last = b"GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    first = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    with served.connect(first + b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" + last) as connection:
        content = read(connection)
    assert content.count(b"HTTP/1.1 200 OK") == 3
    assert content.count(b"x" * 2_000_000) == 1
    assert content.endswith(b"/last")


def test_a_body_that_waits_to_be_asked_for_is_asked_for(served: Served) -> None:
    lines = (b"POST /body HTTP/1.1", b"Expect: 100-continue", b"Connection: close", b"Content-Length: 3")
    with served.connect(b"\r\n".join((*lines, b"", b""))) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue")
        connection.sendall(b"abc")
        assert read(connection).endswith(b"\r\n\r\n3")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST /body HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000, b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + b"\r\n", b"431"),
        (b"GET /" + b"a" * 5_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"hello\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", b"400"),
    ],
)
def test_what_is_no_question_is_refused_and_ended(served: Served, sent: bytes, status: bytes) -> None:
    with served.connect(sent) as connection:
        assert read(connection).startswith(b"HTTP/1.1 " + status)


def test_a_connection_that_ends_before_its_turn_is_counted_once() -> None:
    worker = PatientWorker.__new__(PatientWorker)
    worker.poller, worker._open, worker.nr_conns = selectors.DefaultSelector(), {}, 2
    ours, theirs = socket.socketpair()
    with theirs, worker.poller:
        connection = Connection(None, Outbox(ours), ("192.0.2.1", 1), None)
        connection.sock.sendall(b"x" * 4_000_000)
        assert connection.sock.unsent
        worker._send_on(connection)
        (key,) = worker.poller.get_map().values()
        worker._end(connection)  # as whoever is accepted in the same turn makes room
        key.data(key.fileobj)
        assert worker.nr_conns == 1


@pytest.mark.parametrize(("why", "left"), [(errno.EAGAIN, 1), (errno.EPROTO, 1), (errno.EMFILE, 0)])
def test_who_cannot_be_taken_ends_no_worker(why: int, left: int) -> None:
    class Listener:
        def accept(self) -> None:
            raise OSError(why, os.strerror(why))

    worker = PatientWorker.__new__(PatientWorker)
    worker.poller, worker._open, worker.nr_conns = selectors.DefaultSelector(), {}, 1
    ours, theirs = socket.socketpair()
    with theirs, ours, worker.poller:
        worker._gather(Connection(None, Outbox(ours), ("192.0.2.1", 1), None))
        worker.accept(Listener())
        assert (worker.nr_conns, len(worker._open)) == (left, left)


def test_health_answers_when_all_threads_are_taken_and_queues_take_turns(served: Served) -> None:
    with ExitStack() as held:
        for _ in range(THREADS):
            held.enter_context(served.connect(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"))
        served.all_threads_wait()
        assert served.ask("/healthz") == (200, b"ok\n")
        answers: list[tuple[int, bytes]] = []
        waiting = threading.Thread(target=lambda: answers.append(served.ask("/later")))
        waiting.start()
        assert served.ask("/healthz?x") == (200, b"ok\n")
        assert not answers
        (served.folder / "open").touch()
        waiting.join(WAITS_S)
        assert answers == [(200, b"/later")]
