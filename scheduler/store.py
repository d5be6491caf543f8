"""The scheduler's tables and all SQL on them: duties, holidays, deadlines, filings, extensions, reminders."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Index,
    Row,
    Text,
    UniqueConstraint,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, insert_into, locked, one_of, partial_index, table_of
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.duties import Cadence, Deadline, Duty, DutyId, ReportingPeriod
from scheduler.filings import FILED, OPEN, Filing, FilingId, State
from scheduler.tally import Counts
from union.draft import Origin, Snapshot
from union.forms.form import FieldKind
from union.ledger import KNOWN
from union.rollup import Gap
from union.roster import OfficerId
from union.scope import Scope
from union.store import UnitRow

OPEN_STATES = "state IN ('untouched', 'drafting', 'returned')"
ROWS_AT_ONCE = 400
WHOLE_DIGITS = 15


class Ended(StrEnum):
    """How a reminder stands: every one ends sent, merged into another or cancelled with a reason."""

    WAITING = "waiting"
    SENT = "sent"
    MERGED = "merged"
    CANCELLED = "cancelled"


class Asked(StrEnum):
    """How a wish for more time stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class DutyRow(SQLModel, table=True):
    """A duty; `body` holds it whole, the columns are what is searched for."""

    __tablename__ = "duty"
    __table_args__ = (one_of("cadence", Cadence),)

    id: str = Field(primary_key=True)
    recipient: str = Field(foreign_key="unit.code", index=True)
    cadence: str
    valid_from: date | None = None
    valid_to: date | None = None
    body: str = Field(sa_type=Text)
    set_by: str
    set_at: datetime = Field(sa_type=Moment)


class HolidayRow(SQLModel, table=True):
    """A day off, or a rest day that was swapped into a working day, with what announced it."""

    __tablename__ = "holiday"

    day: date = Field(primary_key=True)
    name: str
    is_rest: bool
    source: str = ""
    set_by: str = ""


class DeadlineRow(SQLModel, table=True):
    """One duty in one period."""

    __tablename__ = "deadline"

    duty: str = Field(primary_key=True, foreign_key="duty.id")
    period: str = Field(primary_key=True)
    name: str
    start: date
    end: date
    cut_off: date
    due: datetime = Field(sa_type=Moment)


class FilingRow(SQLModel, table=True):
    """One unit's answer to one deadline; never deleted."""

    __tablename__ = "filing"
    __table_args__ = (
        one_of("state", State),
        UniqueConstraint("duty", "period", "unit", name="uq_filing_duty"),
        Index("filing_of_unit", "unit"),
        partial_index("filing_owed", "due", where=OPEN_STATES),
    )

    id: int | None = Field(default=None, primary_key=True)
    duty: str = Field(foreign_key="duty.id")
    period: str
    unit: str = Field(foreign_key="unit.code")
    state: str = State.UNTOUCHED
    due: datetime = Field(sa_type=Moment)
    """The moment in force."""
    opened_at: datetime = Field(sa_type=Moment)
    extended_at: datetime | None = Field(default=None, sa_type=Moment)
    excused: str = ""
    is_abolished: bool = False
    version: int = 0
    code: str = ""
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    submitted_by: str = ""
    by_staff: bool = False
    on_paper: bool = False
    signed_at: datetime | None = Field(default=None, sa_type=Moment)
    returned_why: str = ""
    taken_in_at: datetime | None = Field(default=None, sa_type=Moment)
    snoozed_until: datetime | None = Field(default=None, sa_type=Moment)
    handed_to: int | None = Field(default=None, foreign_key="officer.id")
    fields: int = 0
    filled: int = 0
    touched_at: datetime | None = Field(default=None, sa_type=Moment)


class FilingVersionRow(SQLModel, table=True):
    """A report as it was handed in: frozen."""

    __tablename__ = "filing_version"

    filing: int = Field(primary_key=True, foreign_key="filing.id")
    version: int = Field(primary_key=True)
    snapshot: str = Field(sa_type=Text)
    submitted_at: datetime = Field(sa_type=Moment)
    submitted_by: str
    address: str = ""


class FigureRow(SQLModel, table=True):
    """One figure of a report as it was handed in, so that sums need not open the reports; frozen with it."""

    __tablename__ = "filing_figure"
    __table_args__ = ({"sqlite_with_rowid": False},)  # kept in the key's order: sums read a report's figures in a row

    filing: int = Field(primary_key=True, foreign_key="filing.id")
    version: int = Field(primary_key=True)
    field: str = Field(primary_key=True)
    indicator: str
    standing: str
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    whole: int | None = Field(default=None, sa_type=BigInteger)
    """The value where it is a whole number, which both databases add up exactly."""


