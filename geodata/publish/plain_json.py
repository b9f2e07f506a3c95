"""Frozen records as plain JSON values and back, led by their type annotations."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def to_plain_json(value: Any) -> Any:
    """Value as what JSON can hold: records and mappings as objects, tuples as lists, other things as text.

    Parameters
    ----------
    value : record, mapping, tuple, date, Decimal or scalar

    Returns
    -------
    dict, list, str, number, bool or None
    """
    if is_dataclass(value):
        return {field.name: to_plain_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain_json(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def from_plain_json(kind: Any, value: Any) -> Any:
    """Value of a given type from what `to_plain_json` made of it.

    Parameters
    ----------
    kind : type or annotation
        Record classes, `Mapping`, `tuple[X, ...]`, `X | None`, `Literal`, `date`, `Decimal` and scalars.
    value : dict, list, str, number, bool or None

    Returns
    -------
    object
        Of type `kind`.

    Raises
    ------
    TypeError, KeyError, ValueError
        If the value does not fit.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        kept = [argument for argument in arguments if argument is not type(None)]
        return None if value is None else from_plain_json(kept[0], value)
    if origin is Literal or kind is Any:
        return value
    if origin is tuple:
        return tuple(from_plain_json(arguments[0], item) for item in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: from_plain_json(arguments[1], item) for key, item in value.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{key: from_plain_json(hints[key], item) for key, item in value.items()})  # type: ignore[operator]
    if kind is date:
        return date.fromisoformat(value)
    return kind(value)
