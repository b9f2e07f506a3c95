"""What residents can filter units by: each group with its options, and what every unit has told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dashboard.words.words import Words
from geodata.contract.settings import OPERATORS
from geodata.region.opening_hours import open_evenings, open_weekends, weekly_hours
from geodata.region.region import Region

YES = "yes"
NOW = "now"
OptionKeys = list[str] | None
"""Keys of the options that a unit has, perhaps none; None where the unit has not said."""

SERVES = "serves"
"""Group of care at home: whether a unit may come to where one lives. The place asks it, no key of its own."""


@dataclass(frozen=True)
class Group:
    """One group of options.

    Attributes
    ----------
    key : str
        Also the catalogue's `find.group.<key>` and `find.untold.<key>`.
    takes : {"all", "any"}
        Whether a unit needs every option that is asked for, or one of them.
    options : sequence of (str, str)
        Each option's own word, which stands in the address, and what it is called.
    units : sequence
        What each unit of the region has told.
    lang : str
        Language of the options' names where it is not the page's.
    about : mapping of str
        What an option means, in a sentence, by its key.
    timed : sequence of str
        Options that depend on what time it is: the browser says who has them.
    """

    key: str
    takes: Literal["all", "any"]
    options: Sequence[tuple[str, str]]
    units: Sequence[OptionKeys]
    lang: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    timed: Sequence[str] = ()

    @property
    def known(self) -> bool:
        """Whether any unit has told."""
        return any(values is not None for values in self.units)


def groups(region: Region, words: Words) -> list[Group]:
    """Filter groups in the order shown, also those that no unit has details for.

    Parameters
    ----------
    region : Region
    words : Words

    Returns
    -------
    list of Group
        `units` of each is of all units of the region.
    """
    units = region.units
    spoken = region.settings.language
    lang = "" if spoken == words.language else spoken
    return [
        Group(
            "accepts",
            "all",
            _named("accepts", (YES,), words),
            [_yes(answer) for answer in units["accepts_new"]],
        ),
        Group(
            "open",
            "all",
            _named("open", (NOW, "evening", "weekend"), words),
            [_open(text) for text in units["opening"]],
            timed=(NOW,),
        ),
        _listed("languages", "any", units["languages"].tolist(), words, lang),
        _listed("services", "all", units["services"].tolist(), words, lang),
        Group(
            "operator",
            "any",
            [(key, words(f"operator.{key}")) for key in OPERATORS],
            [[operator] if operator else None for operator in units["operator"]],
            about={key: words(f"find.operator.{key}") for key in OPERATORS},
        ),
        Group(
            "step_free",
            "all",
            _named("step_free", (YES,), words),
            [_yes(answer) for answer in units["step_free"]],
        ),
    ]


def _named(group: str, keys: Sequence[str], words: Words) -> list[tuple[str, str]]:
    return [(key, words(f"find.option.{group}_{key}")) for key in keys]


def _listed(key: str, takes: Literal["all", "any"], texts: Sequence[str], words: Words, lang: str) -> Group:
    listed = [parts(text) for text in texts]
    names = sorted({name for known in listed if known for name in known}, key=words.sort_key)
    return Group(key, takes, [(name, name) for name in names], listed, lang)


def parts(text: str) -> OptionKeys:
    """Names in a text separated by ";", in its order and without repeats.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str, or None
        None where the text is empty: the unit has not said.
    """
    return list(dict.fromkeys(name.strip() for name in text.split(";") if name.strip())) or None


def _open(text: str) -> OptionKeys:
    week = weekly_hours(text)
    if week is None:
        return None
    answers = (("evening", open_evenings(week)), ("weekend", open_weekends(week)))
    return [key for key, is_so in answers if is_so]


def _yes(text: str) -> OptionKeys:
    return None if not text else [YES] if text == YES else []
