"""The crossed table of an office's orders: what is said × what waits → what is written, the reply, the flow after."""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import router
from handlers import store as memories
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from tests.house import rows

NOW = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
TUAN, HANH = Address("web:tuan"), Address("web:hanh")
QUESTION = "năm nay phải kết nạp bao nhiêu đoàn viên"
REQUEST = "trước 16 giờ hôm nay các CĐCS báo số lao động thiếu việc"

EVERYBODY = "đôn đốc hết"
STATES: dict[str, Sequence[str]] = {
    "nothing": (),
    "chasing": ("đôn đốc Hoa Sen",),
    "chasing all": (EVERYBODY,),
    "more time": ("cho Hoa Sen lùi đến 28/11",),
    "until when": ("cho lùi Hoa Sen",),
    "excuse": ("miễn Trạm Y tế tháng 11 vì trực dịch",),
    "why": ("trả lại Hoa Sen tháng 10",),
    "taking in": ("tiếp nhận Hoa Sen tháng 10",),
    "by phone": ("ghi hộ Đồng Gió: kết nạp 2",),
    "by phone, three": ("ghi hộ Đồng Gió: kết nạp 2, thăm hỏi 4, tổng số đoàn viên 21",),
    "by phone, in doubt": ("ghi hộ Đồng Gió: kết nạp 2, đv 21",),
    "written by phone": ("ghi hộ Đồng Gió: kết nạp 2, thăm hỏi 4", "đúng"),
    "request": (REQUEST,),
    "by when": ("ngày mai các CĐCS báo số lao động thiếu việc",),
    "due day": ("đặt hạn báo cáo tháng ngày 22",),
    "holiday": ("nghỉ ngày 02/01 theo thông báo 15",),
    "end of a duty": ("bỏ chế độ báo cáo năm",),
}
WRITTEN = {
    "chased": "SELECT count(*) FROM reminder WHERE rung LIKE 'chase-%'",
    "extended": "SELECT count(*) FROM filing WHERE extended_at IS NOT NULL",
    "excused": "SELECT count(*) FROM filing WHERE excused <> ''",
    "returned": "SELECT count(*) FROM filing WHERE state = 'returned'",
    "taken in": "SELECT count(*) FROM filing WHERE state = 'taken_in'",
    "by staff": "SELECT count(*) FROM entry WHERE by_staff AND period_start = '2026-11-01'",
    "asked": "SELECT count(*) FROM duty WHERE cadence = 'adhoc'",
    "due 22": "SELECT count(*) FROM audit WHERE what = 'duty-day' AND detail LIKE '%22%'",
    "day off": "SELECT count(*) FROM holiday WHERE day = '2027-01-02'",
    "ended": "SELECT count(*) FROM duty WHERE id = 'bao-cao-nam' AND valid_to IS NOT NULL",
}
"""Everything that an order writes, counted."""


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def counted(db: Database) -> dict[str, int]:
    return {name: int(str(rows(db, statement)[0][0])) for name, statement in WRITTEN.items()}


EVENTS = itertools.count()


def said(db: Database, shelf: Shelf, words: str, *, who: Address = TUAN, limits: Limits = BUTTONS) -> str:
    """What is answered after the deciding and the writing half."""
    inbound = Inbound(f"{next(EVENTS)}", who, Chat(BotId("web"), who.removeprefix("web:")), words, NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, NOW, shelf.library(session), limits, office, "muối"), session)

    outcome = db.read_now(decide)
    done = db.write_now(lambda session: router.finish(session, outcome, NOW))
    return "\n".join(reply.text for reply in done.replies)


def flow_of(db: Database, who: Address = TUAN) -> str:
    key = f"web|{who.removeprefix('web:')}|{who}"
    return db.read_now(lambda session: memories.recall(session, key)).flow.partition("/")[0]


