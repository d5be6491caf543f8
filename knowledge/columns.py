"""How a moment, a choice and a frozen value are kept in a column, the same on SQLite and PostgreSQL."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
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
    Select,
    Table,
    TableValuedAlias,
    any_,
    bindparam,
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


def as_arrays(table: Table, rows: Sequence[Mapping[str, object]]) -> Select[Any]:
    """The rows in their order as one SELECT for PostgreSQL, with a parameter a column however many they are.

    What all of them share travels once. Thousands of placeholders take longer to read than the rows to write.
    """
    columns = [table.c[name] for name in rows[0]]
    differing = [column for column in columns if any(row[column.name] != rows[0][column.name] for row in rows)]
    differing = differing or columns[:1]
    arrays = [
        bindparam(None, [row[each.name] for row in rows], type_=postgresql.ARRAY(each.type)) for each in differing
    ]
    names = [column.name for column in differing]
    listed = func.unnest(*arrays).table_valued(*names, with_ordinality="place").render_derived()
    shared = {each.name: literal(rows[0][each.name], each.type) for each in columns if each.name not in names}
    chosen = [shared[each.name] if each.name in shared else listed.c[each.name] for each in columns]
    return select(*chosen).order_by(listed.c.place)


def insert_rows(
    db: Session, table: Table, rows: Sequence[Mapping[str, object]]
) -> tuple[postgresql.Insert | sqlite.Insert, Sequence[Mapping[str, object]] | None]:
    """The INSERT of these rows and what to execute it with: on PostgreSQL one statement, whatever their number."""
    insert = insert_into(db, table)
    if len(rows) < 2 or db.get_bind().dialect.name != "postgresql":
        return insert, rows
    return insert.from_select(list(rows[0]), as_arrays(table, rows)), None


Values = tuple[Column[Any], Sequence[object]]


def pairs(first: Values, second: Values) -> TableValuedAlias:
    """Two columns' values side by side, `one` and `other`, as something an UPDATE of PostgreSQL reads from."""
    arrays = [bindparam(None, list(values), type_=postgresql.ARRAY(column.type)) for column, values in (first, second)]
    return func.unnest(*arrays).table_valued("one", "other").render_derived()


def among(db: Session, column: Column[T], values: Collection[T]) -> ColumnElement[bool]:
    """That the column holds one of the values; PostgreSQL is handed many of them as one array."""
    if db.get_bind().dialect.name != "postgresql":
        return column.in_(values)
    return column == any_(bindparam(None, list(values), type_=postgresql.ARRAY(column.type)))


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
