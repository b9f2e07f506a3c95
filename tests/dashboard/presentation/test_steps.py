"""A presentation is read back as it was written, and every problem in a file is told in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.presentation.steps import (
    BROKEN,
    STEPS_MOST,
    TEXT_MOST,
    Presentation,
    PresentationError,
    Step,
    read_presentation,
    view_of,
    write_presentation,
)
from dashboard.words.words import words

TWO = Presentation(
    name="Nämnden i mars",
    steps=(
        Step("Så ser utbudet ut", "Börja lugnt.\nVänta in alla.", "layers=nearest,units"),
        Step("Om Åsarp stänger", "", "changes=close:u7&layers=change", ("covered", "beyond")),
    ),
    version="7c1e04",
    language="sv",
    key="namnden-i-mars",
    region="demo-14",
)


def told(change: dict[str, object], step: dict[str, object] | None = None) -> list[str]:
    """Problems of the file with some fields of it, or of its second step, written otherwise."""
    content = json.loads(write_presentation(TWO)) | change
    if step is not None:
        content["steps"][1] |= step
    with pytest.raises(PresentationError) as caught:
        read_presentation(json.dumps(content), "mars.json")
    assert str(caught.value).startswith("mars.json: ")
    return caught.value.sentences(words("sv"))


def test_what_is_written_is_read_back() -> None:
    assert read_presentation(write_presentation(TWO), "mars.json") == TWO


def clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_words_come_back_or_are_refused_in_a_sentence(heading: str, note: str) -> None:
    text = write_presentation(replace(TWO, steps=(Step(heading, note, ""),)))
    if not heading.strip() or BROKEN.search(clean(heading) + clean(note)):
        with pytest.raises(PresentationError, match="Step 1 "):
            read_presentation(text, "mars.json")
    else:
        found = read_presentation(text, "mars.json").steps[0]
        assert (found.heading, found.note) == (clean(heading), clean(note))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
    )
)
def test_no_file_whatever_ends_in_anything_but_a_sentence(content: object) -> None:
    whole = {"format": "utbudskarta-presentation", "format_version": 1, "steps": content, "name": content}
    for one in (content, whole):
        with pytest.raises(PresentationError):
            read_presentation(json.dumps(one), "mars.json")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "[" * 100_000, "x" * (TEXT_MOST + 1), '{"format": "x"}']
)
def test_what_is_no_presentation_is_told_as_such(text: str) -> None:
    with pytest.raises(PresentationError):
        read_presentation(text, "mars.json")


def test_a_problem_says_which_step_and_which_field() -> None:
    assert told({}, {"heading": " "}) == ["Steg 2 heading: Här saknas text. Skriv något."]
    assert told({"name": 7}) == ["name: Här ska det stå text."]


def test_every_problem_is_told_at_once() -> None:
    found = told(
        {"name": "", "language": "de", "version": "../7c"}, {"view": "admin=1", "figures": "covered"}
    )
    assert len(found) == 5
    assert "“de” är inget språk här. Skriv sv eller en." in found[4]


@pytest.mark.parametrize("key", ["", "../etc", "Mars", "a b", "-a", "a" * 61, "å"])
def test_a_key_is_safe_in_an_address_and_as_the_name_of_a_file(key: str) -> None:
    assert len(told({"key": key})) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("heading", "x" * 161),
        ("heading", "a\x00b"),
        ("note", "x" * 4_001),
        ("note", "\x1b[2J"),
        ("view", "find=" + "x" * 8_000),
        ("figures", ["a", "b", "c", "d"]),
        ("figures", ["<b>"]),
        ("figures", [7]),
    ],
)
def test_what_a_step_says_is_bounded(field: str, value: object) -> None:
    assert told({}, {field: value})[0].startswith(f"Steg 2 {field}: ")


def test_there_is_at_least_one_step_and_not_too_many() -> None:
    assert told({"steps": []}) == ["steps: Presentationen har inga steg. Lägg till minst ett."]
    assert told({"steps": [{"heading": "x"}] * (STEPS_MOST + 1)})[0].startswith(
        "steps: Presentationen har 61"
    )


def test_a_later_format_is_not_guessed_at() -> None:
    assert told({"format_version": 2})[0].startswith("Filens format_version är 2.")


def test_a_view_is_an_address_without_what_is_the_pages_own() -> None:
    query = {"lang": "en", "v": "7c1e04", "area": "1480", "layers": "nearest,units", "utm": "x", "find": ""}
    assert view_of(query) == "area=1480&layers=nearest,units"
    assert Step("", "", view_of(query)).query == {"area": "1480", "layers": "nearest,units"}
