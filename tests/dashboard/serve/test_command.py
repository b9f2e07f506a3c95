"""The command `serve`, as a deployment runs it: every setting by flag, in the environment and in a file."""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.records.database import FILE
from dashboard.serve import command
from dashboard.serve.settings import FILE_VARIABLE, NAMES, PREFIX, Settings, flag_of, variable_of
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

ROOT = Path(__file__).parents[3]
STARTS_IN_S = 60.0
HOST = "127.0.0.2"
"""Of this machine alone, and not what is usual."""
SITE = "https://kommun.example"
ADDRESS = "https://karta.example"


@dataclass(frozen=True)
class Deployment:
    """A running server, what it was told and what it said."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    version: str
    """The one that is published; `next` will be, when a test says so."""
    next: str

    def ask(self, path: str, host: str = HOST, body: object = None) -> tuple[int, Mapping[str, str], str]:
        connection = HTTPConnection(host, self.port, timeout=20)
        sent = None if body is None else json.dumps(body)
        try:
            connection.request(
                "GET" if body is None else "POST", path, sent, {"Content-Type": "application/json"}
            )
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def log_text(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def served(self) -> str:
        return str(json.loads(self.ask("/readyz")[2])["version"])


def _refuses_elsewhere(deployment: Deployment) -> bool:
    try:
        deployment.ask("/healthz", "127.0.0.1")
    except OSError:
        return deployment.ask("/healthz")[0] == 200
    return False


def _follows_at_once(deployment: Deployment) -> bool:
    before = deployment.served()
    current = deployment.folder / "data" / "current"
    current.with_name("next").write_text(deployment.next)
    current.with_name("next").rename(current)
    return (before, deployment.served()) == (deployment.version, deployment.next)


def _in_english(deployment: Deployment) -> bool:
    """What the page says when it is put up, not its first line alone."""
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "pathname", "value": "/metod"}],
        "state": [{"id": "address", "property": "search", "value": ""}],
        "changedPropIds": ["address.pathname"],
    }
    return "Method and sources" in deployment.ask("/_dash-update-component", body=body)[2]


def _saves(deployment: Deployment) -> int:
    presentation = Presentation("Prov", (Step("Ett", "", "layers=nearest"),), "", "sv", "prov", "small")
    body = {"presentation": json.loads(write_presentation(presentation)), "language": "sv"}
    return deployment.ask("/presentations", body=body)[0]


def _shows_by_hand(deployment: Deployment) -> bool:
    presentation = Presentation("För hand", (Step("Ett", "", "layers=nearest"),), "", "sv", "hand", "small")
    (deployment.folder / "shelf").mkdir(exist_ok=True)
    (deployment.folder / "shelf" / "hand.json").write_text(write_presentation(presentation))
    return deployment.ask("/presentations/hand.json")[0] == 200


def _workers(deployment: Deployment) -> int:
    pid = deployment.process.pid
    return len(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _asks_once_a_minute(deployment: Deployment) -> bool:
    """Of one client, as the proxy in front says who it is."""
    address = f"/download/{deployment.version}/units.csv"
    connection = HTTPConnection(HOST, deployment.port, timeout=60)
    statuses = []
    for client in ("192.0.2.8", "192.0.2.8", "192.0.2.9"):
        connection.request("GET", address, headers={"X-Forwarded-For": client})
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    return statuses == [200, 429, 200]


def _started_with(deployment: Deployment) -> list[str]:
    return Path(f"/proc/{deployment.process.pid}/cmdline").read_text().split("\0")


def _login_page(deployment: Deployment) -> tuple[str, str]:
    """The page, and all that it sets."""
    connection = HTTPConnection(HOST, deployment.port, timeout=20)
    try:
        connection.request("GET", "/login")
        answer = connection.getresponse()
        return answer.read().decode(), str(answer.getheaders())
    finally:
        connection.close()


def _counts_by_address(deployment: Deployment) -> bool:
    """Whether a wrong password is counted by the address that the proxy tells of."""
    page, given = _login_page(deployment)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    cookie = re.search(r"__Host-utbudskarta-visit=[^;]+", given)
    assert token
    assert cookie
    headers = {
        "Cookie": cookie[0],
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": ADDRESS,
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": "192.0.2.7",
    }
    connection = HTTPConnection(HOST, deployment.port, timeout=20)
    try:
        connection.request("POST", "/login", f"name=nobody&password=wrong&csrf={token[1]}", headers)
        connection.getresponse().read()
    finally:
        connection.close()
    with closing(sqlite3.connect(deployment.folder / "own.sqlite")) as database:
        return bool(database.execute("SELECT failures FROM login_addresses").fetchall() == [(1,)])


PROVIDER = """
[providers.prov]
name = { sv = "Prov-inloggning", en = "Trial login" }
issuer = "https://login.example"
client_id = "utbudskarta"

