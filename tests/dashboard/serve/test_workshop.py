"""Dear work beside the threads: answered, bounded, refused at once, ended with who asked."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder

from dashboard.serve.below_path import around
from dashboard.serve.workshop import REFUSED, Apart
from dashboard.serve.workshop_limits import BENCHES, DEAR, OF_CLIENT
from dashboard.serve.workshop_lines import (
    AWAY,
    BODY,
    BUSY,
    END,
    FELL,
    GO,
    LARGE,
    LATE,
    OFTEN,
    Head,
    Order,
    receive,
    send,
)
from dashboard.words.words import LANGUAGES, words
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

type Ask = Callable[..., Asked]
WAITS_S = 30.0
"""How long a test waits for what is sure to come."""
WORK = """
import os, sys, time
from dataclasses import replace
from dashboard.serve import workshop_keeper as parted, workshop_limits as known
from geodata.sources.apart_limits import MIB, Limits

short = Limits(processor_s=1, whole_s=60, memory_bytes=64 * MIB, answer_bytes=MIB)
known.BENCHES["file"] = replace(known.BENCHES["file"], at_once=2, waiting=2, patience_s=60, limits=short)
known.BENCHES["search"] = known.Bench(1, 0, 0, replace(short, whole_s=0.5))

def application(environment, start):
    wish = environment["PATH_INFO"].strip("/")
    if wish == "loop":
        while True: pass
    if wish == "swell":
        held = [bytearray(16 * MIB) for _ in range(64)]
    if wish == "fall":
        os.kill(os.getpid(), 11)
    if wish == "fail":
        raise ValueError(wish)
    open_now = [os.path.realpath(f"/proc/self/fd/{each}") for each in os.listdir("/proc/self/fd")]
    start("200 OK", [
        ("X-Process", str(os.getpid())),
        ("X-Calm", str(os.nice(0))),
        ("X-Ended-First", open("/proc/self/oom_score_adj").read().strip()),
        ("X-Workshop", str(os.getppid())),
        ("X-Sockets", str(sum("socket:" in each for each in open_now))),
    ])
    yield environment["wsgi.input"].read()
    if wish == "wait":
        yield b"begun"
        time.sleep(60)

