"""Comparable units that do surely better: whom to call, the nearest first."""

from __future__ import annotations

from dashboard.compare.standing import TOLD, Standing
from dashboard.compare.words import gap_words, km_words
from dashboard.components.markup import Markup, tag
from dashboard.words.words import Words
from geodata.comparison.peers import Better


def better_list(it: Standing, words: Words) -> list[Markup]:
    """An ordered list of up to `TOLD`, or the sentence that says why there is none."""
    ours = it.asked.unit
    if ours < 0:
        return _outstanding(it, words)
    if not it.figures.counted[ours]:
        return [_note("compare.better.unknown", words)]
    if not it.better:
        return [_note("compare.better.none", words, count=len(it.alike))]
    rows = [_row(it, number, one, words) for number, one in enumerate(it.nearest_better, 1)]
    more = len(it.better) - TOLD
    text = words("compare.better.more", count=max(more, 0))
    rest = (
        [tag("button", text, type="button", class_="link", data_set='{"show":"alike"}')] if more > 0 else []
    )
    return [tag("ol", *rows, class_="better"), *rest]


def _outstanding(it: Standing, words: Words) -> list[Markup]:
    """Without a unit of ours: those that all may learn from."""
    if not it.numbered:
        return [
            _note("compare.better.nobody" if it.figures.counted.any() else "compare.better.nothing", words)
        ]
    gaps = [abs(float(it.figures.value[at]) - it.figures.mean) for at in it.numbered]
    rows = [
        _line(it, number, at, gap, [], words)
        for number, (at, gap) in enumerate(zip(it.numbered, gaps, strict=True), 1)
    ]
    said = words("compare.better.outstanding", count=len(it.outstanding))
    return [tag("p", said, class_="about"), tag("ol", *rows, class_="better")]


def _row(it: Standing, number: int, one: Better, words: Words) -> Markup:
    return _line(it, number, one.unit, one.gap, [km_words(one.km, words)], words)


def _line(it: Standing, number: int, at: int, size_of_gap: float, facts: list[str], words: Words) -> Markup:
    region = it.assessment.region
    unit = region.units.iloc[at]
    form = region.settings.care_forms[it.assessment.scenario.care_form]
    size = it.profiles.size[at]
    if size == size:  # not NaN
        facts.append(f"{words.count(size)} {words.inside(form.visits_name)}")
    value = words.measure(float(it.figures.value[at]), it.definition.unit)
    gap = size_of_gap if it.higher_is_better else -size_of_gap
    arrow = "▲" if gap > 0 else "▼"
    return tag(
        "li",
        tag("span", str(number), class_="badge", aria_hidden="true"),
        tag(
            "div",
            tag(
                "button",
                str(unit["name"]),
                type="button",
                class_="name",
                data_pick=it.ids[at],
                aria_pressed="true" if at in it.asked.picked else "false",
            ),
            tag("p", " · ".join(facts), " · ", _contact(str(unit["phone"]), str(unit["url"]), words)),
        ),
        tag(
            "div",
            tag("strong", value),
            tag("span", f"{arrow} {gap_words(gap, it.definition, words)}", class_="is-better"),
            class_="figures",
        ),
    )


def _contact(phone: str, url: str, words: Words) -> Markup:
    if phone:
        return tag("a", phone, href=f"tel:{''.join(one for one in phone if one.isdigit() or one == '+')}")
    if url.startswith(("http://", "https://")):
        return tag("a", words("compare.better.site"), href=url, rel="noopener")
    return tag("span", words("compare.better.no_contact"), class_="missing")


def _note(key: str, words: Words, **values: object) -> Markup:
    return tag("p", words(key, **values), class_="note")
