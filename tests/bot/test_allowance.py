"""What a limited bot sends in a month: counted once, told in time, never exceeded, and nobody is forgotten."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import Session

from bot import allowance
from bot.channels.contract import SendError, Verdict
from bot.db import OUTGOING, Database, moment, wake
from bot.delivery import Sender, Shower, recover
from bot.desk import Desk
from bot.house import House
from bot.parcel import pack, unpack
from bot.store import allowance as counts
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import BotId, Limits, Reply
from knowledge.dates import VIETNAM
from tests.house import PLATFORM, Platform, arrive, going, house_of, rows, still, until
from union import store as union
from union.roster import Link, OfficerId, Role, Unit, UnitKind

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
NEXT = datetime(2026, 12, 1, tzinfo=VIETNAM)
TELEGRAM = BotId("other:2")
ALLOWS = Limits(
    text_max=200, buttons_max=0, may_start=False, private_gap_seconds=0, group_gap_seconds=0, per_second=1000,
    month_max=100,
)  # fmt: skip


def limited(**more: object) -> Platform:
    """A platform that allows a hundred messages a month."""
    return Platform(limits=replace(ALLOWS, **more))  # type: ignore[arg-type]


def other() -> Platform:
    """Another platform, without an allowance."""
    return Platform(bot=TELEGRAM)


def at(house: House, now: datetime) -> House:
    """The same house at another office time."""
    return still(house, now)


def seated(session: Session) -> None:
    """An office whose clerk is on both platforms; two chairs, of whom one is reached on the limited one only."""
    now = moment(session)
    union.save_unit(session, Unit("xa", "Công đoàn xã X", UnitKind.COMMUNE))  # type: ignore[arg-type]
    for code in ("mot", "hai"):
        union.save_unit(session, Unit(code, f"CĐCS {code.capitalize()}", UnitKind.GRASSROOTS))  # type: ignore[arg-type]
    session.flush()
    for code in ("mot", "hai"):
        union.link_units(session, Link(code, "xa"))  # type: ignore[arg-type]
    people = (("Tuấn", "xa", Role.OFFICE, ()), ("Hạnh", "mot", Role.CHAIR, ()), ("Lan", "hai", Role.CHAIR, (TELEGRAM,)))
    for name, code, role, elsewhere in people:
        who = union.add_officer(session, name, f"0200 000 {len(name):04}")
        union.give_seat(session, who, code, role, date(2026, 1, 1))  # type: ignore[arg-type]
        for bot in (PLATFORM, *((TELEGRAM,) if name == "Tuấn" else elsewhere)):
            chat = f"{name}-{bot[0]}"
            union.save_account(session, union.Account(f"{bot}:{chat}", who, bot, chat, reachable=True), now=now)
            session.flush()


def message(key: str, chat: str, lane: Lane = Lane.PERSONAL, **more: object) -> Outbound:
    return Outbound(key, PLATFORM, chat, lane, pack(Reply(key)), **more)  # type: ignore[arg-type]


def enqueue(house: House, *messages: Outbound) -> None:
    def write(session: Session) -> None:
        now = moment(session)
        for bot in house.push_bots:
            outgoing.ensure_pace(session, bot, 1000.0, now)
        wake(session, OUTGOING)
        outgoing.enqueue(session, messages, now, house.clock.at(now), pull=False)

    house.db.write_now(write)


def used(house: House, sent: int, received: int = 0) -> None:
    """So many were sent and received in this month."""
    house.db.write_now(lambda session: allowance.counted(session, house, PLATFORM, sent=sent, received=received))


def month(db: Database) -> list[tuple[object, ...]]:
    return rows(db, "SELECT month, sent, received, warned FROM month_count ORDER BY month")


def state(db: Database, key: str) -> tuple[object, ...]:
    [found] = rows(db, "SELECT state, bot, chat FROM outgoing WHERE key = :key", key=key)
    return found


def notices(db: Database, like: str = "allowance/%") -> list[tuple[str, str, str]]:
    """What the office and others were told about the allowance: key, bot, text."""
    found = rows(db, "SELECT key, bot, body FROM outgoing WHERE key LIKE :key ORDER BY id", key=like)
    return [(str(key), str(bot), unpack(str(body)).text) for key, bot, body in found]


def counted(db: Database) -> int:
    """How many messages the limited bot sent or may have sent, by the door's own rows."""
    gone = "('sent', 'unsure')"
    [[found]] = rows(db, f"SELECT count(*) FROM outgoing WHERE bot = :bot AND state IN {gone}", bot=PLATFORM)  # noqa: S608 - our own words
    return int(str(found))