place = parted.part_workshop(application, lambda: None, per_minute=5)
print(place, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    """Where a workshop takes orders, which does as its orders' addresses say."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    with process:
        yield process.stdout.readline().decode().strip()
        process.kill()


@pytest.fixture
def ask(place: str) -> Iterator[Callable[..., Asked]]:
    """Gives orders to the workshop; nobody waits for them any more after the test."""
    with ExitStack() as asked:
        yield lambda *order, **more: asked.enter_context(Asked(place, *order, **more))


class Asked:
    """One order, and what comes of it."""

    def __init__(
        self, place: str, wish: str, kind: str = "file", client: str = "", body: bytes = b""
    ) -> None:
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.settimeout(WAITS_S)
        self.connection.connect(place)
        environment = {"PATH_INFO": f"/{wish}", "wsgi.url_scheme": "http"}
        send(self.connection, Order(kind, client, environment).written())
        self.body = body

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def head(self) -> Head:
        first = receive(self.connection)
        if first == GO:
            send(self.connection, self.body)
            first = receive(self.connection)
        return Head.read(first)

    def part(self) -> bytes:
        return receive(self.connection)


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAITS_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def has_ended(pid: int) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


def test_a_piece_is_answered_by_a_process_of_its_own_after_everybody_else(ask: Ask) -> None:
    first, second = (ask("echo", body=b"x" * 300_000) for _ in range(2))
    heads = [first.head(), second.head()]
    assert [head.status for head in heads] == ["200 OK"] * 2
    pids = {dict(head.headers)["X-Process"] for head in heads}
    assert len(pids) == 2
    assert str(os.getpid()) not in pids
    ended_first = {int(dict(head.headers)["X-Ended-First"]) for head in heads}
    assert min(ended_first) > int(Path("/proc/self/oom_score_adj").read_text())
    assert {int(dict(head.headers)["X-Calm"]) > os.nice(0) for head in heads} == {True}
    assert [first.part(), first.part()] == [BODY + b"x" * 300_000, END]


@pytest.mark.parametrize(
    ("wish", "kind", "why"),
    [
        ("loop", "file", LATE),
        ("wait", "search", LATE),
        ("swell", "file", LARGE),
        ("fall", "file", FELL),
        ("fail", "file", FELL),
    ],
)
def test_what_takes_too_much_is_ended_and_said(ask: Ask, wish: str, kind: str, why: str) -> None:
    asked = ask(wish, kind)
    head = asked.head()
    if wish == "wait":  # it has begun to answer: what is broken off is seen to be
        assert head.status == "200 OK"
        assert asked.part() == BODY + b"begun"
        assert not asked.part().startswith(BODY)
        return
    assert head.refused == why
    assert ask("echo").head().status == "200 OK"


def test_what_nobody_waits_for_ends(ask: Ask) -> None:
    asked = ask("wait")
    pid = int(dict(asked.head().headers)["X-Process"])
    assert not has_ended(pid)
    asked.connection.close()
    eventually(lambda: has_ended(pid))


def test_when_all_is_taken_who_comes_is_refused_at_once_and_who_waited_is_next(ask: Ask) -> None:
    going = [ask("wait") for _ in range(2)]
    for each in going:
        assert each.head().status == "200 OK"
    waiting = [ask("echo") for _ in range(2)]
    refused = ask("echo").head()
    assert refused.refused == BUSY
    assert refused.wait_s > 0
    assert ask("echo", "search").head().status == "200 OK", "work of another kind has its own room"
    for each in going:
        each.connection.close()
    assert [each.head().status for each in waiting] == ["200 OK"] * 2


def test_one_client_does_not_take_what_is_there_for_all(ask: Ask) -> None:
    own = [ask("wait", client="192.0.2.1") for _ in range(OF_CLIENT)]
    assert ask("echo", client="192.0.2.1").head().refused == BUSY
    other = ask("echo", client="192.0.2.2")
    for each in own:
        each.connection.close()
    assert other.head().status == "200 OK"


def test_a_client_that_asks_again_and_again_is_told_how_long_to_wait(ask: Ask) -> None:
    heads = []
    for _ in range(6):
        with ask("echo", client="192.0.2.9") as asked:
            heads.append(asked.head())
    assert [head.status for head in heads[:5]] == ["200 OK"] * 5
    assert (heads[5].refused, heads[5].wait_s) == (OFTEN, 12)
    assert ask("echo", client="192.0.2.10").head().status == "200 OK"


def test_where_the_workshop_falls_another_takes_its_place(ask: Ask) -> None:
    fallen = dict(ask("echo").head().headers)["X-Workshop"]
    os.kill(int(fallen), signal.SIGKILL)
    eventually(lambda: has_ended(int(fallen)))
    answer = ask("echo").head()
    assert answer.status == "200 OK"
    assert dict(answer.headers)["X-Workshop"] != fallen


def test_a_piece_holds_no_connection_but_its_own(ask: Ask) -> None:
    others = [ask("wait"), ask("wait", "search")]
    assert [each.head().status for each in others] == ["200 OK"] * 2
    assert dict(ask("echo").head().headers)["X-Sockets"] == "1"


def test_the_workshop_ends_with_the_server() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    found = process.stdout.readline().decode().strip()
    process.stdout.close()
    with Asked(found, "wait") as asked:
        pid = int(dict(asked.head().headers)["X-Process"])
        process.kill()
        process.communicate()
    eventually(lambda: has_ended(pid))
    eventually(lambda: not Path(found).parent.exists())


def test_every_dear_route_is_one_and_of_a_kind_that_is_bounded(site: Site) -> None:
    assert set(DEAR) <= {rule.endpoint for rule in site.server.url_map.iter_rules()}
    assert set(DEAR.values()) == set(BENCHES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("why", "status"), [(BUSY, 503), (OFTEN, 429), (LATE, 422), (LARGE, 422), (FELL, 500), (AWAY, 503)]
)
def test_why_there_is_no_answer_is_said_in_the_language_of_the_question(
    site: Site, why: str, status: int, language: str
) -> None:
    refused = {REFUSED: Head(refused=why, wait_s=10)}
    plain = site.client.get(f"/ta-med/x.pdf?lang={language}", environ_overrides=refused)
    posted = site.client.post("/ta-med", json={"language": language}, environ_overrides=refused)
    long = {"language": language, "presentation": "x" * 200_000}
    longer = site.client.post("/ta-med", json=long, environ_overrides=refused)
    for answer in (plain, posted, longer):
        assert (answer.status_code, answer.text) == (
            status,
            words(language)(f"ui.workshop.{why}", seconds=10),
        )
        assert answer.headers.get("Retry-After") == ("10" if why in (BUSY, OFTEN, AWAY) else None)
        assert answer.mimetype == "text/plain"


def test_a_head_and_an_order_are_read_as_they_were_written() -> None:
    head = Head("200 OK", (("A", "å"),), "", 3)
    order = Order("file", "::1", {"PATH_INFO": "/\xe5"})
    assert (Head.read(head.written()), Order.read(order.written())) == (head, order)
    assert json.loads(order.written())[0] == "file"


@pytest.mark.parametrize("below", ["", "/utbud"])
def test_dear_work_is_the_workshops_wherever_the_site_lies(tmp_path: Path, below: str) -> None:
    server = site_of(computed_small_region(), tmp_path, public_url=f"https://karta.example{below}").server
    apart = Apart(server, tmp_path / "nowhere", lambda: "")
    server.wsgi_app = around(server, apart)  # type: ignore[method-assign]
    client = server.test_client()
    for address in ("/ta-med/x.pdf", "/download/x/nearest.csv", "/siting/x", "/api/report"):
        answer = client.get(f"{below}{address}?lang=en")
        assert (answer.status_code, answer.text) == (503, words("en")("ui.workshop.away"))
        for unread in ({"data": b"x" * 3_000_000}, {"headers": {"Transfer-Encoding": "chunked"}}):
            assert client.get(f"{below}{address}?lang=en", **unread).status_code == 503, "by no way around"
        assert client.options(f"{below}{address}").status_code == 200, "what may be asked is no work"
    assert client.get(f"{below}/healthz").status_code == 200
    assert client.post(f"{below}/ta-med", data=b"x" * 3_000_000).status_code in (400, 413)


def test_whoever_hung_up_is_not_waited_for(tmp_path: Path) -> None:
    server = site_of(computed_small_region(), tmp_path).server
    place = str(tmp_path / "place")
    listener, client, theirs = socket.socket(socket.AF_UNIX), *socket.socketpair()
    with listener, client:
        listener.bind(place)
        listener.listen()
        theirs.close()
        parts = Apart(server, Path(place), lambda: "192.0.2.1")(
            {
                **EnvironBuilder("/ta-med/x.pdf?lang=sv").get_environ(),
                "gunicorn.socket": client,
            },
            lambda *_: None,
        )
        order, _ = listener.accept()
        with order:
            assert Order.read(receive(order)).client == "192.0.2.1"
            assert order.recv(1) == b"", "the workshop sees that nobody waits"
        assert b"".join(parts).decode() == words("sv")("ui.workshop.fell")
