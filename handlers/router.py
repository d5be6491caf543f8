"""Given one message from one person: which talk it belongs to, and what to say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from handlers import (
    allot,
    ask,
    behalf,
    board,
    chase,
    deadlines,
    deeds,
    dropping,
    duties,
    enrol,
    extend,
    groups,
    manners,
    marks,
    method,
    office,
    progress,
    quick,
    reached,
    received,
    recorded,
    request,
    speech,
    terms,
    topics,
    units,
    whendue,
    wording,
)
from handlers import store as memories
from handlers.announce import again, boards, compose, correct, meeting, receipts
from handlers.asked import answer, asking, mine, passing, reading, record, wrong
from handlers.asked.store import log_asked
from handlers.flow import Again, Aside, Ask, Decision, Done, Finished, Stop, Unknown, family
from handlers.mannerwishes import SHOW_WORDS, comes_between
from handlers.messages import Inbound, Kind, Reply
from handlers.papers import review, shelf
from handlers.progress.recent import nothing_waits
from handlers.report import flow as report
from handlers.report import reader as reports
from handlers.store import key_of, menu_of, recall
from handlers.talk import Begin, Flow, Office, Outcome, Scene, Talk, Visit, seat_words
from handlers.wording.asked import DATA_WISHES
from handlers.wording.asking import VERBATIM_WORDS
from handlers.wording.dropping import for_office
from knowledge.result import Courtesy, NotFound, SmallTalk
from union import store
from union.naming import short_name
from union.roster import UnitKind

TEXT_MAX = 4000
"""Longer than any question: what is longer is answered by a request to be brief."""
FILES_TOLD_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be said: its words, its command (Telegram allows a-z 0-9 _ only), what the menu says of it."""

    words: tuple[str, ...]
    command: str
    about: str
    answer: Callable[[Session, Talk, str], Outcome | Begin]


Reader = Callable[[Session, Talk], Outcome | Begin | None]

FLOWS: Mapping[str, Flow] = {
    "enrol": enrol,
    "progress": progress,
    "method": method,
    "report": report,
    "extend": extend,
    "chase": chase,
    "mark": marks,
    "behalf": behalf,
    "request": request,
    "duty": duties,
    "quick": quick,
    "group": groups,
    "announce": compose,
    "correct": correct,
    "again": again,
    "receipt": receipts,
    "allot": allot,
    "paper": review,
    "answer": answer,
    "ask_again": asking,
}
READERS: tuple[Reader, ...] = (
    allot.reads,
    terms.reads,
    shelf.reads,
    dropping.reads,
    passing.reads,
    reading.reads,
    boards.reads,
    receipts.reads,
    meeting.reads,
    mine.reads,
    received.reads,
    groups.reads,
    manners.reads,
    reached.reads,
    deeds.reads,
    ask.begins_record,
    quick.reads,
    deadlines.reads,
    whendue.reads,
    reports.reads,
    units.reads,
    board.reads,
    recorded.reads,
    reading.reads_plain,
    deeds.reads_others,
    progress.reads,
    progress.reads_others,
)
"""Who may take what is no command, in order: the first one that knows what it means."""
WITH_CODE = {"tham gia", "ma tham gia", "ma", "nhap ma", "nhap ma tham gia"}
"""After these words eight letters are a code, with or without a digit."""


def handle(visit: Visit, db: Session) -> Outcome:
    """Decides; reads only. What has to be written is the outcome's `finish`, done in one transaction with the rest."""
    outcome = decide(visit, db)
    is_crowd = visit.inbound.chat.is_group and not visit.limits.buttons_max
    return replace(outcome, has_menu=False) if is_crowd else outcome


