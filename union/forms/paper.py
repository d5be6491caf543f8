"""What stands on the paper of a report that was handed in: its words, in the order of Nghị định 30/2020/NĐ-CP."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby

from knowledge.dates import VIETNAM
from knowledge.numbers import written
from union.draft import Line, Snapshot
from union.forms.form import FieldKind
from union.forms.rules import says_nothing
from union.ledger import Standing

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
NUMERAL = re.compile(r"^[IVX]+\.\s+")
STAFF_MARK = "*"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the office says of its papers once; what it does not say stays blank. Names and numbers never stand here."""

    place: str = ""
    symbol: str = "BC-CĐCS"
    signer: tuple[str, ...] = ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH")
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table, in words."""

    label: str
    measure: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its figures, then its passages; a passage has a heading of its own where there are several."""

    heading: str
    rows: tuple[Row, ...] = ()
    passages: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """All the words of the paper; how they are laid out is `union.forms.page`'s."""

    above: str
    unit: str
    number: str
    place_day: str
    kind: str
    about: str
    to: str
    opening: str
    sections: tuple[Section, ...]
    staff_note: str
    signer: tuple[str, ...]
    sign_here: str
    copies: tuple[str, ...]
    closing: str
    title: str
    written_at: datetime


def report_docx(snapshot: Snapshot, head: Letterhead = Letterhead(), template: bytes | None = None) -> bytes:
    """The report as a .docx, the same bytes each time; on the office's own template where there is one.

    Raises `FormError` for a template that cannot be used.
    """
    from union.forms import page  # python-docx is loaded by those who make papers only
    from union.forms import template as templates

    if template is not None:
        return templates.filled(template, blanks_of(snapshot, head), snapshot.submitted_at)
    return page.docx(paper_of(snapshot, head))


def paper_of(snapshot: Snapshot, head: Letterhead) -> Paper:
    """The words of the paper, from what was handed in alone."""
    snapshot = printable(snapshot)
    kind, about = heading_of(snapshot.title, snapshot.period_name)
    lines = [replace(line, by_staff=False) for line in snapshot.lines] if snapshot.by_staff else snapshot.lines
    return Paper(
        above=snapshot.above_name.upper(),
        unit=snapshot.unit_name.upper(),
        number=f"Số:          /{head.symbol}",
        place_day=f"{head.place or '…………'}, {worded_day(local_day(snapshot.submitted_at))}",
        kind=kind.upper(),
        about=about,
        to=f"Kính gửi: {snapshot.above_name}" if snapshot.above_name else "",
        opening=f"{snapshot.unit_name} báo cáo {lowered(about)} như sau (số liệu tính đến {short(snapshot.cut_off)}):",
        sections=tuple(sections_of(lines)),
        staff_note=f"{STAFF_MARK} Số do Văn phòng ghi hộ." if any(marked(line) for line in lines) else "",
        signer=head.signer,
        sign_here="(ký, ghi rõ họ tên, đóng dấu)",
        copies=head.copies or tuple(filter(None, (snapshot.above_name, "Lưu."))),
        closing=closing_of(snapshot),
        title=f"{kind} {lowered(about)}",
        written_at=snapshot.submitted_at,
    )


def heading_of(title: str, period: str) -> tuple[str, str]:
    """'Báo cáo kết quả hoạt động' of 'tháng 11/2026' is the kind 'Báo cáo' and what it is about, with the period."""
    words = title.strip()
    kind, about = "Báo cáo", words
    if words.lower().startswith("báo cáo"):
        about = words[len("báo cáo") :].strip()
    if period and period.lower() not in about.lower():
        about = f"{about} {period}".strip()
    return kind, about[:1].upper() + about[1:]


def lowered(words: str) -> str:
    """The words within a sentence: a small letter in front, but for an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def sections_of(lines: Iterable[Line]) -> Iterable[Section]:
    """Neighbouring lines of one section together, in the form's order."""
    for heading, group in groupby(lines, key=lambda line: line.section):
        inside = tuple(group)
        rows = tuple(row_of(line) for line in inside if line.kind is FieldKind.FIGURE)
        passages = [line for line in inside if line.kind is FieldKind.PASSAGE]
        alone = len(passages) == 1 and not rows and same_words(heading, passages[0].label)
        yield Section(
            heading,
            rows,
            tuple(("" if alone else capital(line.label), paragraphs(line)) for line in passages),
        )


def same_words(heading: str, label: str) -> bool:
    """'II. Kết quả nổi bật' says what 'kết quả nổi bật' says."""
    return NUMERAL.sub("", heading).lower() == label.lower()


