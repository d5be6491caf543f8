"""What is tried with a live bot, half by this program and half by an operator with a phone."""

import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.allowance import month_of
from bot.channels.contract import SendError, Verdict
from bot.channels.zalo import Account, ZaloChannel
from bot.channels.zalo.client import BrokenOff, Refusal, ZaloClient, ZaloError
from bot.channels.zalo.refusals import refusal
from bot.commands.console import Console
from bot.commands.zalo_ear import Ear, Heard, hear
from bot.commands.zalo_hook import Doorstep
from bot.db import Database, moment
from bot.settings import Settings
from bot.store import allowance, incoming, runs
from knowledge.dates import VIETNAM
from knowledge.text import fold

TEXT_MAX = 2000
EMOJI = "🙂"
"""One code point, two UTF-16 units."""
RATE_MOST = 40
SILENT = (timedelta(days=2), timedelta(days=7), timedelta(days=30))
RETRY_SECONDS, RETRY_SECONDS_THOROUGH = 60.0, 600.0
SKIP_WORDS = frozenset({"b", "bo qua", "s"})


class Skipped(Exception):  # noqa: N818 - ordinary: not every question can be settled today
    """This trial is left open; the text says why, or when."""


@dataclass(frozen=True, slots=True)
class Saw:
    """What a trial brought."""

    outcome: str
    text: str


@dataclass
class Lab:
    """One bot on the bench. `ear` is None where nothing can be overheard, for the reason in `deaf`."""

    console: Console
    client: ZaloClient
    channel: ZaloChannel
    account: Account
    db: Database
    settings: Settings
    ear: Ear | None
    deaf: str
    is_served: bool
    secret: str
    is_thorough: bool
    new_code: Callable[[], str]
    patience_seconds: float = 20.0
    chat: str = ""
    """The operator's own chat, once they have written."""

    @property
    def bot(self) -> str:
        """The number by which the bot is named."""
        return self.channel.number

    @property
    def now(self) -> datetime:
        """Machine time."""
        return self.db.read_now(moment)


# What every trial needs


def press(lab: Lab, text: str) -> str:
    """Asks the operator to do something. Raises `Skipped` when they would rather not."""
    said = lab.console.ask(f"  {text} ")
    if fold(said).strip() in SKIP_WORDS:
        raise Skipped("Bỏ qua.")
    return said.strip()


async def heard(lab: Lab, ask: str, is_meant: Callable[[Heard], bool]) -> Heard | None:
    """What the operator was asked to send; None when it does not come and they give up waiting."""
    if lab.ear is None:
        raise Skipped(lab.deaf)
    press(lab, f"{ask} Xong thì bấm Enter (b: bỏ qua):")
    while True:
        found = await hear(lab.ear, is_meant, lab.patience_seconds)
        if found is not None:
            return found
        said = lab.console.ask("  Chưa thấy tin ấy. Enter: đợi thêm; k: đúng là không tới: ")
        if fold(said).strip() in {"k", "khong"}:
            return None


async def met(lab: Lab, before: str = "") -> Heard:
    """A private message from the operator; their chat is known from now on. Raises `Skipped`."""
    code = lab.new_code()
    ask = f"{before}Trên điện thoại, nhắn riêng cho bot: thử {code}."
    found = await heard(lab, ask, lambda it: code in it.text and not it.is_group)
    if found is None:
        raise Skipped("Tin không tới. Xem bot có đúng là bot này không, và mạng của máy.")
    lab.chat = found.chat
    now = lab.now
    await lab.db.write(lambda db: runs.write_setting(db, f"zalo/{lab.bot}/chat", found.chat))
    await lab.db.write(lambda db: runs.write_setting(db, f"zalo/{lab.bot}/heard", now.isoformat()))
    return found


async def operator(lab: Lab) -> str:
    """The operator's chat, asked for where it is not known yet."""
    return lab.chat or (await met(lab)).chat


async def sent(lab: Lab, text: str, *, to: str = "", **more: str) -> tuple[str, ZaloError | None]:
    """Sends one message as it is; its id, or what kept it. What may have been taken counts for the month."""
    found: object = None
    failure = None
    try:
        found = await lab.client.call("sendMessage", {"chat_id": to or lab.chat, "text": text, **more})
    except ZaloError as error:
        failure = error
    if failure is None or isinstance(failure, BrokenOff):
        month = month_of(lab.now)
        await lab.db.write(lambda db: allowance.count(db, lab.channel.bot, month, sent=1))
    return (str(found.get("message_id", "")) if isinstance(found, dict) else ""), failure


