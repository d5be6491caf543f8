"""What do the head and the foot of a paper say: number, place and day, kind, title, issuer, term, signer."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.outline import EMPHASIS, ENDS, MARKS, Rank, is_all_capitals
from knowledge.text import clean, fold

KINDS = (
    *("Chương trình hành động", "Chương trình công tác", "Chương trình", "Kế hoạch", "Nghị quyết", "Hướng dẫn"),
    *("Thông báo", "Quyết định", "Báo cáo", "Đề án", "Chỉ thị", "Kết luận", "Quy chế", "Quy định", "Công văn"),
    *("Phương hướng", "Tờ trình", "Thông tri", "Dự thảo"),
)
"""Names of kinds of papers, the longer before the shorter that it begins with."""

UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
ORGANISATION = r"(?:Tổng )?(?:[Ll]iên đoàn [Ll]ao động|LĐLĐ|LĐLD|[Cc]ông đoàn cơ sở|CĐCS|[Nn]ghiệp đoàn|[Cc]ông đoàn)"
LEVELS = (
    *("thành phố", "tỉnh", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"),
    *("khu công nghiệp", "khu kinh tế", "ngành"),
)
LEVEL = rf"(?:TP\.?|{'|'.join(f'{level[0].upper()}{level[1:]}|{level}' for level in LEVELS)})"
NAME = rf"(?:[{UPPER}][\w’'-]*(?:\s+[{UPPER}][\w’'-]*)*)"
SPEAKS = r"(?:xây dựng|ban hành|đề ra|xác định|triển khai|tổ chức|hướng dẫn|thông báo|yêu cầu|quyết định|báo cáo)"
OWN_VOICE = re.compile(rf"(?P<unit>{ORGANISATION})(?:\s+(?P<level>{LEVEL}))?(?:\s+(?P<name>{NAME}))?\s+{SPEAKS}\b")
"""'Ban Chấp hành LĐLĐ huyện ban hành …': only the issuer of a paper does that in its opening sentence."""

NUMBER = re.compile(r"\bSố\s*:?\s*(?P<figure>\d{1,5}\w?|)\s*(?P<symbol>[/-]\s*[A-ZĐ][\w&]*(?:[-/.][A-ZĐ]\w*)*)")
PLACE_AND_DAY = re.compile(
    rf"(?:(?P<place>{NAME})\s*,\s*)?[Nn]gày\s*(?P<day>\d{{1,2}}|[.…\s]*)\s*tháng\s*(?P<month>\d{{1,2}}|[.…\s]*)\s*năm\s*"
    r"(?P<year>\d{4})\s*$"
)
WEEKDAY = re.compile(
    r"(?:Thứ (?:hai|ba|tư|năm|sáu|bảy)|Chủ nhật)\s*,\s*(?:ngày\s*)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.IGNORECASE
)
RANGE = re.compile(r"(?P<word>nhiệm kỳ|giai đoạn|năm học)\s*(?P<first>\d{4})\s*[-–]\s*(?P<last>\d{4})", re.IGNORECASE)
YEAR = re.compile(r"(?<!tháng )(?<!thứ )\bnăm (?P<year>20\d{2})\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
DAY_BEFORE_YEAR = re.compile(r"(?:tháng\s*\d{1,2}|quý\s*\w+)\s*năm\s*\d{4}", re.IGNORECASE)
COMMON_WORD = re.compile(
    r"(?:Thực|Công tác|Hành|Về|Tổ|Triển|Phát|Nâng|Xây|Tuyên|Kiểm|Nhiệm|Phối|Tăng|Đổi|Chăm|Hoạt|Năm|Kỷ|Học|Vận)\b"
)
"""A title that begins with one of these goes on after the kind in small letters; a name keeps its capital."""
IN_FORCE = re.compile(
    r"(?:Nghị quyết|Quyết định|Kế hoạch|Chương trình|Quy chế|Hướng dẫn)(?: này)? có hiệu lực (?:thi hành )?(?:kể )?từ"
    r" (?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})"
)
FOOT = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\b|(?:TM|T/M|KT|TL|TUQ|T\.M)\s*\.?\s*[A-ZĐ]{2}|(?:PHÓ )?CHỦ TỊCH$")
ACTS_FOR = {"TM": "thay mặt", "T/M": "thay mặt", "KT": "ký thay", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền"}
OFFICES = (
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Đoàn Chủ tịch",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Trưởng ban",
    "Chánh Văn phòng",
)
ROLE = re.compile(r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|TRƯỞNG BAN|CHÁNH VĂN PHÒNG)(?: .*)?")
QUOTED = r"[“\"]\s*(?P<quoted>[^“”\"]{5,600}?)\s*[”\"]"
THEME = re.compile(rf"chủ đề(?: (?:năm|hoạt động)(?: (?:năm )?\d{{4}})?)?\s*:?\s*(?:là\s*)?{QUOTED}", re.IGNORECASE)
MOTTO = re.compile(rf"phương châm(?: hành động)?\s*:?\s*(?:là\s*)?{QUOTED}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A paper cut in four, line by line; `kind` is '' for a paper that does not name its kind."""

    head: tuple[str, ...]
    kind: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a paper holds, in its own words and as days."""

    words: str
    first: date
    last: date


def divide(text: str) -> Parts:
    """Head, title, body and foot; nothing is lost but page chrome that follows the last full sentence."""
    lines = tuple(clean(text).splitlines())
    section_at = _first(lines, _is_section, len(lines))
    kind_at = _first(lines[:section_at], lambda line: bool(_kind_of(line)), section_at)
    has_kind = kind_at < section_at
    title_at = kind_at if has_kind else _article_title(lines[:section_at])
    title_end = _title_end(lines[:section_at], title_at) if has_kind else min(title_at + 1, section_at)
    day_end = title_end + _day_line(lines[title_end:section_at])
    kind = _kind_of(lines[kind_at]) if has_kind else ""
    foot_at = day_end + _first(lines[day_end:], _is_foot, len(lines) - day_end)
    body = lines[day_end:foot_at]
    return Parts(
        head=(*lines[:title_at], *lines[title_end:day_end]),
        kind=kind,
        title=_title_lines(lines[title_at:title_end], kind),
        body=body if foot_at < len(lines) else _without_chrome(body),
        foot=lines[foot_at:],
    )


def title(parts: Parts) -> str:
    """Kind and subject in one line: 'Chương trình công tác Công đoàn năm 2024'."""
    rest = " ".join(parts.title).rstrip(".")
    if not parts.kind:
        return rest
    if not rest:
        return parts.kind
    if fold(rest).startswith(fold(parts.kind)):
        return rest
    return f"{parts.kind} {rest[0].lower()}{rest[1:]}" if COMMON_WORD.match(rest) else f"{parts.kind} {rest}"


def number(parts: Parts) -> str | None:
    """The paper's own number, also where it is struck through: '02/CTr-LĐLĐ'."""
    match = _number_match(parts.head)
    return f"{match['figure']}{''.join(match['symbol'].split())}" if match and match["figure"] else None


