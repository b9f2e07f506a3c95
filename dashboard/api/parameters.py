"""The parameters of the interface: how each is written, as text to be checked and as OpenAPI says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.api.moments import PATTERN as MOMENTS
from dashboard.api.refusal import RefusedError
from dashboard.texts.catalogue import LANGUAGES

Schema = Mapping[str, object]
NUMBER = r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
LIMIT, LIMIT_MOST = 100, 1000
"""Features on a page: where nothing is asked for, and at most."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query.

    `pattern` is what its text must be, whole; `schema` the same as OpenAPI says it. `about` is the end of the
    catalogue key `api.parameter.<about>`; `label` is what else it is called, of a property.
    """

    name: str
    schema: Schema
    pattern: str
    about: str
    label: str = ""
    values: Mapping[str, object] = field(default_factory=dict)  # for the blanks of `about`


def text_parameter(name: str, about: str, pattern: str = "", label: str = "", **values: object) -> Parameter:
    """Parameter whose value is text.

    Parameters
    ----------
    name : str
        As it is written in the address.
    about : str
        Key of its description, below `api.parameter.` in the catalogue.
    pattern : str
        Regular expression that the whole value matches; "" for any text.
    label : str
        Key of the property whose name the description mentions; "" for none.
    **values
        Of the description's blanks.

    Returns
    -------
    Parameter
    """
    schema: dict[str, object] = {"type": "string"}
    if pattern:
        schema["pattern"] = pattern
    return Parameter(name, schema, pattern or r"[\s\S]*", about, label, values)


def choice_parameter(name: str, about: str, choices: Sequence[str], label: str = "") -> Parameter:
    """Parameter whose value is one of some texts.

    Parameters
    ----------
    name, about : str
        As in `text_parameter`.
    choices : sequence of str
    label : str
        As in `text_parameter`.

    Returns
    -------
    Parameter
    """
    pattern = "|".join(re.escape(choice) for choice in choices)
    return Parameter(name, {"type": "string", "enum": list(choices)}, pattern, about, label)


def number_parameter(name: str, about: str, label: str = "") -> Parameter:
    """Any number."""
    return Parameter(name, {"type": "number"}, NUMBER, about, label)


def flag_parameter(name: str, about: str, label: str = "") -> Parameter:
    """`true` or `false`."""
    return Parameter(name, {"type": "boolean"}, "true|false", about, label)


def form_of(forms: Iterable[str]) -> Parameter:
    """How the answer is written, where the header `Accept` is not to say."""
    return choice_parameter("f", "f", list(forms))


LANG = choice_parameter("lang", "lang", LANGUAGES)
VERSION = text_parameter("v", "v", r"^[0-9a-f]{12}$")
BBOX = Parameter(
    "bbox",
    {
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": size, "maxItems": size} for size in (4, 6)],
    },
    f"{NUMBER}(,{NUMBER}){{3}}((,{NUMBER}){{2}})?",
    "bbox",
)
DATETIME = text_parameter("datetime", "datetime", MOMENTS)
PAGE = (
    Parameter(
        "limit",
        {"type": "integer", "minimum": 1, "default": LIMIT},
        "0*[1-9][0-9]*",
        "limit",
        values={"most": LIMIT_MOST, "usual": LIMIT},
    ),
    Parameter("offset", {"type": "integer", "minimum": 0, "default": 0}, "[0-9]+", "offset"),
)


def checked_parameters(given: Iterable[tuple[str, str]], known: Sequence[Parameter]) -> dict[str, str]:
    """The values of a query by name, each as its parameter wants it.

    Raises
    ------
    RefusedError
        400, if one is unknown, stands twice, or is written otherwise.
    """
    by_name = {parameter.name: parameter for parameter in known}
    found: dict[str, str] = {}
    for name, value in given:
        if name not in by_name:
            raise RefusedError(400, "unknown_parameter", name=name, known=", ".join(by_name))
        if name in found:
            raise RefusedError(400, "twice", name=name)
        if not re.fullmatch(by_name[name].pattern, value):
            raise RefusedError(
                400, "bad_value", name=name, value=value[:80], expected=expected_value(by_name[name])
            )
        found[name] = value
    return found


def expected_value(parameter: Parameter) -> str:
    """Description for people of how a value should be written: the choices, the kind or the pattern.

    Parameters
    ----------
    parameter : Parameter

    Returns
    -------
    str
    """
    schema = parameter.schema
    choices = schema.get("enum")
    if isinstance(choices, list):
        return ", ".join(choices)
    if schema["type"] == "array":
        return "11.2,57.5,12.4,58.1"
    if parameter.name == "datetime":
        return "2025-06-30, ../2025-06-30T12:00:00Z"
    if schema["type"] == "boolean":
        return "true, false"
    return {"integer": "1, 2, 3 …", "number": "12.5"}.get(
        str(schema["type"]), str(schema.get("pattern", "…"))
    )
