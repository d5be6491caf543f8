"""The sentences of what an office does with the reports of its units: chasing, marking, and telling the chairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.days import day_words, weekday_of
from handlers.messages import Button, Reply
from handlers.wording import shortened
from handlers.wording.board import clock, fitting
from handlers.wording.reminding import automatic
from handlers.wording.report import capital, due_words, says_begin, title
from knowledge.dates import VIETNAM
from scheduler.filings import FILED, Filing, State
from union.naming import short_name

NAMES_MOST = 15
REASON_MOST = 160
DUNG = Button("Đúng", "đúng")
GUI = Button("Gửi", "gửi")
XEM = Button("Xem lời nhắc", "xem")


def only_looks() -> Reply:
    """Whoever looks on orders what the staff of the office do."""
    return Reply("Việc này do cán bộ văn phòng làm; đồng chí là người xem, có thể nhắn “ai chưa nộp”.")


def only_office() -> Reply:
    """A chair orders what only the office does."""
    return Reply("Việc này do Văn phòng làm. Đồng chí cần lùi hạn thì nhắn “xin lùi” kèm ngày và lý do.")


def name_the_unit(example: str) -> Reply:
    """No unit was named."""
    return Reply(f"Đồng chí xin nêu tên đơn vị, ví dụ “{example}”, hoặc “tất cả”.")


def whose_report(order: str) -> Reply:
    """An order of the office that names no unit."""
    return Reply(f"Của đơn vị nào? Xin nhắn kèm tên, ví dụ “{order} Hoa Sen”. Trợ lý chưa làm gì.", in_words=True)


def nothing_to_send() -> Reply:
    """A bare 'gửi' or 'xem' where nothing waits."""
    return Reply("Không có tin nào đang chờ gửi hay chờ xem; trợ lý chưa gửi gì theo câu này.")


def no_own_words(said: str, name: str) -> Reply:
    """A chase has its own words: what is to be said beside it goes as an announcement."""
    return Reply(
        f"Lời nhắc có sẵn nội dung, chưa thêm được “{shortened(said, 80)}”. Cần nói thêm, xin nhắn “thông báo cho các "
        f"đơn vị chưa nộp {name}: …”. “gửi” là gửi lời nhắc như đang có, “huỷ” để thôi.",
        (GUI, XEM),
    )


def unknown_unit() -> Reply:
    """A unit that is not known by this name."""
    return Reply("Trợ lý chưa nhận ra đơn vị nào trong tin này. Đồng chí xin nhắn lại đủ tên đơn vị.")


def unknown_exception(lost: str = "") -> Reply:
    """Somebody is to be left out, and nobody knows whom: rather nothing is done, nor half of it."""
    whom = f"“{shortened(lost, 60)}” là đơn vị nào" if lost else "đơn vị nào sau “trừ”"
    return Reply(f"Trợ lý chưa nhận ra {whom} nên chưa làm gì. Xin nhắn lại, ví dụ “…, trừ Đồi Sim”.")


def not_left_out(lost: str) -> Reply:
    """Of what waits somebody is to be left out whom nobody knows."""
    return Reply(
        f"Trợ lý chưa nhận ra “{shortened(lost, 60)}” là đơn vị nào nên chưa trừ ai theo câu này. Xin nhắn tên đơn vị "
        "hoặc “trừ các trường”; “huỷ” để thôi.",
        in_words=True,
    )


SORT_NAMES = {
    "truong": "khối trường học", "cong ty": "khối doanh nghiệp", "nghiep doan": "các nghiệp đoàn",
    "tram y te": "khối y tế", "hop tac xa": "các hợp tác xã", "mam non": "các trường mầm non",
    "tieu hoc": "các trường tiểu học", "thcs": "các trường THCS", "thpt": "các trường THPT",
    "offices": "văn phòng các công đoàn cấp dưới",
}  # fmt: skip


def sorts_words(sorts: str) -> list[str]:
    """'khối trường học', 'khối doanh nghiệp'."""
    return [SORT_NAMES[each] for each in sorts.split("+") if each in SORT_NAMES]


def never_asked(unit_name: str) -> Reply:
    """No report was ever asked of the unit."""
    return Reply(f"{short_name(unit_name)} chưa có kỳ báo cáo nào nên chưa làm gì.")


def nothing_to_do(name: str) -> Reply:
    """No report of the deadline is one with which this can be done."""
    return Reply(f"{capital(name)}: không có đơn vị nào cần việc này, nên chưa làm gì.")


def cannot(items: Sequence[tuple[Filing, datetime]]) -> Reply:
    """How the reports stand with which this cannot be done."""
    lines = "; ".join(stands(item, now) for item, now in items[:NAMES_MOST])
    return Reply(f"{capital(lines)}. Trợ lý chưa làm gì.")


def stands(item: Filing, now: datetime) -> str:
    """'Mầm non Hoa Sen đã nộp báo cáo tháng 11 lúc 09:12 ngày 24/11, bản 1'."""
    who, name = short_name(item.unit_name), title(item, now.date())
    if item.state is State.TAKEN_IN:
        return f"{name} của {who} đã được tiếp nhận (bản {item.version})"
    if item.state in FILED and item.submitted_at:
        paper = " bằng bản giấy" if item.on_paper else ""
        return f"{who} đã nộp {name}{paper} lúc {clock(item.submitted_at, now)}, bản {item.version}"
    if item.is_abolished:
        return f"{who} không còn phải nộp {name}"
    if item.excused:
        return f"{who} đã được miễn {name}"
    if item.extended_to and item.extended_to > now:
        return f"{who} được lùi {name} đến {due_words(item)}, chưa nộp"
    return f"{who} chưa nộp {name}"


def units_words(names: Sequence[str]) -> str:
    """'Trạm Y tế, THCS Lá Xanh', and how many more."""
    more = f" và {len(names) - NAMES_MOST} đơn vị nữa" if len(names) > NAMES_MOST else ""
    return f"{', '.join(names[:NAMES_MOST])}{more}"


def yes_or_leave() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “đúng” để làm, “huỷ” để thôi.", (DUNG,))


def send_or_leave() -> Reply:
    """The same before something is sent."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “gửi” để gửi, “huỷ” để thôi.", (GUI,))


