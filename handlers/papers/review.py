"""Reviewing a document: its doubts one by one, corrections in a few words, the ways to count, and the last word."""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers import wording
from handlers.flow import Again, Aside, Ask, Stop
from handlers.messages import Reply
from handlers.papers import shown
from handlers.papers.answering import decided
from handlers.papers.asking import asked, is_open, next_question
from handlers.papers.back import asked_back, back_decided, step_back, taking_back
from handlers.papers.draft import Reviewing, Stage, Stepped, case_of, drafts, seen, under_way, why_closed
from handlers.papers.heard import Act, Heard, heard_in
from handlers.papers.unread import asked_away, away_decided, is_unread
from handlers.papers.wishes import Deed, Wish, wish_of
from handlers.papers.writing import finish
from handlers.talk import Scene, Talk
from handlers.wording import deeds as deed_words
from handlers.wording import papers as words
from knowledge.proposals import store
from knowledge.proposals.values import (
    ProposalId,
    State,
)
from union import store as union
from union.scope import Scope

__all__ = ["drafts", "finish", "left", "resume", "start", "step"]
OTHER = re.compile(r"\bvan ban(?: so)? (\d{1,7})$")


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Opens the review of the paper that is meant, or goes on with the one that is open."""
    if not talk.is_private:
        return Stop(wording.private_only())
    scope = union.scope_of(db, talk.person, talk.visit.today)
    draft = under_way(talk)
    if not scope.offices:
        return Stop(deed_words.no_longer_yours() if draft else words.only_staff())
    heard = heard_in(argument)
    if draft is not None and heard is not None and not is_of_other(argument, draft):
        return went_on(db, talk, scope, draft, heard)
    wish = wish_of(argument) or Wish(Deed.REVIEW)
    begun = taking_back(db, scope, wish) if wish.deed is Deed.TAKE_BACK else reviewing(db, talk, scope, wish, heard)
    return kept_open(db, talk, draft, begun.reply) if draft is not None and isinstance(begun, Stop) else begun


def kept_open(db: Session, talk: Talk, draft: Reviewing, told: Reply) -> Stepped:
    """The other paper cannot be opened: that is said, and the open review asks again."""
    match resume(db, talk, draft):
        case Ask(fresh, reply):
            return Ask(fresh, words.together(told.text, reply))
        case _:
            return Stop(told)


def is_of_other(said: str, draft: Reviewing) -> bool:
    """Whether another paper is named than the one that is open."""
    named = OTHER.search(wording.plain(said))
    return named is not None and int(named[1]) != draft.number


def reviewing(db: Session, talk: Talk, scope: Scope, wish: Wish, heard: Heard | None) -> Stepped:
    """The first message of a review, or why there is none."""
    if wish.number is None:
        waiting = store.numbers(db, sorted(scope.runs), State.OPEN)
        if len(waiting) != 1:
            return Stop(words.which_waits(waiting))
        [number] = waiting
    else:
        number = ProposalId(wish.number)
    proposal = store.find(db, number)
    if proposal is None or not scope.may_run(proposal.office):
        return Stop(words.no_such(number))
    if proposal.state is State.FAILED and heard is not None and heard.act is Act.REFUSE:
        return asked_away(proposal)
    if (closed := why_closed(proposal)) is not None:
        return Stop(closed)
    case = case_of(db, talk, proposal)
    draft, question = next_question(case, Reviewing(proposal.id))
    return Ask(draft, words.together(words.summary(shown.sheet_of(case)), question))


def step(draft: Reviewing, said: str, scene: Scene) -> Stepped:
    """What is of the review is decided with the proposal at hand; anything else belongs elsewhere."""
    if wording.plain(said.removeprefix("/")) in scene.commands:
        return Aside()
    heard = heard_in(said)
    if is_of_other(said, draft):
        named = OTHER.search(wording.plain(said))
        assert named, "another paper was named"
        is_back = (wish := wish_of(said)) is not None and wish.deed is Deed.TAKE_BACK
        is_file = wish is not None and wish.deed is Deed.SEND
        is_said = is_back or (heard is not None and heard.act is Act.REFUSE)
        return Aside() if is_file else Again(said if is_said else f"xem văn bản {named[1]}")
    if heard is not None and heard.act is Act.LATER:
        return Stop(left(draft))
    if draft.stage is Stage.TAKE_BACK:
        return step_back(said, heard)
    if heard is not None:
        return Aside() if heard.act is Act.BARE and draft.stage is not Stage.DOUBT else Again(said)
    wish = wish_of(said)
    return Again(said) if wish is not None and wish.deed in {Deed.REVIEW, Deed.TAKE_BACK} else Aside()


def went_on(db: Session, talk: Talk, scope: Scope, draft: Reviewing, heard: Heard) -> Stepped:
    """What was said, about the proposal as it stands now."""
    proposal = store.find(db, draft.number)
    if proposal is None or not scope.may_run(proposal.office):
        return Stop(deed_words.no_longer_yours())
    if draft.stage is Stage.TAKE_BACK:
        return back_decided(db, proposal, heard)
    if is_unread(proposal, draft):
        return away_decided(proposal, heard)
    if (closed := why_closed(proposal)) is not None:
        return Stop(closed)
    case = case_of(db, talk, proposal)
    return decided(case, draft, heard, talk)


def resume(db: Session, talk: Talk, draft: Reviewing) -> Stepped:
    """The question once more, about the proposal as it stands now."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    proposal = store.find(db, draft.number)
    if proposal is None or not scope.may_run(proposal.office):
        return Stop(deed_words.no_longer_yours())
    if draft.stage is Stage.TAKE_BACK:
        return asked_back(db, proposal)
    if is_unread(proposal, draft):
        return asked_away(proposal)
    if (closed := why_closed(proposal)) is not None:
        return Stop(closed)
    case = case_of(db, talk, proposal)
    if draft.stage is Stage.LOOKING or (draft.stage is Stage.DOUBT and not is_open(case, draft)):
        return Ask(*resumed(next_question(case, draft), draft.number))
    return Ask(*resumed((replace(draft, seen=seen(proposal)), asked(case, draft)), draft.number))


def resumed(step_of: tuple[Reviewing, Reply], number: int) -> tuple[Reviewing, Reply]:
    """The question with the paper it is about: after something else one may have forgotten."""
    draft, reply = step_of
    return draft, words.together(words.still_reviewing(number), reply)


def left(draft: Reviewing) -> Reply:
    """The review waits; what was corrected stays."""
    return words.not_taken_back() if draft.stage is Stage.TAKE_BACK else words.later(draft.number)
