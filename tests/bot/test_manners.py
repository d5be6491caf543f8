"""Nobody is told more a day than they wish, nothing is lost by it, and all that is pushed says who sends it."""

import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.db import Database
from bot.judges import judged
from bot.manners import message_of
from bot.notices import post_notice, tell_unreachable
from bot.parcel import pack, unpack
from bot.settings import QuietHours
from bot.store import outgoing
from bot.store.outgoing import Cancel, Lane, Later, Outbound, Send
from handlers.messages import Address, Notice, Reply
from handlers.wording import allowance as words
from handlers.wording import reminding
from knowledge.dates import VIETNAM
from tests.handlers.test_reach import TABLE
from tests.house import house_of, rows, still
from tests.reach import CLERK, World, play, worlds_in
from union import store as union
from union.manners import store as manners
from union.roster import OfficerId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
TOMORROW = datetime(2026, 11, 24, 7, 0, tzinfo=VIETNAM)
LAN = OfficerId(1)


@dataclass(frozen=True, slots=True)
class Push:
    """A message to Lan, or to another: how it is put into the door, and how far it has come."""

    key: str
    bot: str = "web"
    chat: str = "lan"
    lane: Lane = Lane.PERSONAL
    args: dict[str, str] = field(default_factory=dict)
    use_by: datetime = NOW + timedelta(days=3)
    is_group: bool = False
    judge: str = ""


def people(session: Session, most: int | None = 1, hour: int | None = None) -> None:
    """Lan on two bots with her own number, Hạnh without any."""
    for name, bots in (("Lan", ("web", "other:2")), ("Hạnh", ("web",))):
        who = union.add_officer(session, name)
        for bot in bots:
            chat = "lan" if name == "Lan" else "hanh"
            union.save_account(session, union.Account(f"{bot}:{chat}", who, bot, chat, reachable=True), now=NOW)
            session.flush()
    manners.prefer_pushes(session, LAN, most)
    if hour is not None:
        union.prefer_hour(session, LAN, hour)


def enqueued(session: Session, pushes: Sequence[Push]) -> None:
    messages = [
        Outbound(
            push.key, push.bot, push.chat, push.lane, pack(Reply(push.key)), push.is_group, push.judge, push.args,
            use_by=push.use_by,
        )
        for push in pushes
    ]  # fmt: skip
    outgoing.enqueue(session, messages, NOW, NOW - timedelta(days=2), pull=False)


def told(session: Session, *pushes: Push, state: str = "sent", at: datetime = NOW - timedelta(hours=1)) -> None:
    """What has gone already."""
    enqueued(session, pushes)
    table = outgoing.outgoing
    session.execute(
        table.update().where(table.c.key.in_([push.key for push in pushes])).values(state=state, told_at=at)
    )


def ruled(db: Database, *pushes: Push, now: datetime = NOW, quiet: QuietHours | None = None) -> dict[str, object]:
    """What becomes of messages that are about to go, by key; those that wait by until when."""

    def look(session: Session) -> dict[str, object]:
        enqueued(session, pushes)
        table = outgoing.outgoing
        found = [
            outgoing.waiting(row)
            for row in session.execute(
                outgoing.select(*outgoing.WAITING).where(table.c.state == "queued").order_by(table.c.id)
            )
        ]
        judges = {"gone": lambda _db, batch, _now: [Cancel("vậy thôi") for _ in batch]}
        return {row.key: ruling for row, ruling in judged(session, found, judges, quiet, now)}

    return db.write_now(look)


A, B, C = (Push(key) for key in "abc")
GOES, WAITS = Send(), Later(TOMORROW)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param([], [A], [GOES], id="the first of the day goes"),
        pytest.param([A], [B], [WAITS], id="the second waits for the morning"),
        pytest.param([], [A, B], [GOES, WAITS], id="of two at once the first goes"),
        pytest.param([], [A, B, C], [GOES, WAITS, WAITS], id="and all others keep their order"),
        pytest.param([A], [Push("b", lane=Lane.REPLY)], [GOES], id="a reply never waits"),
        pytest.param([Push("r", lane=Lane.REPLY)], [A], [GOES], id="a reply does not count"),
        pytest.param([A], [Push("b", args={"urgent": "1"})], [GOES], id="what is urgent does not wait"),
        pytest.param([Push("u", args={"urgent": "1"})], [A], [GOES], id="what is urgent does not count"),
        pytest.param([], [Push("u", args={"urgent": "1"}), A], [GOES, GOES], id="not even beside another"),
        pytest.param([A], [Push("b", lane=Lane.BULK)], [WAITS], id="an announcement waits too"),
        pytest.param([A], [Push("b", bot="other:2")], [WAITS], id="two accounts of a person are one person"),
        pytest.param([], [A, Push("b", bot="other:2")], [GOES, WAITS], id="also at once"),
        pytest.param([A], [Push("b", chat="hanh")], [GOES], id="who has no wish gets all"),
        pytest.param([A], [Push("b", chat="nhóm", is_group=True)], [GOES], id="a group is nobody's number"),
        pytest.param(
            [A], [Push("b", use_by=TOMORROW - timedelta(minutes=1))], [GOES], id="what would be lost goes"
        ),
        pytest.param([A], [Push("b", use_by=TOMORROW)], [WAITS], id="what is still of use tomorrow waits"),
        pytest.param([Push("n/1/0")], [Push("n/1/1")], [GOES], id="a message in parts is one"),
        pytest.param([], [Push("n/1/0"), Push("n/1/1"), B], [GOES, GOES, WAITS], id="also at once, and counts once"),
        pytest.param([], [Push("a", judge="gone"), B], [Cancel("vậy thôi"), GOES], id="what is cancelled counts not"),
    ],
)  # fmt: skip
def test_so_many_a_day_and_no_more(before: list[Push], now: list[Push], expected: list[object], db: Database) -> None:
    db.write_now(people)
    db.write_now(lambda session: told(session, *before))
    assert list(ruled(db, *now).values()) == expected