async def sends(house: House, bot: BotId, done: Callable[[], bool]) -> None:
    """Lets one bot send until something holds."""
    async with going(Sender(house, bot).run):
        await until(done)


# Counting


async def test_every_message_that_may_have_arrived_counts_and_a_refused_one_does_not(db: Database) -> None:
    platform = limited()
    house = at(house_of(db, platform), NOW)
    platform.refusals = [
        SendError(Verdict.RETRY, "bận", wait_seconds=0.01),
        SendError(Verdict.DROP, "sai", http_status=400),
        SendError(Verdict.UNSURE, "đứt"),
    ]
    enqueue(house, *(message(key, key) for key in "abcd"))
    await sends(house, PLATFORM, lambda: not rows(db, "SELECT 1 FROM outgoing WHERE state IN ('queued', 'sending')"))
    assert len(platform.sent) == 2
    assert month(db) == [("2026-11", 3, 0, 0)]


async def test_what_a_dead_process_was_sending_counts_once_even_when_its_proof_comes_late(db: Database) -> None:
    platform = limited()
    dead = at(house_of(db, platform, boot="dead"), NOW)
    enqueue(dead, message("a", "81"))
    db.write_now(lambda s: s.execute(update(outgoing.outgoing).values(state="sending", boot="dead", attempts=1)))
    house = at(house_of(db, platform), NOW)
    assert db.write_now(lambda session: recover(session, house, ["dead"])) == 1
    assert month(db) == [("2026-11", 1, 0, 0)]
    [row] = db.read_now(lambda s: [outgoing.waiting(row) for row in s.execute(
        outgoing.select(*outgoing.WAITING))])  # fmt: skip
    proof = outgoing.Settled(
        outgoing.Sending(row, row.body, NOW, 1), outgoing.Outgoing.SENT, outgoing.Outcome.OK, platform_id="9"
    )
    db.write_now(lambda session: Sender(dead, PLATFORM)._write_down(session, (proof,)))
    assert state(db, "a")[0] == "sent"
    assert month(db) == [("2026-11", 1, 0, 0)]


async def test_each_event_that_came_in_counts_once_however_often_it_was_delivered(db: Database) -> None:
    house = at(house_of(db, limited()), NOW)
    async with going(Desk(house).run):
        for event in ("1", "2", "1", "2", "3"):
            await arrive(house, PLATFORM, f"{PLATFORM}:81", "trợ giúp", event=event)
        await until(lambda: rows(db, "SELECT count(*) FROM incoming WHERE state = 'done'") == [(3,)])
    assert month(db) == [("2026-11", 0, 3, 0)]


def test_months_are_viet_nams_and_a_bot_without_an_allowance_is_not_counted(db: Database) -> None:
    house = house_of(db, limited(), other())
    for now in (datetime(2026, 11, 30, 16, 59, tzinfo=NOW.tzinfo), datetime(2026, 11, 30, 23, 59, tzinfo=VIETNAM)):
        used(at(house, now), 1)
    used(at(house, datetime(2026, 12, 1, 0, 0, tzinfo=VIETNAM)), 1)
    db.write_now(lambda session: allowance.received(session, house, TELEGRAM))
    assert month(db) == [("2026-11", 2, 0, 0), ("2026-12", 1, 0, 0)]


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2026, 11, 1, tzinfo=VIETNAM), NEXT),
        (datetime(2026, 11, 30, 23, 59, tzinfo=VIETNAM), NEXT),
        (datetime(2026, 12, 31, 12, tzinfo=VIETNAM), datetime(2027, 1, 1, tzinfo=VIETNAM)),
        (datetime(2028, 1, 31, 1, tzinfo=VIETNAM), datetime(2028, 2, 1, tzinfo=VIETNAM)),
    ],
)
def test_a_month_ends_at_the_next_ones_first_moment(now: datetime, first: datetime) -> None:
    assert allowance.next_month(now) == first


