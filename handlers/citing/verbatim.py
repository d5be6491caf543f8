"""What do the papers themselves say: the passages of a result alone, each with its place and source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from handlers.citing.cutting import GAP
from handlers.citing.source import closing, said_first, source_line
from knowledge.document import Document, DocumentKey
from knowledge.result import Alternatives, Answer, Citation, Found, Result, found_of

LABEL: Final = "Nguyên văn:"
ONLY_SUMMARY: Final = "Ở đây chỉ có bản tóm lược, chưa có nguyên văn văn bản này; cần bản gốc xin hỏi Văn phòng."
ASK: Final = "Nhắn “hỏi văn phòng” để hỏi."
NOT_SURE: Final = f"Trợ lý chưa đối chiếu được câu trả lời với văn bản nên chưa trả lời. {ASK}"
ONLY_QUOTED: Final = "Trợ lý chỉ trích văn bản, vì chưa đối chiếu được hết con số:"


def verbatim(result: Result) -> str:
    """Every passage whole, or an honest word that only our summary is here."""
    return "\n".join(_lines(found_of(result)))


def unabridged(result: Result, documents: Iterable[Document]) -> Result:
    """The result with every passage whole: a long one is quoted in part where only a part of it answers."""
    held = {document.key: document for document in documents}
    match result:
        case Answer(found=found):
            return replace(result, found=tuple(_whole(each, held) for each in found))
        case Alternatives(options=options):
            whole = (replace(each, found=tuple(_whole(one, held) for one in each.found)) for each in options)
            return replace(result, options=tuple(whole))
        case _:
            return result


def _whole(found: Found, held: Mapping[DocumentKey, Document]) -> Found:
    citation = found.citation
    document = held.get(citation.document)
    if document is None or citation.quote is None:
        return found
    begun = citation.quote.split(GAP)
    for passage in document.passages:
        if passage.place == citation.place and all(part.strip() in passage.text for part in begun):
            return replace(found, citation=replace(citation, quote=passage.text))
    return found


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
