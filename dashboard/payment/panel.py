"""Key figures of who is paid what: the sum, what moves, each part's share of the difference, and who gains."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, option, tag
from dashboard.kpis.meta import meta_of
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.groups import group_bars, group_table
from dashboard.payment.naming import against_words, heading, time_of
from dashboard.payment.part_bars import part_bars
from dashboard.payment.units import of_unit, units_short
from dashboard.payment.waterfall import waterfall
from dashboard.words.kpis import kpi_about, kpi_name, kpi_source
from dashboard.words.money import money, money_apart, scale_of, signed, unit_of
from geodata.measures.payment import MOVES, payment_measures
from geodata.measures.payment_fifths import fifth_weights, paid_by_fifth
from geodata.measures.payment_groups import paid_by_operator

MENDS = {
    "why.payment_of_all": ({"age": None}, "payment_panel.of_all"),
    "why.budget_too_small": ({"budget": None}, "payment_panel.open_budget"),
}
"""What takes away that which is in the way: address keys, and what the button says."""


def payment_head(of: PaymentFigures | None) -> tuple[str, ...]:
    """What it comes to, and which models; nothing of another question."""
    if of is None:
        return ()
    return (heading(of), "" if of.why else against_words(of))


def payment_panel(of: PaymentFigures) -> list[Markup]:
    """All figures in their sections; why there are none, and the way to some, where there are none.

    Parameters
    ----------
    of : PaymentFigures
    """
    if of.why:
        return [_nothing(of.why, of)]
    after = of.hundredths("payment_after")
    if after is None:
        return [_nothing(of.read("payment_after").why, of)]
    changes = of.changes_anything
    sums = [_total(of)]
    if changes and not of.focus.is_unit:
        sums.append(tag("div", _moved(of), _moving(of), class_="pay-two"))
    if not changes or of.focus.is_unit:
        sums.append(_per_listed(of))
    return [
        tag("section", *sums, class_="family pay-sums"),
        *(_changed(of) if changes else _as_it_is(of)),
    ]


def listed_words(of: PaymentFigures) -> str:
    """How many are listed, for the panel's foot: "Listade 2025: 1 748 302"."""
    if of.why:
        return ""
    listed = of.read("payment_listed").value
    if not listed:
        return ""
    return of.words(
        "payment_panel.listed", period=of.words.period_short(of.compared.period), count=of.words.count(listed)
    )


def _changed(of: PaymentFigures) -> list[Markup]:
    """What a tariff changes, part by part and for whom."""
    words = of.words
    unit = unit_of(words, scale_of([sum(part.before for part in of.parts)]))
    falls = _section("parts", words("payment_panel.section.falls", unit=unit), waterfall(of.parts, words))
    if of.focus.is_unit:
        return [falls, *of_unit(of)]
    groups = paid_by_operator(of.assessment, of.focus, of.given)
    names = [
        words(f"operator.{key}") if key else words("payment_panel.unknown_operator") for key in groups.keys
    ]
    who = words("payment_panel.section.operators", unit=unit)
    operators = [group_table(who, names, groups, words)]
    return [
        falls,
        *units_short(of),
        *([_section("operators", who, operators)] if len(groups.keys) > 1 else []),
        *_fifths(of, unit),
    ]


def _fifths(of: PaymentFigures, unit: str) -> list[Markup]:
    """By fifths of the people's weight, of the whole region: a part of it has too few units."""
    weights = fifth_weights(of.assessment)
    found = paid_by_fifth(of.assessment, of.focus, of.given) if of.focus.is_whole_region else None
    if found is None or not weights:
        return []
    words = of.words
    weight = words.of(of.assessment.region.settings.reimbursement.weights[weights[0]].name)
    ends = {"1": "payment_panel.lowest", "5": "payment_panel.highest", "": "payment_panel.no_weight"}
    names = [words(ends[key], weight=weight) if key in ends else key for key in found.keys]
    title = words("payment_panel.section.fifths", weight=weight, unit=unit)
    column = words("payment_panel.fifth_of", weight=weight)
    about = words("payment_panel.fifths_about", weight=weight)
    inside = [group_bars(title, column, names, found, words), tag("p", about, class_="pay-note")]
    return [_section("fifths", title, inside)]


def _as_it_is(of: PaymentFigures) -> list[Markup]:
    """What the model pays by part, and how to begin."""
    words = of.words
    unit = unit_of(words, scale_of([sum(part.after for part in of.parts)]))
    bars = [part_bars(of.parts, words)]
    title = words("payment_panel.section.parts", unit=unit)
    begin = tag("p", words("payment_panel.begin"), class_="pay-begin")
    return [_section("parts", title, bars), *(of_unit(of) if of.focus.is_unit else units_short(of)), begin]


