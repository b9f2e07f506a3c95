"""A presentation: views of the map in an order, each with a heading and a note. A view is its address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from dashboard.question.state import STORES
from dashboard.serve.links import BROKEN, read_query
from dashboard.words.words import LANGUAGES, Words, words
from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import RegionError

FORMAT: str = CONSTANTS["formats"]["presentation"]["format"]
FORMAT_VERSION: int = CONSTANTS["formats"]["presentation"]["format_version"]
VIEW_KEYS = frozenset(key for keys in STORES.values() for key in keys) | {"at", "kpi", "line", "swipe"}
"""Address keys that a view is made of; the language and the data version are the presentation's."""
STEPS_MOST, FIGURES_MOST = 60, 3
NAME_MOST: int = CONSTANTS["most"]["name"]
HEADING_MOST, NOTE_MOST, VIEW_MOST = 160, 4_000, 8_000
TEXT_MOST = 600_000
"""Characters of a whole file: sixty long notes and addresses, and no more."""
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
FIGURE = re.compile(r"[\w.:+-]{1,80}")
VERSION = re.compile(r"[0-9A-Za-z]{0,64}")


@dataclass(frozen=True, slots=True)
class StepProblem:
    """One thing to correct: in which step (0: in none), in which field, and the values its text needs."""

    key: str
    name: str = ""
    step: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, words: Words) -> str:
        """Where it is, what was expected and what to do."""
        what = words(f"presentation.problem.{self.key}", **self.values)
        if not self.name:
            return what
        place = words("presentation.problem_step", step=self.step) if self.step else ""
        return words("presentation.problem_at", place=place, field=self.name, what=what).strip()


class PresentationError(RegionError):
    """A presentation cannot be read; `problems` lists everything to correct."""

    def __init__(self, where: str, problems: list[StepProblem]) -> None:
        self.where, self.problems = where, problems
        super().__init__(f"{where}: " + " ".join(self.sentences(words("en"))))

    def sentences(self, words: Words) -> list[str]:
        """Every problem in a language."""
        return [problem.sentence(words) for problem in self.problems]


@dataclass(frozen=True, slots=True)
class Step:
    """One view with words: `view` is Planera's query string, `figures` the keys of its big numbers.

    Without figures it is the layer's own that are told.
    """

    heading: str
    note: str
    view: str
    figures: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """The view's keys and values."""
        return read_query(self.view)


@dataclass(frozen=True, slots=True)
class Presentation:
    """A named list of steps, and the version of the data it was made on; "" is always the newest.

    `region` is the id of the region it is about; "" fits any.
    """

    name: str
    steps: tuple[Step, ...]
    version: str
    language: str
    key: str
    region: str = ""


def view_of(query: Mapping[str, str]) -> str:
    """View that an address shows, as a query string of the view's own keys in a fixed order.

    Parameters
    ----------
    query : mapping
        All keys and values of the address.

    Returns
    -------
    str
    """
    kept = {key: query[key] for key in sorted(VIEW_KEYS & query.keys()) if query[key]}
    return urlencode(kept, safe=",/:;@*")


def read_presentation(text: str, where: str) -> Presentation:
    """The presentation of a file.

    Parameters
    ----------
    text : str
        JSON: `format`, `format_version` 1, `key`, `name`, `language`, `region`, `version` and `steps`,
        each with `heading`, `note`, `view` and, where others than the layer's are wanted, `figures`.
    where : str
        Name of the file, for the message.

    Raises
    ------
    PresentationError
        With every problem there is.
    """
    if len(text) > TEXT_MOST:
        raise PresentationError(where, [StepProblem("too_large", values={"most": TEXT_MOST})])
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise PresentationError(where, [StepProblem("no_json")]) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PresentationError(where, [StepProblem("no_presentation", values={"format": FORMAT})])
    if content.get("format_version") != FORMAT_VERSION:
        version = json.dumps(content.get("format_version"))[:40]
        values = {"found": version, "ours": str(FORMAT_VERSION)}
        raise PresentationError(where, [StepProblem("other_format", values=values)])
    reader = _Reader()
    found = Presentation(
        name=reader.text(content, "name", 0, NAME_MOST, needed=True),
        steps=tuple(reader.step(content_, at) for at, content_ in enumerate(reader.steps(content), 1)),
        version=reader.matching(content, "version", VERSION),
        language=reader.matching(content, "language", re.compile("|".join(LANGUAGES))),
        key=reader.matching(content, "key", KEY),
        region=reader.text(content, "region", 0, NAME_MOST),
    )
    if reader.problems:
        raise PresentationError(where, reader.problems)
    return found


def write_presentation(presentation: Presentation) -> str:
    """The text of a presentation's file, as `read_presentation` takes it."""
    source = presentation
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "key": source.key,
        "name": source.name,
        "language": source.language,
        "region": source.region,
        "version": source.version,
        "steps": [
            {"heading": step.heading, "note": step.note, "view": step.view}
            | ({"figures": list(step.figures)} if step.figures else {})
            for step in source.steps
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


class _Reader:
    """Reads field by name, keeping every problem: `at` is the step's number, 0 for the presentation's own."""

    def __init__(self) -> None:
        self.problems: list[StepProblem] = []

    def text(self, of: Mapping[str, object], name: str, at: int, most: int, *, needed: bool = False) -> str:
        value = of.get(name, "")
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").strip()
        if not isinstance(value, str):
            self._add("no_text", name, at)
        elif len(value) > most:
            self._add("too_long", name, at, found=len(value), most=most)
        elif BROKEN.search(value):
            self._add("broken", name, at)
        elif needed and not value:
            self._add("empty", name, at)
        else:
            return value
        return ""

    def matching(self, of: Mapping[str, object], name: str, pattern: re.Pattern[str]) -> str:
        value = self.text(of, name, 0, NAME_MOST)
        if pattern.fullmatch(value):
            return value
        self._add(f"expected_{name}", name, 0, found=value)
        return ""

    def steps(self, of: Mapping[str, object]) -> list[object]:
        steps = of.get("steps")
        if not isinstance(steps, list) or not steps:
            self._add("no_steps", "steps", 0)
            return []
        if len(steps) > STEPS_MOST:
            self._add("too_many", "steps", 0, found=len(steps), most=STEPS_MOST)
        return steps[:STEPS_MOST]

    def step(self, content: object, at: int) -> Step:
        if not isinstance(content, dict):
            self._add("no_step", "steps", at)
            return Step("", "", "")
        return Step(
            heading=self.text(content, "heading", at, HEADING_MOST, needed=True),
            note=self.text(content, "note", at, NOTE_MOST),
            view=self._view(content, at),
            figures=self._figures(content, at),
        )

    def _view(self, of: Mapping[str, object], at: int) -> str:
        query = read_query(self.text(of, "view", at, VIEW_MOST))
        strange = sorted(query.keys() - VIEW_KEYS - {"lang", "v"})
        if strange:
            self._add("view_key", "view", at, found=strange[0][:40])
        return view_of(query)

    def _figures(self, of: Mapping[str, object], at: int) -> tuple[str, ...]:
        found = of.get("figures", [])
        if (
            isinstance(found, list)
            and len(found) <= FIGURES_MOST
            and all(isinstance(key, str) and FIGURE.fullmatch(key) for key in found)
        ):
            return tuple(found)
        self._add("figures", "figures", at, most=FIGURES_MOST)
        return ()

    def _add(self, key: str, name: str, at: int, **values: object) -> None:
        self.problems.append(StepProblem(key, name, at, values))