def decide(visit: Visit, db: Session) -> Outcome:
    """What the event is, and whose answer it is."""
    inbound = visit.inbound
    memory = recall(db, key_of(inbound))
    talk = Talk(visit, memory, store.officer_at(db, inbound.sender, visit.today), inbound.text.strip())
    match inbound.kind:
        case Kind.BLOCKED if inbound.chat.is_group:
            return Outcome(finish=lambda db, now: groups.removed(db, talk, now))
        case Kind.BLOCKED:
            return Outcome(finish=lost)
        case Kind.STARTED:
            return groups.added(db, talk) if inbound.chat.is_group else start(db, talk, "")
        case Kind.MOVED:
            return Outcome(finish=lambda db, _: moved(db, inbound))
        case _ if not inbound.addressed:
            return Outcome()
        case Kind.CONTACT | Kind.FOREIGN_CONTACT if inbound.chat.is_group:
            return say(talk, wording.private_only())
        case Kind.CONTACT:
            return contact(talk)
        case Kind.FOREIGN_CONTACT:
            return say(talk, wording.foreign_contact())
        case Kind.ATTACHMENT if (taken := dropping.taken(talk)) is not None:
            return taken
        case Kind.ATTACHMENT if not talk.said:
            return unread(db, talk)
        case _:
            return said(db, talk)


def unread(db: Session, talk: Talk) -> Outcome:
    """A thing that is not read: said once for an album, and what was under way stays as it is."""
    now, told_at = talk.visit.now, talk.memory.files_told_at
    if told_at is not None and timedelta() <= now - told_at < FILES_TOLD_AGAIN:
        return Outcome()
    memory = replace(talk.memory, files_told_at=now)
    if talk.visit.inbound.attached is not None and talk.is_private and talk.person is not None and talk.person.seats:
        ours = office_of(db, talk)
        return Outcome((for_office(ours.name, ours.phone),), memory)
    return Outcome((dropping.instead(talk) or wording.attachment(talk.visit.inbound.detail),), memory)


def lost(_db: Session, _now: datetime) -> Finished:
    """The person left; the desk marks the account, there is nobody to answer."""
    return Finished(())


def moved(db: Session, inbound: Inbound) -> Finished:
    """A group got a new identity: its tie, accounts and talks go on there."""
    groups.moved(db, inbound)
    store.move_account(db, inbound.chat.bot, inbound.chat.id, inbound.detail)
    memories.move_memories(db, inbound.chat.bot, inbound.chat.id, inbound.detail)
    return Finished(())


def said(db: Session, talk: Talk) -> Outcome:
    """Words: a number of the menu, a way out, the talk that is under way, a command, a code, or a question."""
    if len(talk.said) > TEXT_MAX:
        return say(talk, wording.too_long(TEXT_MAX))
    talk = from_menu(talk)
    # Beside a single choice another number is no slip: it answers what was asked before.
    if talk.said.isdecimal() and len(talk.memory.menu) > 1 and not talk.visit.limits.buttons_max:
        return say(talk, wording.not_in_menu(len(talk.memory.menu)), keep_menu=True)
    if not any(c.isalnum() for c in talk.said):
        return say(talk, wording.empty())
    if wording.is_stop(talk.said):
        return leave(db, talk)
    if talk.memory.flow:
        return go_on(db, talk)
    return elsewhere(db, talk)


def from_menu(talk: Talk) -> Talk:
    """'2', '2.' and 'chọn số 2' mean the second thing that was shown, as it was shown, where choices are numbers."""
    menu = talk.memory.menu
    chosen = None if talk.visit.limits.buttons_max else wording.CHOSEN.fullmatch(wording.plain(talk.said))
    if chosen is None or not 1 <= int(chosen[1]) <= len(menu):
        return talk
    return replace(talk, said=menu[int(chosen[1]) - 1])


def leave(db: Session, talk: Talk) -> Outcome:
    """Out of the talk that is under way; one that it came between goes on."""
    if not talk.memory.flow:
        return say(talk, wording.nothing_to_stop())
    flow = FLOWS.get(family(talk.memory.flow))
    draft = flow and draft_of(flow, talk)
    return concluded(db, talk, flow.left(draft) if flow and draft is not None else wording.cancelled())


def draft_of(flow: Flow, talk: Talk) -> object | None:
    """The draft of the talk that is under way; None when nobody can read it any more."""
    try:
        draft: object = flow.drafts.load(talk.memory.flow, talk.memory.draft)
    except Unknown:
        return None
    return draft


