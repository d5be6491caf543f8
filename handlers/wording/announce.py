"""The sentences of announcements: composed, told to those they are for, answered, looked at by the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handlers.announce.amend import without_lead
from handlers.announce.standing import Board, Line
from handlers.announce.store import GONE, UNDER_WAY, Announcement, Answer, Fate, Receipt, Standing, Wants
from handlers.days import day_words, weekday_of
from handlers.messages import BUTTON_SAYS_MAX_BYTES, Button, File, Reply
from handlers.wording import shortened
from handlers.wording.board import clock
from handlers.wording.deeds import GUI, ToCall, units_words
from handlers.wording.reminding import automatic, hour_words
from handlers.wording.report import capital
from knowledge.dates import VIETNAM
from union.naming import short_name

NAMES_MOST = 15
LINES_MOST = 12
QUOTE_MOST = 40
REASON_MOST = 120
EVERYBODY = "tất cả đơn vị"
ANSWERS: Mapping[Answer, str] = {
    Answer.NOTED: "đã nắm", Answer.ATTENDING: "tham dự", Answer.ABSENT: "vắng",
}  # fmt: skip
FATES: Mapping[Fate, str] = {
    Fate.WAITING: "chờ gửi", Fate.QUEUED: "đang gửi", Fate.SENT: "đã gửi", Fate.UNSURE: "chưa chắc tới",
    Fate.FAILED: "không gửi được", Fate.EXPIRED: "quá hạn, không gửi", Fate.CANCELLED: "đã dừng",
    Fate.UNREACHABLE: "tin không tới được", Fate.DECLINED: "không nhận tin chung",
}  # fmt: skip
LIST_HEADINGS = ("TT", "Đơn vị", "Đồng chí", "Điện thoại", "Trả lời", "Lý do, ghi chú", "Lúc", "Tin gửi")


def office_line(unit_name: str) -> str:
    """'Văn phòng Công đoàn xã Suối Mây'."""
    return f"Văn phòng {unit_name}"


# To those it is for


def told(item: Announcement, office: str, *, is_one_of_several: bool) -> Reply:
    """What was written, word for word, and how to answer."""
    number = f"(Thông báo {item.id}) " if is_one_of_several else ""
    return pushed(item, f"{automatic(office)} {number}{item.text}", is_one_of_several)


def told_corrected(item: Announcement, office: str, *, is_one_of_several: bool) -> Reply:
    """The correction, which says itself that it is one."""
    number = f"(Thông báo {item.root}) " if is_one_of_several else ""
    text = f"{automatic(office)} {number}{item.text}\nĐã trả lời rồi thì không cần nhắn lại; ai đổi ý xin trả lời lại."
    return pushed(item, text, is_one_of_several)


def told_again(item: Announcement, office: str, *, is_one_of_several: bool) -> Reply:
    """The same once more, to whoever has not answered."""
    number = f" {item.root}" if is_one_of_several else ""
    head = f"{automatic(office)} Xin nhắc thông báo{number} ngày {day_words(item.sent_at.date())}, chưa thấy trả lời:"
    return pushed(item, f"{head}\n{item.text}", is_one_of_several)


def pushed(item: Announcement, text: str, is_one_of_several: bool) -> Reply:  # noqa: FBT001 - said by each caller
    """With how to answer: in words, and by buttons where there are any."""
    which = f" thông báo {item.root}" if is_one_of_several else ""
    if item.wants is Wants.ATTENDANCE:
        how = f"Trả lời tin này: “tham dự{which}” hoặc “vắng{which}” kèm lý do."
    else:
        how = f"Trả lời tin này: “đã nắm{which}”."
    return Reply(f"{text}\n{how}", answers(item), pushed=True)


def answers(item: Announcement) -> tuple[Button, ...]:
    """Each answer as a sentence that says which announcement it answers."""
    if item.wants is Wants.ATTENDANCE:
        return (
            Button("Tham dự", f"tham dự thông báo {item.root}"),
            Button("Vắng", f"vắng thông báo {item.root}"),
        )
    return (Button("Đã nắm", f"đã nắm thông báo {item.root}"),)


# Composing


@dataclass(frozen=True, slots=True)
class Sheet:
    """An announcement as it is shown before it goes."""

    text: str
    whom: str
    people: int
    units: int
    groups: tuple[str, ...]
    to_call: tuple[ToCall, ...]
    declined: int
    without_group: tuple[str, ...]
    wants: Wants
    is_urgent: bool
    is_news: bool
    use_by: datetime
    goes_at: datetime
    is_nobody: bool
    has_units: bool

    @property
    def is_too_late(self) -> bool:
        """Whether it could go only after its use."""
        return self.use_by < self.goes_at


def ask_text() -> Reply:
    """The text is wanted."""
    return Reply("Đồng chí nhắn nội dung thông báo; trợ lý gửi đúng từng chữ. “huỷ” để thôi.", in_words=True)


def text_too_long(length: int, most: int) -> Reply:
    """One message of any channel must hold it."""
    return Reply(
        f"Nội dung dài {figure(length)} ký tự, quá {figure(most)} ký tự của một tin, chưa gửi. "
        "Xin nhắn lại ngắn hơn, hoặc tách làm hai thông báo.",
        in_words=True,
    )


def figure(number: int) -> str:
    """'1.600'."""
    return f"{number:,}".replace(",", ".")


def text_too_short() -> Reply:
    """Signs, or a syllable."""
    return Reply("Nội dung chưa đủ rõ để gửi. Đồng chí xin nhắn lại nội dung thông báo, hoặc “huỷ”.", in_words=True)


def preview(sheet: Sheet, now: datetime) -> Reply:
    """The message, whom it reaches and whom it does not, until when, and what can be said."""
    if sheet.is_nobody:
        return to_nobody(sheet)
    lines = [
        f"Sẽ gửi {whom(sheet)}:",
        f"“{sheet.text}”",
        *not_told(sheet),
        f"{asked_in_return(sheet.wants)} {kind(sheet)} Dùng đến hết {day_of(sheet.use_by, now)}.",
    ]
    if sheet.is_too_late:
        lines.append(
            f"Đang giờ yên tĩnh, tin chỉ đi được lúc {at_words(sheet.goes_at, now)}, sau khi hết hạn dùng: "
            f"xin nhắn “đến hết {day_words(sheet.goes_at.date())}”, hoặc “huỷ”."
        )
        return Reply("\n".join(lines))
    if sheet.goes_at > now:
        lines.append(f"Đang giờ yên tĩnh: tin đi lúc {at_words(sheet.goes_at, now)}.")
    lines.append(
        "Nhắn “gửi” để gửi; đổi thì nhắn “sửa: …”, “chỉ khối trường học”, “trừ …”, “gửi nhóm”, “khẩn”; “huỷ” để thôi."
    )
    return Reply("\n".join(lines), (GUI,))


def whom(sheet: Sheet) -> str:
    """'10 đồng chí của 10 đơn vị, 1 nhóm (Công đoàn xã) – tất cả đơn vị'."""
    people = f"{sheet.people} đồng chí của {sheet.units} đơn vị" if sheet.people else ""
    groups = f"{len(sheet.groups)} nhóm ({units_words(sheet.groups)})" if sheet.groups else ""
    return f"{', '.join(part for part in (people, groups) if part)} – {sheet.whom}"


def not_told(sheet: Sheet) -> list[str]:
    """Whom no message reaches, who wants no news, whose group is missing."""
    lines = []
    if sheet.to_call:
        names = units_words([each.words for each in sheet.to_call])
        lines.append(f"Cần gọi {len(sheet.to_call)}: {names}.")
    if sheet.declined:
        lines.append(f"{sheet.declined} đồng chí không nhận tin chung (nhắn “tin công việc” nếu cần gửi cả).")
    if sheet.without_group:
        lines.append(f"Chưa gắn nhóm: {units_words(sheet.without_group)}. Xin chép bản ở trên vào nhóm.")
    return lines


def asked_in_return(wants: Wants) -> str:
    """What recipients are asked, and how to have it otherwise."""
    if wants is Wants.ATTENDANCE:
        return "Hỏi “tham dự” hay “vắng” (“không hỏi tham dự” để bỏ)."
    return "Hỏi “đã nắm” (“hỏi tham dự” nếu là mời họp)."


def kind(sheet: Sheet) -> str:
    """'Tin chung.', 'Tin công việc, khẩn.'"""
    return f"{'Tin chung' if sheet.is_news else 'Tin công việc'}{', khẩn' if sheet.is_urgent else ''}."


def day_of(moment: datetime, now: datetime) -> str:
    """'thứ Sáu 27/11', of another year with it."""
    year = "" if moment.year == now.year else f"/{moment.year}"
    return f"{weekday_of(moment.date())}{year}"


def at_words(moment: datetime, now: datetime) -> str:
    """'7 giờ sáng mai', '7 giờ sáng nay'."""
    days = (moment.date() - now.date()).days
    near = {0: "sáng nay", 1: "sáng mai"}.get(days) if moment.hour < 12 else None
    return f"{hour_words(moment)} {near or weekday_of(moment.date())}"


def to_nobody(sheet: Sheet) -> Reply:
    """Nobody would be told, why, and what can be done."""
    why = "không có đơn vị nào như vậy" if not sheet.has_units else "không ai nhận được tin"
    calls = (
        f" Cần gọi {len(sheet.to_call)}: {units_words([each.words for each in sheet.to_call])}."
        if sheet.to_call
        else ""
    )
    declined = (
        f" {sheet.declined} đồng chí không nhận tin chung; cần thì nhắn “tin công việc”." if sheet.declined else ""
    )
    group = " Chưa gắn nhóm nào: xin chép bản ở trên vào nhóm." if sheet.without_group else ""
    return Reply(
        f"Chưa gửi được cho {sheet.whom}: {why}.{calls}{declined}{group} "
        "Nhắn “gửi cho tất cả”, “chỉ” kèm tên đơn vị, “gửi nhóm”, hoặc “huỷ”."
    )


def units_by_name(names: Sequence[str]) -> str:
    """'Mầm non Hoa Sen, Tiểu học Đồi Sim'."""
    return units_words(names)


def units_without_report(name: str) -> str:
    """'các đơn vị chưa nộp báo cáo tháng 11'."""
    return f"các đơn vị chưa nộp {name}"


def sector(name: str) -> str:
    """'khối vận tải'."""
    return f"khối {name}"


def adding(base: str, also: Sequence[str]) -> str:
    """'khối trường học, thêm May Mây Trắng'."""
    return f"{base}, thêm {units_words(also)}" if also else base


def leaving_out(base: str, but: Sequence[str]) -> str:
    """'khối trường học, trừ Tiểu học Đồi Sim'."""
    return f"{base}, trừ {units_words(but)}" if but else base


def send_more(number: int, whom: str) -> Reply:
    """Somebody more is to be told of what has gone: the text goes to them as an announcement of its own."""
    return Reply(
        f"Thông báo {number} đã gửi; chưa gửi thêm cho ai theo câu này. Muốn gửi cho {whom}, nhắn "
        f"“thông báo cho {whom}: ” kèm nội dung."
    )


CALLED_OFF = {"hop": "cuộc họp", "giao ban": "buổi giao ban", "hoi nghi": "hội nghị", "tap huan": "buổi tập huấn"}


def called_off(said: str, base: str) -> str:
    """'huỷ họp' as everybody is told it: what was announced is off."""
    verb = "Hoãn" if "hoan" in said.split() else "Huỷ"
    what = next((name for word, name in CALLED_OFF.items() if word in said), "cuộc họp")
    return f"{verb} {what} đã thông báo: “{base}”."


def not_cut(old: str) -> Reply:
    """What is to go stands not once in the text, or not by itself: without it the rest would be garbled."""
    return Reply(
        f"Trợ lý chưa bỏ được “{shortened(old, 40)}” vì không có, có nhiều chỗ, hoặc đứng giữa câu. "
        "Xin nhắn “sửa: ” kèm cả nội dung mới."
    )


def not_once(old: str) -> Reply:
    """What is to be replaced stands not once in the text."""
    return Reply(
        f"“{shortened(old, 40)}” không có, hoặc có nhiều chỗ trong nội dung. Xin nhắn “sửa: ” kèm cả nội dung mới."
    )


def until_is_over(day: date) -> Reply:
    """It cannot be of use until a day that has passed."""
    return Reply(f"Ngày {day_words(day)} đã qua. Xin nhắn ngày khác, ví dụ “đến hết 27/11”.")


def change_unclear() -> Reply:
    """Whom or what to change is not clear; nothing was sent."""
    return Reply(
        "Trợ lý chưa rõ đổi thế nào nên chưa gửi gì. Xin nhắn ví dụ “chỉ khối trường học”, “trừ Đồi Sim”, "
        "“chưa nộp tháng 11”, “gửi nhóm”, “sửa: …”, hoặc “gửi”."
    )


WHOM = "Xin nhắn “chỉ” kèm tên đơn vị hoặc khối, “gửi cho tất cả”, hoặc “huỷ”."


def ask_whom() -> Reply:
    """Nothing goes before it is clear for whom it is."""
    return Reply(f"Gửi cho ai, trợ lý chưa rõ nên chưa gửi gì. {WHOM}", in_words=True)


def unknown_whom(said: str) -> Reply:
    """The words name no unit here; nothing was sent."""
    return Reply(f"Không có đơn vị nào là “{shortened(said, QUOTE_MOST)}”, chưa gửi gì. {WHOM}", in_words=True)


def several_units(names: Sequence[str]) -> Reply:
    """The name fits several units."""
    return Reply(f"Tên này có {len(names)} đơn vị: {units_words(names)}. Đồng chí xin nhắn lại đủ tên, chưa gửi gì.")


def which_report() -> Reply:
    """Which report has not been handed in is not clear."""
    return Reply("Trợ lý chưa rõ báo cáo nào. Xin nhắn ví dụ “chưa nộp tháng 11”; chưa gửi gì.")


def to_paste(office: str, text: str, wants: Wants | None) -> Reply:
    """What the clerk copies into a group where the assistant is not; how to answer only where it is sent as well."""
    how = {
        None: "",
        Wants.NOTE: "\n(Trả lời xin nhắn riêng cho trợ lý: “đã nắm”.)",
        Wants.ATTENDANCE: "\n(Trả lời xin nhắn riêng cho trợ lý: “tham dự” hoặc “vắng” kèm lý do.)",
    }[wants]
    return Reply(f"[{office}] {text}{how}", alone=True)


def sent(item: Announcement, sheet: Sheet, now: datetime) -> Reply:
    """It is on its way: to how many, from when, and what can be done next."""
    later = f" từ {at_words(sheet.goes_at, now)}" if sheet.goes_at > now else ""
    people = f"{sheet.people} đồng chí" if sheet.people else ""
    groups = f"{len(sheet.groups)} nhóm" if sheet.groups else ""
    lines = [f"Đã xếp gửi thông báo {item.id} cho {', '.join(part for part in (people, groups) if part)}{later}."]
    if sheet.to_call:
        lines.append(f"Cần gọi {len(sheet.to_call)}: {units_words([each.words for each in sheet.to_call])}.")
    look = "ai tham dự" if item.wants is Wants.ATTENDANCE else "ai chưa nắm"
    lines.append(f"Xem: “{look}”. Dừng: “thôi gửi”. Sửa: “đính chính: …”.")
    return Reply("\n".join(lines))


def sent_already() -> Reply:
    """The same message once more."""
    return Reply("Thông báo này đã xếp gửi rồi, không gửi thêm. Xem: “các thông báo”.")


def not_sent() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, chưa gửi thông báo nào.")


def only_office() -> Reply:
    """A chair wants to announce."""
    return Reply("Thông báo do Văn phòng gửi. Đồng chí cần chuyển lời, nhắn câu hỏi rồi “hỏi văn phòng”.")


def only_office_looks() -> Reply:
    """A chair asks who has taken note."""
    return Reply("Chỉ Văn phòng xem được ai đã trả lời. Đồng chí nhắn “các thông báo” để xem tin gửi cho mình.")


def none_for_you() -> Reply:
    """Nothing was announced to the speaker lately."""
    return Reply("Gần đây chưa có thông báo nào gửi đồng chí.")


def come_or_not(number: int) -> Reply:
    """'có' and 'không' may answer an invitation, and may answer anything."""
    return Reply(
        f"Đồng chí trả lời thông báo {number}? Xin nhắn “tham dự”, hoặc “vắng” kèm lý do; chưa ghi gì.", in_words=True
    )


# Answering


class Was(StrEnum):
    """What an answer is beside the one before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


