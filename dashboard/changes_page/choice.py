"""Which cases of Ändringar are listed, and in which order: what the address says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.submissions.case import Case
from dashboard.submissions.effect import changes_of
from dashboard.submissions.overlay import conflicts_of
from dashboard.submissions.states import Status
from geodata.region.region import Region

SHOWS: Mapping[str, Sequence[Status]] = {
    "waiting": ("submitted", "approved"),
    "planned": ("scheduled",),
    "done": ("in_force", "withdrawn", "returned"),
}
SORTS = ("oldest", "newest", "soonest")
"""By the day of handing in, and by the day from which it is in force."""
KINDS = ("", "travel", "capacity", "facts", "application")
"""What a case changes; "" is all."""


@dataclass(frozen=True)
class Choice:
    """What is listed.

    Attributes
    ----------
    show : str
        Group, out of `SHOWS`.
    sort : str
        Out of `SORTS`.
    kind : str
        Out of `KINDS`.
    """

    show: str = "waiting"
    sort: str = SORTS[0]
    kind: str = ""

    @staticmethod
    def of(record: Mapping[str, str]) -> Choice:
        """What an address chooses; what is usual where it names none, or one that there is not."""
        wanted = {"show": tuple(SHOWS), "sort": SORTS, "kind": KINDS}
        return Choice(
            **{key: record[key] for key, known in wanted.items() if record.get(key, known[0]) in known[1:]}
        )

    def href(self, language: str, case: Case | None = None, **more: str) -> str:
        """Address of the same choice, or of one case in it."""
        unusual = {key: value for key, value in (("sort", self.sort), ("kind", self.kind)) if value}
        unusual = {key: value for key, value in unusual.items() if value != SORTS[0]}
        query = {"show": self.show, **unusual, **({"case": str(case.id)} if case else {}), **more}
        return page_href(FORM_PAGES["changes"], language, urlencode(query))

    def listed(self, cases: Sequence[Case], region: Region) -> list[Case]:
        """Those that are chosen, in order."""
        found = [
            case for case in cases if group_of(case, region) == self.show and self.kind in ("", kind_of(case))
        ]
        if self.sort == "soonest":
            return sorted(found, key=lambda case: (case.draft.effective or date.max, case.id))
        ordered = sorted(found, key=lambda case: (case.submitted_at is None, case.submitted_at, case.id))
        return ordered[::-1] if self.sort == "newest" else ordered


def group_of(case: Case, region: Region) -> str:
    """Which of `SHOWS` a case stands in; one whose source has changed waits. "" of a draft."""
    if conflicts_of(case, region.overlay) and case.status in ("scheduled", "in_force"):
        return "waiting"
    return next((key for key, statuses in SHOWS.items() if case.status in statuses), "")


def kind_of(case: Case) -> str:
    """Which of `KINDS` a case is: the one that weighs most where it changes several things."""
    if case.draft.kind == "application":
        return "application"
    kinds = {change.kind for change in changes_of(case.draft)}
    return "travel" if kinds & {"add", "move", "close"} else "capacity" if "size" in kinds else "facts"