def go_on(db: Session, talk: Talk) -> Outcome:
    """The talk that is under way decides first; what is no answer to it is answered, and it asks again."""
    name = family(talk.memory.flow)
    flow = FLOWS.get(name)
    draft = flow and draft_of(flow, talk)
    if flow is None or draft is None:
        return begin_again(db, talk)
    if isinstance(draft, asking.Asking) and asking.is_over(draft, talk.visit.now):
        under = replace(talk, memory=talk.memory.without_flow())
        return go_on(db, under) if under.memory.flow else elsewhere(db, under)
    # 'chi tiết' after an answer that was cut means the answer, whatever else is open.
    wants_rest = bool(talk.memory.rest) and wording.plain(talk.said) == wording.plain(wording.CHI_TIET.says)
    is_aside = wants_rest or groups.ties(talk.said) or comes_between(talk.said) or passing.claims(talk)
    is_aside = is_aside or boards.claims(db, talk)
    match Aside() if is_aside else flow.step(draft, talk.said, scene_of(db, talk)):
        case Aside():
            return aside(db, talk, elsewhere(db, talk))
        case Again(argument):
            return begin(db, talk, name, argument)
        case Done(result, besides) if besides:
            return with_besides(db, talk, name, Done(result, besides))
        case decided:
            return carry_out(db, talk, name, decided)


def with_besides(db: Session, talk: Talk, name: str, decided: Done[object]) -> Outcome:
    """Two things in one message: what was said besides is answered first, or begins its own talk afterwards."""
    extra = elsewhere(db, replace(talk, said=decided.aside))
    done = carry_out(db, talk, name, Done(decided.result))
    if extra.finish is not None or done.finish is None:
        return replace(done, replies=(wording.say_again(decided.aside),))
    if extra.is_resumed:  # it was answered, and the question that is answered now asked again
        return replace(done, replies=extra.replies[:-1], asked=extra.asked)
    if extra.memory is None or is_same_talk(extra.memory, talk.memory):
        return replace(done, replies=extra.replies, asked=extra.asked)
    finish, begun = done.finish, extra.memory

    def write_then_begin(session: Session, now: datetime) -> Finished:
        first = finish(session, now)
        under = first.memory or talk.memory.without_flow()
        on_top = replace(under.suspending(), flow=begun.flow, draft=begun.draft, menu=begun.menu)
        told = first.replies if first.told is None else first.told  # one question at a time: the other comes after it
        before = tuple(beside(talk, reply) for reply in told)  # the choices that count are those of the talk on top
        return replace(first, replies=(*before, *extra.replies), memory=on_top)

    return replace(done, finish=write_then_begin)


def is_same_talk(one: memories.Memory, other: memories.Memory) -> bool:
    """Whether nothing has begun: a fresh talk of the same family has another draft."""
    return (one.flow, one.draft) == (other.flow, other.draft)


def aside(db: Session, talk: Talk, answered: Outcome) -> Outcome:
    """What was answered in between, and the question that is still open, unless another talk has begun on top."""
    if answered.is_resumed or answered.memory is None or not is_same_talk(answered.memory, talk.memory):
        return answered
    if answered.finish is None:
        return resumed(db, replace(talk, memory=answered.memory), answered)
    finish = answered.finish

    def write_then_ask(session: Session, now: datetime) -> Finished:
        done = finish(session, now)
        return asked_again(session, replace(talk, memory=done.memory or talk.memory), done)

    return replace(answered, finish=write_then_ask)


def resumed(db: Session, talk: Talk, answered: Outcome) -> Outcome:
    """The answer with the open question after it. Its choices are the ones that count now."""
    told = asked_again(db, talk, Finished(answered.replies))
    return replace(answered, replies=told.replies, memory=told.memory)


