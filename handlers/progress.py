"""Whether a message tells what was done, corrects it or hands in a report, instead of asking; pure."""

import re
from collections.abc import Iterator
from enum import StrEnum

from handlers.wording import plain
from knowledge.numbers import find_numbers, find_ratios
from knowledge.text import Token, clean, fold, tokens


class Told(StrEnum):
    """What somebody wants taken down."""

    FIGURE = "figure"
    CORRECTION = "correction"
    FILING = "filing"


ASKS = {
    "bao nhiêu": "a figure is wanted",
    "bao lâu": "a span is wanted",
    "bao giờ": "a time is wanted",
    "mấy": "a small figure is wanted",
    "nào": "one of several is wanted",
    "gì": "a thing is wanted",
    "ai": "a person is wanted",
    "sao": "a reason or a way is wanted",
    "ở đâu": "a place is wanted",
    "về đâu": "a place is wanted",
    "phải không": "a yes is wanted",
    "đúng không": "a yes is wanted",
    "có phải": "a yes is wanted",
    "hay không": "a yes is wanted",
}
SETS = {
    "chỉ tiêu": "names a target",
    "mục tiêu": "names a target",
    "kế hoạch": "names what is planned",
    "chương trình": "names a document",
    "nghị quyết": "names a document",
    "phấn đấu": "the language of programmes",
    "phải": "says what must be done, not what was",
    "được giao": "says what was set",
    "theo": "asks what a document says",
    "hạn": "asks for a day",
    "mức": "names a rate",
    "tỷ lệ": "names a rate",
}
ASKS_AT_END = {
    "không": "'…, có được không'",
    "ko": "'không' on the phone",
    "hong": "'không' in the South",
    "chưa": "'đã nộp chưa'",
    "chua": "the same without marks",
    "khong": "the same without marks",
}
DONE = {
    "kết nạp": "new members",
    "kn": "'kết nạp' on the phone",
    "phát triển": "new members, also 'phát triển thêm'",
    "giới thiệu": "members proposed to the Party",
    "gthieu": "'giới thiệu' on the phone",
    "thành lập": "new unions",
    "lập mới": "new unions",
    "lập thêm": "new unions",
    "hỗ trợ": "houses, gifts, legal aid",
    "thăm hỏi": "visits",
    "trao": "gifts handed over",
    "tặng": "gifts",
    "ủng hộ": "money given to a fund",
    "vận động": "money raised",
    "quyên góp": "money raised",
    "tuyên truyền": "people reached",
    "tập huấn": "people trained",
    "đào tạo": "people trained",
    "bồi dưỡng": "people trained",
    "kiểm tra": "inspections held",
    "giám sát": "inspections held",
    "tổ chức": "events held",
    "đối thoại": "dialogues at the workplace",
    "ký thỏa ước": "collective agreements",
    "cam kết": "pledges signed",
    "thu đoàn phí": "member dues collected",
    "thu kinh phí": "union funds collected",
    "nộp kinh phí": "union funds handed on",
    "nộp đoàn phí": "member dues handed on",
}
RESULTS = {
    "thêm": "'tháng 10 thêm 68 đoàn viên'",
    "được": "'kiểm tra được 1 cuộc'",
    "đạt": "'thu đoàn phí đạt 95%'",
    "xong": "'xong 2 căn nhà'",
}
"""Words that tell of a result when the figure stands right after them."""
NO_FIGURE_AFTER = (
    "nam",
    "thang",
    "quy",
    "ngay",
    "tuan",
    "ky",
    "muc",
    "dieu",
    "khoan",
    "so",
    "khoa",
    "doan",
    "nq",
    "kh",
)
"""'năm 2026', 'tháng 11', 'mục 2', 'giai đoạn 2021': a name, not a figure."""
NAMED = [[word] for word in NO_FIGURE_AFTER]
YEARS_FROM = 1990
"""'nghị định 30/2020' and '11/2026' are no ratios."""
NO_FIGURE_BEFORE = ("thang", "nam", "tuan", "ngay")
"""'6 tháng đầu năm': a period."""
TRADES = ("ty", "cty", "nganh", "xuong")
"""'Công ty May …' is a name where marks are missing."""

