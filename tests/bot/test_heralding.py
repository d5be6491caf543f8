"""Announcements through the door: each recipient once, judged when it goes, and what became of it is entered."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot import heralding
from bot.channels.contract import Channel, SendError, Verdict
from bot.db import ANNOUNCED, Database, moment, wake
from bot.delivery import Sender, Shower
from bot.heralding import Herald, herald
from bot.house import House
from bot.letters import key_of
from bot.parcel import unpack
from bot.settings import QuietHours
from bot.store import outbox, outgoing
from handlers.announce import store
from handlers.announce.fates import store as fates
from handlers.announce.store import Announcement, Answer, NewReceipt, Weight
from handlers.messages import BotId, Reply
from tests.crowd import GROUP_CHAT, NOW, OFFICE, Crowd, announce, gather, unit_of
from tests.house import PLATFORM, Platform, going, house_of, rows, still, until
from union import store as union
from union.groups import store as groups
from union.groups.store import GroupCode

T = TypeVar("T")
QUIET = QuietHours(time(20), time(7))
EVENING = NOW.replace(hour=21)
MORNING = (NOW + timedelta(days=1)).replace(hour=7)
SOON = NOW + timedelta(minutes=2)


@dataclass
class Office:
    """An announcing office in a database, at a moment of office time."""

    db: Database
    crowd: Crowd
    platform: Platform = field(default_factory=Platform)

    def house(self, now: datetime = NOW, *channels: Channel) -> House:
        return still(house_of(self.db, *(channels or (self.platform,))), now)

    def announces(self, *, with_group: bool = False, **more: object) -> Announcement:
        """The talk has written an announcement to everybody."""
        everybody = self.crowd.everybody(with_group=with_group)
        return self.write(lambda session: announce(session, self.crowd, everybody, **more))  # type: ignore[arg-type] # as `announce` takes them

    def corrects(self, item: Announcement, event: str = "2") -> Announcement:
        """The talk has written a correction to those who had it."""

        def correct(session: Session) -> Announcement:
            whom = store.to_correct(session, self.crowd.scope, item)
            return announce(session, self.crowd, whom, event=event, text="ĐÍNH CHÍNH: 15 giờ.", corrects=item.root)

        return self.write(correct)

    def cancels(self, item: Announcement) -> None:
        assert self.write(lambda session: store.cancel(session, self.crowd.scope, item.id, NOW))

    def chases(self, item: Announcement) -> None:
        assert self.write(lambda session: store.chase(session, self.crowd.scope, item.id, NOW))

    def answers(self, n: int, item: Announcement) -> None:
        """The n-th chair has answered."""
        new = NewReceipt(item.id, unit_of(n), Answer.ATTENDING)
        self.write(lambda session: store.record(session, self.crowd.scope_of(n), new, NOW))

    def deputy_answers(self, n: int, item: Announcement) -> None:
        """Somebody else has answered for the n-th unit."""

        def record(session: Session) -> None:
            deputy = union.add_officer(session, "Vân")
            scope = replace(self.crowd.scope_of(n), officer=deputy)
            store.record(session, scope, NewReceipt(item.id, unit_of(n), Answer.NOTED), NOW)

        self.write(record)

    def heralds(self, now: datetime = NOW) -> int:
        return asyncio.run(herald(self.house(now)))

    def shows(self, now: datetime = NOW, quiet: QuietHours | None = None) -> None:
        """What waits for the page is judged and shown, and what became of it entered."""
        self.write(Shower(replace(self.house(now), quiet_hours=quiet)).show)
        self.heralds(now)

    def sends(self, until_settled: int, now: datetime = NOW) -> None:
        """The platform's sender runs until so many of its messages have an end, which is then entered."""
        asyncio.run(self._send(until_settled, now))
        self.heralds(now)

    async def _send(self, until_settled: int, now: datetime) -> None:
        house = self.house(now)
        await house.db.write(lambda session: outgoing.ensure_pace(session, PLATFORM, 1000.0, moment(session)))
        counted = "SELECT count(*) FROM outgoing WHERE bot = :bot AND settled_at IS NOT NULL"
        async with going(Sender(house, PLATFORM).run):
            await until(lambda: rows(self.db, counted, bot=PLATFORM) == [(until_settled,)])

    def write(self, work: Callable[[Session], T]) -> T:
        return self.db.write_now(work)

    def fates(self, item: Announcement) -> list[tuple[str, str]]:
        """How it ended for each recipient, and why, in their order."""
        found = rows(self.db, "SELECT fate, reason FROM recipient WHERE announcement = :item ORDER BY id", item=item.id)
        return [(str(fate), str(reason)) for fate, reason in found]

    def door(self, which: str = "%") -> list[tuple[object, ...]]:
        """The keys of what is in the door, and how each stands."""
        return rows(self.db, "SELECT key, state FROM outgoing WHERE key LIKE :which ORDER BY id", which=which)

    def shown(self, n: int) -> list[str]:
        """What the n-th chair was told."""
        found = rows(
            self.db, "SELECT body FROM outgoing WHERE chat = :chat AND state = 'sent' ORDER BY id", chat=str(n)
        )
        return [unpack(str(body)).text for (body,) in found]

    def key(self, item: Announcement, n: int) -> str:
        return key_of(item.id, str(self.crowd.chairs[n]))


