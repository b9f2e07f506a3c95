"""OpenID Connect: code flow with PKCE, a nonce, and a state for each tab; no answer is believed unchecked."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from dashboard.login.bounded_http import bound, fetch_json
from dashboard.login.errors import LoginRefusedError
from dashboard.login.metadata import KnownProvider

LEEWAY_S: Final = 60
"""Seconds that a provider's clock may be wrong by."""
DENIED: Final = ("access_denied", "login_required", "consent_required", "interaction_required")
"""Errors that mean that somebody changed their mind."""
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True)
class PendingLogin:
    """What is remembered of a login under way, by its state; nobody but this server has seen the verifier.

    Attributes
    ----------
    provider : str
        Its key.
    nonce, verifier : str
    back_to : str
        Own address to go to afterwards.
    """

    provider: str
    nonce: str
    verifier: str
    back_to: str


def begin(known: KnownProvider, redirect_uri: str, back_to: str) -> tuple[str, str, PendingLogin]:
    """Address at the provider to send the browser to, the state in it, and what to remember by that.

    Parameters
    ----------
    known : KnownProvider
    redirect_uri : str
        Ours, as the provider knows it.
    back_to : str
        Own address.

    Raises
    ------
    LoginRefusedError
        "provider", if it does not answer.
    """
    provider = known.provider
    pending = PendingLogin(provider.key, secrets.token_urlsafe(32), secrets.token_urlsafe(48), back_to)
    parameters: dict[str, str] = {"nonce": pending.nonce}
    if provider.acr:
        parameters["acr_values"] = " ".join(provider.acr)
    if provider.id_token_claims:
        parameters["claims"] = json.dumps({"id_token": dict.fromkeys(provider.id_token_claims)})
    with _client(known, redirect_uri) as client:
        address, state = client.create_authorization_url(
            known.metadata().address("authorization_endpoint"),
            state=secrets.token_urlsafe(32),
            code_verifier=pending.verifier,
            **parameters,
        )
    return address, state, pending


def finish(
    known: KnownProvider,
    answered: Mapping[str, str],
    pending: PendingLogin,
    redirect_uri: str,
    now: datetime,
) -> tuple[dict[str, Any], str]:
    """Claims about who logged in, every one of them checked to be meant for us, now, by this login.

    And the ID token that says them.

    Parameters
    ----------
    known : KnownProvider
    answered : mapping of str to str
        The query of the address that the provider sent the browser back to.
    pending : PendingLogin
        What was remembered by its state, which is not there a second time.
    redirect_uri : str
        As `begin` said it.
    now : datetime

    Raises
    ------
    LoginRefusedError
        With the reason, of `errors.REASONS`.
    """
    provider, metadata = known.provider, known.metadata()
    if pending.provider != provider.key:
        raise LoginRefusedError("state", f"begun at {pending.provider}, answered by {provider.key}")
    issuer = answered.get("iss")
    if issuer != provider.issuer and (issuer is not None or metadata.tells_issuer):
        raise LoginRefusedError("token", f"answer says it is of {issuer}, asked was {provider.issuer}")
    if "error" in answered:
        reason = "denied" if answered["error"] in DENIED else "provider"
        raise LoginRefusedError(reason, f"{provider.key}: {answered['error'][:60]!r}")
    if not answered.get("code"):
        raise LoginRefusedError("state", "no code")
    try:
        with _client(known, redirect_uri) as client:
            token = client.fetch_token(
                metadata.address("token_endpoint"),
                grant_type="authorization_code",
                code=answered["code"],
                code_verifier=pending.verifier,
                allow_redirects=False,
            )
    except (AuthlibBaseError, requests.RequestException, ValueError) as error:
        raise LoginRefusedError("token", f"{provider.key} gives no token: {type(error).__name__}") from error
    id_token = str(token.get("id_token", ""))
    claims = id_token_claims(known, id_token, pending.nonce, now, token)
    if provider.acr and claims.get("acr") not in provider.acr:
        raise LoginRefusedError("acr", f"acr is {claims.get('acr')!r}")
    if provider.userinfo:
        more = fetch_json(
            metadata.address("userinfo_endpoint"), {"Authorization": f"Bearer {token.get('access_token')}"}
        )
        if more.get("sub") != claims["sub"]:
            raise LoginRefusedError("token", "userinfo is of another")
        claims = {**more, **claims}
    return claims, id_token


