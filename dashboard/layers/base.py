"""What a map layer is: one question, drawn and tabulated from one assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.place import Place

Kind = Literal[
    "text", "count", "number", "share", "minutes", "change", "currency", "index", "mixed", "flag", "date",
    "list", "rules", "operator", "price", "money",
]  # fmt: skip
NUMBERS: tuple[Kind, ...] = ("count", "number", "share", "minutes", "change", "currency", "index", "price")
"""Kinds that are numbers; "change" is minutes more or less, "price" as many decimals as it has."""
MIXED: Kind = "mixed"
"""Each row's figure in words, in a unit of its own: there is no order to sort them in."""


@dataclass(frozen=True)
class Figure:
    """A value in a text's blank, to be written as its kind."""

    value: float
    kind: Kind


class Phrase(str):
    """A table's cell that is a catalogue key rather than data: unknown residence, for one."""

    __slots__ = ()


class SidedText(str):
    """A table's cell in words, with the side that it speaks for: "is-better", "is-worse" or ""."""

    __slots__ = ("css",)
    css: str

    def __new__(cls, text: str, css: str) -> SidedText:
        """The text, which is what is read; `css` only colours it."""
        found = super().__new__(cls, text)
        found.css = css
        return found


@dataclass(frozen=True)
class Swatch:
    """One row of a legend, from the same breaks as the map's colours."""

    label: str | Text  # catalogue key, or words from the region's settings
    colour: str  # "#rrggbb"; "" for a row that has a `symbol` instead
    count: int | None = None  # areas (or units, flows) in it
    values: Mapping[str, object] = field(default_factory=dict)  # for the catalogue key's blanks
    symbol: str = ""  # name of a drawn sign: "circle-own", "square-choice", "flow", "past", "alert"
    radius: float = 0.0  # pixels of a symbol "size": as large as on the map
    edge: Figure | None = None  # of a class of one measure: where it ends and the next one begins


@dataclass(frozen=True)
class Legend:
    """What the colours, shapes or widths of a layer mean."""

    title: str  # catalogue key
    swatches: Sequence[Swatch]
    note: str = ""  # catalogue key; why there is nothing to show, or how to read it
    values: Mapping[str, object] = field(default_factory=dict)  # for the blanks of title and note


@dataclass(frozen=True)
class Column:
    """One column of a table: its key, heading (catalogue key or words) and kind of value."""

    key: str
    heading: str | Text
    kind: Kind
    better: Literal["higher", "lower", ""] = ""
    bar: bool = False  # with a bar beside the number, as long as the value
    folded: bool = False  # seen on the page only where the whole table is open; in every file
    options: Sequence[str] = ()  # of kind "rules": all that a row may name, in their order
    signed: bool = False  # a difference: on the page with its sign, and a triangle up or down
    thousands: bool = False  # of kind "currency": on the page in thousands, which the heading says


RowKind = Literal["area", "unit", "zone", "flow", "municipality", "kpi"]
Cells = NDArray[np.generic] | Sequence[object]
"""What a column holds: one value a row."""


@dataclass(frozen=True, eq=False)
class Table:
    """A layer's equal in text: the same rows as on the map.

    `row_kind` says what pressing a row selects, unless `targets` does: address key and id of each row,
    "" for nothing. `values[column.key]` is an array of len(ids). `places` are ends of flows that are neither
    an area nor a unit, in the region's CRS. `between` is a catalogue key, of a table whose first and last
    rows are its news: those that the page has no room for are counted between them.
    """

    title: str  # catalogue key
    row_kind: RowKind
    ids: Sequence[str]
    columns: Sequence[Column]
    values: Mapping[str, Cells]
    empty: str = ""  # catalogue key: why there are no rows
    targets: Sequence[tuple[str, str]] | None = None
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    between: str = ""


@dataclass(frozen=True, eq=False)
class Fill:
    """Colours of all areas: one small number an area."""

    classes: NDArray[np.uint8]  # shape (areas,)
    colours: Sequence[str]  # colour of each class; "" draws nothing
    hatched: Sequence[int] = ()  # classes drawn hatched: nothing known
    uncertain: Sequence[
        int
    ] = ()  # classes drawn in their colour with lines over: it may as well be otherwise


class Layer(Protocol):
    """One layer of the map."""

    @property
    def key(self) -> str:
        """Also the catalogue's `layer.<key>.name`, `.about` and `.table`."""

    @property
    def style(self) -> Literal["fill", "outline", "flows", "units"]:
        """How the browser draws it."""

    def available(self, assessment: Assessment) -> bool:
        """Whether the region has what this layer shows."""

    def values(self, assessment: Assessment, focus: Place) -> Fill | Mapping[str, object]:
        """What the browser needs to draw it."""

    def legend(self, assessment: Assessment) -> Legend:
        """What its colours mean."""

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """The same in text."""


@runtime_checkable
class OverYears(Layer, Protocol):
    """A layer of one year among several to come, in the same colours with the same breaks in all of them.

    Its colours do not depend on what is in focus.
    """

    def __hash__(self) -> int:
        """Layers that are equal show the same, so that it is worked out once."""

    def years(self, assessment: Assessment) -> Sequence[int]:
        """Those that it can show, ascending, some forty at most; none where it shows nothing."""

    def year(self, assessment: Assessment) -> int:
        """The one that it shows."""

    def of_year(self, year: int | None) -> OverYears:
        """The same of another; None is the usual one."""
