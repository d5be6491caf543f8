"""Which other papers does a paper replace, change clause by clause, or carry out; a mere mention is none of these."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.outline import Item
from knowledge.text import fold
from knowledge.validity import day


class Relation(StrEnum):
    """What a document does with another one that it names."""

    REPLACES = "replaces"
    AMENDS = "amends"
    """Changes or adds to some clauses; the rest of the other one stays."""
    IMPLEMENTS = "implements"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document as this one names it: 'Kế hoạch số 12/KH-CĐ ngày 05/02/2026 của Công đoàn xã Suối Mây'."""

    relation: Relation
    words: str
    """As written here."""
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    """As written here; '' where the document speaks of its own issuer's papers."""
    place: str = ""
    """The clause of the other document that is meant, as a place of ours: 'mục II.3'; '' for the whole of it."""
    by: str = ""
    """The place here where the new words of that clause stand; '' where the whole paper is meant."""


# How a paper is named

KIND = (
    r"(?:Chương trình hành động|Chương trình công tác|Chương trình|Kế hoạch|Nghị quyết|Hướng dẫn|Thông báo|Quyết định"
    r"|Đề án|Chỉ thị|Kết luận|Quy chế|Quy định|Công văn|Thông tri|Điều lệ|Phương án|Luật|Nghị định|Thông tư)"
)
SYMBOL = r"\d{1,5}[a-z]?(?:/(?:19|20)\d{2})?\s?[-/]\s?[A-ZĐ][\w&]*(?:[-/.–][A-ZĐ][\w&]*)*"
DAY = r"(?:ngày\s*)?(\d{1,2})(?:[/.-]|\s*tháng\s*)(\d{1,2})(?:[/.-]|\s*năm\s*)(\d{4})"
# The body that issued it, up to a comma or a word with which its subject begins.
OF = (
    r"(?:\s*,?\s*của\s+(?P<issuer>[^,;.:()“”\"]{2,90}?)"
    r"(?=\s+(?:về|đối với|thực hiện|hướng dẫn|triển khai|ban hành|năm|giai đoạn|và|thay thế|cho|như)\b"
    r"|[,;.:()“”\"]|$))?"
)
NUMBERED = re.compile(
    rf"(?P<kind>{KIND})(?:\s+(?:công tác|liên tịch|phối hợp))?\s+(?:số\s*:?\s*)?(?P<number>{SYMBOL})"
    rf"(?:\s*,?\s*{DAY})?{OF}",
    re.IGNORECASE,
)
"""'Kế hoạch số 12/KH-CĐ, ngày 05/02/2026 của Công đoàn xã Suối Mây'."""
CONGRESS = re.compile(
    r"(?P<kind>Nghị quyết)\s+(?=Đại hội\b)[^,;.:()“”\"]{8,120}?(?=\s+(?:về|vào|trong|và)\b|[,;.:()“”\"]|\s+nhiệm kỳ|$)",
    re.IGNORECASE,
)
"""The resolution of a congress goes by its name and has no number: 'Nghị quyết Đại hội Công đoàn tỉnh lần thứ V'."""
OF_CONGRESS = re.compile(r"^\S*NQ\S*ĐH|\bĐại hội\b")
LAW = re.compile(r"(?:luat|nghi dinh|thong tu|dieu le)\b")

# What is done with it: the trigger, and why it is enough.

