"""The self-check: what stands, what waits, what needs a hand. Prints facts and the next step, never anybody's data."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from bot import places, shipped
from bot.allowance import BULK_STOPS, month_of
from bot.channels.terminal import TERMINAL
from bot.channels.web import WEB
from bot.commands.office import called
from bot.db import Database, moment
from bot.mistake import Mistake
from bot.opening import Opened, RoleLock, open_database
from bot.reminding import told_at
from bot.settings import Settings
from bot.store import allowance as counts
from bot.store import incoming, outbox, outgoing
from handlers.wording.allowance import share_words
from knowledge import store as documents
from knowledge.dates import VIETNAM
from knowledge.notes.entry import is_note
from knowledge.proposals import store as proposals
from knowledge.readers import ocr
from knowledge.readers.caps import Caps
from knowledge.readers.office import program
from knowledge.readers.reading import Unreadable
from scheduler import store as scheduler
from scheduler.openings import Hierarchy, is_selected, units_below
from union import store as union
from union.reach import store as reach

WAITS_MOST = timedelta(days=1)
READS_MOST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: fine, or what to do."""

    is_fine: bool
    text: str


def doctor(settings: Settings) -> int:
    """Checks everything it can reach; status 1 when something needs a hand."""
    opened = open_database(settings)
    try:
        findings = [
            *of_database(opened),
            *opened.db.read_now(lambda db: list(of_rows(db))),
            *opened.db.read_now(lambda db: list(of_papers(db, opened.offset_seconds))),
            *opened.db.read_now(lambda db: list(of_reminding(db, opened.offset_seconds))),
            *of_readers(),
            *of_telegram(settings),
            *of_zalo(settings),
            *opened.db.read_now(lambda db: list(of_bots_gone(db, settings))),
            *opened.db.read_now(lambda db: list(of_allowance(db, settings, opened.offset_seconds))),
        ]
    finally:
        opened.db.close()
    for finding in findings:
        print(f"{'  ổn ' if finding.is_fine else 'CẦN '} {finding.text}")
    return 0 if all(finding.is_fine for finding in findings) else 1


def of_database(opened: Opened) -> Iterator[Finding]:
    """Where the data is, and whether anybody serves it."""
    where = opened.db.path or f"PostgreSQL {opened.db.url.host}/{opened.db.url.database}"
    yield Finding(is_fine=True, text=f"Dữ liệu: {where}{' (bản dùng thử)' if opened.is_demo else ''}")
    if opened.db.path is not None:
        yield Finding(
            is_fine=True, text="Trợ lý đang chạy" if is_served(opened.db) else "Trợ lý chưa chạy (python -m bot run)"
        )


def is_served(db: Database) -> bool:
    """Whether another process has the roles."""
    lock = RoleLock(db)
    if lock.take():
        lock.release()
        return False
    return True


def of_rows(db: Session) -> Iterator[Finding]:
    """Documents, codes, inbox, door."""
    published = [item for item in documents.published(db) if not is_note(item)]
    yield Finding(bool(published), f"Văn bản: {len(published)}, {sum(len(item.passages) for item in published)} đoạn")
    yield Finding(is_fine=True, text=f"Mã tham gia đang chờ: {union.unused_codes(db, moment(db))}")
    came = incoming.counts(db)
    parked = came.get("failed", 0)
    yield Finding(parked == 0, f"Tin đến: {came.get('new', 0)} đang chờ, {parked} để riêng vì không xử lý được")
    door = outgoing.counts(db)
    unsure, failed = door.get("unsure", 0), door.get("failed", 0)
    waiting, sent = door.get("queued", 0), door.get("sent", 0)
    trouble = f"{unsure} chưa rõ đã tới, {failed} không gửi được"
    yield Finding(unsure + failed == 0, f"Tin đi: {waiting} đang chờ, {sent} đã gửi, {trouble}")
    for each in outbox.troubles(db, 5):
        yield Finding(is_fine=False, text=f"  {each.key}: {each.state}, {each.reason}")
    if unsure + failed:
        yield Finding(is_fine=False, text="  xem từng tin, gửi lại nếu cần: python -m bot outbox")


def of_papers(db: Session, offset_seconds: float) -> Iterator[Finding]:
    """Whether what was dropped in is read, and what waits for a person's yes."""
    now = moment(db) + timedelta(seconds=offset_seconds)
    unread = proposals.unread(db)
    stuck = sum(now - came > READS_MOST or tries > 1 for came, tries in unread)
    todo = f", {stuck} chưa xong sau 30 phút; xem trợ lý có đang chạy không"
    text = f"Văn bản đưa vào: {len(unread)} chờ đọc, {proposals.count_open(db, None)} chờ duyệt"
    yield Finding(stuck == 0, f"{text}{todo if stuck else ''}")


def of_readers() -> Iterator[Finding]:
    """Which kinds of files need a program that is not installed; an office may well do without."""
    try:
        program(Caps())
        old = "đọc được (LibreOffice)"
    except Unreadable:
        old = "chưa đọc được, cần gói libreoffice-writer"
    yield Finding(is_fine=True, text=f"Tệp .doc, .odt, .rtf: {old}; bản chụp: {scans()}")


