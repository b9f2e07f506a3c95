"""A unit in hand: frames while it is carried, beside a map that is only dragged; and what is sent for it.

python -m tests.bench.bench_carry [FOLDER]

The example region, or whatever is published in a folder, in Debian's Chromium against the real server. The
budget is 30 frames a second in a region; nothing here fails because a machine is slow.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.bench_browser import PAN, line, published, years
from tests.e2e.browser import browsing, chromium, context
from tests.e2e.plan import WIDE, Plan
from tests.e2e.server import Server, serving

STEPS = 120
UNIT = """() => {
  const { ids, x } = window.utbudskarta.map.geo().units;
  return ids.find((_, i) => Number.isFinite(x[i]));
}"""
# Carries the unit to another place every frame, some kilometres from the last, once what is told is there.
CARRY = """([id, count, degrees]) => new Promise((done) => {
  const { map } = window.utbudskarta;
  const { sheets } = map.scene().board;
  const { units } = map.geo();
  const [lat, lon] = [units.lat, units.lon].map((all) => all[units.ids.indexOf(id)]);
  const frames = [];
  const tells = [];
  const draws = [];
  let n = 0;
  let last = 0;
  const step = (now) => {
    if (last) { frames.push(now - last); draws.push(sheets.areas.milliseconds); }
    last = now;
    if (n++ === count) { map.putBack(); done({ frames, tells, draws }); return; }
    const began = performance.now();
    map.carry(id, lat + 0.6 * degrees * Math.sin(n / 9), lon + degrees * Math.sin(n / 13));
    tells.push(performance.now() - began);
    requestAnimationFrame(step);
  };
  map.carry(id, lat, lon);
  const told = () => document.getElementById('plan').classList.contains('is-carried');
  const wait = () => (told() ? step(0) : setTimeout(wait, 20));
  wait();
})"""


def main() -> None:
    """Measure; says what is missing where there is no browser."""
    path = chromium()
    if path is None:
        raise SystemExit("chromium is not installed: apt-get install chromium fonts-dejavu")
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else published("14")
    with (
        browsing(path) as browser,
        tempfile.TemporaryDirectory() as folder,
        serving(out, Path(folder) / "log") as server,
    ):
        carried(browser, server)
        years(browser, server)  # the horizon paints the same areas: what this machine can do meanwhile


def carried(browser: Browser, server: Server) -> None:
    """Frames a second while a unit is carried with dots and figures, and of what they are made."""
    window = context(browser, WIDE)
    plan = Plan.new(window, server.address).open("/?layers=nearest,units,labels")
    unit = plan.page.evaluate(UNIT)
    plan = Plan.new(window, server.address).open(f"/?layers=nearest,units,labels&unit={unit}")
    sizes: list[tuple[str, int]] = []
    plan.page.on(
        "response",
        lambda answer: (
            "/carry/" in answer.url
            and sizes.append((answer.url, int(answer.headers.get("content-length") or 0)))
        ),
    )
    for zoom, where in ((0, "whole region"), (2, "two steps closer")):
        for _ in range(zoom):
            plan.page.get_by_role("button", name="Zooma in").click()
            plan.page.wait_for_timeout(500)
        plan.settled()
        found = plan.page.evaluate(CARRY, [unit, STEPS, 0.2 / 2**zoom])
        plan.settled()
        rate = 1000 / statistics.mean(found["frames"])
        panned = 1000 / statistics.mean(plan.page.evaluate(PAN, STEPS))
        plan.settled()
        worst = sorted(found["frames"])[int(0.95 * len(found["frames"]))]
        line(f"unit carried, {where}", f"{rate:.0f} frames/s, 95 % under {worst:.0f} ms", "30 frames/s")
        tell, draw = (statistics.median(found[key]) for key in ("tells", "draws"))
        line("  figures and dots, areas painted", f"{tell:.1f} ms, {draw:.1f} ms")
        line("  beside the map alone dragged", f"{rate / panned:.2f} x its rate")
    for part in ("homes", "unit"):
        size = next((size for url, size in sizes if f"/{part}.json" in url), 0)
        line(f"  sent, {part}", f"{size / 1024:.0f} KiB")
    window.close()


if __name__ == "__main__":
    sys.exit(main())
