"""Is everything said also written: every figure, date and document number of a text stands in its sources."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from knowledge.cues import WRITTEN_NUMBER
from knowledge.dates import find_dates, written_day
from knowledge.document import Header
from knowledge.numbers import find_numbers, written
from knowledge.result import Alternatives, Answer, AskBack, Citation, Found, NotFound, Result, citations_of
from knowledge.text import clean, fold

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
ENTRY = re.compile(r"(?m)^(\d{1,2})\.(?=\s)")
PERCENT = re.compile(r"\s*(?:%|phan tram)")
ANY_DAY = date(2000, 1, 1)
"""Only days written with their year are compared, so it does not matter from which day they are read."""


def held(text: str, result: Result, asked: Sequence[str] = ()) -> bool:
    """Whether nothing is said that is not written in a cited passage, its document's header, or the question."""
    return not unheld(text, result, asked)


def unheld(text: str, result: Result, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """What is said and stands nowhere: figures with their percent sign, days, and numbers of documents.

    The days on which a document ends or its issuer was dissolved are reckoned from the header and the roster and may
    be said; so may the numbers of a list's entries, and how many there are. A figure that staff set against the words
    of the passage is said as theirs.
    """
    written_down = frozenset(mark for source in (*_sources(result), *asked) for mark in _marks(source))
    entries = len(_found(result)) + 1
    said = ENTRY.sub(lambda match: "" if int(match[1]) <= entries else match[0], text)
    return tuple(dict.fromkeys(mark for mark in _marks(said) if mark not in written_down))


def _marks(text: str) -> Iterator[str]:
    """Each figure, day and document number in one spelling: '30000', '96%', '2024-01-19', 'so 02/ctr-ldld'."""
    left = clean(text)
    for found in find_dates(left, ANY_DAY):
        yield found.day.isoformat()
        left = _blanked(left, found.start, found.end)
    for match in WRITTEN_NUMBER.finditer(fold(left)):
        yield f"so {match.group().replace(' ', '').lstrip('0')}"
        left = _blanked(left, *match.span())
    for number in find_numbers(left):
        yield f"{written(number.value)}{'%' if number.is_percent else ''}"
    bare = fold(left)
    for match in FIGURE.finditer(bare):
        is_percent = PERCENT.match(bare, match.end()) is not None
        for number in find_numbers(match.group()):
            yield f"{written(number.value)}{'%' if is_percent else ''}"


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _sources(result: Result) -> Iterator[str]:
    """Everything that may be repeated: passages, headers, places, reckoned days, the period asked for."""
    for citation in citations_of(result):
        yield from _citation_words(citation)
    for found in _found(result):
        yield found.heading
        yield from (f"{written(value.value)} {value.unit}" for value in found.values if value.by_office)
    yield str(len(_found(result)))
    if isinstance(result, NotFound) and result.period:
        yield result.period.name
    if isinstance(result, AskBack):
        for header in result.options:
            yield from _header_words(header)


def _found(result: Result) -> tuple[Found, ...]:
    match result:
        case Answer(found=found) | NotFound(nearest=found):
            return found
        case Alternatives(options=options):
            return tuple(found for option in options for found in option.found)
        case _:
            return ()


def _citation_words(citation: Citation) -> Iterator[str]:
    yield citation.text
    yield citation.place
    if citation.since:
        yield written_day(citation.since)
    yield from _header_words(citation.header)
    if citation.later:
        yield citation.later_place
        yield from _header_words(citation.later)
    yield f"{citation.page or ''} {citation.version}"


def _header_words(header: Header) -> Iterator[str]:
    days = (header.issued_on, header.valid_from, header.valid_to)
    yield from (written_day(day) for day in days if day)
    words: Iterable[str | None] = (
        header.title,
        header.number,
        header.issuer,
        header.type,
        header.period,
        header.theme,
        header.motto,
        header.signer_role,
        header.number_note,
        header.issued_note,
    )
    yield from (each for each in words if each)
