"""One visitor against the others: each attack by itself on a served demo, while others ask as usual.

What is printed of each: answers, those that failed (500 and above, but for "come again"), the slowest, what
others waited, and what the server's memory has grown by.
`python -m tests.bench.bench_hostile [FOLDER [ATTACK ...]]`.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from werkzeug.routing import Rule

from dashboard.factory import create_app
from dashboard.pages.envelope import ADDRESS
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from tests.dashboard.serve.hostile import addresses, bodies
from tests.dashboard.serve.test_every_route import QUESTIONS

WORKERS, AT_ONCE = 2, 8
LONGEST_S = 310.0
JSON = {"Content-Type": "application/json"}


@dataclass
class Told:
    """What came of some questions."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] if self.seconds else 0.0


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    version: str
    rules: list[Rule]

    def ask(
        self, told: Told, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Ask, and note what came of it; 599 is no answer at all."""
        begin, content, again = time.perf_counter(), b"", None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_S)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                connection.putheader(name, value)
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before it was sent
                connection.endheaders(body or None)
            answer = connection.getresponse()
            status, again, content = answer.status, answer.getheader("Retry-After"), answer.read()
        except (OSError, http.client.HTTPException) as error:
            status, content = 599, repr(error).encode()
        finally:
            connection.close()
        told.seconds.append(time.perf_counter() - begin)
        told.statuses[status] += 1
        if status >= 500 and not (status == 503 and again):
            told.failed.append(f"{status} {method} {path[:200]} {body[:300]!r} {content[:80]!r}")
        return content

    def memory_mb(self) -> float:
        """Memory of the server and all that it has started, each shared page counted by its share."""
        total = 0
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, IndexError):
                if f"127.0.0.1:{self.port}".encode() in (process / "cmdline").read_bytes().split(b"\0"):
                    total += int((process / "smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
        return total / 1024


@contextmanager
def served(out: Path) -> Iterator[Server]:
    """The dashboard on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "serve", "--out", str(out), "--port", str(port)]
    log = Path(tempfile.mkdtemp(prefix="hostile-")) / "log"
    with log.open("wb") as written:
        process = subprocess.Popen([*command, "--workers", str(WORKERS)], stdout=written, stderr=written)
    app = create_app(Publication(out, 0), Settings(data_dir=out))
    try:
        while True:
            with suppress(OSError, ValueError, http.client.HTTPException):
                content = Server(port, 0, "", []).ask(Told(), "GET", "/readyz")
                version = json.loads(content)["version"]
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield Server(port, process.pid, version, list(app.server.url_map.iter_rules()))
    finally:
        process.terminate()
        process.wait(30)
        text = log.read_text(errors="replace")
        print(f"log: {len(text):,} signs, {text.count('Traceback'):,} tracebacks: {log}")


def ordinary(server: Server) -> list[tuple[str, str, bytes]]:
    """What a few others ask, over and over: pages, answers, a table."""
    asked = []
    for limit in ("10", "15", "20", "25"):
        text = json.dumps(QUESTIONS["answer.data"]).replace('"limit": "15"', f'"limit": "{limit}"')
        text = text.replace("close:U1", "").replace('"version": ""', f'"version": "{server.version}"')
        asked.append(("POST", f"/{ADDRESS}", text.replace('"area": "A1"', "").encode()))
    return [
        *asked,
        ("GET", "/", b""),
        ("GET", f"/find/{server.version}/sv.json", b""),
        ("GET", "/healthz", b""),
    ]


def used(server: Server) -> None:
    """Ask what a day's visitors would, so that what a worker keeps is kept."""
    asked = []
    for limit in range(5, 65):
        for form, output in (("gp", "answer.data"), ("rehab", "answer.data"), ("gp", "table.data")):
            text = json.dumps(QUESTIONS[output]).replace('"version": ""', f'"version": "{server.version}"')
            text = text.replace('"limit": "15"', f'"limit": "{limit}"').replace('"gp"', f'"{form}"')
            asked.append(text.replace('"area": "A1"', "").replace("close:U1", "").encode())
    for _ in range(2):
        all_of(lambda told, body: server.ask(told, "POST", f"/{ADDRESS}", body, JSON), asked)
        for rule in server.rules:
            if rule.arguments <= {"version"} and "GET" in rule.methods:
                server.ask(Told(), "GET", rule.rule.replace("<version>", server.version))


