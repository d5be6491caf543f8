"""The crossed table of questions to an office: what is said × what is open → what is written, told, asked."""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.db import Database
from bot.demo import BEGAN, OFFICE
from bot.shelf import Shelf
from handlers import router
from handlers import store as memories
from handlers.asked.answer import drafts
from handlers.messages import Address, BotId, Chat, Inbound, Kind, Limits
from handlers.talk import Office, Visit
from knowledge.dates import VIETNAM
from tests.house import rows
from union.roster import Role
from union.store import Account, add_officer, give_seat, save_account

NOW = datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM)
BUTTONS = Limits(text_max=None, buttons_max=8, may_start=True)
NUMBERS = replace(BUTTONS, buttons_max=0)
TUAN, HANH, VAN = Address("web:tuan"), Address("web:hanh"), Address("web:van")
QUESTION = "năm nay phải kết nạp bao nhiêu đoàn viên?"
ASKED = "chair: mượn hội trường xã để họp có được không", "chair: hỏi văn phòng"
TWO = (*ASKED, "chair: ai giữ chìa khoá hội trường", "chair: hỏi văn phòng")
ANSWER = "trả lời câu 1: Được, báo trước hai ngày."
OTHER_KEPT = (*TWO, "trả lời câu 2: Bảo vệ giữ.", "gửi", "lưu câu 2 vào kho", ANSWER, "gửi")
ERASED = "trả lời câu 2: Đã xoá theo yêu cầu.", "gửi"
VERY_LONG = "sáng có được không ạ, " * 60
SAME = (
    "chair: mức đóng đoàn phí bao nhiêu phần trăm lương", "chair: hỏi văn phòng", "trả lời câu 1: 1 %", "gửi",
    "lưu câu 1 vào kho", "chair: đoàn phí đóng bao nhiêu phần trăm lương", "chair: không đúng ý tôi",
    "chair: hỏi văn phòng", "trả lời câu 2: 0,5 %",
)  # fmt: skip

STATES: dict[str, Sequence[str]] = {
    "none waits": (),
    "one waits": ASKED,
    "two wait": TWO,
    "second and third wait": (*TWO, "chair: xe đưa đón mấy giờ", "chair: hỏi văn phòng", "đóng câu 1"),
    "how is asked": ("chair: lịch trực tết thế nào", "chair: hỏi văn phòng"),
    "text": (*ASKED, "trả lời câu 1"),
    "sure": (*ASKED, ANSWER),
    "offered": (*ASKED, ANSWER, "gọi bảo vệ trước một ngày"),
    "which": (*TWO, "trả lời: liên hệ bảo vệ"),
    "meant": (*ASKED, "Được nhé, báo trước hai ngày"),
    "sent": (*ASKED, ANSWER, "gửi"),
    "kept": (*ASKED, ANSWER, "gửi", "lưu câu 1 vào kho"),
    "sure of one of two": (*TWO, ANSWER),
    "chasing": (*ASKED, "đôn đốc Hoa Sen"),
    "two sent": (*TWO, ANSWER, "gửi", "trả lời câu 2: Bảo vệ giữ.", "gửi"),
    "kept as another number": OTHER_KEPT,
    "correcting": (*ASKED, ANSWER, "gửi", "đính chính câu 1: Không được."),
    "correcting what is kept": (*ASKED, ANSWER, "gửi", "lưu câu 1 vào kho", "đính chính câu 1: Không được."),
    "corrected": (*ASKED, ANSWER, "gửi", "đính chính câu 1: Không được.", "gửi"),
    "which is corrected": (*TWO, ANSWER, "gửi", "trả lời câu 2: Bảo vệ giữ.", "gửi", "sửa câu trả lời: Gọi bảo vệ."),
    "another is kept": (*SAME, "gửi"),
    "which is kept": (*SAME, "gửi", "lưu câu 2 vào kho"),
    "another's place was meant": (*OTHER_KEPT, "lưu câu 1 thay câu trả lời 1"),
    "one's own data": (*ASKED, ANSWER, "gửi", "lưu câu 1 vào kho", "chair: xoá dữ liệu của tôi", *ERASED),
    "her report is open": (*ASKED, ANSWER, "gửi", "chair: khai"),
    "she was answered": (*ASKED, ANSWER, "gửi"),
    "she asks back": (*ASKED, ANSWER, "gửi", "chair: hỏi lại câu 1"),
    "she is read back": (*ASKED, ANSWER, "gửi", "chair: hỏi lại câu 1", "chair: đến mùng mấy hả anh"),
    "she asked": (f"chair: {QUESTION}",),
    "she may pass": (f"chair: {QUESTION}", "chair: hỏi văn phòng mấy giờ mở cửa"),
    "her passage is asked": (f"chair: {QUESTION}", *(f"chair: {said}" for said in ("khai", "2", "1", "44", "3"))),
    "she recorded": ("chair: tháng này thăm hỏi 9", "chair: đúng", f"chair: {QUESTION}"),
}
PASSED = "answers questions told"
WRITTEN = {
    "answers": "SELECT group_concat(id || answer || coalesce(answered_by, '') || is_closed) FROM passed_on_question",
    "questions": "SELECT count(*) FROM passed_on_question",
    "notes": "SELECT group_concat(key) FROM document WHERE key LIKE 'note/%' AND standing = 'published'",
    "figures": "SELECT count(*) FROM entry",
}
"""Everything that may be written here."""


