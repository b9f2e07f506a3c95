"""The proxies that the program ships configurations for, run with those very files in front of a server."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.server import ROOT, free_port

FILES = ROOT / "dashboard" / "serve" / "deploy"
START_S = 20.0
MAIN = """
{user}
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """Where a proxy answers, with TLS or without, and the folder that it works in."""

    port: int
    folder: Path
    tls: bool

    @property
    def address(self) -> str:
        """Its own address, without a slash at its end."""
        return f"http{'s' * self.tls}://127.0.0.1:{self.port}"

    def connection(self) -> socket.socket:
        """An open connection to write anything into."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return _trusting().wrap_socket(plain) if self.tls else plain

    def get(
        self, path: str, data: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and content of one answer; a redirect is one."""
        request = urllib.request.Request(self.address + path, data, dict(headers or {}))
        try:
            with _opener().open(request, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Stays, urllib.request.HTTPSHandler(context=_trusting()))


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def missing(*commands: str) -> str:
    """Why a test cannot be run here; "" where all commands are there."""
    lacking = [command for command in commands if shutil.which(command) is None]
    return f"not installed: {', '.join(lacking)}; apt-get install {' '.join(lacking)}" if lacking else ""


@contextmanager
def nginx(folder: Path, server: str, path: str = "/") -> Iterator[Proxy]:
    """nginx with the shipped file: only its port, certificate, log and the server behind are the test's.

    Parameters
    ----------
    folder : Path
        Empty.
    server : str
        Host and port of the program.
    path : str
        Where the site lies: "/utbud/".
    """
    port = free_port()
    _certificate(folder)
    changes = {
        r"listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        r"/etc/ssl/karta\.(pem|key)": rf"{folder}/karta.\1",
        r"/var/log/nginx": str(folder),
        r"127\.0\.0\.1:8050": server,
        r"proxy_set_header Host \$host;": "proxy_set_header Host $http_host;",  # a port of its own
        r"location / \{": f"location {path} {{",
    }
    (folder / "site.conf").write_text(_changed((FILES / "nginx.conf").read_text(), changes))
    user = "user root;" if (folder / "site.conf").stat().st_uid == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    command = ["nginx", "-e", f"{folder}/error.log", "-p", folder, "-c", folder / "nginx.conf"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr, checked.stderr
    with _running([*command, "-g", "daemon off;"], Proxy(port, folder, tls=True)) as proxy:
        yield proxy


@contextmanager
def caddy(folder: Path, server: str, path: str = "") -> Iterator[Proxy]:
    """Caddy with the shipped file: only its address and the server behind are the test's.

    Parameters
    ----------
    folder, server : as of `nginx`
    path : str
        Where the site lies: " /utbud*"; "" is the root.
    """
    port = free_port()
    changes = {
        r"karta\.region\.example \{": f"http://127.0.0.1:{port} {{",
        r"127\.0\.0\.1:8050": server,
        r"handle \{": f"handle{path} {{",
        r"\A((?:#.*\n)*)\{": r"\1{\n\tadmin off\n\tauto_https off",
    }
    (folder / "Caddyfile").write_text(_changed((FILES / "Caddyfile").read_text(), changes))
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(command, Proxy(port, folder, tls=False)) as proxy:
        yield proxy


def _changed(text: str, changes: Mapping[str, str]) -> str:
    for pattern, now in changes.items():
        text, count = re.subn(pattern, now, text)
        assert count, pattern
    return text


def _certificate(folder: Path) -> None:
    kind = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    command = f"openssl req -x509 {kind} -days 2 -subj /CN=127.0.0.1"
    files = ["-keyout", folder / "karta.key", "-out", folder / "karta.pem"]
    subprocess.run([*command.split(), *files], capture_output=True, check=True)


@contextmanager
def _running(command: list[object], proxy: Proxy) -> Iterator[Proxy]:
    own = {
        "HOME": str(proxy.folder),
        "XDG_DATA_HOME": str(proxy.folder),
        "XDG_CONFIG_HOME": str(proxy.folder),
    }
    with (proxy.folder / "out").open("wb") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **own},
        )
    try:
        end = time.monotonic() + START_S
        while True:
            try:
                proxy.connection().close()
                break
            except OSError:
                assert process.poll() is None, (proxy.folder / "out").read_text()
                assert time.monotonic() < end, (proxy.folder / "out").read_text()
                time.sleep(0.05)
        yield proxy
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
