"""A question goes to the people above: the last one, or the one that is said with it, by who has a seat."""

from dataclasses import replace

from sqlmodel import Session

from handlers import ask, office, speech, wording
from handlers.asked import mine
from handlers.asked.record import asked_of
from handlers.asked.towards import towards
from handlers.asked.wrong import say
from handlers.flow import family
from handlers.talk import Outcome, Talk
from handlers.wording import asked as words
from knowledge.result import AskBack, NotFound
from union.entry import understand


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
    """'Chuyển giúp câu này cho văn phòng', 'hỏi vp: sinh đôi được mấy tiền'; what may be meant otherwise is asked."""
    wish = towards(talk.said)
    if wish is None:
        return None
    if wish.text:
        return None if tells_figures(db, talk, wish.text) else with_text(db, talk, wish.text, is_sure=wish.is_sure)
    asked = talk.memory.asked_last
    is_open = "report" in {family(talk.memory.flow), *(family(flow) for flow, _ in talk.memory.suspended)}
    if wish.may_be_report and is_open and talk.is_private:
        return say(talk, words.report_or_question(asked[-1] if asked else ""))
    if not wish.is_sure and asked and may_pass(talk):
        return say(talk, words.pass_this_on(asked[-1]))
    return show(db, talk, "")


def claims(talk: Talk) -> bool:
    """Whether it asks that a question go on although a report is open, whose passages take any text."""
    wish = towards(talk.said) if family(talk.memory.flow) == "report" else None
    return wish is not None and not wish.text


def tells_figures(db: Session, talk: Talk, text: str) -> bool:
    """'chuyển văn phòng: kết nạp 5 đoàn viên' tells, and asks nothing."""
    if speech.asks(text) or not any(map(str.isdecimal, text)):
        return False
    return bool(understand(text, speech.catalogue_of_talk(db, talk), talk.visit.today).heard)


def may_pass(talk: Talk) -> bool:
    """Whether anything of the speaker's goes on from here."""
    return talk.is_private and talk.person is not None and bool(talk.person.seats)


def with_text(db: Session, talk: Talk, text: str, *, is_sure: bool) -> Outcome:
    """The very words go on, without those that ask for it; where that is not sure, the documents are asked first."""
    asked = replace(talk, said=text, memory=talk.memory.asked(text))
    if is_sure or not may_pass(talk):
        return show(db, asked, "")
    question = replace(talk, said=text)
    result = ask.result_of(db, question)
    if isinstance(result, NotFound | AskBack) or not speech.asks(text):
        return replace(say(asked, words.pass_this_on(text)), asked=asked_of(db, question, result))
    return replace(ask.worded(db, question, result), asked=asked_of(db, question, result))


def bare(db: Session, talk: Talk) -> Outcome | None:
    """A yes or no to 'Chuyển Văn phòng câu này?'."""
    if talk.memory.flow or talk.memory.menu != (words.CHUYEN.says,):
        return None
    if wording.is_yes(talk.said):
        return show(db, talk, "")
    return say(talk, words.not_passed_on()) if wording.is_no(talk.said) else None
