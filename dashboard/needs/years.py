"""How sure it is: use as it was counted, as it is projected, and the bands that it is expected within."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import Table
from dashboard.needs.axis import Axis, axis_of
from dashboard.needs.panel import NeedFigures
from dashboard.needs.twin import view_of
from dashboard.tables.needs import residents_of
from dashboard.tables.rows import heading_text
from dashboard.words.words import Words
from geodata.measures.need_years import UseOverYears, use_over_years
from geodata.needs.back_test_of_region import NO_VISITS

LEAST_APART = 11.0
"""Per cent of the height between two texts at the end of the fan."""
DASHES = 3
"""Ways to draw a variant's line; further ones begin again, and are told apart by their names."""
Points = Sequence[tuple[float, float]]


def years_view(table: Table, of: NeedFigures) -> list[Markup]:
    """A fan from the base year to the horizon, after what was counted.

    Parameters
    ----------
    table : Table
        That says the same, with rows.
    of : NeedFigures
    """
    assessment, words = of.assessment, of.words
    lines = {column.key: _points(table, column.key) for column in table.columns[1:]}
    every = [value for points in lines.values() for _, value in points]
    years = [float(id_) for id_ in table.ids]
    across = Axis(years[0], max(years[-1], years[0] + 1), 1.0)
    up = axis_of(every, steps=4)
    found = use_over_years(assessment, residents_of(of.focus), of.given)
    plot = tag(
        "div",
        _drawing(lines, across, up),
        *_marks(lines, across, up, found.years[0], words),
        *_ends(lines, up, words),
        class_="need-plot",
    )
    scale = [
        tag("span", words.count(tick), style=f"bottom:{up.at(tick):.1f}%", class_="need-tick")
        for tick in up.ticks
    ]
    below = [
        tag("span", str(year), style=f"left:{across.at(year):.1f}%", class_="need-year")
        for year in _years_named(int(years[0]), found.years)
    ]
    chart = tag(
        "div",
        tag("div", *scale, class_="need-scale"),
        plot,
        tag("div", *below, class_="need-years"),
        tag("div", *_legend(table, words), class_="need-legend"),
        class_="need-fan",
    )
    return view_of(table, chart, _notes(found, words), words)


def _points(table: Table, key: str) -> list[tuple[float, float]]:
    """Year and value where a column tells a number."""
    cells = zip(table.ids, table.values[key], strict=True)
    return [(float(year), float(cell)) for year, cell in cells if isinstance(cell, int | float)]


def _drawing(lines: Mapping[str, Points], across: Axis, up: Axis) -> Markup:
    def path(points: Points) -> str:
        return " ".join(
            f"{'L' if at else 'M'}{across.at(year):.2f} {100 - up.at(value):.2f}"
            for at, (year, value) in enumerate(points)
        )

    def band(low: str, high: str, css: str) -> Markup:
        around = [*lines[low], *reversed(lines[high])]
        return tag("path", d=f"{path(around)} Z", class_=css)

    grid = [tag("path", d=f"M0 {100 - up.at(tick):.2f} H100", class_="need-grid") for tick in up.ticks]
    others = _others(lines)
    return tag(
        "svg",
        *grid,
        band("most_low", "most_high", "need-band"),
        band("half_low", "half_high", "need-band is-half"),
        *(
            tag("path", d=path(lines[key]), class_=f"need-line is-variant {css}")
            for key, css in others.items()
        ),
        *(
            [tag("path", d=path(lines["earlier"]), class_="need-line is-earlier")]
            if "earlier" in lines
            else []
        ),
        tag("path", d=path(lines["observed"]), class_="need-line is-observed"),
        tag("path", d=path(lines["use"]), class_="need-line"),
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
    )


