"""The ledger's tables and all SQL on them: indicators, forms, entries, assigned figures, confirmed ways to count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Index, Row, Text, and_, or_, select
from sqlmodel import Field, Session, SQLModel

from knowledge.columns import Moment, insert_into, one_of, table_of
from knowledge.dates import Period, PeriodKind
from knowledge.document import Comparator, UnitCode
from union.forms.form import Form, FormId
from union.indicators import Basis, Indicator, IndicatorId
from union.ledger import Amount, Entry, EntryId, Move, Standing
from union.roster import OfficerId
from union.scope import Scope


class IndicatorRow(SQLModel, table=True):
    """An indicator that the office added to the common ones, or changed."""

    __tablename__ = "indicator"

    id: str = Field(primary_key=True)
    body: str = Field(sa_type=Text)


class FormRow(SQLModel, table=True):
    """A form with its fields and rules; a changed one is a new version."""

    __tablename__ = "form"

    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    body: str = Field(sa_type=Text)


class EntryRow(SQLModel, table=True):
    """One line of the ledger. Append-only: triggers of the migration refuse UPDATE and DELETE."""

    __tablename__ = "entry"
    __table_args__ = (
        one_of("period_kind", PeriodKind),
        one_of("move", Move),
        one_of("standing", Standing),
        Index("entry_of_unit", "unit", "period_start", "indicator"),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.code")
    indicator: str
    measure: str = ""
    period_start: date
    period_end: date
    period_kind: str
    move: str
    standing: str
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    author_id: int = Field(foreign_key="officer.id")
    author_name: str
    by_staff: bool = False
    how: str = ""
    address: str
    event: str
    said: str = Field(default="", sa_type=Text)
    about: int | None = Field(default=None, foreign_key="entry.id")
    recorded_at: datetime = Field(sa_type=Moment)


class AssignmentRow(SQLModel, table=True):
    """A figure that the office set for one unit: only then is 'n of m' said."""

    __tablename__ = "assignment"
    __table_args__ = (one_of("comparator", Comparator),)

    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.code", index=True)
    indicator: str
    comparator: str
    value: str
    valid_from: date
    valid_to: date
    source: str = ""
    given_by: str = ""
    given_at: datetime = Field(sa_type=Moment)


class MethodRow(SQLModel, table=True):
    """How a target is counted, once staff have confirmed it: without it no percentage of it is ever said."""

    __tablename__ = "method"
    __table_args__ = (one_of("basis", Basis),)

    target: str = Field(primary_key=True)
    indicator: str
    over: str
    """unit, area, average or share."""
    basis: str
    denominator: str = ""
    confirmed_by: str
    confirmed_at: datetime = Field(sa_type=Moment)


indicator = table_of(IndicatorRow)
form = table_of(FormRow)
entry = table_of(EntryRow)
assignment = table_of(AssignmentRow)
method = table_of(MethodRow)
INDICATOR: TypeAdapter[Indicator] = TypeAdapter(Indicator)
FORM: TypeAdapter[Form] = TypeAdapter(Form)


# Indicators and forms


def save_indicator(db: Session, item: Indicator) -> None:
    """Adds an indicator of the office's own, or changes it."""
    body = INDICATOR.dump_json(item).decode()
    statement = insert_into(db, indicator).values(id=item.id, body=body)
    db.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"body": body}))


def own_indicators(db: Session) -> tuple[Indicator, ...]:
    """The indicators that the office added or changed."""
    return tuple(map(INDICATOR.validate_json, db.execute(select(indicator.c.body).order_by(indicator.c.id)).scalars()))


def save_form(db: Session, item: Form) -> bool:
    """Keeps the form as its newest version; False when it is already so."""
    body = FORM.dump_json(item).decode()
    known = db.execute(
        select(form.c.version, form.c.body).where(form.c.id == item.id).order_by(form.c.version.desc())
    ).first()
    if known is not None and known.body == body:
        return False
    version = 1 if known is None else known.version + 1
    db.add(FormRow(
        id=item.id, version=version, name=item.name, valid_from=item.valid_from, valid_to=item.valid_to, body=body
    ))  # fmt: skip
    db.flush()
    return True


def find_form(db: Session, wanted: FormId) -> Form | None:
    """The newest version of a form."""
    body = db.execute(select(form.c.body).where(form.c.id == wanted).order_by(form.c.version.desc())).scalar()
    return None if body is None else FORM.validate_json(body)


def all_forms(db: Session) -> list[Form]:
    """The newest version of every form, by id."""
    rows = db.execute(select(form.c.id, form.c.body).order_by(form.c.id, form.c.version))
    return list({form_id: FORM.validate_json(body) for form_id, body in rows}.values())


