"""Debian's Chromium, and a page that remembers everything that went wrong in it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

BROWSERS = ("chromium-headless-shell", "chromium")
"""The first that there is: the shell is the same browser without its windows, and takes a third less time."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> Path | None:
    """Where the browser is; None where there is none."""
    return next((Path(found) for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def browsing(path: Path) -> Iterator[Browser]:
    """One browser, closed with all its pages when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def context(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    """A browser with nothing in its memory: a window of some size, a finger where it is narrow."""
    width, height = size
    return browser.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 768, locale="sv-SE"
    )


LASTING = ("add_init_script", "emulate_media", "expose_binding", "expose_function", "on", "once", "route")
"""What a page keeps to although it is sent elsewhere."""
OF_WINDOW = (
    "add_init_script", "expose_binding", "expose_function", "grant_permissions", "route",
    "set_extra_http_headers", "set_geolocation", "set_offline",
)  # fmt: skip
"""What every page of a window keeps to, those that are opened later too."""
OF_CLOCK = ("fast_forward", "install", "pause_at", "resume", "run_for", "set_fixed_time", "set_system_time")
"""So they do to its clock, also where it is set through one page: a map that moves by it never arrives."""


def shared(window: BrowserContext) -> BrowserContext:
    """The window, in which nothing can be set that would be left for the next test."""

    def refusing(name: str) -> Callable[..., Any]:
        def refuse(*_: Any, **__: Any) -> None:
            raise AssertionError(f"{name} holds for every page of the window: ask for a stranger's")

        return refuse

    for owner, names in ((window, OF_WINDOW), (window.clock, OF_CLOCK)):
        for name in names:
            setattr(owner, name, refusing(name))
    return window


class Watch:
    """What a page did that it must not do, and how many of its questions are still unanswered."""

    def __init__(self, page: Page, address: str) -> None:
        self.problems: list[str] = []
        self.allowed: tuple[str, ...] = ()  # parts of problems that a test brings about on purpose
        self.altered: list[str] = []  # what of `LASTING` a test did to the page
        self.asking: set[Request] = set()
        self._address = address
        self._quiet_since = time.monotonic()
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)
        page.on("requestfailed", self._ended)
        page.on("response", self._answered)
        for name in LASTING:
            setattr(page, name, self._noting(name, getattr(page, name)))

    def _noting(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            self.altered.append(name)
            return do(*arguments, **named)

        return noted

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.problems.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._address + "/", "data:", "blob:")):
            self.problems.append(f"request to another host: {request.url}")
        self.asking.add(request)

    def _ended(self, request: Request) -> None:
        self.asking.discard(request)
        self._quiet_since = time.monotonic()

    def _answered(self, response: Response) -> None:
        # Not when it is finished: that is never told of an answer whose question was dropped meanwhile.
        self._ended(response.request)
        if response.status >= 400:
            self.problems.append(f"HTTP {response.status}: {response.url}")

    @property
    def quiet_s(self) -> float:
        """Seconds since the last answer; 0 while one is waited for."""
        return 0.0 if self.asking else time.monotonic() - self._quiet_since

    def unexpected(self) -> list[str]:
        """Problems that the test did not bring about itself."""
        return [one for one in self.problems if not any(part in one for part in self.allowed)]
