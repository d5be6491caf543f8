"""What does a paper set: targets, reporting duties and milestones, read from each passage and held by its words."""

from dataclasses import replace
from datetime import date

from knowledge.allocation import allocated, is_row
from knowledge.document import Document, Passage, PassageKind, Target
from knowledge.duties import find_duties, find_milestones, inherited
from knowledge.targets import Paper, targets_of


def extract(document: Document) -> Document:
    """The document with what each passage sets; a passage that proves to be a duty, milestone or target says so."""
    header = document.header
    paper = Paper(header.period, header.issuer, header.type, header.issued_on)
    passages = (_read(passage, paper) for passage in document.passages)
    return replace(document, passages=tuple(inherited(passages, header.issuer)))


def find_targets(
    passage: Passage, period: str = "", issuer: str = "", kind: str = "", *, issued: date | None = None
) -> tuple[Target, ...]:
    """The figures that a passage sets, in order, as a sentence or as a row of a table."""
    return _targets(passage, Paper(period, issuer, kind, issued))


def _targets(passage: Passage, paper: Paper) -> tuple[Target, ...]:
    return allocated(passage, paper) if is_row(passage) else targets_of(passage, paper)


def _read(passage: Passage, paper: Paper) -> Passage:
    duties, targets = find_duties(passage), _targets(passage, paper)
    set_here = replace(passage, targets=targets, duties=duties)
    # The day of a report is its own: under '2. Báo cáo thống kê' a clause need not say the word again.
    reports = " ".join(duty.due for duty in duties)
    stones = tuple(stone for stone in find_milestones(set_here) if not stone.due or stone.due not in reports)
    found = replace(set_here, milestones=stones)
    return replace(found, kind=_kind(found))


def _kind(passage: Passage) -> PassageKind:
    if passage.duties and passage.kind in (PassageKind.ORGANISATION, PassageKind.OTHER, PassageKind.TASK):
        return PassageKind.DUTY
    if passage.targets and passage.kind in (PassageKind.OTHER, PassageKind.PURPOSE):
        return PassageKind.TARGET
    if passage.milestones and passage.kind in (PassageKind.OTHER, PassageKind.ORGANISATION):
        return PassageKind.MILESTONE
    return passage.kind
