"""What one officer is told at one moment: a bundle of reminders, judged and worded as things stand when it goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot import owing
from bot.owing import World
from bot.parcel import pack
from bot.store.outgoing import Cancel, Reworded, Ruling
from handlers import reminders
from handlers.drafting import draft_of, form_of, missing_labels
from handlers.messages import Reply
from handlers.reminders import Line
from handlers.wording.board import Sheet
from handlers.wording.report import title
from scheduler import store as scheduler
from scheduler.duties import Cadence, DutyId
from scheduler.filings import FILED, Filing, FilingId
from scheduler.store import Ended, Kept, Which
from scheduler.summaries import SummaryKind
from scheduler.tally import tally
from union import store as union
from union.catalogue import common
from union.draft import Draft
from union.forms.form import Form
from union.indicators import Catalogue, catalogue
from union.reach import store as reach
from union.records.store import own_indicators
from union.roster import Officer, OfficerId
from union.scope import Scope

EARLY = ("T-", "H-", "Z")
GONE, FILED_ALREADY, EXCUSED, ABOLISHED = "không còn bản báo cáo", "đã nộp", "được miễn", "không còn phải nộp"
MOVED, SNOOZED, OTHER_SPEAKER = "đã đổi hạn", "để sau", "đã đổi người phụ trách"
TOO_LATE, NEWER = "quá thời hạn sử dụng", "đã có lượt nhắc mới hơn"
Whose = tuple[FilingId, OfficerId, datetime]
OPEN_ENDS = frozenset({Ended.WAITING, Ended.SENT})
"""A bundle that waits for its slot again, after a refusal for speed, has been called sent before."""


@dataclass(slots=True)
class Drafting:
    """Reads what is missing in reports; forms, reaches and the catalogue are read once."""

    db: Session
    now: datetime
    _forms: dict[DutyId, Form] = field(default_factory=dict)
    _scopes: dict[OfficerId, Scope] = field(default_factory=dict)
    _catalogue: Catalogue | None = None

    def line(self, filing: Filing, who: OfficerId, world: World) -> Line:
        """One report as its officer reads it now."""
        duty = world.duties[filing.duty]
        form = self._forms.get(duty.id)
        if form is None:
            form = self._forms[duty.id] = form_of(self.db, duty)
        if filing.id > 0:
            draft = draft_of(self.db, self._scope(who, world), filing, form, self._known())
        else:
            draft = Draft(form, {})
        fields = sum(item.required for item in form.fields)
        asks = duty.asks if duty.cadence is Cadence.ADHOC else ""
        return Line(filing, missing_labels(draft), fields, duty.source.note, asks)

    def _scope(self, who: OfficerId, world: World) -> Scope:
        known = self._scopes.get(who)
        if known is None:
            day = self.now.date()
            person = Officer(who, world.contacts[who].name, union.seats_of(self.db, who, day))
            known = self._scopes[who] = union.scope_of(self.db, person, day)
        return known

    def _known(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = catalogue((*own_indicators(self.db), *common()))
        return self._catalogue


def worded(
    filings: Iterable[Filing], who: OfficerId, world: World, drafting: Drafting, office: str, *, at: datetime
) -> Reply:
    """The one message about these filings, as it reads at a moment."""
    lines = [drafting.line(filing, who, world) for filing in filings]
    return reminders.reminder(lines, world.contacts[who].name, office, at)


def judge_reminders(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """Each bundle without what is no longer right, in the words of now; an empty one does not go.

    How each reminder ends is written here: in the transaction that lets its message go.
    """
    kept: dict[str, list[Kept]] = {}
    for each in scheduler.reminders_of(db, [args["bundle"] for args in batch]):
        kept.setdefault(each.bundle, []).append(each)
    wanted = {each.filing for some in kept.values() for each in some}
    world = owing.about(db, wanted, now)
    newest = newest_of(scheduler.reminders_about(db, wanted))
    drafting = Drafting(db, now)
    return [judged(kept.get(args["bundle"], []), world, newest, drafting, args["office"]) for args in batch]


def newest_of(about: Iterable[Kept]) -> Mapping[Whose, str]:
    """The key of the newest reminder of each filing for each officer under one due moment."""
    # Oldest first, so that the newest stays.
    return {whose(each): each.key for each in about if each.state in OPEN_ENDS}


def whose(each: Kept) -> Whose:
    """What a newer reminder stands in place of."""
    return each.filing, each.officer, each.due


def judged(
    kept: Sequence[Kept],
    world: World,
    newest: Mapping[Whose, str],
    drafting: Drafting,
    office: str,
) -> Ruling:
    """The ruling on one bundle; settles its reminders."""
    right: list[Kept] = []
    ended: dict[tuple[Ended, str], list[str]] = {}
    for each in kept:
        if each.state not in OPEN_ENDS:
            continue
        if newest.get(whose(each), each.key) != each.key:
            ended.setdefault((Ended.MERGED, NEWER), []).append(each.key)
        elif why := why_not(each, world, drafting.now):
            ended.setdefault((Ended.CANCELLED, why), []).append(each.key)
        else:
            right.append(each)
    if right:
        ended[Ended.SENT, ""] = [each.key for each in right]
    for (state, reason), keys in ended.items():
        scheduler.settle_reminders(drafting.db, keys, state, reason, drafting.now)
    if not right:
        return Cancel("; ".join(dict.fromkeys(reason for _, reason in ended)) or GONE)
    filings = [world.filings[each.filing] for each in right]
    return Reworded(pack(worded(filings, right[0].officer, world, drafting, office, at=drafting.now)))


def why_not(each: Kept, world: World, now: datetime) -> str:
    """Why a reminder is no longer right; empty when it is."""
    filing = world.filings.get(each.filing)
    if filing is None:
        return GONE
    is_early = each.rung.startswith(EARLY)
    reasons = (
        (filing.state in FILED, FILED_ALREADY),
        (bool(filing.excused), EXCUSED),
        (filing.is_abolished, ABOLISHED),
        (filing.due != each.due, MOVED),
        (each.officer not in world.told(filing), OTHER_SPEAKER),
        (is_early and filing.snoozed_until is not None and filing.snoozed_until > now, SNOOZED),
        (is_early and each.at < each.due <= now, TOO_LATE),
    )
    return next((reason for holds, reason in reasons if holds), "")


# To the office


def judge_summaries(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """How a deadline stands now, for those who still work in the office; whom to call while somebody is missing."""
    duties = {duty.id: duty for duty in scheduler.all_duties(db)}
    offices = {duties[DutyId(args["duty"])].recipient for args in batch}
    staff = reach.staff_of(db, offices, now.date())
    told: dict[tuple[str, str, str], Ruling] = {}
    rulings: list[Ruling] = []
    for args in batch:
        if int(args["officer"]) not in staff.get(duties[DutyId(args["duty"])].recipient, ()):
            rulings.append(Cancel("không còn là cán bộ văn phòng"))
            continue
        which = (args["kind"], args["duty"], args["period"])
        if which not in told:
            reply = told_office(db, args, now)
            told[which] = Reworded(pack(reply)) if reply else Cancel("không còn đơn vị nào phải gọi")
        rulings.append(told[which])
    return rulings


def told_office(db: Session, args: Mapping[str, str], now: datetime) -> Reply | None:
    """The summary or the call list as it reads now; None when there is nothing to tell."""
    items = scheduler.filings_of_all(db, Which(duty=DutyId(args["duty"]), period=args["period"]))
    if not items:
        return None
    world, first = owing.world_of(db, items, now.date()), items[0]
    sheet = Sheet(title(first, now.date()), first.deadline.due, now, tally(items, now), world.means(), may_chase=True)
    if args["kind"] == SummaryKind.CALL_LIST:
        return reminders.call_list(sheet, world.names(), args["office"])
    return reminders.summary(sheet, args["office"])