def nothing_done() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, chưa làm gì và chưa báo cho đơn vị nào.")


def no_longer_yours() -> Reply:
    """The seat has ended, or the units have moved, meanwhile."""
    return Reply("Việc này không còn thuộc phạm vi của đồng chí nên trợ lý chưa làm gì.")


# Chasing


@dataclass(frozen=True, slots=True)
class ToCall:
    """A unit that no message reaches, with whom to telephone."""

    unit: str
    name: str = ""
    phone: str = ""

    @property
    def words(self) -> str:
        """'HTX Đồng Gió (đ/c Sửu, 0200 000 0206)'."""
        who = ", ".join(part for part in (f"đ/c {self.name}" if self.name else "", self.phone) if part)
        return f"{self.unit} ({who})" if who else self.unit


def chase(
    name: str, told: Sequence[str], to_call: Sequence[ToCall], before: Sequence[str], but: Sequence[str] = ()
) -> Reply:
    """Who will be reminded and who was left out, who has to be telephoned, and who was reminded just now."""
    without = f" Đã trừ {units_words(but)}." if but else ""
    lines = [f"{capital(name)}: sẽ nhắc {len(told)}: {units_words(told)}.{without}"]
    if to_call:
        lines.append(f"Cần gọi {len(to_call)}: {units_words([each.words for each in to_call])}.")
    if before:
        whom = units_words(before) if len(before) <= 5 else f"{len(before)} đơn vị"
        lines.append(f"Vừa được nhắc trong 4 giờ qua: {whom}; “gửi” là nhắc lần nữa.")
    lines.append("Nhắn “xem” để đọc lời nhắc, “gửi” để gửi.")
    return Reply("\n".join(lines), (GUI, XEM))


def nobody_reached(name: str, to_call: Sequence[ToCall]) -> Reply:
    """No message would arrive anywhere."""
    return Reply(
        f"{capital(name)}: không có đơn vị nào nhận được tin. "
        f"Cần gọi {len(to_call)}: {units_words([each.words for each in to_call])}."
    )


def sample(text: str, count: int) -> Reply:
    """The words that will be sent, to one of them."""
    more = f"\n({count} tin, mỗi tin theo số mục còn thiếu của đơn vị lúc gửi.)" if count > 1 else ""
    return Reply(f"Lời nhắc:\n{text}{more}\nNhắn “gửi” để gửi, “huỷ” để thôi.", (GUI,))