def id_token_claims(
    known: KnownProvider, id_token: str, nonce: str, now: datetime, token: Mapping[str, Any]
) -> dict[str, Any]:
    """Claims of an ID token: signed by the provider, for us, for this login, and valid now.

    Parameters
    ----------
    known : KnownProvider
    id_token : str
    nonce : str
        Of the login.
    now : datetime
    token : mapping
        The whole answer, whose `access_token` must be the one that the ID token tells of.

    Raises
    ------
    LoginRefusedError
        "token".
    """
    provider = known.provider
    header, content = _signed(known, id_token)
    claims = CodeIDToken(
        content,
        header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        },
        {"nonce": nonce, "client_id": provider.client_id, "access_token": token.get("access_token")},
    )
    try:
        claims.validate(int(now.timestamp()), LEEWAY_S)
    except (JoseError, AuthlibBaseError, ValueError, TypeError) as error:
        raise LoginRefusedError("token", str(error)) from error
    audience = content.get("aud")
    if isinstance(audience, list) and len(audience) > 1 and content.get("azp") != provider.client_id:
        raise LoginRefusedError("token", "meant for several, and not given to us")
    if not isinstance(content.get("sub"), str) or not 0 < len(content["sub"]) <= 255:
        raise LoginRefusedError("token", "no subject")
    return content


def ended_by(known: KnownProvider, logout_token: str, now: datetime) -> tuple[str, str]:
    """Subject and session that a provider says have logged out; one of them may be "".

    Parameters
    ----------
    known : KnownProvider
    logout_token : str
        OpenID Connect Back-Channel Logout 1.0.
    now : datetime

    Raises
    ------
    LoginRefusedError
        "token", if it is no such token, of another provider, or for another client.
    """
    _, content = _signed(known, logout_token)
    registry = jwt.JWTClaimsRegistry(
        int(now.timestamp()),
        LEEWAY_S,
        iss={"essential": True, "value": known.provider.issuer},
        aud={"essential": True, "value": known.provider.client_id},
        iat={"essential": True},
        jti={"essential": True},
    )
    try:
        registry.validate(content)
    except (JoseError, ValueError, TypeError) as error:
        raise LoginRefusedError("token", str(error)) from error
    events = content.get("events")
    subject, session = content.get("sub", ""), content.get("sid", "")
    if (
        not isinstance(events, dict)
        or LOGOUT_EVENT not in events
        or "nonce" in content
        or not isinstance(subject, str)
        or not isinstance(session, str)
        or not (subject or session)
    ):
        raise LoginRefusedError("token", "no logout token")
    return subject, session


def _signed(known: KnownProvider, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and content of a token that the provider signed."""
    algorithms = list(known.provider.algorithms)
    for anew in (False, True):
        try:
            found = jwt.decode(token, known.keys(anew=anew), algorithms=algorithms)
        except (JoseError, ValueError, TypeError) as error:
            failure = error
        else:
            return dict(found.header), dict(found.claims)
    raise LoginRefusedError("token", f"{type(failure).__name__}") from failure


def _client(known: KnownProvider, redirect_uri: str) -> Any:
    provider = known.provider
    client = OAuth2Session(
        client_id=provider.client_id,
        client_secret=provider.client_secret or None,
        token_endpoint_auth_method=known.metadata().token_auth if provider.client_secret else "none",
        scope=provider.scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )
    bound(client)
    return client
