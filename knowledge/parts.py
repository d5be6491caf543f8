"""Where does a paper's head end and its text begin, where does it close, and what is attached to it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from knowledge.outline import EMPHASIS, ENDS, MARKS, Line, Rank, is_all_capitals
from knowledge.rows import ruled
from knowledge.tables import is_row
from knowledge.text import clean, fold

KINDS = (
    *("Chương trình hành động", "Chương trình công tác", "Chương trình", "Kế hoạch", "Nghị quyết", "Hướng dẫn"),
    *("Thông báo", "Quyết định", "Báo cáo", "Đề án", "Chỉ thị", "Kết luận", "Quy chế", "Quy định", "Công văn"),
    *("Phương hướng", "Phương án", "Tờ trình", "Thông tri", "Biên bản", "Giấy mời", "Quy trình", "Điều lệ", "Thể lệ"),
    "Dự thảo",
)
"""Names of kinds of papers, the longer before the shorter that it begins with; a draft is of a kind besides."""
DRAFT = "Dự thảo"
LETTER = "Công văn"

KIND_NAMES = tuple((kind, fold(kind)) for kind in KINDS)
HEAD_LINES = 400
"""No head is longer; what comes after so many lines is text, whatever it looks like."""
LONGEST_TITLE = 700
LONGEST_OPENING = 20_000

WEEKDAY = re.compile(
    r"(?:Thứ (?:hai|ba|tư|năm|sáu|bảy)|Chủ nhật)\s*,\s*(?:ngày\s*)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.IGNORECASE
)
POSTED_AT = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{4}\W{1,4}\d{1,2}:\d{2}|\d{1,2}:\d{2}\W{1,4}\d{1,2}[/-]\d{1,2}[/-]\d{4}"
)
"""A day with its hour under a title is when an article appeared."""
ACTS = r"(?:TM|T/M|KT|TL|TUQ|T\.M)(?:\s*\.\s*|\s+)"
FOOT = re.compile(
    rf"(?:Nơi nhận|NƠI NHẬN|Noi nhan)\b|{ACTS}[A-ZĐ]{{2}}|(?:(?:PHÓ|Q\.|QUYỀN) ?)?CHỦ TỊCH$|(?:PHO )?CHU TICH$"
)
MATTER = re.compile(r"(?:V/v|v/v|V/V)\b\s*:?")
"""'V/v báo cáo …' under the number of a letter is what other papers have as a title."""
ADDRESSED = re.compile(r"Kính gửi\b|KÍNH GỬI\b|Kinh gui\b")
STATE = re.compile(r"CỘNG H[ÒO][AÀ] XÃ|ĐỘC LẬP|Độc lập|CONG HOA XA|Doc lap|ĐẢNG CỘNG SẢN")
NUMBERED = re.compile(r"S[ốo]\s*:|SỐ\s*:|Số\s+[\d.…~]")
ISSUED = re.compile(r".*\bng[àa]y\b.{0,12}\bth[áa]ng\b.{0,12}\bn[ăa]m\b[\s\d.…]*$", re.IGNORECASE)
RESTS = re.compile(r"\W*(?:Căn cứ|Can cu|Xét đề nghị|Kính gửi|Kính thưa)\b")
"""So a paper goes on after its title: on what it rests, to whom it speaks."""
BODIES = re.compile(r"(?:BAN (?:CHẤP HÀNH|THƯỜNG VỤ)|ĐOÀN CHỦ TỊCH|ỦY BAN KIỂM TRA)\b")
GOES_ON = re.compile(r"(?:Nhiệm kỳ|nhiệm kỳ|NHIỆM KỲ|Giai đoạn|GIAI ĐOẠN|Năm (?:học )?20\d\d|NĂM (?:HỌC )?20\d\d)")
ATTACHED_TO = re.compile(r"\W*(?:Ban hành )?[Kk]èm theo\b")

SECTIONS = tuple(pattern for pattern, rank, _ in MARKS if rank <= Rank.NUMBER)
PAGE_TALK = re.compile(
    r"(?:xem (?:tin|them)|tin (?:khac|lien quan|moi)|cac tin (?:khac|lien quan|moi)|luot (?:xem|truy cap)|so lan xem"
    r"|dang (?:truy cap|truc tuyen)|hom (?:nay|qua)\W*\d|tat ca\W*\d|tong (?:truy cap|luot)|chia se\W*$"
    r"|in (?:bai|trang)|gui email|binh luan|tu khoa|tags?\b|copyright|ban quyen|designed|thiet ke (?:web|boi)"
    r"|tro ve|trang chu|ve dau trang)"
)
"""What a page says around an article (folded), and no paper does."""
SECTION_LETTERS = frozenset("IVXl|ABCDEĐP0123456789")
MAY_CLOSE = frozenset("NTKPCQ")
"""How a line or a column of the foot begins: 'Nơi nhận', 'TM.', 'KT.', 'PHÓ CHỦ TỊCH', 'CHỦ TỊCH', 'Q. CHỦ TỊCH'."""
MAY_ATTACH = frozenset("PpMmBbQDĐKCHLT*")

APPENDIX = re.compile(
    r"(?P<label>(?:PHỤ LỤC|Phụ lục|PHU LUC|Phu luc)(?:\s+(?:SỐ|số|so))?(?:\s+(?:[IVX]{1,4}|\d{1,2}[A-Z]?|[A-Z])\b)?)"
    r"\s*(?:[.:–-]\s*(?P<title>.*))?$"
)
FORM = re.compile(r"(?P<label>(?:MẪU|Mẫu|BIỂU MẪU|Biểu mẫu)\s+(?:SỐ|số)\s*:?\s*\w{1,4})\s*(?:[.:–-]\s*(?P<title>.*))?$")
ENCLOSED = re.compile(
    r"(?P<label>QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|DANH SÁCH|DANH MỤC|BIỂU|BẢNG|ĐỀ CƯƠNG|KẾ HOẠCH|CHƯƠNG TRÌNH|HƯỚNG DẪN|LỊCH"
    r"|THỂ LỆ|ĐIỀU LỆ)\b(?P<title>.*)"
)
"""What stands in capitals below a signature is a paper of its own that goes with the first."""


UNION_IN_CAPITALS = re.compile(r"\b(?:TỔNG LIÊN ĐOÀN|LIÊN ĐOÀN LAO ĐỘNG|LĐLĐ|CÔNG ĐOÀN|CĐCS|NGHIỆP ĐOÀN)\b")
GOVERNS = re.compile(
    r"(?:BAN CHẤP HÀNH|BAN THƯỜNG VỤ|ĐẠI HỘI|KIỂM TRA|VĂN PHÒNG|TỔNG|CHỦ TỊCH|CÁN BỘ|TỔ CHỨC|VÀ|,|-)\s*$"
)
"""'… BAN CHẤP HÀNH CÔNG ĐOÀN XÃ …' goes on; 'LĐLĐ TỈNH … CÔNG ĐOÀN XÃ …' are two names."""
BODY_BEHIND = re.compile(r"(?<=\w )(?:BAN (?:CHẤP HÀNH|THƯỜNG VỤ)|(?:ỦY|UỶ) BAN KIỂM TRA)\W*$")
LINE_BEGINS = re.compile(
    r"\s+(?=Số\s*:|SỐ\s*:|CỘNG H[ÒO][AÀ] XÃ|Độc lập\s*[-–]|V/v\b|Kính gửi\b)|(?<=Hạnh phúc)\s+"
    r"|(?<=[.;:)…])\s*(?=(?:TM|T/M|KT|TL|TUQ)\s*\.\s*[A-ZĐ]{2})|(?<=[A-ZĐÀ-Ỹ])\s+(?=(?:KT|TL|TUQ)\s*\.\s*[A-ZĐ]{2})"
    r"|(?<=[;:])\s+(?=[-–]\s*[A-ZĐ\d])"
    r"|(?<=[A-ZĐÀ-Ỹ])(?<!ĐOÀN)(?<!PHÓ)(?<!QUYỀN)\s+(?=(?:PHÓ )?CHỦ (?:TỊCH|NHIỆM)(?:\s|$)(?! *(?:CÔNG ĐOÀN|LĐLĐ)))"
    r"|(?<=CHỦ TỊCH)\s+(?=(?:[A-ZĐÀ-Ỵ][a-zà-ỹ]+\s*){2,5}$)"
)
"""With what a line of a head or foot begins, where a cell or an old format glued it to the line before."""
RELATED = re.compile(
    r"(?:cac )?(?:tin|bai)(?: viet)? (?:lien quan|khac|moi(?: hon| nhat)?|cu hon|cung chuyen muc|da dua)"
    r"|y kien ban doc|binh luan|thong ke truy cap|tags?|tu khoa|xem them"
)
"""Headings (folded) under which a page lists other articles; what follows is none of this one."""
TRAIL = re.compile(r"[»›>]|\s/\s")


@dataclass(frozen=True, slots=True)
class Attachment:
    """An appendix, or a regulation that a decision puts into force: 'phụ lục I', 'Quy chế'."""

    label: str
    title: str
    body: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A paper cut in pieces, line by line; `kind` is '' for a paper that does not name its kind."""

    head: tuple[str, ...]
    kind: str
    title: tuple[str, ...]
    body: tuple[Line, ...]
    foot: tuple[str, ...]
    opening: str = ""
    """The paragraphs between the title and the first section."""
    attachments: tuple[Attachment, ...] = ()


