"""A reply in, messages out: what is cut where, what is numbered, and what becomes of a file."""

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cutting import units
from bot.channels.zalo.rendering import PIECE_MAX, Rendered, instead_of_picture, render, split
from bot.links import LINK_LIFE
from handlers.messages import BotId, Button, Chat, File, Reply
from handlers.wording.attached import LINK_HOURS

LAN = Chat(BotId("zalo:12345689"), "6ede9afa66b88fe6d6a9")
REPORT = File("bao-cao-thang-11.docx", "sha-docx")
LIST = File("danh-sach.xlsx", "sha-xlsx")
CHART = File("tien-do.png", "sha-png")
SEND, MEND = Button("Gửi báo cáo", "gửi"), Button("Sửa", "sửa")
NUMBERED = "1. Gửi báo cáo\n2. Sửa\n(nhắn số hoặc nhắn bằng lời)"
SENTENCE = "Đồng chí xem lại số liệu tháng này giúp văn phòng. "
PREFIX = re.compile(r"\((\d+)/(\d+)\) ")


def link(file: File) -> str:
    return f"https://cd.example.vn/tep/{file.sha256}/{file.name}"


REPORT_LINK = (
    "Bản Word bao-cao-thang-11.docx (mở trong 24 giờ):\nhttps://cd.example.vn/tep/sha-docx/bao-cao-thang-11.docx"
)
LIST_LINK = "Bảng Excel danh-sach.xlsx (mở trong 24 giờ):\nhttps://cd.example.vn/tep/sha-xlsx/danh-sach.xlsx"

LINKED = [
    pytest.param(Reply("Đã ghi 5 <b>đoàn viên</b> & *không* {định dạng}"),
                 [Reply("Đã ghi 5 <b>đoàn viên</b> & *không* {định dạng}")], id="plain text, whatever signs it holds"),
    pytest.param(Reply("Gửi báo cáo?", (SEND, MEND)), [Reply(f"Gửi báo cáo?\n{NUMBERED}")], id="choices by number"),
    pytest.param(Reply("Sắp đến hạn.", (SEND, MEND), pushed=True), [Reply("Sắp đến hạn.")],
                 id="what is pushed is never numbered"),
    pytest.param(Reply("Bao nhiêu đoàn viên?", (SEND, MEND), in_words=True), [Reply("Bao nhiêu đoàn viên?")],
                 id="a question for a figure is never numbered"),
    pytest.param(Reply("Báo cáo tháng 11", (SEND, MEND), files=(REPORT,), in_place="toàn văn"),
                 [Reply(f"Báo cáo tháng 11\n{REPORT_LINK}\n{NUMBERED}")], id="a file as a link, the choices last"),
    pytest.param(Reply("Hai tệp", files=(REPORT, LIST)), [Reply(f"Hai tệp\n{REPORT_LINK}\n{LIST_LINK}")],
                 id="each link on a line of its own"),
    pytest.param(Reply("", files=(REPORT,)), [Reply(REPORT_LINK)], id="a file without words"),
    pytest.param(Reply("Biểu đồ", (SEND, MEND), pictures=(CHART,)),
                 [Reply(f"Biểu đồ\n{NUMBERED}"), Reply("", pictures=(CHART,))], id="a picture after its words"),
    pytest.param(Reply("hoa\u0323\u0302"), [Reply("ho\u1ead")], id="a letter and its marks are one"),
    pytest.param(Reply(""), [], id="nothing to say"),
]  # fmt: skip

UNLINKED = [
    pytest.param(Reply("Báo cáo tháng 11", (SEND, MEND), files=(REPORT,), in_place="Kết nạp: 5"),
                 [Reply(f"Báo cáo tháng 11\nKết nạp: 5\n{NUMBERED}")], id="what the file holds is told in its place"),
    pytest.param(Reply("Báo cáo tháng 11", files=(REPORT, LIST)),
                 [Reply("Báo cáo tháng 11\nKênh này chưa gửi được tệp bao-cao-thang-11.docx, danh-sach.xlsx. "
                        "Đồng chí xem ở trang trò chuyện hoặc xin Văn phòng.")],
                 id="a file that nothing stands for is named, with where to find it"),
    pytest.param(Reply("", pictures=(CHART,)),
                 [Reply("Kênh này chưa gửi được tệp tien-do.png. "
                        "Đồng chí xem ở trang trò chuyện hoặc xin Văn phòng.")], id="a picture without words is named"),
    pytest.param(Reply("60 %", pictures=(CHART,)), [Reply("60 %")], id="a picture beside words is left out"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "parts"), LINKED)
def test_reply_becomes_messages(reply: Reply, parts: Sequence[Reply]) -> None:
    assert list(split(reply, link)) == parts


@pytest.mark.parametrize(("reply", "parts"), UNLINKED)
def test_without_a_public_address_there_are_no_dead_links(reply: Reply, parts: Sequence[Reply]) -> None:
    assert list(split(reply, None)) == parts