[[providers.prov.roles]]
role = "officer"
claim = "groups"
value = "officers"
"""

OBSERVED: Mapping[str, tuple[str, Callable[[Deployment], bool]]] = {
    "data_dir": ("{folder}/data", lambda one: one.served() == one.version),
    "language": ("en", lambda one: '<html lang="en">' in one.ask("/")[2] and _in_english(one)),
    "refresh_s": ("0", _follows_at_once),
    "frame_ancestors": (
        SITE,
        lambda one: f"frame-ancestors {SITE}" in one.ask("/inbadda/nearest")[1]["Content-Security-Policy"],
    ),
    "public_url": (ADDRESS, lambda one: f"{ADDRESS}/api" in one.ask("/api?f=json")[2]),
    "save_presentations": ("yes", lambda one: _saves(one) == 200),
    "presentations_dir": ("{folder}/shelf", _shows_by_hand),
    "database_url": (
        "sqlite:///{folder}/own.sqlite",
        lambda one: (one.folder / "own.sqlite").is_file() and not (one.folder / "data" / FILE).exists(),
    ),
    "probe_dir": ("{folder}/probe", lambda one: "probe" in one.ask("/")[2]),
    "login": ("both", lambda one: 'name="name"' in one.ask("/login")[2]),
    "source_dir": (
        "{folder}/data",
        lambda one: "publiceras direkt från" in one.log_text(),
    ),
    "upload": ("machine", lambda one: "Läs in data kräver inloggning" in one.log_text()),
    "oidc_file": ("{folder}/oidc.toml", lambda one: "Trial login" in one.ask("/login")[2]),
    "proxies": ("1", _counts_by_address),
    "metrics": ("yes", lambda one: 'kind="health"' in one.ask("/metrics")[2]),
    "access_log": ("yes", lambda one: one.ask("/data?lang=sv")[0] == 200 and "/data" in one.log_text()),
    "log_format": ("json", lambda one: '"event": ' in one.log_text()),
    "as_root": ("yes", lambda one: "som root" not in one.log_text()),
    "dear_per_minute": ("1", _asks_once_a_minute),
    "host": (HOST, _refuses_elsewhere),
    "port": ("{port}", lambda one: f"http://{HOST}:{one.port}" in one.log_text()),
    "workers": ("1", lambda one: _workers(one) == 1),
    "threads": ("3", lambda one: _started_with(one)[_started_with(one).index("--threads") + 1] == "3"),
}
"""By setting: a value that is not the usual one, and whether a server with it shows it; in this order."""
OTHER: Mapping[str, str] = {
    "data_dir": "/nowhere",
    "language": "sv",
    "refresh_s": "5",
    "frame_ancestors": "none",
    "public_url": "https://other.example",
    "presentations_dir": "/nowhere",
    "database_url": "sqlite:////nowhere/records.sqlite",
    "save_presentations": "no",
    "login": "off",
    "source_dir": "/",
    "upload": "off",
    "oidc_file": __file__,
    "proxies": "0",
    "dear_per_minute": "9",
    "probe_dir": "/",
    "metrics": "no",
    "access_log": "no",
    "log_format": "text",
    "as_root": "no",
    "host": "127.0.0.1",
    "port": "1",
    "workers": "2",
    "threads": "1",
}
"""What who comes later says: it must not be heard."""


def test_every_setting_is_tried_with_the_real_command() -> None:
    assert set(OBSERVED) == set(OTHER) == set(NAMES)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A folder with two versions of the small region, of which the first is served."""
    out = tmp_path_factory.mktemp("published")
    region = computed_small_region()
    first = publish(region, out)
    name = {"sv": "Nytt län", "en": "New county"}
    second = publish(replace(region, settings=replace(region.settings, name=name)), out)
    (out / "current").write_text(first)
    return out, first, second


