"""`utbudskarta network build`: from an OpenStreetMap extract to a network, with words on what was read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.contract.problems import Problems

if TYPE_CHECKING:
    from geodata.network.graph import Network
    from geodata.transit.feed import Feed

Report = Callable[[Problems], None]

WORDS: Final = {
    "sv": {
        "read": "Läste {ways} vägar och leder i {source}; den nyaste är ändrad {date}.",
        "cut": "{count} av dem ligger utanför utdraget och är inte med.",
        "graph": "Vägnätet har {nodes} korsningar, {edges} sträckor och {ferries} färjesträckor.",
        "turns": "{count} förbjudna svängar och {signals} trafiksignaler gäller bilar.",
        "by_time": "{count} svängar är förbjudna bara vissa tider: de är inte med.",
        "via_ways": "{count} förbud gäller en väg över flera gator: de är inte med.",
        "unclear": "{count} svängförbud saknar en väg eller säger inte vad som är förbjudet: de är inte med.",
        "mode": "{mode}: {km} km",
        "car": "Bil",
        "bicycle": "Cykel",
        "foot": "Gång",
        "saved": "Sparat i {file}, {size} MB.",
        "feed": "Läste {trips} turer i {source}: {lines}. De går tidigast {first} och senast {last}.",
        "unused": "{count} hållplatser har inga turer och är inte med.",
        "bus": "buss {count} linjer",
        "tram": "spårvagn {count} linjer",
        "metro": "tunnelbana {count} linjer",
        "rail": "tåg {count} linjer",
        "ferry": "båt {count} linjer",
        "lift": "linbana {count} linjer",
        "air": "flyg {count} linjer",
        "taxi": "taxi {count} linjer",
        "other": "övrigt {count} linjer",
        "next": 'Skriv model = "road_network" och network = "{name}" under [travel] i region.toml.',
        "next_transit": 'För kollektivtrafik: model = "public_transport", network = "{name}", samt dag '
        "och tid under [travel.transit]; se docs/travel.md.",
    },
    "en": {
        "read": "Read {ways} roads and paths in {source}; the newest was changed on {date}.",
        "cut": "{count} of them lie outside the extract and are left out.",
        "graph": "The network has {nodes} junctions, {edges} edges and {ferries} stretches of ferry.",
        "turns": "{count} forbidden turns and {signals} traffic signals hold cars.",
        "by_time": "{count} turns are forbidden at some hours only: they are left out.",
        "via_ways": "{count} restrictions forbid a way over several streets: they are left out.",
        "unclear": "{count} restrictions lack a road or do not say what is forbidden: they are left out.",
        "mode": "{mode}: {km} km",
        "car": "Car",
        "bicycle": "Bicycle",
        "foot": "Foot",
        "saved": "Saved in {file}, {size} MB.",
        "feed": "Read {trips} trips in {source}: {lines}. The first day is {first} and the last {last}.",
        "unused": "{count} stops have no trips and are left out.",
        "bus": "bus {count} lines",
        "tram": "tram {count} lines",
        "metro": "metro {count} lines",
        "rail": "rail {count} lines",
        "ferry": "ferry {count} lines",
        "lift": "cable car {count} lines",
        "air": "air {count} lines",
        "taxi": "taxi {count} lines",
        "other": "other {count} lines",
        "next": 'Write model = "road_network" and network = "{name}" under [travel] in region.toml.',
        "next_transit": 'For public transport: model = "public_transport", network = "{name}", and day and '
        "time under [travel.transit]; see docs/travel.md.",
    },
}


def run_build_network(arguments: argparse.Namespace, report: Report) -> int:
    """Read an extract, save its network beside it or where asked, and say what was found.

    Parameters
    ----------
    arguments : Namespace
        `extract`, `gtfs` (timetables), `out` and `lang`.
    report : callable
        Tells somebody all that is wrong with a timetable, or left out.
    """
    from geodata.contract.errors import RegionError
    from geodata.network.extract import CREDIT, LICENCE
    from geodata.network.files import save_network

    words, feeds = WORDS[arguments.lang], arguments.gtfs or []
    extract: Path | None = arguments.extract
    if extract is None and not feeds:
        raise RegionError.of("nothing_to_read")
    feed = _feed_of(feeds, words, report)
    network = replace(_roads_of(extract, words), feed=feed)
    source = extract or feeds[0]
    file: Path = arguments.out or source.with_name(f"{source.name.split('.')[0]}.network.npz")
    save_network(network, file)
    size = f"{file.stat().st_size / 1e6:.1f}"
    print(words["saved"].format(file=file, size=size), f"{CREDIT}, {LICENCE}." if extract else "")
    if extract is not None:
        print(words["next"].format(name=file.name))
    if feed is not None:
        print(words["next_transit"].format(name=file.name))
    return 0


def _roads_of(extract: Path | None, words: Mapping[str, str]) -> Network:
    """The network of an extract, told of; without roads where there is none."""
    from geodata.network.extract import CREDIT, LICENCE, read_extract
    from geodata.network.graph import network_of, without_roads

    if extract is None:
        return without_roads()
    ways = read_extract(extract)
    about = {"source": extract.name, "date": ways.newest, "licence": LICENCE, "credit": CREDIT}
    network = network_of(ways, about)
    print(words["read"].format(ways=len(ways.profile) + ways.cut_off, source=extract.name, date=ways.newest))
    if ways.cut_off:
        print(words["cut"].format(count=ways.cut_off))
    print(words["graph"].format(nodes=network.nodes, edges=len(network.ends), ferries=network.ferries()))
    print(words["turns"].format(count=len(network.forbidden), signals=len(ways.signals)))
    for why, count in sorted(ways.unread_turns.items()):
        print(words[why].format(count=count))
    lengths = network.kilometres().items()
    print(", ".join(words["mode"].format(mode=words[mode], km=round(km)) for mode, km in lengths))
    return network


def _feed_of(paths: Sequence[Path], words: Mapping[str, str], report: Report) -> Feed | None:
    """The timetables as one, told of; None where there are none.

    Raises
    ------
    RegionError
        If any of them has errors, after they are reported.
    """
    from geodata.contract.errors import RegionError
    from geodata.transit.feed import joined
    from geodata.transit.reading import read_feed

    feeds, problems = [], Problems()
    for path in paths:
        found = read_feed(path, problems)
        if found is None:
            continue
        feeds.append(found.feed)
        first, last = found.feed.span(0) or ("-", "-")
        lines = ", ".join(words[kind].format(count=count) for kind, count in found.lines.items())
        trips = len(found.feed.trip_service)
        print(words["feed"].format(trips=trips, source=path.name, lines=lines, first=first, last=last))
        if found.unused_stops:
            print(words["unused"].format(count=found.unused_stops))
    if problems.found:
        report(problems)
    if problems.errors:
        raise RegionError.of("feed_with_errors")
    return joined(feeds) if feeds else None
