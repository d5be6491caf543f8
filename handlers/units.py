"""The office asks which units it has, and who speaks for one of them; reads only."""

from sqlmodel import Session

from handlers.board import Desk, desk_of, fill_unit, means_of, one_named, say
from handlers.talk import Outcome, Talk
from handlers.unitwishes import Wish, is_about_speaker, wish_of
from handlers.wording import board as board_words
from handlers.wording import units as words
from knowledge.text import clean
from union.contacts.store import Speaker, speakers
from union.reach.store import seats_in
from union.roster import AT_THE_BASE, Role, Unit
from union.store import all_units, find_unit


def reads(db: Session, talk: Talk) -> Outcome | None:
    """'có bao nhiêu đơn vị', 'sđt chủ tịch Hoa Sen' of an office; of anybody else it is a question like any other."""
    wish = wish_of(talk.said)
    if wish is None or not talk.is_private or talk.person is None or not talk.person.seats:
        return None
    desk = desk_of(db, talk)
    if not desk.scope.offices:
        return None
    return units_below(db, talk, desk) if wish is Wish.UNITS else speaker_of(db, talk, desk)


def units_below(db: Session, talk: Talk, desk: Desk) -> Outcome:
    """The grassroots units of the office, and whom no message reaches."""
    office = find_unit(db, desk.offices[0])
    assert office is not None, "a seat stands in a unit"
    units = sorted((unit for unit in all_units(db) if is_below(unit, desk, talk)), key=lambda unit: unit.name)
    known = speakers(db, desk.scope, [unit.code for unit in units], talk.visit.today)
    missed = [unit.name for unit in units if not known[unit.code].is_told]
    return say(talk, words.units_of(office.name, [unit.name for unit in units], missed))


def is_below(unit: Unit, desk: Desk, talk: Talk) -> bool:
    """Whether it is a grassroots unit of the office today."""
    is_open = unit.closed_on is None or unit.closed_on > talk.visit.today
    return is_open and unit.kind in AT_THE_BASE and desk.scope.may_run(unit.code)


def speaker_of(db: Session, talk: Talk, desk: Desk) -> Outcome | None:
    """Who speaks for the unit that is named; None where none is, or something else is spoken of."""
    named = one_named(talk.said, all_units(db), desk)
    if named is None:
        return None
    text = clean(talk.said)
    if not is_about_speaker(f"{text[: named.start]} {text[named.end :]}"):
        return None
    if len(named.candidates) > 1:
        choices = [(unit.name, fill_unit(talk.said, named, unit)) for unit in named.candidates]
        return say(talk, board_words.which_unit(choices))
    [unit] = named.candidates
    if not desk.scope.may_run(unit.code):
        return say(talk, board_words.out_of_scope(unit.name))
    today = talk.visit.today
    known = speakers(db, desk.scope, [unit.code], today).get(unit.code, Speaker())
    is_chair = bool(seats_in(db, [unit.code], (Role.CHAIR,), today))
    return say(talk, words.speaker(unit.name, known.name, means_of(known), is_chair=is_chair))
