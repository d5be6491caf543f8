"""What an office sees of what is asked: who waits, what is asked and not found, what was answered wrongly."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session

from handlers.asked import store
from handlers.asked.masked import Topic, topics
from handlers.asked.people import asker_words
from handlers.asked.store import Ending, Passed
from handlers.messages import Reply
from handlers.talk import Talk
from handlers.wording import asked as words
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.scope import Scope

LOOKED_BACK = timedelta(days=30)


def shown(db: Session, talk: Talk, scope: Scope) -> Reply:
    """All of it for the speaker's offices."""
    waiting = store.waiting(db, scope)
    today = talk.visit.now.astimezone(VIETNAM).date()
    waits = [
        words.Waits(each.id, asker_words(db, talk, each), each.text, (today - local(each.passed_at)).days)
        for each in waiting
    ]
    return words.sheet(sheet(db, scope.offices, waits, talk.visit.now, LOOKED_BACK))


def local(moment: datetime) -> date:
    """The day in Viet Nam."""
    return moment.astimezone(VIETNAM).date()


def sheet(
    db: Session, offices: Collection[UnitCode], waits: list[words.Waits], now: datetime, back: timedelta
) -> words.Sheet:
    """What was asked of these offices' documents in vain within that time; nothing says by whom."""
    missing = store.asked_since(db, offices, now - back, (Ending.NOT_FOUND,))
    wrong = store.asked_since(db, offices, now - back, (Ending.WRONG,))
    return words.Sheet(waits, lines(topics(missing)), lines(topics(wrong)), back.days)


def lines(found: list[Topic]) -> list[words.Line]:
    """The topics as they are said."""
    return [words.Line(each.text, each.count, each.units) for each in found]


def one(db: Session, talk: Talk, found: Passed) -> Reply:
    """One question whole, with what can be said to it."""
    return words.looked_at(asker_words(db, talk, found), found.id, found.text, found.shown)