@contextmanager
def others(server: Server) -> Iterator[Told]:
    """Two others, each with a tenth of a second between their questions."""
    told, done = Told(), threading.Event()

    def visit() -> None:
        while not done.is_set():
            for method, path, body in ordinary(server):
                server.ask(told, method, path, body, JSON if body else None)
                done.wait(0.1)

    visitors = [threading.Thread(target=visit) for _ in range(2)]
    for each in visitors:
        each.start()
    try:
        yield told
    finally:
        done.set()
        for each in visitors:
            each.join()


def all_of[T](ask: Callable[[Told, T], object], work: Iterable[T], at_once: int = AT_ONCE) -> Told:
    """Ask everything, so many at once."""
    told, waiting = Told(), SimpleQueue[T]()
    for each in work:
        waiting.put(each)

    def go() -> None:
        with suppress(Empty):
            while True:
                ask(told, waiting.get_nowait())

    with ThreadPoolExecutor(at_once) as pool:
        for each in [pool.submit(go) for _ in range(at_once)]:
            each.result()
    return told


def attack_bodies(server: Server) -> Told:
    """5,000 spoilt bodies of callbacks."""
    return all_of(
        lambda told, body: server.ask(told, "POST", f"/{ADDRESS}", body, JSON),
        bodies(server.version, 5_000),
    )


def attack_addresses(server: Server) -> Told:
    """4,000 addresses over the whole map."""
    return all_of(
        lambda told, path: server.ask(told, "GET", path),
        addresses(server.rules, server.version, 4_000),
    )


def attack_heads(server: Server) -> Told:
    """The heads of 400 addresses, siting's and exports' among them."""
    most = [f"/siting/{server.version}?objective=coverage&sites=3", f"/ta-med/{server.version}.pdf"] * 20
    return all_of(
        lambda told, path: server.ask(told, "HEAD", path),
        [*most, *addresses(server.rules, server.version, 360, seed=3)],
    )


