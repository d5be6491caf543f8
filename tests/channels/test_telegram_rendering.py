"""A reply in, requests out: what is split, how buttons lie, and what reaches Telegram."""

from collections.abc import Mapping, Sequence

import pytest

from bot.channels.contract import SendError, Verdict
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import PICTURE_MAX, UPLOAD_MAX
from bot.channels.telegram.rendering import rows_of, split
from handlers.messages import BotId, Button, Chat, File, Reply
from tests.channels.fake_telegram import FakeTelegram

LAN = Chat(BotId("telegram:666"), "81")
GROUP = Chat(BotId("telegram:666"), "-100500", is_group=True)
REPORT = File("bao-cao-thang-11.docx", "sha-docx")
CHART = File("tien-do.png", "sha-png")
YES, LATER = Button("Đúng", "đúng"), Button("Để sau", "để sau")
SENTENCE = "Đồng chí xem lại số liệu tháng này giúp văn phòng. "
NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}


def inline(*rows: Sequence[Button]) -> Mapping[str, object]:
    return {"inline_keyboard": [[{"text": b.label, "callback_data": b.says} for b in row] for row in rows]}


ASKING = {
    "keyboard": [[{"text": "Gửi số điện thoại", "request_contact": True}], [{"text": "để sau"}]],
    "resize_keyboard": True,
    "one_time_keyboard": True,
}

REQUESTS = [
    pytest.param(
        Reply("Đã ghi: kết nạp 5 <b>đoàn viên</b> & *không* định dạng"),
        LAN,
        [("sendMessage", {"text": "Đã ghi: kết nạp 5 <b>đoàn viên</b> & *không* định dạng", **NO_PREVIEW})],
        id="plain text, whatever signs it holds",
    ),
    pytest.param(
        Reply("Ghi 5 đoàn viên?", (YES, LATER)),
        LAN,
        [("sendMessage", {"text": "Ghi 5 đoàn viên?", "reply_markup": inline([YES, LATER]), **NO_PREVIEW})],
        id="buttons under the text",
    ),
    pytest.param(
        Reply("Xin số điện thoại", (LATER,), asks_contact=True),
        LAN,
        [("sendMessage", {"text": "Xin số điện thoại", "reply_markup": ASKING, **NO_PREVIEW})],
        id="the platform's own button for the number, others by what they say",
    ),
    pytest.param(
        Reply("Xin số điện thoại", (LATER,), asks_contact=True),
        GROUP,
        [("sendMessage", {"text": "Xin số điện thoại", "reply_markup": inline([LATER]), **NO_PREVIEW})],
        id="no number is asked for in a group",
    ),
    pytest.param(
        Reply("Báo cáo tháng 11", (YES,), files=(REPORT,)),
        LAN,
        [
            (
                "sendDocument",
                {"caption": "Báo cáo tháng 11", "document": "attach://document", "reply_markup": inline([YES])},
            )
        ],
        id="a file carries the text and the buttons",
    ),
    pytest.param(
        Reply("", pictures=(CHART,)),
        LAN,
        [("sendPhoto", {"photo": "attach://photo"})],
        id="a picture without words",
    ),
    pytest.param(
        Reply("Hai tệp", (YES,), pictures=(CHART,), files=(REPORT,)),
        LAN,
        [
            ("sendMessage", {"text": "Hai tệp", **NO_PREVIEW}),
            ("sendPhoto", {"photo": "attach://photo"}),
            ("sendDocument", {"document": "attach://document", "reply_markup": inline([YES])}),
        ],
        id="two things are three messages, the buttons under the last",
    ),
]


@pytest.mark.parametrize(("reply", "chat", "requests"), REQUESTS)
async def test_reply_becomes_requests(
    telegram: TelegramChannel,
    fake_telegram: FakeTelegram,
    reply: Reply,
    chat: Chat,
    requests: Sequence[tuple[str, Mapping[str, object]]],
) -> None:
    for part in telegram.split(reply):
        await telegram.send(chat, part)
    expected = [(method, {"chat_id": int(chat.id), **parameters}) for method, parameters in requests]
    assert [(call.method, call.parameters) for call in fake_telegram.calls] == expected


