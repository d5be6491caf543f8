"""Joining: an officer takes a seat with a one-time code, in a private chat only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Address, Button, Inbound, Notice, Reply
from handlers.talk import Scene, Talk, seat_words
from handlers.wording import groups
from knowledge.text import fold
from union import store
from union.groups.store import find_code as find_group_code
from union.roster import (
    CONSENT_VERSION,
    SPEAKS,
    STAFF,
    Held,
    Invitation,
    Role,
    code_hash,
    find_code,
    is_near_code,
    is_near_expected_code,
    read_expected_code,
)


class Stage(StrEnum):
    """What is open: the code, or the yes."""

    CODE = "code"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Joining:
    """The draft. `code_hash` finds the invitation again when it is confirmed; the code itself is not kept."""

    stage: Stage
    code_hash: str = ""
    seat: str = ""
    office: str = ""
    phone: str = ""
    invited_by: str = ""


@dataclass(frozen=True, slots=True)
class Take:
    """The seat of this invitation is wanted."""

    code_hash: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A wrong code is to be counted."""


WANTS_CODE = Joining(Stage.CODE)
drafts = Drafts("enrol/1", TypeAdapter(Joining))


def start(db: Session, talk: Talk, argument: str) -> Step[Joining, Take | Miss]:
    """Reads the invitation behind a code, or asks for one."""
    if not talk.is_private:
        return Stop(wording.code_shown(talk.visit.office.phone) if holds_code(argument) else wording.private_only())
    code = find_code(argument) or read_expected_code(wording.courteous(argument))
    if code is None:
        return Ask(WANTS_CODE, wording.not_a_code() if argument else wording.ask_code())
    if not store.may_try(db, talk.visit.inbound.sender, talk.visit.now):
        return Stop(wording.too_many_tries())
    hashed = code_hash(code, talk.visit.salt)
    found = store.find_invitation(db, hashed)
    if found is None:
        return Stop(groups.type_it_there()) if find_group_code(db, hashed) else Done(Miss())
    refusal = refused(found, talk)
    if refusal:
        return Stop(refusal)
    draft = Joining(
        Stage.CONFIRM,
        hashed,
        seat_words(found.role, found.unit_name),
        found.office_name,
        found.office_phone,
        found.invited_by,
    )
    return Ask(draft, ask_again(draft))


def refused(found: Invitation, talk: Talk) -> Reply | None:
    """Why an invitation cannot be used any more; None when it can."""
    if found.used_by == talk.visit.inbound.sender:
        return wording.joined_already(seat_words(found.role, found.unit_name))
    if found.used_at is not None:
        return wording.code_used(found.office_phone)
    if found.expires_at <= talk.visit.now:
        return wording.code_expired(found.office_phone)
    return None


def step(draft: Joining, said: str, _scene: Scene) -> Step[Joining, Take | Miss]:
    """A code leads on, yes takes the seat, no leaves it; anything else belongs elsewhere."""
    if holds_code(said):
        return Again(said)
    if draft.stage is Stage.CODE:
        return Again(said) if is_code_wanted(said) else Aside()
    if wording.is_yes(said):
        return Done(Take(draft.code_hash))
    if wording.may_mean_no(said):
        return Ask(draft, wording.yes_or_leave())
    if wording.is_no(said):
        return Stop(wording.joining_cancelled())
    if wording.plain(said) == wording.plain(wording.CHI_TIET.says):
        return Ask(draft, wording.full_notice(draft.office, draft.phone))
    return Aside()


def holds_code(said: str) -> bool:
    """Whether a code stands in what was said, rightly typed or not; such a text is never kept as a question."""
    return find_code(said) is not None or is_near_code(said)


def is_code_wanted(said: str) -> bool:
    """Where a code was asked for: eight letters are one, and eight or so characters are one mistyped."""
    bare = wording.courteous(said)
    return read_expected_code(bare) is not None or is_near_expected_code(bare)


def ask_again(draft: Joining) -> Reply:
    """The open question once more."""
    if draft.stage is Stage.CODE:
        return wording.ask_code()
    return wording.confirm_seat(draft.seat, draft.office, draft.phone, draft.invited_by)