def _others(columns: Iterable[str]) -> dict[str, str]:
    """Columns of other variants or of futures, and how each is drawn: a future as it is in the panel."""
    variants = [key for key in columns if key.startswith("variant_")]
    futures = [key for key in columns if key.startswith("future_")]
    drawn = {key: f"is-dash-{at % DASHES}" for at, key in enumerate(variants)}
    return drawn | {key: f"is-{key.replace('_', '-')}" for key in futures}


def _marks(lines: Mapping[str, Points], across: Axis, up: Axis, base_year: int, words: Words) -> list[Markup]:
    """Dots at what was counted and told before, and the line between what was and what is to come."""
    dots = [(point, "need-dot") for point in lines["observed"]]
    dots += [(point, "need-dot is-earlier") for point in lines.get("earlier", [])[1:]]
    at = across.at(base_year)
    return [
        *(
            tag("span", style=f"left:{across.at(year):.2f}%;bottom:{up.at(value):.2f}%", class_=css)
            for (year, value), css in dots
        ),
        tag("span", style=f"left:{at:.2f}%", class_="need-now"),
        tag("span", words("needs.years.to_come"), style=f"left:{at:.2f}%", class_="need-side is-after"),
        *(
            [tag("span", words("needs.years.counted"), style=f"right:{100 - at:.2f}%", class_="need-side")]
            if at > LEAST_APART
            else []
        ),
    ]


def _ends(lines: Mapping[str, Points], up: Axis, words: Words) -> list[Markup]:
    """Three figures at the end of the fan, pushed apart where they would touch."""
    keys = ("most_low", "use", "most_high")
    at = [up.at(lines[key][-1][1]) for key in keys]
    at[0], at[2] = min(at[0], at[1] - LEAST_APART), max(at[2], at[1] + LEAST_APART)
    return [
        tag(
            "span",
            words(f"needs.years.end_{key}", count=words.count(lines[key][-1][1])),
            style=f"bottom:{place:.2f}%",
            class_="need-end is-use" if key == "use" else "need-end",
        )
        for key, place in zip(keys, at, strict=True)
    ]


def _years_named(first: int, years: Sequence[int]) -> list[int]:
    """The first year, the base year and the horizon, with those of fives between them that have room."""
    base, last = years[0], years[-1]
    ends = sorted({first, base, last})
    fives = [year for year in years if year % 5 == 0 and all(abs(year - end) > 2 for end in ends)]
    apart = [year for year in ends if year == base or abs(year - base) > 1 or len(ends) == 1]
    return sorted({*apart, *fives})


def _legend(table: Table, words: Words) -> list[Markup]:
    """What each line and band is; of a variant or a future, with where it ends."""
    found = [
        tag("span", tag("i", class_=f"need-key {css}"), words(key))
        for key, css in (("needs.years.half", "is-half"), ("needs.years.most", "is-most"))
    ]
    columns = {column.key: column for column in table.columns}
    for key, css in _others(columns).items():
        last = words.count(float(table.values[key][-1]))  # type: ignore[arg-type]
        text = words("needs.years.variant", name=heading_text(columns[key], words), count=last)
        found.append(tag("span", tag("i", class_=f"need-key {css}"), text))
    return found


def _notes(found: UseOverYears, words: Words) -> list[Markup]:
    notes: list[Markup] = []
    if found.variants:
        notes += [words("needs.years.variants_note"), " "]
    if found.futures:
        notes += [words("needs.years.futures_note"), " "]
    if found.smoothed:
        base, counted = found.use[0], found.observed[found.years[0]]
        numbers = {"base": words.count(base), "counted": words.count(counted)}
        notes += [words("needs.years.smoothed", year=str(found.years[0]), **numbers), " "]
    look = found.earlier
    if look is None or not look.observed:
        return [*notes, words(f"needs.years.untested_{found.lacking or NO_VISITS}", year=str(found.years[0]))]
    years = {"from_year": str(look.year_from), "to_year": str(look.year_to)}
    return [*notes, words("needs.years.earlier", error=words.signed(look.error, "share"), **years)]