def divide(text: str) -> Parts:
    """Head, title, body, foot and what is attached; nothing is lost but page chrome after the last full sentence."""
    paper = _paged(text)
    lines = [line.text for line in paper]
    section_at = first(lines[:HEAD_LINES], is_section, min(len(lines), HEAD_LINES))
    before = lines[:section_at]
    kind_at = _kind_line(before)
    if kind_at is not None:
        top = _with_kind(before, kind_at)
    elif _is_letter(before):
        top = _letter(before)
    else:
        top = _article(before)
    begin = top.end
    attached_at = begin + first(lines[begin:], _begins_appendix, len(lines) - begin)
    foot_at = begin + first(lines[begin:attached_at], _is_foot, attached_at - begin)
    attached_at = foot_at + first(lines[foot_at:attached_at], _begins_enclosure, attached_at - foot_at)
    body = ruled(paper[begin:foot_at])
    return Parts(
        head=top.head,
        kind=top.kind,
        title=top.title,
        body=body if foot_at < len(lines) else _without_chrome(body, _is_page_talk if top.kind else _is_chrome),
        foot=tuple(lines[foot_at:attached_at]),
        opening=_opening(body),
        attachments=_attachments(ruled(paper[attached_at:])),
    )


def _opening(body: Sequence[Line]) -> str:
    end = first(body, lambda line: is_section(line.text), len(body))
    return " ".join(plain(line.text) for line in body[:end])[:LONGEST_OPENING]


