"""Is it a message about the figures of the speaker's own unit, and may this speaker record them?"""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers import speech, wording
from handlers.flow import family
from handlers.messages import Reply
from handlers.progress.draft import drafts
from handlers.progress.phrases import ADD_WORDS, SAME_WORDS
from handlers.progress.recent import said_last, taken_out
from handlers.standing import Own
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import progress as words
from knowledge.text import fold, tokens
from union import store
from union.entry import Intent, Understood, understand
from union.roster import SPEAKS, STAFF

OF_A_FORM = re.compile(r"\b(?:o|muc) (?:so )?\d{1,2}\b|\bghi ho\b")
"""'sửa ô 3' and 'ghi hộ' belong to the report and to the office."""
OF_A_FIGURE = re.compile(r"\bso(?: lieu)? (?:vua|moi|do|nay|sai|truoc|toi|em|minh)\b|\b(?:cai|muc) (?:vua|do|nay)\b")
ALL_WRONG = re.compile(
    r"\b(?:ca|het|deu|toan bo|tat ca)\b.{0,20}\b(?:so|muc|cai)\b.{0,30}\b(?:sai|nham|lon|khong dung|chua dung)\b"
)
"""'cả 3 mục nhầm hết', 'tất cả số vừa rồi đều sai'."""
TOLD = re.compile(r"\b(?:da|vua|xong|roi|duoc)\b")
BARE_WORDS_MOST = 4


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """Takes what tells, corrects or takes back a figure of the speaker's own unit; a question it leaves alone."""
    if not speaks(talk) or OF_A_FORM.search(fold(talk.said)) or speech.is_filing(talk.said):
        return None
    if family(talk.memory.flow) == family(drafts.name):
        return None
    if not tells(db, talk):
        return None
    if not talk.is_private:
        return Outcome((wording.private_only(),), replace(talk.memory, menu=(), rest=""))
    return Begin("progress", talk.said)


def speaks(talk: Talk) -> tuple[Own, ...]:
    """The units that the speaker speaks for, by their seats."""
    seats = talk.person.seats if talk.person else ()
    found = {seat.unit: Own(seat.unit, seat.unit_name) for seat in seats if seat.role in SPEAKS}
    return tuple(found.values())


def tells(db: Session, talk: Talk) -> bool:
    """Whether it is surely a message about figures of one's own."""
    if wording.means(talk.said, ADD_WORDS):
        return bool(said_last(db, talk, SAME_WORDS))
    if speech.takes_back(talk.said):
        return speech.undoes(talk.said) or bool(said_last(db, talk, SAME_WORDS) or taken_out(db, talk, SAME_WORDS))
    return is_telling(understood_in(db, talk), talk.said)


def is_telling(got: Understood, said: str) -> bool:
    """Whether something is told, put right or taken back in it."""
    match got.intent:
        case Intent.PROGRESS:
            return any(takes(got, place, said) for place in range(len(got.heard)))
        case Intent.CORRECTION:
            has_figure = any(heard.amount or heard.period for heard in got.heard)
            is_short = len(tokens(said)) <= BARE_WORDS_MOST
            return not speech.asks(said) and (has_figure or is_short or ALL_WRONG.search(fold(said)) is not None)
        case Intent.DELETE:
            named = any(heard.indicator for heard in got.heard)
            is_of_own = named or OF_A_FIGURE.search(fold(said)) is not None or speech.takes_back(said)
            return not speech.asks(said) and is_of_own
        case Intent.NO_CHANGE:
            return True
        case Intent.NONSENSE:
            return any(heard.amount for heard in got.heard) and len(tokens(said)) <= BARE_WORDS_MOST
        case _:
            return False


def takes(got: Understood, place: int, said: str) -> bool:
    """Whether this figure is one to record: named, or next to nothing but a figure; announced ones need a 'đã'."""
    heard = got.heard[place]
    is_named = heard.indicator is not None or bool(heard.candidates)
    if not is_named:
        return heard.amount is not None and len(tokens(said)) <= BARE_WORDS_MOST
    if heard.amount is not None:
        return True
    spoiled = {"letters_in_figure", "range_value"}
    return any(item.at == place and item.code in spoiled for item in got.problems) or bool(TOLD.search(fold(said)))


def understood_in(db: Session, talk: Talk) -> Understood:
    """The message as the speaker's unit would mean it."""
    return understand(talk.said, speech.catalogue_of_talk(db, talk), talk.visit.today)


def reads_others(db: Session, talk: Talk) -> Outcome | Begin | None:
    """A figure told by somebody who may not record it here: nothing is kept, and who may is said. The last reader."""
    got = understood_in(db, talk)
    sure = got.intent in {Intent.PROGRESS, Intent.CORRECTION} and any(
        heard.indicator and heard.amount for heard in got.heard
    )
    if speaks(talk) or not sure:
        return None
    return Outcome((refusal(db, talk),), replace(talk.memory, menu=(), rest=""))


def refusal(db: Session, talk: Talk) -> Reply:
    """Why a figure is not taken from this speaker."""
    if not talk.is_private:
        return wording.private_only()
    seats = talk.person.seats if talk.person else ()
    if not seats:
        return words.for_officers(talk.visit.office.name, talk.visit.office.phone)
    if any(seat.role in STAFF for seat in seats):
        return words.for_staff()
    above = store.office_of(db, seats[0].unit, seats[0].role, talk.visit.today)
    return words.for_chairs(above.name, above.phone)