class PassageRow(SQLModel, table=True):
    """A passage of text in a report that is being filled in; figures stand in the ledger."""

    __tablename__ = "filing_passage"

    filing: int = Field(primary_key=True, foreign_key="filing.id")
    field: str = Field(primary_key=True)
    origin: str
    text: str = Field(sa_type=Text)
    officer_id: int = Field(foreign_key="officer.id")
    written_at: datetime = Field(sa_type=Moment)


class ExtensionRow(SQLModel, table=True):
    """A wish for more time, and what the office decided."""

    __tablename__ = "extension"
    __table_args__ = (one_of("state", Asked), Index("extension_of_filing", "filing"))

    id: int | None = Field(default=None, primary_key=True)
    filing: int = Field(foreign_key="filing.id")
    until: date
    reason: str = ""
    asked_by: str
    officer_id: int = Field(foreign_key="officer.id")
    asked_at: datetime = Field(sa_type=Moment)
    state: str = Asked.ASKED
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=Moment)


class ReminderRow(SQLModel, table=True):
    """One reminder under its natural key."""

    __tablename__ = "reminder"
    __table_args__ = (
        one_of("state", Ended),
        Index("reminder_of_filing", "filing"),
        Index("reminder_of_bundle", "bundle"),
        partial_index("reminder_waiting", "at", where="state = 'waiting'"),
    )

    key: str = Field(primary_key=True)
    duty: str
    period: str
    unit: str
    filing: int = Field(foreign_key="filing.id")
    due: datetime = Field(sa_type=Moment)
    rung: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=Moment)
    bundle: str = ""
    state: str = Ended.WAITING
    reason: str = ""
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


duty = table_of(DutyRow)
holiday = table_of(HolidayRow)
deadline = table_of(DeadlineRow)
filing = table_of(FilingRow)
filing_version = table_of(FilingVersionRow)
filing_figure = table_of(FigureRow)
passage = table_of(PassageRow)
extension = table_of(ExtensionRow)
reminder = table_of(ReminderRow)
unit = table_of(UnitRow)
DUTY: TypeAdapter[Duty] = TypeAdapter(Duty)
SNAPSHOT: TypeAdapter[Snapshot] = TypeAdapter(Snapshot)


class Changed(Exception):  # noqa: N818 - not a fault: somebody was faster, the speaker is told how it stands now
    """The filing is no longer as it was when this was decided."""


# Duties and deadlines


def save_duty(db: Session, item: Duty, by: str, now: datetime) -> None:
    """Sets a duty, or changes it from now on; deadlines that are open already keep their days."""
    values = {
        "id": item.id, "recipient": item.recipient, "cadence": item.cadence, "valid_from": item.valid_from,
        "valid_to": item.valid_to, "body": DUTY.dump_json(item).decode(), "set_by": by, "set_at": now,
    }  # fmt: skip
    statement = insert_into(db, duty).values(**values)
    db.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def all_duties(db: Session, recipients: Collection[UnitCode] | None = None) -> list[Duty]:
    """Every duty, or those owed to these units, past ones too, by id."""
    wanted = select(duty.c.body).order_by(duty.c.id)
    if recipients is not None:
        wanted = wanted.where(duty.c.recipient.in_(list(recipients)))
    return [DUTY.validate_json(body) for body in db.execute(wanted).scalars()]


def find_duty(db: Session, wanted: DutyId) -> Duty | None:
    """The duty with this id."""
    body = db.execute(select(duty.c.body).where(duty.c.id == wanted)).scalar()
    return None if body is None else DUTY.validate_json(body)


def open_deadline(db: Session, item: Deadline) -> None:
    """Enters a deadline; one that is there keeps its days."""
    statement = insert_into(db, deadline).values(
        duty=item.duty, period=item.period.key, name=item.period.name, start=item.period.start, end=item.period.end,
        cut_off=item.cut_off, due=item.due,
    )  # fmt: skip
    db.execute(statement.on_conflict_do_nothing())


def deadlines(db: Session, duties: Collection[DutyId] | None = None) -> list[Deadline]:
    """Every deadline, or those of some duties, by the day they are due."""
    wanted = select(deadline).order_by(deadline.c.due, deadline.c.duty)
    if duties is not None:
        wanted = wanted.where(deadline.c.duty.in_(list(duties)))
    return [deadline_of_row(row) for row in db.execute(wanted)]


