"""`utbudskarta network build`: from an OpenStreetMap extract to a network, with words on what was read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

WORDS: Final = {
    "sv": {
        "read": "Läste {ways} vägar och leder i {source}; den nyaste är ändrad {date}.",
        "cut": "{count} av dem ligger utanför utdraget och är inte med.",
        "graph": "Vägnätet har {nodes} korsningar, {edges} sträckor och {ferries} färjesträckor.",
        "mode": "{mode}: {km} km",
        "car": "Bil",
        "bicycle": "Cykel",
        "foot": "Gång",
        "saved": "Sparat i {file}, {size} MB. {credit}, {licence}.",
        "next": 'Skriv model = "road_network" och network = "{name}" under [travel] i region.toml.',
    },
    "en": {
        "read": "Read {ways} roads and paths in {source}; the newest was changed on {date}.",
        "cut": "{count} of them lie outside the extract and are left out.",
        "graph": "The network has {nodes} junctions, {edges} edges and {ferries} stretches of ferry.",
        "mode": "{mode}: {km} km",
        "car": "Car",
        "bicycle": "Bicycle",
        "foot": "Foot",
        "saved": "Saved in {file}, {size} MB. {credit}, {licence}.",
        "next": 'Write model = "road_network" and network = "{name}" under [travel] in region.toml.',
    },
}


def run_build_network(arguments: argparse.Namespace) -> int:
    """Read an extract, save its network beside it or where asked, and say what was found."""
    from geodata.network.extract import CREDIT, LICENCE, read_extract
    from geodata.network.files import save_network
    from geodata.network.graph import network_of

    words = WORDS[arguments.lang]
    extract: Path = arguments.extract
    ways = read_extract(extract)
    about = {"source": extract.name, "date": ways.newest, "licence": LICENCE, "credit": CREDIT}
    network = network_of(ways, about)
    file: Path = arguments.out or extract.with_name(f"{extract.name.split('.')[0]}.network.npz")
    save_network(network, file)
    print(words["read"].format(ways=len(ways.profile) + ways.cut_off, source=extract.name, date=ways.newest))
    if ways.cut_off:
        print(words["cut"].format(count=ways.cut_off))
    print(words["graph"].format(nodes=network.nodes, edges=len(network.ends), ferries=network.ferries()))
    lengths = network.kilometres().items()
    print(", ".join(words["mode"].format(mode=words[mode], km=round(km)) for mode, km in lengths))
    size = f"{file.stat().st_size / 1e6:.1f}"
    print(words["saved"].format(file=file, size=size, credit=CREDIT, licence=LICENCE))
    print(words["next"].format(name=file.name))
    return 0
