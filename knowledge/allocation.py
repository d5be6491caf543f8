"""What does a row of a table set: a figure for the unit that the row names, or one target for each unit of the head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.document import Cell, Comparator, Passage, Target
from knowledge.figures import Figure, figures
from knowledge.grammar.counted import counted, named_in
from knowledge.grammar.sectors import sector_of
from knowledge.grammar.spelled import spelled
from knowledge.grammar.times import DUE
from knowledge.targets import Paper, targets_of, tells_the_past
from knowledge.text import fold

# A column is known by its head (folded). What was reached or merely is there sets nothing, nor do notes and numbers.
COUNTER = re.compile(r"(?:s\s?t\s?t|t\s?t|so (?:tt|thu tu)|#|no\.?)$")
MEASURE_COLUMN = re.compile(r"(?:don vi tinh|dvt|dv tinh|don vi do)\b")
SETS = re.compile(r"\b(?:chi tieu|ke hoach|giao|phan dau|dang ky|muc tieu|phan bo|duoc giao)\b")
NOT_SET = re.compile(
    r"\b(?:ghi chu|dien thoai|sdt|di dong|email|thu dien tu|dia chi|ho (?:va )?ten|chuc vu|phu trach|thoi gian|thoi han"
    r"|tien do|ket qua|thuc hien(?! nam)|da (?:dat|ket nap|thuc hien|co|thanh lap)|dat duoc|nam truoc|cung ky"
    r"|hien (?:co|nay)|so lao dong|so cnvcld|tinh den|can cu|chu tri|phoi hop|so voi|so sanh)\b"
    r"|^(?:ngay|lao dong|uoc\b)"
)
TARGET_NAMES = re.compile(
    r"(?:.*\b)?(?:chi tieu|noi dung|tieu chi|chi so|nhiem vu|cong viec|viec|hoat dong|hang muc|ten chi tieu)\b"
)
UNIT_NAMES = re.compile(
    r"(?:.*\b)?(?:ten don vi|don vi|cong doan|cdcs|doanh nghiep|truong|dia phuong|xa|phuong|cum|khoi|co so"
    r"|nghiep doan)\b"
)
FOR_ALL = re.compile(
    r"(?:chi tieu|ke hoach|muc|so luong|gia tri|phan dau|giao|dang ky|nam|toan|chung|thuc hien|quy|den|phan bo"
    r"|\d|[ /().,-])"
)
"""Heads that name no unit: 'Chỉ tiêu năm 2026', 'Mức phấn đấu', 'Số lượng'."""
TOTAL = re.compile(r"\W*(?:tong cong|tong so|tong|cong|toan (?:xa|phuong|tinh|nganh|huyen|thanh pho|khu|don vi))\W*$")
REACHES = spelled(r"\s+(?:đạt|từ|trên|vượt|ít nhất|tối thiểu|trở lên|là)+(?:\s+từ)?$")
"""'Thu đoàn phí đạt từ (%)' is about 'Thu đoàn phí'."""
IN_BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")
LEAST_HEAD = re.compile(r"\b(?:toi thieu|it nhat)\b|≥|\(tro len\)")
MOST_HEAD = re.compile(r"\b(?:toi da|khong qua)\b|≤")
NOTHING = re.compile(r"[\s.…–—xX/-]*")
VALUE = re.compile(
    r"(?P<before>(?:từ|ít nhất|tối thiểu|trên|dưới|khoảng|không quá|tối đa|đạt|[<>≥≤=~]{1,2}|\s)*)"
    r"(?P<number>\d[\d.,]*(?:\s?%)?(?:\s?(?:-|–|đến)\s?\d[\d.,]*)?\s?%?(?:\s?(?:nghìn|triệu|tỷ))?)(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
LEVEL = re.compile(
    r"\b(tỉnh|thành phố|xã|phường|đặc khu|ngành|khu công nghiệp|công ty|tổng công ty|trường)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with its parts told apart."""

    name: Cell | None
    measure: str
    values: tuple[Cell, ...]
    is_list_of_targets: bool
    """The rows are targets and the columns units; else the other way round."""


def is_row(passage: Passage) -> bool:
    """The passage is a row of a table."""
    return bool(passage.cells)


def allocated(passage: Passage, paper: Paper) -> tuple[Target, ...]:
    """One target for each figure cell of a row, with the unit that it is assigned to."""
    if tells_the_past(passage, paper):
        return ()
    row = _row(passage.cells)
    found = tuple(target for cell in row.values if (target := _cell_target(cell, row, passage, paper)))
    return found or _said_in_words(passage, paper, row)


def _row(cells: Sequence[Cell]) -> _Row:
    named = next((cell for cell in cells if _may_name(cell)), None)
    head = _last(named.head) if named else ""
    # 'Chỉ tiêu' over names is a list of targets; 'Đơn vị' is one of units, 'Chỉ tiêu' over figures a value.
    is_list = bool(named and TARGET_NAMES.match(fold(head)) and not UNIT_NAMES.fullmatch(fold(head)))
    measure = next((cell.text for cell in cells if MEASURE_COLUMN.match(fold(_last(cell.head)))), "")
    values = tuple(cell for cell in cells if cell is not named and _may_set(cell))
    return _Row(named, measure.strip(), values, is_list)