def quote(item: Announcement) -> str:
    """'thông báo 12 (“Kính mời các đồng chí …”)'."""
    return f"thông báo {item.root} (“{begins(item)}”)"


def begins(item: Announcement) -> str:
    """How its text begins, without what says that it is a correction."""
    return shortened(" ".join(without_lead(item.text).split()), QUOTE_MOST)


def label(item: Announcement) -> str:
    """The same for a list."""
    return f"“{begins(item)}”, gửi {day_words(item.sent_at.date())}"


def own_list(given: Sequence[tuple[Announcement, Receipt | None]]) -> Reply:
    """What was announced to the speaker lately, with what they answered."""
    lines = [f"• Thông báo {item.root}: {label(item)} – {own_answer(receipt)}" for item, receipt in given[:LINES_MOST]]
    return Reply("\n".join(["Thông báo của Văn phòng gửi đồng chí:", *lines, "Đọc lại: nhắn “thông báo” kèm số."]))


def own_one(item: Announcement, receipt: Receipt | None) -> Reply:
    """One announcement once more."""
    text = (
        f"Thông báo {item.root}, gửi {day_words(item.sent_at.date())}: “{item.text}”\nĐồng chí {own_answer(receipt)}."
    )
    return Reply(text, answers(item), in_words=True)


