"""Passing a question that the documents do not answer to the office above the asker."""

from datetime import datetime

from sqlmodel import Session

from handlers import wording
from handlers.flow import Finished
from handlers.messages import Address, Notice
from handlers.store import PassedOn, pass_on
from handlers.talk import Outcome, Talk, seat_words
from union import store
from union.roster import Officer


def pass_question_on(talk: Talk, person: Officer) -> Outcome:
    """The last question goes to the asker's office, once, and its staff are told."""
    question = talk.memory.questions[-1]

    def finish(db: Session, now: datetime) -> Finished:
        seat = person.seats[0]
        office = store.office_of(db, seat.unit, seat.role, now.date())
        number = pass_on(db, PassedOn(talk.visit.inbound.sender, person.id, office.code, question), now)
        if number is None:
            return Finished((wording.passed_on_already(question),))
        told = wording.question_for_office(person.name, seat_words(seat.role, seat.unit_name), question)
        notices = tuple(
            Notice(
                Address(staff.address),
                told,
                f"question/{number}/{staff.officer}",
                "still_staff",
                {"officer": str(staff.officer)},
            )
            for staff in store.accounts_of_staff(db, (office.code,), now.date())
            if staff.officer != person.id
        )
        return Finished((wording.passed_on(question, office.name, office.phone, told=len(notices)),), notices)

    return Outcome(memory=talk.memory, finish=finish)
