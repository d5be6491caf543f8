"""The crossed table of reports: what is said × what waits → what is recorded or sent, the reply, the flow."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.shelf import Shelf
from handlers import drafting, router
from handlers import store as memories
from handlers.flow import Finished
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from knowledge.document import UnitCode
from scheduler import store
from scheduler.duties import DutyId
from scheduler.filings import Filing, State
from union import store as units
from union.catalogue import common
from union.indicators import Catalogue
from union.roster import OfficerId, Role
from union.scope import Scope

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
LAN, TUAN = Address("web:lan"), Address("web:tuan")
SCHOOL = UnitCode("tieu-hoc-doi-sim")
OPEN = ("khai báo cáo tháng 11",)
PASSAGE = (*OPEN, "1")
READY = (*PASSAGE, "Thăm lớp, chuẩn bị tổng kết")
STATES: dict[str, Sequence[str]] = {
    "nothing": (),
    "a figure is asked": OPEN,
    "a passage is asked": PASSAGE,
    "complete": READY,
    "a change waits": (*OPEN, "à nhầm kết nạp 6"),
    "complete, and a change waits": (*READY, "kết nạp 6"),
    "text or figures": (*PASSAGE, "kết nạp 4"),
    "text or a question": (*PASSAGE, "chỉ tiêu kết nạp năm nay"),
    "something is odd": (*READY, "ô 1: 99", "đúng", "gửi báo cáo"),
    "handed in": (*READY, "gửi báo cáo"),
    "handed in and changed": (*READY, "gửi báo cáo", "nộp lại", "ô 1: 4"),
    "handed in, the annual begun": (*READY, "gửi báo cáo", "khai báo cáo năm 2026", "20", "để sau"),
    "handed in, the annual open": (*READY, "gửi báo cáo", "khai báo cáo năm 2026", "20"),
    "begun and left": (*OPEN, "để sau"),
    "a field is opened": (*READY, "sửa ô 3"),
    "more time: the day": ("xin lùi báo cáo tháng 11",),
    "more time: the reason": ("xin lùi báo cáo tháng 11 đến 27/11",),
}


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def scope_of(session: Session, who: Address = LAN) -> Scope:
    return units.scope_of(session, units.officer_at(session, who, NOW.date()), NOW.date())


def november(db: Database) -> Filing:
    """The school's report of November."""
    which = store.Which(units=(SCHOOL,), duty=DutyId("bao-cao-thang"), period="2026-11")
    [found] = db.read_now(lambda session: store.filings(session, scope_of(session), which))
    return found


def holding(db: Database) -> set[str]:
    """All that a message can change, in words."""

    def read(session: Session) -> set[str]:
        scope, filing = scope_of(session), november(db)
        duty = store.find_duty(session, filing.duty)
        assert duty is not None
        draft = drafting.draft_of(session, scope, filing, drafting.form_of(session, duty), Catalogue(common()))
        figures = {f"{key}={a.amount.value or a.amount.standing}" for key, a in draft.answers.items() if a.amount}
        passages = {f"{key}={a.text}" for key, a in draft.answers.items() if not a.amount}
        wishes = {f"until={wish.until:%d/%m}" for wish in store.own_extensions(session, scope)}
        return figures | passages | wishes | {f"version={filing.version}", f"snoozed={filing.snoozed_until}"}

    return db.read_now(read)


