"""What a person waits for: bytes and seconds to the first map, milliseconds to each answer, frames in motion.

python -m tests.bench.bench_browser

The example region and the whole country, in Debian's Chromium against the real server. Budgets are
those of docs/architecture.md; nothing here fails because a machine is slow.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from geodata.contract.errors import SnapshotError
from geodata.publish.snapshot import open_snapshot
from tests.e2e.browser import browsing, chromium, context
from tests.e2e.plan import WIDE, Plan, until
from tests.e2e.server import ROOT, Server, run, serving

KEPT = ROOT / "var" / "bench"
RUNS = 7

# From the press to the next completed draw of the map, and to the last of the answers behind it.
PRESS = """([key, value]) => new Promise((done) => {
  const { map, state } = window.utbudskarta;
  const before = map.painted;
  const begin = performance.now();
  performance.clearResourceTimings();
  const look = () => {
    if (map.painted > before && window.utbudskarta.ready) {
      const painted = performance.now() - begin;
      setTimeout(() => {
        const asked = performance.getEntriesByType('resource')
          .filter((one) => one.name.includes('_dash-update'));
        done({ painted, server: asked.map((one) => one.responseStart - one.requestStart),
               all: Math.max(0, ...asked.map((one) => one.responseEnd - begin)) });
      }, 700);
      return;
    }
    if (performance.now() - begin > 20000) done(null); else requestAnimationFrame(look);
  };
  state.set({ [key]: value });
  requestAnimationFrame(look);
})"""

# Drags of the map by its own handlers, as a hand does: one small step a frame.
PAN = """(steps) => new Promise((done) => {
  const pane = document.querySelector('.leaflet-container');
  const box = pane.getBoundingClientRect();
  const middle = { x: box.left + box.width * 0.6, y: box.top + box.height * 0.5 };
  const send = (on, type, x, y) => on.dispatchEvent(new MouseEvent(type,
    { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: 1, view: window }));
  const frames = [];
  let n = 0;
  let last = performance.now();
  send(pane, 'mousedown', middle.x, middle.y);
  const step = (now) => {
    frames.push(now - last);
    last = now;
    n += 1;
    const angle = (n / steps) * 4 * Math.PI;
    send(document, 'mousemove', middle.x + 160 * Math.sin(angle), middle.y + 110 * (1 - Math.cos(angle)));
    if (n < steps) requestAnimationFrame(step);
    else { send(document, 'mouseup', middle.x, middle.y); done(frames.slice(2)); }
  };
  requestAnimationFrame(step);
})"""

# Moves the horizon to another year every frame, as a hand does, then points at another area every frame:
# of each the frames, and the milliseconds of the sheet in those that were painted.
DRAG_YEARS = """(count) => new Promise((done) => {
  const { map } = window.utbudskarta;
  const { sheets } = map.scene().board;
  const slider = document.querySelector('[data-horizon="year"]');
  const { ids } = map.geo();
  const found = {};
  const run = (name, sheet, act, then) => {
    const frames = [];
    const draws = [];
    let n = 0;
    let painted = map.painted;
    let last = performance.now();
    const step = (now) => {
      if (n) {
        frames.push(now - last);
        if (map.painted > painted) draws.push(sheets[sheet].milliseconds);
      }
      [last, painted] = [now, map.painted];
      if (n++ < count) { act(n); requestAnimationFrame(step); }
      else { found[name] = { frames, draws }; then(); }
    };
    requestAnimationFrame(step);
  };
  run('years', 'areas', (n) => {
    slider.value = String(n % (Number(slider.max) + 1));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }, () => {
    slider.dispatchEvent(new Event('change', { bubbles: true }));
    run('hover', 'chosen', (n) => map.point('area', ids[(7 * n) % ids.length]), () => done(found));
  });
})"""


def main() -> None:
    """Measure both regions; says what is missing where there is no browser."""
    path = chromium()
    if path is None:
        raise SystemExit("chromium is not installed: apt-get install chromium fonts-dejavu")
    with browsing(path) as browser:
        print(f"load {os.getloadavg()[0]:.2f}, {os.cpu_count()} cores, Python {platform.python_version()},")
        print(f"Chromium {browser.version}, median of {RUNS}, window {WIDE[0]}x{WIDE[1]}")
        for county, name in (("14", "Västra Götaland"), ("00", "Sweden")):
            out = published(county)
            with tempfile.TemporaryDirectory() as folder, serving(out, Path(folder) / "log") as server:
                print(f"\n{name}")
                first_view(browser, server)
                answers(browser, server)
                frames(browser, server)
                years(browser, server)


def published(county: str) -> Path:
    """Where the example of a county is published; made anew if another edition of the program made it."""
    out = KEPT / county
    try:
        open_snapshot(out, verify=False)
    except (FileNotFoundError, SnapshotError):
        run("demo", "--county", county, "--out", out)
    return out


def line(what: str, measured: str, budget: str = "") -> None:
    """One measurement beside its budget."""
    print(f"  {what:44} {measured:>32}   {budget and 'budget ' + budget}", flush=True)


def first_view(browser: Browser, server: Server) -> None:
    """Bytes as they travelled and seconds until the map is painted, in a browser that knows nothing."""
    seconds: list[float] = []
    kinds: dict[str, int] = {}
    for _ in range(3):
        window = context(browser, WIDE)
        plan = Plan.new(window, server.address)
        session = window.new_cdp_session(plan.page)
        session.send("Network.enable")
        sizes: dict[str, int] = {}
        types: dict[str, str] = {}
        session.on(
            "Network.responseReceived", lambda e, types=types: types.update({e["requestId"]: e["type"]})
        )
        session.on(
            "Network.loadingFinished",
            lambda e, sizes=sizes: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
        )
        begin = time.perf_counter()
        plan.page.goto(server.address + "/")
        until(plan.ready, "a painted map", 60)
        seconds.append(time.perf_counter() - begin)
        plan.settled()
        kinds = {}
        for request, size in sizes.items():
            kind = types.get(request, "Other")
            kinds[kind] = kinds.get(kind, 0) + size
        window.close()
    parts = ", ".join(
        f"{kind} {size / 1024:.0f}" for kind, size in sorted(kinds.items(), key=lambda k: -k[1])
    )
    line("first view over the wire", f"{sum(kinds.values()) / 1024:.0f} KiB", "900 KiB (aim 600)")
    print(f"    {parts}")
    line("address to painted map", f"{statistics.median(seconds):.2f} s", "2 s")


def answers(browser: Browser, server: Server) -> None:
    """Milliseconds from a filter and from a choice to the painted map."""
    window = context(browser, WIDE)
    plan = Plan.new(window, server.address).open("/?layers=nearest,flows,units,labels")
    areas = plan.page.evaluate(
        """async () => {
          const { geo, version } = document.getElementById('state-keys').dataset;
          return (await (await fetch(`${geo}${version}/shapes.json`)).json()).ids;
        }"""
    )
    limits = iter(range(11, 60))
    chosen = iter(areas[:: max(1, len(areas) // 40)])
    forms = iter(["rehab", "vardcentral"] * RUNS)
    cases: tuple[tuple[str, str, Callable[[], str]], ...] = (
        ("limit to painted map", "limit", lambda: str(next(limits))),
        ("care form to painted map", "form", lambda: next(forms)),
        ("area pressed to painted map", "area", lambda: str(next(chosen))),
    )
    for what, key, value in cases:
        found = []
        for _ in range(RUNS):
            one = plan.page.evaluate(PRESS, [key, value()])
            if one:
                found.append(one)
            plan.settled()
        if not found:
            line(what, "never painted")
            continue
        painted = statistics.median(one["painted"] for one in found)
        server_ms = statistics.median(max(one["server"], default=0.0) for one in found)
        everything = statistics.median(one["all"] for one in found)
        line(what, f"{painted:.0f} ms", "150 ms (600 areas)")
        line(
            "  slowest of its answers, all answers",
            f"{server_ms:.0f} ms, {everything:.0f} ms",
            "server 30 ms",
        )
    window.close()


def frames(browser: Browser, server: Server) -> None:
    """Frames a second while the map is dragged with everything on."""
    window = context(browser, WIDE)
    plan = Plan.new(window, server.address).open("/?layers=underserved,service_areas,flows,units,labels")
    for zoom, said in ((0.0, "whole region"), (2.0, "two steps closer")):
        if zoom:
            for _ in range(int(zoom)):
                plan.page.get_by_role("button", name="Zooma in").click()
                plan.page.wait_for_timeout(500)
            plan.settled()
        times = plan.page.evaluate(PAN, 180)
        plan.settled()
        drawn = plan.stats()
        worst = sorted(times)[int(0.95 * len(times))]
        line(
            f"dragging, {said}",
            f"{1000 / statistics.mean(times):.0f} frames/s, 95 % under {worst:.0f} ms",
            "50 frames/s",
        )
        units = drawn["units"]["visible"] + drawn["units"]["clustered"]
        print(f"    {drawn['areas']} areas, {units} units, {drawn['flows']} flows, zoom {drawn['zoom']:g}")
    window.close()


def years(browser: Browser, server: Server) -> None:
    """The horizon dragged to another year every frame, and a repaint beside that of an area pointed at."""
    window = context(browser, WIDE)
    plan = Plan.new(window, server.address).open("/?question=need&layers=need,units,labels")
    if not plan.page.locator('[data-horizon="year"]').count():
        line("horizon dragged", "no projection")
        window.close()
        return
    found = plan.page.evaluate(DRAG_YEARS, 120)
    plan.settled()
    dragged, hover = found["years"], found["hover"]
    rate = 1000 / statistics.mean(dragged["frames"])
    share = len(dragged["draws"]) / len(dragged["frames"])
    line("horizon dragged", f"{rate:.0f} frames/s, {share:.0%} painted", "every frame")
    year, area = statistics.median(dragged["draws"]), statistics.median(hover["draws"])
    beside = 1000 / statistics.mean(hover["frames"])
    line(
        "  a year beside an area pointed at",
        f"{year:.1f} ms, {area:.1f} ms, {rate / beside:.2f} x its rate",
    )
    window.close()


if __name__ == "__main__":
    sys.exit(main())
