"""The question of a report that is open, once more and with what stands now."""

from dataclasses import replace

from sqlmodel import Session

from handlers.flow import Ask
from handlers.report.doubts import doubts_about, oddities
from handlers.report.values import Record, Reporting, Stage
from handlers.report.view import View, ask
from handlers.wording import report as words
from scheduler.filings import State
from union.draft import missing


def asked_again(db: Session, view: View, draft: Reporting) -> Ask[Reporting]:
    """The question that was open, or the one that is when it has been answered meanwhile."""
    field = view.form.field(draft.open)
    match draft.stage:
        case Stage.CONFIRM:
            doubts = doubts_about(db, view, draft, Record(draft.pending, odd=draft.odd))
            if doubts.changes:
                return Ask(replace(draft, pending=doubts.changes), words.to_confirm(doubts.lines))
        case Stage.DOUBT if field is not None:
            return Ask(draft, words.text_or_not(field.label, is_question=draft.is_question))
        case Stage.SEND if not missing(view.draft) and (doubts_now := oddities(view)):
            return Ask(draft, words.odd(doubts_now))
        case Stage.FIELD if field is not None:
            is_open = draft.wanted or field.key not in view.draft.answers
            question = ask(db, view, draft, lead_of(view), key=field.key if is_open else "")
            kept = replace(question.draft, wanted=draft.wanted)
            return Ask(kept, question.reply)
    question = ask(db, view, draft, lead_of(view))
    return Ask(question.draft, question.reply)


def lead_of(view: View) -> str:
    """What is said before the first question: why the office returned it."""
    if view.filing.state is State.RETURNED:
        return words.returned(view.name, view.filing.returned_why)
    return ""
