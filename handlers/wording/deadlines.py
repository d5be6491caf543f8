"""The sentences about a chair's own deadlines: what is owed, later, more time, the deputy, the hour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers.days import day_words, weekday_of
from handlers.messages import Button, Reply
from handlers.wording import number, shortened
from handlers.wording.report import capital, moment_words
from knowledge.dates import VIETNAM
from scheduler.duties import Duty
from scheduler.rules import due_words

SAYS_MAX_BYTES = 64
HOUR_FIRST, HOUR_LAST = 7, 19


@dataclass(frozen=True, slots=True)
class Owed:
    """One report as it is listed."""

    name: str
    due: datetime
    is_late: bool
    missing: tuple[str, ...]
    says: str
    returned_why: str = ""
    asked_until: date | None = None
    unit: str = ""


def owed(items: Sequence[Owed]) -> Reply:
    """What the speaker's units still have to hand in, and what to say next."""
    listed = "\n".join(f"• {owed_line(item)}" for item in items[:8])
    buttons = tuple(Button(f"Khai {item.name}"[:40], item.says) for item in items[:3])
    return Reply(f"Đơn vị đồng chí còn {len(items)} báo cáo:\n{listed}\nNhắn “{items[0].says}” để làm.", buttons)


def owed_line(item: Owed) -> str:
    """'Báo cáo tháng 11, hạn thứ Tư 25/11: còn 2 mục (…)'."""
    when = f"đã quá hạn {moment_words(item.due)}" if item.is_late else f"hạn {moment_words(item.due)}"
    unit = f" của {item.unit}" if item.unit else ""
    count = len(item.missing)
    rest = f"còn {count} mục ({shortened('; '.join(item.missing), 120)})" if count else "đủ mục, chưa gửi"
    asked = f"; đang xin lùi đến {day_words(item.asked_until)}, chờ Văn phòng" if item.asked_until else ""
    why = f"; Văn phòng trả lại: “{shortened(item.returned_why, 80)}”" if item.returned_why else ""
    return f"{capital(item.name)}{unit}, {when}: {rest}{why}{asked}."


def ask_staff_words() -> Reply:
    """An office owes nothing here."""
    return Reply("Văn phòng không có báo cáo phải khai ở đây. Xem các đơn vị thì nhắn “ai chưa nộp”.")


# Later


def snoozed(until: datetime, items: Sequence[tuple[str, datetime]], now: datetime) -> Reply:
    """When the reminder comes again, and what it is about; the morning of a due day still ahead is not put off."""
    when, today = until.astimezone(VIETNAM), now.astimezone(VIETNAM).date()
    listed = "; ".join(f"{name} (hạn {moment_words(due)})" for name, due in items)
    days = [due.astimezone(VIETNAM).date() for _, due in items]
    before = [day for day in days if today < day < when.date()]
    note = f" Sáng {weekday_of(min(before))} là ngày hạn nên vẫn nhắc." if before else ""
    return Reply(f"Trợ lý sẽ nhắc lại lúc {hour_words(when)} {weekday_of(when.date())}: {listed}.{note}")


def instead_of(told: Reply, former: Sequence[datetime]) -> Reply:
    """The same, where another moment had been promised before."""
    listed = ", ".join(f"{hour_words(at.astimezone(VIETNAM))} {weekday_of(at.astimezone(VIETNAM))}" for at in former)
    return replace(told, text=f"{told.text} Lời hẹn trước ({listed}) thôi không nhắc nữa.") if former else told


def hour_words(moment: datetime) -> str:
    """'8 giờ'."""
    return f"{moment.hour} giờ{f' {moment.minute:02d}' if moment.minute else ''}"


def working(lines: Sequence[tuple[str, datetime]]) -> Reply:
    """Quiet until then, report by report."""
    listed = "; ".join(f"{name}: {hour_words(at)} {weekday_of(at.date())}" for name, at in lines)
    return Reply(f"Vâng, trợ lý để đồng chí làm và chỉ nhắc lại {listed}. Cần khai thì nhắn “khai”.")


def nothing_pushed() -> Reply:
    """'để sau' to nothing."""
    return Reply("Hiện chưa có lời nhắc nào đang chờ. Muốn hẹn giờ nhắc, nhắn “nhắc lại thứ Năm”.")


def nothing_to_remind() -> Reply:
    """No report is owed."""
    return Reply("Đơn vị đồng chí không còn báo cáo nào phải nộp nên không có gì để nhắc.")