ROWS = [
    # said, state, what is written, what the reply says, flow afterwards
    ("đúng", "nothing", "", "Không có câu hỏi nào", ""),
    ("gửi", "chasing", "chased", "Đã xếp gửi 1 tin", ""),
    ("gui", "chasing", "chased", "Đã xếp gửi 1 tin", ""),
    ("đúng", "chasing", "chased", "Đã xếp gửi 1 tin", ""),
    ("xem", "chasing", "", "Kính gửi đồng chí Hạnh", "chase"),
    ("dung gui", "chasing", "", "chưa rõ ý", "chase"),
    ("đừng gửi", "chasing", "", "chưa rõ ý", "chase"),
    ("không gửi", "chasing", "", "Đã thôi", ""),
    ("không", "chasing", "", "Đã thôi", ""),
    ("huỷ", "chasing", "", "Đã thôi", ""),
    (QUESTION, "chasing", "", "sẽ nhắc 1: Mầm non Hoa Sen", "chase"),
    ("25", "chasing", "", "sẽ nhắc 1: Mầm non Hoa Sen", "chase"),
    ("ai chưa nộp", "chasing", "", "sẽ nhắc 1: Mầm non Hoa Sen", "chase"),
    ("đôn đốc Đồi Sim", "chasing", "", "sẽ nhắc 1: Tiểu học Đồi Sim", "chase"),
    ("gửi. tiếp nhận Hoa Sen tháng 10", "chasing", "chased", "Tiếp nhận báo cáo tháng 10", "mark"),
    ("gửi. cho lùi Bình Minh", "chasing", "chased", "chưa nhận ra đơn vị", ""),
    ("tiếp nhận Hoa Sen tháng 10", "chasing", "", "Tiếp nhận báo cáo tháng 10", "mark"),
    (f"{EVERYBODY} trừ mấy trường với trạm y tế", "nothing", "", "Đã trừ Trạm Y tế Suối Mây, khối trường học", "chase"),
    (f"{EVERYBODY} tru doanh nghiep va Đồi Sim", "nothing", "", "Đã trừ Tiểu học Đồi Sim, khối doanh nghiệp", "chase"),
    (f"{EVERYBODY} trừ khối trường học", "nothing", "", "sẽ nhắc 6", "chase"),
    (f"{EVERYBODY} trừ các trường và nơi ở xa", "nothing", "", "chưa nhận ra “nơi ở xa”", ""),
    ("trừ mấy trường với trạm y tế", "chasing all", "", "sẽ nhắc 5", "chase"),
    ("trừ doanh nghiệp và Đồi Sim", "chasing all", "", "sẽ nhắc 6", "chase"),
    ("bo truong hoc va doanh nghiep ra", "chasing all", "", "sẽ nhắc 3", "chase"),
    ("trừ các trường và nơi ở xa", "chasing all", "", "chưa trừ ai theo câu này", "chase"),
    ("trừ trường kia", "chasing all", "", "chưa trừ ai theo câu này", "chase"),
    ("gửi, trừ trường kia", "chasing all", "", "chưa", "chase"),
    ("các trường đang nghỉ à", "chasing all", "", "sẽ nhắc 10", "chase"),
    # an everyday order is an order, and words that a chase does not carry are not swallowed
    ("nhắc mấy đơn vị chưa nộp", "nothing", "", "sẽ nhắc 10", "chase"),
    ("nhac nhung ai chua nop", "nothing", "", "sẽ nhắc 10", "chase"),
    ("nhắc riêng Hoa Sen", "nothing", "", "sẽ nhắc 1: Mầm non Hoa Sen", "chase"),
    ("bảo Hoa Sen nộp đi", "nothing", "", "sẽ nhắc 1: Mầm non Hoa Sen", "chase"),
    ("trạm y tế nộp giấy rồi", "nothing", "", "Ghi nhận bản giấy", "mark"),
    ("Hoa Sen nộp giấy chưa", "nothing", "", "", ""),
    ("Hoa Sen nộp giấy khen rồi", "nothing", "", "", ""),
    ("xem THCS Lá Xanh", "nothing", "", "THCS Lá Xanh, báo cáo tháng 11", ""),
    ("cho xem hoa sen", "nothing", "", "Báo cáo tháng 10 của Mầm non Hoa Sen", ""),
    ("xem chỉ tiêu Hoa Sen", "nothing", "", "", ""),
    ("có câu hỏi nào không", "nothing", "", "câu hỏi", ""),
    ("có ai hỏi gì ko", "nothing", "", "câu hỏi", ""),
    ("gửi", "nothing", "", "Không có tin nào đang chờ", ""),
    ("xem", "nothing", "", "Không có tin nào đang chờ", ""),
    ("nhắn thêm là nộp trước 17h nhé", "chasing", "", "chưa thêm được", "chase"),
    ("noi ro la nop truoc 17h", "chasing", "", "chưa thêm được", "chase"),
    # an order that names no unit asks for one
    ("tiếp nhận", "nothing", "", "“tiếp nhận Hoa Sen”", ""),
    ("gia han", "nothing", "", "“gia hạn cho Hoa Sen”", ""),
    ("trả lại nhé thiếu chữ ký", "nothing", "", "“trả lại Hoa Sen”", ""),
    ("đôn đốc", "nothing", "", "“đôn đốc Hoa Sen”", ""),
    ("đúng", "more time", "extended", "Đã cho lùi", ""),
    ("dung", "more time", "extended", "Đã cho lùi", ""),
    ("dung gui", "more time", "", "chưa rõ ý", "mark"),
    ("dừng", "more time", "", "chưa rõ ý", "mark"),
    ("không", "more time", "", "chưa làm gì", ""),
    ("huỷ", "more time", "", "chưa làm gì", ""),
    ("đến 30/11", "more time", "", "thứ Hai 30/11", "mark"),
    ("20/11", "more time", "", "không còn ở phía trước", "mark"),
    (QUESTION, "more time", "", "Cho lùi báo cáo tháng 11", "mark"),
    ("đúng. tiếp nhận Hoa Sen tháng 10", "more time", "extended", "Tiếp nhận báo cáo tháng 10", "mark"),
    ("đúng", "until when", "", "đến ngày nào", "mark"),
    ("29/11", "until when", "", "đến Chủ nhật 29/11", "mark"),
    ("25", "until when", "", "đến ngày nào", "mark"),
    ("huỷ", "until when", "", "chưa làm gì", ""),
    ("đúng", "excuse", "excused", "Đã miễn", ""),
    ("vì cả trạm đi tập huấn", "excuse", "", "cả trạm đi tập huấn", "mark"),
    ("đúng", "why", "", "Lý do là gì", "mark"),
    ("dung gui", "why", "", "Trả lại báo cáo tháng 10", "mark"),
    ("thiếu số nữ", "why", "", "lý do: “thiếu số nữ”", "mark"),
    ("thiếu số nữ à?", "why", "", "Lý do là gì", "mark"),
    ("ai chưa nộp", "why", "", "Lý do là gì", "mark"),
    ("không", "why", "", "chưa làm gì", ""),
    ("tiếp nhận Hoa Sen tháng 10", "why", "", "Tiếp nhận báo cáo tháng 10", "mark"),
    ("đúng", "taking in", "taken in", "Đã tiếp nhận", ""),
    ("tiếp nhận Hoa Sen tháng 10", "taking in", "", "Tiếp nhận báo cáo tháng 10", "mark"),
    ("trả lại Đồi Sim tháng 10 vì thiếu số", "taking in", "", "Trả lại báo cáo tháng 10 của Tiểu học Đồi Sim", "mark"),
    ("đúng", "by phone", "by staff", "Đã ghi hộ HTX Đồng Gió", ""),
    ("dung", "by phone", "by staff", "Đã ghi hộ HTX Đồng Gió", ""),
    ("dung gui", "by phone", "", "chưa rõ ý", "behalf"),
    ("không", "by phone", "", "chưa ghi gì", ""),
    ("huỷ", "by phone", "", "chưa ghi gì", ""),
    ("à nhầm, kết nạp 3", "by phone", "", "kết nạp đoàn viên mới 3", "behalf"),
    ("thăm hỏi 4", "by phone", "", "4 lượt", "behalf"),
    (QUESTION, "by phone", "", "kết nạp đoàn viên mới 2", "behalf"),
    ("ghi hộ Lá Xanh: kết nạp 1", "by phone", "", "THCS Lá Xanh, tháng 11", "behalf"),
    ("đúng. ghi hộ Lá Xanh: kết nạp 1", "by phone", "by staff", "THCS Lá Xanh, tháng 11", "behalf"),
    # what was heard wrong on the telephone is put right before anything is written
    ("à tổng 20", "by phone, three", "", "tổng số đoàn viên 20", "behalf"),
    ("tong so 20 nhe", "by phone, three", "", "tổng số đoàn viên 20", "behalf"),
    ("tổng 20 chứ không phải 21", "by phone, three", "", "tổng số đoàn viên 20", "behalf"),
    ("ko phai 4, 5 chu", "by phone, three", "", "động viên 5 lượt", "behalf"),
    ("không phải 9, 5 chứ", "by phone, three", "", "“5 chứ” là số của mục nào", "behalf"),
    ("nhầm, 7", "by phone, three", "", "“7” là số của mục nào", "behalf"),
    ("à 3", "by phone", "", "kết nạp đoàn viên mới 3", "behalf"),
    ("thăm hỏi thêm 1", "by phone, three", "", "động viên 5 lượt", "behalf"),
    ("bớt 1", "by phone, three", "", "Con số đúng là bao nhiêu", "behalf"),
    ("bỏ thăm hỏi", "by phone, three", "", "còn: kết nạp đoàn viên mới 2 đoàn viên; tổng số", "behalf"),
    ("đúng, tổng 20", "by phone, three", "", "tổng số đoàn viên 20", "behalf"),
    ("đúng, bỏ thăm hỏi", "by phone, three", "", "còn: kết nạp", "behalf"),
    ("sai rồi, tính nhầm", "by phone, three", "", "Sai mục nào", "behalf"),
    ("tổng quỹ 20", "by phone, three", "", "", "behalf"),
    ("kết quả: thi cầu lông", "by phone", "", "“thi cầu lông”", "behalf"),
    ("ghi hộ Đồng Gió: kết nạp 2, thăm hỏi 4, tổng 21", "nothing", "", "tổng số đoàn viên 21", "behalf"),
    ("Đồng Gió báo kết nạp 2 thăm hỏi 4 đv 23, ghi hộ", "nothing", "", "“23” là số của mục nào", "behalf"),
    ("đúng", "by phone, in doubt", "", "“đv 21” là số của mục nào", "behalf"),
    ("đúng. ai chưa nộp", "by phone, in doubt", "", "nhắn lại riêng", "behalf"),
    ("tổng số đoàn viên", "by phone, in doubt", "", "tổng số đoàn viên 21", "behalf"),
    ("tổng số đoàn viên 21", "by phone, in doubt", "", "tổng số đoàn viên 21", "behalf"),
    ("thăm hỏi 5", "by phone, in doubt", "", "“đv 21” là số của mục nào", "behalf"),
    ("bỏ số này", "by phone, in doubt", "", "còn: kết nạp đoàn viên mới 2", "behalf"),
    ("huỷ", "by phone, in doubt", "", "chưa ghi gì", ""),
    ("nhầm, thăm hỏi 5", "written by phone", "", "thay 4 lượt người bằng 5", "behalf"),
    ("a nham roi, kn 3", "written by phone", "", "thay 2 đoàn viên bằng 3", "behalf"),
    ("không phải 4, 5 chứ", "written by phone", "", "thay 4 lượt người bằng 5", "behalf"),
    ("nhầm, 5", "written by phone", "", "“5” là số của mục nào", "behalf"),
    ("nhầm, thăm hỏi 5", "nothing", "", "Văn phòng ghi thay", ""),
    ("thăm hỏi 5", "written by phone", "", "Văn phòng ghi thay", ""),
    ("gửi", "request", "asked", "Đã xếp gửi 10 tin", ""),
    ("đúng", "request", "asked", "Đã xếp gửi 10 tin", ""),
    ("dung gui", "request", "", "chưa rõ ý", "request"),
    ("không", "request", "", "chưa gửi yêu cầu nào", ""),
    ("huỷ", "request", "", "chưa gửi yêu cầu nào", ""),
    ("10 giờ ngày mai", "request", "", "trước 10 giờ ngày mai", "request"),
    ("25", "request", "", "Sẽ hỏi 12 đơn vị", "request"),
    (QUESTION, "request", "", "Sẽ hỏi 12 đơn vị", "request"),
    ("gửi", "by when", "", "trước mấy giờ", "request"),
    ("9h", "by when", "", "trước 9 giờ ngày mai", "request"),
    (QUESTION, "by when", "", "trước mấy giờ", "request"),
    ("đúng", "due day", "due 22", "Đã đặt hạn", ""),
    ("không", "due day", "", "chưa đổi gì", ""),
    ("dung gui", "due day", "", "chưa rõ ý", "duty"),
    ("đặt hạn báo cáo tháng ngày 21", "due day", "", "ngày 21", "duty"),
    ("đúng", "holiday", "day off", "Đã ghi thứ Bảy 02/01/2027", ""),
    ("huỷ", "holiday", "", "chưa đổi gì", ""),
    ("đúng", "end of a duty", "ended", "Đã bỏ chế độ", ""),
    ("thôi", "end of a duty", "", "chưa đổi gì", ""),
    (QUESTION, "end of a duty", "", "Bỏ chế độ “Báo cáo năm”", "duty"),
]


