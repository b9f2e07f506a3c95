"""How people travel, `[travel]`: one way, or several under `[travel.modes.KEY]`, the first the usual."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final, cast, get_args

from geodata.contract.parts import keyed
from geodata.contract.settings import CareForm, PlaceKind, TravelModel, TravelSettings
from geodata.contract.toml_reader import TomlReader
from geodata.contract.transit_settings import TransitSettings
from geodata.contract.transit_toml import read_transit
from geodata.contract.travel_modes import MODES, TRANSIT

MODES_MOST: Final = 6
"""Ways of travelling side by side: each is all minutes once more."""
VARIANTS_MOST: Final = 12
"""The same, those at other percentiles too."""
LIMIT_MIN: Final = (1, 600)
"""Shortest and longest acceptable journey that may be stated, minutes."""
_LINE_SOURCE = {
    "sv": "Fågelvägen gånger en omvägsfaktor, genom en medelhastighet",
    "en": "Straight line times a detour factor, over a mean speed",
}
_ROADS_SOURCE = {
    "car": {
        "sv": "Skyltad hastighet eller den vanliga på sådana vägar, med tid för svängar och trafiksignaler",
        "en": "Signed speeds or those usual on such roads, with time for turns and traffic signals",
    },
    "bicycle": {
        "sv": "Vanlig hastighet på vägar och stigar av samma slag, och en sekund i varje korsning",
        "en": "Speeds usual on roads and paths of the same kind, and a second at every junction",
    },
    "foot": {"sv": "Gångfart längs vägar och stigar", "en": "Walking pace along roads and paths"},
}
_TRANSIT_SOURCE = {
    "sv": "Tidtabellen, med väntan och gång till, från och mellan hållplatser",
    "en": "The timetable, with waiting and walks to, from and between stops",
}
_TABLE_SOURCE = {
    "sv": "Regionens egen tabell över restider",
    "en": "The region's own table of travel times",
}


def read_travel(
    reader: TomlReader, tables: Collection[str], care_forms: Mapping[str, CareForm]
) -> tuple[TravelSettings, ...]:
    """Ways of travelling, the usual first; at least one.

    Parameters
    ----------
    reader : TomlReader
        Of `[travel]`. What stands beside `modes` holds for each of them that does not say otherwise.
    tables : collection of str
        The region's tables, by name: a table of travel times is needed to choose it.
    care_forms : mapping
        By key: their limits hold for each of several ways that has none of its own.
    """
    modes = list(reader.tables("modes"))
    if not modes:
        return _way(reader, tables, _furthest(form.limit_min for form in care_forms.values()))
    if len(modes) > MODES_MOST:
        reader.problem("impossible_number", "modes", len(modes), "1", str(MODES_MOST))
    common = {name: value for name, value in reader.content.items() if name != "modes"}
    ways = [way for key, each in modes[:MODES_MOST] for way in _mode(key, each, common, tables, care_forms)]
    keys = [way.key for way in ways]
    for key in sorted({key for key in keys if keys.count(key) > 1}):  # a percentile's key is another way's
        reader.problem("bad_key", "modes", key)
    if len(ways) > VARIANTS_MOST:
        reader.problem("impossible_number", "modes", len(ways), "1", str(VARIANTS_MOST))
    return tuple({way.key: way for way in ways}.values())[:VARIANTS_MOST]


def _mode(
    key: str,
    own: TomlReader,
    common: Mapping[str, object],
    tables: Collection[str],
    care_forms: Mapping[str, CareForm],
) -> tuple[TravelSettings, ...]:
    """One of several ways, `[travel.modes.KEY]`, and the same at its other percentiles."""
    content = {**common, **own.content}
    if content.get("model") != TRANSIT:  # which is a mode too
        content.setdefault("mode", key)
    reader = TomlReader(content, own.problems, own.file, own.path)
    limits = _limits(reader, care_forms)
    return _way(reader, tables, _furthest(limits.values()), keyed(key, reader), limits)


def _furthest(limits_min: Iterable[float]) -> float:
    """The longest acceptable journey, which a way that is asked about it must count."""
    low, high = LIMIT_MIN
    return min(high, max(limits_min, default=low))


def _limits(reader: TomlReader, care_forms: Mapping[str, CareForm]) -> dict[str, float]:
    """Longest acceptable journeys by care form: one number for all of them, or each its own."""
    low, high = LIMIT_MIN
    if not isinstance(reader.get("limit_min"), Mapping):
        every = reader.number("limit_min", None, low, high)
        return {key: form.limit_min if every is None else every for key, form in care_forms.items()}
    own = reader.table("limit_min")
    limits = {key: own.number(key, form.limit_min, low, high) for key, form in care_forms.items()}
    own.finish()
    return limits


def _way(
    reader: TomlReader,
    tables: Collection[str],
    furthest_min: float,
    key: str = "",
    limits_min: Mapping[str, float] | None = None,
) -> tuple[TravelSettings, ...]:
    model = cast("TravelModel | None", reader.choice("model", get_args(TravelModel), None))
    roads, transit = model == "road_network", model == "public_transport"
    brought = model == "table" or (model is None and "travel_times" in tables)
    modes = (TRANSIT,) if transit else MODES
    mode = reader.choice("mode", modes, modes[0]) if roads or transit else reader.string("mode", "car")
    sources = {
        "road_network": _ROADS_SOURCE.get(mode, _ROADS_SOURCE["car"]),
        "public_transport": _TRANSIT_SOURCE,
        "table": _TABLE_SOURCE,
    }
    windows = read_transit(reader.table("transit")) if transit or "transit" in reader.content else ()
    if not transit:
        windows = windows[:1]
    settings = TravelSettings(
        mode=mode,
        detour=reader.number("detour", 1.3, 1, 5),
        speed_kmh=reader.number("speed_kmh", 50.0, 1, 300),
        longest_min=reader.number("longest_min", max(60.0, furthest_min), furthest_min, 600),
        source=reader.words("source", sources.get("table" if brought else model or "", _LINE_SOURCE)),
        model=model,
        network=reader.string("network", None, required=roads or transit),
        longest_snap_m=reader.number("longest_snap_m", 1000.0, 10, 20_000),
        kinds={name: _place_kind(name, each) for name, each in reader.tables("kinds")},
        transit=windows[0] if windows else None,
        key=key or (TRANSIT if len(windows) > 1 else ""),
        limits_min=limits_min or {},
    )
    if model == "table" and "travel_times" not in tables:
        reader.problem("missing_travel_times", "model", model)
    reader.finish()
    return (settings, *(_at(settings, each) for each in windows[1:]))


def _at(way: TravelSettings, window: TransitSettings) -> TravelSettings:
    """The same way at another percentile."""
    return replace(way, transit=window, key=f"{way.key}_{window.percentile:g}", variant_of=way.key)


def _place_kind(key: str, reader: TomlReader) -> PlaceKind:
    """A kind of place, `[travel.kinds.KEY]`."""
    kind = PlaceKind(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        from_per_km2=reader.number("from_per_km2", 0.0, 0, 1e6, required=True),
        detour=reader.number("detour", 1.3, 1, 5, required=True),
        speed_kmh=reader.number("speed_kmh", 50.0, 1, 300, required=True),
    )
    reader.finish()
    return kind
