"""An office's own abbreviations, said in the chat: added and taken back by its staff, shown to all they count for."""

from sqlmodel import Session

from handlers import wording
from handlers.deadlines import Desk, say, writing
from handlers.flow import Finished
from handlers.messages import Reply
from handlers.talk import Begin, Outcome, Talk
from handlers.termwishes import TermDeed, TermWish, term_wish_of
from handlers.wording import terms as words
from knowledge.document import UnitCode
from knowledge.terms import store
from knowledge.terms.values import TERMS_MAX, of_line, settled, trouble_with
from knowledge.text import bare_short, lexicon
from union import store as union


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """Takes wishes about abbreviations."""
    wish = term_wish_of(talk.said)
    return None if wish is None else taken(db, talk, wish)


def show(db: Session, talk: Talk, argument: str) -> Outcome:
    """/viettat, alone or with 'CNC là công nghệ cao'."""
    wish = term_wish_of(f"viết tắt {argument}") if argument else None
    return taken(db, talk, wish or TermWish(TermDeed.LIST))


def taken(db: Session, talk: Talk, wish: TermWish) -> Outcome:
    """Shown at once, written in the transaction that answers."""
    if not talk.is_private:
        return say(talk, wording.private_only())
    if talk.person is None:
        return say(talk, wording.stranger())
    if wish.deed is TermDeed.LIST:
        return say(talk, listed(db, talk))
    return writing(talk, lambda desk: carried_out(desk, wish))


def listed(db: Session, talk: Talk) -> Reply:
    """What counts for the speaker, by short form."""
    codes = tuple(dict.fromkeys(seat.unit for seat in talk.person.seats)) if talk.person else ()
    kin = union.kin_of(db, codes, talk.visit.today)
    known = of_line(talk.visit.library.terms, (*kin.own, *kin.above))
    may_change = bool(union.scope_of(db, talk.person, talk.visit.today).offices)
    return words.listed([(known[bare].short, known[bare].meanings) for bare in sorted(known)], may_change=may_change)


def carried_out(desk: Desk, wish: TermWish) -> Finished:
    """Adds or takes back, for the office in which the speaker works now."""
    office = office_of(desk)
    if office is None:
        ours = desk.talk.visit.office
        return Finished((words.only_staff(ours.name, ours.phone),))
    desk.scope.must_run(office)
    unit = union.find_unit(desk.db, office)
    assert unit, "nobody has a seat in a unit that there is not"
    reply = (
        added(desk, wish, office, unit.name) if wish.deed is TermDeed.ADD else removed(desk, wish, office, unit.name)
    )
    return Finished((reply,))


def office_of(desk: Desk) -> UnitCode | None:
    """The first of the speaker's seats that works in an office."""
    return next((seat.unit for seat in desk.person.seats if seat.unit in desk.scope.offices), None)


def added(desk: Desk, wish: TermWish, office: UnitCode, name: str) -> Reply:
    """One more, unless it cannot be one or is known."""
    term = settled(office, wish.short, wish.meaning)
    if trouble := trouble_with(term.short, term.meaning):
        return words.not_taken(trouble, term.short)
    before = store.kept_by(desk.db, (office,))
    if len(before) >= TERMS_MAX:
        return words.too_many()
    if not store.add(desk.db, term, desk.person.id, desk.now):
        return words.known(term.short, term.meaning, name)
    noted(desk, "add", office, term.short, term.meaning)
    bare = bare_short(term.short)
    shipped = lexicon().official.get(bare)
    meanings = [each.term.meaning for each in before if bare_short(each.term.short) == bare]
    others = [meaning for meaning in shipped.meanings if meaning != term.meaning] if shipped else ()
    return words.added(term.short, (*meanings, term.meaning), name, others)


def removed(desk: Desk, wish: TermWish, office: UnitCode, name: str) -> Reply:
    """One less."""
    term = settled(office, wish.short, wish.meaning)
    gone = store.withdraw(desk.db, office, term.short, term.meaning, desk.now)
    if not gone:
        return words.not_there(term.short, name)
    for each in gone:
        noted(desk, "remove", office, each.short, each.meaning)
    kept = store.kept_by(desk.db, (office,))
    left = [each.term.meaning for each in kept if bare_short(each.term.short) == bare_short(term.short)]
    return words.removed(gone[0].short, [each.meaning for each in gone], left)


def noted(desk: Desk, deed: str, office: UnitCode, short: str, meaning: str) -> None:
    """Leaves a line on the trail."""
    sender = desk.talk.visit.inbound.sender
    union.note(desk.db, desk.now, sender, f"term {deed}", office, short=short, meaning=meaning)
