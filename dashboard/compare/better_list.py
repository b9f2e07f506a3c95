"""Comparable units that do surely better: whom to call, the nearest first."""

from __future__ import annotations

from dashboard.compare.indicator_comparison import LISTED, IndicatorComparison
from dashboard.compare.words import difference_words, km_words, size_words
from dashboard.components.markup import Markup, tag
from dashboard.words.words import Words
from geodata.comparison.figures import FEWEST_COMPARED
from geodata.comparison.peers import Better


def better_list(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Ordered list of up to `LISTED` units, or a sentence on why there are none."""
    ours = comparison.question.unit
    if ours < 0:
        return _outstanding(comparison, words)
    if not comparison.judged.counted[ours]:
        return [_note("compare.better.unknown", words, least=FEWEST_COMPARED)]
    if not comparison.better:
        return [_note("compare.better.none", words, count=len(comparison.alike))]
    rows = [_row(comparison, number, peer, words) for number, peer in enumerate(comparison.nearest_better, 1)]
    more = len(comparison.better) - LISTED
    text = words("compare.better.more", count=max(more, 0))
    rest = (
        [tag("button", text, type="button", class_="link", data_set='{"show":"alike"}')] if more > 0 else []
    )
    return [tag("ol", *rows, class_="better"), *rest]


def _outstanding(comparison: IndicatorComparison, words: Words) -> list[Markup]:
    """Without a unit of ours: those that all may learn from."""
    if not comparison.numbered:
        return [
            _note(
                "compare.better.nobody" if comparison.judged.counted.any() else "compare.better.nothing",
                words,
            )
        ]
    gaps = [abs(float(comparison.figures.value[at]) - comparison.judged.mean) for at in comparison.numbered]
    rows = [
        _line(comparison, number, at, gap, [], words)
        for number, (at, gap) in enumerate(zip(comparison.numbered, gaps, strict=True), 1)
    ]
    text = words("compare.better.outstanding", count=len(comparison.outstanding))
    if comparison.definition.unit == "share":
        text = f"{text} {words('compare.better.points')}"
    return [tag("p", text, class_="about"), tag("ol", *rows, class_="better")]


def _row(comparison: IndicatorComparison, number: int, peer: Better, words: Words) -> Markup:
    return _line(comparison, number, peer.unit, peer.gap, [km_words(peer.km, words)], words)


def _line(
    comparison: IndicatorComparison, number: int, at: int, size_of_gap: float, facts: list[str], words: Words
) -> Markup:
    region = comparison.assessment.region
    unit = region.units.iloc[at]
    size = comparison.profiles.size[at]
    if size == size:  # not NaN
        facts.append(f"{words.count(size)} {words.inside(size_words(comparison, words))}")
    value = words.measure(float(comparison.figures.value[at]), comparison.definition.unit)
    gap = size_of_gap if comparison.higher_is_better else -size_of_gap
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
                data_pick=comparison.ids[at],
                aria_pressed="true" if at in comparison.question.picked else "false",
            ),
            tag("p", " · ".join(facts), " · ", _contact(str(unit["phone"]), str(unit["url"]), words)),
        ),
        tag(
            "div",
            tag("strong", value),
            tag("span", f"{arrow} {difference_words(gap, comparison.definition, words)}", class_="is-better"),
            class_="figures",
        ),
    )


def _contact(phone: str, url: str, words: Words) -> Markup:
    if phone:
        digits = "".join(letter for letter in phone if letter.isdigit() or letter == "+")
        return tag("a", phone, href=f"tel:{digits}")
    if url.startswith(("http://", "https://")):
        return tag("a", words("compare.better.site"), href=url, rel="noopener")
    return tag("span", words("compare.better.no_contact"), class_="missing")


def _note(key: str, words: Words, **values: object) -> Markup:
    return tag("p", words(key, **values), class_="note")