def number_note(parts: Parts) -> str | None:
    """A word of care about the number."""
    match = _number_match(parts.head)
    if match and not match["figure"]:
        return "văn bản để trống số"
    struck = next((line for line in parts.head if match and match["figure"] and "~~" in line), None)
    return f"số {match['figure']} bị gạch ngang trong bản gốc" if struck and match else None


def issued_on(parts: Parts) -> date | None:
    """The day beside the place of issue, or the day an article appeared; never the day of another paper."""
    if match := _place_and_day(parts.head):
        return _day(match["year"], match["month"], match["day"])
    if match := _weekday(parts):
        return _day(match[3], match[2], match[1])
    return None


def issued_note(parts: Parts) -> str | None:
    """A word of care about the day."""
    if _place_and_day(parts.head):
        return None if issued_on(parts) else "văn bản để trống ngày"
    return "ngày đăng bài, không phải ngày ban hành văn bản" if _weekday(parts) else None


def term(parts: Parts, issued: date | None) -> Term | None:
    """'năm 2024' in the title holds for that year; else its 'nhiệm kỳ' or 'giai đoạn'; then the opening says it."""
    opening = _opening(parts)
    for text in (" ".join(parts.title), opening):
        without_days = DAY_BEFORE_YEAR.sub("", text)
        year, span = YEAR.search(without_days), RANGE.search(text)
        if year and (issued is None or int(year["year"]) >= issued.year - 1):
            return Term(f"năm {year['year']}", date(int(year["year"]), 1, 1), date(int(year["year"]), 12, 31))
        if span:
            return _range_term(span)
    return None


