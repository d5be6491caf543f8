"""What happens in the year beside the ordinary: outages, mishaps, more time, mergers, people who come and leave."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from sqlmodel import Session

from bot.channels.web import WEB
from bot.commands.units import hand_over
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.filings import State
from tests.year import office as offices
from tests.year.office import HALF, MONTHLY, QUARTERLY, at
from tests.year.year import Stint, Year
from union import store as union
from union.roster import Link, OfficerId, Role, Unit, UnitKind

JUNE, MERGED_ON = "2026-06", date(2026, 7, 1)
MERGED = UnitCode("cs-hop-nhat")
OUTAGES = (
    (at(date(2026, 6, 9), 7), at(date(2026, 6, 11), 9, 15)),
    (at(date(2026, 12, 24), 20), at(date(2026, 12, 26), 10)),
)
"""Over the due day of the half year, and over a monthly one into a rest day."""
MISHAPS = {
    date(2026, 1, 23): "restart", date(2026, 2, 23): "dies", date(2026, 2, 25): "twice",
    date(2026, 3, 23): "in the air",
    date(2026, 4, 28): "dies", date(2026, 5, 22): "twice", date(2026, 6, 3): "dies", date(2026, 6, 22): "restart",
    date(2026, 6, 25): "in the air", date(2026, 7, 27): "dies", date(2026, 8, 22): "restart", date(2026, 9, 25): "dies",
    date(2026, 10, 23): "twice", date(2026, 11, 25): "restart", date(2026, 12, 3): "dies", date(2026, 12, 10): "dies",
}  # fmt: skip
"""At the first knock of these days: the process dies in the job, after it, or with a message in the air."""


def write(year: Year) -> None:
    """Everything that is not chance. Each deed looks for what it is about only when its day has come."""
    year.account.outages.extend(OUTAGES)
    year.mishaps.update(MISHAPS)
    for _, end in OUTAGES:
        year.extra_knock(end + timedelta(minutes=5))
    chairs_come_and_leave(year)
    june(year)
    questions(year)
    year.at(at(date(2026, 9, 20), 15), partial(end_the_quarterly, year))
    year.at(at(date(2026, 9, 1), 7), partial(clerk_leaves, year))


def chairs_come_and_leave(year: Year) -> None:
    """A new chair with an account some days later; one who leaves between planning and sending; a vacant seat."""
    year.at(at(date(2026, 6, 14), 9), partial(succeed, year, 9, date(2026, 6, 15), "Sang", days=4), unit=9)
    year.just_after(at(date(2026, 6, 22)), partial(succeed, year, 28, date(2026, 6, 22), "Yến"), unit=28)
    year.at(at(date(2026, 8, 10), 9), partial(leave, year, 26, date(2026, 8, 10)), unit=26)
    year.at(at(date(2026, 10, 1), 9), partial(come, year, 26, date(2026, 10, 1), "Vinh"), unit=26)
    year.at(at(date(2026, 6, 1), 9), partial(deputise, year, 18), unit=18)
    year.at(at(date(2026, 6, 20), 9), partial(block, year, 14), unit=14)
    year.at(at(date(2026, 7, 1), 0, 5), partial(merge, year, 10, 11), unit=11)


def june(year: Year) -> None:
    """More time, an excuse in the last minute, a report that is sent back, a new due day while a message is on its way.

    All of it is about June, but for the last.
    """
    year.at(at(date(2026, 6, 23), 9), partial(ask_for_more, year, 12), unit=12)
    year.at(at(date(2026, 6, 23), 16), partial(grant, year, 12, at(date(2026, 6, 30), 17)), unit=12)
    year.just_after(at(date(2026, 6, 25)), partial(excuse, year, 15), unit=15)
    year.at(at(date(2026, 6, 18), 9), partial(year.hand_in_of, 16, MONTHLY, JUNE), unit=16)
    year.at(at(date(2026, 6, 24), 10), partial(send_back, year, 16), unit=16)
    year.at(at(date(2026, 6, 28), 11), partial(year.hand_in_of, 16, MONTHLY, JUNE), unit=16)
    late = partial(grant, year, 8, at(date(2026, 8, 3), 17), period="2026-07")
    year.just_after(at(date(2026, 7, 24)), late, unit=8)


def questions(year: Year) -> None:
    """Two questions by the hour: within a day, and from an evening to a Saturday morning."""
    codes = [unit.code for unit in year.staffed.units]
    day, evening = at(date(2026, 10, 14), 10), at(date(2026, 7, 17), 18, 40)
    year.at(day, partial(ask, year, "hoi-trong-ngay", at(date(2026, 10, 14), 16), codes[:25]))
    year.at(evening, partial(ask, year, "hoi-thu-bay", at(date(2026, 7, 18), 9), codes[:9]))


def ask(year: Year, name: str, due: datetime, units: list[UnitCode]) -> None:
    """The office asks by an hour."""
    item = offices.question(name, year.now, due, units)
    year.db.write_now(lambda db: scheduler.save_duty(db, item, "Văn phòng", year.now))
    for minutes in (5, 130, 245, 370, 490, 755, 865, 985):
        year.extra_knock(year.now + timedelta(minutes=minutes))


def succeed(year: Year, index: int, day: date, name: str, days: int = 0) -> None:
    """The chair leaves on a day, and somebody else takes the seat."""
    leave(year, index, day)
    come(year, index, day, name, days)


def leave(year: Year, index: int, day: date) -> None:
    """The chair's seat ends."""
    unit = year.staffed.units[index].code

    def write_it(db: Session) -> None:
        for held in list(union.seats_held(db, max(day, year.now.date()), [Role.CHAIR], [unit])):
            union.end_seat(db, held.seat, day)

    year.db.write_now(write_it)
    year.account.stints = [
        replace(each, until=day) if each.unit == unit and each.until is None and each.role is Role.CHAIR else each
        for each in year.account.stints
    ]