@pytest.fixture
def db(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "congdoan.db")
    found = Database(f"sqlite:///{tmp_path / 'congdoan.db'}")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


EVENTS = itertools.count()


def said(db: Database, shelf: Shelf, words: str, *, who: Address = TUAN, limits: Limits = BUTTONS) -> tuple[str, int]:
    """What is answered a minute after what was said before, and how many others are told."""
    who, words = (HANH, words.removeprefix("chair: ")) if words.startswith("chair: ") else (who, words)
    number = next(EVENTS)
    now = NOW + timedelta(minutes=number % 600)
    inbound = Inbound(f"{number}", who, Chat(BotId("web"), who.removeprefix("web:")), words, now, Kind.TEXT)

    def decide(session: Session) -> router.Outcome:
        office = Office("Văn phòng Công đoàn xã Suối Mây", "0200 000 0168")
        return router.handle(Visit(inbound, now, shelf.library(session), limits, office, "muối"), session)

    outcome = db.read_now(decide)
    done = db.write_now(lambda session: router.finish(session, outcome, now))
    return "\n".join(reply.text for reply in done.replies), len(done.notices)


def stood(db: Database) -> dict[str, str]:
    return {name: str(rows(db, statement)[0][0]) for name, statement in WRITTEN.items()}


def stage(db: Database, who: Address) -> str:
    """What is asked afterwards: the answer's stage, the name of another talk, or nothing."""
    memory = db.read_now(lambda session: memories.recall(session, f"web|{who.removeprefix('web:')}|{who}"))
    if memory.flow != drafts.name:
        return memory.flow.partition("/")[0]
    draft = drafts.load(memory.flow, memory.draft)
    return "offered" if draft.offered else str(draft.stage)