def _last(head: str) -> str:
    return re.split(r"›|\s–\s", head)[-1].strip()


def _may_name(cell: Cell) -> bool:
    """The first cell of words, counters and measures aside."""
    head = fold(_last(cell.head)).strip(" .")
    is_words = bool(re.search(r"[^\W\d_]{2,}", cell.text)) and not VALUE.fullmatch(cell.text.strip())
    return is_words and not COUNTER.match(head) and not MEASURE_COLUMN.match(head)


def _may_set(cell: Cell) -> bool:
    head = fold(cell.head).strip(" .")
    own = fold(_last(cell.head)).strip(" .")
    if not head or COUNTER.match(own) or MEASURE_COLUMN.match(own) or NOTHING.fullmatch(cell.text):
        return False
    if re.search(r"\bket qua\b|\bthuc hien\b|\bghi chu\b", own) and not SETS.search(own):
        return False
    return not NOT_SET.search(own) or bool(SETS.search(head) and not re.search(r"\bket qua\b", own))


def _cell_target(cell: Cell, row: _Row, passage: Passage, paper: Paper) -> Target | None:
    if _is_of_the_past(cell.head, paper):
        return None
    value = VALUE.fullmatch(cell.text.strip())
    figure = _figure(value, _measure(cell, row, passage)) if value else None
    if figure is None or (figure.value == 0 and not row.is_list_of_targets):
        return None
    sign = _sign(figure, cell.head)
    subject, assignee, scope = _whose(cell, row, paper)
    return Target(
        value=figure.value,
        comparator=Comparator(sign),
        measure=figure.measure,
        subject=subject,
        value_max=figure.value_max,
        scope=scope,
        due=_due(cell, passage, paper),
        clause=passage.text,
        sector=sector_of(f"{subject} {assignee}"),
        assignee=assignee,
    )


def _is_of_the_past(head: str, paper: Paper) -> bool:
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d{2}\b", head)]
    return bool(years and paper.first_year and max(years) < paper.first_year)


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
        return row.measure or _bracketed(name) or _bracketed(cell.head) or _by_name(name) or _bracketed(passage.heading)
    return _bracketed(cell.head) or _by_name(cell.head) or row.measure or _bracketed(passage.heading)


def _bracketed(words: str) -> str:
    """What stands in brackets when it is a measure: '(đoàn viên)', '(%)', '(ĐVT: triệu đồng)'."""
    for match in IN_BRACKETS.finditer(words):
        inside = re.sub(
            r"^(?:đvt\s*:?|đơn vị tính\s*:?|đơn vị\s*:)\s*", "", match["inside"].strip(), flags=re.IGNORECASE
        )
        if inside == "%" or "đồng" in inside.lower() or counted(f" {inside}")[0]:
            return inside
    return ""


def _by_name(words: str) -> str:
    bare = fold(words)
    if "%" in words or re.search(r"\bty le\b|\bti le\b", bare):
        return "%"
    return named_in(_last(words)) or named_in(words)


def _sign(figure: Figure, head: str) -> str:
    if figure.sign != "=":
        return figure.sign
    bare = IN_BRACKETS.sub("", fold(head)).strip()
    if LEAST_HEAD.search(fold(head)) or bare.endswith((" tu", " tro len")):
        return ">="
    return "<=" if MOST_HEAD.search(bare) else ">" if bare.endswith((" tren", " vuot")) else "="


def _whose(cell: Cell, row: _Row, paper: Paper) -> tuple[str, str, str]:
    """Subject, assignee and scope of a figure."""
    name = _without_brackets(row.name.text) if row.name else ""
    head = REACHES.sub("", _without_brackets(" ".join(part.strip() for part in cell.head.split("›"))))
    if row.is_list_of_targets:
        is_general = FOR_ALL.sub("", fold(head)).strip() == ""
        return name, "" if is_general or TOTAL.match(fold(head)) else head, _whole(paper) if is_general else ""
    if not name or TOTAL.match(fold(name)):
        return head, "", _whole(paper)
    return head, name, ""


def _without_brackets(words: str) -> str:
    """'Kết nạp mới (đoàn viên)' is 'Kết nạp mới'; '(nữ)' is no measure and stays."""
    return " ".join(IN_BRACKETS.sub(lambda match: "" if _bracketed(match[0]) else match[0], words).split()).strip(" .:")


def _whole(paper: Paper) -> str:
    """'toàn phường' of a ward's paper."""
    level = LEVEL.search(paper.issuer)
    return f"toàn {level[1].lower()}" if level else "toàn đơn vị"


def _due(cell: Cell, passage: Passage, paper: Paper) -> str:
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
