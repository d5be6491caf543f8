"""What does a file come to that was read: a document with its figures, and the key it would be published under."""

from dataclasses import replace

from knowledge.document import Document, DocumentKey, UnitCode, read_document
from knowledge.extract import extract
from knowledge.proposals.keys import key_of
from knowledge.proposals.store import ReadThrough
from knowledge.readers.reading import Reading

UNKEYED = DocumentKey("")


def understood(reading: Reading, source_name: str, issuer: UnitCode | None = None) -> ReadThrough:
    """The document that the pages hold; `issuer` is said by whoever dropped it in and knows whose paper it is."""
    document = document_of(reading.text, issuer)
    key = key_of(document.header)
    doubts = tuple((number, doubt) for number, page in enumerate(reading.pages, 1) for doubt in page.doubts)
    named = replace(document, key=key, file_name=source_name)
    return ReadThrough(key, named, reading.warnings, doubts, len(reading.pages))


def document_of(text: str, issuer: UnitCode | None = None) -> Document:
    """The plain text of a paper as a document with what it sets."""
    return extract(read_document(text, UNKEYED, issuer))
