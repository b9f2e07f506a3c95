"""How alike people fare: the choices, the gap in one sentence, and its pictures."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.markup import Markup, tag
from dashboard.kpis.meta import meta_of
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.needs.equity_bars import equity_bars
from dashboard.needs.equity_periods import equity_periods_line
from dashboard.tables.equity import EquityChoice, equity_choice
from dashboard.words.disclosure import noise_sentence
from dashboard.words.equity import division_name, equity_sentence, notes
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.equity.offer import EquityWords, divisions_offered, measures_offered
from geodata.focus.place import Place


def equity_view(
    assessment: Assessment,
    focus: Place,
    chosen: EquityWords,
    words: Words,
    outlook: OutlookWords = USUAL,
    usual: str = "",
) -> list[Markup]:
    """A measure by fifths of need, age or sex, with what to choose, in words and in pictures.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
        Those who live there are compared.
    chosen : EquityWords
    words : Words
    outlook : OutlookWords
        For the need to come: which.
    usual : str
        The measure that stands in no address: what colours the areas.
    """
    choice = equity_choice(assessment, focus, chosen, outlook)
    found = choice.found
    sentence = equity_sentence(found, choice.by, assessment, words)
    inside: list[Markup] = [_choices(choice, assessment, words, usual)]
    if found.measure.key != choice.measure.key:
        inside.append(tag("p", words("equity.note.no_mean"), class_="equity-note"))
    if found.why:
        return [tag("section", *inside, class_="equity")]  # the rows say why there are none
    told = [
        tag("p", sentence.gap, class_="equity-gap"),
        *[tag("p", text) for text in (sentence.interval, sentence.slope) if text],
    ]
    said = notes(found, choice.by, assessment.region, words)
    if "visits" in found.measure.tables and (noise := noise_sentence(assessment.region, words)):
        said.append(noise)
    more = tag(
        "details",
        tag("summary", words("equity.how")),
        *[tag("p", text) for text in said],
        class_="equity-note",
    )
    pictures = [equity_bars(choice, assessment, words), *equity_periods_line(choice, words)]
    inside.append(tag("div", tag("div", *told, more), *pictures, class_="equity-body"))
    return [tag("section", *inside, class_="equity")]


def _choices(choice: EquityChoice, assessment: Assessment, words: Words, usual: str) -> Markup:
    region = assessment.region
    families: dict[str, list[Markup]] = {}
    for key, measure in measures_offered(region).items():
        name = kpi_name(measure, meta_of(measure, assessment), words)
        option = _option(key, name, key == choice.measure.key, key == usual)
        families.setdefault(measure.family, []).append(option)
    measures = [
        tag("optgroup", *options, label=words(f"family.{family}")) for family, options in families.items()
    ]
    ways = divisions_offered(region)
    return tag(
        "div",
        _select("equity_of", words("equity.of"), measures),
        _select(
            "equity_by",
            words("equity.by_what"),
            [_option(by, division_name(region, by, words), by == choice.by, by == ways[0]) for by in ways],
        ),
        class_="equity-choices",
    )


def _select(state: str, name: str, options: Sequence[Markup]) -> Markup:
    """A select and what it is called."""
    return tag("label", name, tag("select", *options, class_="select", data_state=state))


def _option(value: str, text: str, selected: bool, usual: bool) -> Markup:
    """An option; what is usual stands in no address."""
    attributes = {"value": "" if usual else value} | ({"selected": "selected"} if selected else {})
    return ["option", attributes, text]
