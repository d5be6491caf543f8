"""The sentences of a report that is filled in, read again, handed in, or sent once more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers.days import day_words, weekday_of
from handlers.messages import Button, Reply
from handlers.wording import number, shortened
from knowledge.dates import VIETNAM
from knowledge.text import fold, words
from scheduler.duties import ReportingPeriod
from scheduler.filings import Filing, State

SAYS_MAX_BYTES = 64
ADDED_MOST = 200
"""A passage that something was added to is shown almost whole."""
GUI = Button("Gửi báo cáo", "gửi báo cáo")
XEM = Button("Xem lại", "xem")
DE_SAU = Button("Để sau", "để sau")
NOP_LAI = Button("Nộp lại", "nộp lại")
DUNG = Button("Đúng", "đúng")
GHI_VAO = Button("Ghi vào mục", "ghi vào mục")
LA_SO = Button("Là số liệu", "là số liệu")
LA_CAU_HOI = Button("Là câu hỏi", "là câu hỏi")
PLAIN_NAME = frozenset(
    words("bao cao thang quy nam 6 sau ky dinh hoat dong cong doan ket qua cua cdcs co so ngan hang")
)
"""A duty whose name holds nothing else is called after its period: 'báo cáo tháng 11'."""


# Names of things


def period_words(period: ReportingPeriod, today: date) -> str:
    """'tháng 11' for a month near today, else the period's full name."""
    is_month = period.name.startswith("tháng ") and period.start.month == period.end.month
    apart = abs((period.start.year - today.year) * 12 + period.start.month - today.month)
    return f"tháng {period.start.month}" if is_month and apart <= 5 else period.name


def title(filing: Filing, today: date) -> str:
    """What a report is called in a sentence."""
    return name_of(filing.duty_name, filing.period, today)


def name_of(duty_name: str, period: ReportingPeriod, today: date) -> str:
    """'báo cáo tháng 11', 'báo cáo an toàn lao động tháng 11', or an ad-hoc request by its own name."""
    name, when = duty_name.strip(), period_words(period, today)
    if set(fold(name).split()) <= PLAIN_NAME:
        return f"báo cáo {when}"
    lowered = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return lowered if "T" in period.key and "-6T" not in period.key else f"{lowered} {when}"


def capital(text: str) -> str:
    """A capital letter in front."""
    return text[:1].upper() + text[1:]


def clock(moment: datetime) -> str:
    """'11:42 ngày 23/11/2026'."""
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def due_words(filing: Filing) -> str:
    """When a report is due."""
    return moment_words(filing.due)


def moment_words(moment: datetime) -> str:
    """'thứ Tư 25/11', with the hour where it is not the end of the day's work."""
    due = moment.astimezone(VIETNAM)
    hour = "" if due.hour == 17 and not due.minute else f"{due.hour} giờ{f' {due.minute:02d}' if due.minute else ''} "
    return f"{hour}{weekday_of(due.date())}"


def says_begin(filing: Filing, today: date, *, unit: str = "") -> str:
    """'khai báo cáo tháng 11', with the unit where the speaker has several; always short enough for a button."""
    whole = f"khai {title(filing, today)}{f' {unit}' if unit else ''}"
    for said in (whole, fold(whole)):
        if len(said.encode()) <= SAYS_MAX_BYTES:
            return said
    return fold(whole).encode()[:SAYS_MAX_BYTES].decode(errors="ignore").rstrip()


# Which report


def which(choices: Sequence[tuple[str, str, str]]) -> Reply:
    """Several are owed: each with its due day and the sentence that begins it."""
    lines = "\n".join(f"• {label}, {due}" for label, due, _ in choices)
    buttons = tuple(Button(capital(label)[:40], says) for label, _, says in choices[:6])
    return Reply(f"Đồng chí khai báo cáo nào?\n{lines}", buttons)


def which_to_mend(choices: Sequence[tuple[str, str, str]], said: str) -> Reply:
    """A field is to be put right, and more than one report may be meant."""
    lines = "\n".join(f"• {label}, {stands}" for label, stands, _ in choices)
    buttons = tuple(Button(capital(label)[:40], says) for label, _, says in choices[:6])
    return Reply(f"“{shortened(said, 40)}” là của báo cáo nào?\n{lines}", buttons)


def standing_words(filing: Filing) -> str:
    """'đã nộp bản 1', else when it is due."""
    return f"đã nộp bản {filing.version}" if filing.state is State.SUBMITTED else f"hạn {due_words(filing)}"