def said(
    db: Database, shelf: Shelf, words: str, *, who: Address = LAN, now: datetime = NOW, limits: Limits = BUTTONS,
    between: Callable[[], object] | None = None,
) -> Finished:  # fmt: skip
    """What is answered after the deciding and the writing half; `between` the two the world may change."""
    inbound = Inbound("1", who, Chat(BotId("web"), who.removeprefix("web:")), words, now, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        visit = Visit(inbound, now, shelf.library(session), limits, Office("Công đoàn xã Suối Mây", "0200"), "muối")
        return router.handle(visit, session)

    outcome = db.read_now(decide)
    if between:
        between()
    return db.write_now(lambda session: router.finish(session, outcome, now))


def flow_of(db: Database, who: Address = LAN) -> str:
    key = f"web|{who.removeprefix('web:')}|{who}"
    return db.read_now(lambda session: memories.recall(session, key)).flow.partition("/")[0]


ROWS = [
    # said, state, what is recorded, what the reply says, flow afterwards
    ("khai", "nothing", "", "Báo cáo tháng 11, hạn", "report"),
    ("làm báo cáo tháng này", "nothing", "", "ưu tú", "report"),
    ("nop bao cao", "nothing", "", "còn 2 mục", "report"),
    ("đã gửi báo cáo tháng 11", "nothing", "", "chưa nhận được", ""),
    ("xem báo cáo tháng 11", "nothing", "", "Ô 8", "report"),
    ("xem báo cáo tháng 10", "nothing", "", "đã nộp lúc", ""),
    ("bản word báo cáo tháng 10", "nothing", "", ".docx", ""),
    ("bản word báo cáo tháng 11", "nothing", "", "chưa nộp", ""),
    ("sửa ô 3 thành 43", "nothing", "tong-doan-vien=43", "43", "report"),
    ("nộp báo cáo cho ai", "nothing", "", "", ""),
    ("hạn nộp báo cáo là ngày nào?", "nothing", "", "Báo cáo 6 tháng: hạn 17 giờ ngày 10/6", ""),
    ("hạn báo cáo 6 tháng khi nào", "nothing", "", "báo cáo 6 tháng đầu năm 2027, hạn thứ Năm 10/06/2027", ""),
    ("bao giờ phải nộp báo cáo tháng", "nothing", "", "báo cáo tháng 11, hạn thứ Tư 25/11/2026", ""),
    ("bao cao thang 12 nop ngay nao", "nothing", "", "báo cáo tháng 12, hạn thứ Sáu 25/12/2026", ""),
    ("khi nao nop bc nam", "nothing", "", "báo cáo năm 2026, hạn thứ Năm 10/12/2026", ""),
    ("hạn báo cáo quý", "nothing", "", "không có báo cáo như vậy", ""),
    ("vinh thuan bao cao thang nop ngay nao", "nothing", "", "LĐLĐ huyện Vĩnh Thuận", ""),
    ("han nop bc thang la ngay nao", "a figure is asked", "", "ưu tú", "report"),
    ("hạn báo cáo tháng 11 là ngày nào", "handed in", "", "đơn vị đã nộp", ""),
    ("để sau", "nothing", "", "chưa có lời nhắc", ""),
    ("khai báo cáo tháng 3", "nothing", "", "không có báo cáo như vậy", ""),
    ("0", "a figure is asked", "dang-uu-tu=figure", "Ghi", "report"),
    ("không", "a figure is asked", "dang-uu-tu=figure", "Ghi", "report"),
    ("chưa rõ", "a figure is asked", "dang-uu-tu=unknown", "chưa rõ", "report"),
    ("khoảng 3", "a figure is asked", "dang-uu-tu=3", "ước 3", "report"),
    ("đúng", "a figure is asked", "", "ưu tú", "report"),
    ("dung", "a figure is asked", "", "ưu tú", "report"),
    ("dung gui", "a figure is asked", "", "ưu tú", "report"),
    ("5o", "a figure is asked", "", "lẫn chữ", "report"),
    ("3-5", "a figure is asked", "", "con số cụ thể", "report"),
    ("-1", "a figure is asked", "", "nhỏ hơn 0", "report"),
    ("1,5", "a figure is asked", "", "số nguyên", "report"),
    ("0. co lui han dc ko", "a figure is asked", "dang-uu-tu=figure", "xin lùi đến", "report"),
    ("co lui han dc ko", "a figure is asked", "", "xin lùi đến", "report"),
    ("như tháng trước", "a figure is asked", "dang-uu-tu=1", "Đã chép", "report"),
    ("gửi báo cáo", "a figure is asked", "", "Chưa gửi được, còn 2 mục", "report"),
    ("à nhầm kết nạp 6", "a figure is asked", "", "thay 2 bằng 6", "report"),
    ("tháng 10 kết nạp 9", "a figure is asked", "", "Tháng 10", "progress"),
    ("chỉ tiêu kết nạp năm nay", "a figure is asked", "", "ưu tú", "report"),
    ("ô 6: không có", "a figure is asked", "", "Ghi", "report"),
    ("ô 3", "a figure is asked", "", "đang ghi 44", "report"),
    ("ô 20: 1", "a figure is asked", "", "từ 1 đến 8", "report"),
    ("huỷ", "a figure is asked", "", "vẫn giữ", ""),
    ("để sau", "a figure is asked", "", "vẫn giữ", ""),
    ("trợ giúp", "a figure is asked", "", "nói chuyện", "report"),
    ("khai báo cáo năm 2026", "a figure is asked", "", "lao động", "report"),
    ("mục khác", "a figure is asked", "", "Tháng tới", "report"),
    ("đang làm", "a figure is asked", "snoozed", "chỉ nhắc lại", "report"),
    ("1, trợ cấp 2 suất", "a figure is asked", "dang-uu-tu=1", "trợ cấp đoàn viên khó khăn: 2 suất", "progress"),
    ("1 đồng chí, tặng quà 3 suất", "a figure is asked", "dang-uu-tu=1", "tặng quà", "progress"),
    ("1 đồng chí, tháng 10 kết nạp 3", "a figure is asked", "dang-uu-tu=1", "Tháng 10/2026", "progress"),
    ("1 người, giới thiệu 2 người ưu tú", "a figure is asked", "", "hai số khác nhau", "report"),
    ("2. ket nap to 1 la 3, ket nap to 2 la 4", "a figure is asked", "", "hai số khác nhau", "report"),
    ("2 suất", "a figure is asked", "", "Trợ lý hiểu “đoàn viên ưu tú giới thiệu cho Đảng” là 2", "report"),
    ("kết nạp 4 người à mà là 5", "a figure is asked", "", "thay 2 bằng 5", "report"),
    ("ừ đúng rồi em", "a change waits", "ket-nap-moi=6", "trước là 2", "report"),
    ("vâng, đúng ạ", "a change waits", "ket-nap-moi=6", "trước là 2", "report"),
    ("4 lượt", "a figure is asked", "", "“4 lượt” là lượt thăm hỏi, động viên, không phải đoàn viên ưu tú", "report"),
    ("2 người", "a figure is asked", "dang-uu-tu=2", "Ghi", "report"),
    ("thăm hỏi không", "a figure is asked", "", "thay 3 bằng 0", "report"),
    ("nhiệm vụ: thăm lớp", "a figure is asked", "nhiem-vu=thăm lớp", "ưu tú", "report"),
    ("nvtt: thăm lớp", "a figure is asked", "nhiem-vu=thăm lớp", "ưu tú", "report"),
    ("nhiệm vụ tháng tới thì chưa có", "a figure is asked", "nhiem-vu=Không có.", "ưu tú", "report"),
    ("kn: tăng kinh phí", "a figure is asked", "kien-nghi=tăng kinh phí", "trước là “Không có”", "report"),
    ("kn: gửi cho ai?", "a figure is asked", "", "ưu tú", "report"),
    ("khó khăn: thiếu chỗ; kiến nghị: cấp thêm", "a figure is asked", "", "từng mục một", "report"),
    ("nhiệm vụ: thăm lớp", "a passage is asked", "nhiem-vu=thăm lớp", "“thăm lớp”", "report"),
    ("nt", "a passage is asked", "", "“nt” nghĩa là gì", "report"),
    ("như trên", "a passage is asked", "", "“như trên” nghĩa là gì", "report"),
    ("nvtt: nt", "a figure is asked", "", "“nt” nghĩa là gì", "report"),
    ("hoàn tác", "a passage is asked", "", "Bỏ nội dung mục “đoàn viên ưu tú", "report"),
    ("ghi nhầm, xoá đi", "a passage is asked", "", "Bỏ nội dung mục “đoàn viên ưu tú", "report"),
    ("Thăm lớp học", "a passage is asked", "nhiem-vu=Thăm lớp học", "Đủ 8/8", "report"),
    ("không có", "a passage is asked", "nhiem-vu=Không có.", "Đủ 8/8", "report"),
    ("như tháng trước", "a passage is asked", "nhiem-vu=", "Đã chép", "report"),
    ("kết nạp 4", "a passage is asked", "", "hay là số liệu", "report"),
    ("7", "a passage is asked", "", "hay là số liệu", "report"),
    ("bao giờ nộp báo cáo?", "a passage is asked", "", "Tháng tới", "report"),
    ("chỉ tiêu kết nạp năm nay", "a passage is asked", "", "đang hỏi", "report"),
    ("trợ giúp", "a passage is asked", "", "nói chuyện", "report"),
    ("việc của tôi", "a passage is asked", "", "còn 2 báo cáo", "report"),
    ("bản word báo cáo tháng 10", "a passage is asked", "", ".docx", "report"),
    ("xem báo cáo tháng 10", "a passage is asked", "", "đã nộp lúc", "report"),
    ("xem báo cáo tháng 11", "a passage is asked", "", "Ô 8", "report"),
    ("cảm ơn", "a passage is asked", "", "Tháng tới", "report"),
    ("đúng", "a passage is asked", "", "Tháng tới", "report"),
    ("dung gui", "a passage is asked", "", "Tháng tới", "report"),
    ("đã gửi báo cáo", "a passage is asked", "", "chưa rõ ý", "report"),
    ("gửi báo cáo", "complete", "version=1", "Đã nộp", ""),
    ("gửi", "complete", "version=1", "Đã nộp", ""),
    ("nộp", "complete", "version=1", "Đã nộp", ""),
    ("gui di", "complete", "version=1", "Đã nộp", ""),
    ("đúng, gửi đi", "complete", "version=1", "Đã nộp", ""),
    ("dung gui", "complete", "", "chưa rõ ý", "report"),
    ("đừng gửi", "complete", "", "chưa rõ ý", "report"),
    ("da gui bao cao", "complete", "", "chưa rõ ý", "report"),
    ("đã gửi", "complete", "", "chưa rõ ý", "report"),
    ("dạ gửi ạ", "complete", "version=1", "Đã nộp", ""),
    ("đúng", "complete", "", "gửi báo cáo", "report"),
    ("không", "complete", "", "Chưa gửi", "report"),
    ("kết nạp 6", "complete", "", "thay 2 bằng 6", "report"),
    ("bỏ ô 5", "complete", "", "Bỏ nội dung", "report"),
    ("xem", "complete", "", "Ô 8", "report"),
    ("7", "complete", "", "là số liệu gì", "progress"),
    ("đúng", "a change waits", "ket-nap-moi=6", "trước là 2", "report"),
    ("dung", "a change waits", "ket-nap-moi=6", "trước là 2", "report"),
    ("uh", "a change waits", "ket-nap-moi=6", "trước là 2", "report"),
    ("dung gui", "a change waits", "", "chưa rõ ý", "report"),
    ("đừng", "a change waits", "", "chưa rõ ý", "report"),
    ("không", "a change waits", "", "Giữ nguyên", "report"),
    ("7", "a change waits", "", "thay 2 bằng 7", "report"),
    ("co lui han dc ko", "a change waits", "", "thay 2 bằng 6", "report"),
    ("gửi báo cáo", "a change waits", "", "còn 2 mục", "report"),
    ("ghi vào mục", "text or figures", "nhiem-vu=kết nạp 4", "Đủ 8/8", "report"),
    ("là số liệu", "text or figures", "", "thay 2 bằng 4", "report"),
    ("đúng", "text or figures", "", "hay là số liệu", "report"),
    ("Thăm hỏi gia đình khó khăn", "text or figures", "nhiem-vu=Thăm hỏi gia đình khó khăn", "Đủ", "report"),
    ("là câu hỏi", "text or a question", "", "Tháng tới", "report"),
    ("ghi vào mục", "text or a question", "nhiem-vu=chỉ tiêu kết nạp năm nay", "Đủ 8/8", "report"),
    ("đúng", "something is odd", "version=1", "Đã nộp", ""),
    ("vẫn gửi", "something is odd", "version=1", "Đã nộp", ""),
    ("dung gui", "something is odd", "", "chưa rõ ý", "report"),
    ("không", "something is odd", "", "Chưa gửi", "report"),
    ("ô 1: 2", "something is odd", "ket-nap-moi=2", "Đủ 8/8", "report"),
    ("gửi báo cáo", "handed in", "", "đã nộp lúc", ""),
    ("đúng", "handed in", "", "Không có câu hỏi nào", ""),
    ("nộp lại", "handed in", "", "giống bản 1", "report"),
    ("đã gửi báo cáo", "handed in", "", "đã nộp lúc", ""),
    ("xin lùi báo cáo tháng 11 đến 27/11 vì bận", "handed in", "", "không cần lùi", ""),
    ("nộp lại", "handed in and changed", "version=2", "bản 2", ""),
    ("gửi báo cáo", "handed in and changed", "", "kết nạp đoàn viên mới: 2 → 4", "report"),
    ("dung gui", "handed in and changed", "", "chưa rõ ý", "report"),
    ("sửa ô 3 thành 43", "handed in", "", "tháng 11, đã nộp bản 1.\nTổng số đoàn viên: thay 44 bằng 43", "report"),
    ("ô 3: 43", "handed in", "", "thay 44 bằng 43", "report"),
    ("sửa mục 3", "handed in", "", "Báo cáo tháng 11, đã nộp bản 1", "report"),
    ("ô 7: thăm lớp tháng 10", "handed in", "nhiem-vu=thăm lớp tháng 10", "Báo cáo tháng 11", "report"),
    ("ô 3: 43", "handed in, the annual begun", "", "là của báo cáo nào?\n• báo cáo tháng 11, đã nộp bản 1", "report"),
    ("ô 3 báo cáo tháng 11: 43", "handed in, the annual open", "", "thay 44 bằng 43", "report"),
    ("sửa ô 3 thành 43", "handed in, the annual open", "", "“sửa ô 3 thành 43” là của báo cáo nào?", "report"),
    ("sửa ô 1 thành 21", "handed in, the annual open", "", "21 (trước là 20)", "report"),
    ("ô 3: 5", "handed in, the annual open", "", "Ghi lao động thiếu việc làm: 5", "report"),
    ("sửa ô 18", "handed in, the annual open", "", "nổi bật", "report"),
    ("ô 15: 3", "handed in", "", "Báo cáo năm 2026.\n", "report"),
    ("nộp lại", "handed in, the annual open", "", "Báo cáo tháng 11 giống bản 1", "report"),
    ("43", "a field is opened", "tong-doan-vien=43", "trước là 44", "report"),
    ("430", "a field is opened", "", "khác xa", "report"),
    ("27/11", "more time: the day", "", "lý do gì", "extend"),
    ("thứ sáu", "more time: the day", "", "lý do gì", "extend"),
    ("thứ sáu vì trường mất điện", "more time: the day", "until=27/11", "Đã chuyển Văn phòng", ""),
    ("24/11", "more time: the day", "", "sau hạn", "extend"),
    ("đúng", "more time: the day", "", "đến ngày nào", "extend"),
    ("5", "more time: the day", "", "đến ngày nào", "extend"),
    ("kế toán ốm", "more time: the reason", "until=27/11", "Đã chuyển Văn phòng", ""),
    ("không có lý do", "more time: the reason", "until=27/11", "Đã chuyển Văn phòng", ""),
    ("đúng", "more time: the reason", "", "lý do gì", "extend"),
    ("dung gui", "more time: the reason", "", "lý do gì", "extend"),
    ("1", "more time: the reason", "", "lý do gì", "extend"),
    ("huỷ", "more time: the reason", "", "Chưa gửi đề nghị", ""),
    ("khai báo cáo tháng 11", "more time: the reason", "", "ưu tú", "report"),
    ("cảm ơn em nhiều", "a figure is asked", "", "Cảm ơn đồng chí", "report"),
    ("cam on nhieu nhe", "a figure is asked", "", "Cảm ơn đồng chí", "report"),
    # a question about a field changes nothing
    ("ô 4 là mấy", "nothing", "", "Báo cáo tháng 11.\nÔ 4 – Lượt thăm hỏi, động viên: 3", "report"),
    ("o 4 la may", "nothing", "", "Ô 4 – Lượt thăm hỏi", "report"),
    ("xem ô 4", "nothing", "", "Ô 4 – Lượt thăm hỏi", "report"),
    ("câu 2 là gì", "nothing", "", "", ""),
    ("ô 4 là mấy", "a figure is asked", "", "Ô 4 – Lượt thăm hỏi, động viên: 3", "report"),
    ("ô 5 ghi gì rồi", "a figure is asked", "", "Ô 5 – Kết quả nổi bật: Giải cầu lông", "report"),
    ("ô 5 ghi gì rồi", "a passage is asked", "", "Ô 5 – Kết quả nổi bật: Giải cầu lông", "report"),
    ("kết quả ghi gì rồi", "a passage is asked", "", "Ô 5 – Kết quả nổi bật: Giải cầu lông", "report"),
    ("mục kiến nghị là gì", "a figure is asked", "", "Ô 8 – Kiến nghị", "report"),
    ("sửa ô 4 bao nhiêu", "complete", "", "đang ghi 3", "report"),
    ("ô 3 là 44 phải không", "complete", "", "Ô 3 – Tổng số đoàn viên: 44", "report"),
    ("ô 4 là mấy", "a change waits", "", "thay 2 bằng 6", "report"),
    ("ô 4 là mấy", "text or figures", "", "hay là số liệu", "report"),
    ("ô 4 là mấy", "something is odd", "", "Vẫn gửi", "report"),
    ("ô 4 là mấy", "handed in", "", "đã nộp bản 1.\nÔ 4 – Lượt thăm hỏi", "report"),
    ("ô 3 tháng 10 là bao nhiêu", "a figure is asked", "", "Báo cáo tháng 10", "report"),
    ("ô 8: khi nào có kinh phí?", "complete", "", "hay đồng chí đang hỏi", "report"),
    ("bỏ ô 5 đi", "a passage is asked", "", "Bỏ nội dung mục “kết quả nổi bật”", "report"),
    ("bỏ ô 5 được không", "complete", "", "Bỏ nội dung mục “kết quả nổi bật”", "report"),
    ("xoá ô 5 và ô 6", "complete", "", "từng mục một", "report"),
    ("sửa ô 5 nhé", "complete", "", "đang ghi Giải cầu lông", "report"),
    ("ô 3: 43, ô 4: 5", "complete", "", "thay 44 bằng 43", "report"),
    ("ô 5: thi nấu ăn, ô 4: 5", "complete", "", "từng mục một", "report"),
    ("ô 3: abc", "complete", "", "Đang hỏi: tổng số đoàn viên", "report"),
    ("ô 3: kết nạp tháng 9", "complete", "", "đang ghi 44", "report"),
    # a field by its name
    ("sửa tổng số 43", "complete", "", "Tổng số đoàn viên: thay 44 bằng 43", "report"),
    ("sua tong so 43", "a passage is asked", "", "Tổng số đoàn viên: thay 44 bằng 43", "report"),
    ("sửa tổng đoàn viên thành 43", "complete", "", "Tổng số đoàn viên: thay 44 bằng 43", "report"),
    ("mục tổng số: 43", "a passage is asked", "", "thay 44 bằng 43", "report"),
    ("số đoàn viên sửa thành 43", "a passage is asked", "", "thay 44 bằng 43", "report"),
    ("ô tổng 43", "a passage is asked", "", "thay 44 bằng 43", "report"),
    ("tổng số mới đúng là 43", "a passage is asked", "", "thay 44 bằng 43", "report"),
    ("tổng 43", "a figure is asked", "", "là tổng số đoàn viên, không phải đoàn viên ưu tú", "report"),
    ("nhầm tổng số rồi", "complete", "", "đang ghi 44", "report"),
    ("xoá tổng số", "complete", "", "Bỏ nội dung mục “tổng số đoàn viên”", "report"),
    ("sửa đoàn viên thành 43", "complete", "", "là của ô nào? Chưa sửa gì.\n• Ô 1", "report"),
    ("sửa kết nạp tháng 10 thành 3", "complete", "", "Tháng 10", "progress"),
    (
        "kết quả thêm: thi nấu ăn",
        "complete",
        "ket-qua=Giải cầu lông có 28 người tham gia; thi nấu ăn",
        "nấu ăn",
        "report",
    ),
    ("thêm vào kiến nghị: cấp sổ", "complete", "kien-nghi=cấp sổ", "“cấp sổ”", "report"),
    ("sửa kiến nghị thành cấp sổ", "a passage is asked", "kien-nghi=cấp sổ", "“cấp sổ”", "report"),
    ("Sửa nhà cho đoàn viên khó khăn ở tổ 2", "a passage is asked", "nhiem-vu=Sửa nhà", "Đủ 8/8", "report"),
    ("bổ sung đoàn viên mới", "a passage is asked", "nhiem-vu=bổ sung", "Đủ 8/8", "report"),
    ("thăm lớp; kiến nghị: cấp sổ", "a passage is asked", "", "từng mục một", "report"),
    ("Thăm lớp; nhiệm vụ: dạy tốt", "a passage is asked", "nhiem-vu=Thăm lớp; nhiệm vụ: dạy tốt", "Đủ 8/8", "report"),
    ("nhầm, 6", "complete", "", "“nhầm, 6” là số của mục nào", "report"),
    ("nhầm rồi", "complete", "", "đang ghi Thăm lớp", "report"),
    ("nhầm, đoàn phí 98%", "complete", "", "đoàn phí", "progress"),
    ("Bổ sung kiến nghị gửi cấp trên", "a passage is asked", "nhiem-vu=Bổ sung", "Đủ 8/8", "report"),
    # on top of what stands, or less of it
    ("thêm 2", "a field is opened", "", "cộng 2 vào 44 thành 46", "report"),
    ("ô 1 thêm 2", "complete", "", "cộng 2 vào 2 thành 4", "report"),
    ("bớt 2", "a field is opened", "", "nhắn số còn lại", "report"),
    ("ô 3: bớt 2", "complete", "", "nhắn số còn lại", "report"),
    ("thêm 2", "a change waits", "", "nhắn số sau khi thêm", "report"),
    # a correction in the middle is taken, and what waits is kept or told of
    ("mình nhập nhầm kết nạp là 3 mới đúng", "a passage is asked", "", "thay 2 bằng 3", "report"),
    ("à nhầm, kết nạp phải là 3", "a passage is asked", "", "thay 2 bằng 3", "report"),
    ("Thăm lớp", "text or figures", "nhiem-vu=Thăm lớp", "Chưa ghi “kết nạp 4”", "report"),
    ("không", "text or figures", "", "Chưa ghi “kết nạp 4”", "report"),
    ("ô 4: -2", "text or figures", "", "Chưa ghi “kết nạp 4”", "report"),
    ("huỷ", "text or figures", "", "Chưa ghi “kết nạp 4”", ""),
    ("kiến nghị: cấp sổ", "a change waits", "kien-nghi=cấp sổ", "thay 2 bằng 6", "report"),
    ("sửa tổng số 43", "a change waits", "", "thay 2 bằng 6 (không cộng thêm).\nTổng số", "report"),
    ("xem", "a change waits", "", "Chưa sửa “kết nạp đoàn viên mới”", "report"),
    ("sửa ô 5", "a change waits", "", "Chưa sửa “kết nạp đoàn viên mới”", "report"),
    ("để sau", "a change waits", "", "Chưa sửa “kết nạp đoàn viên mới”", ""),
    ("gửi báo cáo", "complete, and a change waits", "", "Chưa gửi.\nKết nạp đoàn viên mới: thay 2 bằng 6", "report"),
    # 'this one', 'the one before', how far it is
    ("ô này ghi gì", "a figure is asked", "", "Ô 2 – Đoàn viên ưu tú", "report"),
    ("ô này 1", "a figure is asked", "dang-uu-tu=1", "Ghi", "report"),
    ("mục này không có", "a passage is asked", "nhiem-vu=Không có", "Đủ 8/8", "report"),
    ("quay lại", "a passage is asked", "", "đang ghi 1", "report"),
    ("sửa ô trước", "a passage is asked", "", "đang ghi 1", "report"),
    ("sửa lại ô vừa rồi thành 2", "a passage is asked", "dang-uu-tu=2", "trước là 1", "report"),
    ("ô trước ghi mấy", "a passage is asked", "", "Ô 2 – Đoàn viên ưu tú", "report"),
    ("bỏ qua mục này", "a figure is asked", "", "Tháng tới", "report"),
    ("để trống", "a figure is asked", "", "Tháng tới", "report"),
    ("xong chưa", "a figure is asked", "", "Còn 2/8 mục: đoàn viên ưu tú", "report"),
    ("du chua", "a figure is asked", "", "Còn 2/8 mục", "report"),
    ("gửi chưa", "a passage is asked", "", "Còn 1/8 mục: nhiệm vụ", "report"),
    ("còn mấy ô nữa", "a figure is asked", "", "Còn 2/8 mục", "report"),
    ("đang ở ô mấy rồi", "a figure is asked", "", "Còn 2/8 mục", "report"),
    ("được chưa", "complete", "", "Đã đủ 8/8 mục", "report"),
    ("xong chưa", "a change waits", "", "thay 2 bằng 6", "report"),
    # what is no figure and no text
    ("chưa gửi", "a figure is asked", "", "Chưa gửi", "report"),
    ("không gửi", "a passage is asked", "", "Chưa gửi", "report"),
    ("không phải", "a figure is asked", "", "ưu tú", "report"),
    ("có không", "a figure is asked", "", "ưu tú", "report"),
    ("chưa có ai", "a figure is asked", "dang-uu-tu=figure", "Ghi", "report"),
    ("xong rồi", "a passage is asked", "", "Tháng tới", "report"),
    ("chờ em tí", "a passage is asked", "", "vẫn giữ", ""),
    ("để em hỏi lại", "a figure is asked", "", "vẫn giữ", ""),
    # several in one message, and what is put right in other words
    ("1 nhé, còn kiến nghị là xin sổ", "a figure is asked", "", "từng mục một", "report"),
    ("1 và nhiệm vụ: thăm lớp", "a figure is asked", "", "từng mục một", "report"),
    ("1, thăm hỏi: 5", "a figure is asked", "dang-uu-tu=1", "thay 3 bằng 5", "report"),
    ("kết nạp thêm 1", "complete", "", "cộng 1 vào 2 thành 3", "report"),
    ("mục kết nạp thêm 1", "a passage is asked", "", "cộng 1 vào 2 thành 3", "report"),
    ("tổng số đoàn viên bớt 1", "complete", "", "nhắn số còn lại", "report"),
    ("Số đoàn viên giảm 2 người do về hưu", "a passage is asked", "nhiem-vu=Số đoàn viên giảm", "Đủ 8/8", "report"),
    ("sửa tổng số 44 thành 43", "complete", "", "thay 44 bằng 43", "report"),
    ("ô 3: 44 -> 43", "complete", "tong-doan-vien=43", "trước là 44", "report"),
    ("ô 3 43 nhé", "complete", "tong-doan-vien=43", "trước là 44", "report"),
    ("ô 8 không có", "complete", "", "Ghi kiến nghị: “Không có”", "report"),
    ("ô tổng", "complete", "", "đang ghi 44", "report"),
    ("nhiệm vụ sửa thành thăm lớp", "complete", "nhiem-vu=thăm lớp", "“thăm lớp”", "report"),
    ("thêm ý dạy tốt vào nhiệm vụ", "complete", "nhiem-vu=Thăm lớp, chuẩn bị tổng kết; dạy tốt", "dạy tốt", "report"),
    # out of the talk, of the report that was just handed in or is begun
    ("sửa kiến nghị: cấp sổ", "handed in", "kien-nghi=cấp sổ", "Báo cáo tháng 11, đã nộp bản 1", "report"),
    ("sửa tổng số 43", "handed in", "", "đã nộp bản 1.\nTổng số đoàn viên: thay 44 bằng 43", "report"),
    ("kết quả thêm: hội diễn", "handed in", "ket-qua=Giải cầu lông", "hội diễn", "report"),
    ("sửa tổng số đoàn viên thành 43", "handed in", "", "Thay 44 bằng 43", "progress"),
    ("sửa kiến nghị: cấp sổ", "begun and left", "kien-nghi=cấp sổ", "Báo cáo tháng 11.\nGhi kiến nghị", "report"),
    ("Kiến nghị thì gửi cho ai", "begun and left", "", "", ""),
    ("sửa nhà cho đoàn viên khó khăn", "handed in", "", "", ""),
    # a yes or no with more behind it, while a figure waits
    ("không, 5", "a change waits", "", "thay 2 bằng 5", "report"),
    ("không phải, là 5", "a change waits", "", "thay 2 bằng 5", "report"),
    ("không, tổng số 43", "a change waits", "", "Chưa sửa “kết nạp đoàn viên mới”", "report"),
    ("đúng, co lui han dc ko", "a change waits", "ket-nap-moi=6", "xin lùi đến", "report"),
    ("đúng, còn thăm hỏi 5", "a change waits", "", "thay 3 bằng 5", "report"),
    ("đúng, gửi báo cáo", "complete, and a change waits", "", "Chưa gửi.\nKết nạp đoàn viên mới", "report"),
    ("sửa lại là 5", "a change waits", "", "thay 2 bằng 5", "report"),
    ("đúng là 43", "a field is opened", "tong-doan-vien=43", "trước là 44", "report"),
    ("nhầm, 43", "a field is opened", "tong-doan-vien=43", "trước là 44", "report"),
]


@pytest.mark.parametrize(
    ("words", "state", "recorded", "says", "flow"), ROWS, ids=[f"{words} × {state}" for words, state, *_ in ROWS]
)
def test_row(  # noqa: PLR0917 - the columns of the table
    words: str, state: str, recorded: str, says: str, flow: str, db: Database, shelf: Shelf
) -> None:
    for earlier in STATES[state]:
        said(db, shelf, earlier)
    before = holding(db)
    replies = said(db, shelf, words).replies
    new = holding(db) - before
    assert says in "\n".join(reply.text for reply in replies)
    assert flow_of(db) == flow
    assert any(item.startswith(recorded) for item in new) if recorded else not new - quiet(words)


def quiet(words: str) -> set[str]:
    """What a row writes without saying so: that a field which held the same was said again."""
    return {"ton-tai=Không có."} if words == "ô 6: không có" else set()


# The world changes while somebody talks


def changed(db: Database, **values: object) -> None:
    """Writes columns of the school's report of November, as the office or another channel would."""
    filing = november(db)
    db.write_now(lambda session: store.set_filing(session, filing.id, NOW, **values))


ENDED = [
    ("abolished", {"is_abolished": True}, "không còn phải nộp"),
    ("excused", {"excused": "đơn vị nghỉ hè"}, "đã miễn"),
    ("taken in", {"state": State.TAKEN_IN, "version": 1, "code": "SM11-022"}, "tiếp nhận"),
    (
        "handed in by the deputy",
        {"state": State.SUBMITTED, "version": 1, "code": "SM11-022", "submitted_at": NOW, "submitted_by": "Vân"},
        "do Vân nộp",
    ),
]
IDS = [name for name, *_ in ENDED]


@pytest.mark.parametrize(("values", "says"), [row[1:] for row in ENDED], ids=IDS)
@pytest.mark.parametrize("words", ["1", "gửi báo cáo", "xem", "cảm ơn"])
def test_who_talks_on_about_what_has_ended_is_told_so(
    words: str, values: dict[str, object], says: str, db: Database, shelf: Shelf
) -> None:
    said(db, shelf, OPEN[0])
    changed(db, **values)
    before = holding(db)
    replies = said(db, shelf, words).replies
    assert says in replies[-1].text
    assert flow_of(db) == ""
    assert holding(db) == before


@pytest.mark.parametrize(("values", "says"), [row[1:] for row in ENDED], ids=IDS)
def test_what_ends_between_deciding_and_writing_is_written_no_more(
    values: dict[str, object], says: str, db: Database, shelf: Shelf
) -> None:
    said(db, shelf, OPEN[0])
    [reply] = said(db, shelf, "1", between=lambda: changed(db, **values)).replies
    assert says in reply.text
    assert "dang-uu-tu=1" not in holding(db)


def test_a_report_sent_at_once_from_two_channels_is_one_version(db: Database, shelf: Shelf) -> None:
    for words in READY:
        said(db, shelf, words)
    account = units.Account(Address("web:lan2"), scope_officer(db), "web", "lan2", reachable=True)
    db.write_now(lambda session: units.save_account(session, account, now=NOW))
    other = Address("web:lan2")
    [second] = said(db, shelf, "gửi báo cáo", between=lambda: said(db, shelf, "gửi báo cáo", who=other)).replies
    assert "đã nộp lúc 09:00" in second.text
    assert november(db).version == 1


def scope_officer(db: Database) -> OfficerId:
    officer = db.read_now(lambda session: units.officer_at(session, LAN, NOW.date()))
    assert officer is not None
    return officer.id


def test_a_returned_report_opens_with_the_reason_and_becomes_version_two(db: Database, shelf: Shelf) -> None:
    for words in (*READY, "gửi báo cáo"):
        said(db, shelf, words)
    changed(db, state=State.RETURNED, returned_why="số đoàn viên chưa khớp")
    [opened] = said(db, shelf, "khai báo cáo tháng 11").replies
    assert opened.text.startswith("Văn phòng trả lại báo cáo tháng 11: “số đoàn viên chưa khớp”.")
    said(db, shelf, "ô 3: 43")
    done = said(db, shelf, "gửi báo cáo")
    assert "bản 2" in done.replies[0].text
    assert [notice.to for notice in done.notices] == [TUAN]


def test_a_late_report_is_taken_and_says_so_and_a_correction_of_a_timely_one_is_not_late(
    db: Database, shelf: Shelf
) -> None:
    for words in (*READY, "gửi báo cáo"):
        said(db, shelf, words)
    later = NOW + timedelta(days=10)
    said(db, shelf, "nộp lại", now=later)
    said(db, shelf, "ô 3: 43", now=later)
    assert "sau hạn" not in said(db, shelf, "nộp lại", now=later).replies[0].text
    assert not november(db).is_late


def test_who_lost_the_seat_writes_no_more(db: Database, shelf: Shelf) -> None:
    said(db, shelf, OPEN[0])
    [seat] = db.read_now(lambda session: list(units.seats_held(session, NOW.date(), (Role.CHAIR,), (SCHOOL,))))
    db.write_now(lambda session: units.end_seat(session, seat.seat, NOW.date() - timedelta(days=1)))
    [reply] = said(db, shelf, "1").replies
    assert "không còn phụ trách" in reply.text


def test_a_draft_is_counted_for_the_office_and_its_figures_are_not_shown(db: Database, shelf: Shelf) -> None:
    assert (november(db).filled, november(db).fields) == (6, 8)
    for words in PASSAGE:
        said(db, shelf, words)
    assert (november(db).filled, november(db).fields) == (7, 8)
    seen = db.read_now(
        lambda session: drafting.draft_of(
            session, scope_of(session, TUAN), november(db), drafting.load_forms()[2], Catalogue(common())
        )
    )
    assert not any(answer.amount for answer in seen.answers.values())


def test_the_office_hears_of_a_wish_for_more_time_with_the_words_that_decide(db: Database, shelf: Shelf) -> None:
    done = said(db, shelf, "xin lùi báo cáo tháng 11 đến 27/11 vì mất điện")
    [notice] = done.notices
    assert notice.to == TUAN
    assert notice.judge == "still_staff"
    assert "cho lùi Tiểu học Đồi Sim" in notice.reply.text


def test_a_deputy_who_is_asked_is_told_and_reminded_from_then_on(db: Database, shelf: Shelf) -> None:
    def join(session: Session) -> None:
        who = units.add_officer(session, "Vân")
        units.give_seat(session, who, SCHOOL, Role.DEPUTY, NOW.date() - timedelta(days=9))
        units.save_account(session, units.Account(Address("web:van"), who, "web", "van", reachable=True), now=NOW)

    db.write_now(join)
    done = said(db, shelf, "nhờ phó khai")
    assert [notice.to for notice in done.notices] == [Address("web:van")]
    assert november(db).handed_to is not None
    assert "ưu tú" in said(db, shelf, "khai báo cáo tháng 11", who=Address("web:van")).replies[0].text


@pytest.mark.parametrize("words", ["khai", "việc của tôi", "để sau", "gửi báo cáo", "xin lùi đến 27/11 vì bận"])
def test_nothing_of_a_unit_is_said_in_a_group(words: str, db: Database, shelf: Shelf) -> None:
    inbound = Inbound("1", LAN, Chat(BotId("web"), "nhom", is_group=True), words, NOW, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        visit = Visit(inbound, NOW, shelf.library(session), BUTTONS, Office("Công đoàn xã Suối Mây"), "muối")
        return router.handle(visit, session)

    [reply] = db.read_now(decide).replies
    assert "nhắn riêng" in reply.text


def test_numbers_choose_a_report_and_never_answer_a_figure(db: Database, shelf: Shelf) -> None:
    later = NOW + timedelta(days=8)
    said(db, shelf, "khai", now=later, limits=NUMBERS)
    [asked] = said(db, shelf, "1", now=later, limits=NUMBERS).replies
    assert "ưu tú" in asked.text
    said(db, shelf, "2", now=later, limits=NUMBERS)
    assert "dang-uu-tu=2" in holding(db)