CARRIES_OUT = re.compile(
    r"\b(?:tiếp tục |tổ chức |để |nhằm )?(?:triển khai |tổ chức )?"
    r"(?:thực hiện|triển khai|cụ thể hóa|cụ thể hoá)(?: thắng lợi| có hiệu quả| tốt)?(?: nội dung| tinh thần| các)?\s+",
    re.IGNORECASE,
)
"""'Thực hiện Kế hoạch số …' in the title or the opening; further down it is a task among others."""
RESTS_ON = re.compile(r"\bcăn cứ(?: vào)?\s+(?=(?:kế hoạch|chương trình)\b)", re.IGNORECASE)
"""A plan that rests on a plan carries it out; one that rests on a law or a decision only obeys it. Where nothing is
'carried out', this is."""
TOGETHER = re.compile(r"\s*(?:,|;|và|cùng|,\s*và)\s*(?:các\s+|của\s+)?")
"""'Thực hiện Kế hoạch số … và Công văn số …' names both."""
TAKES_PLACE = re.compile(
    r"\b(?:thay thế(?: cho)?|thay cho|bãi bỏ|huỷ bỏ|hủy bỏ)\s+(?:toàn bộ\s+|nội dung\s+|các\s+)*", re.IGNORECASE
)
ENDS = re.compile(
    r"\b(?:hết hiệu lực|không còn hiệu lực|hết giá trị|được thay thế bởi|được thay thế bằng|bị bãi bỏ)\b", re.IGNORECASE
)
SPEAKS_OF_ITSELF = re.compile(rf"\b(?:{KIND}|văn bản) này\b", re.IGNORECASE)
"""'Kế hoạch này thay thế …': only then, or at the head of the sentence, is it this paper that replaces."""
CHANGES = re.compile(
    r"\b(?:sửa đổi|bổ sung|điều chỉnh|bãi bỏ|huỷ bỏ|hủy bỏ|thay thế|thay cụm từ|thay đổi|nâng|hạ)\b", re.IGNORECASE
)
CHANGES_AT_ONCE = re.compile(rf"\W*(?:\w{{1,3}}[.)]\s*)?{CHANGES.pattern}", re.IGNORECASE)
IS_CHANGED = re.compile(r"\b(?:được|bị) (?:sửa đổi|bổ sung|điều chỉnh|bãi bỏ|huỷ bỏ|hủy bỏ|thay)", re.IGNORECASE)

# Which clause of it

ONES = r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]\b(?!\w))"
LEVELS = (
    # The name of a level, how its number is written, and how deep it stands.
    ("phần", r"(?:thứ \w+|[IVX]+|[A-E])\b", 0),
    ("phụ lục", r"(?:số\s*)?(?:[IVX]+|\d{1,2})\b", 0),
    ("điều", r"\d{1,3}\b", 1),
    ("mục", r"(?:[IVX]+(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})*)\b", 2),
    ("tiểu mục", r"\d{1,2}(?:\.\d{1,2})*", 3),
    ("khoản", r"\d{1,2}(?:\.\d{1,2})*", 3),
    ("điểm", ONES, 4),
    ("ý", r"\d{1,2}", 5),
    ("gạch đầu dòng", r"\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín", 6),
    ("chỉ tiêu", r"\d{1,2}", 6),
    ("dấu cộng", r"\d{1,2}", 7),
)
DEPTH = {name: depth for name, _, depth in LEVELS}
ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9"}
STEP = "|".join(
    rf"{name}\s+(?:thứ\s+|số\s+)?(?:{number})(?:\s*(?:,|và\b)\s*(?:{number})(?=\s|[,;:.)]|$))*"
    for name, number, _ in sorted(LEVELS, key=lambda level: -len(level[0]))
)
PLACE = re.compile(
    rf"\b(?:(?:{STEP})(?:\s*,?\s*(?:\b(?:của|thuộc|tại|và|vào)\b)?\s*(?=\b(?:{STEP})))?)++", re.IGNORECASE
)
"""'điểm 2 mục II', 'khoản 3, Điều 5', 'gạch đầu dòng thứ 6 … mục II': steps from the inside out or the other way."""
ONE_STEP = re.compile(rf"\b(?:{STEP})", re.IGNORECASE)


def references(title: str, items: Sequence[Item], own_number: str | None = None) -> tuple[Reference, ...]:
    """What a paper says that it does with others, in the order of the text, each once."""
    opening = [item for item in items if item.place.startswith("phần mở đầu")]
    body = [item for item in items if item.place != "tên văn bản"]
    found = (
        *_carried_out(title, opening),
        *_replaced(title, body),
        *_changed(title, body),
    )
    order = {item.place: at for at, item in enumerate(items, 1)}
    others = [each for each in found if not own_number or each.reference.number != own_number]
    ranked = sorted(others, key=lambda each: order.get(each.at, 0))
    return _once([each.reference for each in ranked])


