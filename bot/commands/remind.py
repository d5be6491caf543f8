"""Who is reminded of what on a day, in which words; or the reminding of now, done by hand."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot import bundles, owing
from bot.app import build
from bot.bundles import Drafting
from bot.commands.moments import read_day
from bot.db import moment
from bot.house import House
from bot.mistake import Mistake
from bot.opening import Opened, open_database
from bot.owing import World
from bot.reminding import remind as run
from bot.reminding import remind_as_of
from bot.settings import Settings
from handlers.days import weekday_of
from handlers.wording.reminding import NOT_JOINED, NOT_REACHED
from knowledge.dates import VIETNAM
from scheduler.plan import CATCH_UP_MAX, Reminder, plan_reminders, reminders_on
from union.roster import OfficerId

AHEAD_MOST = timedelta(days=400)
LAST_HOUR = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Foretold:
    """One reminder of a day with the words of the message that holds it; `why_not` where nobody can be told."""

    reminder: Reminder
    unit_name: str
    officer: str
    text: str
    why_not: str


def remind(settings: Settings, on: str, *, dry: bool, as_json: bool) -> int:
    """Prints a day's reminders without writing anything, or reminds now."""
    opened = open_database(settings)
    try:
        house = build(settings, opened, ()).house
        now = opened.db.read_now(lambda session: house.clock.at(moment(session)))
        day = read_day(on, now.date())
        if dry:
            return show(opened, house, day, now, as_json=as_json)
        return do(opened, house, day, now, as_json=as_json)
    finally:
        opened.db.close()


def do(opened: Opened, house: House, day: date, now: datetime, *, as_json: bool) -> int:
    """The job's own run: of now, or in the demo as of another day."""
    if day != now.date() and not opened.is_demo:
        raise Mistake(f"Hôm nay là {now:%d/%m/%Y}: ngày khác chỉ xem được trước, xin thêm --dry-run.")
    count = asyncio.run(run(house) if day == now.date() else remind_as_of(house, end_of(day)))
    if as_json:
        print(json.dumps({"queued": count}))
        return 0
    print(f"Đã xếp gửi {count} tin." if count else f"Không có tin nào phải gửi thêm. {opened_next(opened, house, now)}")
    return 0


def show(opened: Opened, house: House, day: date, now: datetime, *, as_json: bool) -> int:
    """Prints who would be told what on that day; nothing is written."""
    found = opened.db.read_now(lambda session: list(foretold(session, house.office.name, day, now)))
    if as_json:
        for each in found:
            print(json.dumps(as_object(each), ensure_ascii=False))
        return 0
    if not found:
        print(f"Ngày {day:%d/%m/%Y} không có lời nhắc nào. {opened_next(opened, house, end_of(day))}")
        return 0
    for block in by_message(found):
        first = block[0]
        rungs = ", ".join(f"{each.unit_name} {each.reminder.rung}" for each in block)
        print(f"{first.reminder.at:%H:%M} {first.officer} ({rungs})")
        if first.why_not:
            print(f"  không gửi được: {first.why_not}; xin gọi điện")
        print("\n".join(f"  {line}" for line in first.text.splitlines()))
    told = sum(not block[0].why_not for block in by_message(found))
    print(f"Ngày {day:%d/%m/%Y}: {len(found)} lời nhắc trong {told} tin. Chưa ghi và chưa gửi gì.")
    return 0


def by_message(found: Sequence[Foretold]) -> list[list[Foretold]]:
    """The reminders that stand in one message, together."""
    grouped: dict[tuple[OfficerId, datetime], list[Foretold]] = {}
    for each in found:
        grouped.setdefault((each.reminder.officer, each.reminder.at), []).append(each)
    return list(grouped.values())


def as_object(each: Foretold) -> dict[str, str]:
    """A reminder as JSON says it; the text is that of the whole message it stands in."""
    told = each.reminder
    return {
        "key": told.key,
        "duty": told.duty,
        "period": told.period,
        "due": told.due.isoformat(timespec="minutes"),
        "union": told.unit,
        "officer": each.officer,
        "rung": told.rung,
        "text": each.text,
    }


def foretold(db: Session, office: str, day: date, now: datetime) -> Iterator[Foretold]:
    """The reminders of a day with their words, as things stand: earlier rungs are taken as told on their days."""
    world = owing.foreseen(db, now, max(now, end_of(day)))
    grouped: dict[tuple[datetime, OfficerId], list[Reminder]] = {}
    for each in reminders_on(owing.sheets(world), world.calendar, day):
        grouped.setdefault((each.at, each.officer), []).append(each)
    drafting = Drafting(db, now)
    for (at, who), some in sorted(grouped.items()):
        text = bundles.worded([world.filings[each.filing] for each in some], who, world, drafting, office, at=at).text
        for each in some:
            name = world.filings[each.filing].unit_name
            yield Foretold(each, name, world.contacts[who].name, text, why_not(world, who))


def why_not(world: World, who: OfficerId) -> str:
    """Why an officer cannot be told in a chat; empty when they can."""
    contact = world.contacts[who]
    if contact.account:
        return ""
    return NOT_REACHED if contact.joined else NOT_JOINED


def opened_next(opened: Opened, house: House, after: datetime) -> str:
    """When the next reminder comes, in a sentence."""
    now = opened.db.read_now(lambda session: house.clock.at(moment(session)))
    found = opened.db.read_now(lambda session: next_after(session, now, after))
    if found is None:
        return "Chưa có báo cáo nào đến kỳ nhắc."
    return f"Lần nhắc tới: {found:%H:%M} {weekday_of(found.date())}/{found.year}."


def next_after(db: Session, now: datetime, after: datetime) -> datetime | None:
    """The moment of the next reminder after another."""
    world = owing.foreseen(db, now, max(now, after) + AHEAD_MOST)
    sheets = owing.sheets(world)
    start = after
    while start < after + AHEAD_MOST:
        end = start + CATCH_UP_MAX
        moments = [each.at for each in plan_reminders(sheets, world.calendar, end, start)]
        if moments:
            return min(moments)
        start = end
    return None


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, LAST_HOUR, VIETNAM)
