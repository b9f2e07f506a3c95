"""Presentations that an earlier program saved as files: taken into the database, once."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from typing import Final

from dashboard.presentation.ready_made import read_in_folder, ready_keys
from dashboard.presentation.steps import write_presentation
from dashboard.records import documents
from dashboard.records.author import Author
from dashboard.records.database import Database

DONE: Final = "imported"
"""Folder beside them, where their files lie afterwards."""

log = logging.getLogger(__name__)


def take_in(folder: Path, database: Database, now: datetime) -> int:
    """Take in what was saved as files with a word, under its own key; how many there were.

    Parameters
    ----------
    folder : Path
        Where `<key>.json` and `<key>.pass` lie. What has no word was put there by hand, and stays.
    database : Database
        Any number of processes may do so at once.
    now : datetime
    """
    taken = 0
    for hashed in sorted(folder.glob("*.pass")):
        file = hashed.with_suffix(".json")
        presentation = read_in_folder(file)
        if presentation is None:
            continue  # what is wrong with it is in the log
        try:
            word_hash = hashed.read_text(encoding="ascii").strip()
            with database.write() as connection:
                there = documents.find(connection, "presentation", presentation.key)
                if there is None and presentation.key not in ready_keys():
                    key, name, text = presentation.key, presentation.name, write_presentation(presentation)
                    whose = (Author(), now, word_hash)
                    documents.insert_document(
                        connection, "presentation", key, name, presentation.region, text, *whose
                    )
                    taken += 1
                elif there is None or there.word_hash != word_hash:
                    log.warning("%s is not taken in: another is saved under its key", file)
                    continue
            _put_away(file, hashed)
        except (OSError, UnicodeDecodeError) as error:
            log.warning("%s is not taken in: %s", file, error)
    return taken


def _put_away(file: Path, hashed: Path) -> None:
    """Move a file and its word aside; that another process has done so is as good."""
    done = file.parent / DONE
    done.mkdir(exist_ok=True)
    for each in (hashed, file):
        try:
            each.replace(done / each.name)  # over one that a process before left
        except FileNotFoundError:
            continue
