"""A question on the documents: asked of the library in the name of the speaker's unit, worded, and remembered."""

from dataclasses import replace

from sqlmodel import Session

from handlers import citing, wording
from handlers.messages import Reply
from handlers.store import Memory, menu_of
from handlers.talk import Outcome, Talk
from knowledge.answer import (
    Alternatives,
    Asker,
    Library,
    NotFound,
    Question,
    Result,
    SmallTalk,
    answer,
    ends_thread,
)
from knowledge.document import UnitCode
from knowledge.question import read_question
from union import store
from union.roster import Kin


def result_of(db: Session, talk: Talk) -> Result:
    """What the documents say to it, asked in the name of the speaker's units."""
    visit = talk.visit
    codes = tuple(dict.fromkeys(seat.unit for seat in talk.person.seats)) if talk.person else ()
    asker = asker_of(store.kin_of(db, codes, visit.today, issuers_of(visit.library)))
    return answer(Question(talk.said, talk.memory.questions), visit.library, asker, visit.today)


def says_nothing(talk: Talk, result: Result) -> bool:
    """Whether the words ask for nothing that the documents hold for sure."""
    if isinstance(result, Alternatives):
        return not read_question(talk.said, talk.visit.library, talk.visit.today).cues
    return isinstance(result, NotFound)


def worded(talk: Talk, result: Result) -> Outcome:
    """The reply, and what is remembered of it."""
    visit = talk.visit
    short, whole = citing.short(result, visit.today), citing.phrase(result, visit.today)
    cut = short != whole
    buttons = (*citing.buttons(result), *((wording.CHI_TIET,) if cut else ()))
    reply = Reply(short, tuple(dict.fromkeys(buttons)))
    memory = replace(_asked(talk, result), menu=menu_of((reply,)), rest=whole if cut else "")
    return Outcome((reply,), memory)


def _asked(talk: Talk, result: Result) -> Memory:
    """A courtesy is no question: a greeting ends what was spoken of, 'vâng' leaves it as it is."""
    if not isinstance(result, SmallTalk):
        return talk.memory.asked(talk.said)
    return replace(talk.memory, questions=()) if ends_thread(result) else talk.memory


def issuers_of(library: Library) -> frozenset[UnitCode]:
    """Whose documents the library holds."""
    return frozenset(document.header.issuer_code for document in library.documents)


def asker_of(kin: Kin) -> Asker:
    """The speaker's family of unions as the library knows it: codes only."""
    return Asker(own=kin.own, above=kin.above, succeeded=kin.succeeded, dissolved=kin.dissolved)


def asker_from_codes(code: str | None) -> Asker:
    """An asker of whom nothing but the code is known."""
    return Asker(own=(UnitCode(code),) if code else ())
