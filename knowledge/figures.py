"""Which numbers of an official sentence are figures that bind, how do they bind, and what do they measure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from knowledge.numbers import parse_number
from knowledge.text import fold

# Who is meant by a size: 'doanh nghiệp có từ 20 đoàn viên trở lên' says which enterprises, it sets nobody a figure.
HOLDERS = (
    r"(?:doanh nghiep|don vi|co quan|cdcs|cong doan co so|hop tac xa|cong ty|co so|noi|to chuc|truong hoc|cua hang"
    r"|xuong|nha may|ho kinh doanh|khu tro)"
)
PEOPLE = r"(?:doan vien|nguoi lao dong|nguoi|cong nhan|lao dong|cnld|nld|nu|can bo|ld)"
HANDS = r"(?:nguoi lao dong|lao dong|cong nhan lao dong|cong nhan|cnld|nld)"
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"

PAPERS = (
    r"nghi quyet|ket luan|chi thi|quyet dinh|thong tu|nghi dinh|luat|cong van|de an|chuong trinh|ke hoach|huong dan"
    r"|trung uong"
)
PARTS = (
    r"ke hoach|khau dot pha|khau|chi tieu|nhiem vu|nhom|giai phap|noi dung|van de|muc tieu|tieu chi|buoc|cap|linh vuc"
    r"|yeu cau|chuong trinh|nghi quyet"
)
SIZE = (
    # 'mỗi đơn vị có từ 2 …' sets a figure, 'đơn vị có từ 20 lao động trở lên' names units of that size.
    rf"(?<!moi )(?<!tung )\b{HOLDERS}(?:[^,;.\d]{{0,40}}?\b(?:co|su dung|voi|tu))?"
    rf"\s+(?:tu|tren|duoi|hon|it nhat|khoang)?\s*\b(?:{NUMBER})(?:\s?[-–]\s?(?:{NUMBER}))?"
    rf"\s+(?:{PEOPLE}(?:,| va)?\s?)+(?:\w+ ){{0,2}}?tro (?:len|xuong)"
)

NOT_FIGURES: tuple[tuple[str, str], ...] = (
    ("a name or slogan in quotation marks", r"[“\"][^”\"]{1,300}[”\"]"),
    ("the number of a document", r"\b(?:so\s*)?\d+[a-z]?\s?[-/]\s?(?:[a-z]{2,4})(?=[-/])[\w/-]*"),
    ("the number of a law", r"\b(?:so\s*)?\d+[a-z]?/\d{4}/[\w-]+"),
    ("a document named by its number", rf"\b(?:{PAPERS})\s+(?:so\s+)?\d+[a-z]?\b(?!\s*%|[.,]\d)"),
    ("a day", r"\b\d{1,2}\s?[/-]\s?\d{1,2}\s?[/-]\s?\d{4}\b"),
    ("a month", r"\b\d{1,2}\s?/\s?(?:19|20)\d{2}\b"),
    ("a day without its year", r"\b(?:[12]?\d|3[01]|0\d)/(?:1[0-2]|0?\d)\b(?![/\d%])"),
    ("a day in words", r"\bngay\s+\d{1,2}\b|\bthang\s+(?:\d{1,2})\b|\bquy\s+\d\b"),
    ("a span of years", r"\b(?:19|20)\d{2}\s?[-–]\s?(?:20)?\d{2}\b(?![.,]\d)"),
    ("a year", r"\b(?:nam|den|tu|khoa|nhiem ky)\s+(?:19|20)\d{2}\b(?![.,]\d|\s*%)"),
    ("a year alone", rf"\b(?:19|20)\d{{2}}\b(?![.,]\d|\s*%|\s+{PEOPLE})"),
    ("an anniversary or a length of time", r"\b\d+\s+(?:nam|thang|tuan|gio)\b(?!\s*/)"),
    ("an ordinal", r"\b(?:thu|khoa|lan thu|dot)\s+\d+\b(?!\s*%|[.,]\d)"),
    (
        "a reference",
        r"\b(?:muc|dieu|khoan|diem|phu luc|bieu|mau|trang|cot|nhom)\s+(?:so\s+)?\d+[a-z]?\b(?!\s*%|[.,]\d)",
    ),
    ("a label", r"(?<!tong )\bso\s+\d{1,4}(?:\s?(?:,|va)\s?\d{1,3})*\b(?![.,]\d|\s*%)"),
    ("a number in a list", r"\(\d{1,2}\)"),
    ("a rate that the law fixes", r"\b(?:kinh phi|doan phi)(?: cong doan)?\s+\d(?:,\d)?\s?%"),
    ("a rate that the law fixes", r"\b\d(?:,\d)?\s?%\s+(?:kinh phi|doan phi|quy (?:tien )?luong)"),
    ("a size that says who is meant", SIZE),
    (
        "a size that says who is meant",
        rf"\b{HOLDERS}(?:\s+(?:co|su dung))?\s+(?:duoi|tren|hon)\s+(?:{NUMBER})\s+{PEOPLE}",
    ),
    # Members can be the figure itself ('có từ 500 đoàn viên trở lên tham gia'), hands of an employer hardly.
    (
        "a size that says who is meant",
        rf"(?<=\w )(?:co|su dung) (?:tu|tren|duoi) (?:{NUMBER}) (?:{HANDS}),? ?(?:{HANDS})? ?tro (?:len|xuong)",
    ),
    ("how many parts the paper has", rf"\b\d{{1,2}}\s+(?:{PARTS})\b"),
    ("the name of an illness", r"\bcovid\s?-?\s?19"),
)
"""What looks like a figure and is none: (why, folded pattern). They are taken out in this order."""

# How a figure binds. What stands before it is read backwards from the number, what stands after it from its measure.
BEFORE: tuple[tuple[str, str], ...] = (
    (">=", r"(?:it nhat|toi thieu|khong duoi|khong it hon|khong thap hon)(?:\s+(?:la|co|dat|tu|duoc))*"),
    ("<=", r"(?:khong qua|khong vuot qua|toi da|nhieu nhat|khong nhieu hon|khong tren|khong cao hon)(?:\s+(?:la|co))*"),
    ("<", r"(?:duoi|it hon|thap hon|nho hon)"),
    (">", r"(?:tren|hon|vuot|vuot qua|nhieu hon|cao hon)"),
    ("~", r"(?:khoang|xap xi|uoc|uoc dat|uoc khoang|gan|vao khoang|tam)"),
)
AFTER: tuple[tuple[str, str], ...] = ((">=", r"tro len"), ("<=", r"tro xuong"))

# What is counted, the longer name first; the second column is the name the house uses.
MEASURES: tuple[tuple[str, str], ...] = (
    (r"(?:doan vien(?: cong doan)?|cong doan vien) uu tu", "đoàn viên ưu tú"),
    (r"doan vien cong doan|cong doan vien|doan vien", "đoàn viên"),
    (r"cong doan co so|cdcs", "CĐCS"),
    (r"co quan, don vi", "cơ quan, đơn vị"),
    (r"(?:ban )?thoa uoc lao dong tap the|ban tuldtt|tuldtt|ban thoa uoc", "bản TƯLĐTT"),
    (r"can nha|ngoi nha|can|nha(?= mai am)", "căn nhà"),
    (r"nguoi lao dong|nld", "người lao động"),
    (r"cong nhan lao dong|cnld|cong nhan", "công nhân lao động"),
)
PLAIN_MEASURES = (
    *("doanh nghiệp", "đơn vị", "cơ quan", "nghiệp đoàn", "cuộc kiểm tra", "cuộc đối thoại", "cuộc"),
    *("lượt người", "lượt", "người", "lao động", "cán bộ", "đảng viên", "buổi", "lớp", "lần"),
    *("suất quà", "suất", "phần quà", "phần", "sáng kiến", "hội nghị", "bữa cơm", "hoạt động"),
    *("mô hình", "công trình", "vụ việc", "vụ", "đề tài", "tin, bài", "tin bài", "bài viết", "bài"),
    *("tin", "giải", "tổ công đoàn", "câu lạc bộ", "ngày làm việc", "ngày", "giờ", "ngôi", "nhà"),
    *("phòng", "tủ sách", "đợt", "chuyên đề", "văn bản", "hồ sơ", "thẻ", "xe", "cây", "gian hàng"),
    *("điểm", "nữ", "công ty", "hợp tác xã", "tập thể", "cá nhân", "gia đình", "hộ", "cháu", "học sinh"),
    *("con", "chủ tịch", "ban nữ công", "thành viên", "tờ rơi", "cuốn"),
)
KNOWN_MEASURES = (*MEASURES, *((re.escape(fold(name)), name) for name in sorted(PLAIN_MEASURES, key=len, reverse=True)))
SCALES = {"nghin": "nghìn", "ngan": "nghìn", "trieu": "triệu", "ty": "tỷ", "ti": "tỷ"}
THOUSANDS = {"nghìn": Decimal(1000), "triệu": Decimal(1_000_000), "tỷ": Decimal(1_000_000_000)}
PER = re.compile(r"\s?/\s?(?:nam|quy|thang|tuan|nguoi|don vi|cdcs|cong doan co so|doan vien|lan|ca|nhiem ky)\b")
PER_AFTER_NAME = re.compile(r"(?:\s\w+){1,2}?\s?/\s?(?:nam|quy|thang|tuan|nguoi|don vi|cdcs|doan vien|ca|nhiem ky)\b")
SMALL_NUMBER_WORDS = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
FIGURE = re.compile(
    rf"(?<![\w.,/·-])(?P<low>{NUMBER})(?![\d·])(?P<low_percent>\s?%)?"
    rf"(?:\s?(?:-|–|đến)\s?(?P<high>{NUMBER})(?![\d.,]\d))?(?P<percent>\s?(?:%|phần trăm))?"
    r"(?:\s?(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)\b)?",
    re.IGNORECASE,
)
UNKNOWN_NOUN = re.compile(r"\s+(?P<noun>[^\W\d_]{2,}(?:\s+[^\W\d_]{2,})?)")
NO_NOUNS = (
    *(
        "và",
        "với",
        "của",
        "cho",
        "trong",
        "trên",
        "dưới",
        "đến",
        "từ",
        "ở",
        "tại",
        "là",
        "thì",
        "này",
        "do",
        "để",
        "khi",
    ),
    *("nếu", "so", "trở", "các", "những", "vào", "theo", "được", "có", "tháng", "năm", "quý", "tuần"),
)
"""Words that may follow a number and are not counted; read with marks, since 'của' is not 'cửa'."""
LABEL = re.compile(r"(?:^|[;.]\s*)\W*(?:tổng\s+)?số\s+(?P<label>[^;.:]+):\s*$", re.IGNORECASE)
WORD_FIGURE = re.compile(
    rf"(?:ít nhất|tối thiểu|không dưới|không quá|tối đa|từ)\s+(?P<low>{SMALL_NUMBER_WORDS})\b(?!\s+(?:số|nửa))"
    rf"|\b(?P<alone>{SMALL_NUMBER_WORDS})(?=\s+(?:(?:công\s+)?đoàn viên|CĐCS|công đoàn cơ sở|căn nhà)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its measure; `start` is where its comparator begins, `end` where its measure and comparator end."""

    value: Decimal
    value_max: Decimal | None
    sign: str
    """The comparator as `Comparator` writes it: '>=', '=', 'range' …"""
    measure: str
    start: int
    end: int
    after_number: int
    """Where the words after the number begin, its measure included."""


