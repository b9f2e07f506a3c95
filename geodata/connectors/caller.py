"""Questions to one service, in its own pace, within bounds, and to nobody else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, Final, NoReturn
from urllib.parse import urljoin, urlsplit

import requests

from geodata.connectors import limits
from geodata.connectors.errors import FetchError
from geodata.connectors.pace import Pace
from geodata.http.bounded import BoundedAdapter, Limits, TooLongError, TooSlowError
from geodata.http.fence import Fence, FencedOffError
from geodata.sources.half_letters import whole_letters

AGENT: Final = "utbudskarta"
BUSY: Final = (429, 503)
"""What a service answers that is to be asked again later."""
MOVED: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Web:
    """How the net is reached; tests reach their own servers by another, and nothing that is read can.

    Attributes
    ----------
    fence : Fence
        What judges machines before they are connected to.
    trusted : str or bool
        File of the authorities whose certificates are believed; True is the usual ones.
    clock, sleep, now : function
        Seconds, waiting, and the day and time.
    """

    fence: Fence = field(default_factory=Fence)
    trusted: str | bool = True
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True)
class Answer:
    """What a service answered.

    Attributes
    ----------
    status : int
    headers : mapping of str to str
        Whatever their case.
    content : bytes
    address : str
        That answered in the end.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    address: str


