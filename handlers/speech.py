"""What may a speaker's words be about: the indicators of their unit's programmes and those that all units share."""

from collections.abc import Sequence
from functools import lru_cache

from sqlmodel import Session

from handlers.talk import Talk
from knowledge.document import UnitCode
from knowledge.library import Library
from union import store
from union.catalogue import catalogue_of
from union.indicators import Catalogue, Indicator, catalogue
from union.records.store import own_indicators

KEPT_MOST = 256


def catalogue_for(library: Library, codes: Sequence[UnitCode], own: tuple[Indicator, ...] = ()) -> Catalogue:
    """The office's own indicators, the targets of these units' documents, and the common ones; kept per library."""
    issuing = {document.header.issuer_code for document in library.documents}
    key = (tuple(code for code in codes if code in issuing), own)
    kept = _catalogues(library)
    found = kept.get(key)
    if found is None:
        made = catalogue_of(library.documents, key[0])
        found = catalogue((*own, *made.indicators)) if own else made
        if len(kept) >= KEPT_MOST:
            kept.clear()
        kept[key] = found
    return found


@lru_cache(maxsize=2)
def _catalogues(_library: Library) -> dict[tuple[tuple[UnitCode, ...], tuple[Indicator, ...]], Catalogue]:
    """The catalogues made from one library; they go when it does."""
    return {}


def codes_of(db: Session, talk: Talk) -> tuple[UnitCode, ...]:
    """Whose documents a speaker's words are read by: their own units, those above, those they took over."""
    units = tuple(dict.fromkeys(seat.unit for seat in talk.person.seats)) if talk.person else ()
    kin = store.kin_of(db, units, talk.visit.today)
    return tuple(dict.fromkeys((*kin.own, *kin.above, *kin.succeeded)))


def catalogue_of_talk(db: Session, talk: Talk) -> Catalogue:
    """The indicators that the speaker may speak of."""
    return catalogue_for(talk.visit.library, codes_of(db, talk), own_indicators(db))
