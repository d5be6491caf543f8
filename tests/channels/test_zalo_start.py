"""Zalo at start-up and in the self-check, over the emulator: tokens, names, the way in, what a message meets."""

import asyncio
import logging
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.contract import SendError, Verdict
from bot.channels.zalo import ZaloChannel, connect
from bot.channels.zalo.client import ZaloClient
from bot.clock import machine_now
from bot.commands.zalo import SECRET_HEADER, Zalo, channels_of, store
from bot.commands.zalo_check import of_bots
from bot.db import Database
from bot.delivery import Sender
from bot.inbox import Inbox, Stored
from bot.mistake import Mistake
from bot.opening import Opened, open_database
from bot.settings import SettingError, Settings, parse
from bot.store.incoming import Arrival
from handlers.messages import BotId, Chat, File, Reply
from tests.bot.test_door import enqueue, message, state
from tests.house import PLATFORM, going, house_of, rows, until
from tests.house import Platform as Stage
from tests.zalo_platform import (
    Fault,
    InProcess,
    Platform,
    Queue,
    Running,
    Switches,
    Trouble,
    ZaloApp,
    accept_then_timeout,
    user_id,
)

FIRST, SECOND = "1459232241:invented-token-of-no-bot", "1459232242:another-invented-token"
SECRETS = [token.partition(":")[2] for token in (FIRST, SECOND)]


