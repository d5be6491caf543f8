"""The desk: chats side by side, one chat in order, one transaction at the end, and nothing lost when it breaks."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session

from bot.clock import machine_now
from bot.db import Database, moment
from bot.desk import Desk
from bot.parcel import unpack
from bot.store import incoming
from handlers import router, store
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Reply
from handlers.talk import Outcome, Visit
from tests.house import PLATFORM, Platform, arrive, going, house_of, mine, rows, until

DONE = "SELECT count(*) FROM incoming WHERE state = 'done'"


def done(db: Database, count: int) -> bool:
    return rows(db, DONE) == [(count,)]


def said(db: Database) -> list[str]:
    return [unpack(str(body)).text for (body,) in rows(db, "SELECT body FROM outgoing ORDER BY id")]


async def test_a_message_is_answered_once_and_done(db: Database) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", "trợ giúp", event="1")
    await arrive(house, "web", "web:lan", "trợ giúp", event="1")
    async with going(Desk(house).run):
        await until(lambda: done(db, 1))
    [answer] = said(db)
    assert "Đồng chí cứ nhắn" in answer
    assert rows(db, "SELECT key, state FROM outgoing") == [("reply/web/1/0", "sent")]


async def test_one_chat_is_answered_in_order_while_others_run_beside(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = house_of(db)
    order: list[tuple[str, str]] = []
    real = router.handle

    def slow(visit: Visit, session: Session) -> Outcome:
        order.append((visit.inbound.chat.id, visit.inbound.text))
        return real(visit, session)

    monkeypatch.setattr(router, "handle", slow)
    for n in range(5):
        for chat in ("lan", "hanh", "minh"):
            await arrive(house, "web", f"web:{chat}", f"tôi {n}")
    async with going(Desk(house).run):
        await until(lambda: done(db, 15))
    for chat in ("lan", "hanh", "minh"):
        assert [text for where, text in order if where == chat] == [f"tôi {n}" for n in range(5)]


async def test_what_cannot_be_read_is_parked_and_the_chat_goes_on(db: Database) -> None:
    from bot.inbox import Inbox
    from bot.store.incoming import Arrival

    house = house_of(db)
    await Inbox(db).store(Arrival("web", "bad", "lan", b"\xff\xfe"))
    await arrive(house, "web", "web:lan", "trợ giúp")
    async with going(Desk(house).run):
        await until(lambda: done(db, 1))
    assert rows(db, "SELECT event, state, attempts FROM incoming WHERE state = 'failed'") == [("bad", "failed", 1)]


async def test_what_always_fails_is_parked_with_an_apology_after_three_tries(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(visit: Visit, _: Session) -> Outcome:
        if visit.inbound.text == "hỏng":
            raise RuntimeError("hỏng")
        return Outcome((Reply("được"),))

    monkeypatch.setattr(router, "handle", broken)
    monkeypatch.setattr("bot.desk.back_off", lambda _: timedelta())
    house = house_of(db)
    await arrive(house, "web", "web:lan", "hỏng")
    await arrive(house, "web", "web:lan", "sau")
    async with going(Desk(house).run):
        await until(lambda: done(db, 1))
    assert rows(db, "SELECT state, attempts FROM incoming ORDER BY id") == [("failed", 3), ("done", 1)]
    [apology, answer] = said(db)
    assert apology.startswith("Xin lỗi")
    assert answer == "được"


async def test_a_failure_that_passes_is_tried_again_and_later_ones_wait(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([RuntimeError("một lần")])

    def flaky(visit: Visit, _: Session) -> Outcome:
        for failure in failures:
            raise failure
        return Outcome((Reply(visit.inbound.text),))

    monkeypatch.setattr(router, "handle", flaky)
    monkeypatch.setattr("bot.desk.back_off", lambda _: timedelta(milliseconds=50))
    house = house_of(db)
    await arrive(house, "web", "web:lan", "một")
    await arrive(house, "web", "web:lan", "hai")
    async with going(Desk(house).run):
        await until(lambda: done(db, 2))
    assert said(db) == ["một", "hai"]


async def test_a_stale_memory_starts_over(db: Database) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", "trợ giúp")
    [row] = db.write_now(lambda session: incoming.claim(session, mine(house.boot), 5, moment(session)))
    desk = Desk(house)
    inbound = Inbound("1", Address("web:lan"), Chat(BotId("web"), "lan"), "trợ giúp", machine_now())
    outcome = db.read_now(lambda session: desk._handled(session, row, inbound, house.channels["web"].limits))
    other = store.Memory(store.key_of(inbound))
    db.write_now(lambda session: store.remember(session, other, machine_now()))
    with pytest.raises(store.Stale):
        db.write_now(lambda session: desk._finish(session, row, inbound, outcome))
    assert rows(db, "SELECT count(*) FROM outgoing") == [(0,)]
    await desk.serve(row)
    assert done(db, 1)
    assert len(said(db)) == 1


async def test_an_event_taken_over_by_another_boot_leaves_nothing(db: Database) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", "trợ giúp")
    [row] = db.write_now(lambda session: incoming.claim(session, mine(house.boot), 5, moment(session)))
    db.write_now(lambda session: incoming.give_back(session, [house.boot], "other"))
    await Desk(house).serve(row)
    assert rows(db, "SELECT state FROM incoming") == [("new",)]
    assert (rows(db, "SELECT count(*) FROM outgoing"), rows(db, "SELECT count(*) FROM memory")) == ([(0,)], [(0,)])


async def test_two_desks_never_handle_one_chat_at_once(db: Database) -> None:
    one, two = house_of(db, boot="one"), house_of(db, boot="two")
    for n in range(3):
        await arrive(one, "web", "web:lan", f"{n}")
    first = db.write_now(lambda session: incoming.claim(session, mine(one.boot), 5, moment(session)))
    second = db.write_now(lambda session: incoming.claim(session, mine(two.boot), 5, moment(session)))
    assert (len(first), second) == (1, [])


async def test_a_stop_finishes_what_it_claimed(db: Database) -> None:
    house = house_of(db)
    for n in range(20):
        await arrive(house, "web", f"web:{n}", "trợ giúp")
    async with going(Desk(house).run):
        await until(lambda: not done(db, 0))
    assert rows(db, "SELECT count(*) FROM incoming WHERE state = 'handling'") == [(0,)]


async def test_a_reply_after_half_an_hour_says_what_it_answers(db: Database) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", "trợ giúp")
    an_hour_ago = machine_now() - timedelta(hours=1)
    db.write_now(lambda session: session.execute(update(incoming.incoming).values(received_at=an_hour_ago)))
    async with going(Desk(house).run):
        await until(lambda: done(db, 1))
    [answer] = said(db)
    assert answer.startswith("(Trả lời tin “trợ giúp” lúc")


@pytest.mark.parametrize("text", ["MAYX-2345", "mã của tôi là MAYX-2345"])
async def test_a_late_reply_does_not_say_a_code_again(text: str, db: Database) -> None:
    house = house_of(db)
    await arrive(house, "web", "web:lan", text)
    an_hour_ago = machine_now() - timedelta(hours=1)
    db.write_now(lambda session: session.execute(update(incoming.incoming).values(received_at=an_hour_ago)))
    async with going(Desk(house).run):
        await until(lambda: done(db, 1))
    assert said(db)[0].startswith("(Trả lời tin lúc")


async def test_the_moment_given_with_a_message_changes_that_visit_only(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[datetime] = []
    real = router.handle

    def looking(visit: Visit, session: Session) -> Outcome:
        seen.append(visit.now)
        return real(visit, session)

    monkeypatch.setattr(router, "handle", looking)
    house = house_of(db)
    event = await arrive(house, "web", "web:lan", "trợ giúp")
    later = machine_now() + timedelta(days=30)
    db.write_now(lambda session: session.execute(update(incoming.incoming).values(office_at=later)))
    await arrive(house, "web", "web:hanh", "trợ giúp")
    async with going(Desk(house).run):
        await until(lambda: done(db, 2))
    assert event
    assert sorted(moment > machine_now() + timedelta(days=1) for moment in seen) == [False, True]


async def test_a_slow_answer_shows_typing_and_a_tap_is_acknowledged(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    def slow(visit: Visit, _: Session) -> Outcome:
        time.sleep(0.15)
        return Outcome((Reply("được"),))

    monkeypatch.setattr(router, "handle", slow)
    monkeypatch.setattr("bot.desk.TYPING_AFTER_SECONDS", 0.02)
    platform = Platform()
    real = platform.read
    monkeypatch.setattr(platform, "read", lambda body, at: tapped(real(body, at)))
    house = house_of(db, platform)
    await arrive(house, PLATFORM, f"{PLATFORM}:81", "x", event="7")
    async with going(Desk(house).run):
        await until(lambda: done(db, 1))
    assert (platform.acknowledged, platform.typed) == (["7"], ["81"])


def tapped(inbound: Inbound | None) -> Inbound | None:
    return replace(inbound, kind=Kind.BUTTON, callback="q") if inbound else None


async def test_someone_who_blocks_us_is_marked_and_the_office_told_once(demo_settings) -> None:  # type: ignore[no-untyped-def]
    from bot.notices import tell_unreachable
    from bot.opening import open_database

    opened = open_database(demo_settings)
    db = opened.db
    house = house_of(db)
    db.write_now(lambda session: tell_unreachable(session, house, "web", "lan"))
    db.write_now(lambda session: tell_unreachable(session, house, "web", "lan"))
    [(chat, body)] = rows(db, "SELECT chat, body FROM outgoing")
    assert chat == "tuan"
    assert "Lan" in unpack(str(body)).text
    assert rows(db, "SELECT reachable FROM account WHERE address = 'web:lan'") == [(0,)]
    db.close()