@dataclass(frozen=True, slots=True)
class _Found:
    """A reference and the place here that makes it."""

    reference: Reference
    at: str = ""


def _once(found: Sequence[Reference]) -> tuple[Reference, ...]:
    """Each once; a paper that is changed clause by clause is not also changed 'as a whole', nor carried out."""
    touched = {each.number for each in found if each.number and (each.place or each.relation == Relation.REPLACES)}
    told: dict[tuple[Relation, str, str, str], Reference] = {}
    congress = any(OF_CONGRESS.search(f"{each.number} {each.issuer}") for each in found if each.number)
    for each in found:
        is_vague = not each.place and each.relation != Relation.REPLACES and each.number in touched
        # 'Nghị quyết Đại hội II' in the title is 'Nghị quyết số 31/NQ-ĐH … của Đại hội' in the opening.
        is_named_again = congress and not each.number and CONGRESS.match(each.words)
        if not (is_vague or is_named_again):
            told.setdefault((each.relation, each.number or fold(each.words), each.place, each.by), each)
    return tuple(told.values())


# Carried out


def _carried_out(title: str, opening: Sequence[Item]) -> list[_Found]:
    """From the title or the opening; a plan above that it only 'rests on' counts where nothing is carried out."""
    texts = [("", title), *((item.place, item.text) for item in opening)]
    found = [_Found(each, at) for at, text in texts for each in _after(CARRIES_OUT, text, Relation.IMPLEMENTS)]
    if found:
        return found
    return [_Found(each, at) for at, text in texts for each in _after(RESTS_ON, text, Relation.IMPLEMENTS)]


def _after(trigger: re.Pattern[str], text: str, relation: Relation) -> Iterator[Reference]:
    """The papers named right after the trigger, and those that 'và' or a comma adds."""
    for match in trigger.finditer(text):
        at = match.end()
        while paper := _paper(text, at, relation):
            yield paper.reference
            joined = TOGETHER.match(text, paper.end)
            if not joined:
                break
            at = joined.end()


@dataclass(frozen=True, slots=True)
class _Named:
    reference: Reference
    end: int


def _paper(text: str, at: int, relation: Relation) -> _Named | None:
    match = NUMBERED.match(text, at)
    if match:
        return _Named(_numbered(match, relation), match.end())
    named = CONGRESS.match(text, at) if relation == Relation.IMPLEMENTS else None
    return _Named(Reference(relation, named[0].strip()), named.end()) if named else None


def _numbered(match: re.Match[str], relation: Relation) -> Reference:
    number, month, year = match.group(3), match.group(4), match.group(5)
    return Reference(
        relation,
        match[0].strip(" ,"),
        "".join(match["number"].split()).replace("–", "-"),
        day(number, month, year) if number else None,
        (match["issuer"] or "").strip(),
    )


# Replaced


def _replaced(title: str, body: Sequence[Item]) -> list[_Found]:
    texts = [("", title), *((item.place, item.text) for item in body)]
    return [_Found(each, at) for at, text in texts for sentence in _sentences(text) for each in _ends(sentence)]


def _ends(sentence: str) -> Iterator[Reference]:
    """'Kế hoạch này thay thế …', 'Thay thế …', '… hết hiệu lực kể từ ngày Kế hoạch này có hiệu lực'."""
    for match in TAKES_PLACE.finditer(sentence):
        before = sentence[: match.start()]
        if SPEAKS_OF_ITSELF.search(before) or not re.search(r"\w{3}", before):
            yield from _after_at(sentence, match.end())
    if (ended := ENDS.search(sentence)) and SPEAKS_OF_ITSELF.search(sentence):
        for match in NUMBERED.finditer(sentence, 0, ended.start()):
            yield _numbered(match, Relation.REPLACES)


def _after_at(sentence: str, at: int) -> Iterator[Reference]:
    while paper := _paper(sentence, at, Relation.REPLACES):
        yield paper.reference
        joined = TOGETHER.match(sentence, paper.end)
        if not joined:
            return
        at = joined.end()


