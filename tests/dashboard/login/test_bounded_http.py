"""A provider is not waited for without end, nor listened to without end, nor followed elsewhere."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from dashboard.login.bounded_http import LIMITS, fetch_json, is_safe
from dashboard.login.errors import LoginRefusedError
from dashboard.login.metadata import AGAIN_S, KEPT_S, KnownProvider
from dashboard.login.provider_settings import Provider
from geodata.http.bounded import BoundedAdapter


@contextmanager
def serving(answer: Callable[[Request], Response]) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, Request.application(answer), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_is_longer_than_allowed_is_not_read_to_its_end() -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for at in range(10_000):
            sent.append(at)
            yield b" " * 65536

    with (
        serving(lambda _: Response(endless(), mimetype="application/json")) as url,
        pytest.raises(LoginRefusedError, match="provider"),
    ):
        fetch_json(url)
    assert len(sent) * 65536 < 100 * LIMITS.bytes_most


def test_what_comes_too_slowly_is_given_up_by_the_clock() -> None:
    ticks = iter([0.0, 1.0, LIMITS.whole_s + 1.0, LIMITS.whole_s + 2.0, LIMITS.whole_s + 3.0])
    with serving(lambda _: Response([b"x" * 9000, b"y" * 9000])) as url, requests.Session() as session:
        session.mount("http://", BoundedAdapter(LIMITS, clock=lambda: next(ticks)))
        with pytest.raises(requests.exceptions.ReadTimeout):
            session.get(url)


@pytest.mark.parametrize(
    "answer",
    [
        Response(status=302, headers={"Location": "http://127.0.0.1:1/"}),
        Response(status=500),
        Response("no json"),
        Response("[1]"),
        Response("[" * 100_000),
    ],
    ids=["elsewhere", "broken", "text", "list", "deep"],
)
def test_an_answer_that_is_no_object_is_refused(answer: Response) -> None:
    with serving(lambda _: answer) as url, pytest.raises(LoginRefusedError, match="provider"):
        fetch_json(url)


def test_nobody_there_is_a_refusal_too() -> None:
    with pytest.raises(LoginRefusedError, match="provider"):
        fetch_json("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "url", ["http://login.example", "ftp://127.0.0.1", "file:///etc/passwd", "", None, "https://"]
)
def test_only_tls_is_spoken_but_on_this_machine(url: object) -> None:
    assert not is_safe(url)
    assert is_safe("https://login.example/x")
    assert is_safe("http://127.0.0.1:8080/x")


KEY = RSAKey.generate_key(2048).as_dict(private=False)


def provider(issuer: str) -> Provider:
    return Provider("x", {}, issuer, "karta", "", "openid", (), "sub", "name", (), False, ("RS256",), ())


def metadata_of(url: str, **changes: object) -> dict[str, Any]:
    content = {
        "issuer": url,
        "authorization_endpoint": f"{url}/a",
        "token_endpoint": f"{url}/t",
        "jwks_uri": f"{url}/k",
    }
    return {name: value for name, value in (content | changes).items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "http://evil.example/t"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": "http://evil.example/u"},
    ],
)
def test_metadata_of_another_or_with_an_open_address_are_refused(changes: dict[str, object]) -> None:
    def answer(received: Request) -> Response:
        return Response(json.dumps(metadata_of(received.host_url.rstrip("/"), **changes)))

    with serving(answer) as url, pytest.raises(LoginRefusedError, match="provider"):
        KnownProvider(provider(url)).metadata()


def test_metadata_and_keys_are_asked_for_once_an_hour_and_keys_anew_no_oftener_than_bounded() -> None:
    received: list[str] = []

    def answer(request: Request) -> Response:
        received.append(request.path)
        content = {"keys": [KEY]} if request.path == "/k" else metadata_of(request.host_url.rstrip("/"))
        return Response(json.dumps(content))

    moment = [0.0]
    with serving(answer) as url:
        known = KnownProvider(provider(url), clock=lambda: moment[0])
        for _ in range(5):
            known.keys()
            known.keys(anew=True)
        assert received == ["/.well-known/openid-configuration", "/k"]
        moment[0] = AGAIN_S + 1
        known.keys()
        assert len(received) == 2
        for _ in range(5):
            known.keys(anew=True)
        assert received[2:] == ["/k"]
        moment[0] += KEPT_S + 1
        known.keys()
        assert received[3:] == ["/.well-known/openid-configuration", "/k"]