@pytest.fixture
def office(db: Database) -> Office:
    """Four chairs, two on the page and two on a platform."""
    return Office(db, db.write_now(lambda session: gather(session, 4, ("web", PLATFORM))))


@pytest.fixture
def page(db: Database) -> Office:
    """Three chairs, all on the page, and their group."""
    return Office(db, db.write_now(lambda session: gather(session, 3, ("web",))))


# Each once


def test_everybody_is_told_once(page: Office) -> None:
    item = page.announces(with_group=True)
    assert page.heralds() == 4
    assert page.heralds() == 0
    page.shows()
    assert page.fates(item) == [("sent", "")] * 4
    for n in range(3):
        [told] = page.shown(n)
        assert told.startswith("[Tin tự động – Văn phòng Công đoàn xã Suối Mây] Mời các đồng chí họp")
    assert rows(page.db, "SELECT chat, is_group FROM outgoing WHERE key LIKE '%/group/%'") == [(GROUP_CHAT, True)]


def test_until_it_goes_it_is_queued_behind_replies_and_reminders(page: Office) -> None:
    item = page.announces()
    page.heralds()
    assert page.fates(item) == [("queued", "")] * 3
    assert rows(page.db, "SELECT DISTINCT lane, judge FROM outgoing") == [(2, "announcement")]


def test_what_is_urgent_goes_before_what_is_not(page: Office) -> None:
    page.announces(is_urgent=True)
    page.heralds()
    [(lane, args)] = rows(page.db, "SELECT DISTINCT lane, judge_args FROM outgoing WHERE chat = '0'")
    assert lane == 1
    assert '"urgent": "1"' in str(args)


def test_it_is_of_use_until_the_office_says(page: Office) -> None:
    item = page.announces(use_by=NOW + timedelta(hours=6))
    page.heralds()
    page.shows(NOW + timedelta(hours=6, seconds=1))
    assert page.fates(item) == [("expired", "quá thời hạn sử dụng")] * 3


def test_the_account_that_is_preferred_among_those_reached_is_told(page: Office) -> None:
    who = page.crowd.chairs[0]

    def move(session: Session) -> None:
        union.save_account(session, union.Account("web:other", who, "web", "other", reachable=True), now=NOW)
        session.execute(text("UPDATE account SET reachable = false WHERE address = 'web:0'"))

    page.write(move)
    page.announces()
    page.heralds()
    assert rows(page.db, "SELECT chat FROM outgoing WHERE key LIKE :key", key=f"announce/%/{who}") == [("other",)]


def test_two_processes_at_once_tell_everybody_once(db: Database) -> None:
    office = Office(db, db.write_now(lambda session: gather(session, 1200, ("web", PLATFORM))))
    item = office.announces()

    async def both() -> tuple[int, ...]:
        return tuple(await asyncio.gather(*(herald(office.house()) for _ in range(2))))

    assert sum(asyncio.run(both())) == 1200
    assert len(office.door()) == 1200
    assert office.fates(item) == [("queued", "")] * 1200


