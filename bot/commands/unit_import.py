"""`units import`: a list of units as an office keeps it, shown first, then written whole or not at all."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.commands.counting import counted
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.reminding import open_begun
from bot.settings import Settings
from bot.sheets import Sheet, open_file
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.imports.headings import SEARCHED_ROWS, Column, Heading, NoHeading, find_heading
from union.imports.plan import Change, Plan, Seating, is_closed, plan
from union.imports.sheet import Listing, RowError, read_listing
from union.imports.store import stored_units, write_plan
from union.roster import ROLE_WORDS, Unit, UnitKind

SHOWN_MOST = 50
FIELD_WORDS = {
    "name": "tên", "kind": "loại", "sector": "lĩnh vực", "phone": "điện thoại", "opened_on": "ngày thành lập",
    "members": "số đoàn viên", "legal_level": "cấp",
}  # fmt: skip
KIND_WORDS = {
    UnitKind.CONFEDERATION: "tổng liên đoàn", UnitKind.PROVINCE: "tỉnh, thành phố", UnitKind.SECTOR: "ngành",
    UnitKind.UPPER: "cấp trên cơ sở", UnitKind.COMMUNE: "xã, phường, đặc khu", UnitKind.ZONE: "khu công nghiệp",
    UnitKind.CORPORATION: "tổng công ty", UnitKind.GRASSROOTS: "cơ sở", UnitKind.GUILD: "nghiệp đoàn",
    UnitKind.DISSOLVED_DISTRICT: "liên đoàn cấp cũ",
}  # fmt: skip
USEFUL = (Column.CODE, Column.ABOVE, Column.MEMBERS, Column.CHAIR, Column.CHAIR_PHONE)


def import_units(settings: Settings, chosen: Namespace) -> int:
    """Reads the list, shows what it changes and writes it; with an error or `--dry-run` nothing is written."""
    sheet, heading = table_of(Path(chosen.file), chosen.sheet)
    print(f"Trang “{sheet.name}”, tiêu đề ở dòng {heading.last_row + 1}, các cột: {', '.join(heading.places)}.")
    below = ((number, cells) for number, cells in sheet.rows() if number > heading.last_row + 1)
    listing = read_listing(heading, counted("Đọc tệp, dòng", below))
    if not listing.rows:
        raise Mistake("Dưới dòng tiêu đề không có đơn vị nào.")
    with opened(settings) as found:

        def drawn(db: Session) -> Plan:
            today = moment(db).astimezone(VIETNAM).date()
            return plan(listing, stored_units(db, today), today, top_of(db, chosen.above, today))

        def write(db: Session) -> Plan:
            made = drawn(db)
            if made.changes and not made.errors:
                now = moment(db)
                write_plan(db, made, OPERATOR, now, now.astimezone(VIETNAM).date())
                counts = {"new": str(len(made.new)), "changed": str(len(made.changed))}
                store.note(db, now, OPERATOR, "units import", Path(chosen.file).name, **counts)
                open_begun(db, (now + timedelta(seconds=found.offset_seconds)).astimezone(VIETNAM))
            return made

        made = found.db.read_now(drawn) if chosen.dry_run else found.db.write_now(write)
    show(made, listing)
    return verdict(made, is_trial=chosen.dry_run)


def table_of(path: Path, wanted: str) -> tuple[Sheet, Heading]:
    """The sheet that was asked for, or the first that has a heading. Raises `Mistake`."""
    sheets = open_file(path).sheets()
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets)
    some = [sheet for sheet in sheets if wanted in {"", sheet.name}]
    if not some:
        raise Mistake(f"Tệp không có trang “{wanted}”. Các trang: {names}.")
    missed = NoHeading(())
    for sheet in some:
        found = find_heading(sheet.beginning(SEARCHED_ROWS + 2))
        if isinstance(found, Heading):
            return sheet, found
        missed = missed if missed.seen else found
    if missed.doubled:
        raise Mistake(
            f"Có hai cột cùng là “{missed.doubled}”. Các tiêu đề: {' | '.join(map(one_line, missed.seen))}. "
            "Xin đổi tên hoặc bỏ một cột."
        )
    seen = f" Dòng giống tiêu đề nhất có: {' | '.join(map(one_line, missed.seen[:12]))}." if missed.seen else ""
    raise Mistake(
        f"Không thấy dòng tiêu đề có cột “tên đơn vị” trong {SEARCHED_ROWS} dòng đầu.{seen} "
        f"Cần cột “tên đơn vị”; nên có thêm: {', '.join(USEFUL)}."
    )


def one_line(text: str) -> str:
    """A heading without its line breaks."""
    return " ".join(text.split())


def top_of(db: Session, code: str, today: date) -> UnitCode | None:
    """The unit that `--above` names. Raises `Mistake`."""
    if not code:
        return None
    above = store.find_unit(db, code)
    if above is None:
        raise Mistake(f"Không có đơn vị cấp trên “{code}”. Xin thêm đơn vị đó trước: python -m bot units add")
    if is_closed(above, today):
        raise Mistake(f"{above.name} đã kết thúc ngày {above.closed_on:%d/%m/%Y}, không thể là cấp trên.")
    return above.code


def show(made: Plan, listing: Listing) -> None:
    """What the list changes, in the order of its rows."""
    for title, mark, changes in (("Mới", "+", made.new), ("Thay đổi", "~", made.changed)):
        if changes:
            print(f"{title}: {len(changes)} đơn vị")
            lines(f"  {mark} {change.after.code}: {'; '.join(words(change))}" for change in changes)
    print(f"Không đổi: {made.unchanged} đơn vị")
    if listing.passed_over:
        shown = "; ".join(f"{number} ({one_line(text)[:30]})" for number, text in listing.passed_over[:10])
        more = f" và {len(listing.passed_over) - 10} dòng nữa" if len(listing.passed_over) > 10 else ""
        print(f"Bỏ qua {len(listing.passed_over)} dòng không phải đơn vị: {shown}{more}")
    if made.absent:
        print(f"Đang có {made.absent} đơn vị không nằm trong tệp; các đơn vị ấy giữ nguyên.")


def lines(all_lines: Iterator[str]) -> None:
    """The first fifty, and how many more there are."""
    more = 0
    for number, line in enumerate(all_lines):
        if number < SHOWN_MOST:
            print(line)
        else:
            more += 1
    if more:
        print(f"  … và {more} đơn vị nữa")


def words(change: Change) -> Iterator[str]:
    """What a row does to its unit, old and new."""
    before, after = change.before, change.after
    if before is None:
        yield after.name
        yield f"loại: {KIND_WORDS[after.kind]}"
        if after.members is not None:
            yield f"{after.members} đoàn viên"
    else:
        yield from changed_fields(before, after)
    if change.above is not None:
        moved = f"cấp trên {change.old_above} → {change.above} từ hôm nay"
        yield moved if change.old_above else f"dưới {change.above}"
    for seating in change.seatings:
        yield seated(seating)
    for item in change.corrections:
        role = ROLE_WORDS[item.before.role][0]
        old, new = f"{item.before.name} {item.before.phone}", f"{item.name} {item.phone}"
        yield f"{role} {old.strip()} → {new.strip()}"


def changed_fields(before: Unit, after: Unit) -> Iterator[str]:
    """'số đoàn viên 30 → 35' for each field that differs."""
    for item in fields(before):
        old, new = getattr(before, item.name), getattr(after, item.name)
        if old != new:
            yield f"{FIELD_WORDS[item.name]} {shown(old)} → {shown(new)}"


def shown(value: object) -> str:
    """A field's value as an office writes it."""
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, UnitKind):
        return KIND_WORDS[value]
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value}"