def asked_deadlines(db: Session, duties: Collection[DutyId]) -> list[Deadline]:
    """The deadlines of some duties of which anything is waited for or was handed in: not those of a duty undone."""
    counts = and_(
        filing.c.duty == deadline.c.duty, filing.c.period == deadline.c.period,
        or_(filing.c.is_abolished.is_(False), filing.c.version > 0),
    )  # fmt: skip
    wanted = select(deadline).where(deadline.c.duty.in_(list(duties)), exists().where(counts))
    return [deadline_of_row(row) for row in db.execute(wanted.order_by(deadline.c.due, deadline.c.duty))]


def deadline_of_row(row: Row[tuple[Any, ...]]) -> Deadline:
    """A row of `deadline` as a value."""
    return Deadline(
        DutyId(row.duty), ReportingPeriod(row.period, row.name, row.start, row.end), row.cut_off,
        row.due.astimezone(VIETNAM),
    )  # fmt: skip


def reschedule(db: Session, item: Deadline, now: datetime) -> int:
    """Gives an open deadline other days: filings that are not in and not extended are due then. How many changed."""
    mine = and_(deadline.c.duty == item.duty, deadline.c.period == item.period.key)
    db.execute(update(deadline).where(mine).values(cut_off=item.cut_off, due=item.due))
    theirs = and_(
        filing.c.duty == item.duty, filing.c.period == item.period.key, filing.c.state.in_(OPEN),
        filing.c.extended_at.is_(None),
    )  # fmt: skip
    return db.connection().execute(update(filing).where(theirs).values(due=item.due, touched_at=now)).rowcount


def save_holidays(db: Session, days: Iterable[tuple[date, str, bool, str]], by: str) -> None:
    """Keeps days off and swapped days (day, name, whether one rests, what announced it); a known day is changed."""
    for day, name, is_rest, source in days:
        values = {"name": name, "is_rest": is_rest, "source": source, "set_by": by}
        statement = insert_into(db, holiday).values(day=day, **values)
        db.execute(statement.on_conflict_do_update(index_elements=["day"], set_=values))


def holiday_rows(db: Session) -> list[tuple[date, str, bool, str]]:
    """Every dated day: day, name, whether one rests, what announced it."""
    rows = db.execute(
        select(holiday.c.day, holiday.c.name, holiday.c.is_rest, holiday.c.source).order_by(holiday.c.day)
    )
    return [(day, name, is_rest, source) for day, name, is_rest, source in rows]


# Filings


def open_filings(db: Session, item: Deadline, units: Sequence[UnitCode], now: datetime) -> int:
    """Opens the deadline's filing for these units; those that have one keep it. How many are new."""
    open_deadline(db, item)
    before = count_filings(db, item)
    for start in range(0, len(units), ROWS_AT_ONCE):
        rows = [
            {"duty": item.duty, "period": item.period.key, "unit": code, "state": State.UNTOUCHED, "due": item.due,
             "opened_at": now, "excused": "", "is_abolished": False, "version": 0, "code": "", "submitted_by": "",
             "by_staff": False, "on_paper": False, "returned_why": "", "fields": 0, "filled": 0}
            for code in units[start : start + ROWS_AT_ONCE]
        ]  # fmt: skip
        db.execute(insert_into(db, filing).values(rows).on_conflict_do_nothing())
    return count_filings(db, item) - before


def count_filings(db: Session, item: Deadline) -> int:
    """How many filings a deadline has."""
    mine = and_(filing.c.duty == item.duty, filing.c.period == item.period.key)
    count: int = db.execute(select(func.count()).select_from(filing).where(mine)).scalar_one()
    return count


def opened(db: Session, of: Collection[tuple[DutyId, str]] | None = None) -> set[tuple[DutyId, str, UnitCode]]:
    """Which filings there are, of all deadlines or of some: duty, period, unit."""
    wanted = select(filing.c.duty, filing.c.period, filing.c.unit)
    if of is not None:
        wanted = wanted.where(or_(false(), *(and_(filing.c.duty == duty, filing.c.period == key) for duty, key in of)))
    rows = db.execute(wanted)
    return {(DutyId(of_duty), period, UnitCode(code)) for of_duty, period, code in rows}


@dataclass(frozen=True, slots=True)
class Which:
    """Which filings are wanted; what is None is not asked for. `owed` leaves those that are in, excused or ended."""

    units: Collection[UnitCode] | None = None
    duty: DutyId | None = None
    period: str | None = None
    owed: bool = False
    ids: Collection[FilingId] | None = None
    states: Collection[State] | None = None
    on_time: bool = True
    """False leaves out those that came in by their due moment, too."""


