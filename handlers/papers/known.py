"""Which published documents answer for the one who speaks, in the order they are listed in."""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.ask import issuers_of, kin_of
from handlers.talk import Talk
from knowledge import store as library
from knowledge.document import Document, UnitCode
from knowledge.notes.entry import is_note
from union import store as union


def papers_for(db: Session, talk: Talk) -> Sequence[Document]:
    """The documents that answer for the speaker: their own units', those above, those they took over."""
    kin = kin_of(db, talk)
    order = tuple(dict.fromkeys((*kin.own, *kin.above, *kin.succeeded)))
    if not order:
        order = tuple(sorted(issuers_of(talk.visit.library)))
    mine = [each for each in seen_by(db, talk) if each.header.issuer_code in order and not is_note(each)]
    return sorted(mine, key=lambda each: (order.index(each.header.issuer_code), *newest_first(each), each.key))


def seen_by(db: Session, talk: Talk) -> Sequence[Document]:
    """Every document that the speaker may see: no grassroots unit's but their own and those below them."""
    hidden = kin_of(db, talk).hidden
    return [each for each in talk.visit.library.documents if each.header.issuer_code not in hidden]


def known_issuers(db: Session) -> set[UnitCode]:
    """Every unit of the house, and whoever has papers here already."""
    return {unit.code for unit in union.all_units(db)} | {code for code, _ in library.issuers(db)}


def newest_first(document: Document) -> tuple[int]:
    """By the day it was issued, or began."""
    day = document.header.issued_on or document.header.valid_from
    return (-(day.toordinal() if day else 0),)
