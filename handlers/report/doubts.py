"""What must be asked before a report's figures are written, or before it is handed in; nothing is written here."""

from dataclasses import dataclass

from sqlmodel import Session

from handlers import drafting
from handlers.report.values import Change, Record, Reporting
from handlers.report.view import View, figure_words, near, said
from handlers.wording import report as words
from union.draft import Answer
from union.entry import implausible_against
from union.forms.form import Field, Prefill
from union.forms.rules import complaints
from union.ledger import Amount, added

STOCK_APART = 10
"""Less is no jump of a small unit's members."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """The changes that must be confirmed first, and what is said of them."""

    changes: tuple[Change, ...] = ()
    lines: tuple[str, ...] = ()


def doubts_about(db: Session, view: View, draft: Reporting, deed: Record) -> Doubts:
    """What must be confirmed before it is written; of figures that are odd by themselves, all."""
    if deed.sure:
        return Doubts()
    found = [(change, doubt_about(db, view, draft, change)) for change in deed.changes]
    doubtful = found if deed.odd else [each for each in found if each[1]]
    lines = [line for line in (deed.odd, *(line for _, line in doubtful)) if line]
    return Doubts(tuple(change for change, _ in doubtful), tuple(lines))


def doubt_about(db: Session, view: View, draft: Reporting, change: Change) -> str:
    """What must be confirmed before this change is written; empty when it is plain."""
    field = view.form.field(change.key)
    if field is None:
        return ""
    standing = view.draft.answers.get(field.key)
    if change.amount is None:
        return words.drops(field.label, said(view, field, standing)) if standing else ""
    amount = meant(change, standing)
    new = figure_words(view, field, amount)
    if standing and standing.amount and standing.amount != amount and field.key != draft.wanted:
        old = said(view, field, standing)
        if change.adds:
            return words.adds(field.label, old, figure_words(view, field, change.amount), new)
        return words.replaces(field.label, old, new)
    last = drafting.last_of(db, view.scope, view.filing, field)
    if last is not None and is_far_off(field, amount, last.answer.amount):
        return words.far_off(field.label, new, said(view, field, last.answer), near(last.period_name, view))
    return ""


def is_far_off(field: Field, amount: Amount, last: Amount | None) -> bool:
    """Ten times as much, or of what hardly changes twice as much or half."""
    if implausible_against(amount, last):
        return True
    if field.prefill is not Prefill.LAST or last is None or last.value is None or amount.value is None:
        return False
    apart = abs(amount.value - last.value)
    return apart >= STOCK_APART and not last.value <= 2 * amount.value <= 4 * last.value


def meant(change: Change, standing: Answer | None) -> Amount:
    """The figure as it would stand."""
    assert change.amount, "an emptied field has no figure"
    if change.adds and standing and standing.amount and standing.amount.value is not None:
        return added([standing.amount, change.amount])
    return change.amount


def oddities(view: View) -> list[str]:
    """What does not agree, and what is not known."""
    broken = [each.sentence for each in complaints(view.form, view.draft.answers)]
    return broken + [words.unknown(field.label) for field in drafting.unknown_fields(view.draft).values()]
