"""What do the papers themselves say: the passages of a result alone, each with its place and source."""

from collections.abc import Iterator, Sequence
from typing import Final

from handlers.citing.source import closing, said_first, source_line
from knowledge.result import Citation, Found, Result, found_of

LABEL: Final = "Nguyên văn:"
ONLY_SUMMARY: Final = "Ở đây chỉ có bản tóm lược, chưa có nguyên văn của văn bản này."
NOT_SURE: Final = "Trợ lý chưa đối chiếu được câu trả lời với văn bản nên chưa trả lời. Nhắn “hỏi văn phòng” để hỏi."
ONLY_QUOTED: Final = "Trợ lý chỉ trích văn bản, vì chưa đối chiếu được hết con số:"


def verbatim(result: Result) -> str:
    """Every passage whole, or an honest word that only our summary is here."""
    return "\n".join(_lines(found_of(result)))


def withheld(result: Result) -> str:
    """What is said in place of words that their sources do not hold: the passages with their sources, else nothing."""
    found = [each for each in found_of(result) if each.citation.text]
    return "\n".join([*said_first([ONLY_QUOTED], found), *_passages(found), *closing(found)]) if found else NOT_SURE


def _lines(found: Sequence[Found]) -> list[str]:
    if not any(each.citation.text for each in found):
        return [NOT_SURE]
    label = LABEL if any(each.citation.quote for each in found) else ONLY_SUMMARY
    return [*said_first([label], found), *_passages(found), *closing(found)]


def _passages(found: Sequence[Found]) -> Iterator[str]:
    """Sentences of one place once, and each with where it stands."""
    for citation in dict.fromkeys(each.citation for each in found if each.citation.text):
        yield _worded(citation)
        yield source_line(citation)


def _worded(citation: Citation) -> str:
    return f"“{citation.quote}”" if citation.quote else f"Tóm lược: {citation.summary}"
