"""Who is logged in and in which role, in the bar at the top: the way in, or the menu with the way out."""

from __future__ import annotations

from urllib.parse import urlencode

from dash import html
from flask import has_app_context, has_request_context, request

from dashboard.components.count_badge import count_badge
from dashboard.login.csrf import FIELD, token_of
from dashboard.login.current import current, current_login
from dashboard.login.gate import current_gate
from dashboard.login.identity import Identity
from dashboard.login.waiting import waiting_for
from dashboard.records.documents import count_owned
from dashboard.serve.links import FORM_PAGES
from dashboard.uploads.rights import may_bring_files
from dashboard.words.words import Words

Parts = list[html.A | html.Details | html.Nav | html.Div | html.P]


def role_menu(words: Words, languages: html.Nav) -> Parts:
    """The way in where nobody is logged in, otherwise the menu of roles; nothing where login is off.

    Parameters
    ----------
    words : Words
    languages : html.Nav
        What the bar has no room for beside the role where it is narrow, and the menu then shows.
    """
    if not _has_login():
        return []
    identity = current()
    if not identity.is_logged_in:
        return [html.A(words("login.title"), href=_entrance(words), className="button not-phone")]
    role = words(f"role.{identity.role}")
    summary = html.Summary(
        [
            html.Span(role[:1], className="role-sign", **{"aria-hidden": "true"}),
            html.Span(
                [
                    *([html.Strong(identity.name, className="wide"), " "] if identity.name != role else []),
                    html.Span(role),
                ],
                className="role-name",
            ),
            html.Span(f" {words('login.menu')}", className="unseen"),
        ]
    )
    narrow = html.Div(languages, className="menu-languages")
    menu = html.Div([html.P(identity.account), *_inside(identity, words), narrow], className="menu-in")
    return [html.Details([summary, menu], className="menu menu-role not-phone")]


def role_menu_on_phone(words: Words) -> Parts:
    """The same inside the menu of a narrow screen, open already."""
    if not _has_login():
        return []
    identity = current()
    if not identity.is_logged_in:
        return [
            html.Nav(
                html.A(words("login.title"), href=_entrance(words)), **{"aria-label": words("login.title")}
            )
        ]
    named = dict.fromkeys((identity.name, words(f"role.{identity.role}")))  # the demo's are called by it
    return [html.P(", ".join(named)), *_inside(identity, words)]


def _inside(identity: Identity, words: Words) -> Parts:
    account, _ = current_login()
    is_local = account is not None and account.is_local
    password_href = f"/login/password?lang={words.language}"
    waiting = [
        html.A([words(each.key), " ", count_badge(each.count, words)], href=each.href)
        for each in waiting_for(identity)
    ]
    saved = words("ui.page.saved")
    own = html.A(
        [saved, " ", html.Span(words.count(_saved(identity)), className="menu-count")],
        href=f"{FORM_PAGES['saved']}?lang={words.language}",
    )
    upload_href = f"{FORM_PAGES['upload']}?lang={words.language}"
    bring = [html.A(words("ui.page.upload"), href=upload_href)] if may_bring_files() else []
    others = [_press("/login/role", words, f"role.{role}", identity, role=role) for role in identity.roles]
    return [
        *([html.Div(others)] if len(others) > 1 else []),
        html.Div([*waiting, own, *bring]),
        html.Div(
            [
                *([html.A(words("login.change_password"), href=password_href)] if is_local else []),
                _press("/logout", words, "login.leave"),
                _press("/logout", words, "login.leave_everywhere", everywhere="yes"),
            ]
        ),
    ]  # fmt: skip


def _saved(identity: Identity) -> int:
    gate = current_gate()
    if gate is None:
        return 0
    with gate.database.read() as connection:
        return count_owned(connection, identity.id)


def _press(
    path: str, words: Words, key: str, identity: Identity | None = None, **parameters: str
) -> html.Form:
    """A write that is one press. Its token is the button's own value, as Dash has no hidden field."""
    gate = current_gate()
    number = request.cookies.get(gate.cookies.session, "") if gate else ""
    is_now = identity is not None and parameters.get("role") == identity.role
    button = html.Button(
        words(key),
        type="submit",
        name=FIELD,
        value=token_of(number),
        **({"aria-current": "true"} if is_now else {}),
    )
    return html.Form(
        button, action=f"{path}?{urlencode({**parameters, 'lang': words.language})}", method="POST"
    )


def _has_login() -> bool:
    return has_app_context() and has_request_context() and current_gate() is not None


def _entrance(words: Words) -> str:
    """The page of ways in, which finds by itself where to come back to: addresses change without us."""
    return f"/login?lang={words.language}"
