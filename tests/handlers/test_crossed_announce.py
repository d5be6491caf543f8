"""The crossed table of announcements: said × open × waiting → what is written, the reply, the flow."""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
TUAN, HANH = Address("web:tuan"), Address("web:hanh")
QUESTION = "năm nay phải kết nạp bao nhiêu đoàn viên"
MEETING = ("thông báo: Mời họp giao ban 14 giờ thứ Sáu 27/11 tại Hội trường xã", "gửi")
NEWS = ("thông báo: Văn phòng nghỉ trực sáng thứ Ba 24/11", "gửi")
LESSON = ("thông báo: Mời dự tập huấn 8 giờ thứ Năm 26/11", "gửi")
HOURLESS = ("thông báo: Mời các đồng chí họp giao ban thứ Sáu 27/11 tại Hội trường xã", "gửi")
MOVED = (*MEETING, "đính chính: Họp giao ban 14 giờ thứ Sáu 27/11 tại Hội trường huyện", "gửi")
EVENTS = itertools.count()

WRITTEN = {
    "announced": "SELECT count(*) FROM announcement",
    "told": "SELECT count(*) FROM recipient",
    "noted": "SELECT count(*) FROM receipt WHERE answer = 'noted'",
    "attending": "SELECT count(*) FROM receipt WHERE answer = 'attending'",
    "absent": "SELECT count(*) FROM receipt WHERE answer = 'absent'",
    "chased": "SELECT count(*) FROM announcement WHERE chased_at IS NOT NULL",
    "stopped": "SELECT count(*) FROM announcement WHERE state = 'cancelled'",
    "figures": "SELECT count(*) FROM entry",
    "passages": "SELECT count(*) FROM filing_passage",
}
"""Everything that can be written here, counted."""


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


def said(db: Database, shelf: Shelf, words: str, who: Address) -> str:
    """What is answered after the deciding and the writing half."""
    inbound = Inbound(f"{next(EVENTS)}", who, Chat(BotId("web"), who.removeprefix("web:")), words, NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, NOW, shelf.library(session), BUTTONS, office, "muối"), session)

    outcome = db.read_now(decide)
    done = db.write_now(lambda session: router.finish(session, outcome, NOW))
    return "\n".join(reply.text for reply in done.replies)


def flow_of(db: Database, who: Address) -> str:
    key = f"web|{who.removeprefix('web:')}|{who}"
    return db.read_now(lambda session: memories.recall(session, key)).flow.partition("/")[0]


@dataclass(frozen=True)
class Row:
    """What is said while what is open and what waits, and what comes of it."""

    said: str
    open: str
    waiting: str
    written: str
    says: str
    flow: str

    def __str__(self) -> str:
        return f"{self.said[:30]} × {self.open} × {self.waiting}"


WAITING: dict[str, Sequence[str]] = {"none": (), "one": MEETING, "news": NEWS, "two": (*MEETING, *NEWS),
                                     "alike": (*MEETING, *LESSON), "no hour": HOURLESS, "moved": MOVED}  # fmt: skip
