"""Where everything of a picture stands, as the browser's map would place it; pixels of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.drawing import engine
from dashboard.drawing.boxes import Box
from dashboard.drawing.geography import Geography
from dashboard.drawing.world import Frame
from dashboard.layers.unit_signs import UnitSigns
from dashboard.map.payload import placing, sign_columns
from dashboard.map.view import View

Point = tuple[float, float]


@dataclass(frozen=True)
class UnitMark:
    """A unit that stands alone; of one that the scenario changes, which `kind` of change, else "".

    `paint` is the colour of a sign that tells a measure, `OPERATOR` of one that says who runs the unit.
    """

    unit: int
    x: float
    y: float
    r: float
    alert: bool
    shape: str
    operator: str
    kind: str
    sized: bool
    before: Point | None
    paint: str


@dataclass(frozen=True)
class Cluster:
    """Several units as one; `shape` is of their care form where they share one, else ""."""

    x: float
    y: float
    r: float
    alert: bool
    text: str
    shape: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Plate:
    """Words about a changed unit: their middle and size; `leader` where a line to them starts."""

    text: str
    x: float
    y: float
    w: float
    h: float
    size: float
    kind: str
    leader: Point | None


@dataclass(frozen=True)
class Name:
    """A name where it stands: its middle; `colour` is a token."""

    text: str
    x: float
    y: float
    weight: int
    size: float
    colour: str


@dataclass(frozen=True)
class Ribbon:
    """A flow as a path; `strength` of its colour, `gaps` what of it is drawn stronger."""

    d: str
    past: bool
    strength: float = 1.0
    gaps: str = ""


@dataclass(frozen=True)
class Rank:
    """A number of a ranking where it stands; `at` its position among those asked for, `r` its disc's radius.

    `leader` is where a line to its area ends, where it stands beside that.
    """

    at: int
    x: float
    y: float
    r: float
    leader: Point | None


@dataclass(frozen=True)
class Placed:
    """All of it; units ordered from the lowest to the topmost."""

    units: tuple[UnitMark, ...]
    clusters: tuple[Cluster, ...]
    operators_known: bool
    way_radius: float
    plates: tuple[Plate, ...]
    rings: tuple[tuple[Point, ...], ...]
    names: tuple[Name, ...]
    flows: tuple[Ribbon, ...]
    focus_flows: tuple[Ribbon, ...]
    homes: tuple[Point, ...]
    ranks: tuple[Rank, ...]


def _signs(signs: UnitSigns) -> dict[str, Any]:
    plain = sign_columns(signs)
    radii = None if signs.radii is None else signs.radii.tolist()
    return {"radii": radii, "classes": plain["classes"].tolist(), "colours": plain["colours"]}


def place(
    geo: Geography, view: View, frame: Frame, locale: str, *, meeting: bool,
    kept: Sequence[Box] = (), ranked: Sequence[int] = (),
) -> Placed:  # fmt: skip
    """Place what a view shows.

    Parameters
    ----------
    geo : Geography
    view : View
    frame : Frame
    locale : str
        That numbers are written in.
    meeting : bool
        Whether words are as large as a room needs them.
    kept : sequence of box
        Pixels where something else will lie: no words are put there.
    ranked : sequence of int
        Areas that the numbers of a ranking stand in.

    Raises
    ------
    PictureError
        As `engine.place`.
    """
    units = view.units
    question = {
        "payload": {
            **placing(view),
            "state": units.state.tolist() if units else [],
            "units": {"added": units.added, "moved": units.moved, "closed": units.closed} if units else None,
            "signs": _signs(units.signs) if units and units.signs else None,
        },
        "frame": {
            "zoom": frame.zoom, "west": frame.west, "north": frame.north,
            "width": frame.width, "height": frame.height,
        },
        "meeting": meeting, "locale": locale,
        "kept": list(kept), "ranked": list(ranked),
    }  # fmt: skip
    found: dict[str, Any] = engine.place(geo.key, geo.documents, question)
    return Placed(
        units=tuple(UnitMark(**fields) for fields in found["units"]),
        clusters=tuple(Cluster(**fields) for fields in found["clusters"]),
        operators_known=found["operators_known"],
        way_radius=found["way_radius"],
        plates=tuple(Plate(**fields) for fields in found["plates"]),
        rings=tuple(tuple(map(tuple, ring)) for ring in found["rings"]),
        names=tuple(Name(**fields) for fields in found["names"]),
        flows=tuple(Ribbon(**fields) for fields in found["flows"]),
        focus_flows=tuple(Ribbon(**fields) for fields in found["focus_flows"]),
        homes=tuple(map(tuple, found["homes"])),
        ranks=tuple(Rank(**fields) for fields in found["ranks"]),
    )
