"""How an officer is told things: their own number a day, news or none, and why reminders end with the report."""

from sqlmodel import Session

from handlers import wording
from handlers.deadlines import Desk, say, writing
from handlers.flow import Finished
from handlers.mannerwishes import Manner, MannerWish, manner_of
from handlers.messages import Reply
from handlers.report.seek import own_filings
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import manners as words
from union.manners import store


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """Takes wishes about how the speaker is told; a stranger is told nothing unasked."""
    wish = manner_of(talk.said)
    if wish is None:
        return None
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None:
        return say(talk, wording.stranger())
    if wish.manner is Manner.SHOW:
        return show(db, talk, "")
    return writing(talk, lambda desk: kept(desk, wish))


def show(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'cách nhắc tôi': the hour, the number, the news."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None:
        return say(talk, wording.stranger())
    chosen = store.manners_of(db, talk.person.id)
    return say(talk, words.shown(chosen.hour, chosen.pushes_max, wants_news=chosen.wants_news))


def kept(desk: Desk, wish: MannerWish) -> Finished:
    """Writes the wish, or explains why it cannot be."""
    match wish.manner:
        case Manner.NUMBER if not 1 <= wish.most <= words.MOST:
            return Finished((words.no_number(),))
        case Manner.NUMBER:
            store.prefer_pushes(desk.db, desk.person.id, wish.most)
            return Finished((words.number_kept(wish.most),))
        case Manner.ANY_NUMBER:
            store.prefer_pushes(desk.db, desk.person.id, None)
            return Finished((words.any_number(),))
        case Manner.NO_NEWS:
            store.want_news(desk.db, desk.person.id, wanted=False)
            return Finished((words.news_off(),))
        case Manner.NEWS:
            store.want_news(desk.db, desk.person.id, wanted=True)
            return Finished((words.news_on(),))
        case Manner.NO_REMINDERS | Manner.SHOW:
            return Finished((explained(desk),))


def explained(desk: Desk) -> Reply:
    """Why nothing is turned off, by what the speaker owes."""
    if not desk.scope.acts_for:
        return words.office_is_told()
    return words.reminders_end_with_the_report(sum(item.is_owed for item in own_filings(desk.db, desk.scope)))