def filings(db: Session, scope: Scope, which: Which) -> list[Filing]:
    """The filings that the speaker may read, by due moment and unit."""
    return [found for found in filings_of_all(db, which) if scope.may_read(found.unit)]


def filings_of_all(db: Session, which: Which) -> list[Filing]:
    """The same for the house's own jobs, which speak to nobody."""
    wanted = joined().order_by(filing.c.due, filing.c.duty, filing.c.period, unit.c.name)
    if which.units is not None:
        wanted = wanted.where(filing.c.unit.in_(list(which.units)))
    if which.duty is not None:
        wanted = wanted.where(filing.c.duty == which.duty)
    if which.period is not None:
        wanted = wanted.where(filing.c.period == which.period)
    if which.ids is not None:
        wanted = wanted.where(filing.c.id.in_(list(which.ids)))
    if which.states is not None:
        wanted = wanted.where(filing.c.state.in_(list(which.states)))
    if not which.on_time:
        wanted = wanted.where(or_(filing.c.state.not_in(FILED), filing.c.submitted_at > due_moment()))
    if which.owed:
        wanted = wanted.where(filing.c.state.in_(OPEN), filing.c.excused == "", filing.c.is_abolished.is_(False))
    bodies = {item.id: item for item in all_duties(db)}
    return [filing_of(row, bodies) for row in db.execute(wanted)]


@dataclass(frozen=True, slots=True)
class Waited:
    """One moment at which filings of a deadline that are owed are due, or a chair is to be left alone until."""

    duty: DutyId
    period: str
    due: datetime
    snoozed_until: datetime | None


def waited_moments(db: Session) -> list[Waited]:
    """The moments of all that is owed, each once: few, however many filings there are."""
    rows = db.execute(
        select(filing.c.duty, filing.c.period, filing.c.due, filing.c.snoozed_until)
        .where(filing.c.state.in_(OPEN), filing.c.excused == "", filing.c.is_abolished.is_(False))
        .distinct()
    )
    return [
        Waited(DutyId(row.duty), row.period, row.due.astimezone(VIETNAM), at_home(row.snoozed_until)) for row in rows
    ]


def filed_counts(db: Session, scope: Scope, item: Deadline) -> tuple[int, int]:
    """How many reports of a deadline are in on time, and how many late, among those that the speaker may read."""
    mine = and_(filing.c.duty == item.duty, filing.c.period == item.period.key, filing.c.state.in_(FILED))
    of_deadline = and_(deadline.c.duty == filing.c.duty, deadline.c.period == filing.c.period)
    is_late = filing.c.submitted_at > due_moment()
    rows = db.execute(select(filing.c.unit, is_late).join(deadline, of_deadline).where(mine))
    late = [bool(is_late) for code, is_late in rows if scope.may_read(UnitCode(code))]
    return len(late) - sum(late), sum(late)


def counts_of(db: Session, scope: Scope, items: Collection[Deadline]) -> list[Counts]:
    """How these deadlines stand, among the units that the speaker may read; what has ended is expected no more."""
    units = db.execute(select(filing.c.unit).where(of_deadlines(items)).distinct()).scalars()
    foreign = [code for code in units if not scope.may_read(UnitCode(code))]
    is_in, is_late = filing.c.state.in_(FILED), filing.c.submitted_at > due_moment()
    is_expected = or_(is_in, filing.c.is_abolished.is_(False))
    is_missing = and_(filing.c.state.in_(OPEN), filing.c.excused == "", filing.c.is_abolished.is_(False))
    counted = [
        func.count(case((each, 1))) for each in (is_expected, and_(is_in, ~is_late), and_(is_in, is_late), is_missing)
    ]
    rows = db.execute(
        select(filing.c.duty, filing.c.period, *counted)
        .join(deadline, and_(deadline.c.duty == filing.c.duty, deadline.c.period == filing.c.period))
        .where(of_deadlines(items), filing.c.unit.not_in(foreign) if foreign else true())
        .group_by(filing.c.duty, filing.c.period)
    )
    found = {(DutyId(row[0]), row[1]): row[2:] for row in rows}
    return [Counts(item, *found.get((item.duty, item.period.key), ())) for item in items]


def due_moment() -> Any:
    """The due moment in force of a filing that is joined to its deadline, as `Filing.due` tells it."""
    return case((filing.c.extended_at.is_(None), deadline.c.due), else_=filing.c.due)


def find_filing(db: Session, scope: Scope, wanted: FilingId) -> Filing | None:
    """One filing; None when it is not the speaker's to read."""
    return next(iter(filings(db, scope, Which(ids=(wanted,)))), None)


