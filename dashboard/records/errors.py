"""What can be wrong with the database of what people write, one sentence each in both languages."""

from __future__ import annotations

from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import RegionError


class RecordsError(RegionError):
    """The database cannot do what is asked; `reason` is the catalogue's `records.refused.<reason>`.

    Parameters
    ----------
    reason : str
    **values : object
        What fills in the blanks of the sentence.
    """

    def __init__(self, reason: str, **values: object) -> None:
        self.reason, self.values = reason, values
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """What is wrong and what to do, for somebody who reads a language."""
        return catalogue(language)[f"records.refused.{self.reason}"].format(**self.values)
