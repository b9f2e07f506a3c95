"""Frames a second while the map is dragged and zoomed, with 2,000 and 10,000 flows drawn.

python -m tests.bench.bench_flows

The whole country (3,363 areas, every unit) with everything on, in Debian's Chromium against the real
server. The map draws at most 2,000 flows; here it is handed the largest 10,000 as well, so that what a
denser view would cost is known. Nothing here fails because a machine is slow.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from dashboard.layers.flows import FlowLayer
from geodata.assessment.assessment import assess
from geodata.focus.places import place_of
from geodata.publish.snapshot import open_snapshot
from geodata.scenario.scenario import default_scenario
from tests.bench.bench_browser import PAN, line, published
from tests.e2e.browser import browsing, chromium, context
from tests.e2e.plan import WIDE, Plan
from tests.e2e.server import serving

COUNTS = (2_000, 10_000)
STEPS = 180

# Wheel steps in and out again, one every 250 ms as a hand turns, with the time of every frame.
ZOOM = """(turns) => new Promise((done) => {
  const pane = document.querySelector('.leaflet-container');
  const box = pane.getBoundingClientRect();
  const at = { clientX: box.left + box.width * 0.6, clientY: box.top + box.height * 0.5 };
  const frames = [];
  let last = performance.now();
  let n = 0;
  let next = last;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    if (now >= next && n < turns) {
      const deltaY = n < turns / 2 ? -90 : 90;
      pane.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY, ...at }));
      n += 1;
      next = now + 250;
    }
    if (n < turns || now < next + 400) requestAnimationFrame(step); else done(frames.slice(2));
  };
  requestAnimationFrame(step);
})"""

MANY = """async ([areas, middle]) => {
  const { map, view } = window.utbudskarta;
  await map.show({ ...view, flows: { ...view.flows, areas, municipalities: null } });
  map.flyTo({ zoom: 6.5, lat: middle[0], lon: middle[1] });
}"""


def main() -> None:
    """Measure both counts; says what is missing where there is no browser."""
    path = chromium()
    if path is None:
        raise SystemExit("chromium is not installed: apt-get install chromium fonts-dejavu")
    out = published("00")
    region = open_snapshot(out, verify=False)
    assessment = assess(region, default_scenario(region))
    with (
        browsing(path) as browser,
        tempfile.TemporaryDirectory() as folder,
        serving(out, Path(folder) / "log") as server,
    ):
        print(f"load {os.getloadavg()[0]:.2f}, {os.cpu_count()} cores, Chromium {browser.version}")
        window = context(browser, WIDE)
        plan = Plan.new(window, server.address)
        plan.open("/?layers=underserved,service_areas,flows,units,labels")
        for count in COUNTS:
            flows = FlowLayer(drawn=count).values(assessment, place_of(assessment, "region"))["areas"]
            plan.page.evaluate(MANY, [flows, [58.5, 15.0]])
            plan.page.wait_for_timeout(1000)
            plan.settled()
            measure(plan.page, plan, count)


def measure(page: Page, plan: Plan, count: int) -> None:
    """Frames in motion, and how long the flows themselves take to draw."""
    for name, script, amount in (("dragging", PAN, STEPS), ("zooming", ZOOM, 8)):
        times = page.evaluate(script, amount)
        plan.settled()
        worst = sorted(times)[int(0.95 * len(times))]
        found = f"{1000 / statistics.mean(times):.0f} frames/s, 95 % under {worst:.0f} ms"
        line(f"{name}, {count:,} flows", found, "50 frames/s")
    drawn = plan.stats()
    units = drawn["units"]["visible"] + drawn["units"]["clustered"]
    print(
        f"    {drawn['areas']} areas, {units} units, {drawn['flows']} flows in view, "
        f"flows drawn in {drawn['milliseconds']['flows']:.0f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