def hold_filing(db: Session, scope: Scope, wanted: FilingId) -> Filing | None:
    """The same in a writing transaction: nobody else changes it until the end. Every `finish` begins with it."""
    db.execute(locked(db, select(filing.c.id).where(filing.c.id == wanted))).first()
    return find_filing(db, scope, wanted)


def hold_filings(db: Session, scope: Scope, wanted: Collection[FilingId]) -> dict[FilingId, Filing]:
    """The same for many at once, those that are the speaker's to read."""
    db.execute(locked(db, select(filing.c.id).where(filing.c.id.in_(list(wanted))).order_by(filing.c.id))).all()
    return {found.id: found for found in filings(db, scope, Which(ids=wanted))}


def joined() -> Any:
    """A filing with its deadline and its unit's name."""
    return select(
        filing, unit.c.name.label("unit_name"), deadline.c.name.label("period_name"), deadline.c.start,
        deadline.c.end, deadline.c.cut_off, deadline.c.due.label("first_due"),
    ).join(unit, unit.c.code == filing.c.unit).join(
        deadline, and_(deadline.c.duty == filing.c.duty, deadline.c.period == filing.c.period)
    )  # fmt: skip


def filing_of(row: Row[tuple[Any, ...]], duties: Mapping[DutyId, Duty]) -> Filing:
    """A joined row as a value; moments in Viet Nam's zone."""
    period = ReportingPeriod(row.period, row.period_name, row.start, row.end)
    due = row.due.astimezone(VIETNAM)
    return Filing(
        id=FilingId(row.id), duty=DutyId(row.duty), duty_name=duties[DutyId(row.duty)].name, period=period,
        unit=UnitCode(row.unit), unit_name=row.unit_name, state=State(row.state),
        deadline=Deadline(DutyId(row.duty), period, row.cut_off, row.first_due.astimezone(VIETNAM)),
        opened_at=row.opened_at.astimezone(VIETNAM), extended_to=due if row.extended_at is not None else None,
        excused=row.excused, is_abolished=row.is_abolished, version=row.version, code=row.code,
        submitted_at=at_home(row.submitted_at), submitted_by=row.submitted_by, by_staff=row.by_staff,
        on_paper=row.on_paper, signed_at=at_home(row.signed_at), returned_why=row.returned_why,
        snoozed_until=at_home(row.snoozed_until),
        handed_to=None if row.handed_to is None else OfficerId(row.handed_to), fields=row.fields, filled=row.filled,
        extended_at=at_home(row.extended_at), touched_at=at_home(row.touched_at),
    )  # fmt: skip


def at_home(moment: datetime | None) -> datetime | None:
    """The moment on Viet Nam's clock."""
    return None if moment is None else moment.astimezone(VIETNAM)


def set_filing(db: Session, wanted: FilingId, now: datetime, **values: object) -> None:
    """Writes columns of one filing; who calls has asked the scope and read the filing in this transaction."""
    db.execute(update(filing).where(filing.c.id == wanted).values(touched_at=now, **values))


def progressed(db: Session, scope: Scope, item: Filing, *, filled: int, fields: int, now: datetime) -> None:
    """Counts the filled fields of a draft; all that the office sees of it. Raises `Forbidden`."""
    must_fill(scope, item)
    # Only while it is open, and the state as it is by now: it may have been handed in since it was read.
    is_begun = and_(filing.c.state == State.UNTOUCHED, literal(filled > 0))
    state = case((is_begun, State.DRAFTING), else_=filing.c.state)
    mine = and_(filing.c.id == item.id, filing.c.state.in_(OPEN))
    db.execute(update(filing).where(mine).values(state=state, filled=filled, fields=fields, touched_at=now))


def must_fill(scope: Scope, item: Filing) -> None:
    """Raises `Forbidden` unless the speaker fills the filing in: as its chair, or as staff of the office above."""
    if not scope.may_run(item.unit):
        scope.must_write(item.unit)


def write_passage(
    db: Session, scope: Scope, item: Filing, field: str, text: str, *, origin: str, officer: OfficerId, now: datetime
) -> None:
    """Keeps a passage of the draft. Raises `Forbidden`."""
    must_fill(scope, item)
    values = {"origin": origin, "text": text, "officer_id": officer, "written_at": now}
    statement = insert_into(db, passage).values(filing=item.id, field=field, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["filing", "field"], set_=values))


def drop_passage(db: Session, scope: Scope, item: Filing, field: str) -> None:
    """Empties a passage of the draft. Raises `Forbidden`."""
    must_fill(scope, item)
    db.execute(passage.delete().where(passage.c.filing == item.id, passage.c.field == field))