def asked_again(db: Session, talk: Talk, done: Finished) -> Finished:
    """What was said, and the question of the talk that goes on; its choices are the ones that count now."""
    flow = FLOWS.get(family(talk.memory.flow))
    draft = flow and draft_of(flow, talk)
    if flow is None or draft is None:
        return replace(done, memory=replace(talk.memory, flow="", draft="", menu=menu_of(done.replies)))
    match flow.resume(db, talk, draft):
        case Ask(fresh, reply):
            said = tuple(one for one in done.replies if one.text != reply.text)  # asked twice is asked once
            before = tuple(beside(talk, one) for one in said) if reply.buttons else said
            kept = replace(
                talk.memory, flow=flow.drafts.name, draft=flow.drafts.dump(fresh), menu=menu_of((*before, reply))
            )
            return replace(done, replies=(*before, reply), memory=kept)
        case Stop(reply):
            return asked_again(
                db, replace(talk, memory=talk.memory.without_flow()), replace(done, replies=(*done.replies, reply))
            )
        case step:
            raise AssertionError(step)


def beside(talk: Talk, reply: Reply) -> Reply:
    """A reply before the open question: its choices are no numbers, and a question keeps them as buttons or words."""
    if not reply.buttons or not reply.text.rstrip().endswith("?"):
        return replace(reply, buttons=())
    return replace(reply, in_words=True) if talk.visit.limits.buttons_max else in_words(reply)


def in_words(reply: Reply) -> Reply:
    """The reply without buttons; a question keeps its choices as words."""
    is_question = bool(reply.buttons) and reply.text.rstrip().endswith("?")
    return replace(
        reply, text=wording.with_choices(reply.text, reply.buttons) if is_question else reply.text, buttons=()
    )


def concluded(db: Session, talk: Talk, *replies: Reply) -> Outcome:
    """The talk has ended; the one it came between asks again."""
    told = asked_again(db, replace(talk, memory=talk.memory.without_flow()), Finished(replies))
    assert told.memory is not None
    return Outcome(told.replies, replace(told.memory, rest=""), is_resumed=bool(told.memory.flow))


def begin_again(db: Session, talk: Talk) -> Outcome:
    """A draft nobody can read any more: its talk starts afresh, kindly."""
    name = family(talk.memory.flow)
    fresh = replace(talk, memory=talk.memory.without_flow())
    if name not in FLOWS:
        return say(fresh, wording.begin_again())
    begun = begin(db, fresh, name, "")
    return replace(begun, replies=(wording.begin_again(), *begun.replies))


def begin(db: Session, talk: Talk, name: str, argument: str) -> Outcome:
    """The first step of a talk, which may read; another talk that is under way is put aside."""
    own = replace(talk, memory=talk.memory.suspending()) if family(talk.memory.flow) != name else talk
    match FLOWS[name].start(db, own, argument):
        case Aside() | Again():
            return untaken(db, talk)
        case Done(result, besides) if besides:
            return with_besides(db, own, name, Done(result, besides))
        case decided:
            return carry_out(db, own, name, decided)


def untaken(db: Session, talk: Talk) -> Outcome:
    """A talk that does not begin with these words after all: they are a question, and an open one is asked again."""
    answered = question(db, talk)
    return replace(aside(db, talk, answered), is_resumed=True) if talk.memory.flow else answered


def scene_of(db: Session, talk: Talk) -> Scene:
    """What a step may know."""
    commands = frozenset(wording.plain(word) for route in ROUTES for word in (*route.words, route.command))
    return Scene(talk.visit.today, speech.catalogue_of_talk(db, talk), commands)


def carry_out(db: Session, talk: Talk, name: str, decided: Decision[Any, Any]) -> Outcome:
    """What a flow's step means for the memory and the reply."""
    flow = FLOWS[name]
    match decided:
        case Ask(draft, reply):
            memory = replace(talk.memory, flow=flow.drafts.name, draft=flow.drafts.dump(draft))
            return say(replace(talk, memory=memory), reply)
        case Stop(reply):
            is_under_way = family(talk.memory.flow) == name
            ended = talk if is_under_way else replace(talk, memory=replace(talk.memory, flow=flow.drafts.name))
            return concluded(db, ended, reply)
        case Done(result):
            memory = replace(talk.memory, flow=flow.drafts.name, menu=())
            return Outcome(memory=memory, finish=lambda db, now: written(db, replace(talk, memory=memory), result, now))


