"""What stops one connector, as data rather than sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """One thing to say of a connector.

    Attributes
    ----------
    code : str
        Of its sentence in `geodata/connectors/sentences.toml`.
    value : str
    expected : tuple of str
    """

    code: str
    value: str = ""
    expected: tuple[str, ...] = ()


class FetchError(Exception):
    """A register does not give what is wanted of it; what was fetched before stays.

    Parameters
    ----------
    code : str
    value : str
    expected : str
    """

    def __init__(self, code: str, value: object = "", *expected: object) -> None:
        super().__init__(code, value)
        self.remark = Remark(code, str(value)[:200], tuple(str(each)[:200] for each in expected[:20]))
