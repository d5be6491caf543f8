"""The sentences of documents in the talk: what waits, the review with its doubts and corrections, the file itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.messages import Button, File, Reply
from handlers.wording import shortened
from handlers.wording.board import fitting
from handlers.wording.dropping import reason
from handlers.wording.report import capital
from knowledge.dates import VIETNAM, written_day
from knowledge.proposals.doubts import Reason
from knowledge.proposals.values import Basis, Counting, ItemKind, Mark, State, Way
from knowledge.readers.reading import Advice

FIRST_MOST = 600
PAGE_MOST = 1400
QUOTE_MOST = 260
LINE_MOST = 170
LIST_MOST = 8

XEM_HET = Button("Xem hết", "xem hết")
XEM_TIEP = Button("Xem tiếp", "xem tiếp")
CONG_BO = Button("Công bố", "công bố")
DE_SAU = Button("Để sau", "để sau")
CACH_TINH = Button("Cách tính", "cách tính")
DUNG_CACH_TINH = Button("Đúng cách tính", "đúng cách tính")
CHUA_CHAC = Button("Chỗ chưa chắc", "chỗ chưa chắc")
VAN_GHI = Button("Vẫn ghi", "vẫn ghi")
DUNG = Button("Đúng", "đúng")
KHONG = Button("Không", "không")

KINDS = {ItemKind.TARGET: "chỉ tiêu", ItemKind.DUTY: "chế độ báo cáo", ItemKind.MILESTONE: "mốc"}
MARKS = {Mark.READ: "", Mark.CORRECTED: "đã sửa", Mark.DROPPED: "đã bỏ", Mark.ADDED: "đã thêm"}
FIELDS = {
    "number": "số hiệu", "issued_on": "ngày ban hành", "issuer": "đơn vị ban hành", "title": "tên văn bản",
    "type": "loại văn bản", "signer_role": "người ký", "valid_from": "hiệu lực từ", "valid_to": "hiệu lực đến",
    "period": "thời kỳ", "issuer_code": "mã đơn vị ban hành", "theme": "chủ đề", "motto": "phương châm",
    "signer": "tên người ký", "references": "văn bản liên quan", "issued_at": "nơi ban hành",
    "recipients": "nơi nhận", "number_note": "ghi chú số hiệu", "issued_note": "ghi chú ngày ban hành",
}  # fmt: skip
COUNTINGS = {
    Counting.AREA: "cộng các đơn vị", Counting.PER_UNIT: "tính riêng từng đơn vị",
    Counting.AVERAGE: "bình quân các đơn vị", Counting.SHARE: "tỷ lệ đơn vị đạt",
}  # fmt: skip
BASES = {Basis.GROSS: "tính số mới, không trừ giảm", Basis.NET: "đã trừ số giảm", Basis.STOCK: "tính số hiện có"}


def way_words(way: Way) -> str:
    """'cộng các đơn vị, tính số mới, không trừ giảm'."""
    of = f", trên {way.denominator}" if way.denominator else ""
    return f"{COUNTINGS[way.counting]}, {BASES[way.basis]}{of}"


# What there is


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal in the list: its number, its name as far as it is known, and where it stands."""

    number: int
    name: str
    state: State
    pages: tuple[int, int] = (0, 0)
    trouble: str = ""
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Shelved:
    """A published document in the list."""

    name: str
    number: int | None = None
    """Of the proposal, for those who may take it back; of the list for everybody else."""
    version: int = 1
    since: datetime | None = None
    term: str = ""
    is_digest: bool = False
    asks: str = ""
    """What sends its file; '' where there is none."""


def waiting_line(item: Waiting) -> str:
    """One that is being read, waits for a decision, or could not be read."""
    name = shortened(item.name, 120)
    match item.state:
        case State.READING if item.pages[1]:
            return f"• Văn bản {item.number}: {name}, đang đọc {item.pages[0]}/{item.pages[1]} trang"
        case State.READING:
            return f"• Văn bản {item.number}: {name}, đang đợi đọc"
        case State.FAILED:
            return f"• Văn bản {item.number}: {name}, chưa đọc được: {reason(item.trouble).rstrip('.')}"
        case _:
            rest = f"chờ duyệt, {item.doubtful} chỗ chưa chắc" if item.doubtful else "chờ duyệt"
            return f"• Văn bản {item.number}: {name}, {rest}"