OF_CHAIR: dict[str, Sequence[str]] = {
    "nothing": (),
    "which one": ("tham dự",),
    "reason": ("em xin vắng",),
    "report": ("khai",),
    "report text": ("khai", "2", "1", "44", "3"),
    "echo": ("tháng này kết nạp 3 đoàn viên",),
    "answered": ("tham dự",),
}
R = Row
CHAIR_ROWS = [
    R("đã nắm", "nothing", "none", "", "Không có thông báo nào", ""),
    R("da nam", "nothing", "one", "noted", "đã nắm, thông báo 1", ""),
    R("đã nắm", "nothing", "news", "noted", "đã nắm, thông báo 1", ""),
    R("đã nắm", "nothing", "two", "noted", "đã nắm, thông báo 2", ""),
    R("đã nắm cả hai", "nothing", "two", "noted", "thông báo 1", ""),
    R("đã nắm", "nothing", "alike", "", "đã nắm thông báo nào", "receipt"),
    R("rõ", "nothing", "none", "", "", ""),
    R("rõ", "nothing", "one", "noted", "đã nắm", ""),
    R("ok", "nothing", "none", "", "Không có câu hỏi nào", ""),
    R("ok", "nothing", "news", "noted", "đã nắm", ""),
    R("ok", "nothing", "two", "", "Không có câu hỏi nào", ""),
    R("ok đã nhận", "nothing", "one", "noted", "đã nắm", ""),
    R("tham dự", "nothing", "none", "", "Không có thông báo nào", ""),
    R("em đi", "nothing", "one", "attending", "Hạnh tham dự", ""),
    R("tham dự", "nothing", "two", "attending", "thông báo 1", ""),
    R("tham dự", "nothing", "alike", "", "tham dự thông báo nào", "receipt"),
    R("tham dự thông báo 2", "nothing", "alike", "attending", "thông báo 2", ""),
    R("tham dự thông báo 77", "nothing", "alike", "", "Không có thông báo 77", ""),
    R("vắng vì con ốm", "nothing", "one", "absent", "lý do: “con ốm”", ""),
    R("vang, con om", "nothing", "two", "absent", "lý do: “con om”", ""),
    R("vắng", "nothing", "one", "absent", "Lý do là gì", "receipt"),
    R("vang", "nothing", "one", "", "“vâng” hay “vắng”", ""),
    R("vang", "nothing", "none", "", "Không có câu hỏi nào", ""),
    R("vâng", "nothing", "one", "noted", "đã nắm", ""),
    R("vâng, em không đi được", "nothing", "one", "absent", "Lý do là gì", "receipt"),
    R("em có được vắng không", "nothing", "one", "", "", ""),
    R("Đã nắm, cảm ơn văn phòng", "nothing", "one", "noted", "đã nắm", ""),
    R("gửi cho văn phòng: kết nạp 5 đoàn viên", "nothing", "none", "", "5 đoàn viên", "progress"),
    R("3 đồng chí vắng", "nothing", "one", "", "", "progress"),
    R("tham dự. tháng này kết nạp 3 đoàn viên", "nothing", "one", "attending", "kết nạp mới 3", "progress"),
    R("thông báo 1", "nothing", "one", "", "Mời họp giao ban", ""),
    R("các thông báo", "nothing", "none", "", "chưa có thông báo nào gửi đồng chí", ""),
    R("có", "nothing", "one", "", "“tham dự”, hoặc “vắng”", ""),
    R("không", "nothing", "one", "", "“tham dự”, hoặc “vắng”", ""),
    R("có", "nothing", "none", "", "Không có câu hỏi nào", ""),
    R("các thông báo", "report text", "one", "", "Mời họp giao ban", "report"),
    R("thông báo 1", "report text", "one", "", "Mời họp giao ban", "report"),
    R("có", "report", "none", "", "chưa hiểu “có”", "report"),
    R("mấy giờ họp", "nothing", "none", "", "", ""),
    R("mấy giờ họp", "nothing", "one", "", "Thông báo 1, gửi lúc 09:00 ngày 23/11/2026: “Mời họp giao ban 14 giờ", ""),
    R("hop o dau vay", "nothing", "one", "", "“Mời họp giao ban 14 giờ thứ Sáu 27/11 tại Hội trường xã”", ""),
    R("em ơi cho chị hỏi mai họp lúc mấy giờ", "nothing", "one", "", "Thông báo 1, gửi lúc", ""),
    R("lịch họp giao ban", "nothing", "one", "", "Thông báo 1, gửi lúc", ""),
    R("cuộc họp nội dung gì", "nothing", "one", "", "Thông báo 1, gửi lúc", ""),
    R("cho em hỏi giờ họp và địa điểm", "nothing", "one", "", "Thông báo 1, gửi lúc", ""),
    R("mai có họp không", "nothing", "one", "", "Thông báo 1, gửi lúc", ""),
    R("không họp", "nothing", "one", "", "", ""),
    R("họp xong mấy giờ về", "nothing", "one", "", "Chưa tìm thấy", ""),
    R("đại hội họp ở đâu", "nothing", "one", "", "Chưa tìm thấy", ""),
    R("họp thứ mấy", "nothing", "two", "", "Thông báo 1, gửi lúc", ""),
    R("mấy giờ họp", "nothing", "news", "", "", ""),
    R("tập huấn hôm nào", "nothing", "alike", "", "“Mời dự tập huấn 8 giờ thứ Năm 26/11”", ""),
    R("mấy giờ họp", "nothing", "alike", "", "Thông báo 1, gửi lúc", ""),
    R("mấy giờ họp", "nothing", "no hour", "", "Thông báo không ghi giờ", ""),
    R("họp ở đâu", "nothing", "moved", "", "Hội trường huyện", ""),
    R("họp ban chấp hành mấy lần một năm", "nothing", "one", "", "Chưa tìm thấy", ""),
    R("hội nghị người lao động tổ chức khi nào", "nothing", "one", "", "tháng 10/2026", ""),
    R("họp ở đâu", "report text", "one", "", "Thông báo 1, gửi lúc", "report"),
    R("họp ở đâu", "report text", "none", "", "hay đồng chí đang hỏi", "report"),
    R("mấy giờ họp", "which one", "alike", "", "tham dự thông báo nào", "receipt"),
    # which one
    R("thông báo 2", "which one", "alike", "attending", "thông báo 2", ""),
    R("2", "which one", "alike", "attending", "thông báo 2", ""),
    R("cả hai", "which one", "alike", "attending", "thông báo 1", ""),
    R("9", "which one", "alike", "", "tham dự thông báo nào", "receipt"),
    R("đúng", "which one", "alike", "", "tham dự thông báo nào", "receipt"),
    R("vắng thông báo 1 vì ốm", "which one", "alike", "absent", "lý do: “ốm”", ""),
    R(QUESTION, "which one", "alike", "", "tham dự thông báo nào", "receipt"),
    R("huỷ", "which one", "alike", "", "chưa ghi gì", ""),
    # reason
    R("con ốm", "reason", "one", "absent", "lý do: “con ốm”", ""),
    R("đi dự đám cưới 2 ngày", "reason", "one", "absent", "đám cưới 2 ngày", ""),
    R("thôi", "reason", "one", "", "không kèm lý do", ""),
    R("không", "reason", "one", "", "không kèm lý do", ""),
    R("em đi được rồi", "reason", "one", "attending", "Đã đổi", ""),
    R("ok", "reason", "one", "", "vì lý do gì", "receipt"),
    R("5", "reason", "one", "", "vì lý do gì", "receipt"),
    R(QUESTION + "?", "reason", "one", "", "vì lý do gì", "receipt"),
    R("kết nạp 5 đoàn viên", "reason", "one", "", "5 đoàn viên", "progress"),
    R("việc của tôi", "reason", "one", "", "vì lý do gì", "receipt"),
    # a report is open
    R("đã nắm", "report", "none", "", "", "report"),
    R("đã nắm", "report", "one", "noted", "kết nạp mới bao nhiêu", "report"),
    R("tham dự", "report", "one", "attending", "kết nạp mới bao nhiêu", "report"),
    R("vắng vì con ốm", "report", "one", "absent", "kết nạp mới bao nhiêu", "report"),
    R("ok", "report", "one", "", "", "report"),
    R("2", "report", "one", "figures", "Ghi kết nạp", "report"),
    R("đã nắm", "report text", "one", "noted", "đã nắm", "report"),
    R("tham dự", "report text", "one", "attending", "tham dự", "report"),
    R("đã nắm", "report text", "none", "passages", "", "report"),
    R("Tổ chức hội thi, 2 đồng chí vắng", "report text", "one", "passages", "", "report"),
    # an echo of figures is open
    R("đã nắm", "echo", "one", "noted", "kết nạp mới 3", "progress"),
    R("tham dự", "echo", "alike", "", "tham dự thông báo nào", "receipt"),
    R("đúng", "echo", "one", "figures", "Đã ghi", ""),
    R("ok", "echo", "one", "figures", "Đã ghi", ""),
    R("vang", "echo", "one", "figures", "Đã ghi", ""),
    R("vắng vì ốm", "echo", "one", "absent", "kết nạp mới 3", "progress"),
    # answered already
    R("tham dự", "answered", "one", "", "Đã ghi từ trước", ""),
    R("đã nắm", "answered", "one", "", "Đã ghi từ trước", ""),
    R("vắng vì con ốm", "answered", "one", "absent", "Đã đổi: đồng chí Hạnh vắng", ""),
    R("đã nắm", "answered", "two", "noted", "thông báo 2", ""),
    R("ok", "answered", "one", "", "Không có câu hỏi nào", ""),
]


