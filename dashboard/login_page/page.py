"""The pages of a login as plain HTML: they need no script, and say what is wrong in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from dashboard.components.markup import Markup, document_start, html_of, tag
from dashboard.login.csrf import FIELD
from dashboard.login.passwords import SHORTEST
from dashboard.serve.site_address import beneath
from dashboard.words.words import LANGUAGES, Words

STYLES = ("/assets/fonts.css", "/assets/tokens.css", "/assets/page-login/login.css")
ERROR = "login-error"
"""Id of what is wrong, which fields refer to."""


@dataclass(frozen=True)
class View:
    """What every page of a login is made from.

    Attributes
    ----------
    words : Words
    region : str
        Its name.
    token : str
        That goes with the browser's cookie.
    back_to : str
        Own address to go to afterwards.
    error : str
        What is wrong, in words; "" where nothing is.
    """

    words: Words
    region: str
    token: str
    back_to: str
    error: str = ""


def login_page(
    view: View,
    providers: Sequence[tuple[str, str]],
    roles_to_try: Sequence[str],
    *,
    by_password: bool,
    name: str = "",
) -> str:
    """The page with all ways in that there are.

    Parameters
    ----------
    view : View
    providers : sequence of (str, str)
        Key and name of each.
    roles_to_try : sequence of str
        That the demo may be seen in; empty anywhere else.
    by_password : bool
        Whether passwords are kept here.
    name : str
        What was typed before something was wrong.
    """
    words = view.words
    onwards = urlencode({"next": view.back_to, "lang": words.language})
    inside: list[Markup] = []
    if providers:
        links = [
            tag(
                "a",
                words("login.with", provider=called),
                class_="button is-first",
                href=f"/login/oidc/{key}?{onwards}",
            )
            for key, called in providers
        ]
        inside.append(tag("div", *links, class_="ways"))
    if by_password:
        if providers:
            inside.append(tag("h2", words("login.or_password")))
        inside.append(
            _form(
                view,
                "/login",
                _field(view, "name", words("login.name"), "username", value=name, first=not providers),
                _field(view, "password", words("login.secret"), "current-password", kind="password"),
                tag("button", words("login.enter"), class_="button is-first", type="submit"),
            )
        )
        inside.append(tag("p", words("login.forgotten"), class_="quiet"))
    if roles_to_try:
        inside.append(tag("h2", words("login.demo.name")))
        inside.append(tag("p", words("login.demo.about"), class_="quiet"))
        inside.append(
            _form(
                view,
                "/login/demo",
                *(
                    tag(
                        "button",
                        words("login.demo.as", role=words(f"role.{role}").lower()),
                        class_="button", type="submit", name="role", value=role,
                    )
                    for role in roles_to_try
                ),
            )
        )  # fmt: skip
    return _document(view, words("login.title"), inside, "/login")


def password_page(view: View, account: str, *, is_first: bool) -> str:
    """The page where a password is chosen: in place of a first one, or of one's own."""
    words = view.words
    fields = [] if is_first else [
        _field(view, "password", words("login.current"), "current-password", kind="password", first=True)
    ]  # fmt: skip
    inside = [
        tag("p", words("login.choose_first" if is_first else "login.choose_own")),
        _form(
            view,
            "/login/password",
            ["input", {"type": "hidden", "name": "username", "value": account, "autocomplete": "username"}],
            *fields,
            _field(
                view, "new", words("login.new"), "new-password",
                kind="password", about=words("login.rule", count=SHORTEST), first=is_first,
            ),
            _field(view, "again", words("login.again"), "new-password", kind="password"),
            tag("button", words("login.save_password"), class_="button is-first", type="submit"),
        ),
    ]  # fmt: skip
    return _document(view, words("login.password_title"), inside, "/login/password")


def logged_out_page(view: View, provider: str, provider_href: str) -> str:
    """The page that says that a login has ended, and that the provider's own may not have."""
    words = view.words
    inside: list[Markup] = [tag("p", words("login.out.about"), role="status")]
    if provider_href:
        inside.append(tag("p", words("login.out.provider", provider=provider)))
        inside.append(
            tag("a", words("login.out.also", provider=provider), class_="button", href=provider_href)
        )
    inside.append(tag("p", tag("a", words("login.title"), href=f"/login?lang={words.language}")))
    return _document(view, words("login.out.name"), inside, "/logout")


def _form(view: View, action: str, *inside: Markup) -> Markup:
    hidden = {FIELD: view.token, "next": view.back_to, "lang": view.words.language}
    fields: list[Markup] = [
        ["input", {"type": "hidden", "name": name, "value": value}] for name, value in hidden.items()
    ]
    return tag(
        "form",
        *fields,
        *inside,
        method="post",
        action=action,
    )


def _field(
    view: View,
    name: str,
    label: str,
    fill: str,
    *,
    kind: str = "text",
    value: str = "",
    about: str = "",
    first: bool = False,
) -> Markup:
    """A labelled field; where something is wrong it says so to who does not see it."""
    told_by = " ".join(id_ for id_, there in ((f"{name}-about", about), (ERROR, view.error)) if there)
    attributes = {
        "id": name,
        "name": name,
        "type": kind,
        "autocomplete": fill,
        "required": "required",
        "maxlength": "200",
        **({"value": value} if value else {}),
        **({"aria-describedby": told_by} if told_by else {}),
        **({"aria-invalid": "true"} if view.error else {}),
        **({"autocapitalize": "none", "spellcheck": "false"} if kind == "text" else {}),
        **({"autofocus": "autofocus"} if first else {}),
    }
    hint = [tag("span", about, id=f"{name}-about", class_="quiet")] if about else []
    return tag("div", tag("label", label, for_=name), *hint, ["input", attributes], class_="field")


def _document(view: View, title: str, inside: Sequence[Markup], path: str) -> str:
    words = view.words
    error = (
        [
            tag(
                "p",
                tag("strong", words("login.error")),
                " ",
                view.error,
                id=ERROR,
                class_="error",
                role="alert",
            )
        ]
        if view.error
        else []
    )
    languages = [
        tag(
            "a",
            words(f"ui.language.{language}"),
            href=f"{path}?{urlencode({'next': view.back_to, 'lang': language})}",
            lang=language,
            hreflang=language,
            aria_current="true" if language == words.language else "",
        )
        for language in LANGUAGES
    ]
    body = tag(
        "body",
        tag(
            "header",
            tag("a", words("ui.product"), href=f"/?lang={words.language}", class_="brand"),
            tag("strong", view.region),
            tag("nav", *languages, aria_label=words("ui.language.name")),
        ),
        tag(
            "main",
            tag("h1", title),
            *error,
            *inside,
            tag("p", tag("a", words("login.back"), href=view.back_to), class_="back"),
        ),
    )
    head_title = f"{words('login.error')} {title}" if view.error else title
    styles = "".join(f'<link rel="stylesheet" href="{beneath(href)}">' for href in STYLES)
    return (
        f'{document_start(words.language)}<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(head_title)} · {escape(words('ui.product'))}</title>"
        f'<link rel="icon" type="image/svg+xml" href="{beneath("/assets/favicon.svg")}">{styles}</head>'
        f"{html_of(body)}</html>"
    )
