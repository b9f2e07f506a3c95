"""`/min-enhet`: the form, and what is sent from it. Nobody but a unit's own people is answered."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from flask import Flask, Response, abort, request

from dashboard.components.form_page import turned_away
from dashboard.login.csrf import token_of
from dashboard.login.current import current
from dashboard.login.gate import Gate, current_gate
from dashboard.login.identity import Identity
from dashboard.login.waiting import Waiting, add_waiting
from dashboard.records.errors import RecordsError
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.serve.publication import Publication
from dashboard.submissions import steps
from dashboard.submissions.case import Actor, Case
from dashboard.submissions.checks import wrong_fields
from dashboard.submissions.errors import SubmissionError
from dashboard.submissions.files import attach, detach, files_by_case
from dashboard.submissions.states import AUTHORS
from dashboard.submissions.steps import Sent
from dashboard.submissions.store import cases_of, id_of, read_case
from dashboard.unit_page.files import TAKE_AWAY, brings_files, given_file, sent_files
from dashboard.unit_page.form import Entry, draft_of, entry_of, read_form
from dashboard.unit_page.page import STYLES, TABS, unit_page
from dashboard.unit_page.place_map import place_picture
from dashboard.unit_page.view import UnitView
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.region.region import Region

OPEN = ("draft", "returned")
UNDER_WAY = ("submitted", "approved", "returned")
"""States of a case that somebody still has to do something about."""
DOES = ("save", "submit", "withdraw")


def register_unit(
    server: Flask, publication: Publication, language: str = "", place_script: str = ""
) -> None:
    """Serve the page, and take what is sent from it.

    Parameters
    ----------
    server : Flask
    publication : Publication
    language : {"sv", "en", ""}
        Of a page whose address names none; "" is the region's own.
    place_script : str
        Address of the script by which a place is pressed on a map; "" is none.
    """

    @server.route(FORM_PAGES["unit"], methods=["GET", "POST"], endpoint="unit")
    def unit() -> Response:
        region = publication.current()
        assert region is not None  # answered before any route where nothing is published
        words = page_language(region, language)
        identity, gate = current(), current_gate()
        search = request.query_string.decode()
        units = own_units(region, identity)
        new = bool(request.args.get("new")) and identity.role in AUTHORS
        if gate is None or not identity.is_logged_in or (not units and not new):
            return turned_away_from("unit", region, words, words("my_unit.no_unit"), 200, STYLES)
        chosen = request.args.get("unit", "")
        unit_id = "" if new else chosen if chosen in units else units[0]
        if chosen and chosen not in units:
            return turned_away_from("unit", region, words, words("my_unit.no_unit"), 403, STYLES)
        page_of = _Page(region, words, identity, gate, unit_id, tuple(units), search, place_script)
        return page_of.taken() if request.method == "POST" else page_of.opened()

    @server.get(f"{FORM_PAGES['unit']}/bilagor/<int:case_id>/<int:file_id>", endpoint="unit_file")
    def unit_file(case_id: int, file_id: int) -> Response:
        region, gate, identity = publication.current(), current_gate(), current()
        if region is None or gate is None or not identity.is_logged_in:
            abort(404)
        try:
            with gate.database.read() as connection:
                case = read_case(connection, case_id)
        except SubmissionError:
            abort(404)
        own = case.author == identity.id and identity.role in AUTHORS
        if case.draft.region != region.settings.id or not (
            own or (case.draft.unit and case.draft.unit in own_units(region, identity))
        ):
            abort(404)
        return given_file(gate, identity, case, file_id)

    @server.get(f"{FORM_PAGES['unit']}/karta/<version>.svg", endpoint="unit_map")
    def unit_map(version: str) -> Response:
        region, identity = publication.region_for(version), current()
        if region is None or not identity.is_logged_in or identity.role not in AUTHORS:
            abort(404)
        wanted = request.args.get("lang", "")
        spoken = wanted if wanted in LANGUAGES else "sv"
        drawn = place_picture(region, request.args.get("form", ""), request.args.get("at", ""), spoken)
        if drawn is None:
            abort(404)
        answer = Response(drawn, mimetype="image/svg+xml")
        answer.headers["Cache-Control"] = "private, max-age=600"
        return answer

    def waiting(identity: Identity) -> Sequence[Waiting]:
        region, gate = publication.current(), current_gate()
        if region is None or gate is None or identity.role != "unit_manager":
            return ()
        count = sum(under_way(region, gate, identity, own_units(region, identity)).values())
        href = f"{FORM_PAGES['unit']}?tab=cases"
        return (Waiting("unit", "my_unit.my_cases", count, href),) if count else ()

    add_waiting(server, waiting)


def under_way(region: Region, gate: Gate, identity: Identity, units: Sequence[str]) -> dict[str, int]:
    """How many cases are neither drafts nor decided, by unit; "" of what the reader has applied for."""
    with gate.database.read() as connection:
        cases = cases_of(connection, region.settings.id)
    open_cases = [case for case in cases if case.status in UNDER_WAY]
    found = {unit: sum(case.unit_id == unit for case in open_cases) for unit in units}
    found[""] = sum(case.draft.kind == "application" and case.author == identity.id for case in open_cases)
    return found


def page_language(region: Region, language: str) -> Words:
    """Words in the language of the request, else of the deployment, else of the region."""
    wanted = request.values.get("lang", "")
    return words_of(region.settings, wanted if wanted in LANGUAGES else language)


def shown(page: str, status: int = 200) -> Response:
    """A page that is of one reader, and kept nowhere."""
    answer = Response(page, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def turned_away_from(
    page: str, region: Region, words: Words, why: str, status: int, styles: Sequence[str]
) -> Response:
    """The answer to who has nothing to do on a page of forms: they cannot log in here, have not, or may not.

    Parameters
    ----------
    page : str
    region : Region
    words : Words
    why : str
        Sentence for who is logged in; that for who is not is the page's own.
    status : int
        For who is logged in.
    styles : sequence of str
    """
    if current_gate() is None:
        why, status = words("refused.no_login"), 404
    elif not current().is_logged_in:
        why, status = words(f"refused.log_in.{page}"), 401
    search = request.query_string.decode()
    return shown(turned_away(region, words, page, search, why, login=status == 401, styles=styles), status)


def own_units(region: Region, identity: Identity) -> list[str]:
    """Ids of the units that somebody answers for, by name; none where the role writes nothing."""
    if identity.role not in AUTHORS:
        return []
    within = identity.audience.answers_for(region.units, region.settings.access.of(identity.role).scope)
    limited = identity.role != "unit_manager" or identity.audience.units or identity.audience.organisations
    names = region.units["name"]
    found = [str(id_) for id_ in region.units.index[within]] if limited else []
    return sorted(found, key=lambda id_: str(names[id_]))


def csrf_of(gate: Gate) -> str:
    """Token of the session that asks."""
    return token_of(request.cookies.get(gate.cookies.session, ""))


def actor_of(identity: Identity) -> Actor:
    """Who asks, as cases and the audit name them."""
    return Actor(identity.id, identity.account, identity.role)


def today_of(now: datetime) -> date:
    """The day where the server stands."""
    return now.astimezone().date()


class _Page:
    """One request of one reader about one unit."""

    def __init__(
        self, region: Region, words: Words, identity: Identity, gate: Gate, unit: str, units: tuple[str, ...],
        search: str, place_script: str = "",
    ) -> None:  # fmt: skip
        self.region, self.words, self.identity, self.gate = region, words, identity, gate
        self.unit, self.units, self.search, self.place_script = unit, units, search, place_script

    def opened(self) -> Response:
        """The page as it stands."""
        case = self._open(self._cases())
        entry = entry_of(case.draft) if case else Entry({})
        confirmation = request.args.get("done", "")
        done = (
            self.words(f"my_unit.done.{confirmation}")
            if self.words.has(f"my_unit.done.{confirmation}")
            else ""
        )
        return self._shown(entry, confirmation=done)

    def taken(self) -> Response:
        """What a form asks for, done; the page anew, in words, where it cannot be."""
        entry, do = read_form(request.form), request.form.get("do", "")
        if do == "look":
            return self._shown(entry, tried=True, files_lost=brings_files())
        try:
            if do.startswith(TAKE_AWAY):
                self._take_away(do.removeprefix(TAKE_AWAY))
                gone = self.words("my_unit.done.file_gone")
                return self._shown(entry, confirmation=gone, files_lost=brings_files())
            done = self._done(entry, do)
        except SubmissionError as error:
            wrong = error.reason == "wrong"
            sentence = "" if wrong else error.sentence(self.words.language)
            entry = entry if entry.wanted else self._standing()
            return self._shown(
                entry, tried=True, refused=sentence, status=422, files_lost=wrong and brings_files()
            )
        except RecordsError as error:
            return self._shown(entry, refused=error.sentence(self.words.language), status=503)
        query = f"unit={self.unit}&done={done}" if self.unit else f"new=1&done={done}"
        address = page_href(FORM_PAGES["unit"], self.words.language, query)
        return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})

    def _done(self, entry: Entry, do: str) -> str:
        case_id, number = (id_of(request.form.get(name, "")) for name in ("case", "number"))
        token, now = request.form.get("token", "")[:60], self.gate.now()
        actor = actor_of(self.identity)
        is_new = not request.form.get("case")
        if not token or do not in DOES or (None in (case_id, number) and not is_new):
            raise SubmissionError("changed_meanwhile")
        if do == "withdraw":
            with self.gate.database.write() as connection:
                if case_id is None:
                    raise SubmissionError("unknown")
                steps.withdraw(connection, Sent(actor, now, f"{token}w", number), case_id)
            return "withdrawn"
        files = sent_files()
        draft = draft_of(self.region, self.unit, entry)
        wrong = wrong_fields(self.region, draft, today_of(now)) if do == "submit" else {}
        if do == "submit" and not draft.after:
            raise SubmissionError("nothing")
        if wrong:
            raise SubmissionError("wrong")
        with self.gate.database.write() as connection:
            case = steps.save(connection, Sent(actor, now, f"{token}s", number), draft, case_id)
            if case.draft != draft:  # the form's word was used for another content before
                raise SubmissionError("changed_meanwhile")
            for at, (name, content) in enumerate(files):
                attach(connection, Sent(actor, now, f"{token}f{at}"), case.id, name, content)
            if do == "submit":
                steps.submit(connection, Sent(actor, now, f"{token}i"), case.id, wrong)
        return "submitted" if do == "submit" else "saved"

    def _take_away(self, file: str) -> None:
        """One file of the draft let go; what else is typed in the form stays as it is."""
        case_id, number, file_id = (
            id_of(text) for text in (request.form.get("case", ""), request.form.get("number", ""), file)
        )
        token = request.form.get("token", "")[:60]
        if not token or case_id is None or file_id is None:
            raise SubmissionError("changed_meanwhile")
        sent = Sent(actor_of(self.identity), self.gate.now(), f"{token}d", number)
        with self.gate.database.write() as connection:
            detach(connection, sent, case_id, file_id)

    def _shown(
        self,
        entry: Entry,
        *,
        tried: bool = False,
        confirmation: str = "",
        refused: str = "",
        status: int = 200,
        files_lost: bool = False,
    ) -> Response:
        cases = self._cases()
        with self.gate.database.read() as connection:
            files = files_by_case(connection, [case.id for case in cases])
        draft = draft_of(self.region, self.unit, entry)
        wrong = wrong_fields(self.region, draft, today_of(self.gate.now())) if tried else {}
        tab = request.args.get("tab", "")
        tab = tab if tab in TABS and self.unit else "facts"
        view = UnitView(
            self.region, self.words, self.unit, self.units, tab, entry,
            draft, wrong, self._open(cases), cases, self.identity.id, secrets.token_urlsafe(16),
            csrf_of(self.gate), confirmation, refused, self.search, tried,
            under_way(self.region, self.gate, self.identity, self.units), files, files_lost,
            self.place_script,
        )  # fmt: skip
        return shown(unit_page(view), status)

    def _standing(self) -> Entry:
        case = self._open(self._cases())
        return entry_of(case.draft) if case else Entry({})

    def _cases(self) -> list[Case]:
        own = None if self.unit else self.identity.id
        with self.gate.database.read() as connection:
            found = cases_of(connection, self.region.settings.id, unit=self.unit, author=own)
        return found[::-1]

    def _open(self, cases: list[Case]) -> Case | None:
        mine = (case for case in cases if case.author == self.identity.id and case.status in OPEN)
        return next(mine, None)