def written(db: Session, talk: Talk, result: object, now: datetime) -> Finished:
    """The flow's writing is done: it keeps its draft, or has ended and the one it came between asks again."""
    flow = FLOWS[family(talk.memory.flow)]
    done = flow.finish(db, talk, result, now)
    if done.draft is not None:
        kept = replace(talk.memory, draft=done.draft, menu=menu_of(done.replies), rest="")
        return replace(done, memory=kept)
    ended = replace(talk.memory.without_flow(), rest="")
    return asked_again(db, replace(talk, memory=ended), done)


def elsewhere(db: Session, talk: Talk) -> Outcome:
    """A command, a code, or a question."""
    words = wording.plain(talk.said.removeprefix("/"))
    wanted = wording.wanted(talk.said)
    for route in ROUTES:
        for word in (*route.words, route.command):
            bare = wording.plain(word)
            if bare in {words, wanted}:
                return begun(db, talk, route.answer(db, talk, ""))
            if talk.said.startswith("/") and words.startswith(f"{bare} "):
                return begun(db, talk, route.answer(db, talk, talk.said.partition(" ")[2].strip()))
    if (taken := with_code(db, talk)) is not None:
        return begun(db, talk, taken)
    if talk.said.startswith("/"):
        return say(talk, wording.unknown_command())
    if wording.is_bare_answer(talk.said):
        return begun(db, talk, answer_to(db, talk))
    first_word, _, rest = talk.said.rpartition(" ")
    if wording.plain(first_word) in WITH_CODE and enrol.is_code_wanted(rest):
        return begin(db, talk, "enrol", rest)
    if (read := in_own_words(db, talk)) is not None:
        return begun(db, talk, read)
    if speech.is_filing(talk.said):
        return not_taken(db, talk)
    return question(db, talk)


def answer_to(db: Session, talk: Talk) -> Outcome | Begin:
    """A yes or no to what was asked last without a talk of its own; else that it answers nothing."""
    answered = passing.bare(db, talk) or reading.bare(db, talk) or wrong.bare(db, talk)
    return answered or say(talk, no_answer(db, talk))


def in_own_words(db: Session, talk: Talk) -> Outcome | Begin | None:
    """What the readers know of it; a short 'còn tháng 10' is first of what was told last."""
    if (leaning := topics.again(db, talk)) is not None:
        return leaning
    found = ((reader, reader(db, talk)) for reader in READERS)
    return next((topics.told(reader, talk, taken) for reader, taken in found if taken is not None), None)


def no_answer(db: Session, talk: Talk) -> Reply:
    """A yes or no that answers nothing; where a question is open, that it is no answer to it."""
    return wording.not_understood(talk.said) if talk.memory.flow else nothing_waits(db, talk)


def with_code(db: Session, talk: Talk) -> Outcome | Begin | None:
    """A code ties a group where it is a group's, and is a joining code elsewhere."""
    tying = groups.reads_code(db, talk)
    return Begin("enrol", talk.said) if tying is None and enrol.holds_code(talk.said) else tying


def begun(db: Session, talk: Talk, taken: Outcome | Begin) -> Outcome:
    """What a route or a reader decided, or the flow that it begins."""
    return begin(db, talk, taken.flow, taken.argument) if isinstance(taken, Begin) else taken


def not_taken(db: Session, talk: Talk) -> Outcome:
    """A figure or a report is never answered as a question, and nobody may believe that it was taken."""
    ours = office_of(db, talk)
    return say(talk, wording.not_taken_yet(ours.name, ours.phone))


def office_of(db: Session, talk: Talk) -> Office:
    """Whom the speaker turns to: the office above their unit; in a group, and for a stranger, the house's own."""
    if talk.person is None or not talk.person.seats or not talk.is_private:
        return talk.visit.office
    seat = talk.person.seats[0]
    above = store.office_of(db, seat.unit, seat.role, talk.visit.today)
    return Office(above.name, above.phone)


