"""Both catalogues are complete, in step with each other and with the program, and easy to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dashboard
from dashboard.layers import FILLS, OVER
from dashboard.texts.catalogue import ELSEWHERE, LANGUAGES, blanks, catalogue
from dashboard.words.words import SYMBOLS, words, words_of
from geodata import equity, measures, reimbursement
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.contract.tables import TABLES
from geodata.measures.registry import MEASURES
from tests.geodata.checks.test_words import REASONS

SOURCE = sorted(
    path
    for room in (dashboard, equity, measures, reimbursement)
    for path in Path(room.__file__).parent.rglob("*.py")  # type: ignore[arg-type]
)
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE]
SECTIONS = {key.split(".")[0] for key in catalogue("sv")}
FILLED_IN_BROWSER = {"ui.share_failed"}
"""Texts whose blanks a script fills."""


def nodes() -> Iterator[ast.AST]:
    for tree in TREES:
        yield from ast.walk(tree)


def spoken() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every text in the program that looks like a catalogue key, as a pattern of the keys it can be."""
    inside: set[int] = set()
    for node in nodes():
        parts: list[str] = []
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            parts = [node.value]
        text = "".join(parts)
        if (
            re.fullmatch(r"[a-z_]+(\.[\w{}-]+)+", text)
            and text.split(".")[0] in SECTIONS
            and not text.endswith((".gpkg", ".sqlite"))
        ):
            yield text, re.compile(re.escape(text).replace(r"\{\}", r"[^.]+"))


def said_with() -> Iterator[tuple[str, set[str]]]:
    """Every call with a key written out, and the names of the blanks that it fills."""
    for node in nodes():
        if not isinstance(node, ast.Call) or not node.args or any(one.arg is None for one in node.keywords):
            continue
        key, name = node.args[0], getattr(node.func, "id", getattr(node.func, "attr", ""))
        if (
            name in ("words", "said", "self")
            and isinstance(key, ast.Constant)
            and key.value in catalogue("sv")
        ):
            yield key.value, {str(one.arg) for one in node.keywords}


def test_both_languages_have_the_same_keys_and_the_same_blanks() -> None:
    swedish, english = catalogue("sv"), catalogue("en")
    assert list(swedish) == list(english), "in the same order, so that they can be read side by side"
    for key in swedish:
        assert blanks(swedish[key]) == blanks(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_blanks_at_its_ends(language: str) -> None:
    for key, text in catalogue(language).items():
        assert text, key
        assert text == text.strip(), key
        assert "  " not in text, key


def test_every_key_that_the_program_speaks_has_words() -> None:
    keys = set(catalogue("sv"))
    found = list(spoken())
    assert len(found) > 150
    for text, pattern in found:
        assert any(pattern.fullmatch(key) for key in keys), text


def test_every_text_is_used_somewhere() -> None:
    patterns = {pattern for _, pattern in spoken()}
    keys = [key.removeprefix(ELSEWHERE) for key in catalogue("sv")]
    unused = [key for key in keys if not any(pattern.fullmatch(key) for pattern in patterns)]
    assert unused == []


def test_every_blank_is_filled_where_a_text_is_said() -> None:
    found = list(said_with())
    assert len(found) > 60
    for key, names in found:
        if key not in FILLED_IN_BROWSER:
            assert names == blanks(catalogue("sv")[key]), key


def test_every_layer_has_a_name_a_description_and_a_table() -> None:
    for layer in (*FILLS, *OVER):
        for part in ("name", "about", "table"):
            assert words("sv").has(f"layer.{layer.key}.{part}")


def test_every_kpi_has_a_name_a_description_and_a_family() -> None:
    for kpi in MEASURES:
        assert words("sv").has(f"kpi.{kpi.key}.name")
        assert words("sv").has(f"kpi.{kpi.key}.about")
        assert words("sv").has(f"family.{kpi.family}")


def test_every_rule_operator_and_account_has_words() -> None:
    said = words("sv")
    for rule in ("too_far", "too_little", "no_choice", "too_few"):
        assert said.has(f"rule.{rule}.name")
        assert said.has(f"rule.{rule}.about")
    assert all(said.has(f"operator.{key}") for key in OPERATORS)
    assert all(said.has(f"account.reason.{reason}") for reason in REASONS)
    assert all(said.has(f"account.table.{table}") for table in TABLES)
    assert all(said.has(f"account.handling.{one}") for one in ("set_aside", "kept"))


def test_every_currency_is_written_one_way() -> None:
    assert set(SYMBOLS) == {"SEK", "GBP", "EUR"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_outside_swedish_law_is_not_told_of_it(toy: Assessment, language: str) -> None:
    abroad = words_of(replace(toy.region.settings, lov=False), language)
    texts = {key: abroad(key) for key in catalogue(language) if not key.startswith(ELSEWHERE)}
    assert [key for key, text in texts.items() if re.search(r"LO[UV]\b|(?i:egen ?regi\b)", text)] == []
    home = words_of(toy.region.settings, "sv")
    assert home("operator.choice") == "Privat (LOV)"
    assert all(key.removeprefix(ELSEWHERE) in catalogue("sv") for key in catalogue("sv"))


def test_a_language_that_is_none_is_the_regions_own(toy: Assessment) -> None:
    assert words_of(toy.region.settings, "xx").language == "sv"


def lix(text: str) -> float:
    """Readability of Swedish text: words a sentence and long words of a hundred; Björnsson 1968."""
    found = re.findall(r"[^\W\d_][\w-]*|\d+", text)
    sentences = len(re.findall(r"[.:!?](?:\s|$)", text)) or 1
    return len(found) / sentences + 100 * sum(len(word) > 6 for word in found) / len(found)


def test_lix_is_counted_as_it_is_defined() -> None:
    assert lix("Vi bor här. Den är nära.") == 3.0
    assert lix("Tillgänglighet mäts i minuter.") == 4 + 100 * 2 / 4


def test_the_descriptions_together_read_as_easily_as_a_newspaper() -> None:
    abouts = [text for key, text in catalogue("sv").items() if key.endswith(".about")]
    assert len(abouts) > 40
    assert lix(" ".join(abouts)) <= 50


def test_no_description_is_hard_to_read_by_itself() -> None:
    hard = {
        key: round(lix(text))
        for key, text in catalogue("sv").items()
        if key.endswith(".about") and len(text.split()) >= 12 and lix(text) > 60
    }
    assert hard == {}