def bad_day(day: date, today: date) -> Reply:
    """A day that has passed, or is too far away."""
    if day <= today:
        return Reply(
            f"Ngày {day_words(day)} không ở phía trước. Xin chọn một ngày sau hôm nay, ví dụ “nhắc lại thứ Năm”."
        )
    return Reply("Trợ lý chỉ hẹn nhắc trong vòng 60 ngày. Xin chọn ngày gần hơn.")


def which_day(today: datetime, later: datetime) -> Reply:
    """'thứ Hai' said on a Monday."""
    hour = hour_words(later)
    choices = (f"nhắc lại lúc {hour} hôm nay", f"nhắc lại lúc {hour} ngày {day_words(later.date())}")
    return Reply(
        f"Nhắc lúc {hour} hôm nay {day_words(today.date())}, hay {weekday_of(later.date())}?",
        tuple(Button(capital(each.removeprefix("nhắc lại lúc ")), each) for each in choices),
    )


def once_or_always(at: datetime, now: datetime) -> Reply:
    """An hour without a day may be of one day, or of every one."""
    hour, day = hour_words(at), "hôm nay" if at.date() == now.astimezone(VIETNAM).date() else "mai"
    return Reply(
        f"Nhắc một lần lúc {hour} {day}, hay từ nay lần nào cũng lúc {at.hour} giờ?",
        (
            Button(f"{capital(hour)} {day}", f"nhắc lại lúc {hour} {day}"),
            Button(f"Từ nay {at.hour} giờ", f"từ nay nhắc lúc {at.hour} giờ"),
        ),
    )


def moment_is_over(at: datetime, now: datetime) -> Reply:
    """A moment of today, or before it, that has passed."""
    day = "hôm nay" if at.date() == now.astimezone(VIETNAM).date() else day_words(at.date())
    return Reply(f"{hour_words(at)} {day} đã qua. Xin nhắn giờ khác, ví dụ “nhắc lại lúc 15 giờ mai”.")


# The hour


def hour_kept(hour: int, *, rounded: bool) -> Reply:
    """From now on at that hour."""
    note = " (trợ lý nhắc theo giờ tròn)" if rounded else ""
    return Reply(f"Từ nay trợ lý nhắc việc đồng chí lúc {hour} giờ{note}.")


def hour_out_of_reach() -> Reply:
    """Nobody is reminded at night."""
    return Reply(f"Trợ lý chỉ nhắc từ {HOUR_FIRST} giờ đến {HOUR_LAST} giờ. Xin chọn giờ trong khoảng đó.")


# The deputy


def handed_over(to: str, names: Sequence[str]) -> Reply:
    """The deputy is reminded from now on."""
    return Reply(
        f"Đã giao đồng chí {to} khai {'; '.join(names)}. Từ nay lời nhắc gửi đồng chí ấy; đồng chí vẫn khai được."
    )


def for_deputy(name: str, listed: Sequence[tuple[str, datetime]]) -> Reply:
    """What the deputy reads."""
    lines = "; ".join(f"{what}, hạn {moment_words(due)}" for what, due in listed)
    text = f"Đồng chí {name} nhờ đồng chí khai {lines}. Nhắn “khai” để làm."
    return Reply(text, (Button("Khai", "khai"),), pushed=True)


def no_deputy(office: str, phone: str) -> Reply:
    """There is nobody to hand it to."""
    return Reply(
        "Đơn vị chưa có Phó Chủ tịch dùng trợ lý nên chưa giao được. "
        f"Xin {office}{number(phone)} cấp mã cho đồng chí Phó."
    )


def which_deputy(names: Sequence[str]) -> Reply:
    """Several deputies."""
    return Reply(
        f"Đơn vị có {len(names)} Phó Chủ tịch: {', '.join(names)}. "
        f"Nhắn “nhờ phó” kèm tên, ví dụ “nhờ phó {names[0]} khai”."
    )


# More time


def how_to_extend(example: date) -> Reply:
    """How one asks, and who decides."""
    return Reply(f"Được. Muốn lùi, nhắn “xin lùi đến {day_words(example)} vì …” kèm lý do, Văn phòng quyết định.")


def extend_which(choices: Sequence[tuple[str, str, str]]) -> Reply:
    """Several reports."""
    lines = "\n".join(f"• {label}, hạn {due}" for label, due, _ in choices)
    return Reply(f"Đồng chí xin lùi báo cáo nào?\n{lines}", tuple(Button(capital(a)[:40], c) for a, _, c in choices))


def extend_until(name: str, due: date, example: date) -> Reply:
    """The day is wanted."""
    return Reply(
        f"Đồng chí xin lùi {name} (hạn {weekday_of(due)}) đến ngày nào? Ví dụ “{day_words(example)}”.", in_words=True
    )


