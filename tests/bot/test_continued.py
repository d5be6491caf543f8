"""What is worded anew at the last moment may need several messages; what follows a refused one does not go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.contract import SendError, Verdict
from bot.channels.cutting import cut
from bot.clock import machine_now
from bot.db import OUTGOING, Database, moment, wake
from bot.delivery import Sender, Shower
from bot.house import House
from bot.parcel import as_few, as_one, pack
from bot.store import outgoing
from bot.store.outgoing import Lane, Outbound, Reworded, Ruling
from handlers.messages import Button, File, Reply
from tests.house import PLATFORM, Platform, going, house_of, rows, until

LONG = "Báo cáo tháng 11 còn hai mục. Báo cáo sáu tháng còn ba mục. Báo cáo năm còn bốn mục."
PARTS = ["Báo cáo tháng 11 còn hai mục.", "Báo cáo sáu tháng còn ba mục.", "Báo cáo năm còn bốn mục."]


@dataclass
class Narrow(Platform):
    """A platform that takes thirty letters at a time."""

    def split(self, reply: Reply) -> Sequence[Reply]:
        return [Reply(piece) for piece in cut(reply.text, 30)]


def rewording(db: Session, batch: Sequence[Mapping[str, str]], now: datetime) -> Sequence[Ruling]:
    """What it says now is longer than what it said."""
    return [Reworded(pack(Reply(LONG))) for _ in batch]


JUDGES = {"reminder": rewording}


def enqueue(house: House, *messages: Outbound) -> None:
    def write(session: Session) -> None:
        now = moment(session)
        outgoing.ensure_pace(session, PLATFORM, 1000.0, now)
        wake(session, OUTGOING)
        outgoing.enqueue(session, messages, now, house.clock.at(now), pull=False)

    house.db.write_now(write)


def reminder(bot: str = PLATFORM) -> Outbound:
    return Outbound("bundle/7/08:00", bot, "81", Lane.PERSONAL, pack(Reply("ngắn")), judge="reminder")


def states(db: Database) -> dict[str, str]:
    return {str(key): str(state) for key, state in rows(db, "SELECT key, state FROM outgoing ORDER BY id")}


async def test_what_grew_too_long_goes_in_parts_and_in_order(db: Database) -> None:
    platform = Narrow()
    house = house_of(db, platform)
    enqueue(house, reminder())
    async with going(Sender(house, PLATFORM, JUDGES).run):
        await until(lambda: len(platform.sent) == 3)
    assert [text for _, text in platform.sent] == PARTS


async def test_a_part_that_is_worded_again_takes_its_continuation_with_it(db: Database) -> None:
    platform = Narrow(refusals=[SendError(Verdict.RETRY, "chưa nhận", wait_seconds=0.01)])
    house = house_of(db, platform)
    enqueue(house, reminder())
    async with going(Sender(house, PLATFORM, JUDGES).run):
        await until(lambda: [text for _, text in platform.sent].count(PARTS[2]) > 0, seconds=20)
    told = [text for _, text in platform.sent]
    assert sorted(told) == sorted(PARTS)


async def test_what_follows_a_refused_part_does_not_go(db: Database) -> None:
    platform = Narrow(refusals=[SendError(Verdict.DROP, "400")])
    house = house_of(db, platform)
    enqueue(house, reminder())
    async with going(Sender(house, PLATFORM, JUDGES).run):
        await until(lambda: "queued" not in states(db).values() and "sending" not in states(db).values())
    assert platform.sent == []
    assert list(states(db).values()) == ["failed", "cancelled", "cancelled"]


async def test_the_rest_of_a_refused_answer_does_not_go_but_the_next_answer_does(db: Database) -> None:
    platform = Platform(refusals=[SendError(Verdict.DROP, "400")])
    house = house_of(db, platform)
    answer = [Outbound(f"reply/p/e1/{n}", PLATFORM, "81", Lane.REPLY, pack(Reply(f"một {n}"))) for n in range(3)]
    enqueue(house, *answer, Outbound("reply/p/e10/0", PLATFORM, "81", Lane.REPLY, pack(Reply("hai"))))
    async with going(Sender(house, PLATFORM, JUDGES).run):
        await until(lambda: states(db)["reply/p/e10/0"] == "sent")
    assert platform.sent == [("81", "hai")]
    assert [states(db)[each.key] for each in answer] == ["failed", "cancelled", "cancelled"]


async def test_another_chats_answer_is_left_alone(db: Database) -> None:
    platform = Platform(refusals=[SendError(Verdict.DROP, "400")])
    house = house_of(db, platform)
    first = Outbound("announce/3/1", PLATFORM, "81", Lane.BULK, pack(Reply("a")))
    enqueue(house, first, Outbound("announce/3/2", PLATFORM, "82", Lane.BULK, pack(Reply("b"))))
    async with going(Sender(house, PLATFORM, JUDGES).run):
        await until(lambda: states(db)["announce/3/2"] == "sent")
    assert states(db)["announce/3/1"] == "failed"


def test_a_page_shows_it_whole(db: Database) -> None:
    house = house_of(db)
    enqueue(house, reminder("web"))
    db.write_now(Shower(house, JUDGES).show)
    [[body]] = rows(db, "SELECT body FROM outgoing WHERE bot = 'web'")
    assert LONG in str(body)


def test_several_replies_are_one_message_where_messages_are_counted() -> None:
    answer = Reply("Kết nạp mới: 120.", (Button("Nguyên văn", "nguyên văn"),), in_words=True)
    question = Reply("Đúng không ạ?", (Button("Đúng", "đúng"),), files=(File("a.docx", "1"),), in_place="một")
    closing = Reply("Cảm ơn đồng chí.", files=(File("b.docx", "2"),), in_place="hai")
    one = as_one((answer, question, closing))
    assert one.text == "Kết nạp mới: 120.\n\nĐúng không ạ?\n\nCảm ơn đồng chí."
    assert (one.buttons, one.in_words) == (question.buttons, False)
    assert [file.name for file in one.files] == ["a.docx", "b.docx"]
    assert one.in_place == "một\n\nhai"
    assert as_one((answer,)) == answer


def test_what_is_to_be_copied_is_a_message_of_its_own() -> None:
    paste, preview, closing = Reply("[Văn phòng] Mai nghỉ trực.", alone=True), Reply("Sẽ gửi 2."), Reply("Nhắn “gửi”.")
    assert as_few((preview, paste, closing)) == (paste, Reply("Sẽ gửi 2.\n\nNhắn “gửi”."))
    assert as_few((paste,)) == (paste,)


async def test_who_asked_and_is_not_answered_in_time_hears_of_it_once(db: Database) -> None:
    platform = Platform()
    house = house_of(db, platform)
    over = machine_now() - timedelta(hours=1)
    enqueue(
        house,
        *(Outbound(f"reply/p/e{n}/0", PLATFORM, "81", Lane.REPLY, pack(Reply("cũ")), use_by=over) for n in range(3)),
        Outbound("reply/p/g/0", PLATFORM, "-5", Lane.REPLY, pack(Reply("cũ")), is_group=True, use_by=over),
        Outbound("announce/1/2", PLATFORM, "82", Lane.BULK, pack(Reply("cũ")), use_by=over),
    )
    async with going(Sender(house, PLATFORM).run):
        await until(lambda: len(platform.sent) == 1)
        await until(lambda: "queued" not in states(db).values())
    [(chat, text)] = platform.sent
    assert chat == "81"
    assert text.startswith("[Tin tự động – ")
    assert "nhắn lại" in text
