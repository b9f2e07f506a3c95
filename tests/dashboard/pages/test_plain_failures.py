"""A plain route that cannot answer says so in a sentence, whatever it was that failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.records.errors import RecordsError
from dashboard.words.words import LANGUAGES, words
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region


@pytest.fixture
def failing(tmp_path: Path) -> Site:
    """A site of which three routes fail."""
    site = site_of(computed_small_region(), tmp_path)

    def busy() -> str:
        raise RecordsError("busy", seconds=20)

    def broken() -> str:
        raise ZeroDivisionError("secret detail")

    site.server.config["PROPAGATE_EXCEPTIONS"] = False
    for name, view in (("busy", busy), ("broken", broken)):
        site.server.view_functions[{"busy": "health", "broken": "dcat"}[name]] = view
    return site


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_that_does_not_answer_is_said_and_when_to_try_again(failing: Site, language: str) -> None:
    answer = failing.get(f"/healthz?lang={language}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.text == RecordsError("busy", seconds=20).sentence(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_in_the_program_is_told_to_the_log_alone(
    failing: Site, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing.get(f"/dcat?lang={language}")
    assert (answer.status_code, answer.text) == (500, words(language)("ui.failed"))
    assert "secret detail" in caplog.text


def test_a_body_that_is_too_large_is_refused_in_words(failing: Site) -> None:
    sent = b"[" * 20_000_000
    answer = failing.client.post(
        "/_dash-update-component?lang=en", data=sent, content_type="application/json"
    )
    assert (answer.status_code, answer.text) == (413, words("en")("ui.body_too_large"))
