"""Writing down for a unit what it told by telephone, as the office's hand, and handing in for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import drafting, speech, wording
from handlers.aims import Aim, allowed_by, heard, in_usual, near, notices_to, scope_now
from handlers.board import Desk, desk_of
from handlers.choosing import deadline_in
from handlers.deedwishes import Deed, Order, begins_order, blanked, split_answer
from handlers.flow import Again, Aside, Ask, Done, Drafts, Finished, Step, Stop, family
from handlers.messages import Reply
from handlers.phoned import Choice, Doubt, Ear, Noted, Told, called_so, chosen, merged, placed, still_open, told_in
from handlers.progress.hearing import OF_A_FORM
from handlers.progress.recent import said_last
from handlers.talk import Scene, Talk
from handlers.wording import behalf as words
from handlers.wording import board as board_words
from handlers.wording import deeds as deed_words
from handlers.wording.report import title
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from knowledge.text import clean, fold
from scheduler import store
from scheduler.filings import Filing, FilingId
from union import store as union
from union.draft import Answer, Draft, Origin, filled, missing
from union.entry import Intent, understand
from union.entry.sentences import shown
from union.forms.form import Field, FieldKind
from union.forms.rules import complaints
from union.indicators import Catalogue
from union.ledger import Amount, Entry, Move, Standing, balance, in_force
from union.naming import short_name
from union.records import store as records
from union.scope import Scope

COMMAND = re.compile(
    r"[,;.]?\s*\b(?:(?:nho|em|xin|giup|van phong|vp) )*(?:ghi|nhap|khai|nop|gui) (?:bao cao |bc )?(?:ho|giup|thay)\b"
    r"(?: (?:cho|nhe|voi|em|don vi))*\s*:?"
)
TOLD = re.compile(
    r"^[\s,:;]*(?:(?:vua|moi|da|co|goi|dien thoai|dien|len|toi|den|nhan|cho|hom nay|sang nay) )*"
    r"\bbao(?: cao)?(?: (?:la|rang|so|len))?\b"
)
HEADER = re.compile(r"(?:^|[.;,\n])\s*([^:;,.\n]{3,60}):\s*")
PASSAGES = re.compile(
    r"\b(?:nhiem vu|ket qua|ton tai|kho khan|kien nghi|de xuat|phuong huong|ke hoach)\b[^:;\n]{0,40}:[^;\n]*"
)
"""What stands in a passage names no period of the report."""
PUTS_RIGHT = timedelta(days=1)
"""So long what was written down is what 'nhầm, thăm hỏi 5' may mean."""
UNTELLING = frozenset({"thang", "toi", "nay", "sau", "trong", "va", "viec", "so", "muc", "phan"})


class Stage(StrEnum):
    """Whether to write down, or whether to hand in."""

    WRITE = "write"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be written down."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """The draft: for which report, and what."""

    stage: Stage
    filing: FilingId
    unit: str
    title: str
    period: str
    figures: tuple[Noted, ...] = ()
    passages: tuple[Passage, ...] = ()
    odd: tuple[str, ...] = ()
    said: str = ""
    doubts: tuple[Doubt, ...] = ()
    """What was told too and is not written down before it is clear."""

    @property
    def waits(self) -> bool:
        """Whether anything was told."""
        return bool(self.lines or self.doubts)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is to be written, in words."""
        return (*(each.words for each in self.figures),
                *(words.passage(each.label, each.text) for each in self.passages))  # fmt: skip


drafts = Drafts("behalf/1", TypeAdapter(Writing))


@dataclass(frozen=True, slots=True)
class View:
    """A unit's report as its office sees it: what staff wrote, never the chair's own draft."""

    scope: Scope
    filing: Filing
    draft: Draft
    catalogue: Catalogue
    recipient: UnitCode
    now: datetime

    @property
    def name(self) -> str:
        """'báo cáo tháng 11'."""
        return title(self.filing, self.now.date())

    @property
    def unit(self) -> str:
        """The unit's short name."""
        return short_name(self.filing.unit_name)

    @property
    def by_chair(self) -> int:
        """How many fields the chair has filled in herself."""
        return max(self.filing.filled - filled(self.draft), 0)