# Lines


Of = TypeVar("Of")


def first(lines: Sequence[Of], holds: Callable[[Of], bool], otherwise: int) -> int:
    """The place of the first that holds."""
    return next((place for place, line in enumerate(lines) if holds(line)), otherwise)


def cells(lines: Iterable[str]) -> list[str]:
    """The columns of a head or foot: 'Nơi nhận:      TM. BAN THƯỜNG VỤ' are two, and so are the cells of a table.

    A cell of a table lost its line breaks: 'LĐLĐ TỈNH … CÔNG ĐOÀN XÃ … Số: 5/KH-CĐX' were three lines.
    """
    columns = (cell for line in lines for cell in re.split(r"\s{2,}|\t|\|", EMPHASIS.sub("", line)))
    broken = (piece for cell in columns for piece in _broken(" ".join(cell.split())))
    return [piece for piece in broken if piece]


def _broken(cell: str) -> Iterator[str]:
    """A cell as its lines stood; a body behind a union's name, and a union behind another one, begin a line."""
    for piece in LINE_BEGINS.split(cell):
        begin = 0
        for union in UNION_IN_CAPITALS.finditer(piece):
            before = piece[begin : union.start()]
            if UNION_IN_CAPITALS.search(before) and not GOVERNS.search(before):
                yield before.strip(" *")
                begin = union.start()
        rest = piece[begin:]
        body = BODY_BEHIND.search(rest)
        if body and UNION_IN_CAPITALS.match(rest):
            yield rest[: body.start()].strip()
            yield rest[body.start() :].strip(" *")
        else:
            yield rest.strip()


def plain(line: str) -> str:
    """Without emphasis and doubled spaces."""
    return " ".join(EMPHASIS.sub("", line).split())


def is_section(line: str) -> bool:
    """'I. …', 'Phần thứ nhất', 'Điều 1.': where the text proper begins at the latest."""
    if line.lstrip(" \t*~_")[:1] not in SECTION_LETTERS:
        return False
    bare = plain(line)
    return any(pattern.match(bare) for pattern in SECTIONS)


