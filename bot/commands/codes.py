"""`units codes`: new joining codes for every seat that nobody has joined, on one sheet for a meeting."""

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session

from bot.commands.counting import counted
from bot.commands.office import OPERATOR, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.roster import CODE_LIFE, ROLE_WORDS, OfficerId, Role, code_hash, new_code, read_role

HEADINGS = ("Mã đơn vị", "Đơn vị", "Chức vụ", "Họ tên", "Điện thoại", "Mã tham gia", "Dùng trước ngày", "Lời nhắn")
WIDTHS = (24, 44, 16, 26, 16, 14, 16, 90)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that nobody has joined: with its holder as the office wrote them down, or with nobody yet."""

    unit: UnitCode
    unit_name: str
    officer: OfficerId | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The seats that want a code, and how many keep one that is unused and cannot be shown again."""

    seats: tuple[Vacancy, ...]
    kept: int


def codes(settings: Settings, chosen: Namespace) -> int:
    """Writes one file with all new codes; the codes hold when the file is whole, and both or neither stay."""
    role = read_role(chosen.role)
    if role is None:
        known = ", ".join(words[0] for words in ROLE_WORDS.values())
        raise Mistake(f"Không có vai trò “{chosen.role}”. Các vai trò: {known}.")
    if chosen.file.suffix.lower() != ".xlsx":
        raise Mistake(f"Tên tệp phải kết thúc bằng .xlsx, ví dụ {chosen.file.stem or 'ma-tham-gia'}.xlsx.")
    if chosen.file.exists():
        raise Mistake(f"Tệp {chosen.file} đã có. Xin chọn tên khác.")
    with opened(settings) as found:
        waiting = found.db.read_now(lambda db: seats_waiting(db, role, chosen, moment(db)))
        if not waiting.seats:
            raise Mistake(nothing_to_do(waiting, role))
        hashes = hashed([new_code() for _ in waiting.seats], found.salt)
        now = found.db.read_now(moment)
        write_file(chosen.file, role, now, zip(waiting.seats, hashes, strict=True))
        try:
            found.db.write_now(
                lambda db: keep(db, role, chosen, dict(zip(waiting.seats, hashes.values(), strict=True)))
            )
        except BaseException:
            with suppress(OSError):
                chosen.file.unlink()
            raise
    print(f"Đã cấp {len(waiting.seats)} mã tham gia ({ROLE_WORDS[role][0]}), ghi ở {chosen.file}.")
    print(f"Mỗi mã dùng một lần, trong {CODE_LIFE.days} ngày. Tệp này cất như hồ sơ mật, phát xong thì xoá.")
    if waiting.kept:
        print(f"{waiting.kept} chức vụ còn mã chưa dùng, không in lại được; muốn cấp lại thì thêm --renew.")
    return 0


def nothing_to_do(waiting: Waiting, role: Role) -> str:
    """Why no code is made."""
    if waiting.kept:
        return f"{waiting.kept} chức vụ còn mã chưa dùng, không in lại được. Muốn cấp mã mới thì thêm --renew."
    return f"Không có chức vụ {ROLE_WORDS[role][0]} nào đang chờ người tham gia."


def seats_waiting(db: Session, role: Role, chosen: Namespace, now: datetime) -> Waiting:
    """Every open unit's chair without an account, named or not; of other seats those with a name. Raises `Mistake`."""
    day = now.astimezone(VIETNAM).date()
    below = reached(db, chosen.below, day)
    units = {
        unit.code: unit.name
        for unit in store.all_units(db)
        if (unit.closed_on is None or unit.closed_on > day) and (below is None or unit.code in below)
    }
    kept = set() if chosen.renew else store.waiting_codes(db, role, now)
    held: dict[UnitCode, list[Vacancy]] = {}
    joined: set[UnitCode] = set()
    for item in store.seats_held(db, day, (role,)):
        if item.joined:
            joined.add(item.unit)
        elif item.unit in units:
            vacancy = Vacancy(item.unit, units[item.unit], item.officer, item.name, item.phone)
            held.setdefault(item.unit, []).append(vacancy)
    alone = role is Role.CHAIR
    wanted = {
        code: held.get(code) or ([Vacancy(code, name)] if alone else [])
        for code, name in units.items()
        if not (alone and code in joined)
    }
    return Waiting(
        seats=tuple(item for code, some in wanted.items() if code not in kept for item in some),
        kept=sum(len(some) for code, some in wanted.items() if code in kept),
    )


def reached(db: Session, code: str, day: date) -> set[UnitCode] | None:
    """The unit and all below it; None for all units there are. Raises `Mistake`."""
    if not code:
        return None
    top = store.find_unit(db, code)
    if top is None:
        raise Mistake(f"Không có đơn vị “{code}”. Xem danh sách: python -m bot units")
    return store.with_below(db, (top.code,), day)


def hashed(new: Sequence[str], salt: str) -> dict[str, str]:
    """Each code with its hash; slow on purpose, so on all processors and counted."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        hashes = pool.map(lambda code: code_hash(code, salt), new)
        return dict(zip(new, counted("Tạo mã", hashes, every=10, total=len(new)), strict=True))


def keep(db: Session, role: Role, chosen: Namespace, hashes: dict[Vacancy, str]) -> None:
    """Writes every code with a line of the trail. Raises `Mistake` when somebody joined meanwhile."""
    now = moment(db)
    if set(seats_waiting(db, role, chosen, now).seats) != set(hashes):
        raise Mistake("Trong lúc tạo mã có người vừa tham gia hoặc danh sách vừa đổi. Xin làm lại.")
    for code in {item.unit for item in hashes} if chosen.renew else ():
        store.withdraw_codes(db, code, role, now)
    for item, code_hashed in hashes.items():
        new = store.NewInvitation(item.unit, role, item.name, chosen.by, item.officer)
        store.invite(db, code_hashed, new, now)
        store.note(db, now, OPERATOR, "invite", item.unit, role=role, name=item.name)


def write_file(path: Path, role: Role, now: datetime, rows: Iterator[tuple[Vacancy, str]]) -> None:
    """The sheet, readable by its owner only. Raises `Mistake` when it cannot be written."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Mã tham gia"
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    last = (now + CODE_LIFE).astimezone(VIETNAM)
    for at, (item, code) in enumerate(rows, 2):
        words = ROLE_WORDS[role][0]
        texts = (
            item.unit,
            item.unit_name,
            words,
            item.name,
            item.phone,
            code,
            f"{last:%d/%m/%Y}",
            read_out(code, last),
        )
        for column, value in enumerate(texts, 1):
            cell = sheet.cell(at, column, value)
            cell.data_type = "s"  # a name that begins with "=" stays a name
    sheet.freeze_panes = "A2"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            book.save(file)
    except FileExistsError:
        raise Mistake(f"Tệp {path} đã có. Xin chọn tên khác.") from None
    except OSError as error:
        raise Mistake(f"Không ghi được tệp {path}: {error.strerror}.") from None


def read_out(code: str, last: datetime) -> str:
    """What the office says or prints beside a code."""
    return (
        f"Đồng chí nhắn mã {code} cho trợ lý trong cuộc trò chuyện riêng, đọc lời mời rồi nhắn “đúng”. "
        f"Mã dùng một lần, trước ngày {last:%d/%m/%Y}."
    )
