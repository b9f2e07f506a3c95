"""From a folder to findings: which file is which table, and how each is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geodata.contract.tables import TABLES
from geodata.guess.column_guess import Codes
from geodata.guess.findings import NOT_READ, Answers, Findings, Guess, LeftOut, Reason
from geodata.guess.keyed_uses import keyed_uses
from geodata.guess.names import plain
from geodata.guess.peek import Peek, peeks
from geodata.guess.people_settings import years_ahead
from geodata.guess.region_guess import region_findings
from geodata.guess.shipped import shipped_areas
from geodata.guess.table_guess import Fit, Sight, fit, fits
from geodata.guess.tables_found import Filled

TABLE_LEAST = 0.5
"""Share sure from which a file is taken for a table although nobody has been asked."""


def looked_at(folder: Path, answers: Answers | None = None) -> Findings:
    """What the files of a folder are likely to be; they are looked into, and nothing is written.

    Parameters
    ----------
    folder : Path
    answers : Answers, optional
        What somebody has decided.
    """
    return found_in(peeks(folder), folder.resolve().name, answers or Answers())


def found_in(looks: Sequence[Peek], folder: str, answers: Answers) -> Findings:
    """The same of files that have been looked into, so that an answer asks for no second look.

    Parameters
    ----------
    looks : sequence of Peek
    folder : str
        Its name, which the region is called by where nothing better is known.
    answers : Answers
    """
    sights = [Sight(each) for each in looks if each.raw is not None and len(each.frame.columns)]
    left = [
        LeftOut(each.file, each.layer, each.why_not or Reason("no_columns"))
        for each in looks
        if each not in [sight.peek for sight in sights]
    ]
    filled = _filled(sights, answers)
    used = {id(each.sight) for each in filled}
    for sight in sights:
        if id(sight) not in used:
            left.append(LeftOut(sight.peek.file, sight.peek.layer, _why_left(sight, answers)))
    return region_findings(filled, left, folder, answers)


def _why_left(sight: Sight, answers: Answers) -> Reason:
    if answers.tables.get(sight.peek.label) == NOT_READ:
        return Reason("answered")
    best = fits(sight, Codes())
    return Reason("no_table", best[0].table.name if best else "")


def _filled(sights: Sequence[Sight], answers: Answers) -> list[Filled]:
    """Which files fill which tables: areas first, then units, then those that refer to both."""
    codes, filled = Codes(), []
    areas = _areas(sights, answers)
    if areas is not None:
        filled.append(areas)
        codes = _with_areas(codes, areas)
    elif shipped := _shipped_codes(sights):
        codes = replace(codes, areas=shipped, areas_file="shipped:areas.parquet")
    rest = [sight for sight in sights if areas is None or sight is not areas.sight]
    units = _best_of(rest, "units", codes, answers)
    for each in units:
        filled.append(each)
        codes = _with_units(codes, each)
    taken = {id(each.sight) for each in filled}
    for sight in rest:
        if id(sight) in taken:
            continue
        chosen = _chosen(sight, codes, answers)
        if chosen is not None:
            filled.append(chosen)
    filled += _second_uses(filled, codes)
    return filled + keyed_uses(filled)


def _answered(sight: Sight, answers: Answers, codes: Codes) -> Filled | None:
    table = answers.tables.get(sight.peek.label)
    if table not in TABLES:
        return None
    best = with_given(fit(sight, TABLES[table], codes), sight, answers)
    guess = Guess(table, 1.0, Reason("answered"))
    return Filled(sight, replace(best, sure=1.0), (guess,), codes)


def with_given(fit_of_file: Fit, sight: Sight, answers: Answers) -> Fit:
    """A fit whose columns are read as somebody has decided, where anybody has."""
    columns = dict(fit_of_file.columns)
    there = {column.name for column in sight.columns}
    for theirs, ours in answers.columns.get(sight.peek.label, {}).items():
        if theirs in there:
            columns = {name: each for name, each in columns.items() if name != ours and each[0] != theirs}
            if ours in fit_of_file.table.names:
                columns[ours] = (theirs, Guess(ours, 1.0, Reason("answered")))
    return replace(fit_of_file, columns=columns)


def _areas(sights: Sequence[Sight], answers: Answers) -> Filled | None:
    """The file of areas: of polygons with codes that are told apart, the one that others refer to most."""
    scored: list[tuple[float, Filled]] = []
    for sight in sights:
        if answers.tables.get(sight.peek.label) is not None:
            if answers.tables[sight.peek.label] == "areas" and (given := _answered(sight, answers, Codes())):
                return _joined_areas(given, sights)
            continue
        every = fits(sight, Codes(), ("areas", "background"))
        if sight.shapes == "polygons" and not (every and every[0].table.name == "background"):
            areas = with_given(fit(sight, TABLES["areas"], Codes()), sight, answers)
            found = Filled(sight, areas, (), Codes())
            joined = _joined_areas(found, sights)
            if "area_id" in joined.fit.columns:
                scored.append((joined.fit.sure + joined.fit.columns["area_id"][1].sure, joined))
    return max(scored, key=lambda each: each[0])[1] if scored else None


def _joined_areas(found: Filled, sights: Sequence[Sight]) -> Filled:
    """The same with the code of areas that other files refer to, where names alone do not say it surely."""
    sight, columns = found.sight, dict(found.fit.columns)
    others = [column for each in sights if each is not sight for column in each.columns]
    best: tuple[float, str, Guess] | None = None
    for column in sight.columns:
        if column.unique_share < 0.9 or column.filled_share < 0.95 or len(column.distinct) < 2:
            continue
        codes = frozenset(column.distinct)
        shares = [(other.among(codes), other.name) for other in others if len(other.distinct) > 2]
        share, _other = max(shares, default=(0.0, ""))
        named = columns.get("area_id")
        sure = named[1].sure if named is not None and named[0] == column.name else 0.2
        total = 0.5 * sure + 0.5 * share
        if best is None or total > best[0]:
            reason = Reason("referred_to", column.name) if share > 0.5 else Reason("tells_apart", column.name)
            guess = (
                named[1]
                if named is not None and named[0] == column.name and sure > share
                else Guess("area_id", max(sure, 0.45, 0.97 * share), reason)
            )
            best = (total, column.name, guess)
    if best is not None:
        columns = {ours: each for ours, each in columns.items() if each[0] != best[1]}
        columns["area_id"] = (best[1], best[2])
    sure = max(found.fit.sure, 0.5 + 0.45 * columns["area_id"][1].sure) if "area_id" in columns else 0.0
    shaped = replace(found.fit, columns=columns, sure=min(sure, 0.99))
    candidates = (
        replace(shaped.guess, reason=Reason("polygons")),
        *(g.guess for g in fits(sight, Codes()) if g.table.name != "areas"),
    )
    return replace(found, fit=shaped, candidates=found.candidates or candidates)


def _with_areas(codes: Codes, areas: Filled) -> Codes:
    column = areas.sight.column(areas.fit.columns["area_id"][0])
    names: dict[str, str] = {}
    if "name" in areas.fit.columns:
        frame = areas.sight.peek.frame
        pairs = zip(frame[areas.fit.columns["name"][0]], frame[column.name], strict=True)
        names = {"".join(plain(name)): code.strip() for name, code in pairs}
    return replace(
        codes, areas=frozenset(column.distinct), area_names=names, areas_file=areas.sight.peek.file
    )


def _with_units(codes: Codes, units: Filled) -> Codes:
    if "unit_id" not in units.fit.columns:
        return codes
    column = units.sight.column(units.fit.columns["unit_id"][0])
    return replace(codes, units=codes.units | set(column.distinct), units_file=units.sight.peek.file)


def _shipped_codes(sights: Sequence[Sight]) -> frozenset[str]:
    """Codes of shipped areas that some file refers to; none where no file does."""
    shipped = shipped_areas().codes
    found = [
        frozenset(set(column.distinct) & shipped)
        for sight in sights
        for column in sight.columns
        if column.among(shipped) >= 0.5 and len(column.distinct) > 2
    ]
    return frozenset().union(*found)


def _best_of(sights: Sequence[Sight], table: str, codes: Codes, answers: Answers) -> list[Filled]:
    """Files that are likelier to be one table than any other, the surest first."""
    found = [chosen for sight in sights if (chosen := _chosen(sight, codes, answers)) is not None]
    return sorted((each for each in found if each.fit.table.name == table), key=lambda each: -each.fit.sure)


def _chosen(sight: Sight, codes: Codes, answers: Answers) -> Filled | None:
    if sight.peek.label in answers.tables:
        return _answered(sight, answers, codes)
    tables = [name for name in TABLES if name != "areas"]
    every = fits(sight, codes, tables)
    if not every or every[0].sure < TABLE_LEAST:
        return None
    first, second = every[0].sure, every[1].sure if len(every) > 1 else 0.0
    sure = min(0.99, first + (1 - first) * (1 - second / first))  # what nothing else comes near is surer
    guesses = (replace(every[0].guess, sure=sure), *(each.guess for each in every[1:4]))
    return Filled(sight, with_given(every[0], sight, answers), guesses, codes)


def _projected(filled: Sequence[Filled], codes: Codes) -> list[Filled]:
    """Files of residents that go on into years to come: they are projections too."""
    found = []
    for each in filled:
        if each.fit.table.name == "population" and years_ahead(each.sight, each.fit):
            second = fit(each.sight, TABLES["projections"], codes)
            guess = Guess("projections", 0.8, Reason("second_use", "population"))
            if "persons" in second.columns and {"area_id", "municipality_id"} & set(second.columns):
                found.append(Filled(each.sight, second, (guess,), codes))
    return found[:1]


def _second_uses(filled: Sequence[Filled], codes: Codes) -> list[Filled]:
    """Files that fill a second table: residents beside areas, or the first year of a projection."""
    there = {each.fit.table.name for each in filled}
    if "population" in there:
        return [] if "projections" in there else _projected(filled, codes)
    found = []
    for each in filled:
        if each.fit.table.name in ("areas", "projections", "need_variables", "indicators"):
            second = fit(each.sight, TABLES["population"], codes)
            columns = dict(second.columns)
            if each.fit.table.name == "areas":
                columns["area_id"] = each.fit.columns["area_id"]
                second = replace(second, columns=columns)
            if "area_id" in columns and ("persons" in columns or second.wide):
                sure = min(
                    columns["area_id"][1].sure, columns["persons"][1].sure if "persons" in columns else 0.9
                )
                guess = Guess("population", 0.8 * sure, Reason("second_use", each.fit.table.name))
                found.append(Filled(each.sight, replace(second, sure=0.8 * sure), (guess,), codes))
    return sorted(found, key=lambda each: -each.fit.sure)[:1]
