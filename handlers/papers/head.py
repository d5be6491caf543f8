"""What a sentence sets in the head of a document: its number, day, issuer, term, what it replaces; pure."""

import re
from datetime import date

from handlers.papers.change import WORDS_MOST, Change, Fault, Unclear, said_of
from handlers.papers.heard import Heard
from knowledge.dates import PeriodKind, find_dates, find_periods
from knowledge.document import (
    Reference,
    Relation,
)
from knowledge.proposals.editing import current
from knowledge.proposals.values import (
    Proposal,
    Refer,
    SetHeader,
)
from knowledge.text import clean, fold

SYMBOL = re.compile(r"\d+[a-z]?(?:\s?[-/]\s?\d{4})?(?:\s?[-/]\s?[a-zđ]+)*(?:[-/&.][a-zđ\d]+)*")
NONE_WRITTEN = frozenset({"khong co", "khong ghi", "khong so", "khong", "de trong", "trong"})
NOTES = {"number": "number_note", "issued_on": "issued_note"}
NAME = re.compile(r"[^\W\d_]{2}")
DAY_AND_MONTH = re.compile(r"(?:ngay )?\d{1,2}\s?[/.-]\s?\d{1,2}")
YEAR = re.compile(r"\d{4}|[/.-]\d{2}\b(?=[^/.-]*$)")


def field_change(heard: Heard, proposal: Proposal, today: date) -> Change | Unclear:
    """'số hiệu 15/KH-CĐX', 'hiệu lực từ … đến …', 'thay thế Kế hoạch 12/KH-CĐX'."""
    text = heard.words.strip(" .,;:“”\"'")
    if not text or len(text) > WORDS_MOST:
        return Unclear(Fault.EMPTY)
    match heard.field:
        case "number":
            found = numbered(text)
        case "issued_on":
            found = dated(text, today)
        case "term":
            found = term(text, today)
        case "replaces":
            return replacing(text, today)
        case name:
            # A name has words; '12' answers something else.
            found = (SetHeader(name, text),) if NAME.search(text) else Unclear(Fault.EMPTY)
    if isinstance(found, Unclear):
        return found
    header = current(proposal).header
    if all(said_of(header, each.name) == each.value for each in found):
        return Unclear(Fault.SAME)
    # What was noted of the number or the day as it was read says nothing of the one that staff wrote.
    notes = [SetHeader(note, "") for each in found if (note := NOTES.get(each.name)) and said_of(header, note)]
    return Change((*found, *notes))


def numbered(text: str) -> tuple[SetHeader, ...] | Unclear:
    """The number as it was typed, or that there is none."""
    if fold(text) in NONE_WRITTEN:
        return (SetHeader("number", ""),)
    return (SetHeader("number", text),) if SYMBOL.fullmatch(fold(text)) else Unclear(Fault.SYMBOL)


def dated(text: str, today: date) -> tuple[SetHeader, ...] | Unclear:
    """One whole day; the year is never guessed."""
    if fold(text) in NONE_WRITTEN:
        return (SetHeader("issued_on", ""),)
    day = day_in(text, today)
    return day if isinstance(day, Unclear) else (SetHeader("issued_on", day.isoformat()),)


def day_in(text: str, today: date) -> date | Unclear:
    """The one day that is said."""
    if DAY_AND_MONTH.fullmatch(fold(text)):
        return Unclear(Fault.NO_YEAR)
    found = find_dates(text, today)
    if len(found) != 1:
        return Unclear(Fault.DAY)
    return found[0].day if YEAR.search(text) else Unclear(Fault.NO_YEAR)


def term(text: str, today: date) -> tuple[SetHeader, ...] | Unclear:
    """'từ 01/01/2026 đến 31/12/2026', 'đến hết năm 2026', 'năm 2026', 'giai đoạn 2026-2030'."""
    days = [each.day for each in find_dates(text, today)]
    if days and not YEAR.search(text):
        return Unclear(Fault.NO_YEAR)
    if len(days) == 2:
        first, last = days
        return Unclear(Fault.ORDER) if last < first else (starts(first), ends(last))
    if len(days) == 1:
        return (ends(days[0]),) if re.search(r"\b(?:den|toi|het)\b", fold(text)) else (starts(days[0]),)
    spans = [
        each.period for each in find_periods(text, today) if each.period.kind in (PeriodKind.YEAR, PeriodKind.TERM)
    ]
    if len(spans) != 1:
        return Unclear(Fault.TERM)
    return (starts(spans[0].start), ends(spans[0].end), SetHeader("period", clean(text)))


def starts(day: date) -> SetHeader:
    return SetHeader("valid_from", day.isoformat())


def ends(day: date) -> SetHeader:
    return SetHeader("valid_to", day.isoformat())


PAPER_NUMBER = re.compile(r"\d+[a-zđ]?/[\w/-]+", re.IGNORECASE)
OF_ISSUER = re.compile(r"\bcua\s+(.+)$")


def replacing(text: str, today: date) -> Change | Unclear:
    """Another paper that this one stands in for, by its number or its title."""
    number = PAPER_NUMBER.search(text)
    days = find_dates(text, today)
    by = OF_ISSUER.search(fold(text))
    if number is None and len(text.split()) < 3:
        return Unclear(Fault.EMPTY)
    reference = Reference(
        Relation.REPLACES, clean(text), number[0] if number else "", days[0].day if len(days) == 1 else None,
        clean(text)[by.start(1) :] if by else "",
    )  # fmt: skip
    return Change((Refer(reference),))
