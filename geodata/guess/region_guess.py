"""The region as a whole: where it lies, what it is called, and every table's lines put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from geodata.contract.tables import TABLES
from geodata.guess.area_settings import municipality_settings
from geodata.guess.declared import age_groups, care_form_lines, defaults, indicators, need_indices, terms
from geodata.guess.findings import (
    LIKELY,
    Answers,
    Findings,
    Guess,
    LeftOut,
    Question,
    Reason,
    Setting,
    TableFinding,
)
from geodata.guess.keyed_uses import keyed_settings
from geodata.guess.people_settings import people_settings, residents_date
from geodata.guess.shipped import AREAS_FILE, shipped_areas
from geodata.guess.shipped_tables import shipped_tables
from geodata.guess.systems import Bounds
from geodata.guess.tables_found import Filled, Place, table_finding
from geodata.guess.unit_settings import (
    UsedForm,
    care_form_settings,
    keyed,
    operator_settings,
    questions_of,
    repeated_settings,
)

_ORDER: Final = tuple(TABLES)


@dataclass
class _Draft:
    """What is gathered on the way to findings."""

    settings: list[Setting] = field(default_factory=list)
    tables: list[TableFinding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    forms: dict[str, UsedForm] = field(default_factory=dict)


def region_findings(
    filled: Sequence[Filled], left: Sequence[LeftOut], folder: str, answers: Answers
) -> Findings:
    """Findings of a folder whose files have been told apart.

    Parameters
    ----------
    filled : sequence of Filled
    left : sequence of LeftOut
    folder : str
        Its name.
    answers : Answers
    """
    draft = _Draft()
    areas = next((each for each in filled if each.fit.table.name == "areas"), None)
    swedish = _uses_shipped(filled, areas)
    county = _county(filled, answers, draft) if areas is None and swedish else ""
    filled = _within(filled, county)
    place = Place.of(areas, county, _anchor(filled)) if areas is not None or county else None
    _identity(folder, county, place, answers, draft)
    region_id, region_name = _value(draft, "id"), _value(draft, "name")
    if areas is None and county:
        draft.tables.append(_shipped_areas(county))
    counts: Counter[str] = Counter()
    for each in sorted(filled, key=lambda file: _ORDER.index(file.fit.table.name)):
        name = each.fit.table.name
        counts[name] += 1
        key = name if counts[name] == 1 else f"{name}_{counts[name]}"
        lines, more = _lines(each, draft, region_id, region_name, county, place, answers)
        draft.tables.append(table_finding(each, key, lines, place, more))
        if each.candidates and each.candidates[0].sure < LIKELY:
            options = tuple(guess.value for guess in each.candidates)
            draft.questions.append(Question(("tables", each.sight.peek.label), each.candidates[0], options))
    if place is not None and place.crs == "EPSG:3006":
        draft.tables += shipped_tables(draft.tables, county)
    _population_date(filled, answers, draft)
    draft.settings += care_form_lines(list(draft.forms.values()), answers)
    draft.settings += indicators(filled) + need_indices(filled) + age_groups(filled) + terms(filled)
    draft.settings += defaults(draft.tables, draft.settings)
    there = {each.table for each in draft.tables}
    missing = [
        Reason(f"missing_{name}") for name, table in TABLES.items() if table.required and name not in there
    ]
    _column_questions(draft)
    return Findings(
        tuple(draft.settings), tuple(draft.tables), tuple(left), tuple(draft.questions), tuple(missing)
    )


def _value(draft: _Draft, key: str) -> str:
    return next(str(each.value) for each in draft.settings if each.path == (key,))


def _uses_shipped(filled: Sequence[Filled], areas: Filled | None) -> bool:
    return areas is None and any(each.codes.areas_file == AREAS_FILE for each in filled)


def _county(filled: Sequence[Filled], answers: Answers, draft: _Draft) -> str:
    """Digits of the county: of all files, the one most rows are of, units before residents."""
    counties = shipped_areas().counties
    counted: Counter[str] = Counter()
    for name in ("units", "visits", "population"):
        for each in filled:
            if each.fit.table.name == name and not counted:
                for ours in ("municipality_id", "area_id"):
                    if ours in each.fit.columns:
                        texts = each.sight.column(each.fit.columns[ours][0]).filled
                        counted.update(text[:2] for text in texts if text[:2] in counties)
                        break
    if not counted:
        return ""
    best, count = counted.most_common(1)[0]
    share = count / counted.total()
    guess = Guess(best, 0.35 + 0.6 * share, Reason("most_rows", counties[best], (f"{share:.0%}",)))
    if answers.region.get("county", "") in counties:
        return answers.region["county"]
    if len(counted) > 1 and guess.sure < LIKELY:
        options = tuple(code for code, _count in counted.most_common())
        draft.questions.append(Question(("county",), guess, options))
    return best


def _within(filled: Sequence[Filled], county: str) -> list[Filled]:
    """The same, whose codes of areas are those of a county alone, where areas are the shipped ones."""
    if not county:
        return list(filled)
    mine = frozenset(code for code in shipped_areas().codes if code.startswith(county))
    return [replace(each, codes=replace(each.codes, areas=mine)) for each in filled]


def _anchor(filled: Sequence[Filled]) -> Bounds | None:
    """Where shapes without a system should be: by Swedish codes, by other files' degrees, else Sweden."""
    for each in filled:
        for column in each.sight.columns:
            codes = [text for text in column.distinct[:2000] if text[:4] in shipped_areas().municipalities]
            if len(codes) > 0.9 * len(column.distinct) and len(column.distinct) > 1:
                return shipped_areas().bounds(frozenset(text[:4] for text in codes))
    for each in filled:
        found = {
            ours: each.sight.column(theirs).numbers
            for ours, (theirs, _guess) in each.fit.columns.items()
            if ours in ("longitude", "latitude")
        }
        if len(found) == 2:
            east, north = found["longitude"], found["latitude"]
            east, north = east[east == east], north[north == north]
            if len(east) and len(north):
                return (
                    float(east.min()) - 1,
                    float(north.min()) - 1,
                    float(east.max()) + 1,
                    float(north.max()) + 1,
                )
    return shipped_areas().bounds(frozenset(("",)))