def question(db: Session, talk: Talk) -> Outcome:
    """Anything else is a question on the documents; a stranger's first message is greeted too."""
    if wording.means(talk.said, wording.CHOICES):
        return say(talk, wording.nothing_open())
    result = ask.result_of(db, talk)
    if talk.memory.flow and not speech.asks(talk.said) and ask.says_nothing(talk, result):
        # Under an open question, words that ask nothing and that no document knows were meant for it.
        return say(talk, wording.not_understood(talk.said))
    if isinstance(result, SmallTalk) and result.courtesy is Courtesy.HELP and talk.person and talk.person.seats:
        return show_help(db, talk, "")
    if isinstance(result, NotFound) and (told := topics.instead(db, talk)) is not None:
        return told
    if (told := mine.told_before(db, talk, result)) is not None:
        assert told.memory, "what is said is remembered"
        return topics.left(replace(told, memory=told.memory.asked(talk.said)))
    answered = replace(ask.worded(db, talk, result), asked=record.asked_of(db, talk, result))
    answered = answered if isinstance(result, SmallTalk) else topics.left(answered)
    if talk.memory.version == 0 and talk.person is None and talk.is_private:
        hello = replace(wording.first_contact(talk.visit.office.name, talk.visit.office.phone), buttons=())
        return replace(answered, replies=(hello, *answered.replies))
    return answered


def say(talk: Talk, *replies: Reply, keep_menu: bool = False) -> Outcome:
    """Says, and remembers what was shown."""
    menu = talk.memory.menu if keep_menu else menu_of(replies)
    return Outcome(replies, replace(talk.memory, menu=menu, rest=""))


# The routes


def start(db: Session, talk: Talk, argument: str) -> Outcome:
    """/start, alone or with the code of a link."""
    if enrol.holds_code(argument) or enrol.is_code_wanted(argument):
        return begin(db, talk, "enrol", argument)
    if not talk.is_private:
        return say(talk, wording.private_only())
    ours = talk.visit.office
    if talk.person is None:
        return say(talk, wording.first_contact(ours.name, ours.phone))
    return say(talk, wording.welcome_back(talk.person.name, seats(talk), ours.name, ours.phone))


def join(db: Session, talk: Talk, argument: str) -> Outcome:
    """'tham gia', with or without the code."""
    return begin(db, talk, "enrol", argument)


def show_help(db: Session, talk: Talk, _argument: str) -> Outcome:
    """What can be said: by an office of its units, by everybody else of their own."""
    if not talk.is_private:
        return say(talk, groups.help_here())
    scope = store.scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        worded = wording.chair_help if scope.acts_for else wording.help_text
        return in_short(talk, *worded([each for each in COMMANDS if each[0] not in OF_OFFICES]))
    below = (unit.name for unit in store.all_units(db) if scope.may_run(unit.code) and unit.kind is UnitKind.GRASSROOTS)
    own = {f"/{command}" for command in ("baocao", "viec", "tiendo")} if not scope.acts_for else set()
    commands = [each for each in COMMANDS if each[0] not in own]
    return in_short(talk, *wording.office_help(short_name(next(below, "")), commands))


def in_short(talk: Talk, reply: Reply, rest: str) -> Outcome:
    """The reply, and the rest on 'chi tiết'."""
    said = say(talk, reply)
    return replace(said, memory=said.memory and replace(said.memory, rest=rest))


