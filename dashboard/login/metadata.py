"""What a provider says of itself: its addresses and its keys, fetched when needed and kept for an hour."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dashboard.login.bounded_http import fetch_json, is_safe
from dashboard.login.errors import LoginRefusedError
from dashboard.login.provider_settings import Provider

KEPT_S: Final = 3600.0
AGAIN_S: Final = 30.0
"""Seconds before keys are fetched again, however many tokens come that none of them has signed."""
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL: Final = ("userinfo_endpoint", "end_session_endpoint")


@dataclass(frozen=True)
class Metadata:
    """A provider's addresses, and what it says that it can do."""

    content: Mapping[str, Any]

    def address(self, name: str) -> str:
        """One of `NEEDED` or `OPTIONAL`; "" where it has none."""
        return str(self.content.get(name, ""))

    @property
    def tells_issuer(self) -> bool:
        """Whether every answer of its to a login says who sends it (RFC 9207)."""
        return self.content.get("authorization_response_iss_parameter_supported") is True

    @property
    def token_auth(self) -> str:
        """How a client with a secret shows it: in a header, unless only the body will do."""
        methods = self.content.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"


@dataclass
class KnownProvider:
    """A provider, and what has been fetched of it; shared among threads.

    Attributes
    ----------
    provider : Provider
    clock : callable
        Seconds that only go forwards.
    """

    provider: Provider
    clock: Callable[[], float] = time.monotonic
    _lock: Lock = field(default_factory=Lock)
    _metadata: tuple[float, Metadata] | None = None
    _keys: tuple[float, KeySet] | None = None

    def metadata(self) -> Metadata:
        """Its addresses.

        Raises
        ------
        LoginRefusedError
            "provider", if they are not to be had or are another's.
        """
        with self._lock:
            if self._metadata is None or self.clock() - self._metadata[0] > KEPT_S:
                issuer = self.provider.issuer
                content = fetch_json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                if content.get("issuer") != issuer:
                    raise LoginRefusedError(
                        "provider", f"metadata of {issuer} are of {content.get('issuer')}"
                    )
                for name in (*NEEDED, *(each for each in OPTIONAL if each in content)):
                    if not is_safe(content.get(name)):
                        raise LoginRefusedError("provider", f"{name} of {issuer} is not https")
                self._metadata = self.clock(), Metadata(content)
            return self._metadata[1]

    def keys(self, *, anew: bool = False) -> KeySet:
        """Its public keys.

        Parameters
        ----------
        anew : bool
            Whether a token came that none of those known has signed: keys are changed now and then.
        """
        address = self.metadata().address("jwks_uri")
        with self._lock:
            kept_s = AGAIN_S if anew else KEPT_S
            if self._keys is None or self.clock() - self._keys[0] > kept_s:
                try:
                    found = KeySet.import_key_set(fetch_json(address))  # type: ignore[arg-type]
                except (JoseError, ValueError, TypeError, KeyError) as error:
                    raise LoginRefusedError("provider", f"keys of {address}: {error}") from error
                self._keys = self.clock(), found
            return self._keys[1]