@pytest.mark.parametrize(
    ("words", "state", "written", "says", "flow"), ROWS, ids=[f"{said[:30]} × {state}" for said, state, *_ in ROWS]
)
def test_row(  # noqa: PLR0917 - the columns of the table
    words: str, state: str, written: str, says: str, flow: str, db: Database, shelf: Shelf
) -> None:
    for before in STATES[state]:
        said(db, shelf, before)
    stood = counted(db)
    reply = said(db, shelf, words)
    changed = {name for name, count in counted(db).items() if count != stood[name]}
    assert says in reply
    assert changed == ({written} if written else set())
    assert flow_of(db) == flow


@pytest.mark.parametrize(
    ("words", "is_sent", "says", "flow"),
    [
        ("gửi", True, "Đã nộp", ""),
        ("đúng", True, "Đã nộp", ""),
        ("dung gui", False, "chưa rõ ý", "quick"),
        ("nhầm, 26", False, "26. Gửi ạ", "quick"),
        ("26", False, "26. Gửi ạ", "quick"),
        ("không", False, "chưa gửi gì", ""),
        ("huỷ", False, "chưa gửi gì", ""),
        (QUESTION, False, "25. Gửi ạ", "quick"),
        ("khai báo cáo tháng 11", False, "kết nạp", "report"),
        ("kết nạp 5 đoàn viên", False, "5 đoàn viên", "progress"),
    ],
)
def test_quick_answer_row(  # noqa: PLR0917 - the columns of the table
    words: str, is_sent: bool, says: str, flow: str, db: Database, shelf: Shelf
) -> None:
    for before in (REQUEST, "gửi"):
        said(db, shelf, before)
    said(db, shelf, "25", who=HANH)
    reply = said(db, shelf, words, who=HANH)
    sent = rows(db, "SELECT count(*) FROM filing WHERE duty LIKE 'hoi-%' AND state = 'submitted'")
    assert says in reply
    assert sent == [(int(is_sent),)]
    assert flow_of(db, HANH) == flow


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("văn phòng đã tiếp nhận chưa", "Văn phòng: chưa tiếp nhận"),
        ("vp tiep nhan bc chua", "Văn phòng: chưa tiếp nhận"),
        ("báo cáo tháng 10 được tiếp nhận chưa", "báo cáo tháng 10"),
        ("văn phòng nhận được báo cáo chưa", "chưa nộp"),
        ("tháng 11 văn phòng tiếp nhận chưa", "báo cáo tháng 11"),
        ("tiếp nhận", "Việc này do Văn phòng làm"),
        ("văn phòng tiếp nhận đoàn viên chưa", ""),
    ],
)
def test_a_chair_who_asks_whether_it_was_taken_in_is_told(words: str, says: str, db: Database, shelf: Shelf) -> None:
    reply = said(db, shelf, words, who=HANH)
    assert says in reply
    assert bool(says) or "báo cáo tháng" not in reply


@pytest.mark.parametrize(
    ("number", "written"), [("1", {"chased"}), ("2", set()), ("3", set())], ids=["gửi", "xem", "not shown"]
)
def test_numbers_mean_the_choices_as_shown(number: str, written: set[str], db: Database, shelf: Shelf) -> None:
    said(db, shelf, "đôn đốc Hoa Sen", limits=NUMBERS)
    stood = counted(db)
    said(db, shelf, number, limits=NUMBERS)
    assert {name for name, count in counted(db).items() if count != stood[name]} == written