# Changed clause by clause


def _changed(title: str, body: Sequence[Item]) -> list[_Found]:
    """A passage that changes a clause; which paper's, it says itself, or a heading above it, or the title."""
    whole = _changed_as_a_whole(title)
    found: list[_Found] = [_Found(whole)] if whole else []
    named: Reference | None = whole
    for item in body:
        above = [each for heading in item.headings if (each := _changed_as_a_whole(heading))]
        named = above[-1] if above else named
        if own := _changed_as_a_whole(item.text):
            named = own
            found.append(_Found(own, item.place))
        found.extend(_Found(each, item.place) for each in _clauses(item, named))
    return found


def _changed_as_a_whole(words: str) -> Reference | None:
    """'Sửa đổi, bổ sung một số nội dung của Chương trình số …'."""
    if not CHANGES_AT_ONCE.match(re.sub(rf"^(?:{KIND}\s+)?(?:về việc\s+|về\s+)?", "", words, flags=re.IGNORECASE)):
        return None
    match = NUMBERED.search(words)
    return _numbered(match, Relation.AMENDS) if match and not LAW.match(fold(match["kind"])) else None


def _clauses(item: Item, named: Reference | None) -> Iterator[Reference]:
    for sentence in _sentences(item.text):
        said = sentence.partition("“")[0]  # the new words themselves may name clauses
        if not (CHANGES_AT_ONCE.match(said) or IS_CHANGED.search(said)):
            continue
        match = PLACE.search(said)
        if not match:
            continue
        own = NUMBERED.search(said, match.end())
        paper = _numbered(own, Relation.AMENDS) if own else named
        if paper is None or (own and LAW.match(fold(own["kind"]))):
            continue
        for place in places(match[0]):
            yield replace(paper, relation=Relation.AMENDS, place=place, by=item.place)


def places(said: str) -> tuple[str, ...]:
    """'điểm 2 mục II' is 'mục II.2', 'khoản 2, khoản 3 Điều 5' are two places: as `outline` would call them."""
    steps = [step for match in ONE_STEP.finditer(said) for step in _steps(match[0])]
    if not steps:
        return ()
    deepest = max(depth for depth, _, _ in steps)
    outer = sorted((step for step in steps if step[0] < deepest), key=lambda step: step[0])
    return tuple(_joined([*outer, step]) for step in steps if step[0] == deepest)


_Step = tuple[int, str, str]


def _steps(said: str) -> Iterator[_Step]:
    """Depth, name and number: 'điểm 1, 2' are two steps."""
    name = next(name for name in sorted(DEPTH, key=len, reverse=True) if fold(said).startswith(fold(name)))
    rest = re.sub(r"^\s*(?:thứ|số)\s+", "", said[len(name) :].strip())
    for number in re.split(r"\s*(?:,|và\b)\s*", rest):
        yield DEPTH[name], name, ORDINALS.get(number.lower(), number)


def _joined(steps: Iterable[_Step]) -> str:
    place = ""
    for _, name, number in steps:
        part = _part(name, number, place)
        place = f"{place}{part}" if part.startswith(".") or not place else f"{place}, {part}"
    return place


def _part(name: str, number: str, outer: str) -> str:
    if name == "điều":
        return f"Điều {number}"
    if name == "phần":
        return f"Phần {number}" if number.lower().startswith("thứ") else f"phần {number}"
    is_number = number[:1].isdigit()
    # Below 'mục II' the number joins it, whether the paper calls it 'khoản 3', 'điểm 3' or 'mục 3'.
    if is_number and name in ("mục", "khoản", "điểm", "tiểu mục") and re.search(r"mục [IVX]+$", outer):
        return f".{number}"
    if is_number and name in ("khoản", "tiểu mục", "điểm") and "Điều" not in outer:
        return f"mục {number}"
    return f"{name} {number}"


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.;])\s+(?=\D)", text[:LONGEST]) if part.strip()]


LONGEST = 6000
"""No passage that names another paper is longer; a table run together or noise is."""
