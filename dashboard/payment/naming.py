"""What a proposal and what it is held against are called, and what it comes to in one line."""

from __future__ import annotations

from dashboard.payment.figures import PaymentFigures
from dashboard.words.money import money, scale_of


def proposal_name(of: PaymentFigures) -> str:
    """Its own name; else that of its model, and that it is changed where it is."""
    model = of.words.of(of.offer.models[of.chosen.model].name)
    if of.name:
        return of.name
    tariff = of.chosen
    plain = not (tariff.edits or tariff.scaled or tariff.floor) and tariff.budget == "open"
    return model if plain else of.words("payment_panel.changed", model=model)


def against_words(of: PaymentFigures) -> str:
    """ "Proposal 2027 A against today"; of the current model alone, its name."""
    if of.is_as_it_was:
        return of.words.of(of.compared.name)
    today = of.chosen.against == of.offer.current
    other = of.words("payment_panel.of_today") if today else of.words.of(of.compared.name)
    return of.words("payment_panel.against", name=proposal_name(of), other=other)


def heading(of: PaymentFigures) -> str:
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
    if of.is_as_it_was:
        return words("payment_panel.as_it_is", sum=yearly(of, after))
    change = after - before
    parts = []
    if change:
        key = "payment_panel.costs" if change > 0 else "payment_panel.saves"
        parts.append(words(key, sum=money(words, abs(change), scale_of([change]))))
    elif moved:
        parts.append(words("payment_panel.same"))
    else:
        return words("payment_panel.no_difference")
    if moved:
        parts.append(words("payment_panel.moves", sum=money(words, moved, scale_of([moved]))))
    return ", ".join(parts)


def yearly(of: PaymentFigures, hundredths: int) -> str:
    """A sum with its unit and the time that it is of: "8 185,5 mkr per år"."""
    text = money(of.words, hundredths, scale_of([hundredths]))
    return f"{text} {time_of(of)}"


def time_of(of: PaymentFigures) -> str:
    """What the model's sums are of, "per år"."""
    length = {4: "year", 6: "quarter", 7: "month"}[len(of.compared.period)]
    return of.words(f"payment_panel.per_{length}")