def _section(part: str, title: str, inside: list[Markup]) -> Markup:
    """A section under its heading; `part` is what a tab of the phone shows."""
    return tag("section", tag("h2", title), *inside, class_="family", data_pay_part=part)


def _nothing(why: str, of: PaymentFigures) -> Markup:
    """The sentence that says why, and a button that undoes what is in the way."""
    undo: list[Markup] = []
    if why in MENDS:
        patch, text = MENDS[why]
        undo = [tag("button", of.words(text), type="button", class_="button", data_set=json.dumps(patch))]
    return tag("div", tag("p", of.words(why)), *undo, class_="empty")


def _total(of: PaymentFigures) -> Markup:
    """The whole sum, beside how much more or less it is; pressed, the map shows the difference."""
    after, before = (of.hundredths(key) or 0 for key in ("payment_after", "payment_before"))
    scale = scale_of([after, before])
    value, unit = money_apart(of.words, after, scale)
    change = signed(of.words, scale.steps(after) - scale.steps(before), scale)
    if after != before and scale.steps(after) == scale.steps(before):
        change = _small(after - before, of)
    beside = [tag("span", change)] if of.changes_anything else []
    return _row("payment_after", [value, _unit(f"{unit} {time_of(of)}")], beside, of, press="payment_change")


def _small(change: int, of: PaymentFigures) -> str:
    """A difference that the sum's own scale would say is none."""
    return f"{'+' if change > 0 else '−'}{money(of.words, abs(change), scale_of([change]))}"


def _moved(of: PaymentFigures) -> Markup:
    moved = of.hundredths("payment_moved") or 0
    share = of.read("payment_moved_share").value
    value, unit = money_apart(of.words, moved, scale_of([moved]))
    beside = [] if share is None else [tag("span", of.words.share(share))]
    return _row("payment_moved", [value, _unit(unit)], beside, of)


def _moving(of: PaymentFigures) -> Markup:
    """Units that move by more than 2, 5 or 10 per cent, as is chosen."""
    words = of.words
    reading = of.read(f"units_moving_{of.moves}")
    units = reading.value or 0
    beside = []
    if reading.denominator:
        beside = [tag("span", words.share(units / reading.denominator))]
    select = tag(
        "select",
        *(
            option(str(each), words("payment_panel.moves_by", limit=each), chosen=str(each) == of.moves)
            for each in MOVES
        ),
        class_="pay-moves",
        data_state="pay_moves",
        aria_label=words("payment_panel.moving"),
    )
    value = [words.count(units), _unit(words("payment_panel.units"))]
    return _row(f"units_moving_{of.moves}", value, beside, of, called=[words("payment_panel.moving"), select])


def _per_listed(of: PaymentFigures) -> Markup:
    reading = of.read("payment_per_listed")
    if reading.value is None:
        text: list[Markup] = [tag("span", of.words(reading.why), class_="missing")]
    else:
        value = round(100 * reading.value)
        text = [of.words.currency(value / 100)]
    beside = []
    change = of.read("payment_change_share").value
    if of.focus.is_unit and of.changes_anything and change is not None:
        beside = [tag("span", of.words.signed(change, "share"))]
    return _row("payment_per_listed", text, beside, of)


def _unit(text: str) -> Markup:
    return tag("span", f"\u202f{text}", class_="unit")


def _row(
    key: str,
    value: list[Markup],
    beside: list[Markup],
    of: PaymentFigures,
    *,
    press: str = "",
    called: Sequence[Markup] = (),
) -> Markup:
    """A figure with its name and what it means; where pressing it shows something on the map, that too.

    `called` stands in place of the measure's own name.
    """
    measures, words = payment_measures(of.given), of.words
    measure = measures[key]
    meta = meta_of(measure, of.assessment)
    name = kpi_name(measure, meta, words)
    mark = info_mark(
        words("ui.about", what=name), [*kpi_about(measure, meta, words)], kpi_source(meta, words)
    )
    shown = tag("span", *(called or [name]))
    label = tag("div", shown, *markup_of(mark), class_="label")
    pressed = [_press(press, name, of)] if press else []
    figure = tag("div", label, tag("div", *value, class_="figure"))
    return tag("div", *pressed, figure, tag("div", *beside, class_="against"), class_="kpi")


def _press(key: str, name: str, of: PaymentFigures) -> Markup:
    measure = payment_measures(of.given)[key]
    return tag(
        "button",
        tag("span", f"{name}: {of.words('ui.kpi_shows')}", class_="unseen"),
        type="button",
        class_="press",
        data_kpi_layer=measure.layer,
        data_kpi=measure.key,
        data_kpi_choice=json.dumps(dict(measure.choice)),
    )
