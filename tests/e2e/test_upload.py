"""Läs in data in a browser: a changed file dropped, compared and published; a broken one told, no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.records.database import sqlite_url
from geodata.region.audience import Audience
from tests.accounts import add_people
from tests.dashboard.records.databases import migrated
from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import WIDE, Plan
from tests.e2e.server import Server, run, serving
from tests.e2e.test_accessibility import axe, violations
from tests.e2e.test_case import enter, go, press
from tests.toy import write_toy_region

__all__ = ["axe"]
UPLOAD = "/folj-upp/las-in?lang=sv"
WORK_MS = 180_000
"""A whole build, on a machine that does other things too."""
SIZES = (WIDE, (1024, 768), (390, 844))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_region(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The toy with a login, and one administrator."""
    out = tmp_path_factory.mktemp("published")
    run("build", folder, "--out", out)
    database, now = migrated(sqlite_url(out)), datetime.now(UTC)
    add_people(database, {"admin": Audience("administrator")}, now)
    database.engine.dispose()
    settings = {"UTBUDSKARTA_LOGIN": "local", "UTBUDSKARTA_SOURCE_DIR": str(folder)}
    with serving(out, out.with_suffix(".log"), settings) as started:
        yield started


def read_in(plan: Plan, name: str, text: str) -> None:
    """Drop a file, and wait until it is read: the page follows the work by itself."""
    plan.page.set_input_files(
        "#upload-files", {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    expect(plan.page.locator(".upload-list")).to_contain_text(name, timeout=WORK_MS)
    expect(plan.page.locator(".upload-progress")).to_have_count(0, timeout=WORK_MS)


def test_a_changed_file_is_compared_published_and_on_the_map_and_a_broken_one_changes_nothing(
    server: Server, folder: Path, visit: Opener, axe: str
) -> None:
    wrong: dict[str, list[str]] = {}
    plan = visit(server, NOWHERE, stranger=True)
    plan.watch.allowed = ("401", "422")
    text = (folder / "units.csv").read_text("utf-8")
    go(plan, UPLOAD)
    press(plan, "main a.button")
    enter(plan, "admin")
    expect(plan.page).to_have_url(server.address + UPLOAD)
    expect(plan.page.locator(".followup-tabs a[aria-current]")).to_have_text("Läs in data")
    wrong["empty"] = violations(plan, axe)

    # A broken file: what is wrong, and nothing that is served changes.
    served = server.version()
    read_in(plan, "units.csv", text.replace("own", "nobody"))
    problems = plan.page.locator(".upload-problems tbody tr")
    expect(problems).to_have_count(1)
    expect(problems).to_contain_text("nobody")
    expect(plan.page.locator("button[value=publish]")).to_be_disabled()
    wrong["broken"] = violations(plan, axe)
    assert server.version() == served
    assert (folder / "units.csv").read_text("utf-8") == text

    # A changed file under another name: v1 has moved to the middle of 0201, and has another name.
    lines = text.splitlines()
    first, second = (line.split(",") for line in lines[1:3])
    assert (first[0], second[0]) == ("v1", "v2")
    head = lines[0].split(",")
    at = [head.index(name) for name in ("longitude", "latitude")]
    first[head.index("name")] = "Nya namnet"
    first[at[0]] = str(float(second[at[0]]) + 0.1)
    press(plan, "button[value=clear]")
    read_in(plan, "enheter 2026.csv", "\n".join([lines[0], ",".join(first), *lines[2:]]) + "\n")
    expect(plan.page.locator(".upload-problems")).to_contain_text("Inga fel")
    expect(plan.page.locator(".upload-map li", has_text="flyttade 1")).to_be_visible()
    expect(plan.page.locator(".upload-columns tbody tr")).to_have_count(len(head))
    for size in SIZES:
        plan.page.set_viewport_size({"width": size[0], "height": size[1]})
        wrong[f"compared at {size[0]}"] = violations(plan, axe)
        assert plan.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert server.version() == served
    press(plan, "button[value=publish]")
    expect(plan.page.locator(".form-notice.is-done")).to_contain_text("Publicerat", timeout=WORK_MS)
    assert server.version() != served
    assert "Nya namnet" in (folder / "units.csv").read_text("utf-8")
    plan.open("/?form=vc&lang=sv&layers=nearest,units&table=units")
    expect(plan.page.locator("body")).to_contain_text("Nya namnet")
    assert not any(wrong.values()), wrong
