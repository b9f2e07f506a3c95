"""How units are read: care forms and operators as registers call them, coordinates, and repeated rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geodata.guess.column_values import ColumnValues
from geodata.guess.findings import Guess, Question, Reason, Setting
from geodata.guess.names import plain
from geodata.guess.row_settings import several_of
from geodata.guess.table_guess import Fit, Sight
from geodata.guess.vocabulary import KnownForm, care_form_of, care_forms, operator_of

KEY_MOST = 30
ANY = "mottagning"
"""The care form of what is no other one that is known."""


@dataclass(frozen=True)
class UsedForm:
    """A care form that the region has: known by its words, or called as the file calls it."""

    key: str
    name: Mapping[str, str]
    plural: Mapping[str, str]
    limit_min: int
    known: bool

    @classmethod
    def of(cls, form: KnownForm) -> UsedForm:
        """One that is known."""
        return cls(form.key, form.name, form.plural, form.limit_min, True)


def keyed(text: str) -> str:
    """A text as a key: `Capio Närvård` is `capio-narvard`."""
    return "-".join(plain(text))[:KEY_MOST].strip("-") or "x"


def care_form_settings(
    sight: Sight, fit: Fit, answers: Mapping[str, str]
) -> tuple[list[Setting], list[UsedForm]]:
    """Lines that say the care form of each row, and the care forms there are."""
    if "care_form" in fit.columns:
        return _of_column(sight.column(fit.columns["care_form"][0]), answers)
    if "name" not in fit.columns:
        return _constant(sight, [])
    names = sight.column(fit.columns["name"][0]).filled.tolist()
    forms = [form for name in names if (form := care_form_of(name)) is not None]
    by_key = {form.key: form for form in forms}
    counted = _in_families(Counter(form.key for form in forms if form.key != ANY), by_key)
    common = [key for key, count in counted.most_common() if count >= max(2, 0.03 * len(names))]
    if len(common) <= 1 or counted.total() < 0.5 * len(names):
        return _constant(sight, [by_key[key] for key in common[:1]])
    order = [form for form in care_forms() if form.key in common]
    patterns = {
        form.pattern: mine.key for form in care_forms() for mine in order if form.family == mine.family
    }
    recode = patterns | {".": ANY}
    reason = Reason("care_forms_in_names", several_of([f"{key} {counted[key]}" for key in common]))
    settings = [Setting(("columns", "care_form"), fit.columns["name"][0], 0.6, reason)]
    settings += [
        Setting(("recode_like", "care_form", pattern), key, 0.6, reason) for pattern, key in recode.items()
    ]
    rest = next(form for form in care_forms() if form.key == ANY)
    return settings, [UsedForm.of(form) for form in (*order, rest)]


def _in_families(counted: Counter[str], by_key: Mapping[str, KnownForm]) -> Counter[str]:
    """Counts of forms with all of a family under the commonest of it."""
    families: dict[str, list[str]] = {}
    for key, _count in counted.most_common():
        families.setdefault(by_key[key].family, []).append(key)
    return Counter({keys[0]: sum(counted[key] for key in keys) for keys in families.values()})


def _constant(sight: Sight, found: Sequence[KnownForm]) -> tuple[list[Setting], list[UsedForm]]:
    """One care form for all rows: that of most names, or of the file's own name."""
    form = found[0] if found else care_form_of(sight.peek.file)
    sure = 0.85 if found else 0.7 if form is not None else 0.4
    if form is None:
        form = next(each for each in care_forms() if each.key == ANY)
    reason = Reason("care_form_of_all", form.key)
    return [Setting(("constants", "care_form"), form.key, sure, reason)], [UsedForm.of(form)]


def _of_column(column: ColumnValues, answers: Mapping[str, str]) -> tuple[list[Setting], list[UsedForm]]:
    recode: dict[str, str] = {}
    used: dict[str, UsedForm] = {}
    for text in column.distinct[:40]:
        form = care_form_of(text)
        key = answers.get(text) or (
            text if re.fullmatch(r"[a-z0-9_-]+", text) else form.key if form else keyed(text)
        )
        if key != text:
            recode[text] = key
        known = next((each for each in care_forms() if each.key == key), form)
        words = {"sv": text, "en": text}
        used.setdefault(
            key,
            UsedForm(key, known.name, known.plural, known.limit_min, True)
            if known
            else UsedForm(key, words, words, 20, False),
        )
    settings = []
    if recode:
        reason = Reason("care_form_words", several_of(list(recode)))
        settings.append(Setting(("recode", "care_form"), recode, 0.85, reason))
    return settings, list(used.values())


def operator_settings(
    sight: Sight, fit: Fit, answers: Mapping[str, str]
) -> tuple[list[Setting], list[tuple[str, str]]]:
    """A line that makes `own`, `contract` and `choice` of words; and those that are not known."""
    if "operator" not in fit.columns:
        return [], []
    column = sight.column(fit.columns["operator"][0])
    recode, unsure = {}, []
    for text in column.distinct[:40]:
        operator = answers.get(text) or operator_of(text)
        if operator is None:
            unsure.append((text, "choice"))
            operator = "choice"
        if operator != text:
            recode[text] = operator
    recode |= dict.fromkeys(column.nulls, "")
    if not recode:
        return [], []
    reason = Reason("operator_words", several_of([f"{theirs} = {ours}" for theirs, ours in recode.items()]))
    return [Setting(("recode", "operator"), recode, 0.6 if unsure else 0.88, reason)], unsure


def repeated_settings(sight: Sight, fit: Fit) -> list[Setting]:
    """A line for units that stand on several rows."""
    if "unit_id" not in fit.columns:
        return []
    column = sight.column(fit.columns["unit_id"][0])
    if column.unique_share == 1:
        return []
    times = len(column.filled) - len(column.distinct)
    return [Setting(("duplicates",), "first", 0.7, Reason("units_repeated", str(times)))]


def questions_of(unsure: Sequence[tuple[str, str]]) -> list[Question]:
    """What is asked of operators' words that are not known."""
    return [
        Question(
            ("recode", "operator", text),
            Guess(operator, 0.5, Reason("unknown_word", text)),
            ("own", "contract", "choice"),
        )
        for text, operator in unsure
    ]
