"""What `[unit_facts]` in `region.toml` says."""

from __future__ import annotations

from collections.abc import Collection

from geodata.contract.toml_reader import TomlReader
from geodata.contract.unit_facts import CHANGEABLE, SECOND_ABOVE, UnitFacts

RESIDENTS_MOST = 100_000_000
VISITS_MOST = 100_000_000


def read_unit_facts(reader: TomlReader, care_forms: Collection[str] = ()) -> UnitFacts:
    """Settings of who answers for units' facts, `[unit_facts]`; all are optional.

    Parameters
    ----------
    reader : TomlReader
    care_forms : collection of str
        Those of the region, of which `viable_from` may speak.
    """
    usual = UnitFacts()
    locked = reader.strings("from_register") if "from_register" in reader.content else usual.from_register
    for name in locked:
        if name not in CHANGEABLE:
            reader.problem("unknown_choice", "from_register", name, *CHANGEABLE)
    above = reader.number("second_approver_above", SECOND_ABOVE, 0, RESIDENTS_MOST, whole=True)
    register = reader.words("register", usual.register)
    floors = reader.table("viable_from")
    viable = {form: floors.number(form, None, 1, VISITS_MOST, whole=True) for form in care_forms}
    floors.finish()
    reader.finish()
    viable_from = {form: int(floor) for form, floor in viable.items() if floor is not None}
    return UnitFacts(register, tuple(locked), int(above), viable_from)
