"""What a document is: a header, and passages with places; targets, duties and milestones point at their passage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

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
