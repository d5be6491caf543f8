"""The sentences about one unit's report: how it stands, what was handed in, its paper."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from handlers.messages import Button, File, Reply
from handlers.wording import shortened
from handlers.wording.board import Means, clock, due_day, fitting, unreached
from handlers.wording.report import capital
from knowledge.numbers import written
from scheduler.filings import Filing, State
from union.draft import Line, Snapshot
from union.forms.form import FieldKind
from union.ledger import Standing
from union.naming import short_name

SHORT_TEXT = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """How one unit's report stands, for its chair or for the office."""

    filing: Filing
    name: str
    now: datetime
    wants_signed: bool = False
    is_own: bool = False
    means: Means = field(default_factory=Means)

    @property
    def unit(self) -> str:
        """Whose report it is."""
        return short_name(self.filing.unit_name)


def standing(one: Shown) -> Reply:
    """'Hoa Sen đã nộp báo cáo tháng 11 lúc …', 'đang khai 5/8 mục, lần cuối …', or what else is known; no draft."""
    item = one.filing
    if item.submitted_at and item.state in {State.SUBMITTED, State.TAKEN_IN}:
        return in_already(one)
    hint = "" if one.is_own or not one.means.must_be_called else f" Cần gọi điện ({', '.join(unreached(one.means))})."
    own = (Button("Khai", fitting(f"khai {one.name}")),) if one.is_own and item.is_owed else ()
    return Reply(f"{one.unit}, {one.name}, hạn {due_day(item.due)}: {not_in(one)}.{hint}", own)


def not_in(one: Shown) -> str:
    """What is known of a report that is not in."""
    item = one.filing
    if item.is_abolished:
        return "không còn phải nộp"
    if item.excused:
        return f"được miễn ({shortened(item.excused, 80)})"
    until = f", đã được lùi đến {due_day(item.extended_to)}" if item.extended_to else ""
    filled = f"đã có {item.filled}/{item.fields} mục" if item.filled else "chưa khai mục nào"
    match item.state:
        case State.RETURNED:
            return f"Văn phòng trả lại để sửa ({shortened(item.returned_why, 80)}), chưa nộp lại{until}"
        case State.DRAFTING:
            last = f", lần cuối {clock(item.touched_at, one.now)}" if item.touched_at else ""
            return f"đang khai {item.filled}/{item.fields} mục{last}{until}"
        case _:
            return f"chưa nộp, {filled}{until}"


def in_already(one: Shown) -> Reply:
    """When it came in, in which version, under which code, and what the office did with it."""
    item = one.filing
    assert item.submitted_at, "a report that is in has its moment"
    when = "muộn" if item.is_late else "đúng hạn"
    notes = [
        "do Văn phòng ghi hộ" if item.by_staff else "",
        "bản giấy" if item.on_paper else "",
        f"{'đã' if item.state is State.TAKEN_IN else 'chưa'} tiếp nhận",
        f"bản ký {'đã nhận' if item.signed_at else 'chưa nhận'}" if one.wants_signed else "",
    ]
    text = (
        f"{one.unit} đã nộp {one.name} lúc {clock(item.submitted_at, one.now)}, {when} (hạn {due_day(item.due)}), "
        f"bản {item.version}, mã {item.code}. Văn phòng: {', '.join(filter(None, notes))}."
    )
    unit = "" if one.is_own else f" {one.unit}"
    shown = [Button("Bản Word", fitting(f"bản word {one.name}{unit}"))]
    if not one.is_own:
        shown.insert(0, Button("Xem báo cáo", fitting(f"xem {one.name}{unit}")))
    return Reply(text, tuple(shown))


def no_paper_yet(one: Shown) -> Reply:
    """Only what was handed in is shown."""
    said = standing(one)
    return Reply(f"{said.text} Báo cáo chỉ xem được khi đã nộp.", said.buttons)


def report(one: Shown, paper: Snapshot) -> tuple[Reply, str]:
    """What was handed in, line by line, and all of it where the message is cut."""
    top = (
        f"{capital(one.name)} của {one.unit}, nộp {clock(paper.submitted_at, one.now)}, bản {paper.version}, "
        f"mã {paper.code}{' (Văn phòng ghi hộ)' if paper.by_staff else ''}:"
    )
    lines = [f"{number}. {line_words(line)}" for number, line in enumerate(paper.lines, start=1)]
    whole = "\n".join([top, *lines])
    shown = Button("Bản Word", fitting(f"bản word {one.name} {one.unit}"))
    if len(whole) <= SHORT_TEXT:
        return Reply(whole, (shown,)), ""
    kept = [top]
    for line in lines:
        if len("\n".join([*kept, line])) > SHORT_TEXT:
            break
        kept.append(line)
    rest = len(lines) - len(kept) + 1
    return Reply("\n".join([*kept, f"Còn {rest} mục, nhắn “chi tiết”."]), (shown,)), whole


def line_words(line: Line) -> str:
    """'kết nạp đoàn viên mới: 5 đoàn viên'."""
    if line.kind is FieldKind.PASSAGE:
        return f"{capital(line.label)}: {line.text}"
    return f"{capital(line.label)}: {figure_of(line)}{' (Văn phòng ghi hộ)' if line.by_staff else ''}"


def figure_of(line: Line) -> str:
    """A line's figure in words."""
    if line.standing is Standing.NOT_APPLICABLE:
        return "không áp dụng"
    if not line.value:
        return "chưa rõ"
    about = "ước " if line.standing is Standing.ESTIMATE else ""
    value = spelled_number(line.value)
    if line.numerator and line.denominator:
        return f"{about}{spelled_number(line.numerator)}/{spelled_number(line.denominator)} ({value}%)"
    return f"{about}{value}{line.measure if line.measure == '%' else f' {line.measure}'}".rstrip()


def spelled_number(digits: str) -> str:
    """Kept digits as Vietnamese writes them."""
    return written(Decimal(digits))


def paper_made(one: Shown, file: File) -> Reply:
    """The report as a file."""
    return Reply(f"Đây là {one.name} của {one.unit}, bản {one.filing.version}, mã {one.filing.code}.", files=(file,))