def shelved_line(item: Shelved) -> str:
    """One that answers."""
    told = [
        item.term,
        f"bản {item.version}" if item.number is not None and item.since else "",
        f"công bố {item.since.astimezone(VIETNAM):%d/%m/%Y}" if item.since else "",
        "tóm lược" if item.is_digest else "",
    ]
    label = f"Văn bản {item.number}: " if item.number is not None else ""
    return f"• {label}{'; '.join(part for part in (shortened(item.name, 150), *told) if part)}"


def listed_for_staff(waiting: Sequence[Waiting], shelved: Sequence[Shelved]) -> Reply:
    """What waits, and what answers from now on."""
    first = next((item for item in waiting if item.state is State.OPEN), None)
    lines = ["Đang chờ:", *map(waiting_line, waiting[:LIST_MOST])] if waiting else ["Không có văn bản nào chờ duyệt."]
    if len(waiting) > LIST_MOST:
        lines.append(f"và {len(waiting) - LIST_MOST} văn bản nữa.")
    if shelved:
        lines += ["Đang trả lời:", *map(shelved_line, shelved[:LIST_MOST])]
    if len(shelved) > LIST_MOST:
        lines.append(f"và {len(shelved) - LIST_MOST} văn bản nữa.")
    if first:
        lines.append(f"Duyệt thì nhắn “xem văn bản {first.number}”.")
    buttons = (Button(f"Xem văn bản {first.number}", f"xem văn bản {first.number}"),) if first else ()
    return Reply("\n".join(lines), buttons, in_words=True)


def listed_for_all(shelved: Sequence[Shelved]) -> Reply:
    """The documents that answer for the speaker."""
    lines = ["Văn bản trợ lý đang dùng để trả lời:", *map(shelved_line, shelved[:LIST_MOST])]
    if len(shelved) > LIST_MOST:
        lines.append(f"và {len(shelved) - LIST_MOST} văn bản nữa.")
    sent = next((item for item in shelved[:LIST_MOST] if item.asks and item.number is not None), None)
    if sent:
        lines.append(f"Cần cả văn bản thì nhắn “gửi tôi văn bản {sent.number}”.")
    buttons = (Button(f"Gửi tôi văn bản {sent.number}", f"gửi tôi văn bản {sent.number}"),) if sent else ()
    return Reply("\n".join(lines), buttons, in_words=True)


def none_yet() -> Reply:
    """No document answers for the speaker."""
    return Reply("Chưa có văn bản nào của đơn vị đồng chí hay của cấp trên trong kho của trợ lý.")


def only_staff() -> Reply:
    """A chair wants to review."""
    return Reply("Việc duyệt văn bản do Văn phòng làm. Đồng chí nhắn “văn bản” để xem các văn bản đang dùng.")


def no_such(number: int) -> Reply:
    """No proposal of the speaker's has this number."""
    return Reply(f"Không có văn bản {number} trong phạm vi của đồng chí. Nhắn “văn bản” để xem danh sách.")


def which_waits(numbers: Sequence[int]) -> Reply:
    """Several wait, or none."""
    if not numbers:
        return Reply("Không có văn bản nào chờ duyệt.")
    shown = numbers[:LIST_MOST]
    says = ", ".join(f"“xem văn bản {number}”" for number in shown)
    buttons = tuple(Button(f"Xem văn bản {number}", f"xem văn bản {number}") for number in shown[:3])
    return Reply(f"Có {len(numbers)} văn bản chờ duyệt, đồng chí nhắn {says}.", buttons, in_words=True)


def still_reading(number: int, pages: tuple[int, int]) -> Reply:
    """The file is not read through yet."""
    done = f", đã xong {pages[0]}/{pages[1]} trang" if pages[1] else ""
    return Reply(f"Văn bản {number} đang được đọc{done}. Đọc xong trợ lý báo ngay.")


def could_not_be_read(number: int, name: str, trouble: str) -> Reply:
    """The file was not understood."""
    away = f"bỏ văn bản {number}"
    text = f"Văn bản {number} ({shortened(name, 80)}): {reason(trouble).rstrip('.')}. Không cần nữa thì nhắn “{away}”."
    return Reply(text, (Button(capital(away), away),), in_words=True)


