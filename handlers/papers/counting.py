"""How the targets of a published document are counted from now on: what staff confirmed in its review."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from knowledge.document import Document, Target
from knowledge.library import Library
from knowledge.proposals.deciding import Published
from knowledge.proposals.naming import name_of
from knowledge.proposals.values import Counting
from union.catalogue import catalogue_of
from union.records.store import Method, confirm_method, forget_methods, methods

OVER: Final[Mapping[Counting, str]] = {
    Counting.AREA: "area",
    Counting.PER_UNIT: "unit",
    Counting.AVERAGE: "average",
    Counting.SHARE: "share",
}


def confirm_ways(db: Session, library: Library, done: Published, by: str, now: datetime) -> int:
    """Keeps the ways that were confirmed, and lets go those of targets that a new version changed; gives how many."""
    document = done.document
    known = {item.target: item for item in catalogue_of([document], [document.header.issuer_code]).indicators}
    before = next((each for each in library.documents if each.key == document.key), None)
    if before is not None:
        forget_methods(db, outdated(db, before, document))
    kept = 0
    for each in done.ways:
        item = known.get(each.ref)
        if item is not None:
            way = each.way
            method = Method(each.ref, item.id, OVER[way.counting], way.basis, way.denominator)
            confirm_method(db, method, by, now)
            kept += 1
    return kept


def outdated(db: Session, before: Document, now: Document) -> list[str]:
    """The confirmed ways whose target is gone in the new version, or says of something else there."""
    old, new = targets_by_ref(before), targets_by_ref(now)
    confirmed = methods(db, old)
    return [ref for ref in confirmed if ref not in new or told(new[ref]) != told(old[ref])]


def targets_by_ref(document: Document) -> dict[str, Target]:
    """Each by its lasting name."""
    return {
        name_of(document.key, passage.place, position, target): target
        for passage in document.passages
        for position, target in enumerate(passage.targets)
    }


def told(target: Target) -> tuple[str, ...]:
    """What is counted of whom; another figure for it is counted the same way."""
    return (target.subject, target.measure, target.scope, target.sector, target.assignee)