# Entries


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be written into the ledger. `event` is the message it came by, on the account `address`."""

    unit: UnitCode
    indicator: IndicatorId
    period: Period
    move: Move
    amount: Amount
    author: OfficerId
    author_name: str
    address: str
    event: str
    said: str = ""
    measure: str = ""
    by_staff: bool = False
    how: str = ""
    about: EntryId | None = None


def add_entry(db: Session, scope: Scope, item: NewEntry, now: datetime) -> EntryId:
    """Writes one line. Raises `Forbidden` where the speaker may not write for the unit."""
    (scope.must_run if item.by_staff else scope.must_write)(item.unit)
    row = EntryRow(
        unit=item.unit, indicator=item.indicator, measure=item.measure, period_start=item.period.start,
        period_end=item.period.end, period_kind=item.period.kind, move=item.move, standing=item.amount.standing,
        value=text_of(item.amount.value), numerator=text_of(item.amount.numerator),
        denominator=text_of(item.amount.denominator), author_id=item.author, author_name=item.author_name,
        by_staff=item.by_staff, how=item.how, address=item.address, event=item.event, said=item.said,
        about=item.about, recorded_at=now,
    )  # fmt: skip
    db.add(row)
    db.flush()
    assert row.id is not None
    return EntryId(row.id)


def text_of(value: Decimal | None) -> str | None:
    """A figure as it is kept: plain digits, no exponent."""
    return None if value is None else f"{value.normalize():f}"


def entries_of(
    db: Session, scope: Scope, units: Sequence[UnitCode], *, start: date | None = None, end: date | None = None
) -> list[Entry]:
    """The ledger of these units, oldest first; periods that touch the stretch.

    Until it is handed in the ledger is the chair's draft: staff read only what staff wrote down for the unit.
    """
    own = entry.c.unit.in_([code for code in units if scope.may_write(code)])
    by_phone = and_(entry.c.unit.in_([code for code in units if scope.may_run(code)]), entry.c.by_staff.is_(True))
    wanted = select(entry).where(or_(own, by_phone))
    if start is not None:
        wanted = wanted.where(entry.c.period_end >= start)
    if end is not None:
        wanted = wanted.where(entry.c.period_start <= end)
    return [entry_of(row) for row in db.execute(wanted.order_by(entry.c.id))]


def last_by_staff(db: Session, scope: Scope, author: OfficerId, since: datetime) -> Entry | None:
    """What this clerk wrote down last for a unit that is theirs to run."""
    found = db.execute(
        select(entry)
        .where(entry.c.author_id == author, entry.c.by_staff.is_(True), entry.c.recorded_at >= since)
        .order_by(entry.c.id.desc())
        .limit(1)
    ).first()
    return entry_of(found) if found is not None and scope.may_run(UnitCode(found.unit)) else None


def entry_of(row: Row[tuple[Any, ...]]) -> Entry:
    """A row of `entry` as a value."""
    return Entry(
        id=EntryId(row.id), unit=UnitCode(row.unit), indicator=IndicatorId(row.indicator),
        period=Period(row.period_start, row.period_end, PeriodKind(row.period_kind)), move=Move(row.move),
        amount=Amount(Standing(row.standing), number_of(row.value), number_of(row.numerator),
                      number_of(row.denominator)),
        author=OfficerId(row.author_id), author_name=row.author_name, recorded_at=row.recorded_at, said=row.said,
        by_staff=row.by_staff, how=row.how, about=None if row.about is None else EntryId(row.about),
    )  # fmt: skip


def number_of(text: str | None) -> Decimal | None:
    """A kept figure."""
    return None if text is None else Decimal(text)


# Assigned figures and confirmed ways to count


@dataclass(frozen=True, slots=True)
class Assignment:
    """A figure set for one unit for some time."""

    unit: UnitCode
    indicator: IndicatorId
    comparator: Comparator
    value: Decimal
    valid_from: date
    valid_to: date
    source: str = ""


def assign(db: Session, scope: Scope, item: Assignment, by: str, now: datetime) -> None:
    """Sets a figure for a unit; the newest one counts. Raises `Forbidden` outside the speaker's subtree."""
    scope.must_run(item.unit)
    value = text_of(item.value)
    assert value is not None
    db.add(AssignmentRow(
        unit=item.unit, indicator=item.indicator, comparator=item.comparator, value=value,
        valid_from=item.valid_from, valid_to=item.valid_to, source=item.source, given_by=by, given_at=now,
    ))  # fmt: skip


def assignments_of(db: Session, scope: Scope, units: Sequence[UnitCode], day: date) -> list[Assignment]:
    """What is set for these units on a day, the newest of each indicator."""
    rows = db.execute(
        select(assignment)
        .where(assignment.c.unit.in_([code for code in units if scope.may_read(code)]))
        .where(assignment.c.valid_from <= day, assignment.c.valid_to >= day)
        .order_by(assignment.c.id)
    )
    found = {
        (row.unit, row.indicator): Assignment(
            UnitCode(row.unit), IndicatorId(row.indicator), Comparator(row.comparator), Decimal(row.value),
            row.valid_from, row.valid_to, row.source,
        )
        for row in rows
    }  # fmt: skip
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Method:
    """How a target is counted: over 'unit', 'area', 'average' or 'share' of units."""

    target: str
    indicator: IndicatorId
    over: str
    basis: Basis
    denominator: str = ""
    confirmed_by: str = field(default="")


def confirm_method(db: Session, item: Method, by: str, now: datetime) -> None:
    """Staff confirm how a target is counted; the newest confirmation counts."""
    values = {
        "target": item.target, "indicator": item.indicator, "over": item.over, "basis": item.basis,
        "denominator": item.denominator, "confirmed_by": by, "confirmed_at": now,
    }  # fmt: skip
    statement = insert_into(db, method).values(**values)
    db.execute(statement.on_conflict_do_update(index_elements=["target"], set_=values))


def forget_methods(db: Session, targets: Iterable[str]) -> None:
    """The targets are no longer what staff confirmed the way to count of."""
    gone = list(targets)
    if gone:
        db.execute(method.delete().where(method.c.target.in_(gone)))


def methods(db: Session, targets: Iterable[str] | None = None) -> dict[str, Method]:
    """The confirmed ways to count, by target."""
    wanted = select(method) if targets is None else select(method).where(method.c.target.in_(list(targets)))
    return {
        row.target: Method(
            row.target, IndicatorId(row.indicator), row.over, Basis(row.basis), row.denominator, row.confirmed_by
        )
        for row in db.execute(wanted)
    }