def come(year: Year, index: int, day: date, name: str, days: int = 0) -> None:
    """Somebody takes the chair, and an account so many days later."""
    unit = year.staffed.units[index].code

    def write_it(db: Session) -> OfficerId:
        who = union.add_officer(db, name, f"0200 001 {index:04d}")
        union.give_seat(db, who, unit, Role.CHAIR, day)
        return who

    who = year.db.write_now(write_it)
    year.account.stints.append(Stint(who, unit, day))
    year.at(year.now + timedelta(days=days), partial(join, year, who, name))


def join(year: Year, who: OfficerId, name: str) -> None:
    """Somebody opens an account."""
    person = year.db.write_now(lambda db: offices.account(db, who, name, WEB.bot, year.now))
    year.account.chats[who] = (year.now, person.chat)


def block(year: Year, index: int) -> None:
    """The chair blocks the assistant on the platform."""
    chair = year.staffed.chairs[index]
    year.post.blocked.add(chair.chat)
    year.account.lost[chair.officer] = year.now


def deputise(year: Year, index: int) -> None:
    """The half-year report goes over to the deputy."""
    unit, chair = year.staffed.units[index].code, year.staffed.chairs[index].officer
    case = year.case_of(index, HALF, "2026-6T")
    if case is None:
        return

    def write_it(db: Session) -> OfficerId:
        who = union.add_officer(db, "Thắm", "0200 002 0001")
        union.give_seat(db, who, unit, Role.DEPUTY, year.now.date())
        return who

    who = year.db.write_now(write_it)
    join(year, who, "Thắm")
    scope, item = year.scope(chair), year.filing(case)
    year.db.write_now(lambda db: scheduler.hand_over(db, scope, (item,), who, year.now))
    case.deputy = (year.now, who)