ROWS = [
    # said, state, what is written and whether somebody is told, what the reply says, what is asked afterwards
    ("trả lời câu 1: Được.", "none waits", "", "Không có câu 1", ""),
    ("trả lời", "none waits", "", "Không có câu hỏi nào đang chờ Văn phòng", ""),
    ("được", "none waits", "", "Không có câu hỏi nào đang chờ trả lời", ""),
    ("Được nhé, báo trước hai ngày", "none waits", "", "", ""),
    ("để sau", "none waits", "", "", ""),
    ("lưu vào kho", "none waits", "", "Chưa có câu trả lời nào để lưu", ""),
    ("gỡ câu trả lời 1", "none waits", "", "Không có câu trả lời 1", ""),
    ("các câu đã trả lời", "none waits", "", "Kho chưa có câu trả lời nào", ""),
    ("sai rồi", "none waits", "", "Không có câu hỏi nào đang chờ trả lời", ""),
    ("không đúng ý tôi", "none waits", "", "Chưa có câu trả lời nào để xem lại", ""),
    ("trả lời", "one waits", "", "Đồng chí nhắn câu trả lời", "text"),
    ("tra loi cau 1", "one waits", "", "Đồng chí nhắn câu trả lời", "text"),
    ("câu 1: được", "one waits", "", "“được”", "sure"),
    ("trả lời chị Hạnh: được", "one waits", "", "“được”", "sure"),
    ("được", "one waits", "", "“được” là trả lời câu 1", "meant"),
    ("không", "one waits", "", "“không” là trả lời câu 1", "meant"),
    ("1", "one waits", "", "Đồng chí nhắn câu trả lời", "text"),
    ("1", "two wait", "", "Câu 1, đồng chí Hạnh", "text"),
    ("7", "two wait", "", "", ""),
    ("2", "second and third wait", "", "Đồng chí trả lời câu nào", "which"),
    ("1", "second and third wait", "", "Câu 2, đồng chí Hạnh", "text"),
    ("3", "second and third wait", "", "Câu 3, đồng chí Hạnh", "text"),
    ("đúng", "how is asked", "", "Không có câu hỏi nào đang chờ trả lời", ""),
    ("có", "how is asked", "", "Không có câu hỏi nào đang chờ trả lời", ""),
    ("Gọi bảo vệ trước một ngày nhé", "meant", "", "“Gọi bảo vệ trước một ngày nhé” là trả lời câu 1", "meant"),
    (QUESTION, "meant", "", "chưa gửi cho ai", ""),
    ("huỷ", "meant", "", "Chưa gửi gì", ""),
    ("20 triệu nhé", "one waits", "", "là trả lời câu 1", "meant"),
    ("kết nạp 5 đoàn viên", "one waits", "", "Chưa ghi gì", ""),
    ("báo cáo gửi rồi nhé", "one waits", "", "chưa ghi gì", ""),
    (QUESTION, "one waits", "", "120", ""),
    ("ai chưa nộp tháng 11", "one waits", "", "Báo cáo tháng 11", ""),
    ("để sau", "one waits", "", "Câu 1 vẫn chờ", ""),
    ("để sau câu 1", "one waits", "", "Câu 1 vẫn chờ", ""),
    ("đóng câu 1", "one waits", "answers", "Đã đóng câu 1", ""),
    ("câu 1 đã gọi điện rồi", "one waits", "answers", "Đã đóng câu 1", ""),
    ("lưu câu 1 vào kho", "one waits", "", "Chưa có câu trả lời nào để lưu", ""),
    ("gửi", "one waits", "", "", ""),
    ("trả lời", "two wait", "", "Đồng chí trả lời câu nào", "which"),
    ("được", "two wait", "", "là trả lời câu nào", "meant"),
    ("để sau", "two wait", "", "2 câu hỏi vẫn chờ", ""),
    ("Được.", "text", "", "“Được.”", "sure"),
    ("không", "text", "", "“không”", "sure"),
    ("kết nạp 5 đoàn viên", "text", "", "“kết nạp 5 đoàn viên”", "sure"),
    (QUESTION, "text", "", "120", "text"),
    ("ai chưa nộp tháng 11", "text", "", "Báo cáo tháng 11", "text"),
    ("huỷ", "text", "", "câu 1 vẫn chờ", ""),
    ("để sau", "text", "", "Câu 1 vẫn chờ", ""),
    ("đóng câu 1", "text", "answers", "Đã đóng câu 1", ""),
    ("gửi", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("đúng", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("dung", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("vâng, gửi luôn nhé", "sure", "answers told", "Đã gửi đồng chí Hạnh", ""),
    ("dung gui", "sure", "", "chưa rõ ý", "sure"),
    ("đừng gửi", "sure", "", "câu 1 vẫn chờ", ""),
    ("không gửi", "sure", "", "câu 1 vẫn chờ", ""),
    ("gửi. nhớ bỏ chữ nhé", "sure", "", "chưa rõ ý", "sure"),
    ("không", "sure", "", "nhắn câu trả lời", "text"),
    ("sửa: Không được.", "sure", "", "“Không được.”", "sure"),
    ("trả lời câu 1: Không được.", "sure", "", "“Không được.”", "sure"),
    ("gọi bảo vệ trước", "sure", "", "Thay câu trả lời bằng", "offered"),
    (QUESTION, "sure", "", "120", "sure"),
    ("đôn đốc Hoa Sen", "sure", "", "", "chase"),
    ("gửi", "offered", "", "Thay câu trả lời bằng", "offered"),
    ("thay", "offered", "", "“gọi bảo vệ trước một ngày”", "sure"),
    ("giữ câu cũ", "offered", "", "“Được, báo trước hai ngày.”", "sure"),
    ("không", "offered", "", "“Được, báo trước hai ngày.”", "sure"),
    ("câu 2", "which", "", "“liên hệ bảo vệ”", "sure"),
    ("2", "which", "", "“liên hệ bảo vệ”", "sure"),
    ("9", "which", "", "Đồng chí trả lời câu nào", "which"),
    ("huỷ", "which", "", "Chưa gửi gì", ""),
    ("trả lời câu 1", "meant", "", "“Được nhé, báo trước hai ngày”", "sure"),
    ("đúng", "meant", "", "“Được nhé, báo trước hai ngày”", "sure"),
    ("không", "meant", "", "Chưa gửi gì", ""),
    ("trả lời câu 2: được", "sure of one of two", "", "Câu 1 đang soạn", "sure"),
    ("đóng câu 2", "sure of one of two", "answers", "Đã đóng câu 2", "sure"),
    ("có", "sent", "notes", "Đã lưu", ""),
    ("lưu", "sent", "notes", "Đã lưu", ""),
    ("luu luon", "sent", "notes", "Đã lưu", ""),
    ("ok, lưu", "sent", "notes", "Đã lưu", ""),
    ("lưu ý", "sent", "", "", ""),
    ("lưu", "another is kept", "", "Thay câu trả lời 1, hay giữ cả hai?", ""),
    ("lưu", "which is kept", "", "", ""),
    ("lưu vào kho", "sent", "notes", "Đã lưu", ""),
    ("không", "sent", "", "Không lưu", ""),
    ("dừng", "sent", "", "", ""),
    ("trả lời câu 1: khác", "sent", "", "đã trả lời lúc", ""),
    ("đóng câu 1", "sent", "", "đã trả lời lúc", ""),
    ("lưu câu 2 vào kho", "another is kept", "", "kho đã có câu trả lời 1", ""),
    ("có", "another is kept", "", "Thay câu trả lời 1, hay giữ cả hai?", ""),
    ("lưu vào kho", "another is kept", "", "Thay câu trả lời 1, hay giữ cả hai?", ""),
    ("lưu câu 2 vào kho, thay câu trả lời 1", "another is kept", "notes", "Đã lưu", ""),
    ("thay", "which is kept", "notes", "Đã gỡ câu trả lời 1", ""),
    ("giữ cả hai", "which is kept", "notes", "Đã lưu câu trả lời câu 2", ""),
    ("ca hai", "which is kept", "notes", "Đã lưu câu trả lời câu 2", ""),
    ("lưu câu 2 thay câu trả lời 1", "which is kept", "notes", "Đã gỡ câu trả lời 1", ""),
    ("lưu câu 2 thay câu trả lời 1", "another is kept", "notes", "Đã gỡ câu trả lời 1", ""),
    ("lưu câu 2 thay câu trả lời 9", "another is kept", "", "không có câu trả lời 9 để thay. Lưu câu 2?", ""),
    ("lưu câu 9 thay câu trả lời 1", "another is kept", "", "Không có câu 9", ""),
    ("luu cau 1 thay cau tra loi 1", "kept as another number", "", "Chưa lưu, chưa gỡ gì", ""),
    ("lưu câu 2 thay câu trả lời 1", "kept as another number", "", "đã có trong kho", ""),
    ("có", "another's place was meant", "notes", "Đã lưu câu trả lời câu 1", ""),
    ("không", "another's place was meant", "", "Không lưu", ""),
    ("thay", "another's place was meant", "", "", ""),
    ("lưu câu 2 thay câu trả lời 1", "one's own data", "", "chuyện riêng", ""),
    ("lưu câu 1 thay câu trả lời 1", "one waits", "", "Chưa có câu trả lời nào để lưu", ""),
    ("không lưu câu 2", "which is kept", "", "Không lưu", ""),
    ("không", "which is kept", "", "Không lưu", ""),
    ("có", "which is kept", "", "Thay câu trả lời 1, hay giữ cả hai?", ""),
    ("trả lời lại câu 1: Không được.", "sent", "", "ĐÍNH CHÍNH trả lời câu 1", "sure"),
    ("đính chính câu 1: Không được.", "sent", "", "Thay câu đã gửi: “Được, báo trước hai ngày.”", "sure"),
    ("sửa câu trả lời 1: Không được.", "sent", "", "“Không được.”", "sure"),
    ("sua lai cau tra loi cau 1 thanh Khong duoc", "sent", "", "“Khong duoc”", "sure"),
    ("câu 1 trả lời nhầm, sửa lại là Không được.", "sent", "", "“Không được.”", "sure"),
    ("câu trả lời 1 sai rồi, sửa thành: Không được.", "sent", "", "“Không được.”", "sure"),
    ("em trả lời nhầm câu 1 rồi", "sent", "", "cả câu trả lời đúng", "text"),
    ("sửa lại câu trả lời cho chị Hạnh: Không được.", "sent", "", "“Không được.”", "sure"),
    ("trả lời lại câu 1 chưa", "sent", "", "đã trả lời lúc", ""),
    ("sửa câu trả lời vừa rồi: Không được.", "sent", "", "“Không được.”", "sure"),
    ("đính chính câu 1", "sent", "", "cả câu trả lời đúng", "text"),
    ("đính chính câu 1: Được, báo trước hai ngày.", "sent", "", "Không gửi thêm", ""),
    ("đính chính câu 9: Không.", "sent", "", "Không có câu 9", ""),
    ("sửa số 1 thành 5", "sent", "", "", ""),
    ("thay số 1 bằng số 6", "sent", "", "", ""),
    ("doi so 1 thanh 15", "sent", "", "", ""),
    ("sai số 1 rồi", "sent", "", "", ""),
    ("nhầm số 1 rồi, sửa lại là 4", "sent", "", "", ""),
    ("em sửa 1 câu trả lời rồi", "sent", "", "", ""),
    ("sửa câu số 1 thành: Không được.", "sent", "", "“Không được.”", "sure"),
    ("sửa trả lời số 1: Không được.", "sent", "", "“Không được.”", "sure"),
    ("đính chính #1: Không được.", "sent", "", "“Không được.”", "sure"),
    ("trả lời lại đi", "sent", "", "cả câu trả lời đúng", "text"),
    ("tra loi lai cau 1 di a", "sent", "", "cả câu trả lời đúng", "text"),
    ("sửa câu 1 giúp em với", "sent", "", "cả câu trả lời đúng", "text"),
    ("trả lời lại câu 1 được nhé", "sent", "", "“được nhé”", "sure"),
    ("trả lời lại câu 1: đi", "sent", "", "“đi”", "sure"),
    ("đính chính câu cuối của thông báo: họp lúc 15 giờ", "sent", "", "chưa gửi thông báo", ""),
    ("đính chính câu 1 của thông báo: họp lúc 15 giờ", "sent", "", "chưa gửi thông báo", ""),
    ("đính chính câu 1: theo thông báo mới là được", "sent", "", "“theo thông báo mới là được”", "sure"),
    ("đính chính câu 1: Không được.", "one waits", "", "“Không được.”", "sure"),
    ("sửa câu trả lời: Không được.", "none waits", "", "chưa trả lời câu nào", ""),
    ("sửa câu trả lời: Không được.", "two sent", "", "của câu nào", "which"),
    ("sửa câu trả lời vừa rồi: Không được.", "two sent", "", "câu 2", "sure"),
    ("câu 1", "which is corrected", "", "Thay câu đã gửi: “Được, báo trước hai ngày.”", "sure"),
    ("2", "which is corrected", "", "Thay câu đã gửi: “Bảo vệ giữ.”", "sure"),
    ("huỷ", "which is corrected", "", "Chưa gửi đính chính", ""),
    ("sửa câu trả lời 1: Không được.", "kept as another number", "", "của câu nào", "which"),
    ("sửa câu trả lời câu 1: Không được.", "kept as another number", "", "trả lời câu 1", "sure"),
    ("gửi", "correcting", "answers told", "đính chính câu trả lời câu 1", ""),
    ("huỷ", "correcting", "", "giữ nguyên", ""),
    ("không gửi", "correcting", "", "giữ nguyên", ""),
    ("sửa: Chưa được.", "correcting", "", "“Chưa được.”", "sure"),
    ("đính chính câu 1: Chưa được.", "correcting", "", "“Chưa được.”", "sure"),
    (QUESTION, "correcting", "", "120", "sure"),
    ("gửi", "correcting what is kept", "answers notes told", "câu trả lời 1 đã thay bằng câu trả lời 2", ""),
    ("gửi", "corrected", "", "", ""),
    ("đính chính câu 1: Không được.", "corrected", "", "Không gửi thêm", ""),
    ("đính chính câu 1: Được, báo trước hai ngày.", "corrected", "", "Thay câu đã gửi: “Không được.”", "sure"),
    ("chair: đính chính câu 1: được", "she was answered", "", "của cán bộ văn phòng", ""),
    ("gỡ câu trả lời 1", "kept", "notes", "Đã gỡ", ""),
    ("lưu câu 1 vào kho", "kept", "", "đã có trong kho", ""),
    ("Gọi bảo vệ trước một ngày", "chasing", "", "là trả lời câu 1", "meant"),
    ("gửi", "chasing", "told", "", ""),
    ("chair: mượn hội trường xã để họp có được không", "she was answered", "", "Văn phòng đã trả lời đồng chí lúc", ""),
    ("chair: hỏi văn phòng", "she was answered", "", "Văn phòng đã trả lời đồng chí lúc", ""),
    ("chair: văn phòng trả lời chưa", "she was answered", "", "Văn phòng đã trả lời đồng chí lúc", ""),
    ("chair: van phong tra loi chua a", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: văn phòng đã trả lời câu hỏi của em chưa", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu hỏi của tôi đến đâu rồi", "two wait", "", "câu 2", ""),
    ("chair: có trả lời chưa", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: vp trả lời em chưa", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu 1 trả lời chưa", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: văn phòng trả lời chưa", "none waits", "", "chưa gửi câu hỏi nào", ""),
    ("chair: đã nhận, cảm ơn", "she was answered", "", "Cảm ơn", ""),
    ("chair: nhận được rồi", "she was answered", "", "Cảm ơn", ""),
    ("chair: em nhận được trả lời rồi, cảm ơn anh nhiều", "she was answered", "", "Cảm ơn", ""),
    ("chair: da nhan a", "she was answered", "", "Cảm ơn", ""),
    ("chair: ok cảm ơn văn phòng", "she was answered", "", "Cảm ơn", ""),
    ("chair: em nhận được tin rồi ạ, cảm ơn anh", "she was answered", "", "Cảm ơn", ""),
    ("chair: anh Tuấn trả lời chưa", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu hỏi em gửi sao rồi", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu nào chưa được trả lời", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: cau nao chua tra loi a", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu hỏi nào của em chưa được trả lời", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu hỏi chưa có trả lời", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu nào văn phòng chưa trả lời", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu 1 sao rồi", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: văn phòng trả lời thế nào", "she was answered", "", "Văn phòng đã trả lời đồng chí lúc", ""),
    ("câu nào chưa được trả lời", "one waits", "", "hội trường", ""),
    ("chair: câu hỏi của em", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: câu trả lời của văn phòng đâu", "one waits", "", "Văn phòng chưa trả lời", ""),
    ("chair: báo cáo đã gửi chưa", "one waits", "", "", ""),
    ("chair: em hiểu rồi", "she was answered", "", "Vâng", ""),
    ("chair: để sau", "she was answered", "", "", ""),
    ("chair: cảm ơn", "she was answered", "", "Cảm ơn", ""),
    ("chair: ok", "she was answered", "", "", ""),
    ("chair: hỏi lại: sáng có được không", "she was answered", "answers questions told", "Đã chuyển", ""),
    ("chair: hỏi lại câu 1: sáng có được không", "she was answered", "answers questions told", "Đã chuyển", ""),
    ("chair: hỏi lại", "she was answered", "", "chưa rõ điều gì", "ask_again"),
    ("chair: hỏi lại câu 1", "she was answered", "", "chưa rõ điều gì", "ask_again"),
    (f"chair: hỏi lại câu 1: {VERY_LONG}", "she was answered", "", "nhiều nhất 1000", "ask_again"),
    (f"chair: hoi lai: {VERY_LONG}", "she was answered", "", "nhiều nhất 1000", "ask_again"),
    (f"chair: hỏi lại câu 1: {VERY_LONG}", "she asks back", "", "nhiều nhất 1000", "ask_again"),
    (f"chair: {VERY_LONG}", "she asks back", "", "nhiều nhất 1000", "ask_again"),
    ("chair: hoi lai cau 1", "she was answered", "", "chưa rõ điều gì", "ask_again"),
    ("chair: hỏi lại câu 9", "she was answered", "", "Chưa có câu trả lời nào", ""),
    ("chair: hỏi lại", "two sent", "", "hỏi lại câu nào", ""),
    ("chair: đến mùng mấy hả anh", "she asks back", "", "“đến mùng mấy hả anh”", "ask_again"),
    ("chair: sáng có được không ạ?", "she asks back", "", "“sáng có được không ạ?”", "ask_again"),
    ("chair: cả buổi tối nữa", "she asks back", "", "“cả buổi tối nữa”", "ask_again"),
    ("chair: hỏi lại câu 1: sáng được không", "she asks back", "answers questions told", "Đã chuyển", ""),
    ("chair: thôi", "she asks back", "", "Chưa gửi gì tới Văn phòng", ""),
    ("chair: huỷ", "she asks back", "", "Chưa gửi gì tới Văn phòng", ""),
    ("chair: không", "she asks back", "", "Chưa gửi gì tới Văn phòng", ""),
    ("chair: đúng", "she asks back", "", "chưa rõ điều gì", "ask_again"),
    ("chair: việc của tôi", "she asks back", "", "chưa rõ điều gì", "ask_again"),
    ("chair: gửi", "she is read back", "answers questions told", "Đã chuyển", ""),
    ("chair: đúng rồi", "she is read back", "answers questions told", "Đã chuyển", ""),
    ("chair: ok gửi đi", "she is read back", "answers questions told", "Đã chuyển", ""),
    ("chair: dung gui", "she is read back", "", "chưa rõ ý", "ask_again"),
    ("chair: huỷ", "she is read back", "", "Chưa gửi gì tới Văn phòng", ""),
    ("chair: không gửi nữa", "she is read back", "", "Chưa gửi gì tới Văn phòng", ""),
    ("chair: sửa: đến mùng 5 phải không", "she is read back", "", "“đến mùng 5 phải không”", "ask_again"),
    ("chair: ai trực mùng 1", "she is read back", "", "Thay câu hỏi lại bằng", "ask_again"),
    ("chair: trả lời câu 1: được", "she was answered", "", "của cán bộ văn phòng", ""),
    ("chair: đóng câu 1", "one waits", "", "của cán bộ văn phòng", ""),
    ("chair: lưu câu 1 vào kho", "sent", "", "của cán bộ văn phòng", ""),
    ("chair: các câu đã trả lời", "kept", "", "của cán bộ văn phòng", ""),
    ("chair: không đúng ý tôi", "she asked", "", "hoặc nhắn “hỏi văn phòng”", ""),
    ("chair: trả lời sai", "she asked", "", "hoặc nhắn “hỏi văn phòng”", ""),
    ("chair: hỏi văn phòng", "she asked", "answers questions told", "Đã chuyển", ""),
    ("chair: chuyển giúp câu này cho văn phòng", "she asked", "answers questions told", "Đã chuyển", ""),
    ("chair: nho van phong tra loi giup em", "she asked", "answers questions told", "Đã chuyển", ""),
    ("chair: gửi câu hỏi này lên văn phòng xã", "she asked", "answers questions told", "Đã chuyển", ""),
    ("chair: hỏi giúp em văn phòng", "she asked", "answers questions told", "Đã chuyển", ""),
    ("chair: gửi văn phòng", "she asked", "", "", "report"),
    ("chair: chuyển văn phòng", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: chuyen vp", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: hỏi vp", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: hoi vp dum em voi", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: chuyen giup chi cau nay len vp nha", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: chuyển cái này cho văn phòng giúp em", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: hỏi anh Tuấn văn phòng xem", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    (
        "chair: chuyển văn phòng câu hỏi tết nghỉ mấy ngày",
        "she asked",
        "",
        "Chuyển Văn phòng câu “tết nghỉ mấy ngày”?",
        "",
    ),
    ("chair: chuyển văn phòng công đoàn sang chỗ mới khi nào", "she asked", "", "", ""),
    ("chair: chuyển khoản cho văn phòng ở đâu", "she asked", "", "", ""),
    ("chair: để văn phòng trả lời", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: chuyển tiếp cho văn phòng nhé", "she asked", PASSED, "“năm nay phải kết nạp", ""),
    ("chair: hỏi văn phòng: sinh đôi được mấy tiền", "none waits", PASSED, "“sinh đôi được mấy tiền”", ""),
    ("chair: hỏi văn phòng: sinh đôi được mấy tiền", "she asked", PASSED, "“sinh đôi được mấy tiền”", ""),
    ("chair: nho vp tra loi: sinh doi dc may tien", "she asked", PASSED, "“sinh doi dc may tien”", ""),
    ("chair: hỏi vp, thưởng tết mấy đồng", "she asked", PASSED, "“thưởng tết mấy đồng”", ""),
    ("chair: gửi câu hỏi cho vp: thưởng tết mấy đồng", "she asked", PASSED, "“thưởng tết mấy đồng”", ""),
    ("chair: chuyển vp: xin giấy giới thiệu", "she asked", "", "Chuyển Văn phòng câu “xin giấy giới thiệu”?", ""),
    ("chair: hỏi văn phòng mấy giờ mở cửa", "she asked", "", "Chuyển Văn phòng câu “mấy giờ mở cửa”?", ""),
    ("chair: hỏi vp năm nay kết nạp bao nhiêu", "none waits", "", "120", ""),
    ("chair: chuyển văn phòng được không", "she asked", "", "Chuyển Văn phòng câu “năm nay phải kết nạp", ""),
    ("chair: đúng", "she may pass", PASSED, "“mấy giờ mở cửa”", ""),
    ("chair: chuyển", "she may pass", "", "", ""),
    ("chair: chuyển câu hỏi này cho văn phòng", "she may pass", PASSED, "“mấy giờ mở cửa”", ""),
    ("chair: không", "she may pass", "", "chưa chuyển gì", ""),
    ("chair: hỏi văn phòng", "she may pass", PASSED, "“mấy giờ mở cửa”", ""),
    ("chair: chuyển văn phòng: kết nạp 5 đoàn viên", "none waits", "", "kết nạp mới 5", "progress"),
    ("chair: hỏi văn phòng phẩm mua ở đâu", "she asked", "", "", ""),
    ("chair: hỏi văn phòng bằng cách nào", "she asked", "", "", ""),
    ("chair: tôi hỏi văn phòng rồi", "she asked", "", "", ""),
    ("chair: đừng hỏi văn phòng", "she asked", "", "", ""),
    ("chair: chuyển văn phòng", "none waits", "", "Chưa có câu hỏi nào để chuyển", ""),
    ("chair: chuyển văn phòng", "her report is open", "", "nhắn “gửi báo cáo”", "report"),
    ("chair: chuyển văn phòng", "her passage is asked", "", "nhắn “gửi báo cáo”", "report"),
    ("chair: hỏi vp", "her passage is asked", PASSED, "“năm nay phải kết nạp", "report"),
    ("chair: hỏi vp: có cần đóng dấu không", "her passage is asked", PASSED, "“có cần đóng dấu không”", "report"),
    ("hỏi vp", "one waits", "", "", ""),
    ("chair: gửi văn phòng", "her report is open", "", "", "report"),
    ("chair: hỏi lại câu 1: sáng được không", "her report is open", "answers questions told", "Đã chuyển", "report"),
    ("chair: không đúng ý tôi", "her report is open", "", "", "report"),
]


@pytest.mark.parametrize(
    ("words", "state", "written", "says", "asked"), ROWS, ids=[f"{said[:30]} × {state}" for said, state, *_ in ROWS]
)
def test_row(  # noqa: PLR0917 - the columns of the table
    words: str, state: str, written: str, says: str, asked: str, db: Database, shelf: Shelf
) -> None:
    for before in STATES[state]:
        said(db, shelf, before)
    before_it = stood(db)
    reply, told = said(db, shelf, words)
    changed = {name for name, value in stood(db).items() if value != before_it[name]}
    assert says in reply
    assert changed | ({"told"} if told else set()) == set(written.split())
    if asked or state not in {"chasing", "sure"}:
        assert stage(db, HANH if words.startswith("chair: ") else TUAN) == asked


@pytest.mark.parametrize(
    "words", ["câu 1 sao", "em hỏi câu hỏi này thế nào", "cau hoi do sao a", "trả lời câu này thế nào"]
)
def test_what_something_is_asks_for_no_list_of_ones_questions(words: str, db: Database, shelf: Shelf) -> None:
    for before in ASKED:
        said(db, shelf, before)
    assert "Văn phòng chưa trả lời" not in said(db, shelf, f"chair: {words}")[0]


@pytest.mark.parametrize("words", ["sai rồi", "sai"])
def test_wrong_is_asked_of_what_where_a_figure_was_recorded_too(words: str, db: Database, shelf: Shelf) -> None:
    for before in STATES["she recorded"]:
        said(db, shelf, before)
    before_it = stood(db)
    reply, _ = said(db, shelf, f"chair: {words}")
    assert "chưa đúng ý câu" in reply or "số liệu vừa ghi" in reply
    assert stood(db) == before_it


def test_a_second_clerk_is_told_who_was_faster(db: Database, shelf: Shelf) -> None:
    db.write_now(second_clerk)
    for words in (*ASKED, ANSWER):
        said(db, shelf, words)
    said(db, shelf, "trả lời câu 1: Không.", who=VAN)
    assert said(db, shelf, "gửi")[1] == 1
    reply, told = said(db, shelf, "gửi", who=VAN)
    assert "đồng chí Tuấn đã trả lời lúc" in reply
    assert told == 0


def second_clerk(session: Session) -> None:
    officer = add_officer(session, "Vân")
    give_seat(session, officer, OFFICE, Role.OFFICE, BEGAN)
    save_account(session, Account(VAN, officer, "web", "van", reachable=True), now=NOW)


def test_with_numbers_the_question_is_meant_and_not_the_place_in_a_menu(db: Database, shelf: Shelf) -> None:
    for words in TWO[:2]:
        said(db, shelf, words)
    said(db, shelf, "đóng câu 1")
    for words in TWO[2:]:
        said(db, shelf, words)
    for words in ("chair: xe đưa đón mấy giờ", "chair: hỏi văn phòng"):
        said(db, shelf, words)
    asked, _ = said(db, shelf, "trả lời: bảy giờ", limits=NUMBERS)
    assert "• câu 2" in asked
    assert "1. " not in asked
    assert "trả lời câu 2" in said(db, shelf, "2", limits=NUMBERS)[0]


def test_a_wish_about_ones_own_data_is_answered_and_never_kept_for_others(db: Database, shelf: Shelf) -> None:
    for words in ("chair: xoá dữ liệu của tôi", "trả lời câu 1: Đã xoá theo yêu cầu."):
        said(db, shelf, words)
    reply, told = said(db, shelf, "gửi")
    assert told == 1
    assert "Lưu vào kho" not in reply
    assert "chuyện riêng" in said(db, shelf, "lưu câu 1 vào kho")[0]


def test_what_is_asked_is_kept_without_whose_it_was(db: Database, shelf: Shelf) -> None:
    for words in ("chair: anh Trần Văn Nam số 0912 345 678 có được vay không", "chair: hỏi văn phòng"):
        said(db, shelf, words)
    [(office, unit, kept, ending)] = rows(db, "SELECT office, unit, text, ending FROM asked_question")
    assert (office, unit, ending) == ("suoi-may", "mam-non-hoa-sen", "not_found")
    assert "Nam" not in str(kept)
    assert "0912" not in str(kept)
    shown, _ = said(db, shelf, "câu hỏi chưa có trả lời")
    passed_on = shown.partition("30 ngày qua")[0]
    assert "0912 345 678" in passed_on, "whoever passes it on wants the office to read it"
    assert "0912" not in shown.removeprefix(passed_on)


def test_several_ways_of_asking_one_thing_are_one_topic_with_its_units(db: Database, shelf: Shelf) -> None:
    for who, words in (
        (HANH, "vay vốn mua nhà ở xã hội lãi suất bao nhiêu"),
        (HANH, "lãi suất vay vốn mua nhà ở xã hội"),
        (Address("web:lan"), "lai suat vay von mua nha o xa hoi la bao nhieu"),
    ):
        said(db, shelf, words, who=who)
    assert "3 lần, 2 đơn vị" in said(db, shelf, "hỏi gì nhiều")[0]