def attack_rules(server: Server) -> Told:
    """Rules, changes, areas, a drawn part and more, repeated until the body is full."""
    items = {"rules": "too_far:5,", "changes": "close:E140001;", "areas": "0114C1010,", "drawn": "11.9,57.7;",
             "operator": "own,", "columns": "name,", "find": "a ", "brush": "1,", "line": "57.7,11.9;",
             "versus": "size:E140001*2;", "layers": "nearest,", "tariff": "a:1,"}  # fmt: skip
    asked = []
    for output in ("answer.data", "table.data", "trends.data"):
        for key, item in items.items():
            text = json.dumps(QUESTIONS[output]).replace('"version": ""', f'"version": "{server.version}"')
            body = json.loads(text)
            for part in (*body["inputs"], *body["state"]):
                if isinstance(part["value"], dict) and "version" not in part["value"]:
                    part["value"] |= {key: item * (20_000 // len(item)), "table": "units"}
            asked.append(json.dumps(body).encode())
    return all_of(
        lambda told, body: server.ask(told, "POST", f"/{ADDRESS}", body, JSON), asked
    )  # fmt: skip


def attack_fingerprints(server: Server) -> Told:
    """Scripts and assets under any fingerprint."""
    page = server.ask(Told(), "GET", "/").decode()
    scripts = [part.split('"')[0] for part in page.split('src="')[1:]]
    paths = []
    for at in range(60):
        for script in scripts:
            if "/modules/" in script:
                paths.append(script.replace("/modules/", f"/modules/{at}x", 1))
            elif ".v" in script:
                head, _, tail = script.partition(".v")
                paths.append(
                    f"{head}.v{at}m{at}.{tail.partition('.')[2]}" if "." in tail else f"{script}?m={at}"
                )
    packed = {"Accept-Encoding": "br"}
    return all_of(lambda told, path: server.ask(told, "GET", path, b"", packed), paths[:300])


def attack_large(server: Server) -> Told:
    """Bodies of 40 MiB to all that read one."""
    posts = [r.rule for r in server.rules if "POST" in (r.methods or ())]
    return all_of(
        lambda told, path: server.ask(told, "POST", path, b"[]," * (40 * 2**20 // 3), JSON),
        [*posts, *[f"/{ADDRESS}"] * 8],
        4,
    )


def _held(server: Server, sent: bytes, seconds: float, drip: bytes = b"", many: int = 64) -> Told:
    """So many connections that have begun to ask and go no further; health is asked for meanwhile."""
    told, connections = Told(), []
    for _ in range(many):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        connection.sendall(sent)
        connections.append(connection)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        server.ask(told, "GET", "/healthz")
        for connection in connections:
            with suppress(OSError):
                connection.sendall(drip)
        time.sleep(0.5)
    for connection in connections:
        connection.close()
    return told


def _head(path: str, length: int) -> bytes:
    sent = (f"POST {path} HTTP/1.1", "Host: x", "Content-Type: application/json", f"Content-Length: {length}")
    return "".join(f"{line}\r\n" for line in (*sent, "")).encode()


def attack_half_header(server: Server) -> Told:
    """64 questions that stop in their header, one letter every half second."""
    return _held(server, b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ", 20, b"a")


def attack_half_body(server: Server) -> Told:
    """64 questions that stop in their body, one letter every half second."""
    return _held(server, _head(f"/{ADDRESS}", 9_000) + b"{", 20, b" ")


def attack_half_large(server: Server) -> Told:
    """64 questions that say that they bring 40 MiB, and bring nothing."""
    return _held(server, _head("/ta-med", 40_000_000), 20)


def attack_unread(server: Server) -> Told:
    """64 that ask for the largest document and never read it."""
    return _held(server, f"GET /geo/{server.version}/shapes.json HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 20)


def _sixty() -> bytes:
    steps = tuple(
        Step(f"Steg {at}", "", f"layers=nearest,flows&limit={10 + at % 20}", ("covered",)) for at in range(60)
    )
    shown = json.loads(write_presentation(Presentation("Sextio", steps, "", "sv", "sextio", "demo-14")))
    return json.dumps({"presentation": shown, "kind": "xlsx", "language": "sv", "version": ""}).encode()


def attack_exports(server: Server) -> Told:
    """16 exports at once, of 60 steps as a workbook and of single views."""
    sixty = [("POST", "/ta-med", _sixty())] * 8
    views = [("GET", f"/ta-med/{server.version}.{kind}?limit={at}", b"")
             for at, kind in enumerate(("pdf", "png", "pptx", "xlsx") * 2, 10)]  # fmt: skip
    return all_of(
        lambda told, each: server.ask(told, *each, JSON if each[2] else None),
        [*sixty, *views],
        16,
    )


def attack_abandoned(server: Server) -> Told:
    """Siting and exports, 40 times begun and left."""
    told = Told()
    for at in range(40):
        path = f"/siting/{server.version}?objective=mean-minutes&sites=9&limit={at}"
        if at % 2:
            path = f"/ta-med/{server.version}.pdf?limit={at}"
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.3)
        connection.close()
    server.ask(told, "GET", f"/siting/{server.version}?objective=coverage&sites=1")
    return told


ATTACKS = {
    name.removeprefix("attack_"): one for name, one in globals().copy().items() if name[:7] == "attack_"
}


def main(arguments: list[str]) -> None:
    """Each attack after the other, or those that are named."""
    if arguments:
        out = Path(arguments[0])
    else:
        out = Path(tempfile.mkdtemp()) / "published"
        subprocess.run([sys.executable, "-m", "dashboard", "demo", "--out", str(out)], check=True)
    wanted = arguments[1:] or list(ATTACKS)
    print(f"{os.cpu_count()} processors, {WORKERS} workers, load {os.getloadavg()[0]:.1f}")
    with served(out) as server:
        used(server)
        with others(server) as quiet:
            time.sleep(10)
        grown_from = server.memory_mb()
        print(f"nobody attacks: others' p95 {quiet.p95():.2f} s, memory {grown_from:.0f} MB")
        for name in wanted:
            begin = time.perf_counter()
            with others(server) as waiting:
                told = ATTACKS[name](server)
            time.sleep(2)
            memory = server.memory_mb()
            print(
                f"{name:14} {time.perf_counter() - begin:6.1f} s  {sum(told.statuses.values())} answers"
                f" {dict(sorted(told.statuses.items()))}  failed {len(told.failed)}"
                f"  slowest {max(told.seconds):.1f} s  others' p95 {waiting.p95():.2f}"
                f" longest {max(waiting.seconds):.1f} failed {len(waiting.failed)}"
                f"  memory {memory:.0f} MB ({memory / grown_from - 1:+.0%})",
                flush=True,
            )
            for line in [*told.failed, *waiting.failed][:6]:
                print("   ", line)


if __name__ == "__main__":
    main(sys.argv[1:])
