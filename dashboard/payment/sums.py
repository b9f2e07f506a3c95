"""The first figures of payment: the whole sum, what moves, and how many units move by much."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, option, tag
from dashboard.kpis.meta import meta_of
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.naming import time_of
from dashboard.words.kpis import kpi_about, kpi_name, kpi_source
from dashboard.words.money import money, money_apart, scale_beside, scale_of, signed
from geodata.measures.payment import MOVES, payment_measures


def sums(of: PaymentFigures) -> Markup:
    """The figures as a section; of one unit, and where nothing differs, what is paid per listed."""
    changes = of.changes_anything
    rows = [_total(of)]
    if changes and not of.focus.is_unit:
        rows.append(tag("div", _moved(of), _moving(of), class_="pay-two"))
    if not changes or of.focus.is_unit:
        rows.append(_per_listed(of))
    return tag("section", *rows, class_="family pay-sums")


def _total(of: PaymentFigures) -> Markup:
    """The whole sum, beside how much more or less it is; pressed, the map shows the difference."""
    after, before = (of.hundredths(key) or 0 for key in ("payment_after", "payment_before"))
    scale = scale_of([after, before])
    value, unit = money_apart(of.words, after, scale)
    change = signed(of.words, scale.steps(after) - scale.steps(before), scale)
    if after != before and scale.steps(after) == scale.steps(before):
        change = _small(after - before, after, of)
    beside = [tag("span", change)] if of.changes_anything else []
    shown: list[Markup] = [value, _unit(f"{unit} {time_of(of)}")]
    name = of.words("payment_panel.total")
    return _row("payment_after", shown, beside, of, press="payment_change", called=[name])


def _small(change: int, whole: int, of: PaymentFigures) -> str:
    """A difference that the sum's own scale would say is none."""
    text = money(of.words, abs(change), scale_beside(change, whole))
    return f"{'+' if change > 0 else '−'}{text}"


def _moved(of: PaymentFigures) -> Markup:
    moved = of.hundredths("payment_moved") or 0
    share = of.read("payment_moved_share").value
    value, unit = money_apart(of.words, moved, scale_beside(moved, of.hundredths("payment_after") or 0))
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