async def test_files_travel_by_name_and_content(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    await telegram.send(LAN, Reply("", files=(REPORT,)))
    await telegram.send(LAN, Reply("", pictures=(CHART,)))
    document, photo = fake_telegram.calls
    assert document.uploads == {"document": ("bao-cao-thang-11.docx", b"PK docx")}
    assert photo.uploads == {"photo": ("tien-do.png", b"\x89PNG")}


async def test_a_picture_larger_than_telegram_shows_goes_as_a_file(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    await telegram.send(LAN, Reply("", pictures=(File("tien-do.png", f"noughts-{PICTURE_MAX + 1}"),)))
    [call] = fake_telegram.calls
    assert (call.method, call.uploads["document"][0]) == ("sendDocument", "tien-do.png")


async def test_a_file_larger_than_telegram_takes_is_dropped_before_it_is_sent(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    with pytest.raises(SendError) as caught:
        await telegram.send(LAN, Reply("", files=(File("lon.docx", f"noughts-{UPLOAD_MAX + 1}"),)))
    assert (caught.value.verdict, fake_telegram.calls) == (Verdict.DROP, [])


async def test_send_gives_the_platforms_id(telegram: TelegramChannel) -> None:
    assert [await telegram.send(LAN, Reply("một")), await telegram.send(LAN, Reply("hai"))] == ["1", "2"]


def test_a_long_text_is_cut_at_sentences_and_keeps_its_buttons_to_the_end() -> None:
    *first, last = split(Reply(SENTENCE * 200, (YES,)))
    assert len(first) == 2
    assert all(part.text.endswith("văn phòng.") and not part.buttons for part in first)
    assert last.buttons == (YES,)
    assert " ".join(part.text for part in (*first, last)) == (SENTENCE * 200).strip()


@pytest.mark.parametrize("text", ["a" * 4096, "ộ" * 4096, "😀" * 2048], ids=["Latin", "Vietnamese", "emoji"])
def test_what_just_fits_stays_one_message(text: str) -> None:
    [part] = split(Reply(text))
    assert part.text == text


@pytest.mark.parametrize("text", ["a" * 4097, "ộ" * 4097, "😀" * 2049], ids=["Latin", "Vietnamese", "emoji"])
async def test_one_letter_more_is_two_that_telegram_takes(telegram: TelegramChannel, text: str) -> None:
    parts = telegram.split(Reply(text))
    assert len(parts) == 2
    for part in parts:
        assert await telegram.send(LAN, part)


def test_a_text_too_long_for_a_caption_goes_before_the_file() -> None:
    text, file = split(Reply("a" * 1025, files=(REPORT,)))
    assert (text.text, text.files) == ("a" * 1025, ())
    assert (file.text, file.files) == ("", (REPORT,))


def test_nothing_to_say_is_no_message() -> None:
    assert split(Reply(" \n")) == ()


async def test_a_hundred_and_one_buttons_are_all_offered(
    telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    buttons = tuple(Button(f"Công đoàn {number}", f"chọn {number}") for number in range(101))
    for part in telegram.split(Reply("Đồng chí ở công đoàn nào?", buttons)):
        await telegram.send(LAN, part)
    offered = [
        button["callback_data"]
        for call in fake_telegram.calls
        for row in call.parameters["reply_markup"]["inline_keyboard"]  # type: ignore[index] # as JSON
        for button in row
    ]
    assert offered == [button.says for button in buttons]


async def test_a_button_of_sixty_four_bytes_is_taken(telegram: TelegramChannel) -> None:
    assert await telegram.send(LAN, Reply("?", (Button("Dài", "ộ" * 21 + "a"),)))


def labelled(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label, label) for label in labels)


ROWS = [
    pytest.param(("Đúng", "Sửa", "Huỷ"), [3], id="short words share a line"),
    pytest.param(tuple("123456789"), [8, 1], id="eight figures in a line at most"),
    pytest.param(("Tháng 10", "Tháng 11", "Tháng 12", "Quý IV"), [3, 1], id="as many as a phone shows"),
    pytest.param(("Đúng", "Xem chương trình đầy đủ"), [1, 1], id="one long label gives each its own line"),
    pytest.param((), [], id="no buttons, no lines"),
]


@pytest.mark.parametrize(("labels", "lengths"), ROWS)
def test_buttons_lie_as_a_phone_shows_them(labels: tuple[str, ...], lengths: list[int]) -> None:
    assert [len(row) for row in rows_of(labelled(*labels))] == lengths
