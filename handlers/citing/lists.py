"""How is a list said: every entry in order, its figures where sentences are too long, its headings where it is."""

import re
from collections.abc import Sequence
from typing import Final

from handlers.citing.cutting import cut
from handlers.citing.facts import fact
from handlers.citing.source import closing, said_first, sentence, source_line, sources, with_sources
from knowledge.result import (
    Answer,
    Asked,
    Found,
)

WHOLE_MAX: Final = 4200
SECTIONS_MIN: Final = 9
"""From so many sentences under several headings on, a list shows the headings only."""
NUMBERED: Final = re.compile(r"\d{1,2}\. ")
"""A heading that bears its own number; '90% …' only begins with a figure."""
LISTED: Final = {
    Asked.TARGETS: "Các chỉ tiêu",
    Asked.PLANS: "Các kế hoạch",
    Asked.BREAKTHROUGHS: "Các khâu đột phá",
    Asked.TASKS: "Các nhiệm vụ",
    Asked.MILESTONE: "Các mốc thời gian",
    Asked.BASIS: "Căn cứ",
    Asked.PURPOSE: "Mục đích, yêu cầu",
    Asked.PLACE: "Nội dung",
}
COUNTED: Final = (Asked.PLANS, Asked.BREAKTHROUGHS)


def listing(answer: Answer) -> str:
    if len(answer.found) == 1:
        return _one_of_list(answer.found[0])
    items = list(headings(answer)) or _items(answer)
    lines = [
        f"{title(answer)}:",
        *(item if NUMBERED.match(item) else f"{number}. {item}" for number, item in enumerate(items, start=1)),
    ]
    return "\n".join([*said_first(lines, answer.found), sources(answer.found), *closing(answer.found)])


def headings(answer: Answer) -> tuple[str, ...]:
    """What a list of very many sentences shows instead of them: their headings."""
    found = tuple(dict.fromkeys(_last_heading(each).rstrip(".") for each in answer.found))
    is_long = len(answer.found) >= SECTIONS_MIN and answer.asked is Asked.TASKS
    return found if is_long and len(found) > 1 else ()


def title(answer: Answer) -> str:
    """What the list is of: '3 khâu đột phá của LĐLĐ tỉnh Lai Châu, nhiệm kỳ 2023-2028'."""
    label = " (tóm lược)" if answer.found[0].citation.summary else ""
    return f"{_list_name(answer)}{_of_document(answer)}{label}"


def _one_of_list(found: Found) -> str:
    facts = [fact(value) for value in found.values] or [sentence(found.citation)]
    if found.values:
        return with_sources(facts, (found,))
    return "\n".join([*said_first(facts, (found,)), source_line(found.citation), *closing((found,))])


def _items(answer: Answer) -> list[str]:
    """Each sentence of the list; the figures alone where sentences are too long or hold more than was asked."""
    sentences = [sentence(found.citation, labelled=False) for found in answer.found]
    too_long = sum(map(len, sentences)) > WHOLE_MAX - 600
    if answer.asked is not Asked.TARGETS:
        return _shortened(sentences) if too_long else sentences
    if too_long or answer.topic:
        return [
            "; ".join(fact(value).rstrip(".") for value in found.values) or sentence
            for found, sentence in zip(answer.found, sentences, strict=True)
        ]
    return sentences


def _shortened(sentences: Sequence[str]) -> list[str]:
    """The first sentence of each, so that a long list still shows all its entries."""
    room = max((WHOLE_MAX - 600) // max(len(sentences), 1), 60)
    return [sentence if len(sentence) <= room else cut(sentence, room) + " …" for sentence in sentences]


def _list_name(answer: Answer) -> str:
    """A whole list says how many entries it has: '3 khâu đột phá'."""
    name = LISTED[answer.asked]
    counts = answer.is_whole and not answer.topic and answer.asked in COUNTED
    return f"{len(answer.found)} {name.removeprefix('Các ')}" if counts else name


def _of_document(answer: Answer) -> str:
    header = answer.found[0].citation.header
    return f" của {header.issuer}, {header.period}" if header.period else f" của {header.issuer}"


def _last_heading(found: Found) -> str:
    return found.heading.rpartition(" › ")[2]
