"""Who sends the request that is being answered."""

from __future__ import annotations

from contextlib import suppress

from flask import g, has_request_context, request

from dashboard.login.accounts import Account, account_of
from dashboard.login.gate import Gate, current_gate
from dashboard.login.identity import NOBODY, Identity
from dashboard.login.sessions import SEEN_EVERY, Session, find_session, keep_seen
from dashboard.records.errors import RecordsError


def current() -> Identity:
    """Who sends the request, looked up once in it, so that what was taken from them a moment ago is gone.

    Everybody, where login is off or nobody is logged in: `NOBODY`, in the role of a resident.
    """
    account, session = current_login()
    if account is None or session is None or session.to_change:
        return NOBODY
    return identity_of(account, session.role)


def current_login() -> tuple[Account | None, Session | None]:
    """The account and the session of the request; neither where nobody is logged in."""
    gate = current_gate() if has_request_context() else None
    if gate is None or not gate.is_open():
        return None, None
    if "login" not in g:
        g.login = _login_of(gate, request.cookies.get(gate.cookies.session, ""))
    found: tuple[Account | None, Session | None] = g.login
    return found


def identity_of(account: Account, role: str) -> Identity:
    """An account in a role; in its first one where it does not have that any more."""
    audience = account.in_role(role)
    return Identity(
        account=account.name,
        name=account.display_name or account.name,
        role=audience.role,
        audience=audience,
        roles=tuple(one.role for one in account.roles),
        id=account.id,
    )


def _login_of(gate: Gate, number: str) -> tuple[Account | None, Session | None]:
    if not number:
        return None, None
    now = gate.now()
    with gate.database.read() as connection:
        session = find_session(connection, number, now)
        account = account_of(connection, session.account) if session else None
    if session is None or account is None or account.is_disabled:
        return None, None
    if now - session.seen_at > SEEN_EVERY:
        with suppress(RecordsError), gate.database.write() as connection:  # others write: next time, then
            keep_seen(connection, number, now)
    return account, session
