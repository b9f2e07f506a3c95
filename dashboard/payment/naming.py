"""What a proposal and what it is held against are called, and what it comes to in one line."""

from __future__ import annotations

from dashboard.payment.figures import PaymentFigures
from dashboard.words.money import difference_of, money, scale_beside, scale_of
from dashboard.words.tariff import effect_words, model_name, tariff_name
from geodata.measures.reform_of_units import effect_of


def against_words(of: PaymentFigures) -> str:
    """Which tariff is held against which, as "Proposal 2027 A against today"; of one alone, its name."""
    words, offer, tariff = of.words, of.offer, of.chosen
    name = tariff_name(offer, tariff, of.name, words)
    if of.is_as_it_was:
        return name
    today = tariff.against == offer.current
    other = words("payment_panel.of_today") if today else model_name(offer, tariff.against, words)
    return words("payment_panel.against", name=name, other=other)


def heading(of: PaymentFigures) -> str:
    """What it comes to; of another effect than the model's own, after what it comes of."""
    effect = effect_of(of.given)
    if not effect or of.why:
        return _heading(of)
    change = _heading(of)
    return of.words(
        "payment_after.with_effect",
        effect=effect_words(effect, of.words),
        change=change[:1].lower() + change[1:],
    )


def _heading(of: PaymentFigures) -> str:
    """What it comes to: the same sum, what it costs more or saves, and what moves between units.

    A difference is told in a scale of its own, so that no sum that changes is told as the same.
    """
    words = of.words
    if of.why:
        return words("payment_panel.nothing")
    before, after, moved = (
        of.hundredths(key) for key in ("payment_before", "payment_after", "payment_moved")
    )
    if before is None or after is None or moved is None:
        return words("payment_panel.nothing")
    if of.is_as_it_was and not effect_of(of.given):
        return words("payment_panel.as_it_is", sum=yearly(of, after))
    change = after - before
    parts = []
    if change:
        key = "payment_panel.costs" if change > 0 else "payment_panel.saves"
        parts.append(words(key, sum=difference_words(of, before, after)))
    elif moved:
        parts.append(words("payment_panel.same"))
    else:
        return words("payment_panel.no_difference")
    if moved:
        parts.append(words("payment_panel.moves", sum=money(words, moved, scale_beside(moved, after))))
    return ", ".join(parts)


def difference_words(of: PaymentFigures, before: int, after: int) -> str:
    """How much two sums differ, without a sign and with the unit: what the waterfall has between them."""
    steps, scale = difference_of(before, after)
    exact = abs(after - before)
    return money(of.words, abs(steps) * scale.step if steps else exact, scale)


def yearly(of: PaymentFigures, hundredths: int) -> str:
    """A sum with its unit and the time that it is of: "8 185,5 mkr per år"."""
    text = money(of.words, hundredths, scale_of([hundredths]))
    return f"{text} {time_of(of)}"


def time_of(of: PaymentFigures) -> str:
    """What the model's sums are of, "per år"."""
    length = {4: "year", 6: "quarter", 7: "month"}[len(of.compared.period)]
    return of.words(f"payment_panel.per_{length}")
