"""How is a result printed for programs: `ask --json`."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from handlers.citing import whole
from handlers.citing.gate import phrase
from knowledge.result import (
    Alternatives,
    Answer,
    AskBack,
    Citation,
    Meaning,
    NotFound,
    Result,
    SmallTalk,
    Standing,
    Value,
    citations_of,
    values_of,
)


class CitationJson(TypedDict):
    """One source, as `ask --json` prints it."""

    number: str | None
    title: str
    issuer: str
    issued_on: str | None
    place: str
    quote: str | None
    summary: str | None
    in_force: bool | str
    version: int
    page: int | None
    replaced_by: str | None
    """The number, or the title, of the document that took its place."""


class ValueJson(TypedDict):
    """One figure, as `ask --json` prints it."""

    value: int | float
    value_max: int | float | None
    comparator: str
    unit: str
    subject: str
    corrected: bool
    """Whether the office set it against the words of the passage."""


class AnswerJson(TypedDict):
    """One answer, as `ask --json` prints it."""

    kind: str
    text: str
    citations: list[CitationJson]
    values: list[ValueJson]


def ask_json(result: Result, today: date) -> AnswerJson:
    """The result as one JSON object, with the words a person would read."""
    text, worded = phrase(result, today), whole.phrase(result, today)
    return {
        "kind": _kind(result),
        "text": text,
        "citations": [_citation_json(citation) for citation in citations_of(result)],
        "values": [_value_json(value) for value in values_of(result)] if text == worded else [],
    }


def _kind(result: Result) -> str:
    match result:
        case Answer():
            return "answer"
        case Alternatives():
            return "alternatives"
        case NotFound():
            return "not_found"
        case AskBack():
            return "ask_back"
        case SmallTalk():
            return "smalltalk"
        case Meaning():
            return "meaning"


def _citation_json(citation: Citation) -> CitationJson:
    header = citation.header
    return {
        "number": header.number,
        "title": header.title,
        "issuer": header.issuer,
        "issued_on": header.issued_on.isoformat() if header.issued_on else None,
        "place": citation.place,
        "quote": citation.quote,
        "summary": citation.summary,
        "in_force": _in_force(citation.standing),
        "version": citation.version,
        "page": citation.page,
        "replaced_by": (citation.later.number or citation.later.title) if citation.later else None,
    }


def _in_force(standing: Standing) -> bool | str:
    return "unconfirmed" if standing is Standing.UNCONFIRMED else standing is Standing.IN_FORCE


def _value_json(value: Value) -> ValueJson:
    return {
        "value": _number(value.value),
        "value_max": None if value.value_max is None else _number(value.value_max),
        "comparator": value.comparator.value,
        "unit": value.unit,
        "subject": value.subject,
        "corrected": value.by_office,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
