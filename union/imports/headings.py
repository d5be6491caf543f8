"""Which column of an office's sheet is which: headings in any order and spelling, over one row or two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.text import fold

SEARCHED_ROWS = 40
"""How far down a heading is looked for: titles and the office's name stand above it."""
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NO_WORD = re.compile(r"[^a-z0-9]+")
COLUMN_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?")


class Column(StrEnum):
    """What a column may hold; the value is what an officer calls it."""

    NAME = "tên đơn vị"
    CODE = "mã"
    ABOVE = "đơn vị cấp trên"
    ABOVE_CODE = "mã cấp trên"
    KIND = "loại"
    SHAPE = "loại hình"
    SECTOR = "lĩnh vực"
    LEGAL_LEVEL = "cấp công đoàn"
    MEMBERS = "số đoàn viên"
    CHAIR = "chủ tịch"
    CHAIR_PHONE = "điện thoại chủ tịch"
    DEPUTY = "phó chủ tịch"
    DEPUTY_PHONE = "điện thoại phó chủ tịch"
    PHONE = "điện thoại đơn vị"
    OPENED_ON = "ngày thành lập"
    NOTE = "ghi chú"
    ORDINAL = "số thứ tự"
    WORKPLACE = "tên cơ quan"
    """Names the unit where no other column does."""
    ANY_PHONE = "điện thoại"
    """A telephone of whoever the column beside it names; read as one of the three above."""


PHONES = r"(?:dien thoai|dt|sdt|dtdd|so dt|sodt|di dong|dd|zalo|phone|tel|mobile)"
UNITS = r"(?:don vi|cong doan|cdcs|cdcstv|nghiep doan|to chuc|co so|ten don vi)"
ASIDE = r"ngay sinh|nam sinh|sinh nam|gioi tinh|e ?mail|trinh do|chuc danh|chuyen mon|que quan|dan toc|cccd|dia chi"
SUBHEADING = re.compile(rf"(?:{ASIDE}|tong|tong so|nam|nu|trong do.*)")
MEANINGS: tuple[tuple[re.Pattern[str], Column | None], ...] = tuple(
    (re.compile(pattern), column)
    for pattern, column in (
        (r"stt|tt|so tt|so thu tu|thu tu|no", Column.ORDINAL),
        (r"(?:cac )?ghi chu.*|note", Column.NOTE),
        (rf".*\b(?:{ASIDE})\b.*", None),
        (r".*\b(?:ma so thue|mst|don vi tinh|nu|trong do)\b.*|.*doan vien nam", None),
        (r"ma .*\b(?:cap tren|truc thuoc)\b.*", Column.ABOVE_CODE),
        (r".*\b(?:pho chu tich|pct)\b.*\b" + PHONES + r"\b.*|" + PHONES + r"\b.*\b(?:pho chu tich|pct)\b.*",
         Column.DEPUTY_PHONE),
        (r".*\b(?:pho chu tich|pct)\b.*", Column.DEPUTY),
        (r".*\b(?:chu tich|ct)\b.*\b" + PHONES + r"\b.*|(?:so )?" + PHONES + r"\b.*\b(?:chu tich|ct)\b.*",
         Column.CHAIR_PHONE),
        (r".*\bchu tich\b.*|(?:ho (?:va )?ten )?ct(?: (?:cdcs|cong doan).*)?|nguoi dung dau.*", Column.CHAIR),
        (rf"(?:ten (?:cac )?(?:{UNITS} ?)+|don vi|cdcs|cong doan co so|nghiep doan) truc thuoc", Column.NAME),
        (r".*\b(?:cap tren|truc thuoc)\b.*|thuoc .*|don vi quan ly.*|cong doan quan ly.*|above", Column.ABOVE),
        (rf"(?:so )?{PHONES}\b.*\b(?:don vi|co quan|van phong|cong doan|cdcs)\b.*", Column.PHONE),
        (rf"(?:so )?{PHONES}(?: {PHONES})*(?: lien he| lien lac)?|so lien he|lien he", Column.ANY_PHONE),
        (rf"ma(?: so)?(?: {UNITS})*|code", Column.CODE),
        (r"(?:cap|cap cong doan|cap phap ly|cap to chuc)", Column.LEGAL_LEVEL),
        (r"loai(?: hinh)? (?:don vi|cong doan|to chuc|cdcs).*|loai|kind|loai cong doan co so", Column.KIND),
        (r"loai hinh.*", Column.SHAPE),
        (r"(?:linh vuc|khoi|nganh|khu vuc|nganh nghe|sector)\b.*", Column.SECTOR),
        (r"(?:ngay )?thanh lap|ngay (?:quyet dinh )?thanh lap.*|ngay qd(?: thanh lap)?", Column.OPENED_ON),
        (r"(?:tong )?(?:so )?(?:luong )?(?:dv|dvcd|doan vien\b(?!.*\b(?:moi|ket nap)\b).*)|tong so dv|members",
         Column.MEMBERS),
        (rf"ten (?:cac )?{UNITS}\b.*|ten|{UNITS}(?: {UNITS})*|cong doan co so(?: {UNITS})*|name", Column.NAME),
        (r"(?:ten )?(?:co quan|truong(?: hoc)?|doanh nghiep|cong ty|noi lam viec)\b.*", Column.WORKPLACE),
        (r"ho (?:va )?ten|ho ten", Column.CHAIR),
    )
)  # fmt: skip
"""Folded headings and what they mean, the first that fits counts; None: known, and of no use here."""
PHONE_OF = {Column.CHAIR: Column.CHAIR_PHONE, Column.DEPUTY: Column.DEPUTY_PHONE}
ONLY_ONE = frozenset({Column.NAME, Column.CODE, Column.ABOVE})
"""Two of these in one heading leave open which is meant."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each column stands (from 0), and the number of the last row that belongs to the heading."""

    places: Mapping[Column, int]
    last_row: int


