"""What an office sees of what is asked: who waits, what is asked and not found, what was answered wrongly."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from handlers.asked import store
from handlers.asked.masked import Topic, is_alike, topic_of, topics
from handlers.asked.people import asker_words
from handlers.asked.store import Asked, Ending, Passed
from handlers.messages import Reply
from handlers.talk import Talk
from handlers.wording import asked as words
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.notes import store as notes
from union.scope import Scope

LOOKED_BACK = timedelta(days=30)


def shown(db: Session, talk: Talk, scope: Scope) -> Reply:
    """All of it for the speaker's offices."""
    return words.sheet(sheet(db, scope.offices, store.waiting(db, scope), talk.visit.now, LOOKED_BACK))


def local(moment: datetime) -> date:
    """The day in Viet Nam."""
    return moment.astimezone(VIETNAM).date()


def sheet(
    db: Session, offices: Collection[UnitCode], waiting: Sequence[Passed], now: datetime, back: timedelta
) -> words.Sheet:
    """Who waits, and what was asked of these offices' documents in vain within that time; nothing says by whom."""
    today = local(now)
    waits = [
        words.Waits(each.id, asker_words(db, each, today), each.text, (today - local(each.passed_at)).days)
        for each in waiting
    ]
    told = [set(topic_of(note.question).split()) for note in notes.notes_of(db, offices)]
    missing, wrong = (
        [item for item in store.asked_since(db, offices, now - back, (ending,)) if not is_told(item, told)]
        for ending in (Ending.NOT_FOUND, Ending.WRONG)
    )
    return words.Sheet(waits, lines(topics(missing)), lines(topics(wrong)), back.days)


def is_told(item: Asked, told: Sequence[set[str]]) -> bool:
    """Whether the office has answered it for everybody since."""
    return any(is_alike(set(item.topic.split()), each) for each in told)


def lines(found: list[Topic]) -> list[words.Line]:
    """The topics as they are said."""
    return [words.Line(each.text, each.count, each.units) for each in found]


def one(db: Session, talk: Talk, found: Passed) -> Reply:
    """One question whole, with what can be said to it."""
    return words.looked_at(asker_words(db, found, talk.visit.today), found.id, found.text, found.shown)