def named(name: str, version: int) -> str:
    """Which report it is; `version` is the one that the office holds."""
    return f"{capital(name)}, đã nộp bản {version}." if version else f"{capital(name)}."


def none_such() -> Reply:
    """No report of the speaker's unit fits what was said."""
    return Reply("Đơn vị của đồng chí không có báo cáo như vậy. Nhắn “việc của tôi” để xem các báo cáo phải nộp.")


def nothing_owed(name: str, due: str) -> Reply:
    """Nothing to fill in, and what comes next; `name` is empty when nothing is known of it."""
    ahead = f" Sắp tới là {name}, hạn {due}." if name else ""
    return Reply(f"Hiện đơn vị đồng chí không còn báo cáo nào phải nộp.{ahead}")


def not_for_staff() -> Reply:
    """An office has no report of its own to hand in here."""
    return Reply("Báo cáo do Chủ tịch, Phó Chủ tịch đơn vị khai. Đơn vị báo qua điện thoại thì Văn phòng ghi hộ.")


def not_for_strangers(office: str, phone: str) -> Reply:
    """Nobody may believe that a report was taken."""
    return Reply(
        "Trợ lý chỉ nhận báo cáo của cán bộ đã tham gia; chưa ghi gì. Có mã tham gia xin nhắn mã, "
        f"hoặc báo cho {office}{number(phone)}."
    )


def no_longer_yours() -> Reply:
    """The seat has ended meanwhile."""
    return Reply("Đồng chí hiện không còn phụ trách báo cáo này nên trợ lý chưa ghi gì. Cần hỏi xin gọi Văn phòng.")


# How a report stands


def abolished(name: str) -> Reply:
    """The duty, or the unit, has ended."""
    return Reply(f"{capital(name)} không còn phải nộp nữa: Văn phòng đã bỏ. Đồng chí không cần làm gì thêm.")


def excused(name: str, why: str) -> Reply:
    """The office has excused the unit."""
    return Reply(f"Văn phòng đã miễn {name} cho đơn vị: {shortened(why, 120)}. Đồng chí không cần nộp.")


def taken_in(name: str, filing: Filing) -> Reply:
    """Locked: whoever wants it changed telephones."""
    return Reply(
        f"{capital(name)} đã được Văn phòng tiếp nhận (bản {filing.version}, mã {filing.code}). "
        "Muốn sửa xin gọi Văn phòng trả lại bản này."
    )


def filed_already(name: str, filing: Filing) -> Reply:
    """It is in already, by whom and when."""
    assert filing.submitted_at, "a report that is in has its moment"
    who = f", do {filing.submitted_by} nộp" if filing.submitted_by else ""
    version = f"bản {filing.version}" if filing.version == 1 else f"nay là bản {filing.version}"
    text = f"{capital(name)} đã nộp lúc {clock(filing.submitted_at)}{who}, {version}, mã {filing.code}."
    return (
        Reply(text, (Button("Xem", f"xem {name}"),)) if len(f"xem {name}".encode()) <= SAYS_MAX_BYTES else Reply(text)
    )


def filed(name: str, filing: Filing, changes: Sequence[str]) -> Reply:
    """It is in: what may be done with it, and what has been changed since."""
    first = filed_already(name, filing).text
    if not changes:
        says = f"xem {name}"
        buttons = (Button("Xem lại", says),) if len(says.encode()) <= SAYS_MAX_BYTES else ()
        return Reply(f"{first} Số liệu hiện nay giống bản đã nộp; sửa ô nào nhắn “nộp lại”.", buttons)
    listed = "\n".join(f"• {line}" for line in changes[:8])
    return Reply(
        f"{first}\nKhác bản đã nộp:\n{listed}\nNhắn “nộp lại” để gửi bản {filing.version + 1}.", (NOP_LAI, XEM)
    )


def not_filed_yet(name: str, filing: Filing, left: Sequence[str], says: str) -> Reply:
    """Somebody says that it was sent, and it was not sent here."""
    return Reply(
        f"Trợ lý chưa nhận được {name} (hạn {due_words(filing)}){_still(left)}. Nộp ở đây thì nhắn “khai”; "
        "đã gửi bản giấy thì Văn phòng ghi nhận khi nhận được.",
        (Button("Khai", says),),
    )


def _still(left: Sequence[str]) -> str:
    return f": còn {len(left)} mục" if left else ": đủ mục, chưa gửi"


