"""Swedish person numbers: found, so that none is ever kept."""

from __future__ import annotations

import re
from typing import Any, Final

NUMBER: Final = re.compile(
    r"(?<!\d)(?:18|19|20)?(\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01]))[-+ ]?(\d{4})(?!\d)"
)
"""Year, month and day - of a coordination number 60 more - and four figures, the last of which is a check."""
MASKED: Final = "******-****"


def has_person_number(text: str) -> bool:
    """Whether a text holds what must be a person number: its date and its check figure are right."""
    return any(_adds_up(found[1] + found[2]) for found in NUMBER.finditer(text))


def without_person_numbers(value: Any) -> Any:
    """The same with stars for every person number, in texts at any depth; keys are texts too."""
    if isinstance(value, str):
        return NUMBER.sub(lambda found: MASKED if _adds_up(found[1] + found[2]) else found[0], value)
    if isinstance(value, dict):
        return {without_person_numbers(str(key)): without_person_numbers(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [without_person_numbers(each) for each in value]
    if isinstance(value, int) and not isinstance(value, bool) and has_person_number(str(value)):
        return MASKED
    return value


def _adds_up(figures: str) -> bool:
    """Whether ten figures end in their check by Luhn's rule."""
    doubled = (int(figure) * (2 - at % 2) for at, figure in enumerate(figures))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