@pytest.fixture
def platform() -> Platform:
    """A Zalo with two bots, of which one may enter groups; it lets webhooks of this machine through."""
    found = Platform(machine_now, Switches(loopback=True, poll_seconds_max=0.2))
    found.add_bot(FIRST, "Bot Suối Mây")
    found.add_bot(SECOND, "Bot Suối Mây 2", can_join_groups=True)
    return found


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file as the first start of an office leaves it."""
    folder = tmp_path_factory.mktemp("office")
    open_database(Settings(data_dir=folder, demo="off")).db.close()
    return folder / "congdoan.db"


@pytest.fixture
def settings(office_file: Path, tmp_path: Path) -> Settings:
    """An office with both."""
    shutil.copyfile(office_file, tmp_path / "congdoan.db")
    return Settings(data_dir=tmp_path, demo="off", zalo_bot_tokens=(FIRST, SECOND))


def at(settings: Settings, url: str, **more: object) -> Settings:
    return replace(settings, zalo_bot_base_url=url, **more)  # type: ignore[arg-type] # the test's own names


@pytest.fixture
def opened(settings: Settings):  # type: ignore[no-untyped-def]
    found = open_database(settings)
    yield found
    found.db.close()


# Start-up.


async def test_each_bot_says_who_it_is(
    platform: Platform, settings: Settings, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    platform.switch(says_display_name=True)
    with Running(platform) as zalo:
        bots = Zalo.of(at(settings, zalo.url), opened)
        await bots.check()
        await bots.close()
    assert sorted(capsys.readouterr().out.splitlines()) == [
        "Zalo bot 1459232241: Bot Suối Mây (BASIC), nhận tin bằng cách tự hỏi.",
        "Zalo bot 1459232242: Bot Suối Mây 2 (BASIC), nhận tin bằng cách tự hỏi.",
    ]


async def test_a_refused_token_stops_the_start_and_is_named_by_its_number(
    platform: Platform, settings: Settings, opened: Opened
) -> None:
    platform.revoke("1459232242")
    with Running(platform) as zalo:
        bots = Zalo.of(at(settings, zalo.url), opened)
        with pytest.raises(Mistake, match="bot số 1459232242") as caught:
            await bots.check()
        await bots.close()
    assert not any(secret in str(caught.value) for secret in SECRETS)


async def test_an_unreachable_platform_does_not_stop_the_start(
    settings: Settings, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    bots = Zalo.of(at(settings, "http://127.0.0.1:9"), opened)
    await bots.check()
    await bots.close()
    assert capsys.readouterr().out.count("chưa tới được Zalo; trợ lý vẫn chạy") == 2


def test_each_bot_has_a_door_of_its_own_where_the_address_is_public(settings: Settings, opened: Opened) -> None:
    bots = Zalo.of(replace(settings, public_url="https://cd.example.vn", webhook_secret="s3cret_-"), opened)
    assert [(hook.path, hook.header, hook.secret, hook.bot) for hook in bots.hooks()] == [
        ("/webhook/zalo/1459232241", SECRET_HEADER, "s3cret_-", "zalo:1459232241"),
        ("/webhook/zalo/1459232242", SECRET_HEADER, "s3cret_-", "zalo:1459232242"),
    ]
    assert Zalo.of(settings, opened).hooks() == []


def test_files_are_linked_where_the_address_is_public_and_nowhere_else(settings: Settings, opened: Opened) -> None:
    reply = Reply("Báo cáo", files=(File("bao-cao.docx", "ab" * 32),), in_place="Kết nạp: 5")
    public = Zalo.of(replace(settings, public_url="https://cd.example.vn"), opened).channels[0]
    [linked] = public.split(reply)
    [told] = Zalo.of(settings, opened).channels[0].split(reply)
    assert linked.text.startswith("Báo cáo\nBản Word bao-cao.docx (mở trong 24 giờ):\nhttps://cd.example.vn/tep/")
    assert told.text == "Báo cáo\nKết nạp: 5"


def test_the_plan_is_a_setting(settings: Settings) -> None:
    changed = replace(settings, zalo_rate=2.0, zalo_month_max=100, zalo_users_max=7, zalo_groups_max=0)
    limits = next(channels_of(changed)).limits
    assert (limits.per_second, limits.month_max, limits.users_max, limits.groups_max) == (2.0, 100, 7, 0)


def test_each_bot_has_the_name_beside_its_token(settings: Settings) -> None:
    first, second = channels_of(replace(settings, zalo_bot_names=("Bot Một", "Bot Hai")))
    assert (first.is_named, second.is_named, first._name, second._name) == (True, True, "Bot Một", "Bot Hai")


def test_the_demo_refuses_a_token_in_one_line(demo_settings: Settings) -> None:
    with pytest.raises(SettingError, match=r"dùng thử.*Zalo.*DEMO=off") as caught:
        open_database(replace(demo_settings, zalo_bot_tokens=(FIRST,)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["zalo.example", "http://zalo.example", "ftp://127.0.0.1"])
def test_a_token_is_never_sent_over_an_open_line(address: str) -> None:
    with pytest.raises(SettingError, match="ZALO_BOT_BASE_URL"):
        parse({"ZALO_BOT_BASE_URL": address})


# The way in.


@pytest.mark.parametrize("queue", list(Queue))
async def test_what_is_polled_is_in_the_inbox_once(
    platform: Platform, settings: Settings, opened: Opened, queue: Queue
) -> None:
    platform.switch(queue=queue, poll_seconds_max=3.0)

    def listens() -> bool:
        return platform.bots()[0].pollers == 1

    with Running(platform) as running:
        zalo = Zalo.of(at(settings, running.url), opened)
        [loop, _] = [loop for _, loop in zalo.loops(Inbox(opened.db))]
        async with going(loop):
            await until(listens)
            platform.user_message("1459232241", "Hạnh", "chào trợ lý")
            await until(lambda: bool(rows(opened.db, "SELECT 1 FROM incoming")) and listens())
            platform.user_message("1459232241", "Hạnh", "khai")
            await until(lambda: rows(opened.db, "SELECT count(*) FROM incoming") == [(2,)])
        await zalo.close()
    hanh = user_id("1459232241", "Hạnh")
    found = rows(opened.db, "SELECT bot, chat, event LIKE chat || '/%' FROM incoming ORDER BY id")
    assert [(bot, chat, bool(keyed)) for bot, chat, keyed in found] == [("zalo:1459232241", hanh, True)] * 2


async def test_a_poller_takes_an_old_webhook_down_first(platform: Platform, settings: Settings, opened: Opened) -> None:
    with Running(platform) as running:
        zalo = Zalo.of(at(settings, running.url), opened)
        await zalo.channels[0].open_hook("http://127.0.0.1:9/alt", "s3cret_-")
        await zalo.introduce(zalo.channels[0])
        assert await zalo.channels[0].hook() == ""
        await zalo.close()


async def test_a_webhook_that_zalo_could_not_reach_is_kept_told_and_tried_again(
    platform: Platform, settings: Settings, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    with Running(platform) as running:
        zalo = Zalo.of(at(settings, running.url, public_url="http://127.0.0.1:9"), opened)
        with caplog.at_level(logging.WARNING, "bot"):
            assert not await zalo._introduced(zalo.channels[0])
        assert await zalo.channels[0].hook() == "http://127.0.0.1:9/webhook/zalo/1459232241"
        await zalo.close()
    [record] = caplog.records
    assert (record.getMessage(), vars(record)["outcome"]) == (
        "zalo keeps the webhook but could not reach it",
        "webhook.err.conn",
    )


async def test_trouble_at_the_introduction_is_tried_again(
    platform: Platform, settings: Settings, opened: Opened
) -> None:
    with Running(platform) as running:
        zalo = Zalo.of(at(settings, running.url), opened)
        platform.fault(Fault(Trouble.BAD_GATEWAY, "getMe"))
        assert not await zalo._introduced(zalo.channels[0])
        assert await zalo._introduced(zalo.channels[0])
        await zalo.close()


@dataclass
class Away(Inbox):
    """An inbox whose database is away for a while."""

    failures: int
    kept: list[Arrival] = field(default_factory=list)

    async def store(self, arrival: Arrival) -> Stored:
        if self.failures:
            self.failures -= 1
            raise OperationalError("INSERT", {}, Exception("database is away"))
        self.kept.append(arrival)
        return Stored.NEW


EVENT = b'{"event_name":"message.text.received","message":{"chat":{"id":"a"},"message_id":"7"}}'


async def test_an_event_that_zalo_gives_once_is_held_until_the_database_is_back() -> None:
    inbox, channel = Away(failures=3), connect(FIRST)
    assert await store(channel, inbox, EVENT, away_seconds=0)
    assert inbox.kept == [Arrival("zalo:1459232241", "a/7", "a", EVENT)]


async def test_what_is_no_event_is_not_stored() -> None:
    inbox = Away(failures=0)
    assert not await store(connect(FIRST), inbox, b'{"event_name":"webhook.test","message":{}}')
    assert inbox.kept == []


# What becomes of a message.


@pytest.fixture
def channel(platform: Platform) -> ZaloChannel:
    """The first bot's channel inside the process."""
    return ZaloChannel(ZaloClient(FIRST, "https://zalo.example", InProcess(ZaloApp(platform))), "1459232241")


