"""What became of the questions that somebody passed on themselves: who waits still, what the office has answered."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from handlers.asked import store
from handlers.asked.sending import is_private
from handlers.asked.store import Passed
from handlers.asked.wishes import OFFICE, Deed, wish_of
from handlers.messages import Reply
from handlers.store import menu_of
from handlers.talk import Outcome, Talk
from handlers.wording import asked as words
from handlers.wording import plain
from knowledge.courtesy import small_talk
from knowledge.notes.entry import Note, document_of
from knowledge.result import Alternatives, Answer, Result
from knowledge.seek.notes import is_alike
from knowledge.text import clean, fold
from union import store as union

BACK = timedelta(days=30)
FRESH = timedelta(days=2)
ANSWERED = r"(?:tra loi|giai dap|phan hoi|rep|noi gi|hoi am)"
HOW = r"(?:chua|dau|(?:den|toi) dau|sao|the nao|ra sao)"
SOMEBODY = rf"(?:{OFFICE}|vp|ben tren|(?:anh|chi|dong chi|d/c) (?!(?:{ANSWERED}|{HOW})\b)\w+)"
ABOUT = (
    r"(?:cac|nhung|cau hoi|cau|so|\d+|cua|cho|voi|gui|hoi|da|co|duoc|thay|the|vay|xem|em|toi|minh|chi|anh|don vi|nay"
    r"|do|kia|vua roi|hom truoc|hom qua|luc nay|hom nay|o|a|roi|xong|hay|gi)"
)
STATE = re.compile(
    rf"(?:(?:{SOMEBODY}|{ANSWERED}|(?!{HOW}\b){ABOUT}) )++(?P<how>{HOW})(?P<already> roi)?(?: {ABOUT})*+"
)
UNANSWERED = re.compile(
    r"(?:(?:xem|con|co|cac|nhung) )*cau(?: hoi)? nao "
    rf"(?:(?:{SOMEBODY}|cua|em|toi|minh|don vi|hoi|gui|da|ma|con|van|dang) )*+"
    rf"chua (?:(?:duoc|dc|co|ai|cau) )*{ANSWERED}(?: (?:a|vay|the|nhi|nhe))*"
)
"""'câu hỏi nào của em chưa được trả lời'."""
IS_ANSWERED = re.compile(rf"\b{ANSWERED}\b")
BY_SOMEBODY = re.compile(rf"\b{SOMEBODY}(?: \w+){{0,3}} {ANSWERED}\b|\b{ANSWERED}\b.* cua {SOMEBODY}\b")
CONTENT = frozenset({"sao", "the nao", "ra sao"})
"""Without 'rồi' these ask what something is, or how it is done."""
OF_A_QUESTION = re.compile(r"\bcau\b")
OWN = re.compile(r"(?:xem )?(?:cac |nhung )?cau hoi (?:cua(?: (?:em|toi|minh))?|(?:em|toi|minh) (?:da )?(?:hoi|gui))")
"""'câu hỏi của em', of which 'em' may count as a courtesy."""
OF_ONES_OWN = re.compile(rf"(?:em|toi|minh|don vi)\b(?: \w+)? {ANSWERED}\b(?!.*\b(?:{OFFICE}|vp)\b)")
"""'Tôi trả lời chưa' is of what somebody else asked the speaker."""
NEWS = r"(?:nhan|doc|hieu|ro|nam|cam on|cam ta|thanks|thank you|tks)"
WITH_IT = (
    r"(?:ok|oke|vang|uh|u|da|moi|vua|duoc|roi|r|tra loi|cau|tin|y kien|thong tin|cua|van phong|vp|anh|chi|em|toi|minh"
    r"|ban|dong chi|cac|nhe|nha|a|nhieu|rat|lam|xin|day|het|va|day du|nhiet tinh|truoc)"
)
RECEIVED = re.compile(rf"(?=.*\b{NEWS}\b)(?:(?:{NEWS}|{WITH_IT})\b[ ,.!]*)+")


def reads(db: Session, talk: Talk) -> Outcome | None:
    """'văn phòng trả lời chưa', and 'đã nhận, cảm ơn' after an answer of the office."""
    if not may_ask(talk):
        return None
    said = plain(talk.said).rstrip(" ?")
    if OWN.fullmatch(said) or asks_state(said):
        return state(db, talk)
    is_news = RECEIVED.fullmatch(said) is not None and not small_talk(talk.said)
    return say(talk, words.glad()) if is_news and is_fresh(db, talk) else None


def asks_state(said: str) -> bool:
    """'văn phòng trả lời chưa', 'câu 1 đến đâu rồi', 'câu nào chưa được trả lời'; 'câu 1 sao' asks what it is."""
    if UNANSWERED.fullmatch(said) or ((wish := wish_of(said)) is not None and wish.deed is Deed.WAITING):
        return True
    found = STATE.fullmatch(said)
    if found is None or OF_ONES_OWN.match(said):
        return False
    if found["how"] in CONTENT and not found["already"]:
        return BY_SOMEBODY.search(said) is not None
    return IS_ANSWERED.search(said) is not None or OF_A_QUESTION.search(said) is not None


def may_ask(talk: Talk) -> bool:
    """Whether the speaker may have questions with an office."""
    return talk.is_private and talk.person is not None and bool(talk.person.seats)


def is_fresh(db: Session, talk: Talk) -> bool:
    """Whether the office answered the speaker a short while ago."""
    since = talk.visit.now - FRESH
    return any(each.answered_at and each.answered_at > since for each in answered(db, talk))


def state(db: Session, talk: Talk) -> Outcome | None:
    """Each of the speaker's questions of a month with its answer; whoever is an office is asked by others."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    mine = store.passed_by(db, scope, talk.visit.now - BACK)
    if not mine and (scope.offices or not re.search(rf"\b(?:{OFFICE}|vp|cau hoi|cau nao)\b", plain(talk.said))):
        return None
    return say(talk, words.state_of([seen_or_not(db, talk, each) for each in mine]))


