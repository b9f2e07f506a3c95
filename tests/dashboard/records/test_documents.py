"""What is saved has an owner, is shared with whom that says, and remembers what it was."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, delete, insert, select

from dashboard.records import documents as module
from dashboard.records.audit import entries
from dashboard.records.author import Author
from dashboard.records.database import Database
from dashboard.records.document_access import Document, NotKeptError, access
from dashboard.records.document_sharing import (
    content_of,
    link,
    open_document,
    restore,
    share,
    shares,
    versions,
)
from dashboard.records.documents import add, change, listed, remove
from dashboard.records.schema import accounts, document_shares, document_versions
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.region.audience import Audience
from tests.dashboard.records.databases import NOW

ANNA, BO, CARIN = (Author(number, name, "analyst") for number, name in enumerate(("anna", "bo", "carin"), 1))
NOBODY = Author()


@pytest.fixture
def people(database: Database) -> Database:
    """Anna, Bo and Carin have accounts."""
    with database.write() as connection:
        for who in (ANNA, BO, CARIN):
            values = {"name": who.name, "role": who.role, "scope": {}, "created_at": NOW, "changed_at": NOW}
            connection.execute(insert(accounts).values(values))
    return database


def made(connection: Connection, who: Author = ANNA, name: str = "Utan U1") -> Document:
    return add(connection, "scenario", name, "toy", "{}", who, NOW)[0]


def refused(what: object, *arguments: object) -> str:
    with pytest.raises(NotKeptError) as caught:
        what(*arguments)  # type: ignore[operator]
    return caught.value.reason


def test_what_an_account_saves_is_its_own_alone(people: Database) -> None:
    with people.write() as connection:
        document = made(connection)
        assert [access(connection, document, who) for who in (ANNA, BO, NOBODY)] == ["own", None, None]
        assert [len(listed(connection, "scenario", "toy", who)) for who in (ANNA, BO, NOBODY)] == [1, 0, 0]
        assert refused(change, connection, document, "x", "{}", BO, NOW) == "unknown"
        assert refused(remove, connection, document, BO, NOW) == "unknown"


def test_an_account_that_it_is_shared_with_reads_or_writes_and_no_more(people: Database) -> None:
    with people.write() as connection:
        document = made(connection)
        share(connection, document, "bo", "read", ANNA, NOW)
        share(connection, document, "carin", "write", ANNA, NOW)
        assert shares(connection, document, ANNA) == {"bo": "read", "carin": "write"}
        assert [access(connection, document, who) for who in (BO, CARIN)] == ["read", "write"]
        assert [len(listed(connection, "scenario", "toy", who)) for who in (BO, CARIN)] == [1, 1]
        assert refused(change, connection, document, "x", "{}", BO, NOW) == "others"
        assert change(connection, document, "Carins", "{}", CARIN, NOW).name == "Carins"
        assert refused(remove, connection, document, CARIN, NOW) == "others"
        assert refused(share, connection, document, "carin", "write", BO, NOW) == "others"
        assert refused(shares, connection, document, CARIN) == "others"
        share(connection, document, "bo", None, ANNA, NOW)
        assert access(connection, document, BO) is None


@pytest.mark.parametrize("name", ["nobody", "anna", "", "b\x00o"])
def test_it_is_shared_with_another_account_that_there_is(people: Database, name: str) -> None:
    with people.write() as connection:
        document = made(connection)
        assert refused(share, connection, document, name, "read", ANNA, NOW) == "no_account"


def test_a_link_opens_it_for_whoever_has_its_word_until_there_is_another(people: Database) -> None:
    with people.write() as connection:
        made(connection)

        def now_is(word: str) -> object:
            document = module.find(connection, "scenario", "utan-u1")
            assert document is not None
            return access(connection, document, Author(word=word))

        document = module.find(connection, "scenario", "utan-u1")
        assert document is not None
        reading = link(connection, document, "read", ANNA, NOW)
        assert (now_is(reading), now_is("guess"), now_is("")) == ("read", None, None)
        writing = link(connection, document, "write", ANNA, NOW)
        assert (now_is(reading), now_is(writing)) == (None, "write")
        assert listed(connection, "scenario", "toy", Author(word=writing)) == [], "a link is in no list"
        assert link(connection, document, None, ANNA, NOW) == ""
        assert now_is(writing) is None
        assert refused(link, connection, document, "read", BO, NOW) == "unknown"


def test_it_remembers_what_it_held_and_who_saved_that(
    people: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "VERSIONS_MOST", 2)
    with people.write() as connection:
        document = made(connection)
        share(connection, document, "bo", "write", ANNA, NOW)
        document = change(connection, document, "Två", '{"a":2}', BO, NOW)
        document = change(connection, document, "Tre", '{"a":3}', ANNA, NOW)
        found = versions(connection, document, BO)
        assert [(each.number, each.name, each.author) for each in found] == [
            (3, "Tre", "anna"),
            (2, "Två", "bo"),
        ]
        assert content_of(connection, document, 2, BO) == '{"a":2}'
        for gone in (0, 1, 4, 10**30, -1):
            assert refused(content_of, connection, document, gone, BO) == "unknown"
        assert refused(versions, connection, document, CARIN) == "unknown"


def test_what_is_removed_goes_with_its_history_and_who_shared_it(people: Database) -> None:
    with people.write() as connection:
        document = made(connection)
        share(connection, document, "bo", "write", ANNA, NOW)
        remove(connection, document, ANNA, NOW)
        for table in (document_versions, document_shares):
            assert connection.execute(select(table)).all() == []


def test_an_account_that_is_full_leaves_room_for_others(
    people: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    with people.write() as connection:
        made(connection)
        assert refused(made, connection) == "full"
        assert made(connection, BO).key == "utan-u1-2"
        assert made(connection, NOBODY).key == "utan-u1-3"
        assert add(connection, "presentation", "Utan U1", "toy", "{}", ANNA, NOW)[0].key == "utan-u1"


def test_the_audit_says_who_did_what_and_never_what_it_held(people: Database) -> None:
    with people.write() as connection:
        document = made(connection)
        share(connection, document, "bo", "write", ANNA, NOW)
        secret = link(connection, document, "read", ANNA, NOW)
        change(connection, document, "Två", '{"secret":1}', BO, NOW)
    with people.read() as connection:
        found = list(entries(connection))
    assert [(each.actor, each.action, each.subject) for each in found] == [
        ("anna", "scenario.add", "utan-u1"),
        ("anna", "scenario.share", "utan-u1"),
        ("anna", "scenario.link", "utan-u1"),
        ("bo", "scenario.change", "utan-u1"),
    ]
    assert found[1].details == {"version": 1, "account": "bo", "access": "write"}
    assert not any("secret" in repr(each.details) or secret in repr(each.details) for each in found)


OFFICER = Audience("officer")
ACCESS = AccessSettings({"resident": RoleAccess(hide_questions=("payment",)), "officer": RoleAccess()})
"""Residents, and every role but officers, do not see Ersättning."""


def in_role(who: Author, audience: Audience) -> Author:
    return replace(who, role=audience.role, audience=audience, access=ACCESS)


def now_is(connection: Connection) -> Document:
    found = module.find(connection, "scenario", "utan-u1")
    assert found is not None
    return found


def test_what_an_officer_wrote_is_open_to_who_sees_as_much_and_to_others_when_shared(
    people: Database,
) -> None:
    anna, officer = in_role(ANNA, OFFICER), in_role(BO, OFFICER)
    limited = in_role(BO, Audience("officer", care_forms=("gp",)))
    less = in_role(BO, Audience("politician"))
    nobody = in_role(NOBODY, Audience())
    with people.write() as connection:
        made(connection, anna)
        open_document(connection, now_is(connection), "alike", anna, NOW, is_confirmed=False)
        document = now_is(connection)
        readers = (officer, limited, less, nobody)
        assert [access(connection, document, who) for who in readers] == ["read", None, None, None]
        assert [len(listed(connection, "scenario", "toy", who)) for who in readers] == [1, 0, 0, 0]
        share(connection, document, "bo", "read", anna, NOW)
        assert access(connection, document, less) == "read"


def test_everybody_reads_it_when_its_owner_confirms_that_they_may_until_it_is_written_again(
    people: Database,
) -> None:
    anna, nobody = in_role(ANNA, OFFICER), in_role(NOBODY, Audience())
    with people.write() as connection:
        document = made(connection, anna)
        change(connection, document, "Utan U1", '{"a":"secret"}', anna, NOW)
        document = change(connection, now_is(connection), "Utan U1", '{"a":"open"}', anna, NOW)
        asked = partial(open_document, is_confirmed=False)
        assert refused(asked, connection, document, "public", anna, NOW) == "confirm"
        assert refused(asked, connection, document, "public", in_role(BO, OFFICER), NOW) == "unknown"
        open_document(connection, document, "public", anna, NOW, is_confirmed=True)
        document = now_is(connection)
        assert access(connection, document, nobody) == "read"
        assert [each.number for each in versions(connection, document, nobody)] == [3], "not what it held"
        assert refused(content_of, connection, document, 2, nobody) == "unknown"
        document = change(connection, document, "Utan U1", '{"a":"secret"}', anna, NOW)
        assert access(connection, document, nobody) is None
        assert document.open_to == "alike"


def test_what_residents_may_see_is_public_without_a_word(people: Database) -> None:
    anna = in_role(ANNA, Audience("politician"))
    with people.write() as connection:
        document = made(connection, anna)
        open_document(connection, document, "public", anna, NOW, is_confirmed=False)
        change(connection, now_is(connection), "Utan U1", '{"a":2}', anna, NOW)
        assert access(connection, now_is(connection), in_role(NOBODY, Audience())) == "read"


def test_what_lost_its_owner_is_read_by_who_sees_as_much(people: Database) -> None:
    with people.write() as connection:
        made(connection, in_role(ANNA, OFFICER))
        connection.execute(delete(accounts).where(accounts.c.name == "anna"))
        document = now_is(connection)
        readers = (in_role(BO, OFFICER), in_role(BO, Audience("politician")), in_role(NOBODY, Audience()))
        assert [access(connection, document, who) for who in readers] == ["read", None, None]


def test_it_holds_again_what_a_version_held(people: Database) -> None:
    with people.write() as connection:
        document = made(connection)
        document = change(connection, document, "Två", '{"a":2}', ANNA, NOW)
        document = restore(connection, document, 1, ANNA, NOW)
        assert (document.name, document.content, document.number) == ("Utan U1", "{}", 3)
        assert [each.number for each in versions(connection, document, ANNA)] == [3, 2, 1]
        assert refused(restore, connection, document, 9, ANNA, NOW) == "unknown"
        share(connection, document, "bo", "read", ANNA, NOW)
        assert refused(restore, connection, document, 1, BO, NOW) == "others"