def seated(seating: Seating) -> str:
    """'chủ tịch Lan → Sim 0912 345 678 từ hôm nay'."""
    role = ROLE_WORDS[seating.role][0]
    person = f"{seating.person.name} {seating.person.phone}".strip()
    left = ", ".join(held.name + (" (đã tham gia)" if held.joined else "") for held in seating.leaves)
    return f"{role} {left} → {person} từ hôm nay" if left else f"{role} {person}"


def verdict(made: Plan, *, is_trial: bool) -> int:
    """The last line, and the exit status."""
    if made.errors:
        print_errors(made.errors)
        return 1
    if not made.changes:
        print("Dữ liệu đã đúng như tệp, không có gì để ghi.")
    elif is_trial:
        print("Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi.")
    else:
        print(f"Đã ghi {len(made.new)} đơn vị mới, {len(made.changed)} đơn vị thay đổi.")
    return 0


def print_errors(errors: Sequence[RowError]) -> None:
    """Every error by its row, fifty at most; nothing was written."""
    print(f"Chưa ghi gì: tệp có {len(errors)} lỗi.", file=sys.stderr)
    for row, text in errors[:SHOWN_MOST]:
        print(f"Dòng {row}: {text}" if row else text, file=sys.stderr)
    if len(errors) > SHOWN_MOST:
        print(f"… và {len(errors) - SHOWN_MOST} lỗi nữa", file=sys.stderr)