def view_of(db: Session, talk: Talk, scope: Scope, filing: Filing, now: datetime) -> View:
    """Reads it."""
    duty = store.find_duty(db, filing.duty)
    assert duty, "a filing has its duty"
    day = now.astimezone(VIETNAM).date()
    kin = union.kin_of(db, (filing.unit,), day)
    codes = tuple(dict.fromkeys((*kin.own, *kin.above, *kin.succeeded)))
    catalogue = speech.catalogue_for(talk.visit.library, codes, records.own_indicators(db))
    staff = replace(scope, acts_for=scope.acts_for - {filing.unit})
    draft = drafting.draft_of(db, staff, filing, drafting.form_of(db, duty), catalogue)
    return View(staff, filing, draft, catalogue, duty.recipient, now)


def start(db: Session, talk: Talk, argument: str) -> Step[Writing, Writing]:
    """Finds the unit and its report, and repeats back what was told."""
    desk = desk_of(db, talk)
    order = heard(db, desk, talk, argument)
    if isinstance(order, Reply):
        return Stop(order)
    before = draft_under_way(talk)
    if order is None or order.deed not in {Deed.BEHALF, Deed.SUBMIT}:
        waiting = before or written_last(db, talk, desk)
        return Stop(words.not_written()) if waiting is None else told_more(db, talk, desk, waiting, argument)
    if order.unsure is not None:
        choices = [(unit.name, f"ghi hộ {unit.name}") for unit in order.unsure.candidates]
        return Stop(board_words.which_unit(choices))
    if not order.named:
        return Stop(deed_words.name_the_unit("ghi hộ Hoa Sen: kết nạp 2"))
    if several_in_front(order):
        return Stop(words.one_at_a_time())
    filing = filing_meant(db, talk, desk, order)
    if isinstance(filing, Reply):
        return Stop(filing)
    view = view_of(db, talk, desk.scope, filing, talk.visit.now)
    told = said_of(order)
    if order.deed is Deed.SUBMIT and not re.search(r"\d|:\s*\S", told):
        return asked_to_submit(view)
    if before is not None and before.stage is Stage.WRITE and before.filing == filing.id:
        return read_again(db, talk, view, before, told)
    fresh = Writing(Stage.WRITE, filing.id, view.unit, view.name, period_of(view))
    return with_dropped(before, read_again(db, talk, view, fresh, told))


def with_dropped(before: Writing | None, step: Step[Writing, Writing]) -> Step[Writing, Writing]:
    """Another unit's figures that waited for their yes are not written down: that is said, lest they be missed."""
    if before is None or before.stage is not Stage.WRITE or not before.waits or not isinstance(step, Ask):
        return step
    return replace(step, reply=words.dropped(before.unit, step.reply))


def draft_under_way(talk: Talk) -> Writing | None:
    """What waits for its yes."""
    if family(talk.memory.flow) != family(drafts.name):
        return None
    return drafts.load(talk.memory.flow, talk.memory.draft)


def puts_right(db: Session, talk: Talk) -> bool:
    """Whether a figure is put right just after the clerk wrote some down for a unit: 'nhầm, thăm hỏi 5'."""
    if not talk.is_private or OF_A_FORM.search(fold(talk.said)) or speech.asks(talk.said):
        return False
    got = understand(talk.said, speech.catalogue_of_talk(db, talk), talk.visit.today)
    if got.intent is not Intent.CORRECTION or not any(each.amount for each in got.heard):
        return False
    desk = desk_of(db, talk)
    last = last_written(db, talk, desk)
    own = said_last(db, talk, PUTS_RIGHT)
    return last is not None and (not own or own[0].id < last.id)


def last_written(db: Session, talk: Talk, desk: Desk) -> Entry | None:
    """The last figure that this clerk wrote down for a unit, while it is still spoken of."""
    if talk.person is None:
        return None
    return records.last_by_staff(db, desk.scope, talk.person.id, talk.visit.now - PUTS_RIGHT)


def written_last(db: Session, talk: Talk, desk: Desk) -> Writing | None:
    """The report for which the clerk wrote down figures last, with nothing that waits."""
    last = last_written(db, talk, desk)
    if last is None:
        return None
    items = store.filings(db, desk.scope, store.Which(units=[last.unit]))
    same = [item for item in items if drafting.period_of(item.period) == last.period]
    mine = [item for item in same if item.is_owed] or [item for item in items if item.is_owed] or same
    if not mine:
        return None
    view = view_of(db, talk, desk.scope, mine[0], talk.visit.now)
    return Writing(Stage.WRITE, mine[0].id, view.unit, view.name, period_of(view))