def hanh(platform: Platform) -> Chat:
    platform.user_message("1459232241", "Hạnh", "chào")
    return Chat(BotId("zalo:1459232241"), user_id("1459232241", "Hạnh"))


FAULTS = [
    pytest.param(Fault(Trouble.BAD_GATEWAY), Verdict.UNSURE, 0, id="a gateway's page"),
    pytest.param(Fault(Trouble.GATEWAY_TIMEOUT, taken=True), Verdict.UNSURE, 1, id="a gateway that gave up"),
    pytest.param(Fault(Trouble.HANG), Verdict.UNSURE, 0, id="nothing"),
    pytest.param(accept_then_timeout(), Verdict.UNSURE, 1, id="taken, and never heard of"),
    pytest.param(Fault(Trouble.RESET, taken=True), Verdict.UNSURE, 1, id="taken, and broken off"),
    pytest.param(Fault(Trouble.MALFORMED, taken=True), Verdict.UNSURE, 1, id="half an answer"),
    pytest.param(Fault(Trouble.QUOTA), Verdict.QUOTA, 0, id="too many"),
    pytest.param(Fault(Trouble.INTERNAL), Verdict.RETRY, 0, id="internal server error"),
]


@pytest.mark.parametrize(("fault", "verdict", "shown"), FAULTS)
async def test_every_fault_has_a_verdict_and_nothing_is_said_twice(
    platform: Platform, channel: ZaloChannel, fault: Fault, verdict: Verdict, shown: int
) -> None:
    chat = hanh(platform)
    platform.fault(fault)
    with pytest.raises(SendError) as caught:
        await channel.send(chat, Reply("nhắc hạn"))
    assert (caught.value.verdict, len(platform.outbox())) == (verdict, shown)


async def test_what_is_sent_is_shown_and_nothing_unknown_is_asked(platform: Platform, channel: ZaloChannel) -> None:
    chat = hanh(platform)
    for part in channel.split(Reply("Đồng chí xem lại số liệu giúp văn phòng. " * 100)):
        await channel.send(chat, part)
    await channel.typing(chat)
    assert [row.text[:6] for row in platform.outbox()] == ["(1/3) ", "(2/3) ", "(3/3) "]
    assert [call.unknown for call in platform.calls] == [()] * 4
    assert [call.code for call in platform.calls] == [0] * 4


async def test_a_blocked_bot_is_unreachable(platform: Platform, channel: ZaloChannel) -> None:
    chat = hanh(platform)
    platform.block("1459232241", "Hạnh")
    with pytest.raises(SendError) as caught:
        await channel.send(chat, Reply("nhắc hạn"))
    assert caught.value.verdict is Verdict.UNREACHABLE


async def test_a_chat_that_never_wrote_is_unreachable(channel: ZaloChannel) -> None:
    with pytest.raises(SendError) as caught:
        await channel.send(Chat(BotId("zalo:1459232241"), "nobody"), Reply("nhắc hạn"))
    assert caught.value.verdict is Verdict.UNREACHABLE


