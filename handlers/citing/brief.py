"""What does a chat show at once: the fact and its source, the rest on 'chi tiết'."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from handlers.citing.cutting import GAP, cut
from handlers.citing.gate import passed
from handlers.citing.source import closing, owner, source
from handlers.citing.whole import phrase
from knowledge.result import Alternatives, Answer, Asked, NotFound, Result, citations_of, found_of

SHORT_MAX: Final = 600
"""What a chat shows at once."""
NEAREST_MAX: Final = 300
"""A longer sentence that is only near waits for 'chi tiết': beside the source of it nothing would be read of it."""
FIRST_MIN: Final = 200
"""What the first line may take in any case, whatever its sources need."""
NUMBER: Final = re.compile(r"^\d{1,2}\. ")
"""Where 'chi tiết' is offered a channel without buttons may number it; entries with numbers would be taken for it."""
GOES_ON: Final = "; …"
MORE: Final = "Nhắn “chi tiết” để xem đủ."


def short(result: Result, today: date) -> str:
    """At most 600 characters: the first line, the sources and what is in doubt, then as much of the rest as fits."""
    whole = phrase(result, today)
    return passed(whole, result) if len(whole) <= SHORT_MAX else _cut_short(result, today)


def short_and_whole(result: Result, today: date) -> tuple[str, str]:
    """What a chat shows at once, and the whole answer for 'chi tiết': equal, worded and held once, where it fits."""
    words = phrase(result, today)
    whole = passed(words, result)
    return whole if len(words) <= SHORT_MAX else _cut_short(result, today), whole


def _cut_short(result: Result, today: date) -> str:
    if isinstance(result, NotFound) and any(len(each.citation.text) > NEAREST_MAX for each in result.nearest):
        return _cut_short(replace(result, nearest=()), today)
    said = passed(_shortened(phrase(_figures_only(result), today), result), result)
    return said if len(said) <= SHORT_MAX else _shortened(said, result)


def _shortened(whole: str, result: Result) -> str:
    """The lines that fit, in their order; the doubt about a programme stays its last line."""
    last = closing(found_of(result))
    lines = [line for line in whole.split("\n") if line and line not in last]
    named = {source(citation.header) for citation in citations_of(result)}
    sides = _sides(result)
    room = SHORT_MAX - sum(len(line) + 1 for line in (MORE, *last))
    at_source = [line for line in lines[1:] if _is_source(line, named)]
    first = _first(lines[0], max(FIRST_MIN, room - sum(len(line) + 1 for line in at_source[:1])))
    kept = {0: first}
    room -= len(first)
    order = sorted(
        range(1, len(lines)),
        key=lambda place: (not lines[place].startswith(sides), not _is_source(lines[place], named), place),
    )
    for place in order:
        if len(lines[place]) + 1 > room:
            if _is_source(lines[place], named):
                continue
            if begun := _begun(lines[place], room):
                kept[place] = begun
            break
        kept[place] = lines[place]
        room -= len(lines[place]) + 1
    return "\n".join([*(NUMBER.sub("• ", kept[place]) for place in sorted(kept)), MORE, *last])


def _begun(line: str, room: int) -> str:
    """As many figures of a list's entry as fit, each of them whole; '' where not even the first does."""
    if not NUMBER.match(line) or "“" in line:
        return ""
    facts = line.split("; ")
    count = len(facts)
    while count and len("; ".join(facts[:count])) + len(GOES_ON) + 1 > room:
        count -= 1
    return f"{'; '.join(facts[:count])}{GOES_ON}" if count else ""


def _sides(result: Result) -> tuple[str, ...]:
    """How the first line of each option begins: of two sides neither is shown by its source alone."""
    if not isinstance(result, Alternatives):
        return ()
    return tuple(f"{owner(option.found[0].citation.header)}: " for option in result.options)


def _first(line: str, room: int) -> str:
    """The first line; of a quotation longer than a chat's message its beginning, with the gap marked.

    That the paper does not bind stands behind the quotation, and is never cut off.
    """
    if len(line) <= room:
        return line
    if not line.startswith("“"):
        return cut(line, room)
    quoted, mark, after = line.removeprefix("“").rpartition("”")
    quoted, after = (quoted, after) if mark else (after, "")
    return f"“{cut(quoted, room - len(GAP) - 3 - len(after))} {GAP}”{after}"


def _figures_only(result: Result) -> Result:
    """A whole list of targets by its figures, which are shorter than its sentences."""
    if isinstance(result, Answer) and result.asked is Asked.TARGETS and not result.topic:
        return replace(result, topic="%")
    return result


def _is_source(line: str, named: set[str]) -> bool:
    return any(line.startswith(name) for name in named)
