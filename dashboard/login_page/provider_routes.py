"""Addresses of a login through a provider: there, back again, and out when the provider says so."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from dashboard.login.accounts import keep_provided, kept_subject
from dashboard.login.claims import roles_of, texts_of
from dashboard.login.errors import LoginRefusedError
from dashboard.login.metadata import KnownProvider
from dashboard.login.oidc import begin, ended_by, finish
from dashboard.login.pending import recall, remember
from dashboard.login.sessions import begin_session, end_provided
from dashboard.login_page.answers import Answers
from dashboard.login_page.entrance import Entrance, write_down
from dashboard.records.audit import append


def register_providers(server: Flask, answers: Answers) -> None:
    """Add `/login/oidc/KEY`, `/login/callback/KEY` and `/login/backchannel/KEY` to a server."""
    gate = answers.gate
    guarded = Entrance(answers).guarded

    @server.get("/login/oidc/<provider>", endpoint="login_oidc")
    @guarded
    def go_there(provider: str) -> Response:
        known = _known(answers, provider)
        address, state, pending = begin(known, answers.redirect_uri(provider), answers.back_to())
        with gate.database.write() as connection:
            remember(connection, state, answers.visit(), pending, gate.now())
        return answers.sent_on(address)

    @server.get("/login/callback/<provider>", endpoint="login_callback")
    @guarded
    def come_back(provider: str) -> Response:
        known, now = _known(answers, provider), gate.now()
        visit = request.cookies.get(gate.cookies.visit, "")
        with gate.database.write() as connection:
            pending = recall(connection, request.args.get("state", ""), visit, now)
        claims, id_token = finish(known, request.args, pending, answers.redirect_uri(provider), now)
        roles = roles_of(claims, known.provider)
        if not roles:
            raise LoginRefusedError("no_role", f"no rule of {provider} fits")
        subject = str(claims["sub"])
        name = next(iter(texts_of(claims, known.provider.account_claim)), subject)
        called = next(iter(texts_of(claims, known.provider.name_claim)), "")
        claim = known.provider.person_claim
        person = next(iter(texts_of(claims, claim)), "") if claim else ""
        with gate.database.write() as connection:
            account = keep_provided(
                connection, known.provider.issuer, subject, f"{provider}:{name}", called, roles, now, person
            )
            answers.end_before(connection)
            number = begin_session(
                connection,
                account.id,
                roles[0].role,
                now,
                provider=provider,
                provider_session=str(claims.get("sid", ""))[:300],
                id_token=id_token,
            )
            append(connection, account.name, roles[0].role, "login", account.name, {"how": provider}, now)
        return answers.logged_in(number, pending.back_to)

    @server.post("/login/backchannel/<provider>", endpoint="login_backchannel")
    def end(provider: str) -> Response:
        known = _known(answers, provider)
        headers = {"Cache-Control": "no-store"}
        try:
            subject, session = ended_by(known, request.form.get("logout_token", ""), gate.now())
        except LoginRefusedError as error:
            write_down(error)
            return Response(status=400, headers=headers)
        with gate.database.write() as connection:
            end_provided(connection, known.provider.issuer, subject and kept_subject(subject), session)
        return Response(status=200, headers=headers)


def _known(answers: Answers, provider: str) -> KnownProvider:
    known = answers.gate.providers.get(provider)
    if known is None:
        abort(404)
    return known
