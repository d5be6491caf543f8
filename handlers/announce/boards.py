"""What an office says about announcements: begins one, looks how one stands, has it chased, stopped or corrected."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.announce import meeting, receipts, store
from handlers.announce.audience import Audience, Unclear, audience_in, audience_words, below
from handlers.announce.choice import chosen
from handlers.announce.standing import Board, Line, board_of
from handlers.announce.store import UNDER_WAY, Announcement, Receipt, Standing, Wants
from handlers.announce.wishes import Deed, Wish, more_for, wish_of
from handlers.flow import Finished, family
from handlers.messages import Made, Reply
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Talk
from handlers.wording import announce as words
from handlers.wording import deeds as deed_words
from union import store as union
from union.forms.table import XLSX, Value, list_xlsx
from union.naming import short_name
from union.roster import Role
from union.scope import Scope

LAST_MOST = 8
FLOW_OF = {Deed.COMPOSE: "announce", Deed.CORRECT: "correct", Deed.CHASE: "again"}
OF_ALL = frozenset({Deed.COMPOSE, Deed.UNANSWERED, Deed.NOTED, Deed.LAST, Deed.CHASE})
"""What is refused aloud to whoever works in no office; other words may mean something of theirs."""

IN_PRIVATE = frozenset({*OF_ALL, Deed.ATTENDING, Deed.ABSENT, Deed.OVERVIEW, Deed.LIST})
"""What is looked at or done where nobody reads along."""


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """What an office says of its announcements; anything else belongs elsewhere."""
    wish = wish_of(talk.said)
    if wish is None:
        return told_more(db, talk)
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return refused(db, talk, wish)
    if not talk.is_private:
        return say(talk, wording.private_only())
    if wish.deed in FLOW_OF:
        return Begin(FLOW_OF[wish.deed], talk.said)
    if wish.deed is Deed.CANCEL:
        return cancelling(db, talk, scope, wish)
    return looked(db, talk, scope, wish)


def told_more(db: Session, talk: Talk) -> Outcome | None:
    """'thêm trường THPT vào nữa' of an announcement that has gone: how somebody more is told."""
    whom = more_for(talk.said) if talk.is_private else ""
    scope = union.scope_of(db, talk.person, talk.visit.today) if whom else None
    last = store.announcements_of(db, scope) if scope and scope.offices else []
    if scope is None or not last:
        return None
    units = below(db, scope, last[0].office, talk.visit.today)
    heard = audience_in(db, talk, f"cho {whom}", units, Audience())
    if isinstance(heard, Unclear) or not (heard.units or heard.sort):
        return None
    return say(talk, words.send_more(last[0].root, audience_words(heard, units)))


def claims(db: Session, talk: Talk) -> bool:
    """Whether it is surely of an announcement although another question is open, which any text might answer."""
    wish = None if family(talk.memory.flow) in receipts.OWN_TALKS else wish_of(talk.said)
    if wish is not None and is_own_look(wish) and receipts.own_list(db, talk) is not None:
        return True
    if (
        wish is not None
        and wish.deed in OF_ALL
        and (wish.text or wish.deed is not Deed.COMPOSE)
        and not wish.is_running
    ):
        return bool(union.scope_of(db, talk.person, talk.visit.today).offices)
    return receipts.claims(db, talk) or meeting.claims(db, talk)


def is_own_look(wish: Wish) -> bool:
    """'các thông báo', 'thông báo 12': whoever was told looks at it."""
    return wish.deed is Deed.LAST or (wish.deed is Deed.OVERVIEW and wish.number is not None)


def compose(db: Session, talk: Talk, argument: str) -> Outcome | Begin:
    """/thongbao, with or without the text."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return refused(db, talk, Wish(Deed.COMPOSE)) or say(talk, wording.stranger())
    if not talk.is_private:
        return say(talk, wording.private_only())
    whole = f"thông báo {argument}".strip()
    heard = wish_of(whole)
    has_head = heard is not None and heard.deed is Deed.COMPOSE and bool(heard.head)
    return Begin("announce", whole if has_head or not argument else f"thông báo: {argument}")


def refused(db: Session, talk: Talk, wish: Wish) -> Outcome | None:
    """A chair, or whoever looks on, says what only an office says."""
    is_bare = wish.deed is Deed.COMPOSE and not wish.text and not talk.said.startswith("/")
    if wish.deed is Deed.OVERVIEW and wish.number is not None and talk.is_private:
        one = receipts.own_one(db, talk, wish.number)
        return say(talk, one) if one else None
    if not talk.is_private and wish.deed in IN_PRIVATE and not wish.is_running:
        return say(talk, wording.private_only())
    if wish.deed not in OF_ALL or wish.is_running or (is_bare and talk.person is None):
        return None
    if talk.person is None or not talk.person.seats:
        return say(talk, wording.stranger())
    if wish.deed is Deed.LAST:
        return say(talk, receipts.own_list(db, talk) or words.none_for_you())
    looks_on = all(seat.role is Role.VIEWER for seat in talk.person.seats)
    if looks_on:
        return say(talk, deed_words.only_looks())
    return say(talk, words.only_office() if wish.deed is Deed.COMPOSE else words.only_office_looks())


