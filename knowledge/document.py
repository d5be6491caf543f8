"""What a document is: a header, and passages with places; targets, duties and milestones point at their passage."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from knowledge import issuer, letterhead, signature, validity
from knowledge.outline import Item, outline
from knowledge.parts import Attachment, Parts, divide
from knowledge.references import Reference as Reference  # noqa: PLC0414 - a part of the header, taken from here
from knowledge.references import Relation as Relation  # noqa: PLC0414 - likewise
from knowledge.references import references
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
    issued_at: str = ""
    """The place beside the day: 'Suối Mây'."""
    recipients: tuple[str, ...] = ()
    """Who gets it ('Nơi nhận'), line by line, without dashes."""
    references: tuple[Reference, ...] = ()


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
    clause: str = ""
    """The words that set it, verbatim: the sentence, or the part between semicolons that is whole in itself."""
    sector: str = ""
    """Whom of: 'nhà nước', 'ngoài nhà nước', 'hành chính, sự nghiệp' … where the clause restricts it."""
    assignee: str = ""
    """The unit that a table assigns this very figure to, as written; '' where the figure is everybody's."""
    ref: str = ""
    """Its lasting name, given when it is published: what was counted for it goes on counting in a later version."""
    by_office: bool = False
    """Staff set the figure, and the words of the passage do not hold it: whoever says it must say so."""


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
class Cell:
    """One cell of a table's row: `head` is its column's head, an upper head before it ('Chỉ tiêu › Kết nạp')."""

    head: str
    text: str

    @property
    def column(self) -> str:
        """The lowest of its heads, folded: what its column is of."""
        return fold(self.head.rpartition("›")[2].strip())


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
    page: int | None = None
    """Where the passage begins, counted from 1, where the file has pages."""
    cells: tuple[Cell, ...] = field(default=(), compare=False)
    """The row of a table, cell by cell, for whoever extracts figures from it; not kept in the database."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the library. `is_digest`: the sentences are ours and shown as 'Tóm lược', never quoted."""

    key: DocumentKey
    header: Header
    passages: tuple[Passage, ...]
    is_digest: bool = False
    is_example: bool = False
    """True for the invented programme of the demo union; shown as VÍ DỤ."""
    version: int = 1
    """How often it has been published under this key."""
    file: str = ""
    """The sha256 of the original; '' where none is kept."""
    file_name: str = ""


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
    (r"(?:cac )?de an,? (?:va )?ke hoach|ke hoach (?!de ra)", PassageKind.PLAN),
    (r"(?:nhiem vu|giai phap|phuong huong|noi dung (?:hoat dong|cong tac|thuc hien))", PassageKind.TASK),
)
"""How a heading begins (folded, number and filler words taken off), the more particular first."""

FILLERS = re.compile(
    r"^(?:(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)]\s*|(?:bang|(?:phu )?bieu)(?: so)? \d+[.:]?\s*|\d+ "
    r"|(?:phan|chuong)(?: thu)? \w+\.\s*|thuc hien |mot so |cac |nhung |nhom |he thong |noi dung |trong tam |ve "
    r"|cong tac (?=ke hoach))+"
)
LISTED_IN_SENTENCE = re.compile(r".*\b(chi tieu|nhiem vu|giai phap|khau dot pha|ke hoach)\b[^:]*:$")


def read_document(text: str, key: DocumentKey, issuer_code: UnitCode | None = None) -> Document:
    """A plain text as a document; what it does not say stays empty, and no text makes it raise.

    `issuer_code` is for an office that knows whose paper it is better than the paper does.
    """
    parts = divide(text)
    body = outline((line.text for line in parts.body), (line.page for line in parts.body))
    attached = (item for attachment in parts.attachments for item in _attached(attachment))
    items = (*_title_item(parts), *body, *attached)
    header = _header(parts, issuer_code)
    named = references(header.title, items, header.number)
    return Document(key, replace(header, references=named), tuple(_passage(item) for item in items))


def issuer_code(unit: str) -> UnitCode:
    """'LĐLĐ huyện Vĩnh Thuận' is `vinh-thuan`."""
    return UnitCode(issuer.issuer_code(unit))


def _header(parts: Parts, known_code: UnitCode | None) -> Header:
    unit, issued_on = issuer.issuer(parts), letterhead.issued_on(parts)
    term = validity.term(parts, issued_on)
    return Header(
        title=letterhead.title(parts),
        type=parts.kind or ("Bài đăng" if letterhead.issued_note(parts) and issued_on else ""),
        issuer=unit,
        issuer_code=known_code or issuer_code(unit),
        number=letterhead.number(parts),
        issued_on=issued_on,
        valid_from=validity.in_force_from(parts, issued_on) or (term.first if term else None),
        valid_to=term.last if term and not validity.holds_until_replaced(parts) else None,
        period=term.words if term else "",
        signer_role=signature.signer_role(parts),
        signer=signature.signer(parts),
        theme=letterhead.theme(parts),
        motto=letterhead.motto(parts),
        number_note=letterhead.number_note(parts),
        issued_note=letterhead.issued_note(parts),
        issued_at=letterhead.issued_at(parts),
        recipients=signature.recipients(parts),
    )


def _attached(attachment: Attachment) -> tuple[Item, ...]:
    """The passages of an appendix: 'phụ lục I, bảng 1, dòng 3'."""
    items = outline((line.text for line in attachment.body), (line.page for line in attachment.body))
    return tuple(
        replace(item, place=f"{attachment.label}, {item.place}", headings=(attachment.title, *item.headings))
        for item in items
    )


def _title_item(parts: Parts) -> tuple[Item, ...]:
    """A title says what the paper carries out ('… thực hiện Nghị quyết …'), so it can be cited."""
    return (Item("tên văn bản", (), letterhead.title(parts)),) if parts.title else ()


def _passage(item: Item) -> Passage:
    texts = item.row.cells if item.row else ()
    return Passage(
        item.place, " › ".join(item.headings), kind_of(item), item.text, ordinal=item.ordinal, page=item.page,
        cells=tuple(Cell(head, text) for head, text in zip(item.heads, texts, strict=True)),
    )  # fmt: skip


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
