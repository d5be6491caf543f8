"""Giving each unit the figure that a published table sets for it: shown, confirmed, written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import wording
from handlers.citing.source import source
from handlers.flow import Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.papers.shown import sets_for_units
from handlers.speech import catalogue_for
from handlers.talk import Begin, Outcome, Scene, Talk
from handlers.wording import allot as words
from knowledge.dates import VIETNAM, written_day
from knowledge.document import Comparator, Document, UnitCode
from knowledge.numbers import written
from knowledge.result import Standing
from knowledge.succession import plain_number
from knowledge.text import fold
from union import store as union
from union.allocating import Allocation, Share, allocation_of
from union.indicators import IndicatorId
from union.naming import short_name
from union.records import store as records
from union.records.store import Assignment
from union.scope import Scope
from union.store import note, officer_at, scope_of


@dataclass(frozen=True, slots=True)
class Given:
    """One figure as it was shown."""

    unit: str
    indicator: str
    comparator: str
    value: str


@dataclass(frozen=True, slots=True)
class Giving:
    """The draft: by which publication of which document, and what exactly was shown."""

    paper: str
    version: int
    given: tuple[Given, ...]
    name: str


drafts = Drafts("allot/1", TypeAdapter(Giving))


COUNTED_OFF = re.compile(r"(?:[a-z ]+ )?(?:so )?(\d{1,4})")
"""'31', 'chương trình 31': the number without its symbol."""


def begin(_db: Session, _talk: Talk, argument: str) -> Outcome | Begin:
    """'giao chỉ tiêu', with or without the document."""
    return Begin("allot", argument)


def reads(_db: Session, talk: Talk) -> Begin | None:
    """'giao chỉ tiêu theo 31/CTr-CĐX'."""
    bare = wording.plain(talk.said)
    for opening in ("giao chi tieu theo ", "giao so theo "):
        if bare.startswith(opening):
            return Begin("allot", talk.said.strip()[len(opening) :])
    return None


def start(db: Session, talk: Talk, argument: str) -> Step[Giving, Giving]:
    """Reads the table of the document that is meant and says what it would set."""
    if not talk.is_private:
        return Stop(words.private_only())
    scope = scope_of(db, talk.person, talk.visit.today)
    if not scope.offices:
        return Stop(words.only_staff())
    papers = papers_with_tables(talk, scope)
    meant = [paper for paper in papers if is_meant(paper, argument)] if argument else papers
    if not meant:
        return Stop(words.no_table() if not papers else words.which([name_of(paper) for paper in papers]))
    if len(meant) > 1:
        return Stop(words.which([name_of(paper) for paper in meant]))
    return proposed(db, talk, scope, meant[0])


def papers_with_tables(talk: Talk, scope: Scope) -> list[Document]:
    """The documents of the speaker's offices that set figures for single units and are not over."""
    over = (Standing.EXPIRED, Standing.REPLACED)
    return [
        paper
        for paper in talk.visit.library.documents
        if paper.header.issuer_code in scope.offices
        and sets_for_units(paper)
        and talk.visit.library.standing(paper, talk.visit.today, ())[0] not in over
    ]


def is_meant(paper: Document, said: str) -> bool:
    """Whether the words name this document: by number, or by a part of its title."""
    number = paper.header.number
    if number and plain_number(number) in plain_number(said):
        return True
    counted = COUNTED_OFF.fullmatch(fold(said).strip())
    if number and counted and plain_number(number).partition("/")[0] == counted[1].lstrip("0"):
        return True
    return bool(said.strip()) and fold(said).strip() in fold(f"{paper.header.title} {paper.header.period}")


def proposed(db: Session, talk: Talk, scope: Scope, paper: Document) -> Step[Giving, Giving]:
    """What is new in the table, as a question; what stands already is left out."""
    found, name = allocation(db, talk, paper), name_of(paper)
    if found.start is None or found.end is None:
        return Stop(words.no_time(name))
    mine = [share for share in found.shares if scope.may_run(share.unit.code)]
    if not mine:
        return Stop(words.nobody_known(name, found.strangers, found.uncounted))
    standing = {(item.unit, item.indicator): item for item in set_for(db, scope, mine, found.start)}
    new = [share for share in mine if not is_set(share, standing.get((share.unit.code, share.indicator.id)))]
    if not new:
        return Stop(words.nothing_new(name, len(mine)))
    lines = [line_of(share, standing.get((share.unit.code, share.indicator.id))) for share in new]
    span = f"từ {written_day(found.start)} đến {written_day(found.end)}"
    reply = words.propose(name, span, lines, found.strangers, found.uncounted)
    return Ask(Giving(paper.key, paper.version, tuple(map(given, new)), name), reply)


