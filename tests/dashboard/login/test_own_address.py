"""After a login one comes to an address of this site, whatever the link said."""

from __future__ import annotations

import pytest

from dashboard.login.own_address import own_address


@pytest.mark.parametrize(
    "wanted", ["/", "/jamfor", "/?form=gp&limit=20", "/hitta?lang=en#x", "/a//b?next=//evil.example"]
)
def test_an_own_path_is_kept(wanted: str) -> None:
    assert own_address(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "jamfor",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\tx",
        "/\n/evil.example",
        "/x\r\nSet-Cookie: a=b",
        "/x y",
        "/å",
        "/login",
        "/login?next=/",
        "/logout",
        "/login/oidc/siths",
        "/" + "x" * 2001,
    ],
)
def test_anything_else_is_the_first_page(wanted: str | None) -> None:
    assert own_address(wanted) == "/"
