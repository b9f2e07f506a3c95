"""`/folj-upp/las-in`: files taken from an administrator's form, and what becomes of them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, request

from dashboard.components.form_page import notice
from dashboard.components.markup import Markup, markup_of
from dashboard.followup.tabs import tab_row
from dashboard.login.csrf import has_token, is_of_our_origin, token_of
from dashboard.login.current import current
from dashboard.login.gate import current_gate
from dashboard.login.identity import Identity
from dashboard.records.audit import append
from dashboard.records.database import Database
from dashboard.records.errors import RecordsError
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.serve.publication import Publication
from dashboard.serve.site_address import beneath
from dashboard.unit_page.routes import csrf_of, page_language, shown, turned_away_from
from dashboard.uploads.errors import UploadError
from dashboard.uploads.mending import of_columns, settings_wanted, table_of, told_kinds, with_lines
from dashboard.uploads.readings import choice_of
from dashboard.uploads.rights import Desk
from dashboard.uploads.settings_edit import CannotEditError, read_lines
from dashboard.uploads.staged_region import folder_files
from dashboard.uploads.staging import FILES_MOST, ROOT, TOGETHER_MOST, Staging, Upload, sha256_of, sweep
from dashboard.uploads.started import cancel, start, state_of
from dashboard.uploads_page.columns_part import COLUMN, column_words
from dashboard.uploads_page.files_part import FIELD
from dashboard.uploads_page.page import STYLES, state_messages, upload_page
from dashboard.uploads_page.problems_part import problems_csv
from dashboard.uploads_page.view import UploadView
from dashboard.words.words import Words
from geodata.contract.tables import the_table
from geodata.region.region import Region

COOKIE: Final = "utbudskarta-upload"
"""Ties files to a browser on this machine, where nobody logs in."""
BODY_MOST: Final = TOGETHER_MOST + 1024 * 1024
ENDPOINT: Final = "upload"


def make_room_for_files(server: Flask, desk: Desk) -> None:
    """Let the form be as large as its files, for who may send it and from our own page.

    Parameters
    ----------
    server : Flask
        Before anything that reads a form.
    desk : Desk
    """

    @server.before_request
    def room() -> None:
        with_files = request.method == "POST" and request.mimetype == "multipart/form-data"
        may = request.endpoint == ENDPOINT and with_files and is_of_our_origin()
        if may and desk.lets_in(current(), current_gate() is not None):
            request.max_content_length = BODY_MOST


def register_uploads(
    server: Flask, publication: Publication, desk: Desk, database: Database | None, language: str = "",
    script: str = "",
) -> None:  # fmt: skip
    """Serve the page, its list of problems and how far the work has come; take what is sent.

    Parameters
    ----------
    server : Flask
    publication : Publication
    desk : Desk
    database : Database or None
        Where the audit is.
    language : {"sv", "en", ""}
        Of a page whose address names none; "" is the region's own.
    script : str
        Address of the page's own script; "" is none.
    """
    sweep(desk.out / ROOT)

    def lets_in() -> bool:
        return desk.lets_in(current(), current_gate() is not None)

    @server.route(FORM_PAGES["upload"], methods=["GET", "POST"], endpoint=ENDPOINT)
    def upload() -> Response:
        region = publication.current()
        assert region is not None  # answered before any route where nothing is published
        words, identity = page_language(region, language), current()
        if not lets_in():
            return turned_away_from("upload", region, words, words("upload.no_role"), 403, STYLES)
        reader = _Administrator(region, words, identity, desk, database, script)
        answer = reader.taken() if request.method == "POST" else reader.opened()
        if reader.new_secret:
            answer.set_cookie(
                COOKIE, reader.secret, httponly=True, samesite="Strict", path=beneath(FORM_PAGES["upload"])
            )
        return answer

    @server.get(f"{FORM_PAGES['upload']}/problem.csv", endpoint="upload_problems")
    def problems() -> Response:
        region, staging = publication.current(), _staging(desk) if lets_in() else None
        result = staging.read("result") if staging else {}
        if region is None or not result.get("problems"):
            abort(404)
        words = page_language(region, language)
        answer = Response(problems_csv(result, words), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="problem.csv"'
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    @server.get(f"{FORM_PAGES['upload']}/lage.json", endpoint="upload_state")
    def state() -> Response:
        staging = _staging(desk) if lets_in() else None
        if staging is None or not staging.folder.is_dir():
            abort(404)
        found = state_of(staging)
        answer: Response = jsonify(phase=found.phase, busy=found.busy)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _secret() -> str:
    """What a session's files are found by; "" where the browser brings none."""
    gate = current_gate()
    return request.cookies.get(gate.cookies.session if gate else COOKIE, "")


