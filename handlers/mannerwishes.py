"""What somebody wishes about being told things: fewer a day, no news, no reminders, or how it stands; pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.wording import may_mean_no, plain
from handlers.wording import wanted as wished
from knowledge.text import clean, fold, words


class Manner(StrEnum):
    """What may be wished."""

    NUMBER = "number"
    ANY_NUMBER = "any_number"
    NO_NEWS = "no_news"
    NEWS = "news"
    NO_REMINDERS = "no_reminders"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class MannerWish:
    """One wish; `most` is how many messages a day, where that is what is wished."""

    manner: Manner
    most: int = 0


NUMBERS = {"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
           "muoi": 10}  # fmt: skip
COUNT = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
MESSAGES = r"(?:tin(?: nhan| bao)?|lan|thong bao)"
A_DAY = r"(?:/ ?|(?:trong |cho )?(?:mot |moi |1 |hang )?)ngay"
NUMBER = (
    re.compile(rf"\b(?:moi|mot|1|hang|tung) ngay\b.*?\b{COUNT} {MESSAGES}\b"),
    re.compile(rf"\b{COUNT} {MESSAGES}\b ?(?:thoi |nhac )?{A_DAY}\b"),
    re.compile(rf"^ngay (?:chi )?{COUNT} {MESSAGES}\b"),
    re.compile(rf"\b(?:toi da|nhieu nhat|khong qua|chi (?:gui|nhan|nhan toi da)) {COUNT} tin\b"),
)
WHO = frozenset(words("tôi em mình chị anh bác tao tui cho xin đề nghị muốn cần thôi nữa nhé nha ạ đi rồi giúp hộ với"))
AROUND_A_NUMBER = WHO | frozenset(
    words(
        "chỉ gửi nhận nhắn nhắc là đủ tối đa nhiều nhất không quá mỗi một ngày hằng hàng từng trong tin lần báo thông "
        "số được dc trợ lý bot hãy từ nay giờ trở dạ vâng thì nên và"
    )
)
"""Words around so many messages a day that speak of nothing else: with any other word it may be work."""
AROUND_NO_LIMIT = AROUND_A_NUMBER | frozenset(words("giới hạn bỏ huỷ xoá bao nhiêu cũng hết tất cả các"))
AROUND_NEWS = WHO | frozenset(
    words("tin chung thông báo tức nhắn nhận gửi các những lại bật mở tắt đăng ký thêm từ nay giờ văn phòng của muốn")
)
AROUND_REMINDERS = WHO | frozenset(
    words(
        "nhắc nhở nhắn tin gửi nhận lời việc tự động các những thêm lại báo cáo bc hạn này phải có làm phiền đừng dừng "
        "từ nay giờ gì về trợ lý bot chế độ thông"
    )
)
OFF = frozenset(words("không ko k thôi đừng dừng ngừng ngưng ngắt tắt bỏ huỷ hủy"))
SURELY_NO_LIMIT = ("bao nhieu tin cung duoc", "bao nhieu tin cung dc")
OF_REMINDERS = ("nhac", "gui tin", "nhan tin", "tin tu dong", "lam phien", "nhan nua")
TOO_MUCH = re.compile(
    r"(?:bot |tro ly )?(?:nhac|gui tin|nhan tin|nhan|gui)(?: gi ma)?(?: lam)? nhieu(?: tin)? (?:qua|the|vay)"
    r"|(?:nhieu tin|phien|lam phien) (?:qua|the)"
)
LONGEST = 80
SHOW_WORDS = (
    "cách nhắc tôi", "cách nhắc", "cài đặt nhắc", "giờ nhắc của tôi", "xem cách nhắc", "cài đặt tin nhắn",
    "cách nhận tin", "cài đặt",
)  # fmt: skip
SHOW = frozenset(map(plain, SHOW_WORDS))


def manner_of(said: str) -> MannerWish | None:
    """'mỗi ngày một tin thôi', 'không nhận tin chung', 'đừng nhắc nữa'; None for whatever may be work."""
    if len(said) > LONGEST or "?" in said:
        return None
    for line in dict.fromkeys((plain(said), wished(said))):
        manner = Manner.SHOW if line in SHOW else unlimited(line) or news(line, said) or reminders(line, said)
        if manner is not None:
            return MannerWish(manner)
    most = number_of(said)
    return None if most is None else MannerWish(Manner.NUMBER, most)


def comes_between(said: str) -> bool:
    """Whether it is such a wish whatever is open; what may mean no ('đừng nhắc nữa') answers the open talk first."""
    return manner_of(said) is not None and not may_mean_no(said)


def speaks_only(line: str, of: frozenset[str]) -> bool:
    """Whether every word is one of these."""
    return all(word in of for word in line.split())


def begins_off(line: str, said: str) -> bool:
    """Whether it begins with no; 'đúng' with its marks is none, and without marks it may be 'đừng'."""
    return line.partition(" ")[0] in OFF and not said.strip().lower().startswith("đúng")


def unlimited(line: str) -> Manner | None:
    """'không giới hạn số tin'."""
    if not speaks_only(line, AROUND_NO_LIMIT) or "tin" not in line.split():
        return None
    is_so = ("gioi han" in line and line.partition(" ")[0] in OFF) or any(each in line for each in SURELY_NO_LIMIT)
    return Manner.ANY_NUMBER if is_so else None


def news(line: str, said: str) -> Manner | None:
    """'không nhận tin chung', 'nhận lại thông báo'; 'đã nhận thông báo' and 'không nhận được' are none."""
    verb, _, rest = line.partition(" ")
    if not speaks_only(rest, AROUND_NEWS):
        return None
    is_common = any(each in line for each in ("tin chung", "thong bao chung", "tin tuc chung"))
    of_news = is_common or "thong bao" in line
    if begins_off(line, said):
        takes = "nhan" in rest.split() or "dang ky" in rest or verb == "tat" or is_common
        return Manner.NO_NEWS if of_news and takes else None
    is_again = "lai" in rest.split() or verb in {"bat", "mo", "dang"}
    is_wished = verb == "nhan" and is_common and not fold(said).strip().startswith("da ")
    if of_news and ((verb in {"nhan", "bat", "mo", "dang"} and is_again) or is_wished):
        return Manner.NEWS
    return None


def reminders(line: str, said: str) -> Manner | None:
    """'đừng nhắc nữa', 'ngừng gửi tin', 'nhắc nhiều quá'."""
    is_off = begins_off(line, said) and speaks_only(line.partition(" ")[2], AROUND_REMINDERS)
    if TOO_MUCH.fullmatch(line) or (is_off and any(f" {each} " in f"{line} " for each in OF_REMINDERS)):
        return Manner.NO_REMINDERS
    return None


def number_of(said: str) -> int | None:
    """2 of 'tối đa 2 tin một ngày'; None where anything else is spoken of."""
    if not all(word in AROUND_A_NUMBER or word in NUMBERS or word.isdecimal() for word in words(said)):
        return None
    bare = fold(clean(said))
    found = next((match for pattern in NUMBER if (match := pattern.search(bare))), None)
    if found is None:
        return None
    return int(found[1]) if found[1].isdecimal() else NUMBERS[found[1]]
