"""The very words of what was answered: each passage whole, where an answer quotes a long one by its sentences."""

from dataclasses import replace

from knowledge.library import Library
from knowledge.result import Alternatives, Answer, Found, Result

GAP = "[…]"


def in_whole_words(result: Result, library: Library) -> Result:
    """The answer again, as its words; a digest keeps its summary, and other results stay."""
    match result:
        case Answer():
            return _whole(result, library)
        case Alternatives(options=options):
            return replace(result, options=tuple(_whole(option, library) for option in options), comparison=None)
        case _:
            return result


def _whole(answer: Answer, library: Library) -> Answer:
    found = tuple(_unabridged(each, library) for each in answer.found)
    return replace(answer, found=found, is_verbatim=any(each.citation.text for each in found))


def _unabridged(found: Found, library: Library) -> Found:
    quote = found.citation.quote
    if quote is None or GAP not in quote:
        return found
    said = [part.strip() for part in quote.split(GAP) if part.strip()]
    for entry in library.of_document.get(found.citation.document, ()):
        passage = entry.passage
        if passage.place == found.citation.place and all(part in passage.text for part in said):
            return replace(found, citation=replace(found.citation, quote=passage.text))
    return found
