"""Why a request is not answered: a status, and a sentence for whoever made it."""

from __future__ import annotations

from geodata.contract.errors import RegionError


class RefusedError(RegionError):
    """A request that cannot be answered; `api.refused.<key>` in the catalogue is its sentence.

    Parameters
    ----------
    status : int
        Of the HTTP answer.
    key : str
        Of the sentence; also the answer's `code`.
    **values : object
        For the sentence's blanks.
    """

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values
