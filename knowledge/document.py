"""What a document is: a header, and passages with places; targets, duties and milestones point at their passage."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from knowledge import letterhead
from knowledge.outline import Item, outline
from knowledge.text import fold

DocumentKey = NewType("DocumentKey", str)
"""Stable name of one document, e.g. `digest/vinh-thuan-2024`."""

UnitCode = NewType("UnitCode", str)
"""A union as a code only, e.g. `vinh-thuan`; knowledge knows no more of units."""


class Comparator(StrEnum):
    """How a figure binds: '96% trở lên' is AT_LEAST, 'trên 90%' MORE, 'khoảng 18.000' ABOUT, '13 - 15' RANGE."""

    AT_LEAST = ">="
    MORE = ">"
    EXACT = "="
    ABOUT = "~"
    AT_MOST = "<="
    LESS = "<"
    RANGE = "range"


class PassageKind(StrEnum):
    """What a passage is for; `OTHER` where none fits."""

    THEME = "theme"
    PURPOSE = "purpose"
    TARGET = "target"
    PLAN = "plan"
    BREAKTHROUGH = "breakthrough"
    TASK = "task"
    DUTY = "duty"
    MILESTONE = "milestone"
    ORGANISATION = "organisation"
    """Who does what to carry the document out ('Tổ chức thực hiện')."""
    BASIS = "basis"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the head and foot of a document; `None` where the document does not say."""

    title: str
    type: str
    issuer: str
    issuer_code: UnitCode
    number: str | None = None
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    period: str = ""
    """The validity in the document's own short words: 'năm 2024', 'nhiệm kỳ 2023-2028', 'giai đoạn 2021-2025'."""
    signer_role: str | None = None
    signer: str | None = None
    """The name under an original; a digest leaves it out."""
    theme: str | None = None
    motto: str | None = None
    number_note: str | None = None
    """Set when the number needs a word of care, e.g. struck through in the original."""
    issued_note: str | None = None
    """Set when the date needs a word of care, e.g. the day an article appeared, not the day of the plan."""


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that a clause sets, as `value` (to `value_max` for a range) of `measure`."""

    value: Decimal
    comparator: Comparator
    measure: str
    subject: str
    value_max: Decimal | None = None
    scope: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class DutyClause:
    """A reporting duty as the document words it; `due` is empty where no day is given."""

    cadence: tuple[str, ...]
    reporter: str
    recipient: str
    through: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A thing to be finished by a date."""

    text: str
    due: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or clause with a place a person can find: 'mục II, gạch đầu dòng 5'."""

    place: str
    heading: str
    kind: PassageKind
    text: str
    targets: tuple[Target, ...] = ()
    duties: tuple[DutyClause, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    ordinal: int | None = None
    """The n-th plan, breakthrough, task or target of its list, where the document numbers them."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the library. `is_digest`: the sentences are ours and shown as 'Tóm lược', never quoted."""

    key: DocumentKey
    header: Header
    passages: tuple[Passage, ...]
    is_digest: bool = False
    is_example: bool = False
    """True for the invented programme of the demo union; shown as VÍ DỤ."""


# Reading a plain text

KIND_OF_HEADING: tuple[tuple[str, PassageKind], ...] = (
    # A heading that names a breakthrough is one, also as 'Kế hoạch thực hiện các khâu đột phá'.
    (r".*\bkhau dot pha", PassageKind.BREAKTHROUGH),
    (r"(?:muc tieu|muc dich).*\bchi tieu cu the", PassageKind.TARGET),
    (r"chi tieu", PassageKind.TARGET),
    (r"muc dich|yeu cau|muc tieu|quan diem", PassageKind.PURPOSE),
    (r"chu de|phuong cham", PassageKind.THEME),
    (r"can cu", PassageKind.BASIS),
    (r"che do (?:thong tin,? )?bao cao|thong tin,? bao cao", PassageKind.DUTY),
    (r"to chuc thuc hien|phan cong|trach nhiem", PassageKind.ORGANISATION),
    (r"tien do|lo trinh|thoi gian (?:thuc hien|hoan thanh)", PassageKind.MILESTONE),
    (r"ke hoach (?!de ra)", PassageKind.PLAN),
    (r"(?:nhiem vu|giai phap|phuong huong|noi dung (?:hoat dong|cong tac|thuc hien))", PassageKind.TASK),
)
"""How a heading begins (folded, number and filler words taken off), the more particular first."""

