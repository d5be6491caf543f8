"""What a review writes: edits, the undoing of the last, and the last word, each read again before."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from handlers.aims import scope_now
from handlers.flow import Finished
from handlers.messages import Reply
from handlers.papers import shown
from handlers.papers.asking import last_words, next_question, proposed, ways_asked
from handlers.papers.change import Fault
from handlers.papers.counting import confirm_ways
from handlers.papers.draft import (
    Reviewing,
    Stage,
    Word,
    Writing,
    case_of,
    drafts,
    last_batch,
    seen,
    speaker,
    why_closed,
)
from handlers.talk import Talk
from handlers.wording import deeds as deed_words
from handlers.wording import papers as words
from knowledge.dates import VIETNAM
from knowledge.proposals import deciding, store
from knowledge.proposals.editing import Unfit, edited
from knowledge.proposals.values import (
    Proposal,
)
from union import store as union


def finish(db: Session, talk: Talk, result: Word, now: datetime) -> Finished:
    """Writes it, after asking the scope and reading the proposal again."""
    talk = replace(talk, person=union.officer_at(db, talk.visit.inbound.sender, now.astimezone(VIETNAM).date()))
    scope = scope_now(db, talk, now)
    fresh = store.find(db, result.draft.number)
    if talk.person is None or fresh is None or not scope.may_run(fresh.office):
        return Finished((deed_words.no_longer_yours(),))
    if fresh.state is not result.proposal.state:
        return Finished((why_closed(fresh) or words.no_such(fresh.id),))
    is_same = fresh.edits == result.proposal.edits
    if not is_same and result.deed is not Writing.EDIT:
        by = fresh.edits[-1].by if fresh.edits else ""
        return asking(db, talk, fresh, result.draft, words.changed_meanwhile(by, last_words(fresh)))
    try:
        return carried_out(db, talk, result, fresh, now)
    except store.Changed:
        return Finished((words.later_version(fresh.id),))


def carried_out(db: Session, talk: Talk, result: Word, fresh: Proposal, now: datetime) -> Finished:
    """The deed itself, with its line of the trail."""
    by, about = speaker(talk), str(fresh.id)
    sender = talk.visit.inbound.sender
    match result.deed:
        case Writing.EDIT:
            return edits_written(db, talk, result, fresh, now)
        case Writing.UNDO:
            what = last_words(fresh)
            before = fresh.edits[: len(fresh.edits) - len(last_batch(fresh))]
            after = store.write_edits(db, fresh, before)
            union.note(db, now, sender, "document-undo-edit", about, edit=what)
            return asking(db, talk, after, result.draft, words.undone(what))
        case Writing.PUBLISH:
            done = deciding.publish(db, fresh, by, now)
            ways = confirm_ways(db, talk.visit.library, done, by, now)
            union.note(
                db, now, sender, "document-publish", about, key=done.document.key, version=str(done.document.version)
            )
            return Finished((published(fresh, done, ways),))
        case Writing.REFUSE:
            deciding.drop(db, fresh, by, now)
            union.note(db, now, sender, "document-drop", about)
            return Finished((words.refused(fresh.id),))
        case Writing.TAKE_BACK:
            earlier = deciding.take_back(db, fresh, by, now)
            union.note(db, now, sender, "document-take-back", about, key=str(fresh.key))
            return Finished((words.taken_back(fresh.id, earlier.version if earlier else None),))


def published(fresh: Proposal, done: deciding.Published, ways: int) -> Reply:
    """It answers, and what is left to do with it."""
    header, version = done.document.header, done.document.version
    gives = (header.number or header.title) if shown.sets_for_units(done.document) else ""
    name = shown.name_of(header)
    return words.published(fresh.id, name, version, retired=len(done.retired), ways=ways, gives=gives)


def edits_written(db: Session, talk: Talk, result: Word, fresh: Proposal, now: datetime) -> Finished:
    """The edits are kept on top of what stands now: the numbers of items never change."""
    after, at = fresh, batch_moment(fresh, now)
    try:
        for edit in result.edits:
            after = replace(after, edits=edited(after, edit, speaker(talk), at))
    except Unfit:
        return asking(db, talk, fresh, result.draft, words.unclear(Fault.EMPTY, ""))
    told = shown.edit_words(fresh, result.edits)
    kept = store.write_edits(db, fresh, after.edits)
    union.note(db, now, talk.visit.inbound.sender, "document-edit", str(fresh.id), edit=told)
    others = [made for made in fresh.edits if made.by != speaker(talk)]
    news = words.edited_by(others[-1].by, 1) if others and result.draft.seen != seen(fresh) else ""
    return asking(db, talk, kept, result.draft, " ".join(part for part in (news, told, words.undo_hint()) if part))


def batch_moment(proposal: Proposal, now: datetime) -> datetime:
    """What is written at once has one moment, and no other has the same: it is undone at once, too."""
    last = proposal.edits[-1].at if proposal.edits else None
    return now if last is None or now > last else last + timedelta(microseconds=1)


def asking(db: Session, talk: Talk, proposal: Proposal, draft: Reviewing, first: str) -> Finished:
    """What was done, and the question that is open after it."""
    case = case_of(db, talk, proposal)
    after, question = next_question(case, draft, is_short=True)
    if draft.stage is Stage.WAYS and proposed(case):
        pending, question = ways_asked(case)
        after = replace(after, stage=Stage.WAYS, item=None, field="", pending=pending)
    reply = words.together(first, question)
    return Finished((reply,), draft=drafts.dump(after), told=(Reply(first),))