def passages_of(db: Session, scope: Scope, item: Filing) -> dict[str, tuple[str, str]]:
    """The passages of a draft by field: origin and text. Drafts are the chair's: staff see what staff wrote."""
    rows = db.execute(select(passage.c.field, passage.c.origin, passage.c.text).where(passage.c.filing == item.id))
    own, by_staff = scope.may_write(item.unit), scope.may_run(item.unit)
    return {row.field: (row.origin, row.text) for row in rows if own or (by_staff and row.origin == Origin.STAFF)}


def submit(db: Session, scope: Scope, item: Filing, paper: Snapshot, *, address: str, now: datetime) -> Filing:
    """Hands a report in as its next version, once: gives the filing as it stands. Raises `Changed`, `Forbidden`."""
    values = {"state": State.SUBMITTED, "submitted_at": paper.submitted_at, "returned_why": "", "snoozed_until": None}
    return hand_in(db, scope, item, paper, OPEN, values=values | {"touched_at": now}, address=address)


def submit_again(db: Session, scope: Scope, item: Filing, paper: Snapshot, *, address: str, now: datetime) -> Filing:
    """A newer version of a report that is in and not taken in: when it first came in still says whether it was late.

    Raises `Changed`, `Forbidden`.
    """
    return hand_in(db, scope, item, paper, {State.SUBMITTED}, values={"touched_at": now}, address=address)


def hand_in(
    db: Session, scope: Scope, item: Filing, paper: Snapshot, states: Collection[State],
    *, values: Mapping[str, object], address: str,
) -> Filing:  # fmt: skip
    """The next version of a report that stands in one of these states. Raises `Changed`, `Forbidden`."""
    must_fill(scope, item)
    mine = and_(filing.c.id == item.id, filing.c.state.in_(states), filing.c.version == paper.version - 1)
    common = {
        "version": paper.version, "code": paper.code, "submitted_by": paper.submitted_by, "by_staff": paper.by_staff,
    }  # fmt: skip
    if db.connection().execute(update(filing).where(mine).values(**common, **values)).rowcount != 1:
        raise Changed(str(item.id))
    db.add(FilingVersionRow(
        filing=item.id, version=paper.version, snapshot=SNAPSHOT.dump_json(paper).decode(),
        submitted_at=paper.submitted_at, submitted_by=paper.submitted_by, address=address,
    ))  # fmt: skip
    db.flush()
    if figures := figures_of(item.id, paper):
        db.execute(filing_figure.insert(), figures)
    found = find_filing(db, scope, item.id)
    assert found is not None
    return found


def figures_of(number: FilingId, paper: Snapshot) -> list[dict[str, object]]:
    """The rows of a report's figures; what is not known has no value."""
    return [
        {"filing": number, "version": paper.version, "field": line.key, "indicator": line.indicator,
         "standing": line.standing, "value": value, "numerator": (value and line.numerator) or None,
         "denominator": (value and line.denominator) or None, "whole": whole_of(value)}
        for line in paper.lines if line.kind is FieldKind.FIGURE and line.indicator
        for value in [(line.value or None) if line.standing in KNOWN else None]
    ]  # fmt: skip


def whole_of(value: str | None) -> int | None:
    """The value where it is a whole number of which thousands still fit into a column when added."""
    is_whole = value is not None and len(value) <= WHOLE_DIGITS and value.removeprefix("-").isdecimal()
    return int(value) if value is not None and is_whole else None


def snapshot(db: Session, scope: Scope, item: Filing, version: int | None = None) -> Snapshot | None:
    """A report as it was handed in, the newest version unless another is wanted; None when nothing was."""
    if not scope.may_read(item.unit):
        return None
    wanted = select(filing_version.c.snapshot).where(filing_version.c.filing == item.id)
    if version is not None:
        wanted = wanted.where(filing_version.c.version == version)
    body = db.execute(wanted.order_by(filing_version.c.version.desc())).scalar()
    return None if body is None else SNAPSHOT.validate_json(body)


def snapshots(db: Session, scope: Scope, items: Sequence[Filing]) -> dict[FilingId, Snapshot]:
    """The newest version of each of these reports that is in now; a returned one does not count."""
    inside = [item.id for item in items if item.state in FILED and scope.may_read(item.unit)]
    rows = db.execute(
        select(filing_version.c.filing, filing_version.c.snapshot)
        .join(filing, and_(filing.c.id == filing_version.c.filing, filing.c.version == filing_version.c.version))
        .where(filing_version.c.filing.in_(inside))
    )
    return {FilingId(number): SNAPSHOT.validate_json(body) for number, body in rows}


