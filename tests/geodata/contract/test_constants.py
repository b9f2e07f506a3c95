from __future__ import annotations

import pytest

from geodata.contract.constants import CONSTANTS, read_constants


def test_what_a_module_exports_is_read() -> None:
    assert read_constants('/* why */\nexport const constants = {\n  "a": [1, 2.5]\n};\n') == {"a": [1, 2.5]}


def test_what_is_not_json_is_an_error() -> None:
    with pytest.raises(ValueError):
        read_constants("export const constants = { a: 1 };")


def test_codes_of_ends_are_no_positions_and_all_differ() -> None:
    codes = CONSTANTS["ends"].values()
    assert max(codes) < 0
    assert len(set(codes)) == len(codes)
