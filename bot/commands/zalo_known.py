"""What Zalo's documents leave open, what was found here, when, and what follows from it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.store import runs
from knowledge.dates import VIETNAM


@dataclass(frozen=True, slots=True)
class Found:
    """What a trial saw: `outcome` for the program, `text` for people."""

    outcome: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """One open question: what it decides, and what follows from each outcome."""

    number: int
    key: str
    title: str
    decides: str
    follows: Mapping[str, str] = field(default_factory=dict)
    """By outcome; '' for every other."""

    def then(self, found: Found) -> str:
        """What follows from what was found."""
        return self.follows.get(found.outcome, self.follows.get("", ""))


TRIALS = (
    Trial(1, "body", "Dạng tin đến", "đọc tin thế nào", {"": "Trợ lý đọc được cả hai dạng, không phải làm gì."}),
    Trial(
        2, "queue", "Hàng đợi của getUpdates", "tự hỏi tin có đủ không, hay cần webhook",
        {
            "consume kept": "Tự hỏi tin là đủ; tin nhắn lúc máy tắt vẫn tới.",
            "replay kept": "Tin lặp được bỏ qua; tin nhắn lúc máy tắt vẫn tới.",
            "": "Tin nhắn lúc máy tắt bị mất: để trợ lý chạy liên tục, hoặc đặt PUBLIC_URL để dùng webhook.",
        },
    ),
    Trial(
        3, "retries", "Webhook gửi lại khi máy chủ báo lỗi", "tin có mất khi máy chủ trục trặc không",
        {
            "yes": "Máy chủ trục trặc ngắn không làm mất tin.",
            "": "Tin tới lúc máy chủ trục trặc bị mất: theo dõi /healthz, và cho chạy lại ngay khi dừng.",
        },
    ),
    Trial(
        4, "silence", "Gửi cho người đã lâu không nhắn", "nhắc hạn qua Zalo được không",
        {
            "taken": "Nhắc hạn qua Zalo được cả với người im lặng chừng ấy lâu.",
            "": "Lời nhắc có thể không tới người im lặng: nhắc chủ tịch nhắn bot mỗi tuần, hoặc nối thêm Telegram.",
        },
    ),
    Trial(
        5, "groups", "Bot trong nhóm", "gửi thông báo vào nhóm được không",
        {
            "closed": "Bot chưa vào nhóm được: dùng văn bản trợ lý soạn sẵn để dán vào nhóm.",
            "silent": "Bot không nghe được lời nhắc tới mình: xem lại đã chọn đúng tên bot trong danh sách @ chưa.",
            "": "Gắn nhóm bằng mã rồi gửi thông báo vào nhóm được.",
        },
    ),
    Trial(
        6, "month", "Hạn mức tháng tính tin nào", "ZALO_MONTH_MAX đặt bao nhiêu",
        {
            "both": "Cả tin đến và tin đi: để ZALO_MONTH_MAX đúng như gói.",
            "out": "Chỉ tin đi: trợ lý đếm cả hai chiều nên dừng sớm; có thể đặt ZALO_MONTH_MAX=6000.",
            "": "Chưa rõ: để ZALO_MONTH_MAX đúng như gói, trợ lý đếm cả hai chiều cho chắc.",
        },
    ),
    Trial(
        7, "rate", "Gửi nhanh tới đâu thì bị từ chối", "ZALO_RATE đặt bao nhiêu",
        {
            "refused": "Giữ ZALO_RATE thấp hơn mức ấy; mặc định 1 tin mỗi giây.",
            "": "Mặc định 1 tin mỗi giây còn xa mức bị từ chối.",
        },
    ),
    Trial(
        8, "text", "Độ dài, trích tin, ảnh", "cắt tin ở đâu, gửi ảnh thế nào",
        {"": "Trợ lý cắt ở 1.900 đơn vị UTF-16, không trích tin, gửi ảnh bằng liên kết: vừa với mọi kết quả."},
    ),
    Trial(
        9, "blocked", "Lỗi khi người dùng chặn bot", "biết ai không còn nhận được tin",
        {
            "unreachable": "Trợ lý hiểu lỗi này: báo văn phòng ngay trong ngày, kèm số điện thoại.",
            "taken": "Zalo không báo lỗi: văn phòng không biết ai đã chặn; xem ai im lặng rồi gọi điện.",
            "": "Trợ lý chưa hiểu lỗi này là người nhận đã chặn: gửi dòng này cho người làm mã.",
        },
    ),
    Trial(
        10, "plan", "Gói trả tiền (Pro)", "khi nào vượt được 50 người, 3.000 tin, 3 nhóm",
        {"": "Có gói lớn hơn thì đặt ZALO_USERS_MAX, ZALO_MONTH_MAX, ZALO_GROUPS_MAX theo gói."},
    ),
    Trial(
        11, "oa", "Official Account cho tổ chức công đoàn", "có nên chuẩn bị OA không",
        {"": "Bản này chưa nối OA; cần khi một bot quá 45 người, quá 80 % tin tháng, hoặc phải gửi tệp trong Zalo."},
    ),
)  # fmt: skip


def name_of(bot: str, key: str) -> str:
    """The row that keeps it."""
    return f"zalo/{bot}/{key}"


def keep(db: Session, bot: str, key: str, found: Found) -> None:
    """Writes what was found in place of what was known."""
    told = {"at": found.at.isoformat(), "outcome": found.outcome, "text": found.text}
    runs.write_setting(db, name_of(bot, key), json.dumps(told, ensure_ascii=False))


def known(db: Session, bot: str) -> dict[str, Found]:
    """What is known of a bot, by trial."""
    found = ((trial.key, runs.read_setting(db, name_of(bot, trial.key))) for trial in TRIALS)
    return {key: read(text) for key, text in found if text}


def read(text: str) -> Found:
    """A row as it was kept."""
    told = json.loads(text)
    return Found(str(told["outcome"]), str(told["text"]), datetime.fromisoformat(told["at"]))


def listed(bot: str, findings: Mapping[str, Found]) -> Iterator[str]:
    """What is known of a bot and what is not, with what follows."""
    yield f"Zalo bot {bot}: đã biết {len(findings)} trên {len(TRIALS)}."
    for trial in TRIALS:
        found = findings.get(trial.key)
        if found is None:
            yield f"  {trial.number:2}. {trial.title}: chưa thử; quyết định {trial.decides}."
            continue
        yield f"  {trial.number:2}. {trial.title} ({found.at.astimezone(VIETNAM):%d/%m/%Y}): {found.text}"
        if trial.then(found):
            yield f"      {trial.then(found)}"
