"""Once a week the staff of every office are told what is asked of them and not found; in an empty week nothing."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot import shipped
from bot.db import moment
from bot.house import House
from bot.notices import post_notice
from bot.store import runs
from handlers.asked import board, store
from handlers.messages import Address, Notice, Reply
from handlers.wording.asked import weekly
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler.calendar import Calendar
from scheduler.duties import MORNING
from union import store as union
from union.manners import store as manners

TOLD_FOR = "asked_told_for"
WEEK = timedelta(days=7)
LATE_MOST = timedelta(days=3)
"""After an outage a digest is late; by Thursday the next one is nearer."""


async def tell_weekly(house: House) -> int:
    """Tells the offices of the week that begins, once; gives how many messages were put into the door."""
    now = await house.db.read(lambda session: house.clock.at(moment(session)))
    monday = now.astimezone(VIETNAM).date() - timedelta(days=now.astimezone(VIETNAM).weekday())
    calendar, told_for, offices = await house.db.read(lambda session: read(session, now))
    if told_for == monday.isoformat() or not is_time(calendar, monday, now):
        return 0
    count = 0
    for office in offices:
        count += await house.db.write(lambda session, code=office: tell(session, house, code, monday, now))  # type: ignore[misc] # bound per turn
    await house.db.write(lambda session: runs.write_setting(session, TOLD_FOR, monday.isoformat()))
    return count


def read(db: Session, now: datetime) -> tuple[Calendar, str | None, list[UnitCode]]:
    """The working days, the week that was told last, and the offices that have anything to be told."""
    return shipped.calendar(db), runs.read_setting(db, TOLD_FOR), sorted(store.offices_asked(db, now - WEEK))


def is_time(calendar: Calendar, monday: date, now: datetime) -> bool:
    """Whether it is the week's first working morning, or not long after it."""
    first = calendar.next_working_day(monday - timedelta(days=1))
    at = datetime.combine(first, MORNING, VIETNAM)
    return at <= now < at + LATE_MOST and first < monday + WEEK


def tell(db: Session, house: House, code: UnitCode, monday: date, now: datetime) -> int:
    """The digest for the staff of one office, under the week's own key: doing it twice tells once."""
    office = union.find_unit(db, code)
    sheet = board.sheet(db, (code,), store.waiting_at(db, code), now, WEEK)
    if office is None or sheet.is_empty:
        return 0
    reply, count = Reply(weekly(office.name, sheet)), 0
    for staff in union.accounts_of_staff(db, (code,), now.astimezone(VIETNAM).date()):
        if not manners.manners_of(db, staff.officer).wants_news:
            continue
        key = f"asked/{code}/{monday:%G-W%V}/{staff.officer}"
        post_notice(
            db, house, Notice(Address(staff.address), reply, key, "still_staff", {"officer": str(staff.officer)})
        )
        count += 1
    return count