def scans() -> str:
    """Whether pictures of pages are read: the program alone does not know Vietnamese."""
    if ocr.is_here():
        return "đọc được (Tesseract có tiếng Việt)"
    if shutil.which("tesseract"):
        return "chưa đọc được, Tesseract thiếu tiếng Việt, cần gói tesseract-ocr-vie"
    return "chưa đọc được, cần gói tesseract-ocr và tesseract-ocr-vie"


def of_reminding(db: Session, offset_seconds: float) -> Iterator[Finding]:
    """Whether the calendar reaches far enough, every duty is owed by somebody, and reminders go."""
    now = (moment(db) + timedelta(seconds=offset_seconds)).astimezone(VIETNAM)
    known, year = shipped.calendar(db), now.year + 1
    days = sum(day.year == year for day in known.days)
    later = "" if days else "; chạy python -m bot remind để nạp"
    yield Finding(days > 0, f"Ngày nghỉ lễ năm {year}: {f'{days} ngày' if days else 'chưa có'}{later}")
    hierarchy = Hierarchy(union.all_units(db), reach.all_links(db))
    duties = [duty for duty in scheduler.all_duties(db) if duty.valid_to is None or duty.valid_to > now.date()]
    none_yet = "" if duties else "; chưa ai được nhắc nộp gì: python -m bot duties import che-do.xlsx"
    yield Finding(bool(duties), f"Chế độ báo cáo đang áp dụng: {len(duties)}{none_yet}")
    for duty in duties:
        below = units_below(duty.recipient, hierarchy.links, now.date())
        if not any(unit.code in below and is_selected(unit, duty.selector) for unit in hierarchy.units):
            yield Finding(is_fine=False, text=f"  “{duty.name}”: chưa có đơn vị nào phải nộp, xem lại đơn vị cấp dưới")
    waiting = scheduler.waiting_reminders(db)
    late = sum(now - told_at(each.bundle) > WAITS_MOST for each in waiting)
    trouble = f", {late} chờ quá một ngày; xem trợ lý có đang chạy không" if late else ""
    yield Finding(late == 0, f"Lời nhắc chờ gửi: {len(waiting)}{trouble}")


def of_bots_gone(db: Session, settings: Settings) -> Iterator[Finding]:
    """The bots that people are told by and nobody sends for any more: their token is out of the settings."""
    telegram = f"telegram:{settings.telegram_token.partition(':')[0]}"
    here = {WEB.bot, TERMINAL.bot, telegram, *places.limited(settings)}
    for bot, people in reach.reached_by_bot(db).items():
        if bot not in here:
            todo = "khai lại mã của bot ấy, hoặc mời họ sang bot khác (python -m bot invite)"
            yield Finding(
                is_fine=False, text=f"Bot {bot} không còn trong thiết lập: {people} người không nhận được tin; {todo}"
            )


def of_allowance(db: Session, settings: Settings, offset_seconds: float) -> Iterator[Finding]:
    """What each bot with an allowance has used of it: people, groups, this month's messages."""
    bots = places.limited(settings)
    now = moment(db) + timedelta(seconds=offset_seconds)
    for item in places.places(db, bots, moment(db)):
        most = bots[item.bot].month_max
        counted = counts.month_of(db, item.bot, month_of(now))
        messages = f"tháng này {share_words(counted.used, most)} tin" if most else f"tháng này {counted.used} tin"
        kept = f" (giữ {item.kept} chỗ cho mã chưa dùng)" if item.kept else ""
        users, groups = f"{item.users}/{item.users_max} người{kept}", f"{item.groups}/{item.groups_max} nhóm"
        is_fine = item.has_room and (not most or counted.used * 100 < most * BULK_STOPS)
        todo = "" if item.has_room else "; hết chỗ: tạo thêm bot trong Zalo Bot Creator, thêm mã vào ZALO_BOT_TOKENS"
        yield Finding(is_fine, f"{called(settings, item.bot)}: {users}, {groups}, {messages}{todo}")


def of_telegram(settings: Settings) -> Iterator[Finding]:
    """Whether the token is good and Telegram can be reached from here."""
    if not settings.telegram_token:
        yield Finding(is_fine=True, text="Telegram: chưa khai báo (TELEGRAM_TOKEN)")
        return
    from bot.channels.telegram import TelegramUnreachable, TokenRefused, connect
    from bot.commands.telegram import no_files
    from handlers.wording import CONTACT_LABEL

    async def ask() -> str:
        channel = connect(
            settings.telegram_token,
            no_files,
            contact_label=CONTACT_LABEL,
            base_url=settings.telegram_base_url,
            proxy=settings.telegram_proxy,
        )
        try:
            return (await channel.verify()).username
        finally:
            await channel.close()

    try:
        yield Finding(is_fine=True, text=f"Telegram: @{asyncio.run(ask())}")
    except (TokenRefused, TelegramUnreachable, Mistake) as error:
        yield Finding(is_fine=False, text=f"Telegram: {error}")


def of_zalo(settings: Settings) -> Sequence[Finding]:
    """For each bot whether its token is good, by what name it answers, and by which way its events come in."""
    if not settings.zalo_bot_tokens:
        return [Finding(is_fine=True, text="Zalo: chưa khai báo (ZALO_BOT_TOKENS)")]
    from bot.commands.zalo_check import of_bots

    return of_bots(settings)
