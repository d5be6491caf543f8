"""Which of an office's announcements is spoken of: by its number, or the newest one."""

from sqlmodel import Session

from handlers.announce import store
from handlers.announce.store import Announcement, AnnouncementId, Wants
from handlers.messages import Reply
from handlers.wording import announce as words
from union.scope import Scope


def chosen(db: Session, scope: Scope, number: int | None, wants: Wants | None = None) -> Announcement | Reply:
    """The first of its chain; of `wants` the newest that asks this, where the newest of all does not."""
    if number is not None:
        found = store.find_announcement(db, scope, AnnouncementId(number)) if number < 2**31 else None
        return first_of(db, scope, found) if found else words.no_such_number(number)
    last = store.announcements_of(db, scope)
    if not last:
        return words.none_yet()
    return first_of(db, scope, next((each for each in last if wants is None or each.wants is wants), last[0]))


def first_of(db: Session, scope: Scope, item: Announcement) -> Announcement:
    """What a correction corrects, or itself."""
    return store.chain_of(db, scope, item)[0]