def once_more(item: Announcement, *, lacks_hour: bool) -> str:
    """What it said, to whoever asks when or where; what it does not say is not guessed."""
    sent = item.sent_at.astimezone(VIETNAM)
    hour = " Thông báo không ghi giờ." if lacks_hour else ""
    stopped = " Thông báo này đã dừng gửi, xin chờ tin mới của Văn phòng." if item.state is Standing.CANCELLED else ""
    return f"Thông báo {item.root}, gửi lúc {sent:%H:%M ngày %d/%m/%Y}: “{item.text}”{hour}{stopped}"


def own_answer(receipt: Receipt | None) -> str:
    """'đã trả lời: vắng, “con ốm”'."""
    return f"đã trả lời: {answer_words(receipt)}" if receipt else "chưa trả lời"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept."""

    name: str
    item: Announcement
    answer: Answer
    reason: str
    was: Was


def recorded(kept: Kept, now: datetime) -> str:
    """What is kept of the answer, and of which announcement."""
    name, item, answer, reason, was = kept.name, kept.item, kept.answer, kept.reason, kept.was
    why = f", lý do: “{shortened(reason, REASON_MOST)}”" if reason else ""
    late = f" (thông báo dùng đến {day_words(item.use_by.date())}, Văn phòng vẫn thấy)" if item.use_by < now else ""
    if item.state is Standing.CANCELLED:
        late = " (thông báo này đã dừng gửi, xin chờ tin mới của Văn phòng)"
    what = f"đồng chí {name} {ANSWERS[answer]}"
    if was is Was.SAME:
        return f"Đã ghi từ trước: {what}, {quote(item)}."
    if was is Was.CHANGED:
        return f"Đã đổi: {what}{why}, {quote(item)}{late}."
    ask = ""
    if answer is Answer.NOTED and item.wants is Wants.ATTENDANCE:
        ask = " Thông báo này hỏi dự họp: xin nhắn “tham dự” hoặc “vắng” kèm lý do."
    return f"Đã ghi {what}{why}, {quote(item)}{late}.{ask}"


def together(lines: Sequence[str]) -> Reply:
    """Several answers at once."""
    return Reply("\n".join(lines))


def with_why(told: Reply) -> Reply:
    """The absence stands, and its reason is asked."""
    return Reply(f"{told.text} {WHY}", in_words=True)


WHY = "Lý do là gì? (“thôi” nếu không ghi.)"


def why() -> Reply:
    """The reason is still open."""
    return Reply(f"Đồng chí vắng vì lý do gì? {WHY.partition('?')[2].strip()}", in_words=True)


def recorded_in_group(name: str, answer: Answer, changed: bool, has_reason: bool, besides: bool) -> Reply:  # noqa: FBT001 - said by name
    """One short line: who, and what; no reason, no figure."""
    what = f"đồng chí {name} {ANSWERS[answer]}."
    lead = f"Đã đổi: {what}" if changed else f"Đã ghi {what}"
    ask = "" if has_reason else " Lý do xin nhắn riêng cho trợ lý: “vắng vì …”."
    more = " Số liệu đơn vị xin nhắn riêng cho trợ lý." if besides else ""
    return Reply(f"{lead}{ask}{more}")


def which(answer: Answer, choices: Sequence[tuple[int, str]]) -> Reply:
    """Several wait alike: which, by their own numbers."""
    said = ANSWERS[answer]
    listed = "\n".join(f"• Thông báo {number}: {label}" for number, label in choices)
    buttons = tuple(Button(f"Thông báo {number}", f"{said} thông báo {number}") for number, _ in choices[:4])
    return Reply(
        f"Đồng chí {said} thông báo nào?\n{listed}\nNhắn “thông báo {choices[0][0]}”, hoặc “cả hai”."
        if len(choices) == 2
        else f"Đồng chí {said} thông báo nào?\n{listed}\nNhắn “thông báo {choices[0][0]}”, hoặc “tất cả”.",
        buttons,
        in_words=True,
    )


def nothing_waits() -> Reply:
    """Nothing was announced that waits for an answer."""
    return Reply("Không có thông báo nào đang chờ đồng chí trả lời. Cảm ơn đồng chí.")


def no_longer() -> Reply:
    """The announcement was stopped, or it is long over."""
    return Reply("Thông báo này đã dừng hoặc không còn chờ trả lời, nên trợ lý không ghi gì.")


def nothing_recorded() -> Reply:
    """The speaker left before saying which."""
    return Reply("Đã thôi, chưa ghi gì. Trả lời sau thì nhắn kèm số, ví dụ “đã nắm thông báo 12”.")


def absent_without_reason() -> Reply:
    """The absence stands."""
    return Reply("Đã ghi vắng, không kèm lý do.")


def vang() -> Reply:
    """'vang' may be 'vâng' and 'vắng'."""
    return Reply(
        "“vang” là “vâng” hay “vắng”, trợ lý chưa rõ nên chưa ghi. Nhắn “đã nắm”, “tham dự”, hoặc “vắng vì …”.",
        in_words=True,
    )


def no_such_number(number: int) -> Reply:
    """No announcement of that number."""
    return Reply(f"Không có thông báo {number} trong phạm vi của đồng chí. Xin xem lại số của thông báo.")


def cannot_answer() -> Reply:
    """Whoever only looks on answers for no unit."""
    return Reply("Chủ tịch hoặc Phó Chủ tịch của đơn vị trả lời thông báo này, nên trợ lý chưa ghi gì.")


def who_are_you() -> Reply:
    """Somebody in the group whom the assistant does not know."""
    return Reply("Trợ lý chưa biết đồng chí. Xin nhắn riêng cho trợ lý kèm mã tham gia, rồi trả lời.")


def not_for_you() -> Reply:
    """The speaker's unit is none that was told."""
    return Reply("Thông báo này không gửi tới đơn vị của đồng chí.")


