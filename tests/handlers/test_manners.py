"""How an officer wants to be told: what is understood, what is kept, and that nothing is silently ignored."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.db import Database
from bot.shelf import Shelf
from handlers.mannerwishes import Manner, MannerWish, manner_of
from handlers.messages import Address
from tests.handlers import test_crossed_office as of_office
from tests.handlers import test_crossed_report as of_report
from tests.house import rows

N, ANY, NO_NEWS, NEWS, STOP = (
    Manner.NUMBER, Manner.ANY_NUMBER, Manner.NO_NEWS, Manner.NEWS, Manner.NO_REMINDERS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "manner", "most"),
    [
        ("tối đa 2 tin một ngày", N, 2),
        ("toi da 2 tin mot ngay", N, 2),
        ("tối đa 3 tin/ngày thôi nhé", N, 3),
        ("mỗi ngày một tin thôi", N, 1),
        ("moi ngay 1 tin", N, 1),
        ("cho em xin mỗi ngày chỉ nhận 2 tin ạ", N, 2),
        ("một ngày hai tin là đủ rồi", N, 2),
        ("nhắc tôi 1 lần một ngày thôi", N, 1),
        ("chỉ gửi 2 tin mỗi ngày", N, 2),
        ("tối đa 2 tin", N, 2),
        ("mỗi ngày 0 tin", N, 0),
        ("mỗi ngày không tin", N, 0),
        ("tối đa 50 tin một ngày", N, 50),
        ("không giới hạn số tin", ANY, 0),
        ("khong gioi han so tin nua", ANY, 0),
        ("bỏ giới hạn tin", ANY, 0),
        ("bao nhiêu tin cũng được", ANY, 0),
        ("không nhận tin chung", NO_NEWS, 0),
        ("khong nhan tin chung nua", NO_NEWS, 0),
        ("thôi nhận thông báo", NO_NEWS, 0),
        ("tôi không muốn nhận thông báo chung nữa", NO_NEWS, 0),
        ("tắt thông báo", NO_NEWS, 0),
        ("đừng gửi tin chung cho tôi", NO_NEWS, 0),
        ("nhận lại tin chung", NEWS, 0),
        ("cho em nhận lại thông báo", NEWS, 0),
        ("nhận tin chung", NEWS, 0),
        ("bật lại tin chung", NEWS, 0),
        ("tắt nhắc", STOP, 0),
        ("tat nhac", STOP, 0),
        ("đừng nhắc nữa", STOP, 0),
        ("dung nhac nua", STOP, 0),
        ("thôi đừng nhắc tôi nữa", STOP, 0),
        ("ngừng gửi tin", STOP, 0),
        ("không cần nhắc nữa", STOP, 0),
        ("tôi không muốn nhận tin nhắn nữa", STOP, 0),
        ("dừng nhắc báo cáo", STOP, 0),
        ("đừng làm phiền tôi", STOP, 0),
        ("nhắc nhiều quá", STOP, 0),
        ("phiền quá", STOP, 0),
    ],
)
def test_a_wish_is_understood_with_and_without_marks(said: str, manner: Manner, most: int) -> None:
    assert manner_of(said) == MannerWish(manner, most)


@pytest.mark.parametrize(
    "said",
    [
        "đã nhận thông báo",
        "da nhan thong bao",
        "đã nhận tin chung",
        "không nhận được thông báo",
        "ko nhan dc tin nhac",
        "chưa nhận tin chung",
        "đúng nhắc tôi",
        "nhắc lại thứ Năm",
        "nhắc tôi lúc 9 giờ",
        "gửi thông báo",
        "gửi tin chung",
        "thông báo: họp giao ban",
        "thôi gửi",
        "thôi gửi thông báo 12",
        "huỷ thông báo",
        "đăng 2 tin bài một ngày",
        "mỗi ngày 2 tin tuyên truyền",
        "mỗi ngày thăm hỏi 2 đoàn viên",
        "đừng nhắc Hoa Sen nữa",
        "đôn đốc hết",
        "thôi",
        "không",
        "để sau",
        "tối đa bao nhiêu tin một ngày?",
        "hạn mức tối đa 2 lần",
        "kết nạp 2",
    ],
)
def test_what_may_be_work_or_an_answer_is_no_such_wish(said: str) -> None:
    assert manner_of(said) is None


# Crossed with whatever is under way


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


WISHES = [
    ("mỗi ngày một tin thôi", (1, 1), "nhiều nhất 1 tin"),
    ("toi da 3 tin mot ngay", (3, 1), "nhiều nhất 3 tin"),
    ("không nhận tin chung", (None, 0), "không nhận tin chung"),
    ("tắt nhắc", (None, 1), "không tắt hẳn được"),
    ("cách nhắc tôi", (None, 1), "Giờ nhắc: 8 giờ"),
]
CHAIR_STATES: dict[str, Sequence[str]] = {
    **of_report.STATES,
    "progress is repeated back": ("tháng này thăm hỏi 9",),
    "a figure without a name": ("27",),
    "joining": ("tham gia",),
}


def kept(db: Database, who: Address) -> tuple[object, ...]:
    """The number a day and the news of whoever speaks there."""
    [found] = rows(
        db,
        "SELECT pushes_max, wants_news FROM officer JOIN account ON officer_id = officer.id WHERE address = :who",
        who=who,
    )
    return found


@pytest.mark.parametrize("state", CHAIR_STATES)
@pytest.mark.parametrize(("wish", "expected", "says"), WISHES, ids=[wish for wish, *_ in WISHES])
def test_a_chair_is_heard_whatever_is_open_and_the_open_talk_goes_on(  # noqa: PLR0917 - the columns of the table
    wish: str, expected: tuple[object, ...], says: str, state: str, db: Database, shelf: Shelf
) -> None:
    for words in CHAIR_STATES[state]:
        of_report.said(db, shelf, words)
    before, flow = of_report.holding(db), of_report.flow_of(db)
    replies = of_report.said(db, shelf, wish).replies
    assert says in replies[0].text
    assert kept(db, of_report.LAN) == expected
    assert of_report.holding(db) == before
    assert of_report.flow_of(db) == flow


@pytest.mark.parametrize("state", of_office.STATES)
@pytest.mark.parametrize(("wish", "expected", "says"), WISHES, ids=[wish for wish, *_ in WISHES])
def test_an_office_is_heard_whatever_is_open_and_the_open_talk_goes_on(  # noqa: PLR0917 - the columns of the table
    wish: str, expected: tuple[object, ...], says: str, state: str, db: Database, shelf: Shelf
) -> None:
    for words in of_office.STATES[state]:
        of_office.said(db, shelf, words)
    before, flow = of_office.counted(db), of_office.flow_of(db)
    assert says in of_office.said(db, shelf, wish)
    assert kept(db, of_office.TUAN) == expected
    assert of_office.counted(db) == before
    assert of_office.flow_of(db) == flow


@pytest.mark.parametrize("state", CHAIR_STATES)
def test_what_may_be_a_no_to_the_open_question_is_never_ignored_and_writes_nothing(
    state: str, db: Database, shelf: Shelf
) -> None:
    for words in CHAIR_STATES[state]:
        of_report.said(db, shelf, words)
    before = of_report.holding(db)
    assert of_report.said(db, shelf, "đừng nhắc nữa").replies
    assert of_report.holding(db) == before
    assert kept(db, of_report.LAN) == (None, 1)
