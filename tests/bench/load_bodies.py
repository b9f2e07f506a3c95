"""What a browser asks while somebody works with the map: recorded from the page itself, and varied.

A page asks in bodies that only it can write; so they are taken from it, and what people choose otherwise -
the longest journey, what is selected - is put into their records.
"""

from __future__ import annotations

import json
import random
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page, Request

from tests.e2e.browser import browsing, chromium
from tests.e2e.plan import WIDE

CALLBACK: Final = "/_dash-update-component"
WALK: Final = (
    "/",
    "/?limit=15",
    "/?layers=population,flows&focus=all",
    "/?question=access",
    "/?question=equity",
    "/?question=need",
    "/?table=units",
    "/?changes=none&layers=nearest&table=areas",
)
"""Addresses that somebody comes by: one of each question that the page puts."""
LIMITS: Final = tuple(range(5, 61, 5))
REST_MS: Final = 2_500


@dataclass(frozen=True)
class Recorded:
    """Bodies of questions by the address they were asked at, and addresses of files the page asked for."""

    bodies: tuple[bytes, ...]
    files: tuple[str, ...]


def record(address: str) -> Recorded:
    """Walk through the page of a server and keep all that it asks.

    Parameters
    ----------
    address : str
        Of the server, without a slash at its end.
    """
    path = chromium()
    assert path is not None, "the questions are recorded from a browser: apt-get install chromium"
    bodies: dict[bytes, None] = {}
    files: dict[str, None] = {}

    def keep(request: Request) -> None:
        asked = request.url.removeprefix(address)
        if request.method == "POST" and asked.startswith(CALLBACK) and request.post_data_buffer:
            bodies[request.post_data_buffer] = None
        elif request.method == "GET" and asked.startswith(("/geo", "/development", "/thumbnail")):
            files[asked] = None

    with browsing(path) as browser:
        page = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}).new_page()
        page.on("request", keep)
        for step in WALK:
            _visited(page, address + step)
    return Recorded(tuple(bodies), tuple(files))


def _visited(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(REST_MS)


def varied(body: bytes, areas: list[str], chance: random.Random) -> bytes:
    """A question as somebody else asks it: another limit, another area selected.

    Parameters
    ----------
    body : bytes
        Recorded.
    areas : list of str
        Ids to select.
    chance : Random
    """
    question = deepcopy(json.loads(body))
    for part in (*question.get("inputs", ()), *question.get("state", ())):
        record_ = part.get("value")
        if not isinstance(record_, dict):
            continue
        _change(str(part["id"]), record_, areas, chance)
    return json.dumps(question).encode()


def _change(store: str, record_: dict[str, Any], areas: list[str], chance: random.Random) -> None:
    if store == "scenario":
        record_["limit"] = str(chance.choice(LIMITS))
    elif store == "selection" and chance.random() < 0.5:
        record_["focus"] = f"area:{chance.choice(areas)}"