# Looking


def none_yet() -> Reply:
    """Nothing was announced."""
    return Reply("Văn phòng chưa gửi thông báo nào. Nhắn “thông báo: …” để soạn.")


def head(board: Board, now: datetime) -> str:
    """'Thông báo 12 (“…”), gửi 09:00 ngày 23/11 cho tất cả đơn vị'."""
    item = board.announcement
    corrected = f", đã đính chính {clock(board.newest.sent_at, now)}" if board.newest.id != item.id else ""
    stopped = ", đã dừng gửi" if board.newest.state is Standing.CANCELLED else ""
    return f"{capital(quote(item))}, gửi {clock(item.sent_at, now)} cho {item.audience}{corrected}{stopped}"


def title(board: Board) -> str:
    """'Thông báo 12 (“Kính mời …”)'."""
    return capital(quote(board.announcement))


def overview(board: Board, now: datetime) -> Reply:
    """The counts, who is absent and why, who has not answered, whom to telephone."""
    lines = [f"{head(board, now)}: {counts(board)}."]
    lines += absent_lines(board)
    lines += unanswered_lines(board)
    return Reply("\n".join(lines), look_buttons(board))


def counts(board: Board) -> str:
    """'tham dự 5, vắng 1, chưa trả lời 4, không tới 2; 1 nhóm'."""
    parts = []
    if board.wants is Wants.ATTENDANCE:
        parts.append(f"tham dự {len(board.answered(Answer.ATTENDING))}")
        parts.append(f"vắng {len(board.answered(Answer.ABSENT))}")
    else:
        parts.append(f"đã nắm {len(board.answered(*Answer))}")
    if board.people():
        noted = len(board.answered(Answer.NOTED)) if board.wants is Wants.ATTENDANCE else 0
        told = f" ({noted} đã nắm)" if noted else ""
        parts.append(f"{not_yet(board)} {len(board.unanswered())}{told}")
    parts += [f"{word} {count}" for fates, word in COUNTED if (count := board.count(fates))]
    groups = f"; {len(board.groups)} nhóm" if board.groups else ""
    return f"{', '.join(parts)}{groups}"


