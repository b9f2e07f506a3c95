"""Payment on the method page: there where there is a model, with its fit and the source of every price."""

from __future__ import annotations

import pytest

from dashboard.components.markup import markup_of
from dashboard.pages.payment_method import PARAGRAPHS, payment_section
from dashboard.payment.place import METHOD_ANCHOR
from dashboard.words.words import LANGUAGES, words
from tests.dashboard.needs.test_views import elements, text
from tests.dashboard.regions import assessed
from tests.toy_payment import toy_payment_region


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_the_method_the_fit_and_every_part_with_its_source(language: str) -> None:
    section = markup_of(list(payment_section(toy_payment_region(), words(language))))
    heading = next(each for each in elements(section) if each[0] == "h2")
    assert heading[1]["id"] == METHOD_ANCHOR
    paragraphs = [text(each) for each in elements(section) if each[0] == "p"]
    assert [words(language)(f"payment_method.{key}") for key in PARAGRAPHS] == paragraphs[: len(PARAGRAPHS)]
    assert any(words(language).number(0.9899, 4) in each for each in paragraphs)
    rows = [each for each in elements(section) if each[0] == "tr"]
    assert len(rows) == 2 + 6 + 1, "two heads, six parts and one"


def test_without_a_model_there_is_nothing() -> None:
    assert not list(payment_section(assessed("whole").region, words("en")))
