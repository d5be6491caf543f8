"""Who may drop a document in, and what is said and written when they do."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from handlers.flow import Finished
from handlers.messages import FilesIn, Inbound, Kind, Made, NotTaken, Reply
from handlers.talk import Outcome, Talk
from handlers.wording import dropping as wording
from handlers.wording import plain, private_only, wanted
from handlers.wording.dropping import Found
from knowledge.dates import VIETNAM
from knowledge.document import Document, UnitCode
from knowledge.proposals import store as proposals
from knowledge.proposals.doubts import doubts_of
from knowledge.proposals.editing import current, items
from knowledge.proposals.store import Dropped
from knowledge.proposals.values import ItemKind, Mark, Proposal, Source, State
from knowledge.readers.reading import Why
from union import store
from union.roster import STAFF, Officer

WORDS = frozenset(
    plain(f"{does} {what}")
    for does in ("gửi", "nộp", "nạp", "đưa", "thêm", "tải", "tải lên", "đưa lên", "gửi lên")
    for what in ("văn bản", "văn bản mới", "tệp", "file", "tài liệu", "văn bản lên", "tệp lên", "file lên")
)
"""The whole message: 'gửi văn bản' asks how, 'gửi tôi văn bản 2' asks for one."""
AS_QUESTION = re.compile(
    r"(?:cach|lam (?:sao|the nao)(?: de| ma)?|muon|toi muon|em muon|can|huong dan) (?P<front>.+)"
    r"|(?P<back>.+?) (?:nhu the nao|the nao|bang cach nao|kieu gi|ra sao|o dau|lam sao)"
)
"""'nạp văn bản thế nào', 'làm sao để gửi văn bản'."""


def office_of(db: Session, address: str, day: date) -> UnitCode | None:
    """The office whose documents this account may drop in; None for whoever works in none."""
    person = store.officer_at(db, address, day)
    return _office(person) if person else None


def _office(person: Officer) -> UnitCode | None:
    return next((seat.unit for seat in person.seats if seat.role in STAFF), None)


def may_drop(db: Session, inbound: Inbound, day: date) -> bool:
    """Whether the attached document is to be fetched at all: staff, in private, a document."""
    is_document = inbound.kind is Kind.ATTACHMENT and inbound.attached is not None
    return is_document and not inbound.chat.is_group and office_of(db, inbound.sender, day) is not None


def taken(talk: Talk) -> Outcome | None:
    """What becomes of a document that was fetched, or could not be; None where none was asked for."""
    inbound, received = talk.visit.inbound, talk.visit.received
    if inbound.attached is None or received is None:
        return None
    if isinstance(received, NotTaken):
        return _told(talk, wording.refused(inbound.attached.name, received.trouble))
    return Outcome(finish=lambda db, now: _written(db, talk, received, now))


def _told(talk: Talk, reply: Reply) -> Outcome:
    """Said beside whatever is under way, which stays as it is."""
    return Outcome((_with_question(talk, reply),), talk.memory)


def _with_question(talk: Talk, reply: Reply) -> Reply:
    """A question under the file is not answered with it, and that is said."""
    is_asked = talk.said.rstrip().endswith("?")
    return replace(reply, text=f"{reply.text}\n{wording.QUESTION_BESIDE}") if is_asked else reply


def _written(db: Session, talk: Talk, made: Made, now: datetime) -> Finished:
    """The document waits to be read, unless the very same one is here already; the seat is asked for again."""
    office = office_of(db, talk.visit.inbound.sender, now.date())
    if office is None:
        ours = talk.visit.office
        return Finished((wording.for_office(ours.name, ours.phone),), memory=talk.memory)
    known = proposals.same_content(db, made.sha256, office)
    if known is not None and (reply := _known(known)) is not None:
        return Finished((_with_question(talk, reply),), memory=talk.memory)
    source = Source(made.sha256, made.name, len(made.content))
    number = proposals.begin(db, Dropped(source, office, talk.visit.inbound.sender), now)
    store.note(db, now, talk.visit.inbound.sender, "paper", str(number), file=made.name)
    will_tell = talk.visit.limits.may_start or not talk.visit.limits.pull
    reply = wording.taken(made.name, len(made.content), number, will_tell=will_tell)
    return Finished((_with_question(talk, reply),), originals=(made,), memory=talk.memory)


def _known(known: Proposal) -> Reply | None:
    """Where the same content stands; None where it was given up and may come again."""
    at = (known.decided_at or known.created_at).astimezone(VIETNAM)
    match known.state:
        case State.READING:
            return wording.being_read(known.id, at)
        case State.OPEN:
            return wording.waiting(known.id, at)
        case State.PUBLISHED:
            return wording.published(known.id, at)
        case State.FAILED | State.DROPPED | State.UNDONE:
            return None


def instead(talk: Talk) -> Reply | None:
    """How staff hand in a file that their platform told of and does not carry; None for everything else."""
    limits, inbound = talk.visit.limits, talk.visit.inbound
    may_be_file = limits.files_in is FilesIn.BY_LINK and inbound.detail.partition(":")[0] in {"other", "document"}
    if not may_be_file or not talk.is_private or talk.person is None or _office(talk.person) is None:
        return None
    return wording.how_to_drop(limits.files_in, talk.visit.drop_link)


def reads(_db: Session, talk: Talk) -> Outcome | None:
    """'gửi văn bản', 'nộp văn bản thế nào': how that is done here, or who does it."""
    if not asks_how(talk.said):
        return None
    if talk.person is None or _office(talk.person) is None:
        ours = talk.visit.office
        return _told(talk, wording.office_puts_in(ours.name, ours.phone))
    if not talk.is_private:
        return Outcome((private_only(),), talk.memory)
    return _told(talk, wording.how_to_drop(talk.visit.limits.files_in, talk.visit.drop_link))


def asks_how(said: str) -> bool:
    """'gửi văn bản', 'làm sao để nộp tệp': nothing else is said."""
    heard = {plain(said), wanted(said)}
    inside = {
        plain(part) for each in heard if (found := AS_QUESTION.fullmatch(each)) for part in found.groups() if part
    }
    return bool((heard | inside) & WORDS)


# When it was read


def read_reply(proposal: Proposal, issuers: Collection[UnitCode]) -> Reply:
    """What is told of a document that was read: what it is, how much was found, and what its review will ask."""
    found = [item for item in items(proposal) if item.mark is not Mark.DROPPED]
    count = {kind: sum(item.kind is kind for item in found) for kind in ItemKind}
    return wording.read(
        Found(
            proposal.id, proposal.source.name, about(current(proposal)), count[ItemKind.TARGET],
            count[ItemKind.DUTY], count[ItemKind.MILESTONE], len(doubts_of(proposal, issuers)),
        )
    )  # fmt: skip


def about(document: Document) -> str:
    """'Kế hoạch 12/KH-CĐX ngày 05/02/2026 của Công đoàn xã Suối Mây.'"""
    header = document.header
    what = " ".join(filter(None, (header.type or "Văn bản", header.number or "")))
    day = f" ngày {header.issued_on:%d/%m/%Y}" if header.issued_on else ""
    issuer = f" của {header.issuer}" if header.issuer else ""
    title = f" “{header.title}”" if header.title and not header.number else ""
    return f"{what}{title}{day}{issuer}."


def failed_reply(proposal: Proposal) -> Reply:
    """What is told of a document that could not be read; a stamped one is not kept a moment longer."""
    is_kept = not is_secret(proposal.trouble)
    return wording.not_read(proposal.source.name, proposal.id, proposal.trouble, is_kept=is_kept)


def is_secret(trouble: str) -> bool:
    """Whether it failed for the stamp on it."""
    return trouble.partition(":")[0] == Why.SECRET