def row_of(line: Line) -> Row:
    """A figure's line of the table."""
    mark = STAFF_MARK if marked(line) else ""
    return Row(capital(line.label), line.measure, f"{value_words(line)}{mark}")


def marked(line: Line) -> bool:
    """Whether the line itself must say that the office wrote it down."""
    return line.by_staff and line.kind is FieldKind.FIGURE


def value_words(line: Line) -> str:
    """'5', 'ước 30', '98,1% (412/420)', 'chưa rõ', 'không áp dụng'."""
    match line.standing:
        case Standing.UNKNOWN:
            return "chưa rõ"
        case Standing.NOT_APPLICABLE:
            return "không áp dụng"
    words = number_words(line.value)
    if line.measure == "%":
        words += "%"
    if line.denominator:
        words += f" ({number_words(line.numerator)}/{number_words(line.denominator)})"
    return f"ước {words}" if line.standing is Standing.ESTIMATE else words


def number_words(digits: str) -> str:
    """Digits as Vietnamese writes them; what is no number stays as it is."""
    try:
        return written(Decimal(digits))
    except InvalidOperation:
        return digits


def paragraphs(line: Line) -> tuple[str, ...]:
    """The passage's paragraphs; one that says nothing is 'Không có.'"""
    if says_nothing(line.text):
        return ("Không có.",)
    return tuple(capital(part.strip()) for part in line.text.splitlines() if part.strip())


def closing_of(snapshot: Snapshot) -> str:
    """Where the paper comes from: code, moment, version, and by whose hand."""
    at = snapshot.submitted_at.astimezone(VIETNAM)
    late = f" (sau hạn {short(snapshot.due.astimezone(VIETNAM).date())})" if snapshot.is_late else ""
    parts = [f"Mã {snapshot.code}", f"nộp lúc {at:%H:%M} ngày {short(at.date())}{late}", f"bản {snapshot.version}"]
    if snapshot.by_staff:
        parts.append("do Văn phòng ghi hộ")
    return f"{'; '.join(parts)}."


def local_day(at: datetime) -> date:
    """The day in Viet Nam."""
    return at.astimezone(VIETNAM).date()


def worded_day(day: date) -> str:
    """'ngày 05 tháng 01 năm 2026': days below ten and the first two months carry a nought, by the decree."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short(day: date) -> str:
    """'30/11/2026'."""
    return f"{day:%d/%m/%Y}"


def capital(words: str) -> str:
    """A capital letter in front."""
    return words[:1].upper() + words[1:]


def clean_text(words: str) -> str:
    """Without what no document can hold: control characters and halves of letters."""
    return UNPRINTABLE.sub("", words)


def printable(snapshot: Snapshot) -> Snapshot:
    """The same report without what no document can hold."""
    return replace(
        snapshot,
        title=clean_text(snapshot.title),
        unit_name=clean_text(snapshot.unit_name),
        above_name=clean_text(snapshot.above_name),
        period_name=clean_text(snapshot.period_name),
        lines=tuple(
            replace(
                line, label=clean_text(line.label), section=clean_text(line.section), text=clean_text(line.text),
                measure=clean_text(line.measure), value=clean_text(line.value),
            )
            for line in snapshot.lines
        ),
    )  # fmt: skip


def blanks_of(snapshot: Snapshot, head: Letterhead) -> dict[str, str]:
    """What the office's template may ask for between double braces: the head's words, and each field by its key."""
    paper, snapshot = paper_of(snapshot, head), printable(snapshot)
    blanks = {
        "cap_tren": snapshot.above_name, "don_vi": snapshot.unit_name, "so": paper.number, "noi_ngay": paper.place_day,
        "tieu_de": paper.title, "ky": snapshot.period_name, "so_lieu_den": short(snapshot.cut_off),
        "ma": snapshot.code, "ban": str(snapshot.version), "dong_cuoi": paper.closing,
    }  # fmt: skip
    for line in snapshot.lines:
        blanks[line.key] = value_words(line) if line.kind is FieldKind.FIGURE else "\n".join(paragraphs(line))
    return blanks


def file_name(snapshot: Snapshot, suffix: str) -> str:
    """'bao-cao-2026-11-hoa-sen-ban-2.docx': plain letters, so that every phone and every mail keeps it."""
    parts: Sequence[str] = ("bao-cao", snapshot.period_key, str(snapshot.unit))
    version = () if snapshot.version <= 1 else (f"ban-{snapshot.version}",)
    return re.sub(r"[^A-Za-z0-9-]+", "-", "-".join((*parts, *version))).lower() + suffix
