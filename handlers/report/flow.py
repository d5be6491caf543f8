"""The report by conversation: `start` finds it, `step` reads the words, `finish` writes; answers are kept at once."""

from dataclasses import replace

from sqlmodel import Session

from handlers import wording
from handlers.flow import Ask, Done, Step, Stop
from handlers.messages import Reply
from handlers.report.boxes import box_named
from handlers.report.chosen import choosing
from handlers.report.deeds import finish
from handlers.report.heard import Wish, wish
from handlers.report.seek import (
    Asker,
    Nobody,
    One,
    Several,
    Sought,
    corrected_one,
    just_sent,
    next_deadline,
    owed_one,
    sent_one,
)
from handlers.report.step import commanded, named, parting, step
from handlers.report.values import CHOSEN, Record, Reporting, Send, Show, Stage, Turn, drafts
from handlers.report.view import View, ask, boxes, closed, differences, fresh, view_of
from handlers.report.waiting import asked_again, lead_of
from handlers.talk import Scene, Talk
from handlers.wording import report as words
from scheduler import store
from union import store as union
from union.draft import missing
from union.scope import Scope

Stepped = Step[Reporting, Turn]


def start(db: Session, talk: Talk, argument: str) -> Stepped:
    """Finds the report that is meant and opens it at the first missing field, or asks which one is meant."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    refusal = refused(talk, scope)
    if refusal is not None or talk.person is None:
        return Stop(refusal or wording.stranger())
    asker = Asker(scope, talk.person.id, talk.visit.now)
    which, is_chosen, meant = argument.partition(CHOSEN)
    said = meant if is_chosen else argument
    match sought := meant_one(db, asker, which):
        case One(filing, is_guess):
            view = view_of(db, talk, scope, filing, talk.visit.now)
            if wish(said) is Wish.SEND and missing(view.draft) and (sent := just_sent(db, asker, which)):
                return opened(db, talk, view_of(db, talk, scope, sent, talk.visit.now), "")
            return opened(db, talk, view, said, is_guess=is_guess, is_chosen=bool(is_chosen))
        case Several(filings) if box_named(said) is not None:
            return choosing(filings, scope, talk.visit.today, said)
        case _:
            return unsettled(db, talk, scope, sought)


def meant_one(db: Session, asker: Asker, said: str) -> Sought:
    """The report that the words are about: one that is in for 'nộp lại', one just handed in for 'sửa ô 3'."""
    if wish(said) is Wish.SEND_AGAIN:
        sent = sent_one(db, asker, said)
        return owed_one(db, asker, said) if isinstance(sent, Nobody) and not sent.is_named else sent
    box = box_named(said)
    return owed_one(db, asker, said) if box is None else corrected_one(db, asker, box.report, box.place)


def refused(talk: Talk, scope: Scope) -> Reply | None:
    """Why no report is filled in here; None when it can be."""
    if not talk.is_private:
        return wording.private_only()
    if talk.person is None:
        return words.not_for_strangers(talk.visit.office.name, talk.visit.office.phone)
    return None if scope.acts_for else words.not_for_staff()


def unsettled(db: Session, talk: Talk, scope: Scope, sought: Sought) -> Stepped:
    """Several reports to choose from, or none."""
    if isinstance(sought, Several):
        return choosing(sought.filings, scope, talk.visit.today)
    assert isinstance(sought, Nobody)
    if sought.is_named:
        return Stop(words.none_such())
    ahead = next_deadline(db, scope, talk.visit.now)
    name, due = (ahead[0], words.moment_words(ahead[1].due)) if ahead else ("", "")
    return Stop(words.nothing_owed(name, due))


def opened(
    db: Session, talk: Talk, view: View, argument: str, *, is_guess: bool = False, is_chosen: bool = False
) -> Stepped:
    """This report: how it stands where nothing can be done, else what was wished for, else its first question."""
    box = box_named(argument)
    gone = closed(view)
    if gone is not None:
        is_told = box is not None and box.asks and 0 < box.place <= len(view.form.fields)
        return Stop(words.told_and_closed(boxes(view)[box.place - 1], gone) if box and is_told else gone)
    draft = fresh(view)
    wanted = wish(argument)
    if box is not None or is_chosen:
        scene = Scene(talk.visit.today, view.catalogue)
        done = (commanded(draft, argument, scene) if box else None) or named(draft, argument, scene)
        if done is not None:
            return introduced(view, done)
    if view.is_in:
        changes = differences(db, view)
        if wanted is Wish.SEND_AGAIN and not changes:
            return Ask(draft, words.nothing_new_to_send(view.name, view.filing))
        reply = words.filed(view.name, view.filing, changes)
        return Ask(draft, reply) if changes else Stop(reply)
    if wanted is Wish.SHOW:
        return Done(Turn(draft, Show(), argument))
    if wanted is Wish.SEND and not missing(view.draft):
        return Done(Turn(draft, Send(), argument))
    lead = lead_of(view) or (words.opening(view.name, words.due_words(view.filing)) if is_guess else "")
    question = ask(db, view, draft, lead)
    return Ask(question.draft, question.reply)


def introduced(view: View, decided: Stepped) -> Stepped:
    """The same with the report's name in front; a figure of one that is in is repeated back before it is written."""
    if not isinstance(decided, Done):
        return decided
    turn: Turn = replace(
        decided.result, lead=words.named(view.name, view.filing.version if view.is_in else 0), mends=""
    )
    if view.is_in and isinstance(turn.deed, Record):
        turn = replace(turn, draft=replace(turn.draft, wanted=""))
    return replace(decided, result=turn)


def resume(db: Session, talk: Talk, draft: Reporting) -> Stepped:
    """The open question again with what stands now; how it ended where it has meanwhile."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if draft.stage is Stage.CHOOSE:
        return resumed_choice(db, talk, scope, draft)
    filing = store.find_filing(db, scope, draft.filing)
    if filing is None or not scope.may_write(filing.unit):
        return Stop(words.no_longer_yours())
    view = view_of(db, talk, scope, filing, talk.visit.now)
    gone = closed(view)
    if gone is not None:
        return Stop(gone)
    if view.is_in and filing.version > draft.version:
        return Stop(words.filed_already(view.name, filing))
    return asked_again(db, view, draft)


def resumed_choice(db: Session, talk: Talk, scope: Scope, draft: Reporting) -> Stepped:
    """The choice again, of what is owed now."""
    refusal = refused(talk, scope)
    if refusal is not None or talk.person is None:
        return Stop(refusal or wording.stranger())
    asker = Asker(scope, talk.person.id, talk.visit.now)
    sought = meant_one(db, asker, draft.text)
    if isinstance(sought, Several) and draft.text:
        return choosing(sought.filings, scope, talk.visit.today, draft.text)
    if isinstance(sought, One):
        return Stop(words.left(words.title(sought.filing, talk.visit.today)))
    return unsettled(db, talk, scope, sought)


def left(draft: Reporting) -> Reply:
    """What was said is kept."""
    return parting(draft)


__all__ = ["drafts", "finish", "left", "resume", "start", "step"]