COUNTED = (
    ({Fate.UNREACHABLE, Fate.FAILED, Fate.EXPIRED}, "tin không tới"),
    ({Fate.DECLINED}, "không nhận tin chung"),
    ({Fate.CANCELLED}, "đã dừng"),
    (UNDER_WAY, "chưa gửi xong"),
)


def not_yet(board: Board) -> str:
    """What is still open of those who had it."""
    return "chưa báo dự" if board.wants is Wants.ATTENDANCE else "chưa trả lời"


def absent_lines(board: Board) -> list[str]:
    """Who is absent, with the reasons."""
    found = board.answered(Answer.ABSENT)
    if not found:
        return []
    shown = "; ".join(person(each, with_reason=True) for each in found[:LINES_MOST])
    more = f"; và {len(found) - LINES_MOST} đồng chí nữa" if len(found) > LINES_MOST else ""
    return [f"Vắng: {shown}{more}."]


def person(receipt: Receipt, *, with_reason: bool = False) -> str:
    """'Hạnh (Mầm non Hoa Sen): “con ốm”'."""
    unit = f" ({short_name(receipt.unit_name)})" if receipt.unit_name else ""
    why = f": “{shortened(receipt.reason, 60)}”" if with_reason and receipt.reason else ""
    return f"{receipt.name}{unit}{why}"


