"""The channel over real HTTP with a Telegram that is not ours, by polling and by webhook.

Everything an officer does goes through `User`. What answers is a stand-in; `running` is the one place where the whole
application takes its seat: a process with TELEGRAM_TOKEN and TELEGRAM_BASE_URL, and PUBLIC_URL for the webhook.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.contract import SendError, Unreadable, Verdict
from bot.channels.telegram import Command, TelegramChannel, TokenRefused, connect
from handlers.messages import BotId, Button, Chat, File, Inbound, Kind, Reply
from tests.channels.oracle import objections_to_call, objections_to_update
from tests.telegram_peer import TOKEN, Peer, User, group_of, start_peer

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("telegram-peer")]

NOW = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
SECRET = "s3cret_-"
REPORT = File("báo-cáo-tháng-11.docx", "sha-docx")
LONG = "Đồng chí xem lại số liệu tháng này giúp văn phòng. " * 200


class Arrival(StrEnum):
    """How updates reach the bot."""

    POLLING = "polling"
    WEBHOOK = "webhook"


@pytest_asyncio.fixture
async def peer(peer_process: Peer) -> AsyncIterator[Peer]:
    """The peer as new; afterwards all it was sent and all it sent is held against the Bot API's own form."""
    await peer_process.forget()
    yield peer_process
    for call in await peer_process.calls():
        assert objections_to_call(call.method, call.parameters) == []
    for update in await peer_process.delivered():
        assert objections_to_update(update) == []


@pytest.fixture(params=list(Arrival))
def arrival(request: pytest.FixtureRequest) -> Arrival:
    return Arrival(request.param)


async def load(sha256: str) -> bytes:
    return {"sha-docx": b"PK docx"}[sha256]


@asynccontextmanager
async def channel_to(peer: Peer) -> AsyncIterator[TelegramChannel]:
    channel = connect(TOKEN, load, contact_label="Gửi số điện thoại", base_url=peer.url)
    try:
        yield channel
    finally:
        await channel.close()


@pytest_asyncio.fixture
async def channel(peer: Peer) -> AsyncIterator[TelegramChannel]:
    async with channel_to(peer) as connected:
        yield connected


class Inbox:
    """What the application's inbox and desk do, as far as the channel can notice: once each, in order, never stuck."""

    def __init__(self, channel: TelegramChannel) -> None:
        self.channel = channel
        self.seen: set[str] = set()
        self.understood: list[Inbound] = []
        self.failures_to_come = 0
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()

    async def store(self, body: bytes) -> None:
        if self.failures_to_come:
            self.failures_to_come -= 1
            raise OSError("disk full")
        found = self.channel.peek(body)
        if found and found.event_id not in self.seen:
            self.seen.add(found.event_id)
            self._waiting.put_nowait(body)

    async def work(self) -> None:
        while True:
            body = await self._waiting.get()
            try:
                inbound = self.channel.read(body, NOW)
            except Unreadable:
                continue
            if inbound and inbound.addressed:
                self.understood.append(inbound)
                await self._answer(inbound)

    async def _answer(self, inbound: Inbound) -> None:
        if inbound.kind in (Kind.BLOCKED, Kind.MOVED):
            return
        await self.channel.acknowledge(inbound)
        await self.channel.typing(inbound.chat)
        for part in self.channel.split(answer_to(inbound)):
            await self.channel.send(inbound.chat, part)


def answer_to(inbound: Inbound) -> Reply:
    """A talk that says back what it understood."""
    match inbound.text:
        case "nút":
            return Reply("Ghi 5 đoàn viên?", (Button("Đúng", "đúng"), Button("Huỷ", "huỷ")))
        case "dài":
            return Reply(LONG, (Button("Hết", "hết"),))
        case "tệp":
            return Reply("Báo cáo đây", files=(REPORT,))
        case "/start":
            return Reply("Xin số điện thoại", asks_contact=True)
        case said:
            return Reply(" ".join(filter(None, [inbound.kind, said, inbound.detail])))


@asynccontextmanager
async def running(peer: Peer, arrival: Arrival) -> AsyncIterator[Inbox]:
    """A bot that listens at this peer until the block ends."""
    async with channel_to(peer) as channel:
        await channel.verify()
        inbox = Inbox(channel)
        listening = polled if arrival is Arrival.POLLING else hooked
        async with listening(channel, inbox):
            working = asyncio.create_task(inbox.work())
            yield inbox
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


@asynccontextmanager
async def polled(channel: TelegramChannel, inbox: Inbox) -> AsyncIterator[None]:
    """Polls, and begins again when the inbox fails, as the application's role does."""

    async def keep_polling() -> None:
        while True:
            try:
                await channel.poll(inbox.store)
            except OSError:
                await asyncio.sleep(0.05)

    await channel.close_hook()
    polling = asyncio.create_task(keep_polling())
    yield
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)


