"""`/folj-upp/uppfoljningar`: follow-ups as officers plan them, and note what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from flask import Flask, Response, request

from dashboard.components.form_page import form_page, notice
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.followup.tabs import tab_row
from dashboard.login.current import current
from dashboard.login.gate import Gate, current_gate
from dashboard.login.identity import Identity
from dashboard.planned import acts
from dashboard.planned.checks import Entry, entry_of, read_entry
from dashboard.planned.errors import PlanningError
from dashboard.planned.rights import may_plan, plans_for
from dashboard.planned.store import Planned, planned_of, read_planned
from dashboard.planning_page.form import planning_form, wrong_links
from dashboard.planning_page.list import SHOWS, list_part, not_counted
from dashboard.records.errors import RecordsError
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.serve.publication import Publication
from dashboard.submissions.checks import Wrong
from dashboard.submissions.steps import Sent
from dashboard.submissions.store import id_of
from dashboard.unit_page.routes import (
    actor_of,
    csrf_of,
    page_language,
    shown,
    today_of,
    turned_away_from,
)
from dashboard.words.words import Words
from geodata.region.region import Region

STYLES = ("page-unit/unit.css", "page-followup/planning.css")
DONE = {"plan": "planned", "change": "changed", "remove": "removed"}
"""By what a form does: how it is confirmed."""


def register_planning(server: Flask, publication: Publication, language: str = "") -> None:
    """Serve the page, and take what is sent from it.

    Parameters
    ----------
    server : Flask
    publication : Publication
    language : {"sv", "en", ""}
        Of a page whose address names none; "" is the region's own.
    """

    @server.route(FORM_PAGES["planning"], methods=["GET", "POST"], endpoint="planning")
    def planning() -> Response:
        region = publication.current()
        assert region is not None  # answered before any route where nothing is published
        words, identity, gate = page_language(region, language), current(), current_gate()
        if gate is None or not may_plan(identity, region):
            return turned_away_from("planning", region, words, words("planning.no_role"), 403, STYLES)
        officer = _Officer(region, words, identity, gate)
        return officer.taken() if request.method == "POST" else officer.opened()


class _Officer:
    """One request of one reader who plans follow-ups."""

    def __init__(self, region: Region, words: Words, identity: Identity, gate: Gate) -> None:
        self.region, self.words, self.identity, self.gate = region, words, identity, gate
        self.units: list[str] = region.units.index[plans_for(identity, region)].tolist()

    def opened(self) -> Response:
        """The page as it stands."""
        wanted, stands, refused = request.args.get("change", ""), None, ""
        try:
            stands = self._chosen(wanted)
            refused = "unknown" if wanted and stands is None else ""
        except PlanningError as error:
            refused = error.reason
        entry = entry_of(stands) if stands else Entry(unit=request.args.get("unit", ""))
        key = f"planning.done.{request.args.get('done', '')}"
        messages: list[Markup] = []
        if refused:
            messages = [notice("error", self.words(f"planning.refused.{refused}"))]
        elif self.words.has(key):
            messages = [notice("done", self.words(key))]
        return self._shown(entry, stands, {}, messages)

    def taken(self) -> Response:
        """What a form wants, done; the page anew, in words, where it cannot be."""
        entry, do = _entry(), request.form.get("do", "")
        stands: Planned | None = None
        wrong: Mapping[str, Wrong] = {}
        try:
            stands = self._chosen(request.form.get("record", ""))
            wrong = self._done(entry, do, stands)
        except PlanningError as error:
            sentence = notice("error", error.sentence(self.words.language))
            entry = entry_of(stands) if stands and error.reason == "changed_meanwhile" else entry
            return self._shown(entry, stands, {}, [sentence], 422)
        except RecordsError as error:
            sentence = notice("error", error.sentence(self.words.language))
            return self._shown(entry, None, {}, [sentence], 503)
        if wrong:
            counted = self.words(
                "planning.wrong_one" if len(wrong) == 1 else "planning.wrong_many", count=len(wrong)
            )
            summary = notice("error", tag("strong", counted), *wrong_links(wrong, self.words))
            return self._shown(entry, stands, wrong, [summary], 422)
        show = "done" if do != "remove" and entry.done else "todo"
        query = urlencode({"show": show, "done": DONE[do]})
        address = page_href(FORM_PAGES["planning"], self.words.language, query)
        return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})

    def _done(self, entry: Entry, do: str, stands: Planned | None) -> Mapping[str, Wrong]:
        """Do what a form wants; what is wrong with it instead."""
        region, now = self.region.settings.id, self.gate.now()
        record, number = (id_of(request.form.get(name, "")) for name in ("record", "number"))
        sent = Sent(actor_of(self.identity), now, "", number)
        if do not in DONE:
            raise PlanningError("changed_meanwhile")
        if do == "remove":
            if record is None:
                raise PlanningError("unknown")
            if stands is not None:
                with self.gate.database.write() as connection:
                    acts.remove(connection, sent, region, record)
            return {}
        if do == "change" and stands is None:
            raise PlanningError("unknown")
        wanted = replace(entry, unit=stands.content.unit) if stands else entry
        content, wrong = read_entry(wanted, self.region, self.units, today_of(now), stands)
        if content is None:
            return wrong
        with self.gate.database.write() as connection:
            act = acts.change if do == "change" else acts.plan
            act(connection, sent, region, content)
        return {}

    def _chosen(self, text: str) -> Planned | None:
        """The follow-up of an address or a form; None where none is meant, or it is removed.

        Raises
        ------
        PlanningError
            If it is of a unit that the reader has nothing to do with.
        """
        record = id_of(text)
        if record is None:
            return None
        with self.gate.database.read() as connection:
            found = read_planned(connection, self.region.settings.id, record)
        if found is not None and not self._is_ours(found):
            raise PlanningError("not_yours")
        return found

    def _is_ours(self, planned: Planned) -> bool:
        """Whether it is of a unit of the reader's; of one that is gone, where the reader's limit is none."""
        unlimited = len(self.units) == len(self.region.units) and not self.region.hidden.hide_care_forms
        gone = planned.content.unit not in self.region.units.index
        return planned.content.unit in self.units or (gone and unlimited)

    def _shown(
        self,
        entry: Entry,
        stands: Planned | None,
        wrong: Mapping[str, Wrong],
        messages: Sequence[Markup],
        status: int = 200,
    ) -> Response:
        region, words, search = self.region, self.words, request.query_string.decode()
        show = request.args.get("show", "")
        show = show if show in SHOWS else SHOWS[0]
        apart = not_counted(region, self._planned(status))
        csrf = csrf_of(self.gate)
        form = planning_form(region, words, entry, wrong, self.units, stands, csrf)
        listed = list_part(region, words, show, self.units, apart, stands.id if stands else None)
        (tabs,) = markup_of(tab_row(region, words, "planning", search))
        head = tag("div", tag("h1", words("planning.title")), tabs, class_="forms-head")
        grid = tag("div", form, listed, class_="planning-grid")
        main = tag("main", head, *messages, grid, id="form-main", class_="forms-page", tabindex="-1")
        return shown(form_page(region, words, "planning", search, main, styles=STYLES), status)

    def _planned(self, status: int) -> list[Planned]:
        """What is planned of the reader's units; nothing where the database has just not answered."""
        if status == 503:
            return []
        with self.gate.database.read() as connection:
            every = planned_of(connection, self.region.settings.id)
        return [each for each in every if self._is_ours(each)]


def _entry() -> Entry:
    """The form as it was sent."""
    texts = {
        name: request.form.get(name, "").strip()
        for name in ("unit", "kind", "due", "done", "outcome", "action")
    }
    return Entry(**texts, open=request.form.get("open") == "yes")
