"""The draft of a review: which paper, what is asked about it, and what a word of a person writes."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers.flow import Drafts, Step
from handlers.messages import Reply
from handlers.papers.known import known_issuers
from handlers.papers.shown import Case
from handlers.talk import Talk
from handlers.wording import papers as words
from knowledge.proposals.doubts import doubts_of
from knowledge.proposals.values import (
    Edit,
    Made,
    Proposal,
    State,
)


class Stage(StrEnum):
    """What is asked."""

    LOOKING = "looking"
    """Something is shown, and nothing is asked that yes or no answers."""
    DOUBT = "doubt"
    SURE = "sure"
    """A figure is to be written that the words do not hold."""
    WAYS = "ways"
    UNDO = "undo"
    """The last edit is somebody else's."""
    PUBLISH = "publish"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The draft: which proposal, what is asked about it, and which edits stood when it was last shown."""

    number: int
    stage: Stage = Stage.LOOKING
    seen: str = ""
    item: int | None = None
    """The item whose doubt is asked about."""
    field: str = ""
    """Or the field of the head."""
    page: int = 0
    """How many items of the list have been shown."""
    pending: tuple[Edit, ...] = ()
    """What a yes writes."""


class Writing(StrEnum):
    """What is to be written."""

    EDIT = "edit"
    UNDO = "undo"
    PUBLISH = "publish"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be written to the proposal as it was read."""

    deed: Writing
    draft: Reviewing
    proposal: Proposal
    edits: tuple[Edit, ...] = ()


drafts = Drafts("paper/1", TypeAdapter(Reviewing))


Stepped = Step[Reviewing, Word]


def under_way(talk: Talk) -> Reviewing | None:
    """The review that is open."""
    return drafts.load(talk.memory.flow, talk.memory.draft) if talk.memory.flow == drafts.name else None


def seen(proposal: Proposal) -> str:
    """What the edits are known by."""
    last = proposal.edits[-1] if proposal.edits else None
    return f"{len(proposal.edits)}|{last.at.isoformat()}|{last.by}" if last else "0"


def speaker(talk: Talk) -> str:
    """Who edits, as the trail and the others read it."""
    return f"đồng chí {talk.person.name}" if talk.person else ""


def last_batch(proposal: Proposal) -> tuple[Made, ...]:
    """What was written last: one word of a person may be several edits, of one moment."""
    if not proposal.edits:
        return ()
    last = proposal.edits[-1]
    count = 0
    for made in reversed(proposal.edits):
        if (made.by, made.at) != (last.by, last.at):
            break
        count += 1
    return proposal.edits[-count:]


def case_of(db: Session, talk: Talk, proposal: Proposal) -> Case:
    """The proposal with what is doubtful in it now."""
    return Case(proposal, doubts_of(proposal, known_issuers(db)), talk.visit.library)


def why_closed(proposal: Proposal) -> Reply | None:
    """Why it cannot be reviewed; None where it can."""
    match proposal.state:
        case State.OPEN:
            return None
        case State.READING:
            return words.still_reading(proposal.id, (proposal.pages_done, proposal.pages_total))
        case State.FAILED:
            return words.could_not_be_read(proposal.id, proposal.source.name, proposal.trouble)
        case _:
            return words.decided_already(proposal.id, proposal.state, proposal.decided_by, proposal.decided_at)
