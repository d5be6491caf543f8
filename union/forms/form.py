"""What a form asks: its fields in order, and its rules in plain Vietnamese."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from union.indicators import IndicatorId

FormId = NewType("FormId", str)


class FormError(Exception):
    """What is wrong with a form, its rule or its paper, in a sentence for the clerk who wrote it."""


class FieldKind(StrEnum):
    """A figure of an indicator, or a passage of text."""

    FIGURE = "figure"
    PASSAGE = "passage"


class Prefill(StrEnum):
    """Where a field's first value may come from. `LAST` is only ever proposed, never filled in unasked."""

    LEDGER = "ledger"
    LAST = "last"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the form asks. `ask` is the question in the chat, with `{period}` in it."""

    key: str
    kind: FieldKind
    label: str
    ask: str
    indicator: IndicatorId | None = None
    section: str = ""
    required: bool = True
    prefill: Prefill = Prefill.LEDGER
    place: str = ""
    """Where a programme sets the target that this field reports on: 'mục II, gạch đầu dòng 5'."""

    def question(self, period: str) -> str:
        """`ask` with the name of the period in it."""
        return self.ask.replace("{period}", period)


@dataclass(frozen=True, slots=True)
class Form:
    """A dated form. `rules` are sentences that `union.forms.rules` reads, quoting field labels."""

    id: FormId
    name: str
    title: str
    fields: tuple[Field, ...]
    rules: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def field(self, key: str) -> Field | None:
        """The field with this key."""
        return next((item for item in self.fields if item.key == key), None)
