"""`duties`: which reports are owed, by whom and when; a list of them read in whole or not at all; changed or ended."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot import shipped
from bot.commands.moments import read_day
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.opening import Opened
from bot.reminding import open_begun
from bot.settings import Settings
from bot.tables import Table, read_table
from handlers.wording.report import name_of
from knowledge.dates import VIETNAM, written_day
from knowledge.document import UnitCode
from scheduler import store
from scheduler.changes import Moved, end_duty, set_duty
from scheduler.columns import HEADINGS, Column
from scheduler.duties import Deadline, Duty, DutyId, ReportingPeriod
from scheduler.openings import is_selected, units_below
from scheduler.reading import Known, changes, read_duties, read_duty
from scheduler.saying import said
from union import store as union
from union.reach.store import all_links
from union.records import store as records

LIST_NAME = "che_do"
SHOWN_MOST = 50
BY_THE_OFFICE = "Văn phòng quy định từ {day}"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known while a command works, and the office's moment."""

    known: Known
    now: datetime
    names: Mapping[UnitCode, str]

    def owing(self, duty: Duty) -> int:
        """How many units owe a duty today."""
        area = units_below(duty.recipient, self.known.links, self.now.date())
        open_units = [unit for unit in self.known.units if unit.closed_on is None or unit.closed_on > self.now.date()]
        return sum(unit.code in area and is_selected(unit, duty.selector) for unit in open_units)


@dataclass(frozen=True, slots=True)
class Done:
    """What a list changed, and the deadlines that moved with it."""

    scene: Scene
    new: tuple[Duty, ...]
    changed: tuple[Duty, ...]
    faults: Sequence[tuple[int, str]]
    moved: tuple[Moved, ...] = ()
    begun: tuple[tuple[Deadline, int], ...] = ()
    """What is owed from now on, with how many units owe it."""


def office_now(found: Opened, db: Session) -> datetime:
    """Office time: the machine's, and what the demo's clock is ahead."""
    return (moment(db) + timedelta(seconds=found.offset_seconds)).astimezone(VIETNAM)


def scene_of(db: Session, now: datetime, to: str = "") -> Scene:
    """Everything a duty is read against. Raises `Mistake` for an unknown recipient."""
    units = tuple(union.all_units(db))
    names = {unit.code: unit.name for unit in units}
    links = tuple(all_links(db))
    if to and UnitCode(to) not in names:
        raise Mistake(f"Không có đơn vị “{to}”. Xem danh sách: python -m bot units")
    duties = {duty.id: duty for duty in store.all_duties(db)}
    upper = {link.above for link in links if link.holds_on(now.date())}
    tops = [
        unit.code for unit in units if unit.code in upper and (unit.closed_on is None or unit.closed_on > now.date())
    ]
    asked = {duty.recipient for duty in duties.values()}
    known = Known(
        duties,
        {form.id: form.name for form in records.all_forms(db)},
        units,
        links,
        now.date(),
        UnitCode(to) if to else only(asked) or only(tops),
        frozenset(deadline.duty for deadline in store.deadlines(db)),
    )
    return Scene(known, now, names)


def only(codes: Sequence[UnitCode] | set[UnitCode]) -> UnitCode | None:
    """The one there is; None of none or several."""
    return next(iter(codes)) if len(codes) == 1 else None


# Listing


def list_duties(settings: Settings) -> int:
    """Prints every duty as an office says it."""
    with opened(settings) as found:
        scene = found.db.read_now(lambda db: scene_of(db, office_now(found, db)))
    if not scene.known.duties:
        print("Chưa có chế độ báo cáo nào. Nhập bằng: python -m bot duties import TỆP")
    for duty in scene.known.duties.values():
        print(f"{duty.id}\t{duty.name}{over(duty, scene.now.date())}")
        for line in lines(duty, scene):
            print(f"  {line}")
    return 0


def over(duty: Duty, today: date) -> str:
    """That a duty has ended, or has not begun."""
    if duty.valid_to and duty.valid_to <= today:
        return f" (đã kết thúc từ {written_day(duty.valid_to)})"
    if duty.valid_from and duty.valid_from > today:
        return f" (từ {written_day(duty.valid_from)})"
    return ""


