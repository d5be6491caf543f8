"""How a question is kept for the office: for which unit, what it was about, what came of it; never whose it was."""

from sqlmodel import Session

from handlers.asked.masked import masked, topic_of
from handlers.asked.store import Asked, Ending
from handlers.talk import Talk
from knowledge.result import Alternatives, Answer, AskBack, NotFound, Result
from union import store


def asked_of(db: Session, talk: Talk, result: Result) -> Asked | None:
    """What is kept of this question; None where nothing was asked of the documents."""
    ending = ending_of(result)
    missing = str(result.missing) if isinstance(result, NotFound) else ""
    return None if ending is None else kept(db, talk, talk.said, ending, missing)


def kept(db: Session, talk: Talk, text: str, ending: Ending, missing: str = "") -> Asked:
    """The question as the office of the speaker's unit may know of it; a stranger's is nobody's."""
    office = unit = ""
    if talk.person is not None and talk.person.seats:
        seat = talk.person.seats[0]
        office, unit = store.office_of(db, seat.unit, seat.role, talk.visit.today).code, seat.unit
    return Asked(office, unit, masked(text), topic_of(text), ending, missing)


def ending_of(result: Result) -> Ending | None:
    """What came of it; a greeting and the meaning of a short form are nothing that documents are asked for."""
    match result:
        case Answer():
            return Ending.ANSWERED
        case Alternatives() | AskBack():
            return Ending.SEVERAL
        case NotFound():
            return Ending.NOT_FOUND
        case _:
            return None