def in_force_from(parts: Parts) -> date | None:
    """The day that the paper itself gives for its taking effect."""
    match = IN_FORCE.search(" ".join(_plain(line) for line in parts.body))
    return _day(match[3], match[2], match[1]) if match else None


def signer_role(parts: Parts) -> str | None:
    """'TM. BAN CHẤP HÀNH' above 'CHỦ TỊCH' is 'Chủ tịch, thay mặt Ban Chấp hành'; the name is left where it is."""
    lines = _cells(parts.foot)
    acts = [match for line in lines if (match := re.match(r"(TM|T/M|KT|TL|TUQ)\s*\.?\s*(.+)", line))]
    roles = [line for line in lines if ROLE.fullmatch(line)]
    if not roles:
        return None
    ways = [f"{ACTS_FOR[match[1]]} {_sentence_case(match[2])}" for match in reversed(acts)]
    return ", ".join((_sentence_case(roles[-1]), *ways))


def signer(parts: Parts) -> str | None:
    """The name under the role; where the signature was read as a name too ('Hoa' above 'Trần Thị Hoa'), the longer."""
    lines = _cells(parts.foot)
    role_at = max((place for place, line in enumerate(lines) if ROLE.fullmatch(line)), default=len(lines))
    names = [line for line in lines[role_at + 1 :][:8] if re.fullmatch(NAME, line) and " " in line]
    return max(names, key=len, default=None)


def theme(parts: Parts) -> str | None:
    """The quoted words after 'chủ đề', or the quoted line of a section of that name; the issuer's own comes last."""
    found = THEME.findall(" ".join(parts.title)) or THEME.findall(_opening(parts))
    if found:
        return str(found[-1])
    heading = _first(parts.body, lambda line: _is_section(line) and "chu de" in fold(line), len(parts.body))
    following = next((line for line in parts.body[heading + 1 :] if line.strip()), "")
    quoted = re.fullmatch(QUOTED + r"\.?", _plain(following))
    return quoted["quoted"] if quoted else None


def motto(parts: Parts) -> str | None:
    """The quoted words after 'phương châm' in the opening; the motto of a single task is not the paper's."""
    found = MOTTO.findall(_opening(parts))
    return str(found[-1]) if found else None


# Whose paper it is


def issuer(parts: Parts) -> str:
    """'LĐLĐ huyện Vĩnh Thuận', from the letterhead, the opening sentence, or the number and the place; '' if unsaid."""
    said = " ".join((*parts.title, _opening(parts)))
    if unit := _letterhead_unit(parts.head):
        return _as_written(unit, said)
    voices = list(OWN_VOICE.finditer(said))
    place = _place_and_day(parts.head)
    place_name = place["place"] if place and place["place"] else ""
    if voices:
        return _named(voices[-1], said, place_name)
    match = _number_match(parts.head)
    return f"LĐLĐ {place_name}" if place_name and match and match["symbol"].endswith("LĐLĐ") else ""


def issuer_code(unit: str) -> str:
    """The slug of the place or name: 'LĐLĐ huyện Vĩnh Thuận' is 'vinh-thuan', 'Công đoàn xã Suối Mây' 'suoi-may'."""
    bare = fold(unit)
    bare = re.sub(
        r"\b(?:tong )?(?:lien doan lao dong|ldld)\b|\b(?:cong doan co so|cdcs|nghiep doan|cong doan)\b", " ", bare
    )
    levels = "|".join(sorted((fold(level) for level in LEVELS), key=len, reverse=True))
    stripped = re.sub(rf"\b(?:{levels}|tp)\b", " ", bare)
    return "-".join(re.findall(r"[a-z0-9]+", stripped)) or "-".join(re.findall(r"[a-z0-9]+", fold(unit)))


