"""What every test may lean on: where the real data lies, and a clear reason where it does not."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.made_once import made_once

if TYPE_CHECKING:
    from geodata.assessment.assessment import Assessment
    from geodata.region.region import Region

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
"""Real data for tests; no part of the project, so a test that reads it asks for it first."""
EXAMPLES = {
    "england/leeds": "england/leeds",
    "england/devon": "england/devon",
    "england/payments": ".",
    "vastra-gotaland": "sweden",
}
"""Folders of `examples`, and those of `SHARED` that their data lie in."""

# Compiled code is kept, whatever the surroundings say: reading the tests in would else take 47 processor
# seconds instead of 9, in each of the processes that share the tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What is read in stays, so that looking through it for garbage, while it grows and in every test, finds none.
gc.disable()

BROWSER_S, LONG_S, OTHER_S = 3.0, 3.0, 0.2
"""Processor seconds of a test on average, as measured: in a browser, marked `long`, and any other."""

# The same examples at every run, however busy the machine: a failure is a change in the program.
# Look for new ones now and then: pytest --hypothesis-profile thorough
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("thorough", max_examples=2_000, deadline=None, print_blob=True)
# `make check` and `make quick` look at the first of them, `make test` at all.
settings.register_profile("fewer", settings.get_profile("repeatable"), max_examples=25)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, or a skip that says what is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data for tests is not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes share: a region is built once."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def opened(shared: Path, builds: Path) -> Callable[[str], Region]:
    """The regions of `EXAMPLES` by their names, as they are read."""
    from geodata.checks.open_region import open_region

    @cache
    def region(name: str) -> Region:
        example, data = ROOT / "examples" / name, shared / EXAMPLES[name]
        return made_once(builds / f"opened-{Path(name).name}", lambda: open_region(example, data))

    return region


@pytest.fixture(scope="session")
def computed_region(opened: Callable[[str], Region], builds: Path) -> Callable[[str], Region]:
    """The same with their minutes and neighbours."""
    from geodata.publish.build import computed

    @cache
    def region(name: str) -> Region:
        return made_once(builds / f"computed-{Path(name).name}", lambda: computed(opened(name)))

    return region


@pytest.fixture(scope="session")
def assessed(computed_region: Callable[[str], Region]) -> Callable[[str], Assessment]:
    """The assessments of their default scenarios."""
    from geodata.assessment.assessment import assess
    from geodata.scenario.scenario import default_scenario

    @cache
    def assessment(name: str) -> Assessment:
        region = computed_region(name)
        return assess(region, default_scenario(region))

    return assessment


@pytest.fixture(scope="session")
def dalarna(shared: Path, builds: Path) -> Region:
    """Dalarna with 1 km cells behind its areas, see `tests.dalarna`; checked, its minutes not computed."""
    from tests.dalarna import open_dalarna

    return made_once(builds / "opened-dalarna", lambda: open_dalarna(builds / "dalarna", shared))


@pytest.fixture(scope="session")
def leeds(assessed: Callable[[str], Assessment]) -> Assessment:
    return assessed("england/leeds")


@pytest.fixture(scope="session")
def devon(assessed: Callable[[str], Assessment]) -> Assessment:
    return assessed("england/devon")


@pytest.fixture(scope="session")
def vastra_gotaland(assessed: Callable[[str], Assessment]) -> Assessment:
    return assessed("vastra-gotaland")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Modules that take long are not read in either, where they would not be run."""
    if config.option.markexpr != "not long" or not collection_path.name.startswith("test_"):
        return None
    text = collection_path.read_text(encoding="utf-8")
    return True if re.search(r"^pytestmark = pytest\.mark\.long$", text, re.MULTILINE) else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """How the processes of `make test` and `make check` come to their end together."""
    parser.addoption("--longest-first", action="store_true", help="begin with modules that take longest")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The order in which processes take modules: else one has a long one left while the other has none."""
    if not config.getoption("longest_first"):
        return
    seconds: defaultdict[str, float] = defaultdict(float)
    for item in items:
        browser = "browser" in getattr(item, "fixturenames", ())
        long = item.get_closest_marker("long") is not None
        seconds[module_of(item)] += BROWSER_S if browser else LONG_S if long else OTHER_S
    items.sort(key=lambda item: -seconds[module_of(item)])


def module_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def pytest_collection_finish() -> None:
    """From here on only what the tests themselves make is looked through for garbage."""
    gc.freeze()
    gc.enable()