def told_more(db: Session, talk: Talk, desk: Desk, before: Writing, said: str) -> Step[Writing, Writing]:
    """A figure more, or another one for the same thing."""
    filing = store.find_filing(db, desk.scope, before.filing)
    if filing is None or not desk.scope.may_run(filing.unit):
        return Stop(deed_words.no_longer_yours())
    if not filing.is_owed:
        return Stop(not_owed(filing, talk.visit.now))
    view = view_of(db, talk, desk.scope, filing, talk.visit.now)
    return read_again(db, talk, view, before, said, spoken_of=() if before.waits else written_of(db, talk, view))


def not_owed(filing: Filing, now: datetime) -> Reply:
    """What is in is not written over."""
    return words.filed_already(deed_words.stands(filing, now), f"trả lại {short_name(filing.unit_name)} vì …")


def written_of(db: Session, talk: Talk, view: View) -> tuple[Noted, ...]:
    """The figures of the clerk's last message for this unit, of which a bare 'nhầm, 5' speaks."""
    assert talk.person, "only staff write for others"
    since = talk.visit.now - PUTS_RIGHT
    mine = [
        each
        for each in in_force(records.entries_of(db, view.scope, (view.filing.unit,)))
        if each.by_staff and each.author == talk.person.id and each.recorded_at >= since
    ]
    newest = max((each.recorded_at for each in mine), default=None)
    return tuple(noted_of_entry(each, view) for each in mine if each.recorded_at == newest)


def noted_of_entry(entry: Entry, view: View) -> Noted:
    """A figure of the ledger as one that was told."""
    item = view.catalogue[entry.indicator]
    own = drafting.period_of(view.filing.period)
    labels = {each.indicator: each.label for each in Ear(view.draft.form.fields, view.catalogue, own).choices}
    label = labels.get(entry.indicator, item.name)
    return Noted(entry.indicator, item.measure, entry.amount, entry.period, label, label)


def several_in_front(order: Order) -> bool:
    """Whether two units are named before the first figure: then it is of one of them, and nobody knows which."""
    first = re.search(r"\d|:", order.said)
    edge = first.start() if first else len(order.said)
    return len({each.candidates[0].code for each in order.named if each.end <= edge}) > 1


def filing_meant(db: Session, talk: Talk, desk: Desk, order: Order) -> Filing | Reply:
    """The unit's report that is owed: of the period that was said, or the one that is spoken of now."""
    unit, now = order.units[0], talk.visit.now
    spoken = replace(order, rest=PASSAGES.sub(" ", fold(order.rest)))
    allowed = allowed_by(Aim(desk, talk, spoken, lambda item: item.is_owed, "ghi hộ {unit} {report}"))
    items = store.filings(db, desk.scope, store.Which(units=[unit.code]))
    # A figure of a period that has no report is written down for that period all the same.
    named = set() if isinstance(allowed, Reply) else allowed
    mine = [item for item in items if (item.duty, item.period.key) in named] or items
    if not mine:
        return deed_words.never_asked(unit.name)
    usual = deadline_in("", desk.deadlines, desk.duties, now)
    spoken_of = in_usual(mine, usual)
    owed = [item for item in mine if item.is_owed]
    if spoken_of and spoken_of[0].is_owed:
        return spoken_of[0]
    if not owed or (spoken_of and order.deed is Deed.SUBMIT):
        return not_owed(near(mine, usual, now), now)
    return near(owed, usual, now)


def said_of(order: Order) -> str:
    """What was told: without the unit's name and the order itself."""
    text = blanked(order.said, order.named[:1])
    for match in COMMAND.finditer(fold(text)):
        text = f"{text[: match.start()]}{' ' * (match.end() - match.start())}{text[match.end() :]}"
    told = TOLD.match(fold(text))
    return (text[told.end() :] if told else text).strip(" ,.;:")


def period_of(view: View) -> str:
    """'tháng 11'."""
    return view.name.removeprefix("báo cáo ")


# Reading what was told