def _named(voice: re.Match[str], said: str, place_name: str) -> str:
    """A unit that calls itself 'LĐLĐ huyện' is the one of the place; 'LĐLĐ tỉnh' is named elsewhere in the opening."""
    level = _level(voice["level"] or "")
    name = voice["name"] or ""
    if level and not name:
        elsewhere = re.search(rf"\b{_any_case(level)}\s+({NAME})", said)
        name = elsewhere[1] if elsewhere else place_name
    return " ".join(part for part in (_organisation(voice["unit"]), level, name) if part)


def _as_written(unit: str, said: str) -> str:
    """Capitals hide where small letters belong; the opening often names the unit again."""
    at = fold(said).find(fold(unit))
    return f"{unit[0]}{said[at + 1 : at + len(unit)]}" if at >= 0 and unit else unit


def _letterhead_unit(head: Sequence[str]) -> str:
    """The lowest organisation in capitals above the title; the state's motto beside it is not one."""
    capitals = [cell for cell in _cells(head) if is_all_capitals(cell) and not re.match(r"CỘNG H|ĐỘC LẬP|Số", cell)]
    found = ""
    for place, cell in enumerate(capitals):
        if re.match(rf"(?i:{ORGANISATION})", cell):
            after = capitals[place + 1] if place + 1 < len(capitals) else ""
            names_itself = issuer_code(cell) != "-".join(fold(cell).split())
            continues = after and not names_itself and not after.startswith(("BAN ", "***"))
            found = f"{cell} {after}" if continues else cell
    return _unit_case(found)


def _unit_case(capitals: str) -> str:
    """'LIÊN ĐOÀN LAO ĐỘNG HUYỆN VĨNH THUẬN' is 'LĐLĐ huyện Vĩnh Thuận'."""
    words = " ".join(word if word in ("LĐLĐ", "CĐCS", "TP", "TP.") else word.capitalize() for word in capitals.split())
    words = re.sub(r"(?i)liên đoàn lao động", "LĐLĐ", words)
    for phrase in ("Công đoàn cơ sở", "Công đoàn", "Nghiệp đoàn", *LEVELS):
        words = re.sub(rf"(?i)(?<!\w){phrase}(?!\w)", phrase, words)
    return words


def _organisation(said: str) -> str:
    return re.sub(r"(?i)liên đoàn lao động|LĐLD", "LĐLĐ", said)


def _level(said: str) -> str:
    return "thành phố" if said.upper().startswith("TP") else said.lower()


def _any_case(level: str) -> str:
    tail = "|TP\\.?" if level == "thành phố" else ""
    return rf"(?:(?i:{level}){tail})"


# Where the parts begin


def _first(lines: Sequence[str], holds: Callable[[str], bool], otherwise: int) -> int:
    return next((place for place, line in enumerate(lines) if holds(line)), otherwise)


def _is_foot(line: str) -> bool:
    return any(FOOT.match(cell) for cell in _cells((line,))[:2])


def _cells(lines: Iterable[str]) -> list[str]:
    """The columns of a head or foot: 'Nơi nhận:      TM. BAN THƯỜNG VỤ' are two, and so are the cells of a table."""
    columns = (cell for line in lines for cell in re.split(r"\s{2,}|\t|\|", EMPHASIS.sub("", line)))
    return [" ".join(cell.split()) for cell in columns if cell.strip()]


def _plain(line: str) -> str:
    return " ".join(EMPHASIS.sub("", line).split())


def _is_section(line: str) -> bool:
    """'I. …', 'Phần thứ nhất', 'Điều 1.': where the text proper begins at the latest."""
    return any(pattern.match(_plain(line)) for pattern, rank, _ in MARKS if rank <= Rank.NUMBER)


