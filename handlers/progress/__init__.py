"""Progress in a line: a chair's figures are repeated back, confirmed, and kept in the ledger as the chair's draft."""

from dataclasses import replace

from sqlmodel import Session

from handlers import wording
from handlers.flow import Step as Decided
from handlers.flow import Stop, Unknown
from handlers.messages import Reply
from handlers.progress.asking import asked, let_go
from handlers.progress.beginning import first
from handlers.progress.changes import asked_in_vain
from handlers.progress.deciding import left, step
from handlers.progress.draft import GOES_ON, NAMED, Open, Telling, drafts
from handlers.progress.hearing import reads, reads_others, refusal, speaks
from handlers.progress.writing import finish
from handlers.talk import Talk

__all__ = ["NAMED", "drafts", "finish", "left", "reads", "reads_others", "refusal", "resume", "speaks", "start", "step"]

ASKED_AGAIN_MOST = 2
"""After so many other messages an open question falls silent."""


def start(db: Session, talk: Talk, argument: str) -> Decided[Telling, Telling]:
    """Reads what stands, and asks what is open: of a new message, or of a draft that goes on."""
    if not talk.is_private:
        return Stop(wording.private_only())
    own = speaks(talk)
    if not own:
        return Stop(refusal(db, talk))
    if argument.startswith(GOES_ON):
        try:
            return asked(db, talk, drafts.load(drafts.name, argument.removeprefix(GOES_ON)))
        except Unknown:
            return Stop(wording.begin_again())
    begun = first(db, replace(talk, said=argument), own)
    return Stop(begun) if isinstance(begun, Reply) else asked(db, talk, begun)


def resume(db: Session, talk: Talk, draft: Telling) -> Decided[Telling, Telling]:
    """The open question again, with what stands now, twice at most: after that, what was not recorded is said."""
    if draft.asides >= ASKED_AGAIN_MOST:
        return Stop(let_go(db, talk, draft))
    draft = replace(draft, asides=draft.asides + 1)
    return asked(db, talk, asked_in_vain(draft) if draft.open is Open.NAME else draft)