def returned(name: str, why: str) -> str:
    """The office's reason comes first."""
    return f"Văn phòng trả lại {name}: “{shortened(why, 200)}”."


# Asking


@dataclass(frozen=True, slots=True)
class Asked:
    """What the next question is made of. `last` is what stood before, in words, `before` its period."""

    question: str
    is_figure: bool
    left: int
    last: str = ""
    before: str = ""
    proposes: bool = False
    """Whether the same again is likely: then how one says so is shown."""
    with_hint: bool = False


def ask(lead: str, asked: Asked) -> Reply:
    """What was done, and the next question."""
    text = f"{asked.question}{_proposal(asked)}"
    if asked.with_hint and asked.is_figure:
        text += " Không có nhắn 0, chưa biết nhắn “chưa rõ”."
    if asked.left > 1:
        text = f"{text} (còn {asked.left} mục)"
    whole = "\n".join(part for part in (lead, text) if part)
    if asked.is_figure:
        return Reply(whole, in_words=True)
    same = same_as(asked.before)
    return Reply(whole, (Button(capital(same), same),) if asked.proposes and asked.last else ())


def same_as(before: str) -> str:
    """'như tháng trước', or 'như kỳ trước' of a longer period."""
    return "như tháng trước" if before.startswith("tháng ") else "như kỳ trước"


def _proposal(asked: Asked) -> str:
    if not asked.last or not (asked.is_figure or asked.proposes):
        return ""
    said = asked.last if asked.is_figure else quoted(asked.last, 90)
    same = f"; không đổi nhắn “{same_as(asked.before)}”" if asked.proposes else ""
    return f" ({asked.before}: {said}{same})"


def recorded(lines: Sequence[str]) -> str:
    """What was just written down: 'Ghi kết nạp đoàn viên mới: 5.'"""
    return f"Ghi {'; '.join(lines)}."


def copied(label: str, before: str, what: str) -> str:
    """What was taken over."""
    return f"Đã chép “{label}” từ {before}: {what}"


def nothing_to_copy(label: str) -> str:
    """There is no last period."""
    return f"Chưa có {label} của kỳ trước để chép."


def emptied(label: str) -> str:
    """A field has been emptied."""
    return f"Đã bỏ nội dung mục “{label}”; số cũ còn trong lịch sử."


def cannot_empty(label: str) -> str:
    """The figure is made of those of shorter periods."""
    return f"“{label}” cộng từ các kỳ ngắn hơn nên không bỏ ở đây được; nhắn số đúng để thay."


def kept_as_is() -> str:
    """A change was not wanted."""
    return "Giữ nguyên, chưa sửa gì."


def not_changed(labels: Sequence[str]) -> str:
    """Figures that waited to be confirmed, and were not."""
    return f"Chưa sửa {'; '.join(f'“{label}”' for label in labels)}."


def not_written(said: str) -> str:
    """A text that waited to be told what it is, and was not."""
    return f"Chưa ghi “{shortened(said, 60)}”."


def how_many_are_left() -> str:
    """'bớt 2' says how many fewer: the figure itself is wanted."""
    return "Chưa ghi số nào: muốn bớt thì đồng chí nhắn số còn lại."


def how_many_in_all() -> str:
    """'thêm 2' while another figure waits: on top of which is not known."""
    return "Chưa ghi số nào: chưa rõ thêm vào số nào, đồng chí nhắn số sau khi thêm."


def which_field(said: str, fields: Sequence[tuple[int, str]]) -> Reply:
    """A name that several fields share."""
    lines = "\n".join(f"• Ô {place} – {capital(label)}" for place, label in fields)
    return Reply(f"“{shortened(said, 40)}” là của ô nào? Chưa sửa gì.\n{lines}\nĐồng chí nhắn số ô, ví dụ “ô 3: 7”.")


def told_and_closed(line: str, closed: Reply) -> Reply:
    """What a field of a report holds that can be put right no more."""
    return replace(closed, text=f"{line}\n{closed.text}")


def to_confirm(lines: Sequence[str], lead: str = "") -> Reply:
    """Something would be replaced or looks odd."""
    whole = "\n".join(part for part in (lead, *lines) if part)
    return Reply(f"{whole}\nĐúng thì nhắn “đúng”, không thì nhắn “không” hoặc nhắn lại.", (DUNG,), in_words=True)


def replaces(label: str, old: str, new: str) -> str:
    """'kết nạp đoàn viên mới: thay 5 bằng 6 (không cộng thêm).'"""
    return f"{capital(label)}: thay {old} bằng {new} (không cộng thêm)."


