"""Whose paper is it: from the letterhead, the opening sentence, the signature, or the number and the place."""

import re
from collections.abc import Sequence

from knowledge.names import LEVEL, LEVELS, NAME, ORGANISATION
from knowledge.outline import is_all_capitals
from knowledge.parts import NUMBERED, STATE, Parts, cells, kind_of, plain
from knowledge.text import fold

SPEAKS = (
    r"(?:xây dựng|ban hành|đề ra|xác định|triển khai|tổ chức|hướng dẫn|thông báo|yêu cầu|quyết định|báo cáo|đề nghị)"
)
OWN_VOICE = re.compile(rf"(?P<unit>{ORGANISATION})(?:\s+(?P<level>{LEVEL}))?(?:\s+(?P<name>{NAME}))?\s+{SPEAKS}\b")
"""'Ban Chấp hành LĐLĐ huyện ban hành …': only the issuer of a paper does that in its opening sentence."""
ACTING = r"(?:ban chap hanh|ban thuong vu|bch|btv|uy ban kiem tra|dai hoi|van phong)"
LETTERHEAD = re.compile(
    rf"(?:{ACTING} )?(?P<unit>(?:tong )?(?:lien doan lao dong|ldld|cong doan co so|cong doan|cdcs|nghiep doan)\b.*)"
)
"""Folded: 'BAN CHẤP HÀNH CÔNG ĐOÀN XÃ …' is the paper of the union."""
INSPECTORS = "Ủy ban Kiểm tra"
CONGRESS = re.compile(r"\s*(?:lần thứ|lan thu|,? nhiệm kỳ|,? khóa|,? khoá)\b.*", re.IGNORECASE)
SIGNED_FOR = re.compile(
    r"(?:TM|T/M|T\.M|KT|TL|TUQ)(?:\s*\.\s*|\s+)(?:BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BCH|BTV)\s+(?P<unit>.+)"
)
LEVEL_NAMES = "|".join(fold(level) for level in LEVELS)
AREAS = LEVELS[: LEVELS.index("khu công nghiệp")]
"""Levels that are a place: the day is written there; an industry or a zone is not named after it."""
SMALL = ("Công đoàn cơ sở", "Công đoàn", "Nghiệp đoàn", "Công ty", "các", "và", "Cổ phần", *LEVELS)
"""Words of a name in capitals that are written small, or with one capital only."""


def issuer(parts: Parts) -> str:
    """'LĐLĐ huyện Vĩnh Thuận'; '' if the paper does not say."""
    said = " ".join((parts.opening, *parts.title))
    if unit := _letterhead_unit(parts.head):
        return _placed(_as_written(_with_place(unit, parts.head), said), parts)
    if voices := list(OWN_VOICE.finditer(said)):
        return _named(voices[-1], said, _place_of(parts.head))
    if unit := _signed_for(parts.foot):
        return _as_written(unit, said)
    place = _place_of(parts.head)
    by_number = any(NUMBERED.match(cell) and re.search(r"LĐLĐ\s*$", cell) for cell in cells(parts.head))
    return f"LĐLĐ {place}" if place and by_number else ""


def issuer_code(unit: str) -> str:
    """The slug of the place or name: 'LĐLĐ huyện Vĩnh Thuận' is 'vinh-thuan', 'Công đoàn xã Suối Mây' 'suoi-may'."""
    bare = fold(unit).removeprefix(f"{fold(INSPECTORS)} ")  # its papers are the union's
    bare = re.sub(
        r"\b(?:tong )?(?:lien doan lao dong|ldld)\b|\b(?:cong doan co so|cdcs|nghiep doan|cong doan)\b", " ", bare
    )
    levels = "|".join(sorted((fold(level) for level in LEVELS), key=len, reverse=True))
    stripped = re.sub(rf"\b(?:{levels}|tp|cac)\b", " ", bare)
    return "-".join(re.findall(r"[a-z0-9]+", stripped)) or "-".join(re.findall(r"[a-z0-9]+", fold(unit)))


# The letterhead


def _letterhead_unit(head: Sequence[str]) -> str:
    """The lowest organisation above the title, in capitals or a line of its own; the state's motto is not one."""
    found = ""
    above = cells(head)
    lines = [cell for cell in above if _is_name(cell)]
    for place, cell in enumerate(lines):
        match = LETTERHEAD.match(fold(cell))
        if not match:
            continue
        name = cell[match.start("unit") :]
        after = lines[place + 1] if place + 1 < len(lines) else ""
        below = re.match(rf"(?:{LEVEL_NAMES})\b", fold(after)) or not _names_itself(name)
        continues = after and below and not re.match(r"BAN |(?:ỦY|UỶ) BAN|V/V|V/v", after) and not kind_of(after)
        named = CONGRESS.sub("", f"{name} {after}" if continues and not LETTERHEAD.match(fold(after)) else name)
        # 'BAN CHẤP HÀNH CÔNG ĐOÀN NGÀNH DỆT MAY' under '… DỆT MAY TỈNH …' is the same union, said shorter.
        found = found if fold(found).startswith(f"{fold(named)} ") else named
    unit = _unit_case(found) or _written_small(above)
    return f"{INSPECTORS} {unit}" if unit and _of_inspectors(lines) else unit