class Caller:
    """Asks one service for one connector.

    Parameters
    ----------
    web : Web
    address : str
        As `region.toml` has it: whatever is asked is of the same machine.
    bounds : Limits
        Of each answer.
    elsewhere : bool
        Whether the service may send us on to another machine.
    """

    def __init__(
        self, web: Web, address: str, bounds: Limits = limits.ANSWER, *, elsewhere: bool = False
    ) -> None:
        self.web, self._machine, self._bounds, self._elsewhere = web, _machine(address), bounds, elsewhere
        self._until = web.clock() + limits.ALL_S
        self._calls, self._bytes = 0, 0
        self._pace = Pace(limits.CALLS_A_WINDOW, limits.WINDOW_S, web.clock, web.sleep)
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy, no .netrc: only what is fenced
        self._session.verify = web.trusted
        self._session.headers.update({"User-Agent": AGENT})
        self._session.mount("https://", BoundedAdapter(bounds, web.fence))
        self._session.mount("http://", _Never())

    def keep_pace(self, calls: int, window_s: float) -> None:
        """Ask no oftener than a service says."""
        self._pace = Pace(calls, window_s, self.web.clock, self.web.sleep)

    def close(self) -> None:
        """Let the connections go."""
        self._session.close()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Answer to a question: 200, or 304 where a header asks for no more.

        Raises
        ------
        FetchError
            If there is none, or another.
        """
        return self._ask("GET", address, dict(headers or {}), None)

    def json(self, address: str, *, exact: bool = False) -> Any:
        """What the JSON at an address holds; numbers as they are written where they are to be exact."""
        return _read_json(self.get(address, {"Accept": "application/json"}), exact=exact)

    def posted(self, address: str, content: object) -> Any:
        """What the JSON holds that is answered to another, numbers as they are written."""
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        return _read_json(self._ask("POST", address, headers, body), exact=True)

    def json_page(self, address: str, accept: str = "application/json") -> tuple[Any, Answer]:
        """What the JSON of a page holds, and the answer that it came in."""
        answer = self.get(address, {"Accept": accept})
        return _read_json(answer, exact=False), answer

    def _ask(self, method: str, address: str, headers: dict[str, str], body: bytes | None) -> Answer:
        wait_s = limits.WAIT_S
        for left in reversed(range(limits.TRIES_MOST)):
            answer = self._sent_on(method, address, headers, body)
            if answer.status not in BUSY:
                return _good(answer)
            wished = _wished_s(answer, self.web.now())
            if left == 0 or (wished or 0.0) > limits.WAIT_MOST_S:
                raise FetchError("busy", urlsplit(answer.address).hostname, f"{wished or wait_s:.0f}")
            self.web.sleep(wait_s if wished is None else wished)
            wait_s *= 2
        raise AssertionError("the last try has been answered")

    def _sent_on(self, method: str, address: str, headers: dict[str, str], body: bytes | None) -> Answer:
        """Answer in the end, wherever that is given."""
        for _ in range(limits.REDIRECTS_MOST + 1):
            self._judge(address)
            answer = self._once(method, address, headers, body)
            where = answer.headers.get("Location")
            if answer.status not in MOVED or where is None:
                return answer
            if method != "GET":
                raise FetchError("sent_elsewhere", where)
            address = urljoin(address, where)
        raise FetchError("too_many_redirects", address, limits.REDIRECTS_MOST)

    def _judge(self, address: str) -> None:
        """Refuse an address that a service has given us, where it is none to be asked."""
        try:
            parts = urlsplit(address)
            machine = _machine(address)
        except ValueError:
            raise FetchError("sent_elsewhere", address) from None
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
            raise FetchError("not_https", address)
        if machine != self._machine and not self._elsewhere:
            raise FetchError("sent_elsewhere", address)

    def _once(self, method: str, address: str, headers: dict[str, str], body: bytes | None) -> Answer:
        self._calls += 1
        if self._calls > limits.CALLS_MOST:
            raise FetchError("too_many_calls", limits.CALLS_MOST)
        self._pace.wait()
        if self.web.clock() > self._until:
            raise FetchError("too_slow", f"{limits.ALL_S:.0f}")
        try:
            found = self._session.request(method, address, headers=headers, data=body, allow_redirects=False)
        except (OSError, FencedOffError, ValueError) as error:
            self._refuse(address, error)
        self._bytes += len(found.content)
        if self._bytes > limits.ALL_BYTES_MOST:
            raise FetchError("too_long", limits.ALL_BYTES_MOST // limits.MIB)
        return Answer(found.status_code, found.headers, found.content, address)

    def _refuse(self, address: str, error: Exception) -> NoReturn:
        """Say why there is no answer."""
        host = urlsplit(address).hostname
        if isinstance(error, FencedOffError):
            raise FetchError("private_address", host) from error
        if isinstance(error, TooLongError):
            raise FetchError("too_long", self._bounds.bytes_most // limits.MIB) from error
        if isinstance(error, TooSlowError | requests.exceptions.Timeout):
            raise FetchError("too_slow", f"{self._bounds.whole_s:.0f}") from error
        if isinstance(error, requests.exceptions.SSLError):
            raise FetchError("not_trusted", host) from error
        if isinstance(error, requests.exceptions.ChunkedEncodingError):
            raise FetchError("cut_off", host) from error
        raise FetchError("no_answer", host) from error


class _Never(requests.adapters.BaseAdapter):
    """What answers to addresses that are not over TLS: nothing."""

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:  # type: ignore[override]
        raise FetchError("not_https", request.url or "")

    def close(self) -> None:
        """Nothing is open."""


def _machine(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return (parts.hostname or "").rstrip("."), parts.port or 443


def _good(answer: Answer) -> Answer:
    if answer.status not in (200, 304):
        raise FetchError("answers_otherwise", answer.status, answer.address)
    return answer


def _wished_s(answer: Answer, now: datetime) -> float | None:
    """Seconds that a service asks us to wait, as a number or until a time of day; None where it does not."""
    wish = answer.headers.get("Retry-After", "").strip()
    if wish.isdecimal() and len(wish) < 10:
        return float(wish)
    try:
        until = parsedate_to_datetime(wish)
    except (TypeError, ValueError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((aware - now).total_seconds(), 0.0)


def _read_json(answer: Answer, *, exact: bool) -> Any:
    try:
        text = answer.content.decode("utf-8-sig")
        found = json.loads(text, parse_float=Decimal if exact else float, parse_constant=_no_number)
        return whole_letters(found)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise FetchError("not_json", answer.address) from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)
