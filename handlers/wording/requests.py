"""The sentences of an ad-hoc request and its answers, of an office's duties, and of its days off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.days import weekday_of
from handlers.messages import Button, File, Reply
from handlers.wording import shortened
from handlers.wording.board import clock, fitting
from handlers.wording.deeds import ToCall, units_words
from handlers.wording.reminding import hour_words
from handlers.wording.report import capital

ASK_MOST = 160
DUTIES_MOST = 12
GUI = Button("Gửi", "gửi")
DUNG = Button("Đúng", "đúng")


# A request


def by_when(due: datetime, now: datetime) -> str:
    """'trước 16 giờ hôm nay (thứ Năm 26/11)'."""
    days = (due.date() - now.date()).days
    near = {0: "hôm nay", 1: "ngày mai"}.get(days)
    day = f"{near} ({weekday_of(due.date())})" if near else weekday_of(due.date())
    return f"trước {hour_words(due)} {day}"


def whom(names: Sequence[str]) -> str:
    """The units by name where they are few."""
    return f"{len(names)} đơn vị" if len(names) > 6 else f"{len(names)} đơn vị ({units_words(names)})"


def request(ask: str, names: Sequence[str], due: str, to_call: Sequence[ToCall]) -> Reply:
    """What will be asked of whom, and whom no message reaches."""
    lines = [f"Sẽ hỏi {whom(names)}: “{shortened(ask, ASK_MOST)}”, trả lời {due}."]
    if to_call:
        lines.append(f"Cần gọi {len(to_call)}: {units_words([each.words for each in to_call])}.")
    lines.append("Nhắn “gửi” để gửi, “huỷ” để thôi.")
    return Reply("\n".join(lines), (GUI,))


def ask_when(ask: str, names: Sequence[str], why: str = "") -> Reply:
    """By when an answer is wanted."""
    lead = f"{why} " if why else ""
    return Reply(
        f"{lead}Hỏi {whom(names)}: “{shortened(ask, ASK_MOST)}”. Cần trả lời trước mấy giờ, ngày nào? "
        "Ví dụ: 16 giờ hôm nay.",
        in_words=True,
    )


def past(due: datetime) -> str:
    """The moment is over."""
    return f"{capital(hour_words(due))} {weekday_of(due.date())} đã qua."


def too_far(due: datetime) -> str:
    """No request is so long."""
    return f"Ngày {due:%d/%m/%Y} xa quá; yêu cầu đột xuất nhiều nhất 60 ngày."


def no_unit() -> Reply:
    """Nobody is meant."""
    return Reply("Không có đơn vị nào như vậy trong phạm vi của đồng chí. Xin nêu tên đơn vị, hoặc “tất cả các CĐCS”.")


def no_ask() -> Reply:
    """What is wanted was not said."""
    return Reply("Đồng chí cần các đơn vị báo gì? Xin nhắn ví dụ “trước 16 giờ hôm nay các CĐCS báo số người dự họp”.")


def sent(count: int, to_call: Sequence[ToCall], due: str, later: str) -> Reply:
    """The request is on its way."""
    when = f"Tin sẽ đi lúc {later}" if later else f"Đã xếp gửi {count} tin"
    calls = f" Cần gọi {len(to_call)}: {units_words([each.words for each in to_call])}." if to_call else ""
    return Reply(f"{when}; các đơn vị trả lời {due}.{calls} Xem kết quả: “danh sách trả lời”.")


def not_sent() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, chưa gửi yêu cầu nào.")


# Answers


@dataclass(frozen=True, slots=True)
class Answers:
    """A request with what came: unit and answer, and who has not answered."""

    ask: str
    due: datetime
    given: tuple[tuple[str, str], ...]
    waiting: tuple[str, ...]
    total: str = ""
    chase: str = ""
    """The sentence that reminds those who have not answered."""


def answers(found: Answers, now: datetime, file: File) -> Reply:
    """Who answered what, the sum, and who is missing."""
    expected = len(found.given) + len(found.waiting)
    due = by_when(found.due, now).removeprefix("trước ")
    head = f"“{shortened(found.ask, ASK_MOST)}”, hạn {due}, lúc {clock(now, now)}"
    lines = [f"{head}: {len(found.given)}/{expected} đơn vị đã trả lời."]
    if found.total:
        lines.append(f"Cộng {found.total} từ {len(found.given)} đơn vị.")
    shown = [f"• {unit}: {shortened(said, 80)}" for unit, said in found.given[:15]]
    if len(found.given) > 15:
        shown.append(f"• và {len(found.given) - 15} đơn vị nữa trong tệp")
    if found.waiting:
        shown.append(f"Chưa trả lời: {units_words(found.waiting)}.")
    chase = (Button("Đôn đốc", fitting(found.chase)),) if found.waiting and found.chase else ()
    return Reply("\n".join(lines + shown), chase, files=(file,))


def no_requests() -> Reply:
    """Nothing was asked."""
    return Reply("Văn phòng chưa gửi yêu cầu đột xuất nào.")


# A chair's answer


def quick(ask: str, unit: str, answer: str) -> Reply:
    """What will be sent."""
    text = f"Trả lời Văn phòng “{shortened(ask, ASK_MOST)}”, {unit}: {answer}. Gửi ạ? Chưa đúng xin nhắn lại số."
    return Reply(text, (GUI,), in_words=True)


def quick_unclear() -> Reply:
    """What was said can be read as yes and as no."""
    return Reply("Trợ lý chưa rõ ý. Nhắn “gửi” để gửi, “huỷ” để thôi.", (GUI,), in_words=True)


def quick_left() -> Reply:
    """Nothing was sent."""
    return Reply("Đã thôi, chưa gửi gì. Trả lời sau thì nhắn con số.")


def nothing_asked() -> Reply:
    """No question is open any more."""
    return Reply("Văn phòng không còn yêu cầu nào chờ đơn vị trả lời.")


def answered_already(ask: str) -> Reply:
    """Somebody else has answered, or the office wants it no more."""
    return Reply(
        f"“{shortened(ask, ASK_MOST)}” đã được trả lời hoặc không phải trả lời nữa, nên trợ lý không gửi thêm."
    )


def no_half(ask: str) -> Reply:
    """Half of one cannot be."""
    return Reply(f"“{shortened(ask, ASK_MOST)}” là số nguyên. Đồng chí xem lại rồi nhắn số đúng.", in_words=True)


# Duties


def duty_line(name: str, due: str, set_by: str, units: str) -> str:
    """'Báo cáo tháng: hạn 17 giờ ngày 25 hằng tháng (Văn phòng quy định); 12 đơn vị'."""
    note = f" ({set_by})" if set_by else ""
    return f"• {name}: hạn {due}{note}{f'; {units}' if units else ''}"


def duties(lines: Sequence[tuple[str, str]], *, may_set: bool) -> Reply:
    """What is owed and when, each with its paper; the same paper behind all is named once."""
    sources = {source for _, source in lines}
    common = sources.pop() if len(sources) == 1 else ""
    shown = [f"{line}{f'; theo {source}' if source and not common else ''}." for line, source in lines[:DUTIES_MOST]]
    more = [f"và {len(lines) - DUTIES_MOST} chế độ nữa."] if len(lines) > DUTIES_MOST else []
    cited = [f"Căn cứ: {common}."] if common else []
    how = ["Đổi hạn nhắn “đặt hạn báo cáo tháng ngày 22”; bỏ nhắn “bỏ chế độ …”."] if may_set else []
    return Reply("\n".join(["Chế độ báo cáo:", *shown, *more, *cited, *how]))


def no_duties() -> Reply:
    """No duty has been set."""
    return Reply("Chưa có chế độ báo cáo nào.")


def which_duty(names: Sequence[str]) -> Reply:
    """The duty was not named, or several fit."""
    listed = "; ".join(names[:DUTIES_MOST]) or "chưa có chế độ nào"
    return Reply(f"Đồng chí nói chế độ nào: {listed}? Xin nhắn lại cả tên.")


def set_day(name: str, due: str, before: str, cut_off: str) -> Reply:
    """A rule will be changed."""
    return Reply(
        f"Đặt hạn {name}: {due} (trước là {before}), Văn phòng quy định từ hôm nay. "
        f"Chốt số liệu giữ nguyên {cut_off}. Kỳ đang mở mà chưa tới hạn chuyển theo. Đúng không ạ?",
        (DUNG,),
    )


def day_set(name: str, due: str, moved: Sequence[str]) -> Reply:
    """The rule is changed, and the open deadlines with it."""
    rest = f" Đã chuyển: {'; '.join(moved)}." if moved else " Không kỳ đang mở nào phải chuyển."
    return Reply(f"Đã đặt hạn {name}: {due}.{rest}")


def moved_to(period: str, due: datetime) -> str:
    """'tháng 12 hạn thứ Ba 22/12'."""
    return f"{period} hạn {weekday_of(due.date())}"


def abolish(name: str, on: date, today: date, owed: int) -> Reply:
    """A duty will end."""
    when = "hôm nay" if on == today else f"{on:%d/%m/%Y}"
    rest = f"{owed} báo cáo đang mở không phải nộp nữa" if owed else "không có báo cáo nào đang chờ"
    return Reply(f"Bỏ chế độ “{name}” từ {when}: {rest}. Báo cáo đã nộp vẫn giữ. Đúng không ạ?", (DUNG,))


def abolished(name: str, owed: int) -> Reply:
    """The duty has ended."""
    rest = f" {owed} báo cáo không phải nộp nữa, lời nhắc cũng dừng." if owed else ""
    return Reply(f"Đã bỏ chế độ “{name}”.{rest}")


def already_so(name: str) -> Reply:
    """It had changed meanwhile."""
    return Reply(f"Chế độ “{name}” đã thay đổi trong lúc chờ nên chưa làm gì. Nhắn “chế độ báo cáo” để xem.")


def day_off(days: Sequence[date], source: str, *, is_rest: bool) -> Reply:
    """A day off, or a day that is worked, will be entered."""
    what = "ngày nghỉ" if is_rest else "ngày làm việc bù"
    cited = f", theo “{shortened(source, 100)}”" if source else ""
    return Reply(
        f"Ghi {days_words(days)} là {what}{cited}. Hạn và lời nhắc rơi vào ngày ấy chuyển theo. Đúng không ạ?", (DUNG,)
    )


def days_words(days: Sequence[date]) -> str:
    """'thứ Sáu 02/01/2027', of several the first and the last."""
    first = f"{weekday_of(days[0])}/{days[0].year}"
    return first if len(days) == 1 else f"{len(days)} ngày, từ {first} đến {weekday_of(days[-1])}/{days[-1].year}"


def day_kept(days: Sequence[date], *, is_rest: bool, moved: Sequence[str]) -> Reply:
    """The day is entered."""
    what = "ngày nghỉ" if is_rest else "ngày làm việc bù"
    rest = f" Đã chuyển: {'; '.join(moved)}." if moved else ""
    return Reply(f"Đã ghi {days_words(days)} là {what}.{rest}")


def shared_calendar() -> Reply:
    """The days off count for other offices too."""
    return Reply("Lịch nghỉ ở đây dùng chung với văn phòng khác nên chưa đổi gì. Đồng chí nhờ người quản trị ghi giúp.")


def no_day() -> Reply:
    """Which day is not clear."""
    return Reply("Trợ lý chưa rõ ngày nào. Xin nhắn ví dụ “nghỉ ngày 02/01 theo thông báo …”.")


def not_changed() -> Reply:
    """The office thought better of it."""
    return Reply("Đã thôi, chưa đổi gì.")


def unclear(text: str) -> Reply:
    """A rule that cannot be read, or cannot be."""
    return Reply(text)
