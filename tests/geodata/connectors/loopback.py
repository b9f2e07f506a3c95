"""A server on this machine, over TLS, that answers as registers do, and misbehaves when it is to."""

from __future__ import annotations

import ipaddress
import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from geodata.connectors.caller import Web
from geodata.http.fence import Fence

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Received:
    """A question as the server got it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Given:
    """An answer; `cut` announces more than it sends."""

    content: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


Answering = Callable[[Received], Given]


def as_json(content: object, status: int = 200, **headers: str) -> Given:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Given(json.dumps(content).encode(), status, {"Content-Type": "application/json", **names})


@dataclass
class Loopback:
    """The server: what answers by path, what it got, and how to reach it."""

    address: str
    authority: Path
    paths: dict[str, Answering] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    slept_s: list[float] = field(default_factory=list)

    def web(self, **changes: Any) -> Web:
        """The net as this server alone: names lead to it, and waiting takes no time."""
        fence = Fence(lookup=lambda _host, _port: ["127.0.0.1"], allowed=lambda each: each == "127.0.0.1")
        sleep = self.slept_s.append
        return replace(Web(fence, str(self.authority), sleep=sleep, now=lambda: NOW), **changes)

    def clear(self) -> None:
        self.paths.clear()
        self.received.clear()
        self.slept_s.clear()

    def answer(self, received: Received) -> Given:
        self.received.append(received)
        found = self.paths.get(received.path)
        return found(received) if found else Given(b"<html>not found</html>", 404)


@contextmanager
def serving(folder: Path) -> Iterator[Loopback]:
    """Serve in a thread until the end."""
    certificate, key = _certificate(folder)
    found: list[Loopback] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            query = {name: ",".join(values) for name, values in parse_qs(parts.query).items()}
            given = found[0].answer(Received(self.command, parts.path, query, dict(self.headers), body))
            self.send_response(given.status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(given.content) + 100 * given.cut))
            self.end_headers()
            self.wfile.write(given.content)
            self.close_connection = given.cut

        do_GET = do_POST = _answer  # noqa: N815 (the names that the library calls)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    found.append(Loopback(f"https://register.example:{server.server_port}", certificate))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found[0]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of `*.example` that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "register.example")])
    others = [x509.DNSName("register.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, secret
