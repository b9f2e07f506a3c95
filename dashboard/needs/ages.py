"""Ages: residents today and at the horizon as a pyramid, women on one side and men on the other."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import Table
from dashboard.needs.axis import Axis, axis_of
from dashboard.needs.panel import NeedFigures
from dashboard.needs.twin import view_of
from dashboard.tables.needs import residents_of
from dashboard.words.words import Words
from geodata.measures.need_ages import Pyramid, pyramid

FEW = 8
"""Classes that have room for wider bars."""


def ages_view(table: Table, of: NeedFigures) -> list[Markup]:
    """A pyramid: the base year filled, the horizon outlined, the oldest on top.

    Parameters
    ----------
    table : Table
        That says the same, with rows.
    of : NeedFigures
    """
    assessment, words = of.assessment, of.words
    found = pyramid(assessment, residents_of(of.focus), of.given)
    keys = [column.key for column in table.columns[1:]]
    sides = [(keys[at], keys[at + 1]) for at in range(0, len(keys), 2)]
    axis = axis_of([float(max(table.values[key])) for key in keys], steps=3, whole=True)
    shape = {"is-single": len(sides) == 1, "is-few": len(table.ids) <= FEW}
    chart = tag(
        "div",
        *_heads(sides, words),
        *(part for at in reversed(range(len(table.ids))) for part in _row(table, at, sides, axis)),
        *_scale(sides, axis, words),
        class_=" ".join(["need-pyramid", *(css for css, holds in shape.items() if holds)]),
    )
    return view_of(table, chart, _notes(found, words), words)


def _heads(sides: list[tuple[str, str]], words: Words) -> list[Markup]:
    names = [tag("b", words(f"needs.ages.{now.removesuffix('_now')}")) for now, _ in sides]
    middle = tag("span")
    return [names[0], middle, names[1]] if len(sides) == 2 else [middle, names[0]]


def _row(table: Table, at: int, sides: list[tuple[str, str]], axis: Axis) -> list[Markup]:
    name = tag("span", str(table.values["age"][at]), class_="need-age")
    bars = [
        tag(
            "span",
            tag("i", class_="is-now", style=f"width:{axis.at(float(table.values[now][at])):.2f}%"),  # type: ignore[arg-type]
            tag("i", class_="is-then", style=f"width:{axis.at(float(table.values[then][at])):.2f}%"),  # type: ignore[arg-type]
            class_="need-side-bar is-left" if at_side == 0 and len(sides) == 2 else "need-side-bar",
        )
        for at_side, (now, then) in enumerate(sides)
    ]
    return [bars[0], name, bars[1]] if len(sides) == 2 else [name, bars[0]]


def _scale(sides: list[tuple[str, str]], axis: Axis, words: Words) -> list[Markup]:
    def side(*, left: bool) -> Markup:
        ends = [
            tag("span", words.count(tick), style=f"{'right' if left else 'left'}:{axis.at(tick):.1f}%")
            for tick in axis.ticks[1:]
        ]
        return tag("span", *ends, class_="need-persons is-left" if left else "need-persons")

    middle = tag("span")
    return [side(left=True), middle, side(left=False)] if len(sides) == 2 else [middle, side(left=False)]


def _notes(found: Pyramid, words: Words) -> list[Markup]:
    now, then = (str(year) for year in found.years)
    notes: list[Markup] = [
        tag(
            "span", tag("i", class_="need-key is-now"), words("needs.ages.now", year=now), class_="need-says"
        ),
        tag(
            "span",
            tag("i", class_="need-key is-then"),
            words("needs.ages.then", year=then),
            class_="need-says",
        ),
    ]
    more = found.more_old
    notes.append(words("needs.ages.old", more=words.signed(more, "count")) if more is not None else "")
    widths = {end - begin for begin, end in zip(found.ages, found.ages[1:], strict=False)}
    return [*notes, " ", words("needs.ages.wide")] if len(widths) > 1 else notes