def test_a_run_that_is_cut_off_is_finished_by_the_next(db: Database) -> None:
    office = Office(db, db.write_now(lambda session: gather(session, 1200, ("web", PLATFORM))))
    item = office.announces()

    async def cut_off() -> None:
        run = asyncio.create_task(herald(office.house()))
        await until(lambda: office.door() != [])
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)

    asyncio.run(cut_off())
    assert 0 < len(office.door()) < 1200
    office.heralds()
    assert len(office.door()) == 1200
    assert office.fates(item) == [("queued", "")] * 1200


def test_a_batch_is_put_whole_or_not_at_all(page: Office) -> None:
    item = page.announces()
    house = page.house()

    def killed(session: Session) -> None:
        assert heralding.put(session, house, heralding.prepared(session, house)) == 3
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        page.write(killed)
    assert (page.door(), page.fates(item)) == ([], [("waiting", "")] * 3)
    assert page.heralds() == 3


def test_a_process_that_comes_late_with_its_batch_changes_nothing(page: Office) -> None:
    item = page.announces()
    house = page.house()
    letters = page.db.read_now(lambda session: heralding.prepared(session, house))
    page.heralds()
    page.shows()
    assert page.write(lambda session: heralding.put(session, house, letters)) == 0
    assert page.fates(item) == [("sent", "")] * 3


class Halving(Platform):
    """A platform that carries half of it in a message."""

    def split(self, reply: Reply) -> list[Reply]:
        middle = len(reply.text) // 2
        return [Reply(reply.text[:middle]), Reply(reply.text[middle:])]


def test_what_is_too_long_goes_in_parts_and_is_sent_when_all_are(office: Office) -> None:
    office.platform = Halving()
    item = office.announces()
    office.heralds()
    first = office.key(item, 1)
    assert [key for key, _ in office.door(f"{first}%")] == [first, f"{first}/part/2"]
    office.write(
        lambda session: session.execute(text("UPDATE outgoing SET state = 'sent' WHERE key = :key"), {"key": first})
    )
    office.heralds()
    assert office.fates(item)[1] == ("queued", "")
    office.write(lambda session: outbox.cancel(session, f"{first}/part/2", "người trực huỷ", moment(session)))
    office.heralds()
    assert office.fates(item)[1] == ("cancelled", "người trực huỷ")


# Who is not told, and why


def nobody_there(session: Session) -> None:
    session.execute(text("DELETE FROM account WHERE address = 'web:0'"))


def blocked(session: Session) -> None:
    union.lost_touch(session, "web", "0")


def declines(session: Session) -> None:
    session.execute(text("UPDATE officer SET wants_news = false WHERE name = 'Chủ tịch 0'"))


def leaves(session: Session) -> None:
    day = NOW.date().isoformat()
    session.execute(text(f"UPDATE seat SET valid_to = '{day}' WHERE unit = 'cdcs-0'"))  # noqa: S608 - our own day


@pytest.mark.parametrize(
    ("before", "weight", "fate"),
    [
        pytest.param(nobody_there, Weight.WORK, ("unreachable", "chưa dùng trợ lý"), id="has not joined"),
        pytest.param(blocked, Weight.WORK, ("unreachable", "tin không tới"), id="blocked the assistant"),
        pytest.param(declines, Weight.NEWS, ("declined", ""), id="declines news"),
        pytest.param(declines, Weight.WORK, ("queued", ""), id="declines news, but this is work"),
    ],
)
def test_who_is_not_reached_stands_with_the_reason(
    before: Callable[[Session], None], weight: Weight, fate: tuple[str, str], page: Office
) -> None:
    item = page.announces(weight=weight)
    page.write(before)
    page.heralds()
    assert page.fates(item) == [fate, ("queued", ""), ("queued", "")]


def test_a_group_that_was_untied_is_not_told(page: Office) -> None:
    item = page.announces(with_group=True)
    page.write(lambda session: groups.end_group(session, "web", GROUP_CHAT, "gỡ", NOW))
    page.heralds()
    assert page.fates(item)[-1] == ("unreachable", "nhóm không còn gắn với đơn vị")
    assert page.door("%group%") == []


def test_an_outage_over_its_time_tells_nobody_and_says_so(page: Office) -> None:
    item = page.announces()
    assert page.heralds(item.use_by + timedelta(hours=1)) == 0
    assert page.fates(item) == [("expired", "quá thời hạn sử dụng")] * 3