async def test_a_revoked_token_keeps_everything_for_a_better_day(platform: Platform, channel: ZaloChannel) -> None:
    chat = hanh(platform)
    platform.revoke("1459232241")
    with pytest.raises(SendError) as caught:
        await channel.send(chat, Reply("nhắc hạn"))
    assert (caught.value.verdict, caught.value.stops_bot) == (Verdict.RETRY, True)


# A chat for which Zalo is always in trouble.


def tried_before(db: Database, key: str, statuses: list[int | None]) -> None:
    """What earlier tries of the message met."""
    from sqlalchemy import text

    insert = "INSERT INTO attempt (outgoing_id, n, boot, begun_at, http_status) SELECT id, :n, 'x', created_at, :status"
    db.write_now(
        lambda session: [
            session.execute(text(f"{insert} FROM outgoing WHERE key = :key"), {"n": n, "status": status, "key": key})
            for n, status in enumerate(statuses, start=1)
        ]
    )
    count = {"count": len(statuses), "key": key}
    db.write_now(lambda session: session.execute(text("UPDATE outgoing SET attempts = :count WHERE key = :key"), count))


TRIES = [
    pytest.param([403] * 4, "failed", id="the fifth trouble of this kind is the last"),
    pytest.param([403] * 3, "queued", id="the fourth is not"),
    pytest.param([None] * 9, "queued", id="an outage before it does not count"),
    pytest.param([403, None, 403, 502, 403, 403], "failed", id="other trouble in between changes nothing"),
]


@pytest.mark.parametrize(("before", "settled"), TRIES)
async def test_internal_server_error_is_tried_five_times(before: list[int | None], settled: str, db: Database) -> None:
    refusal = SendError(Verdict.RETRY, "403", wait_seconds=60, http_status=403, tries_max=5)
    stage = Stage(refusals=[refusal])
    house = house_of(db, stage)
    enqueue(house, message("a"))
    tried_before(db, "a", before)
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: not stage.refusals and state(db, "a") != "sending")
    assert (state(db, "a"), stage.sent) == (settled, [])


# The self-check.

SET_NAMES = "đặt ZALO_BOT_NAMES đúng như tên hiện ra trong nhóm, để trợ lý nhận ra lời nhắc tới mình"
ELSEWHERE = "Zalo bot 1459232241: webhook đang ở http://127.0.0.1:9/alt; python -m bot run sẽ"


def test_the_self_check_names_each_bot_and_its_way_in(platform: Platform, settings: Settings) -> None:
    with Running(platform) as running:
        found = of_bots(at(settings, running.url))
    assert [(line.is_fine, line.text) for line in found] == [
        (True, "Zalo bot 1459232241: bot.1459232241 (BASIC, chưa vào nhóm được)"),
        (True, "Zalo bot 1459232241: nhận tin bằng cách tự hỏi"),
        (True, "Zalo bot 1459232242: bot.1459232242 (BASIC, vào nhóm được)"),
        (False, f"Zalo bot 1459232242: chưa rõ tên hiện ra; {SET_NAMES}"),
        (True, "Zalo bot 1459232242: nhận tin bằng cách tự hỏi"),
    ]


def test_the_self_check_tells_a_webhook_that_is_not_the_one_wanted(platform: Platform, settings: Settings) -> None:
    named = replace(settings, zalo_bot_names=("Bot Suối Mây", "Bot Suối Mây 2"))
    with Running(platform) as running:
        here = at(named, running.url)
        asyncio.run(hooked(here))
        polling = [line.text for line in of_bots(here) if not line.is_fine]
        public = [line.text for line in of_bots(replace(here, public_url="https://cd.example.vn")) if not line.is_fine]
    assert polling == [f"{ELSEWHERE} gỡ để tự hỏi tin"]
    assert public == [
        f"{ELSEWHERE} đổi sang https://cd.example.vn/webhook/zalo/1459232241",
        "Zalo bot 1459232242: chưa đặt webhook; python -m bot run sẽ đặt https://cd.example.vn/webhook/zalo/1459232242",
    ]


async def hooked(settings: Settings) -> None:
    """The first bot has a webhook somewhere else."""
    first, second = channels_of(settings)
    await first.open_hook("http://127.0.0.1:9/alt", "s3cret_-")
    await first.close()
    await second.close()


def test_the_self_check_says_which_token_is_refused(platform: Platform, settings: Settings) -> None:
    platform.revoke("1459232241")
    with Running(platform) as running:
        found = of_bots(at(settings, running.url))
    assert (found[0].is_fine, found[0].text.startswith("Zalo bot 1459232241: Zalo không nhận mã")) == (False, True)
    assert not any(secret in line.text for line in found for secret in SECRETS)