def _identity(folder: str, county: str, place: Place | None, answers: Answers, draft: _Draft) -> None:
    counties = shipped_areas().counties
    name = answers.region.get("name") or (
        counties[county] if county else folder.replace("_", " ").replace("-", " ").title()
    )
    identity = answers.region.get("id") or keyed(name)
    reason = Reason("county_name", name) if county else Reason("folder_name", folder)
    swedish = place is not None and place.crs == "EPSG:3006"
    british = place is not None and place.crs == "EPSG:27700"
    draft.settings += [
        Setting(("id",), identity, 1.0 if "id" in answers.region else 0.8, reason),
        Setting(("name",), name, 1.0 if "name" in answers.region else 0.8, reason),
    ]
    crs = answers.region.get("crs") or (place.crs if place is not None else "EPSG:3006")
    if "crs" in answers.region:
        draft.settings.append(Setting(("crs",), crs, 1.0, Reason("answered")))
    elif place is not None:
        draft.settings.append(Setting(("crs",), crs, place.sure, place.reason))
    else:
        guess = Guess(crs, 0.4, Reason("system_unknown"))
        draft.settings.append(Setting(("crs",), crs, 0.4, guess.reason))
        draft.questions.append(Question(("crs",), guess))
    language = answers.region.get("language") or ("sv" if swedish or place is None else "en")
    draft.settings.append(Setting(("language",), language, 0.9, Reason("country", crs)))
    currency = "SEK" if swedish else "GBP" if british else ""
    if currency:
        draft.settings.append(Setting(("currency",), currency, 0.95, Reason("country", crs)))
    if not swedish:
        draft.settings.append(Setting(("lov",), False, 0.9, Reason("no_lov")))


def _shipped_areas(county: str) -> TableFinding:
    name = shipped_areas().counties[county]
    where = Setting(("where", "county"), name, 0.9, Reason("county_name", name))
    guess = Guess("areas", 0.97, Reason("codes_shipped"))
    return TableFinding("areas", AREAS_FILE, None, len(shipped_areas().frame), True, (guess,), (), (where,))


