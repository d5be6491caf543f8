"""`duties holidays`: the days on which the office rests, and the rest days it works, each with what announced it."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session

from bot import shipped
from bot.commands.duties import office_now, print_faults, show_moved
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.settings import Settings
from bot.tables import Table, headed, read_table
from knowledge.dates import YEARS
from scheduler import store
from scheduler.calendar import Calendar, Holiday, calendar_of
from scheduler.cells import Wrong, capital, plain, read_day
from scheduler.changes import Moved, reschedule_open
from union import store as union

LIST_NAME = "ngay"
SPAN_MAX = 31


class Column(StrEnum):
    """What a list of holidays says of a day."""

    DAY = "ngày"
    LAST = "đến ngày"
    NAME = "tên"
    KIND = "nghỉ hay làm"
    SOURCE = "căn cứ"


HEADINGS = headed(
    Column,
    {
        "từ ngày": Column.DAY, "ngày nghỉ": Column.DAY, "ngày lễ": Column.NAME, "tên ngày": Column.NAME,
        "lý do": Column.NAME, "loại": Column.KIND, "nghỉ": Column.KIND, "làm bù": Column.KIND,
        "văn bản": Column.SOURCE, "nguồn": Column.SOURCE, "thông báo": Column.SOURCE,
    },
)  # fmt: skip
RESTS = frozenset({"", "nghi", "nghi le", "le", "nghi tet", "nghi bu", "co", "x"})
WORKS = frozenset({"lam", "lam bu", "di lam", "lam viec", "khong nghi", "khong"})


@dataclass(frozen=True, slots=True)
class Done:
    """What a list changed."""

    changed: tuple[Holiday, ...]
    faults: tuple[tuple[int, str], ...]
    moved: tuple[Moved, ...] = ()


def list_holidays(settings: Settings, chosen: Namespace) -> int:
    """Prints the dated days of a year, the office's own by default."""
    with opened(settings) as found:
        now, known = found.db.read_now(lambda db: (office_now(found, db), shipped.calendar(db)))
    year = chosen.year or now.year
    listed = [known.days[day] for day in sorted(known.days) if day.year == year]
    if not listed:
        print(f"Chưa có ngày nghỉ nào của năm {year}. Nhập bằng: python -m bot duties holidays import TỆP")
    for item in listed:
        print("\t".join(worded(item)))
    return 0


def worded(item: Holiday) -> tuple[str, str, str, str]:
    """A day as an office reads it."""
    return (f"{item.day:%d/%m/%Y}", "nghỉ" if item.is_rest else "làm bù", item.name, item.source)


def import_holidays(settings: Settings, chosen: Namespace) -> int:
    """Reads a list of days off and swapped days, whole or not at all; open deadlines that are ahead move with them."""
    table: Table[Column] = read_table(Path(chosen.file), HEADINGS, (Column.DAY, Column.NAME), LIST_NAME)
    with opened(settings) as found:

        def drawn(db: Session) -> Done:
            return read_rows(table, shipped.calendar(db))

        def write(db: Session) -> Done:
            done, now = drawn(db), office_now(found, db)
            if done.faults or not done.changed:
                return done
            store.save_holidays(db, shipped.rows_of(done.changed), OPERATOR)
            calendar = shipped.calendar(db)
            moved = [item for duty in store.all_duties(db) for item in reschedule_open(db, duty, now, calendar)]
            counts = {"days": str(len(done.changed)), "moved": str(len(moved))}
            union.note(db, moment(db), OPERATOR, "holidays", Path(chosen.file).name, **counts)
            return Done(done.changed, (), tuple(moved))

        done = found.db.read_now(drawn) if chosen.dry_run else found.db.write_now(write)
    if done.faults:
        print_faults(done.faults, table.row_word)
        return 1
    for item in done.changed:
        print(" ".join(filter(None, worded(item))))
    show_moved(done.moved)
    if not done.changed:
        print("Lịch đã đúng như tệp, không có gì để ghi.")
    else:
        print("Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi." if chosen.dry_run else f"Đã ghi {len(done.changed)} ngày.")
    return 0


def read_rows(table: Table[Column], known: Calendar) -> Done:
    """The days that differ from what is known, and what is wrong with the rows."""
    days: dict[date, Holiday] = {}
    faults: list[tuple[int, str]] = []
    for number, cells in table.rows:
        try:
            listed = tuple(read_row(cells, known))
        except Wrong as wrong:
            faults.append((number, str(wrong)))
            continue
        doubled = [item.day for item in listed if days.setdefault(item.day, item) != item]
        faults += [(number, f"Ngày {day:%d/%m/%Y} đã có ở một dòng phía trên với nội dung khác.") for day in doubled]
    changed = [item for day, item in sorted(days.items()) if known.days.get(day) != item]
    return Done(tuple(changed), tuple(faults))


def read_row(cells: Mapping[Column, str], known: Calendar) -> Iterator[Holiday]:
    """The day, or days, of one row. Raises `Wrong`."""
    name, source = cells.get(Column.NAME, ""), cells.get(Column.SOURCE, "")
    first = read_day(cells.get(Column.DAY, ""), Column.DAY)
    last = read_day(cells[Column.LAST], Column.LAST) if cells.get(Column.LAST) else first
    if first is None or last is None or first.year not in YEARS:
        raise Wrong(f"{capital(Column.DAY)} viết như 02/09/2026.")
    if not 0 <= (last - first).days < SPAN_MAX:
        raise Wrong(f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} không phải một đợt nghỉ; nhiều nhất {SPAN_MAX} ngày.")
    if not name:
        raise Wrong(f"Ngày {first:%d/%m/%Y} chưa có tên.")
    if not source:
        raise Wrong(f"Ngày {first:%d/%m/%Y} chưa có căn cứ: ghi thông báo nào quy định, ở cột “{Column.SOURCE}”.")
    is_rest = read_kind(cells.get(Column.KIND, ""))
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        if not is_rest and not rests_anyway(day, known):
            raise Wrong(f"Ngày {day:%d/%m/%Y} vốn là ngày làm việc, không cần ghi làm bù.")
        yield Holiday(day, name, is_rest, source)


def read_kind(text: str) -> bool:
    """Whether one rests: 'nghỉ' or nothing; 'làm bù' says that one works."""
    said = plain(text)
    if said not in RESTS | WORKS:
        raise Wrong(f"“{text}” chưa rõ. Viết: nghỉ, hoặc làm bù.")
    return said in RESTS


def rests_anyway(day: date, known: Calendar) -> bool:
    """Whether the day is a rest day but for its being worked."""
    return calendar_of(()).is_rest_day(day) or day in known.days
