"""Passing a question, or a wish about one's own data, to the office above the asker."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from handlers import wording
from handlers.flow import Finished
from handlers.messages import Address, Notice, Reply
from handlers.store import PassedBefore, PassedOn, pass_on
from handlers.talk import Outcome, Talk, seat_words
from union import store
from union.roster import STAFF, Officer


def pass_question_on(talk: Talk, person: Officer) -> Outcome:
    """The last question goes to the asker's office, at most once a day, and its staff are told."""
    return pass_text_on(talk, person, talk.memory.questions[-1], wording.question_for_office, wording.passed_on)


def pass_wish_on(talk: Talk, person: Officer, wish: str) -> Outcome:
    """A wish to see, correct or erase one's own data goes the same way."""
    return pass_text_on(talk, person, wish, wording.data_wish_for_office, wording.data_wish_passed_on)


def pass_text_on(
    talk: Talk,
    person: Officer,
    text: str,
    for_office: Callable[[wording.Asker, str], Reply],
    for_asker: Callable[[str, str, str, int], Reply],
) -> Outcome:
    """Keeps the text for the office and tells its staff; whoever works in that office is told that it is theirs."""

    def finish(db: Session, now: datetime) -> Finished:
        seat = person.seats[0]
        office = store.office_of(db, seat.unit, seat.role, now.date())
        if any(held.unit == office.code and held.role in STAFF for held in person.seats):
            return Finished((wording.you_are_the_office(office.name),))
        number = pass_on(db, PassedOn(talk.visit.inbound.sender, person.id, office.code, text), now)
        if isinstance(number, PassedBefore):
            return Finished((wording.passed_on_already(text, number.at, office.name, office.phone),))
        asker = wording.Asker(person.name, seat_words(seat.role, seat.unit_name), store.phone_of(db, person.id))
        notices = tuple(
            Notice(
                Address(staff.address),
                for_office(asker, text),
                f"question/{number}/{staff.officer}",
                "still_staff",
                {"officer": str(staff.officer)},
            )
            for staff in store.accounts_of_staff(db, (office.code,), now.date())
        )
        return Finished((for_asker(text, office.name, office.phone, len(notices)),), notices)

    return Outcome(memory=talk.memory, finish=finish)
