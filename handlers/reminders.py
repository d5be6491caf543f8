"""What is told unasked: from values, the words of a reminder, of a summary, of a call list; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.messages import Reply
from handlers.wording import reminding as words
from handlers.wording import shortened
from handlers.wording.board import Means, Sheet, board
from handlers.wording.report import says_begin, title
from knowledge.document import UnitCode
from scheduler.filings import Filing, State
from scheduler.tally import Place
from union.naming import short_name

BUTTONS_MOST = 3
LABEL_MOST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One report that an officer is told of, with what is missing in it by label."""

    filing: Filing
    missing: tuple[str, ...]
    fields: int
    set_by: str = ""
    """Who set the day, where the document gives none."""
    asks: str = ""
    """The sentence of an ad-hoc request."""
    is_counted: bool = False
    """Whether what is missing is told only by number: the office reads along, and the draft is the chair's."""


def reminder(lines: Sequence[Line], name: str, office: str, now: datetime) -> Reply:
    """One message for all that one officer is told at one moment, by due moment."""
    ordered = sorted(lines, key=lambda line: (line.filing.due, line.filing.unit_name, line.filing.duty_name))
    several_units = len({line.filing.unit for line in ordered}) > 1
    buttons = []
    for line in ordered[:BUTTONS_MOST]:
        unit = short_name(line.filing.unit_name) if several_units else ""
        label = _label(line.filing, unit, now) if len(ordered) > 1 else "Khai"
        buttons.append(words.open_button(label, says_begin(line.filing, now.date(), unit=unit)))
    return words.reminder(office, name, [_said(line, now) for line in ordered], buttons, "khai")


def _label(filing: Filing, unit: str, now: datetime) -> str:
    """What tells one button from its neighbours."""
    what = title(filing, now.date()).removeprefix("báo cáo ")
    return shortened(f"Khai {what}{f' {unit}' if unit else ''}", LABEL_MOST)


def _said(line: Line, now: datetime) -> str:
    filing = line.filing
    due = words.due_words(filing.due, now)
    rest = words.what_is_missing(line.missing, line.fields, is_counted=line.is_counted)
    if filing.state is State.RETURNED and filing.returned_why:
        rest = words.sent_back(filing.returned_why)
    if line.asks:
        return words.asked(line.asks, filing.unit_name, due, rest)
    set_by = "" if filing.extended_to or filing.due < now else line.set_by
    return words.line(title(filing, now.date()), filing.unit_name, due, set_by, rest)


# To the office


def summary(sheet: Sheet, office: str) -> Reply:
    """How a deadline stands now: the board, told once and unasked."""
    shown = board(sheet)
    return replace(shown, text=f"{words.automatic(office)} {shown.text}", pushed=True)


def call_list(sheet: Sheet, names: Mapping[UnitCode, str], office: str) -> Reply | None:
    """Whom to telephone after the last rung; None when all are in, excused or have more time."""
    waited_for = sheet.tally.at(Place.RETURNED, Place.DRAFTING, Place.UNTOUCHED)
    if not waited_for:
        return None
    lines = [
        words.to_call(
            short_name(item.unit_name),
            names.get(item.unit, ""),
            sheet.means.get(item.unit, Means()).phone,
            trouble(sheet.means.get(item.unit, Means())),
        )
        for item in waited_for
    ]
    return words.call_list(office, sheet.name, words.when(sheet.due, sheet.now), lines)


def trouble(means: Means) -> str:
    """Why nobody of a unit can be told in the chat; empty when somebody can."""
    if not means.must_be_called:
        return ""
    return words.NOT_REACHED if means.has_account else words.NOT_JOINED
