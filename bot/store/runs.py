"""Who is running: boots and their beats, job runs, and what belongs to this database alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import Session

from bot.store.tables import BootRow, JobRunRow, SettingRow
from knowledge.columns import insert_into, table_of

boot = table_of(BootRow)
job_run = table_of(JobRunRow)
setting = table_of(SettingRow)

DEAD_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Boot:
    """One start of one process."""

    id: str
    host: str
    pid: int
    roles: tuple[str, ...]


def started(db: Session, start: Boot, now: datetime) -> None:
    """Enters a new boot."""
    db.add(
        BootRow(id=start.id, host=start.host, pid=start.pid, roles=",".join(start.roles), started_at=now, beat_at=now)
    )


def beat(db: Session, boot_id: str, now: datetime) -> None:
    """Says that the boot lives, also when it was taken for dead while its machine stood still."""
    db.execute(update(boot).where(boot.c.id == boot_id).values(beat_at=now, ended_at=None))


def ended(db: Session, boot_id: str, now: datetime) -> None:
    """A clean stop: nothing of this boot is open any more."""
    db.execute(update(boot).where(boot.c.id == boot_id).values(ended_at=now))


def dead(db: Session, now: datetime) -> list[str]:
    """Boots that stopped beating without saying that they end; each is named once."""
    statement = (
        update(boot)
        .where(boot.c.ended_at.is_(None), boot.c.beat_at < now - DEAD_AFTER)
        .values(ended_at=now)
        .returning(boot.c.id)
    )
    return list(db.execute(statement).scalars())


def gone(db: Session, owners: set[str], now: datetime) -> list[str]:
    """Those of the owners of open rows that ended a while ago: whoever began them will not finish them."""
    ended_boots = select(boot.c.id).where(boot.c.id.in_(owners), boot.c.ended_at < now - DEAD_AFTER)
    return list(db.execute(ended_boots).scalars())


def living(db: Session, role: str, now: datetime) -> bool:
    """Whether any process with this role beats."""
    rows = db.execute(select(boot.c.roles).where(boot.c.ended_at.is_(None), boot.c.beat_at >= now - DEAD_AFTER))
    return any(role in roles.split(",") for roles in rows.scalars())


def wins_job(db: Session, job: str, due_at: datetime, boot_id: str) -> bool:
    """Whether this boot is the one to do the job that was due then."""
    statement = (
        insert_into(db, job_run)
        .values(job=job, due_at=due_at, boot=boot_id, done_at=None)
        .on_conflict_do_nothing()
        .returning(job_run.c.job)
    )
    return db.execute(statement).first() is not None


def job_done(db: Session, job: str, due_at: datetime, now: datetime) -> None:
    """Marks the run as finished."""
    db.execute(update(job_run).where(job_run.c.job == job, job_run.c.due_at == due_at).values(done_at=now))


def forget_runs(db: Session, before: datetime) -> None:
    """Deletes old job runs and ended boots."""
    db.execute(job_run.delete().where(job_run.c.due_at < before))
    db.execute(boot.delete().where(boot.c.ended_at < before))


def read_setting(db: Session, name: str) -> str | None:
    """A value that belongs to this database."""
    value: str | None = db.execute(select(setting.c.value).where(setting.c.name == name)).scalar()
    return value


def write_setting(db: Session, name: str, value: str) -> None:
    """Sets a value that belongs to this database."""
    statement = insert_into(db, setting).values(name=name, value=value)
    db.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value}))


def made_secret(db: Session, name: str) -> str:
    """A secret made once for this database and kept in it."""
    statement = insert_into(db, setting).values(name=name, value=secrets.token_urlsafe(32))
    db.execute(statement.on_conflict_do_nothing())
    kept = read_setting(db, name)
    assert kept is not None
    return kept