def test_a_link_says_how_long_it_lives() -> None:
    assert LINK_LIFE.total_seconds() == LINK_HOURS * 3600


CALLS = [
    pytest.param(Reply("chào"), Rendered("sendMessage", {"chat_id": LAN.id, "text": "chào"}), id="words"),
    pytest.param(Reply("", pictures=(CHART,)),
                 Rendered("sendPhoto", {"chat_id": LAN.id, "photo": "https://cd.example.vn/tep/sha-png/tien-do.png"}),
                 id="a picture by its address"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "call"), CALLS)
def test_part_becomes_a_call(part: Reply, call: Rendered) -> None:
    assert render(part, LAN, link) == call


def test_a_picture_that_is_not_taken_becomes_words() -> None:
    said = instead_of_picture(Reply("", pictures=(CHART,)), link)
    assert said == Reply("Hình tien-do.png (mở trong 24 giờ):\nhttps://cd.example.vn/tep/sha-png/tien-do.png")


# Long texts.


def texts(reply: Reply) -> list[str]:
    return [part.text for part in split(reply, link)]


def bare(pieces: Sequence[str]) -> list[str]:
    """The pieces without their numbers."""
    return [PREFIX.sub("", piece, count=1) for piece in pieces]


def test_a_long_text_is_cut_at_sentences_and_says_which_piece_of_how_many() -> None:
    pieces = texts(Reply(SENTENCE * 100))
    assert [piece[:6] for piece in pieces] == ["(1/3) ", "(2/3) ", "(3/3) "]
    assert all(piece.endswith("phòng.") and units(piece) <= PIECE_MAX for piece in pieces)
    assert " ".join(bare(pieces)) == (SENTENCE * 100).strip()


def test_a_text_that_just_fits_is_one_message_without_a_number() -> None:
    assert texts(Reply("đ" * PIECE_MAX)) == ["đ" * PIECE_MAX]
    assert len(texts(Reply("đ " * (PIECE_MAX // 2) + "đ"))) == 2


@pytest.mark.parametrize("sentences", range(30, 40))
def test_choices_stay_together_under_the_last_words(sentences: int) -> None:
    pieces = texts(Reply(SENTENCE * sentences, (SEND, MEND)))
    assert pieces[-1].endswith(f"phòng.\n{NUMBERED}")
    assert "1. Gửi báo cáo" not in "".join(pieces[:-1])
    assert max(map(units, pieces)) <= PIECE_MAX


def test_a_link_stays_with_its_name_under_the_last_words() -> None:
    for sentences in range(30, 40):
        pieces = texts(Reply(SENTENCE * sentences, (SEND,), files=(REPORT, LIST)))
        assert pieces[-1].endswith(f"phòng.\n{REPORT_LINK}\n{LIST_LINK}\n1. Gửi báo cáo\n(nhắn số hoặc nhắn bằng lời)")


def test_a_quotation_is_not_cut() -> None:
    quotation = f"“{SENTENCE * 20}”"
    pieces = bare(texts(Reply(f"{SENTENCE * 25}\n{quotation}\n{SENTENCE * 10}")))
    assert any(quotation in piece for piece in pieces)


def test_an_address_in_the_text_is_not_cut() -> None:
    address = "https://vanban.example.vn/" + "a" * 200
    pieces = bare(texts(Reply(f"{SENTENCE * 35} {address} {SENTENCE * 10}")))
    assert sum(address in piece for piece in pieces) == 1


def test_more_choices_than_one_message_holds_are_cut_at_lines() -> None:
    buttons = tuple(Button(f"Việc {n} {'rất dài ' * 10}".strip(), f"việc {n}") for n in range(60))
    pieces = bare(texts(Reply("Chọn việc:", buttons)))
    assert len(pieces) > 1
    lines = "\n".join(pieces).split("\n")
    assert lines[:2] == ["Chọn việc:", f"1. {buttons[0].label}"]
    assert lines[60] == f"60. {buttons[59].label}"


WORDS = st.text(alphabet=st.sampled_from("ađế“”.\n 😀1"), max_size=6000)


@given(WORDS, st.integers(0, 12), st.booleans())
def test_every_part_fits_nothing_is_lost_and_no_part_is_split_again(text: str, choices: int, linked: bool) -> None:
    buttons = tuple(Button(f"Việc {n}", f"việc {n}") for n in range(choices))
    way = link if linked else None
    parts = split(Reply(text, buttons, files=(REPORT,), in_place="toàn văn"), way)
    assert all(units(part.text) <= PIECE_MAX for part in parts)
    assert all(list(split(part, way)) == [part] for part in parts)
    said = "".join("".join(bare([part.text for part in parts])).split())
    assert said.startswith("".join(unicodedata.normalize("NFC", text).split()))
    assert all(f"{n}.Việc{n - 1}" in said for n in range(1, choices + 1))