def yes(lab: Lab, question: str) -> bool:
    """What the operator sees on the phone."""
    return fold(press(lab, f"{question} (c: có, k: không, b: bỏ qua)")).strip() in {"c", "co", "y", "yes"}


# The trials


async def body(lab: Lab) -> Saw:
    """1: how an event is wrapped, what a picture's field is called, how a day is written."""
    found = await met(lab)
    date = found.message.get("date")
    unit = "mili giây" if isinstance(date, int) and date > 10**11 else "giây"
    by_hook = bool(await lab.channel.hook())
    shape = ("bọc trong result" if found.is_wrapped else "phẳng") if by_hook else "lấy bằng getUpdates"
    names = ("photo_url", "photo")
    ask = "Gửi cho bot một ảnh bất kỳ."
    picture = await heard(lab, ask, lambda it: it.chat == lab.chat and any(name in it.message for name in names))
    fields = [name for name in names if picture and name in picture.message]
    outcome = ("wrapped" if found.is_wrapped else "flat") if by_hook else "poll"
    return Saw(outcome, f"Tin {shape}; ảnh ở {' và '.join(fields) or 'không rõ'}; giờ tính bằng {unit}.")


async def queue(lab: Lab) -> Saw:
    """2: whether what was given is given again, and whether what was sent meanwhile waits."""
    if lab.is_served or lab.ear is None:
        raise Skipped(lab.deaf or "Cần tự hỏi tin: dừng `run` rồi làm lại.")
    first = await met(lab)
    number = first.message.get("message_id")
    again = await hear(lab.ear, lambda it: it.message.get("message_id") == number, 3)
    code = lab.new_code()
    press(lab, f"Nhắn riêng cho bot: thử {code}. Đợi một phút rồi mới bấm Enter (b: bỏ qua):")
    kept = await hear(lab.ear, lambda it: code in it.text, lab.patience_seconds)
    told = "Tin đã lấy được đưa lại lần nữa" if again else "Mỗi tin đưa một lần"
    waits = "tin nhắn lúc không ai hỏi vẫn tới" if kept else "tin nhắn lúc không ai hỏi bị mất"
    return Saw(f"{'replay' if again else 'consume'} {'kept' if kept else 'lost'}", f"{told}; {waits}.")


async def retries(lab: Lab) -> Saw:
    """3: whether a webhook that answered 500 is tried again."""
    if not lab.settings.public_url or lab.is_served:
        raise Skipped("Cần PUBLIC_URL, và `run` đang dừng: lệnh này tự mở cổng của webhook để thử.")
    code = lab.new_code()
    async with Doorstep(lab.settings, lab.channel, lab.db, lab.secret, code) as door:
        try:
            tried = await door.open_hook()
        except SendError as error:
            raise Skipped(f"Zalo không nhận webhook: {error}") from None
        if not tried.is_fine:
            raise Skipped(f"Zalo không tới được {lab.settings.public_url}: {tried.outcome} {tried.hint}".rstrip())
        press(lab, f"Nhắn riêng cho bot: thử {code}. Xong thì bấm Enter (b: bỏ qua):")
        limit = RETRY_SECONDS_THOROUGH if lab.is_thorough else min(RETRY_SECONDS, lab.patience_seconds * 3)
        waits = await door.waits(limit)
    if not door.times:
        raise Skipped("Tin không tới webhook. Xem máy chủ https có chuyển tới cổng của trợ lý không.")
    if waits is None:
        return Saw("no", f"Báo lỗi 500 thì không được gửi lại trong {limit:.0f} giây.")
    return Saw("yes", f"Báo lỗi 500 thì được gửi lại sau {waits:.0f} giây.")