def state_line(each: Passed) -> words.Mine:
    """One question as its asker sees it."""
    return words.Mine(each.id, each.text, each.passed_at, each.answer, each.answered_at, each.is_closed)


def seen_or_not(db: Session, talk: Talk, each: Passed) -> words.Mine:
    """The same, with whether anybody of that office can read it here."""
    staff = union.accounts_of_staff(db, (each.office,), talk.visit.today)
    return replace(state_line(each), is_seen=bool(staff))


def answered(db: Session, talk: Talk) -> list[Passed]:
    """What the office answered the speaker within a month, the newest first."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    found = [each for each in store.answered_to(db, scope, talk.visit.now - BACK) if each.answer]
    return found[::-1]


def answered_before(db: Session, talk: Talk, question: str) -> Outcome | None:
    """The office's answer to the very question, or one much like it, that it gave the speaker lately."""
    if not talk.is_private or talk.person is None:
        return None
    library, today = talk.visit.library, talk.visit.today
    for each in answered(db, talk):
        kept = Note(0, each.office, "", each.text, each.answer, 0, each.passed_at)
        same = fold(clean(each.text)) == fold(clean(question))
        if same or (not is_private(each) and is_alike(question, document_of(kept), library, today)):
            return say(talk, words.answered_you(state_line(each)))
    return None


def answered_same(db: Session, talk: Talk, question: str) -> Outcome | None:
    """The office's answer to these very words: a second question of the same would only wait beside it."""
    same = [each for each in answered(db, talk) if fold(clean(each.text)) == fold(clean(question))]
    return say(talk, words.answered_you(state_line(same[0]))) if same and talk.is_private else None


def told_before(db: Session, talk: Talk, result: Result) -> Outcome | None:
    """The same where the documents have no figure or list to it: an office's word on the very question comes first."""
    if isinstance(result, Answer | Alternatives):
        return None
    return answered_before(db, talk, talk.said)


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))
