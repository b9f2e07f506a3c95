"""What the commands that answer without a browser share: a region, and a scenario of it."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.serve.settings import variable_of
from geodata.cli import PUBLISHED
from geodata.publishing import read_region
from geodata.scenario.scenario import FREE, LIMITED

if TYPE_CHECKING:
    from geodata.assessment.assessment import Assessment

TARIFF = {
    "model": "key of a model of reimbursement",
    "prices": 'edits of its parts: "age:1270,goals:off,other.flat:630"',
    "budget": "open, neutral, or an amount",
    "scaled": "parts that a budget scales, joined by commas",
    "floor": "per cent that no unit loses more than",
    "floor_by": "payer or others: who pays for the floor",
    "against": "key of the model compared with",
    "effect": "what the difference comes of: moves (changed units) or a year to come; the model if left out",
}
"""Options that a tariff can be told by, as an address has them."""
OUTLOOK = {
    "horizon": "a year of the projection",
    "variant": "of the projection: main, or a name of its own",
    "health": "none, half or whole: years gained that are healthy",
    "trend": "none or damped",
    "damping": "of the trend, 0.5 to 1",
    "prevalence": "conditions whose share of people changes, joined by commas",
    "people": "shares or cohorts: how a municipality's people are spread",
}
"""Options that an outlook on the need to come can be told by, as an address has them."""


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """Add what a scenario can be told by, as options or as a saved file."""
    parser.add_argument(
        "--published",
        type=Path,
        metavar="DIR",
        help=f"where its versions are published: protected visits are told as there ({PUBLISHED})",
    )
    scenario = parser.add_argument_group("scenario", "as on the map; what is left out is as it opens")
    scenario.add_argument("--care-form", metavar="KEY")
    scenario.add_argument("--period", metavar="PERIOD", help="2025, 2025Q3 or 2025-07")
    scenario.add_argument(
        "--operator", dest="operators", action="append", metavar="KEY", help="may be repeated"
    )
    scenario.add_argument("--age-group", metavar="KEY")
    scenario.add_argument("--limit-min", metavar="MINUTES", help="longest acceptable journey")
    scenario.add_argument("--rules", metavar="TEXT", help='rules bent: "too_far:25,no_choice:off"')
    scenario.add_argument("--changes", metavar="TEXT", help='units changed: "close:u7;add:n1@57.7,11.9*4"')
    scenario.add_argument(
        "--intake", choices=(LIMITED, FREE), help="whether units take in no more than they may (limited)"
    )
    scenario.add_argument("--mode", metavar="KEY", help="way of travelling, where the region has several")
    scenario.add_argument(
        "--scenario", type=Path, metavar="FILE", help="as saved on the map; what is given here comes first"
    )


def add_outlook(parser: argparse.ArgumentParser, about: str = "of the need to come") -> None:
    """Add what an outlook can be told by.

    Parameters
    ----------
    parser : ArgumentParser
    about : str
        What it is of.
    """
    outlook = parser.add_argument_group("outlook", f"{about}; what is left out is usual")
    for key, meaning in OUTLOOK.items():
        outlook.add_argument(f"--{key}", metavar=key.upper(), help=meaning)


def add_tariff(parser: argparse.ArgumentParser) -> None:
    """Add what a model of reimbursement and its edits can be told by."""
    tariff = parser.add_argument_group("tariff", "of who is paid what; what is left out is today's model")
    for key, meaning in TARIFF.items():
        tariff.add_argument(f"--{key.replace('_', '-')}", metavar=key.upper(), default="", help=meaning)


def tariff_arguments(arguments: argparse.Namespace, assessment: Assessment) -> dict[str, str]:
    """What is said of a tariff, which the care form has; empty where nothing is.

    Raises
    ------
    UnknownNameError
        If it has not; the message says what there is.
    ReimbursementError
        If the care form has no model.
    """
    from geodata.contract.errors import UnknownNameError
    from geodata.measures.reform_of_units import effects
    from geodata.reimbursement.of_region import tariff_offer
    from geodata.reimbursement.tariff import parse_tariff

    given = vars(arguments)
    words = {key: str(given[key]) for key in TARIFF if given.get(key)}
    if words:
        parse_tariff(tariff_offer(assessment.region, assessment.scenario.care_form), words)
        known = effects(assessment)
        if words.get("effect", "") not in known:
            raise UnknownNameError(
                f"no effect {words['effect']!r}; there is {', '.join(known[1:]) or 'none'}"
            )
    return words


def outlook_arguments(arguments: argparse.Namespace, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """What is said of an outlook, which the region can answer; empty where nothing is.

    Raises
    ------
    UnknownNameError
        If the region cannot; the message says what it has.
    NeedsError
        If it tells nothing of the years ahead.
    """
    from geodata.needs.of_region import need_model_of
    from geodata.needs.outlook import parse_outlook

    given = vars(arguments)
    words = tuple((key, str(given[key])) for key in OUTLOOK if given.get(key))
    if words:
        offer = need_model_of(assessment.region, assessment.scenario.care_form).offer
        parse_outlook(offer, dict(words))
    return words


def assess_arguments(arguments: argparse.Namespace) -> Assessment | None:
    """The answer to a command's scenario; None, after printing every problem, where the data has errors.

    Protected visits that are published are those of the version that is served, as `build` would keep them.

    Parameters
    ----------
    arguments : Namespace
        With `region`, `data`, `lang`, and those of `add_scenario`.

    Raises
    ------
    RegionError
        If minutes cannot be found, or the region cannot answer the scenario.
    """
    from dashboard.planned.of_command import as_planned
    from geodata.assessment.assessment import assess
    from geodata.disclosure.publishing import disclosed
    from geodata.publish.as_published import as_published
    from geodata.publish.build import computed
    from geodata.scenario.saved import scenario_from

    region = read_region(arguments.region, arguments.data, arguments.lang)
    if region is None:
        return None
    moment = datetime.now(UTC).isoformat(timespec="seconds")  # stands for the day of the build
    folder = published_folder(arguments.published)
    region, _ = as_published(disclosed(region), folder)
    region = as_planned(replace(computed(region), built=moment), folder, arguments.lang or "sv")
    return assess(region, scenario_from(region, vars(arguments)))


def published_folder(chosen: Path | None) -> Path:
    """Where versions are published: as chosen, as `UTBUDSKARTA_DATA_DIR` says, or as usual."""
    return chosen or Path(os.environ.get(variable_of("data_dir")) or PUBLISHED)