def who_am_i(_db: Session, talk: Talk, _argument: str) -> Outcome:
    """What the house knows of the speaker."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None:
        return say(talk, wording.stranger())
    return say(talk, wording.who_am_i(talk.person.name, seats(talk)))


def more(_db: Session, talk: Talk, _argument: str) -> Outcome:
    """'chi tiết': the rest of the last answer."""
    if not talk.memory.rest:
        return say(talk, wording.nothing_more())
    return say(talk, Reply(talk.memory.rest))


def ask_with(db: Session, talk: Talk, argument: str) -> Outcome:
    """/hoi with a question."""
    if not argument:
        return show_help(db, talk, argument)
    if enrol.holds_code(argument):
        return begin(db, talk, "enrol", argument)
    return question(db, replace(talk, said=argument))


def call_office(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'số điện thoại văn phòng': the office above the speaker, or the house's own."""
    ours = office_of(db, talk)
    return say(talk, wording.office_contact(ours.name, ours.phone))


def my_data(_db: Session, talk: Talk, argument: str) -> Outcome:
    """'xoá dữ liệu của tôi': the rights that the notice promises; the office carries them out."""
    ours = talk.visit.office
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None or not talk.person.seats:
        return say(talk, wording.data_wish_as_stranger(ours.name, ours.phone))
    asked = f"{MY_DATA}: {argument}" if argument else MY_DATA
    wish = asked if talk.said.startswith("/") else talk.said
    return office.pass_wish_on(talk, talk.person, wish)


def stop(db: Session, talk: Talk, _argument: str) -> Outcome:
    """'huỷ' by its command's name."""
    return leave(db, talk)


def contact(talk: Talk) -> Outcome:
    """A phone number that the platform vouches for: kept for an officer, not for a stranger."""
    person, phone = talk.person, talk.said
    if person is None:
        return say(talk, wording.contact_of_stranger())

    def keep(db: Session, now: datetime) -> Finished:
        store.save_phone(db, person.id, phone)
        store.note(db, now, talk.visit.inbound.sender, "phone", str(person.id))
        return Finished((wording.own_contact(phone),))

    return Outcome(memory=talk.memory, finish=keep)


def seats(talk: Talk) -> Sequence[str]:
    """The speaker's seats in words."""
    return [seat_words(seat.role, seat.unit_name) for seat in talk.person.seats] if talk.person else []


