"""What `[unit_facts]` in `region.toml` says."""

from __future__ import annotations

from geodata.contract.toml_reader import TomlReader
from geodata.contract.unit_facts import CHANGEABLE, SECOND_ABOVE, UnitFacts

RESIDENTS_MOST = 100_000_000


def read_unit_facts(reader: TomlReader) -> UnitFacts:
    """Settings of who answers for units' facts, `[unit_facts]`; all are optional."""
    usual = UnitFacts()
    locked = reader.strings("from_register") if "from_register" in reader.content else usual.from_register
    for name in locked:
        if name not in CHANGEABLE:
            reader.problem("unknown_choice", "from_register", name, *CHANGEABLE)
    above = reader.number("second_approver_above", SECOND_ABOVE, 0, RESIDENTS_MOST, whole=True)
    register = reader.words("register", usual.register)
    reader.finish()
    return UnitFacts(register, tuple(locked), int(above))
