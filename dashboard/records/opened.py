"""The database of a deployment: where it is, whether there is one, and opened with every step done."""

from __future__ import annotations

from datetime import datetime

from dashboard.records.database import Database, sqlite_url
from dashboard.records.errors import RecordsError
from dashboard.records.migrations import migrate
from dashboard.serve.settings import Settings


def records_database(settings: Settings) -> Database:
    """The database that a deployment's settings choose; nothing is asked of it, and no file is made."""
    return Database.at(settings.database_url or sqlite_url(settings.data_dir))


def opened_where_wanted(settings: Settings, now: datetime) -> Database | None:
    """The database with every step done; None where nobody may write and there is none.

    Raises
    ------
    RecordsError
        If it does not answer, or is newer than the program.
    """
    database = records_database(settings)
    uploads = bool(settings.source_dir) and settings.upload == "machine"
    writing = settings.save_presentations == "yes" or settings.login != "off" or uploads
    if database.is_missing and not writing and not settings.database_url:
        return None
    migrate(database, now)
    return database


def opened_if_there(settings: Settings, now: datetime) -> Database:
    """The database with every step done, for a command that reads it.

    Raises
    ------
    RecordsError
        If there is none, it does not answer, or is newer than the program.
    """
    database = records_database(settings)
    if database.is_missing:
        raise RecordsError("none", file=database.engine.url.database)
    migrate(database, now)
    return database