def _staging(desk: Desk) -> Staging | None:
    secret = _secret()
    return Staging.of(desk.out, secret) if secret else None


class _Administrator:
    """One request of one reader who may bring files."""

    def __init__(
        self, region: Region, words: Words, identity: Identity, desk: Desk, database: Database | None,
        script: str,
    ) -> None:  # fmt: skip
        self.region, self.words, self.identity, self.desk = region, words, identity, desk
        self.database, self.script = database, script
        found = _secret()
        self.new_secret = not found
        self.secret = found or secrets.token_urlsafe(32)
        self.staging = Staging.of(desk.out, self.secret)
        gate = current_gate()
        self.csrf = csrf_of(gate) if gate else token_of(self.secret)

    def opened(self) -> Response:
        """The page as it stands."""
        sweep(self.staging.folder.parent)
        return self._shown([])

    def taken(self) -> Response:
        """What a form wants, done; the page anew, in words, where it cannot be."""
        own = is_of_our_origin() and (current_gate() is not None or has_token(self.secret))
        if not own:
            return self._shown([notice("error", self.words("upload.refused.unknown"))], 403)
        try:
            chosen = self._done(request.form.get("do", ""))
        except UploadError as error:
            return self._shown([notice("error", error.sentence(self.words.language))], 422)
        except RecordsError as error:
            return self._shown([notice("error", error.sentence(self.words.language))], 503)
        address = page_href(FORM_PAGES["upload"], self.words.language, urlencode({"file": chosen}))
        return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})

    def _done(self, do: str) -> str:
        """Do it, and say which file is to be shown."""
        staging, name = self.staging, request.form.get("name", "")
        names = [each.name for each in staging.uploads()]
        if do == "cancel":
            cancel(staging)
            return ""
        if state_of(staging).busy:
            raise UploadError("running")
        if do == "add":
            return self._added()
        if do == "clear":
            staging.clear()
            return ""
        if do == "publish":
            self._publish()
            return ""
        if name not in names or do not in ("remove", "read", "forget", "mend"):
            raise UploadError("unknown")
        choices = staging.read("choices")
        before = choices.pop(name, {})
        if do == "remove":
            staging.remove(name)
        elif do == "read":
            choices[name] = self._chosen(name)
        elif do == "mend":
            choices[name] = {**before, "lines": self._mended(name)}
        staging.write("choices", choices)
        if not staging.uploads():
            staging.clear()
            return ""
        start(self.desk, staging, "check")
        return "" if do == "remove" else name

    def _added(self) -> str:
        files = [each for each in request.files.getlist(FIELD) if each.filename]
        if not files:
            raise UploadError("not_whole")
        if len(files) > FILES_MOST:
            raise UploadError("too_many", most=FILES_MOST)
        kept: list[Upload] = []
        try:
            for each in files:
                kept.append(self.staging.add(each.filename or "", each.stream))
        finally:  # those before one that is refused are there, and what was found is of others
            if kept:
                self._read(kept)
        return kept[0].name

    def _read(self, kept: Sequence[Upload]) -> None:
        hashes = {each.name: sha256_of(self.staging.files / each.name) for each in kept}
        self._note("files-brought", {"files": hashes, "bytes": sum(each.size for each in kept)})
        start(self.desk, self.staging, "check")

    def _publish(self) -> None:
        result = self.staging.read("result")
        if not result or result.get("at", "") != request.form.get("at", ""):
            raise UploadError("unknown")
        self.staging.write("wish", {"actor": self.identity.account, "role": self.identity.role})
        self._note("files-publish", {"files": result.get("replaced", {}), "before": self.region.version})
        start(self.desk, self.staging, "publish")

    def _chosen(self, name: str) -> Mapping[str, Any]:
        """What the form says a file is; columns alone where the file is still taken for the same table."""
        reading = {each["name"]: each for each in self.staging.read("result").get("readings", ())}.get(name)
        table = request.form.get("table", "")
        if reading is None:
            raise UploadError("unknown")
        if table != choice_of(reading) or (table and not reading["table"]):
            return {"table": table}
        table = reading["table"]
        try:
            lines = read_lines(request.form.get("lines", ""))
        except CannotEditError as error:
            raise UploadError("lines", line=str(error)) from error
        columns = {
            column["name"]: request.form.get(f"{COLUMN}{at}", "")
            for at, column in enumerate(reading["columns"])
            if request.form.get(f"{COLUMN}{at}", column["ours"]) != column["ours"]
            or column["reason"] == "chosen"
        }
        read_as = [
            request.form.get(f"{COLUMN}{at}", each["ours"]) for at, each in enumerate(reading["columns"])
        ]
        twice = {
            ours for ours in read_as if ours and ours != the_table(table).measure and read_as.count(ours) > 1
        }
        if table and twice:
            raise UploadError("twice", column=column_words(sorted(twice)[0], self.words))
        before = self.staging.read("choices").get(name, {}).get("table", "")
        return {**({"table": before} if before else {}), "columns": columns, "lines": lines}

    def _mended(self, name: str) -> Mapping[str, Any]:
        """The lines of the table that a file fills, with those that mend a kind of problem as was chosen."""
        result, wanted = self.staging.read("result"), request.form.get("kind", "")
        found = told_kinds(result) if result.get("at", "") == request.form.get("at", "") else []
        if not wanted.isdecimal() or len(wanted) > 6 or int(wanted) >= len(found):
            raise UploadError("unknown")
        kind = found[int(wanted)]
        reading = table_of(kind, result["readings"])
        if reading is None or reading["name"] != name:
            raise UploadError("unknown")
        lines = settings_wanted(kind, request.form.get("way", ""), request.form.getlist("given"))
        return with_lines(reading["settings"], of_columns(lines, kind, reading))

    def _note(self, action: str, details: Mapping[str, Any]) -> None:
        """What is brought and what is published stands in the audit, whatever comes of it."""
        if self.database is None:
            return
        gate = current_gate()
        from datetime import UTC, datetime

        now = gate.now() if gate else datetime.now(UTC)
        with self.database.write() as connection:
            append(
                connection,
                self.identity.account,
                self.identity.role,
                action,
                "data region.toml",
                details,
                now,
            )

    def _shown(self, messages: list[Markup], status: int = 200) -> Response:
        staging, words = self.staging, self.words
        uploads = staging.uploads()
        names = [each.name for each in uploads]
        wanted = request.args.get("file", "")
        assert self.desk.source is not None
        state = state_of(staging)
        view = UploadView(
            self.region, words, self.csrf, uploads, state,
            {} if state.busy and state.step == "check" else staging.read("result"),
            staging.read("choices"), wanted if wanted in names else names[0] if names else "",
            len(folder_files(self.desk.source)), str(staging.read("said").get("text", "")),
        )  # fmt: skip
        search = request.query_string.decode()
        (tabs,) = markup_of(tab_row(self.region, words, "upload", search))
        return shown(upload_page(view, search, tabs, [*messages, *state_messages(view)], self.script), status)