def decided_already(number: int, state: State, by: str, at: datetime | None) -> Reply:
    """Somebody has had the last word."""
    when = f" lúc {at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}" if at else ""
    who = f"{by} " if by else ""
    done = {State.PUBLISHED: "công bố", State.DROPPED: "bỏ", State.UNDONE: "thu hồi"}[state]
    back = f"Thu hồi thì nhắn “thu hồi văn bản {number}”." if state is State.PUBLISHED else "Cần lại thì gửi lại tệp."
    buttons = (Button("Thu hồi", f"thu hồi văn bản {number}"),) if state is State.PUBLISHED else ()
    return Reply(capital(f"{who}đã {done} văn bản {number}{when}. {back}".strip()), buttons, in_words=True)


def not_published(number: int) -> Reply:
    """Only what was published can be taken back."""
    return Reply(f"Văn bản {number} chưa được công bố nên không có gì để thu hồi.")


def which_back(numbers: Sequence[int]) -> Reply:
    """Which publication is to be taken back was not said."""
    shown = ", ".join(f"“thu hồi văn bản {number}”" for number in numbers[:LIST_MOST])
    return Reply(f"Đồng chí thu hồi văn bản nào: nhắn {shown}." if shown else "Chưa có văn bản nào được công bố.")


# The review


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the first message of a review says."""

    number: int
    name: str
    term: str
    counts: tuple[int, int, int]
    """Targets, duties, milestones."""
    relations: tuple[str, ...] = ()
    """'thay thế Kế hoạch 12/KH-CĐX'."""
    before: str = ""
    """What it takes the place of in the library."""
    doubtful: int = 0
    edits: int = 0
    notes: tuple[str, ...] = ()
    """What to know about the file before it is published."""


def counted(counts: tuple[int, int, int]) -> str:
    """'12 chỉ tiêu, 2 chế độ báo cáo, 1 mốc'."""
    parts = [f"{count} {name}" for count, name in zip(counts, KINDS.values(), strict=True) if count]
    return ", ".join(parts) or "không chỉ tiêu, chế độ báo cáo hay mốc nào"


def summary(sheet: Sheet) -> str:
    """What the paper comes to, in at most so many characters."""
    term = f", {sheet.term}" if sheet.term else ", chưa rõ thời hạn hiệu lực"
    lines = [f"Văn bản {sheet.number}: {shortened(sheet.name, 220)}{term}."]
    lines.append(f"Đọc được {counted(sheet.counts)}.")
    if sheet.relations:
        lines.append(f"{capital('; '.join(shortened(each, 90) for each in sheet.relations[:2]))}.")
    if sheet.before:
        lines.append(f"{capital(sheet.before)}.")
    lines += [shortened(note, 130) for note in sheet.notes[:2]]
    if sheet.edits:
        lines.append(f"Đã có {sheet.edits} chỗ sửa, xác nhận.")
    lines.append(f"Còn {sheet.doubtful} chỗ chưa chắc." if sheet.doubtful else "Không còn chỗ nào chưa chắc.")
    return shortened("\n".join(lines), FIRST_MOST)


NOTES = {
    Advice.INTERNAL_USE: "Văn bản ghi “Lưu hành nội bộ”, chỉ công bố khi được phép.",
    Advice.SCANNED: "Có trang chụp, chữ do máy nhận: trang {}.",
    Advice.PAGES_WITHOUT_TEXT: "Không đọc được chữ ở trang {}.",
    Advice.TRACKED_CHANGES: "Tệp còn sửa đổi chưa chốt, trợ lý đọc theo bản đã sửa.",
}


def note_words(advice: Advice, detail: str) -> str:
    """What to know about the file; '' for what changes nothing for the reviewer."""
    return NOTES.get(advice, "").format(shortened(detail, 60))


REASONS = {
    Reason.POORLY_READ: "bản quét mờ, đọc là “{}”, có thể sai",
    Reason.NO_NUMBER: "chưa thấy số, ký hiệu văn bản",
    Reason.NO_DAY: "chưa thấy ngày ban hành",
    Reason.NO_ISSUER: "chưa thấy đơn vị ban hành",
    Reason.NO_TYPE: "chưa rõ loại văn bản",
    Reason.NO_TERM: "văn bản không nêu hiệu lực từ ngày nào đến ngày nào",
    Reason.STRANGE_DAY: "ngày ban hành {} không khớp với thời hạn của văn bản",
    Reason.UNKNOWN_ISSUER: "“{}” chưa có trong danh sách công đoàn của trợ lý; giữ thì chỉ ai hỏi đích danh mới được "
    "trả lời theo văn bản này",
    Reason.NOTHING_SET: "loại văn bản này thường giao chỉ tiêu nhưng trợ lý chưa thấy chỉ tiêu nào",
    Reason.NO_SUBJECT: "chưa rõ con số này nói về việc gì",
    Reason.ABOVE_ALL: "tỷ lệ lớn hơn 100%",
    Reason.CONTRADICTED: "cùng việc này, {} nêu con số khác",
    Reason.RATIO_DIFFERS: "tỷ lệ in trong văn bản không khớp phép chia “{}”",
    Reason.PAST_DUE: "hạn “{}” trước ngày ban hành",
    Reason.REPAIRED: "trong tệp ghi “{}”, trợ lý đã đọc thành con số này",
}
ANSWERS = {
    "number": "nhắn “số hiệu …”, hoặc “giữ” nếu văn bản không ghi",
    "issued_on": "nhắn “ngày ban hành dd/mm/yyyy”, hoặc “giữ”",
    "issuer": "nhắn “đơn vị ban hành …”, hoặc “giữ”",
    "type": "nhắn “loại văn bản …”, “thêm chỉ tiêu: … ở mục …”, hoặc “giữ”",
    "valid_to": "nhắn “hiệu lực từ … đến …”, hoặc “giữ”",
}


def reason_words(reason: Reason, detail: str) -> str:
    """Why it is doubtful."""
    words = REASONS[reason]
    return words.format(shortened(detail, 90)) if "{}" in words else words


@dataclass(frozen=True, slots=True)
class Line:
    """An item in words: its number, what it says, where it stands, and its mark."""

    number: int
    text: str
    place: str
    kind: ItemKind = ItemKind.TARGET
    mark: Mark = Mark.READ
    page: int | None = None
    quote: str = ""
    way: str = ""

    @property
    def where(self) -> str:
        """'mục II, gạch đầu dòng 1, trang 2'."""
        page = f", trang {self.page}" if self.page else ""
        return f"{self.place}{page}" if self.place else page.removeprefix(", ")


def item_line(line: Line) -> str:
    """'Số 3: kết nạp đoàn viên mới, ít nhất 40 đoàn viên (mục II, gạch đầu dòng 2; đã sửa)'."""
    kind = "" if line.kind is ItemKind.TARGET else f"{KINDS[line.kind]}: "
    notes = "; ".join(part for part in (line.where, MARKS[line.mark]) if part)
    return f"Số {line.number}: {kind}{shortened(line.text, LINE_MOST)}{f' ({notes})' if notes else ''}"


def doubt_of_item(line: Line, reason: str, place: tuple[int, int]) -> Reply:
    """One doubtful item with its words, and what can be said."""
    quote = f"\n“{shortened(line.quote, QUOTE_MOST)}”" if line.quote else ""
    text = (
        f"Chưa chắc {place[0]}/{place[1]}. {item_line(line)}: {reason}.{quote}\n"
        f"Đúng thì nhắn “giữ số {line.number}”; sai thì nhắn “số {line.number} là …” hoặc “bỏ số {line.number}”."
    )
    choices = (
        Button(f"Đúng, giữ số {line.number}", f"giữ số {line.number}"),
        Button(f"Bỏ số {line.number}", f"bỏ số {line.number}"),
    )
    return Reply(text, (*choices, XEM_HET, CONG_BO, DE_SAU), in_words=True)


def doubt_of_header(field: str, value: str, reason: str, place: tuple[int, int]) -> Reply:
    """Something doubtful in the head."""
    told = f" (đang ghi {value})" if value else ""
    text = f"Chưa chắc {place[0]}/{place[1]}. {capital(FIELDS.get(field, 'phần đầu'))}{told}: {reason}.\n"
    text += f"{capital(ANSWERS.get(field, 'nhắn phần đúng, hoặc “giữ”'))}."
    return Reply(text, (Button("Giữ như vậy", "giữ"), XEM_HET, CONG_BO, DE_SAU), in_words=True)


def ready(uncounted: Sequence[object]) -> Reply:
    """Nothing is doubtful (any more)."""
    text = "Nhắn “công bố” để dùng; “xem hết” để xem từng mục; “số 3 là …” để sửa"
    text += "; “cách tính” để xác nhận cách tính" if uncounted else ""
    return Reply(f"{text}; “để sau” để dừng.", ready_buttons(uncounted), in_words=True)


def ready_again(uncounted: Sequence[object]) -> Reply:
    """The same in few words, behind what was just written."""
    return Reply("Sửa tiếp, “xem hết” hoặc “công bố”.", ready_buttons(uncounted), in_words=True)


def ready_buttons(uncounted: Sequence[object]) -> tuple[Button, ...]:
    """What can be done when nothing is doubtful."""
    return (CONG_BO, XEM_HET, *((CACH_TINH,) if uncounted else ()), DE_SAU)


def together(first: str, reply: Reply) -> Reply:
    """What was done, and the question that is open now, in one message."""
    return Reply(f"{first}\n{reply.text}" if first else reply.text, reply.buttons, reply.pictures, reply.files,
                 in_words=reply.in_words)  # fmt: skip


def page(shown: str, more: int, doubtful: int) -> Reply:
    """A page of the list, and how it goes on."""
    rest = f"\nCòn {more} mục, nhắn “xem tiếp”." if more else ""
    text = f"{shown}{rest}\nSửa: “số 3 là 95%”, “bỏ số 5”; cả đoạn: “xem số 3”."
    on = (XEM_TIEP,) if more else ()
    return Reply(text, (*on, *((CHUA_CHAC,) if doubtful else ()), CONG_BO, DE_SAU), in_words=True)


def nothing_listed() -> Reply:
    """No item at all."""
    text = "Trợ lý chưa thấy chỉ tiêu, chế độ báo cáo hay mốc nào. Có thì nhắn “thêm chỉ tiêu: … ở mục …”."
    return Reply(text, (CONG_BO, DE_SAU), in_words=True)


def whole(line: Line, passage: str) -> Reply:
    """The whole passage of an item."""
    way = f"\nCách tính: {line.way}." if line.way else ""
    quote = f"\n“{shortened(passage, PAGE_MOST)}”" if passage else "\nMục này do cán bộ thêm, không có đoạn đọc được."
    drop = "lấy lại" if line.mark is Mark.DROPPED else "bỏ"
    buttons = (Button(capital(f"{drop} số {line.number}"), f"{drop} số {line.number}"), XEM_HET, CONG_BO)
    return Reply(f"{item_line(line)}.{way}{quote}", buttons, in_words=True)


# Corrections


def changed_line(number: int, about: str, before: str, now: str) -> str:
    """What an item said and says: 'Đã sửa số 2 (gặp mặt đầu xuân): 95% trở lên → 90% trở lên'."""
    name = f" ({shortened(about, 90)})" if about else ""
    return f"Đã sửa số {number}{name}: {shortened(before, 140) or 'chưa có'} → {shortened(now, 140)}."


def part_words(name: str, value: str) -> str:
    """'hạn 30/6/2026'; a figure needs no name."""
    label = PARTS.get(name, "")
    return f"{label} {value or 'chưa nêu'}".strip()


PARTS = {
    "due": "hạn", "scope": "phạm vi", "sector": "khu vực", "subject": "nội dung", "assignee": "giao",
    "recipient": "nơi nhận", "through": "qua", "reporter": "đơn vị báo cáo", "cadence": "kỳ", "text": "nội dung",
}  # fmt: skip


def changed_field(field: str, before: str, now: str) -> str:
    """What the head said and says."""
    return f"{FIELDS.get(field, field)}: {shortened(before, 100) or 'chưa có'} → {shortened(now, 100) or 'không ghi'}"


def changed_head(changes: Sequence[str]) -> str:
    """Several fields of the head at once."""
    return f"Đã sửa {'; '.join(changes)}."


def dropped(numbers: Sequence[int]) -> str:
    """Items are left out."""
    return f"Đã bỏ số {', '.join(map(str, numbers))}."


def kept(numbers: Sequence[int]) -> str:
    """Items are right as they stand."""
    return f"Giữ số {', '.join(map(str, numbers))}."


def kept_field(field: str) -> str:
    """A field of the head is right as it stands."""
    return f"Giữ {FIELDS.get(field, 'phần đầu')} như vậy."


def brought_back(numbers: Sequence[int]) -> str:
    """Dropped items come back."""
    return f"Đã lấy lại số {', '.join(map(str, numbers))}."


def added(line: Line) -> str:
    """A target that was not found."""
    return f"Đã thêm {item_line(line)[:1].lower()}{item_line(line)[1:]}."


def referred(words: str) -> str:
    """Another paper that this one takes the place of."""
    return f"Đã ghi: thay thế {shortened(words, 140)}."


def way_set(number: int, way: str) -> str:
    """How one target is counted."""
    return f"Cách tính số {number}: {way}."


def ways_set(count: int) -> str:
    """How all that were shown are counted."""
    return f"Đã xác nhận cách tính của {count} chỉ tiêu."


def undo_hint() -> str:
    """Behind what was written."""
    return "Nhầm thì nhắn “hoàn tác”."


def undone(what: str) -> str:
    """The last edit is taken back."""
    return f"Đã hoàn tác việc này: {what[:1].lower()}{what[1:]}."


def nothing_to_undo() -> str:
    """Nothing was edited."""
    return "Chưa có chỗ sửa nào để hoàn tác."


def undo_of_other(by: str, what: str) -> Reply:
    """The last edit is somebody else's."""
    text = f"Chỗ sửa cuối là của {by}: {what[:1].lower()}{what[1:]}. Vẫn hoàn tác chứ?"
    return Reply(text, (Button("Vẫn hoàn tác", "vẫn hoàn tác"), KHONG),
                 in_words=True)  # fmt: skip


