"""What a correction comes to: edits of a proposal, or what must be asked before anything is written; pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from knowledge.proposals.editing import items
from knowledge.proposals.values import (
    Edit,
    Item,
    Proposal,
)

WORDS_MOST = 400


class Fault(StrEnum):
    """Why nothing can be written yet."""

    NO_SUCH = "no_such"
    """No item has this number."""
    FIGURE = "figure"
    """No figure can be read, or more than one."""
    DAY = "day"
    NO_YEAR = "no_year"
    ORDER = "order"
    """The last day lies before the first."""
    TERM = "term"
    SYMBOL = "symbol"
    EMPTY = "empty"
    """The words that should be written are missing, or far too many."""
    ASPECT = "aspect"
    """A duty or a milestone has no such part."""
    NO_TARGET = "no_target"
    """What is to be added sets no figure."""
    NO_PLACE = "no_place"
    """Where it stands in the document was not said, or is not there."""
    WAY = "way"
    NO_WAY = "no_way"
    """Only targets are counted."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Unclear:
    """What must be asked before anything is written."""

    fault: Fault
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Edits; `unheld` is a figure among them that the words of its passage do not hold."""

    edits: tuple[Edit, ...]
    unheld: Decimal | None = None


def item_of(proposal: Proposal, number: int) -> Item | None:
    """The item under this number."""
    return next((item for item in items(proposal) if item.number == number), None)


def said_of(header: object, name: str) -> str:
    """A field of the header as an edit would say it."""
    value = getattr(header, name)
    return value.isoformat() if isinstance(value, date) else str(value or "")