def resume(_db: Session, _talk: Talk, draft: Joining) -> Step[Joining, Take | Miss]:
    """The open question in a few words, after something else was answered."""
    return Ask(draft, wording.ask_code() if draft.stage is Stage.CODE else wording.still_to_confirm(draft.seat))


def left(_draft: Joining) -> Reply:
    """The code was not used."""
    return wording.cancelled()


def finish(db: Session, talk: Talk, result: Take | Miss, now: datetime) -> Finished:
    """Takes the seat in one transaction with consent, account, trail and the office's notice; or counts the miss."""
    match result:
        case Miss():
            store.failed_try(db, talk.visit.inbound.sender, now)
            return Finished((wording.wrong_code(talk.visit.office.phone),), draft=drafts.dump(WANTS_CODE))
        case Take(hashed):
            found = store.find_invitation(db, hashed)
            assert found is not None  # an invitation is never deleted
            return refuse_or_seat(db, talk, found, now)


def refuse_or_seat(db: Session, talk: Talk, found: Invitation, now: datetime) -> Finished:
    """The world is read again: the code may have been used since the question was asked."""
    refusal = refused(found, talk)
    if refusal or not store.use_invitation(db, found.id, talk.visit.inbound.sender, now):
        return Finished((refusal or wording.code_used(found.office_phone),))
    return seat(db, talk, found, now)


def seat(db: Session, talk: Talk, found: Invitation, now: datetime) -> Finished:
    """Writes the officer, the seat, the account, the consent and the trail."""
    inbound = talk.visit.inbound
    known = store.officer_at(db, inbound.sender, now.date())
    expected = who_is_expected(db, found, now.date())
    words = seat_words(found.role, found.unit_name)
    if known is None and expected is not None:
        who, name, is_new = expected.officer, expected.name, True
    else:
        name = known.name if known else found.name or inbound.name or "mới tham gia"
        who = known.id if known else store.add_officer(db, name)
        if expected is not None and expected.officer != who:
            store.end_seat(db, expected.seat, now.date())
        is_new = store.give_seat(db, who, found.unit, found.role, now.date())
    bot, chat = home_of(inbound)
    store.save_account(db, store.Account(inbound.sender, who, bot, chat, reachable=True), now=now)
    store.agreed(db, who, CONSENT_VERSION, inbound.sender, now)
    store.note(db, now, inbound.sender, "join", found.unit, role=found.role, invitation=str(found.id))
    if not is_new:
        return Finished((wording.joined_already(words),))
    return Finished(
        (wording.joined(name, words, first_wish(found.role)),),
        tell_office(db, talk, found, wording.somebody_joined(name, words, now)),
    )


def first_wish(role: Role) -> Button | None:
    """What whoever takes this seat may well say first."""
    if role in SPEAKS:
        return wording.VIEC_CUA_TOI
    return wording.AI_CHUA_NOP if role in STAFF else None


def who_is_expected(db: Session, found: Invitation, day: date) -> Held | None:
    """Whom the office has written down for this seat and who has not joined: by the code, or by the one name there."""
    waiting = [held for held in store.seats_held(db, day, (found.role,), (found.unit,)) if not held.joined]
    meant = [held for held in waiting if held.officer == found.officer]
    if not meant and found.officer is None and len(waiting) == 1 and fold(waiting[0].name) == fold(found.name):
        meant = waiting
    return meant[0] if meant else None


def tell_office(db: Session, talk: Talk, found: Invitation, reply: Reply) -> tuple[Notice, ...]:
    """The staff of the inviting office learn who used the code; whoever has left by then is not told."""
    office = store.office_of(db, found.unit, found.role, talk.visit.today)
    accounts = store.accounts_of_staff(db, (office.code,), talk.visit.today)
    return tuple(
        Notice(
            Address(account.address),
            reply,
            f"joined/{found.id}/{account.officer}",
            "still_staff",
            {"officer": str(account.officer)},
        )
        for account in accounts
        if account.address != talk.visit.inbound.sender
    )


def home_of(inbound: Inbound) -> tuple[str, str]:
    """Bot and chat where the sender's account lives: the terminal only borrows the accounts of other channels."""
    channel, _, chat = inbound.sender.partition(":")
    if inbound.chat.bot.partition(":")[0] == channel:
        return inbound.chat.bot, inbound.chat.id
    return channel, chat