def lines(duty: Duty, scene: Scene) -> Iterator[str]:
    """'hạn nộp: 17 giờ ngày 25 hằng tháng' and the rest, with how many units owe it today."""
    for column, text in said(duty, scene.names).items():
        if column is Column.UNITS:
            yield f"{column}: {text} (hôm nay {scene.owing(duty)} đơn vị)"
        elif column is not Column.NAME:
            yield f"{column}: {text}"


# Importing


def import_duties(settings: Settings, chosen: Namespace) -> int:
    """Reads a list, shows what it changes and writes it; with an error or `--dry-run` nothing is written."""
    table: Table[Column] = read_table(Path(chosen.file), HEADINGS, (), LIST_NAME)
    with opened(settings) as found:

        def drawn(db: Session) -> Done:
            scene = scene_of(db, office_now(found, db), chosen.to)
            listing = read_duties(table.rows, scene.known)
            new, changed = changes(listing.duties, scene.known)
            return Done(scene, new, changed, (*listing.faults, *alike(new, scene)))

        def write(db: Session) -> Done:
            done = drawn(db)
            if done.faults:
                return done
            moved = [item for duty in (*done.new, *done.changed) for item in put(db, duty, done.scene)]
            begun = open_begun(db, done.scene.now)
            return Done(done.scene, done.new, done.changed, (), tuple(moved), tuple(begun))

        done = found.db.read_now(drawn) if chosen.dry_run else found.db.write_now(write)
    if done.faults:
        print_faults(done.faults, table.row_word)
        return 1
    show(done)
    if not done.new and not done.changed:
        print("Dữ liệu đã đúng như tệp, không có gì để ghi.")
    elif chosen.dry_run:
        print("Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi.")
    else:
        print(f"Đã ghi {len(done.new)} chế độ mới, {len(done.changed)} chế độ thay đổi.")
    return 0


def alike(new: Sequence[Duty], scene: Scene) -> Iterator[tuple[int, str]]:
    """New duties that officers could not tell from another one: both would be called 'báo cáo tháng 11'."""
    today = scene.now.date()
    period = ReportingPeriod("2026-11", "tháng 11/2026", date(2026, 11, 1), date(2026, 11, 30))
    live = [duty for duty in scene.known.duties.values() if duty.valid_to is None or duty.valid_to > today]
    for place, duty in enumerate(new):
        called = name_of(duty.name, period, today)
        for other in (*live, *new[:place]):
            same = (other.cadence, other.recipient) == (duty.cadence, duty.recipient)
            if same and name_of(other.name, period, today) == called:
                yield (
                    0,
                    f"“{duty.name}” trùng tên gọi với “{other.name}” ({other.id}), cùng kỳ. Xin đặt tên khác.",
                )


def put(db: Session, duty: Duty, scene: Scene) -> tuple[Moved, ...]:
    """Writes one duty with its line of the trail."""
    moved = set_duty(db, duty, OPERATOR, scene.now, shipped.calendar(db))
    due = said(duty, scene.names)[Column.DUE]
    store_note = {"name": duty.name, "due": due, "moved": str(len(moved))}
    union.note(db, moment(db), OPERATOR, "duty", duty.id, **store_note)
    return moved


def print_faults(faults: Sequence[tuple[int, str]], row_word: str) -> None:
    """Every error by its row, fifty at most; nothing was written."""
    print(f"Chưa ghi gì: tệp có {len(faults)} lỗi.", file=sys.stderr)
    for row, text in faults[:SHOWN_MOST]:
        print(f"{row_word} {row}: {text}" if row else text, file=sys.stderr)
    if len(faults) > SHOWN_MOST:
        print(f"… và {len(faults) - SHOWN_MOST} lỗi nữa", file=sys.stderr)


def show(done: Done) -> None:
    """New duties whole, of the others what changes, then the deadlines that move."""
    for duty in done.new:
        print(f"Mới: {duty.id}, {duty.name}")
        for line in lines(duty, done.scene):
            print(f"  {line}")
    for duty in done.changed:
        print(f"Thay đổi: {duty.id}, {duty.name}")
        for line in differences(done.scene.known.duties[duty.id], duty, done.scene):
            print(f"  {line}")
    show_moved(done.moved)
    for deadline, count in done.begun:
        when = f"kỳ {deadline.period.name}, hạn {deadline.due:%H:%M %d/%m/%Y}"
        print(f"Đã mở {deadline.duty}, {when}: {count} đơn vị phải nộp.")