def figures(sentence: str) -> tuple[Figure, ...]:
    """The figures of a cleaned sentence in order; dates, document numbers, sizes and the like are none."""
    visible = _without_others(sentence)
    matches = sorted((*FIGURE.finditer(visible), *WORD_FIGURE.finditer(visible)), key=lambda match: match.end())
    return tuple(figure for match in matches if (figure := _figure(match, sentence)))


def _without_others(sentence: str) -> str:
    """The sentence at the same length with everything that only looks like a figure dotted out."""
    visible = list(sentence)
    bare = fold(sentence)
    for _, pattern in NOT_FIGURES:
        for match in re.finditer(pattern, bare):
            visible[match.start() : match.end()] = "·" * (match.end() - match.start())
            bare = f"{bare[: match.start()]}{'·' * (match.end() - match.start())}{bare[match.end() :]}"
    return "".join(visible)


def _figure(match: re.Match[str], sentence: str) -> Figure | None:
    named = match.groupdict()
    group = "low" if match["low"] else "alone"
    value = parse_number(match[group])
    value_max = parse_number(named["high"]) if named.get("high") else None
    if value is None or (value_max is not None and value_max <= value):
        return None
    is_percent = bool(named.get("percent") or named.get("low_percent"))
    scale = SCALES.get(fold(named.get("scale") or ""), "")
    measure, measure_end = ("%", match.end()) if is_percent else _measure(sentence, match.end(), scale)
    measure = measure or _labelled(sentence, match.start(), match.end())
    if not measure:
        return None
    if scale and "đồng" not in measure and not is_percent:
        value, value_max = value * THOUSANDS[scale], value_max and value_max * THOUSANDS[scale]
    before = fold(sentence[: match.start(group)])
    after = fold(sentence[measure_end:])
    sign, start, end = _binding(before, after, measure_end, is_range=value_max is not None)
    return Figure(value, value_max, sign, measure, start, end, match.end())


