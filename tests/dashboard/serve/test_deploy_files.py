"""The files that a deployment is made of: they are run as they are shipped, and attacked."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from configparser import RawConfigParser
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path

import pytest

from dashboard.serve.settings import NAMES, decide
from geodata.publish.publish import publish
from tests.e2e.proxy import FILES, Proxy, caddy, missing, nginx
from tests.e2e.server import ROOT, Server, serving
from tests.small_region import computed_small_region

UNITS = ("utbudskarta.service", "utbudskarta-due.service", "utbudskarta-due.timer")
PATHS = {"nginx": ("/utbud/", nginx), "caddy": (" /utbud*", caddy)}


def need(*commands: str) -> None:
    """Skip where a command is not there; fail where everything must be tested."""
    if why := missing(*commands):
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)


# -- settings and units, as text --------------------------------------------------------------------------


def test_the_file_of_settings_is_one_that_the_program_reads() -> None:
    found = decide({}, {}, FILES / "utbudskarta.toml")
    assert set(tomllib.loads((FILES / "utbudskarta.toml").read_text())) <= set(NAMES)
    assert found.settings.host == "127.0.0.1"
    assert found.settings.proxies == "1"


def unit(name: str, folder: Path) -> Path:
    """A unit as it is shipped, in a folder, with a program that is there."""
    text = (FILES / name).read_text()
    program = folder / "utbudskarta"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (folder / name).write_text(text.replace("/opt/utbudskarta/bin/utbudskarta", str(program)))
    return folder / name


@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_to_say_of_a_unit(name: str, tmp_path: Path) -> None:
    need("systemd-analyze")
    for each in UNITS:
        unit(each, tmp_path)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / name],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line or name in line]
    assert not ours, done.stderr


@pytest.mark.parametrize("name", ["utbudskarta.service", "utbudskarta-due.service"])
def test_a_unit_is_as_closed_as_it_can_be(name: str, tmp_path: Path) -> None:
    need("systemd-analyze")
    done = subprocess.run(
        [
            "systemd-analyze",
            "security",
            "--offline=yes",
            "--threshold=30",
            "--no-pager",
            unit(name, tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "unrecognized option" not in done.stderr or pytest.skip("an older systemd")
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def settings_of(name: str) -> dict[str, str]:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((FILES / name).read_text())
    return dict(parser["Service"])


def test_a_unit_is_bounded_and_has_a_user_of_its_own() -> None:
    for name in ("utbudskarta.service", "utbudskarta-due.service"):
        found = settings_of(name)
        assert found["User"] == "utbudskarta"
        assert found["ProtectSystem"] == "strict"
        assert found["ReadWritePaths"] == "/var/lib/utbudskarta"
        assert found["MemoryMax"]
    assert settings_of("utbudskarta.service")["OOMPolicy"] == "continue", "one file too many is no end of it"


def test_the_image_leaves_keys_and_data_out_and_runs_as_nobody() -> None:
    text = (FILES / "Containerfile").read_text()
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "var", "**/*.key"} <= set(ignored)
    assert (ROOT / ".python-version").read_text().strip() in re.search(r"FROM python:(\S+)", text)[1]  # type: ignore[index]
    assert text.index("USER utbudskarta") < text.index('CMD ["utbudskarta"')
    assert "--require-hashes" in text
    variables = re.findall(r"UTBUDSKARTA_([A-Z_]+)=", text)
    assert {name.lower() for name in variables} <= set(NAMES)
    assert not re.search(r"https?://(?!karta\.region\.example|127\.0\.0\.1)", text)


# -- run for real ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    return out


@pytest.fixture(scope="module")
def program(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program below a path, as the file of settings has it, with few threads: they are soon all taken."""
    settings = {
        "UTBUDSKARTA_PUBLIC_URL": "https://127.0.0.1/utbud",
        "UTBUDSKARTA_PROXIES": "1",
        "UTBUDSKARTA_METRICS": "yes",
        "UTBUDSKARTA_ACCESS_LOG": "yes",
        "UTBUDSKARTA_LOG_FORMAT": "json",
        "UTBUDSKARTA_THREADS": "4",
    }
    with serving(published, tmp_path_factory.mktemp("log") / "log", settings) as server:
        yield server


