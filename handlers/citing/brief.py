"""What does a chat show at once: the fact and its source, the rest on 'chi tiết'."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from handlers.citing.cutting import cut
from handlers.citing.source import source
from handlers.citing.whole import phrase
from knowledge.result import Answer, Asked, Result, citations_of

SHORT_MAX: Final = 600
"""What a chat shows at once."""
FIRST_MAX: Final = 320
"""What the first line may take, so that the source still fits."""
NUMBER: Final = re.compile(r"^\d{1,2}\. ")
"""Where 'chi tiết' is offered a channel without buttons may number it; entries with numbers would be taken for it."""
MORE: Final = "Nhắn “chi tiết” để xem đủ."


def short(result: Result, today: date) -> str:
    """At most 600 characters: the first line, then the sources, then as much of the rest as fits, in its order."""
    whole = phrase(result, today)
    if len(whole) <= SHORT_MAX:
        return whole
    lines = phrase(_figures_only(result), today).split("\n")
    named = {source(citation.header) for citation in citations_of(result)}
    first = cut(lines[0], FIRST_MAX)
    kept = {0: first}
    room = SHORT_MAX - len(MORE) - 1 - len(first)
    for place in sorted(range(1, len(lines)), key=lambda place: (not _is_source(lines[place], named), place)):
        if len(lines[place]) + 1 > room:
            if _is_source(lines[place], named):
                continue
            break
        kept[place] = lines[place]
        room -= len(lines[place]) + 1
    return "\n".join([*(NUMBER.sub("• ", kept[place]) for place in sorted(kept) if kept[place]), MORE])


def _figures_only(result: Result) -> Result:
    """A whole list of targets by its figures, which are shorter than its sentences."""
    if isinstance(result, Answer) and result.asked is Asked.TARGETS and not result.topic:
        return replace(result, topic="%")
    return result


def _is_source(line: str, named: set[str]) -> bool:
    return any(line.startswith(name) for name in named)