def test_what_nobody_sends_in_its_time_ends_with_that_reason(office: Office) -> None:
    item = office.announces()
    office.heralds()
    house = office.house(item.use_by + timedelta(hours=1), Platform(bot=BotId("platform:2")))
    asyncio.run(herald(house))
    assert office.fates(item) == [("expired", "quá thời hạn sử dụng")] * 4


# Judged when it goes


@pytest.mark.parametrize(
    ("meanwhile", "weight", "fate"),
    [
        pytest.param(leaves, Weight.WORK, ("cancelled", "không còn phụ trách đơn vị nào"), id="speaks for nobody"),
        pytest.param(declines, Weight.NEWS, ("cancelled", "không nhận tin chung"), id="declines news"),
        pytest.param(declines, Weight.WORK, ("sent", ""), id="declines news, but this is work"),
    ],
)
def test_what_is_no_longer_right_does_not_go(
    meanwhile: Callable[[Session], None], weight: Weight, fate: tuple[str, str], page: Office
) -> None:
    item = page.announces(weight=weight)
    page.heralds()
    page.write(meanwhile)
    page.shows()
    assert page.fates(item) == [fate, ("sent", ""), ("sent", "")]


def test_a_group_untied_meanwhile_is_not_told(page: Office) -> None:
    item = page.announces(with_group=True)
    page.heralds()
    page.write(lambda session: groups.end_group(session, "web", GROUP_CHAT, "gỡ", NOW))
    page.shows()
    assert page.fates(item)[-1] == ("cancelled", "nhóm không còn gắn với đơn vị")


def test_quiet_hours_hold_it_until_the_morning(page: Office) -> None:
    item = page.announces(now=EVENING)
    page.heralds(EVENING)
    page.shows(EVENING, QUIET)
    assert page.fates(item) == [("queued", "")] * 3
    page.shows(MORNING, QUIET)
    assert page.fates(item) == [("sent", "")] * 3


# Cancelled


def test_what_is_stopped_half_way_reaches_nobody_more(office: Office) -> None:
    item = office.announces()
    office.heralds()
    office.shows()
    office.cancels(item)
    office.sends(2)
    stopped = ("cancelled", "văn phòng đã thôi gửi")
    assert office.fates(item) == [("sent", ""), stopped, ("sent", ""), stopped]
    assert office.platform.sent == []


def test_what_is_stopped_before_it_was_put_is_never_put(page: Office) -> None:
    item = page.announces()
    page.cancels(item)
    assert page.heralds() == 0
    assert page.fates(item) == [("cancelled", "văn phòng đã thôi gửi")] * 3


# What the platform says


@pytest.mark.parametrize(
    ("verdict", "fate"),
    [
        pytest.param(Verdict.DROP, ("failed", "vì sao"), id="refused"),
        pytest.param(Verdict.UNREACHABLE, ("failed", "vì sao"), id="blocked"),
        pytest.param(Verdict.UNSURE, ("unsure", "vì sao"), id="nobody knows"),
    ],
)
def test_what_the_platform_says_is_entered(verdict: Verdict, fate: tuple[str, str], office: Office) -> None:
    item = office.announces()
    office.platform.refusals.append(SendError(verdict, "vì sao"))
    office.heralds()
    office.sends(2)
    assert sorted([office.fates(item)[1], office.fates(item)[3]]) == sorted([fate, ("sent", "")])


# Corrected


def test_a_correction_goes_to_exactly_those_who_had_it(office: Office) -> None:
    item = office.announces()
    office.platform.refusals.append(SendError(Verdict.DROP, "vì sao"))
    office.heralds()
    office.shows()
    correction = office.corrects(item)  # while half of it waits for the platform
    office.heralds()
    office.shows()
    office.sends(4)
    had = {("sent", ""): ("sent", ""), ("failed", "vì sao"): ("cancelled", "chưa nhận bản đầu")}
    assert sorted(office.fates(item)) == [("failed", "vì sao"), *[("sent", "")] * 3]
    assert office.fates(correction) == [had[fate] for fate in office.fates(item)]


