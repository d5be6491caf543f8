"""How a report that is being filled in stands: the form, what each field holds and from where, and last period's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from knowledge.dates import Period, PeriodKind, day_of, half_of, month_of, quarter_of, week_of, year_of
from knowledge.document import UnitCode
from knowledge.text import fold, tokens
from scheduler import store
from scheduler.duties import Duty, ReportingPeriod
from scheduler.filings import Filing
from union.draft import Answer, Draft, Line, Origin, Snapshot, filled, missing
from union.forms.form import Field, FieldKind, Form, Prefill
from union.forms.library import adhoc_form, find_form, load_forms
from union.indicators import Catalogue, Indicator, Kind
from union.ledger import Amount, Balance, Entry, Standing, balance, in_force, total
from union.records import store as records
from union.scope import Scope
from union.store import find_unit

AS_LAST = "như kỳ trước"
"""How an entry came about that was taken over from the last period at the chair's word."""
LOOKS_BACK_YEARS = 2
NO_INITIALS = frozenset(
    ("cong", "doan", "xa", "phuong", "dac", "khu", "ldld", "cdcs", "lien", "lao", "dong", "tinh", "thanh", "pho",
     "huyen", "quan", "thi", "cap", "tren", "co", "so", "nganh", "tong", "cong doan", "ty")
)  # fmt: skip
"""Words of an office's name that do not tell it from others."""


@dataclass(frozen=True, slots=True)
class Last:
    """What stood in a field before, and in which period."""

    answer: Answer
    period_name: str


def form_of(db: Session, duty: Duty) -> Form:
    """The form of a duty: the office's own, or the shipped one; a duty whose form is gone asks one thing in words."""
    kept = records.find_form(db, duty.form)
    shipped = kept or find_form(load_forms(), duty.form, duty.valid_from or date.max)
    return shipped or next((form for form in load_forms() if form.id == duty.form), None) or adhoc_form(
        duty.asks or duty.name, None
    )  # fmt: skip


