"""Tables of what people write. Nothing of a resident is ever in them: no person number, no address, no care.

A table or a column that is new here needs a step in `migrations.py`, which says how.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dashboard.records.column_types import Moment, Plain

NAME, KEY, CODE, HASH, LONG = 120, 60, 40, 64, 2_000
"""Longest a name, a key of an address, a code, a hash in hexadecimal, and a comment may be, characters."""

PASSING = {"passing": True}
"""Of tables that hold what is over in a day: no backup has them."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(NAME), nullable=False, unique=True),  # in lower case; what the audit calls an actor
    Column("display_name", String(NAME), nullable=False, server_default=""),
    Column("role", String(CODE), nullable=False),
    Column("scope", Plain, nullable=False),  # {"care_forms": [], "organisations": [], "units": []}
    Column("password_hash", String(300)),  # argon2id; null where a provider vouches
    Column("must_change", Boolean, nullable=False, server_default="0"),  # a one-time first password
    Column("issuer", String(300)),  # of OpenID Connect
    Column("subject", String(300)),
    Column("person", String(NAME), nullable=False, server_default=""),  # the same in all accounts of one
    Column("disabled_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("seen_at", Moment),
    UniqueConstraint("issuer", "subject"),
)

account_roles = Table(
    "account_roles",
    metadata,
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(CODE), primary_key=True),  # besides the one in `accounts`, which is the first
    Column("scope", Plain, nullable=False),
    Column("place", Integer, nullable=False),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("name_hash", String(HASH), primary_key=True),  # of what was typed, an account's name or not
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
    info=PASSING,
)

login_addresses = Table(
    "login_addresses",
    metadata,
    Column("address_hash", String(HASH), primary_key=True),  # by a salt of its day, which is then forgotten
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
    info=PASSING,
)

login_salts = Table(
    "login_salts",
    metadata,
    Column("day", String(10), primary_key=True),  # YYYY-MM-DD, UTC
    Column("salt", String(HASH), nullable=False),
    info=PASSING,
)

login_states = Table(
    "login_states",
    metadata,
    Column("state_hash", String(HASH), primary_key=True),
    Column("visit_hash", String(HASH), nullable=False),  # of the browser that began it
    Column("details", Plain, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "expires_at"),
    info=PASSING,
)

sessions = Table(
    "sessions",
    metadata,
    Column("id_hash", String(HASH), primary_key=True),  # SHA-256 of what the cookie holds, never that itself
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("provider_session", String(300)),  # `sid`, for a logout that the provider tells of
    Column("details", Plain, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "account"),
    Index(None, "expires_at"),
    info=PASSING,
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 without gaps
    Column("at", Moment, nullable=False),
    Column("actor", String(NAME), nullable=False),  # an account's name, or "" where nobody is logged in
    Column("role", String(CODE), nullable=False),
    Column("action", String(CODE), nullable=False),
    Column("subject", String(NAME), nullable=False),
    Column("details", Plain, nullable=False),
    Column("previous", String(HASH), nullable=False),
    Column("hash", String(HASH), nullable=False, unique=True),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(CODE), nullable=False),  # "presentation" or "scenario"
    Column("key", String(KEY), nullable=False),  # in its address
    Column("region", String(CODE), nullable=False, server_default=""),  # "" fits any
    Column("name", String(NAME), nullable=False),
    Column("owner", ForeignKey("accounts.id", ondelete="SET NULL")),  # null where nobody is logged in
    Column("word_hash", String(HASH)),  # of the word that whoever saved it without login changes it by
    Column("link_hash", String(HASH), unique=True),  # of the word in the link that it is shared by
    Column("link_right", String(CODE)),  # "read" or "write"
    Column("open_to", String(CODE), nullable=False, server_default=""),  # "alike", "public" or ""
    Column("written_as", Plain),  # in which roles and limits it has been written; null where nobody knows
    Column("number", Integer, nullable=False),  # of its newest version
    Column("content", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("kind", "key"),
    Index(None, "owner"),
)

document_shares = Table(
    "document_shares",
    metadata,
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("access", String(CODE), nullable=False),  # "read" or "write"
    CheckConstraint("access IN ('read', 'write')", name="access"),
)

document_versions = Table(
    "document_versions",
    metadata,
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(NAME), nullable=False),
    Column("content", Text, nullable=False),
    Column("author", String(NAME), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    Column("written_as", Plain),  # as of the document then
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(CODE), nullable=False),  # a change of a unit, or an application for a new one
    Column("region", String(CODE), nullable=False),
    Column("case_label", String(CODE)),  # 2026-118; null of a draft that has never been submitted
    Column("unit", String(NAME), nullable=False, server_default=""),  # "" of a new one
    Column("care_form", String(CODE), nullable=False, server_default=""),
    Column("organisation", String(NAME), nullable=False, server_default=""),
    Column("status", String(CODE), nullable=False),
    Column("author", ForeignKey("accounts.id"), nullable=False),
    Column("approver", ForeignKey("accounts.id")),
    Column("second_approver", ForeignKey("accounts.id")),
    Column("effective", String(10)),  # a date, YYYY-MM-DD
    Column("source", String(LONG), nullable=False, server_default=""),
    Column("comment", String(LONG), nullable=False, server_default=""),
    Column("before", Plain, nullable=False),  # the facts as they were published when it was written
    Column("after", Plain, nullable=False),  # the facts that are changed
    Column("number", Integer, nullable=False),  # rises at each change: who changes an older one is told so
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("submitted_at", Moment),
    UniqueConstraint("region", "case_label"),
    Index(None, "status"),
    Index(None, "unit"),
)

submission_events = Table(
    "submission_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", ForeignKey("accounts.id")),  # null where the timer did it
    Column("role", String(CODE), nullable=False),
    Column("action", String(CODE), nullable=False),
    Column("status", String(CODE), nullable=False),  # after it
    Column("comment", String(LONG), nullable=False, server_default=""),
    Column("details", Plain, nullable=False),
    Column("token", String(HASH), nullable=False, unique=True),  # a form that is sent twice is done once
    Index(None, "submission"),
)

submission_files = Table(
    "submission_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(NAME), nullable=False),
    Column("kind", String(CODE), nullable=False),  # "pdf", "png": what its content is, whatever its name
    Column("size", Integer, nullable=False),  # bytes
    Column("sha256", String(HASH), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("submission", "sha256"),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String(CODE), nullable=False),
    Column("unit", String(NAME), nullable=False),
    Column("kind", String(CODE), nullable=False),  # "contract", "individual" or "direction"
    Column("due", String(10)),  # dates, YYYY-MM-DD
    Column("done", String(10)),
    Column("outcome", String(LONG), nullable=False, server_default=""),
    Column("action", String(LONG), nullable=False, server_default=""),
    Column("open", Boolean, nullable=False, server_default="0"),  # whether residents may read it
    Column("author", ForeignKey("accounts.id")),
    Column("number", Integer, nullable=False, server_default="1"),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("removed_at", Moment),  # its row stays, so that no other ever has its id
    Index(None, "unit"),
)