def edited_by(by: str, count: int) -> str:
    """Somebody else edits the same paper."""
    return f"{capital(by)} vừa sửa thêm {count} chỗ trong văn bản này."


def not_held(figure: str, number: int | None, place: str) -> Reply:
    """The words of the passage do not hold the figure."""
    where = place or "đoạn này"
    text = f"Văn bản không nêu {figure} ở {where}. Vẫn ghi?"
    return Reply(text, (VAN_GHI, *((Button(f"Xem số {number}", f"xem số {number}"),) if number else ()), KHONG),
                 in_words=True)  # fmt: skip


UNCLEAR = {
    "no_such": "Không có số {} trong văn bản này. Nhắn “xem hết” để xem các số.",
    "figure": "Trợ lý chưa rõ con số. Xin nhắn một con số, ví dụ “số 3 là ít nhất 95%”.",
    "day": "Trợ lý chưa rõ ngày. Xin nhắn đủ ngày, tháng, năm, ví dụ 05/02/2026.",
    "no_year": "Ngày này thuộc năm nào? Xin nhắn đủ ngày, tháng, năm, ví dụ 05/02/2026.",
    "order": "Ngày cuối trước ngày đầu. Xin nhắn lại “hiệu lực từ … đến …”.",
    "term": "Trợ lý chưa rõ thời hạn. Xin nhắn ví dụ “hiệu lực từ 01/01/2026 đến 31/12/2026”.",
    "symbol": "Trợ lý chưa rõ số hiệu. Xin nhắn ví dụ “số hiệu 15/KH-CĐX”, hoặc “số hiệu không có”.",
    "empty": "Đồng chí muốn ghi thế nào? Xin nhắn cả phần cần ghi.",
    "aspect": "Mục này không có phần ấy. Chỉ tiêu có số, hạn, phạm vi, nội dung; báo cáo có hạn và nơi nhận.",
    "no_target": "Trợ lý chưa thấy đúng một con số. Ví dụ “thêm chỉ tiêu: kết nạp mới 40 đoàn viên ở mục II”.",
    "no_place": "Chỉ tiêu này nằm ở đâu trong văn bản? Xin nhắn lại kèm “ở mục …”.{}",
    "way": "Trợ lý chưa rõ cách tính. Nhắn “cách tính số 3: cộng các đơn vị”, “từng đơn vị”, “bình quân” "
    "hoặc “tỷ lệ đơn vị”; có thể thêm “thực tăng” hoặc “số hiện có”.",
    "no_way": "Chỉ chỉ tiêu mới có cách tính.",
    "same": "Văn bản đang ghi đúng như vậy, không có gì phải sửa.",
}  # fmt: skip