def allocation(db: Session, talk: Talk, paper: Document) -> Allocation:
    """The table against the units that stand today and the indicators of the office."""
    today = talk.visit.today
    units = [unit for unit in union.all_units(db) if unit.closed_on is None or unit.closed_on > today]
    catalogue = catalogue_for(talk.visit.library, (paper.header.issuer_code,), records.own_indicators(db))
    return allocation_of(paper, units, catalogue)


def set_for(db: Session, scope: Scope, shares: Sequence[Share], day: date) -> list[Assignment]:
    """What is set for these units on the first day."""
    codes: list[UnitCode] = sorted({share.unit.code for share in shares})
    return records.assignments_of(db, scope, codes, day)


def is_set(share: Share, standing: Assignment | None) -> bool:
    """Whether just this figure stands already."""
    return standing is not None and (standing.value, standing.comparator) == (share.value, share.comparator)


def line_of(share: Share, standing: Assignment | None) -> words.Line:
    """'Công ty May Mây Trắng: kết nạp mới 60 đoàn viên (đang là 50)'."""
    item = share.indicator
    unit = short_name(share.unit.name)
    before = written(standing.value) if standing is not None else ""
    return words.Line(unit, f"{item.name[:1].lower()}{item.name[1:]} {figure_of(share.value, item.measure)}", before)


def figure_of(value: Decimal, measure: str) -> str:
    """'95%', '60 đoàn viên'."""
    return f"{written(value)}%" if measure == "%" else f"{written(value)} {measure}"


def given(share: Share) -> Given:
    """The figure as the draft keeps it."""
    return Given(share.unit.code, share.indicator.id, share.comparator, str(share.value))


def name_of(paper: Document) -> str:
    """The document in a few words."""
    return paper.header.number or source(paper.header)


def step(draft: Giving, said: str, _scene: Scene) -> Step[Giving, Giving]:
    """Yes writes, no leaves it; anything else belongs elsewhere."""
    if wording.is_yes(said):
        return Done(draft)
    if wording.may_mean_no(said):
        return Ask(draft, words.yes_or_no())
    if wording.is_no(said):
        return Stop(words.not_done())
    return Aside()


def resume(db: Session, talk: Talk, draft: Giving) -> Step[Giving, Giving]:
    """The question once more, with what stands now."""
    paper = next((item for item in talk.visit.library.documents if item.key == draft.paper), None)
    scope = scope_of(db, talk.person, talk.visit.today)
    if paper is None or paper.header.issuer_code not in scope.offices:
        return Stop(words.changed())
    return proposed(db, talk, scope, paper)


def left(_draft: Giving) -> Reply:
    """Nothing was set."""
    return words.not_done()


def finish(db: Session, talk: Talk, result: Giving, now: datetime) -> Finished:
    """Writes exactly what was shown, if the document, the units and the seat are still what they were."""
    talk = replace(talk, person=officer_at(db, talk.visit.inbound.sender, now.astimezone(VIETNAM).date()))
    scope = scope_of(db, talk.person, talk.visit.today)
    paper = next((item for item in talk.visit.library.documents if item.key == result.paper), None)
    if talk.person is None or paper is None or paper.version != result.version:
        return Finished((words.changed(),))
    match proposed(db, talk, scope, paper) if paper.header.issuer_code in scope.offices else None:
        case Ask(Giving() as fresh, _) if fresh.given == result.given:
            pass
        case _:
            return Finished((words.changed(),))
    found = allocation(db, talk, paper)
    assert found.start is not None, "what was proposed has its days"
    assert found.end is not None, "what was proposed has its days"
    by = f"đồng chí {talk.person.name}"
    for item in result.given:
        assignment = Assignment(
            UnitCode(item.unit), IndicatorId(item.indicator), Comparator(item.comparator), Decimal(item.value),
            found.start, found.end, result.name,
        )  # fmt: skip
        records.assign(db, scope, assignment, by, now)
    note(db, now, talk.visit.inbound.sender, "assign", result.name, figures=str(len(result.given)))
    return Finished((words.done(result.name, len(result.given)),))
