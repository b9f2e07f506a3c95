"""What the page of files is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.uploads.staging import Upload
from dashboard.uploads.started import State
from dashboard.words.words import Words
from geodata.region.region import Region


@dataclass(frozen=True)
class UploadView:
    """One reader's files as they stand.

    Attributes
    ----------
    region : Region
        As it is published.
    words : Words
    csrf : str
    uploads : sequence of Upload
    state : State
    result : mapping
        What the last check came to, see `dashboard.uploads.work`; empty where none has ended.
    choices : mapping
        What was chosen of each file.
    chosen : str
        Name of the file whose columns are shown; "" of none.
    folder_files : int
        How many files the region's own folder has.
    last_words : str
        What a publication that failed said.
    """

    region: Region
    words: Words
    csrf: str
    uploads: Sequence[Upload]
    state: State
    result: Mapping[str, Any]
    choices: Mapping[str, Any]
    chosen: str
    folder_files: int
    last_words: str = ""

    @property
    def action(self) -> str:
        """Address that forms are sent to."""
        return page_href(FORM_PAGES["upload"], self.words.language, urlencode({"file": self.chosen}))

    @property
    def readings(self) -> dict[str, Mapping[str, Any]]:
        """What is said of each file, by its name."""
        return {each["name"]: each for each in self.result.get("readings", ())}

    @property
    def brought_as(self) -> dict[str, str]:
        """What a file of the region's folder was called when it was brought, by its way from the folder."""
        return {each["target"]: each["name"] for each in self.result.get("readings", ()) if each["target"]}

    @property
    def changes(self) -> Mapping[str, Any] | None:
        """What differs from what is published; None where that is not known."""
        return self.result.get("changes")

    @property
    def errors(self) -> int:
        """How many problems stop a publication."""
        return int(self.result.get("errors", 0))

    def counted(self, key: str, count: int) -> str:
        """One or several, in words."""
        return self.words(f"upload.{key}_{'one' if count == 1 else 'many'}", count=count)
