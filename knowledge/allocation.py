"""What does a row of a table set: a figure for the unit that the row names, or one target for each unit of the head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from knowledge.clauses import small
from knowledge.document import Cell, Comparator, Passage, Target
from knowledge.figures import Figure, figures
from knowledge.grammar.counted import counted
from knowledge.grammar.sectors import sector_of
from knowledge.grammar.times import DUE
from knowledge.heads import (
    COUNTER,
    MEASURE_COLUMN,
    REACHES,
    UNIT_CALLED,
    bracketed,
    by_name,
    due_of,
    has_results,
    is_general,
    is_of_past,
    is_share,
    is_share_of_result,
    last_of,
    may_set,
    names_thing,
    of_table,
    sign_of,
    without_brackets,
)
from knowledge.targets import Paper, targets_of, tells_the_past
from knowledge.text import fold

TARGET_NAMES = re.compile(
    r"(?:.*\b)?(?:chi tieu|muc tieu|noi dung|tieu chi|chi so|nhiem vu|cong viec|viec|hoat dong|hang muc|ten chi tieu)\b"
)
UNIT_NAMES = re.compile(
    r"(?:.*\b)?(?:ten don vi|don vi|cong doan|cdcs|doanh nghiep|truong|dia phuong|xa|phuong|cum|khoi|co so"
    r"|nghiep doan)\b"
)
THING_NAMES = re.compile(
    r"(?:doi tuong|nguon|khoan|loai|truong hop|dien(?! thoai)|chuc danh|hinh thuc|quy mo|danh hieu|so doan vien|che do"
    r"|nhom(?! (?:chi tieu|nhiem vu|muc tieu|viec))|giai(?! phap)|muc(?! tieu)|hang(?! muc)|noi dung chi|dinh muc)\b"
)
TIME_NAMES = re.compile(
    r"(?:cac )?(?:nam|quy|thoi gian|thoi diem|moc|moc thoi gian|lo trinh|giai doan|ky|ke hoach nam)"
)
TOTAL = re.compile(r"\W*(?:tong cong|tong so|tong|cong|toan (?:xa|phuong|tinh|nganh|huyen|thanh pho|khu|don vi))\W*$")
CLASS = re.compile(r"(?:từ|dưới|trên|đến|không quá|<|>|≤|≥)\s*\d", re.IGNORECASE)
VALUE = re.compile(
    r"(?P<before>(?:từ|ít nhất|tối thiểu|trên|dưới|khoảng|không quá|tối đa|đạt|[<>≥≤=~]{1,2}|\s)*)"
    r"(?P<number>\d[\d.,]*(?:\s?%)?(?:\s?(?:-|–|đến)\s?\d[\d.,]*)?\s?%?(?:\s?(?:nghìn|triệu|tỷ))?)(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
LEVEL = re.compile(
    r"\b(tỉnh|thành phố|xã|phường|đặc khu|ngành|khu công nghiệp|công ty|tổng công ty|trường)\b", re.IGNORECASE
)


class _Sort(Enum):
    """What the rows of a table are: targets under units, units under targets, or things that something is set for."""

    TARGETS = "targets"
    UNITS = "units"
    THINGS = "things"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with its parts told apart."""

    name: Cell | None
    measure: str
    values: tuple[Cell, ...]
    sort: "_Sort"
    has_results: bool
    """Beside what is set stands what was reached."""
    due: str = ""
    """'năm 2027' where the row is of a year: '2027 | 6.800 | 40' under 'Năm'."""

    @property
    def is_list_of_targets(self) -> bool:
        return self.sort is _Sort.TARGETS


def is_row(passage: Passage) -> bool:
    """The passage is a row of a table."""
    return bool(passage.cells)


def allocated(passage: Passage, paper: Paper) -> tuple[Target, ...]:
    """One target for each figure cell of a row, with the unit that it is assigned to."""
    if tells_the_past(passage, paper):
        return ()
    row = _row(passage.cells, paper)
    found = tuple(target for cell in row.values if (target := _cell_target(cell, row, passage, paper)))
    return found or _said_in_words(passage, paper, row)


def _row(cells: Sequence[Cell], paper: Paper) -> _Row:
    time = next((cell for cell in cells if _is_time(cell, paper)), None)
    cells = [cell for cell in cells if cell is not time]
    named = _named(cells)
    measure = next((cell.text for cell in cells if MEASURE_COLUMN.match(fold(last_of(cell.head)))), "")
    values = tuple(cell for cell in cells if cell is not named and may_set(cell))
    due = due_of(_time_said(time), paper) if time else ""
    return _Row(named, measure.strip(), values, _sort(named), has_results(cells), due)


def _is_time(cell: Cell, paper: Paper) -> bool:
    """'2027', 'Năm 2027' or 'Quý II' that says of when its row is."""
    return TIME_NAMES.fullmatch(fold(last_of(cell.head))) is not None and bool(due_of(_time_said(cell), paper))


def _time_said(cell: Cell) -> str:
    return re.sub(r"^(?:đến |hết |cuối )*năm (?=\d)", "", cell.text.strip(), flags=re.IGNORECASE)