def _is_blank(line: str) -> bool:
    """Empty, or a rule: '-----', '*****', '_____'."""
    return not any(letter.isalnum() for letter in line)


def _paged(text: str) -> tuple[Line, ...]:
    """The lines with their pages; heads and feet that run over the pages stand once."""
    pages = re.sub(r"\n{4,}", "\n\n\n", clean(text)).split("\f")
    if len(pages) == 1:
        return tuple(Line(line) for line in text_lines(pages[0]))
    repeated = _running(pages)
    return tuple(
        Line(line, number)
        for number, page in enumerate(pages, 1)
        for line in chain(_without_running(text_lines(page), repeated if number > 1 else frozenset()), ("",))
    )


def text_lines(page: str) -> list[str]:
    """The lines of a page."""
    return page.splitlines()


def _edge(lines: Sequence[str]) -> list[str]:
    written = [line for line in lines if line.strip()]
    return [*written[:2], *written[-2:]]


def _signature(line: str) -> str:
    """What a running head has in common on all pages: the words without the page's number."""
    return re.sub(r"\b(?:trang|page)\b|[\d\W]+", " ", fold(line)).strip()


def _running(pages: Sequence[str]) -> frozenset[str]:
    """Words at the edge of most pages, of three at least."""
    seen: dict[str, int] = {}
    for page in pages:
        for signature in {_signature(line) for line in _edge(text_lines(page))}:
            seen[signature] = seen.get(signature, 0) + 1
    return frozenset(words for words, times in seen.items() if words and times >= max(3, 0.6 * len(pages)))


def _without_running(lines: Sequence[str], repeated: frozenset[str]) -> list[str]:
    edge = set(_edge(lines))
    return [line for line in lines if not (line in edge and not is_row(line) and _signature(line) in repeated)]


# Which kind of paper, and where its text begins


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands above the text, which begins at `end`."""

    kind: str
    head: tuple[str, ...]
    title: tuple[str, ...]
    end: int


def kind_of(line: str) -> str:
    """The kind of paper when the line is its name, or begins with its name in capitals."""
    bare = plain(line).strip(" :.-–*_")
    folded = fold(bare)
    for kind, name in KIND_NAMES:
        if not folded.startswith(name):
            continue
        if folded == name:
            return kind
        begins = bare[: len(kind)]
        if folded.startswith(f"{name} ") and is_all_capitals(begins):
            return kind
    return ""


def _kind_line(lines: Sequence[str]) -> int | None:
    addressed = first(lines, lambda line: any(map(ADDRESSED.match, cells((line,)))), len(lines))
    named = [at for at, line in enumerate(lines[:addressed]) if kind_of(line)]
    # A page says the title above the paper once more: the one that counts stands below the letterhead.
    letterhead = first(lines[:addressed], lambda line: any(map(STATE.match, cells((line,)))), 0)
    named = [at for at in named if at > letterhead] or named
    return next((at for at in named if kind_of(lines[at]) != DRAFT), named[0] if named else None)


def _with_kind(lines: Sequence[str], kind_at: int) -> _Top:
    """'KẾ HOẠCH', its subject in the same block or the next; then what belongs to the head still."""
    kind = kind_of(lines[kind_at])
    first_line = plain(lines[kind_at]).strip(" :.-–*_")[len(kind) :].strip(" :")
    said = [first_line] if first_line else []
    at = kind_at + 1
    at = _subject(lines, at, said)
    if not said:
        at = _subject(lines, _skip_blank(lines, at), said, opens=True)
    while said and (ahead := _skip_blank(lines, at)) < len(lines) and _title_goes_on(plain(lines[ahead])):
        after = _subject(lines, ahead, said)
        if after == ahead:
            break  # 'Năm 2026, … như sau:' is the opening of the text
        at = after
    end = _rest_of_head(lines, at)
    return _Top(kind, (*lines[:kind_at], *lines[at:end]), tuple(said), end)


def _subject(lines: Sequence[str], at: int, said: list[str], *, opens: bool = False) -> int:
    """Takes the lines of a title into `said`; a block that turns out to be the opening of the text is left."""
    end = at
    while end < len(lines) and not _is_blank(lines[end]) and not _ends_title(lines[end]):
        end += 1
    block = [plain(line) for line in lines[at:end]]
    leads = bool(block) and block[-1].endswith(":")
    if (opens or said) and (leads or sum(map(len, block)) > LONGEST_TITLE):
        return at
    said.extend(block)
    return end


def _ends_title(line: str) -> bool:
    bare = plain(line)
    return bool(
        RESTS.match(bare) or bare.startswith("(") or ISSUED.fullmatch(bare) or BODIES.match(bare) or WEEKDAY.match(bare)
    )


def _title_goes_on(line: str) -> bool:
    """A title over several paragraphs: 'cuối năm 2026', 'Nhiệm kỳ 2023 - 2028'."""
    return len(line) < 150 and not line.endswith((".", ":", ";")) and bool(line[:1].islower() or GOES_ON.match(line))


def _rest_of_head(lines: Sequence[str], at: int) -> int:
    """An article's day under its title, '(Kèm theo Công văn số …)', and the body that decides, in capitals."""
    end = at
    while (ahead := _skip_blank(lines, end)) < len(lines):
        bare = plain(lines[ahead])
        closed = bare.startswith("(") and bare.endswith(")") and ATTACHED_TO.match(bare)
        if not (closed or WEEKDAY.match(bare) or ISSUED.fullmatch(bare) or (BODIES.match(bare) and _is_name(bare))):
            break
        end = ahead + 1
    return end