@contextmanager
def running(
    published: tuple[Path, str, str], folder: Path, who: str, later: str | None
) -> Iterator[Deployment]:
    """The command with every setting of `OBSERVED` told by `who`, and those of `OTHER` by who comes later."""
    out, version, following = published
    (folder / "data").mkdir()
    (folder / "data" / "versions").symlink_to(out / "versions")
    (folder / "data" / "current").write_text(version)
    (folder / "probe").mkdir()
    (folder / "probe" / "main.js").write_text("export const probe = 1;\n")
    (folder / "oidc.toml").write_text(PROVIDER)
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    told_lines = {name: value.format(folder=folder, port=port) for name, (value, _) in OBSERVED.items()}
    line = [sys.executable, "-m", "dashboard", "serve"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    for teller, settings in ((who, told_lines), (later, OTHER)):
        if teller == "flag":
            line += [part for name, value in settings.items() for part in (flag_of(name), value)]
        elif teller == "environment":
            environment |= {variable_of(name): value for name, value in settings.items()}
        elif teller == "file":
            lines = [f"{name} = {json.dumps(value)}\n" for name, value in settings.items()]
            (folder / "settings.toml").write_text("".join(lines))
            file = folder / "settings.toml"
            if who == "file":
                environment[FILE_VARIABLE] = str(file)
            else:
                line += ["--settings", str(file)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            line,
            cwd=ROOT,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    deployment = Deployment(folder, port, process, version, following)
    try:
        _wait(deployment)
        yield deployment
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(deployment: Deployment) -> None:
    end = time.monotonic() + STARTS_IN_S
    while time.monotonic() < end:
        assert deployment.process.poll() is None, deployment.log_text()
        try:
            if deployment.ask("/healthz")[0] == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.05)
    raise AssertionError(f"the server did not answer: {deployment.log_text()}")


@pytest.mark.long
@pytest.mark.parametrize(("who", "later"), [("flag", "environment"), ("environment", "file"), ("file", None)])
def test_the_server_goes_by_every_setting_whoever_says_it(
    published: tuple[Path, str, str], tmp_path: Path, who: str, later: str | None
) -> None:
    with running(published, tmp_path, who, later) as deployment:
        log_text = deployment.log_text()
        assert f"Visar Litet län, version {deployment.version} från 20" in log_text
        how = {"flag": "med --out", "environment": variable_of("data_dir"), "file": "settings.toml"}[who]
        assert f"ur mappen {tmp_path / 'data'} (vald " in log_text
        assert f"{how})." in log_text.splitlines()[0]
        shown = {name: check(deployment) for name, (_, check) in OBSERVED.items()}
    assert shown == dict.fromkeys(NAMES, True)


def serve(folder: Path, *flags: str | Path, **environment: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a `serve` that is to end by itself."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0", *map(str, flags)],
        cwd=folder,
        env={**others, **environment, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("who", ["flag", "environment", "file"])
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_was_named_is_never_filled_with_the_demo(
    who: str,
    there: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "data"
    if there:
        out.mkdir()
    (tmp_path / "settings.toml").write_text('data_dir = "data"\n')
    flags = {"flag": ["--out", out], "environment": [], "file": ["--settings", tmp_path / "settings.toml"]}[
        who
    ]
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    if who == "environment":
        monkeypatch.setenv(variable_of("data_dir"), str(out))
    for language, words in (("sv", "Inget visas"), ("en", "Nothing is served")):
        assert main(["serve", "--port", "0", "--lang", language, *map(str, flags)]) == 1
        log_text, told_lines = capsys.readouterr()
        assert log_text == ""
        assert told_lines.startswith(f"{words}: ")
        assert str(out) in told_lines
        assert "--demo" in told_lines
        assert len(told_lines.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [*(["data"] if there else []), "settings.toml"]


def test_the_demo_is_not_shown_where_a_region_is_published(
    published: tuple[Path, str, str], tmp_path: Path
) -> None:
    code, log_text, told_lines = serve(tmp_path, "--demo", "--out", published[0])
    assert (code, log_text) == (1, "")
    assert "Litet län" in told_lines


@pytest.mark.parametrize("flags", [[], ["--demo", "--out", "elsewhere"]])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_demo_is_built_where_nobody_chose_a_folder_or_it_is_asked_for_and_is_called_what_it_is(
    flags: list[str],
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither the demo, which takes its time, nor the server is what is looked at here."""
    small = computed_small_region()
    notice = {"sv": "Exempeldata", "en": "Example data"}
    demo = replace(small, settings=replace(small.settings, id="demo-14", notice=notice))
    started: list[Settings] = []

    def build(arguments: argparse.Namespace) -> int:
        publish(demo, arguments.out)
        return 0

    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(command, "run_demo", build)
    monkeypatch.setattr("dashboard.serve.gunicorn.gunicorn", started.append)
    main(["serve", "--lang", language, *flags])
    out = Path(flags[-1] if flags else "var/published")
    assert [settings.data_dir for settings in started] == [out]
    first, second, address = capsys.readouterr().out.splitlines()
    assert str(out.resolve()) in first
    assert notice[language] in second
    assert {"sv": "INGEN VERKLIG REGION", "en": "NO REAL REGION"}[language] in second
    assert address == "http://127.0.0.1:8050"
    if flags:
        main(["serve", "--out", "elsewhere"])
        assert "INGEN VERKLIG REGION" in capsys.readouterr().out, "it is said whoever put it there"


def test_a_version_that_cannot_be_read_stops_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "current").write_text("0123456789ab")
    code, log_text, told_lines = serve(tmp_path, "--out", tmp_path / "data")
    assert (code, log_text) == (1, "")
    assert "0123456789ab" in told_lines
    assert "Traceback" not in told_lines
