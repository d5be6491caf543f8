"""A bare figure from a chair of whom the office has asked one thing: repeated back, and then handed in at once."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.aims import scope_now
from handlers.deedwishes import SEND, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.report.deeds import Pen, apply, hand_in
from handlers.report.values import Change
from handlers.report.view import again, view_of
from handlers.talk import Begin, Outcome, Scene, Talk
from handlers.wording import report as report_words
from handlers.wording import requests as words
from knowledge.numbers import find_numbers, parse_number
from knowledge.text import clean, fold
from knowledge.text import words as words_in
from scheduler import store
from scheduler.duties import Cadence
from scheduler.filings import Filing, FilingId
from scheduler.store import Which
from union import store as union
from union.draft import missing
from union.entry.sentences import shown
from union.forms.form import Field, FieldKind
from union.indicators import Kind
from union.ledger import Amount
from union.naming import short_name

NONE = ("khong co", "chua co", "khong phat sinh")
AROUND = frozenset(
    words_in(
        "dạ ạ em tôi bên trường đơn vị chúng có là hiện tổng số cộng khoảng người lao động đoàn viên trường hợp cháu "
        "cán bộ lượt hs đv lđ nlđ ở mình báo cáo vp thiếu không chưa phát sinh ai "
        "nào gì"
    )
)
"""Words around a figure that tell nothing of what it is of."""
WORDS_MOST = 10
DATE = re.compile(r"\d\s*[/-]\s*\d")


@dataclass(frozen=True, slots=True)
class Answering:
    """The draft: the figure for the one thing that was asked."""

    filing: FilingId
    ask: str
    unit: str
    value: Decimal
    measure: str = ""


drafts = Drafts("quick/1", TypeAdapter(Answering))


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """'25', 'bên em 25 người' where exactly one such question is open; with other words it may be of anything."""
    if not talk.is_private or talk.person is None or len(talk.said.split()) > WORDS_MOST:
        return None
    if figure_in(talk.said) is None:
        return None
    asked = one_asked(db, talk)
    if asked is None or not speaks_of_nothing_else(talk.said, asked[0].duty_name):
        return None
    return Begin("quick", talk.said)


def figure_in(said: str) -> Decimal | None:
    """The one figure of the message; 'bên em không có' is 0."""
    if says_none(said):
        return Decimal(0)
    if DATE.search(said):
        return None
    whole = parse_number(wording.courteous(said))
    if whole is not None:
        return whole if whole >= 0 else None
    found = find_numbers(said)
    return found[0].value if len(found) == 1 and "?" not in said and "-" not in said else None


def says_none(said: str) -> bool:
    """'không có', 'bên em không có trường hợp nào'."""
    said_words = wording.plain(said).split()
    while said_words and said_words[0] in AROUND and said_words[0] not in {"co", "khong"}:
        said_words = said_words[1:]
    return any(" ".join(said_words).startswith(none) for none in NONE) and "?" not in said


def speaks_of_nothing_else(said: str, asked: str) -> bool:
    """Whether every word beside the figure is of the question, or tells nothing."""
    own = set(re.findall(r"[a-z]+", fold(asked)))
    bare = fold(clean(said))
    for number in find_numbers(said):
        bare = f"{bare[: number.start]}{' ' * (number.end - number.start)}{bare[number.end :]}"
    return set(re.findall(r"[a-z]+", bare)) <= own | AROUND


def one_asked(db: Session, talk: Talk) -> tuple[Filing, Field] | None:
    """The one ad-hoc question of a figure that the speaker's units have not answered; None where several are open."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if not scope.acts_for:
        return None
    duties = {duty.id: duty for duty in store.all_duties(db) if duty.cadence is Cadence.ADHOC}
    owed = [item for item in store.filings(db, scope, Which(units=sorted(scope.acts_for), owed=True))
            if item.duty in duties]  # fmt: skip
    if len(owed) != 1:
        return None
    view = view_of(db, talk, scope, owed[0], talk.visit.now)
    fields = view.form.fields
    if len(fields) != 1 or fields[0].kind is not FieldKind.FIGURE:
        return None
    return owed[0], fields[0]


def start(db: Session, talk: Talk, argument: str) -> Step[Answering, Answering]:
    """Repeats the answer back, with what it answers."""
    asked, value = one_asked(db, talk), figure_in(argument)
    if asked is None or value is None:
        return Stop(words.nothing_asked())
    filing, field = asked
    scope = union.scope_of(db, talk.person, talk.visit.today)
    view = view_of(db, talk, scope, filing, talk.visit.now)
    counted = view.catalogue.find(field.indicator)
    measure = counted.measure if counted else ""
    if value != value.to_integral_value() and not (counted and counted.kind is Kind.PERCENT):
        return Stop(words.no_half(view.duty.asks or view.name))
    draft = Answering(filing.id, view.duty.asks or view.name, short_name(filing.unit_name), value, measure)
    return Ask(draft, echo(draft))


def echo(draft: Answering) -> Reply:
    """What will be sent."""
    return words.quick(draft.ask, draft.unit, shown(Amount(value=draft.value), draft.measure))


def step(draft: Answering, said: str, _scene: Scene) -> Step[Answering, Answering]:
    """'gửi' hands it in; another figure takes its place."""
    answer, besides = split_answer(said)
    if wording.is_yes(said) or wording.plain(said) in SEND or wording.plain(said) == "gui bao cao":
        return Done(draft)
    if besides and (wording.is_yes(answer) or wording.plain(answer) in SEND):
        return Done(draft, besides)
    if wording.may_mean_no(said):
        return Ask(draft, words.quick_unclear())
    if wording.is_no(said):
        return Stop(words.quick_left())
    wanted = re.sub(r"^(?:a |da )?(?:nham|sai)(?: roi)?[\s,]*(?:la )?", "", wording.plain(said))
    if figure_in(wanted) is not None and speaks_of_nothing_else(wanted, draft.ask):
        return Again(wanted)
    return Aside()


def resume(db: Session, talk: Talk, draft: Answering) -> Step[Answering, Answering]:
    """The question once more, if the answer is still wanted."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    filing = store.find_filing(db, scope, draft.filing)
    if filing is None or not scope.may_write(filing.unit):
        return Stop(report_words.no_longer_yours())
    return Ask(draft, echo(draft)) if filing.is_owed else Stop(words.answered_already(draft.ask))


def left(_draft: Answering) -> Reply:
    """Nothing was sent."""
    return words.quick_left()


def finish(db: Session, talk: Talk, result: Answering, now: datetime) -> Finished:
    """Writes the figure and hands it in, after asking the scope and reading the question again."""
    scope = scope_now(db, talk, now)
    filing = store.hold_filing(db, scope, result.filing)
    if talk.person is None or filing is None or not scope.may_write(filing.unit):
        return Finished((report_words.no_longer_yours(),))
    if not filing.is_owed:
        return Finished((words.answered_already(result.ask),))
    view = view_of(db, talk, scope, filing, now)
    pen = Pen(db, talk, talk.person, now)
    apply(pen, view, Change(view.form.fields[0].key, Amount(value=result.value)), f"{result.value:f}")
    whole = again(db, view)
    assert not missing(whole.draft), "its one field has just been filled in"
    done = hand_in(pen, whole)
    return replace(done, replies=tuple(replace(each, buttons=()) for each in done.replies))