def _measure(sentence: str, end: int, scale: str) -> tuple[str, int]:
    """What is counted after a number, in the house's word, and where it ends; ('', end) where nothing is."""
    rest = sentence[end:]
    bare = fold(rest)
    for pattern, name in ((r"dong", f"{scale} đồng".strip()), *KNOWN_MEASURES):
        if match := re.match(rf"\s*(?:ban\s+)?(?:{pattern})\b", bare):
            per = PER.match(bare, match.end()) or PER_AFTER_NAME.match(bare, match.end())
            return (f"{name}{_per(rest, per)}", end + per.end()) if per else (name, end + match.end())
    if scale and re.match(r"\s*(?:$|[.,;)])", bare):
        return f"{scale} đồng", end
    if (unknown := UNKNOWN_NOUN.match(rest)) and unknown["noun"].lower().split()[0] not in NO_NOUNS:
        return unknown["noun"], end + unknown.end()
    return "", end


def _labelled(sentence: str, start: int, end: int) -> str:
    """'Số CĐCS thành lập mới: 12.' counts what its label names."""
    label = LABEL.search(sentence[:start])
    if not label or not re.match(r"\s*(?:$|[.;,])", sentence[end:]):
        return ""
    return _measure(f" {label['label']}", 0, "")[0]


def _per(rest: str, per: re.Match[str]) -> str:
    return "/" + rest[per.start() : per.end()].rpartition("/")[2].strip()


def _binding(before: str, after: str, end: int, *, is_range: bool) -> tuple[str, int, int]:
    """The comparator, where its words before the figure begin, and where those after it end."""
    found, start = "=", len(before)
    for sign, words in BEFORE:
        if match := re.search(rf"\b(?:{words})\s*$", before):
            found, start = sign, match.start()
            break
    else:
        if match := re.search(r"\btu\s*$", before):
            start = match.start()
    for sign, words in AFTER:
        # Only close behind the measure: '90% CĐCS hoàn thành tốt nhiệm vụ trở lên' ranks the unions, not the figure.
        if match := re.match(rf"\s*{words}\b", after):
            found, end = sign, end + match.end()
    return ("range" if is_range else found), start, end