def period_of(reporting: ReportingPeriod) -> Period:
    """The ledger's period for a report's: the calendar's own where there is one, so that both count as the same."""
    start, end = reporting.start, reporting.end
    calendar_ones = (
        day_of(start), month_of(start.year, start.month), quarter_of(start.year, (start.month + 2) // 3),
        half_of(start.year, 1 if start.month < 7 else 2), year_of(start.year), week_of(start),
    )  # fmt: skip
    same = (period for period in calendar_ones if (period.start, period.end) == (start, end))
    return next(same, Period(start, end, PeriodKind.TERM))


def draft_of(db: Session, scope: Scope, filing: Filing, form: Form, catalogue: Catalogue) -> Draft:
    """What stands in each field now, as far as the speaker may read it: figures of the ledger, passages as written."""
    period = period_of(filing.period)
    entries: dict[str, list[Entry]] = {}
    for entry in records.entries_of(db, scope, (filing.unit,), start=period.start, end=period.end):
        entries.setdefault(entry.indicator, []).append(entry)
    passages = store.passages_of(db, scope, filing)
    answers: dict[str, Answer] = {}
    for item in form.fields:
        if item.kind is FieldKind.PASSAGE and item.key in passages:
            origin, text = passages[item.key]
            answers[item.key] = Answer(item.key, Origin(origin), text=text)
        elif item.kind is FieldKind.FIGURE:
            counted = indicator_of(catalogue, item)
            standing = balance_of(item, entries.get(counted.id, ()), counted, period)
            if standing is not None:
                answers[item.key] = Answer(item.key, origin_of(standing), standing.amount)
    return Draft(form, answers)


def indicator_of(catalogue: Catalogue, item: Field) -> Indicator:
    """What a figure's field counts; a plain count where the catalogue has lost it."""
    assert item.indicator, "a figure's field names its indicator"
    return catalogue.find(item.indicator) or Indicator(item.indicator, item.label, "", Kind.COUNT)


def balance_of(item: Field, entries: Iterable[Entry], indicator: Indicator, period: Period) -> Balance | None:
    """What the ledger says for a field: the figure of exactly the period, or else what its parts come to.

    A question put once, ad hoc, is answered by what is said to it alone.
    """
    kept = tuple(entries)
    exact = balance(kept, indicator, period)
    if exact is not None or item.prefill is Prefill.NONE:
        return exact
    return total(kept, indicator, period.start, period.end)


def origin_of(standing: Balance) -> Origin:
    """Where a figure comes from, by the newest entry that counts."""
    if standing.last.by_staff:
        return Origin.STAFF
    return Origin.COPIED if standing.last.how == AS_LAST else Origin.LEDGER


def refresh(db: Session, scope: Scope, units: Sequence[UnitCode], catalogue: Catalogue, now: datetime) -> None:
    """Counts anew how many fields of the units' open reports are filled: all that the office sees of a draft."""
    # The count is the office's to see, so it is made of all entries, whoever has just written one.
    counting = replace(scope, acts_for=scope.acts_for | (scope.runs & set(units)))
    duties = {duty.id: duty for duty in store.all_duties(db)}
    for filing in store.filings(db, scope, store.Which(units=units, owed=True)):
        form = form_of(db, duties[filing.duty])
        count = filled(draft_of(db, counting, filing, form, catalogue))
        if (count, len(form.fields)) != (filing.filled, filing.fields):
            store.progressed(db, scope, filing, filled=count, fields=len(form.fields), now=now)


def missing_labels(draft: Draft) -> tuple[str, ...]:
    """What is still to be filled in, by label."""
    return tuple(item.label for item in missing(draft))


# What stood there before


def last_of(db: Session, scope: Scope, filing: Filing, field: Field) -> Last | None:
    """The same with its period: of the last report of the same duty, or else the newest figure of the ledger."""
    for before in earlier(db, scope, filing):
        paper = store.snapshot(db, scope, before)
        line = next((line for line in paper.lines if line.key == field.key), None) if paper else None
        if line is not None and (line.text or line.value):
            return Last(answer_of(line), before.period.name)
    return last_in_ledger(db, scope, filing, field) if field.kind is FieldKind.FIGURE else None


def earlier(db: Session, scope: Scope, filing: Filing) -> list[Filing]:
    """The reports of the same duty and unit that were handed in for earlier periods, newest first, a few."""
    same = store.filings(db, scope, store.Which(units=(filing.unit,), duty=filing.duty))
    before = [item for item in same if item.version and item.period.end < filing.period.end]
    return sorted(before, key=lambda item: item.period.end, reverse=True)[:3]


def last_in_ledger(db: Session, scope: Scope, filing: Filing, field: Field) -> Last | None:
    """The newest figure of the ledger for a period of the same length, or of any where it is a stock."""
    period = period_of(filing.period)
    since = date(period.start.year - LOOKS_BACK_YEARS, 1, 1)
    entries = records.entries_of(db, scope, (filing.unit,), start=since, end=period.start)
    before = [
        entry
        for entry in in_force(entries)
        if entry.indicator == field.indicator and entry.period.end < period.start and entry.amount.value is not None
        if entry.period.kind is period.kind or field.prefill is Prefill.LAST
    ]
    if not before:
        return None
    newest = max(before, key=lambda entry: (entry.period.end, entry.id))
    return Last(Answer(field.key, Origin.LEDGER, newest.amount), newest.period.name)


def answer_of(line: Line) -> Answer:
    """A line of a report that was handed in, as an answer."""
    if line.kind is FieldKind.PASSAGE:
        return Answer(line.key, Origin.COPIED, text=line.text)
    value, numerator, denominator = map(number_of, (line.value, line.numerator, line.denominator))
    return Answer(line.key, Origin.COPIED, Amount(line.standing, value, numerator, denominator))


def number_of(digits: str) -> Decimal | None:
    """Digits of a report; nothing where there are none."""
    return Decimal(digits) if digits else None


# Handing in


@dataclass(frozen=True, slots=True)
class Signing:
    """Who hands a report in, when, and to which office."""

    name: str
    at: datetime
    recipient: UnitCode
    by_staff: bool = False


def snapshot_of(db: Session, filing: Filing, draft: Draft, catalogue: Catalogue, signing: Signing) -> Snapshot:
    """The report as it is handed in now, as the next version: frozen, complete in itself."""
    above = find_unit(db, signing.recipient)
    above_name = above.name if above else ""
    return Snapshot(
        title=draft.form.title,
        unit=filing.unit,
        unit_name=filing.unit_name,
        above_name=above_name,
        period_key=filing.period.key,
        period_name=filing.period.name,
        cut_off=filing.deadline.cut_off,
        due=filing.due,
        submitted_at=signing.at,
        submitted_by=signing.name,
        code=filing.code or code_of(above_name, filing),
        version=filing.version + 1,
        is_late=signing.at > filing.due,
        by_staff=signing.by_staff,
        lines=lines_of(draft, catalogue),
    )


def code_of(office: str, filing: Filing) -> str:
    """'SM11-017': the office, the month the report is for, and its own number."""
    return f"{initials(office)}{filing.period.end.month:02d}-{filing.id:03d}"


def initials(office: str) -> str:
    """'SM' of 'Công đoàn xã Suối Mây'; 'CD' where a name holds nothing else."""
    own = [token.bare for token in tokens(office) if token.bare not in NO_INITIALS]
    return "".join(fold(word)[:1] for word in own[-3:]).upper() or "CD"


def lines_of(draft: Draft, catalogue: Catalogue) -> tuple[Line, ...]:
    """The fields that have an answer, in the form's order."""
    return tuple(
        line_of(item, draft.answers[item.key], catalogue) for item in draft.form.fields if item.key in draft.answers
    )


def line_of(item: Field, answer: Answer, catalogue: Catalogue) -> Line:
    """One field as it is handed in."""
    by_staff = answer.origin is Origin.STAFF
    if answer.amount is None:
        return Line(item.key, item.kind, item.label, item.section, text=answer.text, by_staff=by_staff)
    counted, amount = indicator_of(catalogue, item), answer.amount
    value, numerator, denominator = (
        records.text_of(number) or "" for number in (amount.value, amount.numerator, amount.denominator)
    )
    return Line(
        item.key, item.kind, item.label, item.section, str(counted.id), counted.measure, amount.standing, value,
        numerator, denominator, by_staff=by_staff,
    )  # fmt: skip


def unknown_fields(draft: Draft) -> Mapping[str, Field]:
    """The fields answered by 'chưa rõ', by key."""
    return {
        item.key: item
        for item in draft.form.fields
        if (answer := draft.answers.get(item.key)) and answer.amount and answer.amount.standing is Standing.UNKNOWN
    }
