"""What is planned by form, for a command that reads a folder of its own."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from dashboard.planned.store import planned_of
from dashboard.records.errors import RecordsError
from dashboard.records.migrations import migrate
from dashboard.records.opened import records_database
from dashboard.serve.settings import decide
from geodata.followup.written import with_follow_ups
from geodata.region.region import Region


def as_planned(region: Region, folder: Path, language: str) -> Region:
    """The region with what is planned in the database of a deployment, for a command; as it is without one.

    It goes on where the database cannot be read, as whoever runs it may have no right to; that is said.

    Parameters
    ----------
    region : Region
    folder : Path
        Of published versions.
    language : {"sv", "en"}
    """
    try:
        database = records_database(decide({"data_dir": str(folder)}, os.environ).settings)
        if database.is_missing:
            return region
        migrate(database, datetime.now(UTC))
        with database.read() as connection:
            rows = [each.content for each in planned_of(connection, region.settings.id)]
    except RecordsError as error:
        print(RecordsError("no_planned", why=error.sentence(language)).sentence(language), file=sys.stderr)
        return region
    return with_follow_ups(region, rows)
