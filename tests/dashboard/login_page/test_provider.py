"""Logging in through a real provider: what is believed of its answers, and all that is not."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from sqlalchemy import func, select

from dashboard.login.accounts import disable, find_account
from dashboard.login.cookies import ON_THIS_MACHINE
from dashboard.login.current import current
from dashboard.login.oidc import LOGOUT_EVENT
from dashboard.login.pending import GOOD_FOR
from dashboard.records.schema import login_states, sessions
from geodata.region.audience import Audience
from tests.dashboard.login_page.pages import cookie, gate_of_site, query_of, set_cookies
from tests.dashboard.login_page.providers import MockProvider, agree, come_back, leave_for
from tests.dashboard.site import Site

SESSION = ON_THIS_MACHINE.session
Both = tuple[MockProvider, MockProvider]


def asker(site: Site, client: object) -> tuple[str, str, Audience]:
    number = cookie(client, SESSION)  # type: ignore[arg-type]
    environment = {"REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": f"{SESSION}={number}"}
    with site.server.test_request_context("/", environ_base=environment):
        found = current()
    return found.account, found.role, found.audience


def refused(site: Site, answer: object, client: object, status: int, sentence: str) -> None:
    """The page says why, in words, and nobody is logged in."""
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert 'role="alert"' in answer.text  # type: ignore[attr-defined]
    assert sentence in answer.text  # type: ignore[attr-defined]
    assert SESSION not in set_cookies(answer, ON_THIS_MACHINE)  # type: ignore[arg-type]
    with gate_of_site(site).database.read() as connection:
        assert connection.execute(select(func.count()).select_from(sessions)).scalar_one() == 0
    assert asker(site, client)[0] == ""


def test_the_page_offers_each_provider_and_no_password(oidc_site: Site) -> None:
    client = oidc_site.client
    text = client.get("/login?next=/data").text
    assert 'href="/login/oidc/region?next=%2Fdata&amp;lang=sv"' in text
    assert 'href="/login/oidc/other?next=%2Fdata&amp;lang=sv"' in text
    assert "Logga in med Regionens inloggning" in text
    assert 'type="password"' not in text
    token = {"csrf": cookie(client, ON_THIS_MACHINE.token)}
    assert client.post("/login", data=token).status_code == 404


def test_the_question_to_the_provider_has_a_state_a_nonce_and_a_challenge_and_no_secret(
    oidc_site: Site, mock_providers: Both
) -> None:
    client = oidc_site.client
    first, second = leave_for(client, "region"), leave_for(client, "region")
    paths = query_of(first)
    assert first.startswith(f"{mock_providers[0].issuer}/oauth2/authorize?")
    assert paths["response_type"] == "code"
    assert paths["code_challenge_method"] == "S256"
    assert len(paths["code_challenge"]) == 43
    assert paths["redirect_uri"] == "http://localhost/login/callback/region"
    assert paths["acr_values"] == "loa3 loa4"
    assert "openid" in paths["scope"].split()
    assert "hemlig" not in first
    again = query_of(second)
    assert all(paths[name] != again[name] for name in ("state", "nonce", "code_challenge"))
    with gate_of_site(oidc_site).database.read() as connection:
        kept = str(connection.execute(select(login_states)).all())
    assert paths["state"] not in kept


def test_who_the_provider_vouches_for_is_let_in_with_the_roles_of_their_claims(oidc_site: Site) -> None:
    client = oidc_site.client
    answer = come_back(client, agree(leave_for(client, "region", "/jamfor?form=gp")))
    assert (answer.status_code, answer.location) == (303, "/jamfor?form=gp")
    assert asker(oidc_site, client) == ("region:anna-1", "officer", Audience("officer", care_forms=("gp",)))
    with gate_of_site(oidc_site).database.read() as connection:
        account = find_account(connection, "region:anna-1")
    assert account is not None
    assert [role.role for role in account.roles] == ["officer", "analyst"]
    assert account.display_name == "Anna Berg"
    other = oidc_site.client
    come_back(other, agree(leave_for(other, "region"), "bo-2"))
    assert asker(oidc_site, other)[2] == Audience("unit_manager", units=("u-north", "u-mid"))


def test_several_tabs_log_in_side_by_side_each_to_its_own_page(oidc_site: Site) -> None:
    client = oidc_site.client
    tabs = {page: leave_for(client, "region", page) for page in ("/data", "/jamfor", "/hitta")}
    backs = {page: agree(address) for page, address in tabs.items()}
    for page in ("/jamfor", "/hitta", "/data"):
        assert come_back(client, backs[page]).location == page
        assert asker(oidc_site, client)[0] == "region:anna-1"


def test_a_state_that_is_wrong_absent_or_used_is_not_taken(oidc_site: Site, mock_providers: Both) -> None:
    client = oidc_site.client
    back = agree(leave_for(client, "region"))
    query = query_of(back)
    mock_providers[0].paths.clear()
    for state in ("x" * 43, ""):
        wrong = client.get(f"/login/callback/region?{urlencode(query | {'state': state})}")
        refused(oidc_site, wrong, client, 400, "Börja om härifrån")
    assert "/oauth2/token" not in mock_providers[0].paths
    assert come_back(client, back).status_code == 303
    come_again = oidc_site.client
    come_again.set_cookie(ON_THIS_MACHINE.visit, cookie(client, ON_THIS_MACHINE.visit))
    assert come_back(come_again, back).status_code == 400
    assert cookie(come_again, SESSION) == ""


def test_a_state_of_another_browser_is_not_taken_and_still_good_in_its_own(oidc_site: Site) -> None:
    victim, thief = oidc_site.client, oidc_site.client
    back = agree(leave_for(thief, "region"))
    refused(oidc_site, come_back(victim, back), victim, 400, "Börja om")
    victim.get("/login")
    refused(oidc_site, come_back(victim, back), victim, 400, "Börja om")
    assert come_back(thief, back).status_code == 303


def test_a_state_is_good_for_a_quarter_of_an_hour(oidc_site: Site) -> None:
    client, gate = oidc_site.client, gate_of_site(oidc_site)
    back = agree(leave_for(client, "region"))
    late = datetime.now(UTC) + GOOD_FOR + timedelta(seconds=1)
    before = gate.now
    object.__setattr__(gate, "now", lambda: late)
    try:
        refused(oidc_site, come_back(client, back), client, 400, "tog för lång tid")
    finally:
        object.__setattr__(gate, "now", before)


def test_a_code_is_exchanged_once(oidc_site: Site) -> None:
    client = oidc_site.client
    first = agree(leave_for(client, "region"))
    used = query_of(first)["code"]
    assert come_back(client, first).status_code == 303
    other = oidc_site.client
    state = query_of(leave_for(other, "region"))["state"]
    answer = other.get(f"/login/callback/region?{urlencode({'code': used, 'state': state})}")
    assert answer.status_code == 403
    assert cookie(other, SESSION) == ""


def test_a_code_of_another_login_fits_no_verifier_of_ours(oidc_site: Site) -> None:
    thief, victim = oidc_site.client, oidc_site.client
    code = query_of(agree(leave_for(thief, "region")))["code"]
    state = query_of(leave_for(victim, "region"))["state"]
    answer = victim.get(f"/login/callback/region?{urlencode({'code': code, 'state': state})}")
    refused(oidc_site, answer, victim, 403, "går inte att lita på")


def test_who_changes_their_mind_is_told_that_nothing_happened(oidc_site: Site) -> None:
    client = oidc_site.client
    back = agree(leave_for(client, "region"), action="deny")
    assert query_of(back)["error"] == "access_denied"
    refused(oidc_site, come_back(client, back), client, 403, "Inloggningen avbröts")


NOW_S = int(time.time())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"exp": NOW_S - 3600}, "går inte att lita på"),
        ({"exp": None}, "går inte att lita på"),
        ({"iat": NOW_S + 3600}, "går inte att lita på"),
        ({"aud": "another"}, "går inte att lita på"),
        ({"aud": ["another", "karta"]}, "går inte att lita på"),
        ({"aud": ["another", "karta"], "azp": "another"}, "går inte att lita på"),
        ({"azp": "another"}, "går inte att lita på"),
        ({"aud": None}, "går inte att lita på"),
        ({"iss": "https://evil.example"}, "går inte att lita på"),
        ({"iss": None}, "går inte att lita på"),
        ({"nonce": "another"}, "går inte att lita på"),
        ({"nonce": None}, "går inte att lita på"),
        ({"sub": None}, "går inte att lita på"),
        ({"sub": ""}, "går inte att lita på"),
        ({"at_hash": "another"}, "går inte att lita på"),
        ({"acr": None}, "inte säker nog"),
        ({"acr": "loa2"}, "inte säker nog"),
        ({"acr": ["loa3"]}, "inte säker nog"),
        ({"groups": ["Kök"]}, "ingen roll här"),
        ({"groups": None}, "ingen roll här"),
        ({"groups": ["Chef"], "units": []}, "ingen roll här"),
    ],
)
def test_a_token_with_a_wrong_claim_lets_nobody_in(
    oidc_site: Site, mock_providers: Both, changes: dict[str, object], sentence: str
) -> None:
    mock_providers[0].changes = changes
    client = oidc_site.client
    refused(oidc_site, come_back(client, agree(leave_for(client, "region"))), client, 403, sentence)


def test_a_token_for_several_that_is_given_to_us_lets_in(oidc_site: Site, mock_providers: Both) -> None:
    mock_providers[0].changes = {"aud": ["another", "karta"], "azp": "karta"}
    client = oidc_site.client
    assert come_back(client, agree(leave_for(client, "region"))).status_code == 303


@pytest.mark.parametrize("algorithm", ["RS256", "HS256"])
def test_a_token_that_another_signed_lets_nobody_in(
    oidc_site: Site, mock_providers: Both, algorithm: str
) -> None:
    key = RSAKey.generate_key(2048) if algorithm == "RS256" else OctKey.import_key(b"hemlig" * 8)
    mock_providers[0].signed_by, mock_providers[0].algorithm = key, algorithm  # type: ignore[assignment]
    client = oidc_site.client
    answer = come_back(client, agree(leave_for(client, "region")))
    refused(oidc_site, answer, client, 403, "går inte att lita på")


def test_an_answer_of_another_provider_is_not_taken_for_this_ones(
    oidc_site: Site, mock_providers: Both
) -> None:
    client = oidc_site.client
    query = query_of(agree(leave_for(client, "region")))
    for provider in mock_providers:
        provider.paths.clear()
    mixed = client.get(f"/login/callback/other?{urlencode(query)}")
    refused(oidc_site, mixed, client, 400, "Börja om")
    state = query_of(leave_for(client, "region"))["state"]
    for issuer in (mock_providers[1].issuer, ""):
        answer = client.get(
            f"/login/callback/region?{urlencode({'code': query['code'], 'state': state, 'iss': issuer})}"
        )
        assert answer.status_code in (400, 403)
        state = query_of(leave_for(client, "region"))["state"]
    assert all("/oauth2/token" not in provider.paths for provider in mock_providers), "no code was given away"


def test_an_answer_that_says_rightly_whose_it_is_lets_in(oidc_site: Site, mock_providers: Both) -> None:
    client = oidc_site.client
    back = agree(leave_for(client, "region"))
    assert come_back(client, f"{back}&{urlencode({'iss': mock_providers[0].issuer})}").status_code == 303


def test_who_is_disabled_here_is_not_let_in_whatever_the_provider_says(oidc_site: Site) -> None:
    client = oidc_site.client
    come_back(client, agree(leave_for(client, "region")))
    with gate_of_site(oidc_site).database.write() as connection:
        account = find_account(connection, "region:anna-1")
        assert account is not None
        disable(connection, account, datetime.now(UTC))
    refused(
        oidc_site, come_back(client, agree(leave_for(client, "region"))), client, 403, "Kontot är avstängt"
    )


def test_logging_out_offers_to_log_out_at_the_provider_too(oidc_site: Site, mock_providers: Both) -> None:
    client = oidc_site.client
    come_back(client, agree(leave_for(client, "region")))
    answer = client.post("/logout", data={"csrf": cookie(client, ON_THIS_MACHINE.token)})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert cookie(client, ON_THIS_MACHINE.session) == ""
    (href,) = re.findall(r'href="(http[^"]+)"', answer.text)
    assert href.startswith(f"{mock_providers[0].issuer}/oauth2/end_session?client_id=karta")
    ended = query_of(unescape(href))
    assert ended["post_logout_redirect_uri"] == "http://localhost/logout"
    assert ended["id_token_hint"].count(".") == 2, "the very token that it logged in by"
    text = client.get("/logout?from=region").text
    assert "id_token_hint" not in text, "which is nowhere any more"
    assert "evil" not in client.get("/logout?from=https://evil.example").text


def logout_token(site: Site, **changes: object) -> dict[str, str]:
    """A token of the first provider, that says that somebody has logged out there; signed by its own key."""
    known = gate_of_site(site).providers["region"]
    claims: dict[str, object] = {
        "iss": known.provider.issuer,
        "aud": "karta",
        "iat": int(time.time()),
        "jti": "1",
        "sub": "anna-1",
        "events": {LOGOUT_EVENT: {}},
    }
    content = {name: value for name, value in (claims | changes).items() if value is not None}
    return {"logout_token": jwt.encode({"alg": "RS256", "typ": "logout+jwt"}, content, KEY)}


KEY = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})


def test_a_provider_ends_the_login_of_who_logged_out_there(
    oidc_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = oidc_site.client
    come_back(client, agree(leave_for(client, "region")))
    known = gate_of_site(oidc_site).providers["region"]
    monkeypatch.setattr(known, "keys", lambda **_: KeySet([KEY]))
    for wrong in (
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"events": None},
        {"events": {}},
        {"nonce": "x"},
        {"sub": None},
        {"iat": None},
        {"jti": None},
    ):
        answer = oidc_site.client.post("/login/backchannel/region", data=logout_token(oidc_site, **wrong))
        assert answer.status_code == 400, wrong
    assert (
        oidc_site.client.post("/login/backchannel/region", data={"logout_token": "x.y.z"}).status_code == 400
    )
    assert oidc_site.client.post("/login/backchannel/nobody", data={}).status_code == 404
    assert asker(oidc_site, client)[0] == "region:anna-1"
    assert oidc_site.client.post("/login/backchannel/region", data=logout_token(oidc_site)).status_code == 200
    assert asker(oidc_site, client)[0] == ""
