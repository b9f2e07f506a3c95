"""Addresses of a login: in, with a password or through a provider; another role; another password; out."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

from flask import Flask, Response, abort, request

from dashboard.login.accounts import AccountError, change_password
from dashboard.login.client_address import client_address
from dashboard.login.current import current, current_login
from dashboard.login.errors import LoginRefusedError
from dashboard.login.local_login import log_in
from dashboard.login.sessions import begin_session, change_role, end_all, end_session, id_token_of
from dashboard.login_page.answers import Answers
from dashboard.login_page.demo import TO_TRY, account_to_try, may_try
from dashboard.login_page.entrance import STATUS, Entrance, refusal_words, write_down
from dashboard.login_page.page import logged_out_page, password_page
from dashboard.records.audit import append


def register_login(server: Flask, answers: Answers) -> None:
    """Add `/login`, `/login/password`, `/login/role`, `/login/demo` and `/logout` to a server."""
    gate = answers.gate
    entrance = Entrance(answers)
    guarded, shown = entrance.guarded, entrance.shown

    @server.get("/login", endpoint="login")
    @guarded
    def show_login() -> Response:
        return shown()

    @server.post("/login", endpoint="login_enter")
    @guarded
    def enter() -> Response:
        if not gate.is_local:
            abort(404)
        name, password = request.form.get("name", ""), request.form.get("password", "")
        address = client_address(answers.settings.proxies)
        account = log_in(gate.database, name, password, gate.now(), address)
        role = account.roles[0].role
        with gate.database.write() as connection:
            answers.end_before(connection)
            number = begin_session(connection, account.id, role, gate.now(), to_change=account.must_change)
            append(connection, account.name, role, "login", account.name, {"how": "password"}, gate.now())
        if account.must_change:
            onwards = urlencode({"next": answers.back_to(), "lang": answers.words().language})
            return answers.logged_in(number, f"/login/password?{onwards}")
        return answers.logged_in(number, answers.back_to())

    @server.post("/login/demo", endpoint="login_demo")
    @guarded
    def try_as() -> Response:
        region, role = answers.publication.current(), request.form.get("role", "")
        if region is None or role not in TO_TRY or not may_try(answers.settings, region):
            abort(404)
        called = answers.words()(f"role.{role}")
        with gate.database.write() as connection:
            answers.end_before(connection)
            account = account_to_try(connection, role, called, region, gate.now())
            number = begin_session(connection, account.id, role, gate.now())
        return answers.logged_in(number, answers.back_to())

    @server.route("/login/password", methods=["GET", "POST"], endpoint="login_password")
    @guarded
    def choose_password() -> Response:
        account, session = current_login()
        if account is None or session is None or not account.is_local:
            onwards = urlencode({"next": "/login/password", "lang": answers.words().language})
            return answers.sent_on(f"/login?{onwards}")

        def form(error: str = "", status: int = 200) -> Response:
            page = password_page(answers.view(error), account.name, is_first=session.to_change)
            return answers.shown(page, status)

        if request.method == "GET":
            return form()
        page_words, new = answers.words(), request.form.get("new", "")
        if new != request.form.get("again", ""):
            return form(page_words("login.account.differ"), 422)
        now = gate.now()
        if not session.to_change:
            try:
                typed = request.form.get("password", "")
                log_in(gate.database, account.name, typed, now, client_address(answers.settings.proxies))
            except LoginRefusedError as error:
                write_down(error)
                return form(refusal_words(error, page_words), STATUS[error.reason])
        try:
            with gate.database.write() as connection:
                change_password(connection, account, new, now)
                number = begin_session(connection, account.id, session.role, now)
                append(connection, account.name, session.role, "password-change", account.name, {}, now)
        except AccountError as error:
            return form(page_words(f"login.account.{error.reason}"), 422)
        return answers.logged_in(number, answers.back_to())

    @server.post("/login/role", endpoint="login_role")
    @guarded
    def choose_role() -> Response:
        identity, role = current(), request.values.get("role", "")
        if role not in identity.roles:
            abort(404)
        with gate.database.write() as connection:
            number = change_role(connection, request.cookies[gate.cookies.session], role)
            append(
                connection, identity.account, role, "role-change", identity.account,
                {"from": identity.role}, gate.now(),
            )  # fmt: skip
        return answers.logged_in(number, answers.back_to())

    def shown_out(provider: str, id_token: str = "") -> str:
        """The page after a logout, with the way to the provider's own (RP-initiated)."""
        known = gate.providers.get(provider)
        view, called, href = answers.view(), "", ""
        if known is not None:
            called = known.provider.names[view.words.language]
            ended = ""
            with suppress(LoginRefusedError):  # then ours has ended, and nothing is offered
                ended = known.metadata().address("end_session_endpoint")
            parameters = {
                "client_id": known.provider.client_id,
                "post_logout_redirect_uri": answers.home("/logout"),
                **({"id_token_hint": id_token} if id_token else {}),
            }
            href = f"{ended}{'&' if '?' in ended else '?'}{urlencode(parameters)}" if ended else ""
        return logged_out_page(view, called, href)

    @server.post("/logout", endpoint="logout")
    @guarded
    def leave() -> Response:
        account, session = current_login()
        onwards = {"lang": answers.words().language}
        if account is not None and session is not None:
            number = request.cookies[gate.cookies.session]
            with gate.database.write() as connection:
                hint = id_token_of(connection, number)
                if request.values.get("everywhere"):
                    end_all(connection, account.id)
                else:
                    end_session(connection, number)
                append(
                    connection, account.name, session.role, "logout", account.name,
                    {"everywhere": bool(request.values.get("everywhere"))}, gate.now(),
                )  # fmt: skip
            if hint:  # shown at once: the token is in no address of ours, and nowhere else any more
                return answers.logged_out_page(shown_out(session.provider, hint))
            onwards |= {"from": session.provider} if session.provider else {}
        return answers.logged_out(f"/logout?{urlencode(onwards)}")

    @server.get("/logout", endpoint="logged_out")
    @guarded
    def show_logged_out() -> Response:
        return answers.shown(shown_out(request.args.get("from", "")))
