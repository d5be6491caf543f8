"""Group chats: tied to a unit by a code that its officer types there, listed, untied, lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Address, BotId, Inbound, Notice, Reply
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Scene, Talk
from handlers.wording import groups as words
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.text import clean, fold
from union import store as union
from union.groups import store
from union.groups.store import CODE_LIFE, Group, GroupCode
from union.naming import named_units
from union.reach.store import contacts_of
from union.roster import (
    OfficerId,
    Role,
    Unit,
    code_hash,
    find_code,
    is_near_expected_code,
    new_code,
    read_expected_code,
)
from union.scope import Scope

TITLE_MOST = 60
WISHED = r"(?:/|(?:cho|em|toi|minh|xin|muon|nho|giup|hay|can|de nghi)\s+)*"
TIE = re.compile(rf"{WISHED}(?:gan|lien ket|ket noi|link)[ -]?nhom\b(?:\s+ma\b)?[\s:,]*")
UNTIE = re.compile(rf"{WISHED}(?:(?:bo|go|huy|ngat|thoi)(?: gan| lien ket)?)[ -]?nhom\b(?:\s+so\b)?[\s:,]*")


class Deed(StrEnum):
    """What is wanted."""

    TIE = "tie"
    UNTIE = "untie"


@dataclass(frozen=True, slots=True)
class Wish:
    """'gắn nhóm ABCD-2345 Chủ tịch CĐCS': the deed, the code, and what else was said."""

    deed: Deed
    rest: str
    code: str | None = None
    is_near_code: bool = False


class Stage(StrEnum):
    """What is open."""

    UNIT = "unit"
    GROUP = "group"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Grouping:
    """The draft: what can be chosen, in the words that choose it; `group` is the one to be untied."""

    stage: Stage
    says: tuple[str, ...] = ()
    group: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A new code for this unit; only its hash is kept."""

    unit: UnitCode
    unit_name: str
    code: str
    code_hash: str


@dataclass(frozen=True, slots=True)
class Untie:
    """This group is to be untied."""

    group: int


drafts = Drafts("group/1", TypeAdapter(Grouping))
Stepped = Step[Grouping, Offer | Untie]


def wish_of(said: str) -> Wish | None:
    """'gắn nhóm', '/gannhom ABCD-2345', 'bỏ nhóm 3'; None for anything else."""
    text = clean(said).strip(wording.SIGNS)
    bare = fold(text)
    for deed, begins in ((Deed.TIE, TIE), (Deed.UNTIE, UNTIE)):
        if found := begins.match(bare):
            return with_code(deed, text[found.end() :])
    return None


def with_code(deed: Deed, rest: str) -> Wish:
    """What stands after the words: a code first, perhaps in two halves, and then what the group is called."""
    parts = rest.split()
    for size in (1, 2):
        first, title = " ".join(parts[:size]), " ".join(parts[size:])
        code = read_expected_code(first) if deed is Deed.TIE else None
        if code is not None and (not code.isalpha() or first.isupper()):
            return Wish(deed, title[:TITLE_MOST], code)
    # 'hoa sen' and 'Bản Mây' are names: what is nearly a code has a digit in it.
    is_near = deed is Deed.TIE and any(map(str.isdigit, rest)) and is_near_expected_code(rest)
    return Wish(deed, rest, is_near_code=is_near)


def ties(said: str) -> bool:
    """Whether a group's code is being typed: whatever talk is open, it was not meant for that."""
    wish = wish_of(said)
    return wish is not None and wish.deed is Deed.TIE and (wish.code is not None or wish.is_near_code)


# What is said, in private and in the group


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """'gắn nhóm Hoa Sen', 'gỡ nhóm 3'."""
    wish = wish_of(talk.said)
    return None if wish is None else wanted(db, talk, wish)


def reads_code(db: Session, talk: Talk) -> Outcome | Begin | None:
    """A group's code, also without a word before it where it is typed in the group by an officer."""
    if ties(talk.said):
        return reads(db, talk)
    if talk.is_private or talk.person is None or (bare := find_code(talk.said)) is None:
        return None
    if not union.may_try(db, talk.visit.inbound.sender, talk.visit.now):
        return None
    known = store.find_code(db, code_hash(bare, talk.visit.salt))
    return None if known is None else try_code(db, talk, Wish(Deed.TIE, "", bare))


def tie(db: Session, talk: Talk, argument: str) -> Outcome | Begin:
    """'gắn nhóm', '/gannhom ABCD-2345'."""
    return wanted(db, talk, with_code(Deed.TIE, argument))


