"""How a progress message is understood, or one per line of the input, each written as soon as it is known;"
" records nothing."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.clock import machine_now
from bot.commands.moments import read_day
from bot.commands.paper_files import library_of
from bot.opening import Opened, open_database
from bot.settings import Settings
from knowledge import store as stored
from knowledge.dates import VIETNAM
from knowledge.document import Document, UnitCode
from union import store as union
from union.catalogue import catalogue_of
from union.entry import Heard, Intent, Understood, repeated, understand
from union.indicators import Basis, Catalogue

MESSAGE_MAX = 100_000
STOCK = "số hiện có, không phải số tăng thêm"


@dataclass(frozen=True, slots=True)
class EntryOptions:
    """How messages are read."""

    message: str
    union: str
    today: str
    as_json: bool
    library: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message with what its writer had said before."""

    text: str
    union: str
    previous: tuple[str, ...] = ()


class Reader:
    """Knows what each union may speak of; each catalogue is made once."""

    def __init__(self, documents: Sequence[Document], today: date, opened: Opened | None) -> None:
        self.documents, self.today, self.opened = documents, today, opened
        self.catalogues: dict[str, Catalogue] = {}

    def catalogue(self, code: str) -> Catalogue:
        """What this union may speak of."""
        known = self.catalogues.get(code)
        if known is None:
            known = catalogue_of(self.documents, self._codes(code))
            self.catalogues[code] = known
        return known

    def _codes(self, code: str) -> tuple[UnitCode, ...]:
        """The union itself, those above it and those it succeeded; an unknown code stands for itself."""
        if not code:
            return ()
        own = (UnitCode(code),)
        if self.opened is None:
            return own
        kin = self.opened.db.read_now(lambda db: union.kin_of(db, own, self.today))
        return tuple(dict.fromkeys((*own, *kin.own, *kin.above, *kin.succeeded)))


def entry(settings: Settings, options: EntryOptions) -> int:
    """Reads the messages; with files of its own it never touches the configured database."""
    today = read_day(options.today, machine_now().astimezone(VIETNAM).date())
    if options.library:
        read_all(Reader(library_of(settings, options.library), today, None), options)
        return 0
    opened = open_database(settings)
    try:
        read_all(Reader(opened.db.read_now(stored.published), today, opened), options)
    finally:
        opened.db.close()
    return 0


def read_all(reader: Reader, options: EntryOptions) -> None:
    """The message of the command, or those of the input."""
    if options.message:
        print(worded(reader, Message(options.message, options.union), as_json=options.as_json), flush=True)
        return
    for line in sys.stdin:
        if line.strip():
            print(worded(reader, read_line(line.strip(), options.union), as_json=options.as_json), flush=True)


def read_line(line: str, default_union: str) -> Message:
    """Plain text, or JSON `{"text", "union", "previous"}`; what is no such JSON is a message as it stands."""
    if line.startswith("{"):
        try:
            said = json.loads(line)
            previous = said.get("previous") or ()
            earlier = (previous,) if isinstance(previous, str) else tuple(str(item) for item in previous)
            return Message(str(said["text"]), str(said.get("union") or default_union), earlier)
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
    return Message(line[:MESSAGE_MAX], default_union)


def worded(reader: Reader, message: Message, *, as_json: bool) -> str:
    """What would be repeated back, or the whole as one line of JSON."""
    known = reader.catalogue(message.union)
    found = understand(message.text, known, reader.today, message.previous)
    return json.dumps(entry_json(found, known), ensure_ascii=False) if as_json else repeated(found)


def entry_json(found: Understood, catalogue: Catalogue) -> dict[str, object]:
    """The shape that `entry --json` promises; a deletion records nothing."""
    problem = found.problem
    return {
        "intent": found.intent.value,
        "parsed": [] if found.intent is Intent.DELETE else [_record(heard, catalogue) for heard in found.heard],
        "problem": {"code": problem.code, "text": problem.text} if problem else None,
        "text": repeated(found),
    }


def _record(heard: Heard, catalogue: Catalogue) -> dict[str, object]:
    amount = heard.amount
    return {
        "indicator": heard.indicator,
        "subject": _subject(heard, catalogue),
        "value": _number(amount.value) if amount else None,
        "unit": heard.measure or None,
        "numerator": _number(amount.numerator) if amount else None,
        "denominator": _number(amount.denominator) if amount else None,
        "period": heard.period.key if heard.period else None,
    }


def _subject(heard: Heard, catalogue: Catalogue) -> str:
    """The words of the indicator; a stock says that it is one, since it is easily taken for growth."""
    item = catalogue.find(heard.indicator)
    return f"{heard.subject} ({STOCK})" if item is not None and item.basis is Basis.STOCK else heard.subject


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