def unclear(fault: str, detail: str) -> str:
    """What must be said before anything is written."""
    if fault == "no_place":
        detail = f" Ví dụ: {detail}." if detail else ""
    return UNCLEAR[fault].format(detail) if "{}" in UNCLEAR[fault] else UNCLEAR[fault]


def say_which() -> str:
    """A yes or no that answers nothing, or one that may be its contrary."""
    return "Trợ lý chưa rõ ý nên chưa ghi gì."


def say_what_is_right() -> str:
    """A no to something doubtful."""
    return "Đồng chí nhắn phần đúng, trợ lý chưa ghi gì."


def left_as_it_was() -> str:
    """A no to what would have been written."""
    return "Đã thôi, chưa ghi gì."


def still_reviewing(number: int) -> str:
    """After something else was answered."""
    return f"Đang duyệt văn bản {number}."


def one_by_one() -> str:
    """Two things in one sentence."""
    return "Xin nhắn từng việc một, trợ lý chưa ghi gì."


def which_item() -> str:
    """A number is missing."""
    return "Đồng chí nói số nào? Nhắn ví dụ “bỏ số 5”."


# How it is counted


def ways(lines: Sequence[str], more: int) -> Reply:
    """How each target would be counted, to be confirmed."""
    if not lines:
        return Reply("Không còn chỉ tiêu nào chờ xác nhận cách tính.", (CONG_BO, DE_SAU), in_words=True)
    rest = f"\nCòn {more} chỉ tiêu, xác nhận xong trợ lý hỏi tiếp." if more else ""
    text = "\n".join(["Cách tính đề nghị:", *lines]) + rest
    text += "\nĐúng cả thì nhắn “đúng cách tính”; đổi thì nhắn “cách tính số 3: bình quân”."
    return Reply(text, (DUNG_CACH_TINH, DE_SAU), in_words=True)