@pytest.mark.parametrize(
    ("state", "at", "expected"),
    [
        pytest.param("sent", NOW.replace(hour=0), WAITS, id="since midnight"),
        pytest.param("sent", NOW.replace(hour=0) - timedelta(seconds=1), GOES, id="yesterday is another day"),
        pytest.param("unsure", NOW, WAITS, id="what may have arrived counts"),
        pytest.param("sending", NOW, WAITS, id="what is on its way counts"),
        pytest.param("failed", NOW, GOES, id="what was refused does not"),
        pytest.param("cancelled", NOW, GOES, id="nor what was cancelled"),
        pytest.param("expired", NOW, GOES, id="nor what came too late"),
    ],
)
def test_what_counts_is_what_may_have_been_read_today(state: str, at: datetime, expected: object, db: Database) -> None:
    db.write_now(people)
    db.write_now(lambda session: told(session, A, state=state, at=at))
    assert ruled(db, B) == {"b": expected}


def test_two_a_day_are_two(db: Database) -> None:
    db.write_now(lambda session: people(session, most=2))
    assert list(ruled(db, A, B, C).values()) == [GOES, GOES, WAITS]


def test_the_officers_own_hour_is_when_the_next_day_begins(db: Database) -> None:
    db.write_now(lambda session: people(session, hour=10))
    db.write_now(lambda session: told(session, A))
    assert ruled(db, B) == {"b": Later(TOMORROW.replace(hour=10))}


def test_at_night_everything_waits_for_the_morning_and_nothing_is_counted(db: Database) -> None:
    db.write_now(people)
    night = NOW.replace(hour=22)
    found = ruled(db, A, B, Push("u", args={"urgent": "1"}), now=night, quiet=QuietHours(time(20), time(7)))
    assert list(found.values()) == [WAITS] * 3


@pytest.mark.parametrize(
    ("soon", "expected"),
    [
        pytest.param(timedelta(minutes=1), "morning", id="what looks again each minute rests till the morning"),
        pytest.param(timedelta(days=2), "its own", id="what waits longer waits as long as it was told"),
    ],
)
def test_at_night_nobody_is_asked_again_before_the_morning(soon: timedelta, expected: str, db: Database) -> None:
    night = NOW.replace(hour=22)
    row = outgoing.Waiting(1, "k", "web", "lan", is_group=False, lane=Lane.BULK, body="", judge="soon", judge_args={},
                           use_by=NOW + timedelta(days=9), attempts=0, resend_of=None)  # fmt: skip
    judges = {"soon": lambda _db, batch, now: [Later(now + soon) for _ in batch]}
    quiet = QuietHours(time(20), time(7))
    [(_, ruling)] = db.write_now(lambda session: judged(session, [row], judges, quiet, night))
    assert ruling == Later(TOMORROW if expected == "morning" else night + soon)


def test_without_a_wish_nothing_is_counted(db: Database) -> None:
    db.write_now(lambda session: people(session, most=None))
    db.write_now(lambda session: told(session, A))
    assert list(ruled(db, B, C).values()) == [GOES, GOES]


@pytest.mark.parametrize(
    ("keys", "messages"),
    [
        (("joined/5/12/0", "joined/5/12/1"), 1),
        (("announce/7/12", "announce/7/12/part/1", "announce/7/12/part/2"), 1),
        (("announce/7/12", "announce/8/12"), 2),
        (("announce/7/12", "announce/7/12/chase"), 2),
        (("bundle/1/2026-11-23T08:00+07:00", "bundle/1/2026-11-24T08:00+07:00"), 2),
        (("question/3/4/0", "question/4/4/0"), 2),
        (("bundle/1/2026-11-23T08:00+07:00", "bundle/1/2026-11-23T08:00+07:00/part/1/2"), 1),
        (("summary/1/2026-11-23/0", "summary/1/2026-11-23/0/part/2/2", "summary/1/2026-11-23/0/part/2/3"), 1),
    ],
)
def test_the_parts_of_a_message_are_known_by_its_key(keys: tuple[str, ...], messages: int) -> None:
    assert len({message_of(key) for key in keys}) == messages


# Who sends it

SIGN = "[Tin tự động – Văn phòng Công đoàn xã Suối Mây] "
SIGNED = re.compile(r"\[Tin tự động – Văn phòng[^\]]*\] ")


