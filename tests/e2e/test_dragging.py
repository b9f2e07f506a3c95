"""What a scenario changes is seen on the map, and units are moved and places picked on it by hand."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

from tests.e2e.conftest import Opener
from tests.e2e.geography import document, lonely_unit
from tests.e2e.plan import PHONE, Plan, until
from tests.e2e.server import Server

AREA = "1452R003"
RING_M = 14_815
"""Twenty minutes in a straight line: 60 km/h and a detour of 1.35."""
EARTH_M = 6_371_008.8

SHOW = """
({ form, added, moved, closed, resized, ring_m }) => {
  const { map, view } = window.utbudskarta;
  const state = Array.from(atob(view.units.state), (one) => one.charCodeAt(0));
  for (const { at } of closed) state[at] = 0;
  for (const { at } of [...moved, ...resized]) state[at] = 1;
  added.forEach(() => state.push(1));
  const change = (kind, label) => (one) => ({
    kind, id: one.id, label: `${label} ${one.name}`, lat: one.lat, lon: one.lon,
    from: null, ring_label: '20 min',
  });
  window.called = [];
  map.movable = true;
  window.refused = false;
  const told = (...move) => { window.called.push(move); return !window.refused; };
  // The page sets its own with every answer: this one stays.
  Object.defineProperty(map, 'onMoveUnit', { get: () => told, set() {}, configurable: true });
  return map.show({
    ...view,
    units: {
      state: btoa(String.fromCharCode(...state)),
      added: added.map((one) => ({ ...one, form, operator: 'own' })),
      moved: moved.map(({ at, lat, lon }) => [at, lat, lon]),
      closed: closed.map(({ at }) => at),
    },
    changes: [
      ...added.map(change('add', 'Ny:')), ...closed.map(change('close', 'Stängs:')),
      ...moved.map(change('move', 'Flyttas:')), ...resized.map(change('size', 'Växer:')),
    ],
    ring_m,
  });
}
"""


def units_in(server: Server, count: int) -> list[dict[str, Any]]:
    """Units of the first care form, well apart from each other, with position, name and place."""
    units = document(server, "units.json")
    chosen: list[int] = []
    for at, (lat, lon) in enumerate(zip(units["lat"], units["lon"], strict=True)):
        if units["form"][at] or lat is None or not (57.75 < lat < 58.4 and 12.9 < lon < 14.0):
            continue
        far = [math.hypot(lat - units["lat"][one], (lon - units["lon"][one]) / 2) for one in chosen]
        if all(one > 0.12 for one in far):
            chosen.append(at)
    assert len(chosen) >= count
    keys = ("ids", "names", "lat", "lon")
    return [
        dict(zip(("at", "id", "name", "lat", "lon"), (at, *(units[key][at] for key in keys)), strict=True))
        for at in chosen[:count]
    ]


def changed(server: Server, plan: Plan, **changes: list[dict[str, Any]]) -> None:
    """Show a scenario as the server would send it."""
    nothing: dict[str, list[dict[str, Any]]] = {"added": [], "moved": [], "closed": [], "resized": []}
    form = document(server, "units.json")["forms"][0]["key"]
    plan.page.evaluate(SHOW, {"form": form, **nothing, **changes, "ring_m": RING_M})
    plan.settled()


def new(lat: float = 58.03, lon: float = 13.58) -> dict[str, Any]:
    return {"id": "n1", "name": "enhet i Åsarp", "lat": lat, "lon": lon}


def look(plan: Plan, lat: float, lon: float, zoom: float) -> None:
    where = {"lat": lat, "lon": lon, "zoom": zoom}
    plan.page.evaluate("(where) => window.utbudskarta.map.flyTo(where)", where)
    plan.page.wait_for_timeout(150)
    plan.settled()


def called(plan: Plan) -> list[list[Any]]:
    found: list[list[Any]] = plan.page.evaluate("() => window.called")
    return found


def press_and_pull(plan: Plan, start: tuple[float, float], right: float, down: float) -> None:
    """Press with the mouse and pull; it is not let go."""
    x, y = start
    plan.page.mouse.move(x, y)
    plan.page.mouse.down()
    plan.page.mouse.move(x + right / 2, y + down / 2)
    plan.page.mouse.move(x + right, y + down)
    plan.page.wait_for_timeout(60)


def carrying(plan: Plan) -> bool:
    return plan.page.locator(".leaflet-container.is-carrying").count() == 1


def moved_away(plan: Plan, lat: float, lon: float) -> tuple[float, float]:
    """How many pixels a dropped place is from where the new unit stands, at the zoom of the map."""
    zoom = plan.stats()["zoom"]

    def world(lat: float, lon: float) -> tuple[float, float]:
        sin = math.sin(math.radians(lat))
        size = 256 * 2**zoom
        return (lon / 360 + 0.5) * size, (0.5 - math.log((1 + sin) / (1 - sin)) / (4 * math.pi)) * size

    (x0, y0), (x1, y1) = world(new()["lat"], new()["lon"]), world(lat, lon)
    return x1 - x0, y1 - y0


def test_every_kind_of_change_is_drawn_with_its_name(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    before = plan.stats()
    closed, away, larger = units_in(demo, 3)
    changed(
        demo, plan, added=[new()], closed=[closed], resized=[larger],
        moved=[{**away, "lat": away["lat"] + 0.1, "lon": away["lon"] + 0.1}],
    )  # fmt: skip
    shown = plan.stats()["changes"]
    assert [shown[kind] for kind in ("added", "closed", "moved", "resized")] == [1, 1, 1, 1]
    assert before["changes"]["plates"] == []
    look(plan, 58.1, 13.2, 9)
    plates = plan.stats()["changes"]["plates"]
    assert {plate["kind"] for plate in plates} == {"add", "close", "move", "size"}
    assert "Ny: enhet i Åsarp" in [plate["text"] for plate in plates]


def test_plates_never_lie_on_each_other_nor_over_the_edge(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    closed, *others = units_in(demo, 6)
    moved = [{**one, "lat": one["lat"] + 0.05, "lon": one["lon"] + 0.1} for one in others]
    changed(demo, plan, added=[new()], closed=[closed], moved=moved)
    stage = plan.page.locator(".leaflet-container").bounding_box()
    assert stage
    for zoom in (7.0, 8.5, 10.0, 12.0):
        look(plan, 58.03, 13.55, zoom)
        plates = plan.stats()["changes"]["plates"]
        assert plates
        for one, other in combinations(plates, 2):
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart, (one, other)
        for plate in plates:
            inside = (
                stage["x"] <= plate["x"]
                and plate["x"] + plate["width"] <= stage["x"] + stage["width"]
                and stage["y"] <= plate["y"]
                and plate["y"] + plate["height"] <= stage["y"] + stage["height"]
            )
            outside = (
                plate["x"] + plate["width"] <= stage["x"]
                or stage["x"] + stage["width"] <= plate["x"]
                or plate["y"] + plate["height"] <= stage["y"]
                or stage["y"] + stage["height"] <= plate["y"]
            )
            assert inside or outside, plate


def test_the_ring_is_true_to_scale_at_its_latitude(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    for lat in (57.4, 59.0):
        changed(demo, plan, added=[new(lat=lat)])
        look(plan, lat, 13.58, 9)
        (ring,) = plan.stats()["changes"]["rings"]
        pixels_a_metre = 256 * 2**9 / (2 * math.pi * EARTH_M * math.cos(math.radians(lat)))
        assert abs(ring["r"] - RING_M * pixels_a_metre) < 0.5
        assert abs(ring["x"] - plan.place("unit", "n1")[0]) < 1


def test_new_and_moved_units_are_found_pointed_at_and_flown_to(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    (unit,) = units_in(demo, 1)
    here = {"lat": unit["lat"] + 0.1, "lon": unit["lon"] + 0.1}
    changed(demo, plan, added=[new()], moved=[{**unit, **here}])
    for id_, name in (("n1", "enhet i Åsarp"), (unit["id"], unit["name"])):
        plan.page.evaluate("(unit) => window.utbudskarta.map.flyTo({ unit })", id_)
        plan.page.wait_for_timeout(600)
        plan.settled()
        stage = plan.page.locator(".leaflet-container").bounding_box()
        assert stage
        x, y = plan.place("unit", id_)
        assert stage["x"] < x < stage["x"] + stage["width"]
        assert stage["y"] < y < stage["y"] + stage["height"]
        assert plan.stats()["zoom"] > 10
        card = plan.hover_map("unit", id_)
        card.wait_for()
        assert name in card.inner_text()


def test_a_unit_pulled_with_the_mouse_is_moved_to_where_it_is_dropped(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    changed(demo, plan, added=[new()])
    look(plan, 58.0, 13.4, 9)
    corner = plan.place("area", AREA)
    address = plan.asked()
    press_and_pull(plan, plan.place("unit", "n1"), 60, -40)
    assert carrying(plan)
    assert called(plan) == []
    plan.page.mouse.up()
    ((id_, lat, lon),) = called(plan)
    assert id_ == "n1"
    right, down = moved_away(plan, lat, lon)
    assert abs(right - 60) < 1
    assert abs(down + 40) < 1
    assert not carrying(plan)
    assert plan.asked() == address, "what was dropped is not selected"
    assert plan.place("area", AREA) == corner, "the map stands still"


def test_only_the_sheet_of_what_moves_is_drawn_while_pulling(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    changed(demo, plan, added=[new()])
    look(plan, 58.0, 13.4, 9)
    x, y = plan.place("unit", "n1")
    press_and_pull(plan, (x, y), 20, 0)
    painted, drawn = plan.painted(), plan.stats()["changes"]["redrawn"]
    for step in range(10):
        plan.page.mouse.move(x + 20 + 4 * step, y)
        plan.page.wait_for_timeout(20)
    assert plan.stats()["changes"]["redrawn"] >= drawn + 5
    assert plan.painted() == painted
    plan.page.keyboard.press("Escape")
    plan.page.mouse.up()


def test_escape_puts_the_unit_back_and_keeps_what_is_selected(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?area={AREA}")
    changed(demo, plan, added=[new()])
    look(plan, 58.0, 13.4, 9)
    place = plan.place("unit", "n1")
    press_and_pull(plan, place, 60, 30)
    plan.page.keyboard.press("Escape")
    assert not carrying(plan)
    plan.page.mouse.up()
    plan.settled()
    assert called(plan) == []
    assert plan.place("unit", "n1") == place
    assert plan.asked()["area"] == AREA


def test_a_click_without_movement_still_selects(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    changed(demo, plan)
    unit = lonely_unit(demo, "vardcentral")
    plan.click_map("unit", unit)
    assert plan.asked()["unit"] == unit
    assert called(plan) == []


def test_the_cursor_says_what_can_be_moved(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    closed, _ = units_in(demo, 2)
    changed(demo, plan, added=[new()], closed=[closed])
    look(plan, 58.0, 13.4, 8.5)
    container = plan.page.locator(".leaflet-container")

    def cursor(id_: str) -> str:
        plan.hover_map("unit", id_).wait_for()
        return str(container.evaluate("(one) => getComputedStyle(one).cursor"))

    assert cursor("n1") == "grab"
    assert cursor(closed["id"]) == "pointer"
    plan.page.evaluate("() => { window.utbudskarta.map.movable = false; }")
    assert cursor("n1") == "pointer"


def test_units_that_may_not_be_moved_are_not(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    changed(demo, plan, added=[new()])
    look(plan, 58.0, 13.4, 9)
    plan.page.evaluate("() => { window.utbudskarta.map.movable = false; }")
    corner = plan.place("area", AREA)
    press_and_pull(plan, plan.place("unit", "n1"), 60, 0)
    plan.page.mouse.up()
    plan.settled()
    assert called(plan) == []
    assert plan.place("area", AREA) != corner, "the map is pulled instead"


def test_a_page_that_refuses_gets_the_unit_put_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    changed(demo, plan, added=[new()])
    look(plan, 58.0, 13.4, 9)
    plan.page.evaluate("() => { window.refused = true; }")
    place = plan.place("unit", "n1")
    press_and_pull(plan, place, 60, 0)
    plan.page.mouse.up()
    assert len(called(plan)) == 1
    until(lambda: plan.page.locator(".map-sheet-overlay").count() == 0, "the carried mark to be gone")
    assert plan.place("unit", "n1") == place


def test_a_finger_moves_a_unit_after_a_long_press(demo: Server, visit: Opener) -> None:
    plan = visit(demo, size=PHONE)
    changed(demo, plan, added=[new()])
    look(plan, 58.03, 13.58, 9)
    finger = plan.context.new_cdp_session(plan.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    x, y = plan.place("unit", "n1")
    corner = plan.place("area", AREA)
    touch("touchStart", (x, y))
    until(lambda: carrying(plan), "the unit to be lifted")
    for step in range(1, 6):
        touch("touchMove", (x - 10 * step, y + 4 * step))
    plan.page.wait_for_timeout(60)
    touch("touchEnd")
    ((id_, lat, lon),) = until(lambda: called(plan), "the unit to be moved")
    assert id_ == "n1"
    right, down = moved_away(plan, lat, lon)
    assert abs(right + 50) < 1
    assert abs(down - 20) < 1
    assert plan.place("area", AREA) == corner

    plan.page.evaluate("() => window.utbudskarta.map.show(window.utbudskarta.view)")
    changed(demo, plan, added=[new()])
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x - 10 * step, y))
    touch("touchEnd")
    plan.settled()
    assert called(plan) == []
    assert plan.place("area", AREA) != corner, "a quick finger pulls the map"


def test_a_place_is_picked_with_one_press(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    unit = lonely_unit(demo, "vardcentral")
    units = document(demo, "units.json")
    at = units["ids"].index(unit)
    asked = plan.asked()
    plan.page.evaluate(
        "() => { window.picked = []; window.utbudskarta.map.pick((...place) => window.picked.push(place)); }"
    )
    cursor = plan.page.locator(".leaflet-container").evaluate("(one) => getComputedStyle(one).cursor")
    assert cursor == "crosshair"
    plan.click_map("unit", unit)
    ((lat, lon),) = plan.page.evaluate("() => window.picked")
    metres_a_pixel = 2 * math.pi * EARTH_M * math.cos(math.radians(lat)) / (256 * 2 ** plan.stats()["zoom"])
    assert abs(lat - units["lat"][at]) * 111_195 < 1.5 * metres_a_pixel
    assert abs(lon - units["lon"][at]) * 111_195 * math.cos(math.radians(lat)) < 1.5 * metres_a_pixel
    assert plan.asked() == asked, "a picked place is not selected"
    plan.click_map("unit", unit)
    assert plan.page.evaluate("() => window.picked.length") == 1, "one press, one place"
    assert plan.asked()["unit"] == unit


def test_picking_is_called_off_by_escape_by_a_right_press_and_by_the_page(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, f"/?area={AREA}")
    ask = """() => window.utbudskarta.map.pick(
      (...place) => window.picked.push(place), () => window.picked.push('cancelled'))"""
    plan.page.evaluate("() => { window.picked = []; }")
    x, y = plan.place("area", AREA)
    plan.page.evaluate(ask)
    plan.page.keyboard.press("Escape")
    assert plan.page.evaluate("() => window.picked") == ["cancelled"]
    assert plan.asked()["area"] == AREA, "the first Escape calls off the picking, not the selection"
    plan.page.evaluate(ask)
    plan.page.mouse.click(x, y, button="right")
    assert plan.page.evaluate("() => window.picked") == ["cancelled", "cancelled"]
    plan.page.evaluate(ask)
    plan.page.evaluate("() => window.utbudskarta.map.unpick()")
    plan.click_map("area", AREA)
    assert plan.page.evaluate("() => window.picked.length") == 2
    assert "area" not in plan.asked(), "presses select again"
