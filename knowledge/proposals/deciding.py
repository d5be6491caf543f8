"""Publishing a proposal, dropping it, and taking a publication back: each in one transaction of the caller's."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from knowledge import store as library
from knowledge.document import Document, DocumentKey, Target
from knowledge.identity import same_paper
from knowledge.proposals import store
from knowledge.proposals.editing import current, items
from knowledge.proposals.naming import named
from knowledge.proposals.values import Mark, Proposal, State, Way, document_shape


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How staff confirmed that a target is counted; `position` is its place among the targets of its passage."""

    place: str
    position: int
    target: Target
    way: Way
    ref: str = ""
    """The target's lasting name, as it was published."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the document with its version, the version before it, the digests it stands in for now."""

    document: Document
    before: int | None = None
    retired: tuple[DocumentKey, ...] = ()
    ways: tuple[Confirmed, ...] = ()
    """For whoever keeps how targets are counted; not kept here."""


def publish(db: Session, proposal: Proposal, by: str, now: datetime) -> Published:
    """The proposal's document as it stands with its edits answers from now on, as the next version of its key.

    A digest of the same document is retired. Raises `store.Changed` when the proposal is not what `proposal` says.
    """
    if proposal.state is not State.OPEN:
        raise store.Changed(proposal.id)
    library.raise_version(db)  # its one row is locked until the end: of two who publish, one waits for the other
    source = proposal.source
    document = replace(current(proposal), file=source.sha256, file_name=source.name)
    before, last = library.live_version(db, document.key), library.last_version(db, document.key)
    document = named(replace(document, version=last + 1), predecessors(db, document, before))
    store.decided(db, replace(proposal, key=document.key), State.PUBLISHED, by, now, version=document.version)
    if before is not None:
        library.end_version(db, document.key, before, now)
    library.add_version(db, document, _body(document), library.Act(by, now, proposal.id))
    library.write_document(db, document, _fingerprint(document), now)
    return Published(document, before, settle_digests(db, document.key, document), confirmed_ways(proposal, document))


def predecessors(db: Session, document: Document, version: int | None) -> tuple[Document, ...]:
    """What the document takes the place of: the version that answers now, and the digests of it."""
    body = library.body_of(db, document.key, version) if version is not None else None
    answering = (document_shape().validate_json(body),) if body else ()
    digests = [digest.document for digest in library.digests(db) if same_paper(digest.document, document)]
    passages = library.passages_of(db, [digest.key for digest in digests])
    return (*answering, *(replace(digest, passages=passages.get(digest.key, ())) for digest in digests))


def drop(db: Session, proposal: Proposal, by: str, now: datetime) -> None:
    """Staff do not want it. Raises `store.Changed`."""
    if proposal.state not in (State.OPEN, State.READING, State.FAILED):
        raise store.Changed(proposal.id)
    store.decided(db, proposal, State.DROPPED, by, now)


def take_back(db: Session, proposal: Proposal, by: str, now: datetime) -> Document | None:
    """What was published is taken back: the version before answers again, which is given, or a retired digest, or none.

    Raises `store.Changed` when a later version has been published since.
    """
    if proposal.state is not State.PUBLISHED or proposal.key is None or proposal.version is None:
        raise store.Changed(proposal.id)
    library.raise_version(db)
    if library.live_version(db, proposal.key) != proposal.version:
        raise store.Changed(proposal.id)
    store.decided(db, proposal, State.UNDONE, by, now)
    library.end_version(db, proposal.key, proposal.version, now)
    before = _version_before(db, proposal.key, proposal.version)
    if before is None:
        library.withdraw(db, proposal.key)
    else:
        library.resume_version(db, proposal.key, before.version)
        library.write_document(db, before, _fingerprint(before), now)
    settle_digests(db, proposal.key, before)
    return before


def settle_digests(db: Session, key: DocumentKey, document: Document | None) -> tuple[DocumentKey, ...]:
    """A digest of the document that answers under the key is retired for it, and given; one of another paper returns.

    A digest that staff retired by themselves, or for another document, is left alone; while another reading of its
    paper answers, it stays retired for that one.
    """
    retired = []
    for digest in library.digests(db):
        is_of_it = document is not None and same_paper(digest.document, document)
        if is_of_it and digest.standing is library.Standing.PUBLISHED:
            library.retire(db, digest.document.key, key)
            retired.append(digest.document.key)
        elif digest.replaced_by == key and not is_of_it:
            other = library.original_of(db, digest.document)
            if other is None:
                library.republish(db, digest.document.key)
            else:
                library.retire(db, digest.document.key, other)
    return tuple(retired)


def confirmed_ways(proposal: Proposal, published: Document) -> tuple[Confirmed, ...]:
    """The targets whose way to count staff confirmed, each where it stands in the document as it is published."""
    ways = [item for item in items(proposal) if item.way is not None and item.mark is not Mark.DROPPED]
    found = []
    for item in ways:
        at = _position(proposal, item.place, item.what)
        if at is not None and isinstance(item.what, Target) and item.way is not None:
            ref = next(passage.targets[at].ref for passage in published.passages if passage.place == item.place)
            found.append(Confirmed(item.place, at, item.what, item.way, ref))
    return tuple(found)


def _position(proposal: Proposal, place: str, what: object) -> int | None:
    here = (passage.targets for passage in current(proposal).passages if passage.place == place)
    return next((at for targets in here for at, target in enumerate(targets) if target == what), None)


def _version_before(db: Session, key: DocumentKey, version: int) -> Document | None:
    """The newest version under that number whose publication was not taken back."""
    earlier = [number for number in store.published_versions(db, key) if number < version]
    body = library.body_of(db, key, max(earlier)) if earlier else None
    return document_shape().validate_json(body) if body else None


def _body(document: Document) -> str:
    return document_shape().dump_json(document).decode()


def _fingerprint(document: Document) -> str:
    return hashlib.sha256(_body(document).encode()).hexdigest()


def reopen(db: Session, proposal: Proposal, by: str, now: datetime) -> None:
    """What was dropped or taken back is reviewed again, with all its edits. Raises `store.Changed`."""
    if proposal.state not in (State.DROPPED, State.UNDONE) or proposal.document is None:
        raise store.Changed(proposal.id)
    other = store.under_review(db, proposal.source.sha256, proposal.office)
    if other is not None:
        raise store.Changed(other)  # the same file was dropped in again meanwhile: one review of it is enough
    store.decided(db, proposal, State.OPEN, by, now)
