"""A made file on its way to Telegram: from the table, through the door, a message each, a verdict when it fails."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from telegram import Bot

from bot.channels.telegram import Me, TelegramChannel
from bot.commands.telegram import file_loader
from bot.db import Database, moment
from bot.delivery import Sender
from bot.house import House
from bot.parcel import pack
from bot.store import files, outgoing
from bot.store.outgoing import Lane, Outbound
from handlers.messages import Made, Reply
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.house import going, house_of, rows, until

REPORT = Made("bao-cao-2026-11.docx", b"PK report", "application/x-test")
CHART = Made("tien-do.png", b"\x89PNG chart", "image/png")
REPLY = Reply("Báo cáo đồng chí vừa nộp.", files=(REPORT.file,), pictures=(CHART.file,))


def channel_over(fake: FakeTelegram, db: Database) -> TelegramChannel:
    """The channel as a process has it: its files come from the table."""
    api = Bot(TOKEN, request=fake, get_updates_request=fake)
    return TelegramChannel(api, fake, Me(666, "tro_ly_thu_bot"), file_loader(db), contact_label="Gửi số")


def enqueue(house: House, channel: TelegramChannel, *kept: Made) -> None:
    """The reply as the desk puts it into the door, with the files that were kept with it."""

    def write(session: Session) -> None:
        now = moment(session) - timedelta(seconds=1)
        outgoing.ensure_pace(session, channel.bot, 1000, now)
        files.keep(session, kept, now)
        messages = [
            Outbound(f"reply/{number}", channel.bot, str(81 + number), Lane.REPLY, pack(part))
            for number, part in enumerate(channel.split(REPLY))
        ]
        outgoing.enqueue(session, messages, now, now, pull=False)

    house.db.write_now(write)


def states(db: Database) -> list[str]:
    """How each message ended, in order."""
    return [str(state) for (state,) in rows(db, "SELECT state FROM outgoing ORDER BY id")]


async def test_each_file_is_a_message_of_its_own(fake_telegram: FakeTelegram, db: Database) -> None:
    channel = channel_over(fake_telegram, db)
    house = house_of(db, channel)
    enqueue(house, channel, REPORT, CHART)
    async with going(Sender(house, channel.bot).run):
        await until(lambda: states(db) == ["sent"] * 3)
    sent = {call.method: call for call in fake_telegram.calls}
    assert sent["sendMessage"].parameters["text"] == REPLY.text
    assert sent["sendPhoto"].uploads == {"photo": (CHART.name, CHART.content)}
    assert sent["sendDocument"].uploads == {"document": (REPORT.name, REPORT.content)}


async def test_a_file_that_is_gone_fails_alone(fake_telegram: FakeTelegram, db: Database) -> None:
    channel = channel_over(fake_telegram, db)
    house = house_of(db, channel)
    enqueue(house, channel, CHART)
    async with going(Sender(house, channel.bot).run):
        await until(lambda: states(db) == ["sent", "sent", "failed"])
    assert [call.method for call in fake_telegram.calls].count("sendDocument") == 0


@pytest.mark.parametrize(
    ("status", "words", "state"),
    [
        pytest.param(403, "Forbidden: bot was blocked by the user", "failed", id="blocked"),
        pytest.param(400, "Bad Request: wrong file identifier", "failed", id="refused for good"),
        pytest.param(500, "Internal Server Error", "unsure", id="perhaps taken"),
    ],
)
async def test_an_upload_has_the_verdicts_of_a_text(
    status: int, words: str, state: str, fake_telegram: FakeTelegram, db: Database
) -> None:
    fake_telegram.refuse("sendDocument", status, words)
    channel = channel_over(fake_telegram, db)
    house = house_of(db, channel)
    enqueue(house, channel, REPORT, CHART)
    async with going(Sender(house, channel.bot).run):
        await until(lambda: states(db)[:3] == ["sent", "sent", state])
