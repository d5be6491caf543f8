"""Passing a question, or a wish about one's own data, to the office above the asker."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from handlers import ask, citing, wording
from handlers.asked.store import Passed, PassedBefore, PassedOn, pass_on
from handlers.flow import Finished
from handlers.messages import Address, Notice, Reply
from handlers.talk import Outcome, Talk, seat_words
from handlers.wording import asked as words
from knowledge.result import Alternatives, Answer
from union import store
from union.roster import Officer


@dataclass(frozen=True, slots=True)
class Worded:
    """How a thing that is passed on is put to the office, and to the asker."""

    for_office: Callable[[wording.Asker, int, str, str], Reply]
    for_asker: Callable[[str, str, str, int], Reply]


QUESTION = Worded(words.question_for_office, words.passed_on)
DATA_WISH = Worded(words.data_wish_for_office, wording.data_wish_passed_on)


def pass_question_on(db: Session, talk: Talk, person: Officer) -> Outcome:
    """The last question goes to the asker's office, at most once a day, and its staff are told."""
    return pass_text_on(talk, person, talk.memory.asked_last[-1], QUESTION, shown_with(db, talk))


def pass_wish_on(talk: Talk, person: Officer, wish: str) -> Outcome:
    """A wish to see, correct or erase one's own data goes the same way."""
    return pass_text_on(talk, person, wish, DATA_WISH)


def pass_more_on(talk: Talk, person: Officer, before: Passed, text: str) -> Outcome:
    """What is still unclear after an answer goes to the same office, with what was asked and answered."""
    shown = words.asked_before(before.id, before.text, before.answer)
    return pass_text_on(talk, person, text, QUESTION, shown)


def shown_with(db: Session, talk: Talk) -> str:
    """What the office needs to understand the last question: the one that it leans on, and what was answered."""
    *before, last = talk.memory.asked_last
    if ask.told_by_ledger(talk.memory, last):
        return ""
    asked = replace(talk, said=last, memory=replace(talk.memory, questions=tuple(before)))
    result = ask.result_of(db, asked)
    alone = ask.result_of(db, replace(asked, memory=replace(asked.memory, questions=()))) if before else result
    answered = citing.short(result, talk.visit.today) if isinstance(result, Answer | Alternatives) else ""
    return words.shown(before[-1] if result != alone else "", answered)


def pass_text_on(talk: Talk, person: Officer, text: str, worded: Worded, shown: str = "") -> Outcome:
    """Keeps the text for the office and tells its staff; whoever works in that office is told that it is theirs."""

    def finish(db: Session, now: datetime) -> Finished:
        seat = person.seats[0]
        office = store.office_of(db, seat.unit, seat.role, now.date())
        if store.asks_itself(db, person, now.date()):
            return Finished((wording.you_are_the_office(office.name),))
        number = pass_on(db, PassedOn(talk.visit.inbound.sender, person.id, office.code, text, shown), now)
        told = store.accounts_of_staff(db, (office.code,), now.date())
        if isinstance(number, PassedBefore) and told:
            return Finished((wording.passed_on_already(text, number.at, office.name, office.phone),))
        if isinstance(number, PassedBefore):
            return Finished((worded.for_asker(text, office.name, office.phone, 0),))
        asker = wording.Asker(person.name, seat_words(seat.role, seat.unit_name), store.phone_of(db, person.id))
        notices = tuple(
            Notice(
                Address(staff.address),
                worded.for_office(asker, number, text, shown),
                f"question/{number}/{staff.officer}",
                "still_staff",
                {"officer": str(staff.officer)},
            )
            for staff in told
        )
        return Finished((worded.for_asker(text, office.name, office.phone, len(notices)),), notices)

    return Outcome(memory=talk.memory, finish=finish)