@pytest.fixture(scope="module")
def worlds(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[World]]:
    """The worlds in which everything that may be said has been said."""
    made = worlds_in(tmp_path_factory.mktemp("signed"), demo_file)
    yield made
    for found in made:
        found.db.close()


def test_every_notice_that_any_talk_sends_says_that_it_is_automatic_and_from_which_office(worlds: list[World]) -> None:
    world, heard = worlds[0], []
    for row in TABLE:
        with Session(world.db.engine) as session:
            play(session, world, CLERK, row.first)
            notices = play(session, world, row.rightful, row.turns).notices
            house = still(house_of(world.db), NOW)
            before = last_row(session)
            for notice in notices:
                post_notice(session, house, notice)
            heard += pushed_since(session, before)
            session.rollback()
    kinds = {key.partition("/")[0] for key, _ in heard}
    assert kinds >= {"bundle", "extension", "question"}, "the walk has met the talks that tell others"
    assert [text for _, text in heard if not SIGNED.match(text)] == []


def last_row(session: Session) -> int:
    return int(session.execute(outgoing.select(outgoing.func.coalesce(outgoing.func.max(outgoing.outgoing.c.id), 0)))
               .scalar_one())  # fmt: skip


def pushed_since(session: Session, before: int) -> list[tuple[str, str]]:
    """The key and the words of whatever was put into the door unasked since."""
    table = outgoing.outgoing
    found = session.execute(outgoing.select(table.c.key, table.c.body).where(table.c.id > before, table.c.lane > 0))
    return [(key, unpack(body).text) for key, body in found]


USAGE = words.Usage("zalo:12", "2026-11", 2850, 3000, date(2026, 12, 1))
OFFICE = "Văn phòng Công đoàn xã Suối Mây"


@pytest.mark.parametrize(
    "reply",
    [
        words.nearly(OFFICE, USAGE),
        words.bulk_waits(OFFICE, USAGE),
        words.used_up(OFFICE, USAGE),
        words.closed(OFFICE, USAGE),
        words.unreached(OFFICE, "zalo:12", date(2026, 12, 1), ["CĐCS X: đồng chí Y, 0200 000 0001"]),
        words.talk_here(OFFICE, date(2026, 12, 1)),
        words.nearly_full(OFFICE, "zalo:12", 45, 50),
        words.over_full(OFFICE, "zalo:12", 51, 50),
        reminding.call_list(OFFICE, "báo cáo tháng 11", "hạn 25/11", ["x"]),
        reminding.reminder(OFFICE, "Lan", ["báo cáo tháng 11"], (), "khai"),
    ],
    ids=lambda reply: reply.text[50:80],
)
def test_what_the_house_itself_pushes_is_signed_once_and_never_numbered(reply: Reply) -> None:
    assert reply.text.startswith(SIGN)
    assert reminding.signed(OFFICE, reply) == reply
    assert reply.pushed


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Có việc.", f"{SIGN}Có việc."),
        (f"{SIGN}Có việc.", f"{SIGN}Có việc."),
        ("[Tin tự động – Văn phòng Công đoàn xã Kia] Có việc.", "[Tin tự động – Văn phòng Công đoàn xã Kia] Có việc."),
    ],
)
def test_a_notice_is_signed_at_the_door_unless_it_is(said: str, expected: str, demo_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    db = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    house = still(house_of(db), NOW)
    db.write_now(lambda session: post_notice(session, house, Notice(Address("web:hanh"), Reply(said), "thử/1")))
    [(body,)] = rows(db, "SELECT body FROM outgoing WHERE key = 'thử/1/0'")
    db.close()
    assert unpack(str(body)).text == expected
    assert unpack(str(body)).pushed


def test_whom_nothing_reaches_is_told_to_the_office_with_the_sign(demo_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    db = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    house = still(house_of(db), NOW)
    db.write_now(lambda session: tell_unreachable(session, house, "web", "hanh"))
    [(body,)] = rows(db, "SELECT body FROM outgoing WHERE key LIKE 'unreachable/%'")
    db.close()
    assert unpack(str(body)).text.startswith(f"{SIGN}Tin không tới được đồng chí Hạnh")


def test_the_chats_of_many_are_found_by_an_index(tmp_path: Path, demo_file: Path) -> None:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    db, said = Database(f"sqlite:///{tmp_path / 'congdoan.db'}"), []
    db.write_now(lambda session: manners.prefer_pushes(session, LAN, 1))
    event.listen(db.engine, "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
    homes = {manners.Home("web", "hanh"), manners.Home("other:2", "lan")}
    db.write_now(lambda session: manners.modest_at(session, homes))
    db.write_now(lambda session: outgoing.told_since(session, [(home.bot, home.chat) for home in homes], NOW))
    asked = [(statement, values) for statement, values in said if statement.startswith("SELECT")]
    with closing(sqlite3.connect(tmp_path / "congdoan.db")) as plain:
        steps = [str(row[3]) for sql, values in asked for row in plain.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    db.close()
    assert len(asked) >= 3
    assert not [step for step in steps if step.startswith("SCAN")]