def _is_name(line: str) -> bool:
    return is_all_capitals(line) and not line.endswith(ENDS)


def _skip_blank(lines: Sequence[str], at: int) -> int:
    return at + first(lines[at:], lambda line: not _is_blank(line), len(lines) - at)


def _is_letter(lines: Sequence[str]) -> bool:
    """No kind, but a number, and the matter or whom it is for: a letter."""
    said = cells(lines)
    has_number = any(NUMBERED.match(cell) for cell in said)
    return has_number and any(MATTER.match(cell) or ADDRESSED.match(cell) for cell in said)


def _letter(lines: Sequence[str]) -> _Top:
    """The matter under the number is the title; the text begins below 'Kính gửi …'."""
    matter = first(lines, lambda line: bool(_matter_of(line)), len(lines))
    said = [_matter_of(lines[matter])] if matter < len(lines) else []
    at = matter + 1
    while said and at < len(lines) and (column := cells((lines[at],))) and not _stops_matter(column[0]):
        said.append(column[0])
        at += 1
    addressed = first(lines, lambda line: any(map(ADDRESSED.match, cells((line,)))), len(lines))
    if addressed == len(lines):
        last = max((place for place, line in enumerate(lines) if ISSUED.match(plain(line))), default=at - 1)
        end = max(at, last + 1) if said else last + 1
    else:
        end = _below_addressees(lines, addressed)
    return _Top(LETTER, tuple(lines[:end]), tuple(said), end)


def _matter_of(line: str) -> str:
    return next((cell for cell in cells((line,)) if MATTER.match(cell)), "")


def _stops_matter(cell: str) -> bool:
    return bool(
        STATE.match(cell)
        or ADDRESSED.match(cell)
        or ISSUED.match(cell)
        or _is_blank(cell)
        or NUMBERED.match(cell)
        or is_all_capitals(cell)
    )


def _below_addressees(lines: Sequence[str], addressed: int) -> int:
    """'Kính gửi: Các CĐCS' is one line; 'Kính gửi:' leads a list that an empty line or another paragraph ends."""
    at = addressed + 1
    while at < len(lines):
        ahead = _skip_blank(lines, at)
        if ahead == len(lines) or not re.match(r"\s*[-–+•]", lines[ahead]):
            break
        at = ahead + 1
        while at < len(lines) and not _is_blank(lines[at]) and lines[at].strip()[:1].islower():
            at += 1
    return at


def _article(lines: Sequence[str]) -> _Top:
    """A paper without a kind: the longest line before the first full sentence, dates aside, is its title."""
    end = first(lines, lambda line: len(line) >= 200 or line.rstrip().endswith("."), len(lines))
    candidates = [place for place in range(end) if _may_be_a_title(plain(lines[place]))]
    # The day of posting stands right under the title; what stands above it is the page's.
    posted = first(lines[:end], lambda line: bool(POSTED_AT.search(line)), end)
    near = [place for place in candidates if place < posted][-1:] if posted < end else []
    title_at = max(near or candidates, key=lambda place: len(lines[place]), default=end)
    title_end = min(title_at + 1, len(lines))
    day_end = _rest_of_head(lines, title_end)
    title = tuple(words for line in lines[title_at:title_end] if (words := plain(line)))
    return _Top("", (*lines[:title_at], *lines[title_end:day_end]), title, day_end)


