"""Which free sentences are about one's own report: to fill it in, to have sent it, to read it, to have it on paper."""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers.messages import Made, Reply
from handlers.report import flow
from handlers.report.boxes import box_named
from handlers.report.heard import About, Wish, about_report, wish
from handlers.report.seek import Asker, One, just_sent, owed_one, sent_one
from handlers.report.step import is_put_right
from handlers.report.values import CHOSEN
from handlers.report.view import View, closed, fresh, paper_lines, view_of
from handlers.store import menu_of
from handlers.talk import Begin, Outcome, Scene, Talk
from handlers.wording import in_place
from handlers.wording import report as words
from knowledge.text import clean, fold
from scheduler import store
from scheduler.filings import FILED, Filing
from union import store as union
from union.draft import missing
from union.forms.paper import DOCX, file_name, report_docx
from union.forms.plain import report_text
from union.naming import named_units, short_name
from union.scope import Scope

MAY_MEND = re.compile(r"\b(?:sua|doi|chinh|thay|cap nhat|bo sung|them|xoa|bo|nham|lon|sai)\b|[:=]|\blai\b")
REPORT_WORD = re.compile(r"\b(?:bao cao|bc|word)\b")
OF_WHOM = re.compile(r"\b(?:của|cho|cua)\s*$", re.IGNORECASE)


def reads(db: Session, talk: Talk) -> Outcome | Begin | None:
    """Takes what is surely about the speaker's own report; an office's words about others' are not."""
    about = about_report(talk.said)
    if about is None:
        bare = without_own_name(db, talk)
        about, talk = about_report(bare), replace(talk, said=bare)
    is_wish = wish(talk.said) in {Wish.SEND, Wish.SHOW}
    box = box_named(talk.said)
    if about is None and (box is None or box.is_loose) and not is_wish:
        return put_right(db, talk) if MAY_MEND.search(fold(talk.said)) else None
    scope = union.scope_of(db, talk.person, talk.visit.today)
    refusal = flow.refused(talk, scope)
    if refusal is not None and is_wish and about is None:
        return None
    if refusal is not None:
        is_of_others = talk.person is not None and talk.is_private and about is not About.BEGIN
        return None if is_of_others else outcome(talk, refusal)
    match about:
        case About.PAPER:
            return on_paper(db, talk, scope)
        case About.CLAIM:
            return claimed(db, talk, scope)
        case About.READ:
            return read_again(db, talk, scope)
    return Begin("report", talk.said)


def put_right(db: Session, talk: Talk) -> Begin | None:
    """'sửa kiến nghị: …' out of any talk: of the report just handed in, or else of the only one that is begun."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    if talk.person is None or flow.refused(talk, scope) is not None:
        return None
    asker = asker_of(talk, scope)
    filing = just_sent(db, asker, "")
    if filing is None:
        owed = owed_one(db, asker, "")
        filing = owed.filing if isinstance(owed, One) and owed.filing.filled else None
    if filing is None:
        return None
    view = view_named(db, talk, scope, filing)
    if not is_put_right(fresh(view), talk.said, Scene(talk.visit.today, view.catalogue)):
        return None
    several = len(scope.acts_for) > 1
    which = words.says_begin(filing, talk.visit.today, unit=short_name(filing.unit_name) if several else "")
    return Begin("report", f"{which}{CHOSEN}{talk.said}")


def without_own_name(db: Session, talk: Talk) -> str:
    """'xem báo cáo tháng 10 của Hoa Sen' without the name, where it is the only unit that the speaker speaks for."""
    if talk.person is None or not REPORT_WORD.search(fold(talk.said)):
        return talk.said
    scope = union.scope_of(db, talk.person, talk.visit.today)
    units = [unit for code in scope.acts_for if (unit := union.find_unit(db, code))]
    bare = clean(talk.said)
    named = named_units(bare, units) if len(units) == 1 else ()
    for each in reversed(named):
        bare = f"{OF_WHOM.sub('', bare[: each.start])} {bare[each.end :]}"
    return " ".join(bare.split()) if named else talk.said


def show(_db: Session, _talk: Talk, argument: str) -> Begin:
    """/baocao, with or without a period."""
    return Begin("report", argument)


def outcome(talk: Talk, *replies: Reply, made: tuple[Made, ...] = ()) -> Outcome:
    """Says, and remembers what was shown."""
    return Outcome(replies, replace(talk.memory, menu=menu_of(replies), rest=""), made=made)


def view_named(db: Session, talk: Talk, scope: Scope, filing: Filing) -> View:
    """The report as it stands."""
    return view_of(db, talk, scope, filing, talk.visit.now)


def asker_of(talk: Talk, scope: Scope) -> Asker:
    """Who asks."""
    assert talk.person, "a stranger was refused"
    return Asker(scope, talk.person.id, talk.visit.now)


def claimed(db: Session, talk: Talk, scope: Scope) -> Outcome | Begin:
    """'đã gửi báo cáo': when it came, or that it has not come here."""
    owed = owed_one(db, asker_of(talk, scope), talk.said)
    sent = sent_one(db, asker_of(talk, scope), talk.said)
    if isinstance(sent, One) and sent.filing.state in FILED:
        name = words.title(sent.filing, talk.visit.today)
        if not isinstance(owed, One) or owed.filing.id == sent.filing.id or owed.filing.due > sent.filing.due:
            return outcome(talk, words.filed_already(name, sent.filing))
    if not isinstance(owed, One):
        return Begin("report", "")
    view = view_named(db, talk, scope, owed.filing)
    gone = closed(view)
    left = [item.label for item in missing(view.draft)]
    says = words.says_begin(owed.filing, talk.visit.today)
    return outcome(talk, gone or words.not_filed_yet(view.name, owed.filing, left, says))


def read_again(db: Session, talk: Talk, scope: Scope) -> Outcome | Begin:
    """'xem báo cáo tháng 10': as it was handed in; one that is still open is shown as it stands."""
    owed = owed_one(db, asker_of(talk, scope), talk.said)
    if isinstance(owed, One) and not owed.filing.version:
        return Begin("report", talk.said if owed.filing.is_owed else "")
    sent = sent_one(db, asker_of(talk, scope), talk.said)
    if not isinstance(sent, One):
        return outcome(talk, words.none_such())
    paper = store.snapshot(db, scope, sent.filing)
    if paper is None:
        return Begin("report", talk.said)
    name = words.title(sent.filing, talk.visit.today)
    closing = words.filed_already(name, sent.filing).text
    return outcome(talk, words.preview(name, paper.unit_name, paper_lines(paper), closing))


def on_paper(db: Session, talk: Talk, scope: Scope) -> Outcome:
    """'bản word báo cáo tháng 11': the .docx of what was handed in."""
    asker = asker_of(talk, scope)
    sent = sent_one(db, asker, talk.said)
    sent = sent if isinstance(sent, One) else owed_one(db, asker, talk.said)
    if not isinstance(sent, One):
        return outcome(talk, words.none_such())
    name = words.title(sent.filing, talk.visit.today)
    paper = store.snapshot(db, scope, sent.filing)
    if paper is None:
        return outcome(talk, words.no_paper_yet(name, words.says_begin(sent.filing, talk.visit.today)))
    made = Made(file_name(paper, ".docx"), report_docx(paper), DOCX)
    instead = in_place(report_text(paper))
    return outcome(talk, Reply(words.paper(name, made.name), files=(made.file,), in_place=instead), made=(made,))