@dataclass(frozen=True, slots=True)
class NoHeading:
    """No row names the units; `seen` are the cells of the row that looked most like a heading."""

    seen: tuple[str, ...]
    doubled: Column | None = None
    """What two columns both claim to be."""


def plain_heading(text: str) -> str:
    """'Số ĐV\\n(người)' is 'so dv'."""
    bare = fold(text)
    return NO_WORD.sub(" ", BRACKETS.sub(" ", bare)).strip() or NO_WORD.sub(" ", bare).strip()


def meaning(text: str) -> Column | None:
    """What one heading says; None when it is of no use or not known."""
    said = plain_heading(text)
    return next((column for pattern, column in MEANINGS if said and pattern.fullmatch(said)), None)


def find_heading(rows: Sequence[Sequence[str]]) -> Heading | NoHeading:
    """The heading within the first rows of a sheet; of several possible rows the one that names most columns."""
    best: Heading | NoHeading = NoHeading(likely_heading(rows))
    most = 0
    for number in range(min(len(rows), SEARCHED_ROWS)):
        for cells, last_row in candidates(rows, number):
            found = read_heading(cells, last_row)
            named = found.places if isinstance(found, Heading) else found.seen if found.doubled else ()
            if len(named) > most:
                most, best = len(named), found
    return best


def candidates(rows: Sequence[Sequence[str]], number: int) -> list[tuple[Sequence[str], int]]:
    """The row alone, and with the row below it when that one divides merged cells."""
    top = rows[number]
    alone = [(top, number + skipped(rows, number))]
    if number + 1 >= len(rows):
        return alone
    below = rows[number + 1]
    both = joined(top, below)
    return alone if both is None else [(both, number + 1 + skipped(rows, number + 1)), *alone]


def skipped(rows: Sequence[Sequence[str]], number: int) -> int:
    """How many rows of column marks, '(1) (2) (3)' or 'A B 1', follow."""
    below = [fold(cell) for cell in rows[number + 1] if cell] if number + 1 < len(rows) else []
    return int(len(below) > 1 and all(COLUMN_MARK.fullmatch(cell) for cell in below))


def joined(top: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """'Chủ tịch' over 'Họ tên' and 'Điện thoại' as two headings; None where the lower row cannot belong to it.

    A merged cell keeps its text in its first column only, so an empty cell over a lower heading repeats its left
    neighbour, provided that one is divided too.
    """
    divided = [plain_heading(cell) for cell in below if cell]
    known = sum(meaning(cell) is not None or SUBHEADING.fullmatch(cell) is not None for cell in divided)
    if not divided or known * 4 < len(divided) * 3 or sum(map(bool, top)) < 2:
        return None
    whole = list(top) + [""] * (len(below) - len(top))
    parent = ""
    for place in range(len(below)):
        if place < len(top) and top[place]:
            parent = top[place] if below[place] else ""
        if below[place]:
            whole[place] = f"{parent} {below[place]}".strip()
    return whole


def read_heading(cells: Sequence[str], last_row: int) -> Heading | NoHeading:
    """The columns of one row; a telephone belongs to the person named nearest on its left."""
    places: dict[Column, int] = {}
    person = Column.PHONE
    for place, cell in enumerate(cells):
        column = meaning(cell)
        person = PHONE_OF.get(column, person) if column else person
        column = person if column is Column.ANY_PHONE else column
        if column in places and column in ONLY_ONE:
            return NoHeading(tuple(filter(None, cells)), doubled=column)
        if column is not None:
            places.setdefault(column, place)
    if Column.NAME not in places and Column.WORKPLACE in places:
        places[Column.NAME] = places[Column.WORKPLACE]
    return Heading(places, last_row) if Column.NAME in places else NoHeading(tuple(filter(None, cells)))


def likely_heading(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The cells of the row that looks most like a heading, to be shown to whoever has to mend it."""
    seen = [tuple(filter(None, row)) for row in rows[:SEARCHED_ROWS]]
    return max(seen, key=lambda cells: (sum(meaning(cell) is not None for cell in cells), len(cells)), default=())