def adds(label: str, old: str, more: str, new: str) -> str:
    """'kết nạp đoàn viên mới: cộng 2 vào 5 thành 7.'"""
    return f"{capital(label)}: cộng {more} vào {old} thành {new}."


def drops(label: str, old: str) -> str:
    """A field would be emptied."""
    return f"Bỏ nội dung mục “{label}”: {quoted(old)}."


def read_as(label: str, value: str) -> str:
    """A figure within a longer sentence that does not name what it counts."""
    return f"Trợ lý hiểu “{label}” là {value}."


def two_figures(label: str) -> str:
    """Two figures for one field in one message."""
    return f"Tin này có hai số khác nhau của mục “{label}”, chưa ghi số nào. Đồng chí nhắn lại một số."


def not_named(said: str) -> str:
    """A figure that names no field, beside others that do."""
    which = f"“{shortened(said, 40)}”" if said else "con số này"
    return f"Chưa rõ {which} là số của mục nào nên chưa ghi số nào. Đồng chí nhắn tên mục kèm con số."


def quoted(text: str, most: int = 60) -> str:
    """A passage within a sentence; a figure as it is."""
    return text if text[:1].isdecimal() else f"“{shortened(text.rstrip(' .'), most)}”"


def far_off(label: str, new: str, last: str, before: str) -> str:
    """Ten times last month."""
    return f"{capital(label)}: {new} khác xa {before} ({last})."


def text_or_not(label: str, *, is_question: bool) -> Reply:
    """A sentence that may be the passage or something else."""
    other = "hay đồng chí đang hỏi" if is_question else "hay là số liệu"
    return Reply(f"Ghi câu này vào mục “{label}”, {other}?", (GHI_VAO, LA_CAU_HOI if is_question else LA_SO))


def riddle(said: str) -> Reply:
    """Letters that are no word."""
    return Reply(
        f"“{shortened(said, 20)}” nghĩa là gì ạ? Không có thì nhắn “không có”, giống kỳ trước thì nhắn “như kỳ trước”, "
        "còn lại xin viết rõ.",
        (Button("Không có", "không có"),),
    )


def one_field_each() -> Reply:
    """Several fields are named in one message, one of them with text."""
    return Reply("Tin này có nhiều mục, chưa ghi mục nào. Đồng chí nhắn từng mục một, ví dụ “tồn tại: không có”.")


def is_other_field(said: str, label: str, asked: str) -> str:
    """A figure in the measure of another field than the one that was asked."""
    return f"“{shortened(said, 30)}” là {label}, không phải {asked}?"


def problem(what: str, label: str) -> Reply:
    """What was said cannot be written down as it is."""
    open_still = f" Đang hỏi: {label}." if label else ""
    return Reply(f"{what}{open_still}", in_words=True)


def no_box(count: int) -> str:
    """A field that the form does not have."""
    return f"Báo cáo này có các ô từ 1 đến {count}."


# Reading again and handing in


def preview(name: str, unit: str, boxes: Sequence[str], closing: str) -> Reply:
    """The fields one by one, with where each comes from."""
    return Reply("\n".join((f"{capital(name)}, {unit}:", *boxes, closing)))


def closing(left: int, *, version: int) -> Reply:
    """What can be done with a report that was just read again."""
    if left:
        return Reply(f"Còn {left} mục, nhắn “khai” để làm tiếp. {HOW_TO_FIX}", (Button("Khai tiếp", "khai tiếp"),))
    if version:
        return Reply(f"Văn phòng đang có bản {version}. {HOW_TO_FIX} Gửi bản mới thì nhắn “nộp lại”.")
    return Reply(f"Văn phòng chưa thấy. {HOW_TO_FIX} Đủ rồi thì nhắn “gửi báo cáo”.", (GUI, DE_SAU))


def box(place: int, label: str, value: str, source: str) -> str:
    """'Ô 3 – Tổng số đoàn viên: 212 đoàn viên (chép kỳ trước)'."""
    return f"Ô {place} – {capital(label)}: {value}{f' ({source})' if source else ''}"


HOW_TO_FIX = "Sửa thì nhắn “sửa ô 3” hoặc “ô 3: 7”."