def read_again(
    db: Session, talk: Talk, view: View, before: Writing, said: str, *, spoken_of: tuple[Noted, ...] = ()
) -> Step[Writing, Writing]:
    """What was told, added to what waits for its yes, and repeated back with what is not clear in it."""
    fields = view.draft.form.fields
    passages, rest = passages_in(said, fields)
    ear = Ear(fields, view.catalogue, drafting.period_of(view.filing.period), before.figures or spoken_of)
    told = settled(before, said, ear)
    if told is None:
        told = Told()
        if rest.strip(" ,.;:\n"):
            told = told_in(understand(rest, view.catalogue, talk.visit.today), ear)
    if not told.figures and not told.doubts and not passages:
        return Ask(before, echo(db, talk, view, before)) if before.waits else Stop(words.nothing_said(view.unit))
    draft = replace(
        before,
        stage=Stage.WRITE,
        figures=merged(before.figures, told.figures),
        passages=tuple({each.key: each for each in (*before.passages, *passages)}.values()),
        odd=told.odd,
        said=f"{before.said}\n{said}".strip(),
        doubts=tuple(dict.fromkeys((*still_open(before.doubts, told.figures), *told.doubts))),
    )
    return Ask(draft, echo(db, talk, view, draft))


def settled(before: Writing, said: str, ear: Ear) -> Told | None:
    """The figure in doubt, where its field alone is said."""
    choice = chosen(before.doubts[0], said) if before.doubts else None
    noted = placed(before.doubts[0], choice, ear) if choice else None
    return Told((noted,)) if noted else None


def passages_in(said: str, fields: Sequence[Field]) -> tuple[tuple[Passage, ...], str]:
    """The texts that stand after the name of a passage and a colon, and what is left."""
    text = clean(said)
    headers = [(match, field) for match in HEADER.finditer(text) if (field := passage_named(match[1], fields))]
    found, rest, end = [], "", 0
    for place, (match, field) in enumerate(headers):
        after = headers[place + 1][0].start() if place + 1 < len(headers) else len(text)
        rest += text[end : match.start()]
        found.append(Passage(field.key, field.label, text[match.end() : after].strip(" ,;.\n")))
        end = after
    return tuple(each for each in found if each.text), rest + text[end:]


def passage_named(header: str, fields: Sequence[Field]) -> Field | None:
    """The passage whose name these words are a part of."""
    said = set(re.findall(r"[a-z]+", fold(header))) - UNTELLING
    fitting = [
        item
        for item in fields
        if item.kind is FieldKind.PASSAGE and said and said <= set(re.findall(r"[a-z]+", fold(item.label)))
    ]
    return fitting[0] if len(fitting) == 1 else None


def echo(db: Session, talk: Talk, view: View, draft: Writing) -> Reply:
    """What will be written down, and what stands in its place now."""
    assert talk.person, "only staff write for others"
    filing, warnings = view.filing, list(draft.odd)
    if view.by_chair:
        warnings.append(words.is_drafting(filing.filled, filing.fields, filing.touched_at, view.now))
    for each in draft.figures:
        item = view.catalogue[each.indicator]
        entries = records.entries_of(db, view.scope, (filing.unit,), start=each.period.start, end=each.period.end)
        standing = balance(entries, item, each.period)
        if standing is not None and standing.amount != each.amount:
            warnings.append(
                words.replaces(each.label, shown(standing.amount, item.measure), shown(each.amount, item.measure))
            )
    if draft.doubts:
        return in_doubt(draft, warnings)
    return words.echo(draft.unit, draft.period, draft.lines, talk.person.name, warnings)


def in_doubt(draft: Writing, warnings: Sequence[str] = ()) -> Reply:
    """What waits, and the question about the first piece that is not clear."""
    doubt = draft.doubts[0]
    labels = [each.label for each in doubt.choices]
    open_one = words.Open(doubt.words, doubt.digits, doubt.asks, labels)
    return words.unclear(draft.unit, draft.period, draft.lines, open_one, warnings)


def asked_to_submit(view: View) -> Step[Writing, Writing]:
    """Whether it is to be handed in, and what is missing in it."""
    left = [item.label for item in missing(view.draft)]
    warnings = [each.sentence for each in complaints(view.draft.form, view.draft.answers)]
    if view.by_chair:
        warnings.append(words.kept_by_unit(view.unit, view.by_chair))
    if not filled(view.draft):
        return Stop(words.nothing_written(view.unit))
    draft = Writing(Stage.SUBMIT, view.filing.id, view.unit, view.name, period_of(view))
    return Ask(draft, words.submit(view.unit, view.name, filled(view.draft), left, warnings))