async def silence(lab: Lab) -> Saw:
    """4: whether somebody who has long been silent still gets what is pushed."""
    last = last_heard(lab)
    if not lab.chat or last is None:
        raise Skipped("Cần biết cuộc trò chuyện của đồng chí trước: làm mục 1 đã.")
    quiet = lab.now - last
    if quiet < SILENT[0]:
        days = ", ".join(f"{(last + each).astimezone(VIETNAM):%d/%m/%Y}" for each in SILENT)
        raise Skipped(f"Từ nay đừng nhắn gì cho bot, rồi chạy lại lệnh này sau các ngày {days}.")
    _, error = await sent(lab, "[Tin thử] Bot thử gửi cho người đã lâu không nhắn. Đồng chí không phải trả lời.")
    if error is not None:
        return Saw("refused", f"Im lặng {quiet.days} ngày: Zalo từ chối ({error}).")
    arrived = yes(lab, "Điện thoại có nhận được tin thử vừa gửi không?")
    told = "vẫn nhận được" if arrived else "Zalo nhận nhưng điện thoại không thấy"
    return Saw("taken" if arrived else "lost", f"Im lặng {quiet.days} ngày: {told}.")


def last_heard(lab: Lab) -> datetime | None:
    """When the operator last wrote to the bot, to this self-test or to the assistant."""
    noted = lab.db.read_now(lambda db: runs.read_setting(db, f"zalo/{lab.bot}/heard"))
    row = lab.db.read_now(lambda db: incoming.last_heard(db, lab.channel.bot, lab.chat))
    return max((at for at in (row, datetime.fromisoformat(noted) if noted else None) if at is not None), default=None)


async def groups(lab: Lab) -> Saw:
    """5: whether the bot may enter a group, what it hears there, and by what name it is called."""
    if not lab.account.can_join_groups:
        return Saw("closed", "Zalo chưa cho bot này vào nhóm (can_join_groups là false).")
    code = lab.new_code()
    ask = (
        "Zalo Bot Creator: Mời Bot vào nhóm, gửi liên kết vào một nhóm thử, trưởng nhóm đồng ý. "
        f"Rồi trong nhóm gõ @, chọn bot trong danh sách, nhắn: thử {code}."
    )
    found = await heard(lab, ask, lambda it: code in it.text)
    if found is None:
        return Saw("silent", "Tin nhắc tới bot trong nhóm không tới.")
    name = re.sub(r"^@", "", found.text.partition(f"thử {code}")[0].strip())
    told = f"Tin nhắc tới bot tới nơi, tên hiện ra là “{name}”" if name else "Tin nhắc tới bot tới nơi, không kèm tên"
    if name and name not in lab.settings.zalo_bot_names:
        told += " (đặt đúng tên ấy trong ZALO_BOT_NAMES)"
    code = lab.new_code()
    everyone = await heard(lab, f"Trong nhóm, gõ @, chọn Tất cả, nhắn: thử {code}.", lambda it: code in it.text)
    _, error = await sent(lab, "[Tin thử] Trợ lý thử nhắn vào nhóm này.", to=found.chat)
    into = f"gửi vào nhóm bị từ chối ({error})" if error else "gửi vào nhóm được"
    return Saw("open", f"{told}; nhắc Tất cả thì bot {'nghe' if everyone else 'không nghe'}; {into}.")


async def month(lab: Lab) -> Saw:
    """6: which messages Zalo counts."""
    if lab.is_served:
        raise Skipped("Dừng `run` rồi làm lại: lời đáp của trợ lý sẽ lẫn vào số đếm.")
    shown = "Zalo Bot Creator hiện số tin đã dùng trong tháng là bao nhiêu? (không thấy ở đâu: Enter)"
    before = press(lab, shown)
    if not before.isdecimal():
        return Saw("unknown", "Zalo Bot Creator không cho xem số tin đã dùng.")
    await met(lab)
    for number in (1, 2):
        await sent(lab, f"[Tin thử] {number}/2")
    after = press(lab, "Mở lại trang ấy. Bây giờ số tin đã dùng là bao nhiêu?")
    grown = int(after) - int(before) if after.isdecimal() else -1
    outcome = {2: "out", 3: "both"}.get(grown, "unknown")
    return Saw(outcome, f"Sau 1 tin đến và 2 tin đi, số đã dùng tăng {grown if grown >= 0 else 'không rõ'}.")