def chased(count: int, changed: Sequence[str]) -> Reply:
    """The reminders are on their way; who needed none any more."""
    sent = f"Đã xếp gửi {count} tin." if count else "Không còn ai phải nhắc, chưa gửi tin nào."
    rest = f" Không nhắc: {'; '.join(changed[:NAMES_MOST])}." if changed else ""
    return Reply(f"{sent}{rest}")


# Marks


def confirm(sentence: str, unfit: Sequence[str]) -> Reply:
    """What will be done, and with whom it cannot be."""
    rest = f"\nKhông làm với: {'; '.join(unfit[:NAMES_MOST])}." if unfit else ""
    return Reply(f"{sentence} Đúng không ạ?{rest}", (DUNG,))


def ask_reason(sentence: str) -> Reply:
    """Why is wanted: the chair reads it."""
    return Reply(f"{sentence} Lý do là gì? Đơn vị sẽ đọc lý do này.")


def ask_day(sentence: str, example: date) -> Reply:
    """Until when is wanted."""
    return Reply(f"{sentence} Lùi đến ngày nào? Ví dụ: {day_words(example)}.", in_words=True)


def not_ahead(until: date, due: str) -> Reply:
    """More time must be more."""
    text = f"Ngày {day_words(until)} không sau hạn hiện nay ({due}). Đồng chí xin nhắn ngày muộn hơn."
    return Reply(text, in_words=True)


def day_is_over(until: date) -> Reply:
    """The day has passed or is this one."""
    return Reply(f"Ngày {day_words(until)} không còn ở phía trước. Đồng chí xin nhắn ngày khác.", in_words=True)


def too_far(until: date) -> Reply:
    """So much more time is surely a slip."""
    return Reply(f"Ngày {until:%d/%m/%Y} xa quá một năm. Đồng chí xem lại rồi nhắn ngày khác.", in_words=True)


def whose(names: Sequence[str], name: str) -> str:
    """'báo cáo tháng 11 của Mầm non Hoa Sen', of several units with their number."""
    many = f"{len(names)} đơn vị: " if len(names) > 1 else ""
    return f"{name} của {many}{units_words(names)}"


def extending(what: str, until: date | None, asked: str) -> str:
    """'Lùi … đến thứ Sáu 27/11.'"""
    day = f" đến {weekday_of(until)}" if until else ""
    return f"Cho lùi {what}{day}{f' (đơn vị xin: {asked})' if asked else ''}."


def refusing(what: str, why: str) -> str:
    """'Không cho lùi …'"""
    return f"Trả lời đơn xin lùi {what}: không{because(why)}."


def excusing(what: str, why: str) -> str:
    """'Miễn …'"""
    return f"Miễn {what}{because(why)}."


def unexcusing(what: str) -> str:
    """It is owed again."""
    return f"Bỏ miễn {what}; lại phải nộp."


def because(why: str) -> str:
    """', lý do: “…”'."""
    return f", lý do: “{shortened(why, REASON_MOST)}”" if why else ""


def on_paper(what: str, day: date | None) -> str:
    """A report came on paper."""
    when = f", nhận ngày {day_words(day)}" if day else ""
    return f"Ghi nhận bản giấy {what}{when}; tính là đã nộp, không có số liệu trên trợ lý."


def off_paper(what: str) -> str:
    """The mark was a mistake."""
    return f"Bỏ dấu nhận bản giấy {what}; lại tính là chưa nộp."


def signing(what: str) -> str:
    """The signed copy came."""
    return f"Ghi nhận bản ký, đóng dấu {what}."


def unsigning(what: str) -> str:
    """It did not."""
    return f"Bỏ dấu nhận bản ký {what}."


def taking_in(what: str) -> str:
    """The report is taken in."""
    return f"Tiếp nhận {what}; đơn vị không sửa được nữa."


def returning(what: str, why: str) -> str:
    """The report is sent back."""
    return f"Trả lại {what}{because(why)}; đơn vị khai bổ sung rồi nộp lại."


def done(sentence: str, changed: Sequence[str], told: int | None) -> Reply:
    """What was done; what had changed meanwhile; whether the chairs learn of it by message."""
    parts = [f"Đã {sentence[:1].lower()}{sentence[1:]}"]
    if changed:
        parts.append(f"Đã thay đổi trong lúc chờ nên không làm: {'; '.join(changed[:NAMES_MOST])}.")
    if told == 0:
        parts.append("Đơn vị không nhận được tin, xin gọi điện báo.")
    elif told:
        parts.append("Đơn vị được báo.")
    return Reply(" ".join(parts))


