"""An invented office for a whole year: grassroots unions read from a list, their chairs, accounts and duties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from sqlmodel import Session

from bot import demo_reports, shipped
from bot.channels.web import WEB
from bot.commands.unit_import import table_of
from bot.opening import REMINDED_AT
from bot.store import runs
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store as scheduler
from scheduler.duties import ADHOC_LADDER, LONG_LADDER, Cadence, DayRule, Duty, DutyId, RuleKind, Shift, Source
from tests.house import PLATFORM
from union import store as union
from union.imports.plan import plan
from union.imports.sheet import read_listing
from union.imports.store import stored_units, write_plan
from union.roster import OfficerId, Role, Unit, UnitKind
from union.store import Account

OFFICE = UnitCode("doi-suong")
KINDS = ("Mầm non", "Tiểu học", "Công ty")
PLACES = (
    "Bến Lau", "Cầu Mơ", "Dốc Thông", "Đồng Sậy", "Gò Trám", "Hồ Ngà", "Khe Đá", "Lũng Mận", "Mỏ Vôi", "Nà Bưởi",
    "Ô Trúc", "Phiêng Lúa", "Quán Gỗ", "Rừng Cọ", "Suối Gừng", "Thung Đào", "Vực Xoan",
)  # fmt: skip
CHAIRS = ("An", "Bình", "Chi", "Duyên", "Giang", "Hoà", "Khánh", "Liên", "Mận", "Nga", "Oanh", "Phượng")
WITHOUT_ACCOUNT = (3, 13, 23, 33, 43)
HOURS = {4: 6, 5: 19, 6: 21, 7: 12}
"""Who wants another hour than 8: two of them one that is quiet."""
QUARTERLY, FINAL = DutyId("bao-cao-quy"), DutyId("quyet-toan")
MONTHLY, HALF, YEARLY = DutyId("bao-cao-thang"), DutyId("bao-cao-6-thang"), DutyId("bao-cao-nam")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a seat; `chat` is empty without an account."""

    officer: OfficerId
    name: str
    bot: str = ""
    chat: str = ""


@dataclass(frozen=True, slots=True)
class Staffed:
    """The office as it stands on its first day: its units in order with their chairs, and its clerks."""

    units: tuple[Unit, ...]
    chairs: tuple[Person, ...]
    clerks: tuple[Person, ...]


def open_office(db: Session, count: int, folder: Path, now: datetime) -> Staffed:
    """Writes the office with so many units below it; what is reminded is counted from now."""
    union.save_unit(db, Unit(OFFICE, "Công đoàn xã Đồi Sương", UnitKind.COMMUNE, phone="0200 000 0100"))
    path = folder / "danh-sach.csv"
    path.write_text(listed(count), encoding="utf-8")
    sheet, heading = table_of(path, "")
    listing = read_listing(heading, ((n, cells) for n, cells in sheet.rows() if n > heading.last_row + 1))
    made = plan(listing, stored_units(db, now.date()), now.date(), OFFICE)
    assert not made.errors, made.errors
    write_plan(db, made, "Văn phòng", now, now.date())
    units = tuple(unit for unit in union.all_units(db) if unit.code != OFFICE)
    chairs = tuple(joined(db, unit, at, now) for at, unit in enumerate(units))
    clerks = (clerk(db, "Thu", "0200 000 0101", now), clerk(db, "Tâm", "0200 000 0102", now))
    shipped.sync(db, now.date())
    for duty in duties():
        scheduler.save_duty(db, duty, "Văn phòng", now)
    runs.write_setting(db, REMINDED_AT, now.isoformat())
    return Staffed(units, chairs, clerks)


def listed(count: int) -> str:
    """The list of units as an office keeps it."""
    lines = ["STT;Mã;Tên đơn vị;Số đoàn viên;Chủ tịch;Điện thoại chủ tịch"]
    for at in range(count):
        name = f"CĐCS {KINDS[at % 3]} {roman(at // 51)}{PLACES[at // 3 % 17]}"
        chair = f"{CHAIRS[at % 12]} {CHAIRS[(at // 12 + 1) % 12]}"
        lines.append(f"{at + 1};cs-{at:04d};{name};{10 + at % 90};{chair};02{at + 1000:08d}")
    return "\n".join(lines)


def roman(number: int) -> str:
    """'II ': as units of one name are told apart; nothing for the first of them."""
    tens, ones = divmod(number, 10)
    ones_words = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return f"{'X' * tens}{ones_words[ones]} " if number else ""


def joined(db: Session, unit: Unit, at: int, now: datetime) -> Person:
    """The unit's chair with an account: every third on a platform, the others on the page, a few on none."""
    [held] = union.seats_held(db, now.date(), [Role.CHAIR], [unit.code])
    if at in HOURS:
        union.prefer_hour(db, held.officer, HOURS[at])
    if at in WITHOUT_ACCOUNT:
        return Person(held.officer, held.name)
    return account(db, held.officer, held.name, PLATFORM if at % 3 == 2 else WEB.bot, now)


def account(db: Session, who: OfficerId, name: str, bot: str, now: datetime) -> Person:
    """Opens an account for somebody."""
    chat = f"nguoi-{who}"
    union.save_account(db, Account(f"{bot}:{chat}", who, bot, chat, reachable=True), now=now)
    return Person(who, name, bot, chat)


def clerk(db: Session, name: str, phone: str, now: datetime) -> Person:
    """Somebody who works in the office."""
    who = union.add_officer(db, name, phone)
    union.give_seat(db, who, OFFICE, Role.OFFICE, now.date())
    return account(db, who, name, WEB.bot, now)


def duties() -> Sequence[Duty]:
    """The three reports of the demo; one by the quarter, which ends in autumn; one that is due at Tết, unshifted."""
    monthly, half, yearly = demo_reports.duties(OFFICE)
    quarterly = replace(
        monthly, id=QUARTERLY, name="Báo cáo quý", cadence=Cadence.QUARTER, cut_off=DayRule(RuleKind.AFTER_END, 0),
        due=DayRule(RuleKind.DAY_OF_MONTH, 5, months_after=1), ladder=LONG_LADDER, wants_signed=False,
    )  # fmt: skip
    final = replace(
        yearly, id=FINAL, name="Báo cáo quyết toán", year_from=1, due=DayRule(RuleKind.AFTER_END, 47), shift=Shift.NONE,
        valid_to=date(2026, 12, 1),
    )  # fmt: skip
    return (monthly, half, yearly, quarterly, final)


def question(name: str, at: datetime, due: datetime, units: Sequence[UnitCode]) -> Duty:
    """What the office asks once, by an hour."""
    monthly = duties()[0]
    return replace(
        monthly, id=DutyId(name), name="Báo cáo đột xuất", cadence=Cadence.ADHOC, valid_from=at.date(),
        due=DayRule(RuleKind.MOMENT, on=due.date(), hour=due.time()), cut_off=DayRule(RuleKind.MOMENT, on=due.date()),
        selector=replace(monthly.selector, units=tuple(units)), shift=Shift.NONE, wants_signed=False,
        ladder=ADHOC_LADDER, source=Source(), asks="Đơn vị có bao nhiêu đoàn viên bị ảnh hưởng bởi mưa lũ?",
    )  # fmt: skip


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of the office."""
    return datetime.combine(day, time(hour, minute), VIETNAM)
