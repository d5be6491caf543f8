"""The one door out: keys, order, lanes, pace, verdicts, use-by, judging again, and what a crash leaves behind."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from bot.channels.contract import SendError, Verdict
from bot.clock import machine_now
from bot.db import OUTGOING, Database, moment, wake
from bot.delivery import Sender, Shower, recover
from bot.house import House
from bot.judges import Judge
from bot.parcel import pack
from bot.settings import QuietHours
from bot.store import outbox, outgoing
from bot.store.outgoing import Cancel, Lane, Later, Outbound, Reworded, Ruling, Send
from handlers.messages import Reply
from tests.house import PLATFORM, Platform, going, house_of, rows, until

STATE = "SELECT state FROM outgoing WHERE key = :key"


def message(key: str, chat: str = "81", lane: Lane = Lane.BULK, **more: object) -> Outbound:
    return Outbound(key=key, bot=PLATFORM, chat=chat, lane=lane, body=pack(Reply(key)), **more)  # type: ignore[arg-type]


def enqueue(house: House, *messages: Outbound, pull: bool = False) -> int:
    def write(session: Session) -> int:
        now = moment(session)
        outgoing.ensure_pace(session, PLATFORM, 1000.0, now)
        wake(session, OUTGOING)
        return outgoing.enqueue(session, messages, now, house.clock.at(now), pull=pull)

    return house.db.write_now(write)


def state(db: Database, key: str) -> str:
    [[found]] = rows(db, STATE, key=key)
    return str(found)


async def test_the_same_key_twice_is_sent_once(db: Database) -> None:
    platform = Platform()
    house = house_of(db, platform)
    assert enqueue(house, message("a"), message("a")) == 1
    assert enqueue(house, message("a"), message("b")) == 1
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 2 and state(db, "b") == "sent")
    assert platform.sent == [("81", "a"), ("81", "b")]
    assert rows(db, "SELECT outcome, n FROM attempt ORDER BY id") == [("ok", 1), ("ok", 1)]


async def test_one_chat_stays_in_order_and_a_reply_goes_first(db: Database) -> None:
    platform = Platform()
    house = house_of(db, platform)
    enqueue(house, message("bulk 1"), message("bulk 2"), message("reply", lane=Lane.REPLY))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 3)
    assert [text for _, text in platform.sent] == ["reply", "bulk 1", "bulk 2"]


async def test_a_chat_that_waits_does_not_hold_up_the_others(db: Database) -> None:
    platform = Platform(refusals=[SendError(Verdict.RETRY, "từ chối", wait_seconds=300)])
    house = house_of(db, platform)
    enqueue(house, message("a1", chat="a"), message("a2", chat="a"), message("b1", chat="b"))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: state(db, "b1") == "sent")
    assert platform.sent == [("b", "b1")]
    assert (state(db, "a1"), state(db, "a2")) == ("queued", "queued")


@pytest.mark.parametrize(
    ("refusal", "settled", "outcome"),
    [
        pytest.param(SendError(Verdict.DROP, "400"), "failed", "refused", id="refused for good"),
        pytest.param(SendError(Verdict.UNREACHABLE, "403"), "failed", "refused", id="blocked by the officer"),
        pytest.param(SendError(Verdict.UNSURE, "đứt"), "unsure", "unsure", id="connection broke after writing"),
        pytest.param(
            SendError(Verdict.RETRY, "429", wait_seconds=60, stops_bot=True), "queued", "later", id="too many"
        ),
        pytest.param(SendError(Verdict.QUOTA, "hết"), "queued", "later", id="quota used up"),
    ],
)
async def test_a_refusal_ends_as(refusal: SendError, settled: str, outcome: str, db: Database) -> None:
    platform = Platform(refusals=[refusal])
    house = house_of(db, platform)
    enqueue(house, message("a"))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: rows(db, "SELECT outcome FROM attempt") == [(outcome,)])
    assert state(db, "a") == settled
    assert platform.sent == []


async def test_429_stops_the_whole_bot_and_slows_it_down(db: Database) -> None:
    platform = Platform(refusals=[SendError(Verdict.RETRY, "429", wait_seconds=60, stops_bot=True, http_status=429)])
    house = house_of(db, platform)
    enqueue(house, message("a", chat="a"))
    sender = Sender(house, PLATFORM)
    async with going(sender.run):
        await until(lambda: rows(db, "SELECT outcome FROM attempt") == [("later",)])
        enqueue(house, message("b", chat="b"))
        await house.db.read(lambda _: None)
    assert platform.sent == []
    assert rows(db, "SELECT rate FROM pace") == [(800.0,)]


async def test_a_moved_group_gets_its_messages_under_the_new_identity(db: Database) -> None:
    platform = Platform(refusals=[SendError(Verdict.MOVED, "migrated", moved_to="-100")])
    house = house_of(db, platform)
    enqueue(house, message("a", chat="-1"), message("b", chat="-1"))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 2)
    assert platform.sent == [("-100", "a"), ("-100", "b")]


async def test_a_reply_of_unknown_fate_is_said_once_more_labelled(db: Database) -> None:
    broken = [SendError(Verdict.UNSURE, "đứt"), SendError(Verdict.UNSURE, "đứt")]
    platform = Platform(refusals=broken)
    house = house_of(db, platform)
    enqueue(house, message("reply/1/0", lane=Lane.REPLY))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: rows(db, "SELECT state FROM outgoing ORDER BY id") == [("unsure",), ("unsure",)])
    assert rows(db, "SELECT resend_of FROM outgoing ORDER BY id") == [(None,), ("reply/1/0",)]
    enqueue(house, message("reply/2/0", lane=Lane.REPLY))
    platform.refusals.append(SendError(Verdict.UNSURE, "đứt"))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 1)
    assert platform.sent == [("81", "(gửi lại) reply/2/0")]


async def test_past_its_use_by_a_message_expires_unsent(db: Database) -> None:
    platform = Platform()
    house = house_of(db, platform)
    enqueue(house, message("old", use_by=datetime(2020, 1, 1, tzinfo=UTC)), message("new"))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: state(db, "new") == "sent")
    assert state(db, "old") == "expired"
    assert rows(db, "SELECT count(*) FROM attempt") == [(1,)]


def by_name(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    rulings: dict[str, Ruling] = {
        "send": Send(),
        "cancel": Cancel("đã nộp"),
        "later": Later(now + timedelta(days=1)),
        "reword": Reworded(pack(Reply("lời mới"))),
    }
    return [rulings[args["wants"]] for args in batch]


JUDGES: Mapping[str, Judge] = {"by_name": by_name}


async def test_a_message_is_judged_again_when_it_is_sent(db: Database) -> None:
    platform = Platform()
    house = house_of(db, platform)
    wanted = ("cancel", "later", "reword", "send")
    enqueue(house, *(message(w, chat=w, judge="by_name", judge_args={"wants": w}) for w in wanted))
    async with going(Sender(house, PLATFORM, JUDGES).run):
        await until(lambda: state(db, "send") == "sent" and state(db, "reword") == "sent")
    assert sorted(platform.sent) == [("reword", "lời mới"), ("send", "send")]
    assert rows(db, "SELECT state, reason FROM outgoing WHERE key = 'cancel'") == [("cancelled", "đã nộp")]
    assert state(db, "later") == "queued"
    assert rows(db, "SELECT count(*) FROM attempt") == [(2,)]


@pytest.mark.parametrize(("lane", "settled"), [(Lane.REPLY, "sent"), (Lane.PERSONAL, "queued"), (Lane.BULK, "queued")])
async def test_quiet_hours_hold_back_what_nobody_waits_for(lane: Lane, settled: str, db: Database) -> None:
    from dataclasses import replace
    from datetime import time

    from knowledge.dates import VIETNAM

    platform = Platform()
    night = house_of(db, platform, office_now=datetime(2026, 11, 23, 22, 30, tzinfo=VIETNAM))
    house = replace(night, quiet_hours=QuietHours(time(20), time(7)))
    enqueue(house, message("pushed", chat="a", lane=lane), message("asked", chat="b", lane=Lane.REPLY))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: state(db, "asked") == "sent" and (settled == "queued" or state(db, "pushed") == "sent"))
    assert state(db, "pushed") == settled
    if settled == "queued":
        [[until_when]] = db.read_now(
            lambda s: s.execute(outgoing.outgoing.select().with_only_columns(outgoing.outgoing.c.not_before).where(
                outgoing.outgoing.c.key == "pushed")).all()
        )  # fmt: skip
        assert until_when == datetime(2026, 11, 24, 7, 0, tzinfo=VIETNAM)


async def test_what_a_dead_process_was_sending_is_unsure_never_sent_again(db: Database) -> None:
    platform = Platform()
    dead = house_of(db, platform, boot="dead")
    enqueue(dead, message("bulk"), message("reply/9/0", chat="82", lane=Lane.REPLY))
    now = machine_now()

    def launch(session: Session) -> None:
        clock = outgoing.lock_pace(session, PLATFORM)
        found = outgoing.pick(session, PLATFORM, 5, now, dead.clock.at(now))
        gaps = outgoing.Gaps(timedelta(), timedelta())
        outgoing.launch(session, [(row, row.body) for row in found], clock, boot="dead", gaps=gaps, now=now,
                        office_now=dead.clock.at(now))  # fmt: skip

    db.write_now(launch)
    house = house_of(db, platform)
    assert db.write_now(lambda session: recover(session, house, ["dead"])) == 2
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 1)
    assert platform.sent == [("82", "(gửi lại) reply/9/0")]
    assert state(db, "bulk") == "unsure"
    assert rows(db, "SELECT outcome FROM attempt ORDER BY id") == [("unsure",), ("unsure",), ("ok",)]


async def test_a_clean_stop_writes_down_what_is_in_the_air(db: Database) -> None:
    platform = Platform(delay_seconds=0.2)
    house = house_of(db, platform)
    enqueue(house, message("a"))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: state(db, "a") == "sending")
    assert state(db, "a") == "sent"


async def test_never_more_than_the_pace_in_any_second(db: Database) -> None:
    platform = Platform()
    house = house_of(db, platform)
    enqueue(house, *(message(f"m{n}", chat=str(n)) for n in range(30)))
    db.write_now(lambda session: outgoing.ensure_pace(session, PLATFORM, 40.0, moment(session)))
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 30)
    slots = [slot for (slot,) in db.read_now(
        lambda s: s.execute(outgoing.outgoing.select().with_only_columns(outgoing.outgoing.c.slot_at)).all()
    )]  # fmt: skip
    ordered = sorted(slots)
    gaps = [(later - sooner).total_seconds() for sooner, later in itertools.pairwise(ordered)]
    assert min(gaps) >= 1 / 40 - 0.000_01


async def test_a_pull_channel_shows_a_judged_message_by_committing_it(db: Database) -> None:
    house = house_of(db)
    pushed = Outbound(
        "notice/0", "web", "lan", Lane.PERSONAL, pack(Reply("x")), judge="by_name", judge_args={"wants": "reword"}
    )
    enqueue(house, pushed, pull=True)
    async with going(Shower(house, JUDGES).run):
        await until(lambda: state(db, "notice/0") == "sent")
    assert rows(db, "SELECT body FROM outgoing") == [(pack(Reply("lời mới")),)]


def test_an_operator_cancels_and_requeues_by_key(db: Database) -> None:
    house = house_of(db, Platform())
    enqueue(house, message("a"), message("b"))
    now = machine_now()
    assert db.write_now(lambda session: outbox.cancel(session, "a", "nhầm", now))
    assert not db.write_now(lambda session: outbox.cancel(session, "a", "nhầm", now))
    assert not db.write_now(lambda session: outbox.requeue(session, "b", now, now))
