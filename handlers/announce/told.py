"""What those are told for whom an announcement is: itself, once more to whoever has not answered, and corrected.

One body for all of its recipients, persons and groups; `office_line` is what stands in the brackets: `office_line_of`.
"""

from sqlmodel import Session

from handlers.announce import store
from handlers.announce.store import Announcement
from handlers.messages import Reply
from handlers.wording import announce as words


def office_line_of(db: Session, announcement: Announcement) -> str:
    """'Văn phòng Công đoàn xã Suối Mây': whose announcement it is."""
    return words.office_line(store.office_name(db, announcement))


def message(db: Session, announcement: Announcement, *, office_line: str) -> Reply:
    """The announcement; one that corrects another says so."""
    if announcement.corrects is not None:
        return corrected(db, announcement, office_line=office_line)
    return words.told(announcement, office_line, is_one_of_several=store.has_another(db, announcement))


def corrected(db: Session, announcement: Announcement, *, office_line: str) -> Reply:
    """A correction, with how to change an answer that was given."""
    return words.told_corrected(announcement, office_line, is_one_of_several=store.has_another(db, announcement))


def chased(db: Session, announcement: Announcement, *, office_line: str) -> Reply:
    """Once more, to whoever has not answered."""
    return words.told_again(announcement, office_line, is_one_of_several=store.has_another(db, announcement))
