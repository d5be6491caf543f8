"""The sentences that come unasked: a chair is reminded, the office is told how a deadline went and whom to call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.days import day_words, weekday_of
from handlers.messages import Button, Reply
from handlers.wording import shortened
from handlers.wording.report import DE_SAU, SAYS_MAX_BYTES, capital
from knowledge.text import fold

LABELS_MOST = 4
LINES_MOST = 6
LISTED_MOST = 12
ASK_MOST = 160
WHY_MOST = 100
COUNTED = ("so ", "tong so ", "co bao nhieu ", "bao nhieu ", "may ", "ty le ", "ti le ")
ANSWER_BY_FIGURE = "Nhắn con số để trả lời."
NOT_JOINED = "chưa dùng trợ lý"
NOT_REACHED = "tin không tới"
NO_SPEAKER = "chưa có người phụ trách"


def automatic(office: str) -> str:
    """Every message that nobody asked for says that it is automatic, and whose it is."""
    return f"[Tin tự động – {office}]"


SIGN = "[Tin tự động – "


def signed(office: str, reply: Reply) -> Reply:
    """What goes to somebody unasked: with the sign before it where it has none, and never with numbered choices."""
    is_signed = reply.text.startswith(SIGN)
    return replace(reply, text=reply.text if is_signed else f"{automatic(office)} {reply.text}", pushed=True)


def reminder(office: str, name: str, lines: Sequence[str], buttons: Sequence[Button], word: str) -> Reply:
    """What one officer is told at one moment; `word` is what opens the form."""
    how = f"Nhắn “{word}” hoặc “để sau”."
    if len(lines) == 1:
        text = f"{automatic(office)} Kính gửi đồng chí {name}: {lines[0]} {how}"
    else:
        shown = [f"• {capital(line)}" for line in lines[:LINES_MOST]]
        if len(lines) > LINES_MOST:
            shown.append(f"• và {len(lines) - LINES_MOST} báo cáo nữa")
        listed = "\n".join(shown)
        text = f"{automatic(office)} Kính gửi đồng chí {name}, có {len(lines)} báo cáo:\n{listed}\n{how}"
    return Reply(text, (*buttons, DE_SAU), pushed=True)


def line(what: str, unit: str, due: str, set_by: str, rest: str) -> str:
    """'báo cáo tháng 11 của CĐCS Mầm non Hoa Sen hạn thứ Tư 25/11 (Văn phòng quy định). Còn 2 mục: …'"""
    note = f" ({set_by})" if set_by else ""
    return f"{what} của {unit} {due}{note}. {rest}"


def asked(asks: str, unit: str, due: str, rest: str) -> str:
    """An ad-hoc request, in the words of whoever asks."""
    wants_figure = fold(asks).startswith(COUNTED)
    return f"Văn phòng hỏi {unit}: “{shortened(asks, ASK_MOST)}”, {due}. {ANSWER_BY_FIGURE if wants_figure else rest}"


def due_words(due: datetime, now: datetime) -> str:
    """'hạn thứ Tư 25/11'; on the day itself with its hour; afterwards since when, and nobody is blamed."""
    days = (due.date() - now.date()).days
    if due < now:
        return f"đã quá hạn từ {hour_words(due)} hôm nay" if not days else f"đã quá hạn từ {dated(due, now)}"
    if not days:
        return f"hạn hôm nay, trước {hour_words(due)}"
    return f"hạn ngày mai, {dated(due, now)}" if days == 1 else f"hạn {dated(due, now)}"


def dated(day: datetime, now: datetime) -> str:
    """'thứ Tư 25/11', with the year where it is not this one."""
    return weekday_of(day.date()) if day.year == now.year else f"{weekday_of(day.date())}/{day.year}"


def hour_words(moment: datetime) -> str:
    """'17 giờ', '16 giờ 30'."""
    return f"{moment.hour} giờ{f' {moment.minute:02d}' if moment.minute else ''}"


def what_is_missing(labels: Sequence[str], fields: int, *, is_counted: bool = False) -> str:
    """'Còn 2 mục: …', or 'Còn 2 mục.'; nothing missing: what is left is to hand it in."""
    if not labels:
        return "Đã đủ các mục, chỉ còn gửi."
    if fields and len(labels) >= fields:
        return f"Chưa khai, có {fields} mục." if fields > 1 else "Chưa khai."
    if is_counted:
        return f"Còn {len(labels)} mục."
    if len(labels) <= LABELS_MOST + 1:
        return f"Còn {len(labels)} mục: {'; '.join(labels)}."
    return f"Còn {len(labels)} mục: {'; '.join(labels[:LABELS_MOST])}; và {len(labels) - LABELS_MOST} mục nữa."


def sent_back(why: str) -> str:
    """Why the office sent the report back."""
    return f"Văn phòng đề nghị bổ sung: {shortened(why, WHY_MOST)}."


def open_button(label: str, says: str) -> Button:
    """Opens one report's form."""
    whole = says if len(says.encode()) <= SAYS_MAX_BYTES else fold(says)
    return Button(label, whole.encode()[:SAYS_MAX_BYTES].decode(errors="ignore").rstrip())


# To the office


def call_list(office: str, name: str, when: str, lines: Sequence[str]) -> Reply:
    """Whom to telephone after the last rung."""
    shown = [f"• {each}" for each in lines[:LISTED_MOST]]
    if len(lines) > LISTED_MOST:
        shown.append(f"• và {len(lines) - LISTED_MOST} đơn vị nữa")
    head = f"{automatic(office)} {capital(name)}, {when}: đã nhắc đủ lượt, còn {len(lines)} đơn vị xin gọi điện:"
    return Reply("\n".join((head, *shown)), (open_button("Ai chưa nộp", f"ai chưa nộp {name}"),), pushed=True)


def when(due: datetime, now: datetime) -> str:
    """'hạn 25/11, lúc 08:30 ngày 26/11'."""
    return f"hạn {day_words(due.date())}, lúc {now:%H:%M ngày %d/%m}"


def to_call(unit: str, name: str, phone: str, why: str) -> str:
    """'THCS Lá Xanh: đồng chí Thắm, 0200 000 0204 (chưa dùng trợ lý)'."""
    who = f"đồng chí {name}, {phone or 'chưa có số'}" if name else f"{NO_SPEAKER}{f', {phone}' if phone else ''}"
    return f"{unit}: {who}{f' ({why})' if why and name else ''}"