def unanswered_lines(board: Board) -> list[str]:
    """Who has not answered, and whom no message reached, with the telephone."""
    lines = []
    if waiting := board.unanswered():
        lines.append(f"{capital(not_yet(board))} {len(waiting)}: {units_words([unit_of(line) for line in waiting])}.")
    if lost := board.not_reached():
        lines.append(f"Tin không tới, xin gọi {len(lost)}: {units_words([call_of(line).words for line in lost])}.")
    return lines


def unit_of(line: Line) -> str:
    """'Mầm non Hoa Sen'."""
    return short_name(line.recipient.unit_name)


def call_of(line: Line) -> ToCall:
    """Whom to telephone."""
    return ToCall(unit_of(line), line.recipient.name, line.recipient.phone)


def look_buttons(board: Board) -> tuple[Button, ...]:
    """The list as a file, and to chase."""
    number = board.announcement.id
    chase = (Button("Nhắc lại", f"nhắc lại thông báo {number}"),) if may_chase(board) else ()
    return (Button("Danh sách", f"danh sách thông báo {number}"), *chase)


def may_chase(board: Board) -> bool:
    """Whether somebody may still be reminded."""
    is_chased = board.newest.chased_at is not None or board.announcement.chased_at is not None
    return bool(board.to_chase()) and not is_chased and board.newest.state is not Standing.CANCELLED


def unanswered(board: Board) -> Reply:
    """Who has not answered."""
    lines = unanswered_lines(board)
    if not lines:
        text = "chưa biết ai trong nhóm đã đọc" if board.groups and not board.people() else "mọi người đã trả lời"
        return Reply(f"{title(board)}: {text}. {capital(counts(board))}.")
    told = [f"{title(board)}: {counts(board)}.", *lines]
    if may_chase(board):
        told.append("Nhắn “nhắc lại ai chưa nắm” để nhắc, một lần.")
    return Reply("\n".join(told), look_buttons(board))