CORRECTION = re.compile(
    r"(?:(?:a|ah|o|xin loi|em|toi|minh|ghi|bao|nhan|go) )*"
    r"(?:nham\b(?! nguoi).*|sua (?:lai|thanh|so|o)\b.*|doi lai\b.*|(?:xoa|bo) (?:so|cai)(?: lieu)? (?:vua|moi|do)\b.*)"
)
WITHOUT_FIGURE = re.compile(r"(?:ghi |bao )?nham(?: roi)?|sua (?:lai|so|so lieu)|(?:xoa|bo) .*")
WHO = r"(?:(?:em|toi|minh|chung toi|ben (?:em|toi|minh)|don vi(?: em| toi| minh)?|truong(?: em| toi| minh)?) )?"
SENT = re.compile(
    WHO + r"(?P<done>(?:da|vua|moi) )?(?:(?:xin|muon|can|cho(?: em| toi| minh)?|gio) )*"
    r"(?:gui|nop|lam|khai|lap)(?P<ready> xong| roi)? (?:ban )?(?:bao cao|bc)\b(?P<rest>.*)"
)
SENT_ALREADY = re.compile(r"(?:bao cao|bc)\b.*\b(?:gui|nop|lam)(?: xong)? (?:roi|r|xong)\b.*")
REST = re.compile(
    r"(?: (?:roi|xong|r|luon|giup|ho|day|thang|quy|nam|tuan|nay|truoc|cuoi|dau|so ket|tong ket|6|[ivx]+|\d+|\d+/\d+"
    r"|cho van phong|cho vp|len van phong|van phong|len tren|cap tren))*"
)
"""What may follow 'nộp báo cáo' without making a question of it; 'nộp báo cáo hàng tháng' is a question cut short."""


def told(said: str) -> Told | None:
    """'kết nạp thêm 5 đoàn viên', 'sửa lại là 6' and 'đã gửi báo cáo' tell; 'kết nạp bao nhiêu' asks and gives None."""
    words = tokens(said)
    bare = plain(said)
    if "?" in said or asks(words, bare):
        return None
    if CORRECTION.fullmatch(bare) and not is_purpose(words):
        if has_figure(said) or WITHOUT_FIGURE.fullmatch(bare):
            return Told.CORRECTION
        return None
    if is_filing(bare):
        return Told.FILING
    if has_figure(said) and not holds(words, SETS) and (holds(words, DONE) or is_result(said)):
        return Told.FIGURE
    return None


def asks(words: tuple[Token, ...], bare: str) -> bool:
    """Whether a word of the sentence asks."""
    last = bare.rpartition(" ")[2]
    return holds(words, ASKS) or last in ASKS_AT_END


def holds(words: tuple[Token, ...], phrases: dict[str, str]) -> bool:
    """Whether one of the phrases is said: with its marks where the writer typed marks, without any where not."""
    with_marks = any(word.is_marked for word in words)
    said = [word.text if with_marks else word.bare for word in words]
    for phrase in phrases:
        wanted = [word.text if with_marks else word.bare for word in tokens(phrase)]
        for place in range(len(said) - len(wanted) + 1):
            if said[place : place + len(wanted)] == wanted and not is_trade(said, place):
                return True
    return False


def is_trade(said: list[str], place: int) -> bool:
    """'cong ty may': the garment maker, not 'mấy'."""
    return said[place] == "may" and place > 0 and said[place - 1] in TRADES


def is_purpose(words: tuple[Token, ...]) -> bool:
    """'nhằm nâng cao …' is no correction."""
    return any(word.text == "nhằm" for word in words)


def is_filing(bare: str) -> bool:
    """'đã gửi báo cáo', 'nộp báo cáo tháng 11', 'báo cáo gửi rồi'; not 'hạn nộp báo cáo'."""
    if SENT_ALREADY.fullmatch(bare):
        return True
    sent = SENT.fullmatch(bare)
    return sent is not None and bool(sent["done"] or sent["ready"] or REST.fullmatch(sent["rest"]))


def has_figure(said: str) -> bool:
    """Whether something is counted: '5', '412/420', 'ba mươi hai'; not a year, a month or the number of a section."""
    return any(True for _ in figures(said))


def figures(said: str) -> Iterator[int]:
    """Where each counted number starts in the cleaned text."""
    bare = fold(clean(said))
    for ratio in find_ratios(said):
        if ratio.denominator < YEARS_FROM and words_of(bare[: ratio.start])[-1:] not in NAMED:
            yield ratio.start
    for number in find_numbers(said):
        before = words_of(bare[: number.start])
        after = words_of(bare[number.end :])
        if before[-1:] in NAMED:
            continue
        if after[:1] and after[0] in NO_FIGURE_BEFORE and not number.is_percent:
            continue
        yield number.start


def words_of(bare: str) -> list[str]:
    """The bare words of a piece."""
    return [word.bare for word in tokens(bare)]


def is_result(said: str) -> bool:
    """'thêm 68 đoàn viên', 'đạt 95%', or '32 đoàn viên mới'."""
    cleaned = clean(said).lower()
    wanted = {fold(word): word for word in RESULTS}
    for start in figures(said):
        before = tokens(cleaned[:start])[-1:]
        for word in before:
            known = wanted.get(word.bare)
            if known is not None and (not word.is_marked or word.text == known):
                return True
    return re.search(r"\b(?:doan vien|dv) moi$", plain(said)) is not None
