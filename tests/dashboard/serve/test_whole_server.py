"""The headers, compression and routes together, on a Dash app small enough to know by heart."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import brotli
import pytest
from dash import Dash, Input, Output, html
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.serve.compression import SMALLEST
from dashboard.serve.publication import Publication
from dashboard.serve.routes import ready, register_routes
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    out = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    assets = tmp_path_factory.mktemp("assets")
    (assets / "one.css").write_text("body { color: #123456 }\n" * 100)
    (assets / "small.css").write_text("p { margin: 0 }")
    (assets / "letters.woff2").write_bytes(b"wOF2" * 1000)
    app = Dash("whole", assets_folder=str(assets))
    app.layout = html.Div([html.Button(id="press"), html.Div("text " * 1000, id="shown")])
    app.clientside_callback("function(n) { return n; }", Output("shown", "title"), Input("press", "n_clicks"))
    register_routes(app, Publication(out, 0))
    return ready(app).test_client()


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """Answer read to its end, so that a file it comes from is closed."""
    return client.get(
        path, headers={name.replace("_", "-"): value for name, value in headers.items()}, buffered=True
    )


def unpacked(content: bytes, encoding: str | None) -> bytes:
    return {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](content)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_scripts_styles_and_answers_are_compressed(client: FlaskClient, encoding: str) -> None:
    page = get(client, "/").text
    paths = [path for path in re.findall(r'(?:src|href)="(/[^"]+)"', page) if "small" not in path]
    assert len(paths) > 5
    for path in [*paths, "/_dash-layout", "/_dash-dependencies"]:
        plain = get(client, path)
        packed = get(client, path, Accept_Encoding=encoding)
        assert plain.content_encoding is None
        if len(plain.data) < SMALLEST:
            continue
        assert packed.content_encoding == encoding, path
        assert packed.content_length == len(packed.data) < len(plain.data)
        assert unpacked(packed.data, encoding) == plain.data
        assert "Accept-Encoding" in packed.vary


def test_what_is_tiny_or_already_packed_is_left_alone(client: FlaskClient) -> None:
    for path in ("/assets/small.css", "/assets/letters.woff2", "/healthz"):
        assert get(client, path, Accept_Encoding="br").content_encoding is None


def test_fingerprinted_files_are_kept_for_ever_and_others_asked_about(client: FlaskClient) -> None:
    page = get(client, "/").text
    (style,) = re.findall(r'"(/assets/one\.css\?m=[^"]+)"', page)
    assert get(client, style).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = get(client, "/assets/one.css", Accept_Encoding="br")
    assert plain.headers["Cache-Control"] == "no-cache"
    again = get(client, "/assets/one.css", Accept_Encoding="br", If_None_Match=plain.headers["ETag"])
    assert again.status_code == 304
    assert get(client, "/assets/letters.woff2").headers["Cache-Control"] == "public, max-age=604800"


def test_every_inline_script_of_the_page_is_let_through_and_no_other(client: FlaskClient) -> None:
    answer = get(client, "/")
    policy = answer.headers["Content-Security-Policy"]
    page = re.sub(r"<!--.*?-->", "", answer.text, flags=re.DOTALL)
    scripts = [
        script
        for kind, script in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        if "src=" not in kind and "application/json" not in kind
    ]
    assert len(scripts) == 2  # the renderer's start and the clientside callback
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy


def test_a_file_opened_by_itself_may_run_nothing(client: FlaskClient) -> None:
    policy = get(client, "/assets/one.css").headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/readyz", "/no/such/../page", "/assets/none.css", "/geo/x/y"]
)
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = get(client, path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
