"""From `region.toml` to settings, with every problem of the file in one go."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.contract import parts
from geodata.contract.access_toml import read_access
from geodata.contract.connector_toml import read_connectors
from geodata.contract.file_switch import finish
from geodata.contract.follow_up_toml import read_follow_up
from geodata.contract.need_toml import read_need_indices, read_variants
from geodata.contract.open_data import read_open_data
from geodata.contract.opening_settings import read_opening
from geodata.contract.parts import KEY
from geodata.contract.problems import Problems
from geodata.contract.register_toml import read_register
from geodata.contract.reimbursement_toml import read_reimbursement
from geodata.contract.settings import RegionSettings
from geodata.contract.table_settings import read_tables
from geodata.contract.tables import the_table
from geodata.contract.toml_reader import TomlReader, WrittenFloat
from geodata.contract.travel_toml import read_travel
from geodata.contract.unit_facts_toml import read_unit_facts

FILE_NAME = "region.toml"
ALIASES_MOST, NAME_MOST = 2_000, 80
"""Names that may have other names; letters of each, and how many others one may have."""


def settings_path(path: Path) -> Path:
    """The file itself, given it or the folder it lies in."""
    return path / FILE_NAME if path.is_dir() else path


def read_settings(path: Path, problems: Problems) -> RegionSettings | None:
    """Settings in a region's folder or file; None where it cannot be read or has any error.

    Parameters
    ----------
    path : Path
        Folder, or the file itself.
    problems : Problems
        Every problem of the file is added.

    Raises
    ------
    RegionError
        If files of the folder are half replaced, and it cannot be gone through with.
    """
    file = settings_path(path)
    finish(file.parent)
    before = problems.errors
    content = _content(file, problems)
    if content is None:
        return None
    settings = _settings(TomlReader(content, problems, file.name))
    if settings.key_file is not None:
        settings = replace(settings, key_file=str(file.parent / settings.key_file))
    return settings if problems.errors == before else None


def _content(file: Path, problems: Problems) -> dict[str, object] | None:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"), parse_float=WrittenFloat)
    except FileNotFoundError:
        problems.add("missing_file", file.name)
    except UnicodeDecodeError:
        problems.add("unreadable_file", file.name, value="UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problems.add("not_toml", file.name, row=int(line[1]) if line else None, value=str(error))
    except (RecursionError, ValueError):
        problems.add("unreadable_file", file.name, value="TOML")
    except OSError as error:
        problems.add("unreadable_file", file.name, value=error.strerror or str(error))
    return None


def _settings(top: TomlReader) -> RegionSettings:
    identity = top.string("id", required=True)
    if identity and not KEY.fullmatch(identity):
        top.problem("bad_key", "id", identity)
    language = top.choice("language", ("sv", "en"), "sv")
    name = top.words("name", required=True)
    disclosure = top.table("disclosure")
    declared = disclosure.choice("visits", ("public", "protected"), None)
    reason = disclosure.words("reason", required=declared == "public")
    key_file = disclosure.string("key_file", None)
    release = disclosure.string("release", "1")
    if not KEY.fullmatch(release):
        disclosure.problem("bad_key", "release", release)
    disclosure.finish()
    care_forms = {key: parts.care_form(key, each) for key, each in top.tables("care_forms")}
    if not care_forms:
        top.problem("missing_key", "care_forms")
    tables = read_tables(top)
    ways = read_travel(top.table("travel"), tables, care_forms)
    settings = RegionSettings(
        id=identity,
        name=name,
        short=top.string("short", name[language]),
        crs=_crs(top),
        language=language,
        currency=top.string("currency", "SEK"),
        notice=top.words("notice"),
        area_kind=top.words("area_kind", {"sv": "område", "en": "area"}),
        residents_date=top.string("residents_date", required=True),
        tables=tables,
        care_forms=care_forms,
        age_groups={key: parts.age_group(key, each) for key, each in top.tables("age_groups")},
        indicators={key: parts.indicator(key, each) for key, each in top.tables("indicators")},
        rules={key: parts.rule(key, each) for key, each in top.tables("rules")},
        underserved_from=top.number("underserved_from", 2, 1, 4, whole=True),
        travel=ways[0],
        travel_modes=ways if len(ways) > 1 else (),
        themes={key: parts.theme(key, each) for key, each in top.tables("themes")},
        sources=parts.sources(top),
        disclosure=declared,
        disclosure_reason=reason if declared is not None else None,
        as_of=top.day("as_of"),
        lov=top.flag("lov", default=True),
        not_choosing=top.words("not_choosing"),
        choice_goals=parts.choice_goals(top.table("choice_goals")),
        accessibility=parts.accessibility(top.table("accessibility")),
        open_data=read_open_data(top.table("open_data")),
        opening=read_opening(top.table("opening")),
        aliases=_aliases(top.table("aliases")),
        ground=_ground(top.table("ground"), "ground" in top.content),
        key_file=key_file,
        release=release,
        need_indices=read_need_indices(top, [the_table(key).name for key in tables]),
        projection_variants=read_variants(top.table("projection_variants")),
        unit_facts=read_unit_facts(top.table("unit_facts"), care_forms),
        follow_up=read_follow_up(top),
        register=read_register(top),
        connectors=read_connectors(top),
    )
    if settings.register is not None:
        for key in tables:
            if the_table(key).name == "visits":
                top.problem("register_and_table", f"tables.{key}")
    reimbursement, access = read_reimbursement(top, settings), read_access(top, settings)
    top.finish()
    return replace(settings, reimbursement=reimbursement, access=access)


def _aliases(reader: TomlReader) -> dict[str, tuple[str, ...]]:
    if len(reader.content) > ALIASES_MOST:
        reader.problem("impossible_number", None, len(reader.content), "0", str(ALIASES_MOST))
        return {}
    names = {name: reader.strings(name) for name in reader.content}
    for name, others in names.items():
        if max(map(len, (name, *others))) > NAME_MOST or len(others) > NAME_MOST:
            reader.problem("wrong_type", name, name, '["...", "..."]')
    return names


def _ground(reader: TomlReader, required: bool) -> str | None:
    file: str | None = reader.string("file", None, required=required)
    reader.finish()
    return file


def _crs(top: TomlReader) -> str:
    text = str(top.string("crs", required=True))
    if not text:
        return text
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        top.problem("unknown_crs", "crs", text, "EPSG:3006")
        return text
    if not crs.is_projected or any(axis.unit_name not in ("metre", "meter") for axis in crs.axis_info):
        top.problem("crs_not_metres", "crs", text, "EPSG:3006")
    return text