# The talk


def step(draft: Writing, said: str, scene: Scene) -> Step[Writing, Writing]:
    """Yes writes, no leaves it; figures are added, put right and left out, and another order comes first."""
    answer, besides = split_answer(said)
    besides = besides if wording.is_yes(answer) else ""
    if draft.stage is Stage.WRITE and besides and changes(draft, besides, scene):
        return step(draft, besides, scene)
    if draft.doubts and (besides or wording.is_yes(said)):
        return Ask(draft, words.first(in_doubt(draft), besides))
    if wording.is_yes(said) or (draft.stage is Stage.SUBMIT and wording.plain(said) in {"nop", "gui", "nop ho"}):
        return Done(draft)
    if besides:
        return Done(draft, besides)
    if wording.may_mean_no(said):
        return Ask(draft, words.yes_or_leave())
    if draft.stage is Stage.WRITE and (out := left_out(draft, said)) is not None:
        return Ask(out, words.left_out(out.unit, out.lines)) if out.waits else Stop(words.not_written())
    if wording.is_no(said):
        return Stop(words.not_written())
    if begins_order(said) or COMMAND.search(fold(said)):
        return Aside()
    if draft.stage is not Stage.WRITE or speech.asks(said):
        return Aside()
    if changes(draft, said, scene):
        return Again(said)
    is_wrong = understand(said, scene.catalogue, scene.today).intent is Intent.CORRECTION
    return Ask(draft, words.what_is_right(draft.unit, draft.lines)) if is_wrong else Aside()


def changes(draft: Writing, said: str, scene: Scene) -> bool:
    """Whether it puts right, adds or leaves out something of what waits; an order, however it begins, does not."""
    if begins_order(said) or COMMAND.search(fold(said)) or speech.asks(said):
        return False
    if left_out(draft, said) is not None or (draft.doubts and chosen(draft.doubts[0], said)):
        return True
    if PASSAGES.match(fold(said)):
        return True
    understood = understand(said, scene.catalogue, scene.today)
    return understood.intent in {Intent.PROGRESS, Intent.CORRECTION} and bool(understood.heard)


LEAVE_OUT = re.compile(
    r"(?:thoi )?(?:bo|xoa|go|khoi ghi|khong ghi|dung ghi)(?: (?:so|muc|phan|cai|con so))* "
    r"(?P<what>.+?)(?: (?:di|ra|nhe))*"
)
THIS = frozenset({"nay", "do", "ay", "kia", "vua roi", "chua ro"})


def left_out(draft: Writing, said: str) -> Writing | None:
    """'bỏ thăm hỏi', 'bỏ số này': the same without it; None where it names nothing that waits."""
    found = LEAVE_OUT.fullmatch(wording.plain(said))
    if found is None:
        return None
    if found["what"] in THIS:
        return replace(draft, doubts=draft.doubts[1:]) if draft.doubts else None
    gone = called_so(found["what"], [Choice(each.indicator, each.label) for each in draft.figures])
    if len({each.indicator for each in gone}) != 1:
        return None
    return replace(draft, figures=tuple(each for each in draft.figures if each.indicator != gone[0].indicator))


def resume(db: Session, talk: Talk, draft: Writing) -> Step[Writing, Writing]:
    """The question once more, about the report as it stands now."""
    scope = union.scope_of(db, talk.person, talk.visit.today)
    filing = store.find_filing(db, scope, draft.filing)
    if filing is None or not scope.may_run(filing.unit):
        return Stop(deed_words.no_longer_yours())
    if not filing.is_owed:
        return Stop(deed_words.cannot([(filing, talk.visit.now)]))
    view = view_of(db, talk, scope, filing, talk.visit.now)
    return asked_to_submit(view) if draft.stage is Stage.SUBMIT else Ask(draft, echo(db, talk, view, draft))


def left(_draft: Writing) -> Reply:
    """Nothing was written."""
    return words.not_written()


# Writing


def finish(db: Session, talk: Talk, result: Writing, now: datetime) -> Finished:
    """Writes or hands in, after asking the scope and reading the report again."""
    scope = scope_now(db, talk, now)
    filing = store.hold_filing(db, scope, result.filing)
    if talk.person is None or filing is None or not scope.may_run(filing.unit):
        return Finished((deed_words.no_longer_yours(),))
    if not filing.is_owed:
        return Finished((deed_words.cannot([(filing, now)]),))
    view = view_of(db, talk, scope, filing, now)
    return hand_in(db, talk, view) if result.stage is Stage.SUBMIT else write(db, talk, view, result)


