"""One answer from the documents, or one per line of the input, each written as soon as it is known."""

import json
import sys
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bot.clock import machine_now
from bot.commands.moments import read_day
from bot.commands.paper_files import library_of
from bot.opening import Opened, open_database
from bot.settings import Settings
from handlers import citing
from handlers.ask import asker_from_codes, asker_of, issuers_of
from knowledge import store as documents
from knowledge.answer import Asker, Library, Question, answer, build_library
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union import store as union
from union.roster import Kin

QUESTION_MAX = 100_000


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How questions are asked."""

    question: str
    union: str
    today: str
    as_json: bool
    library: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What questions are answered from, and for whom."""

    library: Library
    today: date
    opened: Opened | None

    def asker(self, code: str) -> Asker:
        """The asker of this union, who sees what it may see; without a union everything is open to the operator.

        An unknown code means no union of one's own.
        """
        issuers = issuers_of(self.library)
        if self.opened is None:
            return asker_from_codes(code if code in issuers else None)
        if not code:
            return Asker()
        return self.opened.db.read_now(lambda db: asker_of(self._kin(db, UnitCode(code), issuers)))

    def _kin(self, db: Session, code: UnitCode, issuers: frozenset[UnitCode]) -> Kin:
        is_known = code in issuers or union.find_unit(db, code) is not None
        return union.kin_of(db, (code,) if is_known else (), self.today, issuers)


def ask(settings: Settings, options: AskOptions) -> int:
    """Answers; with files of its own it never touches the configured database."""
    today = read_day(options.today, machine_now().astimezone(VIETNAM).date())
    if options.library:
        answer_all(Desk(build_library(library_of(settings, options.library)), today, None), options)
        return 0
    opened = open_database(settings)
    try:
        library = opened.db.read_now(lambda db: build_library(documents.published(db), documents.version(db)))
        answer_all(Desk(library, today, opened), options)
    finally:
        opened.db.close()
    return 0


def answer_all(desk: Desk, options: AskOptions) -> None:
    """The question of the command, or those of the input."""
    if options.question:
        print(worded(desk, Question(options.question), options.union, as_json=options.as_json), flush=True)
        return
    for line in sys.stdin:
        if line.strip():
            question, code = read_line(line.strip(), options.union)
            print(worded(desk, question, code, as_json=options.as_json), flush=True)


def read_line(line: str, default_union: str) -> tuple[Question, str]:
    """Plain text, or JSON `{"q", "union", "previous"}`; what is no such JSON is a question as it stands."""
    if line.startswith("{"):
        try:
            asked = json.loads(line)
            previous = tuple(str(item) for item in asked.get("previous") or ())
            return Question(str(asked["q"]), previous), str(asked.get("union") or "")
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
    return Question(line[:QUESTION_MAX]), default_union


def worded(desk: Desk, question: Question, code: str, *, as_json: bool) -> str:
    """The whole answer as text, or as one line of JSON."""
    result = answer(question, desk.library, desk.asker(code), desk.today)
    if as_json:
        return json.dumps(citing.ask_json(result, desk.today), ensure_ascii=False)
    return citing.phrase(result, desk.today)