def extend_bad_day(day: date, due: date, today: date) -> Reply:
    """A day to which nothing can be put off."""
    if day <= due:
        return Reply(f"Ngày {day_words(day)} không sau hạn {day_words(due)}. Xin nhắn một ngày sau hạn.", in_words=True)
    if day <= today:
        return Reply(f"Ngày {day_words(day)} đã qua. Xin nhắn một ngày sau hôm nay.", in_words=True)
    return Reply("Chỉ xin lùi được trong 60 ngày kể từ hạn. Xin nhắn ngày gần hơn, hoặc gọi Văn phòng.", in_words=True)


def extend_why(name: str, until: date) -> Reply:
    """The reason is wanted."""
    return Reply(f"Xin lùi {name} đến {weekday_of(until)} vì lý do gì? Đồng chí nhắn ngắn để Văn phòng xem.")


def extension_asked(name: str, due: date, until: date, why: str, told: int) -> Reply:
    """The office has the wish; until it answers nothing changes."""
    reason = f", lý do “{shortened(why, 100)}”" if why else ""
    wish = f"xin lùi {name} từ {day_words(due)} đến {weekday_of(until)}{reason}"
    if told:
        said = f"Đã chuyển Văn phòng: {wish}. Văn phòng trả lời, trợ lý báo ngay"
    else:
        said = f"Đã ghi đơn {wish}. Văn phòng chưa dùng trợ lý nên chưa thấy, xin gọi điện"
    return Reply(f"{said}; khi chưa có trả lời, hạn vẫn là {day_words(due)}.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the office reads of a wish for more time. `short` is what its unit is called."""

    unit: str
    short: str
    who: str
    name: str
    due: date
    until: date
    why: str


def extension_for_office(wish: Wish) -> Reply:
    """The wish, with the words that decide on it."""
    reason = f", lý do: “{shortened(wish.why, 200)}”" if wish.why else ""
    grant = f"cho lùi {wish.short}"
    buttons = (Button("Cho lùi", grant),) if len(grant.encode()) <= SAYS_MAX_BYTES else ()
    return Reply(
        f"{wish.unit} (đồng chí {wish.who}) xin lùi {wish.name} từ {day_words(wish.due)} đến "
        f"{weekday_of(wish.until)}{reason}.\nNhắn “{grant}” hoặc “không lùi {wish.short} vì …”.",
        buttons,
        pushed=True,
    )


def extension_left() -> Reply:
    """Nothing was asked for."""
    return Reply("Chưa gửi đề nghị lùi hạn nào; hạn giữ nguyên.")


def not_extended(name: str) -> Reply:
    """It is handed in already."""
    return Reply(f"{capital(name)} đã nộp nên không cần lùi hạn.")


# When a report is due

TO_WHOM = "báo cáo định kỳ gửi cho ai"
"""What 'nộp cho ai' asks of the documents, in full."""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty, and the report of it that is due next; without a name none is known."""

    duty: Duty
    name: str = ""
    due: datetime | None = None
    is_late: bool = False
    is_in: bool = False
    days_left: int | None = None


def when_due(items: Sequence[Due], *, none_such: bool = False) -> Reply:
    """The rule of each, who set it, and the next day."""
    lead = ["Đơn vị đồng chí không có báo cáo như vậy. Các báo cáo phải nộp:"] if none_such else []
    mark = "• " if len(items) > 1 or none_such else ""
    return Reply("\n".join([*lead, *(f"{mark}{due_line(item)}" for item in items)]))


def due_line(item: Due) -> str:
    """'Báo cáo 6 tháng: hạn 17 giờ ngày 10/6 hằng năm (Văn phòng quy định); kỳ tới báo cáo 6 tháng năm 2027, …'."""
    duty = item.duty
    note = f" ({duty.source.note})" if duty.source.note else ""
    rule = f"{capital(duty.name)}: hạn {due_words(duty.due, duty.cadence)}{note}"
    if item.due is None:
        return f"{rule}."
    if item.is_in:
        return f"{rule}; {item.name} hạn {moment_words(item.due)}, đơn vị đã nộp."
    late = "đã quá hạn từ" if item.is_late else "hạn"
    day = f"{late} {moment_words(item.due)}/{item.due.astimezone(VIETNAM).year}"
    left = "" if item.days_left is None else f", còn {item.days_left} ngày" if item.days_left else ", là hôm nay"
    return f"{rule}; kỳ tới: {item.name}, {day}{left}."
