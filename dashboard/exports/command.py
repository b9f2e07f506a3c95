"""The command `utbudskarta export`: a presentation as PDF, PowerPoint, pictures, tables or map layers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geodata.cli import PUBLISHED
from geodata.contract.errors import RegionError

KINDS = ("pdf", "pptx", "svg", "png", "xlsx", "gpkg", "parquet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be asked of a file, and where the published data lie."""
    parser.add_argument(
        "--presentation", type=Path, required=True, metavar="FILE", help="as saved from Presentera"
    )
    parser.add_argument("--to", choices=KINDS, default="pdf", help="(pdf)")
    parser.add_argument("--step", type=int, metavar="N", help="this step alone, from 1 (all)")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where it is written (beside the presentation)"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=PUBLISHED,
        metavar="DIR",
        help=f"where versions are published ({PUBLISHED})",
    )
    parser.add_argument("--lang", choices=("sv", "en"), help="language (the presentation's own)")


def run(arguments: argparse.Namespace) -> int:
    """Write one file, and print where it stands."""
    from dashboard.exports.making import file_of
    from dashboard.planned.of_command import as_planned
    from dashboard.presentation.step_content import step_content
    from dashboard.presentation.steps import read_presentation
    from dashboard.words.words import words_of
    from geodata.publish.manifest import current_version
    from geodata.publish.snapshot import open_snapshot

    path: Path = arguments.presentation
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegionError(f"the presentation {path} cannot be read: {error}") from error
    presentation = read_presentation(text, path.name)
    many = len(presentation.steps)
    if arguments.step is not None and not 1 <= arguments.step <= many:
        raise RegionError(f"{path.name} has steps 1 to {many}, and no step {arguments.step}")
    version = current_version(arguments.data)
    if version is None:
        raise RegionError(f"nothing is published in {arguments.data}: run utbudskarta build or demo first")
    region = as_planned(open_snapshot(arguments.data, version), arguments.data, arguments.lang or "sv")
    words = words_of(region.settings, arguments.lang or presentation.language)
    which = [arguments.step] if arguments.step is not None else range(1, many + 1)
    steps = [step_content(presentation, at, region, words) for at in which]
    content, _, ending = file_of(arguments.to, steps)
    target = arguments.out or path.with_suffix(f".{ending}")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise RegionError(f"{target} cannot be written: {error}") from error
    if presentation.version not in ("", version):
        print(
            words("export.other_version", made=presentation.version[:6], shown=version[:6]),
            file=sys.stderr,
        )
    print(target)
    return 0
