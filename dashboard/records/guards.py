"""Triggers that refuse to change or remove what the audit holds, in each database's own words."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

SQLITE: Final = (
    "CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
)
POSTGRESQL: Final = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$",
    "CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)
LIFTED: Final = {
    "sqlite": ("DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_no_change ON audit",
        "DROP TRIGGER IF EXISTS audit_no_truncate ON audit",
    ),
}


def guard_audit(connection: Connection) -> None:
    """Refuse from now on that a row of the audit is changed or removed; the same when done twice."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


def lift_guard(connection: Connection) -> None:
    """Take that away, for a restore alone, that guards again in the same transaction."""
    for statement in LIFTED[connection.dialect.name]:
        connection.exec_driver_sql(statement)
