"""The command `utbudskarta reach`: from where a place is reached, as text, JSON, GeoJSON or CSV."""

from __future__ import annotations

import argparse
import json
import sys

from dashboard.question.command_line import assess_arguments

FORMATS = ("text", "json", "geojson", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be asked of a place, beside the region and the scenario."""
    parser.add_argument(
        "--from",
        dest="reach",
        required=True,
        metavar="PLACE",
        help='"57.70000,13.40000", area:ID, unit:ID, or the name of one of them',
    )
    parser.add_argument(
        "--minutes",
        default="",
        metavar="LIST",
        help="one to four, joined by commas (half the limit, the limit, half as much again)",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="(text)")


def run(arguments: argparse.Namespace) -> int:
    """Print who lives within each of the minutes of a place, and which units stand there."""
    from dashboard.layers.reach_words import ReachWords
    from dashboard.reached.answer import reach_csv, reach_features, reach_json, reach_text
    from dashboard.words.words import words_of

    assessment = assess_arguments(arguments)
    if assessment is None:
        return 1
    words = words_of(assessment.region.settings, arguments.lang)
    reach = ReachWords(arguments.reach, arguments.minutes)
    if arguments.format == "csv":
        sys.stdout.buffer.write(reach_csv(reach, assessment, words))
        return 0
    if arguments.format == "text":
        print("\n".join(reach_text(reach, assessment, words)))
        return 0
    write = reach_features if arguments.format == "geojson" else reach_json
    print(json.dumps(write(reach, assessment, words), ensure_ascii=False, indent=2, allow_nan=False))
    return 0
