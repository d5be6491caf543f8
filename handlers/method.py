"""Confirming how a target is counted: without it no percentage of it is ever said."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from handlers import rollups, wording
from handlers.flow import Aside, Ask, Done, Drafts, Finished, Step, Stop
from handlers.messages import Reply
from handlers.talk import Scene, Talk
from handlers.wording import rollups as words
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from union.indicators import Catalogue, Indicator, IndicatorId, Kind, OverUnits
from union.records.store import Method, confirm_method, methods
from union.rollup import indicators_meant
from union.scope import Scope
from union.store import note, officer_at, scope_of


@dataclass(frozen=True, slots=True)
class Proposed:
    """The draft: the target whose way to count is to be confirmed, as it was shown."""

    target: str
    indicator: str
    shown: words.Proposal
    by: str = ""
    """Who confirmed it before."""


drafts = Drafts("method/1", TypeAdapter(Proposed))


def start(db: Session, talk: Talk, argument: str) -> Step[Proposed, Proposed]:
    """Finds the target that the words mean among those of the office's programme in force."""
    offices = offices_of(db, talk)
    if not talk.is_private:
        return Stop(wording.private_only())
    if not offices:
        return Stop(words.only_staff())
    items = [item for item in rollups.targets_in_force(db, talk, offices) if can_be_added(item)]
    meant = items_meant(argument, items)
    if len(meant) != 1:
        known = methods(db)
        offered = meant or tuple(item for item in items if item.target not in known) or tuple(items)
        return Stop(words.which_target([(item.name, words.method_says(item)) for item in offered]))
    [item] = meant
    return Ask(*asked(db, item))


def items_meant(argument: str, items: list[Indicator]) -> tuple[Indicator, ...]:
    """The targets that the words mean; those of whole names win over those that share words."""
    if not argument:
        return ()
    exact = tuple(item for item in items if wording.plain(item.name) == wording.plain(argument))
    return exact or indicators_meant(argument, Catalogue(tuple(items)))


def can_be_added(item: Indicator) -> bool:
    """Whether a sum over the units says something of the target; a time to answer in does not."""
    return item.over_units is not OverUnits.NONE and (item.kind is not Kind.PERCENT or item.aim != "")


def asked(db: Session, item: Indicator) -> tuple[Proposed, Reply]:
    """The draft and the question for one target."""
    known = methods(db, [item.target]).get(item.target)
    shown = words.proposal_of(item, item.place)
    by = known.confirmed_by if known else ""
    return Proposed(item.target, item.id, shown, by), words.propose(shown, by)


def step(draft: Proposed, said: str, _scene: Scene) -> Step[Proposed, Proposed]:
    """Yes confirms, no leaves it; anything else belongs elsewhere."""
    if wording.is_yes(said):
        return Done(draft)
    if wording.may_mean_no(said):
        return Ask(draft, words.yes_or_leave())
    if wording.is_no(said):
        return Stop(words.not_confirmed(draft.shown.name, draft.by))
    return Aside()


def resume(db: Session, talk: Talk, draft: Proposed) -> Step[Proposed, Proposed]:
    """The question once more, if the target is still there."""
    item = target_of(db, talk, draft)
    return Stop(words.no_longer()) if item is None else Ask(*asked(db, item))


def left(draft: Proposed) -> Reply:
    """The way to count stays unconfirmed."""
    return words.not_confirmed(draft.shown.name, draft.by)


def finish(db: Session, talk: Talk, result: Proposed, now: datetime) -> Finished:
    """Writes the confirmation and its line of the trail, if the target is still that of the speaker's office."""
    talk = replace(talk, person=officer_at(db, talk.visit.inbound.sender, now.astimezone(VIETNAM).date()))
    item = target_of(db, talk, result)
    if item is None or talk.person is None:
        return Finished((words.no_longer(),))
    method = Method(item.target, IndicatorId(item.id), words.AREA, item.basis)
    confirm_method(db, method, f"đồng chí {talk.person.name}", now)
    note(db, now, talk.visit.inbound.sender, "method", item.target, over=method.over, basis=method.basis)
    return Finished((words.confirmed(item.name, words.way_words(words.proposal_of(item, ""))),))


def target_of(db: Session, talk: Talk, draft: Proposed) -> Indicator | None:
    """The draft's target as it stands now; None when it is no longer the office's, or the seat has ended."""
    offices = offices_of(db, talk)
    known = rollups.targets_in_force(db, talk, offices) if offices else []
    return next((item for item in known if item.target == draft.target), None)


def offices_of(db: Session, talk: Talk) -> tuple[UnitCode, ...]:
    """The offices where the speaker works today."""
    scope: Scope = scope_of(db, talk.person, talk.visit.today)
    return tuple(sorted(scope.offices))
