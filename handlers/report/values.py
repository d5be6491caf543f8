"""What a report's talk remembers between two messages, and what one message may want done."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from handlers.flow import Drafts
from knowledge.dates import Period
from scheduler.filings import FilingId
from union.forms.form import Field
from union.ledger import Amount


class Stage(StrEnum):
    """What is open."""

    CHOOSE = "choose"
    """Which report."""
    FIELD = "field"
    """The field `open`."""
    READY = "ready"
    """Whether to hand in."""
    CONFIRM = "confirm"
    """Whether the `pending` changes are meant."""
    DOUBT = "doubt"
    """Whether `text` is the passage, or something else."""
    SEND = "send"
    """Whether to hand in although something does not agree."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is to hold another figure; without an amount it is to be emptied. `adds`: on top of what stands."""

    key: str
    amount: Amount | None
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Reporting:
    """The draft of the talk; what the fields hold stands in the ledger, never here."""

    stage: Stage
    filing: FilingId
    title: str = ""
    period_key: str = ""
    fields: tuple[Field, ...] = ()
    open: str = ""
    """The field that was asked."""
    wanted: str = ""
    """The field the chair has opened again."""
    last: str = ""
    """The field that was answered last."""
    pending: tuple[Change, ...] = ()
    odd: str = ""
    """What is odd about the pending figures by themselves."""
    text: str = ""
    """What was said and waits: the text in doubt, or what is to be done with the report that is chosen."""
    is_question: bool = False
    """Whether the text in doubt may be a question, rather than figures."""
    version: int = 0
    """The newest version there is."""
    is_in: bool = False
    """Whether that version is with the office, and another one would replace it."""
    choices: tuple[str, ...] = ()

    def field(self, key: str) -> Field | None:
        """The field with this key."""
        return next((item for item in self.fields if item.key == key), None)

    def is_for(self, period: Period) -> bool:
        """Whether the report is for this period as it was said; a union's 'năm 2026' may begin in December."""
        return period.key == self.period_key or period.name in self.title

    @property
    def asked(self) -> Field | None:
        """The field that is open."""
        return self.field(self.open)


CHOSEN = "\x1e"
"""Between the report that was chosen and what was to be done with it; nobody types it."""
drafts = Drafts("report/1", TypeAdapter(Reporting))


# What one message wants


@dataclass(frozen=True, slots=True)
class Record:
    """Figures for fields. `sure`: they were asked about and confirmed; `odd` says what is odd about them."""

    changes: tuple[Change, ...]
    sure: bool = False
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """A passage."""

    key: str
    text: str
    adds: bool = False
    """Whether it comes behind what stands."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A field is as it was in the last period."""

    key: str


@dataclass(frozen=True, slots=True)
class Open:
    """A field is to be asked, or whatever is missing next; `after` is skipped for now."""

    key: str = ""
    after: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """It is asked what a field holds; without one, what is still missing."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """All fields are to be read again."""

    lead: str = ""


@dataclass(frozen=True, slots=True)
class Send:
    """The report is to be handed in; `again`: although it is in, `sure`: although something does not agree."""

    again: bool = False
    sure: bool = False


Deed = Record | Write | Copy | Open | Tell | Show | Send


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be done, on the draft as it stood, with the words that were said."""

    draft: Reporting
    deed: Deed
    said: str = ""
    lead: str = ""
    """Which report it is, where that was not said."""
    mends: str = ""
    """The words, where they put right what stands: what is empty here may stand in another report."""
    waiting: tuple[Change, ...] = ()
    """The changes that wait to be confirmed and that this message says nothing of."""