MY_DATA = "dữ liệu của tôi"
# fmt: off
ROUTES = (
    Route(("bắt đầu",), "start", "Bắt đầu", start),
    Route(("trợ giúp", "giúp", "help", "hướng dẫn"), "trogiup", "Trợ lý làm được gì", show_help),
    Route(("hỏi",), "hoi", "Hỏi chương trình, chỉ tiêu, thời hạn", ask_with),
    Route(("hỏi văn phòng",), "hoivanphong", "Chuyển câu hỏi vừa rồi tới Văn phòng", passing.show),
    Route(
        ("không đúng ý tôi", "không đúng ý", "không phải ý tôi", "không phải ý", "chưa đúng ý", "chưa đúng ý tôi",
         "sai ý tôi", "sai ý rồi", "hiểu sai ý tôi", "hiểu sai rồi", "trả lời sai", "trả lời sai rồi",
         "câu trả lời sai", "câu trả lời sai rồi", "trả lời không đúng", "trả lời chưa đúng", "trả lời không đúng ý",
         "trả lời chưa đúng ý", "không phải câu tôi hỏi", "không đúng câu hỏi"),
        "khongdungy", "Câu trả lời vừa rồi chưa đúng ý", wrong.show,
    ),
    Route(
        ("số điện thoại văn phòng", "điện thoại văn phòng", "sđt văn phòng", "số văn phòng", "liên hệ văn phòng",
         "gọi văn phòng", "gọi điện văn phòng", "liên lạc văn phòng"),
        "vanphong", "Số điện thoại Văn phòng", call_office,
    ),
    Route(("khai", "làm báo cáo", "khai báo cáo"), "baocao", "Làm, xem lại, gửi báo cáo của đơn vị", reports.show),
    Route(("việc của tôi", "tôi còn thiếu gì"), "viec", "Báo cáo còn phải nộp, hạn, mục còn thiếu", deadlines.show),
    Route(
        ("tiến độ", "cập nhật tiến độ", "báo tiến độ", "nhập số liệu", "báo số liệu", "ghi số liệu",
         "ghi tiến độ"), "tiendo",
        "Số liệu đã ghi trong tháng, cách báo số mới", recorded.show,
    ),
    Route(
        ("chế độ báo cáo", "các chế độ báo cáo", "xem chế độ báo cáo"), "chedo",
        "Báo cáo nào, hạn nào, ai quy định", deeds.show_duties,
    ),
    Route(("văn bản chờ duyệt", "văn bản hiện có"), "vanban", "Văn bản đang dùng, văn bản chờ duyệt", shelf.show),
    Route(
        ("giao chỉ tiêu", "giao chỉ tiêu cho đơn vị", "giao chỉ tiêu theo bảng"), "giaochitieu",
        "Văn phòng giao số cho từng đơn vị theo bảng của văn bản", allot.begin,
    ),
    Route(("chữ viết tắt", "các chữ viết tắt"), "viettat", "Chữ viết tắt của Văn phòng; đặt thêm, bỏ", terms.show),
    Route(("gắn nhóm", "liên kết nhóm"), "gannhom", "Gắn nhóm trò chuyện với đơn vị", groups.tie),
    Route(("gỡ nhóm", "bỏ nhóm"), "gonhom", "Gỡ nhóm trò chuyện khỏi đơn vị", groups.untie),
    Route(("các nhóm", "danh sách nhóm", "xem nhóm"), "cacnhom", "Các nhóm đang gắn", groups.show),
    Route(("gửi thông báo", "soạn thông báo"), "thongbao", "Văn phòng soạn, gửi thông báo", boards.compose),
    Route(("tham gia", "nhập mã", "nhập mã tham gia"), "thamgia", "Nhập mã tham gia đơn vị", join),
    Route(
        ("các câu hỏi", "câu hỏi", "xem câu hỏi", "danh sách câu hỏi"), "cauhoi",
        "Câu hỏi chờ Văn phòng, câu tra không thấy", reading.show,
    ),
    Route(VERBATIM_WORDS, "nguyenvan", "Nguyên văn chỗ vừa trả lời", ask.verbatim),
    Route(("chi tiết", "xem thêm"), "chitiet", "Phần còn lại của câu trả lời", more),
    Route(("tôi là ai", "tôi"), "toi", "Trợ lý biết gì về tôi", who_am_i),
    Route(
        DATA_WISHES,
        "dulieu", "Xem, sửa, xoá dữ liệu của tôi; rút đồng ý", my_data,
    ),
    Route(SHOW_WORDS, "nhactoi", "Giờ nhắc, số tin một ngày, tin chung", manners.show),
    Route(("huỷ",), "huy", "Bỏ việc đang làm dở", stop),
)
# fmt: on
OF_OFFICES = {"/thongbao", "/cacnhom", "/giaochitieu", "/cauhoi"}
"""What only an office can use."""
COMMANDS: tuple[tuple[str, str], ...] = tuple((f"/{route.command}", route.about) for route in ROUTES)
"""What the menus of the platforms list, in order."""


def finish(db: Session, outcome: Outcome, now: datetime) -> Finished:
    """The writing half: does what is left to do, and writes the memory under its fence. Raises `Stale`."""
    done = outcome.finish(db, now) if outcome.finish else Finished(())
    replies = one_list((*outcome.replies, *done.replies))
    memory = done.memory or outcome.memory
    if not outcome.has_menu:
        replies = tuple(map(in_words, replies))
        memory = memory and replace(memory, menu=())
    if outcome.asked is not None:
        log_asked(db, outcome.asked, now)
    if memory is not None:
        wrote = outcome.finish is not None and done.memory is None
        memories.remember(db, replace(memory, menu=menu_of(replies)) if wrote else memory, now)
    return replace(done, replies=replies, made=(*outcome.made, *done.made))


def one_list(replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Where choices are numbers, only those of the last question are; none are beside a question for a figure."""
    asking = max((n for n, reply in enumerate(replies) if reply.in_words or reply.buttons), default=0)
    return tuple(replace(reply, in_words=True) if n < asking else reply for n, reply in enumerate(replies))