def way_line(number: int, name: str, way: str) -> str:
    """One target with its way."""
    return f"Số {number}: {shortened(name, 90)} – {way}"


# Against the version before


def compared(lines: Sequence[str], what: str) -> Reply:
    """What is new, changed and gone."""
    buttons = (XEM_HET, CONG_BO, DE_SAU)
    if not lines:
        return Reply(f"Không khác {what}.", buttons, in_words=True)
    return Reply(shortened("\n".join([f"So với {what}:", *lines]), PAGE_MOST), buttons, in_words=True)


def nothing_before() -> Reply:
    """There is no version to compare with."""
    return Reply("Chưa có bản trước của văn bản này để so.", (XEM_HET, CONG_BO, DE_SAU), in_words=True)


# The last word


@dataclass(frozen=True, slots=True)
class Verdict:
    """What publishing will do."""

    number: int
    name: str
    counts: tuple[int, int, int]
    before: str = ""
    doubtful: int = 0
    without_way: int = 0


def ask_publish(item: Verdict) -> Reply:
    """What will happen, asked once."""
    lines = [f"Công bố văn bản {item.number}: {shortened(item.name, 200)}."]
    lines.append(f"Từ bây giờ trợ lý trả lời theo văn bản này: {counted(item.counts)}.")
    if item.before:
        lines.append(f"{capital(item.before)}.")
    if item.doubtful:
        lines.append(f"Còn {item.doubtful} chỗ chưa chắc vẫn để nguyên như đã đọc.")
    if item.without_way:
        lines.append(f"{item.without_way} chỉ tiêu chưa xác nhận cách tính nên chưa nói phần trăm.")
    lines.append("Đúng không ạ?")
    extra = (CHUA_CHAC,) if item.doubtful else ((CACH_TINH,) if item.without_way else ())
    return Reply("\n".join(lines), (DUNG, *extra, KHONG), in_words=True)


