"""What an address says that cannot be shown, named, with what is shown in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dash import html

from dashboard.components.messages import close, message
from dashboard.layers import layers_of
from dashboard.question.address_checks import misread_language
from dashboard.question.misread import Misread
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.region.changes import read_changes
from geodata.region.dry_land import nearest_land
from geodata.region.region import Region
from geodata.scenario.changed_region import place
from geodata.scenario.valid_changes import capacity_most, form_of

NAMED_MOST, VALUE_MOST = 4, 60
"""Values told of a key, and characters of each: what is cut off in sending can be long."""


def misread_sentences(
    misread: Iterable[Misread], words: Words, assessment: Assessment | None = None
) -> list[str]:
    """A sentence for each key: its values, and what is shown instead.

    Parameters
    ----------
    misread : iterable of Misread
    words : Words
    assessment : Assessment, optional
        Of what is shown; needed where that is told by its name.
    """
    by_key: dict[tuple[str, str], list[str]] = {}
    for each in misread:
        by_key.setdefault((each.key, each.instead), []).append(each.value)
    names = {"lang": words(f"ui.language.{words.language}"), **_names(assessment, words)}
    sentences = []
    for (key, instead), values in by_key.items():
        shown = "usual" if instead == "name" and not names.get(key) else instead
        filled = {"name": names[key]} if shown == "name" else {}
        if shown == "land" and assessment is not None:
            filled = {"name": _ashore(assessment.region, values[0])}
        if shown == "most" and assessment is not None:
            filled = {"name": words.number(_most(assessment, values[0]))}
        what = words(f"address.key.{key}")
        listed = _listed(dict.fromkeys(values), words)
        replaced = words("address.misread", what=what, values=listed)
        sentences.append(f"{replaced} {words(f'address.instead.{shown}', **filled)}")
    return sentences


def page_notice(
    region: Region,
    words: Words,
    query: Mapping[str, str],
    misread: Iterable[Misread] = (),
    sentences: Sequence[str] = (),
    *,
    tells_version: bool = True,
    assessment: Assessment | None = None,
) -> html.Div | None:
    """The notice that a page opens with; None where all of its address can be shown.

    Parameters
    ----------
    region : Region
    words : Words
    query : mapping
        The address's keys and values: its language and version are those of every page.
    misread : iterable of Misread
        Of the page's own keys.
    sentences : sequence of str
        What there is to say besides.
    tells_version : bool
        Whether a version that is no longer kept is told here, and not by the page's answers.
    assessment : Assessment, optional
        Of what is shown.
    """
    lines = [*misread_sentences([*misread_language(query), *misread], words, assessment), *sentences]
    version = query.get("v", "")
    if tells_version and version not in ("", region.version):
        lines.append(words("ui.version_linked", version=version[:6]))
    if region.stands_in:
        lines.insert(0, words("ui.stands_in", date=words.date(region.built[:10])))
    if not lines:
        return None
    return message([part for line in lines for part in (line, " ")] + [close(words)])


def _listed(values: Iterable[str], words: Words) -> str:
    quoted = [
        words("address.quoted", value=value if len(value) <= VALUE_MOST else f"{value[:VALUE_MOST]}…")
        for value in values
    ]
    shown = ", ".join(quoted[:NAMED_MOST])
    rest = len(quoted) - NAMED_MOST
    return words("address.more", values=shown, count=rest) if rest > 0 else shown


def _most(assessment: Assessment, change: str) -> float:
    """The most capacity that a change could give its unit."""
    (item,) = read_changes(change)
    form = form_of(assessment.region, item, assessment.scenario.care_form)
    return capacity_most(assessment.region, form)


def _ashore(region: Region, change: str) -> str:
    """Name of the area on land that is nearest to where a change would put a unit."""
    (item,) = read_changes(change)
    return str(region.areas["name"].iloc[nearest_land(region, *place(region, item))[2]])


def _names(assessment: Assessment | None, words: Words) -> dict[str, str]:
    """What is shown instead, by the key of the address, where that is one thing with a name."""
    if assessment is None:
        return {}
    region, scenario = assessment.region, assessment.scenario
    minutes = words.number(scenario.limit_min, 0 if scenario.limit_min.is_integer() else 1)
    return {
        "form": words.of(region.settings.care_forms[scenario.care_form].name),
        "period": words.inside(words.period(scenario.period)) if scenario.period else "",
        "limit": f"{minutes} {words('ui.minutes_short')}",
        "age": words("address.all_ages"),
        "table": words(f"layer.{layers_of(region)[0].key}.table"),
    }
