"""Real providers of OpenID Connect, on this machine, that answer as tests ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import oidc_provider_mock
import requests
from flask import Flask, Response, g, request
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import User
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

ANNA = User(
    sub="anna-1",
    claims={"name": "Anna Berg", "groups": ["Handläggare", "Analys"], "acr": "loa3", "units": ["u-north"]},
)
BO = User(
    sub="bo-2", claims={"name": "Bo Ek", "groups": ["Chef"], "acr": "loa3", "units": ["u-north", "u-mid"]}
)
NOBODY = User(sub="eva-3", claims={"name": "Eva", "groups": ["Kök"], "acr": "loa3"})

FILE = """
[providers.{key}]
name = {{ sv = "Regionens inloggning", en = "The region's login" }}
issuer = "{issuer}"
client_id = "karta"
client_secret_file = "secret"
acr = ["loa3", "loa4"]

[[providers.{key}.roles]]
role = "officer"
claim = "groups"
value = "Handläggare"
care_forms = ["gp"]

[[providers.{key}.roles]]
role = "analyst"
claim = "groups"
value = "Analys"

[[providers.{key}.roles]]
role = "unit_manager"
claim = "groups"
value = "Chef"
units_claim = "units"
"""


@dataclass
class MockProvider:
    """A provider of `oidc_provider_mock`, whose next tokens may be made wrong.

    Attributes
    ----------
    issuer : str
    changes : dict
        Claims to put in the place of those of the next tokens; None takes one away.
    signed_by : RSAKey or None
        Who signs them instead.
    algorithm : str
    asked : list of str
        Paths that were asked for.
    """

    issuer: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    signed_by: RSAKey | None = None
    algorithm: str = "RS256"
    asked: list[str] = field(default_factory=list)

    def reset(self) -> None:
        self.changes, self.signed_by, self.algorithm = {}, None, "RS256"
        self.asked.clear()

    def add_to(self, app: Flask) -> None:
        @app.after_request
        def change(answer: Response) -> Response:
            self.asked.append(request.path)
            if (
                request.path == "/oauth2/token"
                and answer.status_code == 200
                and (self.changes or self.signed_by)
            ):
                body = answer.get_json()
                key = g.oidc_provider_mock_storage.jwk
                old = jwt.decode(body["id_token"], key)
                claims = {k: v for k, v in (old.claims | self.changes).items() if v is not None}
                header = {**old.header, "alg": self.algorithm}
                body["id_token"] = jwt.encode(header, claims, self.signed_by or key)
                answer.set_data(app.json.dumps(body))
            return answer


@contextmanager
def mock_provider() -> Iterator[MockProvider]:
    """A provider that listens on a free port."""
    app = oidc_provider_mock.app(user_claims=(ANNA, BO, NOBODY), require_nonce=True)
    provider = MockProvider()
    provider.add_to(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def providers_file(folder: Path, **issuers: str) -> str:
    """A file of settings for providers by key."""
    (folder / "secret").write_text("hemlig\n", encoding="utf-8")
    file = folder / "oidc.toml"
    file.write_text("".join(FILE.format(key=key, issuer=issuer) for key, issuer in issuers.items()), "utf-8")
    return str(file)


def leave_for(client: FlaskClient, provider: str, back_to: str = "/jamfor") -> str:
    """Press the provider's button; address at the provider that the browser is sent to."""
    answer = client.get(f"/login/oidc/{provider}", query_string={"next": back_to})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def agree(address: str, subject: str = "anna-1", action: str = "") -> str:
    """Log in at the provider, or refuse to; address of ours that it sends the browser back to."""
    answer = requests.post(
        address,
        data={"sub": subject} | ({"action": action} if action else {}),
        allow_redirects=False,
        timeout=10,
    )
    assert answer.status_code in (302, 303), answer.text
    return answer.headers["Location"]


def come_back(client: FlaskClient, address: str) -> TestResponse:
    """Follow the provider's answer to our own address."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")