def still_owed(db: Session, scope: Scope, items: Collection[Deadline], due_by: datetime | None = None) -> list[Gap]:
    """Whose reports of these deadlines are not in, of those due by a moment; what is not owed is no gap."""
    wanted = (
        select(filing.c.duty, filing.c.period, filing.c.unit)
        .where(of_deadlines(items), filing.c.state.in_(OPEN))
        .where(filing.c.excused == "", filing.c.is_abolished.is_(False))
        .order_by(filing.c.id)
    )
    if due_by is not None:
        wanted = wanted.where(filing.c.due <= due_by)
    spans = {(item.duty, item.period.key): item.period for item in items}
    return [
        Gap(UnitCode(code), span.start, span.end)
        for of_duty, key, code in db.execute(wanted)
        if (span := spans.get((DutyId(of_duty), key))) is not None and scope.may_read(UnitCode(code))
    ]


def of_deadlines(items: Collection[Deadline]) -> Any:
    """The filings of these deadlines, and perhaps some of other pairs of their duties and periods."""
    return and_(
        filing.c.duty.in_({item.duty for item in items}), filing.c.period.in_({item.period.key for item in items})
    )


def mark(db: Session, scope: Scope, item: Filing, now: datetime, **values: object) -> Filing:
    """An office's mark on a filing: excused, extended, returned, taken in, on paper, signed. Raises `Forbidden`."""
    scope.must_run(item.unit)
    set_filing(db, item.id, now, **values)
    found = find_filing(db, scope, item.id)
    assert found is not None
    return found


def extend(db: Session, scope: Scope, item: Filing, until: datetime, now: datetime) -> Filing:
    """Moves one filing's due moment: its reminders are counted anew from it. Raises `Forbidden`."""
    return mark(db, scope, item, now, due=until, extended_at=now, snoozed_until=None)


def snooze(db: Session, scope: Scope, items: Iterable[Filing], until: datetime, now: datetime) -> None:
    """Leaves the chair alone until then. Raises `Forbidden`."""
    for item in items:
        scope.must_write(item.unit)
        set_filing(db, item.id, now, snoozed_until=until)


def hand_over(db: Session, scope: Scope, items: Iterable[Filing], to: OfficerId, now: datetime) -> None:
    """Another of the unit's speakers is reminded from now on. Raises `Forbidden`."""
    for item in items:
        scope.must_write(item.unit)
        set_filing(db, item.id, now, handed_to=to, snoozed_until=None)


def abolish(db: Session, some: Collection[FilingId], now: datetime) -> int:
    """These are owed no more, but for those that were handed in meanwhile. How many."""
    mine = and_(filing.c.id.in_(list(some)), filing.c.state.in_(OPEN), filing.c.is_abolished.is_(False))
    return db.connection().execute(update(filing).where(mine).values(is_abolished=True, touched_at=now)).rowcount


# Extensions


@dataclass(frozen=True, slots=True)
class Extension:
    """A wish for more time, with the filing it is for."""

    id: int
    filing: FilingId
    until: date
    reason: str
    asked_by: str
    officer: OfficerId
    asked_at: datetime
    state: Asked


def ask_extension(
    db: Session, scope: Scope, item: Filing, until: date, reason: str, *, who: OfficerId, name: str, now: datetime
) -> int:
    """Keeps a chair's wish for more time; an older one that still waits is replaced. Raises `Forbidden`."""
    scope.must_write(item.unit)
    waiting = and_(extension.c.filing == item.id, extension.c.state == Asked.ASKED)
    db.execute(update(extension).where(waiting).values(state=Asked.REFUSED, decided_by="", decided_at=now))
    row = ExtensionRow(filing=item.id, until=until, reason=reason, asked_by=name, officer_id=who, asked_at=now)
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def waiting_extensions(db: Session, scope: Scope) -> list[Extension]:
    """The wishes that wait for the speaker's office, oldest first."""
    return [wish for unit, wish in asked_extensions(db) if scope.may_run(unit)]


def own_extensions(db: Session, scope: Scope) -> list[Extension]:
    """The wishes of the speaker's own units that still wait, oldest first."""
    return [wish for unit, wish in asked_extensions(db) if scope.may_write(unit)]


def asked_extensions(db: Session) -> list[tuple[UnitCode, Extension]]:
    """Every wish that waits, with its unit."""
    rows = db.execute(
        select(extension, filing.c.unit)
        .join(filing, filing.c.id == extension.c.filing)
        .where(extension.c.state == Asked.ASKED)
        .order_by(extension.c.id)
    )
    return [
        (UnitCode(row.unit), Extension(
            row.id, FilingId(row.filing), row.until, row.reason, row.asked_by, OfficerId(row.officer_id),
            row.asked_at, Asked(row.state),
        ))
        for row in rows
    ]  # fmt: skip


