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

from bot import places
from bot.commands.counting import counted
from bot.commands.office import OPERATOR, called, opened
from bot.db import moment
from bot.mistake import Mistake
from bot.settings import Settings
from handlers.messages import BotId
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store
from union.roster import CODE_LIFE, ROLE_WORDS, OfficerId, Role, code_hash, new_code, read_role

HEADINGS = (
    "Mã đơn vị",
    "Đơn vị",
    "Chức vụ",
    "Họ tên",
    "Điện thoại",
    "Mã tham gia",
    "Dùng trước ngày",
    "Zalo",
    "Lời nhắn",
)
WIDTHS = (24, 44, 16, 26, 16, 14, 16, 36, 90)


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


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: a seat, its code, what is kept of it, and the bot that keeps a place."""

    seat: Vacancy
    code: str
    hashed: str
    bot: BotId | None


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
        bots = found.db.read_now(lambda db: bots_for(db, settings, role, chosen, waiting.seats))
        sheet = [Line(*each) for each in zip(waiting.seats, hashes, hashes.values(), bots, strict=True)]
        write_file(chosen.file, role, now, sheet)
        try:
            found.db.write_now(lambda db: keep(db, settings, role, chosen, sheet))
        except BaseException:
            with suppress(OSError):
                chosen.file.unlink()
            raise
    print(f"Đã cấp {len(waiting.seats)} mã tham gia ({ROLE_WORDS[role][0]}), ghi ở {chosen.file}.")
    print(f"Mỗi mã dùng một lần, trong {CODE_LIFE.days} ngày. Tệp này cất như hồ sơ mật, phát xong thì xoá.")
    if waiting.kept:
        print(f"{waiting.kept} chức vụ còn mã chưa dùng, không in lại được; muốn cấp lại thì thêm --renew.")
    for words in told_of_bots(settings, bots):
        print(words)
    return 0


def bots_for(
    db: Session, settings: Settings, role: Role, chosen: Namespace, seats: Sequence[Vacancy]
) -> list[BotId | None]:
    """A Zalo bot for each of these people, as far as there is room; codes that are renewed give theirs back."""
    renewed = {seat.unit for seat in seats} if chosen.renew else ()
    found = places.places(db, places.limited(settings), moment(db), renewed=renewed, role=role)
    return places.spread(found, len(seats))


def told_of_bots(settings: Settings, bots: Sequence[BotId | None]) -> Iterator[str]:
    """How many codes go to which bot, and how many have no place on any."""
    for bot in places.limited(settings):
        if number := bots.count(bot):
            yield f"{called(settings, bot)}: {number} mã, {places.link_of(bot)}"
    if places.limited(settings) and (without := bots.count(None)):
        yield (
            f"{without} mã chưa có chỗ trên Zalo: dùng Telegram hoặc trang trò chuyện, hoặc tạo thêm bot trong "
            "Zalo Bot Creator, thêm mã vào ZALO_BOT_TOKENS rồi cấp lại với --renew."
        )


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


def keep(db: Session, settings: Settings, role: Role, chosen: Namespace, sheet: Sequence[Line]) -> None:
    """Writes every code with a line of the trail. Raises `Mistake` when somebody joined meanwhile."""
    now = moment(db)
    seats_now = set(seats_waiting(db, role, chosen, now).seats)
    seats = [line.seat for line in sheet]
    if seats_now != set(seats) or bots_for(db, settings, role, chosen, seats) != [line.bot for line in sheet]:
        raise Mistake("Trong lúc tạo mã có người vừa tham gia hoặc danh sách vừa đổi. Xin làm lại.")
    for code in {line.seat.unit for line in sheet} if chosen.renew else ():
        store.withdraw_codes(db, code, role, now)
    for line in sheet:
        item = line.seat
        new = store.NewInvitation(item.unit, role, item.name, chosen.by, item.officer, line.bot)
        store.invite(db, line.hashed, new, now)
        store.note(db, now, OPERATOR, "invite", item.unit, role=role, name=item.name)


def write_file(path: Path, role: Role, now: datetime, lines: Sequence[Line]) -> None:
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
    for at, line in enumerate(lines, 2):
        item, code = line.seat, line.code
        link = places.link_of(line.bot) if line.bot else ""
        words = ROLE_WORDS[role][0]
        texts = (
            item.unit,
            item.unit_name,
            words,
            item.name,
            item.phone,
            code,
            f"{last:%d/%m/%Y}",
            link,
            read_out(code, last, link),
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


def read_out(code: str, last: datetime, link: str) -> str:
    """What the office says or prints beside a code."""
    way = f"Trên Zalo, đồng chí mở {link}. " if link else ""
    return (
        f"{way}Đồng chí nhắn mã {code} cho trợ lý trong cuộc trò chuyện riêng, đọc lời mời rồi nhắn “đúng”. "
        f"Mã dùng một lần, trước ngày {last:%d/%m/%Y}."
    )
