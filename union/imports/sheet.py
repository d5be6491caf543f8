"""What the rows of an office's sheet say: one unit each, or what is wrong with the row, in a clear sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from knowledge.text import fold
from union.imports.headings import Column, Heading
from union.roster import UnitKind

T = TypeVar("T")

NAME_MAX = 200
CODE_MAX = 60
CODE_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""How a unit's code is written."""
MEMBERS_MAX = 5_000_000
NUMBER = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]0+)?")
THOUSANDS = re.compile(r"[., ](?=\d{3}\b)")
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2})?|(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?")
PHONE_LENGTHS = range(10, 12)
PHONE_PARTS = re.compile(r"\s*(?:[/;,\n]| - |\bhoac\b)\s*")
PHONE_WORDS = re.compile(r"\b(?:zalo|sdt|dtdd|dt|dd|cq|nr|tel)\b|[\s.:()+'–-]")
PHONE_IN_NAME = re.compile(r"\+?\(?\d[\d .()–-]{7,}\d")
TITLE = re.compile(r"(?:(?:đồng chí|đ/c|đc|ông|bà|anh|chị|cô|thầy)[.:]?\s+)+", re.IGNORECASE)
NOBODY_SAID = frozenset({"", "-", "–", "x", "chua co", "khuyet", "trong", "khong", "khong co", "chua bau", "..."})
NO_VALUE = frozenset({"", "-", "–", "x", "khong", "chua co", "..."})
NO_VALUE_LENGTH = max(map(len, NO_VALUE))
SUM = re.compile(r"tong cong\b(?! ty)|tong so\b|(?:tong|cong)(?=[^a-z]*$)|toan (?:xa|phuong|tinh|nganh|khu)\b")
NOTE = re.compile(
    r"ghi chu|luu y|nguon:|nguoi lap|lap bang|lap bieu|(?:.*, )?ngay .*\bthang\b|tm\.|t/m\b|kt\.|\*|\(\*|noi nhan"
    r"|xac nhan|ky ten|\(?ky,|danh sach (?:gom|co|nay)"
)
GROUP_MARK = re.compile(r"(?:[IVX]+|[A-H])(?:\.\d+)*[.)]?")
GROUP_NAME = re.compile(r"(?:[IVX]+|[A-H])[.)]\s+(.+)|((?:khối|nhóm|lĩnh vực|ngành)\s.+)", re.IGNORECASE)
GROUP_WORD = re.compile(r"^(?:khối|nhóm|lĩnh vực|ngành)\s+", re.IGNORECASE)
ORDINAL_IN_NAME = re.compile(r"\d{1,4}[.)]\s+")
BROKEN = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")

KINDS = {
    "tong lien doan": UnitKind.CONFEDERATION,
    "tong lien doan lao dong viet nam": UnitKind.CONFEDERATION,
    "tinh": UnitKind.PROVINCE,
    "thanh pho": UnitKind.PROVINCE,
    "tinh thanh pho": UnitKind.PROVINCE,
    "nganh": UnitKind.SECTOR,
    "nganh trung uong": UnitKind.SECTOR,
    "nganh dia phuong": UnitKind.SECTOR,
    "cap tren": UnitKind.UPPER,
    "cap tren co so": UnitKind.UPPER,
    "cap tren truc tiep co so": UnitKind.UPPER,
    "xa": UnitKind.COMMUNE,
    "phuong": UnitKind.COMMUNE,
    "dac khu": UnitKind.COMMUNE,
    "xa phuong": UnitKind.COMMUNE,
    "xa phuong dac khu": UnitKind.COMMUNE,
    "khu cong nghiep": UnitKind.ZONE,
    "cac khu cong nghiep": UnitKind.ZONE,
    "kcn": UnitKind.ZONE,
    "khu kinh te": UnitKind.ZONE,
    "khu che xuat": UnitKind.ZONE,
    "khu cong nghe cao": UnitKind.ZONE,
    "tong cong ty": UnitKind.CORPORATION,
    "tap doan": UnitKind.CORPORATION,
    "co so": UnitKind.GRASSROOTS,
    "cdcs": UnitKind.GRASSROOTS,
    "co so thanh vien": UnitKind.GRASSROOTS,
    "nghiep doan": UnitKind.GUILD,
    "nghiep doan co so": UnitKind.GUILD,
    **{kind.value: kind for kind in UnitKind},
}
"""What a kind is called, without 'công đoàn' and 'cấp' before it."""
KIND_LEAD = re.compile(r"^(?:cong doan|lien doan lao dong|ldld|cd|cap)\s+(?=\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the sheet names them."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: a unit as the office writes it. What is empty was not said."""

    row: int
    name: str
    code: str = ""
    above: str = ""
    kind: UnitKind | None = None
    sector: str = ""
    legal_level: str = ""
    members: int | None = None
    phone: str = ""
    opened_on: date | None = None
    chair: Named | None = None
    deputies: tuple[Named, ...] = ()


class RowError(NamedTuple):
    """What is wrong with one row."""

    row: int
    text: str


class PassedOver(NamedTuple):
    """A row that names no unit: a sum, a note, a heading of a group."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole sheet, read."""

    rows: tuple[Listed, ...]
    errors: tuple[RowError, ...]
    passed_over: tuple[PassedOver, ...]
    columns: frozenset[Column]


class Wrong(Exception):  # noqa: N818 - becomes a RowError within this module
    """What is wrong with a cell, in a sentence."""


class Row:
    """The cells of one row by what their columns mean."""

    def __init__(self, heading: Heading, cells: Sequence[str]) -> None:
        self.filled = sum(1 for cell in cells if cell)
        self.first = next((cell for cell in cells if cell), "")
        self._cells, self._places = cells, heading.places

    def __getitem__(self, column: Column) -> str:
        place = self._places.get(column)
        return "" if place is None or place >= len(self._cells) else self._cells[place]

    def sound(self, column: Column) -> str:
        """The text of a cell that is neither a formula without a value nor an error of the sheet."""
        text = self[column]
        if text.startswith("="):
            raise Wrong(f"ô {column} là công thức ({text[:40]}), không có giá trị. Xin dán lại bằng giá trị.")
        if text.startswith("#") and BROKEN.fullmatch(text):
            raise Wrong(f"ô {column} là lỗi của bảng tính ({text}).")
        return text


def read_listing(heading: Heading, rows: Iterable[tuple[int, Sequence[str]]]) -> Listing:
    """Every row below the heading, its cells already clean, read: units, what is wrong, and what was passed over."""
    listed: list[Listed] = []
    errors: list[RowError] = []
    passed_over: list[PassedOver] = []
    group = ""
    is_over = False
    for number, cells in rows:
        row = Row(heading, cells)
        if not row.filled:
            is_over = bool(listed)
            continue
        title = group_title(row)
        if title:
            group = title
        elif is_sum(row):
            is_over = True
        elif not is_note(row, is_over=is_over, is_numbered=Column.ORDINAL in heading.places):
            is_over = False
            item, wrong = read_row(number, row)
            listed.append(item if item.sector or not group else replace(item, sector=group))
            errors.extend(RowError(number, text) for text in wrong)
            continue
        passed_over.append(PassedOver(number, row[Column.NAME] or row.first))
    return Listing(tuple(listed), tuple(errors), tuple(passed_over), frozenset(heading.places))


def group_title(row: Row) -> str:
    """'Khối trường học' of a row that only heads the rows below it; empty for any other."""
    name, mark = row[Column.NAME], row[Column.ORDINAL]
    if row.filled > 2 or row[Column.CODE]:
        return ""
    only = row.first if row.filled == 1 else name
    if row.filled == 2 and (not name or not GROUP_MARK.fullmatch(mark)):
        return ""
    found = GROUP_NAME.fullmatch(only)
    if found is None and row.filled == 1:
        return ""
    title = (found[1] or found[2]) if found else only
    bare = GROUP_WORD.sub("", title)
    return bare[:1].lower() + bare[1:] if not bare.isupper() else bare.lower()


def is_sum(row: Row) -> bool:
    """'Tổng cộng: 51 đơn vị'; 'Tổng công ty Sông Mây' is a unit."""
    return any(SUM.match(fold(text)) for text in {row[Column.NAME], row.first})


def is_note(row: Row, *, is_over: bool, is_numbered: bool) -> bool:
    """Whether the row is a remark or a signature: it says so, or stands beneath the table without a number."""
    name, ordinal = row[Column.NAME], row[Column.ORDINAL]
    if any(NOTE.match(fold(text)) for text in (name, row.first)) and not ordinal.isdecimal():
        return True
    has_data = bool(row[Column.CODE] or row[Column.MEMBERS] or ordinal)
    if not name and not has_data and row.filled <= 2:
        return True
    return is_over and is_numbered and not has_data and row.filled <= 3


def read_row(number: int, row: Row) -> tuple[Listed, list[str]]:
    """One unit, with every sentence that there is to say against it."""
    wrong: list[str] = []

    def tried(read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Wrong as found:
            wrong.append(str(found))
            return otherwise

    no_kind: tuple[UnitKind | None, str] = (None, "")
    no_chair: tuple[Named | None, str] = (None, "")
    kind, shape = tried(lambda: read_kind(row), no_kind)
    chair, phone = tried(lambda: read_chair(row), no_chair)
    listed = Listed(
        row=number,
        name=tried(lambda: read_name(row), f"dòng {number}"),
        code=tried(lambda: read_unit_code(row.sound(Column.CODE)), ""),
        above=tried(lambda: one_line(said(row.sound(Column.ABOVE_CODE)) or said(row.sound(Column.ABOVE))), ""),
        kind=kind,
        sector=tried(lambda: said(row.sound(Column.SECTOR)), "") or shape,
        legal_level=tried(lambda: said(row.sound(Column.LEGAL_LEVEL)), ""),
        members=tried(lambda: read_members(row.sound(Column.MEMBERS)), None),
        phone=phone,
        opened_on=tried(lambda: read_day(row.sound(Column.OPENED_ON)), None),
        chair=chair,
        deputies=tried(lambda: tuple(read_deputies(row)), ()),
    )
    return listed, wrong


def said(text: str) -> str:
    """The text, or nothing for a dash."""
    return "" if len(text) <= NO_VALUE_LENGTH and fold(text) in NO_VALUE else text


def read_name(row: Row) -> str:
    """The unit's name on one line."""
    name = ORDINAL_IN_NAME.sub("", one_line(row.sound(Column.NAME)), count=1)
    if not name:
        raise Wrong("thiếu tên đơn vị.")
    if not any(letter.isalpha() for letter in name):
        raise Wrong(f"“{name}” không phải tên đơn vị.")
    if len(name) > NAME_MAX:
        raise Wrong(f"tên đơn vị dài quá {NAME_MAX} chữ.")
    return name


def one_line(text: str) -> str:
    """Without line breaks and doubled spaces."""
    return " ".join(text.split())


def read_unit_code(text: str) -> str:
    """A code as the product writes it: 'CĐ 001' is 'cd-001'."""
    if not said(text):
        return ""
    code = slug(text)
    if not code or len(code) > CODE_MAX:
        raise Wrong(f"mã “{text[:CODE_MAX]}” phải có chữ hoặc số, dài nhất {CODE_MAX} ký tự.")
    return code


def slug(text: str) -> str:
    """Small letters without marks, joined by dashes."""
    return NOT_A_WORD.sub("-", fold(text)).strip("-")


def read_kind(row: Row) -> tuple[UnitKind | None, str]:
    """The kind, and what a column 'loại hình' says when it names no kind of union but a sort of employer."""
    text, shape = said(row.sound(Column.KIND)), said(row.sound(Column.SHAPE))
    if text:
        kind = kind_called(text)
        if kind is None:
            raise Wrong(f"không hiểu loại “{text}”. Ví dụ: công đoàn cơ sở, nghiệp đoàn, xã, phường, khu công nghiệp.")
        return kind, shape if kind_called(shape) is None else ""
    kind = kind_called(shape)
    return kind, shape if kind is None else ""


def kind_called(text: str) -> UnitKind | None:
    """'Công đoàn cấp xã' and 'xã' are one kind."""
    bare = NOT_A_WORD.sub(" ", fold(text)).strip() if text not in KINDS else text
    while bare not in KINDS and KIND_LEAD.match(bare):
        bare = KIND_LEAD.sub("", bare)
    return KINDS.get(bare)


def read_members(text: str) -> int | None:
    """'1.250' and '35' are numbers of members; None when none is given."""
    if not said(text):
        return None
    if not NUMBER.fullmatch(text):
        raise Wrong(f"số đoàn viên “{text}” phải là số nguyên, ví dụ 35.")
    number = int(re.split(r"[.,]", THOUSANDS.sub("", text))[0])
    if number > MEMBERS_MAX:
        raise Wrong(f"số đoàn viên “{text}” quá lớn.")
    return number


def read_day(text: str) -> date | None:
    """'28/7/2019' and '2019-07-28'; None when none is given."""
    if not said(text):
        return None
    found = DAY.fullmatch(text)
    if found:
        day, month, year = (found[1], found[2], found[3]) if found[3] else (found[6], found[5], found[4])
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            pass
    raise Wrong(f"ngày thành lập “{text}” viết như 28/07/2019.")


def read_chair(row: Row) -> tuple[Named | None, str]:
    """The chair, and the unit's own telephone: the number of a chair who is not named counts as that."""
    own, theirs = read_phone(row.sound(Column.PHONE)), read_phone(row.sound(Column.CHAIR_PHONE))
    chair = read_person(row.sound(Column.CHAIR), Column.CHAIR, theirs)
    return chair, own or (theirs if chair is None else "")


def read_deputies(row: Row) -> Iterator[Named]:
    """Each deputy of the cell; a telephone is kept where there is only one."""
    names = [part for part in re.split(r"[;\n]", row.sound(Column.DEPUTY)) if part.strip()]
    phone = read_phone(row.sound(Column.DEPUTY_PHONE)) if len(names) == 1 else ""
    for name in names:
        person = read_person(name, Column.DEPUTY, phone)
        if person is not None:
            yield person


def read_person(text: str, column: Column, phone: str) -> Named | None:
    """'Đ/c Nguyễn Thị Sim - 0200 000 0168' is a name and a number; None for nobody."""
    if not text:
        return None
    within = PHONE_IN_NAME.search(text)
    name = TITLE.sub("", one_line(text.replace(within[0], "") if within else text), count=1).strip(" -–,:;().")
    if fold(name) in NOBODY_SAID:
        return None
    if any(letter.isdecimal() for letter in name) or len(name) > NAME_MAX:
        raise Wrong(f"ô {column} “{text[:60]}” không phải họ tên một người.")
    if name.isupper():
        name = " ".join(word.capitalize() for word in name.split())
    return Named(name, phone or (read_phone(within[0]) if within else ""))


def read_phone(text: str) -> str:
    """'912345678', '+84 912.345.678' and '0912-345-678' are '0912 345 678'; of several numbers the first."""
    if not said(text):
        return ""
    parts = [part for part in PHONE_PARTS.split(fold(text)) if part]
    digits = PHONE_WORDS.sub("", parts[0]) if parts else ""
    if digits.startswith("84") and len(digits) >= 11:
        digits = "0" + digits[2:]
    elif digits and not digits.startswith("0") and len(digits) in {9, 10}:
        digits = "0" + digits
    if not digits.isdecimal() or len(digits) not in PHONE_LENGTHS:
        raise Wrong(f"điện thoại “{text}” không đúng. Ví dụ: 0912 345 678.")
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