@pytest.fixture(scope="module", params=PATHS)
def front(
    request: pytest.FixtureRequest, program: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    """A shipped proxy in front of it, the site below a path."""
    name = request.param
    need(name, *(["openssl"] if name == "nginx" else []))
    path, started = PATHS[name]
    with started(tmp_path_factory.mktemp(name), program.address.removeprefix("http://"), path) as proxy:
        yield proxy


@pytest.mark.long
def test_the_site_answers_below_its_path_and_says_nothing_of_the_inside(
    front: Proxy, program: Server
) -> None:
    status, headers, _ = front.get("/utbud/data?lang=sv", headers={"Accept-Encoding": "br"})
    assert (status, headers["Content-Encoding"]) == (200, "br"), "packed once, by the program"
    assert headers["Strict-Transport-Security"]
    assert "max-age" in front.get(f"/utbud/geo/{program.version()}/shapes.json")[1]["Cache-Control"]
    assert front.get(f"/utbud/download/{program.version()}/nearest.csv")[0] == 200, "by the workshop"
    assert front.get("/utbud")[0] in (301, 308)
    assert front.get("/utbud/metrics")[0] == 404
    assert program.get("/metrics")[0] == 200
    assert front.get("/utbud/readyz")[0] == 200
    assert json.loads(front.get("/utbud/api?f=json")[2])["links"][0]["href"].startswith(
        "https://127.0.0.1/utbud/"
    )


@pytest.mark.long
def test_a_body_that_is_too_large_is_never_read_by_the_program(front: Proxy, program: Server) -> None:
    before = program.log.read_text().count("\n")
    try:
        address, kind = "/utbud/_dash-update-component", {"Content-Type": "application/json"}
        status = front.get(address, b"[]," * 1_500_000, kind)[0]
    except (OSError, HTTPException):
        status = 413  # cut off while it was sent
    assert status in (413, 502), "Caddy 2.6 says the latter"
    more = program.log.read_text().count("\n") - before
    assert more <= (not front.tls), "Caddy hands on the head of what it refuses"
    assert front.get("/utbud/healthz")[0] == 200


HEAD = (
    "{method} /utbud/_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
)
HALVES = {
    "half a head": HEAD.format(method="POST"),
    "half a body": HEAD.format(method="POST") + "Content-Length: 2000\r\n\r\n{",
    "half a chunk": HEAD.format(method="POST") + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n{",
}


@pytest.mark.long
@pytest.mark.parametrize("half", HALVES)
def test_who_sends_half_a_request_holds_nobody_up(front: Proxy, half: str) -> None:
    with ExitStack() as open_ones:
        for _ in range(40):  # ten times the program's threads
            connection = open_ones.enter_context(front.connection())
            connection.sendall(HALVES[half].encode())
        for path in ("/utbud/healthz", "/utbud/api/collections", "/utbud/hitta"):
            assert front.get(path)[0] == 200, path


@pytest.mark.long
def test_many_odd_addresses_are_answered_and_none_fails(front: Proxy, program: Server) -> None:
    before = program.get("/metrics")[1].decode()
    odd = [
        "%00",
        "%0a",
        "..%2f..%2fetc/passwd",
        "%ff%fe",
        "a" * 4000,
        "?" + "a=b&" * 900,
        "%E2%80%AE",
        "//evil.example",
    ]
    statuses = {
        front.get(f"/utbud/{kind}/{piece}")[0]
        for kind in ("api", "geo", "ta-med", "download", "nothing")
        for piece in odd
    }
    assert max(statuses) < 500 or statuses <= {200, 301, 303, 308, 400, 403, 404, 405, 410, 414, 429}
    fell = re.compile(r'requests_total\{kind="[a-z]+",status="5xx"\} (\d+)')
    assert fell.findall(before) == fell.findall(program.get("/metrics")[1].decode())


@pytest.mark.long
def test_one_address_may_ask_for_much_but_not_for_everything_at_once(program: Server, tmp_path: Path) -> None:
    need("nginx", "openssl")
    with nginx(tmp_path, program.address.removeprefix("http://"), "/utbud/") as proxy:
        with ThreadPoolExecutor(60) as people:
            dear = [*people.map(lambda _: proxy.get("/utbud/siting")[0], range(60))]
        assert set(dear) == {404, 429}
        plain = [proxy.get("/utbud/healthz")[0] for _ in range(20)]
        assert set(plain) == {200}, "who has asked for too many files may still read"
        logged = (tmp_path / "utbudskarta.log").read_text()
        assert "127.0.0.1" not in logged
        assert logged.count("\n") >= 80


@pytest.mark.long
def test_a_user_without_rights_or_home_can_run_it_with_the_units_umask(
    published: Path, tmp_path: Path
) -> None:
    """What the unit asks of the program, as far as it can be had without systemd itself."""
    need("setpriv")
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    out = Path("/var/tmp") / f"utbudskarta-{os.getpid()}"
    shutil.copytree(published, out)
    subprocess.run(["chmod", "-R", "a+rX,a-w", out], check=True)
    try:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        as_nobody = [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
        ]
        serve = [
            sys.executable,
            "-m",
            "dashboard",
            "serve",
            "--out",
            str(out),
            "--port",
            str(port),
            "--workers",
            "1",
        ]
        reach = subprocess.run(
            [*as_nobody, sys.executable, "-c", "import dash"], capture_output=True, check=False
        )
        if reach.returncode != 0:
            pytest.skip("the program lies where nobody else may read")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
        }
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                [*as_nobody, *serve], cwd="/", env=environment, stdout=log, stderr=subprocess.STDOUT,
                umask=int(settings_of("utbudskarta.service")["UMask"], 8),
            )  # fmt: skip
        try:
            end = time.monotonic() + 120
            while Server(f"http://127.0.0.1:{port}", out, tmp_path / "log", 0).log.exists():
                assert process.poll() is None, (tmp_path / "log").read_text()
                assert time.monotonic() < end, (tmp_path / "log").read_text()
                try:
                    server = Server(f"http://127.0.0.1:{port}", out, tmp_path / "log", process.pid)
                    assert server.get("/hitta")[0] == 200
                    break
                except OSError:
                    time.sleep(0.1)
        finally:
            process.terminate()
            process.wait(20)
        assert "root" not in (tmp_path / "log").read_text()
    finally:
        shutil.rmtree(out)


def test_the_documents_name_every_file_that_is_shipped() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text()
    assert [file.name for file in FILES.iterdir() if file.name not in text] == []