def say(talk: Talk, reply: Reply, *made: Made) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""), made=made)


# Looking


def looked(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Outcome:
    """The board that is asked for."""
    if wish.deed is Deed.LAST:
        return say(talk, last(db, talk, scope))
    wants = Wants.ATTENDANCE if wish.deed in {Deed.ATTENDING, Deed.ABSENT} else None
    item = chosen(db, scope, wish.number, wants)
    if isinstance(item, Reply):
        return say(talk, item)
    board = board_of(db, scope, item)
    now = talk.visit.now
    match wish.deed:
        case Deed.UNANSWERED:
            return say(talk, words.unanswered(board))
        case Deed.NOTED:
            return say(talk, words.noted(board))
        case Deed.ATTENDING:
            return say(talk, words.attending(board))
        case Deed.ABSENT:
            return say(talk, words.absent(board))
        case Deed.LIST:
            return as_list(talk, board)
        case _:
            return say(talk, words.overview(board, now))


def unanswered_last(db: Session, talk: Talk, scope: Scope) -> Outcome | None:
    """Who has not answered the newest announcement; None where there is none."""
    item = chosen(db, scope, None)
    return None if isinstance(item, Reply) else say(talk, words.unanswered(board_of(db, scope, item)))


def last(db: Session, talk: Talk, scope: Scope) -> Reply:
    """The last announcements with their numbers; a correction stands with what it corrects."""
    found = [each for each in store.announcements_of(db, scope, LAST_MOST * 2) if each.corrects is None][:LAST_MOST]
    return words.last([board_of(db, scope, each) for each in found], talk.visit.now) if found else words.none_yet()


def as_list(talk: Talk, board: Board) -> Outcome:
    """Every recipient with the answer, as a table; the same as text where no file can be had."""
    rows: list[list[Value]] = [[number, *row_of(line)] for number, line in enumerate(board.people(), start=1)]
    rows += [
        [
            len(rows) + number,
            short_name(each.unit_name),
            each.name,
            "",
            words.ANSWERS[each.answer],
            each.reason,
            each.said_at,
            "trong nhóm",
        ]
        for number, each in enumerate(board.others, start=1)
    ]
    content = list_xlsx(words.list_title(board), words.LIST_HEADINGS, rows, words.list_notes(board, talk.visit.now))
    made = Made(f"thong-bao-{board.announcement.id}.xlsx", content, XLSX)
    return say(talk, words.listed(board, talk.visit.now, made.file), made)


def row_of(line: Line) -> list[Value]:
    """One recipient's line, without its number."""
    told, receipt = line.recipient, line.receipt
    return [
        short_name(told.unit_name), told.name, told.phone, words.ANSWERS[receipt.answer] if receipt else "chưa trả lời",
        reason_of(receipt, told.name), receipt.said_at if receipt else None, words.FATES[told.fate],
    ]  # fmt: skip


def reason_of(receipt: Receipt | None, name: str) -> str:
    """The reason, and who answered where it was somebody else."""
    if receipt is None:
        return ""
    by = f"đ/c {receipt.name} trả lời" if receipt.name != name else ""
    return "; ".join(part for part in (receipt.reason, by) if part)


# Stopping


def cancelling(db: Session, talk: Talk, scope: Scope, wish: Wish) -> Outcome:
    """Stops what has not gone yet, and says how many had it already."""
    item = chosen(db, scope, wish.number)
    if isinstance(item, Reply):
        return say(talk, item)

    def write(session: Session, now: datetime) -> Finished:
        current = scope_now(session, talk, now)
        found = store.find_announcement(session, current, item.id)
        if found is None:
            return Finished((deed_words.no_longer_yours(),))
        return Finished((stopped(session, talk, current, found, now),))

    return Outcome(memory=replace(talk.memory, menu=(), rest=""), finish=write)


def stopped(db: Session, talk: Talk, scope: Scope, item: Announcement, now: datetime) -> Reply:
    """What is stopped of the announcement and of its corrections."""
    chain = store.chain_of(db, scope, item)
    if chain[-1].state is Standing.CANCELLED:
        return words.cancelled_already(item.root)
    counts = store.fate_counts(db, scope, chain[-1])
    if not sum(counts.get(fate, 0) for fate in UNDER_WAY):
        return words.gone_already(item.root, counts)
    for each in chain:
        store.cancel(db, scope, each.id, now)
    union.note(db, now, talk.visit.inbound.sender, "cancel announcement", item.office, announcement=str(item.root))
    return words.cancelled(item.root, counts)