def merge(year: Year, *indexes: int) -> None:
    """Units become one; the chair of the first leads it."""
    new = Unit(MERGED, "CĐCS Hợp nhất Sông Trà", UnitKind.GRASSROOTS, opened_on=MERGED_ON)
    old = [year.staffed.units[index] for index in indexes]
    chair = year.staffed.chairs[indexes[0]]

    def write_it(db: Session) -> None:
        union.save_unit(db, new)
        union.link_units(db, Link(MERGED, offices.OFFICE, MERGED_ON))
        for unit in old:
            hand_over(db, unit, new, MERGED_ON)
            union.close_unit(db, unit.code, MERGED_ON)
        union.give_seat(db, chair.officer, MERGED, Role.CHAIR, MERGED_ON)

    year.db.write_now(write_it)
    codes = {unit.code for unit in old}
    year.account.stints = [
        replace(each, until=MERGED_ON) if each.unit in codes and each.until is None else each
        for each in year.account.stints
    ]
    year.account.stints.append(Stint(chair.officer, MERGED, MERGED_ON))
    year.account.names[MERGED] = new.name
    year.account.heirs.update(dict.fromkeys(codes, (MERGED, MERGED_ON)))
    year.at(at(date(2026, 7, 8), 10), partial(year.hand_in_of, indexes[0], HALF, "2026-6T"))
    for case in year.account.cases.values():
        if case.unit in codes and case.dues[0][1].date() > date(2026, 8, 1):
            case.ends.append((year.now, "abolished"))


async def ask_for_more(year: Year, index: int) -> None:
    """The chair asks for more time, in a sentence."""
    answers = await year.say(year.staffed.chairs[index].chat, "xin lùi báo cáo tháng 6 đến 30/6 vì kế toán ốm")
    assert any("Đã chuyển Văn phòng" in answer for answer in answers), answers


def grant(year: Year, index: int, until: datetime, period: str = JUNE) -> None:
    """The office gives it."""
    case, scope = year.case_of(index, MONTHLY, period), year.scope(year.clerk())
    if case is None or case.ended(year.now):
        return

    def write_it(db: Session) -> None:
        item = scheduler.hold_filing(db, scope, case.number)
        assert item is not None
        for wish in scheduler.waiting_extensions(db, scope):
            if wish.filing == item.id:
                scheduler.decide_extension(db, wish.id, scheduler.Asked.GRANTED, "Thu", year.now)
        scheduler.extend(db, scope, item, until, year.now)

    year.db.write_now(write_it)
    case.dues.append((year.now, until))


def excuse(year: Year, index: int) -> None:
    """The office excuses a unit."""
    case, scope = year.case_of(index, MONTHLY, JUNE), year.scope(year.clerk())
    if case is None or case.ended(year.now):
        return
    item = year.filing(case)
    year.db.write_now(lambda db: scheduler.mark(db, scope, item, year.now, excused="trường sửa chữa"))
    case.ends.append((year.now, "excused"))


def send_back(year: Year, index: int) -> None:
    """The office sends a report back."""
    case, scope = year.case_of(index, MONTHLY, JUNE), year.scope(year.clerk())
    if case is None:
        return
    item = year.filing(case)
    year.db.write_now(
        lambda db: scheduler.mark(db, scope, item, year.now, state=State.RETURNED, returned_why="thiếu số thăm hỏi")
    )
    case.ends.append((year.now, ""))


def end_the_quarterly(year: Year) -> None:
    """The quarterly duty ends; what is open of it is owed no more."""
    [duty] = [each for each in offices.duties() if each.id == QUARTERLY]
    ended = replace(duty, valid_to=year.now.date())
    year.db.write_now(lambda db: scheduler.save_duty(db, ended, "Văn phòng", year.now))
    for case in year.account.cases.values():
        if case.duty == QUARTERLY and case.due(year.now) > year.now and not case.ended(year.now):
            case.ends.append((year.now, "abolished"))


def clerk_leaves(year: Year) -> None:
    """One of the clerks works there no more."""
    who = year.staffed.clerks[1].officer

    def write_it(db: Session) -> None:
        for held in list(union.seats_held(db, year.now.date(), [Role.OFFICE], [offices.OFFICE])):
            if held.officer == who:
                union.end_seat(db, held.seat, year.now.date())

    year.db.write_now(write_it)
    year.account.stints = [
        replace(each, until=year.now.date()) if each.officer == who else each for each in year.account.stints
    ]