def _lines(
    filled: Filled,
    draft: _Draft,
    region_id: str,
    region_name: str,
    county: str,
    place: Place | None,
    answers: Answers,
) -> tuple[list[Setting], Mapping[str, str]]:
    """Lines that belong to one kind of table; and our columns that a column is read for a second time."""
    sight, fit, name = filled.sight, filled.fit, filled.fit.table.name
    if name == "areas":
        lines, more = municipality_settings(sight, fit, region_id, region_name)
        if place is not None and place.setting is not None:
            lines.append(place.setting)
        if "name" not in fit.columns and "area_id" in fit.columns:
            more = {**more, "name": fit.columns["area_id"][0]}
        return lines, more
    if name == "units":
        lines, forms = care_form_settings(sight, fit, answers.recode.get("care_form", {}))
        draft.forms |= {form.key: form for form in forms if form.key not in draft.forms}
        operators, unsure = operator_settings(sight, fit, answers.recode.get("operator", {}))
        draft.questions += questions_of(unsure)
        lines += operators + repeated_settings(sight, fit)
        more = {
            ours: fit.columns[other][0]
            for ours, other in (("name", "unit_id"), ("unit_id", "name"))
            if ours not in fit.columns and other in fit.columns
        }
        if place is not None:
            lines.append(Setting(("outside",), "keep", 0.7, Reason("outside_kept")))
        if county and "municipality_id" in fit.columns:
            column = sight.column(fit.columns["municipality_id"][0])
            strange = [text for text in column.distinct if not text.startswith(county)]
            if strange and len(strange) < len(column.distinct):
                reason = Reason("other_places", str(len(strange)), (column.name,))
                lines.append(Setting(("where_like", column.name), [f"^{county}"], 0.85, reason))
        return lines, more
    if name in ("population", "projections", "lists"):
        return people_settings(sight, fit), {}
    if name in ("visits", "indicators", "lists"):
        return _of_use(filled, draft, answers) + keyed_settings(filled), {}
    if name == "need_variables":
        return keyed_settings(filled), {}
    if name == "travel_times" and "mode" not in fit.columns:
        return [Setting(("constants", "mode"), "car", 0.6, Reason("mode_assumed"))], {}
    if name == "background" and "kind" not in fit.columns:
        kind = "water" if re.search("wat|vatten|lake|sj|hav|sea", sight.peek.file.casefold()) else "land"
        return [Setting(("constants", "kind"), kind, 0.7, Reason("file_called", sight.peek.file))], {}
    if name == "places":
        return [Setting(("outside",), "keep", 0.8, Reason("outside_kept"))], {}
    return [], {}


def _of_use(filled: Filled, draft: _Draft, answers: Answers) -> list[Setting]:
    """Lines for care form and period, where the rows do not say them."""
    sight, fit = filled.sight, filled.fit
    lines: list[Setting] = []
    if fit.table.name == "visits":
        if "care_form" not in fit.columns:
            form = next(iter(draft.forms), "mottagning")
            sure = 0.9 if len(draft.forms) == 1 else 0.5
            lines.append(Setting(("constants", "care_form"), form, sure, Reason("care_form_of_all", form)))
        else:
            found, forms = care_form_settings(sight, fit, {})
            lines += found
            draft.forms |= {form.key: form for form in forms if form.key not in draft.forms}
    if "period" not in fit.columns:
        months = re.findall(r"(?<!\d)((?:19|20)\d{2})(?:[-_]?(0[1-9]|1[0-2]))?(?!\d)", sight.peek.file)
        period = "-".join(part for part in months[-1] if part) if months else str(datetime.now(UTC).year - 1)
        reason = Reason("year_in_name" if months else "period_assumed", sight.peek.file)
        given = answers.region.get(f"period.{sight.peek.label}", "")
        if given:
            return [*lines, Setting(("constants", "period"), given, 1.0, Reason("answered"))]
        lines.append(Setting(("constants", "period"), period, 0.85 if months else 0.4, reason))
        if not months:
            draft.questions.append(Question(("period", sight.peek.label), Guess(period, 0.4, reason)))
    return lines


def _population_date(filled: Sequence[Filled], answers: Answers, draft: _Draft) -> None:
    found = [residents_date(each.sight, each.fit) for each in filled if each.fit.table.name == "population"]
    day, sure = found[0] if found else ("", 0.0)
    reason = Reason("latest_year", day)
    if answers.region.get("residents_date"):
        day, sure, reason = answers.region["residents_date"], 1.0, Reason("answered")
    if not day:
        day, sure, reason = str(datetime.now(UTC).year - 1), 0.4, Reason("date_assumed")
        draft.questions.append(Question(("residents_date",), Guess(day, sure, reason)))
    at = next(i for i, each in enumerate(draft.settings) if each.path == ("language",))
    draft.settings.insert(at, Setting(("residents_date",), day, sure, reason))


def _column_questions(draft: _Draft) -> None:
    """Ask of columns that a table must have and that are not likely enough."""
    for table in draft.tables:
        label = table.file if table.layer is None else f"{table.file}#{table.layer}"
        for column in table.columns:
            required = {each.name for each in TABLES[table.table].columns if each.required}
            if column.best.value in required and column.best.sure < 0.55:
                options = tuple(dict.fromkeys(guess.value for guess in column.candidates))
                draft.questions.append(Question(("columns", label, column.name), column.best, options))