def untie(db: Session, talk: Talk, argument: str) -> Outcome | Begin:
    """'gỡ nhóm', '/gonhom 3'."""
    return wanted(db, talk, with_code(Deed.UNTIE, argument))


def show(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'các nhóm'."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None or not talk.person.seats:
        return say(talk, wording.stranger())
    scope = union.scope_of(db, talk.person, talk.visit.today)
    return say(talk, words.listed([named(each) for each in store.groups_of(db, scope, sorted(scope.views))]))


def wanted(db: Session, talk: Talk, wish: Wish) -> Outcome | Begin:
    """In private the talk that gives a code or unties; in the group the deed itself."""
    if talk.is_private and (wish.code or wish.is_near_code):
        return say(talk, words.type_it_there())
    if talk.is_private:
        return Begin("group", " ".join(("gắn nhóm" if wish.deed is Deed.TIE else "gỡ nhóm", wish.rest)).strip())
    if wish.deed is Deed.UNTIE:
        return untie_here(db, talk)
    if wish.is_near_code:
        return say(talk, words.bad_form())
    if wish.code is not None:
        return try_code(db, talk, wish)
    here = store.group_at(db, talk.visit.inbound.chat.bot, talk.visit.inbound.chat.id)
    return say(talk, words.get_a_code(here.unit_name if here else ""))


def try_code(db: Session, talk: Talk, wish: Wish) -> Outcome:
    """Ties the group where the code was typed, or says why not; the world is read again when it is written."""
    assert wish.code
    sender = talk.visit.inbound.sender
    if talk.person is None or not talk.person.seats:
        return say(talk, words.not_known_here())
    if not union.may_try(db, sender, talk.visit.now):
        return say(talk, wording.too_many_tries())
    hashed = code_hash(wish.code, talk.visit.salt)
    if store.find_code(db, hashed) is None and union.find_invitation(db, hashed) is not None:
        return say(talk, wording.code_shown(talk.visit.office.phone))

    def write(session: Session, now: datetime) -> Finished:
        if store.find_code(session, hashed) is None:
            union.failed_try(session, sender, now)
            return Finished((words.wrong_code(),))
        return tied(session, talk, hashed, wish.rest, now)

    return Outcome(memory=talk.memory, finish=write)


def tied(db: Session, talk: Talk, hashed: str, title: str, now: datetime) -> Finished:
    """The group belongs to the code's unit from now on."""
    inbound, code = talk.visit.inbound, store.find_code(db, hashed)
    assert code is not None  # a code is never deleted
    refusal = refused(db, talk, code, now)
    if refusal is None and not store.use_code(db, hashed, now):
        refusal = words.used_code()
    if refusal is not None:
        return Finished((refusal,))
    called = title or inbound.title[:TITLE_MOST]
    group = store.tie(db, inbound.chat.bot, inbound.chat.id, code, title=called, now=now)
    union.note(db, now, inbound.sender, "tie group", group.unit, group=str(group.id))
    return Finished((words.tied(group.unit_name, name_of(talk)),))


def refused(db: Session, talk: Talk, code: GroupCode, now: datetime) -> Reply | None:
    """Why this code does not tie this group; None when it does."""
    bot, chat = talk.visit.inbound.chat.bot, talk.visit.inbound.chat.id
    scope, before = scope_now(db, talk, now), store.group_at(db, bot, chat)
    if not may(scope, code.unit):
        return words.of_another_unit()
    if before is not None and before.unit == code.unit:
        return words.tied_already(before.unit_name)
    if code.used_at is not None:
        return words.used_code()
    if code.expires_at <= now:
        return words.expired_code()
    if before is not None and not may(scope, before.unit):
        return words.tied_elsewhere(before.unit_name)
    full = None if before is not None else fullness(db, talk)
    return words.no_room(full) if full else None


def fullness(db: Session, talk: Talk) -> words.Full | None:
    """Where the bot is in as many groups as its platform allows: how many, and the sisters that have room."""
    bot, most = talk.visit.inbound.chat.bot, talk.visit.limits.groups_max
    if most is None or store.count_groups(db, bot) < most:
        return None
    rooms = talk.visit.group_places.items()
    others = [BotId(other) for other, room in rooms if other != bot and store.count_groups(db, other) < room]
    return words.Full(most, tuple(other.rpartition(":")[2] for other in others))


def may(scope: Scope, unit: UnitCode) -> bool:
    """Whether they speak for the unit, or it stands in or below their office."""
    return scope.may_write(unit) or scope.may_run(unit)


def untie_here(db: Session, talk: Talk) -> Outcome:
    """'gỡ nhóm' in the group itself."""
    inbound = talk.visit.inbound
    if talk.person is None or not talk.person.seats:
        return say(talk, words.only_known_here())
    group = store.group_at(db, inbound.chat.bot, inbound.chat.id)
    if group is None:
        return say(talk, words.not_tied())
    return Outcome(memory=talk.memory, finish=lambda db, now: untied(db, talk, group.id, now))


def untied(db: Session, talk: Talk, number: int, now: datetime) -> Finished:
    """Nothing is announced there any more; whoever tied it learns it from us."""
    group = store.groups_by_id(db, [number]).get(number)
    if group is None:
        return Finished((words.not_tied() if not talk.is_private else words.nothing_to_untie(),))
    if not may(scope_now(db, talk, now), group.unit):
        return Finished((words.not_yours(group.unit_name),))
    store.end_group(db, group.bot, group.chat, f"gỡ bởi {name_of(talk)}", now)
    union.note(db, now, talk.visit.inbound.sender, "untie group", group.unit, group=str(group.id))
    told = words.untied_by(talk.visit.office.name, named(group), name_of(talk))
    mine = {talk.person.id} if talk.person else set()
    return Finished((words.untied(named(group)),), notices(db, group, told, "group-untied", now, besides=mine))


def name_of(talk: Talk) -> str:
    """What the speaker is called."""
    return talk.person.name if talk.person else talk.visit.inbound.name


def named(group: Group) -> words.Named:
    """The group as it is spoken of."""
    return words.Named(group.id, group.unit_name, group.title, group.tied_at)


# The talk in private


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """The unit or the group that is meant; where it is plain, a code at once, or whether to untie."""
    wish = wish_of(argument) or with_code(Deed.TIE, argument)
    if not talk.is_private:
        return Stop(wording.private_only())
    if talk.person is None:
        return Stop(wording.stranger())
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.acts_for and not scope.offices:
        return Stop(words.only_officers())
    return start_tying(db, talk, scope, wish.rest) if wish.deed is Deed.TIE else start_untying(db, scope, wish.rest)


def start_tying(db: Session, talk: Talk, scope: Scope, rest: str) -> Stepped:
    """One unit is meant, or it is asked."""
    standing = [each for each in union.all_units(db) if each.closed_on is None or each.closed_on > talk.visit.today]
    own = [each for each in standing if each.code in scope.acts_for or each.code in scope.offices]
    found = named_units(rest, standing) if rest else ()
    named_here = found[0].candidates if found else tuple(own)
    meant = tuple(each for each in named_here if may(scope, each.code))
    if not meant:
        return Stop(words.of_others(named_here[0].name) if named_here else words.only_officers())
    if len(meant) != 1:
        return which_unit(meant)
    code = new_code()
    return Done(Offer(meant[0].code, meant[0].name, code, code_hash(code, talk.visit.salt)))


def which_unit(units: Sequence[Unit]) -> Stepped:
    """Which of several."""
    names = [each.name for each in units]
    return Ask(Grouping(Stage.UNIT, tuple(f"gắn nhóm {name}" for name in names)), words.which_unit(names))


def start_untying(db: Session, scope: Scope, rest: str) -> Stepped:
    """One group is meant, or it is asked."""
    groups = [each for each in store.groups_of(db, scope, sorted(scope.views)) if may(scope, each.unit)]
    if not groups:
        return Stop(words.nothing_to_untie())
    bare = wording.plain(rest)
    meant = [each for each in groups if bare and (bare == str(each.id) or bare in fold(named(each).words))]
    asked = which_group([named(each) for each in meant or groups])
    return replace(asked, reply=words.no_such_group(rest, asked.reply)) if bare and not meant else asked


def which_group(groups: Sequence[words.Named]) -> Ask[Grouping]:
    """Which of several; of one, whether it is to be untied."""
    if len(groups) == 1:
        return Ask(Grouping(Stage.CONFIRM, group=groups[0].id), words.confirm_untying(groups[0]))
    return Ask(Grouping(Stage.GROUP, tuple(f"gỡ nhóm {each.words}" for each in groups)), words.which_group(groups))


def step(draft: Grouping, said: str, _scene: Scene) -> Stepped:
    """A name chooses, yes unties, no leaves; anything else belongs elsewhere."""
    if wish_of(said) is not None:
        return Aside() if ties(said) else Again(said)
    if draft.stage is not Stage.CONFIRM:
        bare = wording.plain(said)
        fitting = [each for each in draft.says if bare and bare in fold(each).removeprefix("gan nhom ")]
        return Again(fitting[0]) if len(fitting) == 1 else Aside()
    if wording.is_yes(said) or wording.plain(said) in {"go", "bo"}:
        return Done(Untie(draft.group))
    if wording.may_mean_no(said):
        return Ask(draft, words.untie_or_leave())
    return Stop(words.kept()) if wording.is_no(said) else Aside()


def finish(db: Session, talk: Talk, result: Offer | Untie, now: datetime) -> Finished:
    """Keeps the code, or unties, after asking the scope again."""
    match result:
        case Untie(number):
            return untied(db, talk, number, now)
        case Offer(unit, unit_name, code, hashed):
            scope = scope_now(db, talk, now)
            if not may(scope, unit):
                return Finished((words.only_officers(),))
            store.offer_code(db, scope, hashed, unit, now=now)
            union.note(db, now, talk.visit.inbound.sender, "group code", unit)
            added_by_owner = talk.visit.limits.groups_max is not None
            reply = words.code_for(code, unit_name, now + CODE_LIFE, added_by_owner=added_by_owner)
            full = fullness(db, talk)
            return Finished((words.with_warning(reply, full) if full else reply,))


def resume(db: Session, talk: Talk, draft: Grouping) -> Stepped:
    """The open question again, of what stands now."""
    if draft.stage is Stage.UNIT:
        return start(db, talk, "gắn nhóm")
    return start(db, talk, f"gỡ nhóm {draft.group or ''}".strip())


def left(_draft: Grouping) -> Reply:
    """Nothing was changed."""
    return words.kept()


# What happens to a group on its platform


def added(db: Session, talk: Talk) -> Outcome:
    """The assistant was brought into a group: it says how to tie it, unless it is somebody's already."""
    chat = talk.visit.inbound.chat
    if store.group_at(db, chat.bot, chat.id) is not None:
        return Outcome()
    return Outcome((words.hello(talk.visit.office.name),))


def moved(db: Session, inbound: Inbound) -> None:
    """The group got a new identity: its tie goes on there."""
    store.move_group(db, inbound.chat.bot, inbound.chat.id, inbound.detail)


def help_here() -> Reply:
    """What can be said in a group."""
    return words.help_here()


def removed(db: Session, talk: Talk, now: datetime) -> Finished:
    """The assistant was put out: the tie ends, and whoever tied it and their office learn it."""
    chat = talk.visit.inbound.chat
    return Finished((), lose(db, chat.bot, chat.id, talk.visit.office.name, now))


def lose(db: Session, bot: str, chat: str, office: str, now: datetime) -> tuple[Notice, ...]:
    """Ends the tie of a group that messages no longer reach; whom that concerns is told, once."""
    group = store.end_group(db, bot, chat, "trợ lý không còn trong nhóm", now)
    if group is None:
        return ()
    union.note(db, now, f"{bot}|{chat}", "lose group", group.unit, group=str(group.id))
    return notices(db, group, words.lost(office, named(group)), "group-lost", now)


def notices(
    db: Session, group: Group, told: Reply, key: str, now: datetime, *, besides: set[OfficerId] | None = None
) -> tuple[Notice, ...]:
    """To the officer who tied it, while they may still speak of it, and to the staff of the unit or of its office."""
    today = now.astimezone(VIETNAM).date()
    office = union.office_of(db, group.unit, Role.CHAIR, today)
    staff = union.accounts_of_staff(db, (group.unit,), today) or union.accounts_of_staff(db, (office.code,), today)
    homes = {each.officer: Address(each.address) for each in staff}
    found = [
        Notice(home, told, f"{key}/{group.id}/{who}", "still_staff", {"officer": str(who)})
        for who, home in homes.items()
    ]
    who = group.tied_by
    reached = contacts_of(db, [who]).get(who) if who is not None and who not in homes else None
    if reached is not None and reached.account is not None:
        args = {"officer": str(who), "unit": group.unit}
        found.append(Notice(Address(reached.account.address), told, f"{key}/{group.id}/{who}", "still_speaks", args))
    return tuple(each for each in found if int(each.judge_args["officer"]) not in (besides or set()))


def say(talk: Talk, reply: Reply) -> Outcome:
    """Says it, and remembers what was shown."""
    return Outcome((reply,), replace(talk.memory, menu=menu_of((reply,)), rest=""))