FILLERS = re.compile(
    r"^(?:(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)]\s*|\d+ |thuc hien |mot so |cac |nhung |nhom |he thong |noi dung "
    r"|trong tam |ve |cong tac (?=ke hoach))+"
)
LISTED_IN_SENTENCE = re.compile(r".*\b(chi tieu|nhiem vu|giai phap|khau dot pha|ke hoach)\b[^:]*:$")


def read_document(text: str, key: DocumentKey, issuer_code: UnitCode | None = None) -> Document:
    """A plain text as a document; what it does not say stays empty, and no text makes it raise.

    `issuer_code` is for an office that knows whose paper it is better than the paper does.
    """
    parts = letterhead.divide(text)
    items = (*_title_item(parts), *outline(parts.body))
    return Document(key, _header(parts, issuer_code), tuple(_passage(item) for item in items))


def issuer_code(issuer: str) -> UnitCode:
    """'LĐLĐ huyện Vĩnh Thuận' is `vinh-thuan`."""
    return UnitCode(letterhead.issuer_code(issuer))


def _header(parts: letterhead.Parts, known_code: UnitCode | None) -> Header:
    issuer, issued_on = letterhead.issuer(parts), letterhead.issued_on(parts)
    term = letterhead.term(parts, issued_on)
    return Header(
        title=letterhead.title(parts),
        type=parts.kind or ("Bài đăng" if letterhead.issued_note(parts) and issued_on else ""),
        issuer=issuer,
        issuer_code=known_code or issuer_code(issuer),
        number=letterhead.number(parts),
        issued_on=issued_on,
        valid_from=letterhead.in_force_from(parts) or (term.first if term else None),
        valid_to=term.last if term else None,
        period=term.words if term else "",
        signer_role=letterhead.signer_role(parts),
        signer=letterhead.signer(parts),
        theme=letterhead.theme(parts),
        motto=letterhead.motto(parts),
        number_note=letterhead.number_note(parts),
        issued_note=letterhead.issued_note(parts),
    )


def _title_item(parts: letterhead.Parts) -> tuple[Item, ...]:
    """A title says what the paper carries out ('… thực hiện Nghị quyết …'), so it can be cited."""
    return (Item("tên văn bản", (), letterhead.title(parts)),) if parts.title else ()


def _passage(item: Item) -> Passage:
    return Passage(item.place, " › ".join(item.headings), kind_of(item), item.text, ordinal=item.ordinal)


def kind_of(item: Item) -> PassageKind:
    """The nearest heading that names a kind decides; a text such as 'Mục tiêu: …' names its own."""
    label, colon, _ = item.text.partition(":")
    own = (label,) if colon and len(label.split()) <= 6 else ()
    for heading in (*own, *reversed(item.headings)):
        if kind := _kind_named(heading):
            return kind
    if item.place.startswith("phần mở đầu"):
        return PassageKind.THEME if letterhead.THEME.search(item.text) else PassageKind.BASIS
    return {"tên văn bản": PassageKind.BASIS, "phần kết": PassageKind.ORGANISATION}.get(item.place, PassageKind.OTHER)


def _kind_named(heading: str) -> PassageKind | None:
    bare = fold(heading)
    if listed := LISTED_IN_SENTENCE.match(bare):
        bare = listed[1]  # 'Kế hoạch đề ra 08 nhiệm vụ trọng tâm:' is a list of tasks
    begins = FILLERS.sub("", bare)
    return next((kind for pattern, kind in KIND_OF_HEADING if re.match(pattern, begins)), None)
