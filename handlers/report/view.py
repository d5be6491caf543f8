"""A report as its chair sees it now, and the next thing to ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from handlers import drafting, speech
from handlers.messages import Reply
from handlers.report.values import Reporting, Stage
from handlers.talk import Talk
from handlers.wording import report as words
from handlers.wording import shortened
from knowledge.dates import VIETNAM
from scheduler import store
from scheduler.duties import Duty
from scheduler.filings import Filing, State
from union.draft import Answer, Draft, Line, Origin, Snapshot, missing
from union.forms.form import Field, FieldKind, Form, Prefill
from union.forms.paper import value_words
from union.indicators import Catalogue
from union.ledger import Amount
from union.scope import Scope

SOURCES = {
    Origin.LEDGER: "số đã ghi",
    Origin.COPIED: "chép kỳ trước",
    Origin.SAID: "",
    Origin.STAFF: "Văn phòng ghi hộ",
}


@dataclass(frozen=True, slots=True)
class View:
    """The filing with its duty and form, and what its fields hold as far as the speaker may read it."""

    scope: Scope
    filing: Filing
    duty: Duty
    draft: Draft
    catalogue: Catalogue
    today: date

    @property
    def form(self) -> Form:
        """What it asks."""
        return self.draft.form

    @property
    def name(self) -> str:
        """'báo cáo tháng 11'."""
        return words.title(self.filing, self.today)

    @property
    def is_in(self) -> bool:
        """Whether it is handed in and may be sent once more."""
        return self.filing.state is State.SUBMITTED


def view_of(db: Session, talk: Talk, scope: Scope, filing: Filing, now: datetime) -> View:
    """Reads what stands."""
    duty = store.find_duty(db, filing.duty)
    assert duty, "a filing is of a duty, and duties are never deleted"
    catalogue = speech.catalogue_of_talk(db, talk)
    draft = drafting.draft_of(db, scope, filing, drafting.form_of(db, duty), catalogue)
    return View(scope, filing, duty, draft, catalogue, now.astimezone(VIETNAM).date())


def again(db: Session, view: View) -> View:
    """The same after something was written."""
    filing = store.find_filing(db, view.scope, view.filing.id)
    assert filing, "it was read in this transaction"
    return replace(view, filing=filing, draft=drafting.draft_of(db, view.scope, filing, view.form, view.catalogue))


def closed(view: View) -> Reply | None:
    """Why nothing can be done with it any more; None when it is open, or in and not yet taken in."""
    filing = view.filing
    if filing.is_abolished:
        return words.abolished(view.name)
    if filing.excused:
        return words.excused(view.name, filing.excused)
    return words.taken_in(view.name, filing) if filing.state is State.TAKEN_IN else None


def fresh(view: View, stage: Stage = Stage.READY) -> Reporting:
    """The talk's draft for this report."""
    return Reporting(
        stage,
        view.filing.id,
        title=view.name,
        period_key=drafting.period_of(view.filing.period).key,
        fields=view.form.fields,
        version=view.filing.version,
        is_in=view.is_in,
    )


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked next, and the draft that waits for the answer."""

    draft: Reporting
    reply: Reply


def ask(db: Session, view: View, draft: Reporting, lead: str = "", *, key: str = "", after: str = "") -> Question:
    """The field that is wanted, or the first one missing, from the one `after` on; or whether to hand in."""
    left = missing(view.draft)
    field = view.form.field(key) or following(view.form, left, after)
    clear = replace(draft, pending=(), text="", odd="", fields=view.form.fields, version=view.filing.version)
    if field is None:
        ready = words.ready(lead, len(view.form.fields), version=view.filing.version if view.is_in else 0)
        return Question(replace(clear, stage=Stage.READY, open="", wanted=""), ready)
    opened = replace(clear, stage=Stage.FIELD, open=field.key, wanted=field.key if key else "")
    return Question(opened, words.ask(lead, asked(db, view, field, len(left), with_hint=not lead)))


def following(form: Form, left: Sequence[Field], after: str) -> Field | None:
    """The first missing field behind another, from the top again where none is."""
    keys = [item.key for item in form.fields]
    place = keys.index(after) if after in keys else -1
    behind = [item for item in left if keys.index(item.key) > place]
    return next(iter(behind or left), None)


def asked(db: Session, view: View, field: Field, left: int, *, with_hint: bool) -> words.Asked:
    """The question for a field, with what stood there before."""
    last = drafting.last_of(db, view.scope, view.filing, field)
    standing = view.draft.answers.get(field.key)
    question = field.ask.replace("{period}", words.period_words(view.filing.period, view.today))
    return words.Asked(
        question=f"{question} (đang ghi {said(view, field, standing)})" if standing else question,
        is_figure=field.kind is FieldKind.FIGURE,
        left=left,
        last=said(view, field, last.answer) if last else "",
        before=near(last.period_name, view) if last else "",
        proposes=field.prefill is Prefill.LAST,
        with_hint=with_hint,
    )


def near(period_name: str, view: View) -> str:
    """'tháng 10' of 'tháng 10/2026' for a report of the same year."""
    return period_name.removesuffix(f"/{view.filing.period.end.year}")


def said(view: View, field: Field, answer: Answer) -> str:
    """An answer in words: '5', 'ước 30', '98,1% (412/420)', or the passage."""
    if field.kind is FieldKind.PASSAGE:
        return answer.text
    return value_words(drafting.line_of(field, answer, view.catalogue))


def figure_words(view: View, field: Field, amount: Amount) -> str:
    """An amount in words, as it stands in this field."""
    return said(view, field, Answer(field.key, Origin.SAID, amount))


def boxes(view: View) -> list[str]:
    """Every field with its number, what it holds and where that comes from."""
    lines = []
    for place, field in enumerate(view.form.fields, 1):
        answer = view.draft.answers.get(field.key)
        if answer is None:
            lines.append(words.box(place, field.label, "chưa có", ""))
            continue
        value = paper_value(drafting.line_of(field, answer, view.catalogue))
        lines.append(words.box(place, field.label, value, SOURCES[answer.origin]))
    return lines


def differences(db: Session, view: View) -> list[str]:
    """What stands otherwise than in the version that was handed in last."""
    paper = store.snapshot(db, view.scope, view.filing)
    if paper is None:
        return []
    before = {line.key: line for line in paper.lines}
    found = []
    for line in drafting.lines_of(view.draft, view.catalogue):
        old = before.get(line.key)
        if old is not None and (old.text, old.value, old.numerator, old.standing) == (
            line.text, line.value, line.numerator, line.standing,
        ):  # fmt: skip
            continue
        shown = line.text if line.kind is FieldKind.PASSAGE else value_words(line)
        found.append(f"{line.label}: {shortened(shown)}" if old is None else changed(line.label, old, shown))
    return found


def changed(label: str, old: Line, shown: str) -> str:
    """'kết nạp đoàn viên mới: 5 → 6'; a passage by its new words alone."""
    if old.kind is FieldKind.PASSAGE:
        return f"{label}: “{shortened(shown)}”"
    return f"{label}: {value_words(old)} → {shown}"


def paper_lines(paper: Snapshot) -> list[str]:
    """A report that was handed in, field by field."""
    return [words.box(place, line.label, paper_value(line), "") for place, line in enumerate(paper.lines, 1)]


def paper_value(line: Line) -> str:
    """What a line of it says, a figure with its measure."""
    if line.kind is FieldKind.PASSAGE:
        return line.text
    value = value_words(line)
    return value if line.measure in {"", "%"} or not line.value else f"{value} {line.measure}"