def noted(board: Board) -> Reply:
    """Who has answered at all."""
    found = board.answered(*Answer)
    names = units_words([person(each) for each in found])
    told = f"Đã trả lời {len(found)}: {names}." if found else "Chưa ai trả lời."
    return Reply("\n".join([f"{title(board)}: {counts(board)}.", told]), look_buttons(board))


def attending(board: Board) -> Reply:
    """Who comes, how many, and who is missing."""
    found = board.answered(Answer.ATTENDING)
    names = units_words([person(each) for each in found])
    come = f"Tham dự {len(found)}: {names}." if found else "Chưa ai báo tham dự."
    return Reply("\n".join([f"{title(board)}: {counts(board)}.", come]), look_buttons(board))


def absent(board: Board) -> Reply:
    """Who is absent, with the reasons."""
    lines = absent_lines(board) or ["Chưa ai báo vắng."]
    return Reply("\n".join([f"{title(board)}: {counts(board)}.", *lines]), look_buttons(board))


def last(boards: Sequence[Board], now: datetime) -> Reply:
    """The last announcements, the newest first, each with its number."""
    lines = [f"• {short_head(each, now)} – {counts(each)}" for each in boards]
    return Reply(
        "\n".join(["Các thông báo gần đây:", *lines, f"Xem kỹ: “tình hình thông báo {boards[0].announcement.id}”."])
    )


def short_head(board: Board, now: datetime) -> str:
    """'Thông báo 12, 09:00 ngày 23/11: “Kính mời …”'."""
    item = board.announcement
    text = begins(item)
    stopped = " (đã dừng gửi)" if board.newest.state is Standing.CANCELLED else ""
    return f"Thông báo {item.id}, {clock(item.sent_at, now)}: “{text}”{stopped}"


def list_title(board: Board) -> str:
    """The title of the table."""
    what = "Danh sách tham dự" if board.wants is Wants.ATTENDANCE else "Danh sách đã nắm"
    return f"{what} – thông báo {board.announcement.id}"


def list_notes(board: Board, now: datetime) -> list[str]:
    """What stands beneath the table."""
    return [board.newest.text, f"Lúc {clock(now, now)}: {counts(board)}."]


def listed(board: Board, now: datetime, file: File) -> Reply:
    """The table as a file; and as text where none can be had."""
    lines = [
        f"{number}. {unit_of(line)} – {line.recipient.name or 'chưa có người phụ trách'}: {standing_words(line)}"
        for number, line in enumerate(board.people(), start=1)
    ]
    lines += [f"{len(lines) + n}. {person(each)}: {answer_words(each)}" for n, each in enumerate(board.others, start=1)]
    text = f"{list_title(board)}, lúc {clock(now, now)}: {counts(board)}."
    return Reply(text, files=(file,), in_place="\n".join(lines))


def standing_words(line: Line) -> str:
    """'tham dự', 'vắng: “con ốm”', 'chưa trả lời', 'tin không tới được, 0200 …'."""
    if line.receipt is not None:
        return answer_words(line.receipt)
    if line.recipient.fate in GONE | UNDER_WAY:
        return "chưa trả lời"
    return ", ".join(part for part in (FATES[line.recipient.fate], line.recipient.phone) if part)


def answer_words(receipt: Receipt) -> str:
    """'vắng: “con ốm”'."""
    return f"{ANSWERS[receipt.answer]}{f': “{receipt.reason}”' if receipt.reason else ''}"


# Chasing, stopping, correcting


def chase(board: Board) -> Reply:
    """Who will be told once more, and whom to telephone."""
    waiting = board.to_chase()
    names = units_words([unit_of(each) for each in waiting])
    lines = [f"Sẽ nhắc lại {quote(board.announcement)} cho {len(waiting)}: {names}."]
    if lost := board.not_reached():
        lines.append(f"Cần gọi {len(lost)}: {units_words([call_of(each).words for each in lost])}.")
    lines.append("Chỉ nhắc một lần. Nhắn “gửi” để gửi, “huỷ” để thôi.")
    return Reply("\n".join(lines), (GUI,))


def chased(count: int, now: datetime) -> Reply:
    """The reminders are on their way."""
    return Reply(f"Đã xếp nhắc lại {count} đồng chí lúc {now:%H:%M}, ai trả lời rồi thì không nhắc.")


def chased_just_now(number: int) -> Reply:
    """Somebody else of the office was faster."""
    return Reply(f"Thông báo {number} vừa được nhắc, chỉ nhắc một lần. Xem: “ai chưa nắm”.")


def chased_already(board: Board, at: datetime, now: datetime) -> Reply:
    """It is chased once only: who is left is telephoned."""
    left = [call_of(each).words for each in (*board.to_chase(), *board.not_reached())]
    calls = f" Cần gọi {len(left)}: {units_words(left)}." if left else " Mọi người đã trả lời."
    return Reply(f"{capital(quote(board.announcement))} đã nhắc lúc {clock(at, now)}, chỉ nhắc một lần.{calls}")