def ready(lead: str, count: int, *, version: int) -> Reply:
    """All is filled in: nothing is sent before it is said."""
    if version:
        text = f"Văn phòng vẫn đang có bản {version}. Nhắn “nộp lại” để gửi bản {version + 1}, “xem” để đọc lại."
        return Reply("\n".join(filter(None, (lead, text))), (NOP_LAI, XEM))
    text = f"Đủ {count}/{count} mục, Văn phòng chưa thấy. Nhắn “gửi báo cáo” để nộp, “xem” để đọc lại."
    return Reply("\n".join(filter(None, (lead, text))), (GUI, XEM))


def still_missing(labels: Sequence[str]) -> str:
    """Not complete yet."""
    listed = shortened("; ".join(labels), 160)
    return f"Chưa gửi được, còn {len(labels)} mục: {listed}{'' if listed.endswith('…') else '.'}"


def how_far(labels: Sequence[str], count: int) -> str:
    """'Còn 2 mục: …', or that nothing is missing."""
    if not labels:
        return f"Đã đủ {count}/{count} mục."
    listed = shortened("; ".join(labels), 160)
    return f"Còn {len(labels)}/{count} mục: {listed}{'' if listed.endswith('…') else '.'}"


def odd(sentences: Sequence[str]) -> Reply:
    """What does not agree is asked about once."""
    listed = " ".join(sentences[:4])
    return Reply(f"{listed}\nVẫn gửi thì nhắn “đúng”; sửa thì nhắn “xem”.", (Button("Vẫn gửi", "đúng"), XEM))


def unknown(label: str) -> str:
    """A field answered by 'chưa rõ'."""
    return f"Mục “{label}” còn ghi “chưa rõ”."


def send_or_not() -> Reply:
    """'dung gui' can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “gửi báo cáo” để nộp, “để sau” để giữ bản nháp.", (GUI, DE_SAU))


def unclear_yes() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “đúng” nếu đồng ý, “không” nếu giữ nguyên.", (DUNG,), in_words=True)


def not_sent() -> str:
    """Handing in was stopped."""
    return "Chưa gửi."


def receipt(filing: Filing, *, at: datetime, wants_signed: bool, word_says: str) -> Reply:
    """Handed in: when, as which version, under which code; thanks once."""
    parts = [clock(at), timeliness(filing), f"bản {filing.version}", f"mã {filing.code}"]
    signed = " Còn bản ký, đóng dấu gửi Văn phòng sau." if wants_signed else ""
    thanks = " Cảm ơn đồng chí." if filing.version == 1 else ""
    buttons = (Button("Bản Word", word_says),) if word_says else ()
    return Reply(f"Đã nộp {', '.join(parts)}.{signed}{thanks}", buttons)


def timeliness(filing: Filing) -> str:
    """'trước hạn', 'đúng hạn', 'sau hạn 25/11'."""
    assert filing.submitted_at, "it is in"
    due = filing.due.astimezone(VIETNAM)
    if filing.is_late:
        return f"sau hạn {day_words(due.date())}"
    return "đúng hạn" if filing.submitted_at.astimezone(VIETNAM).date() == due.date() else "trước hạn"


def nothing_new_to_send(name: str, filing: Filing) -> Reply:
    """The same would be sent again."""
    return Reply(
        f"{capital(name)} giống bản {filing.version} đã nộp nên trợ lý không gửi lại. Sửa ô nào nhắn “ô 3: 7”."
    )


def sent_again(name: str, unit: str, filing: Filing) -> Reply:
    """What the office is told of a new version."""
    return Reply(f"{unit} vừa gửi bản {filing.version} của {name} (mã {filing.code}), thay bản {filing.version - 1}.")


def paper(name: str, file_name: str) -> str:
    """The file is here."""
    return f"{capital(name)}, bản Word: {file_name}. Đồng chí in, ký, đóng dấu rồi gửi Văn phòng."


def no_paper_yet(name: str, says: str) -> Reply:
    """A draft has no paper."""
    return Reply(f"{capital(name)} chưa nộp nên chưa có bản Word. Nhắn “khai” để làm tiếp.", (Button("Khai", says),))


def left(name: str, version: int = 0) -> Reply:
    """The talk was left; what was said is kept. `version` is the one that the office holds."""
    office = f"Văn phòng đang có bản {version}" if version else "Văn phòng chưa thấy"
    return Reply(
        f"Đã tạm dừng {name or 'báo cáo'}; các mục đã khai vẫn giữ, {office}. "
        f"Làm tiếp nhắn “{f'khai {name}' if name else 'khai'}”."
    )


def opening(name: str, due: str) -> str:
    """Which report is opened, where several are owed."""
    return f"{capital(name)}, hạn {due}."
