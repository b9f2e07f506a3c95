"""From a folder to checked tables: every file read, every problem noted, nothing dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from pyproj import CRS

from geodata.checks.care_forms_of_units import Forms, by_care_form, with_forms
from geodata.checks.codes import without_decimals
from geodata.checks.follow_up_tables import checked_follow_ups, checked_goals
from geodata.checks.geography import in_place
from geodata.checks.keys import references, without_duplicates
from geodata.checks.need_tables import checked_life_expectancy, checked_need_variables, checked_prevalence
from geodata.checks.paid_tables import (
    checked_contracts,
    checked_lists,
    checked_production,
    of_known_units,
    without_sums,
)
from geodata.checks.payment_models import checked_models
from geodata.checks.places import checked_standing
from geodata.checks.polygons import with_parts_joined
from geodata.checks.population_points import too_many
from geodata.checks.projections import checked_projections
from geodata.checks.search import checked_addresses, checked_aliases
from geodata.checks.sexes_and_ages import without_totals
from geodata.checks.sheet import Sheet, joined
from geodata.checks.times import (
    checked_ages,
    checked_dates,
    checked_periods,
    checked_shares,
    checked_themes,
    checked_travel_times,
    checked_years,
)
from geodata.checks.timetables import checked_timetable
from geodata.checks.values import checked_values
from geodata.checks.visits import visits_of
from geodata.contract.errors import RegionError
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import the_table
from geodata.ground.checking import checked_extract
from geodata.network.files import read_network
from geodata.network.graph import Network
from geodata.overlay.file import checked_rows
from geodata.overlay.rows import AppliedOverlay, Overlay
from geodata.overlay.units import UnitOverlay
from geodata.region.region import Account
from geodata.register.visited import Tell, Visited
from geodata.sources import located, read
from geodata.sources.layout import layout_of
from geodata.sources.mapping import mapped, wide_columns
from geodata.sources.patterns import PatternError
from geodata.sources.row_count import row_count

COUNTING = ("visits", "lists", "production")
"""Tables whose counts are of few people, and so are public or protected as the region declares."""
OF_VISITS = ("visits",)
"""Tables whose rows stay although their area or unit is unknown: the visits did happen."""

OF_LISTS = ("lists",)
"""Tables whose rows stay although their area is unknown: units are paid for people from outside too."""

CHECKED_PAID = {
    "lists": checked_lists,
    "production": checked_production,
    "contracts": checked_contracts,
}


@dataclass
class Loaded:
    """The tables of a region, checked against each other, before they become a `Region`."""

    settings: RegionSettings
    sheets: dict[str, Sheet]
    accounts: list[Account] = field(default_factory=list)
    networks: dict[str, Network] = field(default_factory=dict)
    visited: Visited | None = None
    extract: Path | None = None
    overlay: AppliedOverlay | None = None


def loaded(
    settings: RegionSettings,
    folder: Path,
    problems: Problems,
    tell: Tell | None = None,
    overlay: Overlay | None = None,
) -> Loaded:
    """All tables in `folder` as `settings` describes them; what is wrong is added to `problems`."""
    result = Loaded(settings, {})
    counting = any(the_table(key).name in COUNTING for key in settings.tables)
    visits = settings.register is not None or counting
    if settings.disclosure is None and visits:
        problems.add("disclosure_not_declared", FILE_NAME, column="disclosure.visits", severity="warning")
    _read_all(result, folder, problems, overlay)
    _networks(result, folder, problems)
    if settings.ground:
        result.extract = checked_extract(located(settings.ground, folder), settings.ground, problems)
    crs = CRS.from_user_input(settings.crs)
    sheets = result.sheets = without_decimals(result.sheets, problems)
    forms: Forms = {}
    if "units" in sheets:
        sheets["units"], forms, accounts = by_care_form(sheets["units"], problems)
        result.accounts += accounts
    for name, every in sheets.items():
        sheet = every if name == "units" else with_forms(every, forms)
        if sheet.table.required and len(sheet) == 0:
            problems.add("nothing_left", sheet.parts[0].settings.file, value=name)
        if name == "areas":
            sheet = with_parts_joined(sheet, problems)
        sheets[name], accounts = without_duplicates(sheet, problems)
        result.accounts += accounts
        checked_ages(sheets[name], problems)
        if not _has_errors(sheets[name], problems):  # ages that cannot be read would be taken for open
            sheets[name], accounts = without_totals(sheets[name], problems)
            result.accounts += accounts
        checked_periods(sheets[name], problems)
    in_place(sheets, crs, problems)
    _references(result, problems)
    if "units" in sheets:
        checked_dates(sheets["units"], problems)
        if "areas" in sheets:
            checked_standing(sheets["units"], sheets["areas"], problems)
    if "population" in sheets:
        checked_years(sheets["population"], sheets.get("areas"), problems)
    if {"projections", "population", "areas"} <= set(sheets):
        checked_projections(sheets["projections"], sheets["population"], sheets["areas"], settings, problems)
    if "life_expectancy" in sheets:
        checked_life_expectancy(sheets["life_expectancy"], problems)
    if "prevalence" in sheets:
        checked_prevalence(sheets["prevalence"], problems)
    if {"need_variables", "areas"} <= set(sheets):
        checked_need_variables(sheets["need_variables"], sheets["areas"], settings, problems)
    _reimbursement(result, problems)
    if "goals" in sheets:
        checked_goals(sheets["goals"], result.settings, problems)
    if "follow_ups" in sheets:
        checked_follow_ups(sheets["follow_ups"], problems)
    if "indicators" in sheets:
        checked_shares(sheets["indicators"], settings, problems)
    if "travel_times" in sheets:
        checked_travel_times(sheets["travel_times"], settings, problems)
    if "themes" in sheets:
        checked_themes(sheets["themes"], settings, problems)
    if "addresses" in sheets:
        checked_addresses(sheets["addresses"], problems)
    checked_aliases(settings, sheets, problems)
    result.visited = visits_of(settings, folder, sheets, problems, tell, forms)
    return result


def _reimbursement(result: Loaded, problems: Problems) -> None:
    """Tables of reimbursement, each by itself and then as models need them."""
    sheets = result.sheets
    for name, checked in CHECKED_PAID.items():
        if name in sheets:
            checked(sheets[name], problems)
    if "payments" in sheets and not _has_errors(sheets["payments"], problems):
        sheets["payments"], accounts = without_sums(sheets["payments"], problems)
        result.accounts += accounts
    checked_models(result.settings, sheets, problems)


def _has_errors(sheet: Sheet, problems: Problems) -> bool:
    files = {part.settings.file for part in sheet.parts}
    return any(each.severity == "error" and each.file in files for each in problems.found)


def _read_all(result: Loaded, folder: Path, problems: Problems, overlay: Overlay | None) -> None:
    parts: dict[str, list[Sheet]] = {}
    over = None
    if overlay is not None:
        over = UnitOverlay(checked_rows(overlay, result.settings, problems), result.settings)
    for key, table_settings in result.settings.tables.items():
        table = the_table(key)
        path, layer = located(table_settings.file, folder), table_settings.layer
        count = None if table.most is None else row_count(path, layer)
        if too_many(count, table, table_settings, problems):
            continue
        raw = read(path, table_settings.file, layer, problems, layout_of(table, table_settings))
        if raw is None:
            continue
        try:
            wide = replace(table_settings, melt=wide_columns(list(raw.frame.columns), table_settings))
        except PatternError as error:
            problems.add(error.code, table_settings.file, value=error.value)
            continue
        if too_many(len(raw.frame), table, wide, problems):
            continue
        rows = mapped(raw, table, table_settings, problems)
        if rows is not None:
            if over is not None and table.name == "units":
                rows = over.over(rows, table_settings)
            sheet, accounts = checked_values(rows, table, table_settings, result.settings, problems)
            parts.setdefault(table.name, []).append(sheet)
            result.accounts += accounts
    if over is not None:
        _with_new_units(result, parts, over, problems)
    result.sheets = {name: joined(sheets) for name, sheets in parts.items()}


def _with_new_units(
    result: Loaded, parts: dict[str, list[Sheet]], over: UnitOverlay, problems: Problems
) -> None:
    """Units that approved changes alone tell of, as one more file; and what became of the changes."""
    new = over.new_units()
    if new is not None and "units" in parts:
        own = TableSettings(over.overlay.file)
        sheet, accounts = checked_values(new, parts["units"][0].table, own, result.settings, problems)
        parts["units"].append(sheet)
        result.accounts += accounts
    over.report(problems)
    result.overlay = over.outcome


def _networks(result: Loaded, folder: Path, problems: Problems) -> None:
    """The networks that ways of travelling name, each read once, and the timetables in them."""
    settings = result.settings
    for way in settings.travel_modes or (settings.travel,):
        if way.model not in ("road_network", "public_transport") or not way.network or way.variant_of:
            continue
        if way.network not in result.networks:
            network = _network(located(way.network, folder), way.network, problems)
            if network is None:
                continue
            result.networks[way.network] = network
        if way.model == "public_transport":
            checked_timetable(result.networks[way.network].feed, way, problems)


def _network(file: Path, name: str, problems: Problems) -> Network | None:
    if not file.is_file():
        problems.add("missing_network", name, expected=("utbudskarta network build",))
        return None
    try:
        return read_network(file)
    except RegionError:
        problems.add("unreadable_network", name)
        return None


def _references(result: Loaded, problems: Problems) -> None:
    sheets = result.sheets
    if {"payments", "units"} <= set(sheets):
        sheets["payments"], accounts = of_known_units(sheets["payments"], sheets["units"], problems)
        result.accounts += accounts
    for name in sheets:
        if name in ("areas", "units", "places", "addresses", "background"):
            continue
        for column, table in (("area_id", "areas"), ("municipality_id", "areas"), ("unit_id", "units")):
            known = sheets.get(table)
            if known is None:
                continue
            keep = name in OF_VISITS or (name in OF_LISTS and column == "area_id")
            sheets[name], accounts = references(sheets[name], column, known, problems, keep=keep)
            # of visits that are kept there are accounts when all of them have been counted
            result.accounts += [each for each in accounts if each.handling != "kept" or name in OF_LISTS]


__all__ = ["Loaded", "loaded"]