def _sort(named: Cell | None) -> _Sort:
    """'Chỉ tiêu' over names is a list of targets, 'Đơn vị' one of units; under other heads the name itself tells."""
    if named is None:
        return _Sort.UNITS
    head = fold(last_of(named.head))
    if UNIT_NAMES.fullmatch(head):
        return _Sort.UNITS
    if THING_NAMES.match(head):
        return _Sort.THINGS
    if TARGET_NAMES.match(head):
        return _Sort.TARGETS
    return _Sort.UNITS if UNIT_CALLED.match(fold(named.text)) or TOTAL.match(fold(named.text)) else _Sort.THINGS


def _named(cells: Sequence[Cell]) -> Cell | None:
    """The first cell of words; 'Dưới 150 đoàn viên' in the first column names whom its row is for."""
    told = [cell for cell in cells if cell.text and not COUNTER.match(fold(last_of(cell.head)).strip(" ."))]
    if told and (CLASS.match(told[0].text) or THING_NAMES.match(fold(last_of(told[0].head)))):
        return told[0]
    return next((cell for cell in cells if _may_name(cell)), None)


def _may_name(cell: Cell) -> bool:
    """The first cell of words, counters and measures aside."""
    head = fold(last_of(cell.head)).strip(" .")
    is_words = bool(re.search(r"[^\W\d_]{2,}", cell.text)) and not VALUE.fullmatch(cell.text.strip())
    return is_words and not COUNTER.match(head) and not MEASURE_COLUMN.match(head)


def _cell_target(cell: Cell, row: _Row, passage: Passage, paper: Paper) -> Target | None:
    if is_of_past(cell.head, paper) or (row.has_results and is_share_of_result(cell.head)):
        return None
    value = VALUE.fullmatch(cell.text.strip())
    figure = _figure(value, _measure(cell, row, passage)) if value else None
    if figure is None or (figure.value == 0 and row.sort is _Sort.UNITS):
        return None
    sign = sign_of(figure, cell.head, row.name.text if row.name else "")
    subject, assignee, scope = _whose(cell, row, paper)
    if not subject:
        return None
    return Target(
        value=figure.value,
        comparator=Comparator(sign),
        measure=figure.measure,
        subject=subject,
        value_max=figure.value_max,
        scope=scope,
        due=_due(cell, row, passage, paper),
        clause=passage.text,
        sector=sector_of(f"{subject} {assignee}"),
        assignee=assignee,
    )


def _figure(value: re.Match[str], measure: str) -> Figure | None:
    """The number of the cell, counted as the cell itself says, else as head, row or title say."""
    own = value["after"].strip(" .;")
    is_counted = "%" in value["number"] or bool(counted(f" {own}")[0]) or "đồng" in own
    counted_as = own if is_counted else f"{measure} {own}"
    if measure == "%" and "%" not in value["number"] and not is_counted:
        counted_as = f"% {own}"
    found = figures(f"{value['before']}{value['number']} {counted_as}".strip())
    return found[0] if found else None


def _measure(cell: Cell, row: _Row, passage: Passage) -> str:
    """'(đoàn viên)' or '%' in the head or the row's name, the measure column, or what is counted by name."""
    name = row.name.text if row.name else ""
    if row.is_list_of_targets:
        if is_share(cell.head):
            return "%"
        return row.measure or bracketed(name) or bracketed(cell.head) or by_name(name) or of_table(passage.heading)
    own = bracketed(cell.head) or by_name(cell.head) or row.measure or of_table(passage.heading)
    # 'Đoàn viên kết nạp mới (người)' below 'Số lượng' or '2026' counts what it is itself.
    return own or (bracketed(name) if row.sort is _Sort.THINGS else "")


def _whose(cell: Cell, row: _Row, paper: Paper) -> tuple[str, str, str]:
    """Subject, assignee and scope of a figure."""
    name = without_brackets(row.name.text) if row.name else ""
    head = REACHES.sub("", without_brackets(" ".join(part.strip() for part in cell.head.split("›"))))
    is_of_all = is_general(head)
    is_of_thing = row.sort is _Sort.THINGS or (row.is_list_of_targets and names_thing(head))
    if is_of_thing and name and not TOTAL.match(fold(name)):
        return (name if is_of_all else f"{name} – {small(head)}"), "", ""
    if row.is_list_of_targets:
        return name, "" if is_of_all or TOTAL.match(fold(head)) else head, _whole(paper) if is_of_all else ""
    if not name or TOTAL.match(fold(name)):
        return head, "", _whole(paper)
    return head, name, ""


def _whole(paper: Paper) -> str:
    """'toàn phường' of a ward's paper."""
    level = LEVEL.search(paper.issuer)
    return f"toàn {level[1].lower()}" if level else "toàn đơn vị"


def _due(cell: Cell, row: _Row, passage: Passage, paper: Paper) -> str:
    if own := due_of(cell.head, paper) or row.due:
        return own
    for words in (cell.head, passage.heading.rpartition("›")[2], passage.heading):
        if found := DUE.last(words):
            return found[0][:1].lower() + found[0][1:]
    return paper.period


def _said_in_words(passage: Passage, paper: Paper, row: _Row) -> tuple[Target, ...]:
    """A row whose target stands in a sentence: '| 1 | 95% CĐCS tổ chức hội nghị người lao động | |'."""
    if not row.is_list_of_targets or row.name is None:
        return ()
    return tuple(_in_cell(row.name, passage, paper))


def _in_cell(cell: Cell, passage: Passage, paper: Paper) -> Iterator[Target]:
    alone = Passage(passage.place, passage.heading, passage.kind, cell.text)
    yield from targets_of(alone, paper)
