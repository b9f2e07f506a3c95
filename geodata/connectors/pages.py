"""Answers in pages, each naming the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from geodata.connectors import limits
from geodata.connectors.caller import Answer, Caller
from geodata.connectors.errors import FetchError

NextOf = Callable[[Any, Answer], str | None]
"""From what a page holds, and the answer that it came in, to where the next one is; None at the end."""


def pages(
    caller: Caller, address: str, next_of: NextOf, accept: str = "application/json"
) -> Iterator[tuple[Any, Answer]]:
    """Every page from an address on, until one names no other.

    Raises
    ------
    FetchError
        If they are too many, come around again, or lead to another machine.
    """
    met: set[str] = set()
    following: str | None = address
    while following:
        if following in met:
            raise FetchError("page_again", following)
        met.add(following)
        if len(met) > limits.PAGES_MOST:
            raise FetchError("too_many_pages", limits.PAGES_MOST)
        content, answer = caller.json_page(following, accept)
        yield content, answer
        link = next_of(content, answer)
        following = _over_tls(urljoin(answer.address, link), answer.address) if link else None


def _over_tls(address: str, before: str) -> str:
    """Address of a next page over TLS too, where a service behind another names itself without."""
    try:
        parts, own = urlsplit(address), urlsplit(before)
        same = parts.scheme == "http" and parts.hostname == own.hostname and parts.port in (None, 80)
    except ValueError:
        return address  # judged when it is asked
    return urlunsplit(parts._replace(scheme="https", netloc=own.netloc)) if same else address
