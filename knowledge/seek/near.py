"""Which passages are looked at closely: those that share words, or words of the same meaning, with the question."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from knowledge.document import Document, DocumentKey
from knowledge.library import Entry, Library
from knowledge.question import Reading
from knowledge.text import shortened

NEAR_MAX: Final = 120
NEAR_OF_MANY: Final = 40
MANY: Final = 60
"""Among so many documents who asks is asked back anyway, unless a few of them stand out."""
WHOLE_MAX: Final = 150
"""So few passages are all looked at: a target may be named in words that its sentence lacks."""
SAME_MEANING: Final = 0.5


def near_entries(
    reading: Reading, library: Library, documents: Sequence[Document]
) -> Mapping[DocumentKey, Sequence[Entry]]:
    """The best passages of these documents by the search, grouped by document in its order; all of a few documents."""
    whole = {document.key: library.of_document[document.key] for document in documents}
    if sum(map(len, whole.values())) <= WHOLE_MAX:
        return whole
    from knowledge.search import search
    from knowledge.spelling import spelling

    said = (*reading.spelled, *reading.spelled_before)
    words = [*said, *(spelling(word) for word in shortened((each.word for each in said), library.own))]
    for other in _same_meanings(reading):
        words += [spelling(word, SAME_MEANING) for word in other]
    limit = NEAR_OF_MANY if len(documents) > MANY else NEAR_MAX
    hits = search(words, library.index, within=library.numbers_of(documents), limit=limit)
    found: dict[DocumentKey, list[Entry]] = {}
    for number in sorted(hit.passage for hit in hits):
        entry = library.entries[number]
        found.setdefault(entry.document.key, []).append(entry)
    return found


def _same_meanings(reading: Reading) -> Iterable[tuple[str, ...]]:
    for term in reading.terms:
        yield from (other for other in term.others)
        if term.is_needed:
            yield term.phrase
