"""Browser tests: a real server of a real build, Debian's Chromium, and pages that must do nothing wrong."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.browser import browsing, chromium, context, shared
from tests.e2e.plan import SIZES, WAIT_S, WIDE, Plan
from tests.e2e.server import ROOT, Server, run, serving
from tests.made_once import alone

Opener = Callable[..., Plan]
NOWHERE = ""
"""A page that is still empty: the test itself sends it to an address. A map takes two processor seconds."""
expect.set_options(timeout=WAIT_S * 1000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; without one the tests are skipped, but not where everything must be tested."""
    path = chromium()
    if path is None:
        reason = "chromium is not installed: apt-get install chromium fonts-dejavu"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with browsing(path) as one:
        yield one


def built(folder: Path, build: Callable[[Path], object]) -> Path:
    """A copy of its own of what a region is published to, built by the first process that needs it."""
    with alone(folder):
        if not folder.exists():
            build(folder)
    own = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    return Path(shutil.copytree(folder, own, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def demo(builds: Path) -> Iterator[Server]:
    """A server of the example region, county 14, built for this run."""
    out = built(builds / "demo", lambda to: run("demo", "--county", "14", "--out", to))
    with serving(out, out.with_suffix(".log")) as server:
        yield server


@pytest.fixture(scope="session")
def leeds(shared: Path, builds: Path) -> Iterator[Server]:
    """A server of Leeds, from the real registrations."""
    example, data = ROOT / "examples" / "england" / "leeds", shared / "england" / "leeds"
    out = built(builds / "leeds", lambda to: run("build", example, "--data", data, "--out", to))
    with serving(out, out.with_suffix(".log")) as server:
        yield server


@pytest.fixture(scope="session")
def windows(browser: Browser) -> dict[tuple[int, int], BrowserContext]:
    """Browser contexts by size, kept so that scripts are fetched once; pages leave nothing in them."""
    return {size: shared(context(browser, size)) for size in SIZES}


@pytest.fixture(scope="module")
def read_pages() -> Iterator[dict[tuple[str, str, tuple[int, int]], tuple[Plan, str]]]:
    """Pages that the tests of a module read one after the other, with the addresses they had at first."""
    pages: dict[tuple[str, str, tuple[int, int]], tuple[Plan, str]] = {}
    yield pages
    for plan, _ in pages.values():
        plan.page.close()


@pytest.fixture
def reading(
    windows: dict[tuple[int, int], BrowserContext],
    read_pages: dict[tuple[str, str, tuple[int, int]], tuple[Plan, str]],
) -> Iterator[Opener]:
    """Like `visit`, for tests that leave a page as they found it: the first of a module opens it for all."""
    plans: list[Plan] = []

    def opened(server: Server, path: str = "/", size: tuple[int, int] = WIDE) -> Plan:
        key = (server.address, path, size)
        plan, address = read_pages.get(key) or (Plan.new(windows[size], server.address), "")
        plans.append(plan)
        if plan.page.url != address:  # new, or left otherwise by a test that failed
            plan.open(path)
        else:  # at no part of it
            plan.page.mouse.move(0, 0)
            plan.settled()
        read_pages[key] = plan, plan.page.url
        return plan

    yield opened
    problems = [problem for plan in plans for problem in plan.watch.unexpected()]
    for plan in plans:
        plan.watch.problems.clear()
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="session")
def left_open() -> dict[tuple[int, int], Plan]:
    """A page of each size that a test is done with: the next one sends it elsewhere, scripts read in."""
    return {}


@pytest.fixture
def visit(
    browser: Browser,
    windows: dict[tuple[int, int], BrowserContext],
    left_open: dict[tuple[int, int], Plan],
) -> Iterator[Opener]:
    """Opens pages of a server at a size; afterwards fails if any of them did what it must not."""
    plans: list[tuple[Plan, tuple[int, int]]] = []
    strangers: list[BrowserContext] = []

    def opened(
        server: Server, path: str = "/", size: tuple[int, int] = WIDE, *, stranger: bool = False
    ) -> Plan:
        if stranger:  # somebody else's browser
            strangers.append(context(browser, size))
            plan = Plan.new(strangers[-1], server.address)
        else:
            left = left_open.pop(size, None)
            if left is not None and left.address != server.address:
                left.page.close()
                left = None
            plan = left or Plan.new(windows[size], server.address)
        plans.append((plan, size))
        return plan.open(path) if path else plan

    yield opened
    problems = [problem for plan, _ in plans for problem in plan.watch.unexpected()]
    for plan, size in plans:
        if plan.context in strangers or size in left_open or not plan.as_new(size):
            plan.page.close()
        else:
            left_open[size] = plan
    for stranger in strangers:
        stranger.close()
    assert not problems, "\n".join(problems)
