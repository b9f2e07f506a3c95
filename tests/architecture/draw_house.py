"""Draw the house: `python -m tests.architecture.draw_house` renews `docs/house.svg` and the tables beside it.

Both are made of the files as they are: floors from the import contracts, arrows from the imports, sentences
from the packages.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from tests.architecture.placing import Placing, Stop, placing
from tests.architecture.rooms import HOUSES, ROOT, Plan, read_plan, sentence_of

PICTURE = ROOT / "docs" / "house.svg"
PAGE = ROOT / "docs" / "architecture.md"
WIDTH, MARGIN, LEFT, RIGHT = 880, 16, 56, 16
FLOOR, ROOM_HEIGHT, EDGE, BETWEEN, FOOT = 60, 30, 22, 26, 40
"""Pixels: from floor to floor, of a room, inside a house, between the two, and for the words below."""
HEAD, STEEPEST = 7, 0.3
"""Length of an arrowhead; the most that a line leans where it passes between rooms."""
INK, INK_2, INK_3, LINE = "#15202b", "#3d4a57", "#566370", "#7a8793"
COLOURS = {"dashboard": ("#e4eff6", "#0b5686"), "geodata": ("#f4f2ec", "#6b5a2e")}
NAMES = {
    "dashboard": "the screen: turns answers into pages, pictures and files",
    "geodata": "the answer: knows nothing of the web",
}
KEY = "An arrow: imports. What other arrows imply is left out. A number: modules in the room."
FONT = "Inter, system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"


def drawing(plan: Plan) -> str:
    """The house as SVG."""
    widths = {room: 9.2 * len(_name(room)) + 46 for room in plan.modules}
    places = placing(plan, widths, WIDTH - 2 * MARGIN - LEFT - RIGHT)
    y = _heights(plan)
    height = y[-1] + ROOM_HEIGHT / 2 + EDGE + FOOT
    rooms = sorted((room, at) for at, floor in enumerate(plan.floors) for room in floor)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" font-family="{FONT}" role="img" aria-labelledby="name text">',
        '<title id="name">The house: rooms on floors, arrows downwards</title>',
        f'<desc id="text">{escape(_described(plan))}</desc>',
        f'<rect width="{WIDTH}" height="{height:.0f}" rx="14" fill="#ffffff"/>',
        *_houses(plan, y),
        *_lines(places, plan, y),
        *(_room(room, _x(places, (room, at)), y[at], widths[room], plan.modules[room]) for room, at in rooms),
        f'<text x="{MARGIN + 4}" y="{height - 14:.0f}" font-size="12.5" fill="{INK_2}">{KEY}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _name(room: str) -> str:
    return room.split(".")[1]


def _x(places: Placing, stop: Stop) -> float:
    return MARGIN + LEFT + places.x[stop]


def _heights(plan: Plan) -> list[float]:
    """Middle of each floor from the top."""
    heights: list[float] = []
    for at, floor in enumerate(plan.floors):
        houses = HOUSES.index(floor[0].split(".")[0])
        heights.append(MARGIN + EDGE + at * FLOOR + houses * BETWEEN + ROOM_HEIGHT / 2)
    return heights


def _houses(plan: Plan, y: list[float]) -> list[str]:
    parts = []
    for house in HOUSES:
        floors = [at for at, floor in enumerate(plan.floors) if floor[0].startswith(f"{house}.")]
        fill, ink = COLOURS[house]
        top = y[floors[0]] - ROOM_HEIGHT / 2 - EDGE
        bottom = y[floors[-1]] + ROOM_HEIGHT / 2 + EDGE
        parts.append(
            f'<rect x="{MARGIN}" y="{top:.0f}" width="{WIDTH - 2 * MARGIN}" height="{bottom - top:.0f}" '
            f'rx="12" fill="{fill}"/>'
            f'<text transform="translate({MARGIN + 29} {(top + bottom) / 2:.0f}) rotate(-90)" font-size="16" '
            f'text-anchor="middle" font-weight="700" fill="{ink}">{house}'
            f'<tspan dx="10" font-size="13" font-weight="400" fill="{INK_2}">{NAMES[house]}</tspan></text>'
        )
    return parts


def _lines(places: Placing, plan: Plan, y: list[float]) -> list[str]:
    floor_of = {room: at for at, floor in enumerate(plan.floors) for room in floor}
    half = ROOM_HEIGHT / 2
    paths, ends = [], set()
    for user, used in places.lines:
        begins, arrives = floor_of[user[0]] == user[1], floor_of[used[0]] == used[1]
        x0, x1 = _x(places, user), _x(places, used)
        lean0 = None if begins else _lean(user, places, y)
        lean1 = None if arrives else _lean(used, places, y)
        y0 = y[user[1]] + (half if lean0 is None else 0)
        y1 = y[used[1]] - (half + HEAD * arrives if lean1 is None else 0)
        reach = (y1 - y0) * (1 / 3 if lean0 and lean1 else 0.55)
        upright = "" if begins or lean0 is not None else f"M{x0:.1f} {y0 - ROOM_HEIGHT:.1f}V{y0:.1f}"
        paths.append(
            f"{upright}M{x0:.1f} {y0:.1f}C{x0 + (lean0 or 0) * reach:.1f} {y0 + reach:.1f} "
            f"{x1 - (lean1 or 0) * reach:.1f} {y1 - reach:.1f} {x1:.1f} {y1:.1f}"
        )
        if arrives:
            ends.add((x1, y1))
    heads = "".join(f"M{x - 4.5:.1f} {top:.1f}h9l-4.5 {HEAD}z" for x, top in sorted(ends))
    return [
        f'<path d="{"".join(paths)}" fill="none" stroke="{LINE}" stroke-width="1.3"/>',
        f'<path d="{heads}" fill="{LINE}"/>',
    ]


def _lean(stop: Stop, places: Placing, y: list[float]) -> float | None:
    """Sideways for each pixel down where a line passes a floor; None where it must stand upright."""
    here, above, below = y[stop[1]], y[stop[1] - 1], y[stop[1] + 1]
    x = places.x[stop]
    leans = [(x - places.x[user]) / (here - above) for user, used in places.lines if used == stop]
    leans += [(places.x[used] - x) / (below - here) for user, used in places.lines if user == stop]
    return sum(leans) / len(leans) if max(map(abs, leans)) <= STEEPEST else None


def _room(room: str, x: float, y: float, width: float, modules: int) -> str:
    _, ink = COLOURS[room.split(".")[0]]
    top = y - ROOM_HEIGHT / 2
    return (
        f'<rect x="{x - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{ROOM_HEIGHT}" rx="7" '
        f'fill="#ffffff" stroke="{ink}" stroke-width="1.2"/>'
        f'<text x="{x - width / 2 + 11:.1f}" y="{y + 4.6:.1f}" font-size="13.5" font-weight="600" '
        f'fill="{INK}">{_name(room)}</text>'
        f'<text x="{x + width / 2 - 10:.1f}" y="{y + 4.2:.1f}" font-size="11.5" text-anchor="end" '
        f'fill="{INK_3}">{modules}</text>'
    )


def _described(plan: Plan) -> str:
    floors = "; ".join(", ".join(_name(room) for room in floor) for floor in plan.floors)
    return f"Floors from the top: {floors}. A room imports rooms below it only."


def page_with_rooms(page: str, plan: Plan) -> str:
    """The page with its tables of rooms as the packages describe themselves."""
    for house in HOUSES:
        rows = [
            f"| `{_name(room)}` | {sentence_of(room)} |"
            for floor in plan.floors
            for room in floor
            if room.startswith(f"{house}.")
        ]
        table = "\n".join((f"| room of {house} | |", "|---|---|", *rows))
        marks = re.compile(rf"(<!-- rooms of {house} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = marks.sub(lambda found, table=table: f"{found[1]}\n{table}\n\n{found[2]}", page)
    return page


if __name__ == "__main__":
    now = read_plan()
    PICTURE.write_text(drawing(now), encoding="utf-8")
    PAGE.write_text(page_with_rooms(PAGE.read_text(encoding="utf-8"), now), encoding="utf-8")
    print(PICTURE.relative_to(ROOT), PAGE.relative_to(ROOT))
