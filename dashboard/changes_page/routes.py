"""`/folj-upp/andringar`: cases as officers see and decide them, and the map of each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask, Response, abort, request
from sqlalchemy import Connection, select

from dashboard.changes_page.case_parts import CaseView
from dashboard.changes_page.choice import Choice, group_of
from dashboard.changes_page.map import change_map
from dashboard.changes_page.page import STYLES, changes_page
from dashboard.changes_page.queue import case_name, waiting_count
from dashboard.components.markup import Markup, markup_of
from dashboard.followup.tabs import tab_row
from dashboard.login.current import current
from dashboard.login.gate import Gate, current_gate
from dashboard.login.identity import Identity
from dashboard.login.waiting import Waiting, add_waiting
from dashboard.records.audit import append
from dashboard.records.errors import RecordsError
from dashboard.records.schema import accounts as account_table
from dashboard.serve.links import FORM_PAGES
from dashboard.serve.publication import Publication
from dashboard.submissions import steps
from dashboard.submissions.at_once import AtOnce
from dashboard.submissions.case import Case
from dashboard.submissions.checks import wrong_fields
from dashboard.submissions.effect import changes_of, effect_decided, effect_of
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.files import files_of
from dashboard.submissions.overlay import conflicts_of, due
from dashboard.submissions.persons import accounts_of_person
from dashboard.submissions.states import DECIDERS
from dashboard.submissions.steps import Sent
from dashboard.submissions.store import cases_of, id_of, read_case
from dashboard.submissions.viability import KEY, viability_decided, viability_of
from dashboard.unit_page.files import given_file
from dashboard.unit_page.routes import (
    actor_of,
    csrf_of,
    page_language,
    shown,
    today_of,
    turned_away_from,
)
from dashboard.words.words import LANGUAGES, Words
from geodata.region.region import Region

DONE = {"approve": "approved", "return": "returned", "keep": "kept", "yield": "yielded"}


def register_changes(
    server: Flask, publication: Publication, language: str = "", at_once: AtOnce | None = None
) -> None:
    """Serve the page and its maps, and take decisions.

    Parameters
    ----------
    server : Flask
    publication : Publication
    language : {"sv", "en", ""}
        Of a page whose address names none; "" is the region's own.
    at_once : AtOnce, optional
        How what is in force from today is published; a timer does where there is none.
    """

    @server.route(FORM_PAGES["changes"], methods=["GET", "POST"], endpoint="changes")
    def changes() -> Response:
        region = publication.current()
        assert region is not None  # answered before any route where nothing is published
        words, identity, gate = page_language(region, language), current(), current_gate()
        search = request.query_string.decode()
        if gate is None or not may_decide(identity):
            return turned_away_from("changes", region, words, words("changes.no_role"), 403, STYLES)
        officer = _Officer(region, words, identity, gate, search, at_once)
        return officer.decided() if request.method == "POST" else officer.opened()

    def shown_case(case_id: int, region: Region | None) -> tuple[Gate, Identity, Case]:
        """A case that whoever asks may see; 404 for anybody else, as where there is none."""
        gate, identity = current_gate(), current()
        if region is None or gate is None or not may_decide(identity):
            abort(404)
        try:
            with gate.database.read() as connection:
                case = read_case(connection, case_id)
        except SubmissionError:
            abort(404)
        if case.status == "draft" or not sees(identity, region, case):
            abort(404)
        return gate, identity, case

    @server.get(f"{FORM_PAGES['changes']}/<int:case_id>/bilagor/<int:file_id>", endpoint="changes_file")
    def changes_file(case_id: int, file_id: int) -> Response:
        gate, identity, case = shown_case(case_id, publication.current())
        return given_file(gate, identity, case, file_id)

    @server.get(f"{FORM_PAGES['changes']}/<int:case_id>/<version>.svg", endpoint="changes_map")
    def changes_map(case_id: int, version: str) -> Response:
        region = publication.region_for(version)
        _, _, case = shown_case(case_id, region)
        assert region is not None  # else there was no case to show
        wanted = request.args.get("lang", "")
        drawn = change_map(region, case.draft, wanted if wanted in LANGUAGES else "sv")
        if drawn is None:
            abort(404)
        answer = Response(drawn, mimetype="image/svg+xml")
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def waiting(identity: Identity) -> Sequence[Waiting]:
        region, gate = publication.current(), current_gate()
        if region is None or gate is None or not may_decide(identity):
            return ()
        with gate.database.read() as connection:
            cases = [
                each for each in cases_of(connection, region.settings.id) if sees(identity, region, each)
            ]
            accounts = accounts_of_person(connection, identity.id)
        count = waiting_count(cases, region, accounts)
        return (Waiting("changes", "ui.waits_for_me", count, FORM_PAGES["changes"]),) if count else ()

    add_waiting(server, waiting)


def may_decide(identity: Identity) -> bool:
    """Whether somebody decides cases."""
    return identity.is_logged_in and identity.role in DECIDERS


def sees(identity: Identity, region: Region, case: Case) -> bool:
    """Whether a case is within what somebody is limited to."""
    audience, draft = identity.audience, case.draft
    if audience.care_forms and draft.care_form not in audience.care_forms:
        return False
    if audience.organisations or audience.units:
        return draft.organisation in audience.organisations or draft.unit in audience.units
    return set(region.settings.access.of(identity.role).scope) <= {"care_forms"} or bool(audience.care_forms)


class _Officer:
    """One request of one reader who decides."""

    def __init__(
        self, region: Region, words: Words, identity: Identity, gate: Gate, search: str,
        at_once: AtOnce | None = None,
    ) -> None:  # fmt: skip
        self.region, self.words, self.identity, self.gate, self.search = region, words, identity, gate, search
        self.at_once = at_once
        self.choice = Choice.of(request.args)

    def opened(self) -> Response:
        """The page as it stands."""
        done = request.args.get("done", "")
        confirmation = self.words(f"changes.done.{done}") if self.words.has(f"changes.done.{done}") else ""
        return self._shown([("done", confirmation)] if confirmation else [])

    def decided(self) -> Response:
        """What a form decides, done; the page anew, in words, where it cannot be."""
        do = request.form.get("do", "")
        try:
            case = self._done(do)
        except SubmissionError as error:
            return self._shown([("error", error.sentence(self.words.language))], 422)
        except RecordsError as error:
            return self._shown([("error", error.sentence(self.words.language))], 503)
        self._publish(case, do)
        show = group_of(case, self.region) or "waiting"
        address = replace(self.choice, show=show).href(self.words.language, case, done=DONE[do])
        return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})

    def _publish(self, case: Case, do: str) -> None:
        """Let what is in force from today be published now, by a process of its own."""
        today = today_of(self.gate.now())
        begun = do in ("keep", "yield") or bool(due([case], today))
        if begun and self.at_once is not None and self.at_once.may_publish(self.region):
            self.at_once.start()

    def _publishing(self, case: Case) -> str:
        """How it stands with the publication of a case whose day has come."""
        if not due([case], today_of(self.gate.now())) or conflicts_of(case, self.region.overlay):
            return ""
        state = "off" if self.at_once is None else self.at_once.state(self.region)
        begun = state == "idle" and request.args.get("done", "") in DONE.values()
        return "running" if begun or state == "running" else "failed" if state == "failed" else "later"

    def _done(self, do: str) -> Case:
        form = request.form
        case_id, number = id_of(form.get("case", "")), id_of(form.get("number", ""))
        token = form.get("token", "")[:60]
        if do not in DONE or not token or case_id is None or number is None:
            raise SubmissionError("unknown")
        sent = Sent(actor_of(self.identity), self.gate.now(), token, number)
        reason = form.get("reason", "")[:2000]
        with self.gate.database.read() as connection:
            case = read_case(connection, case_id)
        if case.status == "draft" or not sees(self.identity, self.region, case):
            raise SubmissionError("unknown")
        if do == "approve":
            return self._approved(sent, case)
        with self.gate.database.write() as connection:
            if do == "return":
                return steps.send_back(connection, sent, case.id, reason)
            if do == "yield":
                return steps.give_way(connection, sent, case.id, reason)
            found = conflicts_of(case, self.region.overlay)
            return steps.keep(connection, sent, case.id, found, reason)

    def _approved(self, sent: Sent, case: Case) -> Case:
        """Worked out before the database is written to: nobody waits for it."""
        try:
            effective = date.fromisoformat(request.form.get("effective", ""))
        except ValueError:
            effective = date.min
        today = today_of(sent.now)
        if effective < today or wrong_fields(self.region, replace(case.draft, effective=effective), today):
            raise SubmissionError("wrong")  # what was right when it was sent may not be any more
        effect = effect_of(self.region, case.draft)
        uncounted = bool(changes_of(case.draft))  # supply that changes nobody can say what for
        beyond = effect.beyond if effect else None if uncounted else 0
        details: dict[str, Any] = {"version": self.region.version}
        if effect is not None:
            details = effect.details(self.region.version)
        if (others := viability_of(self.region, case.draft)) is not None:
            details[KEY] = others.details()
        above = self.region.settings.unit_facts.second_approver_above
        with self.gate.database.write() as connection:
            return steps.approve(connection, sent, case.id, effective, beyond, above, details)

    def _shown(self, messages: Sequence[tuple[str, str]], status: int = 200) -> Response:
        region, words = self.region, self.words
        with self.gate.database.read() as connection:
            found = cases_of(connection, region.settings.id)
            names = _names(connection)
            accounts = accounts_of_person(connection, self.identity.id)
        cases = [each for each in found if each.status != "draft" and sees(self.identity, region, each)]
        listed = self.choice.listed(cases, region)
        wanted = request.values.get("case", "")
        case = next((each for each in cases if str(each.id) == wanted), listed[0] if listed else None)
        view = self._view(case, names, accounts) if case else None
        if case is not None and request.method == "GET":
            self._note_reading(case)
        tabs = _tabs(region, words, self.search)
        today = today_of(self.gate.now())
        page = changes_page(region, words, self.search, cases, self.choice, view, today, tabs, messages)
        return shown(page, status)

    def _note_reading(self, case: Case) -> None:
        """What is not public is not read without a line in the audit."""
        actor = actor_of(self.identity)
        with self.gate.database.write() as connection:
            subject = f"case {case.label} unit {case.unit_id}"
            append(connection, actor.name, actor.role, "case-read", subject, {}, self.gate.now())

    def _view(self, case: Case, names: dict[int, str], accounts: frozenset[int]) -> CaseView:
        with self.gate.database.read() as connection:
            files = files_of(connection, case.id)
        fields = {
            "csrf": csrf_of(self.gate),
            "token": secrets.token_urlsafe(16),
            "case": str(case.id),
            "number": str(case.number),
        }
        decided, now = effect_decided(case), effect_of(self.region, case.draft)
        drawn = now is not None and (decided is None or now.longer + now.shorter > 0)
        return CaseView(
            case, case_name(case, self.region, self.words), decided or now, self.region,
            self.words, accounts, names, fields, self.choice.href(self.words.language, case),
            decided is not None, drawn, files,
            viability_decided(case) or viability_of(self.region, case.draft), self._publishing(case),
            self.at_once is not None and self.at_once.may_publish(self.region),
        )  # fmt: skip


def _tabs(region: Region, words: Words, search: str) -> Markup:
    (row,) = markup_of(tab_row(region, words, "changes", search))
    return row


def _names(connection: Connection) -> dict[int, str]:
    rows = connection.execute(
        select(account_table.c.id, account_table.c.display_name, account_table.c.name)
    ).all()
    return {row.id: row.display_name or row.name for row in rows}
