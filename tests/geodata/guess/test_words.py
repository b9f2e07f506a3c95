"""What is guessed can be told in both languages, whatever the reason."""

from __future__ import annotations

import ast
from pathlib import Path

from geodata.guess.findings import Guess, Question, Reason
from geodata.guess.words import guess_sentences, phrase, question_words, reason_words, sure_words

ROOM = Path(__file__).parents[3] / "geodata" / "guess"


def reasons_used() -> set[str]:
    """First arguments of every `Reason(...)` in the room, f-strings apart."""
    calls = (
        node
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason"
    )
    return {
        constant.value
        for call in calls
        for constant in ast.walk(call.args[0])
        if isinstance(constant, ast.Constant)
        and isinstance(constant.value, str)
        and " " not in constant.value
    } - {"missing_", "S"}


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    assert reasons_used() <= set(guess_sentences())
    assert all(set(each) == {"sv", "en"} for each in guess_sentences().values())


def test_no_sentence_is_left_that_nothing_uses() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    unused = [
        code
        for code in guess_sentences()
        if not code.startswith(("_ask_", "missing_")) and f'"{code}"' not in text.replace("'", '"')
    ]
    assert not unused


def test_how_sure_is_a_word_and_a_number() -> None:
    assert sure_words(0.99, "sv") == "säker 99 %"
    assert sure_words(0.71, "en") == "likely, 71%"
    assert sure_words(0.5, "sv") == "osäker 50 %"


def test_a_reason_fills_in_what_it_rests_on() -> None:
    assert (
        reason_words(Reason("joined", "areas.geojson", ("100%",)), "en")
        == "100% of the values are in areas.geojson"
    )


def test_a_question_names_file_and_column() -> None:
    question = Question(("columns", "a.csv", "Kap"), Guess("capacity", 0.5, Reason("our_name")))
    assert question_words(question, "en") == "What is the column “Kap” of a.csv?"
    assert phrase("missing_areas", "sv")
