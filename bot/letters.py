"""One announcement to one recipient: the key it goes under, and whether it is still right when it goes."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.store import outgoing
from bot.store.outgoing import Cancel, Later, Ruling, Send
from bot.store.tables import Outgoing
from handlers.announce.fates import store as fates
from handlers.announce.fates.store import Addressee, Given
from handlers.announce.store import (
    Announcement,
    AnnouncementId,
    Standing,
    Weight,
    announcements_by_id,
    without_news,
)
from knowledge.document import UnitCode
from union.groups import store as groups
from union.reach import store as reach
from union.roster import OfficerId

UNDER_WAY = frozenset({Outgoing.QUEUED, Outgoing.SENDING})
GONE = frozenset({Outgoing.SENT, Outgoing.UNSURE})
STOPPED, TOO_LATE, DECLINES = "văn phòng đã thôi gửi", "quá thời hạn sử dụng", "không nhận tin chung"
NOT_TIED, NOT_SEATED = "nhóm không còn gắn với đơn vị", "không còn phụ trách đơn vị nào"
NOT_TOLD, ANSWERED = "chưa nhận bản đầu", "đã trả lời"
A_LITTLE = timedelta(minutes=1)
"""So long a correction waits before it looks again whether what it corrects has gone."""


def key_of(item: AnnouncementId, whom: str) -> str:
    """'announce/7/12', 'announce/7/group/3': why the message exists."""
    return f"announce/{item}/{whom}"


KEY = re.compile(r"announce/(?P<announcement>\d+)/(?P<group>group/)?(?P<whom>\d+)(?:/part/\d+)?")


def told_again(db: Session, key: str) -> None:
    """An operator sends a message once more: where it is an announcement's, its recipient is on the way again."""
    found = KEY.fullmatch(key)
    if found is not None:
        whom = int(found["whom"])
        officer, group = (None, whom) if found["group"] else (OfficerId(whom), None)
        fates.reopen(db, AnnouncementId(int(found["announcement"])), officer=officer, group=group)


def args_of(to: Addressee, item: Announcement, *, is_chase: bool) -> dict[str, str]:
    """What the judge is asked by."""
    args = {"announcement": str(item.id)}
    args |= {"officer": str(to.officer)} if to.officer is not None else {"group": str(to.group)}
    args |= {"urgent": "1"} if item.is_urgent else {}
    return args | ({"chase": "1", "unit": to.unit} if is_chase else {})


@dataclass(frozen=True, slots=True)
class Case:
    """A message that is about to go: which announcement, to whom, and whether it chases."""

    to: Addressee
    is_chase: bool


def case_of(args: Mapping[str, str]) -> Case:
    """The case that `args_of` made arguments of."""
    who = OfficerId(int(args["officer"])) if "officer" in args else None
    group = int(args["group"]) if "group" in args else None
    to = Addressee(0, AnnouncementId(int(args["announcement"])), UnitCode(args.get("unit", "")), who, group)
    return Case(to, "chase" in args)


@dataclass(frozen=True, slots=True)
class World:
    """How everything stands that a batch of cases depends on."""

    now: datetime
    items: Mapping[AnnouncementId, Announcement]
    families: Mapping[AnnouncementId, tuple[AnnouncementId, ...]]
    seated: Collection[OfficerId]
    without_news: Collection[OfficerId]
    tied: Collection[int]
    states: Mapping[str, tuple[Outgoing, str]]
    """Of the messages that are corrected."""
    answers: Sequence[Given]
    """To what is chased."""

    def older(self, item: AnnouncementId) -> list[AnnouncementId]:
        """What a correction corrects: the original and the corrections before it."""
        return [each for each in self.families[item] if each < item]

    def has_answered(self, to: Addressee) -> bool:
        """Whether they, or somebody for their unit, have answered it or another of its family."""
        family = self.families[to.announcement]
        return any(
            each.announcement in family and (each.officer == to.officer or each.unit == to.unit)
            for each in self.answers
        )


def judge_announcements(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """An announcement goes while it is of use, not stopped, and its recipient still the one it is for."""
    cases = [case_of(args) for args in batch]
    world = world_of(db, cases, now)
    return [ruling(case, world) for case in cases]


def world_of(db: Session, cases: Sequence[Case], now: datetime) -> World:
    """Read for a batch at once; what only corrections and chases need, only for those."""
    items = announcements_by_id(db, {case.to.announcement for case in cases})
    families = fates.families_of(db, items.values())
    officers = {case.to.officer for case in cases if case.to.officer is not None}
    ids = {case.to.group for case in cases if case.to.group is not None}
    corrections = [case.to for case in cases if is_correction(case, items)]
    keys = {key_of(n, to.whom) for to in corrections for n in families[to.announcement] if n < to.announcement}
    chased = [case.to for case in cases if case.is_chase]
    asked = {n for to in chased for n in families[to.announcement]}
    return World(
        now, items, families,
        seated=reach.seated_of(db, officers, now.date()),
        without_news=without_news(db, officers) if any(item.weight is Weight.NEWS for item in items.values()) else (),
        tied=groups.groups_by_id(db, ids) if ids else (),
        states=outgoing.states_of(db, sorted(keys)),
        answers=fates.answers_to(db, asked, officers, {to.unit for to in chased}) if asked else (),
    )  # fmt: skip


def is_correction(case: Case, items: Mapping[AnnouncementId, Announcement]) -> bool:
    """Whether it goes only to whoever had what it corrects."""
    return items[case.to.announcement].corrects is not None and not case.is_chase


def ruling(case: Case, world: World) -> Ruling:
    """The ruling on one message."""
    item = world.items[case.to.announcement]
    if why := why_not(case, item, world):
        return Cancel(why)
    return after_the_original(case.to, world) if is_correction(case, world.items) else Send()


def why_not(case: Case, item: Announcement, world: World) -> str:
    """Why it is no longer right; empty when it is."""
    who = case.to.officer
    reasons = (
        (item.state is Standing.CANCELLED, STOPPED),
        (item.use_by < world.now, TOO_LATE),
        (who is None and case.to.group not in world.tied, NOT_TIED),
        (who is not None and who not in world.seated, NOT_SEATED),
        (who in world.without_news and item.weight is Weight.NEWS, DECLINES),
        (case.is_chase and world.has_answered(case.to), ANSWERED),
    )
    return next((reason for holds, reason in reasons if holds), "")


def after_the_original(to: Addressee, world: World) -> Ruling:
    """A correction follows what it corrects, and goes to nobody who has had none of it.

    What it corrects was put into the door before it, or never is: the oldest announcement is put first.
    """
    keys = [key_of(n, to.whom) for n in world.older(to.announcement)]
    states = {world.states[key][0] for key in keys if key in world.states}
    if states & UNDER_WAY:
        return Later(world.now + A_LITTLE)
    return Send() if states & GONE else Cancel(NOT_TOLD)