def nothing_left(changed: Sequence[str]) -> Reply:
    """Everything had changed meanwhile."""
    return Reply(f"Trợ lý chưa làm gì: {'; '.join(changed[:NAMES_MOST])}.")


# To the chairs


def told_extended(office: str, item: Filing, now: datetime) -> Reply:
    """More time was given."""
    return push(office, item, f"đã được lùi đến {due_words(item)}.", now, opens=True)


def told_refused(office: str, item: Filing, why: str, now: datetime) -> Reply:
    """More time was not given."""
    return push(office, item, f"chưa được lùi, hạn vẫn là {due_words(item)}{because(why)}.", now, opens=True)


def told_excused(office: str, item: Filing, why: str, now: datetime) -> Reply:
    """Nothing is owed this time."""
    return push(office, item, f"được miễn{because(why)}. Đồng chí không cần nộp.", now)


def told_unexcused(office: str, item: Filing, now: datetime) -> Reply:
    """It is owed again."""
    return push(office, item, f"lại phải nộp (đã bỏ miễn), hạn {due_words(item)}.", now, opens=True)


def told_on_paper(office: str, item: Filing, now: datetime) -> Reply:
    """The paper is here."""
    return push(office, item, "đã nhận bản giấy. Cảm ơn đồng chí.", now)


def told_taken_in(office: str, item: Filing, now: datetime) -> Reply:
    """The report is taken in."""
    return push(office, item, f"đã được tiếp nhận (bản {item.version}, mã {item.code}).", now)


def told_returned(office: str, item: Filing, why: str, now: datetime) -> Reply:
    """The report is to be mended."""
    return push(office, item, f"cần bổ sung{because(why)}. Nhắn “khai” để sửa và nộp lại.", now, opens=True)


def told_behalf(office: str, item: Filing, what: str, now: datetime) -> Reply:
    """The office wrote for the unit."""
    return push(office, item, f"Văn phòng ghi hộ theo điện thoại: {what}. Chưa đúng xin nhắn lại số đúng.", now)


def told_submitted(office: str, item: Filing, by: str, now: datetime) -> Reply:
    """The office handed in for the unit."""
    return push(office, item, f"{by} đã nộp hộ, bản {item.version}, mã {item.code}. Chưa đúng xin gọi Văn phòng.", now)


def push(office: str, item: Filing, what: str, now: datetime, *, opens: bool = False) -> Reply:
    """A message that says whose it is and that it is automatic; with a way into the report where one is left."""
    buttons = (Button("Khai", says_begin(item, now.date())),) if opens else ()
    return Reply(
        f"{automatic(office)} {capital(title(item, now.date()))} của {item.unit_name}: {what}", buttons, pushed=True
    )


# Wishes for more time


def no_wish(unit_name: str) -> Reply:
    """Nobody has asked for what is refused."""
    return Reply(f"{short_name(unit_name)} không có đơn xin lùi nào đang chờ, nên chưa làm gì.")


def no_wishes() -> Reply:
    """Nobody waits for an answer."""
    return Reply("Không có đơn xin lùi nào đang chờ.")


def wishes(lines: Sequence[tuple[str, str]]) -> Reply:
    """Who asks for more time, until when and why; each with what grants it."""
    listed = "\n".join(f"• {line}" for line, _ in lines[:NAMES_MOST])
    buttons = tuple(Button(fitting(f"Cho lùi {name}")[:40], fitting(f"cho lùi {name}")) for _, name in lines[:4])
    first = lines[0][1]
    return Reply(
        f"Đang chờ {len(lines)} đơn xin lùi:\n{listed}\n"
        f"Nhắn “cho lùi {first}” hoặc “không lùi {first} vì …”.", buttons,
    )  # fmt: skip


def wish(item: Filing, until: date, why: str, who: str, now: datetime) -> str:
    """'Mầm non Hoa Sen, báo cáo tháng 11 (hạn thứ Tư 25/11): xin đến thứ Sáu 27/11, “…”, đ/c Hạnh'."""
    reason = f", “{shortened(why, 80)}”" if why else ""
    return (
        f"{short_name(item.unit_name)}, {title(item, now.date())} (hạn {due_words(item)}): "
        f"xin đến {weekday_of(until)}{reason}{f', đ/c {who}' if who else ''}"
    )


def at_home(moment: datetime) -> datetime:
    """The moment on Viet Nam's clock."""
    return moment.astimezone(VIETNAM)