async def rate(lab: Lab) -> Saw:
    """7: how fast is too fast."""
    if not lab.is_thorough:
        raise Skipped(f"Chỉ thử khi nêu --thorough: gửi liền {RATE_MOST} tin, trừ vào hạn mức tháng.")
    await operator(lab)
    press(lab, f"Sẽ gửi liền {RATE_MOST} tin cho đồng chí. Enter: gửi; b: bỏ qua:")
    began = time.monotonic()
    for number in range(1, RATE_MOST + 1):
        _, error = await sent(lab, f"[Tin thử] {number}/{RATE_MOST}")
        seconds = time.monotonic() - began
        if isinstance(error, Refusal) and error.code == 429:
            return Saw("refused", f"Tin thứ {number}, sau {seconds:.1f} giây, bị từ chối: {error}.")
        if error is not None:
            raise Skipped(f"Dừng ở tin thứ {number}: {error}.")
    return Saw("taken", f"{RATE_MOST} tin trong {time.monotonic() - began:.1f} giây đều được nhận.")


async def text(lab: Lab) -> Saw:
    """8: what counts as a character, whether a message can be quoted, whether a picture's address is fetched."""
    await operator(lab)
    first, whole = await sent(lab, padded("[Tin thử] đúng 2.000 ký tự ", TEXT_MAX))
    _, longer = await sent(lab, padded("[Tin thử] 2.001 ký tự ", TEXT_MAX + 1))
    _, emoji = await sent(lab, EMOJI * (TEXT_MAX // 2 + 1))
    if whole is not None:
        told, outcome = f"2.000 ký tự đã bị từ chối ({whole})", "shorter"
    elif longer is None:
        told, outcome = "2.001 ký tự vẫn được nhận", "longer"
    else:
        unit = "đơn vị UTF-16" if emoji is not None else "ký tự"
        told, outcome = f"2.000 tính bằng {unit}", "utf-16" if emoji is not None else "code points"
    _, reply = await sent(lab, "[Tin thử] Tin này trích tin đầu tiên.", reply_to_message_id=first)
    quoted = reply is None and yes(lab, "Tin cuối có hiện phần trích tin đầu không?")
    picture = await pictured(lab)
    return Saw(outcome, f"{told}; {'trích' if quoted else 'không trích'} được tin trước; {picture}.")


def padded(start: str, length: int) -> str:
    """A text of exactly so many characters."""
    return start + "." * (length - len(start))


async def pictured(lab: Lab) -> str:
    """Whether Zalo fetches a picture by its address."""
    url = lab.console.ask("  Địa chỉ công khai của một ảnh, https://… (không có: Enter): ").strip()
    if not url:
        return "chưa thử ảnh"
    try:
        await lab.client.call("sendPhoto", {"chat_id": lab.chat, "photo": url, "caption": "[Tin thử]"})
    except ZaloError as error:
        return f"ảnh bị từ chối ({error})"
    return "ảnh bằng liên kết gửi được"


async def blocked(lab: Lab) -> Saw:
    """9: what Zalo says of somebody who blocked the bot."""
    await operator(lab)
    press(lab, "Trên điện thoại, chặn bot. Xong thì bấm Enter (b: bỏ qua):")
    _, error = await sent(lab, "[Tin thử] Tin này không được tới nơi.")
    lab.console.ask("  Bỏ chặn bot rồi bấm Enter: ")
    if error is None:
        return Saw("taken", "Zalo vẫn nhận tin gửi cho người đã chặn.")
    is_known = refusal(error).verdict is Verdict.UNREACHABLE
    return Saw("unreachable" if is_known else "other", f"Zalo trả lời: {error}.")


async def plan(lab: Lab) -> Saw:
    """10: what the operator reads of a larger plan."""
    return told(lab, "Xem trang giá của Zalo Bot hoặc Zalo Bot Creator: gói Pro đã bán chưa, giá, mấy người, mấy tin?")


async def oa(lab: Lab) -> Saw:
    """11: what Zalo answers about an Official Account."""
    return told(lab, "Hỏi oa@zalo.me: công đoàn có được OA của cơ quan, tổ chức không, gói nào, giá? Họ trả lời sao?")


def told(lab: Lab, question: str) -> Saw:
    """What the operator found out. Raises `Skipped` for nothing."""
    said = " ".join(press(lab, f"{question} (chưa biết: Enter)").split())[:300]
    if not said:
        raise Skipped("Để sau.")
    return Saw("told", said)


DOING: Mapping[str, Callable[[Lab], Awaitable[Saw]]] = {
    "body": body, "queue": queue, "retries": retries, "silence": silence, "groups": groups, "month": month,
    "rate": rate, "text": text, "blocked": blocked, "plan": plan, "oa": oa,
}  # fmt: skip
