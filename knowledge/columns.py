"""How a moment, a choice and a frozen value are kept in a column, the same on SQLite and PostgreSQL."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Table,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

T = TypeVar("T")


class Moment(TypeDecorator[datetime]):
    """A moment with its zone on both databases; SQLite keeps UTC without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; without a zone for SQLite, whose texts then sort by time."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """Always in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """A CHECK that a text column holds one of the choices, named after the column."""
    listed = ", ".join(f"'{choice.value}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows for which `where` holds, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def table_of(row: type[SQLModel]) -> Table:
    """The table behind a row class, for statements that touch many rows or must be fast."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


def insert_into(db: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of this session."""
    is_postgres = db.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgres else sqlite.insert(table)


def locked(db: Session, statement: Any) -> Any:
    """The SELECT with FOR UPDATE on PostgreSQL; on SQLite the writing transaction is the lock."""
    return statement.with_for_update() if db.get_bind().dialect.name == "postgresql" else statement


READ_ONCE = "read once"
"""Where a session that only reads keeps what it has read: it sees one state, and ends with its message."""


def once(db: Session, asked: tuple[Hashable, ...], read: Callable[[], T]) -> T:
    """What `read` gives, read once in a session that only reads; a session that writes reads each time."""
    kept: dict[tuple[Hashable, ...], T] | None = db.info.get(READ_ONCE)
    if kept is None:
        return read()
    if asked not in kept:
        kept[asked] = read()
    return kept[asked]


def count_by(db: Session, column: Column[str]) -> dict[str, int]:
    """How many rows have each value of a column."""
    rows = db.execute(select(column, func.count()).group_by(column))
    return {str(row[0]): int(row[1]) for row in rows}


def none_where(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """That no row meets the conditions, looked up row by row through an index.

    PostgreSQL turns NOT EXISTS into one join over all rows, which costs a freshly filled table its square; a scalar
    subquery it leaves alone.
    """
    return select(literal(1)).where(*conditions).limit(1).scalar_subquery().is_(None)
