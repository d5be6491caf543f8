"""Chasing an announcement: once more, and only once, to whoever has not answered."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.announce import store
from handlers.announce.choice import chosen
from handlers.announce.standing import Board, board_of
from handlers.announce.store import AnnouncementId, Standing
from handlers.announce.wishes import Deed, wish_of
from handlers.deedwishes import SEND, restricts, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.talk import Scene, Talk
from handlers.wording import announce as words
from handlers.wording import deeds as deed_words
from knowledge.dates import VIETNAM
from scheduler.rungs import after_quiet
from union import store as union
from union.scope import Scope


@dataclass(frozen=True, slots=True)
class Chasing:
    """The draft: which announcement; at the word to send also the last of its corrections, and how many are told."""

    of: AnnouncementId
    newest: AnnouncementId | None = None
    count: int = 0


drafts = Drafts("again/1", TypeAdapter(Chasing))
Stepped = Step[Chasing, Chasing]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Says who will be told once more, and who has to be telephoned."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if talk.memory.flow == drafts.name and (besides := word_to_send(argument)) is not None:
        return asked(db, talk, scope, drafts.load(talk.memory.flow, talk.memory.draft), besides)
    wish = wish_of(argument)
    item = chosen(db, scope, wish.number if wish else None)
    return Stop(item) if isinstance(item, Reply) else asked(db, talk, scope, Chasing(item.root))


def asked(db: Session, talk: Talk, scope: Scope, draft: Chasing, besides: str | None = None) -> Stepped:
    """Whether to send it, or why nobody is chased; `besides` is set when the word was given."""
    item = store.find_announcement(db, scope, draft.of)
    if item is None:
        return Stop(deed_words.no_longer_yours())
    board = board_of(db, scope, item)
    now = talk.visit.now.astimezone(VIETNAM)
    refusal = refused(db, scope, board, now, after_quiet(now, talk.visit.quiet))
    if refusal is not None:
        return Stop(refusal)
    if besides is None:
        return Ask(draft, words.chase(board))
    return Done(Chasing(draft.of, board.newest.id, len(board.to_chase())), besides)


def refused(db: Session, scope: Scope, board: Board, now: datetime, goes_at: datetime) -> Reply | None:
    """Why it is not chased: it was already, nobody is left, its time is over, or it was stopped."""
    chased_at = next((each.chased_at for each in store.chain_of(db, scope, board.announcement) if each.chased_at), None)
    if chased_at is not None:
        return words.chased_already(board, chased_at, now)
    if board.newest.state is Standing.CANCELLED:
        return words.cancelled_already(board.announcement.id)
    if board.newest.use_by < goes_at:
        return words.over(board, now)
    return None if board.to_chase() else words.nobody_left(board)


def step(draft: Chasing, said: str, _scene: Scene) -> Stepped:
    """'gửi' sends."""
    wish = wish_of(said)
    if wish is not None and wish.deed is Deed.CHASE:
        return Again(said)
    if (besides := word_to_send(said)) is not None:
        return Ask(draft, deed_words.send_or_leave()) if restricts(besides) else Again(said)
    if wording.is_no(said) or wording.plain(said) in {"khong gui", "thoi khong gui", "thoi gui", "dung gui nua"}:
        return Stop(words.not_chased())
    return Ask(draft, deed_words.send_or_leave()) if wording.may_mean_no(said) else Aside()


def word_to_send(said: str) -> str | None:
    """What was said beside 'gửi', mostly nothing; None where it is not said."""
    if wording.is_yes(said) or wording.plain(said) in SEND:
        return ""
    answer, besides = split_answer(said)
    is_word = bool(besides) and (wording.is_yes(answer) or wording.plain(answer) in SEND)
    return besides if is_word else None


def resume(db: Session, talk: Talk, draft: Chasing) -> Stepped:
    """The question once more, without those who have answered meanwhile."""
    return asked(db, talk, union.scope_of(db, talk.person, talk.visit.today), draft)


def left(_draft: Chasing) -> Reply:
    """Nobody was told."""
    return words.not_chased()


def finish(db: Session, talk: Talk, result: Chasing, now: datetime) -> Finished:
    """Has the newest of the chain chased, once."""
    scope = scope_now(db, talk, now)
    item = store.find_announcement(db, scope, result.of)
    if item is None or result.newest is None:
        return Finished((deed_words.no_longer_yours(),))
    if not store.chase(db, scope, result.newest, now):
        return Finished((words.chased_just_now(item.root),))
    union.note(db, now, talk.visit.inbound.sender, "chase announcement", item.office, announcement=str(item.root))
    return Finished((words.chased(result.count, now.astimezone(VIETNAM)),), announced=True)