def nobody_left(board: Board) -> Reply:
    """Whoever had it has answered."""
    lost = [call_of(each).words for each in board.not_reached()]
    calls = f" Tin không tới, xin gọi {len(lost)}: {units_words(lost)}." if lost else ""
    return Reply(f"{capital(quote(board.announcement))}: không còn ai phải nhắc.{calls}")


def over(board: Board, now: datetime) -> Reply:
    """Its time is over."""
    left = [call_of(each).words for each in board.to_chase()]
    calls = f" Cần gọi {len(left)}: {units_words(left)}." if left else ""
    use_by = day_of(board.newest.use_by, now)
    return Reply(f"{capital(quote(board.announcement))} chỉ dùng đến hết {use_by}, nên trợ lý không nhắc nữa.{calls}")


def not_chased() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, chưa nhắc ai.")


def cancelled(number: int, counts: Mapping[Fate, int]) -> Reply:
    """What has gone already, and what will not go any more."""
    gone = sum(counts.get(fate, 0) for fate in GONE)
    left = sum(counts.get(fate, 0) for fate in UNDER_WAY)
    if not gone:
        return Reply(f"Đã dừng thông báo {number}: chưa tin nào đi, {left} tin sẽ không gửi nữa.")
    mend = f" Cần báo cho {gone} nơi đã nhận, nhắn “đính chính: …”."
    return Reply(f"Đã dừng thông báo {number}: {gone} tin đã đi, {left} tin chưa đi sẽ không gửi nữa.{mend}")


def gone_already(number: int, counts: Mapping[Fate, int]) -> Reply:
    """Nothing is left to be stopped."""
    gone = sum(counts.get(fate, 0) for fate in GONE)
    return Reply(f"Thông báo {number} đã đi hết ({gone} tin), không rút lại được. Cần sửa thì nhắn “đính chính: …”.")


def cancelled_already(number: int) -> Reply:
    """It was stopped before."""
    return Reply(f"Thông báo {number} đã dừng gửi từ trước. Cần báo người đã nhận, nhắn “đính chính: …”.")


def nobody_had_it(number: int) -> Reply:
    """There is nobody to correct it for."""
    return Reply(f"Chưa ai nhận thông báo {number} nên không cần đính chính. Nhắn “thông báo: …” để gửi bản mới.")


def ask_whole(base: str) -> Reply:
    """Which place is to be other is not clear: the whole text is wanted."""
    stands = f" Bản đã gửi: “{base}”." if base else ""
    return Reply(f"Trợ lý chưa rõ sửa chỗ nào.{stands} Đồng chí nhắn cả nội dung đúng, hoặc “huỷ”.", in_words=True)


def ask_marked(base: str) -> Reply:
    """An order for the assistant, of which the place is not clear: it is no text for everybody either."""
    return Reply(
        f"Trợ lý chưa rõ sửa chỗ nào. Bản hiện nay: “{base}”. Đồng chí nhắn “sửa: ” kèm cả nội dung đúng, hoặc “huỷ”.",
        in_words=True,
    )


def which_to_correct(numbers: Sequence[int], said: str) -> Reply:
    """Two announcements may be meant."""
    says = [(each, f"đính chính {each}: {said}") for each in numbers]
    buttons = tuple(Button(f"Thông báo {n}", s) for n, s in says if len(s.encode()) <= BUTTON_SAYS_MAX_BYTES)
    listed = " hay ".join(str(each) for each in numbers)
    return Reply(
        f"Chưa đổi gì theo câu này: sửa thông báo {listed}? Xin nhắn “đính chính {numbers[0]}: …” kèm chỗ cần sửa.",
        buttons,
    )


def correction(number: int, text: str, told: str, goes_at: datetime, now: datetime) -> Reply:
    """The correction as it will go, and to whom."""
    later = f"\nĐang giờ yên tĩnh: tin đi lúc {at_words(goes_at, now)}." if goes_at > now else ""
    return Reply(
        f"Đính chính thông báo {number}, gửi đúng nơi đã nhận: {told}:\n“{text}”{later}\n"
        "Nhắn “gửi” để gửi, “sửa: …” kèm cả nội dung đúng, “huỷ” để thôi.",
        (GUI,),
    )


def corrected_meanwhile(number: int) -> Reply:
    """Another correction has gone since this one was shown."""
    return Reply(f"Thông báo {number} vừa được đính chính khác nên chưa gửi bản này. Xin nhắn lại chỗ cần sửa.")


def told_words(people: int, groups: int) -> str:
    """'9 đồng chí, 1 nhóm'."""
    parts = (f"{people} đồng chí" if people else "", f"{groups} nhóm" if groups else "")
    return ", ".join(part for part in parts if part)


def corrected(number: int, told: str) -> Reply:
    """The correction is on its way."""
    return Reply(
        f"Đã xếp gửi đính chính thông báo {number} cho {told}. Ai đã trả lời thì vẫn tính; ai đổi ý sẽ trả lời lại."
    )