def decide_extension(db: Session, wanted: int, state: Asked, by: str, now: datetime) -> bool:
    """Writes what the office decided; False when somebody was faster."""
    mine = and_(extension.c.id == wanted, extension.c.state == Asked.ASKED)
    values = {"state": state, "decided_by": by, "decided_at": now}
    return db.connection().execute(update(extension).where(mine).values(**values)).rowcount == 1


# Reminders


@dataclass(frozen=True, slots=True)
class Kept:
    """A reminder as it is kept."""

    key: str
    filing: FilingId
    unit: UnitCode
    due: datetime
    rung: str
    officer: OfficerId
    at: datetime
    bundle: str
    state: Ended
    reason: str


@dataclass(frozen=True, slots=True)
class NewReminder:
    """A reminder to be kept, waiting or ended already with its reason."""

    key: str
    duty: DutyId
    period: str
    unit: UnitCode
    filing: FilingId
    due: datetime
    rung: str
    officer: OfficerId
    at: datetime
    bundle: str
    state: Ended = Ended.WAITING
    reason: str = ""


def keep_reminder(db: Session, item: NewReminder, now: datetime) -> bool:
    """Enters a reminder under its key; False when it is there: doing it twice is harmless."""
    statement = insert_into(db, reminder).values(
        key=item.key, duty=item.duty, period=item.period, unit=item.unit, filing=item.filing, due=item.due,
        rung=item.rung, officer_id=item.officer, at=item.at, bundle=item.bundle, state=item.state, reason=item.reason,
        settled_at=None if item.state is Ended.WAITING else now,
    )  # fmt: skip
    found = db.execute(statement.on_conflict_do_nothing().returning(reminder.c.key)).first()
    return found is not None


def known_reminders(db: Session, since: datetime) -> set[str]:
    """The keys of all reminders that were due since a moment."""
    return set(db.execute(select(reminder.c.key).where(reminder.c.at >= since)).scalars())


def reminders_of(db: Session, bundles: Collection[str]) -> list[Kept]:
    """The reminders of these bundles, in order of due moment."""
    rows = db.execute(
        select(reminder).where(reminder.c.bundle.in_(list(bundles))).order_by(reminder.c.due, reminder.c.key)
    )
    return [kept_of(row) for row in rows]


def reminders_about(db: Session, filings: Collection[FilingId]) -> list[Kept]:
    """Every reminder of these filings, oldest first."""
    rows = db.execute(
        select(reminder).where(reminder.c.filing.in_(list(filings))).order_by(reminder.c.at, reminder.c.key)
    )
    return [kept_of(row) for row in rows]


def waiting_reminders(db: Session) -> list[Kept]:
    """What has not ended yet."""
    rows = db.execute(select(reminder).where(reminder.c.state == Ended.WAITING).order_by(reminder.c.at))
    return [kept_of(row) for row in rows]


def kept_of(row: Row[tuple[Any, ...]]) -> Kept:
    """A row of `reminder` as a value."""
    return Kept(
        row.key, FilingId(row.filing), UnitCode(row.unit), row.due.astimezone(VIETNAM), row.rung,
        OfficerId(row.officer_id), row.at.astimezone(VIETNAM), row.bundle, Ended(row.state), row.reason,
    )  # fmt: skip


def settle_reminders(db: Session, keys: Collection[str], state: Ended, reason: str, now: datetime) -> None:
    """Ends these reminders."""
    db.execute(
        update(reminder).where(reminder.c.key.in_(list(keys))).values(state=state, reason=reason, settled_at=now)
    )


def last_sent(db: Session, officer: OfficerId, since: datetime) -> list[FilingId]:
    """What the officer was reminded of last, for 'khai' and 'để sau': the filings of their newest sent bundle."""
    newest = db.execute(
        select(reminder.c.bundle)
        .where(reminder.c.officer_id == officer, reminder.c.state == Ended.SENT, reminder.c.at >= since)
        .order_by(reminder.c.at.desc(), reminder.c.bundle.desc())
    ).scalar()
    if newest is None:
        return []
    rows = db.execute(
        select(reminder.c.filing)
        .where(reminder.c.bundle == newest, reminder.c.officer_id == officer, reminder.c.state == Ended.SENT)
        .order_by(reminder.c.due, reminder.c.key)
    )
    return [FilingId(number) for number in rows.scalars()]