def write(db: Session, talk: Talk, view: View, result: Writing) -> Finished:
    """The figures and texts, as the office's hand; the chair is told what was written for her."""
    assert talk.person, "the caller has looked"
    for each in result.figures:
        enter(db, talk, view, each, result.said)
    for each_text in result.passages:
        store.write_passage(
            db, view.scope, view.filing, each_text.key, each_text.text, origin=Origin.STAFF, officer=talk.person.id,
            now=view.now,
        )  # fmt: skip
    drafting.refresh(db, view.scope, (view.filing.unit,), view.catalogue, view.now)
    detail = {"duty": str(view.filing.duty), "period": view.filing.period.key, "fields": str(len(result.lines))}
    union.note(db, view.now, talk.visit.inbound.sender, "behalf", view.filing.unit, **detail)
    after = view_of(db, talk, view.scope, store.find_filing(db, view.scope, view.filing.id) or view.filing, view.now)
    reply = deed_words.told_behalf(office_name(db, view), view.filing, "; ".join(result.lines), view.now)
    notices = notices_to(db, view.filing, reply, f"behalf/{talk.visit.inbound.id}", day_of(view.now))
    labels = [item.label for item in missing(after.draft)]
    fields = len(after.draft.form.fields)
    lead = words.written_down(view.unit, result.lines, told=bool(notices))
    return Finished((words.recorded(lead, view.unit, view.name, labels, fields),), notices)


def enter(db: Session, talk: Talk, view: View, each: Noted, said: str) -> None:
    """One line of the ledger, in place of what stands for its period."""
    assert talk.person, "the caller has looked"
    inbound = talk.visit.inbound
    records.add_entry(
        db,
        view.scope,
        records.NewEntry(
            unit=view.filing.unit, indicator=each.indicator, period=each.period, move=Move.SET, amount=each.amount,
            author=talk.person.id, author_name=talk.person.name, address=inbound.sender, event=inbound.id, said=said,
            measure=each.measure, by_staff=True, how=words.BY_PHONE,
        ),
        view.now,
    )  # fmt: skip


def hand_in(db: Session, talk: Talk, view: View) -> Finished:
    """Freezes what staff wrote, the rest as not known; the chair is told."""
    assert talk.person, "the caller has looked"
    signing = drafting.Signing(talk.person.name, view.now, view.recipient, by_staff=True)
    paper = drafting.snapshot_of(db, view.filing, with_unknown(view.draft), view.catalogue, signing)
    try:
        filed = store.submit(db, view.scope, view.filing, paper, address=talk.visit.inbound.sender, now=view.now)
    except store.Changed:
        return Finished((deed_words.cannot([(view.filing, view.now)]),))
    detail = {"duty": str(filed.duty), "period": filed.period.key, "code": filed.code, "version": str(filed.version)}
    union.note(db, view.now, talk.visit.inbound.sender, "submit-behalf", filed.unit, **detail)
    reply = deed_words.told_submitted(office_name(db, view), filed, f"đồng chí {talk.person.name}", view.now)
    notices = notices_to(db, filed, reply, f"submit-behalf/{filed.id}/{filed.version}", day_of(view.now))
    at = board_words.clock(view.now, view.now)
    return Finished((words.submitted(view.unit, view.name, at, filed.version, filed.code),), notices)


def with_unknown(draft: Draft) -> Draft:
    """What nobody told is not known on the paper alone: what the chair has written herself stays hers, unseen."""
    unknown = {
        item.key: Answer(item.key, Origin.STAFF, text=words.UNKNOWN)
        if item.kind is FieldKind.PASSAGE
        else Answer(item.key, Origin.STAFF, Amount(Standing.UNKNOWN))
        for item in missing(draft)
    }
    return replace(draft, answers={**draft.answers, **unknown})


def office_name(db: Session, view: View) -> str:
    """Whose message it is."""
    found = union.find_unit(db, view.recipient)
    return f"Văn phòng {found.name}" if found else "Văn phòng"


def day_of(now: datetime) -> date:
    """The day in Viet Nam."""
    return now.astimezone(VIETNAM).date()
