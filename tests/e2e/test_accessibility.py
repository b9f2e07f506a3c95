"""No violation of WCAG 2.2 A and AA that axe-core can find, in any state of the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import MEETING, PHONE, WIDE, Plan
from tests.e2e.server import ROOT, Server

AXE = ROOT / "var" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WHAT_IF = "/?area=1452R003&changes=add:n1@57.6,13.5*6;close:E140010&rules=too_far:30,no_choice:off"
PAYMENT = "/?question=payment"
REFORM = f"{PAYMENT}&model=primary_2027_a"
NEEDS = {
    "need drivers": "/?question=need",
    "need years": "/?question=need&need_view=years&futures=low/whole/none;main/half/none",
    "need ages": "/?question=need&need_view=ages",
    "need units": "/?question=need&need_view=units&unit=E140010",
    "need areas": "/?question=need&need_view=areas",
    "need futures": "/?question=need&layers=futures,labels",
    "equity": "/?table=equity",
    "equity of ages": "/?table=equity&equity_of=visits_per_resident&equity_by=age",
}
"""The views of the need to come, and how alike people fare."""
CASES = [
    *((state, size) for state in ("start", "area", "english", "method") for size in (WIDE, MEETING, PHONE)),
    *((state, size) for state in ("unit", "layers on", "drawer", "info") for size in (WIDE, PHONE)),
    *((state, size) for state in ("scenario", "rules", "placing") for size in (WIDE, PHONE)),
    ("choices", WIDE), ("choices", PHONE), ("take along", WIDE), ("take along", MEETING),
    ("search", WIDE), ("nothing found", WIDE), ("unknown name", WIDE), ("empty table", WIDE),
    ("filter sheet", MEETING), ("filter sheet", PHONE), ("layers sheet", PHONE), ("english method", WIDE),
    *((state, size) for state in ("find", "find details", "find compare") for size in (WIDE, MEETING, PHONE)),
    ("find filters", WIDE), ("find filters", PHONE), ("find untold", WIDE), ("find english", PHONE),
    ("help", PHONE), ("accessibility", WIDE), ("missing", WIDE), ("missing", PHONE), ("misread", WIDE),
    ("misread", PHONE), ("news", WIDE), ("news", PHONE),
    *((state, size) for state in ("payment", "payment of a unit") for size in (WIDE, MEETING, PHONE)),
    ("payment as it is", WIDE), ("payment fit", WIDE), ("payment spread", WIDE),
    *((state, size) for state in NEEDS for size in (WIDE, PHONE)),
]  # fmt: skip
TEXTS = {"help": "/hjalp", "accessibility": "/tillganglighet", "news": "/nytt"}
FIND = "/hitta?point=57.8700,13.4100&chosen=E140026;E140187;E140030"
FINDING = {
    "find details": "&unit=E140026", "find compare": "&view=compare", "find untold": "&languages=Arabiska",
    "find english": "&lang=en",
}  # fmt: skip


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        reason = "axe-core is not here: make var/axe.min.js"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return Path(AXE).read_text(encoding="utf-8")


def bring_about(visit: Opener, demo: Server, state: str, size: tuple[int, int]) -> Plan:
    unit = "/?unit=E140010&table=units"
    what_if = dict.fromkeys(("scenario", "rules", "placing"), WHAT_IF)
    path = {"area": "/?area=1452R003", "unit": unit, "english": "/?lang=en",
            "layers on": "/?layers=nearest,service_areas,flows,units,labels",
            "choices": "/?kpi=concentration&figure=concentration&layers=choices,service_areas,labels"
            "&service=basin&table=operators",
            "nothing found": "/?table=nearest&find=zzzz", "unknown name": "/?area=9999X",
            "misread": "/?layers=weather,nearest&table=furniture&limit=55&unit=none",
            "payment": REFORM, "payment of a unit": f"{REFORM}&unit=E140010", "payment as it is": PAYMENT,
            "payment fit": f"{REFORM}&pay_view=fit", "payment spread": f"{REFORM}&pay_view=spread",
            "empty table": "/?muni=1407", **what_if, **NEEDS}.get(state, "/")  # fmt: skip
    if state.startswith("find"):
        path = FIND + FINDING.get(state, "")
    texts = state in TEXTS or state == "missing" or state.endswith("method")
    plan = visit(demo, NOWHERE if texts else path, size)
    page = plan.page
    if state in TEXTS:
        page.goto(demo.address + TEXTS[state])
        page.locator("h1").wait_for()
    if state == "missing":
        plan.watch.allowed = ("404",)
        page.goto(f"{demo.address}/jamforr")
        page.locator("h1").wait_for()
    if state == "find filters":
        page.locator("[data-chip=languages] > summary").click()
    if state.endswith("method"):
        page.goto(demo.address + ("/metod?lang=en" if "english" in state else "/metod"))
        page.locator("h1").wait_for()
    if state == "drawer" or (state.startswith("equity") and size == PHONE):
        plan.show_drawer()
    if state == "take along":
        page.locator("details.take:not(.columns) > summary").click()
    if state == "info":
        plan.kpi_row("covered").locator("summary").click()
    if state == "search":
        page.get_by_role("combobox", name="Sök ort, område eller enhet").fill("tran")
        page.locator("#search-list").get_by_role("option").first.wait_for()
    if state == "filter sheet":
        page.locator('[data-opens="rail"]:visible').click()
    if state in ("scenario", "rules", "placing"):
        if size != WIDE:
            page.locator('[data-opens="rail"]:visible').click()
        page.locator("#rules-panel > summary").click()
        page.locator("#scenario-more > summary").click()
        page.locator("details.siting > summary").click()
        if state == "scenario":
            page.locator('[data-whatif="save"]').click()
            page.locator('[data-whatif="rename"]').click()
            page.locator('[data-whatif="load"]').wait_for()
        if state == "rules":
            page.locator('[data-rule="too_little"] input').fill("900")
            page.keyboard.press("Tab")
        if state == "placing":
            page.locator('[data-whatif="new"]').click()
            page.locator('[data-whatif="here"]').wait_for()
        plan.settled()
        page.wait_for_function("() => !document.getElementById('said').textContent")
    if state == "layers sheet":
        page.locator('[data-opens="layers"]:visible').click()
    return plan


def violations(plan: Plan, axe: str) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    plan.page.evaluate(axe + "\n;0")
    found = plan.page.evaluate(  # what is right, or cannot be known, is not told node by node
        """async (values) => (await window.axe.run(document, {
          runOnly: { type: 'tag', values }, resultTypes: ['violations'] })).violations""",
        TAGS,
    )
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {[why['message'] for why in node['any']]}"
        for one in found
        for node in one["nodes"]
    ]


AT_REST = ("method", "find", "find details", "find compare", "payment", "payment of a unit", "news", *NEEDS)
"""States that a page is in as it comes, and stays in when its window is made narrower."""
RESIZED = ("start", "area", "english", *AT_REST)
"""The same, if not down to a phone's, where it begins with its drawer and its sheets closed."""


@pytest.mark.parametrize(
    ("state", "size"),
    [
        case
        for case in CASES
        if case[1] == WIDE
        or (case[0], WIDE) not in CASES
        or (case[0] not in AT_REST and not (case[0] in RESIZED and case[1] == MEETING))
    ],
    ids=lambda part: part if isinstance(part, str) else f"{part[0]}",
)
def test_axe_finds_nothing(demo: Server, visit: Opener, axe: str, state: str, size: tuple[int, int]) -> None:
    plan = bring_about(visit, demo, state, size)
    narrower = {WIDE: (MEETING, PHONE) if state in AT_REST else (MEETING,) if state in RESIZED else ()}
    others = [one for one in narrower.get(size, ()) if (state, one) in CASES]
    for width, _ in plan.at_sizes(size, *others):
        told = violations(plan, axe)
        assert not told, "\n".join([f"{width} wide:", *told])