def test_a_correction_waits_for_what_it_corrects(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.write(lambda session: session.execute(text("UPDATE outgoing SET not_before = '2026-11-23 05:00:00+00:00'")))
    correction = page.corrects(item)
    page.heralds()
    page.shows()
    assert (page.fates(item), page.fates(correction)) == ([("queued", "")] * 3, [("queued", "")] * 3)
    page.shows(NOW + timedelta(hours=4))
    page.shows(NOW + timedelta(hours=4, minutes=2))
    assert (page.fates(item), page.fates(correction)) == ([("sent", "")] * 3, [("sent", "")] * 3)
    assert ["ĐÍNH CHÍNH" in told for told in page.shown(0)] == [False, True]


def test_stopping_the_original_stops_its_correction_for_whoever_had_nothing(office: Office) -> None:
    item = office.announces()
    office.heralds()
    office.shows()
    correction = office.corrects(item)
    office.cancels(item)
    office.heralds()
    office.shows()
    office.sends(4)
    missed = ("cancelled", "chưa nhận bản đầu")
    assert office.fates(correction) == [("sent", ""), missed, ("sent", ""), missed]


def test_a_second_correction_follows_the_first(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.shows()
    first = page.corrects(item)
    second = page.corrects(first, event="3")
    page.heralds()
    page.shows()
    assert (page.fates(first), page.fates(second)) == ([("sent", "")] * 3, [("queued", "")] * 3)
    page.shows(SOON)
    assert page.fates(second) == [("sent", "")] * 3


# Chased


def test_who_had_it_and_has_not_answered_is_chased_once(page: Office) -> None:
    page.write(blocked)
    item = page.announces(with_group=True)
    page.heralds()
    page.shows()
    page.answers(1, item)
    page.chases(item)
    assert page.heralds() == 1
    assert page.heralds() == 0
    page.shows()
    assert page.door("%/chase") == [(f"{page.key(item, 2)}/chase", "sent")]
    [_, chasing] = page.shown(2)
    assert "chưa thấy trả lời" in chasing


def test_what_is_not_out_yet_is_not_chased(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.chases(item)
    assert page.heralds() == 0
    page.shows()
    assert page.heralds() == 0
    assert page.door("%/chase") == []


def test_who_answers_meanwhile_is_not_chased(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.shows()
    page.chases(item)
    assert page.heralds() == 3
    page.answers(0, item)
    page.shows()
    assert page.door("%/chase") == [
        (f"{page.key(item, 0)}/chase", "cancelled"),
        (f"{page.key(item, 1)}/chase", "sent"),
        (f"{page.key(item, 2)}/chase", "sent"),
    ]


def test_a_chair_whose_deputy_has_answered_is_not_chased(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.shows()
    page.deputy_answers(0, item)
    page.chases(item)
    assert page.heralds() == 2
    page.deputy_answers(1, item)
    page.shows()
    assert [state for _, state in page.door("%/chase")] == ["cancelled", "sent"]


def test_an_answer_to_the_original_stands_when_its_correction_is_chased(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.shows()
    page.answers(0, item)
    correction = page.corrects(item)
    page.heralds()
    page.shows()
    page.chases(correction)
    assert page.heralds() == 2
    assert page.door("%/chase")[0][0] == f"{page.key(correction, 1)}/chase"


def test_nobody_is_chased_for_what_was_stopped(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.shows()
    page.chases(item)
    page.heralds()
    page.cancels(item)
    page.shows()
    assert {state for _, state in page.door("%/chase")} == {"cancelled"}


def test_a_chase_that_is_cut_off_is_finished_by_the_next_run(page: Office) -> None:
    item = page.announces()
    page.heralds()
    page.shows()
    page.chases(item)
    house = page.house()
    letters = page.db.read_now(lambda session: heralding.reminders(session, house, item.id, 0))
    page.write(lambda session: heralding.post(session, house, letters[:1]))
    assert page.heralds() == 2
    assert len(page.door("%/chase")) == 3


# A group's chat


def tie_on_platform(session: Session, crowd: Crowd) -> int:
    code = GroupCode(OFFICE, crowd.clerk, NOW, None)
    return groups.tie(session, PLATFORM, "g1", code, title="Nhóm CĐ xã", now=NOW).id


@pytest.fixture
def with_group(office: Office) -> Office:
    """The office's group is on the platform."""
    office.crowd = replace(office.crowd, group=office.write(lambda session: tie_on_platform(session, office.crowd)))
    return office


def announces_to_group(office: Office, event: str = "1") -> Announcement:
    [*_, group] = office.crowd.everybody(with_group=True)
    return office.write(lambda session: announce(session, office.crowd, [group], event=event))


def test_a_group_that_put_the_assistant_out_is_told_of_no_more(with_group: Office) -> None:
    first, second = announces_to_group(with_group), announces_to_group(with_group, "2")
    with_group.platform.refusals.append(SendError(Verdict.UNREACHABLE, "trợ lý bị đưa ra khỏi nhóm"))
    with_group.heralds()
    with_group.sends(2)
    assert with_group.fates(first) == [("failed", "trợ lý bị đưa ra khỏi nhóm")]
    assert with_group.fates(second) == [("cancelled", "nhóm không còn gắn với đơn vị")]
    third = announces_to_group(with_group, "3")
    with_group.heralds()
    assert with_group.fates(third) == [("unreachable", "nhóm không còn gắn với đơn vị")]
    [(told,)] = rows(with_group.db, "SELECT body FROM outgoing WHERE chat = 'tuan'")
    assert "Nhóm CĐ xã" in unpack(str(told)).text


def test_a_group_that_moved_keeps_its_tie(with_group: Office) -> None:
    item = announces_to_group(with_group)
    with_group.platform.refusals.append(SendError(Verdict.MOVED, "nhóm đổi", moved_to="g2"))
    with_group.heralds()
    with_group.sends(1)
    assert with_group.fates(item) == [("sent", "")]
    assert [chat for chat, _ in with_group.platform.sent] == ["g2"]
    second = announces_to_group(with_group, "2")
    with_group.heralds()
    with_group.sends(2)
    assert with_group.fates(second) == [("sent", "")]
    assert [chat for chat, _ in with_group.platform.sent] == ["g2", "g2"]


# The loop


async def test_whoever_is_announced_to_is_told_at_once(db: Database) -> None:
    crowd = await db.write(lambda session: gather(session, 3, ("web",)))
    house = still(house_of(db), NOW)

    def write(session: Session) -> None:
        announce(session, crowd, crowd.everybody())
        wake(session, ANNOUNCED)

    async with going(Herald(house).run, db.listen):
        await asyncio.sleep(0.05)
        await db.write(write)
        await until(lambda: rows(db, "SELECT count(*) FROM outgoing") == [(3,)], seconds=2.0)


async def test_what_became_of_it_is_known_a_moment_later(db: Database) -> None:
    crowd = await db.write(lambda session: gather(session, 3, ("web",)))
    house = still(house_of(db), NOW)
    await db.write(lambda session: announce(session, crowd, crowd.everybody()))
    async with going(Herald(house).run, Shower(house).run):
        await until(lambda: rows(db, "SELECT count(*) FROM recipient WHERE fate = 'sent'") == [(3,)], seconds=3.0)


async def test_another_process_hears_that_something_was_announced(db: Database) -> None:
    if not db.is_postgres:
        pytest.skip("on SQLite the desk and the herald are one process")
    crowd = await db.write(lambda session: gather(session, 3, ("web",)))
    other = Database(db.url.render_as_string(hide_password=False))
    seen = other.bell.count(ANNOUNCED)

    def write(session: Session) -> None:
        announce(session, crowd, crowd.everybody())
        wake(session, ANNOUNCED)

    try:
        async with going(Herald(still(house_of(other), NOW)).run, other.listen):
            await until(lambda: ring(db) or other.bell.count(ANNOUNCED) > seen)  # it listens
            await db.write(write)
            await until(lambda: rows(db, "SELECT count(*) FROM outgoing") == [(3,)], seconds=2.0)
    finally:
        other.close()


def ring(db: Database) -> None:
    """Rings in every process."""
    db.write_now(lambda session: wake(session, ANNOUNCED))


def test_nothing_open_is_one_look(page: Office) -> None:
    item = page.announces()
    assert page.db.read_now(fates.anything_open)
    page.heralds()
    assert page.db.read_now(fates.anything_open)
    page.shows()
    assert not page.db.read_now(fates.anything_open)
    page.chases(item)
    assert page.db.read_now(fates.anything_open)
    page.heralds()
    assert not page.db.read_now(fates.anything_open)
