"""What was understood of a file, as the one JSON object that `ingest --json` promises."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.commands.paper_words import doubt_words, remark_words
from knowledge.document import Document, DutyClause, Header, Milestone, Passage, PassageKind, Reference, Target
from knowledge.proposals.doubts import doubts_of
from knowledge.proposals.values import Proposal

Json = dict[str, object]


def paper_json(proposal: Proposal, name: str) -> Json:
    """One object; `proposal` is one that was never stored."""
    document = proposal.document
    assert document is not None, "only a file that was read has an object"
    return {
        "file": name,
        "document": _header(document.header),
        "targets": [_target(clause, item) for clause in document.passages for item in clause.targets],
        "duties": [_duty(clause, item) for clause in document.passages for item in clause.duties],
        "milestones": [_milestone(clause, item) for clause in document.passages for item in clause.milestones],
        "plans": _listed(document, PassageKind.PLAN),
        "breakthroughs": _listed(document, PassageKind.BREAKTHROUGH),
        "tasks": _listed(document, PassageKind.TASK),
        "passages": len(document.passages),
        "warnings": list(_warnings(proposal)),
    }


def refusal_json(name: str, code: str, text: str) -> Json:
    """A file that is not read."""
    return {"file": name, "error": {"code": code, "text": text}}


def _header(header: Header) -> Json:
    return {
        "number": header.number,
        "type": header.type,
        "title": header.title,
        "issuer": header.issuer,
        "issuer_code": header.issuer_code,
        "issued_on": _day(header.issued_on),
        "issued_at": header.issued_at,
        "valid_from": _day(header.valid_from),
        "valid_to": _day(header.valid_to),
        "period": header.period,
        "signer_role": header.signer_role,
        "theme": header.theme,
        "recipients": list(header.recipients),
        "references": [_reference(item) for item in header.references],
    }


def _reference(item: Reference) -> Json:
    return {
        "relation": item.relation.value,
        "number": item.number or None,
        "issued_on": _day(item.issued_on),
        "issuer": item.issuer,
        "text": item.words,
        "place": item.place,
        "by": item.by,
    }


def _target(clause: Passage, item: Target) -> Json:
    return {
        "text": item.clause or clause.text,
        "value": number(item.value),
        "value_max": None if item.value_max is None else number(item.value_max),
        "comparator": item.comparator.value,
        "unit": item.measure,
        "subject": item.subject,
        "scope": item.scope,
        "sector": item.sector,
        "assignee": item.assignee,
        "due": item.due,
        "place": clause.place,
        "page": clause.page,
    }


def _duty(clause: Passage, item: DutyClause) -> Json:
    return {
        "cadence": ", ".join(item.cadence),
        "from": item.reporter,
        "to": item.recipient,
        "through": item.through,
        "text": clause.text,
        "due": item.due,
        "place": clause.place,
        "page": clause.page,
    }


def _milestone(clause: Passage, item: Milestone) -> Json:
    return {"text": item.text, "due": item.due, "place": clause.place, "page": clause.page}


def _listed(document: Document, kind: PassageKind) -> list[Json]:
    return [
        {"text": clause.text, "place": clause.place, "ordinal": clause.ordinal}
        for clause in document.passages
        if clause.kind is kind
    ]


def _warnings(proposal: Proposal) -> Iterator[str]:
    """What is to know about the reading, then what is doubtful in it, each a sentence."""
    yield from (remark_words(remark) for remark in proposal.warnings)
    yield from (doubt_words(proposal, question) for question in doubts_of(proposal))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def number(value: Decimal) -> int | float:
    """96 for '96', 6.4 for '6,4'."""
    return int(value) if value == value.to_integral_value() else float(value)
