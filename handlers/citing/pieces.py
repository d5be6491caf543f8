"""Of what may an answer be made: each piece exactly as it is said, with the words that must hold its figures.

A new kind of sentence with a figure in it is listed here, or the gate withholds the answer that holds it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from handlers.citing.facts import about_fact, beside, duty_line, fact, figure, flag, higher, milestone, told
from handlers.citing.lists import LISTED, headings, title
from handlers.citing.source import closing, owner, source, source_line, sources, standing
from handlers.citing.whole import claimed, missing
from knowledge.dates import written_day
from knowledge.document import Milestone
from knowledge.honest import Claimed, Said
from knowledge.numbers import written
from knowledge.result import Alternatives, Answer, AskBack, Citation, Conflict, Found, NotFound, Result, Value

FEW: Final = 8
"""Of so few passages that are only quoted some may be left out, and their sources with them; of a list none."""
CELLS: Final = " | "
BETWEEN_DAYS: Final = re.compile(r"[/.-]| (?:tháng|năm) ")


def pieces(result: Result) -> tuple[Said, ...]:
    """Everything with a figure that the words of a result may hold; a fact as often as it was found."""
    counted = Counter(_pieces(result))
    return tuple(replace(piece, times=piece.times * count) for piece, count in counted.items())


def _pieces(result: Result) -> Iterator[Said]:
    match result:
        case Answer():
            yield from _of_answer(result)
        case Alternatives(options=options, comparison=comparison):
            for option in options:
                yield Said(owner(option.found[0].citation.header))
                yield from _of_answer(option)
            if comparison is not None:
                values = [value for option in options for found in option.found for value in found.values]
                texts = tuple(found.citation.text for option in options for found in option.found)
                yield Said(higher(comparison, options), tuple(Claimed(figure(value), texts) for value in values))
        case NotFound(nearest=nearest):
            yield Said(missing(result))
            yield from _of_found(nearest)
        case AskBack(options=headers, readings=readings):
            yield from (Said(owner(header)) for header in headers)
            yield from (Said(meant.question) for meant in readings)
        case _:
            return


def _of_answer(answer: Answer) -> Iterator[Said]:
    yield from _of_found(answer.found)
    if answer.found and answer.asked in LISTED:
        yield Said(title(answer))
    if answer.claim is not None:
        is_held = (Claimed(claimed(answer), _texts(answer.found)),) if answer.claim.holds else ()
        yield Said(claimed(answer), is_held)
    yield from (Said(heading) for heading in headings(answer))
    for conflict in answer.conflicts:
        yield from _of_conflict(conflict, answer)
    for found in answer.found[:1]:
        yield Said(about_fact(answer.asked, found.citation.header, found.citation))


def _of_conflict(conflict: Conflict, answer: Answer) -> Iterator[Said]:
    """Both figures stand where they are said to stand; the sum is ours, and is said to be."""
    against = (conflict.against,) if conflict.against else ()
    claims = [Claimed(figure(conflict.value), _texts(answer.found))]
    claims += [Claimed(figure(value), _texts(against)) for found in against for value in found.values]
    yield Said(flag(conflict), tuple(claims))
    yield from _of_found(against)


def _of_found(found: Sequence[Found]) -> Iterator[Said]:
    for each in found:
        if each.told is not None:
            yield Said(told(each.told), (Claimed(told(each.told), _texts(found)),))
        yield from _of_citation(each.citation)
        yield from (_of_value(value, each) for value in each.values)
        yield from (_of_milestone(item, each.citation) for item in each.milestones)
        if each.duties:
            yield Said(duty_line(each), (Claimed(duty_line(each), (*_texts((each,)), *_about(each.citation))),))
    may_stop = len(found) <= FEW and not any(each.values or each.duties or each.milestones for each in found)
    alone = {source_line(each.citation) for each in found}
    for count in range(1, len(found) + 1) if may_stop else (len(found),):
        yield from (Said(line) for line in sources(found[:count]).split("\n") if line and line not in alone)
    yield from (Said(line) for line in closing(found))


def _of_citation(citation: Citation) -> Iterator[Said]:
    """Verbatim words, and what is said of where they stand; days of an end are reckoned from header and roster.

    The source of a passage is named once for it: another passage's place in its stead would be named twice.
    """
    yield Said(citation.text)
    yield Said(source_line(citation), times=1)
    yield Said(source(citation.header))
    yield Said(standing(citation))


def _of_value(value: Value, found: Found) -> Said:
    """The figure stands in its own passage, or staff set it; what is said around it in the passage or the header."""
    around = Claimed(f"{value.subject}{beside(value)}", (*_texts((found,)), *_about(found.citation), *found.heads))
    said = fact(value).rstrip(".")
    if value.by_office:
        return Said(said, (around,), times=1)
    return Said(said, (_figure_claim(value, found), around), times=1)


def _figure_claim(value: Value, found: Found) -> Claimed:
    """A table may have the measure in its head; '60 đến 65%' may be '60% đến 65%' in the passage."""
    texts = _texts((found,))
    words, percent = figure(value), "%" if value.unit == "%" else ""
    if CELLS in found.citation.text:
        percent = percent if f"{written(value.value)}%" in found.citation.text else ""
        bounds = [each for each in (value.value, value.value_max) if each is not None]
        return Claimed(" ; ".join(f"{written(each)}{percent}" for each in bounds), texts)
    low, _, high = words.partition(" đến ")
    return Claimed(f"{low}{percent} đến {high}" if high else words, texts)


def _of_milestone(item: Milestone, citation: Citation) -> Said:
    """Day, month and year one by one: a day without its year in the passage has it from the header."""
    about, parts = _about(citation), item.due.split("/")
    apart = BETWEEN_DAYS.sub(" ; ", citation.text)
    claims = [Claimed(item.text, (citation.text, *about)), *(Claimed(part, (apart,)) for part in parts[:-1])]
    claims.append(Claimed(parts[-1], (apart, *(BETWEEN_DAYS.sub(" ; ", each) for each in about))))
    return Said(milestone(item, citation.text).rstrip("."), tuple(claims))


def _texts(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(text for each in found for text in (each.citation.text, each.heading))


def _about(citation: Citation) -> tuple[str, ...]:
    """What the header says of the whole document: the time it is for, and its name."""
    header = citation.header
    days = (header.issued_on, header.valid_from, header.valid_to)
    years = " ".join(f"{written_day(day)} năm {day.year}" for day in days if day)
    return (header.period, header.title, years)