@pytest.mark.parametrize("row", CHAIR_ROWS, ids=str)
def test_answer_row(row: Row, db: Database, shelf: Shelf) -> None:
    for before in WAITING[row.waiting]:
        said(db, shelf, before, TUAN)
    for before in OF_CHAIR[row.open]:
        said(db, shelf, before, HANH)
    stood = counted(db)
    reply = said(db, shelf, row.said, HANH)
    assert row.says in reply
    assert {name for name, count in counted(db).items() if count != stood[name]} == ({row.written} - {""})
    assert flow_of(db, HANH) == row.flow


OF_OFFICE: dict[str, Sequence[str]] = {
    "nothing": (),
    "text": ("gửi thông báo",),
    "preview": ("thông báo: Văn phòng phát quà Tết từ 9 giờ 25/11",),
    "long preview": ("thông báo: Mời họp 8 giờ thứ Sáu 27/11, nhớ mang sổ, ai vắng báo trước",),
    "nobody": ("thông báo cho Lá Xanh: Văn phòng xuống thăm chiều nay",),
    "whom": ("thông báo cho khối ngân hàng: Văn phòng phát quà Tết từ 9 giờ 25/11",),
    "correction": ("doi hop sang 15h",),
    "two changes": ("đổi địa điểm sang nhà văn hoá thôn 3", "đổi giờ thành 15h30"),
    "whole": ("đính chính",),
    "old correction": ("doi hop sang 15h", *LESSON),
    "chase": ("nhắc lại ai chưa nắm",),
    "why of another order": ("trả lại Hoa Sen tháng 10",),
}
SENT = "announced told"
OFFICE_ROWS = [
    R("gửi", "nothing", "none", "", "", ""),
    R("thông báo: Mai nghỉ trực", "nothing", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("gửi thông báo", "nothing", "none", "", "nhắn nội dung", "announce"),
    R("/thongbao Mai nghỉ trực ạ", "nothing", "none", "", "“Mai nghỉ trực ạ”", "announce"),
    R("/thongbao cho Hoa Sen: Mai nghỉ trực", "nothing", "none", "", "1 đồng chí của 1 đơn vị", "announce"),
    R("ai chưa nắm", "nothing", "none", "", "chưa gửi thông báo nào", ""),
    R("thôi gửi", "nothing", "none", "", "chưa gửi thông báo nào", ""),
    R("đổi họp sang 15h", "nothing", "none", "", "chưa gửi thông báo nào", ""),
    R("nhắc lại ai chưa nắm", "nothing", "none", "", "chưa gửi thông báo nào", ""),
    R("thôi gửi", "nothing", "one", "stopped", "chưa tin nào đi", ""),
    R("dừng gửi", "nothing", "one", "stopped", "Đã dừng thông báo 1", ""),
    R("dung gui", "nothing", "one", "", "", ""),
    R("đúng, gửi", "nothing", "one", "", "", ""),
    R("thôi gửi thông báo 1", "nothing", "two", "stopped", "Đã dừng thông báo 1", ""),
    R("ai chưa nắm", "nothing", "two", "", "Thông báo 2", ""),
    R("ai tham dự", "nothing", "two", "", "Thông báo 1", ""),
    R("tình hình thông báo 1", "nothing", "two", "", "Thông báo 1", ""),
    R("tình hình thông báo 99", "nothing", "two", "", "Không có thông báo 99", ""),
    R("nhắc lại thông báo 1", "nothing", "two", "", "Sẽ nhắc lại thông báo 1", "again"),
    R("doi hop sang 15h", "nothing", "one", "", "15 giờ (không phải 14 giờ)", "correct"),
    R("doi hop sang 15h", "nothing", "news", "", "chưa rõ sửa chỗ nào", "correct"),
    # the text is wanted
    R("Mai Văn phòng nghỉ trực", "text", "none", "", "“Mai Văn phòng nghỉ trực”", "announce"),
    R("gửi", "text", "none", "", "nhắn nội dung", "announce"),
    R("đúng", "text", "none", "", "nhắn nội dung", "announce"),
    R("12345", "text", "none", "", "chưa đủ rõ", "announce"),
    R("ai chưa nộp", "text", "none", "", "nhắn nội dung", "announce"),
    R("x" * 1601, "text", "none", "", "1.601 ký tự", "announce"),
    R("huỷ", "text", "none", "", "chưa gửi thông báo nào", ""),
    R("không", "text", "none", "", "chưa gửi thông báo nào", ""),
    # the preview
    R("mấy giờ họp", "nothing", "one", "", "Thông báo 1, gửi lúc", ""),
    R("gửi", "preview", "none", SENT, "Đã xếp gửi thông báo 1", ""),
    R("đúng", "preview", "none", SENT, "Đã xếp gửi", ""),
    R("dung", "preview", "none", SENT, "Đã xếp gửi", ""),
    R("ok", "preview", "none", SENT, "Đã xếp gửi", ""),
    R("dung gui", "preview", "one", "", "chưa rõ ý", "announce"),
    R("đừng gửi", "preview", "one", "", "chưa rõ ý", "announce"),
    R("dừng", "preview", "none", "", "chưa rõ ý", "announce"),
    R("thôi gửi", "preview", "one", "", "chưa gửi thông báo nào", ""),
    R("không gửi", "preview", "none", "", "chưa gửi thông báo nào", ""),
    R("huỷ", "preview", "none", "", "chưa gửi thông báo nào", ""),
    R("gửi, trừ Đồi Sim", "preview", "none", "", "trừ Tiểu học Đồi Sim", "announce"),
    R("gửi, trừ trường kia", "preview", "none", "", "chưa rõ đổi thế nào", "announce"),
    R("gửi. ai chưa nộp tháng 10", "preview", "none", SENT, "Báo cáo tháng 10", ""),
    R("trừ mấy trường với trạm y tế", "preview", "none", "", "trừ Trạm Y tế Suối Mây, khối trường học", "announce"),
    R("tru doanh nghiep va Đồi Sim", "preview", "none", "", "trừ Tiểu học Đồi Sim, khối doanh nghiệp", "announce"),
    R("trừ các trường và doanh nghiệp", "preview", "none", "", "Sẽ gửi 3 đồng chí", "announce"),
    R("trừ Đồi Sim và nơi ở xa", "preview", "none", "", "Không có đơn vị nào là “nơi ở xa”", "announce"),
    R("trừ Đồi Sim và gửi nhóm", "preview", "none", "", "trừ Tiểu học Đồi Sim", "announce"),
    R("chỉ các trường và doanh nghiệp", "preview", "none", "", "Sẽ gửi 7 đồng chí", "announce"),
    R("thông báo trừ mấy trường với trạm y tế: Mai nghỉ trực", "nothing", "none", "", "trừ Trạm Y tế", "announce"),
    R("thông báo cho tất cả trừ mấy trường: Mai nghỉ", "nothing", "none", "", "trừ khối trường học", "announce"),
    R("chỉ trường Bình Minh", "preview", "none", "", "Không có đơn vị nào là “trường Bình Minh”", "announce"),
    # whom it is for is not clear
    R(
        "thông báo cho khối ngân hàng: Nộp ảnh",
        "nothing",
        "none",
        "",
        "Không có đơn vị nào là “khối ngân hàng”",
        "announce",
    ),
    R("thông báo cho chị Hoa: Nộp ảnh", "nothing", "none", "", "Không có đơn vị nào là “chị Hoa”", "announce"),
    R("thông báo cho các đồng chí chủ tịch: Nộp ảnh", "nothing", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("thông báo khẩn cho tất cả: Nộp ảnh", "nothing", "none", "", "công việc, khẩn", "announce"),
    R("gửi", "whom", "none", "", "Gửi cho ai", "announce"),
    R("đúng", "whom", "none", "", "Gửi cho ai", "announce"),
    R("khẩn", "whom", "none", "", "Gửi cho ai", "announce"),
    R("sửa: Văn phòng nghỉ trực chiều mai", "whom", "none", "", "Gửi cho ai", "announce"),
    R("chỉ khối bảo hiểm", "whom", "none", "", "Không có đơn vị nào là “khối bảo hiểm”", "announce"),
    R("gửi cho tất cả", "whom", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("chỉ Hoa Sen", "whom", "none", "", "“Văn phòng phát quà Tết từ 9 giờ 25/11”", "announce"),
    R("Hoa Sen", "whom", "none", "", "1 đồng chí của 1 đơn vị", "announce"),
    R("ai chưa nộp", "whom", "none", "", "Gửi cho ai", "announce"),
    R("không", "whom", "none", "", "chưa gửi thông báo nào", ""),
    R("thôi gửi", "whom", "one", "", "chưa gửi thông báo nào", ""),
    R("trừ ai đó", "whom", "none", "", "Gửi cho ai", "announce"),
    R("đôn đốc thông báo", "nothing", "two", "", "Sẽ nhắc lại thông báo 2", "again"),
    R("ai chưa trả lời", "nothing", "one", "", "Thông báo 1", ""),
    R("chỉ mầm non", "preview", "none", "", "2 đồng chí của 2 đơn vị", "announce"),
    R("khẩn", "preview", "none", "", "công việc, khẩn", "announce"),
    R("hỏi tham dự", "preview", "none", "", "Hỏi “tham dự”", "announce"),
    R("đến hết 20/11", "preview", "none", "", "đã qua", "announce"),
    R("sửa: Văn phòng nghỉ trực chiều mai", "preview", "none", "", "“Văn phòng nghỉ trực chiều mai”", "announce"),
    R("sửa 9 giờ thành 10 giờ", "preview", "none", "", "từ 10 giờ 25/11", "announce"),
    R("sửa 8 giờ thành 10 giờ", "preview", "none", "", "không có", "announce"),
    R("thông báo: Tin khác hẳn nhé", "preview", "none", "", "“Tin khác hẳn nhé”", "announce"),
    R(QUESTION, "preview", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("chỉ tiêu năm nay", "preview", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("các nhiệm vụ", "preview", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("đã nắm", "preview", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("tiếp nhận Hoa Sen tháng 10", "preview", "none", "", "Tiếp nhận báo cáo", "mark"),
    R("25", "preview", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("gửi", "nobody", "none", "", "Chưa gửi được", "announce"),
    # the hour, the day and the parts of what is shown, never a word of it by chance
    R("đổi thành 8h30", "preview", "none", "", "từ 8 giờ 30 25/11", "announce"),
    R("đổi giờ sang 8h30", "preview", "none", "", "từ 8 giờ 30 25/11", "announce"),
    R("doi gio thanh 8h30 nhe", "preview", "none", "", "từ 8 giờ 30 25/11", "announce"),
    R("đổi họp sang 15h", "preview", "one", "", "quà Tết từ 15 giờ 25/11", "announce"),
    R("thứ Năm nhé", "preview", "none", "", "từ 9 giờ thứ Năm 26/11", "announce"),
    R("đổi họp sang 9h", "preview", "none", "", "chưa rõ đổi thế nào", "announce"),
    R("sửa 5 thành 6", "preview", "none", "", "không có", "announce"),
    R("bỏ câu phát quà", "preview", "none", "", "chưa bỏ được “phát quà”", "announce"),
    R("bỏ câu nhớ mang sổ", "long preview", "none", "", "“Mời họp 8 giờ thứ Sáu 27/11, ai vắng báo trước”", "announce"),
    R("bo cau ai vang bao truoc di", "long preview", "none", "", "27/11, nhớ mang sổ”", "announce"),
    R("chỉ gửi trường thôi", "preview", "none", "", "khối trường học", "announce"),
    R("đổi hạn báo cáo tháng ngày 22", "preview", "none", "", "Đặt hạn báo cáo tháng", "duty"),
    # after it has gone
    R("nhắc lại những ai chưa trả lời", "nothing", "one", "", "Sẽ nhắc lại thông báo 1", "again"),
    R("nhac lai nhung nguoi chua tra loi", "nothing", "one", "", "Sẽ nhắc lại thông báo 1", "again"),
    R("đôn đốc ai chưa trả lời", "nothing", "one", "", "Sẽ nhắc lại thông báo 1", "again"),
    R("nhắc mấy đơn vị chưa nộp", "nothing", "one", "", "Báo cáo tháng 11: sẽ nhắc 10", "chase"),
    R("ai đã xem", "nothing", "one", "", "Chưa ai trả lời", ""),
    R("ai chưa đọc tin", "nothing", "one", "", "chưa báo dự", ""),
    R("thông báo 1 tới đâu rồi", "nothing", "two", "", "Thông báo 1", ""),
    R("huỷ họp", "nothing", "one", "", "Huỷ cuộc họp đã thông báo", "correct"),
    R("hoan hop giao ban", "nothing", "one", "", "cả nội dung đúng", "correct"),
    R("thêm trường thpt vào nữa", "nothing", "one", "", "chưa gửi thêm cho ai", ""),
    R("gửi thêm cho Mây Trắng", "nothing", "one", "", "“thông báo cho May Mây Trắng: ”", ""),
    R("kết nạp thêm 2 đoàn viên nữa", "nothing", "one", "", "", ""),
    R("gửi mọi người: mai nghỉ trực", "nothing", "none", "", "“mai nghỉ trực”", "announce"),
    # a correction
    R("gửi", "correction", "one", SENT, "Đã xếp gửi đính chính thông báo 1", ""),
    R("dung", "correction", "one", SENT, "Đã xếp gửi đính chính", ""),
    R("dung gui", "correction", "one", "", "chưa rõ ý", "correct"),
    R("không", "correction", "one", "", "chưa gửi", ""),
    R("đổi họp sang 16h", "correction", "one", "", "16 giờ (không phải 14 giờ)", "correct"),
    R("đổi địa điểm sang nhà văn hoá", "correction", "one", "", "15 giờ (không phải 14 giờ); nhà văn hoá", "correct"),
    R(
        "đổi họp sang thứ Hai 30/11",
        "two changes",
        "one",
        "",
        "15 giờ 30 thứ Hai 30/11 tại nhà văn hoá thôn 3",
        "correct",
    ),
    R("doi lai 16h", "two changes", "one", "", "16 giờ thứ Sáu 27/11 tại nhà văn hoá thôn 3", "correct"),
    R("à 16h nhé", "two changes", "one", "", "16 giờ thứ Sáu 27/11 tại nhà văn hoá thôn 3", "correct"),
    R("sửa: Họp 9 giờ thứ Sáu 27/11 ở xã", "two changes", "one", "", "\nHọp 9 giờ thứ Sáu 27/11 ở xã”", "correct"),
    R("đổi họp sang 9h, mang theo sổ", "two changes", "one", "", "15 giờ 30 thứ Sáu 27/11 tại nhà văn hoá", "correct"),
    R("gửi", "two changes", "one", SENT, "Đã xếp gửi đính chính", ""),
    R("16h có được không", "two changes", "one", "", "15 giờ 30 thứ Sáu", "correct"),
    R("đổi họp sang 16h", "old correction", "one", "", "sửa thông báo 1 hay 2", "correct"),
    R("đính chính 2: đổi họp sang 16h", "old correction", "one", "", "Đính chính thông báo 2", "correct"),
    R("đổi họp sang 9h, mang theo bút", "whole", "one", "", "chưa rõ sửa chỗ nào", "correct"),
    R("đổi giờ thành 14h", "whole", "one", "", "chưa rõ sửa chỗ nào", "correct"),
    R(QUESTION, "correction", "one", "", "15 giờ (không phải 14 giờ)", "correct"),
    R("Họp giao ban 15 giờ thứ Sáu 27/11 trực tuyến", "whole", "one", "", "15 giờ (không phải 14 giờ)", "correct"),
    R("gửi", "whole", "one", "", "chưa rõ sửa chỗ nào", "correct"),
    R("Hoãn họp thứ Sáu, lịch mới báo sau", "whole", "one", "", "\nHoãn họp thứ Sáu, lịch mới báo sau”", "correct"),
    R("Chuyển họp sang 15h, mang theo sổ", "whole", "one", "", "\nChuyển họp sang 15h, mang theo sổ”", "correct"),
    R("gửi tin cho các trường: Mai nghỉ học", "nothing", "none", "", "khối trường học", "announce"),
    R("giấy mời: Họp 8 giờ thứ Sáu", "nothing", "none", "", "Hỏi “tham dự”", "announce"),
    R("ai đã nắm", "nothing", "one", "", "Chưa ai trả lời", ""),
    R("chỉ các trường, thêm Mây Trắng", "preview", "none", "", "khối trường học, thêm May Mây Trắng", "announce"),
    R("hoãn họp", "nothing", "one", "", "cả nội dung đúng", "correct"),
    R("Hoãn họp thứ Sáu, lịch mới báo sau", "nothing", "one", "", "\nHoãn họp thứ Sáu, lịch mới", "correct"),
    R("đổi họp sang 15h, mang theo sổ", "nothing", "one", "", "cả nội dung đúng", "correct"),
    # a chase
    R("gửi", "chase", "one", "chased", "Đã xếp nhắc lại 10", ""),
    R("dung gui", "chase", "one", "", "chưa rõ ý", "again"),
    R("không", "chase", "one", "", "chưa nhắc ai", ""),
    R("huỷ", "chase", "one", "", "chưa nhắc ai", ""),
    R(QUESTION, "chase", "one", "", "Sẽ nhắc lại", "again"),
    # the reason of something else is wanted, which any text might be
    R("thông báo: Mai Văn phòng nghỉ trực", "why of another order", "none", "", "Sẽ gửi 10 đồng chí", "announce"),
    R("ai chưa nắm", "why of another order", "one", "", "Lý do là gì", "mark"),
    R("thông báo thiếu số nữ", "why of another order", "none", "", "thông báo thiếu số nữ", "mark"),
]


@pytest.mark.parametrize("row", OFFICE_ROWS, ids=str)
def test_office_row(row: Row, db: Database, shelf: Shelf) -> None:
    for before in (*WAITING[row.waiting], *OF_OFFICE[row.open]):
        said(db, shelf, before, TUAN)
    stood = counted(db)
    reply = said(db, shelf, row.said, TUAN)
    assert row.says in reply
    assert {name for name, count in counted(db).items() if count != stood[name]} == set(row.written.split())
    assert flow_of(db, TUAN) == row.flow
