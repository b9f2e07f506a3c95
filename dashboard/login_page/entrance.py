"""The page of ways in, as it is shown at first and again with what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Final

from flask import Response, request

from dashboard.login.errors import LoginRefusedError
from dashboard.login_page.answers import Answers
from dashboard.login_page.demo import TO_TRY, may_try
from dashboard.login_page.page import login_page
from dashboard.words.words import Words

log = logging.getLogger(__name__)
STATUS: Final[Mapping[str, int]] = {
    "wrong": 403,
    "wait": 429,
    "state": 400,
    "denied": 403,
    "provider": 502,
    "token": 403,
    "acr": 403,
    "no_role": 403,
    "disabled": 403,
    "elsewhere": 403,
}
"""Of the answer, by the reason."""
View = Callable[..., Response]


class Entrance:
    """The page of ways in.

    Parameters
    ----------
    answers : Answers
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def shown(self, error: str = "", status: int = 200, name: str = "") -> Response:
        """The page; with what was wrong, and what was typed before that."""
        answers, gate = self._answers, self._answers.gate
        view = answers.view(error)
        providers = [
            (key, known.provider.names[view.words.language]) for key, known in gate.providers.items()
        ]
        roles = TO_TRY if may_try(answers.settings, answers.publication.current()) else ()
        page = login_page(view, providers, roles, by_password=gate.is_local, name=name)
        return answers.shown(page, status)

    def refused(self, error: LoginRefusedError) -> Response:
        """The page again, and why nobody was let in."""
        write_down(error)
        name = request.form.get("name", "")[:200]
        answer = self.shown(refusal_words(error, self._answers.words()), STATUS[error.reason], name)
        if error.wait_s:
            answer.headers["Retry-After"] = str(error.wait_s)
        return answer

    def guarded(self, view: View) -> View:
        """A view that is asked only by who may log in like this, and whose refusals are pages."""

        @wraps(view)
        def answered(*args: str, **kwargs: str) -> Response:
            try:
                if not self._answers.gate.is_open():
                    raise LoginRefusedError("elsewhere", f"{request.remote_addr} asks without TLS")
                return view(*args, **kwargs)
            except LoginRefusedError as error:
                return self.refused(error)

        return answered


def refusal_words(error: LoginRefusedError, words: Words) -> str:
    """Why nobody was let in, and what to do about it."""
    if error.reason == "wait":
        return words("login.refused.wait", count=-(-error.wait_s // 60))
    return words(f"login.refused.{error.reason}")


def write_down(error: LoginRefusedError) -> None:
    """Tell the log why, without anything that was typed."""
    log.warning("login refused: %s", error)
