"""Which reports of which units does an order of the office mean, and who speaks for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from handlers.board import Desk
from handlers.choosing import Ambiguous, Chosen, deadline_in, of_named_duty, period_said
from handlers.deedwishes import Order, order_of
from handlers.messages import Address, Notice, Reply
from handlers.sorts import in_group
from handlers.talk import Talk
from handlers.wording import board as board_words
from handlers.wording import deeds as words
from handlers.wording.board import report_name
from knowledge.dates import VIETNAM, find_periods
from knowledge.document import UnitCode
from knowledge.text import fold
from scheduler.duties import Deadline
from scheduler.filings import Filing
from scheduler.store import Which, filings
from union import store as union
from union.reach import store as reach
from union.reach.store import NOBODY, Contact, Speakers
from union.roster import OfficerId, Unit
from union.scope import Scope


@dataclass(frozen=True, slots=True)
class Aimed:
    """The reports that are meant; `unfit` are of units that were named and of whom nothing of the kind can be done."""

    filings: tuple[Filing, ...]
    unfit: tuple[Filing, ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """What an order is read with: `fits` says of which report it can be done, `says` is the order in short words.

    `says` has {unit} and {report} in it, for the buttons that give it again.
    """

    desk: Desk
    talk: Talk
    order: Order
    fits: Callable[[Filing], bool]
    says: str


def heard(db: Session, desk: Desk, talk: Talk, said: str) -> Order | Reply | None:
    """The order that a sentence gives; a reply where it speaks of a unit that is not the speaker's to run."""
    own: list[Unit] = []
    others: list[Unit] = []
    for unit in union.all_units(db):
        if unit.code not in desk.scope.offices:
            (own if desk.scope.may_run(unit.code) else others).append(unit)
    there = [unit for unit in own if unit.closed_on is None or unit.closed_on > talk.visit.today]
    found = order_of(said, there)
    if found is None or not (found.named or found.group):
        # Only a name that stands for nobody else may be one of a unit that has ended, or of another office.
        if (ended := order_of(said, own)) is not None and ended.named:
            return ended
        foreign = order_of(said, others)
        if foreign is not None and foreign.named and not foreign.group:
            return board_words.out_of_scope(foreign.units[0].name)
    return found


def aimed(db: Session, aim: Aim) -> Aimed | Reply:
    """The reports that the order means, or what must be asked first."""
    order = aim.order
    if order.unsure is not None:
        choices = [unit.name for unit in order.unsure.candidates]
        return board_words.which_unit([(name, worded(aim.says, unit=name)) for name in choices])
    if order.is_exception_lost:
        return words.unknown_exception(order.lost)
    if not order.named and not order.group:
        return words.name_the_unit(worded(aim.says, unit="Hoa Sen"))
    return of_group(db, aim) if order.group else of_units(db, aim)


def worded(says: str, *, unit: str = "", report: str = "") -> str:
    """The order in short words, for a button."""
    return " ".join(says.replace("{unit}", unit).replace("{report}", report).split())


def of_group(db: Session, aim: Aim) -> Aimed | Reply:
    """The reports of all units, or of one sort of them, for one deadline."""
    desk, order = aim.desk, aim.order
    found = deadline_in(order.rest, desk.deadlines, desk.duties, aim.talk.visit.now)
    if isinstance(found, Ambiguous):
        return which(aim, found, worded(aim.says, unit="hết", report="{report}"))
    due = found.deadline
    known = {unit.code: unit for unit in union.all_units(db)}
    chosen = tuple(
        item
        for item in filings(db, desk.scope, Which(duty=due.duty, period=due.period.key))
        if desk.scope.may_run(item.unit) and item.unit not in order.left_out and in_group(known[item.unit], order.group)
        if not order.excepted_group or not in_group(known[item.unit], order.excepted_group)
        if aim.fits(item)
    )
    return Aimed(chosen) if chosen else words.nothing_to_do(name_of(aim, due))


def of_units(db: Session, aim: Aim) -> Aimed | Reply:
    """One report of each unit that is named: of the period that was said, or the one of which this can be done."""
    desk, now = aim.desk, aim.talk.visit.now
    allowed = allowed_by(aim)
    if isinstance(allowed, Reply):
        return allowed
    units = {unit.code: unit for unit in aim.order.units}
    items = filings(db, desk.scope, Which(units=list(units)))
    usual = deadline_in("", desk.deadlines, desk.duties, now)
    chosen, unfit = [], []
    for unit in units.values():
        mine = [item for item in items if item.unit == unit.code and (item.duty, item.period.key) in allowed]
        fitting = [item for item in mine if aim.fits(item)]
        if not mine:
            return words.never_asked(unit.name)
        if not fitting:
            unfit.append(near(mine, usual, now))
        elif len(fitting) == 1 or in_usual(fitting, usual):
            chosen.append((in_usual(fitting, usual) or fitting)[0])
        else:
            several = Ambiguous(tuple(item.deadline for item in fitting))
            return which(aim, several, worded(aim.says, unit=unit.name, report="{report}"))
    return Aimed(tuple(chosen), tuple(unfit)) if chosen else words.cannot([(item, now) for item in unfit])


