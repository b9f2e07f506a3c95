"""The draft of a decision: sentences that an officer may copy, made of the case and its figures."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.submissions.case import SOURCES, Case
from dashboard.submissions.effect import AccessEffect

type Say = Callable[..., str]
"""The catalogue of a language: a key and its blanks become a text."""


def decision_text(
    case: Case, name: str, effect: AccessEffect | None, say: Say, day: str, date: str
) -> list[str]:
    """Sentences of a draft decision, a paragraph each.

    Parameters
    ----------
    case : Case
    name : str
        Of its unit.
    effect : AccessEffect or None
    say : callable
    day, date : str
        From which it is to be in force, and what data it was counted on, as written for people.

    Returns
    -------
    list of str
    """
    draft = case.draft
    found = [say("submission.decision.heading", label=case.label or str(case.id))]
    if draft.kind == "application":
        found.append(say("submission.decision.application", name=draft.after.get("name", ""), day=day))
    else:
        what = ", ".join(
            say(f"submission.field.{field}", capacity="capacity").lower() for field in draft.after
        )
        found.append(say("submission.decision.change", unit=name, what=what, day=day))
    if effect is None:
        found.append(say("submission.decision.no_effect"))
    else:
        figures = {name: getattr(effect, name) for name in ("beyond", "within", "longer", "shorter")}
        found.append(say("submission.decision.effect", limit=effect.limit_min, date=date, **figures))
        if effect.reach:
            shared = {"reach": effect.reach, "overlap": effect.overlap}
            found.append(say("submission.decision.overlap", limit=effect.limit_min, **shared))
    source = say(f"submission.source.{draft.source}") if draft.source in SOURCES else ""
    found.append(say("submission.decision.source", source=source, comment=draft.comment))
    return found
