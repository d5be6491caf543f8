"""What does one cell of a list of duties say: how often, who, the ladder, a day. Each raises `Wrong`; pure."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from knowledge.document import UnitCode
from knowledge.text import clean, fold
from scheduler.columns import Column
from scheduler.duties import ADHOC_LADDER, LONG_LADDER, MONTH_LADDER, Cadence, Ladder, Rung, Selector, Shift
from union.imports.sheet import kind_called
from union.naming import named_units, short_name
from union.roster import Unit, UnitKind

CADENCES: Final = {
    "thang": Cadence.MONTH, "1 thang": Cadence.MONTH, "quy": Cadence.QUARTER, "3 thang": Cadence.QUARTER,
    "6 thang": Cadence.HALF, "sau thang": Cadence.HALF, "6 thang dau nam": Cadence.HALF,
    "sau thang dau nam": Cadence.HALF, "6 thang dau": Cadence.HALF, "nua nam": Cadence.HALF,
    "so ket 6 thang": Cadence.HALF, "nam": Cadence.YEAR, "12 thang": Cadence.YEAR, "ca nam": Cadence.YEAR,
    "tong ket nam": Cadence.YEAR, "nam hoc": Cadence.SCHOOL_YEAR, "nhiem ky": Cadence.TERM,
    "dot xuat": Cadence.ADHOC, "mot lan": Cadence.ADHOC, "1 lan": Cadence.ADHOC,
    **{cadence.value: cadence for cadence in Cadence},
}  # fmt: skip
CADENCE_LEAD: Final = re.compile(r"^(?:bao cao|hang|moi|dinh ky|theo)\s+")
YEARS: Final = re.compile(r"\(.*\)|\d{4}\s*-\s*\d{4}")
SHIFTS: Final = {
    "lui": Shift.LATER, "muon": Shift.LATER, "sau": Shift.LATER, "som": Shift.EARLIER, "truoc": Shift.EARLIER,
    "giu nguyen": Shift.NONE, "khong doi": Shift.NONE, "khong": Shift.NONE, "giu": Shift.NONE,
    **{shift.value: shift for shift in Shift},
}  # fmt: skip
SHIFT_WORD: Final = re.compile(r"\b(?:lui|muon|sau|som|truoc|giu nguyen|khong doi)\b")
YES: Final = frozenset({"co", "x", "can", "bat buoc", "yes", "1", "true"})
NO: Final = frozenset({"khong", "khong can", "no", "0", "false"})
RUNG: Final = re.compile(
    r"(?P<code>[th])(?P<far>[+-]\d+)?"
    r"|(?P<side>truoc|sau)?\s*(?P<count>[+-]?\d+)\s*(?P<measure>gio|h|ngay)?(?:\s*(?P<after>truoc|sau)(?: han)?)?"
    r"|(?P<now>dung han|den han|ngay han|han)"
)
WEEKLY: Final = re.compile(
    r"(?:hang tuan|moi tuan|tuan)\s*(?:x\s*)?(\d+)(?:\s*lan)?|(\d+)\s*(?:lan )?(?:hang|moi) tuan"
)
EVERYBODY: Final = re.compile(r"(?:tat ca|toan bo|moi)(?: cac)?(?: don vi| cdcs| cong doan co so)*(?: truc thuoc)?")
EXCEPT: Final = re.compile(r"[,;(]?\s*\b(?:ngoại trừ|ngoai tru|trừ|tru)\b:?", re.IGNORECASE)
EVERY: Final = re.compile(r"^(?:các|cac|mọi|moi)\s+", re.IGNORECASE)
SECTOR_LEAD: Final = re.compile(r"^(?:(?:cac|linh vuc|khoi|nganh|nhom)\s+)+")
DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
YEAR_MONTH: Final = re.compile(r"(?:(?:tinh|tu|thang|ngay)\s+)*(?:0?1[/-])?(\d{1,2})")
BRACKETS: Final = re.compile(r"\((.*)\)")
MARKS: Final = re.compile(r"[,;\n]+")


class Wrong(Exception):  # noqa: N818 - becomes a sentence of its row
    """What is wrong with a cell, in a sentence."""


def plain(text: str) -> str:
    """Folded, with single spaces."""
    return " ".join(fold(text).split())


def capital(text: str) -> str:
    """With a capital letter in front, the rest as it is."""
    return text[:1].upper() + text[1:]


def read_cadence(text: str) -> Cadence:
    """'hằng tháng', '6 tháng đầu năm', 'năm (tính từ tháng 12)', 'nhiệm kỳ 2023-2028', 'đột xuất'."""
    said = YEARS.sub("", plain(text)).strip()
    while said not in CADENCES and CADENCE_LEAD.match(said):
        said = CADENCE_LEAD.sub("", said)
    if said == "6 thang cuoi nam":
        raise Wrong("6 tháng cuối năm nằm trong báo cáo năm; hãy lập báo cáo năm.")
    if said not in CADENCES:
        raise Wrong(f"Không hiểu kỳ “{text}”. Viết: tháng, quý, 6 tháng, năm, năm học hoặc đột xuất.")
    return CADENCES[said]


def read_year_from(text: str) -> int:
    """'12', 'tháng 12', '1/12', and the brackets of 'năm (tính từ tháng 12)'."""
    brackets = BRACKETS.search(plain(text))
    found = YEAR_MONTH.fullmatch(brackets[1] if brackets else plain(text))
    if found is None or not 1 <= int(found[1]) <= 12:
        raise Wrong(f"{capital(Column.YEAR_FROM)} “{text}”: viết số tháng từ 1 đến 12, ví dụ 12.")
    return int(found[1])


def read_shift(text: str) -> Shift:
    """'lùi', 'nộp sớm', 'giữ nguyên'."""
    said = plain(text)
    found = SHIFT_WORD.search(said)
    word = said if said in SHIFTS else found[0] if found else ""
    if word not in SHIFTS:
        raise Wrong(f"{capital(Column.SHIFT)} “{text}” chưa rõ. Viết: lùi, sớm, hoặc giữ nguyên.")
    return SHIFTS[word]


def read_yes(text: str) -> bool:
    """'có', 'x', 'không'."""
    said = plain(text)
    if said not in YES | NO:
        raise Wrong(f"{capital(Column.SIGNED)} “{text}” chưa rõ. Viết: có hoặc không.")
    return said in YES


def read_months(text: str) -> tuple[int, ...]:
    """'6, 12'; 'không' for none."""
    said = plain(text)
    if said in NO:
        return ()
    parts = [part.strip().removeprefix("thang ") for part in MARKS.split(said)]
    if not all(part.isdecimal() for part in parts):
        raise Wrong(f"{capital(Column.SKIP)} “{text}”: viết số tháng, cách nhau dấu phẩy, ví dụ 6, 12.")
    return tuple(sorted({int(part) for part in parts}))


def read_day(text: str, column: str) -> date | None:
    """'01/01/2026', '2026-01-01'; None for 'không'."""
    if plain(text) in NO:
        return None
    found = DAY.fullmatch(text.strip())
    if found:
        day, month, year = (found[1], found[2], found[3]) if found[3] else (found[6], found[5], found[4])
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            pass
    raise Wrong(f"{capital(column)} “{text}” viết như 01/01/2026.")


# The ladder


def usual_ladder(cadence: Cadence) -> Ladder:
    """The ladder of a duty that names none."""
    if cadence is Cadence.ADHOC:
        return ADHOC_LADDER
    return MONTH_LADDER if cadence in {Cadence.MONTH, Cadence.QUARTER} else LONG_LADDER


def read_ladder(text: str, cadence: Cadence) -> Ladder:
    """'-3, 0, 2', 'T-3; T; T+2', 'trước 3 ngày, đúng hạn, sau 2 ngày', '-2 giờ, 0', '…, hằng tuần 4 lần'."""
    said, weekly = plain(text), 0
    if found := WEEKLY.search(said):
        weekly = int(found[1] or found[2])
        said = said.replace(found[0], "")
    parts = MARKS.split(said)
    if len(parts) == 1 and not re.search(r"[a-su-z]", said):
        parts = said.split()
    return Ladder(tuple(_rung(part.strip(" ."), text, cadence) for part in parts if part.strip(" .")), weekly)


def _rung(part: str, text: str, cadence: Cadence) -> Rung:
    """One step; of a request a bare number counts hours."""
    found = RUNG.fullmatch(part)
    if found is None or (found["side"] and found["after"]):
        raise Wrong(f"{capital(Column.LADDER)} “{text}”: chưa hiểu “{part}”. Viết số ngày so với hạn: -3, 0, 2.")
    if found["code"]:
        count, in_hours = int(found["far"] or 0), found["code"] == "h"
    else:
        before = "truoc" in {found["side"], found["after"]}
        count = int(found["count"] or 0) * (-1 if before else 1)
        in_hours = found["measure"] in {"gio", "h"} or (cadence is Cadence.ADHOC and found["measure"] is None)
    return Rung(hours=count) if in_hours else Rung(days=count)


# Units


def read_unit(text: str, units: Sequence[Unit], where: str) -> UnitCode:
    """A unit by its code or its name, long or short; what could be several, or holds more, is only offered."""
    said = plain(text)
    for unit in units:
        if said in {fold(unit.code), plain(unit.name), plain(short_name(unit.name))}:
            return unit.code
    named = named_units(text, units)
    if len(named) == 1 and len(named[0].candidates) == 1 and (named[0].start, named[0].end) == (0, len(clean(text))):
        return named[0].candidates[0].code
    near = [unit.code for one in named for unit in one.candidates]
    hint = f" Có phải: {', '.join(near[:3])}?" if near else " Mã đơn vị xem bằng: python -m bot units."
    raise Wrong(f"Không có đơn vị “{text}” (cột “{where}”).{hint}")


def read_selector(text: str, units: Sequence[Unit]) -> Selector:
    """'tất cả, trừ Đồi Sim'; 'nghiệp đoàn'; 'lĩnh vực giáo dục'; 'mam-non-hoa-sen, tieu-hoc-doi-sim'."""
    wanted, *left_out = EXCEPT.split(text)
    excepted = tuple(read_unit(one, units, Column.UNITS) for some in left_out for one in _listed(some))
    kinds: list[UnitKind] = []
    sectors: list[str] = []
    named: list[UnitCode] = []
    for one in _listed(wanted):
        if EVERYBODY.fullmatch(plain(one)):
            continue
        kind, sector = kind_called(EVERY.sub("", one)), _sector(one, units)
        if kind is not None:
            kinds.append(kind)
        elif sector:
            sectors.append(sector)
        else:
            named.append(_named(one, units))
    if named and (kinds or sectors):
        raise Wrong(f"Cột “{Column.UNITS}”: hoặc nêu loại, lĩnh vực, hoặc nêu từng đơn vị; không nêu cả hai.")
    return Selector(tuple(kinds) or Selector().kinds, tuple(sectors), tuple(named), excepted)


def _named(text: str, units: Sequence[Unit]) -> UnitCode:
    """One unit; the sentence against it names what else may be written."""
    try:
        return read_unit(text, units, Column.UNITS)
    except Wrong as wrong:
        sectors = sorted({unit.sector for unit in units if unit.sector})
        some = f"một lĩnh vực ({', '.join(sectors[:8])}), " if sectors else ""
        raise Wrong(
            f"{wrong} Cột này nhận: tất cả, một loại (công đoàn cơ sở, nghiệp đoàn), {some}hoặc mã từng đơn vị."
        ) from None


def _listed(text: str) -> list[str]:
    return [part for part in (piece.strip(" ()") for piece in MARKS.split(text)) if part]


def _sector(text: str, units: Sequence[Unit]) -> str:
    """The sector as the units have it."""
    said = SECTOR_LEAD.sub("", plain(text))
    return next((unit.sector for unit in units if unit.sector and plain(unit.sector) == said), "")
