"""A legend in one row: the breaks of the classes, and no more than the whole legend says."""

from __future__ import annotations

import pytest

from dashboard.components.brief_legend import brief_legend
from dashboard.layers import layer_of
from dashboard.layers.base import Figure, Legend, Swatch
from dashboard.layers.colours import NOTHING_KNOWN
from dashboard.words.layers import brief_title, legend_text
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.scenario.scenario import default_scenario
from tests.toy_projection import projected_toy_region


def texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    parts = part if isinstance(part, list) else [getattr(part, "children", None)]
    return [text for each in parts if each is not None for text in texts(each)]


def more_or_less(*edges: float | None, kind: str = "share") -> Legend:
    swatches = [
        Swatch({"sv": f"steg {at}", "en": f"step {at}"}, f"#00000{at}", at,
               edge=None if edge is None else Figure(edge, kind))  # type: ignore[arg-type]
        for at, edge in enumerate(edges)
    ]  # fmt: skip
    return Legend("legend.population", swatches)


@pytest.mark.parametrize(
    ("edges", "kind", "written"),
    [
        ((-0.1, 0.1, None), "share", ["−10", "+10", ""]),
        ((0.15, 0.5, None), "share", ["15", "50", ""]),
        ((-0.5, 0.5, 1000.0, None), "number", ["−0,5", "+0,5", "+1 000", ""]),
        ((10.0, 20.0, None), "minutes", ["10", "20", ""]),
    ],
)
def test_numbers_stand_between_the_colours_with_signs_where_some_are_below_nothing(
    edges: tuple[float | None, ...], kind: str, written: list[str]
) -> None:
    found = brief_legend(more_or_less(*edges, kind=kind), words("sv"))
    assert found is not None
    title, *numbers = [text.replace("\u202f", " ").replace("\xa0", " ") for text in texts(found)]
    assert numbers == written
    assert title == ("Invånare per km², %" if kind == "share" else "Invånare per km²")


def test_what_is_no_class_stands_under_the_row_where_there_is_any_of_it() -> None:
    legend = more_or_less(10.0, None, kind="minutes")
    none, some = (Swatch("legend.unknown", NOTHING_KNOWN, count) for count in (0, 3))
    may = Swatch("legend.no_access", "#123456")
    found = brief_legend(Legend(legend.title, [*legend.swatches, none, some, may]), words("sv"))
    assert texts(found)[-2:] == ["uppgift saknas", "inget utbud inom 30 min"]
    rows = [row for row in found.children if "Div" in type(row).__name__]  # type: ignore[union-attr]
    assert [row.children[1].to_plotly_json()["props"]["data-row"] for row in rows] == ["3", "4"], (
        "where in the whole legend it stands"
    )


def test_a_legend_of_names_has_no_row_of_colours() -> None:
    assert brief_legend(Legend("legend.theme", [Swatch("legend.unknown", "#000000", 1)]), words("sv")) is None


@pytest.fixture(scope="module")
def ahead() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("key", ["need", "nearest", "population", "access"])
def test_a_layer_s_breaks_are_one_fewer_than_its_classes_and_its_title_counts_nothing(
    ahead: Assessment, key: str, language: str
) -> None:
    said, legend = words(language), layer_of(ahead.region, key).legend(ahead)
    whole = legend_text(legend, said)[0]
    assert whole.endswith(said("legend.counting"))
    assert brief_title(legend, said).removesuffix(", %") == whole.removesuffix(said("legend.counting"))
    found = brief_legend(legend, said)
    assert found is not None
    bars = next(part for part in found.children if type(part).__name__ == "Ul")
    edges = [swatch.edge.value for swatch in legend.swatches if swatch.edge is not None]
    assert len(bars.children) == len(edges) + 1
    assert edges == sorted(edges)
