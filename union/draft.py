"""A form being filled in: what stands in each field, where it came from, what is missing, and what was handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.document import UnitCode
from union.forms.form import Field, FieldKind, Form
from union.ledger import Amount, Standing


class Origin(StrEnum):
    """Where a field's content comes from."""

    LEDGER = "ledger"
    COPIED = "copied"
    """Taken over from the last period at the chair's word."""
    SAID = "said"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field: an amount for a figure, text for a passage."""

    key: str
    origin: Origin
    amount: Amount | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The form with the answers there are."""

    form: Form
    answers: Mapping[str, Answer]


def missing(draft: Draft) -> tuple[Field, ...]:
    """The required fields without an answer, in the form's order. 'Chưa rõ' is an answer to a figure."""
    return tuple(item for item in draft.form.fields if item.required and item.key not in draft.answers)


def filled(draft: Draft) -> int:
    """How many fields have an answer: all that the office sees of a draft."""
    return sum(1 for item in draft.form.fields if item.key in draft.answers)


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was handed in, complete in itself: later changes of the form do not reach it."""

    key: str
    kind: FieldKind
    label: str
    section: str
    indicator: str = ""
    measure: str = ""
    standing: Standing = Standing.FIGURE
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    text: str = ""
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report as it was handed in: frozen; kept as JSON, one per version."""

    title: str
    unit: UnitCode
    unit_name: str
    above_name: str
    period_key: str
    period_name: str
    cut_off: date
    due: datetime
    submitted_at: datetime
    submitted_by: str
    code: str
    version: int
    is_late: bool = False
    by_staff: bool = False
    lines: tuple[Line, ...] = ()
    on_paper: bool = False
    """It came on paper: what it says is not here."""