# Telling


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        pytest.param([79], [], id="before"),
        pytest.param([79, 1], ["80"], id="at four fifths"),
        pytest.param([80, 1, 5], ["80"], id="once"),
        pytest.param([80, 15], ["80", "95"], id="both"),
        pytest.param([97], ["95"], id="only the highest of several at once"),
        pytest.param([95, 5, 1], ["95", "100"], id="and the end"),
    ],
)
def test_the_office_is_told_of_each_share_once_where_it_is_reached_besides(
    steps: list[int], told: list[str], db: Database
) -> None:
    db.write_now(seated)
    house = at(house_of(db, limited(), other()), NOW)
    for step in steps:
        used(house, step // 2, step - step // 2)
    assert [(key, bot) for key, bot, _ in notices(db)] == [
        (f"allowance/{PLATFORM}/2026-11/{share}/1/0", TELEGRAM) for share in told
    ]


def test_a_transaction_that_fails_neither_counts_nor_tells(db: Database) -> None:
    db.write_now(seated)
    house = at(house_of(db, limited(), other()), NOW)

    def broken(session: Session) -> None:
        allowance.counted(session, house, PLATFORM, sent=90)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        db.write_now(broken)
    assert month(db) == []
    used(house, 90)
    assert len(notices(db)) == 1


# Near the end


async def test_near_the_end_what_goes_to_many_waits_while_reminders_and_replies_go(db: Database) -> None:
    platform = limited()
    house = at(house_of(db, platform), NOW)
    used(house, 95)
    enqueue(
        house, message("bulk", "81", Lane.BULK), message("group", "g", Lane.BULK, is_group=True),
        message("reminder", "82"), message("reply", "83", Lane.REPLY),
    )  # fmt: skip
    await sends(house, PLATFORM, lambda: state(db, "reminder")[0] == "sent" and len(later(db)) == 2)
    assert [key for _, key in platform.sent] == ["reply", "reminder"]
    assert later(db) == [("bulk", NOW + timedelta(hours=1)), ("group", NOW + timedelta(hours=1))]


async def test_all_that_goes_to_many_is_held_in_one_turn_and_what_is_late_ends(db: Database) -> None:
    platform = limited(per_second=1.0)
    house = at(house_of(db, platform), NOW)
    used(house, 95)
    enqueue(house, *(message(f"bulk {n}", str(n), Lane.BULK) for n in range(20)))
    enqueue(house, message("late", "late", Lane.BULK, use_by=NOW - timedelta(minutes=1)))
    db.write_now(lambda session: session.execute(update(outgoing.pace).values(rate=1.0, rate_max=1.0)))
    await Sender(house, PLATFORM)._turn()
    assert [when for _, when in later(db)] == [NOW + timedelta(hours=1)] * 20
    assert state(db, "late")[0] == "expired"


def later(db: Database) -> list[tuple[str, datetime]]:
    """What waits past now, and until when."""
    table = outgoing.outgoing
    found = db.read_now(lambda s: s.execute(outgoing.select(table.c.key, table.c.not_before).where(
        table.c.state == "queued", table.c.not_before > NOW).order_by(table.c.id)).all())  # fmt: skip
    return [(key, when.astimezone(VIETNAM)) for key, when in found]


async def test_the_allowance_is_never_exceeded_however_much_waits(db: Database) -> None:
    platform = limited()
    platform.delay_seconds = 0.01
    house = at(house_of(db, platform), NOW)
    used(house, 90)
    enqueue(house, *(message(str(number), str(number)) for number in range(40)))
    await sends(house, PLATFORM, lambda: len(platform.sent) == 10 and len(later(db)) == 30)
    assert counted(db) == 10
    assert month(db)[0][:3] == ("2026-11", 100, 0)


async def test_two_senders_of_one_bot_share_the_allowance(db: Database) -> None:
    platform = limited()
    platform.delay_seconds = 0.02
    one, two = (at(house_of(db, platform), NOW) for _ in range(2))
    used(one, 94)
    enqueue(one, *(message(str(number), str(number)) for number in range(30)))
    async with going(Sender(one, PLATFORM).run, Sender(two, PLATFORM).run):
        await until(lambda: len(later(db)) == 24)
    assert len(platform.sent) == 6


def twin() -> Platform:
    """A second bot of the same platform, with an allowance of its own."""
    return Platform(limits=ALLOWS, bot=TELEGRAM)


async def test_what_goes_to_many_is_not_handed_to_and_fro_between_two_bots_near_the_end(db: Database) -> None:
    db.write_now(seated)
    one, two = limited(), twin()
    house = at(house_of(db, one, two), NOW)
    used(house, 95)
    db.write_now(lambda session: allowance.counted(session, house, TELEGRAM, sent=96))
    enqueue(house, message("bulk to Lan", "Lan-p", Lane.BULK))
    async with going(Sender(house, PLATFORM).run, Sender(house, TELEGRAM).run):
        await until(lambda: later(db) == [("bulk to Lan", NOW + timedelta(hours=1))])
    assert state(db, "bulk to Lan") == ("queued", PLATFORM, "Lan-p")


def test_nobody_is_sent_to_a_bot_that_the_office_has_no_more(db: Database) -> None:
    db.write_now(seated)
    house = at(house_of(db, limited()), NOW)  # the other bot's token is out of the settings
    used(house, 100)
    enqueue(house, message("to Lan", "Lan-p"), message("reply", "Lan-p", Lane.REPLY))
    asyncio.run(sends(house, PLATFORM, lambda: not due(db, NOW)))
    assert state(db, "to Lan") == ("queued", PLATFORM, "Lan-p")
    assert notices(db, "%/elsewhere/%") == []


# Resting


async def test_at_the_end_persons_are_told_elsewhere_and_the_office_gets_the_others(db: Database) -> None:
    db.write_now(seated)
    platform, elsewhere = limited(), other()
    house = at(house_of(db, platform, elsewhere), NOW)
    used(house, 100)
    enqueue(house, message("to Hạnh", "Hạnh-p"), message("to Lan", "Lan-p"), message("again to Lan", "Lan-p"))
    async with going(Sender(house, PLATFORM).run, Sender(house, TELEGRAM).run):
        await until(lambda: len(notices(db, "%/unreached/%")) == 1 and state(db, "again to Lan")[0] == "sent")
    assert platform.sent == []
    assert [sent for sent in elsewhere.sent if sent[0] == "Lan-o"] == [("Lan-o", "to Lan"), ("Lan-o", "again to Lan")]
    assert state(db, "to Hạnh") == ("queued", PLATFORM, "Hạnh-p")
    [(_, bot, said)] = notices(db, "%/unreached/%")
    assert bot == TELEGRAM
    assert said.splitlines()[1:] == ["• CĐCS Mot: đồng chí Hạnh, 0200 000 0004"]
    assert month(db) == [("2026-11", 100, 0, 100)]


async def test_the_office_gets_a_list_once_a_day_and_only_when_somebody_new_waits(db: Database) -> None:
    db.write_now(seated)
    house = house_of(db, limited(), other())
    used(at(house, NOW), 100)
    days = [NOW, NOW + timedelta(hours=2), *(NOW + timedelta(days=days) for days in (1, 2, 3))]
    added = [("a",), ("b",), (), (), ("c",)]
    told = []
    for now, keys in zip(days, added, strict=True):
        today = at(house, now)
        enqueue(today, *(message(key, "Hạnh-p", use_by=NEXT) for key in keys))
        await sends(today, PLATFORM, lambda now=now: not due(db, now))  # type: ignore[misc] # bound per turn
        told.append(len(notices(db, "%/unreached/%")))
    assert told == [1, 1, 2, 2, 3], "b came after the list of its day and is on the next one's"


async def test_what_is_of_no_use_any_more_is_neither_moved_nor_listed(db: Database) -> None:
    db.write_now(seated)
    house = at(house_of(db, limited(), other()), NOW)
    used(house, 100)
    late = NOW - timedelta(minutes=1)
    enqueue(house, message("to Hạnh", "Hạnh-p", use_by=late), message("to Lan", "Lan-p", use_by=late))
    await sends(house, PLATFORM, lambda: not due(db, NOW))
    assert rows(db, "SELECT DISTINCT state, bot FROM outgoing WHERE key LIKE 'to %'") == [("expired", PLATFORM)]
    assert notices(db, "%/unreached/%") == []


def due(db: Database, now: datetime) -> bool:
    """Whether anything of the limited bot is due."""
    return db.read_now(lambda session: outgoing.any_queued(session, PLATFORM, now))


async def test_who_waits_for_a_reply_is_told_elsewhere_to_go_on_there_once(db: Database) -> None:
    db.write_now(seated)
    house = at(house_of(db, limited(), other()), NOW)
    used(house, 100)
    enqueue(house, message("reply 1", "Lan-p", Lane.REPLY), message("reply 2", "Hạnh-p", Lane.REPLY))
    await sends(house, PLATFORM, lambda: not due(db, NOW))
    enqueue(house, message("reply 3", "Lan-p", Lane.REPLY))
    await sends(house, PLATFORM, lambda: not due(db, NOW))
    assert [key for key, _, _ in notices(db, "%/elsewhere/%")] == [f"allowance/{PLATFORM}/2026-11/elsewhere/3/0"]
    assert state(db, "reply 1") == ("queued", PLATFORM, "Lan-p")


async def test_the_next_month_starts_by_itself(db: Database) -> None:
    platform = limited()
    house = house_of(db, platform)
    used(at(house, NOW), 100)
    enqueue(at(house, NOW), message("a", "81", use_by=NEXT + timedelta(days=3)))
    await sends(at(house, NOW), PLATFORM, lambda: not due(db, NOW))
    last = NEXT - timedelta(minutes=1)
    await sends(at(house, last), PLATFORM, lambda: not due(db, last))
    assert later(db) == [("a", NEXT)], "looked at again each hour, and at once when the month begins"
    await sends(at(house, NEXT), PLATFORM, lambda: state(db, "a")[0] == "sent")
    assert month(db)[1] == ("2026-12", 1, 0, 0)


async def test_a_bot_that_rests_does_not_spin(db: Database) -> None:
    house = at(house_of(db, limited()), NOW)
    used(house, 100)
    enqueue(house, message("a", "81"))
    sender = Sender(house, PLATFORM)
    await sender._turn()
    again = await sender._turn()
    assert again.claim.look_again is not None
    assert again.claim.look_again - again.now == timedelta(hours=1)


# What the platform says


def refusing(platform: Platform, times: int) -> None:
    platform.refusals = [SendError(Verdict.QUOTA, "quota", http_status=429) for _ in range(times)]


async def test_a_refusal_near_the_end_closes_the_month_for_an_hour_and_is_told_once(db: Database) -> None:
    db.write_now(seated)
    platform, elsewhere = limited(), other()
    house = house_of(db, platform, elsewhere)
    used(at(house, NOW), 96)
    refusing(platform, 2)
    enqueue(at(house, NOW), message("to Lan", "Lan-p"), message("to Hạnh", "Hạnh-p"))
    first = at(house, NOW)
    unblocked(db)
    async with going(Sender(first, PLATFORM).run):
        await until(lambda: rows(db, "SELECT closed_until FROM month_count")[0][0] is not None)
    unblocked(db)
    async with going(Sender(first, PLATFORM).run, Sender(first, TELEGRAM).run):
        await until(lambda: state(db, "to Lan")[:2] == ("sent", TELEGRAM) and not due(db, NOW))
    assert platform.sent == []
    assert [key.split("/")[3] for key, _, _ in notices(db)] == ["95", "100", "unreached"]
    hour_later = at(house, NOW + timedelta(hours=1, minutes=1))
    unblocked(db)
    await sends(hour_later, PLATFORM, lambda: state(db, "to Hạnh")[0] == "sent")
    assert len(notices(db)) == 3


def unblocked(db: Database) -> None:
    """The minute of pace that a 429 costs is over."""
    db.write_now(lambda s: s.execute(text("UPDATE pace SET blocked_until = next_slot_at")))


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 60), (2, 120), (3, 240), (6, 1920), (7, 3600), (50, 3600)]
)  # fmt: skip
def test_a_refusal_for_pace_waits_longer_each_time(tries: int, seconds: int) -> None:
    assert allowance.pace_wait(tries) == timedelta(seconds=seconds)