def published(number: int, name: str, version: int, *, retired: int, ways: int, gives: str) -> Reply:
    """It answers from now on; `gives` names it where its table has figures for single units, which are not set yet."""
    lines = [f"Đã công bố văn bản {number}: {shortened(name, 200)}, bản {version}."]
    if retired:
        lines.append("Bản tóm lược trước đây của văn bản này thôi dùng.")
    if ways:
        lines.append(f"Đã ghi cách tính của {ways} chỉ tiêu.")
    if gives:
        lines.append("Văn bản có số giao riêng từng đơn vị, chưa giao. Giao thì nhắn “giao chỉ tiêu”.")
    lines.append(f"Đồng chí hỏi thử được ngay. Muốn rút lại thì nhắn “thu hồi văn bản {number}”.")
    buttons = (Button("Giao chỉ tiêu", fitting(f"giao chỉ tiêu theo {gives}")),) if gives else ()
    return Reply("\n".join(lines), buttons, in_words=True)


def changed_meanwhile(by: str, what: str) -> str:
    """The proposal is not what was shown when the word was given."""
    did = f"{capital(by) if by else 'Có người'} vừa sửa văn bản này"
    told = f" ({what[:1].lower()}{what[1:]})" if what else ""
    return f"{did}{told}, nên trợ lý chưa làm gì. Xin xem lại."