def _kind_of(line: str) -> str:
    """The kind of paper when the line is its name in capitals, or nothing but its name."""
    plain = _plain(line)
    for kind in KINDS:
        if fold(plain) == fold(kind) or (is_all_capitals(plain) and fold(plain).startswith(f"{fold(kind)} ")):
            return kind
    return ""


def _title_end(lines: Sequence[str], kind_at: int) -> int:
    """The lines that belong to the kind's own block, else the next block, unless that is already the opening."""
    end = _block_end(lines, kind_at)
    if end - kind_at > 1 or len(_plain(lines[kind_at])) > len(_kind_of(lines[kind_at])):
        return end
    begin = end + _first(lines[end:], lambda line: bool(line.strip()), len(lines) - end)
    block = lines[begin : _block_end(lines, begin)]
    is_opening = not block or block[-1].rstrip().endswith(":") or re.match(r"\W*Căn cứ\b", block[0])
    return end if is_opening else begin + len(block)


def _day_line(lines: Sequence[str]) -> int:
    """An article's day stands under its title ('Thứ tư, 22/03/2023'): so many lines belong to the head."""
    at = _first(lines, lambda line: bool(line.strip()), len(lines))
    return at + 1 if at < len(lines) and WEEKDAY.match(lines[at].strip()) else 0


def _block_end(lines: Sequence[str], start: int) -> int:
    return start + _first(lines[start:], lambda line: not line.strip(), len(lines) - start)


def _title_lines(lines: Iterable[str], kind: str) -> tuple[str, ...]:
    written = [plain for line in lines if (plain := _plain(line))]
    if written and kind:
        written[0] = written[0][len(kind) :].strip()
    return tuple(line for line in written if line)


def _article_title(lines: Sequence[str]) -> int:
    """A paper without a kind: the longest line before the first full sentence, dates aside."""
    end = _first(lines, lambda line: len(line) >= 200 or line.rstrip().endswith("."), len(lines))
    candidates = [
        place for place in range(end) if lines[place].strip() and not re.search(r"\d/\d{4}\s*$", lines[place])
    ]
    return max(candidates, key=lambda place: len(lines[place]), default=end)


def _without_chrome(body: Sequence[str]) -> tuple[str, ...]:
    """A web page goes on after its text ('Xem tin khác', counters): short lines without an end are cut off there."""
    end = len(body)
    while end and (not body[end - 1].strip() or _is_chrome(_plain(body[end - 1]))):
        end -= 1
    return tuple(body[:end])


def _is_chrome(line: str) -> bool:
    marked = any(pattern.match(line) for pattern, _, _ in MARKS)
    return len(line) < 80 and not line.endswith((*ENDS, "”", '"', ")")) and not marked


# Small readings


def _opening(parts: Parts) -> str:
    """The paragraphs between the title and the first section."""
    return " ".join(_plain(line) for line in parts.body[: _first(parts.body, _is_section, len(parts.body))])


def _number_match(head: Iterable[str]) -> re.Match[str] | None:
    return next((match for line in head if (match := NUMBER.search(EMPHASIS.sub("", line)))), None)


def _place_and_day(head: Iterable[str]) -> re.Match[str] | None:
    return next((match for line in head if (match := PLACE_AND_DAY.search(_plain(line)))), None)


def _weekday(parts: Parts) -> re.Match[str] | None:
    return next((match for line in parts.head if (match := WEEKDAY.search(line))), None)


def _day(year: str, month: str, day: str) -> date | None:
    if not (day.strip().isdigit() and month.strip().isdigit()):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _range_term(span: re.Match[str]) -> Term:
    word, first, last = span["word"].lower(), int(span["first"]), int(span["last"])
    if word == "năm học":  # schools open in September
        return Term(f"{word} {first}-{last}", date(first, 9, 1), date(last, 8, 31))
    return Term(f"{word} {first}-{last}", date(first, 1, 1), date(last, 12, 31))


def _sentence_case(capitals: str) -> str:
    words = capitals.strip(" .,").lower()
    for name in OFFICES:
        words = words.replace(name.lower(), name)
    return words