async def test_a_refusal_long_before_the_end_is_only_pace(db: Database) -> None:
    db.write_now(seated)
    platform = limited()
    house = at(house_of(db, platform, other()), NOW)
    used(house, 50)
    refusing(platform, 1)
    enqueue(house, message("to Lan", "Lan-p"))
    await sends(house, PLATFORM, lambda: rows(db, "SELECT wait_seconds FROM attempt") == [(60.0,)])
    assert state(db, "to Lan") == ("queued", PLATFORM, "Lan-p")
    assert notices(db) == []
    assert month(db) == [("2026-11", 50, 0, 0)]


async def test_a_message_moves_to_the_page_of_whoever_has_one(db: Database) -> None:
    db.write_now(seated)
    page = union.Account("web:hanh", OfficerId(2), "web", "hanh", reachable=True)
    db.write_now(lambda session: union.save_account(session, page, now=moment(session)))
    house = at(house_of(db, limited(), other()), NOW)
    used(house, 100)
    enqueue(house, message("to Hạnh", "Hạnh-p"))
    async with going(Sender(house, PLATFORM).run, Shower(house).run):
        await until(lambda: state(db, "to Hạnh") == ("sent", "web", "hanh"))
    assert notices(db, "%/unreached/%") == []


def test_an_account_that_nothing_reaches_is_no_way_out(db: Database) -> None:
    db.write_now(seated)
    db.write_now(lambda session: union.lost_touch(session, TELEGRAM, "Lan-o"))
    house = at(house_of(db, limited(), other()), NOW)
    used(house, 100)
    enqueue(house, message("to Lan", "Lan-p"))
    asyncio.run(sends(house, PLATFORM, lambda: not due(db, NOW)))
    assert state(db, "to Lan") == ("queued", PLATFORM, "Lan-p")
    [(_, _, said)] = notices(db, "%/unreached/%")
    assert "đồng chí Lan" in said