@asynccontextmanager
async def hooked(channel: TelegramChannel, inbox: Inbox) -> AsyncIterator[None]:
    """Serves a webhook at a free port of this machine."""

    async def door(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return Response(status_code=403)
        try:
            await inbox.store(await request.body())
        except OSError:
            return Response(status_code=500)
        return Response()

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Starlette(routes=[Route("/hook", door, methods=["POST"])]), log_config=None, lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([listener]))
    await channel.open_hook(f"http://127.0.0.1:{listener.getsockname()[1]}/hook", SECRET)
    yield
    server.should_exit = True
    await serving
    listener.close()


@pytest_asyncio.fixture
async def bot(peer: Peer, arrival: Arrival) -> AsyncIterator[Inbox]:
    async with running(peer, arrival) as inbox:
        yield inbox


@pytest_asyncio.fixture
async def an(peer: Peer) -> AsyncIterator[User]:
    async with User(peer) as user:
        yield user


# What an officer notices, by polling and by webhook.


async def test_a_joining_code_in_a_link_arrives(bot: Inbox, an: User) -> None:
    await an.say("/start Zk3_9-aQ")
    [heard] = await an.hears()
    assert heard.text == "text /start Zk3_9-aQ"


async def test_a_button_says_what_it_carries_and_stops_spinning(bot: Inbox, an: User, peer: Peer) -> None:
    await an.say("nút")
    [asked] = await an.hears()
    assert asked.buttons == {"Đúng": "đúng", "Huỷ": "huỷ"}
    await an.taps(asked, "Đúng")
    [heard] = await an.hears()
    assert heard.text == "button đúng"
    assert len(await peer.calls("answerCallbackQuery")) == 1


async def test_a_long_text_arrives_in_order_with_its_buttons_last(bot: Inbox, an: User) -> None:
    await an.say("dài")
    parts = await an.hears(3)
    assert " ".join(part.text for part in parts) == LONG.strip()
    assert [bool(part.buttons) for part in parts] == [False, False, True]


async def test_ones_own_number_is_asked_for_and_told_from_anothers(bot: Inbox, an: User) -> None:
    await an.say("/start")
    [asked] = await an.hears()
    assert asked.asks_contact
    await an.shares_contact("84900000001")
    await an.shares_contact("84900000002", of=1002)
    own, foreign = await an.hears(2)
    assert (own.text, foreign.text) == ("contact +84900000001", "foreign_contact +84900000002")


async def test_a_file_arrives_under_its_name(bot: Inbox, an: User, peer: Peer) -> None:
    await an.say("tệp")
    [heard] = await an.hears()
    assert (heard.text, heard.files) == ("Báo cáo đây", [REPORT.name])
    [call] = await peer.calls("sendDocument")
    assert call.uploads == {"document": {"name": REPORT.name, "size": len(b"PK docx")}}


async def test_a_file_that_was_sent_in_can_be_named(bot: Inbox, an: User) -> None:
    file_id = await an.sends_file("bien-ban.pdf", b"%PDF", caption="biên bản họp")
    [heard] = await an.hears()
    assert heard.text == f"attachment biên bản họp document:{file_id}"


async def test_an_edit_is_an_event_of_its_own(bot: Inbox, an: User) -> None:
    await an.say("kết nạp 5 đoàn viên")
    await an.edits_to("kết nạp 6 đoàn viên")
    first, second = await an.hears(2)
    assert (first.text, second.text) == ("text kết nạp 5 đoàn viên", "edited kết nạp 6 đoàn viên")


async def test_in_a_group_only_what_is_said_to_us_is_answered(bot: Inbox, peer: Peer) -> None:
    async with User(peer, 1002, "Minh", group_of(500)) as minh:
        await minh.say("chiều nay họp nhé")
        await minh.say("@tro_ly_thu_bot hạn báo cáo?")
        await minh.say("/han@khac_bot")
        await minh.say("/han@tro_ly_thu_bot")
        first, second = await minh.hears(2)
        assert (first.text, second.text) == ("text hạn báo cáo?", "text /han")
        assert await minh.hears_nothing_more()


async def test_who_stops_the_bot_is_noticed_and_may_come_back(bot: Inbox, an: User) -> None:
    await an.say("chào")
    await an.hears()
    await an.stops_the_bot()
    await an.starts_the_bot_again()
    [heard] = await an.hears()
    assert heard.text == "started"
    assert [inbound.kind for inbound in bot.understood] == [Kind.TEXT, Kind.BLOCKED, Kind.STARTED]


async def test_a_group_that_moves_says_where_to(bot: Inbox, an: User, peer: Peer) -> None:
    old, new = {"id": -500, "type": "group", "title": "Tổ"}, group_of(100500)
    await peer.inject(
        {"message": {"message_id": 1, "date": 1, "chat": old, "from": an.me, "migrate_to_chat_id": -100500}}
    )
    await peer.inject({"message": {"message_id": 1, "date": 1, "chat": new, "migrate_from_chat_id": -500}})
    await an.say("xong")
    await an.hears()
    assert {(event.chat.id, event.detail) for event in bot.understood if event.kind is Kind.MOVED} == {
        ("-500", "-100500")
    }


