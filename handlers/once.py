"""At which moment does somebody wish to be reminded once: 'nhắc tôi 5h chiều thứ 2', 'nhắc lại lúc 15h'; pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.days import NUMBERS, WEEKDAY, day_wished, hour_wished
from knowledge.dates import VIETNAM
from knowledge.text import clean, fold, words


@dataclass(frozen=True, slots=True)
class Once:
    """The moment; `or_at` where the words fit another one as well: 'thứ 2' on a Monday."""

    at: datetime
    or_at: datetime | None = None


NOON = 12
PARTS = {"sang": 8, "trua": 11, "chieu": 14, "toi": 19}
"""The hour of a part of the day that is named without one."""
SAYS_TODAY = re.compile(r"\b(?:hom nay|bua nay|(?:sang|trua|chieu|toi) nay|nay)\b(?<!tu nay)(?<!tu hom nay)")
SPAN = re.compile(rf"\b(\d{{1,3}}|{'|'.join(NUMBERS)}) (tieng|gio|phut|h|p)(?: (?:dong ho|ruoi))?(?: nua| sau)\b")
PART = re.compile(r"\b(sang|trua|chieu|toi)\b")
FOR_EVER = re.compile(
    r"\b(?:tu (?:nay|mai|hom nay|gio|ngay|thu|tuan|thang)|(?:moi|hang|tung) (?:ngay|sang|chieu|buoi|tuan|thang)|tro di"
    r"|luon luon|gio nhac|cac lan sau|lan nao cung)\b"
)
AGAIN = re.compile(r"\bnhac (?:\w+ ){0,2}lai\b|\bmot lan\b|\b1 lan\b|\blan nua\b")
SPOKEN = frozenset(
    words(
        "nhắc nhở lại giúp hộ cho tôi tui em e mình chị anh tao nhé nha ạ với nữa lúc vào khoảng tầm giờ h g rưỡi "
        "tiếng phút p sau sáng trưa chiều tối mai kia mốt hôm bữa nay ngày thứ tuần tháng chủ nhật cn một 1 hai ba tư "
        "năm sáu bảy tám chín mười lần thêm đến tới thì hẹn hãy xin muốn cần trợ lý bot báo cáo bc nộp khai làm gửi "
        "việc này đó đấy đặt dạ vâng ok được dc thôi đi luôn à ơi và sớm xong nhớ tin nhắn"
    )
)
"""Words of a wish to be reminded; with any other word it may be of something else than a report."""
SETTING = SPOKEN | frozenset(
    words(
        "đổi đặt cài chuyển sửa sang thành từ mỗi hằng hàng từng trở luôn cứ chỉ các lần nào cũng là bằng cố định thay "
        "vì lời tự động giờ tuần tháng buổi còn nữa"
    )
)
AN_HOUR = re.compile(r"\d+(?:[hg:]\d{0,2}|[/.-]\d[\d/.-]*)?|t[2-7]|\d+p")


def is_once(said: str, today: date) -> bool:
    """Whether it wishes to be reminded at an hour of one day, and of nothing but a report."""
    bare = fold(clean(said))
    if not re.search(r"\bnhac\b", bare) or FOR_EVER.search(bare) or not tells_only_when(said):
        return False
    if SPAN.search(bare) or (AGAIN.search(bare) and (hour_of_day(said) or part_of_day(said))):
        return True
    return day_or_today(said, today) is not None and (hour_of_day(said) is not None or bool(part_of_day(said)))


def is_for_ever(said: str, today: date) -> bool:
    """Whether it names an hour for every reminder: 'nhắc tôi lúc 9 giờ', 'từ mai nhắc lúc 8h'."""
    if hour_wished(said) is None or not all(word in SETTING or AN_HOUR.fullmatch(word) for word in words(said)):
        return False
    return FOR_EVER.search(fold(clean(said))) is not None or day_or_today(said, today) is None


def is_once_or_always(said: str, today: date) -> bool:
    """'nhắc em 2h chiều': of one day, or of every one."""
    names_hour = hour_of_day(said) is not None and day_or_today(said, today) is None
    return bool(re.search(r"\bnhac\b", fold(clean(said)))) and names_hour and tells_only_when(said)


def tells_only_when(said: str) -> bool:
    """Whether nothing but a reminder and its moment is spoken of: 'nhắc 8h mai họp giao ban' is of a meeting."""
    return all(word in SPOKEN or AN_HOUR.fullmatch(word) for word in words(said))


def once_wished(said: str, now: datetime) -> Once | None:
    """The moment that is wished; None where none is. A moment that has passed is given as it was said."""
    now = now.astimezone(VIETNAM)
    if (span := SPAN.search(fold(clean(said)))) is not None:
        return Once((now + span_of(span)).replace(second=0, microsecond=0))
    clock = hour_of_day(said)
    if clock is None and (part := part_of_day(said)):
        clock = time(PARTS[part])
    if clock is None:
        return None
    day, today = day_or_today(said, now.date()), datetime.combine(now.date(), clock, VIETNAM)
    if day is None:
        return Once(today if today > now else today + timedelta(days=1))
    at = datetime.combine(day, clock, VIETNAM)
    is_weekday_of_today = day.weekday() == now.weekday() and day - now.date() == timedelta(days=7)
    says_weekday = (found := WEEKDAY.search(fold(clean(said)))) is not None and not found[4]
    return Once(at, today) if is_weekday_of_today and says_weekday and today > now else Once(at)


def day_or_today(said: str, today: date) -> date | None:
    """The day that is named; 'hôm nay', 'chiều nay' are today."""
    return today if SAYS_TODAY.search(fold(clean(said))) else day_wished(said, today)


def span_of(found: re.Match[str]) -> timedelta:
    """'2 tiếng nữa', '30 phút nữa'."""
    count = int(found[1]) if found[1].isdecimal() else NUMBERS[found[1]]
    return timedelta(minutes=count) if found[2] in {"phut", "p"} else timedelta(hours=count)


def part_of_day(said: str) -> str:
    """'chieu' of 'chiều mai'; the 'toi' of 'nhac toi' is nobody's evening."""
    text = clean(said).lower()
    for found in PART.finditer(fold(text)):
        is_evening = text[found.start() : found.end()] == "tối" or fold(text)[found.end() :].startswith(
            (" nay", " mai")
        )
        if found[1] != "toi" or (is_evening and not fold(text)[: found.start()].endswith(("nhac ", "cho ", "lai "))):
            return found[1]
    return ""


def hour_of_day(said: str) -> time | None:
    """17:00 of '5h chiều' and of 'chiều mai lúc 5h'; nobody is reminded at night, so that '5h' alone is that too."""
    said = SPAN.sub(" ", fold(clean(said))) if SPAN.search(fold(clean(said))) else said
    found = hour_wished(said)
    if found is None:
        return None
    hour, part = found[0], part_of_day(said)
    if (part in {"chieu", "toi"} and hour < NOON) or (not part and 1 <= hour <= 5) or (part == "trua" and hour <= 2):
        hour += NOON
    return time(hour, found[1])