def ask_refuse(number: int, name: str) -> Reply:
    """Whether the paper is not wanted at all."""
    return Reply(f"Không dùng văn bản {number} ({shortened(name, 160)}): bỏ khỏi danh sách chờ duyệt. Đúng không ạ?",
                 (DUNG, KHONG), in_words=True)  # fmt: skip


def refused(number: int) -> Reply:
    """It is not wanted."""
    return Reply(f"Đã bỏ văn bản {number} khỏi danh sách chờ duyệt. Cần lại thì gửi lại tệp.")


def left_in_the_list(number: int) -> Reply:
    """A paper that could not be read stays where it is listed."""
    return Reply(f"Đã thôi, văn bản {number} vẫn trong danh sách.")


def ask_take_back(number: int, name: str, before: int | None) -> Reply:
    """Whether a publication is taken back."""
    then = f" Bản {before} trả lời trở lại." if before else " Trợ lý thôi trả lời theo văn bản này."
    return Reply(f"Thu hồi văn bản {number}: {shortened(name, 200)}.{then} Đúng không ạ?", (DUNG, KHONG),
                 in_words=True)  # fmt: skip


def taken_back(number: int, before: int | None) -> Reply:
    """The publication is taken back."""
    rest = f"Bản {before} trả lời trở lại." if before else "Trợ lý không trả lời theo văn bản này nữa."
    return Reply(f"Đã thu hồi văn bản {number}. {rest}")


def later_version(number: int) -> Reply:
    """Another version has been published since."""
    return Reply(
        f"Sau văn bản {number} đã có bản mới hơn được công bố, nên trợ lý chưa thu hồi. Nhắn “văn bản” để xem."
    )


def not_taken_back() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, văn bản vẫn được dùng.")


def later(number: int) -> Reply:
    """The review waits."""
    return Reply(
        f"Đã để văn bản {number} lại, chưa công bố; những chỗ đã sửa vẫn giữ. Nhắn “xem văn bản {number}” để tiếp."
    )


# The file


def sent(name: str, file: File) -> Reply:
    """The original."""
    return Reply(
        f"{name}.",
        files=(file,),
        in_place="Kênh này không gửi được tệp; xin mở trang trò chuyện của trợ lý hoặc hỏi Văn phòng.",
    )


def only_digest(name: str, office: str) -> Reply:
    """Only a summary of it is here."""
    return Reply(f"Trợ lý chỉ có bản tóm lược của {name}, chưa có bản gốc. Đồng chí hỏi {office}.")


def no_original(name: str, office: str) -> Reply:
    """No file was kept of it."""
    return Reply(f"Trợ lý không giữ tệp gốc của {name}. Đồng chí hỏi {office}.")


def not_for_strangers(name: str, office: str) -> Reply:
    """A file goes to those only who are known."""
    return Reply(f"Trợ lý chỉ gửi tệp cho cán bộ đã tham gia. {name}: đồng chí hỏi {office}.")


def which_paper(options: Sequence[tuple[str, str]]) -> Reply:
    """Several papers fit, or none that was spoken of."""
    if not options:
        return Reply("Đồng chí cần văn bản nào? Xin nhắn số hiệu, ví dụ “gửi tôi văn bản 15/KH-CĐX”; “văn bản” để xem.")
    shown = options[:5]
    names = "; ".join(name for name, _ in shown)
    buttons = tuple(Button(shortened(name, 60), fitting(says)) for name, says in shown)
    return Reply(f"Đồng chí cần văn bản nào: {names}?", buttons)


def unknown_paper(words: str, office: str) -> Reply:
    """No paper of that name is here."""
    return Reply(f"Trong kho của trợ lý không có “{shortened(words, 100)}”. Nhắn “văn bản” để xem, hoặc hỏi {office}.")


def term_words(first: date | None, last: date | None) -> str:
    """'hiệu lực 01/01/2026 đến 31/12/2026'."""
    if first and last:
        return f"hiệu lực {written_day(first)} đến {written_day(last)}"
    if first:
        return f"hiệu lực từ {written_day(first)}"
    return f"hiệu lực đến {written_day(last)}" if last else ""