async def test_an_update_nobody_can_read_holds_up_nothing(bot: Inbox, an: User, peer: Peer) -> None:
    await peer.inject({"message": {"date": "hôm qua", "chat": an.chat}}, is_malformed=True)
    await an.say("chào")
    [heard] = await an.hears()
    assert heard.text == "text chào"


async def test_what_we_did_not_ask_for_does_not_come(bot: Inbox, an: User, peer: Peer) -> None:
    await peer.inject(
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel", "title": "Tin"}}}
    )
    await an.say("chào")
    await an.hears()
    assert len(bot.seen) == 1


async def test_what_could_not_be_stored_comes_again_and_is_answered_once(bot: Inbox, an: User) -> None:
    bot.failures_to_come = 2
    await an.say("chào")
    [heard] = await an.hears()
    assert heard.text == "text chào"
    assert await an.hears_nothing_more()


async def test_what_is_said_while_the_bot_is_down_is_answered_when_it_is_back(
    peer: Peer, an: User, arrival: Arrival
) -> None:
    async with running(peer, arrival):
        await an.say("một")
        await an.hears()
    await an.say("hai")
    await an.say("ba")
    async with running(peer, arrival):
        second, third = await an.hears(2, seconds=10)
    assert (second.text, third.text) == ("text hai", "text ba")


async def test_thirty_messages_in_a_row_are_answered_in_order(bot: Inbox, an: User) -> None:
    for number in range(30):
        await an.say(f"việc {number}")
    assert [heard.text for heard in await an.hears(30, seconds=20)] == [f"text việc {number}" for number in range(30)]


# What only the channel notices.

LAN = Chat(BotId("telegram:666"), "1001")


async def met(an: User) -> None:
    """A bot may write only to whom it has met."""
    await an.say("/start")


async def test_nobody_may_be_written_to_first(channel: TelegramChannel) -> None:
    with pytest.raises(SendError) as caught:
        await channel.send(LAN, Reply("nhắc hạn"))
    assert caught.value.verdict is Verdict.UNREACHABLE


async def test_who_has_stopped_the_bot_is_unreachable(channel: TelegramChannel, an: User) -> None:
    await met(an)
    await an.stops_the_bot()
    with pytest.raises(SendError) as caught:
        await channel.send(LAN, Reply("nhắc hạn"))
    assert (caught.value.verdict, caught.value.http_status) == (Verdict.UNREACHABLE, 403)


async def test_too_many_requests_stop_the_bot_for_as_long_as_telegram_says(
    channel: TelegramChannel, an: User, peer: Peer
) -> None:
    await met(an)
    await peer.refuse("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(SendError) as caught:
        await channel.send(LAN, Reply("nhắc hạn"))
    found = caught.value
    assert (found.verdict, found.wait_seconds, found.stops_bot) == (Verdict.RETRY, 3.0, True)
    assert await channel.send(LAN, Reply("nhắc hạn"))


async def test_a_message_taken_without_a_word_is_unsure(channel: TelegramChannel, an: User, peer: Peer) -> None:
    await met(an)
    await peer.hang_up_on("sendMessage")
    with pytest.raises(SendError) as caught:
        await channel.send(LAN, Reply("nhắc hạn"))
    assert caught.value.verdict is Verdict.UNSURE
    [heard] = await an.hears()
    assert heard.text == "nhắc hạn", "it had arrived: sending it again would have doubled it"


async def test_a_peer_that_is_gone_is_tried_again(channel: TelegramChannel) -> None:
    with start_peer() as short_lived:
        pass
    async with channel_to(short_lived) as orphan:
        with pytest.raises(SendError) as caught:
            await orphan.send(LAN, Reply("nhắc hạn"))
    assert caught.value.verdict is Verdict.RETRY


async def test_a_message_to_a_group_that_moved_names_the_new_one(channel: TelegramChannel, peer: Peer) -> None:
    await peer.move_group(-500, -100500)
    with pytest.raises(SendError) as caught:
        await channel.send(Chat(LAN.bot, "-500", is_group=True), Reply("thông báo"))
    assert (caught.value.verdict, caught.value.moved_to) == (Verdict.MOVED, "-100500")


async def test_a_withdrawn_token_is_refused_in_words(channel: TelegramChannel, peer: Peer) -> None:
    assert (await channel.verify()).username == "tro_ly_thu_bot"
    await peer.revoke(TOKEN)
    with pytest.raises(TokenRefused):
        await channel.verify()


async def test_the_menus_are_taken(channel: TelegramChannel, peer: Peer) -> None:
    await channel.register([Command("tiendo", "Ghi tiến độ")], [Command("han", "Xem hạn nộp")])
    assert len(await peer.calls("setMyCommands")) == 2


async def test_a_second_listener_waits_its_turn(peer: Peer, an: User) -> None:
    async with running(peer, Arrival.POLLING), channel_to(peer) as second:
        intruder = asyncio.create_task(second.poll(Inbox(second).store))
        await asyncio.sleep(0.1)
        intruder.cancel()
        await asyncio.gather(intruder, return_exceptions=True)
        await an.say("còn đó không")
        [heard] = await an.hears(seconds=10)
    assert heard.text == "text còn đó không"