def _may_be_a_title(line: str) -> bool:
    """No rule, no day, no menu ('Trang chủ Giới thiệu …') and no trail ('Trang chủ » Tin tức')."""
    said = not _is_blank(line) and not re.search(r"\d/\d{4}\s*$", line)
    return said and not PAGE_TALK.match(fold(line)) and not TRAIL.search(line)


# Where it closes, and what is attached


def _is_foot(line: str) -> bool:
    return not MAY_CLOSE.isdisjoint(line) and any(FOOT.match(cell) for cell in cells((line,))[:2])


def _begins_appendix(line: str) -> bool:
    if len(line) > 300 or line.lstrip()[:1] not in MAY_ATTACH:
        return False
    bare = plain(line)
    return len(bare) < 200 and bool(APPENDIX.match(bare) or FORM.match(bare))


def _begins_enclosure(line: str) -> bool:
    bare = plain(line)
    return is_all_capitals(bare) and bool(ENCLOSED.match(bare))


def _attachments(lines: Sequence[Line]) -> tuple[Attachment, ...]:
    begins = [at for at, line in enumerate(lines) if at == 0 or _begins_appendix(line.text)]
    ends = [*begins[1:], len(lines)][: len(begins)]
    found = [_attachment(lines[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    return _told_apart(found)


def _attachment(lines: Sequence[Line]) -> Attachment:
    bare = plain(lines[0].text)
    match = APPENDIX.match(bare) or FORM.match(bare) or ENCLOSED.match(bare)
    label, rest = (match["label"], match["title"] or "") if match else (bare, "")
    title, at = [f"{label} {rest}".strip()], 1
    while at < len(lines):
        words = plain(lines[at].text)
        belongs = is_all_capitals(words) or ATTACHED_TO.match(words)
        if words and (not belongs or is_section(words) or is_row(words)):
            break
        title.extend([words] if words and not ATTACHED_TO.match(words) else [])
        at += 1
    end = at + first(lines[at:], lambda line: _is_foot(line.text) and not is_row(line.text), len(lines) - at)
    return Attachment(_label(label), " ".join(title), tuple(lines[at:end]))


def _label(said: str) -> str:
    """'PHỤ LỤC I' is cited as 'phụ lục I', 'QUY CHẾ' as 'Quy chế'."""
    words = said.split()
    if len(words) > 1 and fold(words[0]) in ("phu", "mau", "bieu"):
        number = words[-1] if len(words) > 2 or fold(words[0]) == "mau" else ""
        name = " ".join(words[: -1 if number else None]).lower()
        return f"{name} {number}".strip()
    return f"{words[0].capitalize()} {' '.join(words[1:]).lower()}".strip()


def _told_apart(found: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Two appendices under one label: the second is 'phụ lục thứ 2'."""
    counted: dict[str, int] = {}
    told: list[Attachment] = []
    for each in found:
        times = counted[each.label] = counted.get(each.label, 0) + 1
        told.append(Attachment(f"{each.label} thứ {times}", each.title, each.body) if times > 1 else each)
    return tuple(told)


def _without_chrome(body: Sequence[Line], is_chrome: Callable[[str], bool]) -> tuple[Line, ...]:
    """A web page goes on after its text: in an article short lines without an end, in a paper what only a page says."""
    end = first(body, lambda line: is_chrome is _is_chrome and _lists_others(line.text), len(body))
    while end and (not body[end - 1].text.strip() or is_chrome(plain(body[end - 1].text))):
        end -= 1
    return tuple(body[:end])


def _lists_others(line: str) -> bool:
    return bool(RELATED.fullmatch(re.sub(r"\W*(?:\(?\d*\)?)\W*$", "", fold(plain(line)))))


def _is_page_talk(line: str) -> bool:
    return len(line) < 80 and bool(PAGE_TALK.match(fold(line)))


def _is_chrome(line: str) -> bool:
    if is_row(line):
        return False
    marked = any(pattern.match(line) for pattern, _, _ in MARKS)
    return len(line) < 80 and not line.endswith((*ENDS, "”", '"', ")")) and not marked
