"""A plugin of pytest: after some work no further test is begun, and what was not run is listed."""

from __future__ import annotations

import time
from collections import Counter

import pytest

OPTION = "--begin-within"
LATE = "not begun in time"


def pytest_addoption(parser: pytest.Parser) -> None:
    about = "processor seconds of each process in which tests are begun, so that others' work takes none away"
    parser.addoption(OPTION, type=float, default=None, metavar="S", help=about)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    within = item.config.getoption(OPTION)
    if within is not None and time.process_time() > within:
        pytest.skip(LATE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    late = Counter(report.location[0] for report in skipped if LATE in str(report.longrepr))
    if late:
        terminalreporter.section(f"{LATE}: {late.total()} tests")
        for path, tests in late.items():
            terminalreporter.write_line(f"{path}: {tests}")
