"""Every row of one database into another of the same schema, and the proof that both hold the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import ModuleType

from sqlalchemy import Integer, Table, func, select, text
from sqlmodel import Session, SQLModel

import bot.store.tables
import handlers.announce.store
import handlers.asked.store
import handlers.store
import knowledge.notes.store
import knowledge.proposals.store
import knowledge.store
import knowledge.terms.store
import scheduler.store
import union.groups.store
import union.records.store
import union.store

OWNERS: tuple[ModuleType, ...] = (
    bot.store.tables, handlers.announce.store, handlers.asked.store, handlers.store, knowledge.notes.store,
    knowledge.proposals.store, knowledge.store, knowledge.terms.store, scheduler.store, union.groups.store,
    union.records.store, union.store,
)  # fmt: skip
"""Imported so that every table is known to the metadata."""
BATCH = 500
HEAVY_BATCH = 10
"""Rows that hold whole files."""
HEAVY = frozenset(("file",))


class Different(Exception):  # noqa: N818 - what was found, told to the operator
    """A table does not hold the same in both databases."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How many rows of how many tables."""

    tables: int
    rows: int


def tables() -> Sequence[Table]:
    """Every table, what is pointed at before what points at it."""
    return SQLModel.metadata.sorted_tables


def count(db: Session) -> int:
    """How many rows there are in all."""
    return sum(int(db.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables())


def carry(source: Session, target: Session, told: Callable[[int], None]) -> Carried:
    """Copies everything in the caller's transaction, tells how many rows are over, and compares. Raises `Different`."""
    done = 0
    for table in tables():
        for batch in _batches(source, table):
            target.execute(table.insert(), batch)
            done += len(batch)
            told(done)
        _count_on(target, table)
        if _fingerprint(source, table) != _fingerprint(target, table):
            raise Different(table.name)
    return Carried(len(tables()), done)


def _batches(db: Session, table: Table) -> Iterator[list[dict[str, object]]]:
    """The rows in the order of their keys: a row that points at an older one of its table comes after it."""
    size = HEAVY_BATCH if table.name in HEAVY else BATCH
    rows = db.execute(select(table).order_by(*table.primary_key.columns).execution_options(yield_per=size)).mappings()
    for part in rows.partitions(size):
        yield [dict(row) for row in part]


def _count_on(db: Session, table: Table) -> None:
    """Numbers that the database gives go on after the highest that was carried over."""
    keys = list(table.primary_key.columns)
    if len(keys) != 1 or not isinstance(keys[0].type, Integer):
        return
    sequence = db.execute(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": f'"{table.name}"', "column": keys[0].name}
    ).scalar()
    highest = db.execute(select(func.max(keys[0]))).scalar()
    if sequence is not None and highest is not None:
        db.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _fingerprint(db: Session, table: Table) -> int:
    """The same for the same rows in any order."""
    total = 0
    for batch in _batches(db, table):
        total = (total + sum(_digest(row) for row in batch)) % 2**256
    return total


def _digest(row: Mapping[str, object]) -> int:
    said = "\x1f".join(f"{name}={_plain(value)}" for name, value in row.items())
    return int.from_bytes(sha256(said.encode("utf-8", "surrogatepass")).digest())


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else repr(value)
