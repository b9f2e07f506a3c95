"""The command `fetch`: what `[connectors]` names, brought into files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geodata.connectors.caller import Web
from geodata.connectors.errors import Remark
from geodata.connectors.fetch import fetch_all
from geodata.connectors.placing import alone
from geodata.connectors.words import fetch_report, remark_sentence
from geodata.contract.settings import RegionSettings


def run_fetch(arguments: argparse.Namespace, settings: RegionSettings, folder: Path, web: Web) -> int:
    """Fetch and say what became of it; 1 where anything could not be fetched.

    Parameters
    ----------
    arguments : argparse.Namespace
        `names` of the connectors, all where there are none; `anew` and `lang`.
    settings : RegionSettings
    folder : Path
        Of tables.
    web : Web
    """
    unknown = [name for name in arguments.names if name not in settings.connectors]
    if unknown or not settings.connectors:
        remark = (
            Remark("unknown_connector", ", ".join(unknown), tuple(settings.connectors))
            if unknown
            else Remark("no_connectors")
        )
        print(remark_sentence(remark, arguments.lang), file=sys.stderr)
        return 1
    wanted = [
        each for key, each in settings.connectors.items() if not arguments.names or key in arguments.names
    ]
    try:
        with alone(folder):
            outcomes = fetch_all(wanted, folder, web, anew=arguments.anew)
    except BlockingIOError:
        print(remark_sentence(Remark("under_way", str(folder)), arguments.lang), file=sys.stderr)
        return 1
    failed = any(each.state == "failed" for each in outcomes)
    print(fetch_report(outcomes, arguments.lang), file=sys.stderr if failed else sys.stdout)
    return 1 if failed else 0
