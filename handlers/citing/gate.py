"""May it be said: nothing goes out as an answer whose figures do not stand in its own sources."""

import logging
from datetime import date

from handlers.citing import whole
from handlers.citing.pieces import pieces
from handlers.citing.verbatim import withheld
from knowledge.honest import unheld
from knowledge.result import Result, citations_of

log = logging.getLogger(__name__)


def strays(text: str, result: Result) -> tuple[str, ...]:
    """The figures, days and document numbers of a text that the sources of the result do not hold."""
    return unheld(text, pieces(result))


def phrase(result: Result, today: date) -> str:
    """The whole answer in Vietnamese; every figure in it stands in its own source."""
    return passed(whole.phrase(result, today), result)


def passed(text: str, result: Result) -> str:
    """The text, or in its place the passages alone: words that the sources do not hold are never said."""
    strange = strays(text, result)
    if not strange:
        return text
    documents = [str(each.document) for each in citations_of(result)]
    log.error("answer withheld", extra={"unheld": list(strange), "documents": documents})
    return withheld(result)
