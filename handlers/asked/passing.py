"""The last question goes to the people above: by its command, its button, or in a chair's own words."""

from sqlmodel import Session

from handlers import office, wording
from handlers.asked import mine
from handlers.asked.wishes import wants_office
from handlers.asked.wrong import say
from handlers.talk import Outcome, Talk


def show(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'hỏi văn phòng': passed on once, in private, by who has a seat."""
    ours = talk.visit.office
    if not talk.is_private:
        return say(talk, wording.ask_office_in_private(ours.name, ours.phone))
    if talk.person is None or not talk.person.seats:
        return say(talk, wording.ask_office_as_stranger(ours.name, ours.phone))
    if not talk.memory.asked_last:
        return say(talk, wording.nothing_to_pass_on())
    if (answered := mine.answered_same(db, talk, talk.memory.asked_last[-1])) is not None:
        return answered
    return office.pass_question_on(db, talk, talk.person)


def reads(db: Session, talk: Talk) -> Outcome | None:
    """'Chuyển giúp câu này cho văn phòng', 'nhờ văn phòng trả lời'."""
    return show(db, talk, "") if wants_office(talk.said) else None
