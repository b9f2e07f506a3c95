"""One audience covers another where it surely sees all that the other does."""

from __future__ import annotations

import pytest

from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.region.audience import EVERYBODY, Audience

ACCESS = AccessSettings(
    {
        "resident": RoleAccess(hide_questions=("payment",), hide_columns=("units.capacity",)),
        "officer": RoleAccess(),
        "analyst": RoleAccess(hide_columns=("units.capacity",)),
        "management": RoleAccess(hide_exports=("csv",)),
        "unit_manager": RoleAccess(scope=("units",)),
    }
)
OFFICER = Audience("officer")


@pytest.mark.parametrize(
    ("reader", "writer", "covers"),
    [
        (EVERYBODY, EVERYBODY, True),
        (EVERYBODY, Audience("politician"), True),
        (EVERYBODY, OFFICER, False),
        (OFFICER, Audience("analyst"), True),
        (Audience("analyst"), OFFICER, False),
        (Audience("analyst"), Audience("management"), False),
        (Audience("officer", care_forms=("gp",)), OFFICER, False),
        (OFFICER, Audience("officer", care_forms=("gp",)), True),
        (Audience("officer", care_forms=("gp", "rehab")), Audience("officer", care_forms=("gp",)), True),
        (Audience("officer", units=("v1",)), Audience("officer", units=("v1", "v2")), False),
        (Audience("officer", units=("v1", "v2")), Audience("officer", units=("v1",)), True),
        (Audience("officer", units=("v1",)), Audience("officer", care_forms=("gp",)), False),
        (Audience("unit_manager"), Audience("unit_manager", units=("v1",)), False),
        (Audience("unit_manager", units=("v1",)), Audience("unit_manager", units=("v1",)), True),
    ],
    ids=str,
)
def test_an_audience_covers_one_that_sees_no_more(reader: Audience, writer: Audience, covers: bool) -> None:
    assert reader.covers(writer, ACCESS) is covers


def test_where_nothing_is_hidden_all_cover_all() -> None:
    assert EVERYBODY.covers(OFFICER, AccessSettings())
    assert Audience("officer", units=("v1",)).covers(OFFICER, AccessSettings())