def test_only_an_office_above_a_chair_reads_their_telephone(db: Database) -> None:
    db.write_now(seated)

    def stranger(session: Session) -> None:
        union.save_unit(session, Unit("kia", "Công đoàn xã Kia", UnitKind.COMMUNE))  # type: ignore[arg-type]
        session.flush()
        who = union.add_officer(session, "Bình")
        union.give_seat(session, who, "kia", Role.OFFICE, date(2026, 1, 1))  # type: ignore[arg-type]
        union.save_account(session, union.Account("web:binh", who, "web", "binh", reachable=True), now=moment(session))

    db.write_now(stranger)
    house = at(house_of(db, limited(), other()), NOW)
    used(house, 100)
    enqueue(house, message("to Hạnh", "Hạnh-p"))
    asyncio.run(sends(house, PLATFORM, lambda: not due(db, NOW)))
    assert [key.rpartition("/")[0].rpartition("/")[2] for key, _, _ in notices(db, "%/unreached/%")] == ["1"]


def test_the_month_is_read_as_it_was_counted(db: Database) -> None:
    db.write_now(lambda session: counts.count(session, "x", "2026-11", sent=2, received=1))
    db.write_now(lambda session: counts.count(session, "x", "2026-11", received=1))
    found = db.read_now(lambda session: counts.month_of(session, "x", "2026-11"))
    assert (found.sent, found.received, found.used) == (2, 2, 4)
    assert db.write_now(lambda session: counts.warn(session, "x", "2026-11", 80))
    assert not db.write_now(lambda session: counts.warn(session, "x", "2026-11", 80))