def _with_place(unit: str, head: Sequence[str]) -> str:
    """'LIÊN ĐOÀN LAO ĐỘNG TỈNH' alone is that of the place beside the day."""
    place = _place_of(head) if fold(unit).endswith(tuple(f" {fold(level)}" for level in AREAS)) else ""
    return f"{unit} {place}".strip()


def _of_inspectors(lines: Sequence[str]) -> bool:
    """The inspection committee issues papers of its own, with a letterhead and a number of its own."""
    return any(re.match(r"uy ban kiem tra(?:$| (?:ldld|lien doan|cong doan))", fold(line)) for line in lines)


def _is_name(cell: str) -> bool:
    """In capitals, no motto, and no number whose figure was left blank ('/BC-CĐX')."""
    return is_all_capitals(cell) and cell[:1].isalpha() and not (STATE.match(cell) or NUMBERED.match(cell))


def _names_itself(unit: str) -> bool:
    return issuer_code(unit) != "-".join(re.findall(r"[a-z0-9]+", fold(unit))) and len(unit) < 80


def _written_small(above: Sequence[str]) -> str:
    """A web page writes its letterhead in small letters too; only above a number, or it is any line of the page."""
    number_at = next((at for at, cell in enumerate(above) if NUMBERED.match(cell)), 0)
    named = [cell for cell in above[:number_at] if re.fullmatch(rf"{ORGANISATION}\s+(?:{LEVEL}\s+)?{NAME}", cell)]
    return _organisation(named[-1]) if named else ""


def _signed_for(foot: Sequence[str]) -> str:
    signed = [match["unit"] for cell in cells(foot) if (match := SIGNED_FOR.match(cell))]
    return _unit_case(signed[-1]) if signed and LETTERHEAD.match(fold(signed[-1])) else ""


def _unit_case(capitals: str) -> str:
    """'LIÊN ĐOÀN LAO ĐỘNG HUYỆN VĨNH THUẬN' is 'LĐLĐ huyện Vĩnh Thuận'."""
    words = " ".join(
        word if word in ("LĐLĐ", "CĐCS", "TP", "TP.", "TNHH", "MTV", "CP") else word.capitalize()
        for word in capitals.split()
    )
    words = re.sub(r"(?i)liên đoàn lao động", "LĐLĐ", words)
    for phrase in SMALL:
        words = re.sub(rf"(?i)(?<!\w){phrase}(?!\w)", phrase, words)
    return words


def _as_written(unit: str, said: str) -> str:
    """Capitals hide where small letters belong; the opening often names the unit again."""
    at = fold(said).find(fold(unit))
    return f"{unit[0]}{said[at + 1 : at + len(unit)]}" if at >= 0 and unit else unit


def _placed(unit: str, parts: Parts) -> str:
    """'Công đoàn các khu công nghiệp' alone is any province's; the text says which: '… tỉnh Lâm Hải'."""
    if re.search(rf"\b{LEVEL}\s+{NAME}", unit) or not re.search(r"(?:khu công nghiệp|khu kinh tế|ngành)\b", unit):
        return unit
    text = " ".join(plain(line.text) for line in parts.body[:200])
    at = fold(text).find(fold(unit))
    rest = re.match(rf"\s+((?:tỉnh|thành phố)\s+{NAME})", text[at + len(unit) :]) if at >= 0 else None
    return f"{unit} {rest[1]}" if rest else unit


# The opening


def _named(voice: re.Match[str], said: str, place_name: str) -> str:
    """A unit that calls itself 'LĐLĐ huyện' is the one of the place; 'LĐLĐ tỉnh' is named elsewhere in the opening."""
    level = _level(voice["level"] or "")
    name = voice["name"] or ""
    if level and not name:
        elsewhere = re.search(rf"\b{_any_case(level)}\s+({NAME})", said)
        name = elsewhere[1] if elsewhere else place_name
    return " ".join(part for part in (_organisation(voice["unit"]), level, name) if part)


def _place_of(head: Sequence[str]) -> str:
    dated = rf"({NAME})\s*,\s*ng[àa]y\b"
    return next((match[1] for cell in cells(head) if (match := re.match(dated, cell))), "")


def _organisation(said: str) -> str:
    return re.sub(r"(?i)liên đoàn lao động|LĐLD", "LĐLĐ", said)


def _level(said: str) -> str:
    return "thành phố" if said.upper().startswith("TP") else said.lower()


def _any_case(level: str) -> str:
    tail = "|TP\\.?" if level == "thành phố" else ""
    return rf"(?:(?i:{level}){tail})"