def allowed_by(aim: Aim) -> set[tuple[str, str]] | Reply:
    """The deadlines that come into question: all of the office's, or those that the sentence names."""
    desk, said = aim.desk, aim.order.rest
    has_period = period_said(find_periods(said, aim.talk.visit.today)) is not None
    by_duty = of_named_duty(fold(said), desk.deadlines, desk.duties)
    if not has_period:
        return {(item.duty, item.period.key) for item in by_duty}
    found = deadline_in(said, desk.deadlines, desk.duties, aim.talk.visit.now)
    items = (found.deadline,) if isinstance(found, Chosen) else found.deadlines
    if not items and isinstance(found, Ambiguous):
        return which(aim, found, "")
    return {(item.duty, item.period.key) for item in items}


def in_usual(items: Sequence[Filing], usual: Chosen | Ambiguous) -> list[Filing]:
    """Those of the deadline that is spoken of when none is named."""
    if isinstance(usual, Ambiguous):
        return []
    return [item for item in items if item.deadline == usual.deadline]


def near(items: Sequence[Filing], usual: Chosen | Ambiguous, now: datetime) -> Filing:
    """The report that is spoken of when none is named, or else the one due nearest."""
    of_usual = in_usual(items, usual)
    return of_usual[0] if of_usual else min(items, key=lambda item: abs(item.due - now))


def which(aim: Aim, found: Ambiguous, says: str) -> Reply:
    """Asks which report is meant, or says that there is none of that period."""
    if not aim.desk.deadlines:
        return board_words.no_reports()
    template = says if "{report}" in says else "ai chưa nộp {report}"
    names = [name_of(aim, item) for item in found.deadlines or aim.desk.deadlines[-3:]]
    choices = [(name, template.replace("{report}", name)) for name in names]
    if found.period is not None and not found.deadlines:
        return board_words.no_such_report(found.period, choices)
    return board_words.which_report(choices)


def name_of(aim: Aim, item: Deadline) -> str:
    """'báo cáo tháng 11'."""
    return report_name(aim.desk.duty(item).name, item.period, aim.talk.visit.today)


def scope_now(db: Session, talk: Talk, now: datetime) -> Scope:
    """The speaker's reach at the moment of writing: the seat may have ended since the sentence was read."""
    day = now.astimezone(VIETNAM).date()
    return union.scope_of(db, union.officer_at(db, talk.visit.inbound.sender, day), day)


# Who speaks for them


def told_of(db: Session, items: Sequence[Filing], day: date) -> dict[UnitCode, tuple[Contact, ...]]:
    """Who is told of each unit's report: whom it was handed to while they speak for the unit, or else its chairs."""
    speakers = reach.speakers_of(db, {item.unit for item in items}, day)
    by_unit: dict[UnitCode, tuple[OfficerId, ...]] = {}
    for item in items:
        known: Speakers = speakers.get(item.unit, NOBODY)
        by_unit[item.unit] = (item.handed_to,) if item.handed_to in known.everybody else known.first
    contacts = reach.contacts_of(db, {who for some in by_unit.values() for who in some})
    return {code: tuple(contacts[who] for who in some) for code, some in by_unit.items()}


def speaking(db: Session, units: Sequence[UnitCode], day: date) -> dict[UnitCode, tuple[Contact, ...]]:
    """The chairs of these units, or else their deputies."""
    speakers = reach.speakers_of(db, units, day)
    contacts = reach.contacts_of(db, {who for some in speakers.values() for who in some.first})
    return {code: tuple(contacts[who] for who in some.first) for code, some in speakers.items()}


def notices_to(db: Session, item: Filing, reply: Reply, key: str, day: date) -> tuple[Notice, ...]:
    """A message to whoever speaks for the unit and can be reached, as long as they do."""
    return tuple(
        Notice(
            Address(each.account.address), reply, f"{key}/{each.officer}", "still_speaks",
            {"officer": str(each.officer), "unit": item.unit},
        )
        for each in told_of(db, [item], day).get(item.unit, ())
        if each.account is not None
    )  # fmt: skip