def differences(before: Duty, after: Duty, scene: Scene) -> Iterator[str]:
    """'hạn nộp: 17 giờ ngày 25 hằng tháng → 17 giờ ngày 22 hằng tháng' for each thing that differs."""
    old, new = said(before, scene.names), said(after, scene.names)
    for column in Column:
        if old.get(column, "") != new.get(column, ""):
            yield f"{column}: {old.get(column, '(trống)')} → {new.get(column, '(trống)')}"


def show_moved(moved: Sequence[Moved]) -> None:
    """The open deadlines that are due on another day now."""
    for item in moved:
        when = f"{item.before.due:%H:%M %d/%m/%Y} → {item.after.due:%H:%M %d/%m/%Y}"
        print(f"Kỳ đang mở, {item.after.period.name}: hạn {when} ({item.filings} báo cáo chưa nộp).")


# One duty


def set_one(settings: Settings, chosen: Namespace) -> int:
    """Changes what is given of a known duty; open deadlines that are ahead move with it."""
    given = {column: text for column, text in zip(SETTABLE.values(), values(chosen), strict=True) if text}
    if not given:
        raise Mistake(f"Xin nêu ít nhất một điều để đổi: {', '.join(f'--{name}' for name in SETTABLE)}.")
    with opened(settings) as found:

        def write(db: Session) -> Done:
            scene = scene_of(db, office_now(found, db))
            before = known_duty(scene, chosen.id)
            cells = {Column.ID: str(before.id)} | given
            if Column.DUE in given and Column.NOTE not in given:
                after, wrong = read_duty(cells, scene.known)
                if not wrong and after.due != before.due:
                    cells[Column.NOTE] = BY_THE_OFFICE.format(day=written_day(scene.now.date()))
            after, wrong = read_duty(cells, scene.known)
            if wrong:
                raise Mistake(" ".join(wrong))
            changed = () if after == before else (after,)
            moved = tuple(item for duty in changed for item in put(db, duty, scene))
            return Done(scene, (), changed, (), moved, tuple(open_begun(db, scene.now)))

        done = found.db.write_now(write)
    show(done)
    print("Đã ghi." if done.changed else "Chế độ đã đúng như vậy, không có gì để ghi.")
    return 0


SETTABLE: Mapping[str, Column] = {
    "due": Column.DUE,
    "cut-off": Column.CUT_OFF,
    "shift": Column.SHIFT,
    "ladder": Column.LADDER,
    "units": Column.UNITS,
    "form": Column.FORM,
    "source": Column.SOURCE,
    "note": Column.NOTE,
}
"""What `duties set` changes, by its option."""


def values(chosen: Namespace) -> Iterator[str]:
    """What was given, in the order of the options."""
    return (getattr(chosen, name.replace("-", "_")).strip() for name in SETTABLE)


def known_duty(scene: Scene, wanted: str) -> Duty:
    """The duty with this id. Raises `Mistake`."""
    found = scene.known.duties.get(DutyId(wanted))
    if found is None:
        listed = ", ".join(scene.known.duties) or "(chưa có)"
        raise Mistake(f"Không có chế độ báo cáo “{wanted}”. Đang có: {listed}.")
    return found


def end_one(settings: Settings, chosen: Namespace) -> int:
    """Ends a duty from a day on: what is due then or later is owed no more."""
    with opened(settings) as found:

        def write(db: Session) -> list[str]:
            scene = scene_of(db, office_now(found, db))
            duty = known_duty(scene, chosen.id)
            on = read_day(chosen.on, scene.now.date())
            if duty.valid_to is not None and duty.valid_to <= on:
                raise Mistake(f"“{duty.name}” đã kết thúc từ {written_day(duty.valid_to)}.")
            if duty.valid_from is not None and on <= duty.valid_from:
                raise Mistake(
                    f"“{duty.name}” có hiệu lực từ {written_day(duty.valid_from)}, phải kết thúc sau ngày ấy."
                )
            count = end_duty(db, duty, on, OPERATOR, scene.now)
            union.note(db, moment(db), OPERATOR, "duty ended", duty.id, on=on.isoformat(), reports=str(count))
            told = [f"“{duty.name}” kết thúc từ {written_day(on)}."]
            return [*told, f"{count} báo cáo đang mở không còn phải nộp; không ai bị nhắc nữa."] if count else told

        for line in found.db.write_now(write):
            print(line)
    return 0
